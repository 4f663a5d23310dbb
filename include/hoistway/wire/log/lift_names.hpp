// SPDX-License-Identifier: Apache-2.0
//
// Lifts numbered in the order in which their keys turn up: for a log or a recording that is read
// without a registry.
//
//     LiftNames lifts;
//     lifts.place_of("A-1");   // 0, and 0 again for the same key
//     lifts.keys()[0];         // "A-1"
//
// Logarithmic in the number of lifts, constant for the key that was asked for last; allocates for
// a new key only. One thread.

#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/model/observation.hpp"

namespace hoistway {

class LiftNames {
 public:
    LiftIndex place_of(std::string_view key) {
        if (last_ < keys_.size() && keys_[last_] == key) return last_;
        const auto [at, fresh] =
            places_.try_emplace(std::string(key), static_cast<LiftIndex>(keys_.size()));
        if (fresh) keys_.push_back(at->first);
        return last_ = at->second;
    }

    const std::vector<std::string>& keys() const noexcept { return keys_; }
    // Leaves it without any.
    std::vector<std::string> take_keys() noexcept {
        places_.clear();
        last_ = 0;
        return std::exchange(keys_, {});
    }

 private:
    std::map<std::string, LiftIndex, std::less<>> places_;
    std::vector<std::string> keys_;
    LiftIndex last_ = 0;
};

}  // namespace hoistway
