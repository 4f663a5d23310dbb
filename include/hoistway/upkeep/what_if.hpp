// SPDX-License-Identifier: Apache-2.0
//
// What another policy would change: which lifts become due, which no longer are, and why.
//
//     for (const DueChange& change : compare_due(due_by_a, due_by_b)) {
//         change.shift;              // now_due, no_longer_due, sooner, later
//         change.reason.clause;      // what makes it so
//         told(change, lifts[change.lift].key).zh;
//     }
//
// Compared is the day that counts, the earliest of each lift; a lift whose day stays the same is no
// change, whatever its company. Both lists have to be of the same log and the same day. In order of
// the lifts. Time of a sort.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/language.hpp"

namespace hoistway {

enum class DueShift : std::uint8_t { now_due, no_longer_due, sooner, later };

template <>
struct Words<DueShift> {
    static constexpr std::array<std::string_view, 4> list{"now_due", "no_longer_due", "sooner",
                                                          "later"};
};

struct DueChange {
    LiftIndex lift = no_lift;
    DueShift shift{};
    std::optional<Date> before, after;
    DueItem reason;  // of the other policy; of the first one where the lift is no longer due
};

namespace detail {

// The item that counts of each lift, in order of the lifts.
inline std::vector<const DueItem*> earliest_of_lifts(std::span<const DueItem> items) {
    std::vector<const DueItem*> all;
    for (const DueItem& item : items) all.push_back(&item);
    std::stable_sort(all.begin(), all.end(), [](const DueItem* a, const DueItem* b) {
        return a->lift != b->lift ? a->lift < b->lift : a->due < b->due;
    });
    const auto last = std::unique(all.begin(), all.end(), [](const DueItem* a, const DueItem* b) {
        return a->lift == b->lift;
    });
    all.erase(last, all.end());
    return all;
}

inline std::optional<DueChange> change_of(const DueItem* before, const DueItem* after) {
    DueChange out;
    if (before != nullptr) out.before = before->due;
    if (after != nullptr) out.after = after->due;
    const DueItem* const reason = after != nullptr ? after : before;
    if (reason == nullptr || out.before == out.after) return std::nullopt;
    out.reason = *reason;
    out.lift = out.reason.lift;
    if (before == nullptr || after == nullptr) {
        out.shift = before == nullptr ? DueShift::now_due : DueShift::no_longer_due;
    } else {
        out.shift = *out.after < *out.before ? DueShift::sooner : DueShift::later;
    }
    return out;
}

}  // namespace detail

inline std::vector<DueChange> compare_due(std::span<const DueItem> before,
                                          std::span<const DueItem> after) {
    const auto old = detail::earliest_of_lifts(before), other = detail::earliest_of_lifts(after);
    std::vector<DueChange> out;
    for (std::size_t i = 0, j = 0; i < old.size() || j < other.size();) {
        const LiftIndex a = i < old.size() ? old[i]->lift : no_lift,
                        b = j < other.size() ? other[j]->lift : no_lift;
        const LiftIndex lift = std::min(a, b);
        const DueItem* const first = a == lift && i < old.size() ? old[i++] : nullptr;
        const DueItem* const second = b == lift && j < other.size() ? other[j++] : nullptr;
        if (auto change = detail::change_of(first, second)) out.push_back(std::move(*change));
    }
    return out;
}

// One line a person reads; the reason's own sentence is in `reason`.
inline Text told(const DueChange& change, std::string_view key) {
    const std::string before = change.before ? format_date(*change.before) : std::string(),
                      after = change.after ? format_date(*change.after) : std::string(), lift(key),
                      clause = change.reason.clause;
    switch (change.shift) {
        case DueShift::now_due:
            return {"电梯" + lift + "将于" + after + "到期（" + clause + "），原规定下未到期。",
                    "Lift " + lift + " becomes due on " + after + " (" + clause + ")."};
        case DueShift::no_longer_due:
            return {
                "电梯" + lift + "原于" + before + "到期（" + clause + "），新规定下不到期。",
                "Lift " + lift + " is no longer due; it was on " + before + " (" + clause + ")."};
        case DueShift::sooner:
        case DueShift::later:
            break;
    }
    const bool sooner = change.shift == DueShift::sooner;
    return {"电梯" + lift + "到期日由" + before + (sooner ? "提前" : "推迟") + "至" + after + "（" +
                clause + "）。",
            "Lift " + lift + " is due " + (sooner ? "sooner" : "later") + ", on " + after +
                " instead of " + before + " (" + clause + ")."};
}

}  // namespace hoistway
