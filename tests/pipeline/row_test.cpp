// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/row.hpp"

#include <doctest/doctest.h>

#include <string>
#include <type_traits>
#include <vector>

using namespace hoistway;

namespace {

struct Number {
    int value = 0;
};

struct Twice {
    int value = 0;
};

struct Doubler {
    struct State {
        int seen = 0;
    };
    void begin(State& state, const std::string& papers) const {
        state.seen = static_cast<int>(papers.size());
    }
    template <class Emit>
    void on(State& state, const Number& number, Emit&& emit) const {
        ++state.seen;
        emit(Twice{2 * number.value});
    }
};

struct Summer {
    struct State {
        int sum = 0;
    };
    template <class Emit>
    void on(State& state, const Twice& twice, Emit&&) const {
        state.sum += twice.value;
    }
};

struct NoState {};

}  // namespace

static_assert(Stage<Doubler> && Stage<Summer>);
static_assert(!Stage<NoState>, "a class without a State is no stage");

TEST_CASE("what a stage emits reaches the stages after it and the sink") {
    const Row row{Doubler{}, Summer{}};
    auto lift = row.begin(std::string{});
    std::vector<int> out;
    row.push(lift, Number{4}, [&](const Twice& twice) { out.push_back(twice.value); });
    CHECK(decltype(row)::state_of<Summer>(lift).sum == 8);
    CHECK(out == std::vector<int>{8});
}

TEST_CASE("what a stage emits never reaches the stages before it") {
    const Row row{Summer{}, Doubler{}};
    auto lift = row.begin(std::string{});
    row.push(lift, Number{4}, [](const Twice&) {});
    CHECK(decltype(row)::state_of<Summer>(lift).sum == 0);
}

TEST_CASE("a stage that wants the lift's papers sees them at the beginning") {
    const Row row{Doubler{}, Summer{}};
    CHECK(decltype(row)::state_of<Doubler>(row.begin(std::string{"abc"})).seen == 3);
}

TEST_CASE("a lift on the row is plain bytes") {
    using State = Row<Doubler, Summer>::State;
    CHECK(std::is_trivially_copyable_v<State>);
}
