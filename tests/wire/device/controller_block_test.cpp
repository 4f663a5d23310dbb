// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/controller_block.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

// All zero but for what is put in.
struct Block {
    std::string bytes = std::string(controller_block_size, '\0');

    Block& put(std::size_t at, unsigned value) {
        bytes[at] = static_cast<char>(value);
        return *this;
    }
    ControllerStatus read() const { return *read_controller_block(bytes, received); }
};

std::string block_of(const Observation& seen) {
    std::string out;
    append_controller_block(out, seen);
    return out;
}

}  // namespace

// The bytes are those of the two check vectors of the notes on this format, made by a program of
// their own and not by this library.
TEST_CASE("the two check vectors say what they were made to say") {
    const std::string running(
        "\x00\x44\x04\x05\x00\x99\x07\x00\x00\xA0\x86\x01\x00\xE1\x10\x00\x00\x00\x00\x00\x00\x00"
        "\x00\x00",
        24);
    ControllerStatus status = *read_controller_block(running, received);
    CHECK(status.seen.time == received);
    CHECK(status.seen.motion == Motion::running);
    CHECK(status.seen.direction == Direction::up);
    CHECK(status.seen.door == Door::closed);
    CHECK(status.seen.floor == 5);
    CHECK(status.seen.runs == 1945);
    CHECK(status.seen.run_time == 100000);
    CHECK(status.seen.rope_bends == 4321);
    CHECK(status.faults.number == 0);
    std::string stopped = running;
    stopped[0] = 6;
    stopped[1] = 0x40;
    stopped[2] = 0;
    status = *read_controller_block(stopped, received);
    CHECK(status.seen.motion == Motion::stopped);
    CHECK(status.seen.direction == Direction::none);
    CHECK(status.faults.number == 6);
}

TEST_CASE("each flag makes its own field and no other") {
    struct Case {
        unsigned at, value;
        Motion motion;
        Direction direction;
        Door door;
        Mode mode;
        Flag zone;
    };
    using enum Mode;
    constexpr auto stop = Motion::stopped, run = Motion::running;
    constexpr auto none = Direction::none, up = Direction::up, down = Direction::down;
    constexpr auto any = Door::unknown;
    const Case cases[] = {
        {1, 0x00, stop, none, any, normal, Flag::no},
        {1, 0x01, stop, none, any, normal, Flag::no},
        {1, 0x02, stop, none, any, inspection, Flag::no},
        {1, 0x04, run, none, any, normal, Flag::no},
        {1, 0x08, stop, none, Door::opening, normal, Flag::no},
        {1, 0x10, stop, none, Door::open, normal, Flag::no},
        {1, 0x18, stop, none, Door::open, normal, Flag::no},
        {1, 0x20, stop, none, any, normal, Flag::no},
        {1, 0x40, stop, none, Door::closed, normal, Flag::no},
        {1, 0x80, stop, none, any, normal, Flag::yes},
        {2, 0x01, stop, none, any, Mode::unknown, Flag::no},
        {2, 0x02, stop, none, any, normal, Flag::no},
        {2, 0x04, stop, up, any, normal, Flag::no},
        {2, 0x08, stop, down, any, normal, Flag::no},
        {2, 0xF0, stop, none, any, normal, Flag::no},
    };
    for (const Case& c : cases) {
        CAPTURE(c.at);
        CAPTURE(c.value);
        const ControllerStatus status = Block().put(c.at, c.value).read();
        CHECK(status.seen.motion == c.motion);
        CHECK(status.seen.direction == c.direction);
        CHECK(status.seen.door == c.door);
        CHECK(status.seen.mode == c.mode);
        CHECK(status.seen.door_zone == c.zone);
        CHECK(status.out_of_range == 0);
    }
}

TEST_CASE("flags that contradict each other are unknown and counted") {
    const ControllerStatus limits = Block().put(1, 0x50).read();
    CHECK(limits.seen.door == Door::unknown);
    CHECK(limits.out_of_range == 1);
    const ControllerStatus ways = Block().put(2, 0x0C).read();
    CHECK(ways.seen.direction == Direction::unknown);
    CHECK(ways.out_of_range == 1);
}

TEST_CASE("composite fault and fire operation are flags of the dialect") {
    CHECK(Block().read().faults.spoken == 3);
    CHECK(Block().read().faults.standing == 0);
    CHECK(Block().put(1, 1).read().faults.standing == 1);
    CHECK(Block().put(2, 1).read().faults.standing == 2);
    CHECK(Block().put(0, 157).read().faults.number == 157);
}

TEST_CASE("a number of all ones was not said, and a floor above 32767 is none") {
    Block block;
    for (std::size_t at = 3; at < 17; ++at) block.put(at, 0xFF);
    const ControllerStatus unsaid = block.read();
    CHECK_FALSE(is_known(unsaid.seen.floor));
    CHECK_FALSE(is_known(unsaid.seen.runs));
    CHECK_FALSE(is_known(unsaid.seen.run_time));
    CHECK_FALSE(is_known(unsaid.seen.rope_bends));
    CHECK(unsaid.out_of_range == 0);
    const ControllerStatus odd = Block().put(4, 0x80).read();
    CHECK_FALSE(is_known(odd.seen.floor));
    CHECK(odd.out_of_range == 1);
}

TEST_CASE("the circuits and the display are not read") {
    const ControllerStatus plain = Block().read();
    Block block;
    for (std::size_t at = 17; at < 24; ++at) block.put(at, 0xFF);
    CHECK(block.read().seen == plain.seen);
    CHECK(block.read().out_of_range == 0);
}

TEST_CASE("a block of another length is refused") {
    CHECK(read_controller_block(std::string(23, 'x'), received).error() ==
          Error{ErrorCode::truncated, 23});
    CHECK(read_controller_block(std::string(25, 'x'), received).error() ==
          Error{ErrorCode::too_long, 24});
    CHECK(read_controller_block("", received).error() == Error{ErrorCode::truncated, 0});
}

TEST_CASE("what the block can say of any observation is read back") {
    Maker maker(24);
    for (int i = 0; i < 2000; ++i) {
        Observation seen = maker.observation();
        seen.fault = maker.coin() ? numbered_fault("zxtech", 41, false) : NativeFault{};
        const ControllerStatus back = *read_controller_block(block_of(seen), received);
        CHECK(back.seen.motion ==
              (seen.motion == Motion::running ? Motion::running : Motion::stopped));
        CHECK(back.seen.floor == (seen.floor >= 0 ? seen.floor : no_floor));
        CHECK(back.seen.runs == seen.runs);
        CHECK(back.seen.rope_bends == seen.rope_bends);
        if (is_known(seen.run_time)) CHECK(back.seen.run_time == std::floor(seen.run_time));
        if (seen.direction == Direction::up) CHECK(back.seen.direction == Direction::up);
        if (seen.door == Door::open) CHECK(back.seen.door == Door::open);
        if (seen.mode == Mode::inspection) CHECK(back.seen.mode == Mode::inspection);
        CHECK(back.faults.number == (seen.fault.empty() ? 0 : 41));
        CHECK(back.out_of_range == 0);
    }
}

TEST_CASE("a block that was read and written again stays the same") {
    std::mt19937 random(7);
    for (int i = 0; i < 2000; ++i) {
        std::string bytes(controller_block_size, '\0');
        for (char& c : bytes) c = static_cast<char>(random());
        const auto seen = [](const std::string& block) {
            return read_controller_block(block, received)->seen;
        };
        const std::string once = block_of(seen(bytes));
        CHECK(block_of(seen(once)) == once);
    }
}

TEST_CASE("faults of other dialects, cleared ones and numbers above a byte are not written") {
    struct Case {
        NativeFault fault;
        unsigned number, flags;
    };
    const Case cases[] = {
        {numbered_fault("zxtech", 6, false), 6, 0},
        {numbered_fault("zxtech", 255, false), 255, 0},
        {numbered_fault("zxtech", 256, false), 0, 0},
        {numbered_fault("zxtech", 6, true), 0, 0},
        {numbered_fault("monarch", 6, false), 0, 0},
        {native_fault("zxtech", "FAULT", false), 0, 1},
        {native_fault("zxtech", "FIRE", false), 0, 0x100},
        {native_fault("zxtech", "FIRE", true), 0, 0},
    };
    for (const Case& c : cases) {
        const std::string block = block_of({.fault = c.fault});
        CHECK(byte_at(block, 0) == c.number);
        CHECK(read_le<std::uint16_t>(block, 1) == c.flags);
    }
}

TEST_CASE("three CAN payloads in order are the block") {
    const std::string block = block_of({.floor = 5, .motion = Motion::running, .runs = 1945});
    const std::string_view view = block;
    const std::array<std::string_view, 3> payloads{view.substr(0, 8), view.substr(8, 8),
                                                   view.substr(16)};
    const auto joined = join_can_payloads(payloads);
    REQUIRE(joined);
    CHECK(std::string_view(joined->data(), joined->size()) == block);
    const std::array<std::string_view, 3> cut{view.substr(0, 8), view.substr(8, 7),
                                              view.substr(16)};
    CHECK(join_can_payloads(cut).error() == Error{ErrorCode::truncated, 8});
    const std::array<std::string_view, 3> over{view.substr(0, 9), view.substr(8, 8), view};
    CHECK(join_can_payloads(over).error() == Error{ErrorCode::too_long, 0});
}
