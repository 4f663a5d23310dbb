// SPDX-License-Identifier: Apache-2.0

#include "hoistway/model/refusal.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace hoistway;

TEST_CASE("a refusal says where, what, why and what to do, as compilers do") {
    const Refusal refusal{.source = "obs.jsonl",
                          .line = 12,
                          .column = 31,
                          .code = ErrorCode::bad_value,
                          .field = "door",
                          .found = "openn"};

    CHECK(to_text(refusal) ==
          "obs.jsonl:12:31: bad_value at 'door': the value is not one this field can have; "
          "found 'openn'; see the table of values in docs/");
}

TEST_CASE("what is not known of the place is left out") {
    const Refusal refusal{.source = "frames.bin", .code = ErrorCode::truncated};

    CHECK(to_text(refusal) ==
          "frames.bin: truncated: the input ends inside a record; send the rest of the record");
}

TEST_CASE("what was found is shown short, whole letters only, and never as control codes") {
    struct Case {
        std::string found, shown;
    };
    const std::string wide = "电梯电梯电梯电梯电梯电梯电梯";  // 14 letters of three bytes
    const Case cases[] = {
        {"", ""},
        {"short", "short"},
        {std::string(40, 'a'), std::string(40, 'a')},
        {std::string(41, 'a'), std::string(40, 'a') + "..."},
        {wide, wide.substr(0, 39) + "..."},
        {"a\tb\x1b[31m\x7f", "a.b.[31m."},
        {"\xB5\xE7\xCC\xDD", "...."},  // 电梯 in GBK
    };
    for (const Case& each : cases) {
        CAPTURE(each.found);
        CHECK(shown(each.found) == each.shown);
    }
}
