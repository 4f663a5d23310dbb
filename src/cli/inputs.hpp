// SPDX-License-Identifier: Apache-2.0
//
// What several commands read: the registry, a policy or a profile by id or file, business records,
// and an observation log from beginning to end. Refused pieces are told and counted; the rest is
// used.

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "files.hpp"
#include "hoistway/pipeline/analysis.hpp"
#include "hoistway/pipeline/count/count_log.hpp"
#include "hoistway/pipeline/files/rule_limits.hpp"
#include "hoistway/registry/registry.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/pilot/calendar.hpp"
#include "hoistway/upkeep/policy.hpp"
#include "hoistway/wire/platform/profile.hpp"
#include "talk.hpp"

namespace hoistway::cli {

inline constexpr const char* default_policy = "shijiazhuang-2025";

struct RegistryInput {
    Registry registry;
    std::uint64_t refused = 0;
};

struct PolicyInput {
    Policy policy;
    std::string sha256;  // of a built-in policy; empty for a file
};

struct LogInput {
    std::uint64_t lines = 0, observations = 0, refused = 0, unknown_keys = 0;
};

RegistryInput load_registry(const std::string& path);
PolicyInput load_policy_named(const std::string& id_or_file);
WorkCalendar load_calendar_named(const std::string& id_or_file);
Profile load_profile_named(const std::string& id_or_file);
// As built in where no file is named.
RuleLimits load_rules_named(const std::string& path);

// What people did to the lifts and said of them; lines that cannot be read are told and left out.
// None where the path is empty.
BusinessFile load_records(const std::string& path, const Registry& registry);

// Visits that cannot be are told and left out; gives back how many.
std::size_t give_records(const BusinessFile& file, Analysis& analysis);

// Of `hoistway counts --log`. A line that cannot be read may be all there is of a lift: Failure.
CounterFile load_counter_log(const std::string& path, const Registry& registry);

// Tells the false alarms of entrapments that the log has not.
void tell_unheard_alarms(const Analysis& analysis);

// Reads the whole log, and hands over its observations batch by batch.
using TakeBatch = std::function<void(std::span<const Observation>)>;
LogInput read_observations(const std::string& path, const Registry& registry,
                           const TakeBatch& take);

// Reads the whole log into the analysis and ends it there.
LogInput analyse_log(const std::string& path, const Registry& registry, Analysis& analysis);

// The end of a day as the user wrote it; where none was, the end of time.
Time end_of_day(const std::string& text);

// A day as the user has to write it.
Date read_day(const std::string& text);

// A day as the user wrote it; where none was, that of the newest record.
Date day_or_newest(const std::string& text, Time newest);

}  // namespace hoistway::cli
