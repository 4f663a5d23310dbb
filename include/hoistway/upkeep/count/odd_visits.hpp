// SPDX-License-Identifier: Apache-2.0
//
// Visits that cannot be, told before anything is counted from them: one before the lift existed,
// and a second one of a lift at the very same time. And false alarms of nothing, told afterwards.
//
//     const SortedVisits sorted = sort_out(visits_of(file.records), lifts);
//     for (const Visit& visit : sorted.good) analysis.add(visit);
//     for (const OddVisit& odd : sorted.odd) sentence_of(odd, lifts).zh;
//     for (const FalseAlarm& alarm : analysis.unheard_alarms()) sentence_of(alarm, lifts).zh;
//
// An odd visit sets back no count and begins no interval; nothing of it is mended here. Visits with
// a beginning and an end that overlap, and workers at two lifts at once: visit/conflicts.hpp.
// Days turn at +08:00. What is given back is in order of time; n log n.

#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/facts.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/lift.hpp"

namespace hoistway {

enum class VisitOddity : std::uint8_t { before_installation, two_visits_at_once };

template <>
struct Words<VisitOddity> {
    static constexpr std::array<std::string_view, 2> list{"before_installation",
                                                          "two_visits_at_once"};
};

struct OddVisit {
    Visit visit;
    VisitOddity why{};
};

struct SortedVisits {
    std::vector<Visit> good;
    std::vector<OddVisit> odd;
};

inline SortedVisits sort_out(std::vector<Visit> visits, std::span<const Lift> lifts) {
    std::stable_sort(visits.begin(), visits.end(),
                     [](const Visit& a, const Visit& b) { return a.time < b.time; });
    SortedVisits out;
    std::vector<Time> last(lifts.size(), never);
    for (const Visit& visit : visits) {
        if (visit.lift >= lifts.size()) continue;
        const auto& installed = lifts[visit.lift].installed;
        if (installed && date_of(visit.time) < *installed) {
            out.odd.push_back({visit, VisitOddity::before_installation});
        } else if (last[visit.lift] == visit.time) {
            out.odd.push_back({visit, VisitOddity::two_visits_at_once});
        } else {
            last[visit.lift] = visit.time;
            out.good.push_back(visit);
        }
    }
    return out;
}

inline Text sentence_of(const OddVisit& odd, std::span<const Lift> lifts) {
    const Lift& lift = lifts[odd.visit.lift];
    const std::string time = format_time(odd.visit.time);
    const Text begin{"电梯" + lift.key + "：" + time + "的维保记录",
                     "Lift " + lift.key + ": the visit of " + time};
    if (odd.why == VisitOddity::before_installation) {
        const std::string day = lift.installed ? format_date(*lift.installed) : std::string();
        return {begin.zh + "早于安装日期" + day + "，不予采用，请核对。",
                begin.en + " is before the lift was installed, " + day +
                    ": not used; check the day of either."};
    }
    return {begin.zh + "与另一条记录时间相同，不重复计算，请核对。",
            begin.en + " stands there twice: the second is not used; keep one of the two."};
}

// Of one that names an entrapment nobody raised.
inline Text sentence_of(const FalseAlarm& alarm, std::span<const Lift> lifts) {
    const std::string &key = lifts[alarm.lift].key, time = format_time(alarm.event);
    return {"电梯" + key + "：没有" + time + "发生的困人报警，误报分类未采用，请核对。",
            "Lift " + key + ": no entrapment was raised at " + time +
                ": the false alarm is not used; take the time from the event log."};
}

}  // namespace hoistway
