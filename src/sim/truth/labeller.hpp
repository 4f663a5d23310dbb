// SPDX-License-Identifier: Apache-2.0
//
// Watches what is really the case and says when a kind of the catalogue was: docs/sim.md has the
// conditions and the least time each has to last. Entrapments, visits, silences, and what a device
// reports by itself are told by those who bring them about.

#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

#include "body.hpp"
#include "memory.hpp"
#include "truth_log.hpp"

namespace hoistway::detail {

class Labeller {
 public:
    Labeller(const Lift& lift, TruthLog& log);

    // Something may have changed. Times must not decrease.
    void on(std::int64_t now, const Observation& signals, const Body& body);
    // Nobody hears the box: what is the case meanwhile is not told.
    void deafen(std::int64_t now, const Observation& signals, const Body& body);
    void finish();

 private:
    struct Open {
        std::int64_t since = none;
        Cause cause{};
    };
    static constexpr std::size_t held = 24;  // kinds that only have to last

    void hold(const Scene& scene);
    void note_stop(const Scene& scene);
    void note_progress(const Scene& scene);
    void note_turns(const Scene& scene);
    void note_runs(const Scene& scene);
    void note_alarm(const Scene& scene);
    void end_progress(std::int64_t now);
    void end_cycling();
    void end_alarm();
    void drop(std::int64_t now);
    void close(std::size_t place, std::int64_t now);
    static Cause cause_of(const Open& open, const Scene& scene) noexcept;

    TruthLog* log_;
    Memory memory_;
    std::array<Open, held> open_{};
    Open turning_, cycling_, shaking_, alarm_;
    std::int64_t last_door_ = none, released_ = none;
    std::int64_t progress_ = none;  // the car runs without progress since
    double progress_position_ = 0;
    std::int16_t progress_floor_ = 0;
    std::array<std::int64_t, 3> opened_{none, none, none};  // the last openings at this stop
    std::int64_t run_limit_;                                // s, of a run without progress
    int turns_ = 0, rough_ = 0, smooth_ = 0;
    bool rough_run_ = false;
    double opened_at_ = std::numeric_limits<double>::quiet_NaN();  // m, at the last opening
    Cause cause_{};
    bool deaf_ = false;
};

}  // namespace hoistway::detail
