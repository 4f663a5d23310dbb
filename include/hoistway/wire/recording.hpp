// SPDX-License-Identifier: Apache-2.0
//
// Recorded bytes of any link, or the documents of any platform, into observations, and back: what
// the program's `decode` and `encode` and the Python package stand on.
//
//     Recording recording{"frames.bin", {.link = "mnk_34_007"}};
//     recording.feed(bytes);
//     recording.finish();
//     for (const Observation& seen : recording.take_observations())
//         use(seen, recording.lifts()[seen.lift]);
//
// Platforms are told by their profile, one document a line. No registry is needed: lifts are
// numbered as they turn up. A live connection uses the link's own decoder, which allocates nothing;
// this one is for files. One thread. A link nobody knows is refused as a wrong set-up.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/wire/platform/profile.hpp"

namespace hoistway {

struct RecordingOptions {
    std::string link = "line_json";    // one of link_names (links.hpp)
    std::optional<Profile> profile{};  // where there is one, it is a platform's, whatever the link
    std::string lift{};                // key of the lift that speaks before any login
    Time received = never;             // for messages without a time of their own
    std::size_t max_refusals = 100;    // kept; all are counted [default]
    // The landing of a floor's label on a lift; no_floor where there is none of that label.
    std::function<std::int16_t(std::string_view lift, std::string_view label)> floor_of{};
};

struct RecordingStats {
    std::uint64_t frames = 0;  // or documents
    std::uint64_t observations = 0;
    std::uint64_t records = 0;  // frames of an envelope, notices, papers, handling
    std::uint64_t refused = 0, garbage_bytes = 0, unknown_keys = 0, out_of_range_values = 0;
};

class Recording {
 public:
    Recording(std::string source, RecordingOptions options);
    ~Recording();
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;
    Recording(Recording&&) noexcept;
    Recording& operator=(Recording&&) noexcept;

    void feed(std::string_view bytes);
    void finish();

    // What was read since the last time it was taken; records as JSON, one a line.
    std::vector<Observation> take_observations();
    std::string take_records();

    const std::vector<std::string>& lifts() const noexcept;  // keys, by LiftIndex
    const std::vector<Refusal>& refusals() const noexcept;
    RecordingStats stats() const;

 private:
    class Work;
    std::unique_ptr<Work> work_;
};

// How many of a recording's observations could not be said whole, and what was missing, by field.
struct WrittenStats {
    std::uint64_t observations = 0, incomplete = 0;
    std::vector<std::pair<std::string, std::uint64_t>> losses{};
};

struct WritingOptions {
    std::string link = "line_json";  // or line_json_v1, controller_block, mnk_34_007, neutral
    std::optional<Profile> profile{};
    std::string message{};  // of the profile; the first that carries observations where empty
};

// Appends the bytes in which the link or platform says these observations, each lift's login first.
// Unsupported where the link is not written by name; found out before a byte is written.
Result<WrittenStats> append_recording(std::string& out, const std::vector<Observation>& seen,
                                      const std::vector<std::string>& lifts,
                                      const WritingOptions& options);

}  // namespace hoistway
