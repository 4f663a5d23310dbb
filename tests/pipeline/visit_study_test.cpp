// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/visit_study.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "hoistway/core/time_text.hpp"

using namespace hoistway;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Tree = nlohmann::ordered_json;

static const Time nine = *parse_time("2026-03-02T09:00:00+08:00");

static std::vector<Lift> two_lifts() {
    std::vector<Lift> lifts{{.key = "A-1", .installed = *parse_date("2015-01-01")},
                            {.key = "B-1", .kind = "hydraulic_passenger"}};
    for (Lift& lift : lifts) {
        for (int i = 0; i < 6; ++i) lift.floors.push_back({.label = "", .height = 3.0 * i});
    }
    return lifts;
}

static SiteVisit half_monthly(LiftIndex lift, std::string id, Time begun) {
    SiteVisit visit{.id = std::move(id),
                    .lift = lift,
                    .kind = VisitKind::half_month,
                    .worker = "w-1",
                    .company = "乙电梯",
                    .time = begun,
                    .begun = begun,
                    .ended = begun + minutes{30}};
    visit.scans = {{.time = begun + minutes{1}, .place = ScanPlace::car, .lift = lift},
                   {.time = begun + minutes{5}, .place = ScanPlace::pit, .lift = lift},
                   {.time = begun + minutes{15}, .place = ScanPlace::machine_room, .lift = lift}};
    for (int i = 1; i <= 31; ++i)
        visit.items.push_back({"A-1-" + std::to_string(i), ItemVerdict::ok});
    return visit;
}

// The lift says its mode each minute; in inspection mode from minute 2 to 20 of a true visit.
static std::vector<Observation> hour_of(LiftIndex lift, Time from, bool true_visit) {
    std::vector<Observation> log;
    for (int i = 0; i < 60; ++i) {
        Observation seen{.time = from + minutes{i}, .lift = lift, .floor = 1};
        const bool inspected = true_visit && i >= 2 && i < 20;
        seen.mode = inspected ? Mode::inspection : Mode::normal;
        seen.motion = i % 2 == 0 ? Motion::stopped : Motion::running;
        log.push_back(seen);
    }
    return log;
}

TEST_CASE("a visit that took place is proven, one that was only recorded is not") {
    const std::vector<Lift> lifts = two_lifts();
    const Time later = nine + hours{24};
    VisitStudy study(lifts, {half_monthly(0, "true", nine), half_monthly(0, "fake", later)});
    study.process(hour_of(0, nine, true));
    study.process(hour_of(0, later, false));
    const std::vector<PresenceVerdict> verdicts = study.verdicts();
    CHECK(verdicts[0].presence == Presence::proven);
    CHECK(verdicts[1].presence == Presence::doubtful);
    REQUIRE(verdicts[1].reasons.size() == 2);
    CHECK(verdicts[1].reasons[0].doubt == PresenceDoubt::no_inspection_mode);
    CHECK(verdicts[1].reasons[0].about == "15");  // runs meanwhile: people were carried
    CHECK(verdicts[1].reasons[1].doubt == PresenceDoubt::no_second_witness);
}

TEST_CASE("a worker at two far lifts at once is refuted in both verdicts") {
    const std::vector<Lift> lifts = two_lifts();
    VisitStudy study(lifts, {half_monthly(0, "a", nine), half_monthly(1, "b", nine)},
                     {.places = {GeoPoint{38.05, 114.48}, GeoPoint{38.15, 114.48}}});
    for (const PresenceVerdict& verdict : study.verdicts()) {
        CHECK(verdict.presence == Presence::refuted);
        CHECK(verdict.reasons.back().doubt == PresenceDoubt::impossible_travel);
    }
    const std::string log = to_verdict_log(study, Language::zh);
    CHECK(std::count(log.begin(), log.end(), '\n') == 2);
    const Tree first = Tree::parse(log.substr(0, log.find('\n')));
    CHECK(first["lift"] == "A-1");
    CHECK(first["verdict"] == "refuted");
}

TEST_CASE("each lift is judged by the list of its own annex") {
    const std::vector<Lift> lifts = two_lifts();
    VisitStudy study(lifts, {half_monthly(0, "a", nine), half_monthly(1, "b", nine + hours{9})});
    const auto verdicts = study.verdicts();
    // 31 answers are all of annex A's half-monthly list, and more than the 30 of annex B.
    for (const PresenceVerdict& verdict : verdicts) {
        REQUIRE(verdict.reasons.size() == 1);
        CHECK(verdict.reasons[0].doubt == PresenceDoubt::no_second_witness);
    }
}

// Fifty runs a side from landing 1 to 4, the vibration halved by the visit.
TEST_CASE("a visit after which the lift shakes less was of use") {
    const std::vector<Lift> lifts = two_lifts();
    VisitStudy study(lifts, {half_monthly(0, "a", nine)});
    for (int i = -50; i < 50; ++i) {
        const Time time = nine + hours{1 + i * 2};
        std::vector<Observation> run(3, Observation{.time = time, .lift = 0, .floor = 1});
        run[0].motion = run[2].motion = Motion::stopped;
        run[1].motion = Motion::running;
        run[1].time += seconds{2};
        run[1].vibration = (i < 0 ? 0.2F : 0.1F) + 0.001F * static_cast<float>((i + 50) % 7);
        run[2].time += seconds{12};
        run[2].floor = 4;
        study.process(run);
    }
    const VisitEffect effect = study.effects({}).front();
    CHECK(effect.change == EffectChange::better);
    CHECK(effect.figures[0].mean_before == doctest::Approx(0.203).epsilon(0.01));
    CHECK(effect.figures[0].mean_after == doctest::Approx(0.103).epsilon(0.01));
    const Tree line = Tree::parse(to_effect_log(study, {}, Language::en));
    CHECK(line["change"] == "better");
    CHECK(line["figures"][0]["p"].get<double>() < 0.001);
}

TEST_CASE("a comparison reaches from the visit before to the visit after, of the same lift") {
    const std::vector<Lift> lifts = two_lifts();
    SiteVisit bare{.id = "bare", .lift = 0, .time = nine + hours{30}};  // no begin, no end
    VisitStudy study(
        lifts,
        {half_monthly(0, "b", nine), bare, half_monthly(1, "x", nine + hours{2}),
         half_monthly(0, "a", nine - hours{20}), half_monthly(0, "beside", nine + minutes{10})});
    const auto effects = study.effects({});
    CHECK(effects[0].before.from == nine - hours{20} + minutes{30});
    CHECK(effects[0].after.to == nine + hours{30});
    CHECK(effects[1].before.from == nine + minutes{40});
    CHECK(effects[1].after.to == bare.time + hours{24 * 14});
    CHECK(effects[2].before.from == nine + hours{2} - hours{24 * 14});
    CHECK(effects[3].after.to == nine);
}

TEST_CASE("alarms become orders, steps are taken in time, and what is late is told") {
    const std::vector<Lift> lifts = two_lifts();
    const auto find = [](std::string_view name) { return name == "A-1" ? LiftIndex{0} : no_lift; };
    const OrderFile file = read_orders(
        R"({"order":"A-1/entrapment/2026-03-02T01:00:00Z","time":"2026-03-02T01:02:00Z",)"
        R"("action":"assign","by":"d","to":"w-1","reason":"on duty"})"
        "\n"
        R"({"lift":"A-1","kind":"entrapment","phase":"raised","severity":"critical",)"
        R"("time":"2026-03-02T01:00:00Z"})"
        "\n"
        R"({"lift":"A-1","kind":"entrapment","phase":"raised","severity":"critical",)"
        R"("time":"2026-03-02T01:01:00Z"})"
        "\n"
        R"({"order":"A-1/entrapment/2026-03-02T01:00:00Z","time":"2026-03-02T01:03:00Z",)"
        R"("action":"finish","by":"w-1","reason":"done"})"
        "\n"
        R"({"order":"nobody's","time":"2026-03-02T01:04:00Z","action":"accept","reason":"r"})",
        "orders", find);
    const OrderLog log =
        to_order_log(file, lifts, default_visit_rules(), *parse_time("2026-03-02T01:06:00Z"));
    CHECK(log.orders == 1);
    CHECK(log.overdue == 1);
    CHECK(log.known == 1);
    REQUIRE(log.refusals.size() == 2);
    CHECK(log.refusals[0].source == "orders");
    CHECK(log.refusals[0].line == 4);
    CHECK(log.refusals[0].found.find("not_allowed") != std::string::npos);
    CHECK(log.refusals[1].found.find("unknown_order") != std::string::npos);
    const Tree order = Tree::parse(log.text);
    CHECK(order["state"] == "overdue");
    CHECK(order["stage"] == "assigned");
    CHECK(order["lift"] == "A-1");
    CHECK(order["steps"].size() == 2);
}

TEST_CASE("what lies after the day asked for has not happened yet") {
    const std::vector<Lift> lifts = two_lifts();
    OrderFile file;
    file.causes = {{.id = "a", .lift = 0, .kind = OrderKind::fault, .at = nine},
                   {.id = "b", .lift = 1, .kind = OrderKind::fault, .at = nine + hours{1}}};
    const VisitRules rules = default_visit_rules();
    CHECK(to_order_log(file, lifts, rules, nine).orders == 1);
    CHECK(to_order_log(file, lifts, rules, nine).overdue == 0);
    CHECK(to_order_log(file, lifts, rules, Time::max()).orders == 2);
    CHECK(to_order_log(file, lifts, rules, Time::max()).overdue == 0);
}

TEST_CASE("a checklist is a line an item, or one line that says that only the numbers are known") {
    const std::string list =
        to_checklist_log(EquipmentClass::traction, VisitKind::quarter, Language::zh);
    CHECK(std::count(list.begin(), list.end(), '\n') == 44);
    const Tree numbers =
        Tree::parse(to_checklist_log(EquipmentClass::hydraulic, VisitKind::year, Language::zh));
    CHECK(numbers["items"] == 66);
    CHECK(numbers["note"].get<std::string>().find("not invented") != std::string::npos);
}

TEST_CASE("a company's grade comes of the verdicts on its visits") {
    const std::string lines =
        "{\"company\":\"a\",\"verdict\":\"proven\"}\n{\"company\":\"a\",\"change\":\"better\"}\n"
        "{\"company\":\"b\",\"verdict\":\"refuted\"}\n{\"company\":\"b\",\"change\":\"worse\"}\n";
    const std::string log =
        to_grade_log(read_companies(lines, "c"), default_visit_rules(), Language::en);
    const std::size_t end = log.find('\n');
    CHECK(Tree::parse(log.substr(0, end))["grade"] == "A");
    CHECK(Tree::parse(log.substr(end + 1))["grade"] == "D");
    CHECK(Tree::parse(log.substr(end + 1))["score"] == 0);
}
