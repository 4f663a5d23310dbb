// SPDX-License-Identifier: Apache-2.0
//
// The device link under arbitrary bytes: the records do not depend on how the stream was cut, and
// what the encoder makes of an observation is read back to the same frame.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "hoistway/wire/device/line_json.hpp"
#include "hoistway/wire/device/line_json_encode.hpp"
#include "hoistway/wire/log/observation_json.hpp"

using namespace hoistway;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void write(std::string& out, const Observation& seen) { append_observation(out, seen, "A"); }
void write(std::string& out, const DeviceLogin& login) { out += login.device.view(); }
void write(std::string& out, const DeviceHeartbeat&) { out += "beat"; }
void write(std::string& out, const WireError& refused) {
    out += to_string(refused.error.code);
    out += std::to_string(refused.error.at);
    out += refused.field;
}

struct Log {
    std::string text;
    LinkStats stats;

    friend bool operator==(const Log&, const Log&) = default;
};

// Pieces from the list of sizes, over and over.
Log decode(std::string_view bytes, std::string_view sizes) {
    Log log;
    LineJsonDecoder link;
    const auto emit = [&](const auto& record) {
        write(log.text, record);
        log.text += '\n';
    };
    for (std::size_t at = 0, i = 0; at < bytes.size(); ++i) {
        const std::size_t size =
            sizes.empty() ? bytes.size() : 1 + static_cast<unsigned char>(sizes[i % sizes.size()]);
        link.feed(bytes.substr(at, size), Time{}, emit);
        at += size;
    }
    link.finish(emit);
    log.stats = link.stats();
    return log;
}

std::string frame_of(const Observation& seen) {
    std::string out;
    append_status_v2(out, seen);
    return out;
}

// The frame of the last observation in a frame.
std::string again(const std::string& frame) {
    std::string out;
    LineJsonDecoder link;
    link.feed(frame, Time{}, [&](const auto& record) {
        if constexpr (std::is_same_v<std::decay_t<decltype(record)>, Observation>) {
            out = frame_of(record);
        }
    });
    return out;
}

// What a status cannot say is gone after one way there and back; the rest stays for good.
void check_stable(const Observation& seen) {
    const std::string once = again(frame_of(seen));
    require(!once.empty() && again(once) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Log whole = decode(bytes, {});
    require(decode(bytes, bytes.substr(0, 8)) == whole);
    require(decode(bytes, std::string_view("\0", 1)) == whole);
    LineJsonDecoder link;
    link.feed(bytes, Time{Duration{1772323200000}}, [&](const auto& record) {
        if constexpr (std::is_same_v<std::decay_t<decltype(record)>, Observation>) {
            check_stable(record);
        }
    });
    return 0;
}
