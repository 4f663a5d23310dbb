// SPDX-License-Identifier: Apache-2.0
//
// What every rule says of itself: what it is called, what it needs to hear, and where its numbers
// come from. The table in docs/detect.md is made from this.
//
//     Entrapment::info.id;                       // "entrapment@1"
//     missing(Entrapment::info, picture.said);   // signals that this lift never gave
//
// A rule that has not heard what it needs raises nothing and clears nothing: its answer is "not
// enough data", and missing() says for want of what.

#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "hoistway/model/event.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

struct Threshold {
    std::string_view name;
    double value = 0;
    std::string_view unit;
    std::string_view source;
};

struct RuleInfo {
    std::string_view id;  // name@version; the version turns when an answer may
    EventKind kind{};
    Severity severity{};
    std::uint16_t needs = 0;     // bits of Signal, all of them
    std::uint16_t or_needs = 0;  // bits that will do instead, all of them; 0 = no other way
    std::array<Threshold, 12> thresholds{};
    std::string_view sentence{};  // when it raises, in words
};

// The signals a rule has not got from a lift that said these; 0 where it has enough.
constexpr std::uint16_t missing(const RuleInfo& rule, std::uint16_t said) noexcept {
    const auto lacking = static_cast<std::uint16_t>(rule.needs & ~said);
    const bool other_way = rule.or_needs != 0 && (rule.or_needs & ~said) == 0;
    return other_way ? std::uint16_t{0} : lacking;
}

}  // namespace hoistway
