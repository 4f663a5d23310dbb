// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cassert>
#include <utility>

#include "../../model/strict_json.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"

namespace hoistway {

namespace {

constexpr int most_items = 200;  // of a table, against slips of the keyboard [default]
constexpr int most_years = 100;  // [default]

class ChecklistReader : StrictJson {
 public:
    explicit ChecklistReader(std::string_view source) : StrictJson(source) {}

    Result<Checklist, std::vector<Refusal>> read(const Json& tree) {
        Checklist list;
        if (tree.is_null()) refuse_at("", ErrorCode::bad_value, tree);
        if (only_keys("", tree,
                      {"$schema", "id", "edition", "source", "title", "equipment", "tables",
                       "calibration"})) {
            list.id = id_of(tree);
            list.edition = text_of("", tree, "edition");
            list.source = text_of("", tree, "source");
            list.title = phrase_of("", tree, "title");
            list.equipment = word_of<EquipmentClass>("", tree, "equipment");
            read_tables(part("", tree, "tables"), list);
            if (tree.contains("calibration")) {
                list.calibration = calibration_of("/calibration", tree["calibration"]);
            }
        }
        if (!refusals().empty()) return std::move(refusals());
        return list;
    }

 private:
    template <Worded E>
    E word_of(const std::string& here, const Json& json, const char* key) {
        const std::string word = text_of(here, json, key);
        const auto value = from_text<E>(word);
        if (!value && !word.empty()) refuse_at(here + '/' + key, ErrorCode::bad_value, json[key]);
        return value.value_or(E{});
    }

    template <Worded E>
    std::vector<E> words_of(const std::string& here, const Json& json, const char* key) {
        std::vector<E> out;
        if (!json.contains(key)) return out;
        const std::string list = here + '/' + key;
        if (!json[key].is_array()) refuse_at(list, ErrorCode::bad_value, json[key]);
        for (std::size_t i = 0; i < json[key].size() && json[key].is_array(); ++i) {
            const Json& word = json[key][i];
            const auto value =
                word.is_string() ? from_text<E>(word.get_ref<const std::string&>()) : std::nullopt;
            if (value && std::find(out.begin(), out.end(), *value) == out.end()) {
                out.push_back(*value);
            } else {
                const auto code = value ? ErrorCode::duplicate : ErrorCode::bad_value;
                refuse_at(list + '/' + std::to_string(i), code, word);
            }
        }
        return out;
    }

    // The four of the rule, in their order.
    void read_tables(const Json& json, Checklist& list) {
        if (json.is_null()) return;
        if (!json.is_array() || json.size() != list.tables.size()) {
            return refuse_at("/tables", ErrorCode::bad_value, json);
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string here = "/tables/" + std::to_string(i);
            if (json[i].is_null()) refuse_at(here, ErrorCode::bad_value, json[i]);
            read_table(here, json[i], static_cast<VisitKind>(i), list.tables[i]);
        }
    }

    void read_table(const std::string& here, const Json& json, VisitKind kind,
                    ChecklistTable& table) {
        if (!only_keys(here, json, {"kind", "table", "count", "items"})) return;
        table.kind = word_of<VisitKind>(here, json, "kind");
        table.name = text_of(here, json, "table");
        const Json& count = part(here, json, "count");
        if (!count.is_null()) {
            table.count = static_cast<std::size_t>(whole_of(here + "/count", count, most_items));
        }
        if (table.kind != kind && json.contains("kind")) {
            refuse_at(here + "/kind", ErrorCode::bad_value, json["kind"]);
        }
        if (json.contains("items")) read_items(here + "/items", json["items"], table);
    }

    // All or none: a table with a few texts would look complete.
    void read_items(const std::string& here, const Json& json, ChecklistTable& table) {
        if (!json.is_array() || json.size() != table.count) {
            return refuse_at(here, ErrorCode::bad_value, json);
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string one = here + '/' + std::to_string(i);
            if (json[i].is_null()) refuse_at(one, ErrorCode::bad_value, json[i]);
            if (!only_keys(one, json[i], {"name", "requirements", "note", "sensors"})) continue;
            ChecklistItem item;
            item.code = table.name + '-' + std::to_string(i + 1);
            item.name = phrase_of(one, json[i], "name");
            item.requirements = words_of<Requirement>(one, json[i], "requirements");
            if (json[i].contains("note")) item.note = phrase_of(one, json[i], "note");
            item.sensors = words_of<Support>(one, json[i], "sensors");
            table.items.push_back(std::move(item));
        }
    }

    Calibration calibration_of(const std::string& here, const Json& json) {
        Calibration rule;
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(here, json, {"item", "years", "old_from_years", "years_when_old"})) {
            return rule;
        }
        const auto years = [&](const char* key) {
            const Json& value = part(here, json, key);
            return value.is_null() ? 0 : whole_of(here + '/' + key, value, most_years);
        };
        if (json.contains("item")) rule.item = text_of(here, json, "item");
        rule.years = years("years");
        if (json.contains("old_from_years") || json.contains("years_when_old")) {
            rule.old_from_years = years("old_from_years");
            rule.years_when_old = years("years_when_old");
        }
        return rule;
    }
};

}  // namespace

Result<Checklist, std::vector<Refusal>> load_checklist(std::string_view text,
                                                       std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return std::vector<Refusal>{tree.error()};
    return ChecklistReader(source).read(*tree);
}

std::vector<Checklist> national_checklists() {
    std::vector<Checklist> out;
    for (const BuiltinFile& file : builtin_checklists()) {
        Result<Checklist, std::vector<Refusal>> list = load_checklist(file.text, file.id);
        assert(list && "a built-in checklist is in order");
        out.push_back(*std::move(list));
    }
    return out;
}

}  // namespace hoistway
