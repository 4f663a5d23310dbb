// SPDX-License-Identifier: Apache-2.0
#include "box.hpp"

#include <algorithm>

namespace hoistway::detail {
namespace {

constexpr std::size_t batch = 512;

Time time_of(std::int64_t seconds) noexcept { return Time{std::chrono::seconds{seconds}}; }

}  // namespace

Box::Box(LiftIndex lift, const BoxOptions& options, const CitySink& sink, Random random)
    : lift_(lift),
      options_(options),
      sink_(&sink),
      random_(random),
      now_(options.start),
      spoken_(options.start),
      heartbeat_due_(options.start + options.heartbeat) {
    said_.reserve(batch);
    set_timer();
}

void Box::set_timer() noexcept {
    const std::int64_t wake = silent() ? silent_until_ : told() ? heartbeat_due_ : not_due;
    timer_ = std::min({wake, drop_due_, stir_due_});
}

// Handles the earliest timer, at its time.
void Box::ring() {
    now_ = std::max(now_, timer_);
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

void Box::report() { speak(nullptr); }

void Box::report_fault(const NativeFault& fault) { speak(&fault); }

void Box::speak(const NativeFault* fault) {
    if (!told() || silent()) return;
    Observation& said = said_.emplace_back(signals);
    said.time = time_of(now_);
    said.lift = lift_;
    if (fault != nullptr) said.fault = *fault;
    ++observations_;
    spoken_ = now_;
    const bool occupied = signals.presence == Flag::yes;
    heartbeat_due_ =
        now_ + std::min(options_.heartbeat, occupied ? options_.occupied : options_.heartbeat);
    set_timer();
    if (said_.size() < batch) return;
    if (sink_->observations) sink_->observations(said_);
    said_.clear();
}

void Box::tell(EventKind kind, std::int64_t from, std::int64_t to, Cause cause,
               const NativeFault& native) {
    const std::int64_t until = std::min(to, options_.end);
    if (!sink_->truth || from >= until) return;
    sink_->truth({lift_, kind, {time_of(from), time_of(until)}, cause, native});
}

void Box::tell_visit() {
    if (sink_->visit && told()) sink_->visit({time_of(now_), lift_});
}

void Box::enter() {
    drop_due_ = stir_due_ = not_due;
    set_timer();
    if (signals.presence != Flag::yes) sense(true);
}

void Box::stay_still(std::uint32_t mean_seconds) {
    stir_mean_ = mean_seconds;
    drop_due_ = now_ + options_.hold;
    stir_due_ = now_ + 1 + random_.waiting(mean_seconds);
    if (stir_due_ <= drop_due_) drop_due_ = not_due;
    set_timer();
}

void Box::leave(std::int64_t extra) {
    stir_due_ = not_due;
    drop_due_ = now_ + options_.hold + extra;
    set_timer();
}

void Box::fall_silent(std::int64_t seconds, bool offline) {
    silent_until_ = now_ + seconds;
    offline_ = offline;
    set_timer();
}

void Box::end_silence(std::int64_t until) {
    offline_ = false;
    tell(EventKind::device_offline, spoken_, until, Cause::unknown);
}

void Box::finish() {
    if (offline_) end_silence(options_.end);
    if (sink_->observations && !said_.empty()) sink_->observations(said_);
    said_.clear();
}

}  // namespace hoistway::detail
