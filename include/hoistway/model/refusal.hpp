// SPDX-License-Identifier: Apache-2.0
//
// A piece of input that was refused, told so that a person can mend it: file, line, column, cause
// and cure. The rest of the input is still read.
//
//     to_text(refusal);
//     // "obs.jsonl:12:40: bad_value at 'door': the value is not one this field can have;
//     //  found 'ajarr'; see the table of values in docs/"

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/error.hpp"
#include "hoistway/core/utf8.hpp"

namespace hoistway {

struct Refusal {
    std::string source{};    // file name, or whatever the caller calls the input
    std::uint64_t line = 0;  // 1 = first; 0 where the input has no lines
    std::uint64_t column =
        0;  // byte in the line, 1 = first; byte of the file where it has no lines
    ErrorCode code{};
    std::string field{};  // key, column or JSON pointer; empty where none is meant
    std::string found{};  // what stood there, shortened; empty where it would not help
};

inline std::string to_text(const Refusal& refusal) {
    std::string out = refusal.source;
    if (refusal.line > 0) out += ':' + std::to_string(refusal.line);
    if (refusal.column > 0) out += ':' + std::to_string(refusal.column);
    out += ": ";
    out += to_string(refusal.code);
    if (!refusal.field.empty()) out += " at '" + refusal.field + "'";
    out += ": ";
    out += cause(refusal.code);
    if (!refusal.found.empty()) out += "; found '" + refusal.found + "'";
    out += "; ";
    out += cure(refusal.code);
    return out;
}

// At most 40 bytes of what was found, cut between letters, unprintable bytes shown as dots.
inline std::string shown(std::string_view text) {
    constexpr std::size_t most = 40;
    std::size_t length = text.size() < most ? text.size() : most;
    while (length > 0 && length < text.size() &&
           (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) {
        --length;
    }
    std::string out(text.substr(0, length));
    const bool utf8 = first_bad_utf8(out) == out.size();
    for (char& c : out) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F || (!utf8 && byte > 0x7F)) c = '.';
    }
    return length < text.size() ? out + "..." : out;
}

}  // namespace hoistway
