// SPDX-License-Identifier: Apache-2.0
//
// A stranger's second program: uses what has to be linked.

#include <hoistway/core/time_text.hpp>
#include <hoistway/version.hpp>

int main() {
    const auto day = hoistway::parse_date("2026-03-01");
    return day && !hoistway::version().empty() ? 0 : 1;
}
