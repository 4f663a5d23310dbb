// SPDX-License-Identifier: Apache-2.0
//
// What one platform, one link or one building standard calls things, as data: the names of its
// fields, their units, its truths and falsehoods, its fault codes. One JSON file is one profile.
//
//     const Profile& shanghai = *builtin_profile("shanghai");
//     shanghai.find_code("09")->kind;                            // EventKind::entrapment
//     shanghai.codes_of(EventKind::safety_chain_open);           // {"1"}
//
// A message is an object inside a document of the platform; each of its fields goes to one field of
// an observation, of a lift's papers or of the handling of a fault, or says why it goes nowhere. A
// code is text as the platform writes it: "09" is not "9". Plain data, filled by profile_json.hpp,
// used by platform_json.hpp; looking up a code is linear in their number.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/model/event.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

// A platform's JSON, the code table of a device link, or a building automation model.
enum class ProfileKind : std::uint8_t { platform, link, model };
enum class Confidence : std::uint8_t { low, medium, high };
enum class Carries : std::uint8_t { observation, fault, faults, lift, handling };
enum class TimeFormat : std::uint8_t { rfc3339, wall, epoch_s, epoch_ms };
enum class WrittenAs : std::uint8_t { number, text, boolean };

template <>
struct Words<ProfileKind> {
    static constexpr std::array<std::string_view, 3> list{"platform", "link", "model"};
};
template <>
struct Words<Confidence> {
    static constexpr std::array<std::string_view, 3> list{"low", "medium", "high"};
};
template <>
struct Words<Carries> {
    static constexpr std::array<std::string_view, 5> list{"observation", "fault", "faults", "lift",
                                                          "handling"};
};
template <>
struct Words<TimeFormat> {  // a wall time is one at +08:00
    static constexpr std::array<std::string_view, 4> list{"rfc3339", "yyyy-MM-dd HH:mm:ss",
                                                          "epoch_s", "epoch_ms"};
};
template <>
struct Words<WrittenAs> {
    static constexpr std::array<std::string_view, 3> list{"number", "text", "boolean"};
};

// One field of the observation and its word: "motion" is "stopped", "door_zone" is "true". The word
// of a "fault" is a code of the profile, and that of "fault_phase" beside it says whether it is
// over.
struct Meaning {
    std::string field, word;

    friend bool operator==(const Meaning&, const Meaning&) = default;
};

// A value as the platform writes it; one that means nothing is known, but says nothing.
struct ValueRow {
    std::string text;
    std::vector<Meaning> means{};

    const Meaning* find(std::string_view field) const noexcept {
        for (const Meaning& each : means) {
            if (each.field == field) return &each;
        }
        return nullptr;
    }

    friend bool operator==(const ValueRow&, const ValueRow&) = default;
};

struct ProfileField {
    std::string name;
    bool of_document = false;  // looked up in the document, not in the message's object
    std::string to{};          // empty where `values` name the fields, or where `reason` says why
    std::vector<ValueRow> values{};
    std::string unit{};  // as written in the file; empty = the observation's own
    double scale = 1;    // from that unit to the observation's
    TimeFormat format{};
    WrittenAs as{};
    std::string reason{};  // why the field is not read
    // A list of {key, value} objects, each read as a field of the message `of`.
    std::string pair_key{}, pair_value{}, of{};

    friend bool operator==(const ProfileField&, const ProfileField&) = default;
};

struct ProfileMessage {
    std::string name;
    Carries carries{};
    std::vector<std::string> path{};  // of keys, from the document to the object
    bool each = false;                // the last key holds a list of such objects
    std::vector<std::string> needs{};
    std::vector<ValueRow> phase{};  // where each key of the object may be a code
    std::vector<ProfileField> fields{};

    friend bool operator==(const ProfileMessage&, const ProfileMessage&) = default;
};

// What a code means in hoistway's own words; one that has no meaning there has a reason.
struct ProfileCode {
    std::string code;
    std::optional<EventKind> kind{};
    std::optional<Mode> mode{};
    bool clears = false;   // "no fault"
    bool nearest = false;  // the meaning is close, not the same
    bool ours = false;     // a value stands for it; the platform itself has no such code
    std::string reason{};
    Text name{};

    friend bool operator==(const ProfileCode&, const ProfileCode&) = default;
};

struct Profile {
    std::string id;
    ProfileKind kind{};
    Text title{};
    std::string edition{}, source{};
    Confidence confidence{};
    std::string dialect{};  // travels with each code that was sent
    std::vector<ProfileMessage> messages{};
    std::vector<ProfileCode> codes{};

    const ProfileCode* find_code(std::string_view code) const noexcept {
        for (const ProfileCode& each : codes) {
            if (each.code == code) return &each;
        }
        return nullptr;
    }

    const ProfileMessage* find_message(std::string_view name) const noexcept {
        for (const ProfileMessage& each : messages) {
            if (each.name == name) return &each;
        }
        return nullptr;
    }

    // Those that mean exactly this; where there are none, those that come nearest.
    std::vector<std::string_view> codes_of(EventKind meant) const {
        std::vector<std::string_view> exact, near;
        for (const ProfileCode& each : codes) {
            if (each.kind == meant) (each.nearest ? near : exact).push_back(each.code);
        }
        return exact.empty() ? near : exact;
    }

    friend bool operator==(const Profile&, const Profile&) = default;
};

}  // namespace hoistway
