// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/files/state_log.hpp"

#include <map>
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

// The key that is not as it has to be, or the lift.
struct ReadLine {
    KeptLift kept;
    std::string key, bad;
};

ReadLine read_line(const Json& json) {
    ReadLine out;
    const auto fail = [&](const char* key) {
        out.bad = key;
        return out;
    };
    if (!json.is_object()) return fail("lift");
    const std::optional<std::string> key = text_of(json, "lift"), state = text_of(json, "state");
    if (!key) return fail("lift");
    out.key = *key;
    const std::optional<Time> first = time_of(json, "first_heard"), until = time_of(json, "until");
    if (!first) return fail("first_heard");
    if (!until) return fail("until");
    std::optional<std::vector<std::byte>> bytes;
    if (state) bytes = detail::read_bytes(*state);
    if (!bytes) return fail("state");
    out.kept = {.first_heard = *first, .until = *until, .state = std::move(*bytes)};
    return out;
}

}  // namespace

StateFile read_state_log(std::string_view text, std::string_view source,
                         const std::function<LiftIndex(std::string_view)>& find) {
    StateFile out;
    std::map<LiftIndex, KeptLift> newest;
    detail::for_each_line(text, [&](std::string_view line, std::uint64_t number) {
        const auto refuse = [&](ErrorCode code, std::string field) {
            out.refusals.push_back({.source = std::string(source),
                                    .line = number,
                                    .code = code,
                                    .field = std::move(field),
                                    .found = shown(line)});
        };
        const std::optional<Json> json = detail::read_checked_line(line);
        if (!json) return refuse(ErrorCode::bad_checksum, "check");
        ReadLine read = read_line(*json);
        if (!read.bad.empty()) return refuse(ErrorCode::bad_value, read.bad);
        read.kept.lift = find(read.key);
        if (read.kept.lift != no_lift) {
            newest.insert_or_assign(read.kept.lift, std::move(read.kept));
            return;
        }
        out.others.append(line).append("\n");
        refuse(ErrorCode::unknown_lift, "lift");
    });
    for (auto& [lift, kept] : newest) out.lifts.push_back(std::move(kept));
    return out;
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
