// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/history.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

using namespace hoistway;

static const std::string city = R"({"lifts":[
{"key":"A-1","rescue_code":"012345","use_unit":"甲物业","floors":[{"label":"B1","height":0}]},
{"key":"A-2","rated_speed":1.75}
],"sites":[
{"key":"S-1","name":"示范小区","latitude":38.04}
],"standings":[
{"lift":"A-1","pilot":"applied"}
]}
)";
static const EditorOptions at_noon{.time = Time{Duration{1767240000000}}, .source = "list.xlsx"};

static RegistryEditor editor_of(std::string_view text) {
    return {read_registry(text, "city.json"), at_noon};
}

static std::string written(const RegistryEditor& editor) {
    const RegistryFile file = editor.file();
    REQUIRE(file.refusals.empty());
    return write_registry(file.registry.lifts(), file.entries);
}

TEST_CASE("a change is made and stands in the history with time, source, old and new") {
    RegistryEditor editor = editor_of(city);
    CHECK(!editor.set("lifts", "A-1", "rescue_code", "054321"));
    CHECK(!editor.set("standings", "A-1", "pilot", "admitted"));
    const RegistryFile file = editor.file();
    CHECK(file.registry.find("054321") == 0);
    CHECK(file.registry.find("012345") == no_lift);
    CHECK(file.entries.standings[0].pilot == PilotStatus::admitted);
    REQUIRE(file.entries.history.size() == 2);
    CHECK(write_undo(editor.changes()) ==
          R"({"time":"2026-01-01T04:00:00Z","source":"list.xlsx","section":"lifts","key":"A-1",)"
          R"("field":"rescue_code","old":"012345","new":"054321"})"
          "\n"
          R"({"time":"2026-01-01T04:00:00Z","source":"list.xlsx","section":"standings",)"
          R"("key":"A-1","field":"pilot","old":"applied","new":"admitted"})"
          "\n");
}

TEST_CASE("what already is so is no change") {
    RegistryEditor editor = editor_of(city);
    CHECK(!editor.set("lifts", "A-2", "rated_speed", "1.750"));
    CHECK(editor.changes().empty());
    CHECK(written(editor) == city);
}

TEST_CASE("a refused change leaves the registry as it was") {
    struct Case {
        std::string_view section, key, field, value;
        ErrorCode code;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {"lifts", "B-9", "address", "x", unknown_lift},
        {"lifts", "012345", "address", "x", unknown_lift},
        {"lifts", "A-1", "colour", "x", unknown_key},
        {"lifts", "A-1", "floors", "x", unknown_key},
        {"lifts", "A-1", "key", "", missing},
        {"lifts", "A-1", "key", "A-2", duplicate},
        {"lifts", "A-2", "rescue_code", "012345", duplicate},
        {"lifts", "A-1", "rated_load", "-1", out_of_range},
        {"lifts", "A-1", "rated_load", "8 persons", bad_value},
        {"lifts", "A-1", "installed", "2012-2-29", bad_syntax},
        {"sites", "S-1", "latitude", "-91", out_of_range},
        {"sites", "S-2", "name", "x", missing},
        {"towns", "T", "name", "x", missing},
        {"standings", "A-1", "pilot", "maybe", bad_value},
    };
    for (const Case& c : cases) {
        CAPTURE(c.section);
        CAPTURE(c.field);
        RegistryEditor editor = editor_of(city);
        const auto refused = editor.set(c.section, c.key, c.field, c.value);
        REQUIRE(refused);
        CHECK(to_string(refused->code) == to_string(c.code));
        CHECK(written(editor) == city);
    }
    RegistryEditor editor = editor_of(city);
    CHECK(editor.add({.key = "A-3", .rescue_code = "012345"})->code == duplicate);
    CHECK(editor.add({.address = "x"})->code == missing);
    CHECK(written(editor) == city);
}

TEST_CASE("any row of changes, written, read and undone, leaves the same bytes") {
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        RegistryEditor first = editor_of(city);
        for (auto n = random() % 4; n > 0; --n) (void)first.set("sites", "S-1", "name", "早");
        const std::string before = written(first);
        RegistryEditor editor = editor_of(before);
        const std::string_view fields[] = {"key", "rescue_code", "address", "rated_speed"};
        const std::string_view values[] = {"", "A-1", "A-2", "A-7", "2.5", "示范路1号"};
        for (auto n = random() % 12; n > 0; --n) {
            const std::string key = "A-" + std::to_string(1 + random() % 7);
            if (random() % 4 == 0) {
                (void)editor.add({.key = key, .address = "新"});
            } else {
                (void)editor.set("lifts", key, fields[random() % 4], values[random() % 6]);
            }
        }
        const std::string after = written(editor);
        const auto changes = read_undo(write_undo(editor.changes()), "undo.jsonl");
        REQUIRE(changes);
        CHECK(*changes == editor.changes());
        RegistryEditor back = editor_of(after);
        CHECK(!back.undo(*changes));
        CHECK(written(back) == before);
    }
}

TEST_CASE("changes that are not the newest are not undone, and nothing else is") {
    RegistryEditor editor = editor_of(city);
    CHECK(!editor.set("lifts", "A-1", "address", "x"));
    const std::vector<Change> first = editor.changes();
    CHECK(!editor.set("lifts", "A-1", "address", "y"));
    const std::string before = written(editor);
    CHECK(editor.undo(first)->code == ErrorCode::late);
    CHECK(written(editor) == before);
}

TEST_CASE("an undo file with one bad line is refused by its line") {
    const std::string good = R"({"time":"2026-01-01T04:00:00Z","section":"lifts","key":"A"})";
    CHECK(read_undo(good + "\n\n" + good + "\n", "u")->size() == 2);
    for (const std::string_view bad :
         {"{", "7", "{}", R"({"time":"soon","section":"lifts","key":"A"})",
          R"({"time":"2026-01-01T04:00:00Z","section":"lifts","key":"A","colour":"red"})",
          R"({"time":"2026-01-01T04:00:00Z","section":"lifts"})"}) {
        CAPTURE(bad);
        const auto read = read_undo(good + "\n" + std::string(bad), "u");
        REQUIRE(!read);
        CHECK(read.error().line == 2);
    }
}

// Looked up in the plainest way, one after the other.
TEST_CASE("an entry is found by its key of now, whatever was added, renamed and undone") {
    std::mt19937 random(3);
    const auto key = [&] { return "P-" + std::to_string(random() % 40); };
    RegistryEditor editor = editor_of(city);
    int found = 0;
    for (int round = 0; round < 600; ++round) {
        const std::string one = key(), other = key();
        const auto action = random() % 8;
        if (action < 4) (void)editor.add(Party{.key = one});
        if (action >= 4 && action < 7) (void)editor.set("parties", one, "key", other);
        if (action == 7 && !editor.changes().empty()) {
            const std::vector<Change> newest{editor.changes().back()};
            REQUIRE(!editor.undo(newest));
        }
        const RegistryFile file = editor.file();
        for (int i = 0; i < 40; ++i) {
            const std::string name = "P-" + std::to_string(i);
            const auto has = [&](const Party& party) { return party.key == name; };
            const auto times =
                std::count_if(file.entries.parties.begin(), file.entries.parties.end(), has);
            REQUIRE(times <= 1);
            REQUIRE(editor.has("parties", name) == (times == 1));
            found += static_cast<int>(times);
        }
    }
    CHECK(found > 1000);
    CHECK(editor.has("sites", "S-1"));
    CHECK(!editor.has("parties", "S-1"));
    CHECK(!editor.has("no such section", "S-1"));
}
