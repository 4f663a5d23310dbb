// SPDX-License-Identifier: Apache-2.0
#include "labeller.hpp"

#include <algorithm>
#include <cmath>

#include "hoistway/sim/motion.hpp"

namespace hoistway::detail {
namespace {

using Holds = bool (*)(const Scene&, const Memory&);

// A kind that is the case as long as something holds, and is told where that lasts at least so
// many seconds: ten more than the rule waits, where docs/sim.md does not say otherwise.
struct HeldKind {
    EventKind kind;
    std::int64_t least;
    Holds holds;
};

bool mains_off(const Scene& scene, const Memory&) { return scene.signals->mains_power == Flag::no; }

bool off_level(const Scene& scene, const Memory&) {
    return !scene.runs() && !scene.in_zone() && !scene.inspected();
}

bool stopped_abnormally(const Scene& scene, const Memory&) {
    return !scene.runs() && !scene.in_zone() && scene.in_service();
}

bool above_top(const Scene& scene, const Memory& memory) {
    return !scene.runs() && scene.body->position > memory.heights.back() + 0.10;
}

bool below_bottom(const Scene& scene, const Memory&) {
    return !scene.runs() && scene.body->position < -0.10;
}

bool doors_blocked(const Scene& scene, const Memory& memory) {
    return !scene.runs() && memory.stood_open && scene.in_service();
}

bool does_not_close(const Scene& scene, const Memory& memory) {
    return !scene.runs() && memory.closing_began && scene.in_service();
}

bool does_not_open(const Scene& scene, const Memory& memory) {
    return !scene.runs() && scene.in_zone() && scene.closed() && !memory.opened_since_run &&
           scene.body->person && scene.in_service();
}

bool does_not_start(const Scene& scene, const Memory& memory) {
    return !scene.runs() && scene.in_zone() && scene.closed() && memory.opened_since_run &&
           scene.body->person && scene.in_service();
}

bool open_off_level(const Scene& scene, const Memory&) {
    const bool fire = scene.signals->mode == Mode::firefighter;
    return !scene.runs() && scene.signals->door == Door::open && !scene.in_zone() &&
           !scene.inspected() && !fire;
}

bool open_while_running(const Scene& scene, const Memory& memory) {
    return scene.runs() && !scene.closed() && !scene.in_zone() && memory.shut_at_start &&
           !scene.inspected();
}

bool moved_unintended(const Scene& scene, const Memory& memory) {
    const double away = std::abs(scene.body->position - memory.opened_height);
    return memory.opened_in_zone && (!scene.in_zone() || away > 0.20) && !scene.inspected();
}

bool too_fast(const Scene& scene, const Memory& memory) {
    return scene.runs() && std::abs(scene.body->speed) >= 1.15 * memory.rated_speed;
}

bool chain_open(const Scene& scene, const Memory&) {
    return scene.signals->safety_chain == Flag::no && (scene.runs() || scene.closed()) &&
           !scene.inspected();
}

bool will_not_restart(const Scene& scene, const Memory& memory) {
    return memory.bad_stop && !scene.runs() && scene.signals->safety_chain == Flag::yes &&
           scene.signals->mains_power == Flag::yes && scene.closed() &&
           scene.signals->mode == Mode::normal;
}

bool not_level(const Scene& scene, const Memory& memory) {
    const double off = std::abs(scene.body->position - memory.height(scene.signals->floor));
    const bool stands_open = !scene.runs() && scene.signals->door == Door::open;
    return scene.body->measured && stands_open && off > 0.020 && off <= 0.35;
}

bool lost_itself(const Scene&, const Memory& memory) { return memory.lost; }

bool lock_open(const Scene& scene) {
    return scene.closed() && scene.signals->door_lock == Flag::no && !scene.inspected();
}

bool lock_open_standing(const Scene& scene, const Memory&) {
    return !scene.runs() && lock_open(scene);
}

bool lock_open_under_way(const Scene& scene, const Memory&) {
    return scene.runs() && lock_open(scene);
}

bool too_hot(const Scene&, const Memory& memory) { return memory.hot; }

bool too_loud(const Scene& scene, const Memory&) { return scene.body->loud; }

bool overloaded(const Scene& scene, const Memory&) { return scene.signals->overload == Flag::yes; }

bool idle(const Scene& scene, const Memory&) { return !scene.runs() && scene.in_service(); }

constexpr std::array<HeldKind, 24> held_kinds{{
    {EventKind::power_loss, 20, mains_off},
    {EventKind::on_battery, 70, mains_off},
    {EventKind::stopped_off_level, 25, off_level},
    {EventKind::stop_abnormal, 13, stopped_abnormally},
    {EventKind::overtravel_top, 25, above_top},
    {EventKind::overtravel_bottom, 25, below_bottom},
    {EventKind::door_blocked, 100, doors_blocked},
    {EventKind::close_abnormal, 70, does_not_close},
    {EventKind::car_door_fault, 25, does_not_open},
    {EventKind::start_abnormal, 70, does_not_start},
    {EventKind::opened_off_level, 12, open_off_level},
    {EventKind::opened_while_running, 3, open_while_running},
    {EventKind::unintended_movement, 1, moved_unintended},
    {EventKind::overspeed, 2, too_fast},
    {EventKind::safety_chain_open, 13, chain_open},
    {EventKind::restart_prevented, 130, will_not_restart},
    {EventKind::levelling_error, 15, not_level},
    {EventKind::position_lost, 15, lost_itself},
    {EventKind::door_lock_fault, 13, lock_open_standing},
    {EventKind::door_lock_fault, 1, lock_open_under_way},
    {EventKind::temperature_high, 70, too_hot},
    {EventKind::noise_abnormal, 46'800, too_loud},
    {EventKind::overload_stuck, 610, overloaded},
    {EventKind::long_idle, 86410, idle},
}};

// Where the papers tell the travel: the time over all of it and 10 s, from 20 to 45 s.
std::int64_t run_limit_of(const Lift& lift) {
    const double top = lift.floors.back().height;
    const MotionProfile ride{top, {.speed = lift.rated_speed}};
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(ride.duration())) + 10, 20,
                                    45);
}

}  // namespace

Labeller::Labeller(const Lift& lift, TruthLog& log)
    : log_(&log), memory_(lift), run_limit_(run_limit_of(lift)) {
    static_assert(held == held_kinds.size());
}

void Labeller::on(std::int64_t now, const Observation& signals, const Body& body) {
    deaf_ = false;
    const Scene scene{now, &signals, &body};
    const Door before = memory_.door;
    memory_.note(scene);
    cause_ = body.cause;
    hold(scene);
    note_stop(scene);
    note_progress(scene);
    if (signals.door != before) last_door_ = now;
    note_turns(scene);
    note_runs(scene);
    note_alarm(scene);
}

Cause Labeller::cause_of(const Open& open, const Scene& scene) noexcept {
    return open.cause == Cause::unknown ? scene.body->cause : open.cause;
}

void Labeller::hold(const Scene& scene) {
    for (std::size_t i = 0; i < held; ++i) {
        Open& open = open_[i];
        const bool holds = held_kinds[i].holds(scene, memory_);
        if (holds && open.since == none) open = {scene.now, scene.body->cause};
        if (holds) open.cause = cause_of(open, scene);
        if (!holds && open.since != none) close(i, scene.now);
    }
}

void Labeller::close(std::size_t place, std::int64_t now) {
    const HeldKind& what = held_kinds[place];
    log_->add(what.kind, open_[place].since, now, what.least, open_[place].cause);
    open_[place] = {};
}

void Labeller::note_stop(const Scene& scene) {
    if (!memory_.braked) return;
    log_->add(EventKind::emergency_stop, scene.now, scene.now, 0, scene.body->cause);
}

void Labeller::note_progress(const Scene& scene) {
    const bool counts = scene.runs() && scene.in_service();
    const bool moved = std::abs(scene.body->position - progress_position_) >= 0.10 ||
                       scene.signals->floor != progress_floor_;
    if (progress_ != none && (!counts || moved)) end_progress(scene.now);
    if (!counts || progress_ != none) return;
    progress_ = scene.now;
    progress_position_ = scene.body->position;
    progress_floor_ = scene.signals->floor;
}

void Labeller::end_progress(std::int64_t now) {
    if (progress_ != none) {
        log_->add(EventKind::run_time_limit, progress_, now, run_limit_ + 10, cause_);
    }
    progress_ = none;
}

void Labeller::note_turns(const Scene& scene) {
    const Door door = scene.signals->door;
    if (cycling_.since != none && (scene.runs() || scene.now > last_door_ + 30)) end_cycling();
    if (scene.runs()) opened_ = {none, none, none};
    if (last_door_ != scene.now) return;
    if (door == Door::opening && !memory_.closing_began) {
        opened_ = {opened_[1], opened_[2], scene.now};
    }
    if (door == Door::opening && memory_.closing_began) {
        ++turns_;
        if (turns_ == 4 && scene.in_service()) turning_ = {scene.now, cause_};
        if (turns_ == 10 && cycling_.since == none) cycling_ = {scene.now, cause_};
    }
    if (door != Door::closed) return;
    turns_ = 0;
    if (turning_.since != none) {
        log_->add(EventKind::car_door_close_abnormal, turning_.since, scene.now, 0, turning_.cause);
    }
    turning_ = {};
    const bool thrice = opened_[0] != none && scene.now - opened_[0] <= 15;
    if (thrice && cycling_.since == none) cycling_ = {scene.now, cause_};
}

void Labeller::end_cycling() {
    if (cycling_.since != none) {
        log_->add(EventKind::door_cycling, cycling_.since, last_door_, 0, cycling_.cause);
    }
    cycling_ = {};
}

// A run is one when the doors open somewhere else.
void Labeller::note_runs(const Scene& scene) {
    if (scene.runs() && scene.body->rough) rough_run_ = true;
    if (scene.signals->door != Door::open || last_door_ != scene.now) return;
    const bool ran = !(std::abs(scene.body->position - opened_at_) < 0.30);
    opened_at_ = scene.body->position;
    if (!ran) return;
    rough_ = rough_run_ ? rough_ + 1 : 0;
    smooth_ = rough_run_ ? 0 : smooth_ + 1;
    rough_run_ = false;
    if (rough_ == 3 && shaking_.since == none) shaking_ = {scene.now, scene.body->cause};
    if (smooth_ < 3 || shaking_.since == none) return;
    log_->add(EventKind::vibration_abnormal, shaking_.since, scene.now, 1, shaking_.cause);
    shaking_ = {};
}

void Labeller::note_alarm(const Scene& scene) {
    const bool pressed = scene.signals->alarm_button == Flag::yes;
    if (!pressed && alarm_.since != none && released_ == none) released_ = scene.now;
    if (released_ != none && scene.now >= released_ + 60) end_alarm();
    if (!pressed) return;
    if (alarm_.since == none) alarm_ = {scene.now, cause_};
    released_ = none;
}

void Labeller::end_alarm() {
    if (alarm_.since != none) {
        log_->add(EventKind::alarm_button, alarm_.since,
                  released_ == none ? log_->end() : released_, 1, alarm_.cause);
    }
    alarm_ = {};
    released_ = none;
}

void Labeller::deafen(std::int64_t now, const Observation& signals, const Body& body) {
    if (!deaf_) drop(now);
    deaf_ = true;
    const Scene scene{now, &signals, &body};
    memory_.note(scene);
    rough_run_ = false;
}

// Tells what has lasted long enough, and forgets the rest.
void Labeller::drop(std::int64_t now) {
    for (std::size_t i = 0; i < held; ++i) {
        if (open_[i].since != none) close(i, now);
    }
    end_progress(now);
    end_cycling();
    end_alarm();
    if (shaking_.since != none) {
        log_->add(EventKind::vibration_abnormal, shaking_.since, now, 1, shaking_.cause);
    }
    turning_ = shaking_ = {};
    opened_ = {none, none, none};
    turns_ = rough_ = smooth_ = 0;
}

void Labeller::finish() { drop(log_->end()); }

}  // namespace hoistway::detail
