// SPDX-License-Identifier: Apache-2.0
//
// How much of the day the lifts of a fleet were there for people, from states polled every few
// minutes.
//
//     Availability fleet(lifts.size(), {.offsets = berlin, .days_wanted = 365});
//     for (const Observation& seen : log) fleet.on(seen);      // in order of time for each lift
//     fleet.report().median_availability;
//
// Mode::out_of_service is inactive, Mode::unknown is a device that spoke without knowing, every
// other mode is active. Time is cut into slots, of which the first word counts; a slot without a
// word is a gap, and a gap is not a failure. Days are civil days of a time zone given as a table,
// so that daylight saving works. The newest day is never judged: it is not over.
//
//     availability = 1 - inactive / (active + inactive + unknown)
//
// Constant time per word; memory for a day of a lift is 12 bytes, once per day seen. One thread.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "hoistway/core/refuse.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

// From this moment on, clocks on the wall are so far ahead of UTC.
struct OffsetChange {
    Time from{};
    Duration offset{};
};

struct AvailabilityOptions {
    Duration slot = std::chrono::minutes{5};  // a day has to be a whole number of them
    int from_hour = 6, to_hour = 22;          // the hours of the day that are judged
    std::vector<OffsetChange> offsets{{never, china_offset}};  // sorted; the first holds before
    std::size_t days_wanted = 365;  // the newest so many of the days kept
    // A day is dropped where more lifts than this were mostly unheard on it, night included:
    // then it is the collector that failed. Unless told otherwise, none is. [default]
    std::size_t unheard_lifts = std::numeric_limits<std::size_t>::max();
    std::size_t more_days_than = 0;  // a lift is judged if more days than this have a word of it
    std::size_t max_days = 3660;  // from the first word on, lest a mad clock eat memory [default]
};

// Slots of the judged hours.
struct SlotCounts {
    std::uint64_t active = 0, inactive = 0, unknown = 0;

    friend bool operator==(const SlotCounts&, const SlotCounts&) = default;
};

struct LiftAvailability {
    LiftIndex lift = no_lift;
    SlotCounts slots;
    std::vector<std::uint16_t> inactive_by_day;  // one for each judged day of the report
    double availability = 0;
};

struct FleetAvailability {
    std::vector<Date> days;               // judged, oldest first
    std::size_t dropped_days = 0;         // because too many lifts were unheard
    std::vector<LiftAvailability> lifts;  // judged, by index
    double median_inactive = 0;           // slots of a lift in all judged days
    double median_availability = 0;
    std::size_t lifts_inactive_four_weeks = 0;  // in sum, in judged hours
    double lifts_inactive_a_day = 0;            // mean number of lifts inactive at least once
};

class Availability {
 public:
    // Words about lifts from `lifts` on are refused.
    Availability(std::size_t lifts, AvailabilityOptions options)
        : options_(std::move(options)), lifts_(lifts) {
        const Duration day = std::chrono::days{1};
        const std::vector<OffsetChange>& offsets = options_.offsets;
        if (options_.slot <= Duration{0} || day % options_.slot != Duration{0}) {
            refuse("Availability: slot must divide a day");
        }
        if (options_.from_hour < 0 || options_.from_hour >= options_.to_hour ||
            options_.to_hour > 24) {
            refuse("Availability: from_hour must come before to_hour, both of one day");
        }
        if (offsets.empty() || !std::is_sorted(offsets.begin(), offsets.end(), earlier)) {
            refuse("Availability: offsets must not be empty and must be sorted by time");
        }
        if (day / options_.slot > std::numeric_limits<std::uint16_t>::max()) {
            refuse("Availability: slot must be 2 s or more");
        }
    }

    void on(const Observation& seen) { add(seen.lift, seen.time, seen.mode); }

    // The same, for what has no other fields. A word that is older than the lift's last one, or
    // about a lift nobody knows, is counted as refused.
    void add(LiftIndex lift, Time time, Mode mode) {
        if (lift >= lifts_.size() || time < lifts_[lift].last) {
            ++refused_;
            return;
        }
        if (!(stretch_.span.contains(time))) stretch_ = stretch_of(time);
        const Time slot = slot_start(time);
        PerLift& own = lifts_[lift];
        if (own.last != never && own.last >= slot) {
            own.last = time;
            return;
        }
        if (DayCounts* const day = day_of(own)) {
            own.last = time;
            count(*day, slot, mode);
        } else {
            ++refused_;
        }
    }

    FleetAvailability report() const {
        FleetAvailability out;
        const auto [days, dropped] = judged_days();
        out.dropped_days = dropped;
        for (const std::int32_t day : days) {
            out.days.emplace_back(std::chrono::sys_days{std::chrono::days{day}});
        }
        for (std::size_t i = 0; i < lifts_.size(); ++i) {
            auto judged = judge(static_cast<LiftIndex>(i), days);
            if (judged) out.lifts.push_back(std::move(*judged));
        }
        add_fleet_figures(out);
        return out;
    }

    std::size_t refused() const noexcept { return refused_; }
    std::size_t lifts() const noexcept { return lifts_.size(); }
    const AvailabilityOptions& options() const noexcept { return options_; }

 private:
    // Whole day, then judged hours: active, inactive, unknown of each.
    struct DayCounts {
        std::array<std::uint16_t, 3> all{}, judged{};
    };

    struct PerLift {
        Time last = never;
        std::int32_t first_day = 0;  // of `days`, in days since 1970
        std::vector<DayCounts> days;
    };

    // A part of one civil day in which the offset does not change.
    struct Stretch {
        TimeSpan span{never, never};
        Duration offset{};
        std::int32_t day = 0;
        TimeSpan judged{never, never};
    };

    struct JudgedDays {
        std::vector<std::int32_t> days;
        std::size_t dropped = 0;
    };

    static bool earlier(const OffsetChange& a, const OffsetChange& b) noexcept {
        return a.from < b.from;
    }

    Stretch stretch_of(Time time) const noexcept {
        const auto& offsets = options_.offsets;
        const auto next =
            std::upper_bound(offsets.begin() + 1, offsets.end(), time,
                             [](Time t, const OffsetChange& change) { return t < change.from; });
        Stretch out;
        out.offset = std::prev(next)->offset;
        const auto day = std::chrono::floor<std::chrono::days>(time + out.offset);
        const Time midnight = Time{day} - out.offset;
        out.day = static_cast<std::int32_t>(day.time_since_epoch().count());
        out.span = {midnight, midnight + std::chrono::days{1}};
        if (next != offsets.end()) out.span.to = std::min(out.span.to, next->from);
        if (next != offsets.begin() + 1) out.span.from = std::max(midnight, std::prev(next)->from);
        out.judged = {midnight + std::chrono::hours{options_.from_hour},
                      midnight + std::chrono::hours{options_.to_hour}};
        return out;
    }

    // Slots are cut by the clock on the wall.
    Time slot_start(Time time) const noexcept {
        const Duration into = (time + stretch_.offset).time_since_epoch() % options_.slot;
        return time - (into < Duration{0} ? into + options_.slot : into);
    }

    // Nothing where the day is too far from that of the first word.
    DayCounts* day_of(PerLift& own) {
        if (!origin_) origin_ = stretch_.day;
        const std::int64_t far = std::int64_t{stretch_.day} - *origin_;
        if (static_cast<std::uint64_t>(far < 0 ? -far : far) >= options_.max_days) return nullptr;
        if (own.days.empty()) own.first_day = stretch_.day;
        const auto place = static_cast<std::size_t>(stretch_.day - own.first_day);
        if (place >= own.days.size()) own.days.resize(place + 1);
        return &own.days[place];
    }

    void count(DayCounts& day, Time slot, Mode mode) const noexcept {
        const std::size_t state = mode == Mode::unknown ? 2 : mode == Mode::out_of_service ? 1 : 0;
        ++day.all[state];
        if (stretch_.judged.contains(slot)) ++day.judged[state];
    }

    // What a lift said on a day; nothing at all where it was not heard.
    const DayCounts* find_day(const PerLift& own, std::int32_t day) const noexcept {
        const auto place = static_cast<std::size_t>(day - own.first_day);
        return day >= own.first_day && place < own.days.size() ? &own.days[place] : nullptr;
    }

    // A day of daylight saving has an hour more or less.
    std::uint64_t slots_in(std::int32_t day) const noexcept {
        const auto midnight = [this](std::int32_t d) {
            const Time local{std::chrono::sys_days{std::chrono::days{d}}};
            Duration offset = options_.offsets.front().offset;
            for (const OffsetChange& change : options_.offsets) {
                if (change.from != never && change.from + change.offset <= local) {
                    offset = change.offset;
                }
            }
            return local - offset;
        };
        return static_cast<std::uint64_t>((midnight(day + 1) - midnight(day)) / options_.slot);
    }

    // All days with a word in them but the newest, without those dropped, cut to the newest wanted.
    JudgedDays judged_days() const {
        std::int32_t first = std::numeric_limits<std::int32_t>::max(), last = 0;
        for (const PerLift& own : lifts_) {
            if (own.days.empty()) continue;
            first = std::min(first, own.first_day);
            last = std::max(last, own.first_day + static_cast<std::int32_t>(own.days.size()) - 1);
        }
        JudgedDays out;
        std::vector<std::int32_t>& days = out.days;
        for (std::int32_t day = first; day < last; ++day) {
            if (is_kept(day)) {
                days.push_back(day);
            } else {
                ++out.dropped;
            }
        }
        if (days.size() > options_.days_wanted) {
            days.erase(days.begin(),
                       days.end() - static_cast<std::ptrdiff_t>(options_.days_wanted));
        }
        return out;
    }

    bool is_kept(std::int32_t day) const noexcept {
        const std::uint64_t slots = slots_in(day);
        std::size_t unheard = 0;
        for (const PerLift& own : lifts_) {
            const DayCounts* const counts = find_day(own, day);
            const std::uint64_t heard =
                counts == nullptr ? 0u : std::uint64_t{counts->all[0]} + counts->all[1];
            unheard += slots > 2 * heard ? 1 : 0;  // unknown + no word > active + inactive
        }
        return unheard <= options_.unheard_lifts;
    }

    std::optional<LiftAvailability> judge(LiftIndex lift,
                                          const std::vector<std::int32_t>& days) const {
        LiftAvailability out;
        out.lift = lift;
        std::size_t days_heard = 0;
        for (const std::int32_t day : days) {
            const DayCounts* const found = find_day(lifts_[lift], day);
            const std::array<std::uint16_t, 3> slots =
                found == nullptr ? std::array<std::uint16_t, 3>{} : found->judged;
            days_heard += slots[0] + slots[1] + slots[2] > 0 ? 1U : 0U;
            out.slots.active += slots[0];
            out.slots.inactive += slots[1];
            out.slots.unknown += slots[2];
            out.inactive_by_day.push_back(slots[1]);
        }
        if (days_heard == 0 || days_heard <= options_.more_days_than) return std::nullopt;
        const std::uint64_t heard = out.slots.active + out.slots.inactive + out.slots.unknown;
        out.availability = 1 - static_cast<double>(out.slots.inactive) / static_cast<double>(heard);
        return out;
    }

    static double median(std::vector<double> values) {
        if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
        std::sort(values.begin(), values.end());
        const std::size_t middle = values.size() / 2;
        return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    void add_fleet_figures(FleetAvailability& out) const {
        const auto hours = std::chrono::hours{options_.to_hour - options_.from_hour};
        const auto four_weeks = static_cast<std::uint64_t>(28 * (hours / options_.slot));
        std::vector<double> inactive, availability;
        std::size_t lift_days = 0;
        for (const LiftAvailability& lift : out.lifts) {
            inactive.push_back(static_cast<double>(lift.slots.inactive));
            availability.push_back(lift.availability);
            out.lifts_inactive_four_weeks += lift.slots.inactive >= four_weeks ? 1 : 0;
            for (const std::uint16_t slots : lift.inactive_by_day) lift_days += slots > 0 ? 1 : 0;
        }
        out.median_inactive = median(std::move(inactive));
        out.median_availability = median(std::move(availability));
        if (out.days.empty()) return;
        out.lifts_inactive_a_day =
            static_cast<double>(lift_days) / static_cast<double>(out.days.size());
    }

    AvailabilityOptions options_;
    std::vector<PerLift> lifts_;
    Stretch stretch_;
    std::optional<std::int32_t> origin_;  // the day of the first word
    std::size_t refused_ = 0;
};

}  // namespace hoistway
