// SPDX-License-Identifier: Apache-2.0
#include "json_lines.hpp"

#include <algorithm>

#include "hoistway/core/time_text.hpp"

namespace hoistway {

namespace {

// The latest time in ms that has a year of four digits.
constexpr std::int64_t last_ms = 253402300799999;

}  // namespace

bool JsonLines::next() {
    while (!text_.empty()) {
        const std::size_t end = std::min(text_.find('\n'), text_.size());
        const std::string_view line = text_.substr(0, end);
        text_.remove_prefix(std::min(end + 1, text_.size()));
        ++line_;
        refused_before_ = refusals_.size();
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        Result<Json, Refusal> tree = parse_json(line, source_);
        if (!tree) {
            refusals_.push_back(tree.error());
            refusals_.back().line = line_;
        } else if (!tree->is_object()) {
            refuse(ErrorCode::bad_syntax, "", *tree);
        } else {
            object_ = *std::move(tree);
            return true;
        }
    }
    return false;
}

const Json* JsonLines::find(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string JsonLines::text_of(const Json& object, const std::string& here, const char* key) {
    const Json* const value = find(object, key);
    if (value == nullptr) return {};
    if (value->is_string()) return value->get<std::string>();
    refuse(ErrorCode::bad_value, here + key, *value);
    return {};
}

std::optional<Time> JsonLines::time_of(const Json& object, const std::string& here,
                                       const char* key) {
    const Json* const value = find(object, key);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) {
        const Result<Time> time = parse_time(value->get_ref<const std::string&>());
        if (time) return *time;
        refuse(time.error().code, here + key, *value);
    } else if (!value->is_number_integer()) {
        refuse(ErrorCode::bad_value, here + key, *value);
    } else if (*value < 0 || *value > last_ms) {
        refuse(ErrorCode::out_of_range, here + key, *value);
    } else {
        return Time{Duration{value->get<std::int64_t>()}};
    }
    return std::nullopt;
}

std::optional<double> JsonLines::number_of(const Json& object, const std::string& here,
                                           const char* key, double first, double last) {
    const Json* const value = find(object, key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_number()) {
        refuse(ErrorCode::bad_value, here + key, *value);
    } else if (const double number = value->get<double>(); number < first || number > last) {
        refuse(ErrorCode::out_of_range, here + key, *value);
    } else {
        return number;
    }
    return std::nullopt;
}

LiftIndex JsonLines::lift_of(const Json& object, const std::string& here, const char* key,
                             const LiftFinder& find_lift) {
    const std::string name = text_of(object, here, key);
    if (name.empty()) return no_lift;
    const LiftIndex lift = find_lift(name);
    if (lift == no_lift) refuse(ErrorCode::unknown_lift, here + key, object.at(key));
    return lift;
}

void JsonLines::need(bool there, const std::string& field) {
    if (!there && good()) refuse(ErrorCode::missing, field, Json());
}

void JsonLines::refuse(ErrorCode code, const std::string& field, const Json& found) {
    refusals_.push_back({.source = source_,
                         .line = line_,
                         .code = code,
                         .field = field,
                         .found = found.is_null() ? std::string() : shown(found.dump())});
}

}  // namespace hoistway
