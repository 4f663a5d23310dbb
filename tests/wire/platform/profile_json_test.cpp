// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/profile_json.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

using namespace hoistway;

namespace {

using Json = nlohmann::ordered_json;

const char* const good = R"({
 "id": "my-city", "kind": "platform", "title": {"zh": "我市", "en": "My city"},
 "edition": "draft", "source": "nobody", "confidence": "low", "dialect": "my-city",
 "codings": {"yes": {"1": true, "2": false}},
 "messages": [{"name": "state", "carries": "observation", "path": "data/lifts/[]", "needs": ["s"],
   "fields": [{"name": "id", "to": "lift"}, {"name": "/t", "to": "time", "format": "epoch_s"},
     {"name": "s", "values": {"0": {"motion": "stopped", "direction": "none"}, "9": null}},
     {"name": "p", "to": "presence", "values": "yes"}, {"name": "h", "to": "run_time", "unit": "h"},
     {"name": "x", "reason": "unknown"}]}],
 "codes": [{"code": "7", "kind": "position_lost", "name": {"zh": "楼层丢失", "en": "Lost"}}]
})";

// The pointers of what is refused once one thing in the good file is spoilt.
template <class Spoil>
std::string refused(const Spoil& spoil) {
    Json json = Json::parse(good);
    spoil(json);
    const auto loaded = load_profile(json.dump(), "test");
    std::string out;
    if (loaded) return out;
    for (const Refusal& refusal : loaded.error()) {
        out += std::string(to_string(refusal.code)) + ' ' + refusal.field + '\n';
    }
    return out;
}

Json& field(Json& json, std::size_t at) { return json["messages"][0]["fields"][at]; }

}  // namespace

TEST_CASE("a profile is what its file says") {
    const auto profile = load_profile(good, "test");
    REQUIRE(profile);
    CHECK(profile->kind == ProfileKind::platform);
    CHECK(profile->confidence == Confidence::low);
    REQUIRE(profile->messages.size() == 1);
    const ProfileMessage& message = profile->messages[0];
    CHECK(message.path == std::vector<std::string>{"data", "lifts"});
    CHECK(message.each);
    CHECK(message.fields[1].of_document);
    CHECK(message.fields[1].name == "t");
    CHECK(message.fields[1].format == TimeFormat::epoch_s);
    CHECK(message.fields[2].values[0].means ==
          std::vector<Meaning>{{"motion", "stopped"}, {"direction", "none"}});
    CHECK(message.fields[2].values[1].means.empty());
    CHECK(message.fields[3].values[1].means == std::vector<Meaning>{{"presence", "false"}});
    CHECK(message.fields[4].scale == 3600);
    CHECK(profile->find_code("7")->kind == EventKind::position_lost);
    CHECK(profile->find_code("07") == nullptr);
    CHECK(profile->find_message("state") == &message);
    CHECK(profile->find_message("fault") == nullptr);
}

TEST_CASE("what a file may not say is refused by its pointer") {
    const auto one = [](const std::string& line) { return line + '\n'; };
    CHECK(refused([](Json& j) { j["colour"] = 1; }) == one("unknown_key /colour"));
    CHECK(refused([](Json& j) { j["id"] = "My City"; }) == one("bad_value /id"));
    CHECK(refused([](Json& j) { j["kind"] = "lift"; }) == one("bad_value /kind"));
    CHECK(refused([](Json& j) { j["dialect"] = "a-very-long-dialect"; }) ==
          one("too_long /dialect"));
    CHECK(refused([](Json& j) { j.erase("source"); }) == one("missing /source"));
    CHECK(refused([](Json& j) { field(j, 0)["to"] = "lft"; }) ==
          one("bad_value /messages/0/fields/0/to"));
    CHECK(refused([](Json& j) { field(j, 1)["format"] = "noon"; }) ==
          one("bad_value /messages/0/fields/1/format"));
    CHECK(refused([](Json& j) { field(j, 2)["values"]["0"]["motion"] = "flying"; }) ==
          one("bad_value /messages/0/fields/2/values/0/motion"));
    CHECK(refused([](Json& j) { field(j, 3)["values"] = "no"; }) ==
          one("unknown_key /messages/0/fields/3/values"));
    CHECK(refused([](Json& j) { field(j, 3)["values"] = Json::object(); }) ==
          one("bad_value /messages/0/fields/3/values"));
    CHECK(refused([](Json& j) { field(j, 4)["unit"] = "kg"; }) ==
          one("bad_value /messages/0/fields/4/unit"));
    CHECK(refused([](Json& j) { field(j, 5).erase("reason"); }) ==
          one("missing /messages/0/fields/5/to"));
    CHECK(refused([](Json& j) { field(j, 5)["name"] = "h"; }) ==
          one("duplicate /messages/0/fields"));
    CHECK(refused([](Json& j) { j["messages"][0]["needs"] = {"z"}; }) ==
          one("unknown_key /messages/0/needs"));
    CHECK(refused([](Json& j) { j["messages"][0]["path"] = "[]/data"; }) ==
          one("bad_value /messages/0/path"));
    CHECK(refused([](Json& j) { j["messages"][0]["carries"] = "faults"; }) ==
          one("missing /messages/0/phase"));
    CHECK(refused([](Json& j) {
              j["messages"][0]["phase"] = {{"Y", "raised"}};
          }) == one("unknown_key /messages/0/phase"));
    CHECK(refused([](Json& j) {
              j["messages"][0]["path"] = "";
              j["messages"][0]["needs"] = Json::array();
          }) == one("missing /messages/0/needs"));
    CHECK(refused([](Json& j) { field(j, 1).erase("format"); }) ==
          one("missing /messages/0/fields/1/format"));
    CHECK(refused([](Json& j) { field(j, 4)["format"] = "epoch_s"; }) ==
          one("bad_value /messages/0/fields/4/format"));
    CHECK(refused([](Json& j) { j["codes"][0]["kind"] = "native"; }) ==
          one("bad_value /codes/0/kind"));
    CHECK(refused([](Json& j) {
              j["codes"][0].erase("kind");
              j["codes"][0].update({{"mode", "normal"}, {"nearest", true}});
          }) == one("bad_value /codes/0/nearest"));
    CHECK(refused([](Json& j) { j["messages"].push_back(j["messages"][0]); }) ==
          one("duplicate /messages/1/name"));
    CHECK(refused([](Json& j) { j["codes"].push_back(j["codes"][0]); }) ==
          one("duplicate /codes/1/code"));
    CHECK(refused([](Json& j) { j["codes"][0]["code"] = "12345678"; }) ==
          one("too_long /codes/0/code"));
    CHECK(refused([](Json& j) { j["codes"][0]["kind"] = "bad luck"; }) ==
          one("bad_value /codes/0/kind"));
    CHECK(refused([](Json& j) { j["codes"][0]["mode"] = "normal"; }) == one("duplicate /codes/0"));
    CHECK(refused([](Json& j) { j["codes"][0].erase("name"); }) == one("missing /codes/0/name"));
}

TEST_CASE("a value may stand for a code of the profile, and for its end") {
    const auto spoil = [](const std::string& code) {
        return [code](Json& j) {
            field(j, 3)["values"] = {{"1", {{"fault", code}}},
                                     {"2", {{"fault", "7"}, {"fault_phase", "cleared"}}}};
            field(j, 3).erase("to");
        };
    };
    CHECK(refused(spoil("7")) == "");
    CHECK(refused(spoil("8")) == "bad_value /messages/0/fields/3/values/1/fault\n");
    CHECK(refused([](Json& j) {
              field(j, 3)["to"] = "fault";
              field(j, 3)["values"] = {{"1", "7"}, {"2", "none"}};
          }) == "bad_value /messages/0/fields/3/values/2\n");

    Json json = Json::parse(good);
    spoil("7")(json);
    const auto profile = load_profile(json.dump(), "test");
    REQUIRE(profile);
    const std::vector<ValueRow>& rows = profile->messages[0].fields[3].values;
    CHECK(rows[0].find("fault")->word == "7");
    CHECK(rows[0].find("fault_phase") == nullptr);
    CHECK(rows[1].find("fault_phase")->word == "cleared");
}

TEST_CASE("a list of pairs has to name a message that there is") {
    const auto spoil = [](Json& j) {
        field(j, 5) = {{"name", "x"}, {"pairs", {"k", "v"}}, {"of", "nothing"}};
    };
    CHECK(refused(spoil) == "unknown_key /messages\n");
    const auto three = [](Json& j) {
        field(j, 5) = {{"name", "x"}, {"pairs", {"k", "v", "w"}}, {"of", "state"}};
    };
    CHECK(refused(three).find("bad_value /messages/0/fields/5/pairs") == 0);
}

TEST_CASE("no text makes the loader fall over") {
    const std::string text = good;
    for (std::size_t size = 0; size < text.size(); size += 3) {
        CHECK_FALSE(load_profile(text.substr(0, size), "cut"));
    }
    for (const char* json : {"[]", "null", "1", "{}", R"({"id":1,"messages":{},"codes":3})",
                             R"({"messages":[null,1,{}],"codes":[null,[],{}],"codings":[]})"}) {
        CHECK_FALSE(load_profile(json, "odd"));
    }
}

TEST_CASE("built-in profiles are sorted, named by their files and told apart by their hash") {
    const auto files = builtin_profiles();
    CHECK(files.size() >= 20);
    CHECK(std::is_sorted(files.begin(), files.end(),
                         [](const auto& a, const auto& b) { return a.id < b.id; }));
    for (const BuiltinFile& file : files) {
        CHECK(file.sha256.size() == 64);
        CHECK(builtin_profile(file.id)->id == file.id);
        CHECK_FALSE(builtin_profile(file.id)->source.empty());
    }
}
