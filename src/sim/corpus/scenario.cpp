// SPDX-License-Identifier: Apache-2.0
#include "hoistway/sim/scenario.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <type_traits>
#include <utility>
#include <vector>

#include "../life/life.hpp"
#include "../papers.hpp"
#include "hoistway/core/time_text.hpp"
#include "scenario_table.hpp"

namespace hoistway {
namespace {

using detail::Condition;
using detail::Paper;
using detail::Place;
using detail::ScenarioRow;
using std::chrono::hours;
using std::chrono::seconds;

constexpr std::uint64_t papers_seed = 4711;

// A box that counts as offline after 6 min has to speak so often that one lost word does not make
// it so. [default]
constexpr seconds heartbeat{60};

// So long nothing happens before it does.
constexpr hours ordinary{3};

// The lifts of the scenarios: fast and high enough for everything to come about, and used enough
// for somebody to ride soon.
struct LiftClass {
    std::string_view name;
    Place place;
    Roping roping;
};
constexpr std::array<LiftClass, 4> classes{
    {{"residential_2to1", Place::residential, Roping::two_to_one},
     {"office_2to1", Place::office, Roping::two_to_one},
     {"residential_1to1", Place::residential, Roping::one_to_one},
     {"hospital_2to1", Place::hospital, Roping::two_to_one}}};

bool fits(const Paper& paper, const LiftClass& wanted) {
    const Lift& lift = paper.lift;
    return paper.traits.place == wanted.place && lift.roping == wanted.roping &&
           lift.floors.size() >= 8 && lift.rated_speed >= 1.75 &&
           paper.traits.runs_per_day >= 150 && paper.traits.runs_per_day <= 400;
}

class Maker {
 public:
    std::vector<Scenario> make() {
        for (std::size_t row = 0; row < detail::scenario_rows.size(); ++row) {
            for (std::size_t way = 0; way < 4; ++way) add_variant(row, way);
        }
        return std::move(made_);
    }

 private:
    void add_variant(std::size_t row, std::size_t way) {
        const ScenarioRow& what = detail::scenario_rows[row];
        if (what.variants[way].empty()) return;
        int seed = 0;
        for (const Condition& condition : detail::conditions) {
            if (condition.persons && !what.person) continue;
            for (int again = 0; again < 2; ++again) {
                const std::size_t lifts = made_.size() % classes.size();
                add(row, way, condition, lifts, ++seed);
            }
        }
    }

    void add(std::size_t row, std::size_t way, const Condition& condition, std::size_t lifts,
             int seed) {
        const ScenarioRow& what = detail::scenario_rows[row];
        Scenario scenario;
        scenario.incident = detail::row_of(what.incident).name;
        scenario.variant = what.variants[way];
        scenario.condition = condition.name;
        scenario.kind = detail::kind_of(what.incident);
        scenario.name = std::string{scenario.incident} + "/" + std::string{scenario.variant} + "/" +
                        std::string{condition.name} + "/" + std::string{classes[lifts].name} +
                        "/seed_" + std::to_string(seed);
        scenario.number = static_cast<LiftIndex>(made_.size());
        scenario.seed = made_.size() + 1;
        scenario.paper = next_paper(lifts);
        scenario.place = static_cast<std::uint8_t>(row);
        scenario.way = static_cast<std::uint8_t>(way);
        scenario.lift = detail::make_paper(papers_seed, scenario.paper).lift;
        scenario.lift.key = "S-";
        detail::put_digits(scenario.lift.key, static_cast<long long>(made_.size()) + 1, 4);
        // A Monday, at an hour at which all places are busy; what lasts a day begins at midnight.
        // What is told of comes after hours of ordinary life, for no box is new on its worst day.
        scenario.start = CityOptions{}.start + hours{what.hours > 10 ? 24 : 24 + 9} - ordinary;
        scenario.lasts = ordinary + hours{what.hours};
        made_.push_back(std::move(scenario));
    }

    LiftIndex next_paper(std::size_t lifts) {
        LiftIndex& number = last_[lifts];
        do ++number;
        while (!fits(detail::make_paper(papers_seed, number), classes[lifts]));
        return number;
    }

    std::vector<Scenario> made_;
    std::array<LiftIndex, classes.size()> last_{};
};

const Condition& condition_of(const Scenario& scenario) {
    return *std::find_if(detail::conditions.begin(), detail::conditions.end(),
                         [&](const Condition& each) { return each.name == scenario.condition; });
}

}  // namespace

std::span<const Scenario> scenarios() {
    static const std::vector<Scenario> all = Maker{}.make();
    return all;
}

const Scenario* find_scenario(std::string_view name) {
    const std::span<const Scenario> all = scenarios();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Scenario& each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Totals tell(const Scenario& scenario, const CitySink& sink) {
    const ScenarioRow& row = detail::scenario_rows[scenario.place];
    const Condition& condition = condition_of(scenario);
    CityOptions options;
    options.seed = scenario.seed;
    options.start = scenario.start;
    options.disturbances = condition.disturbances;
    options.heartbeat = heartbeat;
    Paper paper = detail::make_paper(papers_seed, scenario.paper);
    const bool measured =
        detail::row_of(row.incident).full_box || scenario.incident == "sensor_frozen";
    paper.traits.full_box = measured || scenario.seed % 3 == 0;
    const auto begins = scenario.start + ordinary;
    const auto start = std::chrono::floor<seconds>(begins).time_since_epoch().count();
    const std::int64_t at = start + 1200 + static_cast<std::int64_t>(scenario.seed * 37 % 600);
    const detail::Script script{.due = {at, row.incident},
                                .variant = scenario.way,
                                .still = condition.still,
                                .seconds = std::chrono::floor<seconds>(scenario.lasts).count()};
    return detail::Life{options, paper, scenario.number, sink, script}.live();
}

CityOptions random_days(std::uint64_t seed, bool disturbed) {
    CityOptions options{.lifts = 500, .days = 20, .seed = seed, .heartbeat = heartbeat};
    options.rates = all_kinds(4000);
    options.demo_rate = 1;
    options.full_boxes = 50;
    if (disturbed) options.disturbances = {.flicker = 20, .packet_loss = 0.05, .repeats = 0.02};
    return options;
}

void StoryHash::add(const NativeFault& fault) noexcept {
    for (const char letter : fault.dialect.view()) hash_.add(static_cast<unsigned char>(letter));
    for (const char letter : fault.code.view()) hash_.add(static_cast<unsigned char>(letter));
    hash_.add(fault.cleared ? 1u : 0u);
}

void StoryHash::add(const Observation& said) noexcept {
    hash_.add(static_cast<std::uint64_t>(said.time.time_since_epoch().count()));
    hash_.add(said.lift);
    detail::for_each_field([&](const char*, auto field) {
        const auto value = said.*field;
        if constexpr (std::is_floating_point_v<std::remove_const_t<decltype(value)>>) {
            const auto single = static_cast<float>(value);
            hash_.add(std::isnan(single) ? 0x7FC00000u : std::bit_cast<std::uint32_t>(single));
        } else {
            hash_.add(static_cast<std::uint64_t>(value));
        }
    });
    add(said.fault);
}

void StoryHash::add(const Truth& truth) noexcept {
    hash_.add(truth.lift);
    hash_.add(static_cast<std::uint64_t>(truth.kind));
    hash_.add(static_cast<std::uint64_t>(truth.span.from.time_since_epoch().count()));
    hash_.add(static_cast<std::uint64_t>(truth.span.to.time_since_epoch().count()));
    hash_.add(static_cast<std::uint64_t>(truth.cause));
    add(truth.native);
}

}  // namespace hoistway
