// SPDX-License-Identifier: Apache-2.0
//
// What one message of the device link `#10#{json}#13#` says, in the records of the library: the
// tables of codes with their polarity, for the plain keys (v1) and the block `D` (v2).
//
//     {"type":"Monitor","stype":"status","floor_status":1,"has_people":1}   v1
//     {"TY":"M","ST":"S","D":"lpPuYAEAAAEAAQAAAQBcAAAAACY="}                v2
//
// Codes as in the firmware and the server of that link; docs/line_json.md has the table and the
// doubts.
// A code that no table has makes its own field unknown and is counted; the rest of the message
// stands. The byte 0xFF (0x80 for the floor) is read as "not said". Constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "hoistway/core/base64.hpp"
#include "hoistway/core/json_scan.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/device/escalator_block.hpp"
#include "hoistway/wire/json_text.hpp"
#include "hoistway/wire/link.hpp"
#include "hoistway/wire/native_faults.hpp"

namespace hoistway {

// The name under which this link's own fault codes travel.
inline constexpr std::string_view line_json_dialect = "elevatorcloud";

// The fault that says "user alarm" in the server's list. The firmware's list, which differs from 16
// on, has no alarm button and gives this number to a fault that only escalators have.
inline constexpr std::string_view line_json_user_alarm = "21";

namespace detail {

// The words of both versions, in the order of line_keys.
enum class LineKey : std::uint8_t {
    ty,
    st,
    d,
    type,
    stype,
    now_status,
    direction,
    floor_status,
    speed,
    door_status,
    has_people,
    power_status,
    now_floor,
    version,
    fault_type,
    floor,
    eid,
    fault,
    result,
    target,
    safe_loop,
    temperature,
    sensor_type,
    brake,
    door_loop,
    repair,
    stop,
};

inline constexpr std::array<std::string_view, 27> line_keys{
    "TY",        "ST",           "D",          "type",        "stype",      "now_status",
    "direction", "floor_status", "speed",      "door_status", "has_people", "power_status",
    "now_floor", "version",      "fault_type", "floor",       "eid",        "fault",
    "result",    "TA",           "safe_loop",  "temperature", "sensorType", "brake",
    "door_loop", "repair",       "stop"};

constexpr std::string_view name_of(LineKey key) noexcept {
    return line_keys[static_cast<std::size_t>(key)];
}

// The members of the message being read, by key; the views are into the frame.
class LineMembers {
 public:
    void clear() noexcept { seen_ = 0; }
    bool has(LineKey key) const noexcept { return (seen_ >> static_cast<unsigned>(key) & 1) != 0; }
    const JsonMember& at(LineKey key) const noexcept {
        return members_[static_cast<std::size_t>(key)];
    }
    // False where the key was there before.
    bool put(LineKey key, const JsonMember& member) noexcept {
        if (has(key)) return false;
        seen_ |= 1U << static_cast<unsigned>(key);
        members_[static_cast<std::size_t>(key)] = member;
        return true;
    }
    // A string, or a number as it was written; empty where there is neither.
    std::string_view text(LineKey key) const noexcept {
        const bool textual =
            has(key) && (at(key).kind == JsonKind::string || at(key).kind == JsonKind::number);
        return textual ? at(key).text : std::string_view{};
    }
    // The key of the pair under which this message speaks: v2 first.
    LineKey either(LineKey v2, LineKey v1) const noexcept { return has(v2) ? v2 : v1; }

 private:
    std::array<JsonMember, line_keys.size()> members_{};
    std::uint32_t seen_ = 0;
};

// Reads codes by table; what no table has is counted.
class CodeReader {
 public:
    using Code = std::optional<int>;

    template <class E, std::size_t N>
    E word(Code code, const std::array<E, N>& words) noexcept {
        if (!code) return E{};
        if (*code >= 0 && *code < static_cast<int>(N))
            return words[static_cast<std::size_t>(*code)];
        ++out_of_range_;
        return E{};
    }
    Code within(Code code, int low, int high) noexcept {
        if (!code || (*code >= low && *code <= high)) return code;
        ++out_of_range_;
        return std::nullopt;
    }
    // A plain number of v1; null is "not said", any other kind is counted.
    std::optional<double> number(const LineMembers& message, LineKey key, double low,
                                 double high) noexcept {
        if (!message.has(key) || message.at(key).kind == JsonKind::null) return std::nullopt;
        const JsonMember& member = message.at(key);
        const std::optional<double> value =
            member.kind == JsonKind::number ? to_number(member.text) : std::nullopt;
        if (value && *value >= low && *value <= high) return value;
        ++out_of_range_;
        return std::nullopt;
    }
    Code whole(const LineMembers& message, LineKey key) noexcept {
        const std::optional<double> value = number(message, key, -32767, 32767);
        if (!value) return std::nullopt;
        if (*value == std::floor(*value)) return static_cast<int>(*value);
        ++out_of_range_;
        return std::nullopt;
    }
    void count(std::uint64_t out_of_range) noexcept { out_of_range_ += out_of_range; }
    std::uint64_t out_of_range() const noexcept { return out_of_range_; }

 private:
    std::uint64_t out_of_range_ = 0;
};

// Codes, value by value from 0; `loop_open` counts 1 as open, `loop_closed` counts 1 as closed.
inline constexpr std::array direction_words{Direction::none, Direction::up, Direction::down};
inline constexpr std::array zone_words{Flag::yes, Flag::no};  // 0 = level
inline constexpr std::array door_words{Door::closed, Door::open, Door::closing, Door::opening};
inline constexpr std::array power_words{Flag::yes, Flag::no, Flag::no};
inline constexpr std::array mode_words{Mode::normal, Mode::inspection, Mode::out_of_service};
inline constexpr std::array run_words{Motion::stopped, Motion::running};
inline constexpr std::array loop_open_words{Flag::yes, Flag::no};
inline constexpr std::array loop_closed_words{Flag::no, Flag::yes};

// The device's own opinions, by bit; those of an escalator's block follow them.
inline constexpr std::array<std::string_view, 5 + escalator_flag_codes.size()> opinion_codes = [] {
    std::array<std::string_view, 5 + escalator_flag_codes.size()> codes{"S1", "S2", "S3", "ZONE",
                                                                        "UCM"};
    std::copy(escalator_flag_codes.begin(), escalator_flag_codes.end(), codes.begin() + 5);
    return codes;
}();
inline constexpr FaultWords line_words{line_json_dialect, opinion_codes};

struct LineStatus {
    Observation seen;
    SaidFaults opinions;
};

inline void put_status(SaidFaults& opinions, CodeReader::Code now_status) noexcept {
    if (!now_status) return;
    for (int each = 1; each <= 3; ++each) {
        opinions.flag(static_cast<unsigned>(each - 1), *now_status == each);
    }
}

inline void put_flag(SaidFaults& opinions, unsigned bit, CodeReader::Code set) noexcept {
    if (set) opinions.flag(bit, *set == 1);
}

inline NativeFault line_fault(std::string_view code, bool cleared) noexcept {
    return native_fault(line_json_dialect, code, cleared);
}

// A speed without a direction has no sign, and so is not known unless it is 0.
inline void put_speed(Observation& seen, std::optional<double> magnitude) noexcept {
    if (!magnitude) return;
    const bool down = seen.direction == Direction::down;
    const bool has_sign = down || seen.direction == Direction::up || *magnitude == 0;
    if (has_sign)
        seen.speed = static_cast<float>(down && *magnitude > 0 ? -*magnitude : *magnitude);
}

// A flag or a count: one person and "somebody" are the same number.
inline void put_people(Observation& seen, CodeReader::Code people) noexcept {
    if (!people) return;
    seen.presence = to_flag(*people > 0);
    if (*people > 1) seen.people = static_cast<std::uint32_t>(*people);
}

inline Motion motion_of(Direction direction, std::optional<double> speed) noexcept {
    if (direction == Direction::up || direction == Direction::down || speed.value_or(0) > 0)
        return Motion::running;
    return direction == Direction::none && speed ? Motion::stopped : Motion::unknown;
}

// The plain keys; the time is that of arrival, for the message carries none.
inline LineStatus read_plain(const LineMembers& message, Time received, CodeReader& read) noexcept {
    LineStatus out{.seen = {.time = received}, .opinions = {}};
    Observation& seen = out.seen;
    const auto code = [&](LineKey key) { return read.whole(message, key); };
    put_status(out.opinions, read.within(code(LineKey::now_status), 0, 3));
    seen.direction = read.word(code(LineKey::direction), direction_words);
    seen.door_zone = read.word(code(LineKey::floor_status), zone_words);
    seen.door = read.word(code(LineKey::door_status), door_words);
    seen.mains_power = read.word(code(LineKey::power_status), power_words);
    seen.safety_chain = read.word(code(LineKey::safe_loop), loop_closed_words);
    put_people(seen, read.within(code(LineKey::has_people), 0, 254));
    // No lift is faster than 25 m/s, no sensor of this link is used below -50 or above 127 degC
    // [default].
    const std::optional<double> speed = read.number(message, LineKey::speed, 0, 25);
    put_speed(seen, speed);
    seen.motion = motion_of(seen.direction, speed);
    const double degrees = read.number(message, LineKey::temperature, -50, 127).value_or(0);
    if (degrees != 0) seen.temperature = static_cast<float>(degrees);
    const LineKey floor = message.has(LineKey::now_floor) ? LineKey::now_floor : LineKey::floor;
    seen.floor = static_cast<std::int16_t>(code(floor).value_or(no_floor));
    return out;
}

// The bytes of `D`, one field a byte behind the time.
enum class Block : std::uint8_t {
    time = 0,
    version = 4,
    now_status,
    direction,
    floor_status,
    speed,
    lock,
    people,
    power,
    floor,
    signal,
    battery,
    mode,
    run,
    close_limit,
    motor_or_loop,
    temperature,
    close_limit_2,
    safety_open,
    landing_open,
    outside_zone,
    ucm,
};

inline constexpr std::size_t block_size = 25;     // all of the tail
inline constexpr std::size_t longest_block = 32;  // a longer one is no lift's [default]
inline constexpr int double_door = 0x2D;          // version of a lift with two doors
inline constexpr std::uint8_t not_said = 0xFF, no_floor_byte = 0x80;

class BlockBytes {
 public:
    explicit BlockBytes(std::span<const std::uint8_t> bytes) noexcept : bytes_(bytes) {}

    CodeReader::Code operator[](Block field) const noexcept {
        const auto at = static_cast<std::size_t>(field);
        if (at >= bytes_.size() || bytes_[at] == not_said) return std::nullopt;
        return bytes_[at];
    }
    // One signed byte, which has no 0xFF to spare: its lowest value is "not said".
    std::int16_t floor() const noexcept {
        const auto at = static_cast<std::size_t>(Block::floor);
        if (at >= bytes_.size() || bytes_[at] == no_floor_byte) return no_floor;
        return static_cast<std::int8_t>(bytes_[at]);
    }
    std::uint32_t seconds() const noexcept {
        return bytes_[0] | static_cast<std::uint32_t>(bytes_[1]) << 8 |
               static_cast<std::uint32_t>(bytes_[2]) << 16 |
               static_cast<std::uint32_t>(bytes_[3]) << 24;
    }

 private:
    std::span<const std::uint8_t> bytes_;
};

// Locked is closed; unlocked and at the limit is ajar; unlocked and off the limit is open, for
// this link cannot tell opening from open. Two doors are at the limit when both are.
inline Door read_lock(const BlockBytes& block, CodeReader& read) noexcept {
    const CodeReader::Code lock = read.within(block[Block::lock], 0, 1);
    CodeReader::Code limit = read.within(block[Block::close_limit], 0, 1);
    if (block[Block::version] == double_door) {
        const CodeReader::Code second = read.within(block[Block::close_limit_2], 0, 1);
        if (limit == 1) limit = second;
    }
    if (!lock) return Door::unknown;
    if (*lock == 0) return Door::closed;
    if (!limit) return Door::unknown;
    return *limit == 1 ? Door::ajar : Door::open;
}

// The block needs its time, four bytes; whatever else is missing was not said. A clock that was
// never set (0) is replaced by the time of arrival and counted.
inline LineStatus read_block(std::span<const std::uint8_t> bytes, Time received,
                             CodeReader& read) noexcept {
    const BlockBytes block{bytes};
    LineStatus out{.seen = {.time = received}, .opinions = {}};
    Observation& seen = out.seen;
    if (read.within(block.seconds() == 0 ? 0 : 1, 1, 1)) {
        seen.time = Time{std::chrono::seconds{block.seconds()}};
    }
    put_status(out.opinions, read.within(block[Block::now_status], 0, 3));
    put_flag(out.opinions, 3, read.within(block[Block::outside_zone], 0, 1));
    put_flag(out.opinions, 4, read.within(block[Block::ucm], 0, 1));
    seen.direction = read.word(block[Block::direction], direction_words);
    seen.door_zone = read.word(block[Block::floor_status], zone_words);
    seen.door = read_lock(block, read);
    seen.mains_power = read.word(block[Block::power], power_words);
    seen.mode = read.word(block[Block::mode], mode_words);
    seen.motion = read.word(block[Block::run], run_words);
    seen.safety_chain = read.word(block[Block::safety_open], loop_open_words);
    seen.door_lock = read.word(block[Block::landing_open], loop_open_words);
    put_people(seen, block[Block::people]);
    if (const auto tenths = block[Block::speed]) put_speed(seen, *tenths / 10.0);
    seen.floor = block.floor();
    // Whether the byte is signed is not attested: above 127 it is not read.
    const int degrees = read.within(block[Block::temperature], 0, 127).value_or(0);
    if (degrees > 0) seen.temperature = static_cast<float>(degrees);
    return out;
}

// An escalator's block, its conditions behind the opinions of a lift.
inline LineStatus read_escalator(const std::array<std::uint8_t, escalator_block_size>& bytes,
                                 Time received, CodeReader& read) noexcept {
    const auto letters = std::bit_cast<std::array<char, escalator_block_size>>(bytes);
    const auto block = read_escalator_block({letters.data(), letters.size()});
    assert(block && "its length is its type");
    const EscalatorStatus status = escalator_status(*block, received);
    read.count(status.out_of_range);
    return {.seen = status.seen,
            .opinions = {.number = status.faults.number,
                         .spoken = status.faults.spoken << 5,
                         .standing = status.faults.standing << 5}};
}

}  // namespace detail

}  // namespace hoistway
