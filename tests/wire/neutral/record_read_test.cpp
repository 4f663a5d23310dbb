// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/record_read.hpp"

#include <doctest/doctest.h>

#include "wire/neutral/neutral_tools.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

struct WordsRead {
    Observation seen;
    std::uint64_t out_of_range = 0;
};

WordsRead words_of(std::uint32_t words) {
    WordsRead out;
    detail::set_words(out.seen, words, out.out_of_range);
    return out;
}

template <class E>
E word(unsigned code) {
    return code < Words<E>::list.size() ? static_cast<E>(code) : E{};
}

}  // namespace

TEST_CASE("every short is the float next to its quotient") {
    for (int units = -32767; units <= 32767; ++units) {
        const auto value = static_cast<std::int16_t>(units);
        const auto exact = static_cast<float>(units);
        REQUIRE(detail::from_units(value, 0.001) == exact / 1000.0F);
        REQUIRE(detail::from_units(value, 0.01) == exact / 100.0F);
    }
    CHECK_FALSE(is_known(detail::from_units(NeutralRecord::no_short, 0.01)));
}

TEST_CASE("every millimetre of a shaft and tenth of a load is the float next to its quotient") {
    for (std::int32_t units = -2000000; units <= 2000000; ++units) {
        REQUIRE(detail::from_units(units, 0.001) == static_cast<float>(units) / 1000.0F);
        REQUIRE(detail::from_units(units, 0.1) == static_cast<float>(units) / 10.0F);
    }
}

TEST_CASE("every car byte and every mode is a word of its table, or unknown and counted") {
    for (unsigned car = 0; car < 256; ++car) {
        const WordsRead read = words_of(car << 8);
        const unsigned motion = car & 3, door = car >> 4 & 7;
        CHECK(read.seen.motion == word<Motion>(motion));
        CHECK(read.seen.direction == word<Direction>(car >> 2 & 3));
        CHECK(read.seen.door == word<Door>(door));
        CHECK(read.seen.mode == Mode::unknown);
        CHECK(read.out_of_range == (motion > 2 ? 1U : 0U) + (door > 5 ? 1U : 0U));
    }
    for (unsigned mode = 0; mode < 256; ++mode) {
        CHECK(words_of(mode).seen.mode == word<Mode>(mode));
        CHECK(words_of(mode).out_of_range == (mode > 8 ? 1U : 0U));
    }
}

TEST_CASE("every pair of bits is a flag, or unknown and counted") {
    for (std::uint32_t flags = 0; flags < 0x10000; ++flags) {
        const WordsRead read = words_of(flags << 16);
        const Flag got[] = {read.seen.door_zone,    read.seen.presence,  read.seen.mains_power,
                            read.seen.safety_chain, read.seen.door_lock, read.seen.alarm_button,
                            read.seen.overload};
        unsigned bad = 0, shift = 0;
        for (const Flag flag : got) {
            const unsigned code = flags >> shift & 3;
            REQUIRE(flag == word<Flag>(code));
            bad += code == 3 ? 1 : 0;
            shift += 2;
        }
        REQUIRE(read.out_of_range == bad);
    }
}

TEST_CASE("bad words of each kind at once leave the good ones alone") {
    const WordsRead read = words_of(0x002D6B09);
    CHECK(read.seen.door_zone == Flag::no);
    CHECK(read.seen.presence == Flag::unknown);
    CHECK(read.seen.mains_power == Flag::yes);
    CHECK(read.seen.direction == Direction::up);
    CHECK(read.seen.mode == Mode::unknown);
    CHECK(read.out_of_range == 4);
}

TEST_CASE("a fault is read with its dialect or not at all") {
    struct Case {
        std::string bytes, dialect, code;
        bool cleared;
        unsigned bad;
    };
    const Case cases[] = {
        {"\x37monarchE41", "monarch", "E41", false, 0},
        {"\xB7monarchE41", "monarch", "E41", true, 0},
        {"\x11x\x37", "x", "\x37", false, 0},
        {std::string("\x00", 1), "", "", false, 1},
        {"\x07monarch", "", "", false, 1},
        {"\x30"
         "E41",
         "", "", false, 1},
        {"\x37monarch\xB5\xE7\xCC", "", "", false, 1},
        {"\x67monarch\xE9\x97\xA8\xE9\x97\xA8", "monarch", "\xE9\x97\xA8\xE9\x97\xA8", false, 0},
    };
    for (const Case& c : cases) {
        CAPTURE(c.bytes);
        Observation seen;
        std::uint64_t bad = 0;
        detail::set_fault(seen, c.bytes.data(), bad);
        CHECK(seen.fault.dialect.view() == c.dialect);
        CHECK(seen.fault.code.view() == c.code);
        CHECK(seen.fault.cleared == c.cleared);
        CHECK(bad == c.bad);
        CHECK(detail::native_fault_size(static_cast<std::uint8_t>(c.bytes[0])) == c.bytes.size());
    }
}

TEST_CASE("a total above 2^50 thousandths is unknown and counted, one not said is not counted") {
    std::uint64_t bad = 0;
    CHECK(detail::from_thousandths(std::int64_t{1} << 50, bad) == 1125899906842.624);
    CHECK_FALSE(is_known(detail::from_thousandths(NeutralRecord::no_total, bad)));
    CHECK(bad == 0);
    CHECK_FALSE(is_known(detail::from_thousandths((std::int64_t{1} << 50) + 1, bad)));
    CHECK_FALSE(is_known(detail::from_thousandths(-(std::int64_t{1} << 51), bad)));
    CHECK(bad == 2);
}
