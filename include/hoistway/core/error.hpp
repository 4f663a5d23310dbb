// SPDX-License-Identifier: Apache-2.0
//
// Everything that bad input can be, as a vocabulary: each value has a cause and a cure in words.
//
//     Error error{ErrorCode::truncated, 17};
//     cure(error.code);  // "send the rest of the record, or raise the size limit"
//
// The names are the same in C++, Python (`DecodeError.code`) and in `--json` output.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace hoistway {

enum class ErrorCode : std::uint8_t {
    truncated,
    too_long,
    bad_syntax,
    bad_encoding,
    bad_checksum,
    bad_value,
    out_of_range,
    missing,
    duplicate,
    unknown_key,
    unknown_lift,
    late,
    unsupported,
};

// What went wrong, and at which byte of the input it was noticed.
struct Error {
    ErrorCode code{};
    std::size_t at = 0;

    friend bool operator==(const Error&, const Error&) = default;
};

namespace detail {

struct ErrorText {
    std::string_view name, cause, cure;
};

inline constexpr std::array<ErrorText, 13> error_texts{{
    {"truncated", "the input ends inside a record", "send the rest of the record"},
    {"too_long", "the record is longer than any this format allows",
     "check for a missing end mark, or split the record"},
    {"bad_syntax", "the text is not what the format says it is",
     "compare the place named with the format's page in docs/"},
    {"bad_encoding", "the text is not UTF-8", "convert it first: iconv -f GB18030 -t UTF-8"},
    {"bad_checksum", "the check sum does not fit the bytes",
     "look for a lossy link or the wrong check sum rule"},
    {"bad_value", "the value is not one this field can have", "see the table of values in docs/"},
    {"out_of_range", "the number is outside what the field can hold",
     "check the unit and the sensor"},
    {"missing", "a value that the record needs is not there", "add it"},
    {"duplicate", "the same thing is said twice", "keep one of the two"},
    {"unknown_key", "no field has this name", "check its spelling, or take it out"},
    {"unknown_lift", "no lift in the registry has this key", "add the lift to the registry"},
    {"late", "a newer record of this lift came before", "sort by time, or mend the device's clock"},
    {"unsupported", "this version does not read that", "see docs/ for what it reads"},
}};

}  // namespace detail

constexpr std::string_view to_string(ErrorCode code) noexcept {
    return detail::error_texts[static_cast<std::size_t>(code)].name;
}

constexpr std::string_view cause(ErrorCode code) noexcept {
    return detail::error_texts[static_cast<std::size_t>(code)].cause;
}

constexpr std::string_view cure(ErrorCode code) noexcept {
    return detail::error_texts[static_cast<std::size_t>(code)].cure;
}

}  // namespace hoistway
