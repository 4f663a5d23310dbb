// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/part/part_json.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "hoistway/upkeep/part/part_book_json.hpp"

using namespace hoistway;

static PartBook book() {
    return *load_part_book(R"({"id":"book","source":"made up","parts":[
        {"id":"door_operator","name":{"zh":"门机","en":"Door operator"},
         "lives":[{"by":"door_cycles","limit":100000,"source":"manual, 7.2"}]},
        {"id":"brake","name":{"zh":"制动器","en":"Brake"}, "price_yuan":[10, 20],
         "lives":[{"by":"run_time","limit":3600,"source":"manual"},
                  {"by":"distance","limit":2,"source":"manual"}]}]})",
                           "book.json");
}

static std::string answers(const std::string& lines, Language language = Language::en) {
    const PartFile file = read_part_uses(lines, "uses.jsonl", book());
    REQUIRE(file.refusals.empty());
    return to_part_log(file.uses, book(), {.at = *parse_date("2026-03-29"), .language = language});
}

TEST_CASE("a line of use is answered with the life that is used up most") {
    CHECK(answers(R"({"lift":"A-1","part":"door_operator","fitted":"2020-03-31",)"
                  R"("door_cycles":90000})") ==
          R"({"lift":"A-1","part":"door_operator","state":"warn","by":"door_cycles",)"
          R"("used":90000,"limit":100000,"share":0.9,"source":"manual, 7.2",)"
          R"("sentence":"Door operator: 90000 of 100000 door cycles used (90 %): prepare to )"
          "replace it.\"}\n");
}

TEST_CASE("seconds and kilometres are taken in the units of the book") {
    const std::string line =
        R"({"lift":"A","part":"brake","fitted":"2026-01-01","run_time":1800,"distance":2})";
    CHECK(answers(line).find(R"("state":"over","by":"distance","used":2,"limit":2)") !=
          std::string::npos);
}

TEST_CASE("a quantity that nobody counted leaves the life unknown") {
    CHECK(answers(R"({"lift":"A","part":"brake","fitted":"2026-01-01","run_time":1800})")
              .find(R"("state":"unknown")") != std::string::npos);
    CHECK(answers(R"({"lift":"A","part":"door_operator","fitted":"2026-01-01"})", Language::zh) ==
          R"({"lift":"A","part":"door_operator","state":"unknown",)"
          "\"sentence\":\"门机：使用寿命无法判定。\"}\n");
}

// 20,000 cycles are left, at four a run of 500 a day: ten days.
TEST_CASE("two weeks of runs say when the life will end") {
    std::string line = R"({"lift":"A","part":"door_operator","fitted":"2026-01-01","runs":20000,)"
                       R"("door_cycles":80000,"first_day":"2026-03-16","runs_by_day":[500)";
    for (int i = 1; i < 14; ++i) line += ",500";
    CHECK(answers(line + "]}").find(R"("next":"2026-04-08")") != std::string::npos);
}

TEST_CASE("a line that cannot be is refused by its line, and the rest is read") {
    const std::pair<std::string, std::string> cases[] = {
        {R"({"part":"brake","fitted":"2026-01-01"})", "missing at 'lift'"},
        {R"({"lift":"A","fitted":"2026-01-01"})", "missing at 'part'"},
        {R"({"lift":"A","part":"brake"})", "missing at 'fitted'"},
        {R"({"lift":"A","part":"wheel","fitted":"2026-01-01"})", "unknown_key at 'part'"},
        {R"({"lift":"A","part":"brake","fitted":"2026-02-30"})", "bad_value at 'fitted'"},
        {R"({"lift":"A","part":"brake","fitted":"2026-01-01","runs":-1})",
         "out_of_range at 'runs'"},
        {R"({"lift":"A","part":"brake","fitted":"2026-01-01","runs":1.5})", "bad_value at 'runs'"},
        {R"({"lift":"A","part":"brake","fitted":"2026-01-01","runs_by_day":[1]})",
         "missing at 'first_day'"},
        {R"({"lift":"A","part":"brake","fitted":"2026-01-01","first_day":"2026-01-01",)"
         R"("runs_by_day":["x"]})",
         "bad_value at 'runs_by_day'"},
        {"[]", "bad_syntax"},
    };
    for (const auto& row : cases) {
        CAPTURE(row.first);
        const std::string good = R"({"lift":"A","part":"brake","fitted":"2026-01-01"})";
        const PartFile file = read_part_uses(row.first + '\n' + good, "uses.jsonl", book());
        REQUIRE(file.refusals.size() == 1);
        CHECK(to_text(file.refusals[0]).starts_with("uses.jsonl:1: " + row.second));
        CHECK(file.uses.size() == 1);
    }
}

TEST_CASE("only replacements that name their part are held against the book") {
    std::vector<BusinessRecord> records(3);
    records[0] = {.kind = RecordKind::replacement, .lift = 0, .part = "brake", .price = 3000};
    records[1] = {.kind = RecordKind::replacement, .lift = 0};
    records[2] = {.kind = RecordKind::visit, .lift = 0};
    const auto replacements = replacements_of(records);
    REQUIRE(replacements.size() == 1);
    const std::vector<Lift> lifts{Lift{.key = "A-1"}};
    CHECK(to_remark_log(replacements, lifts, book(), Language::en) ==
          R"({"lift":"A-1","part":"brake","day":"1970-01-01","doubt":"price_above","value":30,)"
          R"("limit":20,"sentence":"Brake, 1 piece(s): 30.00 yuan, above the book's 20.00."})"
          "\n");
}

TEST_CASE("a part that was replaced behind its day of fitting is a new one") {
    const auto find = [](std::string_view key) { return key == "A" ? LiftIndex{0} : no_lift; };
    const auto line = [](std::string_view fitted) {
        return R"({"lift":"A","part":"door_operator","fitted":")" + std::string(fitted) +
               R"(","door_cycles":90000})";
    };
    const std::vector<Replacement> replacements{
        {.lift = 0, .day = *parse_date("2026-03-01"), .part = "door_operator"},
        {.lift = 0, .day = *parse_date("2025-03-01"), .part = "door_operator"},
        {.lift = 0, .day = *parse_date("2026-03-20"), .part = "brake"},
        {.lift = 0, .day = *parse_date("2026-03-30"), .part = "door_operator"}};
    struct Case {
        std::string_view fitted, told;
    };
    const Case cases[] = {
        {"2020-03-31",
         R"({"lift":"A","part":"door_operator","state":"unknown","replaced":"2026-03-01",)"
         R"("sentence":"Door operator: its life cannot be judged. It was replaced on 2026-03-01, )"
         "and its use since is not told.\"}\n"},
        {"2026-03-01",
         R"({"lift":"A","part":"door_operator","state":"warn","by":"door_cycles",)"
         R"("used":90000,"limit":100000,"share":0.9,"source":"manual, 7.2",)"
         R"("sentence":"Door operator: 90000 of 100000 door cycles used (90 %): prepare to )"
         "replace it.\"}\n"}};
    for (const Case& c : cases) {
        PartFile file = read_part_uses(line(c.fitted), "uses.jsonl", book());
        const Date at = *parse_date("2026-03-29");
        begin_anew(file.uses, replacements, find, at);
        CHECK(to_part_log(file.uses, book(), {.at = at, .language = Language::en}) == c.told);
    }
}

TEST_CASE("the months of a replaced part begin on the day of it") {
    const auto find = [](std::string_view) { return LiftIndex{0}; };
    const PartBook lamps = *load_part_book(R"({"id":"book","source":"made up","parts":[
        {"id":"lamp","name":{"zh":"灯","en":"Lamp"},
         "lives":[{"by":"months","limit":12,"source":"manual"}]}]})",
                                           "book.json");
    PartFile file =
        read_part_uses(R"({"lift":"A","part":"lamp","fitted":"2020-01-01"})", "uses", lamps);
    const std::vector<Replacement> replacements{
        {.lift = 0, .day = *parse_date("2026-01-31"), .part = "lamp"}};
    const Date at = *parse_date("2026-07-31");
    CHECK(judge_parts(file.uses, lamps, at)[0].state == PartState::over);
    begin_anew(file.uses, replacements, find, at);
    const PartAnswer answer = judge_parts(file.uses, lamps, at)[0];
    CHECK(answer.state == PartState::fine);
    CHECK(answer.used == 6);
    CHECK(answer.next == *parse_date("2027-01-31"));
}
