// SPDX-License-Identifier: Apache-2.0
#include "strict_json.hpp"

#include <algorithm>

namespace hoistway {

namespace {

// A key inside a JSON pointer (RFC 6901).
std::string escaped(std::string_view key) {
    std::string out;
    for (const char c : key) {
        if (c == '~' || c == '/') {
            out += c == '~' ? "~0" : "~1";
        } else {
            out += c;
        }
    }
    return out;
}

}  // namespace

bool StrictJson::only_keys(const std::string& pointer, const Json& json,
                           std::initializer_list<std::string_view> known) {
    if (!json.is_object()) {
        if (!json.is_null()) refuse_at(pointer, ErrorCode::bad_value, json);
        return false;
    }
    for (const auto& [key, value] : json.items()) {
        if (std::find(known.begin(), known.end(), std::string_view(key)) == known.end()) {
            refuse_at(pointer + '/' + escaped(key), ErrorCode::unknown_key, value);
        }
    }
    return true;
}

const Json& StrictJson::part(const std::string& pointer, const Json& json, const char* key) {
    static const Json nothing;
    const auto found = json.find(key);
    if (found != json.end() && !found->is_null()) return *found;
    refuse_at(pointer + '/' + key, ErrorCode::missing, nothing);
    return nothing;
}

std::string StrictJson::text_of(const std::string& pointer, const Json& json, const char* key) {
    const Json& value = part(pointer, json, key);
    if (value.is_null()) return {};
    if (value.is_string()) {
        if (std::string text = value.get<std::string>(); !text.empty()) return text;
    }
    refuse_at(pointer + '/' + key, ErrorCode::bad_value, value);
    return {};
}

std::string StrictJson::id_of(const Json& json) {
    std::string id = text_of("", json, "id");
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (!std::all_of(id.begin(), id.end(), fits) || id.starts_with('-')) {
        refuse_at("/id", ErrorCode::bad_value, json.at("id"));
    }
    return id;
}

Text StrictJson::phrase_of(const std::string& pointer, const Json& json, const char* key) {
    const Json& value = part(pointer, json, key);
    const std::string here = pointer + '/' + key;
    if (!only_keys(here, value, {"zh", "en"})) return {};
    return {text_of(here, value, "zh"), text_of(here, value, "en")};
}

int StrictJson::whole_of(const std::string& here, const Json& value, int last) {
    if (!value.is_number_integer()) {
        refuse_at(here, ErrorCode::bad_value, value);
    } else if (value < 1 || value > last) {
        refuse_at(here, ErrorCode::out_of_range, value);
    } else {
        return value.get<int>();
    }
    return 0;
}

void StrictJson::refuse_at(const std::string& pointer, ErrorCode code, const Json& found) {
    refusals_.push_back({.source = source_,
                         .code = code,
                         .field = pointer,
                         .found = found.is_null() ? std::string() : shown(found.dump())});
}

}  // namespace hoistway
