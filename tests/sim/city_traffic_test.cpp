// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/city.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "hoistway/core/time_text.hpp"
#include "tree.hpp"

using namespace hoistway;

namespace {

constexpr std::size_t slots = 288;  // of 5 minutes in a day

// Departures a day, Monday to Friday by 5 minutes, and the mean of a Saturday or Sunday.
struct Profile {
    std::array<double, slots> weekday{};
    double workdays = 0, weekend = 0, free_days = 0;

    void add(bool at_weekend, std::size_t slot, double departures) {
        if (at_weekend) {
            weekend += departures;
        } else {
            weekday[slot] += departures;
        }
    }
    double all() const {
        double sum = 0;
        for (const double each : weekday) sum += each;
        return sum;
    }
    // Share of a working day's departures from one hour to another.
    double share(std::size_t from, std::size_t to) const {
        double sum = 0;
        for (std::size_t slot = from * 12; slot < to * 12; ++slot) sum += weekday[slot];
        return sum / all();
    }
    double busiest() const { return *std::max_element(weekday.begin(), weekday.end()) / all(); }
    double weekend_ratio() const { return weekend / free_days / (all() / workdays); }
};

bool is_free(Date day) {
    const std::chrono::weekday weekday{std::chrono::sys_days{day}};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

// What eight cars of one group did in November 2025, as summed by its publishers.
Profile measured() {
    const std::filesystem::path path =
        testing::tree() / ".." / "shared/data/gcs_8car_group_nov2025/traffic_5min.csv";
    Profile profile;
    std::ifstream file(path);
    if (!file) std::cout << "skipped: no data: gcs_8car_group_nov2025\n";
    std::string line, last;
    std::getline(file, line);  // the names of the columns
    while (std::getline(file, line)) {
        const Result<Date> day = parse_date(line.substr(0, 10));
        REQUIRE(day);
        const bool free = is_free(*day);
        if (line.substr(0, 10) != last) (free ? profile.free_days : profile.workdays) += 1;
        last = line.substr(0, 10);
        const auto slot = static_cast<std::size_t>(std::atoi(line.substr(11, 2).c_str()) * 12 +
                                                   std::atoi(line.substr(14, 2).c_str()) / 5);
        std::size_t comma = 0;
        for (int i = 0; i < 5; ++i) comma = line.find(',', comma) + 1;
        profile.add(free, slot, std::atof(line.c_str() + comma));
    }
    return profile;
}

// The departures of simulated office lifts, three weeks from a Sunday on, with nothing amiss.
Profile simulated() {
    CityOptions options{.lifts = 250, .days = 21, .seed = 9};
    options.rates = all_kinds(0);
    const City city{options};
    Profile profile{.workdays = 15, .free_days = 6};
    for (LiftIndex lift = 0; lift < options.lifts; ++lift) {
        if (city.lifts()[lift].place != "office") continue;
        Motion last = Motion::stopped;
        CitySink sink;
        sink.observations = [&](std::span<const Observation> said) {
            for (const Observation& one : said) {
                const bool starts = one.motion == Motion::running && last == Motion::stopped;
                last = one.motion;
                if (!starts) continue;
                const auto minutes =
                    (one.time - start_of(date_of(one.time))) / std::chrono::minutes{5};
                profile.add(is_free(date_of(one.time)), static_cast<std::size_t>(minutes), 1);
            }
        };
        city.simulate(lift, sink);
    }
    return profile;
}

}  // namespace

// The figures of the eight cars that docs/sim.md states, so that they hold where the data is not.
TEST_CASE("an office is busy from nine to seven, and a twentieth as busy at the weekend") {
    const Profile office = simulated();
    CHECK(office.share(9, 19) == doctest::Approx(0.788).epsilon(0.03));
    CHECK(office.share(0, 7) == doctest::Approx(0.017).epsilon(0.5));
    CHECK(office.busiest() == doctest::Approx(0.0079).epsilon(0.15));
    CHECK(office.weekend_ratio() == doctest::Approx(0.054).epsilon(0.4));
}

TEST_CASE("a simulated office rides when eight real cars did") {
    const Profile real = measured();
    if (real.all() == 0) return;
    const Profile office = simulated();
    double apart = 0;
    for (std::size_t hour = 0; hour < 24; ++hour) {
        CAPTURE(hour);
        const double off = office.share(hour, hour + 1) - real.share(hour, hour + 1);
        CHECK(std::abs(off) < 0.012);
        apart += std::abs(off) / 2;
    }
    CHECK(apart < 0.04);  // total variation of the 24 shares
    CHECK(office.busiest() == doctest::Approx(real.busiest()).epsilon(0.15));
    CHECK(office.weekend_ratio() == doctest::Approx(real.weekend_ratio()).epsilon(0.4));
}

TEST_CASE("a home is busier at the weekend than a hospital") {
    const auto ratio = [](std::string_view place) {
        CityOptions options{.lifts = 80, .days = 14, .seed = 10};
        options.rates = all_kinds(0);
        const City city{options};
        double free = 0, work = 0;
        for (LiftIndex lift = 0; lift < options.lifts; ++lift) {
            if (city.lifts()[lift].place != place) continue;
            CitySink sink;
            sink.observations = [&](std::span<const Observation> said) {
                for (const Observation& one : said) {
                    if (one.door != Door::opening) continue;
                    (is_free(date_of(one.time)) ? free : work) += 1;
                }
            };
            city.simulate(lift, sink);
        }
        return free / 4 / (work / 10);
    };
    CHECK(ratio("residential") == doctest::Approx(1.10).epsilon(0.05));
    CHECK(ratio("hospital") == doctest::Approx(0.70).epsilon(0.12));
}
