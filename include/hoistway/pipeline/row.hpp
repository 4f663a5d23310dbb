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
// stages do. Constant time and no allocation beyond what the stages say of themselves. A row is
// never written to, so threads may share it; a State belongs to one thread at a time.

#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

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

}  // namespace detail

template <class S>
concept Stage = std::is_trivially_copyable_v<typename S::State> && std::is_copy_constructible_v<S>;

template <Stage... Stages>
class Row {
 public:
    // One lift on this row. Trivially copyable, so that it can be moved, kept and restored as
    // bytes.
    struct State {
        std::tuple<typename Stages::State...> stages;
    };

    explicit Row(Stages... stages) : stages_(std::move(stages)...) {}

    // Hands a record to every stage that hears its kind, and all that comes of it to the sink.
    template <class Record, class Sink>
    void push(State& state, const Record& record, Sink&& sink) const {
        push_from<0>(state, record, sink);
    }

    template <class S>
    const S& stage() const noexcept {
        return std::get<S>(stages_);
    }

    template <class S>
    static auto& state_of(State& state) noexcept {
        return std::get<place_of<S>()>(state.stages);
    }

    template <class S>
    static const auto& state_of(const State& state) noexcept {
        return std::get<place_of<S>()>(state.stages);
    }

 private:
    template <class S>
    static constexpr std::size_t place_of() noexcept {
        constexpr bool same[] = {std::is_same_v<S, Stages>...};
        std::size_t place = 0;
        while (!same[place]) ++place;
        return place;
    }

    template <std::size_t I, class Record, class Sink>
    void push_from(State& state, const Record& record, Sink& sink) const {
        if constexpr (I == sizeof...(Stages)) {
            if constexpr (std::is_invocable_v<Sink&, const Record&>) sink(record);
        } else {
            const auto& stage = std::get<I>(stages_);
            using S = std::remove_cvref_t<decltype(stage)>;
            if constexpr (detail::Hears<S, Record>) {
                stage.on(std::get<I>(state.stages), record, [&](const auto& emitted) {
                    this->template push_from<I + 1>(state, emitted, sink);
                });
            }
            push_from<I + 1>(state, record, sink);
        }
    }

    std::tuple<Stages...> stages_;
};

}  // namespace hoistway
