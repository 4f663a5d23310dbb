// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/batch.hpp"

#include <doctest/doctest.h>

#include "wire/neutral/neutral_tools.hpp"

using namespace hoistway;
using namespace hoistway::testing;
using namespace std::chrono_literals;

namespace {

std::size_t size_of(const NeutralBatch& batch) {
    std::string out;
    batch.append_to(out);
    return out.size();
}

// Bytes that an observation takes behind another.
std::size_t cost(const Observation& before, const Observation& after) {
    NeutralBatch batch;
    REQUIRE(batch.add(before).added);
    const Observation again = [&] {
        Observation seen = before;
        seen.time += 1s;
        return seen;
    }();
    REQUIRE(batch.add(again).added);
    const std::size_t size = size_of(batch);
    Observation last = after;
    last.time += 2s;
    REQUIRE(batch.add(last).added);
    return size_of(batch) - size;
}

}  // namespace

TEST_CASE("an observation costs what changed in it") {
    Observation before = standing();
    before.position = 6;
    before.speed = 0;
    struct Case {
        std::size_t bytes;
        void (*change)(Observation&);
    };
    const Case cases[] = {
        {1, [](Observation&) {}},
        {3, [](Observation& seen) { seen.time += 3ms; }},
        {10, [](Observation& seen) { seen.time -= 1h; }},
        {10, [](Observation& seen) { seen.time += 66s; }},
        {3, [](Observation& seen) { seen.floor = 4; }},
        {5, [](Observation& seen) { seen.speed = 1; }},
        {5, [](Observation& seen) { seen.position = 38.767F; }},
        {6, [](Observation& seen) { seen.position = 38.768F; }},
        {6, [](Observation& seen) { seen.position = no_value; }},
        {7,
         [](Observation& seen) {
             seen.position = 7;
             seen.floor = 4;
         }},
        {5, [](Observation& seen) { seen.door = Door::open; }},
        {5, [](Observation& seen) { seen.overload = Flag::no; }},
        {7, [](Observation& seen) { seen.people = 1; }},
        {7, [](Observation& seen) { seen.temperature = 20; }},
        {29, [](Observation& seen) { seen.runs = 1; }},
        {1 + 1 + 1 + 7 + 3,
         [](Observation& seen) {
             (void)seen.fault.dialect.assign("monarch");
             (void)seen.fault.code.assign("E41");
         }},
    };
    for (const Case& c : cases) {
        Observation after = before;
        c.change(after);
        CAPTURE(&c - cases);
        CHECK(cost(before, after) == c.bytes);
    }
}

TEST_CASE("a batch takes 255 observations, and not one more") {
    NeutralBatch batch;
    for (int second = 0; second < 255; ++second) REQUIRE(batch.add(standing(second)).added);
    const NeutralAdded added = batch.add(standing(255));
    CHECK_FALSE(added.added);
    CHECK(added.misfit.empty());
    CHECK(batch.size() == 255);
    CHECK(over_the_wire(batch).back() == standing(254));
}

TEST_CASE("a batch never outgrows its frame, and what it took is all there") {
    Maker make(17);
    for (const bool crc32c : {false, true}) {
        NeutralBatch batch;
        std::vector<Observation> taken;
        for (Observation seen = make.observation();; seen = make.observation()) {
            (void)seen.fault.dialect.assign("fifteen-letters");
            (void)seen.fault.code.assign("seven77");
            if (!batch.add(seen).added) break;
            taken.push_back(rounded(seen));
        }
        std::string frame;
        append_neutral_status(frame, terminal("A", crc32c), {}, batch);
        CHECK(frame.size() <= NeutralFraming::max_frame);
        CHECK(frame.size() > NeutralFraming::max_frame - 120);
        CHECK(over_the_wire(batch, crc32c) == taken);
    }
}

TEST_CASE("an observation without a time is not taken, and the batch stays as it is") {
    NeutralBatch batch;
    Observation seen = standing();
    seen.time = never;
    CHECK(batch.add(seen).misfit.has(NeutralMisfit::time));
    CHECK(batch.empty());
    REQUIRE(batch.add(standing()).added);
    CHECK_FALSE(batch.add(seen).added);
    CHECK(over_the_wire(batch) == std::vector<Observation>{standing()});
}

TEST_CASE("a batch that was cleared begins anew") {
    NeutralBatch batch;
    Observation seen = standing();
    (void)seen.fault.dialect.assign("monarch");
    (void)seen.fault.code.assign("E41");
    REQUIRE(batch.add(seen).added);
    REQUIRE(batch.add(standing(1)).added);
    batch.clear();
    REQUIRE(batch.add(standing(9)).added);
    CHECK(batch.time() == standing(9).time);
    CHECK(over_the_wire(batch) == std::vector<Observation>{standing(9)});
}
