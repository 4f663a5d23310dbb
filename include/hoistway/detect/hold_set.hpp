// SPDX-License-Identifier: Apache-2.0
//
// Many held conditions as one stage: the same findings as a row of Hold<...>, in the same order.
//
//     using Rules = HoldSet<DoorBlockedCondition, PowerLossCondition>;
//     const Row row{Picture{}, Rules{}, Episodes{}};
//
// All questions are asked at every moment, for that is quick; their answers are kept as bits, and
// only a rule whose answer changes, or whose clock has run out, is looked at more closely. So a
// moment that means nothing to any rule touches eighteen bytes. Constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>

#include "hoistway/detect/hold.hpp"

namespace hoistway {

template <HoldCondition... Conditions>
class HoldSet {
 public:
    static constexpr std::size_t size = sizeof...(Conditions);
    static_assert(size <= 32, "the answers of a HoldSet are kept in 32 bits");

    // What the rules say of themselves, in order.
    static constexpr std::array<const RuleInfo*, size> infos{&Conditions::info...};

    struct State {
        std::uint32_t yes = 0, no = 0;  // both where it is fleeting
        std::uint32_t live = 0;         // a clock runs, or the alarm stands
        PackedTime due;  // the earliest of the clocks that run; never where none does
        std::array<HoldState, size> holds{};
    };

    explicit HoldSet(Conditions... conditions)
        : rules_(Hold<Conditions>{conditions}...), limits_{conditions.limits...} {}
    HoldSet() requires(size > 0) : HoldSet(Conditions{}...) {}

    template <class Emit>
    void on(State& state, const Moment& now, Emit&& emit) const {
        Answers answers;
        if (!is_stale(now)) answers = ask(now, std::make_index_sequence<size>{});
        const std::uint32_t changed = (answers.yes ^ state.yes) | (answers.no ^ state.no);
        state.yes = answers.yes;
        state.no = answers.no;
        // More of the same, heard in time, changes nothing before a clock has run out.
        const bool in_time = now.trusted_until == now.time && now.time < due(state);
        const std::uint32_t concerned = in_time ? changed : changed | state.live;
        if (concerned == 0) return;
        look(state, now, concerned, emit, std::make_index_sequence<size>{});
        state.due = earliest(state);
    }

    Time due(const State& state) const noexcept {
        return state.due == never ? Time::max() : Time{state.due};
    }

 private:
    struct Answers {
        std::uint32_t yes = 0, no = 0;
    };

    template <std::size_t I>
    static constexpr std::uint32_t bit = std::uint32_t{1} << I;

    Time earliest(const State& state) const noexcept {
        Time out = Time::max();
        for (std::uint32_t live = state.live; live != 0; live &= live - 1) {
            const auto place = static_cast<std::size_t>(std::countr_zero(live));
            out = std::min(out, due_of(state.holds[place], limits_[place]));
        }
        return out;
    }

    template <std::size_t... I>
    Answers ask(const Moment& now, std::index_sequence<I...>) const {
        Answers out;
        const auto note = [&](Answer answer, std::size_t place) {
            const auto bits = static_cast<std::uint32_t>(answer);
            out.yes |= (bits >> 1) << place;
            out.no |= (bits & 1) << place;
        };
        (note(std::get<I>(rules_).answer(now), I), ...);
        return out;
    }

    template <std::size_t I, class Emit>
    void look_at(State& state, const Moment& now, Emit& emit) const {
        const auto& rule = std::get<I>(rules_);
        const auto answer = static_cast<Answer>((state.yes >> I & 1) << 1 | (state.no >> I & 1));
        rule.answered(state.holds[I], now, answer, emit);
        const bool quiet = rule.is_quiet(state.holds[I]);
        state.live = quiet ? state.live & ~bit<I> : state.live | bit<I>;
    }

    template <class Emit, std::size_t... I>
    void look(State& state, const Moment& now, std::uint32_t concerned, Emit& emit,
              std::index_sequence<I...>) const {
        const auto one = [&](auto place) {
            if ((concerned >> place.value & 1) != 0) this->look_at<place.value>(state, now, emit);
        };
        (one(std::integral_constant<std::size_t, I>{}), ...);
    }

    std::tuple<Hold<Conditions>...> rules_;
    std::array<HoldLimits, size> limits_;
};

}  // namespace hoistway
