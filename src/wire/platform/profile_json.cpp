// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/profile_json.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "../../model/strict_json.hpp"
#include "targets.hpp"

namespace hoistway {

namespace {

using namespace platform;

// The pointer of a member, as far as it is needed here: without escapes.
std::string below(std::string here, const std::string& key) {
    here += '/';
    here += key;
    return here;
}

using Values = std::vector<ValueRow>;

class ProfileReader : StrictJson {
 public:
    explicit ProfileReader(std::string_view source) : StrictJson(source) {}

    Result<Profile, std::vector<Refusal>> read(const Json& tree) {
        Profile profile;
        if (tree.is_null()) refuse_at("", ErrorCode::bad_value, tree);
        if (only_keys("", tree,
                      {"$schema", "id", "kind", "title", "edition", "source", "confidence",
                       "dialect", "codings", "messages", "codes"})) {
            profile.id = id_of(tree);
            profile.kind = word_of<ProfileKind>("", tree, "kind");
            profile.title = phrase_of("", tree, "title");
            profile.edition = text_of("", tree, "edition");
            profile.source = text_of("", tree, "source");
            profile.confidence = word_of<Confidence>("", tree, "confidence");
            profile.dialect = dialect_of(tree);
            read_codings(tree);
            if (tree.contains("codes")) profile.codes = codes_of("/codes", tree["codes"]);
            if (tree.contains("messages")) profile.messages = messages_of(tree["messages"]);
        }
        check_pairs(profile);
        if (!refusals().empty()) return std::move(refusals());
        return profile;
    }

 private:
    template <Worded E>
    E word_of(const std::string& here, const Json& json, const char* key) {
        const std::string text = text_of(here, json, key);
        const std::optional<E> word = from_text<E>(text);
        if (!word && !text.empty()) refuse_at(here + '/' + key, ErrorCode::bad_value, json[key]);
        return word.value_or(E{});
    }

    std::string dialect_of(const Json& tree) {
        std::string dialect = text_of("", tree, "dialect");
        if (dialect.size() > decltype(NativeFault::dialect)::capacity()) {
            refuse_at("/dialect", ErrorCode::too_long, tree["dialect"]);
        }
        return dialect;
    }

    // Each element of a list, with its pointer; anything but a list is refused.
    template <class Take>
    void each(const std::string& here, const Json& json, const Take& take) {
        if (!json.is_array()) return refuse_at(here, ErrorCode::bad_value, json);
        for (std::size_t i = 0; i < json.size(); ++i) take(here + '/' + std::to_string(i), json[i]);
    }

    std::vector<std::string> texts_of(const std::string& here, const Json& json) {
        std::vector<std::string> texts;
        each(here, json, [&](const std::string& at, const Json& text) {
            if (!text.is_string() || text.get_ref<const std::string&>().empty()) {
                return refuse_at(at, ErrorCode::bad_value, text);
            }
            texts.push_back(text.get<std::string>());
        });
        return texts;
    }

    bool flag_of(const std::string& here, const Json& json, const char* key) {
        if (!json.contains(key)) return false;
        if (!json[key].is_boolean()) refuse_at(here + '/' + key, ErrorCode::bad_value, json[key]);
        return json[key] == true;
    }

    // --- values ---------------------------------------------------------------------------

    // The coding of one value of the platform: a word for the field `to`, or a word a field.
    std::vector<Meaning> means_of(const std::string& here, const std::string& to,
                                  const Json& json) {
        std::vector<Meaning> means;
        const auto add = [&](const std::string& at, const std::string& field, const Json& word) {
            const std::string text = word.is_string() ? word.get<std::string>() : word.dump();
            const bool fault = field == "fault";
            if (!fault && !is_coded(field)) {
                return refuse_at(at, ErrorCode::unknown_key, Json(field));
            }
            const bool known = fault ? codes_.contains(text) : has_word(field, text);
            if (!known) return refuse_at(at, ErrorCode::bad_value, word);
            means.push_back({field, text});
        };
        if (json.is_object()) {
            for (const auto& [field, word] : json.items()) add(below(here, field), field, word);
        } else if (!json.is_null()) {
            add(here, to, json);
        }
        return means;
    }

    Values values_of(const std::string& here, const std::string& to, const Json& json) {
        if (json.is_string()) return coding_of(here, to, json);
        Values values;
        if (!json.is_object() || json.empty()) {
            refuse_at(here, ErrorCode::bad_value, json);
            return values;
        }
        for (const auto& [text, word] : json.items()) {
            values.push_back({text, means_of(below(here, text), to, word)});
        }
        return values;
    }

    Values coding_of(const std::string& here, const std::string& to, const Json& name) {
        const auto found = codings_.find(name.get<std::string>());
        if (found != codings_.end()) return values_of(here, to, found->second);
        refuse_at(here, ErrorCode::unknown_key, name);
        return {};
    }

    void read_codings(const Json& tree) {
        if (!tree.contains("codings")) return;
        const Json& codings = tree["codings"];
        if (!codings.is_object()) return refuse_at("/codings", ErrorCode::bad_value, codings);
        for (const auto& [name, values] : codings.items()) {
            if (!values.is_object()) refuse_at("/codings/" + name, ErrorCode::bad_value, values);
            codings_.emplace(name, values);
        }
    }

    // --- messages -------------------------------------------------------------------------

    std::vector<ProfileMessage> messages_of(const Json& json) {
        std::vector<ProfileMessage> messages;
        std::set<std::string> names;
        each("/messages", json, [&](const std::string& here, const Json& message) {
            messages.push_back(message_of(here, message));
            const std::string& name = messages.back().name;
            if (!name.empty() && !names.insert(name).second) {
                refuse_at(here + "/name", ErrorCode::duplicate, Json(name));
            }
        });
        return messages;
    }

    ProfileMessage message_of(const std::string& here, const Json& json) {
        ProfileMessage message;
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(here, json, {"name", "carries", "path", "needs", "phase", "fields"})) {
            return message;
        }
        message.name = text_of(here, json, "name");
        message.carries = word_of<Carries>(here, json, "carries");
        if (json.contains("path")) split_path(here + "/path", json["path"], message);
        if (json.contains("needs")) message.needs = texts_of(here + "/needs", json["needs"]);
        read_phase(here, json, message);
        if (message.path.empty() && message.needs.empty()) {
            refuse_at(here + "/needs", ErrorCode::missing, Json());
        }
        each(here + "/fields", part(here, json, "fields"),
             [&](const std::string& at, const Json& field) {
                 message.fields.push_back(field_of(at, message.carries, field));
             });
        check_fields(here, message);
        return message;
    }

    // Only where each key may be a code does a value say the phase.
    void read_phase(const std::string& here, const Json& json, ProfileMessage& message) {
        const bool wanted = message.carries == Carries::faults;
        if (json.contains("phase") != wanted) {
            const ErrorCode code = wanted ? ErrorCode::missing : ErrorCode::unknown_key;
            refuse_at(here + "/phase", code, wanted ? Json() : json["phase"]);
        } else if (wanted) {
            message.phase = values_of(here + "/phase", "fault_phase", json["phase"]);
        }
    }

    void split_path(const std::string& here, const Json& json, ProfileMessage& message) {
        if (!json.is_string()) return refuse_at(here, ErrorCode::bad_value, json);
        std::string_view left = json.get_ref<const std::string&>();
        while (!left.empty()) {
            const std::size_t slash = std::min(left.find('/'), left.size());
            const std::string_view key = left.substr(0, slash);
            if (message.each || key.empty()) return refuse_at(here, ErrorCode::bad_value, json);
            message.each = key == "[]";
            if (!message.each) message.path.emplace_back(key);
            left.remove_prefix(std::min(slash + 1, left.size()));
        }
    }

    ProfileField field_of(const std::string& here, Carries carries, const Json& json) {
        ProfileField field;
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(here, json,
                       {"name", "to", "values", "unit", "format", "as", "reason", "pairs", "of"})) {
            return field;
        }
        field.name = text_of(here, json, "name");
        field.of_document = field.name.size() > 1 && field.name.front() == '/';
        if (field.of_document) field.name.erase(0, 1);
        if (json.contains("reason")) field.reason = text_of(here, json, "reason");
        if (json.contains("to")) field.to = text_of(here, json, "to");
        if (!field.to.empty() && !is_target(carries, field.to)) {
            refuse_at(here + "/to", ErrorCode::bad_value, json["to"]);
        }
        if (json.contains("values")) {
            field.values = values_of(here + "/values", field.to, json["values"]);
        }
        read_unit(here, json, field);
        read_manner(here, json, field);
        if (json.contains("pairs")) read_pairs(here, json, field);
        const bool goes = !field.to.empty() || !field.values.empty() || !field.pair_key.empty();
        if (goes == !field.reason.empty()) refuse_at(here + "/to", ErrorCode::missing, Json());
        return field;
    }

    void read_unit(const std::string& here, const Json& json, ProfileField& field) {
        if (!json.contains("unit")) return;
        field.unit = text_of(here, json, "unit");
        const std::optional<double> scale = scale_of(field.to, field.unit);
        if (!scale) return refuse_at(here + "/unit", ErrorCode::bad_value, json["unit"]);
        field.scale = *scale;
    }

    void read_manner(const std::string& here, const Json& json, ProfileField& field) {
        if (json.contains("format")) {
            field.format = word_of<TimeFormat>(here, json, "format");
            if (!is_moment(field.to)) refuse_at(here + "/format", ErrorCode::bad_value, Json());
        } else if (field.to == "time") {
            refuse_at(here + "/format", ErrorCode::missing, Json());
        }
        field.as = usual_manner(field);
        if (json.contains("as")) field.as = word_of<WrittenAs>(here, json, "as");
    }

    static bool is_moment(std::string_view target) {
        constexpr std::array<std::string_view, 6> moments{"time",    "occurred", "responded",
                                                          "arrived", "released", "ended"};
        return std::find(moments.begin(), moments.end(), target) != moments.end();
    }

    // By the values that it has: true and false, digits, or text.
    static WrittenAs usual_manner(const ProfileField& field) {
        const auto all = [&](const auto& holds) {
            return std::all_of(field.values.begin(), field.values.end(),
                               [&](const ValueRow& row) { return holds(row.text); });
        };
        const auto is_truth = [](const std::string& t) { return t == "true" || t == "false"; };
        const auto is_number = [](const std::string& t) {
            return t.find_first_not_of("0123456789", t.size() > 1 && t[0] == '-') ==
                       std::string::npos &&
                   (t.size() == 1 || t[0] != '0');
        };
        if (field.values.empty()) {
            const bool epoch = field.to == "time" && (field.format == TimeFormat::epoch_s ||
                                                      field.format == TimeFormat::epoch_ms);
            return epoch || is_measured(field.to) ? WrittenAs::number : WrittenAs::text;
        }
        if (all(is_truth)) return WrittenAs::boolean;
        return all(is_number) ? WrittenAs::number : WrittenAs::text;
    }

    void read_pairs(const std::string& here, const Json& json, ProfileField& field) {
        const std::vector<std::string> names = texts_of(here + "/pairs", json["pairs"]);
        if (names.size() != 2) return refuse_at(here + "/pairs", ErrorCode::bad_value, json);
        field.pair_key = names[0];
        field.pair_value = names[1];
        field.of = text_of(here, json, "of");
    }

    // A key is read once, and the message is known only by keys that it reads.
    void check_fields(const std::string& here, const ProfileMessage& message) {
        std::set<std::pair<bool, std::string>> names;
        for (const ProfileField& field : message.fields) {
            if (names.insert({field.of_document, field.name}).second) continue;
            refuse_at(here + "/fields", ErrorCode::duplicate, Json(field.name));
        }
        for (const std::string& need : message.needs) {
            if (names.contains({false, need})) continue;
            refuse_at(here + "/needs", ErrorCode::unknown_key, Json(need));
        }
    }

    void check_pairs(const Profile& profile) {
        for (const ProfileMessage& message : profile.messages) {
            for (const ProfileField& field : message.fields) {
                if (field.of.empty() || profile.find_message(field.of) != nullptr) continue;
                refuse_at("/messages", ErrorCode::unknown_key, Json(field.of));
            }
        }
    }

    // --- codes ----------------------------------------------------------------------------

    std::vector<ProfileCode> codes_of(const std::string& list, const Json& json) {
        std::vector<ProfileCode> codes;
        each(list, json, [&](const std::string& here, const Json& code) {
            codes.push_back(code_of(here, code));
            const std::string& text = codes.back().code;
            if (!text.empty() && !codes_.insert(text).second) {
                refuse_at(here + "/code", ErrorCode::duplicate, Json(text));
            }
        });
        return codes;
    }

    ProfileCode code_of(const std::string& here, const Json& json) {
        ProfileCode code;
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(here, json,
                       {"code", "kind", "mode", "clears", "nearest", "ours", "reason", "name"})) {
            return code;
        }
        code.code = text_of(here, json, "code");
        if (code.code.size() > decltype(NativeFault::code)::capacity()) {
            refuse_at(here + "/code", ErrorCode::too_long, json["code"]);
        }
        if (json.contains("kind")) code.kind = word_of<EventKind>(here, json, "kind");
        if (json.contains("mode")) code.mode = word_of<Mode>(here, json, "mode");
        code.clears = flag_of(here, json, "clears");
        code.nearest = flag_of(here, json, "nearest");
        code.ours = flag_of(here, json, "ours");
        if (json.contains("reason")) code.reason = text_of(here, json, "reason");
        code.name = phrase_of(here, json, "name");
        if (code.kind == EventKind::native) {
            refuse_at(here + "/kind", ErrorCode::bad_value, json["kind"]);
        }
        if (code.nearest && !code.kind) {
            refuse_at(here + "/nearest", ErrorCode::bad_value, json["nearest"]);
        }
        const int meanings = code.kind.has_value() + code.mode.has_value() + code.clears;
        if (meanings > 1) refuse_at(here, ErrorCode::duplicate, json);
        if (meanings == 0 && code.reason.empty()) {
            refuse_at(here + "/reason", ErrorCode::missing, Json());
        }
        return code;
    }

    std::map<std::string, Json> codings_;
    std::set<std::string> codes_;  // read before the messages
};

std::map<std::string_view, Profile> load_builtin() {
    std::map<std::string_view, Profile> profiles;
    for (const BuiltinFile& file : builtin_profiles()) {
        const Result<Profile, std::vector<Refusal>> loaded = load_profile(file.text, file.id);
        if (loaded) profiles.emplace(file.id, *loaded);
    }
    return profiles;
}

}  // namespace

const Profile* builtin_profile(std::string_view id) {
    static const std::map<std::string_view, Profile> profiles = load_builtin();
    const auto found = profiles.find(id);
    return found == profiles.end() ? nullptr : &found->second;
}

Result<Profile, std::vector<Refusal>> load_profile(std::string_view text, std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return std::vector<Refusal>{tree.error()};
    return ProfileReader(source).read(*tree);
}

}  // namespace hoistway
