// SPDX-License-Identifier: Apache-2.0
//
// Calendars as files, to be replaced when the holidays of the next year are known.
//
//     const Result<WorkCalendar, std::vector<Refusal>> calendar = load_calendar(text, "mine.json");
//     load_calendar(builtin_calendar("china")->text, "china");
//
// Refused by JSON pointer: an unknown key, a day that is none or of another year, a day off on a
// weekend, a day at work on a weekday, a year or a day that stands twice. Never throws on bad
// input. The file that is built in is src/upkeep/calendars/china.json, from the notices of the
// State Council's General Office.

#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/files/builtin_file.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/upkeep/pilot/calendar.hpp"

namespace hoistway {

// Sorted by id.
std::span<const BuiltinFile> builtin_calendars();

std::optional<BuiltinFile> builtin_calendar(std::string_view id);

Result<WorkCalendar, std::vector<Refusal>> load_calendar(std::string_view text,
                                                         std::string_view source);

}  // namespace hoistway
