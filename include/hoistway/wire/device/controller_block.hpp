// SPDX-License-Identifier: Apache-2.0
//
// The 24 bytes in which a family of lift controllers tells its state, fault and totals: the same
// bytes in three CAN payloads, on a serial line, or as base64 in a request of its gateway.
//
//     const Result<ControllerStatus> status = read_controller_block(block, received);
//     status->seen.runs;                        // 1945, the controller's own count
//     append_controller_block(out, seen);       // 24 bytes
//
// Layout as in public implementations of two vendors' servers; bits are counted from the lowest.
//
//     0      fault number, 0 = none             5-8    runs
//     1-2    flags, see ControllerFlag          9-12   run time, s
//     3-4    floor                              13-16  rope bends
//     17-23  circuits, limits, display: not read, docs/device_links.md says why
//
// Numbers have their low byte first. A flag has no third state, so what an observation does not say
// is written as 0; a number as all ones, which is read as "not said" and is this library's own
// custom. Contradicting flags make their field unknown and are counted. Constant time, nothing is
// allocated but by the text appended to.

#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/native_faults.hpp"

namespace hoistway {

inline constexpr std::size_t controller_block_size = 24;

// Flags that are no more than 0 and 1, told as codes of the dialect when they change.
inline constexpr std::array<std::string_view, 2> controller_flag_codes{"FAULT", "FIRE"};
inline constexpr FaultWords controller_words{"zxtech", controller_flag_codes};

struct ControllerStatus {
    Observation seen;  // without a fault: those are in `faults`, to be held and compared
    SaidFaults faults;
    std::uint64_t out_of_range = 0;
};

namespace detail {

// Bits of bytes 1 and 2, the ones of byte 2 from 8 on.
enum class ControllerFlag : std::uint8_t {
    fault = 0,       // composite fault
    inspection = 1,  //
    running = 2,
    open_command = 3,  // the door is told to open
    open_limit = 4,
    door_wait = 5,  // landing door or door wait: one of the two, not read
    close_limit = 6,
    door_zone = 7,
    fire = 8,  // fire operation, of which kind is not said
    car_call = 9,
    up = 10,
    down = 11,
};

class ControllerFlags {
 public:
    ControllerFlags() = default;
    explicit ControllerFlags(std::uint16_t bits) noexcept : bits_(bits) {}

    bool operator[](ControllerFlag flag) const noexcept {
        return (bits_ >> static_cast<unsigned>(flag) & 1) != 0;
    }
    void put(ControllerFlag flag, bool set) noexcept {
        bits_ = static_cast<std::uint16_t>(bits_ | unsigned{set} << static_cast<unsigned>(flag));
    }
    std::uint16_t bits() const noexcept { return bits_; }

 private:
    std::uint16_t bits_ = 0;
};

// Between the limits the door is on its way or stands; only the command tells which, and one way.
inline Door controller_door(ControllerFlags flags) noexcept {
    if (flags[ControllerFlag::close_limit]) return Door::closed;
    if (flags[ControllerFlag::open_limit]) return Door::open;
    return flags[ControllerFlag::open_command] ? Door::opening : Door::unknown;
}

inline Direction controller_direction(ControllerFlags flags) noexcept {
    if (flags[ControllerFlag::up]) return Direction::up;
    return flags[ControllerFlag::down] ? Direction::down : Direction::none;
}

// Neither inspection nor fire operation is normal: the block has no bit for other modes, and a
// lift that came back from inspection has to be said to be back.
inline Mode controller_mode(ControllerFlags flags) noexcept {
    if (flags[ControllerFlag::inspection]) return Mode::inspection;
    return flags[ControllerFlag::fire] ? Mode::unknown : Mode::normal;
}

inline void read_controller_flags(ControllerFlags flags, ControllerStatus& status) noexcept {
    Observation& seen = status.seen;
    const bool both_limits =
        flags[ControllerFlag::close_limit] && flags[ControllerFlag::open_limit];
    const bool both_ways = flags[ControllerFlag::up] && flags[ControllerFlag::down];
    seen.motion = flags[ControllerFlag::running] ? Motion::running : Motion::stopped;
    seen.door_zone = to_flag(flags[ControllerFlag::door_zone]);
    seen.mode = controller_mode(flags);
    if (!both_limits) seen.door = controller_door(flags);
    if (!both_ways) seen.direction = controller_direction(flags);
    status.out_of_range += std::uint64_t{both_limits} + std::uint64_t{both_ways};
    status.faults.flag(0, flags[ControllerFlag::fault]);
    status.faults.flag(1, flags[ControllerFlag::fire]);
}

inline std::uint16_t controller_flags(const Observation& seen) noexcept {
    const std::uint32_t codes = flag_bit_of(seen.fault, controller_words);
    const bool fire = seen.mode == Mode::fire_return || seen.mode == Mode::firefighter;
    ControllerFlags flags;
    flags.put(ControllerFlag::fault, (codes & 1) != 0);
    flags.put(ControllerFlag::inspection, seen.mode == Mode::inspection);
    flags.put(ControllerFlag::running, seen.motion == Motion::running);
    flags.put(ControllerFlag::open_command, seen.door == Door::opening);
    flags.put(ControllerFlag::open_limit, seen.door == Door::open);
    flags.put(ControllerFlag::close_limit, seen.door == Door::closed);
    flags.put(ControllerFlag::door_zone, seen.door_zone == Flag::yes);
    flags.put(ControllerFlag::fire, fire || (codes & 2) != 0);
    flags.put(ControllerFlag::up, seen.direction == Direction::up);
    flags.put(ControllerFlag::down, seen.direction == Direction::down);
    return flags.bits();
}

inline constexpr std::uint16_t no_controller_floor = 0xFFFF;

// Whole seconds; all ones where they are not known or too many.
inline std::uint32_t whole_seconds(double seconds) noexcept {
    const bool fits = is_known(seconds) && seconds >= 0 && seconds < double{no_count};
    return fits ? static_cast<std::uint32_t>(seconds) : no_count;
}

}  // namespace detail

// The time is that of arrival, for the block carries none. Refused only for its length.
inline Result<ControllerStatus> read_controller_block(std::string_view block, Time received) {
    if (block.size() < controller_block_size) return Error{ErrorCode::truncated, block.size()};
    if (block.size() > controller_block_size)
        return Error{ErrorCode::too_long, controller_block_size};
    ControllerStatus status{.seen = {.time = received}, .faults = {.number = byte_at(block, 0)}};
    detail::read_controller_flags(detail::ControllerFlags(read_le<std::uint16_t>(block, 1)),
                                  status);
    const auto floor = read_le<std::uint16_t>(block, 3);
    if (floor <= 0x7FFF) status.seen.floor = static_cast<std::int16_t>(floor);
    if (floor > 0x7FFF && floor != detail::no_controller_floor) ++status.out_of_range;
    status.seen.runs = read_le<std::uint32_t>(block, 5);
    const auto seconds = read_le<std::uint32_t>(block, 9);
    if (is_known(seconds)) status.seen.run_time = seconds;
    status.seen.rope_bends = read_le<std::uint32_t>(block, 13);
    return status;
}

// A fault goes along where it is a standing one of this dialect. Bytes 17 to 23 are 0.
inline void append_controller_block(std::string& out, const Observation& seen) {
    const std::uint16_t number = fault_number_of(seen.fault, controller_words.dialect);
    out += static_cast<char>(number <= 0xFF ? number : 0);
    append_le(out, detail::controller_flags(seen));
    append_le(out, is_known(seen.floor) && seen.floor >= 0 ? static_cast<std::uint16_t>(seen.floor)
                                                           : detail::no_controller_floor);
    append_le(out, seen.runs);
    append_le(out, detail::whole_seconds(seen.run_time));
    append_le(out, seen.rope_bends);
    out.append(7, '\0');
}

// Three CAN payloads of eight bytes, in the order in which they were sent, are the block.
inline Result<std::array<char, controller_block_size>> join_can_payloads(
    std::span<const std::string_view, 3> payloads) noexcept {
    std::array<char, controller_block_size> block{};
    std::size_t at = 0;
    for (const std::string_view payload : payloads) {
        if (payload.size() != 8) {
            const bool cut = payload.size() < 8;
            return Error{cut ? ErrorCode::truncated : ErrorCode::too_long, at};
        }
        for (const char c : payload) block[at++] = c;
    }
    return block;
}

}  // namespace hoistway
