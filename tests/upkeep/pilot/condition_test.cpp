// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/pilot/condition.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

static Condition compare(Fact fact, Op op, double limit) {
    Condition out;
    out.op = op;
    out.fact = fact;
    out.limit = limit;
    return out;
}

static Condition of(Op op, std::vector<Condition> parts) {
    Condition out;
    out.op = op;
    out.parts = std::move(parts);
    return out;
}

static Condition named(std::string name) {
    Condition out;
    out.op = Op::condition;
    out.name = std::move(name);
    return out;
}

TEST_CASE("a comparison is met at its limit or only beyond it") {
    struct Case {
        Op op;
        bool below, at, above;
    };
    const Case cases[] = {{Op::at_least, false, true, true},
                          {Op::above, false, false, true},
                          {Op::at_most, true, true, false},
                          {Op::below, true, false, false}};
    for (const Case& c : cases) {
        CAPTURE(to_text(c.op));
        const Condition condition = compare(Fact::silent_days, c.op, 15);
        const auto with = [&](double days) {
            return judge(condition, FactSheet{}.set(Fact::silent_days, days)).holds;
        };
        CHECK(with(14) == to_flag(c.below));
        CHECK(with(15) == to_flag(c.at));
        CHECK(with(16) == to_flag(c.above));
        CHECK(judge(condition, FactSheet{}).holds == Flag::unknown);
    }
}

// Kleene's tables, with unknown as the third value.
TEST_CASE("all, any and none follow the tables of three-valued logic") {
    const Flag u = Flag::unknown, n = Flag::no, y = Flag::yes;
    struct Case {
        Flag a, b, all, any, none;
    };
    const Case cases[] = {{y, y, y, y, n}, {y, n, n, y, n}, {y, u, u, y, n},
                          {n, n, n, n, y}, {n, u, n, u, u}, {u, u, u, u, u}};
    for (const Case& c : cases) {
        FactSheet sheet;
        if (c.a != u) sheet.set(Fact::insured, c.a == y);
        if (c.b != u) sheet.set(Fact::online, c.b == y);
        const std::vector<Condition> parts{compare(Fact::insured, Op::is, 1),
                                           compare(Fact::online, Op::is, 1)};
        CHECK(judge(of(Op::all, parts), sheet).holds == c.all);
        CHECK(judge(of(Op::any, parts), sheet).holds == c.any);
        CHECK(judge(of(Op::none, parts), sheet).holds == c.none);
        CHECK(judge(of(Op::all, {parts[1], parts[0]}), sheet).holds == c.all);
    }
}

TEST_CASE("every comparison is told with its numbers, met or not") {
    const Condition condition = of(Op::any, {compare(Fact::complaints, Op::at_least, 5),
                                             compare(Fact::fault_excess, Op::at_most, 0.05)});
    const Judged judged = judge(condition, FactSheet{}.set(Fact::complaints, 7));
    CHECK(judged.holds == Flag::yes);
    REQUIRE(judged.numbers.size() == 2);
    CHECK(judged.numbers[0].value == 7);
    CHECK(judged.numbers[0].limit == 5);
    CHECK(judged.numbers[0].holds == Flag::yes);
    CHECK(judged.numbers[1].holds == Flag::unknown);
}

TEST_CASE("a condition may name another one") {
    const std::vector<NamedCondition> names{{"insured", compare(Fact::insured, Op::is, 1)}};
    CHECK(judge(named("insured"), FactSheet{}.set(Fact::insured, 1), names).holds == Flag::yes);
    CHECK(judge(named("nobody"), FactSheet{}.set(Fact::insured, 1), names).holds == Flag::unknown);
}

TEST_CASE("a circle that nobody refused is unknown, and has an end") {
    const std::vector<NamedCondition> names{{"a", named("b")}, {"b", named("a")}};
    CHECK(judge(named("a"), FactSheet{}, names).holds == Flag::unknown);
}
