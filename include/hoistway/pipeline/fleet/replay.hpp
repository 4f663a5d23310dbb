// SPDX-License-Identifier: Apache-2.0
//
// History in columns through the same rules: what did a month of records say, and what would
// another rule have made of it?
//
//     Columns month{.time = times, .lift = lifts, .floor = floors};
//     month.word(Columns::door) = doors;                  // one byte a record, as in enum Door
//     replay(row, registry.lifts(), month, [](const Event& event) { ... });
//
// The events are those that a Fleet gives for the same records one by one: only what says nothing
// new is not made into records at all, but passed over 64 at a time by comparing columns. So it is
// fast where lifts repeat themselves, which is what most lifts do most of the time
// (docs/detect.md). Rows of one lift stand side by side, in order of time; each lift begins
// unheard. A row of a lift that is not in `lifts` is passed over and counted. Faults, totals and
// counts of people have no column: such histories go record by record. Constant memory, no
// allocation. Threads: each its own lifts.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "hoistway/model/facts.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/state/picture.hpp"

namespace hoistway {

// Columns of one length; one that is empty is unknown throughout.
struct Columns {
    // The words of an observation, in the order of its fields.
    enum Word : std::uint8_t {
        motion,
        direction,
        door,
        mode,
        door_zone,
        presence,
        mains_power,
        safety_chain,
        door_lock,
        alarm_button,
        overload,
    };

    std::span<const Time> time{};
    std::span<const LiftIndex> lift{};
    std::span<const std::int16_t> floor{};
    std::array<std::span<const std::uint8_t>, 11> words{};
    std::span<const float> position{}, speed{}, noise{}, vibration{}, temperature{};

    std::span<const std::uint8_t>& word(Word which) noexcept { return words[which]; }
    std::size_t size() const noexcept { return time.size(); }

    // The row as the record that it stands for.
    Observation operator[](std::size_t row) const noexcept {
        Observation seen;
        seen.time = time[row];
        seen.lift = lift[row];
        if (!floor.empty()) seen.floor = floor[row];
        auto* const bytes = reinterpret_cast<unsigned char*>(&seen) + offsetof(Observation, motion);
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (!words[i].empty()) bytes[i] = words[i][row];
        }
        if (!position.empty()) seen.position = position[row];
        if (!speed.empty()) seen.speed = speed[row];
        if (!noise.empty()) seen.noise = noise[row];
        if (!vibration.empty()) seen.vibration = vibration[row];
        if (!temperature.empty()) seen.temperature = temperature[row];
        return seen;
    }
};

namespace detail {

// A bit for each byte that is not 0, the lowest first.
constexpr std::uint64_t bits_of_bytes(std::uint64_t bytes) noexcept {
    constexpr std::uint64_t low = 0x7F7F7F7F7F7F7F7FU;
    const std::uint64_t tops = (((bytes & low) + low) | bytes) & ~low;
    return (tops * 0x0002040810204081U) >> 56;
}

// Marks the rows that may say something new: those that differ from the row before. Words are
// compared eight rows at a time; wider columns in loops without a branch, of which compilers make
// vectors, and which row it was is asked where a block of 64 differs at all.
class ChangeMarks {
 public:
    ChangeMarks(const Columns& columns, Duration silence) : columns_(columns), silence_(silence) {}

    // The first row from `from` (at least 1) that has to be shown; the number of rows if none has.
    std::size_t first(std::size_t from) noexcept {
        while (from < columns_.size()) {
            const std::size_t place = (from - 1) % rows;
            look_at(from - place);
            if (const std::uint64_t left = marks_ >> place; left != 0) {
                return from + static_cast<std::size_t>(std::countr_zero(left));
            }
            from += rows - place;
        }
        return columns_.size();
    }

 private:
    static constexpr std::size_t rows = 64;

    // The last rows, too few for a block, are all shown.
    void look_at(std::size_t begin) noexcept {
        if (begin == begin_) return;
        begin_ = begin;
        marks_ = 0;
        if (columns_.size() - begin < rows) {
            marks_ = ~std::uint64_t{0} >> (rows - (columns_.size() - begin));
            return;
        }
        mark_words();
        mark_changes(columns_.floor);
        mark_changes(columns_.lift);
        mark_times(columns_.time.data() + begin);
        for (const auto& values : {columns_.position, columns_.speed, columns_.noise,
                                   columns_.vibration, columns_.temperature}) {
            mark_known(values, 0);
        }
        mark_known(columns_.speed, 1);  // one that is not told again is one of a while ago
    }

    static std::uint64_t eight_at(const std::uint8_t* at) noexcept {
        std::uint64_t out = 0;
        std::memcpy(&out, at, sizeof out);
        return out;
    }

    void mark_words() noexcept {
        std::array<std::uint64_t, rows / 8> differs{};
        for (const auto& word : columns_.words) {
            if (word.empty()) continue;
            const std::uint8_t* const at = word.data() + begin_;
            for (std::size_t i = 0; i < differs.size(); ++i) {
                differs[i] |= eight_at(at + 8 * i) ^ eight_at(at + 8 * i - 1);
            }
        }
        for (std::size_t i = 0; i < differs.size(); ++i) {
            marks_ |= bits_of_bytes(differs[i]) << (8 * i);
        }
    }

    template <class T>
    void mark_changes(std::span<const T> column) noexcept {
        if (column.empty()) return;
        const T* const at = column.data() + begin_;
        mark_where([&](std::size_t i) { return static_cast<T>(at[i] ^ at[i - 1]); });
    }

    // Where the value of the row itself, or of so many rows before, is known.
    void mark_known(std::span<const float> column, std::size_t before) noexcept {
        if (column.empty()) return;
        const float* const at = column.data() + begin_ - before;
        mark_where([&](std::size_t i) { return std::uint32_t{is_known(at[i])}; });
    }

    // A time that does not pass, or more of it than a device may be silent: either difference is
    // then below 0, and so is the number that has the bits of both.
    void mark_times(const Time* time) noexcept {
        const auto ms = [&](std::size_t i) {
            return static_cast<std::uint64_t>(time[i].time_since_epoch().count());
        };
        const auto silence = static_cast<std::uint64_t>(silence_.count());
        const auto differs = [&](std::size_t i) {
            const std::uint64_t passed = ms(i) - ms(i - 1);
            return (passed - 1) | (silence - passed);
        };
        std::uint64_t any = 0;
        for (std::size_t i = 0; i < rows; ++i) any |= differs(i);
        if (any >> 63 == 0) return;
        for (std::size_t i = 0; i < rows; ++i) marks_ |= differs(i) >> 63 << i;
    }

    // `differs` gives a number that is not 0 where the row has to be shown.
    template <class Differs>
    void mark_where(Differs differs) noexcept {
        decltype(differs(0)) any{};
        for (std::size_t i = 0; i < rows; ++i) {
            any = static_cast<decltype(any)>(any | differs(i));
        }
        for (std::size_t i = 0; any != 0 && i < rows; ++i) {
            marks_ |= std::uint64_t{differs(i) != 0} << i;
        }
    }

    const Columns& columns_;
    Duration silence_;
    std::size_t begin_ = 0;  // of the block that was looked at; blocks begin behind row 0
    std::uint64_t marks_ = 0;
};

}  // namespace detail

// Returns the number of rows of lifts that are not in `lifts`. With `until`, time passes for each
// lift up to there. The first stage of the row has to be a Picture, and its stages have to sleep.
template <class R, class Sink>
std::uint64_t replay(const R& row, std::span<const Lift> lifts, const Columns& columns, Sink&& sink,
                     Time until = never) {
    const std::size_t size = columns.size();
    detail::ChangeMarks marks(columns, row.template stage<Picture>().silence());
    std::uint64_t strangers = 0;
    typename R::State state{};
    for (std::size_t i = 0; i < size;) {
        const LiftIndex lift = columns.lift[i];
        const bool begins = i == 0 || columns.lift[i - 1] != lift;
        if (lift >= lifts.size()) {
            ++strangers;
            ++i;
            continue;
        }
        if (begins) state = row.begin(lifts[lift]);
        row.push(state, columns[i], sink);
        // Up to the next change, or to the time at which a stage wants to be woken.
        std::size_t next = marks.first(i + 1);
        const auto times = columns.time.subspan(i + 1, next - (i + 1));
        if (!times.empty() && times.back() >= state.due) {
            const auto due = std::lower_bound(times.begin(), times.end(), state.due);
            next = i + 1 + static_cast<std::size_t>(due - times.begin());
        }
        if (next > i + 1) Picture::hear(R::template state_of<Picture>(state), times[next - i - 2]);
        i = next;
        const bool ends = i == size || columns.lift[i] != lift;
        if (ends && until != never) row.push(state, Tick{until, lift}, sink);
    }
    return strangers;
}

}  // namespace hoistway
