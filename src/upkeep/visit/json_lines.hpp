// SPDX-License-Identifier: Apache-2.0
//
// Records as lines of JSON: each line a tree, each slip noted with its line and its field.
//
//     JsonLines lines(text, "records.jsonl");
//     while (lines.next()) {
//         const std::string id = lines.text_of(lines.object(), "", "id");
//         if (lines.good()) ...   // nothing of this line was refused
//     }

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "../../model/json_document.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/model/signals.hpp"
#include "hoistway/upkeep/business_json.hpp"

namespace hoistway {

class JsonLines {
 public:
    JsonLines(std::string_view text, std::string_view source) : text_(text), source_(source) {}

    // The next line that holds an object; empty lines are skipped, others refused.
    bool next();
    const Json& object() const noexcept { return object_; }
    std::uint64_t line() const noexcept { return line_; }
    bool good() const noexcept { return refusals_.size() == refused_before_; }
    std::vector<Refusal> take_refusals() noexcept { return std::move(refusals_); }

    // What is missing reads as empty; what is there and cannot be is refused and reads as empty.
    std::string text_of(const Json& object, const std::string& here, const char* key);
    std::optional<Time> time_of(const Json& object, const std::string& here, const char* key);
    std::optional<double> number_of(const Json& object, const std::string& here, const char* key,
                                    double first, double last);
    LiftIndex lift_of(const Json& object, const std::string& here, const char* key,
                      const LiftFinder& find);
    template <Worded E>
    std::optional<E> word_of(const Json& object, const std::string& here, const char* key) {
        const std::string word = text_of(object, here, key);
        if (word.empty()) return std::nullopt;
        const auto value = from_text<E>(word);
        if (!value) refuse(ErrorCode::bad_value, here + key, object.at(key));
        return value;
    }

    // Missing and null are the same.
    static const Json* find(const Json& object, const char* key);
    void need(bool there, const std::string& field);
    void refuse(ErrorCode code, const std::string& field, const Json& found);

 private:
    std::string_view text_;
    std::string source_;
    Json object_;
    std::uint64_t line_ = 0;
    std::vector<Refusal> refusals_;
    std::size_t refused_before_ = 0;
};

}  // namespace hoistway
