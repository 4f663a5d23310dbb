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
#include <cstddef>
#include <cstdint>
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

// Marks the rows that may say something new: those that differ from the row before.
class ChangeMarks {
 public:
    static constexpr std::size_t rows = 64;

    ChangeMarks(const Columns& columns, Duration silence) : columns_(columns), silence_(silence) {}

    // The first row from `from` (at least 1) up to `to` that has to be shown; `to` if none has.
    std::size_t first(std::size_t from, std::size_t to) {
        for (; from < to; from += rows) {
            const std::size_t count = std::min(rows, to - from);
            mark(from, count);
            const auto end = marks_.begin() + static_cast<std::ptrdiff_t>(count);
            const auto at =
                std::find_if(marks_.begin(), end, [](std::uint8_t m) { return m != 0; });
            if (at != end) return from + static_cast<std::size_t>(at - marks_.begin());
        }
        return to;
    }

 private:
    void mark(std::size_t from, std::size_t count) noexcept {
        marks_.fill(0);
        for (const auto& word : columns_.words) {
            if (!word.empty()) mark_changes(word.data() + from, count);
        }
        if (!columns_.floor.empty()) mark_changes(columns_.floor.data() + from, count);
        mark_changes(columns_.lift.data() + from, count);
        for (const auto& values : {columns_.position, columns_.speed, columns_.noise,
                                   columns_.vibration, columns_.temperature}) {
            for (std::size_t i = 0; !values.empty() && i < count; ++i) {
                add(i, is_known(values[from + i]));
            }
        }
        // A speed that is not told again is a speed of a while ago.
        for (std::size_t i = 0; !columns_.speed.empty() && i < count; ++i) {
            add(i, is_known(columns_.speed[from + i - 1]));
        }
        const Time* const time = columns_.time.data() + from;
        for (std::size_t i = 0; i < count; ++i) {
            const std::int64_t passed = (time[i] - time[i - 1]).count();
            add(i, (passed <= 0) | (passed > silence_.count()));
        }
    }

    // `column[-1]` is the row before.
    template <class T>
    void mark_changes(const T* column, std::size_t count) noexcept {
        for (std::size_t i = 0; i < count; ++i) {
            add(i, column[i] != column[i - 1]);
        }
    }

    void add(std::size_t row, bool changes) noexcept {
        marks_[row] = static_cast<std::uint8_t>(marks_[row] | static_cast<unsigned>(changes));
    }

    const Columns& columns_;
    Duration silence_;
    std::array<std::uint8_t, rows> marks_{};
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
        std::size_t next = marks.first(i + 1, size);
        const auto times = columns.time.subspan(i + 1, next - (i + 1));
        const auto due = std::lower_bound(times.begin(), times.end(), state.due);
        next = i + 1 + static_cast<std::size_t>(due - times.begin());
        if (next > i + 1) Picture::hear(R::template state_of<Picture>(state), times[next - i - 2]);
        i = next;
        const bool ends = i == size || columns.lift[i] != lift;
        if (ends && until != never) row.push(state, Tick{until, lift}, sink);
    }
    return strangers;
}

}  // namespace hoistway
