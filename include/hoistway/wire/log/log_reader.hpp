// SPDX-License-Identifier: Apache-2.0
//
// Reads an observation log, JSON lines or CSV, from pieces of text of any size, and refuses line by
// line what cannot be read.
//
//     LogReader reader{"obs.jsonl", [&](std::string_view key) { return registry.find(key); }};
//     while (file.read(chunk)) reader.feed(chunk, [&](const Observation& seen) { ... });
//     reader.finish(on_observation);
//     reader.refusals();    // the first hundred; figures().refused counts all
//
// The form is told by the first byte that is no space: `{` is JSON, anything else a CSV header.
// Lines end with LF or CRLF, the file may begin with a UTF-8 byte order mark, empty lines are
// passed over. A line above 64 KiB is refused and the next one read. Lines that came whole are read
// in place; memory is one line, the refusals kept, and a kilobyte. One thread.

#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/core/refuse.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/wire/log/observation_csv.hpp"
#include "hoistway/wire/log/observation_json.hpp"

namespace hoistway {

enum class LogFormat : std::uint8_t { unknown, json, csv };

struct LogReaderOptions {
    std::size_t max_line = 65536;    // bytes [default]
    std::size_t max_refusals = 100;  // kept; all are counted [default]
};

struct LogFigures {
    std::uint64_t lines = 0;  // all of them, empty ones and the CSV header included
    std::uint64_t observations = 0, refused = 0, unknown_keys = 0;

    friend bool operator==(const LogFigures&, const LogFigures&) = default;
};

// `Lookup` is called with a lift's key and answers its LiftIndex, or no_lift.
template <class Lookup>
class LogReader {
 public:
    LogReader(std::string source, Lookup lookup, LogReaderOptions options = {})
        : source_(std::move(source)), lookup_(std::move(lookup)), options_(options) {
        if (options_.max_line < 2) refuse("LogReader: max_line must be at least 2");
    }

    template <class Emit>
    void feed(std::string_view text, Emit&& emit) {
        for (std::size_t end = text.find('\n'); end != std::string_view::npos;
             end = text.find('\n')) {
            take_part(text.substr(0, end), emit);
            text.remove_prefix(end + 1);
        }
        if (!text.empty()) keep_part(text);
    }

    // The last line may go without its end.
    template <class Emit>
    void finish(Emit&& emit) {
        if (begun_) end_line(emit);
    }

    LogFormat format() const noexcept { return format_; }
    const LogFigures& figures() const noexcept { return figures_; }
    const std::vector<Refusal>& refusals() const noexcept { return refusals_; }

 private:
    // The end of a line; all of it where nothing is pending.
    template <class Emit>
    void take_part(std::string_view part, Emit& emit) {
        if (begun_ || part.size() > options_.max_line) {
            keep_part(part);
            return end_line(emit);
        }
        ++figures_.lines;
        read_line(part, emit);
    }

    void keep_part(std::string_view part) {
        begun_ = true;
        const std::size_t room = options_.max_line - pending_.size();
        too_long_ = too_long_ || part.size() > room;
        pending_ += part.substr(0, room);
    }

    template <class Emit>
    void end_line(Emit& emit) {
        ++figures_.lines;
        if (too_long_) {
            add({{ErrorCode::too_long, options_.max_line}, {}, pending_});
        } else {
            read_line(pending_, emit);
        }
        begun_ = too_long_ = false;
        pending_.clear();
    }

    template <class Emit>
    void read_line(std::string_view line, Emit& emit) {
        if (figures_.lines == 1 && line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        const std::size_t first = line.find_first_not_of(" \t");
        if (first == std::string_view::npos) return;
        if (format_ == LogFormat::unknown && line[first] == '{') format_ = LogFormat::json;
        if (format_ == LogFormat::unknown) return read_header(line);
        take(format_ == LogFormat::json ? json_.read(line) : csv_.read(line), emit);
    }

    // A first line that is no header leaves the question open for the next one.
    void read_header(std::string_view line) {
        if (const auto bad = csv_.header(line)) return add(*bad);
        format_ = LogFormat::csv;
        figures_.unknown_keys += csv_.unknown_columns();
    }

    template <class Emit>
    void take(const Result<ObservationLine, FieldError>& line, Emit& emit) {
        if (!line) return add(line.error());
        figures_.unknown_keys += line->unknown_keys;
        Observation seen = line->observation;
        seen.lift = lookup_(line->lift_key);
        if (seen.lift == no_lift) {
            return add({{ErrorCode::unknown_lift, line->lift_at}, "lift", line->lift_key});
        }
        ++figures_.observations;
        emit(std::as_const(seen));
    }

    void add(const FieldError& error) {
        ++figures_.refused;
        if (refusals_.size() >= options_.max_refusals) return;
        refusals_.push_back({source_, figures_.lines, error.error.at + 1, error.error.code,
                             std::string(error.field), shown(error.found)});
    }

    std::string source_;
    Lookup lookup_;
    LogReaderOptions options_;
    ObservationJson json_;
    ObservationCsv csv_;
    LogFormat format_{};
    std::string pending_;  // of a line that came in pieces
    bool begun_ = false, too_long_ = false;
    LogFigures figures_;
    std::vector<Refusal> refusals_;
};

}  // namespace hoistway
