// SPDX-License-Identifier: Apache-2.0
//
// What parts have gone through as lines of JSON, and the answers of the book to them: how much of
// each life is used up, and which replacements ask for a word.
//
//     {"lift":"A-1","part":"door_operator","fitted":"2020-03-31","runs":180000,
//      "door_cycles":810000,"first_day":"2026-03-01","runs_by_day":[412,398,405]}
//
//     const PartFile file = read_part_uses(text, "uses.jsonl", book);
//     begin_anew(file.uses, replacements_of(records), find, day);
//     to_part_log(file.uses, book, {.at = day, .language = Language::zh});
//     to_remark_log(replacements_of(records), lifts, book, Language::zh);
//
// "run_time" is in s in motion, "distance" in km, the others are counts since the part was fitted.
// What is left out was not counted, and a life that hangs on it is unknown. "runs_by_day" is the
// lift's own week, from "first_day" on; with two weeks of it the end of a life is forecast. A line
// that cannot be read, or names a part that the book does not have, is refused with its line, and
// the rest is read. Linear time; never throws on bad input. Compiled: link hoistway::hoistway.

#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/business.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/upkeep/part/audit.hpp"
#include "hoistway/upkeep/part/life.hpp"
#include "hoistway/upkeep/part/part_book.hpp"

namespace hoistway {

// One part of one lift.
struct FittedPart {
    std::string lift;  // its key
    std::string part;  // id in the book
    PartUse use;
    Date first_day{};
    std::vector<std::uint32_t> runs_by_day;  // empty where the week is not told
    std::optional<Date> replaced{};          // behind the day that the line tells
};

struct PartFile {
    std::vector<FittedPart> uses;
    std::vector<Refusal> refusals;
};

struct PartLogQuery {
    Date at{};
    Language language = Language::zh;
};

PartFile read_part_uses(std::string_view text, std::string_view source, const PartBook& book);

// A part that was replaced behind the day on which its line says that it was fitted, and not behind
// `at`, is a new one: nobody counted what it has gone through, and its months begin on that day.
void begin_anew(std::span<FittedPart> uses, std::span<const Replacement> replacements,
                const std::function<LiftIndex(std::string_view)>& find, Date at);

// One answer for each of them, in their order; a part that the book does not have gets none.
std::vector<PartAnswer> judge_parts(std::span<const FittedPart> uses, const PartBook& book,
                                    Date at);

// One JSON line an answer.
std::string to_part_log(std::span<const FittedPart> uses, const PartBook& book,
                        const PartLogQuery& query);

// The replacements that name their part; the others cannot be held against a book.
std::vector<Replacement> replacements_of(std::span<const BusinessRecord> records);

// One JSON line a remark.
std::string to_remark_log(std::span<const Replacement> replacements, std::span<const Lift> lifts,
                          const PartBook& book, Language language);

}  // namespace hoistway
