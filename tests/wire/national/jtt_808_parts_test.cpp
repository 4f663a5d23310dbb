// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/national/jtt_808_parts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "hoistway/wire/national/jtt_808_body.hpp"
#include "wire/national/envelopes.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::string phone = hex_to_bytes("000000000042"), other_phone = hex_to_bytes("000000000043");

struct Scene {
    Jtt808Parts parts{};
    Time now = received;
    std::string log{};

    void operator()(const Jtt808Frame& whole) {
        log += std::to_string(whole.sequence) + ":" + std::string(whole.body) + " ";
        CHECK(whole.part == 0);
    }
    void operator()(const WireError& error) {
        log +=
            std::string(to_string(error.error.code)) + "@" + std::to_string(error.error.at) + " ";
        CHECK(error.field == "parts");
    }
    // Its sequence number is 100 and its place, its first byte stands at its place.
    void part(int place, int count, std::string_view body, std::uint16_t id = 0x0801,
              std::string_view from = phone) {
        parts.on({.id = id,
                  .phone = from,
                  .sequence = static_cast<std::uint16_t>(100 + place),
                  .part = static_cast<std::uint16_t>(place),
                  .parts = static_cast<std::uint16_t>(count),
                  .body = body,
                  .at = static_cast<std::uint64_t>(place)},
                 now, *this);
    }
    void frame() { parts.on({.id = 2, .phone = phone}, now, *this); }
    void end() { parts.finish(now, *this); }
};

}  // namespace

TEST_CASE("parts in order become the message, with the number of the first") {
    Scene scene;
    scene.part(1, 3, "ab");
    scene.frame();
    scene.part(2, 3, "");
    scene.part(3, 3, "c");
    scene.part(1, 1, "alone");
    scene.end();
    CHECK(scene.log == "101:abc 101:alone ");
    CHECK(scene.parts.refused() == 0);
}

TEST_CASE("parts in any order become the message") {
    std::mt19937 random(1);
    std::vector<int> order = {1, 2, 3, 4, 5, 6};
    for (int round = 0; round < 200; ++round) {
        std::shuffle(order.begin(), order.end(), random);
        Scene scene;
        for (const int place : order) {
            scene.part(
                place, 6,
                std::string(static_cast<std::size_t>(place), static_cast<char>('a' + place)));
        }
        CHECK(scene.log == "101:bccdddeeeefffffgggggg ");
    }
}

TEST_CASE("a part that comes twice counts once, and the first word stands") {
    Scene scene;
    scene.part(1, 2, "a");
    scene.part(1, 2, "b");
    scene.part(2, 2, "c");
    CHECK(scene.log == "101:ac ");
}

TEST_CASE("a part of another message gives up the one begun") {
    struct Case {
        const char* what;
        std::uint16_t id;
        int count;
        std::string_view from;
    };
    const Case cases[] = {{"another message", 0x0704, 2, phone},
                          {"another count", 0x0801, 3, phone},
                          {"another phone", 0x0801, 2, other_phone}};
    for (const Case& c : cases) {
        CAPTURE(c.what);
        Scene scene;
        scene.part(1, 2, "a");
        scene.part(2, c.count, "b", c.id, c.from);
        scene.part(1, c.count, "c", c.id, c.from);
        if (c.count == 3) scene.part(3, 3, "d", c.id, c.from);
        CHECK(scene.log == (c.count == 3 ? "truncated@1 101:cbd " : "truncated@1 101:cb "));
        CHECK(scene.parts.refused() == 1);
    }
}

TEST_CASE("a message is given up when its first part is older than the patience") {
    Scene scene{.parts = Jtt808Parts{{.patience = Duration{1000}}}};
    scene.part(1, 3, "a");
    scene.now += Duration{1000};
    scene.part(2, 3, "b");
    scene.now += Duration{1};
    scene.frame();
    CHECK(scene.log == "truncated@2 ");
    scene.part(3, 3, "c");
    scene.part(1, 3, "d");
    scene.part(2, 3, "e");
    CHECK(scene.log == "truncated@2 101:dec ");
}

TEST_CASE("a message whose parts are still missing at the end is given up") {
    Scene scene;
    scene.part(2, 2, "a");
    scene.end();
    scene.end();
    CHECK(scene.log == "truncated@2 ");
    CHECK(scene.parts.refused() == 1);
}

TEST_CASE("a message longer than the options allow is refused once and passed over") {
    Scene scene{.parts = Jtt808Parts{{.max_parts = 3, .max_bytes = 5}}};
    scene.part(1, 4, "a");
    scene.part(2, 4, "b");
    scene.part(4, 4, "c");
    CHECK(scene.log == "too_long@1 ");
    scene.part(1, 3, "abc");
    scene.part(2, 3, "def");
    scene.part(3, 3, "");
    CHECK(scene.log == "too_long@1 too_long@2 ");
    scene.part(1, 2, "abc");
    scene.part(1, 2, "abc");
    scene.part(2, 2, "de");
    scene.end();
    CHECK(scene.log == "too_long@1 too_long@2 101:abcde ");
    CHECK(scene.parts.refused() == 2);
}

TEST_CASE("parts take no memory before the first and less than 256 bytes of state") {
    CHECK(sizeof(Jtt808Parts) < 256);
}
