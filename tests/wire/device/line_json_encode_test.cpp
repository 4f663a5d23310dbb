// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/line_json_encode.hpp"

#include <doctest/doctest.h>

#include <optional>

#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

struct Read {
    std::optional<Observation> seen;
    LinkStats stats;
};

Read read(const std::string& frame) {
    Read out;
    LineJsonDecoder link;
    link.feed(frame, received, [&](const auto& record) {
        if constexpr (std::is_same_v<std::decay_t<decltype(record)>, Observation>)
            out.seen = record;
    });
    link.finish([](const auto&) {});
    out.stats = link.stats();
    return out;
}

// What both versions can say.
Observation common(Maker& make) {
    Observation seen{.time = received};
    if (make.coin()) seen.direction = make.word<Direction>();
    seen.door_zone = make.word<Flag>();
    seen.presence = make.word<Flag>();
    seen.mains_power = make.word<Flag>();
    seen.safety_chain = make.word<Flag>();
    if (make.coin()) seen.floor = static_cast<std::int16_t>(make.number(-127, 127));
    if (make.coin()) seen.temperature = static_cast<float>(make.number(1, 127));
    const bool moves = seen.direction == Direction::up || seen.direction == Direction::down;
    const float sign = seen.direction == Direction::down ? -1.0F : 1.0F;
    const float tenths = moves ? static_cast<float>(make.number(0, 250)) : 0.0F;
    if (make.coin()) seen.speed = static_cast<float>(sign * tenths / 10.0);
    if (seen.presence == Flag::yes && make.coin()) {
        seen.people = static_cast<std::uint32_t>(make.number(2, 254));
    }
    if (make.coin()) {
        seen.fault.dialect.assign(line_json_dialect);
        seen.fault.code.assign("S" + std::to_string(make.number(1, 3)));
    }
    return seen;
}

}  // namespace

TEST_CASE("what v1 can say comes back as it was") {
    Maker make(21);
    const Door doors[] = {Door::unknown, Door::closed, Door::opening, Door::open, Door::closing};
    for (int i = 0; i < 2000; ++i) {
        Observation seen = common(make);
        seen.door = doors[make.number(0, 4)];
        const std::optional<double> speed =
            is_known(seen.speed) ? std::optional<double>(std::fabs(seen.speed)) : std::nullopt;
        seen.motion = detail::motion_of(seen.direction, speed);
        std::string frame;
        append_status_v1(frame, seen);
        CAPTURE(frame);
        const Read back = read(frame);
        REQUIRE(back.seen);
        CHECK(*back.seen == seen);
        CHECK(back.stats.out_of_range_values + back.stats.unknown_keys + back.stats.refused == 0);
    }
}

TEST_CASE("what v2 can say comes back as it was") {
    Maker make(22);
    const Door doors[] = {Door::unknown, Door::closed, Door::open, Door::ajar};
    const Mode modes[] = {Mode::unknown, Mode::normal, Mode::inspection, Mode::out_of_service};
    for (int i = 0; i < 2000; ++i) {
        Observation seen = common(make);
        seen.time += std::chrono::seconds{make.number(-1000000000, 1000000000)};
        seen.door = doors[make.number(0, 3)];
        seen.mode = modes[make.number(0, 3)];
        seen.motion = make.word<Motion>();
        seen.door_lock = make.word<Flag>();
        std::string frame;
        append_status_v2(frame, seen);
        CAPTURE(frame);
        const Read back = read(frame);
        REQUIRE(back.seen);
        CHECK(*back.seen == seen);
        CHECK(back.stats.out_of_range_values + back.stats.unknown_keys + back.stats.refused == 0);
    }
}

TEST_CASE("a fault of the link's own list comes back in both versions") {
    for (const char* code : {"1", "8", "42"}) {
        for (const bool cleared : {false, true}) {
            Observation seen{.time = received};
            seen.fault = detail::line_fault(code, cleared);
            std::string v1, v2;
            append_fault_v1(v1, seen);
            append_fault_v2(v2, seen);
            CHECK(read(v1).seen == seen);
            CHECK(read(v2).seen == seen);
        }
    }
}

TEST_CASE("a fault from elsewhere has no frame here") {
    Observation seen;
    std::string out;
    append_fault_v1(out, seen);
    seen.fault.dialect.assign("monarch");
    seen.fault.code.assign("8");
    append_fault_v1(out, seen);
    append_fault_v2(out, seen);
    seen.fault = detail::line_fault("S2", false);
    append_fault_v2(out, seen);
    CHECK(out.empty());
}

TEST_CASE("any observation makes a frame that is read without complaint") {
    Maker make(23);
    for (int i = 0; i < 2000; ++i) {
        const Observation seen = make.observation();
        std::string frames;
        append_status_v1(frames, seen);
        append_status_v2(frames, seen);
        CAPTURE(frames);
        const Read back = read(frames);
        CHECK(back.stats.frames == 2);
        CHECK(back.stats.refused == 0);
        CHECK(back.stats.unknown_keys == 0);
    }
}

TEST_CASE("a status is written as the firmware writes it") {
    Observation seen{.time = received, .floor = 3};
    seen.direction = Direction::down;
    seen.door_zone = Flag::no;
    seen.speed = -1.5F;
    std::string out;
    append_status_v1(out, seen);
    CHECK(out ==
          R"(#10#{"type":"Monitor","stype":"status","now_status":0,"direction":2,"floor_status":1,)"
          R"("speed":1.50,"now_floor":3}#13#)");
    out.clear();
    append_heartbeat(out);
    CHECK(out == R"(#10#{"TY":"System","ST":"ping"}#13#)");
}

TEST_CASE("no mark can stand inside a login, whatever the device is called") {
    for (const char* device : {"X1", "#10#", "a#13#b", "#", "\"\\", "电梯 #1"}) {
        std::string frame;
        append_login(frame, device);
        CAPTURE(frame);
        CHECK(decode(frame, 1)[0] == "login " + std::string(device));
    }
}
