// SPDX-License-Identifier: Apache-2.0
#include "hoistway/report/marks.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

MarksRules rules(std::string id, Text name, double recall) {
    MarksRow row{.kind = EventKind::entrapment,
                 .truths = 10,
                 .found = 9,
                 .missed = 1,
                 .raised = 12,
                 .false_alarms = 2,
                 .repeats = 1,
                 .recall = recall,
                 .delay_p50 = 90500ms};
    MarksRow all = row;
    all.kind.reset();
    return {.id = std::move(id),
            .name = std::move(name),
            .all = all,
            .kinds = {row, {.kind = EventKind::overspeed, .truths = 1}},
            .slips = {{true, EventKind::entrapment, {}, "A-1", Time{}},
                      {false, EventKind::native, "box:7", "A-2", Time{1h}}}};
}

MarksInput one_set() {
    return {.lifts = 3,
            .observed = 36h,
            .slack = 5s,
            .rules = {rules("ours", {"本库", "ours"}, 0.9)},
            .corpus_hash = "00ff"};
}

nlohmann::json json_of(const MarksInput& input) {
    return nlohmann::json::parse(to_json(build_marks(input), Language::en));
}

}  // namespace

TEST_CASE("every kind has its row, the sum comes last, and what is not known is null") {
    const auto json = json_of(one_set());
    CHECK(json["figures"]["lifts"] == 3);
    CHECK(json["figures"]["lift_days"] == 1.5);
    CHECK(json["figures"]["recall"] == 0.9);
    CHECK(json["figures"]["precision"].is_null());
    CHECK(json["figures"]["corpus_hash"] == "00ff");
    const auto& table = json["tables"][0];
    CHECK(table["id"] == "kinds");
    REQUIRE(table["rows"].size() == 3);
    CHECK(table["rows"][0]["kind"] == "entrapment");
    CHECK(table["rows"][0]["missed"] == 1);
    CHECK(table["rows"][0]["repeats"] == 1);
    CHECK(table["rows"][0]["delay_p50"] == 90.5);
    CHECK(table["rows"][0]["delay_p95"].is_null());
    CHECK(table["rows"][1]["kind"] == "overspeed");
    CHECK(table["rows"][1]["recall"].is_null());
    CHECK(table["rows"][2]["kind"] == "all");
}

TEST_CASE("misses and false alarms are named one by one") {
    const auto json = json_of(one_set());
    const auto& table = json["tables"][1];
    CHECK(table["id"] == "slips");
    REQUIRE(table["rows"].size() == 2);
    CHECK(table["rows"][0]["what"] == "missed");
    CHECK(table["rows"][0]["lift"] == "A-1");
    CHECK(table["rows"][1]["what"] == "false");
    CHECK(table["rows"][1]["code"] == "box:7");
    CHECK(table["rows"][1]["time"] == "1970-01-01T09:00:00+08:00");
}

TEST_CASE("several sets of rules make a leaderboard, and stand below each other in each kind") {
    MarksInput input = one_set();
    input.rules.push_back(rules("box", {"盒子", "a box"}, 0.5));
    const auto json = json_of(input);
    const auto& board = json["tables"][0];
    CHECK(board["id"] == "leaderboard");
    REQUIRE(board["rows"].size() == 2);
    CHECK(board["rows"][1]["rules"] == "a box");
    CHECK(board["rows"][1]["recall"] == 0.5);
    CHECK(board["rows"][1]["kinds"] == 1);
    const auto& kinds = json["tables"][1]["rows"];
    REQUIRE(kinds.size() == 6);
    CHECK(kinds[0]["rules"] == "ours");
    CHECK(kinds[1]["rules"] == "a box");
    CHECK(kinds[1]["kind"] == "entrapment");
}

TEST_CASE("simulated marks say in both languages that they are not those of the field") {
    MarksInput input = one_set();
    CHECK(to_html(build_marks(input)).find("模拟真值不是现场真值") == std::string::npos);
    input.simulated = true;
    CHECK(to_html(build_marks(input)).find("模拟真值不是现场真值") != std::string::npos);
    const std::string english = to_markdown(build_marks(input), {.language = Language::en});
    CHECK(english.find("Simulated truth is not field truth") != std::string::npos);
}

TEST_CASE("a page of nothing says so") {
    const std::string html = to_html(build_marks({}));
    CHECK(html.find("class=\"none\"") != std::string::npos);
    CHECK(json_of({})["figures"]["recall"].is_null());
}
