// SPDX-License-Identifier: Apache-2.0
//
// The envelope of JT/T 808 under arbitrary bytes and arbitrary frames, parts among them: what comes
// out does not depend on how the stream was cut, and a frame written anew is the one that was read.

#include "envelope_stream.hpp"
#include "hoistway/wire/national/jtt_808.hpp"
#include "hoistway/wire/national/jtt_808_body.hpp"

using namespace hoistway;

namespace {

// Limits that a short input can reach.
struct Link : Jtt808Decoder {
    Link() : Jtt808Decoder({.max_parts = 6, .max_bytes = 200}) {}
};

void build(fuzz::Script& script, std::string& out) {
    constexpr std::uint16_t ids[] = {0x0001, 0x0005, 0x0200, 0x8001, 0x8003, 0x8100, 0x0801, 2};
    const std::uint8_t kind = script.byte(), place = script.byte();
    const auto edition = (kind & 1) != 0 ? Jtt808Edition::v2019 : Jtt808Edition::v2013;
    const std::string phone = script.bytes(jtt_808_phone_size(edition));
    Jtt808Frame frame{.id = (kind & 2) != 0 ? script.word() : ids[kind >> 5],
                      .edition = edition,
                      .encryption = (kind & 4) != 0 ? script.byte() : std::uint8_t{0},
                      .phone = phone,
                      .sequence = script.word()};
    if ((kind & 8) != 0) {
        frame.parts = place % 8;
        frame.part = place / 8 % 8;
    }
    const std::string body = script.bytes(script.byte());
    frame.body = body;
    if ((kind & 16) != 0 && (kind & 8) == 0) {
        fuzz::require(append_jtt_808_parts(out, frame, 40 + place % 64) > 0);
    } else {
        fuzz::require(append_jtt_808(out, frame));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    // A part would wait for the others, a message put together does not fit one frame.
    const auto again = [](std::string& out, const Jtt808Frame& frame) {
        return (frame.parts == 0 || (frame.part > 0 && frame.parts > 1)) &&
               append_jtt_808(out, frame);
    };
    fuzz::check_input<Link>(bytes, build, again);
    return 0;
}
