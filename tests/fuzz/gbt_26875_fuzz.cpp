// SPDX-License-Identifier: Apache-2.0
//
// The envelope of GB/T 26875.3 under arbitrary bytes and arbitrary frames: what comes out does not
// depend on how the stream was cut, and a frame written anew is the one that was read.

#include "envelope_stream.hpp"
#include "hoistway/wire/national/gbt_26875.hpp"

using namespace hoistway;

namespace {

void build(fuzz::Script& script, std::string& out) {
    const std::uint8_t command = script.byte();
    const std::uint16_t sequence = script.word();
    const std::uint16_t days = script.word(), source = script.word(), seconds = script.word();
    const std::string unit = script.bytes(script.byte());
    fuzz::require(append_gbt_26875(
        out, {.sequence = sequence,
              .major_version = script.byte(),
              .minor_version = script.byte(),
              .time = days > 36000 ? never
                                   : wall_time({0, 1, 1, 0, 0, 0}) + std::chrono::days{days} +
                                         std::chrono::seconds{seconds},
              .source = std::uint64_t{source} << 31 | source,
              .destination = std::uint64_t{sequence} << 32,
              .command = static_cast<Gbt26875Command>(command),
              .unit = unit}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto again = [](std::string& out, const Gbt26875Frame& frame) {
        return append_gbt_26875(out, frame);
    };
    fuzz::check_input<Gbt26875Decoder>(bytes, build, again);
    return 0;
}
