// SPDX-License-Identifier: Apache-2.0
#include "truth_log.hpp"

#include <algorithm>
#include <tuple>

namespace hoistway::detail {

void TruthLog::add(EventKind kind, std::int64_t from, std::int64_t to, std::int64_t least,
                   Cause cause, const NativeFault& native) {
    const std::int64_t until = std::min(to, end_);
    if (from >= end_ || until - from < least) return;
    const auto time = [](std::int64_t s) { return Time{std::chrono::seconds{s}}; };
    truths_.push_back({lift_, kind, {time(from), time(until)}, cause, native});
}

void TruthLog::tell(const CitySink& sink) {
    std::stable_sort(truths_.begin(), truths_.end(), [](const Truth& a, const Truth& b) {
        return std::tuple{a.span.to, a.span.from, a.kind} <
               std::tuple{b.span.to, b.span.from, b.kind};
    });
    if (sink.truth) std::for_each(truths_.begin(), truths_.end(), sink.truth);
    truths_.clear();
}

}  // namespace hoistway::detail
