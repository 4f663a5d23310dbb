// SPDX-License-Identifier: Apache-2.0
//
// However a stream is cut, the same records come out of it, and what stands between the frames
// costs none of them.
//
//     check_pieces<MnkLink>(frames);
//     check_noise<MnkLink>({frame, frame}, {"\r\n", "noise"});

#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "wire/records.hpp"

namespace hoistway::testing {

template <DeviceLink Link>
std::vector<std::string> decode_in_two(std::string_view bytes, std::size_t cut, Link link) {
    link.bind(1);
    Lines lines;
    link.feed(bytes.substr(0, cut), received, lines);
    link.feed(bytes.substr(cut), received, lines);
    link.finish(lines);
    std::vector<std::string> out = lines.lines();
    out.push_back(to_text(link.stats()));
    return out;
}

// Whole, in small pieces, and cut in two anywhere.
template <DeviceLink Link>
void check_pieces(const std::string& stream, const Link& link = Link()) {
    const std::vector<std::string> whole = decode(stream, stream.size() + 1, link);
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 64U}) {
        CAPTURE(piece);
        CHECK(decode(stream, piece, link) == whole);
    }
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        CAPTURE(cut);
        CHECK(decode_in_two(stream, cut, link) == whole);
    }
}

// The lines of a stream without its figures.
inline std::vector<std::string> without_figures(std::vector<std::string> lines) {
    lines.pop_back();
    return lines;
}

// The frames alone, and with each noise before, between and behind them.
template <DeviceLink Link>
void check_noise(const std::vector<std::string>& frames, const std::vector<std::string>& noises,
                 const Link& link = Link()) {
    std::string plain;
    for (const std::string& frame : frames) plain += frame;
    const std::vector<std::string> quiet = without_figures(decode(plain, plain.size(), link));
    for (const std::string& noise : noises) {
        CAPTURE(noise.substr(0, 20));
        std::string loud = noise;
        for (const std::string& frame : frames) loud += frame + noise;
        const std::vector<std::string> lines = decode(loud, 5, link);
        CHECK(without_figures(lines) == quiet);
        const std::string bytes = std::to_string((frames.size() + 1) * noise.size());
        CHECK(lines.back().find(" garbage=" + bytes + ' ') != std::string::npos);
    }
}

}  // namespace hoistway::testing
