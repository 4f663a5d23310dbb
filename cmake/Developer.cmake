# What only this project's own developers need; a guest's build sees none of it.
if(HOISTWAY_STRICT)
    add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
    # g++ 12 sees overlapping copies in its own std::string where there are none (GCC bug 105651).
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        add_compile_options(-Wno-restrict)
    endif()
endif()
if(NOT PROJECT_IS_TOP_LEVEL)
    return()
endif()

find_program(HOISTWAY_CCACHE ccache)
if(HOISTWAY_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${HOISTWAY_CCACHE})
endif()

# Debian's own Python has numpy, pandas and pytest; one that shadows it on the PATH may not.
if(NOT DEFINED Python_EXECUTABLE AND NOT DEFINED ENV{VIRTUAL_ENV} AND EXISTS /etc/debian_version
   AND EXISTS /usr/bin/python3)
    set(Python_EXECUTABLE /usr/bin/python3)
endif()
