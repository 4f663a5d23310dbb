// SPDX-License-Identifier: Apache-2.0
//
// Records around a lift under arbitrary lines: visits, places, orders, figures of companies,
// business records. The first byte chooses the reader; what is read is judged and written, and all
// that is refused names its line.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/pipeline/visit_study.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"

using namespace hoistway;

namespace {

const std::vector<Lift> lifts{Lift{.key = "A"}, Lift{.key = "B"}};

LiftIndex find(std::string_view key) {
    return key == "A" ? LiftIndex{0} : key == "B" ? LiftIndex{1} : no_lift;
}

void check(const std::vector<Refusal>& refusals) {
    for (const Refusal& refusal : refusals) {
        if (refusal.line == 0 || to_text(refusal).empty()) std::abort();
    }
}

void check_visits(std::string_view text) {
    VisitFile file = read_visits(text, "visits", find);
    check(file.refusals);
    VisitStudy study(lifts, std::move(file.visits), {});
    (void)to_verdict_log(study, Language::zh);
}

void check_orders(std::string_view text, const VisitRules& rules) {
    const OrderFile file = read_orders(text, "orders", find);
    check(file.refusals);
    (void)to_order_log(file, lifts, rules, Time::max());
}

void check_companies(std::string_view text, const VisitRules& rules) {
    const CompanyFile file = read_companies(text, "companies");
    check(file.refusals);
    (void)to_grade_log(file, rules, Language::en);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static const VisitRules rules = default_visit_rules();
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 5) {
        case 0:
            check_visits(text);
            break;
        case 1:
            check_orders(text, rules);
            break;
        case 2:
            check_companies(text, rules);
            break;
        case 3:
            check(read_places(text, "places", find).refusals);
            break;
        default:
            check(read_business(text, "records", find).refusals);
    }
    return 0;
}
