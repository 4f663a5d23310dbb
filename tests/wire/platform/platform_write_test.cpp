// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/platform_write.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "hoistway/wire/platform/platform_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

std::vector<std::string> fields_of(const std::vector<Loss>& losses) {
    std::vector<std::string> out;
    for (const Loss& loss : losses) out.push_back(loss.field);
    return out;
}

bool lost(const std::vector<Loss>& losses, std::string_view field) {
    const auto fields = fields_of(losses);
    return std::find(fields.begin(), fields.end(), field) != fields.end();
}

// A message that is known by a key that no observation fills cannot be written.
bool can_be_told(const ProfileMessage& message) {
    return std::all_of(message.needs.begin(), message.needs.end(), [&](const std::string& need) {
        return std::any_of(message.fields.begin(), message.fields.end(), [&](const auto& field) {
            return field.name == need &&
                   (!field.values.empty() || field.to == "time" || field.to == "lift" ||
                    field.to == "floor" || field.as == WrittenAs::number);
        });
    });
}

}  // namespace

TEST_CASE("an observation is written in a platform's own words") {
    Observation seen{.time = received};
    seen.mode = Mode::inspection;
    seen.motion = Motion::running;
    seen.direction = Direction::down;
    seen.door = Door::closed;
    seen.door_zone = Flag::no;
    seen.floor = 7;
    std::string out;
    PlatformWriter writer(*builtin_profile("shanghai"));
    const auto losses = writer.append(out, "realtime", seen, "31103506002016053337");
    REQUIRE(losses);
    CHECK(losses->empty());
    for (const char* member :
         {R"("registerNumber":"31103506002016053337")", R"("samplingTime":"2026-03-01 08:00:00")",
          R"("Service_Mode":2)", R"("Car_Status":1)", R"("Car_Direction":2)",
          R"("Door_Zone":false)", R"("Car_Position":"7")", R"("Door_Status":2)"}) {
        CAPTURE(out);
        CHECK(out.find(member) != std::string::npos);
    }
}

TEST_CASE("units are turned round on the way out") {
    Observation seen{.time = received};
    seen.run_time = 9000;
    seen.runs = 15000;
    std::string out;
    PlatformWriter writer(*builtin_profile("shanghai"));
    REQUIRE(writer.append(out, "statistics", seen, "1"));
    CHECK(out.find(R"("Total_Running_Time":2.5)") != std::string::npos);
    CHECK(out.find(R"("Present_Counter_Value":15000)") != std::string::npos);
}

TEST_CASE("what a message has no field or value for is told") {
    Observation seen{.time = received};
    seen.motion = Motion::stopped;
    seen.direction = Direction::none;
    seen.door = Door::ajar;
    seen.presence = Flag::yes;
    seen.floor = 3;
    std::string out;
    PlatformWriter writer(*builtin_profile("open-rmf"));
    const auto losses =
        writer.append(out, builtin_profile("open-rmf")->messages.front().name, seen, "L1");
    REQUIRE(losses);
    CHECK(lost(*losses, "presence"));
    CHECK_FALSE(lost(*losses, "motion"));
    for (const Loss& loss : *losses) {
        if (loss.field == "presence") CHECK(loss.reason == "no field for it");
    }
}

TEST_CASE("a fault goes by the code that means the same") {
    Observation seen{.time = received};
    REQUIRE(seen.fault.dialect.assign("elevatorcloud"));
    REQUIRE(seen.fault.code.assign("10"));
    std::string out;
    PlatformWriter writer(*builtin_profile("shanghai"));
    const auto losses = writer.append(out, "alarm", seen, "1");
    REQUIRE(losses);
    CHECK(out.find(R"("failureCode":)") != std::string::npos);
    REQUIRE(lost(*losses, "fault"));  // the native code is another one now, and that is told
    CHECK(losses->back().reason.find("became 'shanghai:") != std::string::npos);
}

TEST_CASE("a code that the platform has not is written as the value that stands for it") {
    const Profile& kone = *builtin_profile("kone-status");
    PlatformWriter writer(kone);
    Observation seen{.time = received};
    REQUIRE(seen.fault.dialect.assign("elevatorcloud"));
    REQUIRE(seen.fault.code.assign("7"));
    for (const bool cleared : {false, true}) {
        seen.fault.cleared = cleared;
        std::string status, alert;
        REQUIRE(writer.append(status, "status", seen, "1"));
        const std::string member = cleared ? R"("entrapment":false)" : R"("entrapment":true)";
        CHECK(status.find(member) != std::string::npos);
        CHECK_FALSE(writer.append(alert, "alert", seen, "1"));
        CHECK(alert.empty());
    }
}

TEST_CASE("a finding is written by its code, and a scene by its truths") {
    PlatformWriter writer(*builtin_profile("camera"));
    Observation seen{.time = received};
    seen.people = 2;
    REQUIRE(seen.fault.dialect.assign("elevatorcloud"));
    REQUIRE(seen.fault.code.assign("37"));
    std::string finding, scene;
    REQUIRE(writer.append(finding, "finding", seen, "1"));
    CHECK(finding.find(R"("code":"EBIKE","phase":"raised")") != std::string::npos);
    REQUIRE(writer.append(scene, "scene", seen, "1"));
    CHECK(scene.find(R"("people":2,"ebike":true})") != std::string::npos);
}

TEST_CASE("a message that carries no observation is not written") {
    std::string out = "kept";
    PlatformWriter writer(*builtin_profile("shanghai"));
    CHECK(writer.append(out, "nonsense", {}, "1").error().code == ErrorCode::unsupported);
    CHECK(writer.append(out, "realtime", {}, "").error().code == ErrorCode::missing);
    CHECK(out == "kept");
}

namespace {

// A line of the log in which these fields have these words, read back.
void say(Observation& seen, const Meaning& means, std::string_view dialect) {
    if (means.field == "fault_phase") seen.fault.cleared = means.word == "cleared";
    if (means.field == "fault") {
        REQUIRE(seen.fault.dialect.assign(dialect));
        REQUIRE(seen.fault.code.assign(means.word));
    }
    if (means.field.rfind("fault", 0) == 0) return;
    const bool word = means.word != "true" && means.word != "false";
    const std::string quote = word ? "\"" : "";
    const std::string text =
        "{\"lift\":\"1\",\"time\":0,\"" + means.field + "\":" + quote + means.word + quote + '}';
    ObservationJson log;
    const auto line = log.read(text);
    REQUIRE(line);
    detail::for_each_field([&](const char* name, auto place) {
        if (name == means.field) seen.*place = line->observation.*place;
    });
}

bool about_fault(const ProfileField& field) { return field.to.rfind("fault", 0) == 0; }

// Everything that the message can say, said in some way.
Observation full(const Profile& profile, const ProfileMessage& message) {
    Observation seen{.time = received};
    for (const ProfileField& field : message.fields) {
        for (const ValueRow& row : field.values) {
            if (about_fault(field)) continue;
            for (const Meaning& means : row.means) say(seen, means, profile.dialect);
        }
        if (field.values.empty()) {
            detail::for_each_field([&](const char* name, auto place) {
                using T = std::remove_cvref_t<decltype(seen.*place)>;
                if constexpr (!Worded<T>) {
                    if (name == field.to) seen.*place = static_cast<T>(12);
                }
            });
        }
    }
    seen.fault = {};
    (void)seen.fault.dialect.assign("gbt24476-2017");
    (void)seen.fault.code.assign("1");
    return seen;
}

}  // namespace

TEST_CASE("every value of every dialect is written and read back as what it means") {
    std::size_t values = 0;
    for (const BuiltinFile& file : builtin_profiles()) {
        const Profile& profile = *builtin_profile(file.id);
        PlatformWriter writer(profile);
        for (const ProfileMessage& message : profile.messages) {
            if (message.carries != Carries::observation) continue;
            for (const ProfileField& field : message.fields) {
                for (const ValueRow& row : field.values) {
                    if (about_fault(field) || row.means.empty()) continue;
                    CAPTURE(file.id);
                    CAPTURE(message.name);
                    CAPTURE(field.name);
                    CAPTURE(row.text);
                    Observation seen = full(profile, message);
                    for (const Meaning& means : row.means) say(seen, means, profile.dialect);
                    std::string out;
                    const auto losses = writer.append(out, message.name, seen, "1");
                    REQUIRE(losses);
                    for (const Meaning& means : row.means) CHECK_FALSE(lost(*losses, means.field));
                    ++values;
                }
            }
        }
    }
    CHECK(values > 200);
}

TEST_CASE("what is not told as lost is there when it is read back") {
    Maker make(23);
    for (const BuiltinFile& file : builtin_profiles()) {
        const Profile& profile = *builtin_profile(file.id);
        PlatformWriter writer(profile);
        PlatformReader reader(profile);
        for (const ProfileMessage& message : profile.messages) {
            if (message.carries != Carries::observation) continue;
            CAPTURE(file.id);
            std::size_t written = 0;
            for (int round = 0; round < 200; ++round) {
                Observation seen = make.observation();
                seen.fault = {};
                std::string out;
                const auto losses = writer.append(out, message.name, seen, "X-1");
                CAPTURE(file.id);
                CAPTURE(out);
                if (!losses) {
                    CHECK(losses.error().code == ErrorCode::missing);
                    continue;
                }
                ++written;
                const auto heard = reader.read(out, seen.time);
                REQUIRE(heard);
                CHECK(heard->front().lift == "X-1");
                detail::for_each_field([&](const char* name, auto place) {
                    if (!is_known(seen.*place) || lost(*losses, name)) return;
                    CAPTURE(name);
                    CHECK(heard->front().observation.*place == seen.*place);
                });
            }
            CAPTURE(message.name);
            CHECK((written > 10) == can_be_told(message));
        }
    }
}
