// SPDX-License-Identifier: Apache-2.0
//
// What comes out of the detector and of the upkeep rules, and what a simulator knows to be true, as
// one JSON object a line.
//
//     append_event(out, event, "A-1");
//     // {"lift":"A-1","rule":"entrapment@1","kind":"entrapment","phase":"raised",...}
//     append_due(out, item, "A-1");
//     append_truth(out, "A-1", EventKind::entrapment, {from, to});
//
// Keys stand in a fixed order, numbers in their shortest form, no line end is written: the same
// records give the same bytes everywhere. A floor that is not known is left out, and so is `native`
// where no code of the device stands behind the event.

#pragma once

#include <string>
#include <string_view>

#include "hoistway/core/json_write.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/event.hpp"
#include "hoistway/wire/log/observation_fields.hpp"

namespace hoistway {

namespace detail {

inline void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += ",\"";
    out += name;
    out += "\":";
    append_json_string(out, text);
}

inline void append_member(std::string& out, std::string_view name, double number) {
    out += ",\"";
    out += name;
    out += "\":";
    append_json_number(out, number);
}

inline void append_member(std::string& out, std::string_view name, Time time) {
    out += ",\"";
    out += name;
    out += "\":";
    append_moment(out, time);
}

inline void append_kind(std::string& out, EventKind kind, const NativeFault& native) {
    out += ",\"kind\":\"";
    append_json_letters(out, to_text(kind));
    if (kind == EventKind::native) {
        out += ':';
        append_json_letters(out, native.dialect.view());
        out += ':';
        append_json_letters(out, native.code.view());
    }
    out += '"';
}

inline void append_evidence(std::string& out, const Evidence& evidence) {
    out += ",\"evidence\":{";
    for (const EvidenceItem& item : evidence) {
        if (&item != evidence.begin()) out += ',';
        append_json_string(out, item.name);
        out += ':';
        if (item.word.empty()) {
            append_json_number(out, item.number);
        } else {
            append_json_string(out, item.word);
        }
    }
    out += '}';
}

// A code of the device that is evidence beside others; "cleared" where this is how it was taken
// back.
inline void append_native(std::string& out, const NativeFault& native) {
    out += ",\"native\":{\"dialect\":";
    append_json_string(out, native.dialect.view());
    append_member(out, "code", native.code.view());
    if (native.cleared) append_member(out, "phase", "cleared");
    out += '}';
}

}  // namespace detail

inline void append_event(std::string& out, const Event& event, std::string_view lift_key) {
    out += "{\"lift\":";
    append_json_string(out, lift_key);
    detail::append_member(out, "rule", event.rule);
    detail::append_kind(out, event.kind, event.native);
    detail::append_member(out, "phase", to_text(event.phase));
    detail::append_member(out, "time", event.time);
    detail::append_member(out, "since", event.since);
    if (is_known(event.floor)) detail::append_member(out, "floor", 1.0 * event.floor);
    detail::append_member(out, "severity", to_text(event.severity));
    detail::append_evidence(out, event.evidence);
    const bool beside = event.kind != EventKind::native && !event.native.empty();
    if (beside) detail::append_native(out, event.native);
    out += '}';
}

inline void append_due(std::string& out, const DueItem& item, std::string_view lift_key) {
    out += "{\"lift\":";
    append_json_string(out, lift_key);
    detail::append_member(out, "policy", item.policy);
    detail::append_member(out, "clause", item.clause);
    detail::append_member(out, "trigger", to_text(item.trigger));
    detail::append_member(out, "value", item.value);
    detail::append_member(out, "limit", item.limit);
    detail::append_member(out, "since", format_date(item.since));
    detail::append_member(out, "due", format_date(item.due));
    detail::append_member(out, "sentence", item.sentence);
    out += '}';
}

// What really was the case, from the first moment up to and without the second.
inline void append_truth(std::string& out, std::string_view lift_key, EventKind kind, TimeSpan span,
                         const NativeFault& native = {}) {
    out += "{\"lift\":";
    append_json_string(out, lift_key);
    detail::append_kind(out, kind, native);
    detail::append_member(out, "from", span.from);
    detail::append_member(out, "to", span.to);
    out += '}';
}

}  // namespace hoistway
