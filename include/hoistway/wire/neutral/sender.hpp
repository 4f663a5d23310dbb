// SPDX-License-Identifier: Apache-2.0
//
// The terminal's side of the neutral frame: batches what is observed, keeps it until the platform
// has answered, and says what to send now.
//
//     NeutralSender sender{party, epoch, store};             // store: std::span<char>
//     sender.connect(now);                                   // a connection stands
//     sender.say(seen, now);                                 // an observation
//     sender.poll(now, [&](std::string_view frame) { ... }); // send these bytes; call it often
//     sender.hear(reply, now);                               // each NeutralReply of a
//     NeutralDecoder
//
// It opens no connection and reads no clock. A batch is closed when it is full, old enough, or
// holds a fault or a pressed alarm button. A frame without an answer is sent again after a silence,
// with all behind it, as a resend. Where the store is full the oldest frame goes and is counted.
// Memory is the store and 12 KiB from the start; nothing is allocated later. One thread.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/wire/neutral/batch.hpp"
#include "hoistway/wire/neutral/frame_ring.hpp"
#include "hoistway/wire/neutral/messages.hpp"

namespace hoistway {

// All of them [default].
struct NeutralSenderOptions {
    std::size_t batch = 50;                         // observations in a frame
    Duration batch_age = std::chrono::seconds{60};  // from its first observation on
    Duration silence = std::chrono::seconds{10};    // without an answer
    Duration heartbeat = std::chrono::seconds{60};  // where nothing else was sent
    std::size_t window = 8;                         // frames under way without an answer
};

struct NeutralSenderCounts {
    std::uint64_t observations = 0;         // taken into a batch
    std::uint64_t unsent = 0;               // without a time that can be sent
    std::uint64_t frames = 0, resends = 0;  // status frames sent
    std::uint64_t dropped = 0;              // status frames given up for want of room
    std::uint64_t refused = 0;              // answered with `refused`
};

class NeutralSender {
 public:
    // `epoch` differs from that of every earlier store of this terminal.
    NeutralSender(const NeutralParty& party, std::uint32_t epoch, std::span<char> store,
                  NeutralSenderOptions options = {})
        : party_(party), epoch_(epoch), options_(options), ring_(store) {
        if (party.id.empty()) refuse("NeutralSender: the terminal needs an identity");
        if (options.batch == 0 || options.batch > NeutralBatch::max_records)
            refuse("NeutralSender: a batch has 1 to 255 observations");
        if (options.window == 0) refuse("NeutralSender: the window must be above 0");
        if (options.silence <= Duration{0}) refuse("NeutralSender: silence must be above 0");
        frame_.reserve(NeutralFraming::max_frame);
    }

    // The login goes out with the next poll; what was not answered follows it.
    void connect(Time now) noexcept {
        state_ = State::logging_in;
        heard_ = now;
        asked_ = false;
    }
    void disconnect() noexcept { state_ = State::offline; }
    bool online() const noexcept { return state_ == State::online; }

    // Puts an observation into the open batch; names what cannot be said of it.
    NeutralMisfit say(const Observation& seen, Time now) {
        NeutralAdded added = batch_.add(seen);
        if (!added.added && added.misfit.empty()) {
            close();
            added = batch_.add(seen);
        }
        if (!added.added) {
            ++counts_.unsent;
            return added.misfit;
        }
        if (batch_.size() == 1) opened_ = now;
        ++counts_.observations;
        const bool urgent = !seen.fault.empty() || seen.alarm_button == Flag::yes;
        if (urgent || batch_.size() >= options_.batch) close();
        return added.misfit;
    }

    // The open batch becomes a frame.
    void close() {
        if (batch_.empty()) return;
        frame_.clear();
        append_neutral_status(frame_, party_, {.sequence = next_}, batch_);
        batch_.clear();
        while (ring_.size() >= most_frames || !ring_.push(frame_)) drop_oldest();
        if (sent_ == next_) send_at_ = ring_.back();
        ++next_;
    }

    // Calls send(bytes) for everything that is due.
    template <class Send>
    void poll(Time now, Send&& send) {
        if (!batch_.empty() && now - opened_ >= options_.batch_age) close();
        if (state_ == State::offline) return;
        if (state_ == State::logging_in) return log_in(now, send);
        const bool waiting = sent_ != oldest_;
        if (waiting && now - heard_ >= options_.silence) go_back(now);
        while (sent_ != next_ && sent_ - oldest_ < options_.window) send_status(now, send);
        if (now - spoke_ >= options_.heartbeat) beat(now, send);
    }

    void hear(const NeutralReply& reply, Time now) {
        if (state_ == State::offline) return;
        if (reply.kind == NeutralKind::login) return hear_login(reply, now);
        if (reply.answer == NeutralAnswer::log_in_first) return connect(now);
        if (reply.kind == NeutralKind::status || reply.kind == NeutralKind::resend)
            hear_status(reply, now);
    }

    // Frames that wait for an answer, and all that is counted.
    std::size_t held() const noexcept { return ring_.size(); }
    const NeutralSenderCounts& counts() const noexcept { return counts_; }

 private:
    enum class State : std::uint8_t { offline, logging_in, online };
    static constexpr std::size_t most_frames = 65535;  // what a frame can say of those before it

    void drop_oldest() noexcept {
        ++counts_.dropped;
        release();
    }

    void release() noexcept {
        if (sent_ == oldest_) {
            ++sent_;
            send_at_ = ring_.next(ring_.front());
        }
        ring_.pop();
        ++oldest_;
        if (distance(fresh_, oldest_) > 0) fresh_ = oldest_;
    }

    static std::int32_t distance(std::uint32_t from, std::uint32_t to) noexcept {
        return static_cast<std::int32_t>(to - from);
    }

    NeutralSpeech speech(Time now) noexcept { return {party_, ++asked_number_, now}; }

    template <class Send>
    void say_aloud(Time now, Send& send) {
        spoke_ = now;
        send(std::string_view(frame_));
    }

    template <class Send>
    void log_in(Time now, Send& send) {
        if (asked_ && now - heard_ < options_.silence) return;
        asked_ = true;
        heard_ = now;
        frame_.clear();
        append_neutral_login(frame_, speech(now), {.epoch = epoch_, .oldest = oldest_});
        say_aloud(now, send);
    }

    template <class Send>
    void beat(Time now, Send& send) {
        frame_.clear();
        append_neutral_heartbeat(frame_, speech(now));
        say_aloud(now, send);
    }

    // All from the oldest on are sent again.
    void go_back(Time now) noexcept {
        sent_ = oldest_;
        send_at_ = ring_.front();
        heard_ = now;
    }

    // A frame is stored as a status with nothing held; both are as they are now.
    template <class Send>
    void send_status(Time now, Send& send) {
        if (sent_ == oldest_) heard_ = now;
        const bool again = distance(fresh_, sent_) < 0;
        frame_.assign(ring_.at(send_at_));
        frame_[2] = static_cast<char>(again ? NeutralKind::resend : NeutralKind::status);
        const std::size_t held_at = detail::neutral_body_at + detail::neutral_prefix_size;
        detail::put_be(frame_, held_at, sent_ - oldest_, 2);
        detail::seal_neutral(frame_, 0);
        send_at_ = ring_.next(send_at_);
        ++sent_;
        ++counts_.frames;
        if (again) {
            ++counts_.resends;
        } else {
            fresh_ = sent_;
        }
        say_aloud(now, send);
    }

    void hear_login(const NeutralReply& reply, Time now) {
        if (state_ != State::logging_in || reply.answer != NeutralAnswer::accepted) return;
        state_ = State::online;
        release_before(reply.next);
        go_back(now);
        went_back_ = false;
    }

    void hear_status(const NeutralReply& reply, Time now) {
        if (state_ != State::online) return;
        if (reply.answer == NeutralAnswer::refused) ++counts_.refused;
        const std::uint32_t before = oldest_;
        release_before(reply.next);
        if (oldest_ != before) {
            heard_ = now;
            went_back_ = false;
        }
        const bool asks = reply.answer == NeutralAnswer::out_of_order && reply.next == oldest_;
        if (!asks || went_back_) return;
        went_back_ = true;  // once, for every frame behind it is answered alike
        go_back(now);
    }

    // What the platform has; a number that was never given changes nothing.
    void release_before(std::uint32_t next) noexcept {
        if (distance(next_, next) > 0) return;
        while (!ring_.empty() && distance(oldest_, next) > 0) release();
    }

    NeutralParty party_;
    std::uint32_t epoch_;
    NeutralSenderOptions options_;
    FrameRing ring_;
    FrameRing::Place send_at_ = 0;  // where frame sent_ stands
    // Numbers of status frames: oldest_ is the first in the ring, sent_ the next to send, fresh_
    // the first that was never sent, next_ the next to be made.
    std::uint32_t oldest_ = 1, sent_ = 1, fresh_ = 1, next_ = 1;
    std::uint32_t asked_number_ = 0;
    State state_ = State::offline;
    bool asked_ = false;      // a login is under way
    bool went_back_ = false;  // to oldest_, for the platform asked
    Time heard_{}, spoke_{}, opened_{};
    NeutralBatch batch_;
    std::string frame_;
    NeutralSenderCounts counts_;
};

}  // namespace hoistway
