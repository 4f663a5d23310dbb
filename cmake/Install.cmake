# What a guest finds: the package `hoistway` with the components core and hoistway, and the same
# two for pkg-config. The component core needs nothing else.
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/hoistway)
set(pc_files hoistway-core.pc)

install(TARGETS hoistway_core EXPORT hoistway-core FILE_SET HEADERS)
install(EXPORT hoistway-core NAMESPACE hoistway:: FILE hoistway-core-targets.cmake
        DESTINATION ${package_dir})
if(TARGET hoistway)
    install(TARGETS hoistway EXPORT hoistway-library FILE_SET HEADERS)
    install(EXPORT hoistway-library NAMESPACE hoistway:: FILE hoistway-library-targets.cmake
            DESTINATION ${package_dir})
    list(APPEND pc_files hoistway.pc)
endif()
if(TARGET hoistway_cli)
    install(TARGETS hoistway_cli)
endif()

configure_file(cmake/hoistway-config.cmake.in hoistway-config.cmake @ONLY)
write_basic_package_version_file(hoistway-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/hoistway-config.cmake
              ${PROJECT_BINARY_DIR}/hoistway-config-version.cmake DESTINATION ${package_dir})

# A static library has to be linked together with what it uses, a shared one brings it along.
set(linked_by_guest "fmt libqrencode libzip pugixml simdjson")
if(BUILD_SHARED_LIBS)
    set(linked_by_guest)
endif()
file(RELATIVE_PATH up_to_prefix
     ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig ${CMAKE_INSTALL_PREFIX})
foreach(pc IN LISTS pc_files)
    configure_file(cmake/${pc}.in ${pc} @ONLY)
    install(FILES ${PROJECT_BINARY_DIR}/${pc} DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
