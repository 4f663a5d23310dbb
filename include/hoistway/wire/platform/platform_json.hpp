// SPDX-License-Identifier: Apache-2.0
//
// Reads the JSON that platforms push to each other, by a profile: real-time status, statistics,
// faults and alarms, a lift's papers, the handling of a fault.
//
//     PlatformReader reader{*builtin_profile("shanghai")};
//     const auto records = reader.read(body, received);   // one document, as an HTTP body holds it
//     if (records) for (const PlatformRecord& record : *records) use(record.observation);
//
// Keys may stand in any order and are read by simdjson; once a stream has shown its order, a cursor
// goes along it and hands over to simdjson at the first byte that is out of place: the answer is
// the same, in less than half the time. A value that no table has makes its own field unknown and
// is counted; a document without a lift, with a time that is none or a key twice is refused. A
// value in a list or object that nobody reads is passed over unchecked. Memory: the largest
// document seen, and up to four learned orders; nothing is allocated once those are there. One
// reader per source, one thread.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "hoistway/core/result.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/log/observation_fields.hpp"
#include "hoistway/wire/platform/profile.hpp"

namespace hoistway {

// A value of a lift's papers or of a fault's handling, under hoistway's name for it.
struct PlatformText {
    std::string_view name, text;
};

// All views are good until the next document is read, and no longer than the document.
struct PlatformRecord {
    std::string_view message;  // its name in the profile
    Carries carries{};
    std::string_view lift;           // the number under which the platform knows it
    Observation observation{};       // with the fault, where one is told
    std::string_view floor_label{};  // where the floor is said by a label, not by a number
    std::string_view fault_id{};
    std::span<const PlatformText> texts{};
};

// The observation as a line of the log; papers and handling as an object of the same kind:
// {"lift":"...","time":"...","status":"arrived"}. No line end is written.
void append_platform_record(std::string& out, const PlatformRecord& record);

struct PlatformStats {
    std::uint64_t documents = 0, records = 0, refused = 0;
    std::uint64_t unknown_keys = 0, out_of_range_values = 0;

    friend bool operator==(const PlatformStats&, const PlatformStats&) = default;
};

struct PlatformReaderOptions {
    bool learn_order = true;             // false: every document goes through simdjson
    std::size_t max_document = 1048576;  // bytes [default]
};

class PlatformReader {
 public:
    explicit PlatformReader(const Profile& profile, PlatformReaderOptions options = {});
    ~PlatformReader();
    PlatformReader(const PlatformReader&) = delete;
    PlatformReader& operator=(const PlatformReader&) = delete;
    PlatformReader(PlatformReader&&) noexcept;
    PlatformReader& operator=(PlatformReader&&) noexcept;

    // `received` is the time of a record that carries none. Errors name the byte where simdjson
    // or the cursor stood, and the field.
    Result<std::span<const PlatformRecord>, FieldError> read(std::string_view document,
                                                             Time received);

    // As new: for another source, or to begin counting again.
    void forget() noexcept;

    // Of a list in the last document, the objects that were refused while others were read.
    std::span<const FieldError> refused_parts() const noexcept;

    const PlatformStats& stats() const noexcept;
    // Documents that the cursor read to their end.
    std::uint64_t read_by_cursor() const noexcept;

 private:
    class Work;
    std::unique_ptr<Work> work_;
};

}  // namespace hoistway
