// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/business_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

#include "hoistway/core/json_scan.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/core/utf8.hpp"

namespace hoistway {

namespace {

// What is wrong with a line: where, at which key, and what stood there.
struct Fault {
    Error error;
    std::string_view key;
    std::string_view found;
};

constexpr std::array<std::string_view, 12> keys{"record", "lift",    "time",  "unit",
                                                "note",   "part",    "price", "pieces",
                                                "event",  "verdict", "until", "mutes"};
constexpr std::size_t needed = 3;  // of these, from the first on

// What a visit may hold beside: read_visits() reads these.
constexpr std::array<std::string_view, 9> visit_keys{"id",    "kind", "worker", "company", "begun",
                                                     "ended", "gnss", "scans",  "items"};
constexpr double most_yuan = 1e9;    // of one replacement [default]
constexpr double most_pieces = 1e6;  // [default]

// The latest time in ms that has a year of four digits.
constexpr std::int64_t last_ms = 253402300799999;

std::optional<std::string> text_of(const JsonMember& member) {
    if (member.kind != JsonKind::string) return std::nullopt;
    if (!member.escaped) return std::string(member.text);
    const auto text = nlohmann::json::parse('"' + std::string(member.text) + '"', nullptr, false);
    if (!text.is_string()) return std::nullopt;
    return text.get<std::string>();
}

Result<Time> time_of(const JsonMember& member) {
    if (member.kind == JsonKind::string) return parse_time(member.text);
    std::int64_t ms = 0;
    const char* const last = member.text.data() + member.text.size();
    const auto [end, code] = std::from_chars(member.text.data(), last, ms);
    if (code != std::errc{} || end != last) return Error{ErrorCode::bad_value, 0};
    if (ms < 0 || ms > last_ms) return Error{ErrorCode::out_of_range, 0};
    return Time{Duration{ms}};
}

class LineReader {
 public:
    LineReader(std::string_view line, const LiftFinder& find) : line_(line), find_(find) {}

    Result<BusinessRecord, Fault> read() {
        if (const std::size_t at = first_bad_utf8(line_); at != line_.size()) {
            return Fault{{ErrorCode::bad_encoding, at}, {}, line_.substr(at)};
        }
        JsonScan scan(line_);
        JsonMember member;
        while (!fault_ && scan.next(member)) read_member(member);
        if (scan.error()) fail(*scan.error(), {}, line_.substr(scan.error()->at));
        if (!fault_) check_end(scan.end());
        for (std::size_t i = 0; i < needed; ++i) {
            if ((seen_ >> i & 1) == 0) fail({ErrorCode::missing, 0}, keys[i], {});
        }
        check_classification();
        check_mute();
        if (fault_) return *fault_;
        return std::move(record_);
    }

    std::size_t unknown_keys() const noexcept { return unknown_keys_; }

 private:
    // Nothing but spaces may stand behind the object.
    void check_end(std::size_t end) {
        const std::size_t rest = line_.find_first_not_of(" \t\r", end);
        if (rest != std::string_view::npos)
            fail({ErrorCode::bad_syntax, rest}, {}, line_.substr(rest));
    }

    // It is nothing without the event and the verdict.
    void check_classification() {
        if (record_.kind != RecordKind::classification) return;
        if (record_.event == never) fail({ErrorCode::missing, 0}, "event", {});
        if (record_.verdict == AlarmVerdict::unclassified) {
            fail({ErrorCode::missing, 0}, "verdict", {});
        }
    }

    // It ends, and it holds back no danger.
    void check_mute() {
        if (record_.kind != RecordKind::mute) return;
        if (record_.until == never) fail({ErrorCode::missing, 0}, "until", {});
        if ((seen_ >> (keys.size() - 1) & 1) == 0) fail({ErrorCode::missing, 0}, "mutes", {});
        if (record_.until <= record_.time) fail({ErrorCode::out_of_range, 0}, "until", {});
    }

    void read_member(const JsonMember& member) {
        const auto place = static_cast<std::size_t>(
            std::find(keys.begin(), keys.end(), member.key) - keys.begin());
        if (place == keys.size()) {
            const auto of_visit = std::find(visit_keys.begin(), visit_keys.end(), member.key);
            unknown_keys_ += of_visit == visit_keys.end() ? 1 : 0;
            return;
        }
        if ((seen_ >> place & 1) != 0) return fail_at(ErrorCode::duplicate, member);
        seen_ |= 1u << place;
        if (member.key == "time") return read_time(member, record_.time);
        if (member.key == "event") return read_time(member, record_.event);
        if (member.key == "until") return read_time(member, record_.until);
        if (member.key == "price" || member.key == "pieces") return read_amount(member);
        read_text(member);
    }

    void read_text(const JsonMember& member) {
        const std::optional<std::string> text = text_of(member);
        if (!text) return fail_at(ErrorCode::bad_value, member);
        if (member.key == "unit") record_.unit = *text;
        if (member.key == "note") record_.note = *text;
        if (member.key == "part") record_.part = *text;
        if (member.key == "lift") read_lift(member, *text);
        if (member.key == "record") read_word(member, *text, record_.kind);
        if (member.key == "verdict") read_word(member, *text, record_.verdict);
        if (member.key == "mutes") read_muted(member, *text);
    }

    void read_time(const JsonMember& member, Time& into) {
        const Result<Time> time = time_of(member);
        if (!time) return fail_at(time.error().code, member, time.error().at);
        into = *time;
    }

    // A price in yuan, kept in fen; or whole pieces.
    void read_amount(const JsonMember& member) {
        const bool price = member.key == "price";
        double amount = 0;
        const char* const last = member.text.data() + member.text.size();
        const auto [end, code] = std::from_chars(member.text.data(), last, amount);
        if (member.kind != JsonKind::number || code != std::errc{} || end != last) {
            return fail_at(ErrorCode::bad_value, member);
        }
        const bool fits =
            price ? amount >= 0 && amount <= most_yuan
                  : amount >= 1 && amount <= most_pieces && amount == std::floor(amount);
        if (!fits) return fail_at(ErrorCode::out_of_range, member);
        if (price) {
            record_.price = std::llround(amount * 100);
        } else {
            record_.pieces = static_cast<int>(amount);
        }
    }

    void read_lift(const JsonMember& member, const std::string& name) {
        record_.lift = find_(name);
        if (record_.lift == no_lift) fail_at(ErrorCode::unknown_lift, member);
    }

    template <Worded E>
    void read_word(const JsonMember& member, const std::string& text, E& into) {
        const auto word = from_text<E>(text);
        if (!word) return fail_at(ErrorCode::bad_value, member);
        into = *word;
    }

    void read_muted(const JsonMember& member, const std::string& text) {
        read_word(member, text, record_.mutes);
        const bool harmless = record_.mutes == EventKind::noise_abnormal;
        if (!fault_ && !harmless) fail_at(ErrorCode::bad_value, member);
    }

    void fail_at(ErrorCode code, const JsonMember& member, std::size_t further = 0) {
        fail({code, member.at + further}, member.key, member.text);
    }

    void fail(Error error, std::string_view key, std::string_view found) {
        if (!fault_) fault_ = Fault{error, key, found};
    }

    std::string_view line_;
    const LiftFinder& find_;
    BusinessRecord record_;
    std::optional<Fault> fault_;
    unsigned seen_ = 0;
    std::size_t unknown_keys_ = 0;
};

}  // namespace

BusinessFile read_business(std::string_view text, std::string_view source, const LiftFinder& find) {
    BusinessFile file;
    for (std::uint64_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        LineReader reader(line, find);
        Result<BusinessRecord, Fault> record = reader.read();
        file.unknown_keys += reader.unknown_keys();
        if (record) {
            file.records.push_back(*std::move(record));
            continue;
        }
        const Fault& fault = record.error();
        file.refusals.push_back({.source = std::string(source),
                                 .line = number,
                                 .column = fault.error.at + 1,
                                 .code = fault.error.code,
                                 .field = std::string(fault.key),
                                 .found = shown(fault.found)});
    }
    return file;
}

std::vector<Visit> visits_of(std::span<const BusinessRecord> records) {
    std::vector<Visit> visits;
    for (const BusinessRecord& record : records) {
        if (record.kind == RecordKind::visit) visits.push_back({record.time, record.lift});
    }
    std::ranges::stable_sort(visits, {}, &Visit::time);
    return visits;
}

std::vector<RopesReplaced> rope_changes_of(std::span<const BusinessRecord> records) {
    std::vector<RopesReplaced> out;
    for (const BusinessRecord& record : records) {
        const bool ropes = record.kind == RecordKind::replacement && record.part == rope_part;
        if (ropes) out.push_back({record.time, record.lift});
    }
    std::ranges::stable_sort(out, {}, &RopesReplaced::time);
    return out;
}

std::vector<FalseAlarm> false_alarms_of(std::span<const BusinessRecord> records) {
    std::map<std::pair<LiftIndex, Time>, const BusinessRecord*> first;
    for (const BusinessRecord& record : records) {
        if (record.kind != RecordKind::classification) continue;
        const BusinessRecord*& stands = first[{record.lift, record.event}];
        if (stands == nullptr || record.time < stands->time) stands = &record;
    }
    std::vector<FalseAlarm> alarms;
    for (const auto& [key, record] : first) {
        if (record->verdict != AlarmVerdict::false_alarm) continue;
        alarms.push_back({record->time, record->lift, record->event});
    }
    return alarms;
}

std::vector<VoiceAnswer> voice_answers_of(std::span<const BusinessRecord> records) {
    std::vector<VoiceAnswer> answers;
    for (const BusinessRecord& record : records) {
        if (record.kind == RecordKind::voice_answer) answers.push_back({record.time, record.lift});
    }
    std::ranges::stable_sort(answers, {}, &VoiceAnswer::time);
    return answers;
}

std::vector<Mute> mutes_of(std::span<const BusinessRecord> records) {
    std::vector<Mute> mutes;
    for (const BusinessRecord& record : records) {
        if (record.kind != RecordKind::mute) continue;
        mutes.push_back({record.time, record.until, record.lift, record.mutes});
    }
    std::ranges::stable_sort(mutes, {}, &Mute::time);
    return mutes;
}

}  // namespace hoistway
