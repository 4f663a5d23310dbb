// SPDX-License-Identifier: Apache-2.0
//
// The observations out of a status message of the neutral frame.
//
//     NeutralBatchReader reader;
//     const Result<std::size_t> count = reader.check(content, time);   // the whole of it, or none
//     reader.read(lift, [&](const Observation& seen) { ... });
//
// One observation is kept and changed in place from record to record, so that what did not change
// costs nothing; the one handed to `emit` is good until `emit` returns. Heads stand in front of all
// changes, for the place of each record is then a sum that waits for no load, and the common groups
// are read without a branch. A word that no table has is unknown and counted. Linear time, 4 KiB on
// the stack, nothing is allocated.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

#include "hoistway/core/result.hpp"
#include "hoistway/core/utf8.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/neutral/batch.hpp"

namespace hoistway {

namespace detail {

// The nearest value to the units said; unknown where the lowest number stands.
template <class Value, class T>
Value from_units(T units, Value per_unit) noexcept {
    const Value value = static_cast<Value>(units) / per_unit;
    return units == std::numeric_limits<T>::min() ? std::numeric_limits<Value>::quiet_NaN() : value;
}

inline std::int16_t read_short(std::string_view bytes, std::size_t at) noexcept {
    return std::bit_cast<std::int16_t>(read_be<std::uint16_t>(bytes, at));
}
inline std::int32_t read_long(std::string_view bytes, std::size_t at) noexcept {
    return std::bit_cast<std::int32_t>(read_be<std::uint32_t>(bytes, at));
}
inline std::int64_t read_total(std::string_view bytes, std::size_t at) noexcept {
    return std::bit_cast<std::int64_t>(read_be<std::uint64_t>(bytes, at));
}

template <Worded E>
E neutral_word(std::uint32_t code, std::uint64_t& out_of_range) noexcept {
    if (code < Words<E>::list.size()) return static_cast<E>(code);
    ++out_of_range;
    return E::unknown;
}

inline bool are_all_words(std::uint32_t words) noexcept {
    const std::uint32_t motion = words >> 8 & 3, door = words >> 12 & 7, mode = words & 0xFF;
    const std::uint32_t threes = words & words >> 1 & 0x15550000U;
    return static_cast<int>(threes == 0) & static_cast<int>(motion != 3) &
           static_cast<int>(door < 6) & static_cast<int>(mode < Words<Mode>::list.size());
}

// Flags in the upper half, two bits each; then motion, direction and door; then the mode.
template <class Word>
void set_words_by(Observation& seen, std::uint32_t words, Word&& word) noexcept {
    word(seen.motion, words >> 8 & 3);
    word(seen.direction, words >> 10 & 3);
    word(seen.door, words >> 12 & 7);
    word(seen.mode, words & 0xFF);
    word(seen.door_zone, words >> 16 & 3);
    word(seen.presence, words >> 18 & 3);
    word(seen.mains_power, words >> 20 & 3);
    word(seen.safety_chain, words >> 22 & 3);
    word(seen.door_lock, words >> 24 & 3);
    word(seen.alarm_button, words >> 26 & 3);
    word(seen.overload, words >> 28 & 3);
}

inline void set_words(Observation& seen, std::uint32_t words,
                      std::uint64_t& out_of_range) noexcept {
    if (are_all_words(words)) {
        set_words_by(seen, words, [](auto& place, std::uint32_t code) {
            place = static_cast<std::remove_reference_t<decltype(place)>>(code);
        });
    } else {
        set_words_by(seen, words, [&](auto& place, std::uint32_t code) {
            place = neutral_word<std::remove_reference_t<decltype(place)>>(code, out_of_range);
        });
    }
}

inline void set_load(Observation& seen, std::string_view bytes, std::size_t at) noexcept {
    const auto people = read_be<std::uint16_t>(bytes, at);
    seen.people = people == NeutralRecord::no_people ? no_count : std::uint32_t{people};
    seen.load = from_units(read_long(bytes, at + 2), 10.0F);
}

inline void set_surroundings(Observation& seen, std::string_view bytes, std::size_t at) noexcept {
    seen.noise = from_units(read_short(bytes, at), 100.0F);
    seen.vibration = from_units(read_short(bytes, at + 2), 1000.0F);
    seen.temperature = from_units(read_short(bytes, at + 4), 100.0F);
}

inline void set_totals(Observation& seen, std::string_view bytes, std::size_t at) noexcept {
    seen.runs = read_be<std::uint32_t>(bytes, at);
    seen.door_cycles = read_be<std::uint32_t>(bytes, at + 4);
    seen.rope_bends = read_be<std::uint32_t>(bytes, at + 8);
    seen.run_time = from_units(read_total(bytes, at + 12), 1000.0);
    seen.distance = from_units(read_total(bytes, at + 20), 1000.0);
}

// Bytes of the fault whose first one is given.
constexpr std::size_t native_fault_size(std::uint8_t first) noexcept {
    return 1 + (first & 15U) + (first >> 4 & 7U);
}

// A fault without dialect or code, or whose text is no UTF-8, is none, and counted.
inline void set_fault(Observation& seen, std::string_view bytes, std::size_t at,
                      std::uint64_t& out_of_range) noexcept {
    const std::uint8_t first = byte_at(bytes, at);
    NativeFault fault;
    fault.cleared = (first & 0x80) != 0;
    (void)fault.dialect.assign(bytes.substr(at + 1, first & 15U));
    (void)fault.code.assign(bytes.substr(at + 1 + (first & 15U), first >> 4 & 7U));
    if (is_neutral_fault(fault)) {
        seen.fault = fault;
    } else {
        ++out_of_range;
    }
}

}  // namespace detail

class NeutralBatchReader {
 public:
    // What follows the prefix of a status message, and the time in it. Refused as a whole, with the
    // byte of `content` where it was noticed, or the number of observations.
    Result<std::size_t> check(std::string_view content, Time time) noexcept {
        content_ = content;
        time_ = time.time_since_epoch().count();
        if (content.size() < full_at + NeutralRecord::full_size)
            return Error{ErrorCode::truncated, content.size()};
        count_ = byte_at(content, 2);
        if (count_ == 0) return Error{ErrorCode::bad_value, 2};
        std::size_t end = full_at + NeutralRecord::full_size;
        if (has_first_fault() && !skip_fault(end)) return Error{ErrorCode::truncated, end};
        heads_at_ = end;
        end += count_ - 1;
        if (end > content.size()) return Error{ErrorCode::truncated, content.size()};
        return check_changes(end);
    }

    // Once after a check that went well.
    template <class Emit>
    void read(LiftIndex lift, Emit& emit) {
        Observation seen{.time = Time{Duration{time_}}, .lift = lift};
        read_first(seen);
        emit(static_cast<const Observation&>(seen));
        if (count_ > 1) read_changes(seen, emit);
    }

    std::uint64_t out_of_range() const noexcept { return out_of_range_; }

 private:
    static constexpr std::size_t full_at = detail::neutral_status_head;
    static constexpr std::size_t position_in_full = 12, speed_in_full = 16;
    static constexpr std::size_t slack = 8;  // of what is read beyond the last change, and not used
    static constexpr std::uint32_t hot =
        detail::group_motion | detail::group_floor | detail::group_step;

    bool has_first_fault() const noexcept {
        return (byte_at(content_, 3) & detail::first_has_fault) != 0;
    }

    bool skip_fault(std::size_t& end) const noexcept {
        if (end >= content_.size()) return false;
        end += detail::native_fault_size(byte_at(content_, end));
        return end <= content_.size();
    }

    Result<std::size_t> check_changes(std::size_t end) const noexcept {
        for (std::size_t i = 0; i + 1 < count_; ++i) {
            const std::uint8_t head = byte_at(content_, heads_at_ + i);
            end += detail::neutral_head_sizes[head];
            if ((head & detail::group_rare) == 0) continue;
            if (end > content_.size()) break;
            if (const auto error = check_rare(end)) return *error;
        }
        if (end == content_.size()) return std::size_t{count_};
        return Error{end > content_.size() ? ErrorCode::truncated : ErrorCode::too_long,
                     std::min(end, content_.size())};
    }

    // `end` stands behind the byte that tells what is in the rare group; it is moved behind that.
    std::optional<Error> check_rare(std::size_t& end) const noexcept {
        const std::size_t at = end - 1;
        const std::uint8_t rare = byte_at(content_, at);
        if (rare >> 3 != 0) return Error{ErrorCode::unsupported, at};
        if ((rare & detail::rare_time) != 0) {
            if (end + 8 > content_.size()) return Error{ErrorCode::truncated, content_.size()};
            if (!detail::is_neutral_time(detail::read_total(content_, end)))
                return Error{ErrorCode::out_of_range, end};
            end += 8;
        }
        if ((rare & detail::rare_position) != 0) end += 4;
        if ((rare & detail::rare_fault) != 0 && !skip_fault(end))
            return Error{ErrorCode::truncated, content_.size()};
        return {};
    }

    void read_first(Observation& seen) noexcept {
        const std::string_view full = content_.substr(full_at, NeutralRecord::full_size);
        seen.floor = detail::read_short(full, 0);
        detail::set_words(seen, read_be<std::uint32_t>(full, 2), out_of_range_);
        detail::set_load(seen, full, 6);
        seen.position = detail::from_units(detail::read_long(full, position_in_full), 1000.0F);
        seen.speed = detail::from_units(detail::read_short(full, speed_in_full), 1000.0F);
        detail::set_surroundings(seen, full, 18);
        detail::set_totals(seen, full, 24);
        if (has_first_fault())
            detail::set_fault(seen, content_, full_at + NeutralRecord::full_size, out_of_range_);
    }

    // What is carried from record to record in whole units.
    struct Running {
        std::int64_t time = 0;
        std::uint32_t position = 0;
        float hidden = 0;  // NaN while the position is not known, and so is its sum with anything
    };

    template <class Emit>
    void read_changes(Observation& seen, Emit& emit) {
        std::array<char, NeutralFraming::max_body + slack> room;
        const std::string_view heads = content_.substr(heads_at_, count_ - 1);
        const std::string_view rest = content_.substr(heads_at_ + heads.size());
        std::memcpy(room.data(), rest.data(), rest.size());
        std::memset(room.data() + rest.size(), 0, slack);
        seen.fault = {};
        read_changes(seen, heads, {room.data(), rest.size() + slack}, emit);
    }

    template <class Emit>
    void read_changes(Observation& seen, std::string_view heads, std::string_view changes,
                      Emit& emit) {
        const auto usual_step = read_be<std::uint16_t>(content_, 4);
        Running running = first_running(seen);
        std::uint32_t speed = read_be<std::uint16_t>(content_, full_at + speed_in_full);
        auto floor = static_cast<std::uint32_t>(read_be<std::uint16_t>(content_, full_at));
        std::size_t at = 0;
        for (const char letter : heads) {
            const std::uint32_t head = static_cast<std::uint8_t>(letter);
            const std::uint32_t moves = 0U - (head & 1U), lands = 0U - (head >> 1 & 1U),
                                steps = 0U - (head >> 2 & 1U);
            const std::size_t floor_at = at + (moves & 4U), step_at = floor_at + (lands & 2U);
            const auto motion = read_be<std::uint32_t>(changes, at);
            const std::uint32_t change = as_signed(motion >> 16);
            running.position += change & moves;
            speed ^= (speed ^ motion) & 0xFFFFU & moves;
            floor ^= (floor ^ read_be<std::uint16_t>(changes, floor_at)) & lands;
            running.time +=
                usual_step ^ ((usual_step ^ read_be<std::uint16_t>(changes, step_at)) & steps);
            seen.floor = static_cast<std::int16_t>(floor);
            seen.speed = detail::from_units(static_cast<std::int16_t>(speed), 1000.0F);
            if ((head & ~hot) != 0)
                running = read_others(seen, changes, step_at + (steps & 2U), head, running);
            put(seen, running);
            emit(static_cast<const Observation&>(seen));
            if ((head & detail::group_rare) != 0) {
                at = rare_end_;
                seen.fault = {};
            } else {
                at += detail::neutral_head_sizes[head];
            }
        }
    }

    static std::uint32_t as_signed(std::uint32_t half) noexcept {
        return static_cast<std::uint32_t>(std::int32_t{static_cast<std::int16_t>(half)});
    }

    static void put(Observation& seen, const Running& running) noexcept {
        seen.time = Time{Duration{running.time}};
        seen.position =
            static_cast<float>(std::bit_cast<std::int32_t>(running.position)) / 1000.0F +
            running.hidden;
    }

    Running first_running(const Observation& seen) const noexcept {
        Running running{.time = time_};
        if (is_known(seen.position)) {
            running.position = read_be<std::uint32_t>(content_, full_at + position_in_full);
        } else {
            running.hidden = no_value;
        }
        return running;
    }

    // The groups that come now and then, in the order of their bits.
    Running read_others(Observation& seen, std::string_view changes, std::size_t at,
                        std::uint32_t head, Running running) noexcept {
        if ((head & detail::group_words) != 0) {
            detail::set_words(seen, read_be<std::uint32_t>(changes, at), out_of_range_);
            at += 4;
        }
        if ((head & detail::group_load) != 0) {
            detail::set_load(seen, changes, at);
            at += 6;
        }
        if ((head & detail::group_surroundings) != 0) {
            detail::set_surroundings(seen, changes, at);
            at += 6;
        }
        if ((head & detail::group_totals) != 0) {
            detail::set_totals(seen, changes, at);
            at += 28;
        }
        return (head & detail::group_rare) != 0 ? read_rare(seen, changes, at, running) : running;
    }

    Running read_rare(Observation& seen, std::string_view changes, std::size_t at,
                      Running running) noexcept {
        const std::uint8_t rare = byte_at(changes, at++);
        if ((rare & detail::rare_time) != 0) {
            running.time = detail::read_total(changes, at);
            at += 8;
        }
        if ((rare & detail::rare_position) != 0) {
            const std::int32_t position = detail::read_long(changes, at);
            const bool known = position != NeutralRecord::no_long;
            running.position = known ? std::bit_cast<std::uint32_t>(position) : 0;
            running.hidden = known ? 0 : no_value;
            at += 4;
        }
        if ((rare & detail::rare_fault) != 0) {
            detail::set_fault(seen, changes, at, out_of_range_);
            at += detail::native_fault_size(byte_at(changes, at));
        }
        rare_end_ = at;
        return running;
    }

    std::string_view content_;
    std::size_t count_ = 0, heads_at_ = 0;
    std::int64_t time_ = 0;
    std::size_t rare_end_ = 0;
    std::uint64_t out_of_range_ = 0;
};

}  // namespace hoistway
