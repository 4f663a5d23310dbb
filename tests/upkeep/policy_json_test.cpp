// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/policy_json.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <string>

#include "tree.hpp"

using namespace hoistway;
using nlohmann::json;

static std::string file_text(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

static json city() {
    return json::parse(R"({
        "id": "my-city", "edition": "2026-01-01", "source": "a notice",
        "title": {"zh": "某市", "en": "A city"},
        "interval": {"months_by_pilot_year": [1, 2], "clause": "2",
                     "sentence": {"zh": "{due}", "en": "{due}"}},
        "rows": [{"trigger": "runs", "limit": 15000, "unit": "count", "clause": "1",
                  "sentence": {"zh": "{lift}{value}{limit}{since}{due}", "en": "x"}}],
        "not_covered": [{"clause": "3", "what": {"zh": "甲", "en": "A"},
                         "reason": {"zh": "乙", "en": "B"}}]})");
}

static std::vector<Refusal> refusals_of(const json& policy) {
    const auto loaded = load_policy(policy.dump(), "my-city.json");
    return loaded ? std::vector<Refusal>{} : loaded.error();
}

TEST_CASE("the built-in policies are the files, to the byte") {
    REQUIRE(builtin_policies().size() == 5);
    for (const BuiltinFile& policy : builtin_policies()) {
        const std::string path =
            (testing::tree() / "src/upkeep/policies" / policy.id).string() + ".json";
        CHECK(policy.text == file_text(path));
        CHECK(policy.sha256.size() == 64);
        CHECK(policy.sha256.find_first_not_of("0123456789abcdef") == policy.sha256.npos);
        const auto loaded = load_policy(policy.text, policy.id);
        REQUIRE(loaded);
        CHECK(loaded->id == policy.id);
    }
    CHECK(!builtin_policy("nowhere-1999"));
}

// Source 002, annex 1, table 1, and section 2 (2) 2.
TEST_CASE("the policy of Shijiazhuang has the limits of its notice") {
    const auto policy = load_policy(builtin_policy("shijiazhuang-2025")->text, "builtin");
    REQUIRE(policy);
    CHECK(policy->edition == "2025-11-27");
    CHECK(policy->interval.months == std::vector<int>{1, 2, 3});
    struct Case {
        Trigger trigger;
        double limit;
        std::optional<int> from, below;
        Roping roping;
        std::string_view clause;
    };
    const Case cases[] = {
        {Trigger::runs, 15000, {}, 15, Roping::unknown, "附件1表1第1项"},
        {Trigger::runs, 10000, 15, {}, Roping::unknown, "附件1表1第1项"},
        {Trigger::door_cycles, 60000, {}, {}, Roping::unknown, "附件1表1第3项"},
        {Trigger::run_time, 1000000, {}, {}, Roping::unknown, "附件1表1第4项"},
        {Trigger::rope_bends, 18000, {}, {}, Roping::one_to_one, "附件1表1第6项"},
        {Trigger::rope_bends, 54000, {}, {}, Roping::two_to_one, "附件1表1第6项"},
        {Trigger::distance, 300, {}, {}, Roping::unknown, "附件1表1第7项"},
        {Trigger::entrapments, 2, {}, {}, Roping::unknown, "附件1表1第11项"},
    };
    REQUIRE(policy->rows.size() == std::size(cases));
    for (std::size_t i = 0; i < std::size(cases); ++i) {
        CAPTURE(i);
        CHECK(policy->rows[i].trigger == cases[i].trigger);
        CHECK(policy->rows[i].limit == cases[i].limit);
        CHECK(policy->rows[i].applies.age_from_years == cases[i].from);
        CHECK(policy->rows[i].applies.age_below_years == cases[i].below);
        CHECK(policy->rows[i].applies.roping == cases[i].roping);
        CHECK(policy->rows[i].clause == cases[i].clause);
    }
    CHECK(policy->rows[7].within_months == 1);
}

TEST_CASE("each row of the notice's table is either watched or said not to be") {
    const auto policy = load_policy(builtin_policy("shijiazhuang-2025")->text, "builtin");
    REQUIRE(policy);
    for (int row = 1; row <= 12; ++row) {
        const std::string clause = "附件1表1第" + std::to_string(row) + "项";
        int told = 0;
        for (const PolicyRow& known : policy->rows) told += known.clause == clause;
        for (const NotCovered& known : policy->not_covered) told += known.clause == clause;
        CAPTURE(row);
        CHECK(told >= 1);
    }
}

TEST_CASE("a policy of another city is read as it stands") {
    const auto policy = load_policy(city().dump(), "my-city.json");
    REQUIRE(policy);
    CHECK(policy->title.in(Language::zh) == "某市");
    CHECK(policy->interval.months == std::vector<int>{1, 2});
    CHECK(policy->rows.size() == 1);
    CHECK(policy->not_covered[0].reason.en == "B");
}

TEST_CASE("what is wrong with a policy is told by pointer") {
    struct Case {
        std::string_view patch;  // RFC 7396 merge patch on the whole policy
        ErrorCode code;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {R"({"colour":"red"})", unknown_key, "/colour"},
        {R"({"a/b~c":1})", unknown_key, "/a~1b~0c"},
        {R"({"id":null})", missing, "/id"},
        {R"({"id":"My City"})", bad_value, "/id"},
        {R"({"id":"-x"})", bad_value, "/id"},
        {R"({"id":7})", bad_value, "/id"},
        {R"({"edition":"2026"})", bad_value, "/edition"},
        {R"({"edition":"2026-02-30"})", bad_value, "/edition"},
        {R"({"source":""})", bad_value, "/source"},
        {R"({"title":{"en":null}})", missing, "/title/en"},
        {R"({"title":{"fr":"Une ville"}})", unknown_key, "/title/fr"},
        {R"({"title":"A city"})", bad_value, "/title"},
        {R"({"interval":null})", missing, "/interval"},
        {R"({"interval":[]})", bad_value, "/interval"},
        {R"({"interval":{"days":3}})", unknown_key, "/interval/months_by_pilot_year"},
        {R"({"interval":{"days":0,"months_by_pilot_year":null}})", out_of_range, "/interval/days"},
        {R"({"pilot":7})", bad_value, "/pilot"},
        {R"({"pilot":null,"visit_time":{"clause":"1","sentence":{"zh":"a","en":"{x}"}}})",
         bad_value, "/visit_time/sentence/en"},
        {R"({"visit_time":{"minutes":0,"clause":"1","sentence":{"zh":"a","en":"b"}}})",
         out_of_range, "/visit_time/minutes"},
        {R"({"targets":{}})", bad_value, "/targets"},
        {R"({"targets":[{"id":"a","clause":"1","what":{"zh":"a","en":"b"},"percent":101}]})",
         out_of_range, "/targets/0/percent"},
        {R"({"targets":[{"id":"a","clause":"1","what":{"zh":"a","en":"b"}}]})", missing,
         "/targets/0/percent"},
        {R"({"targets":[{"id":"a","clause":"1","what":{"zh":"a","en":"b"},"percent":5,)"
         R"("by":"soon"}]})",
         bad_value, "/targets/0/by"},
        {R"({"interval":{"months_by_pilot_year":null}})", missing,
         "/interval/months_by_pilot_year"},
        {R"({"interval":{"months_by_pilot_year":[]}})", bad_value,
         "/interval/months_by_pilot_year"},
        {R"({"interval":{"months_by_pilot_year":1}})", bad_value, "/interval/months_by_pilot_year"},
        {R"({"interval":{"months_by_pilot_year":[0]}})", out_of_range,
         "/interval/months_by_pilot_year/0"},
        {R"({"interval":{"months_by_pilot_year":[1.5]}})", bad_value,
         "/interval/months_by_pilot_year/0"},
        {R"({"interval":{"months_by_pilot_year":[1,2,1]}})", bad_value,
         "/interval/months_by_pilot_year/2"},
        {R"({"interval":{"months_by_pilot_year":[999]}})", out_of_range,
         "/interval/months_by_pilot_year/0"},
        {R"({"interval":{"clause":null}})", missing, "/interval/clause"},
        {R"({"interval":{"sentence":{"zh":"{wann}"}}})", bad_value, "/interval/sentence/zh"},
        {R"({"rows":null})", missing, "/rows"},
        {R"({"rows":{}})", bad_value, "/rows"},
        {R"({"rows":[null]})", bad_value, "/rows/0"},
        {R"({"rows":[7]})", bad_value, "/rows/0"},
        {R"({"not_covered":null})", missing, "/not_covered"},
        {R"({"not_covered":"nothing"})", bad_value, "/not_covered"},
        {R"({"not_covered":[null]})", bad_value, "/not_covered/0"},
        {R"({"not_covered":[{"clause":"1","what":{"zh":"a","en":"b"}}]})", missing,
         "/not_covered/0/reason"},
    };
    for (const Case& c : cases) {
        json policy = city();
        policy.merge_patch(json::parse(c.patch));
        const std::vector<Refusal> refusals = refusals_of(policy);
        CAPTURE(c.patch);
        REQUIRE(refusals.size() == 1);
        CHECK(to_string(refusals[0].code) == to_string(c.code));
        CHECK(refusals[0].field == c.field);
        CHECK(refusals[0].source == "my-city.json");
    }
}

TEST_CASE("what is wrong with a row is told by pointer") {
    struct Case {
        std::string_view patch;  // RFC 7396 merge patch on the row
        ErrorCode code;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {R"({"hint":"x"})", unknown_key, "/rows/0/hint"},
        {R"({"trigger":null})", missing, "/rows/0/trigger"},
        {R"({"trigger":"rides"})", bad_value, "/rows/0/trigger"},
        {R"({"trigger":"noise"})", bad_value, "/rows/0/trigger"},
        {R"({"trigger":"interval"})", bad_value, "/rows/0/trigger"},
        {R"({"limit":null})", missing, "/rows/0/limit"},
        {R"({"limit":0})", out_of_range, "/rows/0/limit"},
        {R"({"limit":-15000})", out_of_range, "/rows/0/limit"},
        {R"({"limit":"15000"})", bad_value, "/rows/0/limit"},
        {R"({"limit":1.5})", bad_value, "/rows/0/limit"},
        {R"({"limit":10000000000})", out_of_range, "/rows/0/limit"},
        {R"({"unit":null})", missing, "/rows/0/unit"},
        {R"({"unit":"km"})", bad_value, "/rows/0/unit"},
        {R"({"trigger":"distance","unit":"m"})", bad_value, "/rows/0/unit"},
        {R"({"trigger":"run_time","unit":"count"})", bad_value, "/rows/0/unit"},
        {R"({"within_months":1})", unknown_key, "/rows/0/within_months"},
        {R"({"trigger":"entrapments","limit":2})", missing, "/rows/0/within_months"},
        {R"({"trigger":"entrapments","limit":9,"within_months":1})", out_of_range, "/rows/0/limit"},
        {R"({"trigger":"entrapments","limit":2,"within_months":13})", out_of_range,
         "/rows/0/within_months"},
        {R"({"clause":null})", missing, "/rows/0/clause"},
        {R"({"sentence":null})", missing, "/rows/0/sentence"},
        {R"({"sentence":{"en":null}})", missing, "/rows/0/sentence/en"},
        {R"({"sentence":{"en":"{values}"}})", bad_value, "/rows/0/sentence/en"},
        {R"({"sentence":{"en":"{due"}})", bad_value, "/rows/0/sentence/en"},
        {R"({"sentence":{"en":"due}"}})", bad_value, "/rows/0/sentence/en"},
        {R"({"applies":7})", bad_value, "/rows/0/applies"},
        {R"({"applies":{"stops":5}})", unknown_key, "/rows/0/applies/stops"},
        {R"({"applies":{"age_from_years":-1}})", out_of_range, "/rows/0/applies/age_from_years"},
        {R"({"applies":{"age_from_years":"15"}})", bad_value, "/rows/0/applies/age_from_years"},
        {R"({"applies":{"age_below_years":101}})", out_of_range, "/rows/0/applies/age_below_years"},
        {R"({"applies":{"age_from_years":15,"age_below_years":15}})", out_of_range,
         "/rows/0/applies/age_below_years"},
        {R"({"applies":{"roping":"4:1"}})", bad_value, "/rows/0/applies/roping"},
        {R"({"applies":{"roping":"unknown"}})", bad_value, "/rows/0/applies/roping"},
    };
    for (const Case& c : cases) {
        json policy = city();
        policy["rows"][0].merge_patch(json::parse(c.patch));
        const std::vector<Refusal> refusals = refusals_of(policy);
        CAPTURE(c.patch);
        REQUIRE(refusals.size() == 1);
        CHECK(to_string(refusals[0].code) == to_string(c.code));
        CHECK(refusals[0].field == c.field);
    }
}

TEST_CASE("two rows of one trigger about the same lift are refused") {
    struct Case {
        std::string_view first, second;
        std::string_view code;  // empty where they go together
    };
    const Case cases[] = {
        {R"({})", R"({})", "duplicate"},
        {R"({"age_from_years":15})", R"({"age_from_years":15})", "duplicate"},
        {R"({"roping":"1:1"})", R"({"roping":"1:1"})", "duplicate"},
        {R"({"age_below_years":15})", R"({"age_from_years":15})", ""},
        {R"({"age_below_years":16})", R"({"age_from_years":15})", "bad_value"},
        {R"({"age_from_years":5,"age_below_years":10})", R"({"age_from_years":9})", "bad_value"},
        {R"({"age_from_years":5,"age_below_years":10})", R"({"age_below_years":5})", ""},
        {R"({})", R"({"age_from_years":15})", "bad_value"},
        {R"({"roping":"1:1"})", R"({"roping":"2:1"})", ""},
        {R"({"roping":"1:1"})", R"({})", "bad_value"},
        {R"({"roping":"1:1","age_below_years":15})", R"({"age_from_years":15})", ""},
    };
    for (const Case& c : cases) {
        json policy = city();
        policy["rows"].push_back(policy["rows"][0]);
        policy["rows"][0]["applies"] = json::parse(c.first);
        policy["rows"][1]["applies"] = json::parse(c.second);
        const std::vector<Refusal> refusals = refusals_of(policy);
        CAPTURE(c.first);
        CAPTURE(c.second);
        REQUIRE(refusals.size() == (c.code.empty() ? 0 : 1));
        if (c.code.empty()) continue;
        CHECK(to_string(refusals[0].code) == c.code);
        CHECK(refusals[0].field == "/rows/1");
        CHECK(refusals[0].found.find("/rows/0") != std::string::npos);
    }
}

TEST_CASE("more rows than a lift has room for are refused") {
    json policy = city();
    for (int i = 0; i < 16; ++i) policy["rows"].push_back(policy["rows"][0]);
    const std::vector<Refusal> refusals = refusals_of(policy);
    REQUIRE(refusals.size() == 1);
    CHECK(refusals[0].code == ErrorCode::too_long);
    CHECK(refusals[0].field == "/rows");
}

TEST_CASE("all that is wrong is told at once") {
    json policy = city();
    policy["id"] = "My City";
    policy["rows"][0]["limit"] = -1;
    policy["rows"][0].erase("clause");
    CHECK(refusals_of(policy).size() == 3);
}

TEST_CASE("what is no JSON is refused by line and column") {
    for (const auto text : {"", "{", "{\"id\":\n}", "\xC3\xF6", "[]", "null"}) {
        const auto policy = load_policy(text, "my-city.json");
        CAPTURE(text);
        CHECK(!policy);
    }
    const auto policy = load_policy("{\"id\":\n}", "my-city.json");
    REQUIRE(!policy);
    CHECK(policy.error()[0].line == 2);
    CHECK(policy.error()[0].column == 1);
}

TEST_CASE("no damage to a policy makes loading it fail in another way than by refusals") {
    std::mt19937 random(13);
    const std::string good = city().dump();
    for (int round = 0; round < 1500; ++round) {
        std::string text = good;
        for (auto n = 1 + random() % 3; n > 0; --n) {
            constexpr std::string_view letters = "{}[]\",:0-xe ";
            text[random() % text.size()] = letters[random() % letters.size()];
        }
        const auto policy = load_policy(text, "my-city.json");
        if (!policy) CHECK(!policy.error().empty());
        if (policy) CHECK(!policy->id.empty());
    }
}

static json pilot(const json& when) {
    json policy = city();
    policy["pilot"] = {{"conditions",
                        {{{"id", "a"},
                          {"subject", "lift"},
                          {"purpose", "exit"},
                          {"when", when},
                          {"clause", "5"},
                          {"sentence", {{"zh", "{lift}"}, {"en", "{silent_days}"}}}}}}};
    return policy;
}

TEST_CASE("what is wrong with a condition is told by pointer") {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"fact":"rides","at_least":5})", "/pilot/conditions/0/when/fact"},
        {R"({"fact":"runs"})", "/pilot/conditions/0/when"},
        {R"({"fact":"runs","at_least":5,"below":7})", "/pilot/conditions/0/when"},
        {R"({"fact":"runs","at_least":"5"})", "/pilot/conditions/0/when/at_least"},
        {R"({"fact":"runs","is":true})", "/pilot/conditions/0/when/is"},
        {R"({"fact":"insured","at_least":true})", "/pilot/conditions/0/when/at_least"},
        {R"({"fact":"insured","is":1})", "/pilot/conditions/0/when/is"},
        {R"({"fact":"grade","at_most":"E"})", "/pilot/conditions/0/when/at_most"},
        {R"({"fact":"day","at_most":"2026-02-30"})", "/pilot/conditions/0/when/at_most"},
        {R"({"fact":"runs","equals":5})", "/pilot/conditions/0/when/equals"},
        {R"({"all":[]})", "/pilot/conditions/0/when/all"},
        {R"({"any":{"fact":"runs","above":1}})", "/pilot/conditions/0/when/any"},
        {R"({"none":[{"fact":"rides","above":1}]})", "/pilot/conditions/0/when/none/0/fact"},
        {R"({"all":[{"fact":"runs","above":1}],"any":[]})", "/pilot/conditions/0/when/any"},
        {R"({"condition":"b"})", "/pilot/conditions/0/when"},
        {R"({"condition":"a"})", "/pilot/conditions/0/when"},
        {R"(7)", "/pilot/conditions/0/when"},
        {R"({})", "/pilot/conditions/0/when"},
    };
    for (const auto& row : cases) {
        const auto& [when, field] = row;
        const std::vector<Refusal> refusals = refusals_of(pilot(json::parse(when)));
        CAPTURE(row.first);
        REQUIRE(refusals.size() == 1);
        CHECK(refusals[0].field == field);
    }
    CHECK(refusals_of(pilot(json::parse(R"({"fact":"silent_days","at_least":15})"))).empty());
}

TEST_CASE("a circle of conditions is refused with its way") {
    json policy = pilot(json::parse(R"({"any":[{"fact":"runs","above":1},{"condition":"b"}]})"));
    json& conditions = policy["pilot"]["conditions"];
    conditions.push_back(conditions[0]);
    conditions[1]["id"] = "b";
    conditions[1]["when"] = {{"none", {{{"condition", "c"}}}}};
    conditions.push_back(conditions[1]);
    conditions[2]["id"] = "c";
    conditions[2]["when"] = {{"fact", "runs"}, {"above", 1}};
    CHECK(refusals_of(policy).empty());
    conditions[2]["when"] = {{"condition", "a"}};
    const std::vector<Refusal> refusals = refusals_of(policy);
    REQUIRE(refusals.size() == 1);
    CHECK(refusals[0].found.find("a > b > c > a") != std::string::npos);
}

TEST_CASE("a condition that goes too deep is refused") {
    json when = {{"fact", "runs"}, {"above", 1}};
    for (int i = 0; i < 16; ++i) when = json{{"all", json::array({when})}};
    CHECK(refusals_of(pilot(when)).empty());
    when = json{{"all", json::array({when})}};
    REQUIRE(refusals_of(pilot(when)).size() == 1);
    CHECK(refusals_of(pilot(when))[0].code == ErrorCode::too_long);
}

TEST_CASE("what is wrong with a pilot is told by pointer") {
    const std::pair<std::string_view, std::string_view> cases[] = {
        {R"({"from":"2026-02-30"})", "/pilot/from"},
        {R"({"from":"2026-03-01","to":"2026-02-28"})", "/pilot/to"},
        {R"({"ladder":{"restarts":["moved"],"clause":"2"}})", "/pilot/ladder/restarts/0"},
        {R"({"ladder":{"restarts":[],"clause":"2","needs_renewal":1}})",
         "/pilot/ladder/needs_renewal"},
        {R"({"ladder":{"restarts":[]}})", "/pilot/ladder/clause"},
        {R"({"ban":{"years":0,"clause":"5","sentence":{"zh":"a","en":"b"}}})", "/pilot/ban/years"},
        {R"({"ban":{"years":2,"clause":"5","sentence":{"zh":"{due}","en":"b"}}})",
         "/pilot/ban/sentence/zh"},
        {R"({"conditions":null})", "/pilot/conditions"},
        {R"({"until":"2026-03-01"})", "/pilot/until"},
    };
    for (const auto& row : cases) {
        const auto& [patch, field] = row;
        json policy = pilot(json::parse(R"({"fact":"runs","above":1})"));
        policy["pilot"].merge_patch(json::parse(patch));
        const std::vector<Refusal> refusals = refusals_of(policy);
        CAPTURE(row.first);
        REQUIRE(refusals.size() == 1);
        CHECK(refusals[0].field == field);
    }
    json twice = pilot(json::parse(R"({"fact":"runs","above":1})"));
    twice["pilot"]["conditions"].push_back(twice["pilot"]["conditions"][0]);
    REQUIRE(refusals_of(twice).size() == 1);
    CHECK(refusals_of(twice)[0].code == ErrorCode::duplicate);
}

TEST_CASE("a lift outside a pilot is visited every half month") {
    const auto policy = load_policy(builtin_policy("national-half-month")->text, "builtin");
    REQUIRE(policy);
    CHECK(policy->interval.days == 15);
    CHECK(policy->rows.empty());
    CHECK(!policy->pilot);
}

// Source 003, section 2; source 004, section 2 (3); source 001, the part on the base systems.
TEST_CASE("the other cities' policies have the numbers of their papers") {
    const auto putian = load_policy(builtin_policy("putian-2021")->text, "builtin"),
               shanghai = load_policy(builtin_policy("shanghai-2020")->text, "builtin"),
               dazhou = load_policy(builtin_policy("dazhou-2024")->text, "builtin");
    REQUIRE((putian && shanghai && dazhou));
    REQUIRE(putian->targets.size() == 3);
    CHECK(putian->targets[0].percent == 40);
    CHECK(putian->targets[1].percent == 80);
    CHECK(putian->targets[2].percent == 100);
    REQUIRE(putian->visit_time);
    CHECK(!putian->visit_time->minutes);
    CHECK(shanghai->interval.months == std::vector<int>{3});
    CHECK(shanghai->targets[0].percent == 5);
    CHECK(dazhou->targets[1].lifts == 1000);
}
