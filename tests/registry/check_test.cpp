// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/check.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace hoistway;

static std::vector<std::string> faults_of(std::string_view text) {
    const RegistryFile file = read_registry(text, "r.json");
    REQUIRE(file.refusals.empty());
    std::vector<std::string> faults;
    for (const RegistryFault& fault : check_registry(file, "r.json")) {
        faults.push_back(std::string(to_string(fault.refusal.code)) + ' ' + fault.refusal.field);
    }
    return faults;
}

TEST_CASE("a plain list of lifts with sound numbers has no fault, whoever its units are") {
    CHECK(
        faults_of(R"({"lifts":[{"key":"A","rescue_code":"012345","use_unit":"甲物业"}]})").empty());
}

TEST_CASE("every bad number and every name of nobody is told, in the order of the file") {
    const std::vector<std::string> expected{"truncated /lifts/0/rescue_code",
                                            "bad_value /lifts/0/use_unit",
                                            "bad_value /sites/0/division",
                                            "bad_checksum /parties/0/credit_code",
                                            "unknown_lift /parts/0/lift",
                                            "out_of_range /parts/0/removed",
                                            "bad_value /contracts/0/site",
                                            "out_of_range /contracts/0/until",
                                            "out_of_range /standings/0/inspection_due",
                                            "bad_value /equipment/0/equipment_code"};
    CHECK(faults_of(R"({"lifts":[{"key":"A","rescue_code":"12345","use_unit":"乙"}],
"sites":[{"key":"S","division":"990000"}],
"parties":[{"key":"P","name":"甲","credit_code":"914403001922038217"}],
"parts":[{"key":"R","lift":"B","installed":"2020-01-02","removed":"2020-01-01"}],
"contracts":[{"key":"C","party":"甲","site":"T","from":"2021-01-01","until":"2020-01-01"}],
"standings":[{"lift":"A","inspected":"2021-01-01","inspection_due":"2020-01-01"}],
"equipment":[{"key":"E","kind":"crane","equipment_code":"211010999201600001"}]})") == expected);
}

TEST_CASE("a fault is told with place, cause, what was found, and the cure") {
    const RegistryFile file = read_registry(
        R"({"lifts":[],"parties":[{"key":"P","credit_code":"914403001922038217"}]})", "r.json");
    const auto faults = check_registry(file, "r.json");
    REQUIRE(faults.size() == 1);
    CHECK(to_text(faults[0]) ==
          "r.json: bad_checksum at '/parties/0/credit_code': for the first 17 places the last has "
          "to be 6; found '914403001922038217'; copy it again from the business licence");
}
