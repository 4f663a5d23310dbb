// SPDX-License-Identifier: Apache-2.0
//
// A file of data that the library carries along: a policy, a calendar, a profile, a checklist.
//
//     for (const BuiltinFile& policy : builtin_policies()) ...
//     const auto policy = load_policy(builtin_policy("shijiazhuang-2025")->text, "policy");
//
// `sha256sum` of the file in the sources gives the same hash, so that anybody can check which one a
// result rests on. The views live as long as the program.

#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace hoistway {

struct BuiltinFile {
    std::string_view id;      // its name, without folder and ending
    std::string_view text;    // to the byte
    std::string_view sha256;  // of the text, in hex
};

// Linear time: there are few of a kind.
inline std::optional<BuiltinFile> find_builtin(std::span<const BuiltinFile> files,
                                               std::string_view id) {
    for (const BuiltinFile& file : files) {
        if (file.id == id) return file;
    }
    return std::nullopt;
}

}  // namespace hoistway
