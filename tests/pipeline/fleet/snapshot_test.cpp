// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet/snapshot.hpp"

#include <doctest/doctest.h>

#include <cstring>

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

struct One {
    static constexpr RuleInfo info{.id = "one@1"};
    struct State {
        int kept = 0;
    };
};
// Another size.
struct Wider : One {
    struct State {
        int kept = 0, more = 0;
    };
};
// Another version.
struct Newer : One {
    static constexpr RuleInfo info{.id = "one@2"};
};

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

TEST_CASE("a snapshot of another layout is refused, though no size has changed, with a cure") {
    const StandardRow row = standard_row(lifts, policy);
    std::vector<std::byte> kept = snapshot<StandardRow>(row.begin(lifts[0]));
    const std::uint64_t now = detail::RowMark<StandardRow>::value;
    const std::uint64_t old = detail::RowMark<StandardRow, snapshot_layout - 1>::value;
    CHECK(std::memcmp(kept.data(), &now, sizeof(now)) == 0);
    std::memcpy(kept.data(), &old, sizeof(old));
    const auto refused = restore<StandardRow>(kept);
    REQUIRE(!refused.has_value());
    CHECK(refused.error() == Error{ErrorCode::unsupported, 0});
    CHECK(snapshot_cure(refused.error().code).find("begin the lift anew") !=
          std::string_view::npos);
    CHECK(snapshot_cure(ErrorCode::bad_checksum).find("another copy") != std::string_view::npos);
}

TEST_CASE("the mark of a row turns with the size of a state and with the version of a rule") {
    CHECK(detail::RowMark<Row<One>>::value == detail::RowMark<Row<One>, snapshot_layout>::value);
    CHECK(detail::RowMark<Row<One>>::value != detail::RowMark<Row<Wider>>::value);
    CHECK(detail::RowMark<Row<One>>::value != detail::RowMark<Row<Newer>>::value);
}
