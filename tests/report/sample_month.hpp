// SPDX-License-Identifier: Apache-2.0
//
// A made-up month of a made-up city, large enough to look at: 300 lifts, everything in it.
//
//     const SampleMonth sample(300);
//     build_month(sample.input);

#pragma once

#include <random>
#include <string>
#include <vector>

#include "hoistway/core/time_text.hpp"
#include "hoistway/report/month.hpp"

namespace hoistway::test {

struct SampleMonth {
    std::vector<Lift> lifts;
    MonthInput input;

    explicit SampleMonth(std::size_t count) {
        input.month = std::chrono::year{2026} / 3;
        for (std::size_t i = 0; i < count; ++i) add_lift(i);
        input.lifts = lifts;
        add_days();
        add_gaps();
        add_episodes();
        add_due();
        add_sources();
        input.simulated = true;
    }
    SampleMonth(const SampleMonth&) = delete;
    SampleMonth& operator=(const SampleMonth&) = delete;

 private:
    Time at(std::size_t hours) const {
        return month_span(input.month).from + std::chrono::hours{hours};
    }
    LiftIndex any_lift() { return static_cast<LiftIndex>(random_() % lifts.size()); }

    void add_lift(std::size_t i) {
        const std::string n = std::to_string(i + 1);
        std::string tail = std::to_string(10000 + i).substr(1);
        Lift lift;
        lift.key = "SJZ-" + tail;
        lift.equipment_code = "3110130100202603" + tail;
        lift.certificate = "梯11冀A0" + tail + "(26)";
        lift.division = "13010" + std::to_string(2 + i % 4);
        lift.address = "示范路" + n + "号示范小区" + std::to_string(i % 12 + 1) + "号楼1单元";
        lift.use_unit = "示范物业服务有限公司第" + std::to_string(i % 9 + 1) + "分公司";
        lift.maintenance_unit = "示例电梯维保" + std::to_string(i % 6 + 1) + "公司";
        for (int floor = 1; floor <= 18; ++floor) lift.floors.push_back({std::to_string(floor), 0});
        if (i == 3) lift.address = "<script>alert(1)</script>, \"引号\"\n换行";
        if (i == 4) lift.use_unit = "=HYPERLINK(\"http://example.invalid\")";
        lifts.push_back(lift);
        LiftMonth month{.runs = 3000 + random_() % 12000,
                        .online = std::chrono::hours{744} - std::chrono::minutes{random_() % 900},
                        .observed = std::chrono::hours{744},
                        .heard = true};
        if (i % 97 == 5) month = {.observed = std::chrono::hours{744}};
        input.by_lift.push_back(month);
    }

    void add_days() {
        for (std::size_t day = 0; day < 31; ++day) {
            DayMonth one{.runs = 0,
                         .online = std::chrono::hours{7200 - random_() % 200},
                         .observed = std::chrono::hours{7200}};
            for (std::size_t hour = 0; hour < 24; ++hour) {
                const std::uint64_t rush = hour == 8 || hour == 18 ? 9000 : hour > 6 ? 4000 : 200;
                one.runs_by_hour[hour] = rush + random_() % 900;
                *one.runs += one.runs_by_hour[hour];
            }
            if (day == 11) one = {};
            input.by_day.push_back(one);
        }
    }

    void add_gaps() {
        for (std::size_t i = 0; i < lifts.size() / 12; ++i) {
            const std::size_t from = random_() % 700, hours = 1 + random_() % 40;
            MonthGap gap{.gap = {.lift = any_lift(), .span = {at(from), at(from + hours)}}};
            gap.open = from + hours >= 744;
            input.gaps.push_back(gap);
        }
    }

    void add_episodes() {
        for (std::size_t i = 0; i < lifts.size() / 2; ++i) {
            MonthEpisode episode{
                .kind = static_cast<EventKind>(random_() % ruled_kinds),
                .lift = any_lift(),
                .raised = at(random_() % 744) + std::chrono::seconds{random_() % 3000},
                .floor = static_cast<std::int16_t>(1 + random_() % 18)};
            episode.by_button = random_() % 3 == 0;
            if (episode.kind == EventKind::native) {
                episode.native.dialect.assign("gbt24476-2017");
                episode.native.code.assign("0" + std::to_string(1 + random_() % 3));
            }
            if (random_() % 20 != 0) {
                episode.cleared = episode.raised + std::chrono::seconds{300 + random_() % 2400};
            }
            if (episode.kind == EventKind::entrapment) {
                episode.evidence = "presence=true, door=closed, held_s=90";
            }
            input.episodes.push_back(episode);
        }
    }

    void add_due() {
        for (std::size_t i = 0; i < lifts.size() / 4; ++i) {
            const auto day = std::chrono::day{1 + static_cast<unsigned>(random_() % 31)};
            input.due.push_back(
                {.lift = any_lift(),
                 .policy = "shijiazhuang-2025",
                 .clause = "附件1 表1 第1项",
                 .trigger = Trigger::runs,
                 .value = 15000,
                 .limit = 15000,
                 .since = input.month / 1,
                 .due = input.month / day,
                 .sentence = "自上次维保以来已运行 15000 次，达到 15000 次的限值，应当维保。"});
        }
    }

    void add_sources() {
        input.input = {.observations = 18234567,
                       .refused = 42,
                       .refused_by_cause = {{ErrorCode::bad_syntax, 40}, {ErrorCode::late, 2}}};
        input.shortfalls = {{"entrapment@1", 6, "presence"},
                            {"stopped_off_level@1", 12, "door_zone"}};
        input.provenance = {.policies = {{"shijiazhuang-2025", "2025-11-27", "sha256:0f3a…"}},
                            .rules = {"entrapment@1", "door_blocked@1", "power_loss@1"},
                            .program = "hoistway 0.1.0",
                            .data = month_span(input.month)};
    }

    std::mt19937_64 random_{20260301};
};

}  // namespace hoistway::test
