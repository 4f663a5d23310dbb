// SPDX-License-Identifier: Apache-2.0
//
// Is this the number that its column says it is? If not: which byte, why, and what to do.
//
//     check_credit_code("914403001922038216");           // nothing: it is sound
//     const auto fault = check_rescue_code("12345");
//     fault->sentence;   // "five digits: a spreadsheet has probably dropped a leading zero"
//     fault->cure;       // "format the column as text and enter the six digits again"
//
// An empty text is no fault: what is not known stays empty. The unified social credit code is
// checked by its last character (GB 32100-2015, weights 3^i modulo 31); a division by its first
// two digits only (GB/T 2260 changes every year, its 34 provinces do not). Both rules are written
// from memory; the first agrees with codes that companies publish, the tests name them. Linear
// time.

#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/core/error.hpp"
#include "hoistway/model/identity.hpp"
#include "hoistway/registry/entries.hpp"

namespace hoistway {

struct NumberFault {
    ErrorCode code{};
    std::size_t at = 0;  // byte in the text without the spaces around it
    std::string sentence{}, cure{};
};

// The character that has to stand at the end of the first 17; '\0' where one of them is none of
// the 31 letters and digits of GB 32100.
char credit_code_check(std::string_view first_17) noexcept;

std::optional<NumberFault> check_credit_code(std::string_view text);
std::optional<NumberFault> check_division(std::string_view text);
std::optional<NumberFault> check_rescue_code(std::string_view text);

// Numbers of lifts. A certificate may be one of the old form.
std::optional<NumberFault> check_identity(std::string_view text, IdentityKind wanted);

// Equipment and registration codes of the other seven kinds: the same shape, another first digit.
std::optional<NumberFault> check_equipment_number(std::string_view text, IdentityKind wanted,
                                                  EquipmentKind kind);

// The check that the field of this name takes: "equipment_code", "credit_code", "division", ...
// Nothing for fields that are no numbers.
std::optional<NumberFault> check_number(std::string_view field, std::string_view text);

}  // namespace hoistway
