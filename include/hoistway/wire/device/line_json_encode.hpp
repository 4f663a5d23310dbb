// SPDX-License-Identifier: Apache-2.0
//
// The other direction of the device link `#10#{json}#13#`: frames for a terminal, a simulator or a
// test, read back by line_json.hpp.
//
//     std::string out;
//     append_login(out, "1000123");
//     append_status_v2(out, seen);   // {"TY":"M","ST":"S","D":"..."}
//
// v1 leaves out what is not known; v2 has a byte for each thing and writes 0xFF, which no table
// has, so that "not known" never turns into "nobody in the car". What the link has no word for is
// left out: see docs/line_json.md. A '#' in a device's name is escaped, so that no mark can stand
// in a frame. Appends to a string the caller owns.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/base64.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/wire/device/line_json_message.hpp"

namespace hoistway {

namespace detail {

// The code of a word, or -1 where the link has none for it.
template <class E, std::size_t N>
int code_of(E word, const std::array<E, N>& words) noexcept {
    if (!is_known(word)) return -1;
    const auto found = std::find(words.begin(), words.end(), word);
    return found == words.end() ? -1 : static_cast<int>(found - words.begin());
}

inline int people_code(const Observation& seen) noexcept {
    if (is_known(seen.people) && seen.people > 1) return seen.people < 254 ? int(seen.people) : 254;
    if (is_known(seen.people)) return static_cast<int>(seen.people);
    return code_of(seen.presence, loop_closed_words);
}

// 0 to 3; -1 where the fault is not one of the device's own opinions.
inline int status_code(const NativeFault& fault) noexcept {
    if (fault.empty()) return 0;
    const auto end = opinion_codes.begin() + 3;
    const auto found = std::find(opinion_codes.begin(), end, fault.code.view());
    if (fault.dialect.view() != line_json_dialect || found == end) return -1;
    return fault.cleared ? 0 : static_cast<int>(found - opinion_codes.begin()) + 1;
}

// The number of a fault of this link's own list, as text; empty where it is none.
inline std::string_view fault_number(const NativeFault& fault) noexcept {
    const std::string_view code = fault.code.view();
    const bool number = !code.empty() && code.size() <= 4 && code[0] != '0' &&
                        code.find_first_not_of("0123456789") == std::string_view::npos;
    return number && fault.dialect.view() == line_json_dialect ? code : std::string_view{};
}

inline void append_key(std::string& out, LineKey key) {
    out += ",\"";
    out += name_of(key);
    out += "\":";
}

inline void append_code(std::string& out, LineKey key, int code) {
    if (code < 0) return;
    append_key(out, key);
    append_json_number(out, std::int64_t{code});
}

inline void append_floor(std::string& out, LineKey key, std::int16_t floor) {
    if (!is_known(floor)) return;
    append_key(out, key);
    append_json_number(out, std::int64_t{floor});
}

// "%.2f" of the magnitude, as the firmware prints it, without a locale.
inline void append_speed(std::string& out, float speed) {
    if (!is_known(speed) || !(std::fabs(speed) <= 25)) return;
    append_key(out, LineKey::speed);
    const auto hundredths = std::llround(std::fabs(double{speed}) * 100);
    append_json_number(out, hundredths / 100);
    out += '.';
    out += static_cast<char>('0' + hundredths / 10 % 10);
    out += static_cast<char>('0' + hundredths % 10);
}

using LineBlock = std::array<std::uint8_t, block_size>;

inline void put(LineBlock& block, Block field, int code) noexcept {
    block[static_cast<std::size_t>(field)] = code < 0 ? not_said : static_cast<std::uint8_t>(code);
}

inline int speed_code(float speed) noexcept {
    if (!is_known(speed) || !(std::fabs(speed) <= 25)) return -1;
    return static_cast<int>(std::lround(std::fabs(speed) * 10));
}

inline int temperature_code(float degrees) noexcept {
    const bool fits = is_known(degrees) && degrees >= 0.5F && degrees <= 127;
    return fits ? static_cast<int>(std::lround(degrees)) : 0;
}

inline void put_door(LineBlock& block, Door door) noexcept {
    const bool known = door != Door::unknown;
    const bool limit = door == Door::closed || door == Door::ajar;
    put(block, Block::lock, known ? static_cast<int>(door != Door::closed) : -1);
    put(block, Block::close_limit, known ? static_cast<int>(limit) : -1);
}

inline void put_time(LineBlock& block, Time time) noexcept {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    const bool fits = seconds >= 0 && seconds <= 0xFFFFFFFFLL;
    const auto bits = static_cast<std::uint32_t>(fits ? seconds : 0);
    for (unsigned i = 0; i < 4; ++i) block[i] = static_cast<std::uint8_t>(bits >> (8 * i));
}

inline int floor_code(std::int16_t floor) noexcept {
    if (!is_known(floor) || floor < -127 || floor > 127) return no_floor_byte;
    return floor < 0 ? floor + 256 : floor;
}

// The base64 block; its tail only where it says something.
inline void append_block(std::string& out, const Observation& seen) {
    LineBlock block{};
    put_time(block, seen.time);
    put(block, Block::version, 1);
    put(block, Block::now_status, status_code(seen.fault));
    put(block, Block::direction, code_of(seen.direction, direction_words));
    put(block, Block::floor_status, code_of(seen.door_zone, zone_words));
    put(block, Block::speed, speed_code(seen.speed));
    put(block, Block::people, people_code(seen));
    put(block, Block::power, code_of(seen.mains_power, power_words));
    put(block, Block::floor, floor_code(seen.floor));
    put(block, Block::mode, code_of(seen.mode, mode_words));
    put(block, Block::run, code_of(seen.motion, run_words));
    put(block, Block::temperature, temperature_code(seen.temperature));
    put(block, Block::safety_open, code_of(seen.safety_chain, loop_open_words));
    put(block, Block::landing_open, code_of(seen.door_lock, loop_open_words));
    put_door(block, seen.door);
    const bool tail = is_known(seen.safety_chain) || is_known(seen.door_lock);
    const auto size = static_cast<std::size_t>(tail ? Block::outside_zone : Block::close_limit_2);
    append_base64(out, std::span(block).first(size));
}

}  // namespace detail

inline void append_login(std::string& out, std::string_view device) {
    out += R"(#10#{"type":"login","eid":")";
    for (std::size_t at = 0; at <= device.size();) {
        const std::size_t hash = std::min(device.find('#', at), device.size());
        append_json_letters(out, device.substr(at, hash - at));
        if (hash < device.size()) out += "\\u0023";
        at = hash + 1;
    }
    out += "\"}#13#";
}

inline void append_heartbeat(std::string& out) { out += R"(#10#{"TY":"System","ST":"ping"}#13#)"; }

// Says no time: the reader takes that of arrival. Motion is said by direction and speed only.
inline void append_status_v1(std::string& out, const Observation& seen) {
    using detail::LineKey;
    out += R"(#10#{"type":"Monitor","stype":"status")";
    detail::append_code(out, LineKey::now_status, detail::status_code(seen.fault));
    detail::append_code(out, LineKey::direction,
                        detail::code_of(seen.direction, detail::direction_words));
    detail::append_code(out, LineKey::floor_status,
                        detail::code_of(seen.door_zone, detail::zone_words));
    detail::append_speed(out, seen.speed);
    detail::append_code(out, LineKey::door_status, detail::code_of(seen.door, detail::door_words));
    detail::append_code(out, LineKey::has_people, detail::people_code(seen));
    detail::append_code(out, LineKey::power_status,
                        detail::code_of(seen.mains_power, detail::power_words));
    detail::append_floor(out, LineKey::now_floor, seen.floor);
    detail::append_code(out, LineKey::safe_loop,
                        detail::code_of(seen.safety_chain, detail::loop_closed_words));
    if (is_known(seen.temperature) && seen.temperature != 0) {
        detail::append_key(out, LineKey::temperature);
        append_json_number(out, seen.temperature);
    }
    out += "}#13#";
}

inline void append_status_v2(std::string& out, const Observation& seen) {
    out += R"(#10#{"TY":"M","ST":"S","D":")";
    detail::append_block(out, seen);
    out += "\"}#13#";
}

inline void append_escalator_status(std::string& out, const EscalatorBlock& block) {
    std::string bytes;
    append_escalator_block(bytes, block);
    std::array<std::uint8_t, escalator_block_size> letters{};
    std::copy(bytes.begin(), bytes.end(), letters.begin());
    out += R"(#10#{"TY":"M","ST":"S","sensorType":"Escalator","D":")";
    append_base64(out, letters);
    out += "\"}#13#";
}

// Writes nothing where the observation's fault is not a number of this link's own list.
inline void append_fault_v1(std::string& out, const Observation& seen) {
    using detail::LineKey;
    const std::string_view number = detail::fault_number(seen.fault);
    if (number.empty()) return;
    out += R"(#10#{"type":"Fault","stype":")";
    out += seen.fault.cleared ? "disappear\"" : "add\"";
    detail::append_key(out, LineKey::fault_type);
    out += number;
    if (!seen.fault.cleared) {
        detail::append_floor(out, LineKey::floor, seen.floor);
        detail::append_code(out, LineKey::direction,
                            detail::code_of(seen.direction, detail::direction_words));
        detail::append_speed(out, seen.speed);
    }
    out += "}#13#";
}

inline void append_fault_v2(std::string& out, const Observation& seen) {
    const std::string_view number = detail::fault_number(seen.fault);
    if (number.empty()) return;
    out += R"(#10#{"TY":"Fault","ST":")";
    out += seen.fault.cleared ? "disappear\"" : "add\"";
    detail::append_key(out, detail::LineKey::fault_type);
    out += number;
    detail::append_key(out, detail::LineKey::d);
    out += '"';
    detail::append_block(out, seen);
    out += "\"}#13#";
}

// Speaks as a device on this link would: a status goes out as block `D`, a fault as a fault message
// with the block in it, and the alarm button, for which the block has no byte, as fault 21. One
// voice per connection, one thread.
//
//     LineJsonVoice voice;
//     voice.log_in(bytes, "SJZ-0001");
//     for (const Observation& seen : log) voice.say(bytes, seen);
class LineJsonVoice {
 public:
    void log_in(std::string& out, std::string_view device) {
        append_login(out, device);
        button_ = Flag::unknown;
    }

    void say(std::string& out, const Observation& seen) {
        const bool pressed = seen.alarm_button == Flag::yes;
        if (is_known(seen.alarm_button) && pressed != (button_ == Flag::yes)) {
            Observation ring = seen;
            ring.fault = detail::line_fault(line_json_user_alarm, !pressed);
            append_fault_v2(out, ring);
        } else if (seen.fault.empty()) {
            append_status_v2(out, seen);
        }
        if (is_known(seen.alarm_button)) button_ = seen.alarm_button;
        if (!seen.fault.empty()) append_fault_v2(out, seen);
    }

 private:
    Flag button_{};
};

}  // namespace hoistway
