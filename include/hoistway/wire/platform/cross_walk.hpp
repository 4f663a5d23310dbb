// SPDX-License-Identifier: Apache-2.0
//
// From one dialect's fault code to another's, by way of what it means. A code never travels without
// its dialect, and what has no counterpart is said to have none.
//
//     meaning_of({"songjiang", "F9992"})->kind;                    // EventKind::overtravel_top
//     translate({"elevatorcloud", "10"}, *builtin_profile("gbt24476-2017"))->code;   // "1"
//
// The tables are those of the built-in profiles; a profile of one's own is passed in. Cost: linear
// in the codes of both dialects. Any thread.

#pragma once

#include <optional>
#include <string_view>

#include "hoistway/model/observation.hpp"
#include "hoistway/wire/platform/profile.hpp"

namespace hoistway {

// The built-in profile whose codes are of this dialect, or null.
const Profile* profile_of_dialect(std::string_view dialect);

// The row of the code in its own dialect, or null where the dialect has none for it.
const ProfileCode* meaning_of(const NativeFault& fault);

struct Translation {
    std::string_view code;
    bool exact = false;  // false: nearest, or one of several that mean the same
};

// Nothing where either dialect has no word for it.
std::optional<Translation> translate(const ProfileCode& meant, const Profile& to);
std::optional<Translation> translate(const NativeFault& fault, const Profile& to);

}  // namespace hoistway
