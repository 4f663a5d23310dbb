// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/recording.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "hoistway/wire/links.hpp"
#include "hoistway/wire/platform/profile_json.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::string realtime =
    R"({"registerNumber":"1","samplingTime":"2026-01-02 03:04:05","Car_Status":1,"Door_Status":2,)"
    R"("Car_Position":"B1"})"
    "\n";

std::vector<Observation> read(const std::string& bytes, RecordingOptions options,
                              std::size_t piece = 1000) {
    Recording recording("test", std::move(options));
    std::vector<Observation> all;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        recording.feed(std::string_view(bytes).substr(at, piece));
        for (const Observation& seen : recording.take_observations()) all.push_back(seen);
    }
    recording.finish();
    for (const Observation& seen : recording.take_observations()) all.push_back(seen);
    return all;
}

RecordingOptions platform(const char* id) { return {.profile = *builtin_profile(id)}; }

// Signals that every written link can say.
std::vector<Observation> a_ride(std::size_t lifts) {
    std::vector<Observation> seen;
    for (int i = 0; i < 40; ++i) {
        Observation each{.time = received + std::chrono::seconds{i}};
        each.lift = static_cast<LiftIndex>(static_cast<std::size_t>(i) % lifts);
        each.floor = static_cast<std::int16_t>(1 + i % 4);
        each.direction = i % 2 == 0 ? Direction::up : Direction::none;
        each.motion = i % 2 == 0 ? Motion::running : Motion::stopped;
        each.speed = i % 2 == 0 ? 1 : 0;
        seen.push_back(each);
    }
    return seen;
}

}  // namespace

TEST_CASE("documents come one a line, in pieces of any size, the last without its end") {
    const std::string two = realtime + "\n" + realtime.substr(0, realtime.size() - 1);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, two.size()}) {
        CAPTURE(piece);
        const auto seen = read(two, platform("shanghai"), piece);
        REQUIRE(seen.size() == 2);
        CHECK(seen[0] == seen[1]);
        CHECK(seen[0].motion == Motion::running);
        CHECK(seen[0].floor == no_floor);
    }
}

TEST_CASE("a floor's label is a landing where somebody knows the lift") {
    RecordingOptions options = platform("shanghai");
    options.floor_of = [](std::string_view lift, std::string_view label) -> std::int16_t {
        return lift == "1" && label == "B1" ? 1 : no_floor;
    };
    CHECK(read(realtime, options).front().floor == 1);
}

TEST_CASE("a document that is refused is told by its line, and the next one is read") {
    Recording recording("push.jsonl", platform("shanghai"));
    recording.feed("{\"registerNumber\":\n" + realtime);
    recording.finish();
    CHECK(recording.take_observations().size() == 1);
    REQUIRE(recording.refusals().size() == 1);
    CHECK(recording.refusals()[0].line == 1);
    CHECK(recording.refusals()[0].code == ErrorCode::truncated);
    CHECK(recording.stats().refused == 1);
    CHECK(recording.lifts() == std::vector<std::string>{"1"});
}

TEST_CASE("a line above a mebibyte is refused, not kept") {
    Recording recording("push.jsonl", platform("shanghai"));
    const std::string part(1 << 20, 'x');
    for (int i = 0; i < 5; ++i) recording.feed(part);
    recording.feed("\n" + realtime);
    recording.finish();
    REQUIRE(recording.refusals().size() == 1);
    CHECK(recording.refusals()[0].code == ErrorCode::too_long);
    CHECK(recording.take_observations().size() == 1);
}

TEST_CASE("papers and handling are records beside the observations") {
    Recording recording("push.jsonl", platform("sql-dictionary"));
    recording.feed("\n");
    recording.finish();
    CHECK(recording.stats().records == 0);
    Recording envelope("frames", {.link = "gbt_26875"});
    envelope.feed("@@");
    envelope.finish();
    CHECK(envelope.stats().refused + envelope.stats().garbage_bytes > 0);
}

TEST_CASE("a link nobody knows is a wrong set-up") {
    CHECK_THROWS_AS(Recording("test", {.link = "telex"}), std::invalid_argument);
    std::string out = "kept";
    CHECK_FALSE(append_recording(out, {}, {}, {.link = "jtt_808"}));
    CHECK_FALSE(append_recording(out, {}, {}, {.profile = *builtin_profile("elevatorcloud")}));
    CHECK(out == "kept");
}

TEST_CASE("what every link writes it reads again, lift by lift") {
    const std::vector<std::string> lifts{"A0000001", "A0000002"};
    for (const char* link : {"line_json", "controller_block", "mnk_34_007", "neutral"}) {
        CAPTURE(std::string(link));
        std::string bytes;
        const auto written = append_recording(bytes, a_ride(2), lifts, {.link = link});
        REQUIRE(written);
        CHECK(written->observations == 40);
        Recording recording("written", {.link = link});
        recording.feed(bytes);
        recording.finish();
        const auto heard = recording.take_observations();
        CHECK(heard.size() == 40);
        CHECK(recording.lifts() == lifts);
        CHECK(recording.stats().refused == 0);
        for (const auto& loss : written->losses) {
            CHECK(loss.first != "floor");
            CHECK(loss.second <= 40);
        }
    }
}

TEST_CASE("what a platform's message cannot say is counted by field") {
    std::string bytes;
    std::vector<Observation> seen = a_ride(1);
    for (Observation& each : seen) {
        each.door = Door::closed;
        each.vibration = 0.1F;
    }
    const auto written = append_recording(
        bytes, seen, {"1"}, {.profile = *builtin_profile("shanghai"), .message = "realtime"});
    REQUIRE(written);
    CHECK(written->observations == 40);
    CHECK(written->incomplete == 40);
    const auto lost = std::find_if(written->losses.begin(), written->losses.end(),
                                   [](const auto& each) { return each.first == "vibration"; });
    REQUIRE(lost != written->losses.end());
    CHECK(lost->second == 40);
    CHECK(std::count(bytes.begin(), bytes.end(), '\n') == 40);
    CHECK(read(bytes, platform("shanghai")).size() == 40);
}
