// SPDX-License-Identifier: Apache-2.0
//
// Everything, in the order in which data flows. A program that wants to compile quickly includes
// only the rooms it uses.

#pragma once

// clang-format off
#include "hoistway/core/result.hpp"            // IWYU pragma: export
#include "hoistway/core/time.hpp"              // IWYU pragma: export
#include "hoistway/core/time_text.hpp"         // IWYU pragma: export
#include "hoistway/model/identity.hpp"         // IWYU pragma: export
#include "hoistway/model/lift.hpp"             // IWYU pragma: export
#include "hoistway/model/observation.hpp"      // IWYU pragma: export
#include "hoistway/model/facts.hpp"            // IWYU pragma: export
#include "hoistway/model/event.hpp"            // IWYU pragma: export
#include "hoistway/model/business.hpp"         // IWYU pragma: export
#include "hoistway/sim/city.hpp"               // IWYU pragma: export
#include "hoistway/sim/scenario.hpp"           // IWYU pragma: export
#include "hoistway/wire/links.hpp"             // IWYU pragma: export
#include "hoistway/wire/link_reader.hpp"       // IWYU pragma: export
#include "hoistway/wire/device/line_json_encode.hpp"  // IWYU pragma: export
#include "hoistway/wire/national/jtt_808.hpp"  // IWYU pragma: export
#include "hoistway/wire/neutral/sender.hpp"    // IWYU pragma: export
#include "hoistway/wire/platform/cross_walk.hpp"  // IWYU pragma: export
#include "hoistway/wire/platform/platform_json.hpp"  // IWYU pragma: export
#include "hoistway/wire/platform/platform_write.hpp"  // IWYU pragma: export
#include "hoistway/wire/platform/profile_json.hpp"  // IWYU pragma: export
#include "hoistway/wire/platform/profile_text.hpp"  // IWYU pragma: export
#include "hoistway/wire/recording.hpp"         // IWYU pragma: export
#include "hoistway/wire/log/log_reader.hpp"    // IWYU pragma: export
#include "hoistway/wire/log/event_json.hpp"    // IWYU pragma: export
#include "hoistway/wire/log/event_read.hpp"    // IWYU pragma: export
#include "hoistway/registry/registry_json.hpp" // IWYU pragma: export
#include "hoistway/state/picture.hpp"          // IWYU pragma: export
#include "hoistway/state/run_tracker.hpp"      // IWYU pragma: export
#include "hoistway/state/door_tracker.hpp"     // IWYU pragma: export
#include "hoistway/detect/entrapment.hpp"      // IWYU pragma: export
#include "hoistway/detect/catalogue.hpp"       // IWYU pragma: export
#include "hoistway/detect/device_offline.hpp"  // IWYU pragma: export
#include "hoistway/event/episodes.hpp"         // IWYU pragma: export
#include "hoistway/upkeep/due.hpp"             // IWYU pragma: export
#include "hoistway/upkeep/policy_json.hpp"     // IWYU pragma: export
#include "hoistway/upkeep/availability.hpp"    // IWYU pragma: export
#include "hoistway/score/marks.hpp"            // IWYU pragma: export
#include "hoistway/report/month.hpp"           // IWYU pragma: export
#include "hoistway/report/fleet.hpp"           // IWYU pragma: export
#include "hoistway/report/marks.hpp"           // IWYU pragma: export
#include "hoistway/pipeline/fleet.hpp"         // IWYU pragma: export
#include "hoistway/pipeline/builtin_codes.hpp" // IWYU pragma: export
#include "hoistway/pipeline/analysis.hpp"      // IWYU pragma: export
#include "hoistway/pipeline/month_input.hpp"   // IWYU pragma: export
#include "hoistway/pipeline/score/corpus.hpp"   // IWYU pragma: export
#include "hoistway/pipeline/score/marks_input.hpp"  // IWYU pragma: export
#include "hoistway/pipeline/fleet_input.hpp"   // IWYU pragma: export
// clang-format on
