// SPDX-License-Identifier: Apache-2.0
//
// One observation of one lift as a neutral frame, and back: what a concentrator hears that passes
// on the frames of many lifts over one connection.
//
//     append_frame(bytes, seen);              // identity: the lift's 17-digit number
//     FrameReader reader;
//     if (reader.open(bytes, at)) ...         // checked; reader.number(), reader.size()
//     reader.read(lift, [&](const Observation& seen) { ... });
//
// A frame is checked by its block sum, and its message as a whole, as NeutralDecoder does; that
// keeps the numbering of one terminal beside it, which frames of many have no use for.

#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "hoistway/wire/neutral/batch.hpp"
#include "hoistway/wire/neutral/batch_read.hpp"
#include "hoistway/wire/neutral/frame.hpp"

inline constexpr std::uint64_t first_number = 31'011'500'000'000'000;

inline std::uint64_t number_of(hoistway::LiftIndex lift) { return first_number + lift; }

// The frame of one observation, always of the same size.
inline void append_frame(std::string& out, const hoistway::Observation& seen) {
    hoistway::NeutralParty party;
    (void)party.id.assign(std::to_string(number_of(seen.lift)));
    static thread_local hoistway::NeutralBatch batch;
    batch.clear();
    (void)batch.add(seen);
    hoistway::append_neutral_status(out, party, {.sequence = 1}, batch);
}

// Eight digits at once: pairs, then fours, then all (Lemire, 2022). No digits give a wrong number,
// which nobody has.
inline std::uint64_t eight_digits(const char* text) {
    std::uint64_t word = 0;
    std::memcpy(&word, text, sizeof word);
    word = hoistway::detail::to_little(word) - 0x3030303030303030U;
    word = word * 10 + (word >> 8);
    const std::uint64_t low = (word & 0x000000FF000000FFU) * 0x000F424000000064U;
    const std::uint64_t high = (word >> 16 & 0x000000FF000000FFU) * 0x0000271000000001U;
    return (low + high) >> 32;
}

class FrameReader {
 public:
    // Whether a sound status frame stands there.
    bool open(std::string_view bytes, std::size_t at) {
        const hoistway::Cut cut = framing_.cut(bytes.substr(at));
        if (cut.what != hoistway::Cut::What::frame) return false;
        frame_ = {bytes.substr(at, cut.size)};
        if (!frame_.has_prefix() || frame_.kind() != hoistway::NeutralKind::status) return false;
        return static_cast<bool>(batch_.check(frame_.content(), frame_.time()));
    }

    std::size_t size() const { return frame_.bytes.size(); }

    std::uint64_t number() const {
        const char* digits = frame_.id().data();
        const auto last = static_cast<std::uint64_t>(digits[16] - '0');
        return (eight_digits(digits) * 100'000'000 + eight_digits(digits + 8)) * 10 + last;
    }

    template <class Emit>
    void read(hoistway::LiftIndex lift, Emit&& emit) {
        batch_.read(lift, emit);
    }

 private:
    hoistway::NeutralFraming framing_;
    hoistway::NeutralFrame frame_;
    hoistway::NeutralBatchReader batch_;
};
