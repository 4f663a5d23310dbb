// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/entrapment/options.hpp"

#include <doctest/doctest.h>

#include <array>

#include "hoistway/detect/entrapment.hpp"

using namespace hoistway;

TEST_CASE("the limits that the catalogue tells of entrapment are those it goes by") {
    const EntrapmentOptions limits;
    const auto seconds = [](Duration time) { return std::chrono::duration<double>(time).count(); };
    const std::array<double, 11> gone_by{seconds(limits.at_level),
                                         seconds(limits.off_level),
                                         seconds(limits.open_for),
                                         seconds(limits.run_over),
                                         seconds(limits.unseen),
                                         seconds(limits.sighting),
                                         seconds(limits.held),
                                         seconds(limits.stuck),
                                         seconds(limits.unheard),
                                         seconds(limits.confirms),
                                         static_cast<double>(limits.whole)};
    for (std::size_t i = 0; i < gone_by.size(); ++i) {
        CAPTURE(Entrapment::info.thresholds[i].name);
        CHECK(Entrapment::info.thresholds[i].value == gone_by[i]);
    }
    CHECK(Entrapment::info.thresholds[gone_by.size()].name.empty());
}
