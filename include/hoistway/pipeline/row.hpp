// SPDX-License-Identifier: Apache-2.0
//
// A row of stages that records flow through, one way, and the state of one lift on that row.
//
//     const Row row{Tracker{}, DoorBlocked{}, Episodes{}};
//     decltype(row)::State lift{};
//     row.push(lift, observation, [](const auto& record) { ... });
//
// A stage is any class with a State of plain data and `on(state, record, emit) const` for the
// records it cares about. Its options are shared by all lifts, its State is one lift's. What it
// emits reaches only the stages after it, and then the sink: data cannot flow back, whatever the
// stages do.
//
// Most records of a lift say nothing new. Where the first stage can tell (`repeats`), only it sees
// them, and the others are woken by a change or by the time they ask for: `due(state)`, the
// earliest time at which a stage wants to hear of time alone. The first stage tells it from its
// Gate, a base of its State, so that who has many lifts can keep these Fronts by themselves. A row
// with a stage that hears moments and names no such time shows every record to everybody, and so
// does push_through().
//
// Constant time and no allocation beyond what the stages say of themselves. A row is never written
// to, so threads may share it; a State belongs to one thread at a time.

#pragma once

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include "hoistway/core/time.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

namespace detail {

struct Discard {
    template <class Record>
    void operator()(const Record&) const noexcept {}
};

template <class S, class Record>
concept Hears = requires(const S& stage, typename S::State& state, const Record& record,
                         Discard emit) {
    stage.on(state, record, emit);
};

template <class S, class Setup>
concept Begins = requires(const S& stage, typename S::State& state, const Setup& setup) {
    stage.begin(state, setup);
};

struct NoGate {};

template <class S>
struct GateOf {
    using Type = NoGate;
};
template <class S>
requires std::derived_from<typename S::State, typename S::Gate>
struct GateOf<S> {
    using Type = typename S::Gate;
};

// Takes a record that says nothing new, and answers whether it was one.
template <class S, class Record>
concept PassesOver = requires(const S& stage, typename S::Gate& gate, const Record& record) {
    { stage.repeats(gate, record) } -> std::same_as<bool>;
    requires std::derived_from<typename S::State, typename S::Gate>;
};

template <class S>
concept Wakes = requires(const S& stage, const typename S::State& state) {
    { stage.due(state) } -> std::same_as<Time>;
};

// As what the stages hear a record that says something new.
template <class Record>
struct HeardAs {
    using Type = Record;
};
template <>
struct HeardAs<Brief> {
    using Type = Observation;
};

// Whether a stage can sleep through records that say nothing new.
template <class S>
inline constexpr bool can_sleep = Wakes<S> || !Hears<S, Moment>;

// The states of a row one behind the other; a std::tuple would not be plain bytes.
template <std::size_t place, class S>
struct Link {
    S state{};
};

template <class Places, class... States>
struct Chain;

template <std::size_t... places, class... States>
struct Chain<std::index_sequence<places...>, States...> : Link<places, States>... {};

template <std::size_t place, class S>
constexpr S& link(Link<place, S>& chain) noexcept {
    return chain.state;
}
template <std::size_t place, class S>
constexpr const S& link(const Link<place, S>& chain) noexcept {
    return chain.state;
}

}  // namespace detail

template <class S>
concept Stage = std::is_trivially_copyable_v<typename S::State> && std::is_copy_constructible_v<S>;

template <Stage... Stages>
class Row {
    using First = std::tuple_element_t<0, std::tuple<Stages...>>;
    using Gate = typename detail::GateOf<First>::Type;

 public:
    // One lift on this row. Trivially copyable, so that it can be moved, kept and restored as
    // bytes.
    struct alignas(64) State {
        Time due = Time::max();  // when a stage wants to be woken
        detail::Chain<std::index_sequence_for<Stages...>, typename Stages::State...> stages;
    };

    // The part of it that every record touches: one cache line.
    struct alignas(64) Front {
        Time due = Time::max();
        Gate gate{};
    };

    explicit Row(Stages... stages) : stages_(std::move(stages)...) {}

    // Hands a record to every stage that hears its kind, and all that comes of it to the sink.
    template <class Record, class Sink>
    void push(State& state, const Record& record, Sink&& sink) const {
        if (passes_over(state, record)) return;
        push_through(state, record, sink);
    }

    // The same, though the record may say nothing new.
    template <class Record, class Sink>
    void push_through(State& state, const Record& record, Sink&& sink) const {
        push_from<0>(state, record, sink);
        if constexpr (sleeps<Observation>()) state.due = due_from<0>(state);
    }

    // Takes a record for which no stage but the first has to be woken, if it is one.
    template <class Record>
    bool passes_over(State& state, const Record& record) const {
        return passes_gate(state.due, state_at<0>(state), record);
    }
    template <class Record>
    bool passes_over(Front& front, const Record& record) const {
        return passes_gate(front.due, front.gate, record);
    }

    static Front front_of(const State& state) noexcept {
        Front front{.due = state.due};
        if constexpr (has_gate) front.gate = static_cast<const Gate&>(state_at<0>(state));
        return front;
    }

    // The state of which this front is newer.
    static void put(State& state, const Front& front) noexcept {
        state.due = front.due;
        if constexpr (has_gate) static_cast<Gate&>(state_at<0>(state)) = front.gate;
    }

    // A fresh state, in which every stage that wants to know has seen the lift's papers.
    template <class Setup>
    State begin(const Setup& setup) const {
        State state{};
        begin_from<0>(state, setup);
        return state;
    }

    template <class S>
    const S& stage() const noexcept {
        return std::get<S>(stages_);
    }

    template <class S>
    static auto& state_of(State& state) noexcept {
        return state_at<place_of<S>()>(state);
    }

    template <class S>
    static const auto& state_of(const State& state) noexcept {
        return state_at<place_of<S>()>(state);
    }

 private:
    static constexpr bool has_gate = !std::is_same_v<Gate, detail::NoGate>;

    template <std::size_t I>
    static auto& state_at(auto& state) noexcept {
        return detail::link<I>(state.stages);
    }

    template <class Record>
    bool passes_gate(Time due, auto& gate, const Record& record) const {
        if constexpr (sleeps<Record>()) {
            return record.time < due && std::get<0>(stages_).repeats(gate, record);
        } else {
            return false;
        }
    }

    template <class S>
    static constexpr std::size_t place_of() noexcept {
        constexpr bool same[] = {std::is_same_v<S, Stages>...};
        std::size_t place = 0;
        while (!same[place]) ++place;
        return place;
    }

    // Nobody but the first stage hears this kind of record, and all others can sleep.
    template <class Record>
    static constexpr bool sleeps() noexcept {
        using Heard = typename detail::HeardAs<Record>::Type;
        constexpr std::size_t hearing =
            (std::size_t{0} + ... + (detail::Hears<Stages, Heard> ? 1 : 0));
        constexpr bool asleep =
            (... && (detail::can_sleep<Stages> || std::is_same_v<Stages, First>));
        return detail::PassesOver<First, Record> && hearing == 1 && asleep;
    }

    template <std::size_t I>
    Time due_from(const State& state) const noexcept {
        if constexpr (I == sizeof...(Stages)) {
            return Time::max();
        } else {
            const auto& stage = std::get<I>(stages_);
            const Time rest = due_from<I + 1>(state);
            if constexpr (detail::Wakes<std::remove_cvref_t<decltype(stage)>>) {
                return std::min(stage.due(state_at<I>(state)), rest);
            } else {
                return rest;
            }
        }
    }

    template <std::size_t I, class Setup>
    void begin_from(State& state, const Setup& setup) const {
        if constexpr (I < sizeof...(Stages)) {
            const auto& stage = std::get<I>(stages_);
            if constexpr (detail::Begins<std::remove_cvref_t<decltype(stage)>, Setup>) {
                stage.begin(state_at<I>(state), setup);
            }
            begin_from<I + 1>(state, setup);
        }
    }

    template <std::size_t I, class Record, class Sink>
    void push_from(State& state, const Record& record, Sink& sink) const {
        if constexpr (I == sizeof...(Stages)) {
            if constexpr (std::is_invocable_v<Sink&, const Record&>) sink(record);
        } else {
            const auto& stage = std::get<I>(stages_);
            using S = std::remove_cvref_t<decltype(stage)>;
            if constexpr (detail::Hears<S, Record>) {
                stage.on(state_at<I>(state), record, [&](const auto& emitted) {
                    this->template push_from<I + 1>(state, emitted, sink);
                });
            }
            push_from<I + 1>(state, record, sink);
        }
    }

    std::tuple<Stages...> stages_;
};

}  // namespace hoistway
