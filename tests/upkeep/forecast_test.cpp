// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/forecast.hpp"

#include <doctest/doctest.h>

#include <random>

#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

static Date day(std::string_view text) { return *parse_date(text); }

static Date after(Date from, int days) {
    return Date{std::chrono::sys_days{from} + std::chrono::days{days}};
}

// A week of 500 runs on working days and 100 on Saturday and Sunday, from a Monday on.
static std::vector<std::uint32_t> plain_weeks(int weeks) {
    std::vector<std::uint32_t> out;
    for (int i = 0; i < weeks * 7; ++i) out.push_back(i % 7 < 5 ? 500 : 100);
    return out;
}

TEST_CASE("each weekday has its own mean") {
    const auto rate = week_rate(plain_weeks(3), day("2026-03-02"));
    REQUIRE(rate);
    CHECK(rate->mean == std::array<double, 7>{100, 500, 500, 500, 500, 500, 100});
    CHECK(rate->days == std::array<int, 7>{3, 3, 3, 3, 3, 3, 3});
    CHECK(rate->variance == doctest::Approx(2700.0 / 7));
}

TEST_CASE("less than two weeks are no week") {
    CHECK(!week_rate(std::vector<std::uint32_t>(13, 500), day("2026-03-02")));
    CHECK(week_rate(std::vector<std::uint32_t>(14, 500), day("2026-03-02")));
}

// 2,700 runs a week: from a Sunday on, 1,500 take three working days, 2,501 until the Saturday.
TEST_CASE("the expected day is where the week's means meet what is left") {
    const auto rate = *week_rate(plain_weeks(4), day("2026-03-02"));
    const std::pair<double, int> cases[] = {{500, 1},  {501, 2},  {1500, 3}, {2500, 5},
                                            {2501, 6}, {2700, 7}, {2701, 8}, {27000, 70}};
    for (const auto& row : cases) {
        const auto& [left, days] = row;
        CAPTURE(row.first);
        const Reach reach = forecast_reach({.from = day("2026-03-29"), .left = left}, rate);
        CHECK(reach.expected == after(day("2026-03-29"), days));
        REQUIRE(reach.early);
        CHECK(*reach.early <= *reach.expected);
        REQUIRE(reach.late);
        CHECK(*reach.late >= *reach.expected);
    }
}

TEST_CASE("what is reached already is reached today, and what is far off on no day") {
    const auto rate = *week_rate(plain_weeks(4), day("2026-03-02"));
    CHECK(forecast_reach({.from = day("2026-03-29"), .left = 0}, rate).late == day("2026-03-29"));
    const Reach far = forecast_reach({.from = day("2026-03-29"), .left = 1e9}, rate);
    CHECK(!far.early);
    CHECK(!far.expected);
    CHECK(!far.late);
}

// 2,000 lifts whose days scatter by a fifth about their week: the day on which each of them really
// reaches the limit falls between early and late nine times of ten, rounding to whole days apart.
TEST_CASE("nine of ten lifts reach their limit between the early and the late day") {
    std::mt19937 random(5);
    const auto draw = [&](int i) {
        double sum = 0;  // of twelve: nearly normal, with variance 1
        for (int k = 0; k < 12; ++k) sum += static_cast<double>(random()) / 4294967296.0;
        const double mean = i % 7 < 5 ? 500 : 150;
        return static_cast<std::uint32_t>(std::max(0.0, mean * (1 + 0.2 * (sum - 6))));
    };
    int inside = 0;
    constexpr int lifts = 2000, seen = 56;
    for (int lift = 0; lift < lifts; ++lift) {
        std::vector<std::uint32_t> by_day;
        for (int i = 0; i < seen; ++i) by_day.push_back(draw(i));
        const Date today = after(day("2026-03-02"), seen - 1);
        const Reach reach =
            forecast_reach({.from = today, .left = 12000}, *week_rate(by_day, day("2026-03-02")));
        std::uint32_t sum = 0;
        int days = 0;
        while (sum < 12000) sum += draw(seen + days++);
        const Date real = after(today, days);
        inside += *reach.early <= real && real <= *reach.late;
    }
    CHECK(inside > lifts * 0.88);
    CHECK(inside < lifts * 0.99);
}

namespace {

// A 1:1 lift with 10,000 runs behind it in four weeks of 2,700, each of two door cycles and 20 m.
struct Known {
    Lift lift;
    Policy policy = *load_policy(builtin_policy("shijiazhuang-2025")->text, "builtin");
    ForecastCase about;

    Known() {
        lift.installed = Date{std::chrono::year{2020} / 1 / 1};
        lift.roping = Roping::one_to_one;
        Counts& total = about.total;
        total.runs = 10800;
        total.door_cycles = 21600;
        total.rope_bends = 10800;
        total.distance_mm = 10800LL * 20000;
        total.run_time = std::chrono::seconds{10800 * 15};
        about.since_visit = total;
        about.index = 0;
        about.lift = &lift;
        about.at = day("2026-03-29");
        about.since = day("2026-03-10");
    }

    std::string told() const {
        std::string out;
        for (const DueForecast& each :
             forecast_due(about, policy, week_rate(plain_weeks(4), day("2026-03-02")))) {
            out += std::string(to_text(each.trigger)) + ' ' +
                   (each.reach.expected ? format_date(*each.reach.expected) : "-") + '\n';
        }
        return out;
    }
};

}  // namespace

// 4,200 runs are left: a week of 2,700 and 1,500, which end on the Wednesday after; as many times
// 20 m are 84 km, which end on the same day. 7,200 bends are left: two weeks and 1,800. 38,400 door
// cycles take 19,200 runs, seven weeks and 300; 838,000 s take 55,867, twenty weeks and 1,867.
TEST_CASE("every row that is about the lift is forecast, the first to come first") {
    Known known;
    CHECK(known.told() ==
          "runs 2026-04-08\n"
          "distance 2026-04-08\n"
          "interval 2026-04-10\n"
          "rope_bends 2026-04-16\n"
          "door_cycles 2026-05-18\n"
          "run_time 2026-08-20\n");
}

TEST_CASE("a lift that turns fifteen on the way is forecast by the row of its age") {
    Known known;
    known.lift.installed = Date{std::chrono::year{2011} / 4 / 2};
    CHECK(known.told().substr(0, 15) == "runs 2026-04-02");
    known.lift.installed = Date{std::chrono::year{2011} / 4 / 8};
    CHECK(known.told().substr(0, 15) == "runs 2026-04-08");
}

TEST_CASE("without a week only the interval is known") {
    Known known;
    const auto list = forecast_due(known.about, known.policy, std::nullopt);
    REQUIRE(list.size() == 1);
    CHECK(list[0].trigger == Trigger::interval);
    CHECK(list[0].reach.late == day("2026-04-10"));
}

TEST_CASE("the visits of a month are counted by day for each unit and each district") {
    std::vector<Lift> lifts(5);
    for (std::size_t i = 0; i < 5; ++i) {
        lifts[i].maintenance_unit = i < 3 ? "甲" : "乙";
        lifts[i].division = i % 2 == 0 ? "130102" : "";
    }
    std::vector<DueForecast> first;
    const std::string_view days[] = {"2026-03-20", "2026-03-30", "2026-04-28", "2026-04-29",
                                     "2026-03-31"};
    for (LiftIndex i = 0; i < 5; ++i) {
        DueForecast each;
        each.lift = i;
        each.reach.expected = day(days[i]);
        first.push_back(each);
    }
    const auto units = workload(first, lifts, WorkBy::maintenance_unit, day("2026-03-30"));
    REQUIRE(units.size() == 2);
    CHECK(units[0].name == "乙");
    CHECK(units[0].total == 1);
    CHECK(units[0].visits[1] == 1);
    CHECK(units[1].name == "甲");
    CHECK(units[1].total == 3);
    CHECK(units[1].visits[0] == 2);
    CHECK(units[1].visits[29] == 1);
    const auto districts = workload(first, lifts, WorkBy::division, day("2026-03-30"));
    REQUIRE(districts.size() == 2);
    CHECK(districts[0].name.empty());
    CHECK(districts[1].total == 3);
}
