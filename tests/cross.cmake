# The byte tests for a processor that is not this one: an emulator runs them. The two libraries they
# need are headers only; a cross compiler must not see the rest of this machine's own.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/headers)
foreach(library doctest nlohmann)
    file(CREATE_LINK /usr/include/${library} ${PROJECT_BINARY_DIR}/headers/${library} SYMBOLIC)
endforeach()

add_executable(hoistway_tests ${byte_tests} main.cpp)
target_link_libraries(hoistway_tests PRIVATE hoistway::core)
target_include_directories(hoistway_tests PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_include_directories(hoistway_tests SYSTEM PRIVATE ${PROJECT_BINARY_DIR}/headers)
set_source_files_properties(main.cpp PROPERTIES
    COMPILE_DEFINITIONS HOISTWAY_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
add_test(NAME bytes_on_another_processor COMMAND hoistway_tests)
