// SPDX-License-Identifier: Apache-2.0
//
// Observations dealt out to the shares of a fleet, so that each thread has a batch of its own.
//
//     Deal deal(threads);
//     deal.add(batch);                                         // or each as it is read
//     fleet.process(deal.batch(number), deal.share(number), sink);    // in thread `number`
//     deal.clear();                                            // for the next ones
//
// What is said of one lift stays in order. Dealing copies an observation once, 120 bytes; a thread
// then reads no observation but its own. The memory grows with the batches and is kept by clear().
// Best dealt by the thread that reads, and in batches of some thousand a share, which stay in the
// cache of a core. One thread at a time deals; any number may read the batches.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "hoistway/core/refuse.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/pipeline/fleet.hpp"

namespace hoistway {

class Deal {
 public:
    explicit Deal(std::uint32_t shares) : hands_(shares) {
        if (shares == 0) refuse("Deal: shares must be at least 1");
    }

    void add(const Observation& seen) {
        hands_[Share::number_of(seen.lift, shares())].push_back(seen);
    }
    void add(std::span<const Observation> batch) {
        for (const Observation& seen : batch) add(seen);
    }

    void clear() noexcept {
        for (auto& hand : hands_) hand.clear();
    }

    std::uint32_t shares() const noexcept { return static_cast<std::uint32_t>(hands_.size()); }
    Share share(std::uint32_t number) const noexcept { return {number, shares()}; }
    std::span<const Observation> batch(std::uint32_t number) const { return hands_[number]; }

 private:
    std::vector<std::vector<Observation>> hands_;
};

}  // namespace hoistway
