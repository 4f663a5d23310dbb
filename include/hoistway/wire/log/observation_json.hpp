// SPDX-License-Identifier: Apache-2.0
//
// One line of the observation log as JSON, both directions.
//
//     ObservationJson json;
//     const auto line = json.read(R"({"lift":"A-1","time":"2026-03-01T00:00:00Z","floor":3})");
//     if (line) use(line->lift_key, line->observation);
//     append_observation(out, seen, "A-1");         // no line end
//
// Missing and null are unknown. Unknown keys are counted and passed over. Anything else that is not
// as docs/wire.md says is an error with its byte and its field. A fault may carry
// "phase":"raised|cleared". The reader remembers the order of keys; it allocates nothing, and its
// memory is fixed at 300 bytes. One reader per stream, one thread.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/wire/log/observation_fields.hpp"

namespace hoistway {

class ObservationJson {
 public:
    using Line = Result<ObservationLine, FieldError>;

    Line read(std::string_view line) noexcept {
        const std::size_t bad = detail::first_bad_byte(line);
        if (bad != line.size()) return FieldError{{ErrorCode::bad_encoding, bad}, {}, {}};
        ObservationLine out;
        JsonScan scan(line);
        JsonMember member;
        std::uint32_t seen = 0;
        for (std::size_t place = 0; scan.next(member); ++place) {
            const std::size_t key = order_.find(detail::observation_keys, place, key_of(member));
            if (key == detail::key_count) {
                ++out.unknown_keys;
                continue;
            }
            const std::string_view name = detail::observation_keys[key];
            if ((seen >> key & 1) != 0) return refusal(ErrorCode::duplicate, member.key_at, name);
            seen |= 1U << key;
            if (const auto error = read_member(out, key, member)) return *error;
        }
        if (scan.error()) return FieldError{*scan.error(), {}, {}};
        const std::size_t behind = line.find_first_not_of(" \t\r\n", scan.end());
        if (behind != std::string_view::npos) return refusal(ErrorCode::bad_syntax, behind, {});
        for (const std::size_t key : {detail::key_lift, detail::key_time}) {
            if ((seen >> key & 1) == 0) {
                return refusal(ErrorCode::missing, line.size(), detail::observation_keys[key]);
            }
        }
        return out;
    }

 private:
    using Outcome = std::optional<FieldError>;
    static_assert(detail::key_count <= 32, "the keys seen are bits of one word");

    static FieldError refusal(ErrorCode code, std::size_t at, std::string_view field) noexcept {
        return {{code, at}, field, {}};
    }
    static FieldError refusal(ErrorCode code, const JsonMember& member,
                              std::string_view field) noexcept {
        return {{code, member.at}, field, member.text};
    }

    std::string_view key_of(const JsonMember& member) noexcept {
        if (!member.key_escaped) return member.key;
        const Result<std::string_view> key = unescape_json(member.key, fault_room_);
        return key ? *key : member.key;
    }

    Outcome read_member(ObservationLine& out, std::size_t key, const JsonMember& member) noexcept {
        const std::string_view name = detail::observation_keys[key];
        if (key == detail::key_lift) return read_lift(out, member);
        if (key == detail::key_time) return read_time(out, member);
        if (member.kind == JsonKind::null) return {};
        if (key == detail::key_fault) return read_fault(out, member);
        const detail::Field& field = detail::observation_fields[key];
        if (member.kind != detail::kind_of(field))
            return refusal(ErrorCode::bad_value, member, name);
        const auto bad = detail::set_field(out.observation, field, member.text);
        return bad ? Outcome(refusal(*bad, member, name)) : std::nullopt;
    }

    Outcome read_lift(ObservationLine& out, const JsonMember& member) noexcept {
        out.lift_at = member.at;
        if (member.kind != JsonKind::string || member.text.empty())
            return refusal(ErrorCode::bad_value, member, "lift");
        out.lift_key = member.text;
        if (!member.escaped) return {};
        const Result<std::string_view> key = unescape_json(member.text, lift_room_);
        if (!key) return refusal(key.error().code, member.at + key.error().at, "lift");
        out.lift_key = *key;
        return {};
    }

    static Outcome read_time(ObservationLine& out, const JsonMember& member) noexcept {
        const bool text = member.kind == JsonKind::string;
        if (!text && member.kind != JsonKind::number)
            return refusal(ErrorCode::bad_value, member, "time");
        const Result<Time> time =
            text ? detail::read_moment(member.text) : detail::read_millis(member.text);
        if (!time) {
            return FieldError{
                {time.error().code, member.at + time.error().at}, "time", member.text};
        }
        out.observation.time = *time;
        return {};
    }

    Outcome read_fault(ObservationLine& out, const JsonMember& object) noexcept {
        if (object.kind != JsonKind::object) return refusal(ErrorCode::bad_value, object, "fault");
        constexpr std::array<std::string_view, 3> names{"dialect", "code", "phase"};
        constexpr std::array<std::string_view, 3> fields{"fault.dialect", "fault.code",
                                                         "fault.phase"};
        JsonScan scan(object.text);
        JsonMember member;
        std::array<bool, 3> seen{};
        while (scan.next(member)) {
            member.key_at += object.at;
            member.at += object.at;
            std::size_t i = 0;
            while (i < names.size() && names[i] != member.key) ++i;
            if (i == names.size()) {
                ++out.unknown_keys;
                continue;
            }
            if (seen[i]) return refusal(ErrorCode::duplicate, member.key_at, fields[i]);
            seen[i] = true;
            const auto bad = put_fault(out.observation.fault, i, member);
            if (bad) return refusal(*bad, member, fields[i]);
        }
        if (scan.error()) return refusal(scan.error()->code, object.at + scan.error()->at, "fault");
        for (std::size_t i = 0; i < 2; ++i) {
            if (!seen[i]) return refusal(ErrorCode::missing, object.at, fields[i]);
        }
        return {};
    }

    std::optional<ErrorCode> put_fault(NativeFault& fault, std::size_t part,
                                       const JsonMember& member) noexcept {
        if (member.kind != JsonKind::string || member.text.empty()) return ErrorCode::bad_value;
        const Result<std::string_view> text = unescape_json(member.text, fault_room_);
        if (!text) return text.error().code;
        if (part == 2) {
            fault.cleared = *text == "cleared";
            return fault.cleared || *text == "raised" ? std::nullopt
                                                      : std::optional(ErrorCode::bad_value);
        }
        const bool fits = part == 0 ? fault.dialect.assign(*text) : fault.code.assign(*text);
        return fits ? std::nullopt : std::optional(ErrorCode::too_long);
    }

    detail::KeyOrder<detail::key_count> order_;
    std::array<char, 192> lift_room_;  // [default] a longer key is refused where it has escapes
    std::array<char, 32> fault_room_;
};

// Only what is known, in the order of the table; the lift's index is not written.
inline void append_observation(std::string& out, const Observation& seen,
                               std::string_view lift_key) {
    out += "{\"lift\":";
    append_json_string(out, lift_key);
    out += ",\"time\":";
    detail::append_moment(out, seen.time);
    detail::for_each_field([&](const char* name, auto place) {
        using T = std::remove_cvref_t<decltype(seen.*place)>;
        if (!is_known(seen.*place)) return;
        const bool quoted = detail::kind_of<T>() == JsonKind::string;
        out += ",\"";
        out += name;
        out += quoted ? "\":\"" : "\":";
        detail::append_value(out, seen.*place);
        if (quoted) out += '"';
    });
    if (!seen.fault.empty()) {
        out += ",\"fault\":{\"dialect\":";
        append_json_string(out, seen.fault.dialect.view());
        out += ",\"code\":";
        append_json_string(out, seen.fault.code.view());
        out += seen.fault.cleared ? ",\"phase\":\"cleared\"}" : "}";
    }
    out += '}';
}

}  // namespace hoistway
