# Writes a .cpp that holds JSON files, each to the byte and with its SHA-256: the library carries its
# policies and its profiles along.
#     cmake -D OUT=file.cpp -D "FILES=a.json|b.json" -D HEADER=hoistway/x.hpp
#           -D FUNCTION=builtin_policies -P EmbedFiles.cmake

string(REPLACE "|" ";" files "${FILES}")
set(rows "")
set(count 0)
foreach(file IN LISTS files)
    get_filename_component(id "${file}" NAME_WLE)
    file(READ "${file}" text)
    file(SHA256 "${file}" hash)
    string(APPEND rows "    {\"${id}\", R\"json(${text})json\",\n     \"${hash}\"},\n")
    math(EXPR count "${count} + 1")
endforeach()
file(WRITE "${OUT}" "// Made by cmake/EmbedFiles.cmake.
#include <array>

#include \"${HEADER}\"

namespace hoistway {

std::span<const BuiltinFile> ${FUNCTION}() {
    static constexpr std::array<BuiltinFile, ${count}> files{{
${rows}    }};
    return files;
}

}  // namespace hoistway
")
