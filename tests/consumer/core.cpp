// SPDX-License-Identifier: Apache-2.0
//
// A stranger's first program: reads a time as a device sends it, and asks which month it counts to.

#include <hoistway/core/time_text.hpp>

int main() {
    const auto time = hoistway::parse_time("2026-02-28T16:00:00Z");
    return time && hoistway::format_month(hoistway::month_of(*time)) == "2026-03" ? 0 : 1;
}
