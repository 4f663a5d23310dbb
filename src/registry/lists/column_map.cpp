// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <utility>

#include "../../model/strict_json.hpp"
#include "hoistway/registry/import.hpp"
#include "list_fields.hpp"
#include "quantity.hpp"

namespace hoistway {

namespace {

class MapReader : StrictJson {
 public:
    explicit MapReader(std::string_view source) : StrictJson(source) {}

    Result<ColumnMap, std::vector<Refusal>> read(const Json& tree) {
        ColumnMap map;
        if (!only_keys("", tree, {"id", "edition", "source", "blanks", "columns"})) {
            refuse_at("", ErrorCode::bad_value, tree);
            return std::move(refusals());
        }
        map.id = id_of(tree);
        map.edition = text_of("", tree, "edition");
        map.source = text_of("", tree, "source");
        map.blanks = texts_of("", tree, "blanks");
        const Json& columns = part("", tree, "columns");
        if (!columns.is_null() && !columns.is_array()) {
            refuse_at("/columns", ErrorCode::bad_value, columns);
        }
        for (std::size_t i = 0; columns.is_array() && i < columns.size(); ++i) {
            map.rules.push_back(rule_of("/columns/" + std::to_string(i), columns[i]));
        }
        if (!refusals().empty()) return std::move(refusals());
        return map;
    }

 private:
    ColumnRule rule_of(const std::string& here, const Json& json) {
        ColumnRule rule;
        if (!only_keys(here, json, {"field", "headers", "unit", "joined", "values"})) return rule;
        rule.field = text_of(here, json, "field");
        if (!is_list_field(rule.field)) {
            refuse_at(here + "/field", ErrorCode::unknown_key, Json(rule.field));
        }
        rule.headers = texts_of(here, json, "headers");
        for (const std::string& header : rule.headers) {
            if (headers_.insert(plain_header(header)).second) continue;
            refuse_at(here + "/headers", ErrorCode::duplicate, Json(header));
        }
        if (json.contains("unit")) rule.unit = text_of(here, json, "unit");
        if (!rule.unit.empty() && !is_unit_of(measure_of(rule.field), rule.unit)) {
            refuse_at(here + "/unit", ErrorCode::bad_value, Json(rule.unit));
        }
        if (json.contains("joined")) rule.joined = json["joined"] == Json(true);
        if (json.contains("values")) rule.values = values_of(here + "/values", json["values"]);
        return rule;
    }

    std::vector<std::string> texts_of(const std::string& here, const Json& json, const char* key) {
        std::vector<std::string> texts;
        const Json& list = part(here, json, key);
        bool sound = list.is_array();
        for (std::size_t i = 0; list.is_array() && i < list.size(); ++i) {
            sound = sound && list[i].is_string();
            if (list[i].is_string()) texts.push_back(list[i].get<std::string>());
        }
        if (!sound && !list.is_null()) refuse_at(here + '/' + key, ErrorCode::bad_value, list);
        return texts;
    }

    std::vector<std::pair<std::string, std::string>> values_of(const std::string& here,
                                                               const Json& json) {
        std::vector<std::pair<std::string, std::string>> values;
        for (const Json& pair : json) {
            const bool sound =
                pair.is_array() && pair.size() == 2 && pair[0].is_string() && pair[1].is_string();
            if (!sound) refuse_at(here, ErrorCode::bad_value, pair);
            if (sound) values.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
        }
        return values;
    }

    std::set<std::string> headers_;
};

std::map<std::string_view, ColumnMap> load_all() {
    std::map<std::string_view, ColumnMap> maps;
    for (const BuiltinFile& file : builtin_column_maps()) {
        if (auto map = load_column_map(file.text, file.id)) maps.emplace(file.id, std::move(*map));
    }
    return maps;
}

}  // namespace

Result<ColumnMap, std::vector<Refusal>> load_column_map(std::string_view text,
                                                        std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return std::vector<Refusal>{tree.error()};
    return MapReader(source).read(*tree);
}

const ColumnMap* builtin_column_map(std::string_view id) {
    static const std::map<std::string_view, ColumnMap> maps = load_all();
    const auto found = maps.find(id);
    return found == maps.end() ? nullptr : &found->second;
}

}  // namespace hoistway
