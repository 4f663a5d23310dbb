// SPDX-License-Identifier: Apache-2.0
//
// A batch of observations of one lift for the neutral frame: the first one in full, of each further
// one only what changed.
//
//     NeutralBatch batch;
//     const NeutralAdded added = batch.add(seen);    // full? send it and add again
//     append_neutral_status(out, party, {.sequence = 7}, batch);
//     batch.clear();
//
// A second in which nothing changed is one byte, a running car five, a landing passed two more. A
// batch has 255 observations at most, for its count is a byte, and never more than fit a frame.
// Memory is 4 KiB from the start; nothing is allocated later but in the text appended to. One
// thread.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include "hoistway/wire/neutral/frame.hpp"
#include "hoistway/wire/neutral/record.hpp"

namespace hoistway {

namespace detail {

// The groups of a record that differ from the one before; a bit each in its head byte.
enum NeutralGroup : std::uint8_t {
    group_motion = 0x01,
    group_floor = 0x02,
    group_step = 0x04,
    group_words = 0x08,
    group_load = 0x10,
    group_surroundings = 0x20,
    group_totals = 0x40,
    group_rare = 0x80,  // a byte with the bits below leads it
};
enum NeutralRare : std::uint8_t { rare_time = 1, rare_position = 2, rare_fault = 4 };

inline constexpr std::array<std::uint8_t, 8> neutral_group_sizes{4, 2, 2, 4, 6, 6, 28, 1};

// Bytes that follow the heads for each head byte, but for what the rare group holds.
inline constexpr std::array<std::uint8_t, 256> neutral_head_sizes = [] {
    std::array<std::uint8_t, 256> sizes{};
    for (std::size_t head = 0; head < sizes.size(); ++head) {
        for (std::size_t bit = 0; bit < 8; ++bit) {
            const bool set = (head >> bit & 1) != 0;
            sizes[head] =
                static_cast<std::uint8_t>(sizes[head] + (set ? neutral_group_sizes[bit] : 0));
        }
    }
    return sizes;
}();

inline constexpr std::size_t neutral_status_head = 6;  // held, count, first, step
inline constexpr std::uint8_t first_has_fault = 0x01;

}  // namespace detail

struct NeutralAdded {
    bool added = false;  // not where the batch is full, or the time cannot be sent
    NeutralMisfit misfit{};
};

class NeutralBatch {
 public:
    static constexpr std::size_t max_records = 255;

    NeutralBatch() {
        first_.reserve(detail::neutral_status_head + NeutralRecord::full_size + fault_size);
        changes_.reserve(room);
    }

    NeutralAdded add(const Observation& seen) {
        NeutralRecord record;
        const NeutralMisfit misfit = to_neutral(seen, record);
        if (misfit.has(NeutralMisfit::time)) return {false, misfit};
        const bool added = count_ == 0 ? put_first(record) : put_next(record);
        return {added, added ? misfit : NeutralMisfit{}};
    }

    std::size_t size() const noexcept { return count_; }
    bool empty() const noexcept { return count_ == 0; }
    void clear() noexcept { count_ = 0; }
    // Of the first observation in it.
    Time time() const noexcept { return Time{Duration{first_time_}}; }

    // The message behind the number of frames held.
    void append_to(std::string& out) const {
        out += static_cast<char>(count_);
        out += static_cast<char>(first_faulty_ ? detail::first_has_fault : 0);
        append_be(out, step_);
        out += first_;
        out.append(heads_.data(), count_ - 1);
        out += changes_;
    }

 private:
    static constexpr std::size_t fault_size = 23;  // a byte, 15 of the dialect, 7 of the code
    // What a body has left for heads and changes.
    static constexpr std::size_t room = NeutralFraming::max_body - detail::neutral_prefix_size -
                                        detail::neutral_status_head - NeutralRecord::full_size -
                                        fault_size - detail::neutral_crc_size;

    bool put_first(const NeutralRecord& record) {
        first_.clear();
        changes_.clear();
        first_time_ = record.time;
        step_ = 0;
        append_full(first_, record);
        first_faulty_ = !record.fault.empty();
        if (first_faulty_) detail::append_native_fault(first_, record.fault);
        last_ = record;
        count_ = 1;
        return true;
    }

    bool put_next(const NeutralRecord& record) {
        if (count_ == max_records) return false;
        const std::int64_t step = record.time - last_.time;
        const bool short_step = step >= 0 && step <= std::numeric_limits<std::uint16_t>::max();
        if (count_ == 1 && short_step) step_ = static_cast<std::uint16_t>(step);
        const std::size_t before = changes_.size();
        const unsigned head = append_common(record, step, short_step) | append_measured(record) |
                              append_rare(record, short_step);
        if (changes_.size() + count_ > room) {
            changes_.resize(before);
            return false;
        }
        heads_[count_ - 1] = static_cast<char>(head);
        last_ = record;
        ++count_;
        return true;
    }

    // The change of position in a short; 0 where it takes the rare group.
    std::int16_t position_change(const NeutralRecord& record) const noexcept {
        const std::int64_t change = std::int64_t{record.position} - last_.position;
        return is_near(record) ? static_cast<std::int16_t>(change) : std::int16_t{0};
    }
    bool is_near(const NeutralRecord& record) const noexcept {
        if (record.position == last_.position) return true;
        if (record.position == NeutralRecord::no_long || last_.position == NeutralRecord::no_long)
            return false;
        const std::int64_t change = std::int64_t{record.position} - last_.position;
        return change >= std::numeric_limits<std::int16_t>::min() &&
               change <= std::numeric_limits<std::int16_t>::max();
    }

    unsigned append_common(const NeutralRecord& record, std::int64_t step, bool short_step) {
        unsigned head = 0;
        const std::int16_t change = position_change(record);
        if (change != 0 || record.speed != last_.speed) {
            head |= detail::group_motion;
            detail::append_short(changes_, change);
            detail::append_short(changes_, record.speed);
        }
        if (record.floor != last_.floor) {
            head |= detail::group_floor;
            detail::append_short(changes_, record.floor);
        }
        if (short_step && step != step_) {
            head |= detail::group_step;
            append_be(changes_, static_cast<std::uint16_t>(step));
        }
        if (record.words != last_.words) {
            head |= detail::group_words;
            append_be(changes_, record.words);
        }
        return head;
    }

    unsigned append_measured(const NeutralRecord& record) {
        unsigned head = 0;
        if (record.people != last_.people || record.load != last_.load) {
            head |= detail::group_load;
            detail::append_load(changes_, record);
        }
        if (record.noise != last_.noise || record.vibration != last_.vibration ||
            record.temperature != last_.temperature) {
            head |= detail::group_surroundings;
            detail::append_surroundings(changes_, record);
        }
        if (record.runs != last_.runs || record.door_cycles != last_.door_cycles ||
            record.rope_bends != last_.rope_bends || record.run_time != last_.run_time ||
            record.distance != last_.distance) {
            head |= detail::group_totals;
            detail::append_totals(changes_, record);
        }
        return head;
    }

    unsigned append_rare(const NeutralRecord& record, bool short_step) {
        const bool near = is_near(record), faulty = !record.fault.empty();
        if (short_step && near && !faulty) return 0;
        changes_ += static_cast<char>((short_step ? 0 : detail::rare_time) |
                                      (near ? 0 : detail::rare_position) |
                                      (faulty ? detail::rare_fault : 0));
        if (!short_step) detail::append_total(changes_, record.time);
        if (!near) detail::append_long(changes_, record.position);
        if (faulty) detail::append_native_fault(changes_, record.fault);
        return detail::group_rare;
    }

    std::size_t count_ = 0;
    std::uint16_t step_ = 0;
    bool first_faulty_ = false;
    std::int64_t first_time_ = 0;
    NeutralRecord last_{};
    std::string first_;
    std::array<char, max_records - 1> heads_{};
    std::string changes_;
};

// Where a status frame stands among those of its terminal.
struct NeutralNumber {
    std::uint32_t sequence = 0;
    std::uint16_t held = 0;  // earlier frames that were not answered yet and will be sent again
};

// The batch may not be empty.
inline void append_neutral_status(std::string& out, const NeutralParty& party, NeutralNumber number,
                                  const NeutralBatch& batch,
                                  NeutralKind kind = NeutralKind::status) {
    const std::size_t start = begin_neutral(
        out, {.kind = kind, .party = party, .sequence = number.sequence, .time = batch.time()});
    append_be(out, number.held);
    batch.append_to(out);
    end_neutral(out, start);
}

}  // namespace hoistway
