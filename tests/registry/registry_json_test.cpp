// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/registry_json.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <string>

using namespace hoistway;

static const std::string full =
    R"~({"lifts":[
{"key":"A-1","equipment_code":"311010999201600001","registration_code":"31103506002016053337",)~"
    R"~("certificate":"梯11冀A1234(16)","rescue_code":"012345","division":"130102",)~"
    R"~("address":"示范路1号","use_unit":"甲物业","maintenance_unit":"乙电梯",)~"
    R"~("kind":"traction_passenger","place":"residential","installed":"2012-02-29",)~"
    R"~("floors":[{"label":"B1","height":0},{"label":"1","height":4.5},{"label":"2"}],)~"
    R"~("rated_speed":1.75,"rated_load":1050,"roping":"2:1","reeving":"two_to_one_underslung"},
{"key":"A-2"}
]}
)~";

TEST_CASE("everything a registry says of a lift is read") {
    const RegistryFile file = read_registry(full, "lifts.json");
    CHECK(file.refusals.empty());
    CHECK(file.unknown_keys == 0);
    REQUIRE(file.registry.size() == 2);
    const Lift& lift = file.registry[0];
    CHECK(lift.key == "A-1");
    CHECK(lift.rescue_code == "012345");
    CHECK(lift.address == "示范路1号");
    CHECK(lift.installed == Date{std::chrono::year{2012} / 2 / 29});
    REQUIRE(lift.floors.size() == 3);
    CHECK(lift.floors[0].label == "B1");
    CHECK(lift.floors[1].height == 4.5);
    CHECK(std::isnan(lift.floors[2].height));
    CHECK(lift.rated_speed == 1.75);
    CHECK(lift.rated_load == 1050);
    CHECK(lift.roping == Roping::two_to_one);
    CHECK(lift.reeving == Layout::two_to_one_underslung);
    CHECK(file.registry.find("31103506002016053337") == 0);
    CHECK(file.registry[1].roping == Roping::unknown);
    CHECK(!file.registry[1].installed);
}

TEST_CASE("a registry that is written is the one that was read, to the byte") {
    CHECK(write_registry(read_registry(full, "lifts.json").registry.lifts()) == full);
    CHECK(write_registry({}) == "{\"lifts\":[\n]}\n");
    CHECK(read_registry(write_registry({}), "").registry.size() == 0);
}

TEST_CASE("lifts of any content come back the same, in the same bytes") {
    std::mt19937 random(11);
    const std::string texts[] = {"", "梯\"\\\n", "示范路1号", "x"};
    std::vector<Lift> lifts;
    for (int i = 0; i < 200; ++i) {
        Lift lift;
        lift.key = "L-" + std::to_string(i);
        lift.address = texts[random() % 4];
        lift.use_unit = texts[random() % 4];
        if (random() % 2 == 0) lift.rated_speed = std::ldexp(random() % 1000, -7);
        if (random() % 2 == 0) lift.installed = Date{std::chrono::year{2012} / 2 / 29};
        double height = 0;
        for (auto n = random() % 5; n > 0; --n) {
            lift.floors.push_back({texts[random() % 4], height});
            height += 0.1 + std::ldexp(random() % 1000, -9);
        }
        lift.roping = static_cast<Roping>(random() % 3);
        lifts.push_back(lift);
    }
    const std::string text = write_registry(lifts);
    const RegistryFile file = read_registry(text, "lifts.json");
    CHECK(file.refusals.empty());
    CHECK(file.registry.size() == lifts.size());
    CHECK(write_registry(file.registry.lifts()) == text);
}

TEST_CASE("a reeving says the roping too") {
    const RegistryFile file =
        read_registry(R"({"lifts":[{"key":"A","reeving":"one_to_one_deflector"}]})", "f");
    REQUIRE(file.registry.size() == 1);
    CHECK(file.registry[0].roping == Roping::one_to_one);
}

TEST_CASE("a bad lift is refused by pointer and the others are read") {
    struct Case {
        std::string_view lift;
        ErrorCode code;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {R"(7)", bad_value, "/lifts/1"},
        {R"({})", missing, "/lifts/1/key"},
        {R"({"key":""})", missing, "/lifts/1/key"},
        {R"({"key":null})", missing, "/lifts/1/key"},
        {R"({"key":7})", bad_value, "/lifts/1/key"},
        {R"({"key":"A"})", duplicate, "/lifts/1/key"},
        {R"({"key":"B","rescue_code":"A"})", duplicate, "/lifts/1/rescue_code"},
        {R"({"key":"B","rescue_code":12345})", bad_value, "/lifts/1/rescue_code"},
        {R"({"key":"B","installed":"2012-2-29"})", bad_syntax, "/lifts/1/installed"},
        {R"({"key":"B","installed":"2013-02-29"})", bad_value, "/lifts/1/installed"},
        {R"({"key":"B","installed":2012})", bad_value, "/lifts/1/installed"},
        {R"({"key":"B","roping":"3:1"})", bad_value, "/lifts/1/roping"},
        {R"({"key":"B","roping":2})", bad_value, "/lifts/1/roping"},
        {R"({"key":"B","reeving":"4:1"})", bad_value, "/lifts/1/reeving"},
        {R"({"key":"B","roping":"1:1","reeving":"two_to_one"})", bad_value, "/lifts/1/reeving"},
        {R"({"key":"B","rated_speed":"1.75"})", bad_value, "/lifts/1/rated_speed"},
        {R"({"key":"B","rated_speed":-1})", out_of_range, "/lifts/1/rated_speed"},
        {R"({"key":"B","floors":{}})", bad_value, "/lifts/1/floors"},
        {R"({"key":"B","floors":["1"]})", bad_value, "/lifts/1/floors/0"},
        {R"({"key":"B","floors":[{"label":1}]})", bad_value, "/lifts/1/floors/0/label"},
        {R"({"key":"B","floors":[{"height":-3}]})", out_of_range, "/lifts/1/floors/0/height"},
        {R"({"key":"B","floors":[{"height":3},{"height":3}]})", bad_value,
         "/lifts/1/floors/1/height"},
        {R"({"key":"B","floors":[{"height":3},{},{"height":1}]})", bad_value,
         "/lifts/1/floors/2/height"},
    };
    for (const Case& c : cases) {
        const std::string text =
            R"({"lifts":[{"key":"A"},)" + std::string(c.lift) + R"(,{"key":"Z"}]})";
        const RegistryFile file = read_registry(text, "lifts.json");
        CAPTURE(c.lift);
        REQUIRE(file.refusals.size() == 1);
        CHECK(to_string(file.refusals[0].code) == to_string(c.code));
        CHECK(file.refusals[0].field == c.field);
        CHECK(file.refusals[0].source == "lifts.json");
        CHECK(file.registry.size() == 2);
        CHECK(file.registry.find("Z") == 1);
    }
}

TEST_CASE("each fault of one lift is told") {
    const RegistryFile file = read_registry(
        R"({"lifts":[{"key":"A","roping":"3:1","rated_load":"x","installed":"soon"}]})", "f");
    CHECK(file.refusals.size() == 3);
    CHECK(file.registry.size() == 0);
}

TEST_CASE("more landings than an index can count are refused") {
    std::string text = R"({"lifts":[{"key":"A","floors":[{})";
    for (int i = 0; i < 1000; ++i) text += ",{}";
    const RegistryFile file = read_registry(text + "]}]}", "f");
    REQUIRE(file.refusals.size() == 1);
    CHECK(file.refusals[0].code == ErrorCode::too_long);
    CHECK(file.refusals[0].field == "/lifts/0/floors");
}

TEST_CASE("keys nobody knows are counted, null is the same as missing") {
    const RegistryFile file = read_registry(
        R"({"made_by":"x","lifts":[{"key":"A","colour":"red","roping":null,"installed":null,)"
        R"("floors":[{"label":null,"height":null,"door":2}]}]})",
        "f");
    CHECK(file.refusals.empty());
    CHECK(file.unknown_keys == 3);
    REQUIRE(file.registry.size() == 1);
    CHECK(file.registry[0].floors.size() == 1);
}

TEST_CASE("a file that is no registry gives one refusal that says where") {
    struct Case {
        std::string text;
        ErrorCode code;
        std::uint64_t line, column;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {"", truncated, 1, 1, ""},
        {"{\"lifts\":[", truncated, 1, 11, ""},
        {"{\"lifts\":[\n  {\"key\":A}]}", bad_syntax, 2, 10, ""},
        {"{\"lifts\":[]}\n]", bad_syntax, 2, 1, ""},
        {"{\"lifts\":[\n{\"key\":\"\xB5\xE7\xCC\xDD\"}]}", bad_encoding, 2, 9, ""},
        {"{\"lifts\":[{\"key\":\"A\",\"key\":\"B\"}]}", duplicate, 0, 0, "key"},
        {"{\"lifts\":[{\"key\":\"A\",\"rated_load\":1e999}]}", out_of_range, 0, 0, ""},
        {"[]", bad_value, 0, 0, ""},
        {"{}", missing, 0, 0, "/lifts"},
        {"{\"lifts\":{}}", bad_value, 0, 0, "/lifts"},
    };
    for (const Case& c : cases) {
        const RegistryFile file = read_registry(c.text, "lifts.json");
        CAPTURE(c.text);
        REQUIRE(file.refusals.size() == 1);
        CHECK(to_string(file.refusals[0].code) == to_string(c.code));
        CHECK(file.refusals[0].line == c.line);
        CHECK(file.refusals[0].column == c.column);
        CHECK(file.refusals[0].field == c.field);
        CHECK(file.registry.size() == 0);
    }
}

TEST_CASE("a byte order mark is no fault, and its bytes count in the column") {
    CHECK(read_registry("\xEF\xBB\xBF{\"lifts\":[{\"key\":\"A\"}]}", "f").registry.size() == 1);
    const RegistryFile file = read_registry("\xEF\xBB\xBF{\"lifts\":!}", "f");
    REQUIRE(file.refusals.size() == 1);
    CHECK(file.refusals[0].column == 13);
}

TEST_CASE("no damage to a registry makes reading it fail in another way than by refusals") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string text = full;
        for (auto n = 1 + random() % 3; n > 0; --n) {
            text[random() % text.size()] = static_cast<char>(random() % 3 == 0 ? random() : '"');
        }
        if (random() % 4 == 0) text.resize(random() % text.size());
        const RegistryFile file = read_registry(text, "lifts.json");
        CHECK(file.registry.size() <= 2);
        for (const Refusal& refusal : file.refusals) CHECK(!to_text(refusal).empty());
    }
}

static const std::string all_sections =
    R"~({"lifts":[
{"key":"A-1"}
],"sites":[
{"key":"S-1","name":"示范小区","division":"130102","address":"示范路1号","use_unit":"P-1",)~"
    R"~("latitude":38.04,"longitude":-114.5}
],"parties":[
{"key":"P-1","name":"甲物业","credit_code":"914403001922038216","division":"440300",)~"
    R"~("licence":"TS1","roles":"use_unit,insurer"}
],"parts":[
{"key":"R-1","lift":"A-1","name":"rope","maker":"m","model":"8x19","serial":"7",)~"
    R"~("installed":"2020-01-01","removed":"2021-01-01"}
],"contracts":[
{"key":"C-1","kind":"maintenance","number":"n","party":"P-1","lift":"A-1","site":"S-1",)~"
    R"~("from":"2020-01-01","until":"2021-01-01"}
],"standings":[
{"lift":"A-1","site":"S-1","inspection_body":"b","insurer":"P-1","supervisor":"s","maker":"m",)~"
    R"~("maker_number":"9","pilot":"admitted","pilot_since":"2025-12-01",)~"
    R"~("inspected":"2025-01-01","inspection_due":"2026-01-01"}
],"equipment":[
{"key":"E-1","kind":"boiler","name":"n","equipment_code":"111010999201600001",)~"
    R"~("registration_code":"r","certificate":"c","site":"S-1","use_unit":"P-1",)~"
    R"~("inspection_due":"2026-01-01"}
],"history":[
{"time":"2026-01-01T04:00:00Z","source":"s","section":"lifts","key":"A-1","field":"address",)~"
    R"~("old":"x","new":"y"}
]}
)~";

TEST_CASE("a registry with every section comes back the same, to the byte") {
    const RegistryFile file = read_registry(all_sections, "r.json");
    CHECK(file.refusals.empty());
    CHECK(file.unknown_keys == 0);
    CHECK(file.entries.parties[0].roles == std::vector{PartyRole::use_unit, PartyRole::insurer});
    CHECK(file.entries.equipment[0].kind == EquipmentKind::boiler);
    CHECK(file.entries.contracts[0].kind == ContractKind::maintenance);
    CHECK(write_registry(file.registry.lifts(), file.entries) == all_sections);
}

TEST_CASE("a bad entry is refused by pointer and the others of its section are read") {
    struct Case {
        std::string_view section, entry;
        ErrorCode code;
        std::string_view field;
    };
    using enum ErrorCode;
    const Case cases[] = {
        {"sites", "7", bad_value, "/sites/0"},
        {"sites", "{}", missing, "/sites/0/key"},
        {"standings", "{}", missing, "/standings/0/lift"},
        {"sites", R"({"key":"S","latitude":"38"})", bad_value, "/sites/0/latitude"},
        {"sites", R"({"key":"S","latitude":-91})", out_of_range, "/sites/0/latitude"},
        {"parties", R"({"key":"S","roles":"king"})", bad_value, "/parties/0/roles"},
        {"parts", R"({"key":"S","installed":"soon"})", bad_syntax, "/parts/0/installed"},
        {"equipment", R"({"key":"S","kind":"rocket"})", bad_value, "/equipment/0/kind"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.entry);
        const std::string key = c.section == "standings" ? "lift" : "key";
        const RegistryFile file =
            read_registry(R"({"lifts":[],")" + std::string(c.section) + "\":[" +
                              std::string(c.entry) + ",{\"" + key + R"(":"Z"}]})",
                          "f");
        REQUIRE(file.refusals.size() == 1);
        CHECK(to_string(file.refusals[0].code) == to_string(c.code));
        CHECK(file.refusals[0].field == c.field);
        const Entries& entries = file.entries;
        CHECK(entries.sites.size() + entries.parties.size() + entries.parts.size() +
                  entries.standings.size() + entries.equipment.size() ==
              1);
    }
    CHECK(
        read_registry(R"({"lifts":[],"sites":[{"key":"S"},{"key":"S"}]})", "f").refusals[0].field ==
        "/sites/1/key");
    CHECK(read_registry(R"({"lifts":[],"sites":{}})", "f").refusals[0].field == "/sites");
    CHECK(read_registry(R"({"lifts":[],"history":[{}]})", "f").refusals[0].field == "/history/0");
}
