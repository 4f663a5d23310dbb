// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/mnk_34_007.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "wire/pages.hpp"
#include "wire/pieces.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

static_assert(DeviceLink<MnkLink>);
static_assert(sizeof(MnkLink) < 1024);

namespace {

const std::string sample =
    "F2020/11/10 "
    "11:24:46/00000004/000000000000517c00000000000421b930050000000053c3d00063000000220e";

// The sample with another run, floor and door.
std::string frame(std::string_view run, std::string_view floor, std::string_view door) {
    std::string out = sample;
    out.replace(30 + 16 + 10, 2, door);
    out.replace(30 + 32, 2, run).replace(30 + 34, 2, floor);
    return out;
}

// The short form: a byte before the run segment's marker is missing.
std::string cut_short(std::string out) { return out.erase(30 + 32 + 10, 2); }

std::string frame_of(const Observation& seen, std::string_view device = "00000004") {
    std::string out;
    append_mnk(out, device, seen);
    return out;
}

using Text = std::vector<std::string>;

}  // namespace

TEST_CASE("every transcript of MNK-34.007 gives its records") {
    CHECK(check_pages<MnkLink>("mnk_34_007") >= 4);
}

TEST_CASE("the published sample is level at landing 1 with open doors") {
    CHECK(sample.size() == 94);
    const MnkStatus status = *read_mnk(sample, received);
    CHECK(status.device.view() == "00000004");
    CHECK(format_time(status.seen.time, china_offset) == "2020-11-10T11:24:46+08:00");
    CHECK(status.seen.door_zone == Flag::yes);
    CHECK(status.seen.floor == 1);
    CHECK(status.seen.door == Door::open);
    CHECK(status.seen.motion == Motion::stopped);
    CHECK(status.faults.spoken == 1);
    CHECK(status.faults.standing == 0);
    CHECK(status.out_of_range == 0);
}

TEST_CASE("each word of the run segment says its own") {
    struct Case {
        std::string_view run;
        Motion motion;
        Direction direction;
        Flag zone;
        unsigned spoken, standing;
    };
    constexpr auto stopped = Motion::stopped, running = Motion::running;
    const Case cases[] = {
        {"30", stopped, Direction::none, Flag::yes, 1, 0},
        {"31", stopped, Direction::none, Flag::yes, 1, 0},
        {"36", stopped, Direction::none, Flag::yes, 1, 0},
        {"37", stopped, Direction::none, Flag::yes, 1, 0},
        {"34", running, Direction::up, Flag::unknown, 1, 0},
        {"35", running, Direction::down, Flag::unknown, 1, 0},
        {"38", Motion::unknown, Direction::unknown, Flag::unknown, 1, 1},
        {"ff", Motion::unknown, Direction::unknown, Flag::unknown, 0, 0},
    };
    for (const Case& c : cases) {
        CAPTURE(c.run);
        const MnkStatus status = *read_mnk(frame(c.run, "05", "04"), received);
        CHECK(status.seen.motion == c.motion);
        CHECK(status.seen.direction == c.direction);
        CHECK(status.seen.door_zone == c.zone);
        CHECK(status.faults.spoken == c.spoken);
        CHECK(status.faults.standing == c.standing);
        CHECK(status.out_of_range == 0);
    }
}

TEST_CASE("floors and doors are read by table, and what no table has is counted") {
    const std::string_view floors[] = {"05", "09", "0d", "11"};
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(read_mnk(frame("30", floors[i], "04"), received)->seen.floor == int(i) + 1);
    }
    CHECK(read_mnk(frame("30", "05", "10"), received)->seen.door == Door::closed);
    CHECK(read_mnk(frame("30", "05", "00"), received)->seen.door == Door::unknown);
    CHECK(read_mnk(frame("30", "05", "00"), received)->out_of_range == 0);
    for (const std::string& odd : {frame("30", "05", "14"), frame("30", "15", "04"),
                                   frame("30", "00", "04"), frame("32", "05", "04")}) {
        CHECK(read_mnk(odd, received)->out_of_range == 1);
    }
}

TEST_CASE("the order of the segments makes no difference, in either form") {
    std::string segments[4];
    for (std::size_t i = 0; i < 4; ++i) segments[i] = sample.substr(30 + 16 * i, 16);
    const Observation plain = read_mnk(sample, received)->seen;
    std::sort(std::begin(segments), std::end(segments));
    int orders = 0;
    do {
        std::string whole = sample.substr(0, 30), cut = whole;
        for (const std::string& segment : segments) {
            const bool run = segment.substr(12, 2) == "53";
            whole += segment;
            cut += run ? segment.substr(0, 10) + segment.substr(12) : segment;
        }
        CAPTURE(whole);
        REQUIRE(read_mnk(whole, received));
        CHECK(read_mnk(whole, received)->seen == plain);
        CHECK(cut.size() == 92);
        REQUIRE(read_mnk(cut, received));
        CHECK(read_mnk(cut, received)->seen == plain);
        ++orders;
    } while (std::next_permutation(std::begin(segments), std::end(segments)));
    CHECK(orders == 24);
}

TEST_CASE("a short form is read only where one place for its byte makes sense") {
    std::string none = sample;
    none.resize(92);
    CHECK(read_mnk(none, received).error() == Error{ErrorCode::bad_value, 30});
    // A call segment with 53 in its sixth byte: a byte put in there makes no sense of the rest.
    std::string two = cut_short(sample);
    two.replace(30 + 10, 2, "53");
    REQUIRE(read_mnk(two, received));
    CHECK(read_mnk(two, received)->seen.floor == 1);
}

TEST_CASE("a frame is refused where it went wrong") {
    std::string twice = sample;
    twice.replace(30, 16, "30050000000053c3");
    CHECK(read_mnk("", received).error() == Error{ErrorCode::truncated, 0});
    CHECK(read_mnk(sample.substr(0, 60), received).error() == Error{ErrorCode::truncated, 60});
    CHECK(read_mnk(sample.substr(0, 93), received).error() == Error{ErrorCode::truncated, 93});
    CHECK(read_mnk(sample + "0", received).error() == Error{ErrorCode::too_long, 94});
    CHECK(read_mnk("X" + sample, received).error() == Error{ErrorCode::bad_syntax, 0});
    CHECK(read_mnk(sample.substr(0, 40) + "g" + sample.substr(41), received).error() ==
          Error{ErrorCode::bad_syntax, 40});
    CHECK(read_mnk(twice, received).error() == Error{ErrorCode::duplicate, 62});
}

TEST_CASE("a clock that shows no time is counted and replaced by that of arrival") {
    for (const std::string_view clock :
         {"2020/13/10 11:24:46", "2020/02/30 11:24:46", "2020/11/10 24:00:00",
          "2020/11/10 11:60:00", "2020/11/10 11:24:60", "0000/00/00 00:00:00"}) {
        CAPTURE(clock);
        std::string bad = sample;
        bad.replace(1, 19, clock);
        const MnkStatus status = *read_mnk(bad, received);
        CHECK(status.seen.time == received);
        CHECK(status.out_of_range == 1);
    }
}

TEST_CASE("the pieces that frames come in make no difference") {
    const std::string cut = cut_short(sample);
    check_pieces<MnkLink>("noise F" + sample + "\r\nF2020/" + sample + sample.substr(0, 50));
    check_pieces<MnkLink>(cut + cut + sample + cut + "\n" + cut);
    check_pieces<MnkLink>(sample + sample.substr(0, 92));
    check_pieces<MnkLink>(cut + sample.substr(0, 4));
}

TEST_CASE("a short form is told from a long one by what follows it") {
    const std::string cut = cut_short(sample);
    for (const std::string& behind :
         {sample, cut, std::string("\n"), std::string(), std::string("F2020/11/1")}) {
        CAPTURE(behind);
        const Text lines = decode<MnkLink>(cut + behind, 9);
        CHECK(lines[1].find("\"floor\":1") != std::string::npos);
    }
    // A long form whose last byte looks like the beginning of a frame.
    std::string tricky = sample;
    tricky.replace(92, 2, "F2");
    for (const std::string& behind :
         {sample, std::string("\n"), std::string(), std::string("020"), std::string("0201")}) {
        CHECK(decode<MnkLink>(tricky + behind, 9)[1].find("\"door\":\"open\"") !=
              std::string::npos);
    }
}

TEST_CASE("noise between frames costs none of them") {
    check_noise<MnkLink>({sample, frame("34", "09", "10"), frame("38", "09", "10")},
                         {"x", "\r\n", "F", "FF2", "f2020/", std::string(3, '\0'),
                          std::string(500, 'F'), "\xB5\xE7"});
}

TEST_CASE("a device is named when it changes, and its fault told when it comes and goes") {
    std::string other = frame("38", "05", "04");
    other.replace(21, 8, "00000005");
    const Text lines = decode<MnkLink>(
        frame("38", "05", "04") + frame("38", "05", "04") + sample + other + other, 999);
    REQUIRE(lines.size() == 8);
    CHECK(lines[0] == "login 00000004");
    CHECK(lines[1].find(R"("fault":{"dialect":"mnk","code":"38"})") != std::string::npos);
    CHECK(lines[2].find("fault") == std::string::npos);
    CHECK(lines[3].find(R"("code":"38","phase":"cleared")") != std::string::npos);
    CHECK(lines[4] == "login 00000005");
    CHECK(lines[5].find(R"("code":"38"})") != std::string::npos);
    CHECK(lines[6].find("fault") == std::string::npos);
}

TEST_CASE("what a frame can say of any observation is read back") {
    Maker maker(34);
    for (int i = 0; i < 2000; ++i) {
        Observation seen = maker.observation();
        seen.fault = {};
        if (maker.coin()) seen.floor = static_cast<std::int16_t>(maker.number(1, 4));
        const MnkStatus back = *read_mnk(frame_of(seen), received);
        CHECK(back.out_of_range == 0);
        CHECK(back.seen.time == std::chrono::floor<std::chrono::seconds>(seen.time));
        CHECK(back.seen.floor == (seen.floor >= 1 && seen.floor <= 4 ? seen.floor : no_floor));
        if (seen.door == Door::open || seen.door == Door::closed)
            CHECK(back.seen.door == seen.door);
        if (seen.direction == Direction::up) CHECK(back.seen.direction == Direction::up);
        CHECK(frame_of(back.seen) == frame_of(seen));
    }
}

TEST_CASE("a fault is written in place of the run") {
    const std::string hard =
        frame_of({.time = received, .fault = native_fault("mnk", "38", false)});
    CHECK(read_mnk(hard, received)->faults.standing == 1);
    const std::string gone = frame_of({.time = received, .fault = native_fault("mnk", "38", true)});
    CHECK(read_mnk(gone, received)->faults.standing == 0);
}

TEST_CASE("a device's name that does not fit writes nothing") {
    for (const std::string_view name : {"", "1234567", "123456789", "1234-678", "1234567\n"}) {
        CHECK(frame_of({.time = received}, name).empty());
    }
    CHECK(frame_of({.time = received}, "Lift0001").size() == 94);
}
