// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/record.hpp"

#include <doctest/doctest.h>

#include <limits>

#include "wire/neutral/neutral_tools.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();

NeutralMisfit misfit_of(const Observation& seen) {
    NeutralRecord record;
    return to_neutral(seen, record);
}

}  // namespace

TEST_CASE("measured values become the nearest whole unit") {
    struct Case {
        float value;
        std::int32_t position;
        std::int16_t speed, noise;
        std::int32_t load;
    };
    constexpr auto no_short = NeutralRecord::no_short;
    constexpr auto no_long = NeutralRecord::no_long;
    const Case cases[] = {
        {0, 0, 0, 0, 0},
        {-0.0F, 0, 0, 0, 0},
        {0.0004F, 0, 0, 0, 0},
        {0.0006F, 1, 1, 0, 0},
        {-0.0006F, -1, -1, 0, 0},
        {1.25F, 1250, 1250, 125, 13},
        {-1.25F, -1250, -1250, -125, -13},
        {32.767F, 32767, 32767, 3277, 328},
        {32.768F, 32768, no_short, 3277, 328},
        {-32.768F, -32768, no_short, -3277, -328},
        {3000000, no_long, no_short, no_short, 30000000},
        {infinite, no_long, no_short, no_short, no_long},
        {no_value, no_long, no_short, no_short, no_long},
    };
    for (const Case& c : cases) {
        CAPTURE(c.value);
        Observation seen = standing();
        seen.position = seen.speed = seen.noise = seen.load = c.value;
        NeutralRecord record;
        const NeutralMisfit misfit = to_neutral(seen, record);
        CHECK(record.position == c.position);
        CHECK(record.speed == c.speed);
        CHECK(record.noise == c.noise);
        CHECK(record.load == c.load);
        const bool known = is_known(c.value);
        CHECK(misfit.has(NeutralMisfit::position) == (known && c.position == no_long));
        CHECK(misfit.has(NeutralMisfit::speed) == (known && c.speed == no_short));
        CHECK(misfit.has(NeutralMisfit::noise) == (known && c.noise == no_short));
        CHECK(misfit.has(NeutralMisfit::load) == (known && c.load == no_long));
    }
}

TEST_CASE("what does not fit is named") {
    struct Case {
        std::string_view name;
        void (*spoil)(Observation&);
    };
    const Case cases[] = {
        {"", [](Observation&) {}},
        {"people", [](Observation& seen) { seen.people = 65535; }},
        {"position", [](Observation& seen) { seen.position = 2.2e6F; }},
        {"speed", [](Observation& seen) { seen.speed = -40; }},
        {"load", [](Observation& seen) { seen.load = 3e8F; }},
        {"noise", [](Observation& seen) { seen.noise = 400; }},
        {"vibration", [](Observation& seen) { seen.vibration = 33; }},
        {"temperature", [](Observation& seen) { seen.temperature = -400; }},
        {"run_time", [](Observation& seen) { seen.run_time = 2e12; }},
        {"distance", [](Observation& seen) { seen.distance = -2e12; }},
        {"time", [](Observation& seen) { seen.time = never; }},
        {"time", [](Observation& seen) { seen.time = Time{Duration{253402300800000}}; }},
        {"fault", [](Observation& seen) { (void)seen.fault.code.assign("E1"); }},
        {"fault",
         [](Observation& seen) {
             (void)seen.fault.dialect.assign("monarch");
             (void)seen.fault.code.assign("\xB5");
         }},
    };
    for (const Case& c : cases) {
        Observation seen = standing();
        c.spoil(seen);
        CHECK(misfit_of(seen).name() == c.name);
        CHECK(misfit_of(seen).empty() == c.name.empty());
    }
}

TEST_CASE("the most that fits, fits") {
    Observation seen = standing();
    seen.people = 65534;
    seen.run_time = seen.distance = 1125899906842.624;
    seen.runs = seen.door_cycles = seen.rope_bends = no_count - 1;
    seen.floor = -32767;
    seen.time = Time{Duration{253402300799999}};
    (void)seen.fault.dialect.assign("fifteen-letters");
    (void)seen.fault.code.assign("seven77");
    CHECK(misfit_of(seen).empty());
}

TEST_CASE("the words stand in their bits") {
    Observation seen = standing();
    seen.motion = Motion::running;     // 2
    seen.direction = Direction::down;  // 3 << 2
    seen.door = Door::ajar;            // 5 << 4
    seen.mode = Mode::out_of_service;  // 8
    seen.door_zone = Flag::yes;        // 2
    seen.presence = Flag::no;          // 1 << 2
    seen.overload = Flag::yes;         // 2 << 12
    NeutralRecord record;
    (void)to_neutral(seen, record);
    CHECK(record.words == 0x20065E08);
}

TEST_CASE("the full block has 52 bytes, whatever is known") {
    Maker make(3);
    for (int i = 0; i < 200; ++i) {
        NeutralRecord record;
        (void)to_neutral(make.observation(), record);
        std::string out;
        append_full(out, record);
        CHECK(out.size() == NeutralRecord::full_size);
    }
}
