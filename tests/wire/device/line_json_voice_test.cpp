// SPDX-License-Identifier: Apache-2.0

#include "hoistway/wire/device/line_json_encode.hpp"

#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

Observation at(int second, Observation seen = {}) {
    seen.time = received + std::chrono::seconds{second};
    return seen;
}

// What comes back of what was said.
std::vector<Observation> heard(const std::vector<Observation>& said) {
    LineJsonVoice voice;
    std::string bytes;
    for (const Observation& seen : said) voice.say(bytes, seen);
    LineJsonDecoder link;
    link.bind(1);
    std::vector<Observation> out;
    link.feed(bytes, received, [&](const auto& record) {
        if constexpr (requires { record.floor; }) out.push_back(record);
    });
    return out;
}

constexpr Observation standing{.floor = 4,
                               .motion = Motion::stopped,
                               .direction = Direction::none,
                               .door = Door::closed,
                               .mode = Mode::normal,
                               .door_zone = Flag::yes,
                               .presence = Flag::yes,
                               .mains_power = Flag::yes};

}  // namespace

TEST_CASE("what the voice says is heard as it was meant") {
    const std::vector<Observation> out = heard({at(0, standing), at(5, {.door = Door::open})});
    REQUIRE(out.size() == 2);
    Observation expected = at(0, standing);
    expected.lift = 1;
    CHECK(out[0] == expected);
    CHECK(out[1].door == Door::open);
    CHECK(out[1].presence == Flag::unknown);
}

TEST_CASE("the alarm button goes out as fault 21 and comes back as the button") {
    Observation pressed = at(10, standing);
    pressed.alarm_button = Flag::yes;
    Observation let_go = at(12, standing);
    let_go.alarm_button = Flag::no;
    const std::vector<Observation> out = heard({at(0, standing), pressed, let_go});
    REQUIRE(out.size() == 3);
    CHECK(out[0].alarm_button == Flag::unknown);
    CHECK(out[1].alarm_button == Flag::yes);
    CHECK(out[1].fault.code.view() == "21");
    CHECK(!out[1].fault.cleared);
    CHECK(out[1].floor == 4);  // the block is in the fault message
    CHECK(out[2].alarm_button == Flag::no);
    CHECK(out[2].fault.cleared);
}

TEST_CASE("a button that is held, or was never pressed, is no news") {
    Observation pressed = at(10, standing), held = at(20, standing), quiet = at(0, standing);
    pressed.alarm_button = held.alarm_button = Flag::yes;
    quiet.alarm_button = Flag::no;
    const std::vector<Observation> out = heard({quiet, pressed, held});
    REQUIRE(out.size() == 3);
    CHECK(out[0].fault.empty());
    CHECK(!out[1].fault.empty());
    CHECK(out[2].fault.empty());
}

TEST_CASE("a fault goes out with its block, and with a button pressed at once both do") {
    Observation broken = at(0, standing);
    broken.fault = detail::line_fault("10", false);
    const std::vector<Observation> one = heard({broken});
    REQUIRE(one.size() == 1);
    CHECK(one[0].fault == broken.fault);
    CHECK(one[0].floor == 4);

    broken.alarm_button = Flag::yes;
    const std::vector<Observation> both = heard({broken});
    REQUIRE(both.size() == 2);
    CHECK(both[0].alarm_button == Flag::yes);
    CHECK(both[1].fault == broken.fault);
}

TEST_CASE("a new connection does not know whether the button was pressed on the last one") {
    LineJsonVoice voice;
    std::string bytes;
    Observation pressed = at(0, standing);
    pressed.alarm_button = Flag::yes;
    for (int connection = 0; connection < 2; ++connection) {
        bytes.clear();
        voice.log_in(bytes, "X#1");
        voice.say(bytes, pressed);
        const std::vector<std::string> records = decode(bytes, bytes.size());
        REQUIRE(records.size() == 3);
        CHECK(records[0] == "login X#1");
        CHECK(records[1].find("\"alarm_button\":true") != std::string::npos);
    }
}
