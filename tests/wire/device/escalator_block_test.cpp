// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/escalator_block.hpp"

#include <doctest/doctest.h>

#include "wire/pages.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

std::string bytes_of(const EscalatorBlock& block) {
    std::string out;
    append_escalator_block(out, block);
    return out;
}

EscalatorStatus status_of(const EscalatorBlock& block) { return escalator_status(block, received); }

EscalatorBlock with(EscalatorField field, unsigned value) {
    EscalatorBlock block{.seconds = 1};
    block[field] = static_cast<std::uint8_t>(value);
    return block;
}

}  // namespace

// The bytes were laid out by hand from the list of fields, not by this library.
// Covers: line_json: escalator block, both, 1 own
TEST_CASE("each field stands at its own place") {
    const std::string bytes = hex_to_bytes(
        "81 81 A3 69 07 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F 10 11 12 13 14 15 16 17 18 19 "
        "1A 1B 1C 64 00 62 00 65 01 19 00 1A 00 0C 00 40 E2 01 00");
    REQUIRE(bytes.size() == escalator_block_size);
    const EscalatorBlock block = *read_escalator_block(bytes);
    CHECK(block.seconds == 1772323201);
    CHECK(block.version == 7);
    CHECK(block[EscalatorField::normal] == 1);
    CHECK(block[EscalatorField::direction] == 4);
    CHECK(block[EscalatorField::emergency_stop] == 11);
    CHECK(block[EscalatorField::standby] == 16);
    CHECK(block[EscalatorField::safety_1] == 17);
    CHECK(block[EscalatorField::safety_9] == 25);
    CHECK(block[EscalatorField::lower_photocell] == 28);
    CHECK(block[EscalatorRate::speed] == 100);
    CHECK(block[EscalatorRate::right_handrail] == 0x165);
    CHECK(block[EscalatorRate::lower_step] == 26);
    CHECK(block[EscalatorRate::error] == 12);
    CHECK(block.run_time == 123456);
    CHECK(bytes_of(block) == bytes);
}

TEST_CASE("any block is written as it was read") {
    std::mt19937 random(49);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes(escalator_block_size, '\0');
        for (char& c : bytes) c = static_cast<char>(random());
        const EscalatorBlock block = *read_escalator_block(bytes);
        CHECK(bytes_of(block) == bytes);
        CHECK(*read_escalator_block(bytes_of(block)) == block);
    }
}

TEST_CASE("a block of another length is refused") {
    CHECK(read_escalator_block("").error() == Error{ErrorCode::truncated, 0});
    CHECK(read_escalator_block(std::string(48, 'x')).error() == Error{ErrorCode::truncated, 48});
    CHECK(read_escalator_block(std::string(50, 'x')).error() == Error{ErrorCode::too_long, 49});
}

TEST_CASE("direction, motion and mode are read by table") {
    struct Case {
        EscalatorField field;
        unsigned value;
        Direction direction;
        Motion motion;
        Mode mode;
        unsigned out_of_range;
    };
    using enum EscalatorField;
    constexpr auto none = Direction::none;
    constexpr auto stopped = Motion::stopped;
    const Case cases[] = {
        {direction, 0, none, stopped, Mode::unknown, 0},
        {direction, 1, Direction::up, Motion::running, Mode::unknown, 0},
        {direction, 2, Direction::down, Motion::running, Mode::unknown, 0},
        {direction, 3, Direction::unknown, Motion::unknown, Mode::unknown, 1},
        {direction, 0xFF, Direction::unknown, Motion::unknown, Mode::unknown, 0},
        {normal, 1, none, stopped, Mode::normal, 0},
        {normal, 2, none, stopped, Mode::unknown, 1},
        {inspection, 1, none, stopped, Mode::inspection, 0},
        {inspection, 0xFF, none, stopped, Mode::unknown, 0},
        {standby, 1, none, stopped, Mode::unknown, 0},
        {standby, 7, none, stopped, Mode::unknown, 1},
    };
    for (const Case& c : cases) {
        CAPTURE(static_cast<int>(c.field));
        CAPTURE(c.value);
        const EscalatorStatus status = status_of(with(c.field, c.value));
        CHECK(status.seen.direction == c.direction);
        CHECK(status.seen.motion == c.motion);
        CHECK(status.seen.mode == c.mode);
        CHECK(status.out_of_range == c.out_of_range);
    }
}

TEST_CASE("who waits to start by itself is not said to run") {
    EscalatorBlock block = with(EscalatorField::direction, 1);
    block[EscalatorField::standby] = 1;
    CHECK(status_of(block).seen.motion == Motion::unknown);
    CHECK(status_of(block).seen.direction == Direction::up);
}

TEST_CASE("normal and inspection at once are neither, and counted") {
    EscalatorBlock block = with(EscalatorField::normal, 1);
    block[EscalatorField::inspection] = 1;
    CHECK(status_of(block).seen.mode == Mode::unknown);
    CHECK(status_of(block).out_of_range == 1);
}

TEST_CASE("six conditions and the error number are faults, the rest is not told") {
    for (unsigned bit = 0; bit < 6; ++bit) {
        const SaidFaults said = status_of(with(detail::escalator_conditions[bit], 1)).faults;
        CHECK(said.spoken == 0x3F);
        CHECK(said.standing == 1U << bit);
        CHECK(said.number == 0);
        CHECK(status_of(with(detail::escalator_conditions[bit], 0xFF)).faults.spoken ==
              (0x3FU ^ 1U << bit));
    }
    for (auto field = EscalatorField::safety_1; field <= EscalatorField::lower_photocell;
         field = static_cast<EscalatorField>(static_cast<int>(field) + 1)) {
        CHECK(status_of(with(field, 1)).faults.standing == 0);
        CHECK(status_of(with(field, 77)).out_of_range == 0);
    }
}

TEST_CASE("a clock that was never set is counted and replaced by the time of arrival") {
    CHECK(status_of({}).seen.time == received);
    CHECK(status_of({}).out_of_range == 1);
    CHECK(status_of({.seconds = 5}).seen.time == Time{std::chrono::seconds{5}});
}

TEST_CASE("what a block can say of any observation is read back") {
    Maker maker(28);
    for (int i = 0; i < 2000; ++i) {
        Observation seen = maker.observation();
        seen.fault = maker.coin() ? native_fault("elevatorcloud", "XSPEED", false)
                                  : numbered_fault("elevatorcloud", 12, false);
        const EscalatorStatus back = status_of(escalator_block(seen));
        CHECK(back.out_of_range == 0);
        CHECK(back.seen.time == std::chrono::floor<std::chrono::seconds>(seen.time));
        CHECK(back.seen.direction == seen.direction);
        const bool mode = seen.mode == Mode::normal || seen.mode == Mode::inspection;
        CHECK(back.seen.mode == (mode ? seen.mode : Mode::unknown));
        CHECK(back.faults.standing == flag_bit_of(seen.fault, escalator_words));
        CHECK(*back.faults.number == fault_number_of(seen.fault, "elevatorcloud"));
    }
}
