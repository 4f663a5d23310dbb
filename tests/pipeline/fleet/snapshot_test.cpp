// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet/snapshot.hpp"

#include <doctest/doctest.h>

#include "../logs.hpp"
#include "hoistway/pipeline/fleet.hpp"
#include "hoistway/pipeline/standard.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

const std::vector<Lift> lifts = lifts_of_ten_floors(2);
const Policy policy = shijiazhuang();

std::string text_of(const std::vector<Event>& events) {
    std::string out;
    for (const Event& event : events) {
        append_event(out, event, "A-1");
        out += '\n';
    }
    return out;
}

// The log of lift 0 on one fleet to the cut, and from there on another one.
std::vector<Event> moved_at(std::span<const Observation> log, std::size_t cut) {
    std::vector<Event> events;
    const auto keep = [&](const Event& event) { events.push_back(event); };
    Fleet here{standard_row(lifts, policy), lifts}, there{standard_row(lifts, policy), lifts};
    here.process(log.first(cut), keep);
    const auto state = restore<StandardRow>(snapshot<StandardRow>(here.state(0)));
    REQUIRE(state.has_value());
    there.put(0, **state);
    there.process(log.subspan(cut), keep);
    return events;
}

}  // namespace

TEST_CASE("a lift moved to another fleet at any point goes on as if nothing had been") {
    std::size_t told = 0;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        const std::vector<Observation> log = made_up_log(0, seed);
        const std::string whole = text_of(moved_at(log, 0));
        told += whole.size();
        for (std::size_t cut = 1; cut <= log.size(); ++cut) {
            CAPTURE(seed);
            CAPTURE(cut);
            REQUIRE(text_of(moved_at(log, cut)) == whole);
        }
    }
    CHECK(told > 1000);
}

TEST_CASE("a snapshot that was cut, lengthened, changed or made by another row is refused") {
    const StandardRow row = standard_row(lifts, policy);
    const std::vector<std::byte> good = snapshot<StandardRow>(row.begin(lifts[0]));
    CHECK(restore<StandardRow>(good).has_value());

    for (std::size_t length = 0; length < good.size(); length += 7) {
        const auto cut = restore<StandardRow>(std::span{good}.first(length));
        REQUIRE(!cut.has_value());
        CHECK(cut.error() == Error{ErrorCode::truncated, length});
    }
    std::vector<std::byte> longer = good;
    longer.push_back({});
    CHECK(restore<StandardRow>(longer).error().code == ErrorCode::too_long);
    for (std::size_t at = 8; at < good.size(); at += 13) {
        std::vector<std::byte> changed = good;
        changed[at] ^= std::byte{1};
        REQUIRE(!restore<StandardRow>(changed).has_value());
        CHECK(restore<StandardRow>(changed).error().code == ErrorCode::bad_checksum);
    }

    using Small = Row<Picture, RunTracker>;
    using Other = Row<Picture, DoorTracker>;
    const Small small{Picture{}, RunTracker{}};
    const std::vector<std::byte> kept = snapshot<Small>(small.begin(lifts[0]));
    CHECK(restore<Small>(kept).has_value());
    CHECK(detail::RowMark<Small>::value != detail::RowMark<Other>::value);
    CHECK(!restore<Other>(kept).has_value());
}
