// SPDX-License-Identifier: Apache-2.0
//
// One line of the observation log under arbitrary bytes: what is read can be written and read again
// to the same line, and the reader that has learned an order gives what a fresh one gives.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "hoistway/wire/log/log_reader.hpp"

using namespace hoistway;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

struct Log {
    std::string text;
    LogFigures figures;

    friend bool operator==(const Log&, const Log&) = default;
};

Log read(std::string_view bytes, std::size_t piece) {
    Log log;
    LogReader reader{"fuzz", [](std::string_view) { return LiftIndex{1}; }, {.max_line = 300}};
    const auto emit = [&](const Observation& seen) { append_observation(log.text, seen, "A"); };
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.substr(at, piece), emit);
    }
    reader.finish(emit);
    for (const Refusal& refusal : reader.refusals()) log.text += to_text(refusal);
    log.figures = reader.figures();
    return log;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Log whole = read(bytes, size == 0 ? 1 : size);
    require(read(bytes, 1) == whole);
    require(read(bytes, 7) == whole);

    static ObservationJson learned;
    ObservationJson fresh;
    const auto one = fresh.read(bytes), other = learned.read(bytes);
    require(one.has_value() == other.has_value());
    if (!one) {
        require(one.error().error == other.error().error && one.error().error.at <= size);
        return 0;
    }
    require(one->observation == other->observation && one->lift_key == other->lift_key);
    std::string first, second;
    append_observation(first, one->observation, one->lift_key);
    const auto again = fresh.read(first);
    require(again.has_value() && again->observation == other->observation);
    append_observation(second, again->observation, again->lift_key);
    require(first == second);
    return 0;
}
