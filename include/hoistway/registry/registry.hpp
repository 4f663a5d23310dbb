// SPDX-License-Identifier: Apache-2.0
//
// The lifts of a city in memory, found by any name they are known by.
//
//     Registry registry;
//     const auto index = registry.add(Lift{.key = "A-1", .rescue_code = "012345"});
//     registry.find("012345");   // the same lift as registry.find("A-1")
//     registry.find("nobody");   // no_lift
//
// A lift answers to its key, equipment code, registration code, certificate and rescue code. A
// name that already belongs to another lift is refused, and the lift with it: a log line must
// never mean two lifts. Indices are given out in order, from 0, and stay. Finding takes constant
// time and allocates nothing. One thread may add; any number may read once nobody adds.

#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/refusal.hpp"

namespace hoistway {

namespace detail {

// The names a lift may be called by, each with its field.
inline constexpr std::array<std::pair<std::string_view, std::string Lift::*>, 5> lift_names{{
    {"key", &Lift::key},
    {"equipment_code", &Lift::equipment_code},
    {"registration_code", &Lift::registration_code},
    {"certificate", &Lift::certificate},
    {"rescue_code", &Lift::rescue_code},
}};

}  // namespace detail

class Registry {
 public:
    // A refused lift leaves the registry as it was.
    Result<LiftIndex, Refusal> add(Lift lift) {
        if (lift.key.empty()) return refusal(ErrorCode::missing, "key", "");
        for (const auto& [field, name] : detail::lift_names) {
            const std::string& text = lift.*name;
            if (!text.empty() && index_.contains(text)) {
                return refusal(ErrorCode::duplicate, field, text);
            }
        }
        const auto index = static_cast<LiftIndex>(lifts_.size());
        for (const auto& [field, name] : detail::lift_names) {
            if (!(lift.*name).empty()) index_.emplace(lift.*name, index);
        }
        lifts_.push_back(std::move(lift));
        return index;
    }

    // By any of its names, to the letter; no_lift where nobody has it.
    LiftIndex find(std::string_view name) const noexcept {
        const auto found = index_.find(name);
        return found == index_.end() ? no_lift : found->second;
    }

    std::size_t size() const noexcept { return lifts_.size(); }
    const Lift& operator[](LiftIndex index) const noexcept { return lifts_[index]; }
    std::span<const Lift> lifts() const noexcept { return lifts_; }

 private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>{}(text);
        }
    };

    static Refusal refusal(ErrorCode code, std::string_view field, std::string_view found) {
        return {
            .source = "registry", .code = code, .field = std::string(field), .found = shown(found)};
    }

    std::vector<Lift> lifts_;
    std::unordered_map<std::string, LiftIndex, Hash, std::equal_to<>> index_;
};

}  // namespace hoistway
