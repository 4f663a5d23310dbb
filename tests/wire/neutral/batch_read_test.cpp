// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/batch_read.hpp"

#include <doctest/doctest.h>

#include "wire/neutral/neutral_tools.hpp"

using namespace hoistway;
using namespace hoistway::testing;
using namespace std::chrono_literals;

namespace {

// What follows the prefix of a status message.
std::string content_of(const std::vector<Observation>& all) {
    NeutralBatch batch;
    for (const Observation& seen : all) REQUIRE(batch.add(seen).added);
    std::string out(2, '\0');
    batch.append_to(out);
    return out;
}

Result<std::size_t> check(std::string_view content) {
    return NeutralBatchReader{}.check(content, received);
}

std::vector<Observation> read(std::string_view content) {
    NeutralBatchReader reader;
    REQUIRE(reader.check(content, received));
    Seen seen;
    reader.read(no_lift, seen);
    return seen.all;
}

// The last one of two, whose changes are given by head and bytes.
Observation changed(const Observation& before, char head, const std::string& changes) {
    std::string content = content_of({before});
    content[2] = 2;
    return read(content + head + changes).back();
}

}  // namespace

TEST_CASE("whatever is observed comes back, rounded to the units of the wire") {
    Maker make(23);
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        NeutralBatch batch;
        std::vector<Observation> want;
        Observation seen = make.observation();
        for (int i = make.number(1, 40); i > 0; --i) {
            if (make.coin()) {
                const Time time = seen.time + Duration{make.number(0, 3) * 500};
                if (make.coin()) seen = make.observation();
                seen.time = time;
            }
            if (!batch.add(seen).added) break;
            want.push_back(rounded(seen));
        }
        CHECK(over_the_wire(batch, round % 2 == 0) == want);
    }
}

TEST_CASE("each field alone comes back, and nothing with it") {
    Maker make(29);
    detail::for_each_field([&](const char* name, auto place) {
        CAPTURE(name);
        for (int i = 0; i < 50; ++i) {
            const Observation all = make.observation();
            Observation first{.time = received}, second{.time = received + 1s};
            first.*place = all.*place;
            Observation third = second;
            third.time += 1s;
            third.*place = all.*place;
            CHECK(read(content_of({first, second, third})) ==
                  std::vector<Observation>{rounded(first), second, rounded(third)});
        }
    });
}

TEST_CASE("a fault is of its own observation only") {
    Observation fault = standing(1);
    (void)fault.fault.dialect.assign("monarch");
    (void)fault.fault.code.assign("E41");
    Observation cleared = fault;
    cleared.fault.cleared = true;
    cleared.time += 1s;
    const std::vector<Observation> all{standing(0), fault, cleared, standing(3), standing(4)};
    std::vector<Observation> behind{fault, standing(2), standing(3)};
    behind[0].time = received;
    CHECK(read(content_of(all)) == all);
    CHECK(read(content_of(behind)) == behind);
}

TEST_CASE("the groups are read in the order of their bits, and the rare one holds") {
    Observation before = standing();
    before.position = 1;
    const Observation after = changed(before, '\x87',
                                      std::string("\x03\xE8\x00\x64"
                                                  "\x00\x05"
                                                  "\x00\x07"
                                                  "\x03",
                                                  9) +
                                          std::string("\0\0\x01\x9C\xA6\xB1\xDC\x01", 8) +
                                          std::string("\0\0\x27\x10", 4));
    CHECK(after.floor == 5);
    CHECK(after.speed == 0.1F);
    CHECK(after.position == 10.0F);
    CHECK(after.time == received + 1ms);
}

TEST_CASE("a change of a position that is not known does nothing") {
    const Observation after = changed(standing(), 1, std::string("\x03\xE8\x00\x00", 4));
    CHECK_FALSE(is_known(after.position));
    CHECK(after.speed == 0.0F);
}

TEST_CASE("positions go round at 32 bits, as the page says") {
    Observation before = standing();
    before.position = 2147483.5F;
    const Observation after = changed(before, 1, std::string("\x7F\xFF\x00\x00", 4));
    CHECK(after.position < -2147400);
}

TEST_CASE("a batch is refused as a whole, at the byte where it stops to hold") {
    Observation fault = standing(1);
    (void)fault.fault.dialect.assign("monarch");
    (void)fault.fault.code.assign("E41");
    Observation far = standing(2);
    far.time += 2h;
    const std::string good = content_of({fault, standing(2), far, fault});
    REQUIRE(check(good));
    for (std::size_t size = 0; size < good.size(); ++size) {
        CAPTURE(size);
        const auto cut = check(std::string_view(good).substr(0, size));
        REQUIRE_FALSE(cut);
        CHECK(cut.error().code == ErrorCode::truncated);
    }
    CHECK(check(good + "x").error() == Error{ErrorCode::too_long, good.size()});

    std::string none = good, rare = good, when = good;
    none[2] = 0;
    CHECK(check(none).error() == Error{ErrorCode::bad_value, 2});
    const std::size_t rare_at = 6 + 52 + 11 + 3;
    rare[rare_at] = 8;
    CHECK(check(rare).error() == Error{ErrorCode::unsupported, rare_at});
    when[rare_at + 1] = 0x7F;
    CHECK(check(when).error() == Error{ErrorCode::out_of_range, rare_at + 1});
}

TEST_CASE("all sizes of heads are added up right, eight at a time and one by one") {
    for (int head = 0; head < 128; ++head) {
        for (const int count : {2, 9, 10, 30}) {
            std::string content = content_of({standing()});
            content[2] = static_cast<char>(count);
            const auto size = detail::neutral_head_sizes[static_cast<std::size_t>(head)];
            content.append(static_cast<std::size_t>(count - 1), static_cast<char>(head));
            content.append(static_cast<std::size_t>(count - 1) * size, '\0');
            CHECK(check(content));
            CHECK_FALSE(check(content + '\0'));
            content.pop_back();
            CHECK_FALSE(check(content));
        }
    }
}
