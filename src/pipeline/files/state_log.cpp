// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/files/state_log.hpp"

#include <optional>
#include <utility>

#include "../checked_line.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway {

namespace {

std::optional<std::string> text_of(const Json& json, const char* key) {
    const auto found = json.find(key);
    if (found == json.end() || !found->is_string()) return std::nullopt;
    return found->get<std::string>();
}

std::optional<Time> time_of(const Json& json, const char* key) {
    const std::optional<std::string> text = text_of(json, key);
    const Result<Time> time = text ? parse_time(*text) : Error{ErrorCode::missing, 0};
    return time ? std::optional{*time} : std::nullopt;
}

KeptLift read_line(const Json& json, std::string& bad) {
    const std::optional<Time> first = time_of(json, "first_heard"), until = time_of(json, "until");
    const std::optional<std::string> state = text_of(json, "state");
    std::optional<std::vector<std::byte>> bytes;
    if (state) bytes = detail::read_bytes(*state);
    if (first && until && bytes) {
        return {.first_heard = *first, .until = *until, .state = std::move(*bytes)};
    }
    bad = !first ? "first_heard" : !until ? "until" : "state";
    return {};
}

}  // namespace

StateFile read_state_log(std::string_view text, std::string_view source,
                         const std::function<LiftIndex(std::string_view)>& find) {
    const auto newer = [](const KeptLift&, const KeptLift&) { return true; };
    return detail::read_lift_lines<StateFile>(text, source, find, read_line, newer);
}

std::string to_state_log(const Analysis& analysis) {
    std::string out;
    for (LiftIndex lift = 0; lift < analysis.lifts().size(); ++lift) {
        const KeptLift kept = analysis.keep(lift);
        if (kept.first_heard == never) continue;
        const std::size_t begin = out.size();
        out += "{\"lift\":";
        append_json_string(out, analysis.lifts()[lift].key);
        out += ",\"first_heard\":";
        append_json_string(out, format_time(kept.first_heard));
        out += ",\"until\":";
        append_json_string(out, format_time(kept.until));
        out += ",\"state\":";
        detail::append_bytes(out, kept.state);
        detail::end_checked_line(out, begin);
    }
    return out;
}

}  // namespace hoistway
