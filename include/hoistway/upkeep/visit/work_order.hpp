// SPDX-License-Identifier: Apache-2.0
//
// Work orders: from an alarm, or from a visit that is due, to work that somebody has checked.
//
//     OrderBook book(rules);
//     book.add({.id = "A-1/entrapment/1", .lift = 7, .kind = OrderKind::entrapment, .at = time});
//     book.apply("A-1/entrapment/1", {.time = time, .action = OrderAction::assign, .to = "w-17",
//                                     .reason = "on duty"});
//
//     open -assign-> assigned -accept-> accepted -arrive-> on_site -finish-> done -verify->
//     verified
//
// Assigned anew from anywhere before `done`; reopened from `done`; cancelled before it is done. An
// order whose next deadline has passed is `overdue` once expire() has said so, keeps its stage, and
// goes on from there. Deadlines belong to the lift: handing an order over moves none. Every step
// has a time, an actor and a reason; a step that is not allowed is refused and leaves the order as
// it was. No clock is read. A step takes constant time, the book is an ordered map.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/language.hpp"

namespace hoistway {

enum class OrderKind : std::uint8_t { entrapment, fault, due_visit };
enum class OrderState : std::uint8_t {
    open,
    assigned,
    accepted,
    on_site,
    done,
    verified,
    cancelled,
    overdue,
};
enum class OrderAction : std::uint8_t {
    assign,
    accept,
    arrive,
    finish,
    verify,
    reopen,
    cancel,
    expire,
};
enum class OrderFault : std::uint8_t {
    unknown_order,
    duplicate_order,
    not_allowed,
    no_reason,
    no_assignee,
    same_assignee,
    not_yet,
    before_last_step,
};

template <>
struct Words<OrderKind> {
    static constexpr std::array<std::string_view, 3> list{"entrapment", "fault", "due_visit"};
};
template <>
struct Words<OrderState> {
    static constexpr std::array<std::string_view, 8> list{
        "open", "assigned", "accepted", "on_site", "done", "verified", "cancelled", "overdue"};
};
template <>
struct Words<OrderAction> {
    static constexpr std::array<std::string_view, 8> list{"assign", "accept", "arrive", "finish",
                                                          "verify", "reopen", "cancel", "expire"};
};
template <>
struct Words<OrderFault> {
    static constexpr std::array<std::string_view, 8> list{
        "unknown_order", "duplicate_order", "not_allowed", "no_reason",
        "no_assignee",   "same_assignee",   "not_yet",     "before_last_step"};
};

// What to do about a step that was refused.
constexpr std::string_view cure(OrderFault fault) noexcept {
    constexpr std::array<std::string_view, 8> cures{
        "check the order's id",
        "add each cause once",
        "see the table of steps in docs/visits.md",
        "say why the step is taken",
        "say to whom the order goes",
        "assign it to somebody else, or leave it where it is",
        "an order expires once its next deadline has passed",
        "steps of an order come in order of time"};
    return cures[static_cast<std::size_t>(fault)];
}

// How long each stage may take, from the cause on; what is not limited is empty.
struct OrderRule {
    OrderKind kind{};
    std::optional<Duration> accept{}, arrive{}, finish{};
    std::string clause{};  // where the numbers are from
};

// What was done, by whom: pseudonyms, never names.
struct OrderStep {
    Time time{};
    OrderAction action{};
    std::string by{};
    std::string to{};  // of assign only
    std::string reason{};
    OrderState left_in{};  // what the order was afterwards; filled in by apply()
};

struct OrderCause {
    std::string id{};
    LiftIndex lift = no_lift;
    OrderKind kind{};
    Time at{};
    std::string why{};  // the event's kind, the due item's trigger
};

struct WorkOrder {
    OrderCause cause{};
    OrderState stage = OrderState::open;  // never overdue
    bool overdue = false;
    std::string assignee{};
    std::optional<Time> accept_by{}, arrive_by{}, finish_by{};
    std::array<bool, 3> missed{};  // accept, arrive, finish: deadlines that passed unmet
    std::vector<OrderStep> steps{};

    OrderState state() const noexcept { return overdue ? OrderState::overdue : stage; }
    bool closed() const noexcept {
        return stage == OrderState::verified || stage == OrderState::cancelled;
    }
};

namespace detail {

using NextState = std::optional<OrderState>;

// Rows by stage, columns by action up to cancel; empty where the step is not allowed.
inline constexpr std::array<std::array<NextState, 7>, 7> order_table = [] {
    using enum OrderState;
    constexpr NextState no = std::nullopt;
    return std::array<std::array<NextState, 7>, 7>{{
        // assign   accept    arrive   finish verify   reopen cancel
        {assigned, no, no, no, no, no, cancelled},        // open
        {assigned, accepted, no, no, no, no, cancelled},  // assigned
        {assigned, no, on_site, no, no, no, cancelled},   // accepted
        {assigned, no, no, done, no, no, cancelled},      // on_site
        {no, no, no, no, verified, open, no},             // done
        {no, no, no, no, no, no, no},                     // verified
        {no, no, no, no, no, no, no},                     // cancelled
    }};
}();

}  // namespace detail

// Which deadline the stage is running against: 0 accept, 1 arrive, 2 finish; none once done.
constexpr std::optional<std::size_t> running_deadline(OrderState stage) noexcept {
    switch (stage) {
        case OrderState::open:
        case OrderState::assigned:
            return 0;
        case OrderState::accepted:
            return 1;
        case OrderState::on_site:
            return 2;
        case OrderState::done:
        case OrderState::verified:
        case OrderState::cancelled:
        case OrderState::overdue:
            break;
    }
    return std::nullopt;
}

// When the order will be overdue if nothing happens; empty where it was told so, or cannot be.
inline std::optional<Time> next_deadline(const WorkOrder& order) noexcept {
    const auto running = running_deadline(order.stage);
    if (!running || order.missed[*running]) return std::nullopt;
    const std::array<const std::optional<Time>*, 3> by{&order.accept_by, &order.arrive_by,
                                                       &order.finish_by};
    return *by[*running];
}

inline WorkOrder open_order(OrderCause cause, const OrderRule& rule) {
    WorkOrder order{.cause = std::move(cause)};
    const auto after = [&](const std::optional<Duration>& limit) -> std::optional<Time> {
        if (!limit) return std::nullopt;
        return order.cause.at + *limit;
    };
    order.accept_by = after(rule.accept);
    order.arrive_by = after(rule.arrive);
    order.finish_by = after(rule.finish);
    return order;
}

namespace detail {

inline std::optional<OrderFault> expire_fault(const WorkOrder& order, Time now) {
    if (!running_deadline(order.stage)) return OrderFault::not_allowed;
    const auto deadline = next_deadline(order);
    if (!deadline || now <= *deadline) return OrderFault::not_yet;
    return std::nullopt;
}

// Why the step cannot be taken, if it cannot.
inline std::optional<OrderFault> order_fault(const WorkOrder& order, const OrderStep& step) {
    const Time last = order.steps.empty() ? order.cause.at : order.steps.back().time;
    if (step.time < last) return OrderFault::before_last_step;
    if (step.reason.empty()) return OrderFault::no_reason;
    if (step.action == OrderAction::expire) return expire_fault(order, step.time);
    const auto row = static_cast<std::size_t>(order.stage);
    if (!order_table[row][static_cast<std::size_t>(step.action)]) return OrderFault::not_allowed;
    if (step.action != OrderAction::assign) return std::nullopt;
    if (step.to.empty()) return OrderFault::no_assignee;
    if (step.to == order.assignee) return OrderFault::same_assignee;
    return std::nullopt;
}

// A deadline that was met late was missed, whether anybody had said so or not.
inline void note_missed(WorkOrder& order, Time now) noexcept {
    const auto running = running_deadline(order.stage);
    const auto deadline = next_deadline(order);
    if (running && deadline && now > *deadline) order.missed[*running] = true;
}

}  // namespace detail

// The order after the step.
inline Result<WorkOrder, OrderFault> apply_step(WorkOrder order, OrderStep step) {
    if (const auto fault = detail::order_fault(order, step)) return *fault;
    const bool moves_on = step.action != OrderAction::assign && step.action != OrderAction::cancel;
    if (moves_on) detail::note_missed(order, step.time);
    if (step.action == OrderAction::expire) {
        order.overdue = true;
    } else {
        const auto row = static_cast<std::size_t>(order.stage);
        order.stage = *detail::order_table[row][static_cast<std::size_t>(step.action)];
        // Handing over does not mend what is late; only the stage that was missed does.
        if (moves_on || order.closed()) order.overdue = false;
        if (step.action == OrderAction::assign) order.assignee = step.to;
        if (step.action == OrderAction::reopen) order.assignee.clear();
    }
    step.left_in = order.state();
    order.steps.push_back(std::move(step));
    return order;
}

// What an alarm asks for: entrapments and people at risk first, every other raised alarm of at
// least major severity is a fault [default]; a silent device is the platform's to mend.
inline std::optional<OrderKind> order_kind_of(const Event& event) noexcept {
    if (event.phase != Phase::raised) return std::nullopt;
    if (event.kind == EventKind::entrapment || event.kind == EventKind::person_at_risk) {
        return OrderKind::entrapment;
    }
    if (event.kind == EventKind::device_offline || event.severity < Severity::major) {
        return std::nullopt;
    }
    return OrderKind::fault;
}

// All orders by their id. A cause of a lift that already has an open order of that kind is not a
// second order: it is counted as known.
class OrderBook {
 public:
    explicit OrderBook(std::vector<OrderRule> rules) : rules_(std::move(rules)) {}

    // False where the lift already has an open order of that kind.
    Result<bool, OrderFault> add(OrderCause cause) {
        if (orders_.contains(cause.id)) return OrderFault::duplicate_order;
        const auto key = std::pair{cause.lift, cause.kind};
        const auto known = open_.find(key);
        if (known != open_.end() && !orders_.at(known->second).closed()) return false;
        open_[key] = cause.id;
        const OrderRule rule = rule_of(cause.kind);
        std::string id = cause.id;
        orders_.emplace(std::move(id), open_order(std::move(cause), rule));
        return true;
    }

    // The order's state after the step.
    Result<OrderState, OrderFault> apply(std::string_view id, OrderStep step) {
        const auto found = orders_.find(id);
        if (found == orders_.end()) return OrderFault::unknown_order;
        Result<WorkOrder, OrderFault> after = apply_step(found->second, std::move(step));
        if (!after) return after.error();
        found->second = *std::move(after);
        return found->second.state();
    }

    // Every order whose deadline has passed by then becomes overdue. How many did.
    std::size_t expire(Time now, std::string_view reason) {
        std::size_t count = 0;
        for (auto& [id, order] : orders_) {
            Result<WorkOrder, OrderFault> after = apply_step(
                order, {.time = now, .action = OrderAction::expire, .reason = std::string(reason)});
            if (!after) continue;
            order = *std::move(after);
            ++count;
        }
        return count;
    }

    const std::map<std::string, WorkOrder, std::less<>>& orders() const noexcept { return orders_; }

 private:
    // Without a rule there are no deadlines.
    OrderRule rule_of(OrderKind kind) const {
        for (const OrderRule& rule : rules_) {
            if (rule.kind == kind) return rule;
        }
        return {.kind = kind};
    }

    std::vector<OrderRule> rules_;
    std::map<std::string, WorkOrder, std::less<>> orders_;
    std::map<std::pair<LiftIndex, OrderKind>, std::string> open_;
};

}  // namespace hoistway
