// SPDX-License-Identifier: Apache-2.0
//
// The envelope of GB/T 32960 under arbitrary bytes and arbitrary frames: what comes out does not
// depend on how the stream was cut, and a frame written anew is the one that was read.

#include "envelope_stream.hpp"
#include "hoistway/wire/national/gbt_32960_body.hpp"

using namespace hoistway;

namespace {

void build(fuzz::Script& script, std::string& out) {
    const std::uint8_t command = script.byte(), kind = script.byte();
    const std::string id = script.bytes(17), body = script.bytes(script.byte());
    const bool plain = kind % 4 != 0;
    fuzz::require(append_gbt_32960(
        out, {.command = static_cast<Gbt32960Command>(plain ? command % 10 : command),
              .answer = static_cast<Gbt32960Answer>(plain ? 0xFE : kind),
              .encryption = static_cast<Gbt32960Encryption>(plain ? 1 : kind / 4),
              .id = id,
              .body = body}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto again = [](std::string& out, const Gbt32960Frame& frame) {
        fuzz::require(acknowledge(out, frame, true));
        out.clear();
        return append_gbt_32960(out, frame);
    };
    fuzz::check_input<Gbt32960Decoder>(bytes, build, again);
    return 0;
}
