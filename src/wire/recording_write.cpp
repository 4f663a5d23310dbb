// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "hoistway/wire/device/controller_block_link.hpp"
#include "hoistway/wire/device/line_json_encode.hpp"
#include "hoistway/wire/device/mnk_34_007.hpp"
#include "hoistway/wire/neutral/batch.hpp"
#include "hoistway/wire/neutral/messages.hpp"
#include "hoistway/wire/platform/platform_write.hpp"
#include "hoistway/wire/recording.hpp"

namespace hoistway {

namespace {

using Seen = std::vector<Observation>;
using Keys = std::vector<std::string>;

// Each lift on a connection of its own, behind each other: what a box says in one go.
template <class Say>
void say_by_lift(const Seen& seen, const Keys& lifts, const Say& say) {
    std::map<LiftIndex, Seen> by_lift;
    for (const Observation& each : seen) by_lift[each.lift].push_back(each);
    for (const auto& [lift, said] : by_lift) say(lifts.at(lift), said);
}

void write_line_json(std::string& out, std::string_view key, const Seen& seen, bool v1) {
    LineJsonVoice voice;
    voice.log_in(out, key);
    for (const Observation& each : seen) {
        if (v1) {
            append_status_v1(out, each);
            if (!each.fault.empty()) append_fault_v1(out, each);
        } else {
            voice.say(out, each);
        }
    }
}

void write_neutral(std::string& out, std::string_view key, const Seen& seen) {
    NeutralParty party;
    if (!party.id.assign(key) || seen.empty()) return;
    std::uint32_t sequence = 1;
    append_neutral_login(out, {.party = party, .time = seen.front().time},
                         {.epoch = 1, .oldest = sequence});
    NeutralBatch batch;
    const auto send = [&] {
        if (!batch.empty()) append_neutral_status(out, party, {sequence++}, batch);
        batch.clear();
    };
    for (const Observation& each : seen) {
        if (batch.add(each).added) continue;
        send();
        (void)batch.add(each);
    }
    send();
}

bool write_link(std::string& out, std::string_view link, const Seen& seen, const Keys& lifts) {
    const bool v1 = link == "line_json_v1";
    const auto say = [&](std::string_view key, const Seen& said) {
        if (v1 || link == "line_json") return write_line_json(out, key, said, v1);
        if (link == "neutral") return write_neutral(out, key, said);
        for (const Observation& each : said) {
            if (link == "mnk_34_007") append_mnk(out, key, each);
            if (link == "controller_block") append_controller_envelope(out, key, each);
        }
    };
    constexpr std::array<std::string_view, 5> written{"line_json", "line_json_v1", "neutral",
                                                      "mnk_34_007", "controller_block"};
    if (std::find(written.begin(), written.end(), link) == written.end()) return false;
    say_by_lift(seen, lifts, say);
    return true;
}

using Counts = std::map<std::string, std::uint64_t>;

Counts known_fields(const Seen& seen) {
    Counts counts;
    for (const Observation& each : seen) {
        detail::for_each_field([&](const char* name, auto place) {
            if (is_known(each.*place)) ++counts[name];
        });
        if (!each.fault.empty()) ++counts["fault"];
    }
    return counts;
}

// Found by reading what was written: a field that is said less often than it was known.
WrittenStats heard_again(const std::string& bytes, const Seen& seen,
                         const WritingOptions& options) {
    const bool v1 = options.link == "line_json_v1";
    Recording recording("written", {.link = v1 ? "line_json" : options.link,
                                    .received = seen.empty() ? Time{} : seen.front().time});
    recording.feed(bytes);
    recording.finish();
    const Counts heard = known_fields(recording.take_observations());
    WrittenStats stats{.observations = seen.size()};
    for (const auto& [field, count] : known_fields(seen)) {
        const auto found = heard.find(field);
        const std::uint64_t said = found == heard.end() ? 0 : found->second;
        if (said >= count) continue;
        stats.losses.emplace_back(field, count - said);
        stats.incomplete = std::max(stats.incomplete, count - said);
    }
    return stats;
}

const ProfileMessage* message_for(const Profile& profile, std::string_view name) {
    if (!name.empty()) return profile.find_message(name);
    for (const ProfileMessage& message : profile.messages) {
        if (message.carries == Carries::observation) return &message;
    }
    return nullptr;
}

Result<WrittenStats> write_platform(std::string& out, const Seen& seen, const Keys& lifts,
                                    const WritingOptions& options) {
    const ProfileMessage* message = message_for(*options.profile, options.message);
    if (message == nullptr) return Error{ErrorCode::unsupported, 0};
    PlatformWriter writer(*options.profile);
    WrittenStats stats;
    Counts losses;
    for (const Observation& each : seen) {
        const auto lost = writer.append(out, message->name, each, lifts.at(each.lift));
        if (!lost && lost.error().code == ErrorCode::unsupported) return lost.error();
        if (!lost) {
            ++losses["(" + message->name + ")"];
            ++stats.incomplete;
            continue;
        }
        out += '\n';
        ++stats.observations;
        stats.incomplete += lost->empty() ? 0 : 1;
        for (const Loss& loss : *lost) ++losses[loss.field];
    }
    stats.losses.assign(losses.begin(), losses.end());
    return stats;
}

}  // namespace

Result<WrittenStats> append_recording(std::string& out, const std::vector<Observation>& seen,
                                      const std::vector<std::string>& lifts,
                                      const WritingOptions& options) {
    if (options.profile) return write_platform(out, seen, lifts, options);
    std::string bytes;
    if (!write_link(bytes, options.link, seen, lifts)) return Error{ErrorCode::unsupported, 0};
    out += bytes;
    return heard_again(bytes, seen, options);
}

}  // namespace hoistway
