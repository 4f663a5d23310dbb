// SPDX-License-Identifier: Apache-2.0
#include "walk.hpp"

#include <algorithm>
#include <cstring>

#include "hoistway/core/utf8.hpp"
#include "hoistway/wire/json_text.hpp"
#include "tokens.hpp"

namespace hoistway::platform {

namespace {

using simdjson::ondemand::json_type;

constexpr std::size_t max_items = 4096;  // of all lists in a document [default]

JsonKind to_kind(json_type type) noexcept {
    switch (type) {
        case json_type::array:
            return JsonKind::array;
        case json_type::object:
            return JsonKind::object;
        case json_type::number:
            return JsonKind::number;
        case json_type::string:
            return JsonKind::string;
        case json_type::boolean:
            return JsonKind::boolean;
        case json_type::null:
            return JsonKind::null;
    }
    return JsonKind::null;
}

std::string_view without_blanks(std::string_view token) noexcept {
    const std::size_t end = token.find_last_not_of(" \t\r\n");
    return token.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

}  // namespace

std::optional<FieldError> Walk::read(const Plan& plan, std::string_view padded) {
    plan_ = &plan;
    instances_.clear();
    slots_.clear();
    items_.clear();
    unknown_keys_ = 0;
    error_.reset();
    text_ = padded;
    // What is unescaped is shorter than it was; it may not move while views point into it.
    unescaped_.clear();
    unescaped_.reserve(padded.size());
    auto code =
        parser_.iterate(padded.data(), padded.size(), padded.size() + simdjson::SIMDJSON_PADDING)
            .get(tree_);
    begun_ = code == simdjson::SUCCESS;
    simdjson::ondemand::object root;
    if (code == simdjson::SUCCESS) code = tree_.get_object().get(root);
    if (code != simdjson::SUCCESS) {
        fail(code);
    } else if (const char* behind = nullptr;
               walk_object(root, 0) && tree_.current_location().get(behind) == simdjson::SUCCESS) {
        fail(ErrorCode::bad_syntax, behind);
    }
    return error_;
}

bool Walk::walk_object(simdjson::ondemand::object object, std::size_t node) {
    const std::size_t first = slots_.size();
    const Node& known = plan_->nodes[node];
    instances_.push_back({node, first});
    slots_.resize(first + static_cast<std::size_t>(known.slots));
    for (auto each : object) {
        simdjson::ondemand::field field;
        std::string_view name;
        if (const auto code = std::move(each).get(field)) return fail(code);
        if (!read_key(field, name)) return false;
        const NodeKey* key = known.find(name);
        if (key == nullptr) {
            ++unknown_keys_;
            continue;
        }
        if (key->child != nowhere && !walk_child(field.value(), *key)) return false;
        if (key->slot == nowhere) continue;
        Slot& slot = slots_[first + static_cast<std::size_t>(key->slot)];
        if (slot.present) return fail(ErrorCode::duplicate, field.key().raw(), key->name);
        slot.present = true;
        if (key->child == nowhere && !put(field.value(), slot)) return false;
    }
    return true;
}

bool Walk::walk_child(Json value, const NodeKey& key) {
    json_type type{};
    if (const auto code = value.type().get(type)) return fail(code);
    const auto child = static_cast<std::size_t>(key.child);
    if (type == json_type::object && !key.each) return walk_object(value.get_object(), child);
    if (type != json_type::array || !key.each) {
        ++unknown_keys_;
        return true;
    }
    simdjson::ondemand::array list;
    if (const auto code = value.get_array().get(list)) return fail(code);
    for (auto each : list) {
        simdjson::ondemand::object object;
        if (const auto code = each.get_object().get(object)) return fail(code);
        if (instances_.size() >= max_items) return fail(ErrorCode::too_long, nullptr, key.name);
        if (!walk_object(object, child)) return false;
    }
    return true;
}

bool Walk::read_key(simdjson::ondemand::field& field, std::string_view& key) {
    Slot slot;
    const bool good = read_text(field.key().raw(), slot);
    key = slot.text;
    return good;
}

bool Walk::put(Json value, Slot& slot) {
    json_type type{};
    if (const auto code = value.type().get(type)) return fail(code);
    slot.kind = to_kind(type);
    if (type == json_type::string) {
        simdjson::ondemand::raw_json_string raw;
        if (const auto code = value.get_raw_json_string().get(raw)) return fail(code);
        return read_text(raw.raw(), slot);
    }
    if (type == json_type::array) {
        simdjson::ondemand::array list;
        if (const auto code = value.get_array().get(list)) return fail(code);
        return put_list(list, slot);
    }
    if (type == json_type::object) return true;
    slot.text = without_blanks(value.raw_json_token());
    slot.at = static_cast<std::uint32_t>(slot.text.data() - text_.data());
    // simdjson looks at the first letter only.
    return is_json_scalar(slot.text) || fail(ErrorCode::bad_syntax, slot.text.data());
}

// Stands on the first letter; the closing quote is there, simdjson has seen it.
bool Walk::read_text(const char* raw, Slot& slot) {
    const char* end = raw;
    const char* const behind = text_.data() + text_.size();
    while (*(end = skip_plain_ascii(end, behind)) != '"' && *end != '\\') ++end;
    slot.at = static_cast<std::uint32_t>(raw - text_.data());
    slot.text = {raw, static_cast<std::size_t>(end - raw)};
    return *end == '"' || unescape(raw, end, slot);
}

bool Walk::unescape(const char* raw, const char* end, Slot& slot) {
    while (*end != '"') end += *end == '\\' ? 2 : 1;
    const auto size = static_cast<std::size_t>(end - raw);
    const std::size_t from = unescaped_.size();
    unescaped_.resize(from + size);
    const auto text = unescape_json({raw, size}, std::span(unescaped_.data() + from, size));
    if (!text) return fail(text.error().code, raw + text.error().at);
    unescaped_.resize(from + text->size());
    slot.text = *text;
    return true;
}

bool Walk::put_list(simdjson::ondemand::array list, Slot& slot) {
    slot.first_item = static_cast<std::uint32_t>(items_.size());
    std::uint32_t number = 0;
    for (auto each : list) {
        Json value;
        if (const auto code = each.get(value)) return fail(code);
        if (!put_item(value, number++)) return false;
    }
    slot.items = static_cast<std::uint32_t>(items_.size()) - slot.first_item;
    return true;
}

bool Walk::put_item(Json value, std::uint32_t number) {
    if (items_.size() >= max_items) return fail(ErrorCode::too_long, nullptr);
    json_type type{};
    if (const auto code = value.type().get(type)) return fail(code);
    if (type == json_type::array) return true;
    if (type != json_type::object) {
        items_.push_back({{}, number, {}});
        return put(value, items_.back().value);
    }
    simdjson::ondemand::object object;
    if (const auto code = value.get_object().get(object)) return fail(code);
    for (auto each : object) {
        simdjson::ondemand::field field;
        if (const auto code = std::move(each).get(field)) return fail(code);
        if (!put_member(field, number)) return false;
    }
    return true;
}

// A member of an object in a list; what is no plain value is passed over.
bool Walk::put_member(simdjson::ondemand::field& field, std::uint32_t number) {
    ListItem item{.key = {}, .object = number, .value = {}};
    if (!read_key(field, item.key)) return false;
    json_type type{};
    if (const auto code = field.value().type().get(type)) return fail(code);
    if (type == json_type::array || type == json_type::object) return true;
    if (items_.size() >= max_items) return fail(ErrorCode::too_long, nullptr);
    if (!put(field.value(), item.value)) return false;
    items_.push_back(item);
    return true;
}

bool Walk::fail(ErrorCode code, const char* where, std::string_view field) {
    const std::size_t at = where == nullptr ? 0 : static_cast<std::size_t>(where - text_.data());
    if (!error_) error_ = FieldError{{code, at}, field, {}};
    return false;
}

bool Walk::fail(simdjson::error_code code) {
    const std::size_t size = text_.size();
    const std::size_t bad = first_bad_utf8(text_);
    if (bad != size) return fail(ErrorCode::bad_encoding, text_.data() + bad);
    const char* where = nullptr;
    // A document that could not be begun has no place; the tree is still that of the one before.
    if (!begun_ || tree_.current_location().get(where) != simdjson::SUCCESS) where = nullptr;
    const bool outside = where == nullptr || where > text_.data() + size;
    const bool cut_off = code == simdjson::INCOMPLETE_ARRAY_OR_OBJECT ||
                         code == simdjson::UNCLOSED_STRING || code == simdjson::EMPTY;
    if (cut_off || outside) where = text_.data() + (cut_off ? size : 0);
    return fail(cut_off ? ErrorCode::truncated : ErrorCode::bad_syntax, where);
}

}  // namespace hoistway::platform
