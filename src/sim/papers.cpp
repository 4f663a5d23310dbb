// SPDX-License-Identifier: Apache-2.0
#include "papers.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "hoistway/core/time_text.hpp"
#include "hoistway/sim/random.hpp"

namespace hoistway::detail {
namespace {

using Weights4 = std::array<std::uint32_t, 4>;

struct District {
    std::string_view division, name;  // GB/T 2260
};

constexpr std::array<District, 7> districts{{{"130102", "长安区"},
                                             {"130104", "桥西区"},
                                             {"130105", "新华区"},
                                             {"130108", "裕华区"},
                                             {"130109", "藁城区"},
                                             {"130110", "鹿泉区"},
                                             {"130111", "栾城区"}}};
constexpr std::array<std::uint32_t, 7> district_weights{25, 22, 18, 20, 5, 5, 5};

constexpr std::array<std::string_view, 5> place_names{"residential", "office", "hospital", "public",
                                                      "hotel"};
// Homes have 60-73 % of the entrapments (docs/sim.md).
constexpr std::array<std::uint32_t, 5> place_weights{70, 12, 6, 8, 4};

// Runs a day in the usage categories 1-4 of ISO 25745-2 (domain facts 9; the last at its lower end,
// so that one car can do it), and how the places share them [default].
constexpr std::array<std::uint32_t, 4> category_runs{50, 125, 300, 620};
constexpr std::array<Weights4, 5> category_weights{
    {{80, 18, 2, 0}, {36, 48, 13, 3}, {10, 48, 32, 10}, {25, 45, 22, 8}, {40, 54, 6, 0}}};

struct AgeGroup {
    int first_year, last_year;
    std::uint32_t weight;
    std::uint32_t factor;  // hundredths; 11-15 years fail most, older ones are often refurbished
};

// The factors have the mean 1 over the groups: Nanjing 2015 in docs/sim.md, smoothed.
constexpr std::array<AgeGroup, 4> age_groups{
    {{2004, 2010, 25, 106}, {2011, 2015, 25, 150}, {2016, 2020, 30, 80}, {2021, 2024, 20, 60}}};

// A few lifts have most of the faults: mean 1, variance 5.4, as a gamma with k = 0.19.
constexpr Weights4 frailty_weights{60, 25, 11, 4};
constexpr std::array<std::uint32_t, 4> frailty_tenths{1, 6, 30, 115};

struct Rise {
    int fewest, most;              // landings above ground
    std::array<double, 3> speeds;  // m/s
};

constexpr std::array<Rise, 5> rises{{{2, 4, {1.0, 1.0, 1.0}},
                                     {5, 7, {1.0, 1.0, 1.5}},
                                     {8, 11, {1.0, 1.5, 1.75}},
                                     {12, 18, {1.5, 1.75, 1.75}},
                                     {19, 33, {1.75, 2.0, 2.5}}}};
constexpr std::array<std::uint32_t, 5> rise_weights{10, 38, 28, 16, 8};  // [default]

std::string digits(std::uint32_t value, std::size_t width) {
    std::string text;
    put_digits(text, static_cast<long long>(value), width);
    return text;
}

void add_landings(Lift& lift, Traits& traits, const Rise& rise, Random& random) {
    // The busiest lifts serve few landings, quickly: there is no time for long rides.
    const int above =
        traits.runs_per_day > 400 ? random.between(4, 10) : random.between(rise.fewest, rise.most);
    const int below = above >= 8 && random.chance(450'000) ? random.between(1, 2) : 0;
    const bool home = traits.place == Place::residential;
    const int pitch = home ? random.between(280, 300) : random.between(330, 390);  // cm
    const int entrance = pitch + random.between(0, 120);
    int height = 0;
    for (int floor = -below; floor < above; ++floor) {
        const int label = floor < 0 ? -floor : floor + 1;
        lift.floors.push_back({(floor < 0 ? "B" : "") + std::to_string(label), height / 100.0});
        height += floor < 0 ? 360 : floor == 0 ? entrance : pitch;
    }
    traits.main_landing = static_cast<std::int16_t>(below + 1);
    const double speed = rise.speeds[random.below(3)];
    lift.rated_speed = traits.runs_per_day > 400 ? 1.75 : speed;
}

void add_codes(Lift& lift, LiftIndex number, Random& random) {
    const District& district = districts[random.pick(district_weights)];
    const std::string year = format_date(*lift.installed).substr(0, 4);
    const std::string month = format_date(*lift.installed).substr(5, 2);
    lift.division = district.division;
    lift.registration_code = "3110" + lift.division + year + month + digits(number % 9999 + 1, 4);
    lift.equipment_code =
        "311010" + digits(random.below(900) + 100, 3) + year + digits(number + 1, 5);
    lift.certificate = "梯11冀A" + digits(number + 1, 5) + "(" + year.substr(2) + ")";
    lift.rescue_code = digits((number * 7919u + 1234u) % 1'000'000u, 6);  // no two alike
    lift.address = "石家庄市" + std::string{district.name} + "示范路" +
                   std::to_string(number / 12 + 1) + "号" + std::to_string(number / 3 % 4 + 1) +
                   "号楼" + std::to_string(number % 3 + 1) + "单元";
}

Date installed_in(const AgeGroup& group, Random& random) {
    const int year = random.between(group.first_year, group.last_year);
    const int month = random.between(1, 12), day = random.between(1, 28);
    return Date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                std::chrono::day{static_cast<unsigned>(day)}};
}

Traits draw_traits(Random& random) {
    Traits traits;
    const std::size_t place = random.pick(place_weights);
    traits.place = static_cast<Place>(place);
    const std::uint32_t centre = category_runs[random.pick(category_weights[place])];
    const auto percent = static_cast<std::uint32_t>(random.between(70, 130));
    traits.runs_per_day = static_cast<std::uint16_t>(centre * percent / 100);
    constexpr Weights4 age_weights{age_groups[0].weight, age_groups[1].weight, age_groups[2].weight,
                                   age_groups[3].weight};
    traits.age_group = static_cast<std::uint8_t>(random.pick(age_weights));
    traits.frailty =
        frailty_tenths[random.pick(frailty_weights)] * age_groups[traits.age_group].factor / 10;
    traits.door_seconds = static_cast<std::uint8_t>(random.between(2, 4));
    traits.dwell_seconds = static_cast<std::uint8_t>(random.between(3, 7));
    traits.hold_seconds = static_cast<std::uint8_t>(random.between(10, 30));
    return traits;
}

}  // namespace

Paper make_paper(std::uint64_t seed, LiftIndex number) {
    Random random{seed, std::uint64_t{number} * 4};
    Paper paper{{}, draw_traits(random)};
    Lift& lift = paper.lift;
    const Traits& traits = paper.traits;
    const auto place = static_cast<std::size_t>(traits.place);
    lift.key = "SJZ-" + digits(number + 1, number < 9999 ? 4 : 5);
    lift.kind = "traction_passenger";
    lift.place = place_names[place];
    lift.installed = installed_in(age_groups[traits.age_group], random);
    add_landings(lift, paper.traits, rises[random.pick(rise_weights)], random);
    add_codes(lift, number, random);
    lift.use_unit = "示范物业" + std::to_string(number / 12 % 40 + 1);
    lift.maintenance_unit = "示范维保" + std::to_string(number / 12 % 8 + 1);
    constexpr std::array<double, 4> loads{630, 800, 1000, 1350};
    lift.rated_load = traits.place == Place::hospital ? 1600 : loads[random.below(4)];
    const bool geared = random.chance(traits.age_group == 0 ? 600'000 : 80'000);
    paper.traits.box_rank = static_cast<std::uint8_t>(random.below(100));
    lift.roping = geared ? Roping::one_to_one : Roping::two_to_one;
    return paper;
}

}  // namespace hoistway::detail
