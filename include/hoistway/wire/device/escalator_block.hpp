// SPDX-License-Identifier: Apache-2.0
//
// The 49 bytes in which an escalator's terminal tells its state on the device link
// `#10#{json}#13#` (line_json.hpp): every field as it came, and what of it the records can say.
//
//     const Result<EscalatorBlock> block = read_escalator_block(bytes);
//     (*block)[EscalatorField::inspection];            // 0 or 1
//     const EscalatorStatus status = escalator_status(*block, received);
//     append_escalator_block(out, *block);             // the same 49 bytes
//
//     0-3   time, s since 1970          33-44  six rates of two bytes, see EscalatorRate
//     4     version                     45-48  run time, of which the unit is not said
//     5-32  28 fields of one byte, see EscalatorField
//
// Numbers have their low byte first. Layout as in one public implementation, confidence medium, and
// no external block to prove it by. Six conditions and the error number are told as faults; what
// the safety points, the phase order and the photocells mean by 1 nobody says, so they are kept and
// not told (docs/device_links.md). Constant time, no allocation but by the text appended to.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/native_faults.hpp"

namespace hoistway {

inline constexpr std::size_t escalator_block_size = 49;

// The fields of one byte, in their order.
enum class EscalatorField : std::uint8_t {
    normal,
    fault,
    inspection,
    direction,  // 0 none, 1 up, 2 down
    fast,
    eco,
    handrail,   // off its speed by 15 % for 15 s
    cover,      // open for 5 min
    overspeed,  // by 10 %
    reversal,
    emergency_stop,
    mains_frequency,
    frequency_drive,
    star,
    delta,
    standby,  // waiting to start by itself
    safety_1,
    safety_2,
    safety_3,
    safety_4,
    safety_5,
    safety_6,
    safety_7,
    safety_8,
    safety_9,
    phase_order,
    upper_photocell,
    lower_photocell,
};

// The numbers of two bytes, in their order.
enum class EscalatorRate : std::uint8_t {
    speed,           // % of the rated one
    left_handrail,   // %
    right_handrail,  // %
    upper_step,      // Hz
    lower_step,      // Hz
    error,           // 0 = none
};

struct EscalatorBlock {
    std::uint32_t seconds = 0;  // since 1970
    std::uint8_t version = 0;
    std::array<std::uint8_t, 28> fields{};
    std::array<std::uint16_t, 6> rates{};
    std::uint32_t run_time = 0;

    std::uint8_t& operator[](EscalatorField field) noexcept {
        return fields[static_cast<std::size_t>(field)];
    }
    std::uint8_t operator[](EscalatorField field) const noexcept {
        return fields[static_cast<std::size_t>(field)];
    }
    std::uint16_t& operator[](EscalatorRate rate) noexcept {
        return rates[static_cast<std::size_t>(rate)];
    }
    std::uint16_t operator[](EscalatorRate rate) const noexcept {
        return rates[static_cast<std::size_t>(rate)];
    }
    friend bool operator==(const EscalatorBlock&, const EscalatorBlock&) = default;
};

// The codes under which conditions are told, by bit; the error number is "E" and the number.
inline constexpr std::array<std::string_view, 6> escalator_flag_codes{"XFAULT", "XHAND", "XCOVER",
                                                                      "XSPEED", "XREV",  "XSTOP"};
inline constexpr FaultWords escalator_words{"elevatorcloud", escalator_flag_codes};

struct EscalatorStatus {
    Observation seen;  // without a fault: those are in `faults`, to be held and compared
    SaidFaults faults;
    std::uint64_t out_of_range = 0;
};

// Refused only for its length.
inline Result<EscalatorBlock> read_escalator_block(std::string_view bytes) {
    if (bytes.size() < escalator_block_size) return Error{ErrorCode::truncated, bytes.size()};
    if (bytes.size() > escalator_block_size)
        return Error{ErrorCode::too_long, escalator_block_size};
    EscalatorBlock block{.seconds = read_le<std::uint32_t>(bytes, 0), .version = byte_at(bytes, 4)};
    std::size_t at = 5;
    for (std::uint8_t& field : block.fields) field = byte_at(bytes, at++);
    for (std::uint16_t& rate : block.rates) {
        rate = read_le<std::uint16_t>(bytes, at);
        at += 2;
    }
    block.run_time = read_le<std::uint32_t>(bytes, at);
    return block;
}

inline void append_escalator_block(std::string& out, const EscalatorBlock& block) {
    append_le(out, block.seconds);
    append_le(out, block.version);
    for (const std::uint8_t field : block.fields) append_le(out, field);
    for (const std::uint16_t rate : block.rates) append_le(out, rate);
    append_le(out, block.run_time);
}

namespace detail {

// This library's own custom in what it writes.
inline constexpr std::uint8_t escalator_not_said = 0xFF;

// Each condition that is told, in the order of its code.
inline constexpr std::array escalator_conditions{
    EscalatorField::fault,     EscalatorField::handrail, EscalatorField::cover,
    EscalatorField::overspeed, EscalatorField::reversal, EscalatorField::emergency_stop};

// Reads fields of a block; what no table has is counted.
class EscalatorReader {
 public:
    explicit EscalatorReader(const EscalatorBlock& block) noexcept : block_(block) {}

    Flag flag(EscalatorField field) noexcept {
        const std::uint8_t value = block_[field];
        if (value == escalator_not_said) return Flag::unknown;
        if (value <= 1) return to_flag(value == 1);
        ++out_of_range_;
        return Flag::unknown;
    }
    Direction direction() noexcept {
        constexpr std::array words{Direction::none, Direction::up, Direction::down};
        const std::uint8_t value = block_[EscalatorField::direction];
        if (value < words.size()) return words[value];
        out_of_range_ += value == escalator_not_said ? 0 : 1;
        return Direction::unknown;
    }
    // Normal and inspection at once contradict each other.
    Mode mode() noexcept {
        const Flag normal = flag(EscalatorField::normal);
        const Flag inspection = flag(EscalatorField::inspection);
        if (normal == Flag::yes && inspection == Flag::yes) {
            ++out_of_range_;
            return Mode::unknown;
        }
        if (inspection == Flag::yes) return Mode::inspection;
        return normal == Flag::yes ? Mode::normal : Mode::unknown;
    }
    std::uint64_t out_of_range() const noexcept { return out_of_range_; }

 private:
    const EscalatorBlock& block_;
    std::uint64_t out_of_range_ = 0;
};

// An escalator that waits to start by itself may have its direction set.
inline Motion escalator_motion(Direction direction, Flag standby) noexcept {
    if (!is_known(direction)) return Motion::unknown;
    if (direction == Direction::none) return Motion::stopped;
    return standby == Flag::yes ? Motion::unknown : Motion::running;
}

}  // namespace detail

// A clock that was never set (0) is counted, and the time of arrival taken.
inline EscalatorStatus escalator_status(const EscalatorBlock& block, Time received) noexcept {
    EscalatorStatus status{.seen = {.time = received}, .faults = {}};
    detail::EscalatorReader read(block);
    if (block.seconds != 0) status.seen.time = Time{std::chrono::seconds{block.seconds}};
    status.seen.direction = read.direction();
    status.seen.motion =
        detail::escalator_motion(status.seen.direction, read.flag(EscalatorField::standby));
    status.seen.mode = read.mode();
    unsigned bit = 0;
    for (const EscalatorField field : detail::escalator_conditions) {
        const Flag set = read.flag(field);
        if (is_known(set)) status.faults.flag(bit, set == Flag::yes);
        ++bit;
    }
    status.faults.number = block[EscalatorRate::error];
    status.out_of_range = read.out_of_range() + (block.seconds == 0 ? 1 : 0);
    return status;
}

// The block that says what it can of `seen`: 0xFF where a field is not known, 0 in what is not
// told.
inline EscalatorBlock escalator_block(const Observation& seen) noexcept {
    using detail::escalator_not_said;
    EscalatorBlock block{.version = 1};
    const auto seconds = std::chrono::floor<std::chrono::seconds>(seen.time).time_since_epoch();
    if (seconds.count() > 0 && seconds.count() <= 0xFFFFFFFFLL)
        block.seconds = static_cast<std::uint32_t>(seconds.count());
    const bool way = is_known(seen.direction);
    const bool mode = seen.mode == Mode::normal || seen.mode == Mode::inspection;
    const auto told = [&](bool known, bool set) {
        return known ? static_cast<std::uint8_t>(set) : escalator_not_said;
    };
    block[EscalatorField::normal] = told(mode, seen.mode == Mode::normal);
    block[EscalatorField::inspection] = told(mode, seen.mode == Mode::inspection);
    block[EscalatorField::direction] =
        way ? static_cast<std::uint8_t>(static_cast<int>(seen.direction) - 1) : escalator_not_said;
    block[EscalatorField::standby] = told(is_known(seen.motion), seen.motion != Motion::running);
    const std::uint32_t conditions = flag_bit_of(seen.fault, escalator_words);
    for (unsigned bit = 0; bit < detail::escalator_conditions.size(); ++bit) {
        block[detail::escalator_conditions[bit]] = conditions >> bit & 1;
    }
    block[EscalatorRate::error] = fault_number_of(seen.fault, escalator_words.dialect);
    return block;
}

}  // namespace hoistway
