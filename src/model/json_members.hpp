// SPDX-License-Identifier: Apache-2.0
//
// One member more of a JSON object that is being written.
//
//     out += '{';
//     append_text(out, "lift", key);        // {"lift":"A-1"
//     append_number(out, "used", 3);        // {"lift":"A-1","used":3

#pragma once

#include <string>
#include <string_view>

#include "hoistway/core/json_write.hpp"

namespace hoistway::detail {

// All up to the value, which the caller appends.
inline void append_name(std::string& out, std::string_view name) {
    if (out.back() != '{') out += ',';
    append_json_string(out, name);
    out += ':';
}

inline void append_text(std::string& out, std::string_view name, std::string_view text) {
    append_name(out, name);
    append_json_string(out, text);
}

inline void append_number(std::string& out, std::string_view name, double number) {
    append_name(out, name);
    append_json_number(out, number);
}

}  // namespace hoistway::detail
