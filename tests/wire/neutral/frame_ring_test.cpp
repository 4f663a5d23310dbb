// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/frame_ring.hpp"

#include <doctest/doctest.h>

#include <deque>
#include <random>
#include <string>
#include <vector>

using namespace hoistway;

TEST_CASE("a ring is a queue that at times has no room") {
    std::mt19937 random(5);
    for (const std::size_t size : {FrameRing::least, FrameRing::least + 1, std::size_t{9000}}) {
        std::vector<char> store(size);
        FrameRing ring(store);
        std::deque<std::string> want;
        unsigned refused = 0;
        for (int step = 0; step < 20000; ++step) {
            if (random() % 3 == 0 && !want.empty()) {
                want.pop_front();
                ring.pop();
            } else {
                const std::size_t longest = random() % 50 == 0 ? 4096 : 300;
                const std::string frame(1 + random() % longest, static_cast<char>(random()));
                if (ring.push(frame)) {
                    want.push_back(frame);
                    CHECK(ring.at(ring.back()) == frame);
                } else {
                    ++refused;
                    REQUIRE_FALSE(want.empty());
                }
            }
            REQUIRE(ring.size() == want.size());
            FrameRing::Place place = ring.front();
            for (const std::string& frame : want) {
                REQUIRE(ring.at(place) == frame);
                place = ring.next(place);
            }
        }
        CHECK(refused > 0);
    }
}

TEST_CASE("an empty ring has room for the longest frame, wherever it stood before") {
    std::vector<char> store(FrameRing::least);
    FrameRing ring(store);
    for (const std::size_t before : {std::size_t{1}, std::size_t{4000}, std::size_t{4096}}) {
        REQUIRE(ring.push(std::string(before, 'a')));
        ring.pop();
        REQUIRE(ring.push(std::string(4096, 'b')));
        CHECK_FALSE(ring.push("c"));
        ring.pop();
        CHECK(ring.empty());
    }
}

TEST_CASE("a store too small for a frame is refused") {
    std::vector<char> store(FrameRing::least - 1);
    CHECK_THROWS(FrameRing(store));
}
