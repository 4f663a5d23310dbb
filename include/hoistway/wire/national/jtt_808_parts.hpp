// SPDX-License-Identifier: Apache-2.0
//
// Puts the parts of a long JT/T 808 message together again, in whatever order they come.
//
//     Jtt808Parts parts{{.max_parts = 32, .max_bytes = 32768}};
//     parts.on(frame, received, emit);   // emit(Jtt808Frame) when whole, emit(WireError) if never
//     parts.finish(received, emit);      // the connection has ended
//
// One message at a time: parts of one phone, message id and count belong together, whatever their
// sequence numbers, for real ones do not always count on. A part that came before is passed over. A
// message is given up, with an error, when it is longer than the options allow, when a part of
// another one comes, when the first part is older than `patience` as the next frame comes, or when
// the connection ends. Memory is `max_bytes` and two bytes a part, allocated with the first part
// and then kept; beside it 150 bytes. A part costs the bytes that it moves. One thread.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/wire/national/jtt_808_frame.hpp"

namespace hoistway {

// What a message may take. A terminal that never sends its last part costs no more than this.
struct Jtt808PartsOptions {
    std::size_t max_parts = 64;           // [default]
    std::size_t max_bytes = 65536;        // [default] 64 parts of 1023 bytes
    Duration patience = Duration{60000};  // [default] from the first part
};

class Jtt808Parts {
 public:
    Jtt808Parts() = default;
    explicit Jtt808Parts(const Jtt808PartsOptions& options) : options_(options) {}

    // Every frame goes through here, so that a message that will never be whole is noticed; only
    // parts are looked at.
    template <class Emit>
    void on(const Jtt808Frame& frame, Time received, Emit&& emit) {
        if (parts_ > 0 && received - began_ > options_.patience) give_up(received, emit);
        if (frame.part == 0) return;
        if (parts_ > 0 && !belongs(frame)) give_up(received, emit);
        if (parts_ == 0) begin(frame, received);
        at_ = frame.at;
        if (!keep(frame)) return refuse(received, emit);
        if (missing_ > 0 || too_long_) return;
        emit(whole(frame));
        parts_ = 0;
    }

    template <class Emit>
    void finish(Time received, Emit&& emit) {
        if (parts_ > 0) give_up(received, emit);
    }

    // Some parts of a message came, and some did not.
    bool waiting() const noexcept { return parts_ > 0; }
    std::uint64_t refused() const noexcept { return refused_; }

 private:
    // Sequence numbers are not looked at: recorded ones do not always count on.
    bool belongs(const Jtt808Frame& frame) const noexcept {
        return frame.id == id_ && frame.parts == parts_ && frame.phone == phone();
    }

    std::string_view phone() const noexcept { return {phone_.data(), phone_size_}; }

    void begin(const Jtt808Frame& frame, Time received) {
        if (sizes_.empty()) {
            sizes_.resize(options_.max_parts);
            bytes_.reserve(options_.max_bytes);
        }
        id_ = frame.id;
        parts_ = frame.parts;
        phone_size_ = std::min(frame.phone.size(), phone_.size());
        std::copy_n(frame.phone.data(), phone_size_, phone_.data());
        began_ = received;
        first_ = frame.sequence;
        missing_ = frame.parts;
        too_long_ = false;
        bytes_.clear();
        std::fill(sizes_.begin(), sizes_.end(), absent);
    }

    // False where the message turns out longer than allowed; what follows of it is passed over.
    bool keep(const Jtt808Frame& frame) {
        if (too_long_) return true;
        const std::size_t place = frame.part - std::size_t{1};
        if (place < sizes_.size() && sizes_[place] != absent) return true;
        too_long_ =
            parts_ > options_.max_parts || bytes_.size() + frame.body.size() > options_.max_bytes;
        if (too_long_) return false;
        std::size_t before = 0;
        for (std::size_t i = 0; i < place; ++i) before += sizes_[i] == absent ? 0U : sizes_[i];
        bytes_.insert(before, frame.body);
        sizes_[place] = static_cast<std::uint16_t>(frame.body.size());
        if (place == 0) first_ = frame.sequence;
        --missing_;
        return true;
    }

    // With the number of its first part.
    Jtt808Frame whole(const Jtt808Frame& last) const noexcept {
        Jtt808Frame message = last;
        message.sequence = first_;
        message.part = 0;
        message.body = bytes_;
        return message;
    }

    // What was told to be too long is not told again.
    template <class Emit>
    void give_up(Time received, Emit& emit) {
        parts_ = 0;
        if (too_long_) return;
        ++refused_;
        emit(WireError{{ErrorCode::truncated, at_}, "parts", received});
    }

    template <class Emit>
    void refuse(Time received, Emit& emit) {
        ++refused_;
        emit(WireError{{ErrorCode::too_long, at_}, "parts", received});
    }

    static constexpr std::uint16_t absent = 0xFFFF;  // no body is that long

    Jtt808PartsOptions options_;
    std::string bytes_;  // of the parts that came, in their order
    std::vector<std::uint16_t> sizes_;
    std::array<char, 10> phone_{};
    std::size_t phone_size_ = 0;
    std::uint16_t id_ = 0, parts_ = 0, first_ = 0, missing_ = 0;
    bool too_long_ = false;
    Time began_{};
    std::uint64_t at_ = 0, refused_ = 0;
};

}  // namespace hoistway
