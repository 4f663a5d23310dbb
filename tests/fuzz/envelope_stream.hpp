// SPDX-License-Identifier: Apache-2.0
//
// What the fuzz targets of the envelopes share: the input is a stream as it stands or, where it
// begins with an S, a script by which whole frames are built, so that lengths, escapes and check
// sums fit and the fuzzer gets behind them.
//
//     check_input<Gbt32960Decoder>(input, build, again);
//
// `build(script, out)` appends a frame; `again(out, frame)` appends the one that was read, and says
// no where that cannot be.

#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <type_traits>

#include "hoistway/wire/link.hpp"

namespace hoistway::fuzz {

inline void require(bool holds) {
    if (!holds) std::abort();
}

inline constexpr Time received{Duration{1772323200000}};

// All records as bytes, and the figures.
template <class Again>
struct Log {
    Again again;
    std::string text{};
    LinkStats stats{};

    void operator()(const WireError& refused) {
        text += to_string(refused.error.code);
        text += std::to_string(refused.error.at);
        text += refused.field;
    }
    template <class Frame>
    void operator()(const Frame& frame) {
        if (!again(text, frame)) text += "none";
        text += std::to_string(frame.at);
    }
};

// Pieces from the list of sizes, over and over; all of it where there is none.
template <DeviceLink Link, class Again>
Log<Again> decode(std::string_view bytes, std::string_view sizes, Again again) {
    Log<Again> log{again};
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

// A frame written anew is read as the same frame.
template <DeviceLink Link, class Again>
struct Stable {
    Again again;
    std::string bytes{}, once{}, twice{};

    void operator()(const WireError&) {}
    template <class Frame>
    void operator()(const Frame& frame) {
        bytes.clear();
        once.clear();
        twice.clear();
        append_frame(once, frame);
        if (!again(bytes, frame)) return;
        Link reader;
        reader.feed(bytes, received, [&](const auto& read) {
            if constexpr (std::is_same_v<std::decay_t<decltype(read)>, Frame>) {
                append_frame(twice, read);
            }
        });
        require(once == twice);
    }
};

template <DeviceLink Link, class Again>
void check_stream(std::string_view bytes, Again again) {
    const auto whole = decode<Link>(bytes, {}, again);
    const std::string_view sizes =
        bytes.size() % 2 == 0 ? bytes.substr(0, 8) : std::string_view("\0", 1);
    const auto pieces = decode<Link>(bytes, sizes, again);
    require(pieces.text == whole.text && pieces.stats == whole.stats);
    Link link;
    link.feed(bytes, received, Stable<Link, Again>{again});
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
            if (step % 4 != 1 || size == 0) continue;
            char& changed = out[from + step / 4 % size];
            changed = static_cast<char>(changed ^ byte());
        }
        return out;
    }

 private:
    std::string_view rest_;
};

template <DeviceLink Link, class Build, class Again>
void check_input(std::string_view input, Build build, Again again) {
    if (input.substr(0, 1) != "S") return check_stream<Link>(input, again);
    Script script(input.substr(1));
    check_stream<Link>(script.stream([&](std::string& out) { build(script, out); }), again);
}

}  // namespace hoistway::fuzz
