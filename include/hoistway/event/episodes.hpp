// SPDX-License-Identifier: Apache-2.0
//
// Findings become news: one open episode per lift and kind, from raised over updated to cleared.
//
//     Finding, DeviceFault -> Event
//
// However often a rule or a device repeats itself, an episode is raised once and cleared once; a
// repetition is an update where it says something new and silence where it does not. Nothing is
// sampled away. A device's own faults are episodes of their own, one per (dialect, code); up to
// four of them are kept open per lift [default], beyond that each is passed on as it comes. So is a
// finding of a kind that no rule here raises (`ruled_kinds`): a stage of your own keeps its own
// episodes. Constant time, no allocation.

#pragma once

#include <algorithm>
#include <array>

#include "hoistway/model/event.hpp"
#include "hoistway/model/facts.hpp"

namespace hoistway {

class Episodes {
 public:
    struct OpenFault {
        NativeFault fault;
        Time since = never;
    };

    struct State {
        std::array<Time, ruled_kinds> since = all_closed();
        std::array<OpenFault, 4> faults{};
    };

    template <class Emit>
    void on(State& state, const Finding& finding, Emit&& emit) const {
        const auto kind = static_cast<std::size_t>(finding.kind);
        if (kind >= ruled_kinds) {
            emit(to_event(finding));
            return;
        }
        Time& since = state.since[kind];
        const bool open = since != never;
        if (finding.phase == Phase::cleared && !open) return;
        if (finding.phase == Phase::raised && open) return;
        if (!open) since = finding.since;
        Event event = to_event(finding);
        event.since = since;
        if (finding.phase == Phase::updated && !open) event.phase = Phase::raised;
        if (finding.phase == Phase::cleared) since = never;
        emit(event);
    }

    template <class Emit>
    void on(State& state, const DeviceFault& told, Emit&& emit) const {
        OpenFault* open = find(state, told.fault);
        if (told.fault.cleared) {
            if (open == nullptr) return;
            emit(to_event(told, open->since));
            *open = {};
        } else if (open == nullptr) {
            OpenFault* free = find(state, NativeFault{});
            if (free != nullptr) *free = {told.fault, told.time};
            emit(to_event(told, told.time));
        }
    }

 private:
    static constexpr std::array<Time, ruled_kinds> all_closed() noexcept {
        std::array<Time, ruled_kinds> since{};
        since.fill(never);
        return since;
    }

    static OpenFault* find(State& state, const NativeFault& fault) noexcept {
        const auto same = [&](const OpenFault& open) {
            return open.fault.dialect == fault.dialect && open.fault.code == fault.code;
        };
        const auto at = std::find_if(state.faults.begin(), state.faults.end(), same);
        return at == state.faults.end() ? nullptr : &*at;
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

    static Event to_event(const DeviceFault& told, Time since) noexcept {
        Event event{.time = told.time,
                    .lift = told.lift,
                    .rule = "device_fault@1",
                    .kind = EventKind::native,
                    .phase = told.fault.cleared ? Phase::cleared : Phase::raised,
                    .severity = Severity::minor,
                    .since = since,
                    .floor = told.floor,
                    .native = told.fault};
        event.evidence.add("reported_by", "device");
        return event;
    }
};

}  // namespace hoistway
