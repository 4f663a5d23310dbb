// SPDX-License-Identifier: Apache-2.0
//
// What the registers of a lift controller mean, as tables: one row for each thing that is read.
//
//     RegisterLayout::monarch      // status words from 0xC800 on, behind a gateway
//     RegisterLayout::disen        // a block of 16 registers on a serial line
//     const RegisterStatus status = read_registers(layout, {}, reply.registers, received);
//
// The layouts are those of public implementations, one each; what their sources do not say is not
// read, or is asked for in RegisterCodes: what the values of the door's word mean is in the
// controller's manual and nowhere else. A value that no table has makes its own field unknown and
// is counted. All ones are read as "not said": this library's own custom when it writes. Constant
// time, no allocation but by the text appended to.

#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "hoistway/model/observation.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/native_faults.hpp"

namespace hoistway {

enum class RegisterLayout : std::uint8_t { monarch, disen };

// What values mean where the layouts' sources do not say it, by value.
struct RegisterCodes {
    // As in every code table of this trade that is known here; unverified for these controllers.
    std::array<Direction, 3> directions{Direction::none, Direction::up, Direction::down};
    // Nothing is known but that the gateway's server tells 3 apart: fill in from the manual.
    std::array<Door, 7> doors{};
};

struct RegisterStatus {
    Observation seen;  // without a fault: those are in `faults`, to be held and compared
    SaidFaults faults;
    std::uint64_t out_of_range = 0;
};

namespace detail {

enum class RegisterField : std::uint8_t {
    speed,       // tenths of m/s
    door,        // by RegisterCodes
    inspection,  // 1 = inspection
    direction,   // by RegisterCodes
    fault,       // hundreds are the number, what is below is not read
    floor,
    flag,       // 1 = set
    power_cut,  // a flag, and the mains
};

// The value is what is left of the word when it is shifted down and masked.
struct RegisterRow {
    std::uint8_t word;
    std::uint8_t shift;
    std::uint16_t mask;
    RegisterField field;
    std::uint8_t bit = 0;  // of a flag, in the words of the dialect

    constexpr bool may_be_unsaid() const noexcept { return mask > 1; }
};

inline constexpr std::array<std::string_view, 1> monarch_flags{"TRAP"};
inline constexpr std::array<std::string_view, 8> disen_flags{"POWER",   "ZONE",  "TOP",     "PIT",
                                                             "OPENRUN", "SPEED", "RUNOPEN", "TRAP"};

inline constexpr std::array monarch_rows{
    RegisterRow{0, 0, 0xFFFF, RegisterField::speed},
    RegisterRow{5, 0, 0x0007, RegisterField::door},
    RegisterRow{10, 0, 0x000F, RegisterField::inspection},
    RegisterRow{10, 8, 0x000F, RegisterField::direction},
    RegisterRow{11, 0, 0xFFFF, RegisterField::fault},
    RegisterRow{12, 0, 0xFFFF, RegisterField::floor},
    RegisterRow{38, 1, 0x0001, RegisterField::flag, 0},
};

inline constexpr std::array disen_rows{
    RegisterRow{3, 0, 0xFFFF, RegisterField::direction},
    RegisterRow{4, 0, 0xFFFF, RegisterField::door},
    RegisterRow{5, 0, 0xFFFF, RegisterField::power_cut, 0},
    RegisterRow{6, 0, 0xFFFF, RegisterField::flag, 1},
    RegisterRow{7, 0, 0xFFFF, RegisterField::flag, 2},
    RegisterRow{8, 0, 0xFFFF, RegisterField::flag, 3},
    RegisterRow{9, 0, 0xFFFF, RegisterField::flag, 4},
    RegisterRow{10, 0, 0xFFFF, RegisterField::flag, 5},
    RegisterRow{11, 0, 0xFFFF, RegisterField::flag, 6},
    RegisterRow{12, 0, 0xFFFF, RegisterField::flag, 7},
    RegisterRow{13, 0, 0xFFFF, RegisterField::floor},
};

constexpr std::span<const RegisterRow> rows_of(RegisterLayout layout) noexcept {
    return layout == RegisterLayout::monarch ? std::span<const RegisterRow>(monarch_rows)
                                             : std::span<const RegisterRow>(disen_rows);
}

// Reads row by row; the speed gets its sign in the end, when the direction is known.
class RegisterReader {
 public:
    RegisterReader(const RegisterCodes& codes, Time received) noexcept
        : codes_(codes), status_{.seen = {.time = received}, .faults = {}} {}

    void read(const RegisterRow& row, std::uint16_t word) noexcept {
        const auto value = static_cast<std::uint16_t>(word >> row.shift & row.mask);
        if (row.may_be_unsaid() && value == row.mask) return;
        Observation& seen = status_.seen;
        switch (row.field) {
            case RegisterField::speed:
                tenths_ = within(value, 250) ? value : -1;
                break;
            case RegisterField::door:
                seen.door = pick(codes_.doors, value);
                break;
            case RegisterField::direction:
                seen.direction = pick(codes_.directions, value);
                break;
            case RegisterField::inspection:
                seen.mode = value == 1 ? Mode::inspection : Mode::normal;
                break;
            case RegisterField::fault:
                status_.faults.number = static_cast<std::uint16_t>(value / 100);
                break;
            case RegisterField::floor:
                if (within(value, 0x7FFF)) seen.floor = static_cast<std::int16_t>(value);
                break;
            case RegisterField::power_cut:
                if (value <= 1) seen.mains_power = to_flag(value == 0);
                [[fallthrough]];
            case RegisterField::flag:
                if (within(value, 1)) status_.faults.flag(row.bit, value == 1);
                break;
        }
    }

    const RegisterStatus& finish() noexcept {
        if (tenths_ < 0) return status_;
        Observation& seen = status_.seen;
        const auto speed = static_cast<float>(tenths_ / 10.0);
        seen.motion = tenths_ > 0 ? Motion::running : Motion::stopped;
        // Without a direction a speed has no sign.
        if (tenths_ == 0 || seen.direction == Direction::up) seen.speed = speed;
        if (tenths_ > 0 && seen.direction == Direction::down) seen.speed = -speed;
        return status_;
    }

 private:
    bool within(std::uint16_t value, std::uint16_t high) noexcept {
        status_.out_of_range += value > high ? 1 : 0;
        return value <= high;
    }
    template <class E, std::size_t N>
    E pick(const std::array<E, N>& words, std::uint16_t value) noexcept {
        return within(value, N - 1) ? words[value] : E{};
    }

    const RegisterCodes& codes_;
    RegisterStatus status_;
    int tenths_ = -1;
};

template <class E, std::size_t N>
std::uint16_t register_code(const std::array<E, N>& words, E word) noexcept {
    for (std::size_t value = 0; value < N; ++value) {
        if (is_known(word) && words[value] == word) return static_cast<std::uint16_t>(value);
    }
    return 0xFFFF;
}

inline std::uint16_t register_speed(float speed) noexcept {
    if (!is_known(speed) || !(std::fabs(speed) <= 25)) return 0xFFFF;
    return static_cast<std::uint16_t>(std::lround(std::fabs(speed) * 10));
}

constexpr std::uint16_t hundreds(std::uint16_t number) noexcept {
    return number <= 655 ? static_cast<std::uint16_t>(number * 100) : std::uint16_t{0};
}

// The value that says it in this row; all ones where the row has none for it.
inline std::uint16_t register_value(const RegisterRow& row, const RegisterCodes& codes,
                                    const FaultWords& words, const Observation& seen) noexcept {
    const bool inspection = seen.mode == Mode::inspection;
    const bool unsaid = !inspection && seen.mode != Mode::normal;
    switch (row.field) {
        case RegisterField::speed:
            return register_speed(seen.speed);
        case RegisterField::door:
            return register_code(codes.doors, seen.door);
        case RegisterField::inspection:
            return unsaid ? std::uint16_t{0xFFFF} : std::uint16_t{inspection};
        case RegisterField::direction:
            return register_code(codes.directions, seen.direction);
        case RegisterField::fault:
            return hundreds(fault_number_of(seen.fault, words.dialect));
        case RegisterField::floor:
            return is_known(seen.floor) && seen.floor >= 0 ? static_cast<std::uint16_t>(seen.floor)
                                                           : std::uint16_t{0xFFFF};
        case RegisterField::power_cut:
            if (is_known(seen.mains_power)) return seen.mains_power == Flag::no ? 1 : 0;
            return 0xFFFF;
        case RegisterField::flag:
            return (flag_bit_of(seen.fault, words) >> row.bit & 1) != 0 ? 1 : 0;
    }
    return 0;
}

}  // namespace detail

constexpr FaultWords words_of(RegisterLayout layout) noexcept {
    if (layout == RegisterLayout::monarch) return {"monarch", detail::monarch_flags};
    return {"disen", detail::disen_flags};
}

// Registers as they came, two bytes each, from the first one asked for. What was not asked for is
// not said; the time is that of arrival.
inline RegisterStatus read_registers(RegisterLayout layout, const RegisterCodes& codes,
                                     std::string_view registers, Time received) noexcept {
    detail::RegisterReader reader(codes, received);
    for (const detail::RegisterRow& row : detail::rows_of(layout)) {
        const std::size_t at = std::size_t{2} * row.word;
        if (at + 2 <= registers.size()) reader.read(row, read_be<std::uint16_t>(registers, at));
    }
    return reader.finish();
}

// For a simulator or a test: registers that read back to what the layout can say of `seen`.
inline void write_registers(RegisterLayout layout, const RegisterCodes& codes,
                            const Observation& seen, std::span<std::uint16_t> registers) noexcept {
    for (std::uint16_t& each : registers) each = 0;
    for (const detail::RegisterRow& row : detail::rows_of(layout)) {
        if (row.word >= registers.size()) continue;
        const std::uint16_t value = detail::register_value(row, codes, words_of(layout), seen);
        std::uint16_t& word = registers[row.word];
        word = static_cast<std::uint16_t>(word | (value & row.mask) << row.shift);
    }
}

}  // namespace hoistway
