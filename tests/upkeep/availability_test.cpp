// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/availability.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <stdexcept>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

static Time at(std::string_view text) { return *parse_time(text); }

// Europe/Berlin in 2018 and 2019.
static std::vector<OffsetChange> berlin() {
    return {{never, 2h},
            {at("2018-10-28T01:00:00Z"), 1h},
            {at("2019-03-31T01:00:00Z"), 2h},
            {at("2019-10-27T01:00:00Z"), 1h}};
}

// One word every five minutes from `from` up to and without `to`.
static void poll(Availability& fleet, LiftIndex lift, Time from, Time to, Mode mode,
                 Duration every = 5min) {
    for (Time time = from; time < to; time += every) fleet.add(lift, time, mode);
}

TEST_CASE("a day of 06 to 22 h has 192 slots of five minutes") {
    Availability fleet(1, {});
    poll(fleet, 0, at("2026-03-01T00:00:00+08:00"), at("2026-03-02T00:05:00+08:00"), Mode::normal);
    const FleetAvailability report = fleet.report();
    REQUIRE(report.days.size() == 1);
    CHECK(format_date(report.days[0]) == "2026-03-01");
    REQUIRE(report.lifts.size() == 1);
    CHECK(report.lifts[0].slots == SlotCounts{192, 0, 0});
    CHECK(report.lifts[0].availability == 1);
    CHECK(report.median_inactive == 0);
}

TEST_CASE("only the judged hours count") {
    struct Case {
        std::string_view time;
        std::uint64_t inactive;
    };
    for (const Case& c : {Case{"05:59:59", 0}, Case{"06:00:00", 1}, Case{"21:59:59", 1},
                          Case{"22:00:00", 0}, Case{"00:00:00", 0}, Case{"12:00:00", 1}}) {
        Availability fleet(1, {});
        fleet.add(0, at("2026-03-01T" + std::string(c.time) + "+08:00"), Mode::out_of_service);
        fleet.add(0, at("2026-03-02T12:00:00+08:00"), Mode::normal);
        fleet.add(0, at("2026-03-03T12:00:00+08:00"), Mode::normal);
        const FleetAvailability report = fleet.report();
        CAPTURE(c.time);
        REQUIRE(report.lifts.size() == 1);
        CHECK(report.lifts[0].slots.inactive == c.inactive);
    }
}

TEST_CASE("the first word of a slot counts and the later ones do not") {
    Availability fleet(1, {});
    fleet.add(0, at("2026-03-01T12:00:10+08:00"), Mode::out_of_service);
    fleet.add(0, at("2026-03-01T12:04:59+08:00"), Mode::normal);
    fleet.add(0, at("2026-03-01T12:05:00+08:00"), Mode::unknown);
    fleet.add(0, at("2026-03-01T12:05:00+08:00"), Mode::normal);
    fleet.add(0, at("2026-03-01T12:10:00+08:00"), Mode::inspection);
    fleet.add(0, at("2026-03-02T12:00:00+08:00"), Mode::normal);
    const FleetAvailability report = fleet.report();
    REQUIRE(report.lifts.size() == 1);
    CHECK(report.lifts[0].slots == SlotCounts{1, 1, 1});
    CHECK(report.lifts[0].availability == doctest::Approx(2.0 / 3));
}

TEST_CASE("gaps are gaps, not failures") {
    Availability fleet(1, {});
    poll(fleet, 0, at("2026-03-01T06:00:00+08:00"), at("2026-03-01T07:00:00+08:00"), Mode::normal);
    poll(fleet, 0, at("2026-03-01T20:00:00+08:00"), at("2026-03-01T21:00:00+08:00"),
         Mode::out_of_service);
    fleet.add(0, at("2026-03-02T00:00:00+08:00"), Mode::normal);
    const FleetAvailability report = fleet.report();
    REQUIRE(report.lifts.size() == 1);
    CHECK(report.lifts[0].slots == SlotCounts{12, 12, 0});
    CHECK(report.lifts[0].availability == 0.5);
}

TEST_CASE("the newest day is never judged, for it is not over") {
    Availability fleet(1, {});
    poll(fleet, 0, at("2026-03-01T00:00:00+08:00"), at("2026-03-03T23:59:00+08:00"), Mode::normal);
    CHECK(fleet.report().days.size() == 2);
    CHECK(Availability(3, {}).report().days.empty());
    CHECK(std::isnan(Availability(3, {}).report().median_availability));
}

TEST_CASE("of the days kept the newest wanted are judged") {
    AvailabilityOptions options;
    options.days_wanted = 2;
    Availability fleet(1, options);
    poll(fleet, 0, at("2026-03-01T00:00:00+08:00"), at("2026-03-06T00:05:00+08:00"), Mode::normal);
    const FleetAvailability report = fleet.report();
    REQUIRE(report.days.size() == 2);
    CHECK(format_date(report.days[0]) == "2026-03-04");
    CHECK(format_date(report.days[1]) == "2026-03-05");
}

TEST_CASE("a day on which too many lifts were mostly unheard is dropped") {
    AvailabilityOptions options;
    options.unheard_lifts = 1;
    Availability fleet(3, options);
    const Time first = at("2026-03-01T00:00:00+08:00");
    for (LiftIndex lift = 0; lift < 3; ++lift) {
        // Lift 0 is heard on all days, lift 1 misses the second, lift 2 half of the second and
        // one slot.
        poll(fleet, lift, first, first + 24h, Mode::normal);
        if (lift == 0) poll(fleet, lift, first + 24h, first + 48h, Mode::normal);
        if (lift == 2) poll(fleet, lift, first + 24h, first + 36h - 5min, Mode::normal);
        poll(fleet, lift, first + 48h, first + 72h + 5min, Mode::normal);
    }
    const FleetAvailability report = fleet.report();
    CHECK(report.dropped_days == 1);
    REQUIRE(report.days.size() == 2);
    CHECK(format_date(report.days[1]) == "2026-03-03");
}

TEST_CASE("a day of which exactly half was heard is not mostly unheard") {
    AvailabilityOptions options;
    options.unheard_lifts = 0;
    Availability fleet(1, options);
    const Time first = at("2026-03-01T00:00:00+08:00");
    poll(fleet, 0, first, first + 12h, Mode::normal);
    poll(fleet, 0, first + 12h, first + 24h, Mode::unknown);
    poll(fleet, 0, first + 24h, first + 36h - 5min, Mode::normal);
    fleet.add(0, first + 48h, Mode::normal);
    const FleetAvailability report = fleet.report();
    CHECK(report.days.size() == 1);
    CHECK(report.dropped_days == 1);
}

TEST_CASE("a lift is judged only with more days that have a word of it") {
    AvailabilityOptions options;
    options.more_days_than = 2;
    Availability fleet(3, options);
    const Time noon = at("2026-03-01T12:00:00+08:00");
    for (int day = 0; day < 3; ++day) {
        fleet.add(0, noon + day * 24h, Mode::normal);
        if (day < 2) fleet.add(1, noon + day * 24h, Mode::normal);
        fleet.add(2, noon + day * 24h + (day == 0 ? 12h - 5min : 0h),
                  Mode::normal);  // one at night
    }
    fleet.add(0, noon + 72h, Mode::normal);
    const FleetAvailability report = fleet.report();
    REQUIRE(report.lifts.size() == 1);
    CHECK(report.lifts[0].lift == 0);
}

TEST_CASE("days of daylight saving have 23 and 25 hours, their judged hours are as ever") {
    struct Case {
        std::string_view day, next;
        std::size_t all;
    };
    const Case cases[] = {
        {"2019-03-31T00:00:00+01:00", "2019-04-01T00:00:00+02:00", 276},
        {"2018-10-28T00:00:00+02:00", "2018-10-29T00:00:00+01:00", 300},
        {"2019-06-01T00:00:00+02:00", "2019-06-02T00:00:00+02:00", 288},
    };
    for (const Case& c : cases) {
        CAPTURE(c.day);
        CHECK(static_cast<std::size_t>((at(c.next) - at(c.day)) / 5min) == c.all);
        AvailabilityOptions options;
        options.offsets = berlin();
        options.unheard_lifts = 0;
        Availability fleet(1, options);
        poll(fleet, 0, at(c.day), at(c.next), Mode::out_of_service);
        fleet.add(0, at(c.next), Mode::normal);
        const FleetAvailability report = fleet.report();
        REQUIRE(report.days.size() == 1);
        CHECK(report.lifts[0].slots == SlotCounts{0, 192, 0});
        // One slot more than half of the day has to be heard, whatever its length.
        Availability half(1, options);
        poll(half, 0, at(c.day), at(c.day) + 5min * (c.all / 2), Mode::normal);
        half.add(0, at(c.next), Mode::normal);
        CHECK(half.report().dropped_days == 0);
        Availability less(1, options);
        poll(less, 0, at(c.day), at(c.day) + 5min * (c.all / 2 - 1), Mode::normal);
        less.add(0, at(c.next), Mode::normal);
        CHECK(less.report().dropped_days == 1);
    }
}

TEST_CASE("the figures of a fleet are medians, sums and means over the lifts judged") {
    AvailabilityOptions options;
    options.days_wanted = 40;
    Availability fleet(4, options);
    const Time first = at("2026-03-01T00:00:00+08:00");
    const int days_out[] = {0, 27, 28, 40};
    for (LiftIndex lift = 0; lift < 4; ++lift) {
        for (int day = 0; day <= 40; ++day) {
            const Time from = first + day * 24h;
            poll(fleet, lift, from, from + 24h,
                 day < days_out[lift] ? Mode::out_of_service : Mode::normal);
        }
    }
    const FleetAvailability report = fleet.report();
    REQUIRE(report.lifts.size() == 4);
    CHECK(report.days.size() == 40);
    CHECK(report.median_inactive == 27.5 * 192);
    CHECK(report.median_availability == doctest::Approx(1 - 27.5 / 40));
    CHECK(report.lifts_inactive_four_weeks == 2);
    CHECK(report.lifts_inactive_a_day == doctest::Approx((27.0 + 28 + 40) / 40));
    CHECK(report.lifts[1].inactive_by_day[26] == 192);
    CHECK(report.lifts[1].inactive_by_day[27] == 0);
}

TEST_CASE("words may come lift by lift or all lifts together") {
    AvailabilityOptions options;
    options.offsets = berlin();
    Availability by_lift(2, options), together(2, options);
    const Time first = at("2018-10-27T00:00:00Z");
    const auto mode = [](LiftIndex lift, int i) {
        return (i / 7 + static_cast<int>(lift)) % 3 == 0 ? Mode::out_of_service : Mode::normal;
    };
    for (LiftIndex lift = 0; lift < 2; ++lift) {
        for (int i = 0; i < 1000; ++i) by_lift.add(lift, first + i * 4min, mode(lift, i));
    }
    for (int i = 0; i < 1000; ++i) {
        for (LiftIndex lift = 0; lift < 2; ++lift) {
            together.add(lift, first + i * 4min, mode(lift, i));
        }
    }
    const FleetAvailability a = by_lift.report(), b = together.report();
    REQUIRE(a.lifts.size() == b.lifts.size());
    for (std::size_t i = 0; i < a.lifts.size(); ++i) CHECK(a.lifts[i].slots == b.lifts[i].slots);
}

TEST_CASE("words that cannot be placed are refused and counted") {
    AvailabilityOptions options;
    options.max_days = 10;
    Availability fleet(1, options);
    const Time noon = at("2026-03-01T12:00:00+08:00");
    fleet.add(0, noon, Mode::normal);
    CHECK(fleet.refused() == 0);
    fleet.add(1, noon, Mode::normal);
    fleet.add(no_lift, noon, Mode::normal);
    fleet.add(0, noon - 1s, Mode::normal);
    fleet.add(0, noon + 240h, Mode::normal);
    fleet.add(0, Time::max() - 48h, Mode::normal);
    CHECK(fleet.refused() == 5);
    fleet.add(0, noon + 216h, Mode::normal);
    CHECK(fleet.refused() == 5);
    CHECK(fleet.report().days.size() == 9);
}

TEST_CASE("options that cannot work are refused") {
    const auto refused = [](auto change) {
        AvailabilityOptions options;
        change(options);
        CHECK_THROWS_AS(Availability(1, options), std::invalid_argument);
    };
    refused([](auto& o) { o.slot = 0min; });
    refused([](auto& o) { o.slot = 7min; });
    refused([](auto& o) { o.slot = 1s; });
    refused([](auto& o) { o.slot = 48h; });
    refused([](auto& o) { o.from_hour = -1; });
    refused([](auto& o) { o.from_hour = 22; });
    refused([](auto& o) { o.to_hour = 25; });
    refused([](auto& o) { o.offsets.clear(); });
    refused([](auto& o) { o.offsets = {{Time{} + 1h, 1h}, {Time{}, 2h}}; });
}
