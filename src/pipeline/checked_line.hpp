// SPDX-License-Identifier: Apache-2.0
//
// Lines of JSON, one a lift, each of which ends with a check sum over the rest of it; and bytes in
// them.

#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../model/json_document.hpp"
#include "hoistway/core/base64.hpp"
#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/core/result.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/refusal.hpp"

namespace hoistway::detail {

inline constexpr std::string_view check_key = R"(,"check":")";

// Ends the line that has begun there: the check sum, the brace, the end of the line.
inline void end_checked_line(std::string& out, std::size_t begin) {
    const std::uint64_t sum = FnvHash{}.add(std::string_view(out).substr(begin)).value();
    fmt::format_to(std::back_inserter(out), "{}{:016x}\"}}\n", check_key, sum);
}

// What stands in the line; discarded where the check sum is not there or does not fit. Keys that
// stand twice are not looked for: the check sum says who has written the line.
inline std::optional<Json> read_checked_line(std::string_view line) {
    const std::size_t at = line.rfind(check_key);
    if (at == std::string_view::npos) return std::nullopt;
    std::string body(line.substr(0, at));
    std::string whole = body;
    end_checked_line(whole, 0);
    whole.pop_back();
    if (line != whole) return std::nullopt;
    return Json::parse(body += '}', nullptr, false);
}

inline void append_bytes(std::string& out, std::span<const std::byte> bytes) {
    out += '"';
    append_base64(out, {reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
    out += '"';
}

inline std::optional<std::vector<std::byte>> read_bytes(const std::string& text) {
    std::vector<std::uint8_t> bytes(text.size());
    const Result<std::size_t> length = decode_base64(text, bytes);
    if (!length) return std::nullopt;
    const auto* const begin = reinterpret_cast<const std::byte*>(bytes.data());
    return std::vector<std::byte>(begin, begin + *length);
}

// A log of such lines, one a lift, into a File of `lifts`, `refusals` and `others`. `read(json,
// bad)` gives what a line says, or names the key that is not as it has to be; `replaces(kept,
// before)` says whether it stands for the line of the same lift before it.
template <class File, class Read, class Replaces>
class LiftLines {
    using Kept = typename decltype(File::lifts)::value_type;

 public:
    LiftLines(std::string_view source, const std::function<LiftIndex(std::string_view)>& find,
              Read read, Replaces replaces)
        : source_(source), find_(find), read_(read), replaces_(replaces) {}

    File read_all(std::string_view text) {
        for (std::uint64_t number = 1; !text.empty(); ++number) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            if (end > 0) take(text.substr(0, end), number);
            text.remove_prefix(std::min(end + 1, text.size()));
        }
        for (auto& [lift, kept] : newest_) file_.lifts.push_back(std::move(kept));
        return std::move(file_);
    }

 private:
    void take(std::string_view line, std::uint64_t number) {
        const auto refuse = [&](ErrorCode code, const std::string& field) {
            file_.refusals.push_back({.source = source_,
                                      .line = number,
                                      .code = code,
                                      .field = field,
                                      .found = shown(line)});
        };
        const std::optional<Json> json = read_checked_line(line);
        if (!json) return refuse(ErrorCode::bad_checksum, "check");
        const auto key = json->is_object() ? json->find("lift") : json->end();
        if (key == json->end() || !key->is_string()) return refuse(ErrorCode::bad_syntax, "lift");
        std::string bad;
        Kept kept = read_(*json, bad);
        if (!bad.empty()) return refuse(ErrorCode::bad_value, bad);
        kept.lift = find_(key->get_ref<const std::string&>());
        if (kept.lift != no_lift) return keep(std::move(kept));
        file_.others.append(line).append("\n");
        refuse(ErrorCode::unknown_lift, "lift");
    }

    void keep(Kept kept) {
        const auto [at, fresh] = newest_.try_emplace(kept.lift, kept);
        if (!fresh && replaces_(kept, at->second)) at->second = std::move(kept);
    }

    std::string source_;
    const std::function<LiftIndex(std::string_view)>& find_;
    Read read_;
    Replaces replaces_;
    std::map<LiftIndex, Kept> newest_;
    File file_;
};

template <class File, class Read, class Replaces>
File read_lift_lines(std::string_view text, std::string_view source,
                     const std::function<LiftIndex(std::string_view)>& find, Read read,
                     Replaces replaces) {
    return LiftLines<File, Read, Replaces>(source, find, read, replaces).read_all(text);
}

}  // namespace hoistway::detail
