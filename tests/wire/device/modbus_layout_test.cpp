// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/device/modbus_layout.hpp"

#include <doctest/doctest.h>

#include <vector>

#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

constexpr auto monarch = RegisterLayout::monarch, disen = RegisterLayout::disen;

// All zero but for what is put in.
struct Registers {
    std::vector<std::uint16_t> words = std::vector<std::uint16_t>(39);

    Registers& put(std::size_t at, unsigned value) {
        words[at] = static_cast<std::uint16_t>(value);
        return *this;
    }
    std::string bytes() const {
        std::string out;
        for (const std::uint16_t word : words) append_be(out, word);
        return out;
    }
    RegisterStatus read(RegisterLayout layout, const RegisterCodes& codes = {}) const {
        return read_registers(layout, codes, bytes(), received);
    }
};

RegisterCodes with_doors() {
    RegisterCodes codes;
    codes.doors = {Door::closed, Door::opening, Door::open, Door::closing};
    return codes;
}

}  // namespace

TEST_CASE("the monarch layout reads the words that its source names") {
    const RegisterStatus status = Registers()
                                      .put(0, 16)
                                      .put(5, 0xFFF8 | 2)
                                      .put(10, 0xF2F1)
                                      .put(11, 4199)
                                      .put(12, 7)
                                      .put(38, 0xFFFF)
                                      .read(monarch, with_doors());
    CHECK(status.seen.time == received);
    CHECK(status.seen.speed == -1.6F);
    CHECK(status.seen.motion == Motion::running);
    CHECK(status.seen.direction == Direction::down);
    CHECK(status.seen.door == Door::open);
    CHECK(status.seen.mode == Mode::inspection);
    CHECK(status.seen.floor == 7);
    CHECK(status.faults.number == 41);
    CHECK(status.faults.standing == 1);
    CHECK(status.out_of_range == 0);
}

TEST_CASE("the disen layout reads the registers that its source names") {
    for (std::size_t flag = 0; flag < 8; ++flag) {
        const RegisterStatus status = Registers().put(5 + flag, 1).put(13, 9).read(disen);
        CHECK(status.faults.spoken == 0xFF);
        CHECK(status.faults.standing == 1U << flag);
        CHECK(status.seen.mains_power == to_flag(flag != 0));
        CHECK(status.seen.floor == 9);
    }
    CHECK(Registers().put(3, 1).read(disen).seen.direction == Direction::up);
    CHECK(Registers().put(4, 2).read(disen, with_doors()).seen.door == Door::open);
    CHECK(Registers().put(13, 3).read(disen).seen.mode == Mode::unknown);
}

TEST_CASE("a door's word is read only as the caller says") {
    for (unsigned value = 0; value < 7; ++value) {
        const RegisterStatus status = Registers().put(5, value).read(monarch);
        CHECK(status.seen.door == Door::unknown);
        CHECK(status.out_of_range == 0);
    }
    CHECK(Registers().put(5, 3).read(monarch, with_doors()).seen.door == Door::closing);
}

TEST_CASE("whoever is not in inspection is in normal service") {
    CHECK(Registers().put(10, 0).read(monarch).seen.mode == Mode::normal);
    CHECK(Registers().put(10, 1).read(monarch).seen.mode == Mode::inspection);
    CHECK(Registers().put(10, 2).read(monarch).seen.mode == Mode::normal);
    CHECK(Registers().put(10, 15).read(monarch).seen.mode == Mode::unknown);
}

TEST_CASE("a value that no table has is unknown and counted") {
    struct Case {
        RegisterLayout layout;
        std::size_t word;
        unsigned value;
    };
    const Case cases[] = {{monarch, 0, 251},   {monarch, 10, 0x0300}, {monarch, 12, 0x8000},
                          {disen, 3, 3},       {disen, 4, 7},         {disen, 5, 2},
                          {disen, 12, 0xFFFE}, {disen, 13, 0x8000}};
    for (const Case& c : cases) {
        CAPTURE(c.word);
        const RegisterStatus status = Registers().put(c.word, c.value).read(c.layout);
        CHECK(status.out_of_range == 1);
        CHECK(status.faults.standing == 0);
    }
}

TEST_CASE("a speed has a sign only where the direction is known") {
    CHECK(Registers().put(0, 10).put(10, 0x100).read(monarch).seen.speed == 1.0F);
    CHECK_FALSE(is_known(Registers().put(0, 10).read(monarch).seen.speed));
    CHECK(Registers().put(0, 10).read(monarch).seen.motion == Motion::running);
    CHECK(Registers().put(0, 0).read(monarch).seen.speed == 0.0F);
    CHECK(Registers().put(0, 0).put(10, 0x100).read(monarch).seen.motion == Motion::stopped);
}

TEST_CASE("registers that were not asked for are not said") {
    const std::string all = Registers().put(0, 10).put(12, 3).put(38, 2).bytes();
    for (std::size_t words = 0; words <= 39; ++words) {
        const auto status = read_registers(monarch, {}, all.substr(0, 2 * words), received);
        CHECK(is_known(status.seen.motion) == (words > 0));
        CHECK(is_known(status.seen.floor) == (words > 12));
        CHECK(status.faults.number.has_value() == (words > 11));
        CHECK(status.faults.spoken == (words > 38 ? 1 : 0));
    }
}

TEST_CASE("what a layout can say of any observation is read back") {
    Maker maker(51);
    for (const RegisterLayout layout : {monarch, disen}) {
        for (int i = 0; i < 2000; ++i) {
            Observation seen = maker.observation();
            const FaultWords words = words_of(layout);
            seen.fault = native_fault(words.dialect, "TRAP", false);
            Registers registers;
            write_registers(layout, with_doors(), seen, registers.words);
            const RegisterStatus back = registers.read(layout, with_doors());
            CHECK(back.out_of_range == 0);
            // The power cut is one register, and two things that are said.
            const unsigned cut = layout == disen && seen.mains_power == Flag::no ? 1 : 0;
            CHECK(back.faults.standing == (flag_bit_of(seen.fault, words) | cut));
            CHECK(back.seen.floor == (seen.floor >= 0 ? seen.floor : no_floor));
            CHECK(back.seen.direction == seen.direction);
            CHECK(back.seen.door == (seen.door == Door::ajar ? Door::unknown : seen.door));
            if (layout == disen) CHECK(back.seen.mains_power == seen.mains_power);
            if (layout == monarch && seen.mode == Mode::inspection)
                CHECK(back.seen.mode == Mode::inspection);
            Registers again;
            Observation once = back.seen;
            once.fault = seen.fault;
            write_registers(layout, with_doors(), once, again.words);
            // A speed without a direction has no sign, is unknown and cannot be written again.
            const bool lost = back.seen.motion == Motion::running && !is_known(back.seen.speed);
            CHECK((lost || again.read(layout, with_doors()).seen == back.seen));
        }
    }
}

TEST_CASE("fault numbers up to 655 are written in hundreds") {
    struct Case {
        std::uint16_t number, word;
    };
    for (const Case& c : {Case{1, 100}, Case{41, 4100}, Case{655, 65500}, Case{656, 0}}) {
        Registers registers;
        write_registers(monarch, {}, {.fault = numbered_fault("monarch", c.number, false)},
                        registers.words);
        CHECK(registers.words[11] == c.word);
    }
}

TEST_CASE("fewer registers than the layout has are written as far as they go") {
    std::vector<std::uint16_t> two(2);
    write_registers(monarch, {}, {.speed = -1.6F}, two);
    CHECK(two == std::vector<std::uint16_t>{16, 0});
}
