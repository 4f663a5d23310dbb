// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/part/part_book_json.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "../model/strict_json.hpp"

namespace hoistway {

namespace {

constexpr double most = 1e12;              // of a life, against slips of the keyboard [default]
constexpr double most_yuan = 10000000;     // of a part [default]
constexpr int most_warranty_months = 240;  // [default]

class PartReader : StrictJson {
 public:
    explicit PartReader(std::string_view source) : StrictJson(source) {}

    Result<PartBook, std::vector<Refusal>> read(const Json& tree) {
        PartBook book;
        if (tree.is_null()) refuse_at("", ErrorCode::bad_value, tree);
        if (only_keys("", tree, {"$schema", "id", "source", "parts"})) {
            book.id = id_of(tree);
            book.source = text_of("", tree, "source");
            book.parts = parts_of(part("", tree, "parts"));
        }
        if (!refusals().empty()) return std::move(refusals());
        return book;
    }

 private:
    std::vector<WearPart> parts_of(const Json& json) {
        std::vector<WearPart> parts;
        if (json.is_null()) return parts;
        if (!json.is_array()) {
            refuse_at("/parts", ErrorCode::bad_value, json);
            return parts;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string here = "/parts/" + std::to_string(i);
            WearPart one = part_of(here, json[i]);
            const auto same = [&](const WearPart& other) { return other.id == one.id; };
            if (!one.id.empty() && std::any_of(parts.begin(), parts.end(), same)) {
                refuse_at(here + "/id", ErrorCode::duplicate, json[i]["id"]);
            }
            parts.push_back(std::move(one));
        }
        return parts;
    }

    WearPart part_of(const std::string& here, const Json& json) {
        WearPart out;
        if (json.is_null()) refuse_at(here, ErrorCode::bad_value, json);
        if (!only_keys(here, json,
                       {"id", "name", "lives", "warn_share", "warranty_months", "price_yuan"})) {
            return out;
        }
        out.id = text_of(here, json, "id");
        out.name = phrase_of(here, json, "name");
        out.lives = lives_of(here + "/lives", part(here, json, "lives"));
        if (json.contains("warn_share")) {
            out.warn_share = number_of(here + "/warn_share", json["warn_share"], 1);
        }
        if (json.contains("warranty_months")) {
            out.warranty_months =
                whole_of(here + "/warranty_months", json["warranty_months"], most_warranty_months);
        }
        if (json.contains("price_yuan")) {
            out.price = price_of(here + "/price_yuan", json["price_yuan"]);
        }
        return out;
    }

    std::vector<PartLife> lives_of(const std::string& here, const Json& json) {
        std::vector<PartLife> lives;
        if (json.is_null()) return lives;
        if (!json.is_array()) {
            refuse_at(here, ErrorCode::bad_value, json);
            return lives;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            const std::string at = here + '/' + std::to_string(i);
            if (json[i].is_null()) refuse_at(at, ErrorCode::bad_value, json[i]);
            if (!only_keys(at, json[i], {"by", "limit", "source"})) continue;
            PartLife life;
            const std::string by = text_of(at, json[i], "by");
            if (const auto word = from_text<LifeBy>(by)) {
                life.by = *word;
            } else if (!by.empty()) {
                refuse_at(at + "/by", ErrorCode::bad_value, json[i]["by"]);
            }
            const Json& limit = part(at, json[i], "limit");
            if (!limit.is_null()) life.limit = number_of(at + "/limit", limit, most);
            life.source = text_of(at, json[i], "source");
            lives.push_back(std::move(life));
        }
        return lives;
    }

    // Above 0, up to and with `last`; 0 where it was refused.
    double number_of(const std::string& here, const Json& json, double last) {
        if (!json.is_number()) {
            refuse_at(here, ErrorCode::bad_value, json);
        } else if (const auto value = json.get<double>(); !(value > 0 && value <= last)) {
            refuse_at(here, ErrorCode::out_of_range, json);
        } else {
            return value;
        }
        return 0;
    }

    std::optional<PriceRange> price_of(const std::string& here, const Json& json) {
        if (!json.is_array() || json.size() != 2) {
            refuse_at(here, ErrorCode::bad_value, json);
            return std::nullopt;
        }
        const double low = number_of(here + "/0", json[0], most_yuan),
                     high = number_of(here + "/1", json[1], most_yuan);
        if (high < low) refuse_at(here, ErrorCode::out_of_range, json);
        return PriceRange{std::llround(low * 100), std::llround(high * 100)};
    }
};

}  // namespace

Result<PartBook, std::vector<Refusal>> load_part_book(std::string_view text,
                                                      std::string_view source) {
    const Result<Json, Refusal> tree = parse_json(text, source);
    if (!tree) return std::vector<Refusal>{tree.error()};
    return PartReader(source).read(*tree);
}

}  // namespace hoistway
