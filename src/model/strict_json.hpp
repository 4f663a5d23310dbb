// SPDX-License-Identifier: Apache-2.0
//
// What every strict reader of a set-up file shares: values taken out of a JSON tree by key, each
// slip noted with its JSON pointer, and all of them told at the end.
//
//     class PolicyReader : StrictJson {
//         ... text_of("", tree, "source") ... if (!refusals().empty()) return take_refusals();
//
// A value that was refused reads as empty, so that the rest of the file is still checked.

#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/model/language.hpp"
#include "json_document.hpp"

namespace hoistway {

class StrictJson {
 protected:
    explicit StrictJson(std::string_view source) : source_(source) {}

    // False where it is no object; each key that is not in the list is refused.
    bool only_keys(const std::string& pointer, const Json& json,
                   std::initializer_list<std::string_view> known);
    // Null, and a refusal, where it is missing.
    const Json& part(const std::string& pointer, const Json& json, const char* key);
    std::string text_of(const std::string& pointer, const Json& json, const char* key);
    // Small letters, digits and hyphens, as in the name of a file.
    std::string id_of(const Json& json);
    Text phrase_of(const std::string& pointer, const Json& json, const char* key);
    // Whole, from 1 to `last`; 0 where it was refused.
    int whole_of(const std::string& here, const Json& value, int last);

    void refuse_at(const std::string& pointer, ErrorCode code, const Json& found);
    std::vector<Refusal>& refusals() noexcept { return refusals_; }
    std::string_view source() const noexcept { return source_; }

 private:
    std::string source_;
    std::vector<Refusal> refusals_;
};

}  // namespace hoistway
