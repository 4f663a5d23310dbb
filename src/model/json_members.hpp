// SPDX-License-Identifier: Apache-2.0
//
// One member more of a JSON object that is being written: a text, a number, a list.
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

// Items between brackets, each written by `write`.
template <class List, class Write>
void append_list(std::string& out, std::string_view name, const List& list, const Write& write) {
    append_name(out, name);
    out += '[';
    bool first = true;
    for (const auto& item : list) {
        if (!first) out += ',';
        first = false;
        write(item);
    }
    out += ']';
}

}  // namespace hoistway::detail
