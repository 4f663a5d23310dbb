// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the neutral frame share: a terminal's name, frames of one observation, and what
// an observation is once it has been rounded to the units of the wire.

#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "hoistway/wire/neutral/decoder.hpp"
#include "wire/records.hpp"

namespace hoistway::testing {

inline NeutralParty terminal(std::string_view id = "SJZ-0001", bool crc32c = false) {
    NeutralParty party{.id = {}, .crc32c = crc32c};
    (void)party.id.assign(id);
    return party;
}

inline Observation standing(int second = 0) {
    Observation seen{.time = received + std::chrono::seconds{second}};
    seen.floor = 3;
    seen.motion = Motion::stopped;
    seen.door = Door::closed;
    return seen;
}

// Status frame `sequence`, whose first observation is of that second.
inline std::string status_frame(std::uint32_t sequence, std::uint16_t held = 0,
                                NeutralKind kind = NeutralKind::status,
                                const NeutralParty& party = terminal()) {
    NeutralBatch batch;
    (void)batch.add(standing(static_cast<int>(sequence)));
    std::string out;
    append_neutral_status(out, party, {sequence, held}, batch, kind);
    return out;
}

inline std::string login_frame(const NeutralStore& store = {}) {
    std::string out;
    append_neutral_login(out, {terminal(), 1, received}, store);
    return out;
}

// To the units of docs/neutral_frame.md, worked out with the whole numbers that stand there.
template <class T>
void round_to(T& value, double units, double most) {
    if (!is_known(value)) return;
    const double scaled = std::round(static_cast<double>(value) * units);
    value = std::fabs(scaled) > most ? std::numeric_limits<T>::quiet_NaN()
                                     : static_cast<T>(scaled / units);
}

inline Observation rounded(Observation seen) {
    if (is_known(seen.people) && seen.people > 65534) seen.people = no_count;
    round_to(seen.position, 1000, 2147483647);
    round_to(seen.speed, 1000, 32767);
    round_to(seen.load, 10, 2147483647);
    round_to(seen.noise, 100, 32767);
    round_to(seen.vibration, 1000, 32767);
    round_to(seen.temperature, 100, 32767);
    round_to(seen.run_time, 1000, 1125899906842624.0);
    round_to(seen.distance, 1000, 1125899906842624.0);
    return seen;
}

// Everything that is emitted as one JSON object each, as in docs/neutral_vectors.
struct JsonLines {
    std::vector<std::string> all;

    void operator()(const Observation& seen) {
        all.emplace_back();
        append_observation(all.back(), seen, std::to_string(seen.lift));
    }
    void operator()(const DeviceLogin& login) {
        all.push_back(R"({"login":")" + std::string(login.device.view()) + "\"}");
    }
    void operator()(const DeviceHeartbeat&) { all.emplace_back(R"({"heartbeat":true})"); }
    void operator()(const WireError& refused) {
        all.push_back(R"({"error":")" + std::string(to_string(refused.error.code)) + R"(","at":)" +
                      std::to_string(refused.error.at) + '}');
    }
    template <class Frame>
    void operator()(const Frame& frame) {
        all.emplace_back();
        append_frame(all.back(), frame);
    }
};

inline std::vector<std::string> json_lines(std::string_view bytes, std::size_t piece,
                                           NeutralDecoder link = {}) {
    link.bind(1);
    JsonLines lines;
    for (std::size_t at = 0; at < bytes.size(); at += piece)
        link.feed(bytes.substr(at, piece), received, lines);
    link.finish(lines);
    return lines.all;
}

// Only the observations of a connection.
struct Seen {
    std::vector<Observation> all;

    void operator()(const Observation& seen) { all.push_back(seen); }
    template <class Other>
    void operator()(const Other&) {}
};

// The observations of a batch after their way over the wire, of no lift.
inline std::vector<Observation> over_the_wire(const NeutralBatch& batch, bool crc32c = false) {
    std::string frame;
    append_neutral_status(frame, terminal("SJZ-0001", crc32c), {.sequence = 1}, batch);
    NeutralDecoder link;
    link.bind(no_lift - 1);
    Seen seen;
    link.feed(frame, received, seen);
    for (Observation& each : seen.all) each.lift = no_lift;
    return seen.all;
}

}  // namespace hoistway::testing
