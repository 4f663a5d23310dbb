// SPDX-License-Identifier: Apache-2.0
//
// The neutral frame under arbitrary bytes: the records do not depend on how the stream was cut, and
// the observations of a batch come back unchanged from a batch that is made of them. The mutator
// makes lengths and check sums true again, so that what lies behind them is reached.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "hoistway/wire/neutral/decoder.hpp"

using namespace hoistway;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

// A sum of what was emitted: text would be nine tenths of the work.
class Log {
 public:
    void operator()(const Observation& seen) {
        add(seen.time.time_since_epoch().count(), seen.lift, seen.floor);
        add(seen.motion, seen.direction, seen.door, seen.mode, seen.door_zone, seen.presence);
        add(seen.mains_power, seen.safety_chain, seen.door_lock, seen.alarm_button, seen.overload);
        add(seen.people, seen.runs, seen.door_cycles, seen.rope_bends, seen.fault.cleared);
        for (const float value :
             {seen.position, seen.speed, seen.load, seen.noise, seen.vibration, seen.temperature})
            add(is_known(value) ? std::bit_cast<std::uint32_t>(value) : 1U);
        for (const double value : {seen.run_time, seen.distance})
            add(is_known(value) ? std::bit_cast<std::uint64_t>(value) : 1U);
        add_text(seen.fault.dialect.view());
        add_text(seen.fault.code.view());
    }
    void operator()(const DeviceLogin& login) { add_text(login.device.view()); }
    void operator()(const DeviceHeartbeat&) { add(7); }
    void operator()(const WireError& refused) {
        add(refused.error.code, refused.error.at);
        add_text(refused.field);
    }
    template <class Frame>
    void operator()(const Frame& frame) {
        std::string text;
        append_frame(text, frame);
        add_text(text);
    }
    std::uint64_t sum() const { return sum_; }

 private:
    template <class... T>
    void add(T... values) {
        ((sum_ = (sum_ ^ static_cast<std::uint64_t>(values)) * 0x9E3779B97F4A7C15U,
          sum_ ^= sum_ >> 29),
         ...);
    }
    void add_text(std::string_view text) {
        add(text.size());
        for (const char letter : text) add(static_cast<unsigned char>(letter));
    }

    std::uint64_t sum_ = 1;
};

struct Outcome {
    std::uint64_t records = 0;
    LinkStats stats;
    NeutralCounts counts;
    NeutralProgress progress;

    friend bool operator==(const Outcome&, const Outcome&) = default;
};

// Pieces from the list of sizes, over and over.
Outcome decode(std::string_view bytes, std::string_view sizes) {
    Log log;
    NeutralDecoder link;
    link.bind(1);
    for (std::size_t at = 0, i = 0; at < bytes.size(); ++i) {
        const std::size_t size =
            sizes.empty() ? bytes.size() : 1 + static_cast<unsigned char>(sizes[i % sizes.size()]);
        link.feed(bytes.substr(at, size), Time{}, log);
        at += size;
    }
    link.finish(log);
    return {log.sum(), link.stats(), link.counts(), link.progress()};
}

// What was decoded is made of whole units and comes back the same.
void check_again(const std::vector<Observation>& all) {
    for (std::size_t begin = 0; begin < all.size();) {
        NeutralBatch batch;
        std::size_t end = begin;
        for (; end < all.size(); ++end) {
            const NeutralAdded added = batch.add(all[end]);
            require(added.misfit.empty() || added.misfit.has(NeutralMisfit::time));
            if (!added.added) break;
        }
        if (end == begin) {  // a step led out of the years that can be said
            ++begin;
            continue;
        }
        std::string frame;
        append_neutral_status(frame, {}, {.sequence = 1}, batch);
        NeutralDecoder link;
        link.bind(1);
        link.feed(frame, Time{}, [&](const auto& record) {
            if constexpr (std::is_same_v<std::decay_t<decltype(record)>, Observation>)
                require(record == all[begin++]);
        });
        require(begin == end);
    }
}

// At the far end of a 32-bit field the nearest float lies outside it.
Observation within_reach(Observation seen) {
    if (std::fabs(seen.position) > 2147483.0F) seen.position = no_value;
    if (std::fabs(seen.load) > 214748000.0F) seen.load = no_value;
    return seen;
}

// Makes whatever begins like a frame a sound one.
void repair(std::string& bytes) {
    for (std::size_t at = bytes.find("##"); at != std::string::npos; at = bytes.find("##", at)) {
        if (at + 28 > bytes.size()) return;
        std::size_t body = read_be<std::uint16_t>(bytes, at + 25);
        body = std::min(body, bytes.size() - at - 28);
        detail::put_be(bytes, at + 25, static_cast<std::uint32_t>(body), 2);
        std::string frame = bytes.substr(at, body + 28);
        if (body >= 18 || !NeutralFrame{frame}.has_crc()) detail::seal_neutral(frame, 0);
        bytes.replace(at, frame.size(), frame);
        at += frame.size();
    }
}

}  // namespace

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t max_size, unsigned seed) {
    size = LLVMFuzzerMutate(data, size, max_size);
    if (seed % 8 == 0) return size;
    std::string bytes(reinterpret_cast<const char*>(data), size);
    repair(bytes);
    std::memcpy(data, bytes.data(), bytes.size());
    return bytes.size();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Outcome whole = decode(bytes, {});
    require(decode(bytes, bytes.substr(0, 8)) == whole);
    require(decode(bytes, std::string_view("\0", 1)) == whole);
    std::vector<Observation> all;
    NeutralDecoder link;
    link.bind(1);
    link.feed(bytes, Time{}, [&](const auto& record) {
        if constexpr (std::is_same_v<std::decay_t<decltype(record)>, Observation>)
            all.push_back(within_reach(record));
    });
    check_again(all);
    return 0;
}
