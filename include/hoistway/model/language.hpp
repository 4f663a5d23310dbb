// SPDX-License-Identifier: Apache-2.0
//
// The languages in which the library speaks to people, and a text in both: Chinese, which the
// regulator and the worker read, and English.
//
//     const Text title{"困人", "Entrapments"};
//     title.in(Language::en);   // "Entrapments"
//
// Plain data, UTF-8. Where one language is empty the other one stands in for it.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class Language : std::uint8_t { zh, en };

template <>
struct Words<Language> {
    static constexpr std::array<std::string_view, 2> list{"zh", "en"};
};

struct Text {
    std::string zh, en;

    const std::string& in(Language language) const noexcept {
        const bool chinese = language == Language::zh;
        const std::string& wanted = chinese ? zh : en;
        if (!wanted.empty()) return wanted;
        return chinese ? en : zh;
    }
    bool empty() const noexcept { return zh.empty() && en.empty(); }
    friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace hoistway
