// SPDX-License-Identifier: Apache-2.0
#include "json_document.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "hoistway/core/utf8.hpp"

namespace hoistway {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Watches the keys go by and keeps the first that stands twice in its object.
class KeyWatch {
 public:
    bool operator()(int, Json::parse_event_t event, Json& value) {
        if (event == Json::parse_event_t::object_start) open_.emplace_back();
        if (event == Json::parse_event_t::object_end) open_.pop_back();
        if (event == Json::parse_event_t::key) {
            const auto& key = value.get_ref<const std::string&>();
            if (!open_.back().insert(key).second && twice_.empty()) twice_ = key;
        }
        return true;
    }

    const std::string& twice() const noexcept { return twice_; }

 private:
    std::vector<std::set<std::string>> open_;
    std::string twice_;
};

}  // namespace

Refusal refusal_at(std::string_view text, std::string_view source, Error error) {
    const std::string_view before = text.substr(0, error.at);
    const std::size_t line_start = before.rfind('\n') + 1;  // 0 where there is none
    return {.source = std::string(source),
            .line = 1 + static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')),
            .column = before.size() - line_start + 1,
            .code = error.code,
            .field = {},
            .found = shown(text.substr(before.size(), 20))};
}

Result<Json, Refusal> parse_json(std::string_view text, std::string_view source) {
    if (const std::size_t at = first_bad_utf8(text); at != text.size()) {
        return refusal_at(text, source, {ErrorCode::bad_encoding, at});
    }
    const std::size_t skipped = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    const std::string_view body = text.substr(skipped);
    KeyWatch keys;
    try {
        Json tree = Json::parse(body.begin(), body.end(), std::ref(keys));
        if (keys.twice().empty()) return tree;
    } catch (const Json::parse_error& error) {
        const std::size_t at = skipped + (error.byte > 0 ? error.byte - 1 : 0);
        const ErrorCode code = at < text.size() ? ErrorCode::bad_syntax : ErrorCode::truncated;
        return refusal_at(text, source, {code, std::min(at, text.size())});
    } catch (const Json::exception&) {  // a number that no double can hold
        return Refusal{std::string(source), 0, 0, ErrorCode::out_of_range, {}, {}};
    }
    return Refusal{std::string(source), 0, 0, ErrorCode::duplicate, keys.twice(), {}};
}

}  // namespace hoistway
