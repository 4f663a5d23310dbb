# Writes a .cpp that holds the policy files, each to the byte and with its SHA-256.
#     cmake -D OUT=file.cpp -D "FILES=a.json|b.json" -P EmbedPolicies.cmake

string(REPLACE "|" ";" files "${FILES}")
set(rows "")
set(count 0)
foreach(file IN LISTS files)
    get_filename_component(id "${file}" NAME_WLE)
    file(READ "${file}" text)
    file(SHA256 "${file}" hash)
    string(APPEND rows "    {\"${id}\", R\"policy(${text})policy\",\n     \"${hash}\"},\n")
    math(EXPR count "${count} + 1")
endforeach()
file(WRITE "${OUT}" "// Made from src/upkeep/policies/ by cmake/EmbedPolicies.cmake.
#include <array>

#include \"hoistway/upkeep/policy_json.hpp\"

namespace hoistway {

std::span<const BuiltinPolicy> builtin_policies() {
    static constexpr std::array<BuiltinPolicy, ${count}> policies{{
${rows}    }};
    return policies;
}

}  // namespace hoistway
")
