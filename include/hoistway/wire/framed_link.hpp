// SPDX-License-Identifier: Apache-2.0
//
// A link to a device, put together of two parts: a framing, which finds the frames in a stream, and
// a reader, which says what one frame means.
//
//     using MnkLink = FramedLink<MnkFraming, MnkReader>;   // a DeviceLink
//     MnkLink link;
//     link.feed(bytes, received, [&](const auto& record) { ... });
//
// The reader is called with each frame and a LinkOut, to which it tells logins, heartbeats,
// observations and refusals; counting, the lift and the time of arrival are seen to here. A framing
// that cannot tell the last frame's end without bytes behind it has `ended(bool)`, and is told when
// the connection has ended. Memory is that of FrameStream and of the reader; nothing is allocated.
// One connection, one thread.

#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "hoistway/wire/frame_stream.hpp"
#include "hoistway/wire/link.hpp"

namespace hoistway {

// Where a reader puts what one frame says.
template <class Emit>
class LinkOut {
 public:
    LinkOut(LinkStats& stats, const LiftIndex& lift, Time received, Emit& emit) noexcept
        : stats_(stats), lift_(lift), received_(received), emit_(emit) {}

    Time received() const noexcept { return received_; }

    void observation(Observation seen) {
        ++stats_.observations;
        seen.lift = lift_;
        emit_(seen);
    }
    void login(const ShortText<32>& device) {
        ++stats_.logins;
        emit_(DeviceLogin{device, received_});
    }
    void heartbeat() {
        ++stats_.heartbeats;
        emit_(DeviceHeartbeat{received_});
    }
    // `at` counts from the first byte of the stream.
    void refuse(ErrorCode code, std::uint64_t at, std::string_view field = {}) {
        ++stats_.refused;
        emit_(WireError{{code, at}, field, received_});
    }
    void count_out_of_range(std::uint64_t values) noexcept { stats_.out_of_range_values += values; }
    void count_unknown_keys(std::uint64_t keys) noexcept { stats_.unknown_keys += keys; }

 private:
    LinkStats& stats_;
    const LiftIndex& lift_;  // a login may bind another lift while it is told
    Time received_;
    Emit& emit_;
};

// `forget` is called when another lift is bound: what its device said before is no longer held.
template <class R>
concept FrameReader = requires(R reader, FrameBytes frame, LinkOut<detail::TakesAnyRecord> out) {
    reader.forget();
    reader.read(frame, out);
};

template <Framing F, FrameReader R>
class FramedLink {
 public:
    static constexpr std::size_t max_frame = F::max_frame;

    FramedLink() = default;
    FramedLink(F framing, R reader) noexcept : stream_(framing), reader_(reader) {}

    // Every observation from now on is of this lift.
    void bind(LiftIndex lift) noexcept {
        if (lift != lift_) reader_.forget();
        lift_ = lift;
    }

    template <class Emit>
    void feed(std::string_view bytes, Time received, Emit&& emit) {
        received_ = received;
        stream_.feed(bytes, Hear<Emit>{this, &emit});
        stats_.garbage_bytes = stream_.stats().garbage_bytes;
    }

    template <class Emit>
    void finish(Emit&& emit) {
        constexpr bool may_end = requires(F framing) { framing.ended(true); };
        if constexpr (may_end) stream_.framing().ended(true);
        stream_.finish(Hear<Emit>{this, &emit});
        if constexpr (may_end) stream_.framing().ended(false);
        stats_.garbage_bytes = stream_.stats().garbage_bytes;
    }

    const LinkStats& stats() const noexcept { return stats_; }

 private:
    template <class Emit>
    struct Hear {
        FramedLink* link;
        std::remove_reference_t<Emit>* emit;

        void operator()(const FrameBytes& frame) const {
            ++link->stats_.frames;
            LinkOut out = this->out();
            link->reader_.read(frame, out);
        }
        void operator()(const Error& error) const { out().refuse(error.code, error.at); }
        LinkOut<std::remove_reference_t<Emit>> out() const noexcept {
            return {link->stats_, link->lift_, link->received_, *emit};
        }
    };

    FrameStream<F> stream_;
    [[no_unique_address]] R reader_;
    LiftIndex lift_ = no_lift;
    Time received_{};
    LinkStats stats_;
};

}  // namespace hoistway
