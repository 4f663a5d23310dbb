// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with a registry that could be read: bad numbers, names of nobody, days in the
// wrong order.
//
//     for (const RegistryFault& fault : check_registry(file, "registry.json")) {
//         report(to_text(fault));
//     }
//     // "registry.json: bad_checksum at '/parties/0/credit_code': the last character has to be 6;
//     //  found '914403001922038217'; copy it again from the business licence"
//
// Nothing is changed. A name of a party, a site or a lift is looked up only where the registry has
// parties or sites at all: a plain list of lifts is no fault. Faults come in the order of the
// file. n log n time.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hoistway/model/refusal.hpp"
#include "hoistway/registry/registry_json.hpp"

namespace hoistway {

struct RegistryFault {
    Refusal refusal{};  // where, which code, what was found
    std::string sentence{}, cure{};
};

std::string to_text(const RegistryFault& fault);

std::vector<RegistryFault> check_registry(const RegistryFile& file, std::string_view source);

}  // namespace hoistway
