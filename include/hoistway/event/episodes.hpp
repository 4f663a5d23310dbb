// SPDX-License-Identifier: Apache-2.0
//
// Findings become news: one open episode per lift and kind, from raised over updated to cleared,
// whether a rule saw it, or the device says it by a code of its own, or both.
//
//     Finding, DeviceFault -> Event
//
//     Episodes{builtin_code_book()}      // codes that mean a kind of event join its episode
//     Episodes{}                         // every code is an episode of its own
//
// However often a rule or a device repeats itself, an episode is raised once and cleared once; a
// repetition is an update where it says something new and silence where it does not. Nothing is
// sampled away.
//
// A rule holds its kind from its first word until it clears; a device, by each code that means this
// kind, from the word of the code until it takes the code back or says "no fault". The episode is
// raised by whoever comes first and cleared when nobody holds it any more. In between, the word of
// another, and the end of one while another goes on, is an update; `reported_by` says who holds it
// then ("both", "device", "rule"), `found_by` what the rule itself had put there, `over_for` whose
// end it is, `meaning` that a code comes nearest without saying the same. So an entrapment is never
// cleared by the device while the rule holds it, nor by the rule while the device does. One
// exception: a dialect that never says that a code is over cannot hold what a rule sees end. There
// the end of the rule is the end for both, and every repetition of the code is told as an update,
// for it may be a new case.
//
// A code without a meaning in the book is an episode of its own, one per (dialect, code); up to
// four of them are kept open per lift [default], beyond that each is passed on as it comes. Codes
// with a meaning are all kept. Constant time, no allocation; 400 bytes a lift. A state goes with
// the book that it was made with; the rows of the book have to outlive the stage.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "hoistway/core/short_text.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/event/code_book.hpp"
#include "hoistway/event/open_codes.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

class Episodes {
 public:
    struct OpenFault {
        ShortText<16> dialect;
        ShortText<8> code;
        PackedTime since;
    };

    struct State {
        std::uint64_t by_rule = 0;  // kinds that a rule holds, by bit
        std::array<PackedTime, event_kinds> since{};
        OpenCodes by_device;
        std::array<OpenFault, 4> faults{};
    };
    static_assert(event_kinds <= 64, "a bit for each kind");

    explicit Episodes(CodeBook book = {}) noexcept : book_(book) {}

    template <class Emit>
    void on(State& state, const Finding& finding, Emit&& emit) const {
        const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(finding.kind);
        const bool open = (state.by_rule & bit) != 0;
        if (finding.phase == Phase::cleared && !open) return;
        if (finding.phase == Phase::raised && open) return;
        if (finding.phase == Phase::cleared) {
            state.by_rule &= ~bit;
            return emit(ended_by_rule(state, finding));
        }
        state.by_rule |= bit;
        emit(told_by_rule(state, finding, open));
    }

    template <class Emit>
    void on(State& state, const DeviceFault& told, Emit&& emit) const {
        const CodeMeaning* meaning = book_.find(told.fault);
        if (meaning == nullptr) return on_own_word(state, told, emit);
        if (meaning->no_fault) return end_all(state, told, emit);
        const bool said = state.by_device.has(book_, *meaning);
        if (told.fault.cleared) {
            if (said) emit(taken_back(state, told, *meaning));
        } else if (!said || !meaning->ends) {
            emit(told_by_device(state, told, *meaning));
        }
    }

 private:
    // --- what a rule says -----------------------------------------------------------------

    Event told_by_rule(State& state, const Finding& finding, bool open) const noexcept {
        const CodeMeaning* code = first_code_of(state, finding.kind);
        Event event = to_event(finding);
        if (code == nullptr && !open) {
            since_of(state, finding.kind) = finding.since;
            event.phase = Phase::raised;
            return event;
        }
        event.phase = Phase::updated;
        event.since = since_of(state, finding.kind);
        if (code == nullptr) return event;
        event.evidence = reported_by("both", {}, finding.evidence);
        event.native = fault_of(*code);
        return event;
    }

    // The bit of the rule is off already.
    Event ended_by_rule(State& state, const Finding& finding) const noexcept {
        Event event = to_event(finding);
        event.since = since_of(state, finding.kind);
        const CodeMeaning* code = first_code_of(state, finding.kind);
        if (code == nullptr) return event;
        event.native = fault_of(*code);
        state.by_device.for_each(book_, [&](const CodeMeaning& each) {
            if (each.kind == finding.kind && !each.ends) state.by_device.set(book_, each, false);
        });
        const CodeMeaning* left = first_code_of(state, finding.kind);
        if (left == nullptr) {
            event.evidence = reported_by("both", {}, finding.evidence);
            return event;
        }
        event.native = fault_of(*left);
        event.phase = Phase::updated;
        event.evidence = reported_by("device", "rule", finding.evidence);
        return event;
    }

    // --- what a device says by a code of the book -----------------------------------------

    Event told_by_device(State& state, const DeviceFault& told,
                         const CodeMeaning& code) const noexcept {
        const EventKind kind = code.kind;
        const bool by_rule = is_ruled(state, kind);
        const bool open = by_rule || first_code_of(state, kind) != nullptr;
        if (!open) since_of(state, kind) = told.time;
        state.by_device.set(book_, code, true);
        Event event = to_event(told, kind, since_of(state, kind));
        event.phase = open ? Phase::updated : Phase::raised;
        event.evidence = reported_by(by_rule ? "both" : "device", {});
        if (code.nearest) event.evidence.add("meaning", "nearest");
        return event;
    }

    Event taken_back(State& state, const DeviceFault& told,
                     const CodeMeaning& code) const noexcept {
        const EventKind kind = code.kind;
        state.by_device.set(book_, code, false);
        const bool by_rule = is_ruled(state, kind);
        const bool by_device = first_code_of(state, kind) != nullptr;
        Event event = to_event(told, kind, since_of(state, kind));
        event.phase = by_rule || by_device ? Phase::updated : Phase::cleared;
        if (!by_rule) {
            event.evidence = reported_by("device", {});
        } else if (by_device) {
            event.evidence = reported_by("both", {});
        } else {
            event.evidence = reported_by("rule", "device");
        }
        return event;
    }

    // "No fault": every open code of the dialect is as good as taken back.
    template <class Emit>
    void end_all(State& state, const DeviceFault& told, Emit& emit) const {
        DeviceFault end = told;
        end.fault.cleared = true;
        for (const OpenFault open : state.faults) {
            if (open.code.empty() || open.dialect != told.fault.dialect) continue;
            end.fault.code = open.code;
            on_own_word(state, end, emit);
        }
        state.by_device.for_each(book_, [&](const CodeMeaning& code) {
            if (code.dialect != told.fault.dialect) return;
            end.fault.code = code.code;
            emit(taken_back(state, end, code));
        });
    }

    // --- what a device says in words of its own -------------------------------------------

    template <class Emit>
    static void on_own_word(State& state, const DeviceFault& told, Emit& emit) {
        OpenFault* open = find(state, told.fault);
        if (told.fault.cleared) {
            if (open == nullptr) return;
            const Time since = open->since;
            *open = {};
            emit(own_word(told, since));
        } else if (open == nullptr) {
            OpenFault* free = find(state, NativeFault{});
            if (free != nullptr) *free = {told.fault.dialect, told.fault.code, told.time};
            emit(own_word(told, told.time));
        }
    }

    static Event own_word(const DeviceFault& told, Time since) noexcept {
        Event event = to_event(told, EventKind::native, since);
        event.phase = told.fault.cleared ? Phase::cleared : Phase::raised;
        event.evidence = reported_by("device", {});
        return event;
    }

    static OpenFault* find(State& state, const NativeFault& fault) noexcept {
        const auto same = [&](const OpenFault& open) {
            return open.dialect == fault.dialect && open.code == fault.code;
        };
        const auto at = std::find_if(state.faults.begin(), state.faults.end(), same);
        return at == state.faults.end() ? nullptr : &*at;
    }

    // --- who holds what -------------------------------------------------------------------

    static bool is_ruled(const State& state, EventKind kind) noexcept {
        return (state.by_rule >> static_cast<unsigned>(kind) & 1) != 0;
    }

    const CodeMeaning* first_code_of(const State& state, EventKind kind) const noexcept {
        return state.by_device.first_of(book_, kind);
    }

    static PackedTime& since_of(State& state, EventKind kind) noexcept {
        return state.since[static_cast<std::size_t>(kind)];
    }

    static NativeFault fault_of(const CodeMeaning& code) noexcept {
        return {.dialect = code.dialect, .code = code.code};
    }

    // --- events ---------------------------------------------------------------------------

    // Who holds it now, and whose end it is where another goes on, stand in front; what the rule
    // had said of itself is kept under another name.
    static Evidence reported_by(std::string_view who, std::string_view over_for,
                                const Evidence& seen = {}) noexcept {
        Evidence out;
        out.add("reported_by", who);
        if (!over_for.empty()) out.add("over_for", over_for);
        for (const EvidenceItem& item : seen) {
            const std::string_view name = item.name == "reported_by" ? "found_by" : item.name;
            if (item.word.empty()) {
                out.add(name, item.number);
            } else {
                out.add(name, item.word);
            }
        }
        return out;
    }

    static Event to_event(const Finding& finding) noexcept {
        return {.time = finding.time,
                .lift = finding.lift,
                .rule = finding.rule,
                .kind = finding.kind,
                .phase = finding.phase,
                .severity = finding.severity,
                .since = finding.since,
                .floor = finding.floor,
                .evidence = finding.evidence,
                .native = finding.native};
    }

    static Event to_event(const DeviceFault& told, EventKind kind, Time since) noexcept {
        return {.time = told.time,
                .lift = told.lift,
                .rule = "device_fault@1",
                .kind = kind,
                .severity = severity_told(kind),
                .since = since,
                .floor = told.floor,
                .native = told.fault};
    }

    CodeBook book_;
};

}  // namespace hoistway
