// SPDX-License-Identifier: Apache-2.0
//
// What people did to a lift, as it stands in records.jsonl: visits, calls, inspections, complaints
// and replacements.
//
//     {"record":"visit","lift":"A-1","time":"2026-03-02T09:00:00+08:00"}
//
// No personal data: whoever acted is known by unit, never by name. Plain data.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class RecordKind : std::uint8_t { visit, call, inspection, complaint, replacement };

template <>
struct Words<RecordKind> {
    static constexpr std::array<std::string_view, 5> list{"visit", "call", "inspection",
                                                          "complaint", "replacement"};
};

struct BusinessRecord {
    RecordKind kind{};
    LiftIndex lift = no_lift;
    Time time{};
    std::string unit{};  // the unit that acted, for example the maintenance unit
    std::string note{};  // free text without personal data
};

}  // namespace hoistway
