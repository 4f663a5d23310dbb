// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/log/event_read.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>

#include "hoistway/core/json_scan.hpp"
#include "hoistway/wire/log/observation_fields.hpp"

namespace hoistway {

namespace {

constexpr std::array<std::string_view, 9> event_keys{
    "lift", "kind", "phase", "time", "since", "floor", "severity", "rule", "evidence"};
constexpr std::array<std::string_view, 4> truth_keys{"lift", "kind", "from", "to"};
constexpr std::size_t needed = 4;  // of both, from the first on

// The text between the quotes, its escapes undone. Longer than 256 bytes is no name of ours.
class Texts {
 public:
    Result<std::string_view> of(const JsonMember& member) {
        if (member.kind != JsonKind::string) return Error{ErrorCode::bad_value, 0};
        if (!member.escaped) return member.text;
        return unescape_json(member.text, room_);
    }

 private:
    std::array<char, 256> room_{};
};

std::optional<ErrorCode> set_native(NativeFault& native, std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) {
        return ErrorCode::bad_value;
    }
    const bool fits =
        native.dialect.assign(text.substr(0, colon)) && native.code.assign(text.substr(colon + 1));
    return fits ? std::nullopt : std::optional(ErrorCode::too_long);
}

template <class Record>
std::optional<ErrorCode> set_kind(Record& record, std::string_view text) {
    constexpr std::string_view native = "native:";
    if (text.starts_with(native)) {
        record.kind = EventKind::native;
        return set_native(record.native, text.substr(native.size()));
    }
    const auto kind = from_text<EventKind>(text);
    if (!kind || *kind == EventKind::native) return ErrorCode::bad_value;
    record.kind = *kind;
    return std::nullopt;
}

template <class Word>
std::optional<ErrorCode> set_word(Word& word, std::string_view text) {
    const auto read = from_text<Word>(text);
    if (read) word = *read;
    return read ? std::nullopt : std::optional(ErrorCode::bad_value);
}

// One line: which keys it has, and the first thing that is wrong with it.
class Line {
 public:
    Line(std::string_view text, std::span<const std::string_view> keys, const FindLift& find)
        : text_(text), keys_(keys), find_(find) {}

    // Calls set(place of the key, member) for each key that is known.
    template <class Set>
    void read(Set set) {
        if (const std::size_t bad = detail::first_bad_byte(text_); bad != text_.size()) {
            return fail({ErrorCode::bad_encoding, bad}, {}, text_.substr(bad));
        }
        JsonScan scan(text_);
        JsonMember member;
        while (!error_ && scan.next(member)) {
            if (const auto place = place_of(member)) set(*place, member);
        }
        if (error_) return;
        if (scan.error()) return fail(*scan.error(), {}, text_.substr(scan.error()->at));
        const std::size_t rest = text_.find_first_not_of(" \t\r", scan.end());
        if (rest != std::string_view::npos) {
            return fail({ErrorCode::bad_syntax, rest}, {}, text_.substr(rest));
        }
        for (std::size_t i = 0; i < needed; ++i) {
            if ((seen_ >> i & 1) == 0) fail({ErrorCode::missing, 0}, keys_[i], {});
        }
    }

    void take_lift(LiftIndex& lift, const JsonMember& member) {
        take_text(member, [&](std::string_view key) -> std::optional<ErrorCode> {
            if (key.empty()) return ErrorCode::bad_value;
            lift = find_(key);
            return lift == no_lift ? std::optional(ErrorCode::unknown_lift) : std::nullopt;
        });
    }

    void take_time(Time& time, const JsonMember& member) {
        const bool text = member.kind == JsonKind::string;
        if (!text && member.kind != JsonKind::number) return refuse_value(member);
        const Result<Time> read =
            text ? detail::read_moment(member.text) : detail::read_millis(member.text);
        if (!read) return refuse_value(member, read.error());
        time = *read;
    }

    // Hands the text to `set`, which answers what is wrong with it.
    template <class Set>
    void take_text(const JsonMember& member, Set set) {
        const Result<std::string_view> text = texts_.of(member);
        if (!text) return refuse_value(member, text.error());
        if (const auto bad = set(*text)) refuse_value(member, {*bad, 0});
    }

    void refuse_value(const JsonMember& member, Error error = {ErrorCode::bad_value, 0}) {
        fail({error.code, member.at + error.at}, member.key, member.text);
    }

    bool refused() const noexcept { return error_.has_value(); }
    const FieldError& error() const noexcept { return *error_; }
    std::uint32_t unknown_keys() const noexcept { return unknown_keys_; }
    bool has(std::size_t place) const noexcept { return (seen_ >> place & 1) != 0; }

 private:
    std::optional<std::size_t> place_of(const JsonMember& member) {
        const auto at = std::find(keys_.begin(), keys_.end(), member.key);
        if (at == keys_.end()) {
            ++unknown_keys_;
            return std::nullopt;
        }
        const auto place = static_cast<std::size_t>(at - keys_.begin());
        if (has(place)) {
            fail({ErrorCode::duplicate, member.key_at}, member.key, member.key);
            return std::nullopt;
        }
        seen_ |= 1U << place;
        return place;
    }

    void fail(Error error, std::string_view key, std::string_view found) {
        if (!error_) error_ = FieldError{error, key, found};
    }

    std::string_view text_;
    std::span<const std::string_view> keys_;
    const FindLift& find_;
    Texts texts_;
    std::optional<FieldError> error_;
    unsigned seen_ = 0;
    std::uint32_t unknown_keys_ = 0;
};

void read_floor(Line& line, std::int16_t& floor, const JsonMember& member) {
    if (member.kind != JsonKind::number) return line.refuse_value(member);
    const auto read = detail::read_value<std::int16_t>(member.text);
    if (!read) return line.refuse_value(member, {read.error(), 0});
    floor = *read;
}

template <class Word>
void read_word(Line& line, Word& word, const JsonMember& member) {
    line.take_text(member, [&](std::string_view text) { return set_word(word, text); });
}

template <class Record>
void read_kind(Line& line, Record& record, const JsonMember& member) {
    line.take_text(member, [&](std::string_view text) { return set_kind(record, text); });
}

void read_line(Line& line, Event& event) {
    line.read([&](std::size_t place, const JsonMember& member) {
        if (place == 0) line.take_lift(event.lift, member);
        if (place == 1) read_kind(line, event, member);
        if (place == 2) read_word(line, event.phase, member);
        if (place == 3) line.take_time(event.time, member);
        if (place == 4) line.take_time(event.since, member);
        if (place == 5) read_floor(line, event.floor, member);
        if (place == 6) read_word(line, event.severity, member);
    });
    if (!line.has(4)) event.since = event.time;
}

void read_line(Line& line, Truth& truth) {
    JsonMember to;
    line.read([&](std::size_t place, const JsonMember& member) {
        if (place == 0) line.take_lift(truth.lift, member);
        if (place == 1) read_kind(line, truth, member);
        if (place == 2) line.take_time(truth.span.from, member);
        if (place != 3) return;
        line.take_time(truth.span.to, member);
        to = member;
    });
    const bool empty = !line.refused() && truth.span.to <= truth.span.from;
    if (empty) line.refuse_value(to, {ErrorCode::out_of_range, 0});
}

template <class Record, class File>
void read_file(File& file, std::vector<Record>& records, std::string_view text,
               std::string_view source, std::span<const std::string_view> keys,
               const FindLift& find) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    for (std::uint64_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view whole = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (whole.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        Line line(whole, keys, find);
        Record record{};
        read_line(line, record);
        file.unknown_keys += line.unknown_keys();
        if (!line.refused()) {
            records.push_back(record);
            continue;
        }
        const FieldError& error = line.error();
        file.refusals.push_back({.source = std::string(source),
                                 .line = number,
                                 .column = error.error.at + 1,
                                 .code = error.error.code,
                                 .field = std::string(error.field),
                                 .found = shown(error.found)});
    }
}

}  // namespace

EventFile read_events(std::string_view text, std::string_view source, const FindLift& find) {
    EventFile file;
    read_file(file, file.events, text, source, event_keys, find);
    return file;
}

TruthFile read_truths(std::string_view text, std::string_view source, const FindLift& find) {
    TruthFile file;
    read_file(file, file.truths, text, source, truth_keys, find);
    return file;
}

}  // namespace hoistway
