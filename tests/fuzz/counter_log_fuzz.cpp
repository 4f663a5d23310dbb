// SPDX-License-Identifier: Apache-2.0
//
// The counter log and the state log under arbitrary lines, each with the check sum that belongs to
// it: what is read is taken up, written again, and asked what is due.

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
#include "hoistway/pipeline/files/state_log.hpp"
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

const Policy& policy() {
    static const Policy builtin = *load_policy(builtin_policy("shijiazhuang-2025")->text, "");
    return builtin;
}

void check(const std::vector<Refusal>& refusals) {
    for (const Refusal& refusal : refusals) {
        if (refusal.line == 0 || to_text(refusal).empty()) std::abort();
    }
}

void use(const StateFile& kept) {
    check(kept.refusals);
    Analysis analysis(lifts, policy());
    (void)analysis.resume(kept.lifts);
    analysis.finish();
    (void)to_state_log(analysis);
}

void use(const CounterFile& kept) {
    check(kept.refusals);
    CountStudy study(lifts);
    study.resume(kept.lifts, CountFeed::goes_on);
    (void)to_count_list(study, Language::zh);
    (void)read_counter_log(to_counter_log(study), "again", find);
    const StoredDue stored(study, policy());
    const Date day = stored.newest() == never ? Date{} : date_of(stored.newest());
    (void)to_due_log(stored, {.at = day});
    (void)to_forecast_log(stored, {.at = day});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string lines = with_check_sums(text);
    use(read_counter_log(lines, "kept", find));
    use(read_state_log(lines, "kept", find));
    return 0;
}
