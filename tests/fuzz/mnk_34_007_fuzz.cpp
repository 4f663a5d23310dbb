// SPDX-License-Identifier: Apache-2.0
//
// MNK-34.007 under arbitrary bytes, and under frames made from them whose head and digits are
// right: the records do not depend on how a stream was cut, and what is written of an observation
// is read back and written the same.

#include "hoistway/wire/device/mnk_34_007.hpp"
#include "link_fuzz.hpp"

using namespace hoistway;
using namespace hoistway::fuzz;

namespace {

// 32 bytes are the digits of a frame, four of them replaced by the markers more often than not; a
// first byte with its top bit set takes the byte before a marker away.
std::string frames_of(std::string_view bytes) {
    constexpr std::string_view markers = "\x51\x21\x53\x22";
    std::string out;
    while (bytes.size() >= 33) {
        const auto choice = static_cast<unsigned char>(bytes[0]);
        std::string body(bytes.substr(1, 32)), digits;
        bytes.remove_prefix(33);
        for (std::size_t i = 0; i < 4; ++i) {
            if ((choice >> i & 1) == 0) body[8 * i + 6] = markers[(i + choice / 16) % 4];
        }
        append_hex(digits, body);
        if (choice >= 128) digits.erase(16 * (choice % 4) + 10, 2);
        out += "F2026/03/01 08:00:01/0000000" + std::to_string(choice % 3) + "/" + digits;
    }
    return out;
}

void check_stable(const Observation& seen) {
    const auto frame_of = [](const Observation& each) {
        std::string out;
        append_mnk(out, "00000004", each);
        return out;
    };
    const std::string once = frame_of(seen);
    const Result<MnkStatus> back = read_mnk(once, seen.time);
    require(back && back->out_of_range == 0);
    Observation again = back->seen;
    again.fault = seen.fault;
    require(frame_of(again) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const std::string frames = frames_of(bytes);
    for (const std::string_view stream : {bytes, std::string_view(frames)}) {
        for (const Observation& seen : check_cuts(MnkLink(), stream).seen) check_stable(seen);
    }
    (void)read_mnk(bytes, received);
    return 0;
}
