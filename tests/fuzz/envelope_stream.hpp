// SPDX-License-Identifier: Apache-2.0
//
// What the fuzz targets of the envelopes share: the input is tried as a stream as it stands, and
// once more as a script by which whole frames are built, so that lengths, escapes and check sums
// fit and the fuzzer gets behind them.
//
//     check_stream<Gbt32960Decoder>(bytes, again);           // again(frame): written anew
//     check_stream<Gbt32960Decoder>(script.stream(build), again);

#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "hoistway/wire/link.hpp"

namespace hoistway::fuzz {

inline void require(bool holds) {
    if (!holds) std::abort();
}

inline constexpr Time received{Duration{1772323200000}};

// All records as text, and the figures.
struct Log {
    std::string text;
    LinkStats stats;

    void operator()(const WireError& refused) {
        text += to_string(refused.error.code);
        text += std::to_string(refused.error.at);
        text += refused.field;
    }
    template <class Frame>
    void operator()(const Frame& frame) {
        append_frame(text, frame);
        text += std::to_string(frame.at);
    }

    friend bool operator==(const Log&, const Log&) = default;
};

// Pieces from the list of sizes, over and over; all of it where there is none.
template <DeviceLink Link>
Log decode(std::string_view bytes, std::string_view sizes) {
    Log log;
    Link link;
    for (std::size_t i = 0; !bytes.empty(); ++i) {
        const std::size_t piece =
            sizes.empty() ? bytes.size()
                          : std::size_t{1} + static_cast<std::uint8_t>(sizes[i % sizes.size()]);
        link.feed(bytes.substr(0, piece), received, log);
        bytes.remove_prefix(std::min(piece, bytes.size()));
    }
    link.finish(log);
    log.stats = link.stats();
    return log;
}

// The pieces do not matter, and each frame written anew is read as the same frame.
template <DeviceLink Link, class Again>
void check_stream(std::string_view bytes, Again again) {
    const Log whole = decode<Link>(bytes, {});
    require(decode<Link>(bytes, bytes.substr(0, 8)) == whole);
    require(decode<Link>(bytes, std::string_view("\0", 1)) == whole);
    Link link;
    std::string out;
    link.feed(bytes, received, [&](const auto& record) {
        if constexpr (
            requires { record.body; } || requires { record.unit; }) {
            out.clear();
            if (!again(out, record)) return;
            std::string once, twice;
            append_frame(once, record);
            Link reader;
            reader.feed(out, received, [&](const auto& read) {
                if constexpr (requires { read.at; }) append_frame(twice, read);
            });
            require(once == twice);
        }
    });
}

// Takes values off the front of the input; zeros behind its end.
class Script {
 public:
    explicit Script(std::string_view bytes) : rest_(bytes) {}

    bool empty() const { return rest_.empty(); }
    std::uint8_t byte() {
        if (rest_.empty()) return 0;
        const auto value = static_cast<std::uint8_t>(rest_.front());
        rest_.remove_prefix(1);
        return value;
    }
    std::uint16_t word() {
        const std::uint8_t high = byte();
        return static_cast<std::uint16_t>(high << 8 | byte());
    }
    // Exactly `size` bytes.
    std::string bytes(std::size_t size) {
        std::string out(rest_.substr(0, size));
        rest_.remove_prefix(out.size());
        out.resize(size);
        return out;
    }

    // Garbage, whole frames from build(out), and frames with one byte changed.
    template <class Build>
    std::string stream(Build build) {
        std::string out;
        while (!empty()) {
            const std::uint8_t step = byte();
            if (step % 4 == 0) {
                out += bytes(step / 4);
                continue;
            }
            const std::size_t from = out.size();
            build(out);
            const std::size_t size = out.size() - from;
            if (step % 4 == 1 && size > 0) out[from + step / 4 % size] ^= static_cast<char>(byte());
        }
        return out;
    }

 private:
    std::string_view rest_;
};

}  // namespace hoistway::fuzz
