// SPDX-License-Identifier: Apache-2.0
//
// The counter log under arbitrary lines, each with the check sum that belongs to it: what is read
// is taken up, written again, and asked what is due.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/pipeline/count/count_log.hpp"
#include "hoistway/pipeline/count/stored_due.hpp"
#include "hoistway/pipeline/plan.hpp"
#include "hoistway/upkeep/policy_json.hpp"

using namespace hoistway;

namespace {

const std::vector<Lift> lifts{Lift{.key = "A"}, Lift{.key = "B"}};

LiftIndex find(std::string_view key) {
    return key == "A" ? LiftIndex{0} : key == "B" ? LiftIndex{1} : no_lift;
}

// Without them nearly nothing would ever be read.
std::string with_check_sums(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view body = text.substr(0, end);
        char sum[17];
        std::snprintf(sum, sizeof sum, "%016llx",
                      static_cast<unsigned long long>(FnvHash{}.add(body).value()));
        out.append(body).append(",\"check\":\"").append(sum).append("\"}\n");
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

void use(const CounterFile& kept) {
    static const Policy policy = *load_policy(builtin_policy("shijiazhuang-2025")->text, "");
    CountStudy study(lifts);
    study.resume(kept.lifts, CountFeed::goes_on);
    (void)to_count_list(study, Language::zh);
    (void)read_counter_log(to_counter_log(study), "again", find);
    const StoredDue stored(study, policy);
    const Date day = stored.newest() == never ? Date{} : date_of(stored.newest());
    (void)to_due_log(stored, {.at = day});
    (void)to_forecast_log(stored, {.at = day});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const CounterFile kept = read_counter_log(with_check_sums(text), "kept", find);
    for (const Refusal& refusal : kept.refusals) {
        if (refusal.line == 0 || to_text(refusal).empty()) std::abort();
    }
    use(kept);
    return 0;
}
