// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/visit_json.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;
using Tree = nlohmann::ordered_json;

static LiftIndex find(std::string_view name) {
    if (name == "A-1") return 0;
    return name == "A-2" ? 1 : no_lift;
}

static std::string told(const std::vector<Refusal>& refusals) {
    std::string out;
    for (const Refusal& refusal : refusals) {
        out += out.empty() ? "" : "; ";
        out += std::to_string(refusal.line) + ' ' + std::string(to_string(refusal.code)) + ' ' +
               refusal.field;
    }
    return out;
}

TEST_CASE("the built-in files are in order and go by their ids") {
    CHECK(builtin_checklists().size() == 4);
    CHECK(builtin_checklists()[0].id == "tsg-t5002-2017-a");
    CHECK(builtin_checklists()[0].sha256.size() == 64);
    const VisitRules rules = default_visit_rules();
    CHECK(rules.id == "visits-default");
    CHECK(rules.orders.size() == 3);
    // The file and the defaults of the struct say the same.
    const PresenceLimits limits{};
    CHECK(rules.presence.least_minutes == limits.least_minutes);
    CHECK(rules.presence.scans == limits.scans);
    CHECK(rules.presence.travel_most_km_h == limits.travel_most_km_h);
    CHECK(rules.presence.heard_share == limits.heard_share);
    CHECK(rules.presence.far_m == limits.far_m);
    double weights = 0;
    for (const GradeFigure& figure : rules.grade.figures) weights += figure.weight;
    CHECK(weights == 100);
}

// Sets one place of a built-in file to something else, or takes it away, and tells what was
// refused.
static std::string spoilt(const BuiltinFile& file, const char* pointer, const char* value) {
    Tree tree = Tree::parse(file.text);
    const Tree::json_pointer place(pointer);
    if (std::string_view(value) == "-") {
        tree[place.parent_pointer()].erase(place.back());
    } else {
        tree[place] = Tree::parse(value);
    }
    const bool list = file.id.starts_with("tsg");
    const auto refusals = [](const auto& result) {
        return result ? std::string("taken") : told(result.error());
    };
    return list ? refusals(load_checklist(tree.dump(), "f"))
                : refusals(load_visit_rules(tree.dump(), "f"));
}

TEST_CASE("a slip in a checklist is refused where it stands") {
    struct Case {
        const char *pointer, *value, *told;
    };
    const Case cases[] = {
        {"/colour", "1", "0 unknown_key /colour"},
        {"/id", "\"My List\"", "0 bad_value /id"},
        {"/source", "-", "0 missing /source"},
        {"/title/en", "-", "0 missing /title/en"},
        {"/equipment", "\"sledge\"", "0 bad_value /equipment"},
        {"/tables", "[]", "0 bad_value /tables"},
        {"/tables/1/kind", "\"year\"", "0 bad_value /tables/1/kind"},
        {"/tables/1/kind", "-", "0 missing /tables/1/kind"},
        {"/tables/0/count", "30", "0 bad_value /tables/0/items"},
        {"/tables/0/count", "0", "0 out_of_range /tables/0/count; 0 bad_value /tables/0/items"},
        {"/tables/0/items/0/name", "-", "0 missing /tables/0/items/0/name"},
        {"/tables/0/items/2/sensors", "[\"nose\"]", "0 bad_value /tables/0/items/2/sensors/0"},
        {"/tables/0/items/2/sensors", "[\"vibration\",\"vibration\"]",
         "0 duplicate /tables/0/items/2/sensors/1"},
        {"/tables/0/items/2/sensors", "7", "0 bad_value /tables/0/items/2/sensors"},
        {"/calibration/years_when_old", "-", "0 missing /calibration/years_when_old"},
        {"/calibration/years", "0", "0 out_of_range /calibration/years"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.pointer);
        CHECK(spoilt(builtin_checklists()[0], c.pointer, c.value) == c.told);
    }
    CHECK(told(load_checklist("{", "f").error()) == "1 truncated ");
    CHECK(told(load_checklist("null", "f").error()) == "0 bad_value ");
}

TEST_CASE("a slip in the rules is refused where it stands") {
    struct Case {
        const char *pointer, *value, *told;
    };
    const Case cases[] = {
        {"/presence/most_hours", "0", "0 out_of_range /presence/most_hours"},
        {"/presence/heard_share", "1.5", "0 out_of_range /presence/heard_share"},
        {"/presence/near_m", "\"far\"", "0 bad_value /presence/near_m"},
        {"/presence/least_minutes/year", "-", "0 missing /presence/least_minutes/year"},
        {"/presence/scans/1", "\"car\"", "0 duplicate /presence/scans/1"},
        {"/presence/scans/1", "\"roof\"", "0 bad_value /presence/scans/1"},
        {"/orders/0/kind", "\"party\"", "0 bad_value /orders/0/kind"},
        {"/orders/0/kind", "\"fault\"", "0 duplicate /orders/1/kind"},
        {"/orders/0/accept_minutes", "0", "0 out_of_range /orders/0/accept_minutes"},
        {"/orders/0/origin", "-", "0 missing /orders/0/origin"},
        {"/grade/figures/0/best", "0.5", "0 bad_value /grade/figures/0/best"},
        {"/grade/figures/1/name", "\"proven_share\"", "0 duplicate /grade/figures/1/name"},
        {"/grade/cutoffs/1/from", "95", "0 bad_value /grade/cutoffs/1/from"},
        {"/grade/vetoes/0/source", "-", "0 missing /grade/vetoes/0/source"},
        {"/grade", "7", "0 bad_value /grade"},
        {"/orders", "7", "0 bad_value /orders"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.pointer);
        CHECK(spoilt(builtin_visit_rules()[0], c.pointer, c.value) == c.told);
    }
    CHECK(told(load_visit_rules("[]", "f").error()) == "0 bad_value ");
}

static const char* const whole_visit =
    R"({"record":"visit","lift":"A-1","time":"2026-03-02T09:40:00+08:00","id":"v-1",)"
    R"("kind":"quarter","worker":"w-17","company":"乙电梯","begun":"2026-03-02T09:00:00+08:00",)"
    R"("ended":"2026-03-02T09:40:00+08:00","gnss":{"latitude":38.05,"longitude":114.48,)"
    R"("accuracy":12,"datum":"gcj02"},"scans":[{"place":"car","time":1772413260000,"floor":3},)"
    R"({"place":"pit","time":"2026-03-02T09:10:00+08:00","lift":"A-2",)"
    R"("gnss":{"latitude":1,"longitude":2}}],)"
    R"("items":[{"item":"A-1-1","answer":"ok"},{"item":"A-1-2","answer":"mended"}],"colour":1})";

TEST_CASE("a visit is read with all that its worker recorded") {
    const VisitFile file = read_visits(whole_visit, "r", find);
    CHECK(told(file.refusals) == "");
    REQUIRE(file.visits.size() == 1);
    const SiteVisit& visit = file.visits[0];
    CHECK(visit.id == "v-1");
    CHECK(visit.lift == 0);
    CHECK(visit.kind == VisitKind::quarter);
    CHECK(visit.worker == "w-17");
    CHECK(visit.company == "乙电梯");
    CHECK(*visit.ended - *visit.begun == std::chrono::minutes{40});
    CHECK(visit.fix->at == GeoPoint{38.05, 114.48});
    CHECK(visit.fix->accuracy == 12);
    CHECK(visit.fix->datum == Datum::gcj02);
    REQUIRE(visit.scans.size() == 2);
    CHECK(visit.scans[0].floor == 3);
    CHECK(visit.scans[0].lift == 0);  // its own, where none is said
    CHECK(format_time(visit.scans[0].time) == "2026-03-02T01:01:00Z");
    CHECK(visit.scans[1].place == ScanPlace::pit);
    CHECK(visit.scans[1].lift == 1);
    CHECK(visit.scans[1].fix->datum == Datum::wgs84);
    REQUIRE(visit.items.size() == 2);
    CHECK(visit.items[1].answer == ItemVerdict::mended);
    CHECK(file.unknown_keys == 1);
}

TEST_CASE("a bare visit is read as before, and other records are skipped") {
    const VisitFile file = read_visits(
        "{\"record\":\"visit\",\"lift\":\"A-2\",\"time\":5000,\"unit\":\"u\",\"note\":\"n\"}\n\n"
        "{\"record\":\"call\",\"lift\":\"A-1\",\"time\":6000}\n",
        "r", find);
    REQUIRE(file.visits.size() == 1);
    CHECK(file.visits[0].id == "A-2@5000");
    CHECK(file.visits[0].kind == VisitKind::on_demand);
    CHECK(file.visits[0].company == "u");
    CHECK_FALSE(file.visits[0].begun.has_value());
    CHECK(file.other_records == 1);
    CHECK(file.unknown_keys == 0);
}

TEST_CASE("a visit that cannot be as recorded is refused by line and field, and the rest is read") {
    struct Case {
        const char *pointer, *value, *told;
    };
    const Case cases[] = {
        {"/record", "\"Visit\"", "2 bad_value record"},
        {"/record", "-", "2 missing record"},
        {"/lift", "\"B-9\"", "2 unknown_lift lift"},
        {"/lift", "-", "2 missing lift"},
        {"/time", "-", "2 missing time"},
        {"/time", "\"2026-03-02T09:40:00\"", "2 missing time"},
        {"/time", "-5", "2 out_of_range time"},
        {"/time", "1.5", "2 bad_value time"},
        {"/ended", "\"2026-03-02T08:59:59+08:00\"", "2 bad_value ended"},
        {"/kind", "\"weekly\"", "2 bad_value kind"},
        {"/worker", "7", "2 bad_value worker"},
        {"/gnss/latitude", "91", "2 out_of_range gnss.latitude"},
        {"/gnss/longitude", "-", "2 missing gnss.longitude"},
        {"/gnss/datum", "\"bd09\"", "2 bad_value gnss.datum"},
        {"/gnss", "[1,2]", "2 bad_value gnss"},
        {"/scans", "{}", "2 bad_value scans"},
        {"/scans/0", "7", "2 bad_value scans[0]."},
        {"/scans/0/place", "\"roof\"", "2 bad_value scans[0].place"},
        {"/scans/1/time", "-", "2 missing scans[1].time"},
        {"/scans/1/lift", "\"B-9\"", "2 unknown_lift scans[1].lift"},
        {"/scans/0/floor", "2.5", "2 bad_value scans[0].floor"},
        {"/items/0/answer", "\"fine\"", "2 bad_value items[0].answer"},
        {"/items/0/item", "-", "2 missing items[0].item"},
    };
    for (const Case& c : cases) {
        Tree tree = Tree::parse(whole_visit);
        const Tree::json_pointer place(c.pointer);
        if (std::string_view(c.value) == "-") {
            tree[place.parent_pointer()].erase(place.back());
        } else {
            tree[place] = Tree::parse(c.value);
        }
        tree["id"] = "v-2";
        const std::string good = whole_visit;
        const VisitFile file = read_visits(good + '\n' + tree.dump() + "\n[1]\n", "r", find);
        CAPTURE(c.pointer);
        CHECK(told(file.refusals) == std::string(c.told) + "; 3 bad_syntax ");
        CHECK(file.visits.size() == 1);
    }
    const std::string twice = std::string(whole_visit) + '\n' + whole_visit;
    CHECK(told(read_visits(twice, "r", find).refusals) == "2 duplicate id");
}

TEST_CASE("a worker has a pseudonym, and what looks like a person is refused and not shown") {
    for (const char* const worker : {"w-17", "a.b_C", "20250001", ""}) {
        Tree tree = Tree::parse(whole_visit);
        tree["worker"] = worker;
        CHECK(read_visits(tree.dump(), "r", find).refusals.empty());
    }
    const std::string phone(11, '1'), citizen = std::string(17, '1') + "X";
    for (const std::string& worker :
         {phone, citizen, std::string("张三"), std::string(33, 'a'), std::string("John Doe")}) {
        Tree tree = Tree::parse(whole_visit);
        tree["worker"] = worker;
        const VisitFile file = read_visits(tree.dump(), "r", find);
        CHECK(told(file.refusals) == "1 bad_value worker");
        CHECK(to_text(file.refusals.at(0)).find(worker) == std::string::npos);
    }
}

TEST_CASE("places of lifts are read, each once") {
    const PlaceFile file = read_places(
        "{\"lift\":\"A-2\",\"latitude\":38.05,\"longitude\":114.48}\n"
        "{\"lift\":\"A-2\",\"latitude\":38,\"longitude\":114}\n"
        "{\"lift\":\"A-1\",\"latitude\":38}\n"
        "{\"lift\":\"B-9\",\"latitude\":38,\"longitude\":114}\n",
        "p", find);
    REQUIRE(file.places.size() == 2);
    CHECK_FALSE(file.places[0].has_value());
    CHECK(file.places[1] == GeoPoint{38.05, 114.48});
    CHECK(told(file.refusals) == "2 duplicate lift; 3 missing longitude; 4 unknown_lift lift");
}

TEST_CASE("alarms, due items and steps are read from one file") {
    const OrderFile file = read_orders(
        R"({"lift":"A-1","rule":"entrapment@1","kind":"entrapment","phase":"raised",)"
        R"("time":"2026-03-02T01:00:00Z","since":"2026-03-02T00:58:00Z","severity":"critical"})"
        "\n"
        R"({"lift":"A-1","kind":"native:mnk:12","phase":"raised","time":5,"severity":"major"})"
        "\n"
        R"({"lift":"A-1","kind":"door_blocked","phase":"cleared","time":5,"severity":"major"})"
        "\n"
        R"({"lift":"A-2","policy":"p","trigger":"runs","due":"2026-03-21"})"
        "\n"
        R"({"order":"A-1/entrapment/2026-03-02T01:00:00Z","time":7,"action":"assign","by":"d",)"
        R"("to":"w","reason":"on duty"})",
        "o", find);
    CHECK(told(file.refusals) == "");
    REQUIRE(file.causes.size() == 3);
    CHECK(file.causes[0].id == "A-1/entrapment/2026-03-02T01:00:00Z");
    CHECK(file.causes[1].id == "A-1/fault/1970-01-01T00:00:00.005Z");
    CHECK(file.causes[1].why == "native:mnk:12");
    CHECK(file.causes[2].id == "A-2/due_visit/2026-03-21");
    CHECK(file.causes[2].at == start_of(*parse_date("2026-03-21")));
    CHECK(file.causes[2].why == "runs");
    CHECK(file.other_lines == 1);
    REQUIRE(file.steps.size() == 1);
    CHECK(file.steps[0].order == file.causes[0].id);
    CHECK(file.steps[0].line == 5);
    CHECK(file.steps[0].step.to == "w");
}

TEST_CASE("a line of orders that cannot be used is refused by line and field") {
    const char* const cases[][2] = {
        {R"({"order":"o","time":1,"action":"dance","reason":"r"})", "1 bad_value action"},
        {R"({"time":1,"action":"accept","reason":"r"})", "1 missing order"},
        {R"({"order":"o","action":"accept","reason":"r"})", "1 missing time"},
        {R"({"lift":"A-1","trigger":"rides","due":"2026-03-21"})", "1 bad_value trigger"},
        {R"({"lift":"A-1","trigger":"runs","due":"2026-02-30"})", "1 bad_value due"},
        {R"({"lift":"A-1","trigger":"runs"})", "1 missing due"},
        {R"({"lift":"B-9","kind":"entrapment","phase":"raised","time":1,"severity":"major"})",
         "1 unknown_lift lift"},
        {R"({"lift":"A-1","kind":"party","phase":"raised","time":1,"severity":"major"})",
         "1 bad_value kind"},
        {R"({"lift":"A-1","kind":"entrapment","time":1,"severity":"major"})", "1 missing phase"},
        {R"({"lift":"A-1"})", "1 missing kind"},
        {R"({"action":null})", "1 missing order"},
    };
    for (const auto& c : cases) {
        const std::string_view line = c[0];
        CAPTURE(line);
        CHECK(told(read_orders(line, "o", find).refusals) == c[1]);
    }
}

TEST_CASE("a company's shares are reckoned from the lines of check and result") {
    const CompanyFile file = read_companies(
        "{\"company\":\"a\",\"verdict\":\"proven\"}\n{\"company\":\"a\",\"verdict\":\"proven\"}\n"
        "{\"company\":\"a\",\"verdict\":\"doubtful\"}\n{\"company\":\"a\",\"verdict\":\"refuted\"}"
        "\n"
        "{\"company\":\"a\",\"change\":\"worse\"}\n{\"company\":\"a\",\"change\":\"better\"}\n"
        "{\"company\":\"a\",\"change\":\"not_enough_data\"}\n"
        "{\"company\":\"b\",\"figures\":{\"first_pass_share\":0.9},\"vetoes\":[\"accident\"]}\n"
        "{\"company\":\"b\",\"figures\":{\"first_pass_share\":0.8}}\n"
        "{\"company\":\"b\",\"figures\":{\"x\":\"y\"}}\n{\"company\":\"b\"}\n{\"figures\":{}}\n",
        "c");
    REQUIRE(file.companies.size() == 2);
    CHECK(file.companies[0].values.at("proven_share") == 0.5);
    CHECK(file.companies[0].values.at("refuted_share") == 0.25);
    CHECK(file.companies[0].values.at("worse_share") == 0.5);
    CHECK(file.companies[1].values.at("first_pass_share") == 0.9);
    CHECK(file.companies[1].vetoes == std::vector<std::string>{"accident"});
    CHECK(told(file.refusals) ==
          "9 duplicate figures.first_pass_share; 10 bad_value figures.x; 11 missing figures; "
          "12 missing company");
}

TEST_CASE("a verdict is one line, Chinese or English, with every reason and its numbers") {
    const VisitFile file = read_visits(whole_visit, "r", find);
    PresenceVerdict verdict{.reasons = {{PresenceDoubt::too_short, 12.5, 20, ""},
                                        {PresenceDoubt::scan_missing, 0, 0, "machine_room"}}};
    verdict.presence = conclude(verdict.reasons);
    std::string zh, en;
    append_verdict(zh, file.visits[0], verdict, "A-1", Language::zh);
    append_verdict(en, file.visits[0], verdict, "A-1", Language::en);
    CHECK(Tree::parse(zh)["sentence"] ==
          "存疑，待核实：现场时间12.5分钟，少于最低20分钟；缺少机房打卡。");
    const Tree tree = Tree::parse(en);
    CHECK(tree["sentence"] ==
          "doubtful, to be looked into; 12.5 minutes on site, 20 at least; no scan at the machine "
          "room.");
    CHECK(tree["verdict"] == "doubtful");
    CHECK(tree["company"] == "乙电梯");
    CHECK(tree["begun"] == "2026-03-02T01:00:00Z");
    CHECK(tree["reasons"][0]["seen"] == 12.5);
    CHECK(tree["reasons"][1]["about"] == "machine_room");
    CHECK(tree["reasons"][1]["effect"] == "doubts");
    CHECK(en.find('\n') == std::string::npos);
}

TEST_CASE("every doubt has a sentence in both languages, with its numbers in place") {
    for (std::size_t i = 0; i < Words<PresenceDoubt>::list.size(); ++i) {
        const PresenceReason reason{static_cast<PresenceDoubt>(i), 7, 3, "v-9"};
        for (const Language language : {Language::zh, Language::en}) {
            const std::string sentence = sentence_of(reason, language);
            CHECK(sentence.size() > 10);
            CHECK(sentence.find('{') == std::string::npos);
        }
    }
    const PresenceReason at_once{PresenceDoubt::impossible_travel, 0, 80, "v-9"};
    CHECK(sentence_of(at_once, Language::en).find("v-9") != std::string::npos);
}

TEST_CASE("an effect, an order and a grade are lines that machines read again") {
    const VisitFile file = read_visits(whole_visit, "r", find);
    VisitEffect effect;
    effect.change = EffectChange::better;
    effect.figures[0] = {.figure = EffectFigure::vibration,
                         .change = EffectChange::better,
                         .places = 2,
                         .before = 30,
                         .after = 31,
                         .mean_before = 0.25,
                         .mean_after = 0.125,
                         .test = {.p = 1.0 / 32768}};
    std::string line;
    append_effect(line, file.visits[0], effect, "A-1", Language::zh);
    Tree tree = Tree::parse(line);
    CHECK(tree["sentence"] ==
          "维保效果：改善。运行振动：改善，前0.250m/s²，后0.125m/s²（前30后31个样本，p=0.0000）。");
    CHECK(tree["figures"][0]["p"] == 1.0 / 32768);
    CHECK_FALSE(tree["figures"][1].contains("p"));

    const OrderRule rule{.kind = OrderKind::fault, .accept = std::chrono::minutes{30}};
    const WorkOrder order = open_order({.id = "o", .lift = 0, .kind = OrderKind::fault}, rule);
    line.clear();
    append_order(
        line,
        *apply_step(order,
                    {.time = Time{}, .action = OrderAction::assign, .to = "w", .reason = "因为"}),
        "A-1");
    tree = Tree::parse(line);
    CHECK(tree["state"] == "assigned");
    CHECK(tree["next_deadline"] == "1970-01-01T00:30:00Z");
    CHECK(tree["steps"][0]["reason"] == "因为");

    const VisitRules rules = default_visit_rules();
    const CompanyFigures company{
        .company = "乙", .values = {{"proven_share", 0.75}}, .vetoes = {"accident"}};
    line.clear();
    append_grade(line, company, grade_company(company, rules.grade), Language::en);
    tree = Tree::parse(line);
    CHECK(tree["grade"] == "D");
    CHECK(tree["parts"][0]["points"] == 0.5);
    CHECK(tree["missing"].size() == 6);

    line.clear();
    const std::vector<Checklist> lists = national_checklists();
    append_item(line, lists[0].tables[0].items[28], Language::en);
    tree = Tree::parse(line);
    CHECK(tree["item"] == "A-1-29");
    CHECK(tree["note"] == "at least 7 mm");
}

TEST_CASE("spoilt bytes of a record never do more than cost their line") {
    std::mt19937 random(8);
    for (int round = 0; round < 3000; ++round) {
        std::string line = whole_visit;
        for (int i = 0; i < 3; ++i) {
            line[random() % line.size()] = static_cast<char>(random() % 256);
        }
        const VisitFile file = read_visits(line + '\n', "r", find);
        CHECK(file.visits.size() + file.refusals.size() + file.other_records >= 1);
        (void)read_orders(line, "r", find);
        (void)read_companies(line, "r");
    }
}
