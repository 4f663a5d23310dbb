// SPDX-License-Identifier: Apache-2.0
//
// What the fault codes of devices and cameras mean, in our kinds of event.
//
//     const CodeBook book{rows};                   // sorted by dialect, then code; has to outlive
//     it book.find(fault)->kind;                      // EventKind::entrapment for {"zxtech",
//     "101"} severity_told(EventKind::entrapment);        // Severity::critical
//
// A code that has no row means nothing here, and stays the device's own word. A row without a fault
// says that no fault of its dialect stands any more. The rows of the built-in profiles are those of
// pipeline/builtin_codes.hpp. Looking one up takes a binary search; one book serves all lifts, and
// any thread.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "hoistway/core/refuse.hpp"
#include "hoistway/core/short_text.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

struct CodeMeaning {
    ShortText<16> dialect{};
    ShortText<8> code{};
    EventKind kind = EventKind::native;
    bool no_fault = false;  // ends every open code of its dialect; the kind is not looked at
    bool ends = true;       // its dialect says when this is over
    bool nearest = false;   // the kind is close to what the code says, not the same

    friend bool operator==(const CodeMeaning&, const CodeMeaning&) = default;
    friend auto operator<=>(const CodeMeaning& a, const CodeMeaning& b) noexcept {
        const auto order = a.dialect <=> b.dialect;
        return order != 0 ? order : a.code <=> b.code;  // NOLINT(modernize-use-nullptr)
    }
};

class CodeBook {
 public:
    // One bit of a lift's state each; the built-in profiles have 231 rows [default].
    static constexpr std::size_t capacity = 304;

    CodeBook() = default;

    explicit CodeBook(std::span<const CodeMeaning> rows) : rows_(rows) {
        if (rows.size() > capacity) refuse("CodeBook: at most 304 rows");
        const auto out_of_order = [](const CodeMeaning& a, const CodeMeaning& b) {
            return !(a < b);
        };
        if (std::adjacent_find(rows.begin(), rows.end(), out_of_order) != rows.end()) {
            refuse("CodeBook: rows must be sorted by dialect and code, each once");
        }
        const auto says_nothing = [](const CodeMeaning& row) {
            return row.kind == EventKind::native && !row.no_fault;
        };
        if (std::any_of(rows.begin(), rows.end(), says_nothing)) {
            refuse("CodeBook: a row needs a kind, or says no fault");
        }
    }

    // Null where the code means nothing here.
    const CodeMeaning* find(const NativeFault& fault) const noexcept {
        const CodeMeaning sought{.dialect = fault.dialect, .code = fault.code};
        const auto at = std::lower_bound(rows_.begin(), rows_.end(), sought);
        return at == rows_.end() || sought < *at ? nullptr : &*at;
    }

    std::span<const CodeMeaning> rows() const noexcept { return rows_; }

 private:
    std::span<const CodeMeaning> rows_{};
};

namespace detail {

inline constexpr std::array told_critical{
    EventKind::entrapment,           EventKind::overtravel_top,      EventKind::overtravel_bottom,
    EventKind::opened_while_running, EventKind::unintended_movement, EventKind::overspeed,
    EventKind::opened_off_level,     EventKind::door_lock_fault};
inline constexpr std::array told_major{EventKind::power_loss,        EventKind::stopped_off_level,
                                       EventKind::emergency_stop,    EventKind::car_door_fault,
                                       EventKind::run_time_limit,    EventKind::safety_chain_open,
                                       EventKind::restart_prevented, EventKind::vision_ebike};
inline constexpr std::array told_note{EventKind::person_at_risk, EventKind::long_idle,
                                      EventKind::clock_wrong, EventKind::noise_abnormal,
                                      EventKind::vision_advert};

template <std::size_t N>
constexpr bool is_among(const std::array<EventKind, N>& kinds, EventKind kind) noexcept {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

}  // namespace detail

// How grave it is when a device tells it: as grave as the rule of that kind takes it, where there
// is one, else [default].
constexpr Severity severity_told(EventKind kind) noexcept {
    if (detail::is_among(detail::told_critical, kind)) return Severity::critical;
    if (detail::is_among(detail::told_major, kind)) return Severity::major;
    return detail::is_among(detail::told_note, kind) ? Severity::note : Severity::minor;
}

}  // namespace hoistway
