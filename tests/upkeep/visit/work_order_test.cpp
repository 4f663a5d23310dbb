// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/work_order.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;
using std::chrono::hours;
using std::chrono::minutes;

static const Time nine = *parse_time("2026-03-02T09:00:00+08:00");

static const OrderRule entrapment_rule{
    .kind = OrderKind::entrapment, .accept = minutes{5}, .arrive = minutes{30}, .finish = hours{2}};

static OrderStep step(OrderAction action, int minute, std::string to = {}) {
    return {.time = nine + minutes{minute},
            .action = action,
            .by = "dispatch",
            .to = std::move(to),
            .reason = "because"};
}

static WorkOrder fresh() {
    return open_order({.id = "o", .lift = 0, .kind = OrderKind::entrapment, .at = nine},
                      entrapment_rule);
}

// The shortest way to each stage, a minute a step.
static WorkOrder at_stage(OrderState stage) {
    using enum OrderAction;
    static const std::map<OrderState, std::vector<OrderAction>> ways{
        {OrderState::open, {}},
        {OrderState::assigned, {assign}},
        {OrderState::accepted, {assign, accept}},
        {OrderState::on_site, {assign, accept, arrive}},
        {OrderState::done, {assign, accept, arrive, finish}},
        {OrderState::verified, {assign, accept, arrive, finish, verify}},
        {OrderState::cancelled, {cancel}},
    };
    WorkOrder order = fresh();
    int minute = 0;
    for (const OrderAction action : ways.at(stage)) {
        const auto after = apply_step(order, step(action, ++minute, action == assign ? "w-1" : ""));
        REQUIRE(after.has_value());
        order = *after;
    }
    CHECK(order.state() == stage);
    return order;
}

// The table of docs/visits.md, written down a second time; "-" is refused.
TEST_CASE("every action is taken or refused in every state as the table says") {
    const char* const table[8][8] = {
        // assign, accept, arrive, finish, verify, reopen, cancel, expire after all deadlines
        {"assigned", "-", "-", "-", "-", "-", "cancelled", "overdue"},         // open
        {"assigned", "accepted", "-", "-", "-", "-", "cancelled", "overdue"},  // assigned
        {"assigned", "-", "on_site", "-", "-", "-", "cancelled", "overdue"},   // accepted
        {"assigned", "-", "-", "done", "-", "-", "cancelled", "overdue"},      // on_site
        {"-", "-", "-", "-", "verified", "open", "-", "-"},                    // done
        {"-", "-", "-", "-", "-", "-", "-", "-"},                              // verified
        {"-", "-", "-", "-", "-", "-", "-", "-"},                              // cancelled
    };
    for (std::size_t stage = 0; stage < 7; ++stage) {
        for (std::size_t action = 0; action < 8; ++action) {
            const WorkOrder before = at_stage(static_cast<OrderState>(stage));
            const auto after =
                apply_step(before, step(static_cast<OrderAction>(action), 600, "w-2"));
            CAPTURE(stage);
            CAPTURE(action);
            CHECK((after ? to_text(after->state()) : "-") == table[stage][action]);
            if (!after) CHECK(after.error() == OrderFault::not_allowed);
        }
    }
}

TEST_CASE("an overdue order goes on from the stage it had") {
    for (std::size_t stage = 0; stage < 4; ++stage) {
        const WorkOrder before = at_stage(static_cast<OrderState>(stage));
        const auto overdue = apply_step(before, step(OrderAction::expire, 500));
        REQUIRE(overdue.has_value());
        CHECK(overdue->state() == OrderState::overdue);
        CHECK(overdue->stage == before.stage);
        for (std::size_t action = 0; action < 7; ++action) {
            const OrderStep next = step(static_cast<OrderAction>(action), 600, "w-2");
            const auto on_time = apply_step(before, next), late = apply_step(*overdue, next);
            REQUIRE(on_time.has_value() == late.has_value());
            if (!late) continue;
            CHECK(late->stage == on_time->stage);
            // Handing over is not answering: it stays overdue.
            const bool assigned = next.action == OrderAction::assign;
            CHECK((late->state() == OrderState::overdue) == assigned);
        }
    }
}

TEST_CASE("a deadline is met in its last millisecond and missed in the next one") {
    WorkOrder order = at_stage(OrderState::assigned);
    OrderStep late = step(OrderAction::expire, 5);
    CHECK(apply_step(order, late).error() == OrderFault::not_yet);
    late.time += Duration{1};
    REQUIRE(apply_step(order, late).has_value());
    OrderStep accept = step(OrderAction::accept, 5);
    CHECK_FALSE(apply_step(order, accept)->missed[0]);
    accept.time += Duration{1};
    CHECK(apply_step(order, accept)->missed[0]);
}

TEST_CASE("each deadline is told once, and the next one again") {
    WorkOrder order = at_stage(OrderState::assigned);
    order = *apply_step(order, step(OrderAction::expire, 10));
    CHECK(apply_step(order, step(OrderAction::expire, 11)).error() == OrderFault::not_yet);
    order = *apply_step(order, step(OrderAction::accept, 12));
    CHECK(order.state() == OrderState::accepted);
    CHECK(next_deadline(order) == nine + minutes{30});
    order = *apply_step(order, step(OrderAction::expire, 31));
    CHECK(order.missed == std::array{true, true, false});
    order = *apply_step(order, step(OrderAction::arrive, 32));
    order = *apply_step(order, step(OrderAction::finish, 120));
    CHECK(order.missed == std::array{true, true, false});
    CHECK_FALSE(next_deadline(order).has_value());
}

TEST_CASE("an order handed over keeps its deadlines") {
    WorkOrder order = at_stage(OrderState::accepted);
    order = *apply_step(order, step(OrderAction::assign, 20, "w-2"));
    CHECK(order.assignee == "w-2");
    CHECK(order.accept_by == nine + minutes{5});
    CHECK(order.arrive_by == nine + minutes{30});
    CHECK(order.steps.back().left_in == OrderState::assigned);
}

TEST_CASE("a step without a reason, without an assignee or out of time is refused") {
    const WorkOrder order = at_stage(OrderState::assigned);
    OrderStep bad = step(OrderAction::accept, 3);
    bad.reason.clear();
    CHECK(apply_step(order, bad).error() == OrderFault::no_reason);
    CHECK(apply_step(order, step(OrderAction::assign, 3)).error() == OrderFault::no_assignee);
    CHECK(apply_step(order, step(OrderAction::assign, 3, "w-1")).error() ==
          OrderFault::same_assignee);
    CHECK(apply_step(order, step(OrderAction::accept, 0)).error() == OrderFault::before_last_step);
    CHECK(apply_step(fresh(), step(OrderAction::assign, -1, "w")).error() ==
          OrderFault::before_last_step);
    for (std::size_t i = 0; i < Words<OrderFault>::list.size(); ++i) {
        CHECK_FALSE(cure(static_cast<OrderFault>(i)).empty());
    }
}

TEST_CASE("every step is kept with its reason and what came of it") {
    const WorkOrder order = at_stage(OrderState::verified);
    REQUIRE(order.steps.size() == 5);
    for (const OrderStep& taken : order.steps) CHECK(taken.reason == "because");
    CHECK(order.steps[3].left_in == OrderState::done);
    CHECK(order.closed());
}

TEST_CASE("a reopened order has to be assigned anew") {
    WorkOrder order = at_stage(OrderState::done);
    order = *apply_step(order, step(OrderAction::reopen, 10));
    CHECK(order.state() == OrderState::open);
    CHECK(order.assignee.empty());
    CHECK(apply_step(order, step(OrderAction::accept, 11)).error() == OrderFault::not_allowed);
}

TEST_CASE("alarms become orders by what they are") {
    Event event{.kind = EventKind::entrapment, .phase = Phase::raised};
    CHECK(order_kind_of(event) == OrderKind::entrapment);
    event.kind = EventKind::door_blocked;
    event.severity = Severity::minor;
    CHECK_FALSE(order_kind_of(event).has_value());
    event.severity = Severity::major;
    CHECK(order_kind_of(event) == OrderKind::fault);
    event.kind = EventKind::device_offline;
    CHECK_FALSE(order_kind_of(event).has_value());
    event.kind = EventKind::entrapment;
    event.phase = Phase::cleared;
    CHECK_FALSE(order_kind_of(event).has_value());
}

TEST_CASE("the book opens one order a lift and kind, and refuses an id that it has") {
    OrderBook book({entrapment_rule});
    const OrderCause cause{.id = "a", .lift = 0, .kind = OrderKind::entrapment, .at = nine};
    CHECK(*book.add(cause));
    CHECK(book.add(cause).error() == OrderFault::duplicate_order);
    OrderCause again = cause;
    again.id = "b";
    CHECK_FALSE(*book.add(again));
    again.kind = OrderKind::fault;
    CHECK(*book.add(again));
    CHECK(book.orders().size() == 2);
    CHECK(*book.apply("a", step(OrderAction::cancel, 1)) == OrderState::cancelled);
    again = {.id = "c", .lift = 0, .kind = OrderKind::entrapment, .at = nine + minutes{9}};
    CHECK(*book.add(again));
    CHECK(book.apply("z", step(OrderAction::cancel, 1)).error() == OrderFault::unknown_order);
    CHECK(book.apply("a", step(OrderAction::assign, 2, "w")).error() == OrderFault::not_allowed);
}

TEST_CASE("the book tells what has become overdue, and a kind without a rule never does") {
    OrderBook book({entrapment_rule});
    CHECK(*book.add({.id = "a", .lift = 0, .kind = OrderKind::entrapment, .at = nine}));
    CHECK(*book.add({.id = "b", .lift = 0, .kind = OrderKind::fault, .at = nine}));
    CHECK(book.expire(nine + minutes{5}, "deadline") == 0);
    CHECK(book.expire(nine + minutes{6}, "deadline") == 1);
    CHECK(book.expire(nine + minutes{7}, "deadline") == 0);
    CHECK(book.orders().at("a").state() == OrderState::overdue);
    CHECK(book.orders().at("b").state() == OrderState::open);
}
