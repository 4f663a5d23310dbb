// SPDX-License-Identifier: Apache-2.0
#include "link.hpp"

#include <algorithm>
#include <cmath>

namespace hoistway::detail {
namespace {

constexpr std::size_t batch = 512;
constexpr std::int64_t day_ms = 86'400'000, china_ms = 28'800'000;  // +08:00

std::uint32_t per_million(double share) noexcept {
    return static_cast<std::uint32_t>(std::lround(share * 1e6));
}

std::int64_t seconds_of(Time time) noexcept { return time.time_since_epoch().count() / 1000; }

}  // namespace

Link::Link(const Disturbances& disturbances, const CitySink& sink, Random random)
    : disturbances_(disturbances),
      sink_(&sink),
      random_(random),
      lost_(per_million(disturbances.packet_loss)),
      late_(per_million(disturbances.disorder)),
      twice_(per_million(disturbances.repeats)) {
    batch_.reserve(batch);
    const auto most = static_cast<int>(std::lround(disturbances_.clock_drift * 1000));
    gain_ = random_.between(-most, most);
}

void Link::say(const Observation& said) {
    if (!disturbances_.any()) return put(said);
    if (disturbances_.flicker > 0) flicker(said);
    Observation seen = said;
    if (flipped_) flip(seen);
    send(seen);
}

// Presence flips now and then, and back, each with a word of its own; not in a silent box.
void Link::flicker(const Observation& next) {
    const auto mean = static_cast<std::uint32_t>(std::lround(86400 / disturbances_.flicker));
    if (!began_) flips_at_ = seconds_of(next.time) + 1 + random_.waiting(mean);
    const std::int64_t until = seconds_of(next.time);
    while (began_ && (flipped_ ? flips_back_ : flips_at_) < until) {
        const std::int64_t at = flipped_ ? flips_back_ : flips_at_;
        flipped_ = !flipped_;
        if (flipped_) flips_back_ = at + random_.between(2, 10);
        if (!flipped_) flips_at_ = at + 1 + random_.waiting(mean);
        if (until - seconds_of(last_.time) > 240) continue;
        Observation word = last_;
        word.time = Time{std::chrono::seconds{at}};
        word.fault = {};
        word.position = word.speed = no_value;  // nobody has looked
        if (flipped_) flip(word);
        send(word);
    }
    began_ = true;
    last_ = next;
}

void Link::flip(Observation& said) const noexcept {
    if (said.presence != Flag::unknown) said.presence = to_flag(said.presence == Flag::no);
}

void Link::send(Observation said) {
    said.time += drift_at(said.time);
    if (random_.chance(lost_)) return;
    if (random_.chance(late_)) {
        under_way_.push_back({said, random_.between(1, 3)});
        return;
    }
    pass(said);
    if (random_.chance(twice_)) under_way_.push_back({said, random_.between(1, 3)});
}

void Link::pass(const Observation& said) {
    put(said);
    for (Late& late : under_way_) {
        if (--late.records == 0) put(late.said);
    }
    under_way_.erase(std::remove_if(under_way_.begin(), under_way_.end(),
                                    [](const Late& late) { return late.records == 0; }),
                     under_way_.end());
}

// The clock gains, or loses, evenly until it is set at midnight.
Duration Link::drift_at(Time time) noexcept {
    const std::int64_t today = (time.time_since_epoch().count() + china_ms) % day_ms;
    return std::chrono::seconds{gain_ * (today / 1000) / day_ms};
}

void Link::put(const Observation& said) {
    ++told_;
    batch_.push_back(said);
    if (batch_.size() < batch) return;
    if (sink_->observations) sink_->observations(batch_);
    batch_.clear();
}

void Link::finish() {
    for (const Late& late : under_way_) put(late.said);
    under_way_.clear();
    if (sink_->observations && !batch_.empty()) sink_->observations(batch_);
    batch_.clear();
}

}  // namespace hoistway::detail
