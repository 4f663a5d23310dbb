// SPDX-License-Identifier: Apache-2.0
#include "box.hpp"

#include <algorithm>

namespace hoistway::detail {
namespace {

Time time_of(std::int64_t seconds) noexcept { return Time{std::chrono::seconds{seconds}}; }

}  // namespace

Box::Box(LiftIndex lift, const Lift& papers, const BoxOptions& options, const CitySink& sink,
         Random random)
    : lift_(lift),
      options_(options),
      sink_(&sink),
      random_(random),
      truths_(lift, options.end),
      labeller_(papers, truths_),
      sensors_(options.sensors, truths_, Random{random.next(), 1}),
      link_(options.disturbances, sink, Random{random.next(), 2}),
      now_(options.start),
      spoken_(options.start),
      heartbeat_due_(options.start + options.heartbeat) {
    body.measured = options.sensors.position || options.sensors.full;
    set_timer();
}

void Box::set_timer() noexcept {
    const std::int64_t wake = silent() ? silent_until_ : told() ? heartbeat_due_ : not_due;
    timer_ = std::min({wake, drop_due_, stir_due_});
}

// The doors are as they are until then.
void Box::pass(std::int64_t until) noexcept {
    if (until <= now_) return;
    const std::int64_t seconds = std::min(until, options_.end) - std::min(now_, options_.end);
    const Door door = signals.door;
    if (signals.motion != Motion::running) {
        if (door == Door::opening || door == Door::closing) door_seconds_ += seconds;
        if (door == Door::open || door == Door::ajar) dwell_seconds_ += seconds;
    }
    now_ = until;
}

// Handles the earliest timer, at its time.
void Box::ring() {
    pass(timer_);
    if (silent_until_ == now_ && offline_) end_silence(now_);
    if (drop_due_ == timer_) {
        drop_due_ = not_due;
        sense(false);
    } else if (stir_due_ == timer_) {
        stay_still(stir_mean_);
        sense(true);
    } else {
        report();
    }
    set_timer();
}

void Box::sense(bool present) {
    if (signals.presence == to_flag(present)) return;
    signals.presence = to_flag(present);
    report();
}

// The chain is closed where nothing opens it; doors do, unless they are bypassed.
void Box::look() {
    const bool shut = signals.door == Door::closed && signals.door_lock == Flag::yes;
    signals.safety_chain = to_flag(!body.chain_fault && (shut || body.bypass));
    body.frozen_offset = sensors_.fallen_behind(body);
    if (offline_ && silent()) {
        labeller_.deafen(now_, signals, body);
    } else {
        labeller_.on(now_, signals, body);
    }
}

void Box::report() { speak(nullptr); }

void Box::report_fault(const NativeFault& fault) { speak(&fault); }

void Box::speak(const NativeFault* fault) {
    look();
    if (!told() || silent()) return;
    Observation said = signals;
    said.time = time_of(now_ + ahead_);
    said.lift = lift_;
    sensors_.read(said, body, now_);
    if (fault != nullptr) said.fault = *fault;
    link_.say(said);
    spoken_ = now_;
    const bool occupied = signals.presence == Flag::yes;
    heartbeat_due_ =
        now_ + std::min(options_.heartbeat, occupied ? options_.occupied : options_.heartbeat);
    set_timer();
}

void Box::tell(EventKind kind, std::int64_t from, std::int64_t to, std::int64_t least, Cause cause,
               const NativeFault& native) {
    truths_.add(kind, from, to, least, cause, native);
}

void Box::tell_visit() {
    if (sink_->visit && told()) sink_->visit({time_of(now_), lift_});
}

void Box::enter() {
    body.person = true;
    drop_due_ = stir_due_ = not_due;
    set_timer();
    if (signals.presence != Flag::yes) return sense(true);
    look();
}

void Box::stay_still(std::uint32_t mean_seconds) {
    stir_mean_ = mean_seconds;
    drop_due_ = now_ + options_.hold;
    stir_due_ = now_ + 1 + random_.waiting(mean_seconds);
    if (stir_due_ <= drop_due_) drop_due_ = not_due;
    set_timer();
}

void Box::leave(std::int64_t extra) {
    body.person = false;
    look();
    stir_due_ = not_due;
    drop_due_ = now_ + options_.hold + extra;
    set_timer();
}

void Box::fall_silent(std::int64_t seconds, bool offline) {
    silent_until_ = now_ + seconds;
    offline_ = offline;
    look();
    set_timer();
}

void Box::end_silence(std::int64_t until) {
    offline_ = false;
    tell(EventKind::device_offline, spoken_, until, 370, Cause::unknown);
}

void Box::finish() {
    if (offline_) end_silence(options_.end);
    sensors_.finish();
    labeller_.finish();
    link_.finish();
    truths_.tell(*sink_);
}

}  // namespace hoistway::detail
