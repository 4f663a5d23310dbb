// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/link.hpp"

#include <doctest/doctest.h>

#include "hoistway/wire/device/line_json.hpp"

using namespace hoistway;

namespace {

struct CannotBeBound {
    void feed(std::string_view, Time, const detail::TakesAnyRecord&) {}
    void finish(const detail::TakesAnyRecord&) {}
    const LinkStats& stats() const { return figures; }
    LinkStats figures;
};

static_assert(DeviceLink<LineJsonDecoder>);
static_assert(!DeviceLink<CannotBeBound>);
static_assert(!DeviceLink<int>);

}  // namespace

TEST_CASE("figures are equal when all of them are") {
    LinkStats stats{.frames = 3, .observations = 2, .refused = 1};
    CHECK(stats == LinkStats{.frames = 3, .observations = 2, .refused = 1});
    ++stats.garbage_bytes;
    CHECK_FALSE(stats == LinkStats{.frames = 3, .observations = 2, .refused = 1});
}
