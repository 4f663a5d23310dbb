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
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/bytes.hpp"
#include "hoistway/wire/neutral/batch.hpp"
#include "hoistway/wire/neutral/record_read.hpp"

namespace hoistway {

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

    // Once after a check that went well, while the content is still there.
    template <class Emit>
    void read(LiftIndex lift, Emit& emit) {
        seen_.time = Time{Duration{time_}};
        seen_.lift = lift;
        read_first(seen_);
        emit(static_cast<const Observation&>(seen_));
        if (!seen_.fault.empty()) seen_.fault = {};
        if (count_ > 1) read_changes(emit);
    }

    std::uint64_t out_of_range() const noexcept { return out_of_range_; }

 private:
    static constexpr std::size_t full_at = detail::neutral_status_head;
    static constexpr std::size_t position_in_full = 12, speed_in_full = 16;
    static constexpr std::size_t slack =
        12;  // of what is read beyond the last change, and not used
    static constexpr std::uint32_t hot = detail::group_motion | detail::group_floor;

    bool has_first_fault() const noexcept {
        return (byte_at(content_, 3) & detail::first_has_fault) != 0;
    }

    bool skip_fault(std::size_t& end) const noexcept {
        if (end >= content_.size()) return false;
        end += detail::native_fault_size(byte_at(content_, end));
        return end <= content_.size();
    }

    Result<std::size_t> check_changes(std::size_t end) const noexcept {
        if (count_ > 1) {
            if (const auto error = add_changes(end)) return *error;
        }
        if (end == content_.size()) return std::size_t{count_};
        return Error{end > content_.size() ? ErrorCode::truncated : ErrorCode::too_long,
                     std::min(end, content_.size())};
    }

    // Moves `end` behind the changes.
    std::optional<Error> add_changes(std::size_t& end) const noexcept {
        const std::string_view heads = content_.substr(heads_at_, count_ - 1);
        std::uint64_t all = 0, fixed = 0;
        std::size_t i = 0;
        for (; i + 8 <= heads.size(); i += 8) {
            std::uint64_t eight = 0;
            std::memcpy(&eight, heads.data() + i, sizeof eight);
            all |= eight;
            fixed += sizes_of(eight);
        }
        for (; i < heads.size(); ++i) {
            const std::uint64_t head = byte_at(heads, i);
            all |= head;
            fixed += detail::neutral_head_sizes[head];
        }
        if ((all & 0x8080808080808080) != 0) return walk(heads, end);
        end += fixed;
        return {};
    }

    // The sizes of eight heads in eight bytes, added up.
    static std::uint64_t sizes_of(std::uint64_t heads) noexcept {
        constexpr std::uint64_t ones = 0x0101010101010101;
        const auto bit = [&](unsigned at) { return heads >> at & ones; };
        const std::uint64_t sizes = 4 * (bit(0) + bit(3)) + 2 * (bit(1) + bit(2)) +
                                    6 * (bit(4) + bit(5)) + 28 * bit(6) + bit(7);
        constexpr std::uint64_t every_other = 0x00FF00FF00FF00FF;
        return ((sizes & every_other) + (sizes >> 8 & every_other)) * 0x0001000100010001 >> 48;
    }

    // Record by record, where the size of one cannot be told from its head.
    std::optional<Error> walk(std::string_view heads, std::size_t& end) const noexcept {
        for (const char letter : heads) {
            const auto head = static_cast<std::uint8_t>(letter);
            end += detail::neutral_head_sizes[head];
            if ((head & detail::group_rare) == 0) continue;
            if (end > content_.size()) return Error{ErrorCode::truncated, content_.size()};
            if (const auto error = check_rare(end)) return error;
        }
        return {};
    }

    // `end` stands behind the byte that tells what is in the rare group; it is moved behind that.
    std::optional<Error> check_rare(std::size_t& end) const noexcept {
        const std::size_t at = end - 1;
        const std::uint8_t rare = byte_at(content_, at);
        if (rare >> 3 != 0) return Error{ErrorCode::unsupported, at};
        if ((rare & detail::rare_time) != 0) {
            if (end + 8 > content_.size()) return Error{ErrorCode::truncated, content_.size()};
            if (!detail::is_neutral_time(detail::load_total(content_.data() + end)))
                return Error{ErrorCode::out_of_range, end};
            end += 8;
        }
        if ((rare & detail::rare_position) != 0) end += 4;
        if ((rare & detail::rare_fault) != 0 && !skip_fault(end))
            return Error{ErrorCode::truncated, content_.size()};
        return {};
    }

    void read_first(Observation& seen) noexcept {
        const char* const full = content_.data() + full_at;
        seen.floor = std::bit_cast<std::int16_t>(detail::load_be<std::uint16_t>(full));
        detail::set_words(seen, detail::load_be<std::uint32_t>(full + 2), out_of_range_);
        detail::set_load(seen, full + 6);
        seen.position = detail::measured<std::int32_t>(full + position_in_full, 0.001);
        seen.speed = detail::measured<std::int16_t>(full + speed_in_full, 0.001);
        detail::set_surroundings(seen, full + 18);
        detail::set_totals(seen, full + 24, out_of_range_);
        if (has_first_fault())
            detail::set_fault(seen, full + NeutralRecord::full_size, out_of_range_);
    }

    // What is carried from record to record, in the units of the wire.
    struct Running {
        std::int64_t time = 0;
        std::uint32_t position = 0;
        float hidden = 0;  // NaN while the position is not known, and so is its sum with anything
        std::uint32_t speed = 0, floor = 0;
    };

    template <class Emit>
    void read_changes(Emit& emit) {
        std::array<char, NeutralFraming::max_body + slack> room;
        const std::string_view heads = content_.substr(heads_at_, count_ - 1);
        const std::string_view rest = content_.substr(heads_at_ + heads.size());
        std::memcpy(room.data(), rest.data(), rest.size());
        std::memset(room.data() + rest.size(), 0, slack);
        read_heads(heads, room.data(), emit);
    }

    template <class Emit>
    void read_heads(std::string_view heads, const char* at, Emit& emit) {
        Observation& seen = seen_;
        Running running = first_running(seen);
        const std::uint32_t usual_step = read_be<std::uint16_t>(content_, 4);
        for (const char letter : heads) {
            const std::uint32_t head = static_cast<std::uint8_t>(letter);
            running.time += usual_step;
            seen.time = Time{Duration{running.time}};
            if (head == 0) {
                emit(static_cast<const Observation&>(seen));
                continue;
            }
            at = move(running, head, at);
            put(seen, running);
            if ((head & ~hot) != 0) [[unlikely]] {
                at = read_others(seen, running, head, at);
                emit(static_cast<const Observation&>(seen));
                if (!seen.fault.empty()) seen.fault = {};
                continue;
            }
            emit(static_cast<const Observation&>(seen));
        }
    }

    // Motion and floor, there or not, without a branch; answers where the other groups stand.
    static const char* move(Running& running, std::uint32_t head, const char* at) noexcept {
        const std::uint32_t moves = 0U - (head & 1U), lands = 0U - (head >> 1 & 1U);
        const char* const floor_at = at + (moves & 4U);
        const auto motion = detail::load_be<std::uint32_t>(at);
        const auto floor = detail::load_be<std::uint16_t>(floor_at);
        const auto change = static_cast<std::uint32_t>(std::bit_cast<std::int32_t>(motion) >> 16);
        running.position += change & moves;
        running.speed ^= (running.speed ^ motion) & moves;
        running.floor ^= (running.floor ^ floor) & lands;
        return floor_at + (lands & 2U);
    }

    static void put(Observation& seen, const Running& running) noexcept {
        seen.floor = static_cast<std::int16_t>(running.floor);
        seen.position = position_of(running);
        seen.speed = detail::from_units(static_cast<std::int16_t>(running.speed), 0.001);
    }

    static float position_of(const Running& running) noexcept {
        const auto units = std::bit_cast<std::int32_t>(running.position);
        return static_cast<float>(units * 0.001) + running.hidden;
    }

    Running first_running(const Observation& seen) const noexcept {
        const char* const full = content_.data() + full_at;
        Running running{.time = time_};
        running.floor = detail::load_be<std::uint16_t>(full);
        running.speed = detail::load_be<std::uint16_t>(full + speed_in_full);
        if (is_known(seen.position)) {
            running.position = detail::load_be<std::uint32_t>(full + position_in_full);
        } else {
            running.hidden = no_value;
        }
        return running;
    }

    // The groups that come now and then, in the order of their bits.
    const char* read_others(Observation& seen, Running& running, std::uint32_t head,
                            const char* at) noexcept {
        if ((head & detail::group_step) != 0) {
            running.time +=
                detail::load_be<std::uint16_t>(at) - read_be<std::uint16_t>(content_, 4);
            seen.time = Time{Duration{running.time}};
            at += 2;
        }
        if ((head & detail::group_words) != 0) {
            detail::set_words(seen, detail::load_be<std::uint32_t>(at), out_of_range_);
            at += 4;
        }
        if ((head & detail::group_load) != 0) {
            detail::set_load(seen, at);
            at += 6;
        }
        if ((head & detail::group_surroundings) != 0) {
            detail::set_surroundings(seen, at);
            at += 6;
        }
        if ((head & detail::group_totals) != 0) {
            detail::set_totals(seen, at, out_of_range_);
            at += 28;
        }
        return (head & detail::group_rare) != 0 ? read_rare(seen, running, at) : at;
    }

    const char* read_rare(Observation& seen, Running& running, const char* at) noexcept {
        const auto rare = static_cast<std::uint8_t>(*at++);
        if ((rare & detail::rare_time) != 0) {
            running.time = detail::load_total(at);
            seen.time = Time{Duration{running.time}};
            at += 8;
        }
        if ((rare & detail::rare_position) != 0) {
            const auto position = detail::load_be<std::uint32_t>(at);
            const bool known = std::bit_cast<std::int32_t>(position) != NeutralRecord::no_long;
            running.position = known ? position : 0;
            running.hidden = known ? 0 : no_value;
            seen.position = position_of(running);
            at += 4;
        }
        if ((rare & detail::rare_fault) == 0) return at;
        detail::set_fault(seen, at, out_of_range_);
        return at + detail::native_fault_size(static_cast<std::uint8_t>(*at));
    }

    Observation seen_;
    std::string_view content_;
    std::size_t count_ = 0, heads_at_ = 0;
    std::int64_t time_ = 0;
    std::uint64_t out_of_range_ = 0;
};

}  // namespace hoistway
