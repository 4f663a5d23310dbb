// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/refusal.hpp"

#include <doctest/doctest.h>

using namespace hoistway;

TEST_CASE("a refusal is told with place, cause and cure") {
    const Refusal refusal{"obs.jsonl", 12, 40, ErrorCode::bad_value, "door", "ajarr"};
    CHECK(to_text(refusal) ==
          "obs.jsonl:12:40: bad_value at 'door': the value is not one this field can have; "
          "found 'ajarr'; see the table of values in docs/");
}

TEST_CASE("what is not known of a refusal is left out of its text") {
    const Refusal refusal{"lifts.json", 0, 0, ErrorCode::missing, {}, {}};
    CHECK(to_text(refusal) ==
          "lifts.json: missing: a value that the record needs is not there; add it");
}

TEST_CASE("what was found is cut between letters and shown as it can be printed") {
    CHECK(shown("") == "");
    CHECK(shown("ajarr") == "ajarr");
    CHECK(shown(std::string(40, 'x')) == std::string(40, 'x'));
    CHECK(shown(std::string(41, 'x')) == std::string(40, 'x') + "...");
    CHECK(shown("a\nb\x7f") == "a.b.");
    CHECK(shown("梯\xFF") == "....");

    std::string signs;
    for (int i = 0; i < 20; ++i) signs += "梯";
    CHECK(shown(signs) == signs.substr(0, 39) + "...");
}
