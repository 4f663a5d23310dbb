// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/numbers.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace hoistway {

namespace {

// GB 32100-2015: ten digits and the capital letters without I, O, S, V and Z.
constexpr std::string_view credit_letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::size_t credit_length = 18;
// GB/T 2260: the first two digits of the 34 divisions of the first level.
constexpr std::array<std::string_view, 34> provinces{
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34",
    "35", "36", "37", "41", "42", "43", "44", "45", "46", "50", "51", "52",
    "53", "54", "61", "62", "63", "64", "65", "71", "81", "82"};

using detail::identity::is_digit;

std::size_t first_non_digit(std::string_view text) {
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) -
                                    text.begin());
}

// What a spreadsheet makes of a long number: 3.11035E+19, 3.11035E19, 3E+19.
bool is_rounded(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    if (e == std::string_view::npos || e + 1 == text.size() || !is_digit(text.front()))
        return false;
    const bool point = text.substr(0, e).find('.') != std::string_view::npos;
    return text[e + 1] == '+' || (point && is_digit(text[e + 1]));
}

NumberFault rounded(std::string_view text) {
    return {ErrorCode::bad_syntax, text.find_first_of("eE"),
            "a spreadsheet has rounded it: its last digits are gone",
            "format the column as text and copy the number again from its paper"};
}

std::string_view cure_of(ErrorCode code) {
    switch (code) {
        case ErrorCode::truncated:
            return "look for digits that were cut off, or dropped zeros in front";
        case ErrorCode::too_long:
            return "look for two numbers in one cell";
        case ErrorCode::unsupported:
            return "move it to the equipment of its kind, or correct the first digit";
        case ErrorCode::bad_encoding:
            return "convert the file first: iconv -f GB18030 -t UTF-8";
        case ErrorCode::bad_syntax:
        case ErrorCode::bad_value:
        case ErrorCode::out_of_range:
        case ErrorCode::bad_checksum:
        case ErrorCode::missing:
        case ErrorCode::duplicate:
        case ErrorCode::unknown_key:
        case ErrorCode::unknown_lift:
        case ErrorCode::late:
            break;
    }
    return "compare it with the paper it comes from";
}

std::string sentence_for(IdentityKind found, IdentityKind wanted) {
    return "this looks like a number of another kind: " + std::string(to_text(found)) + ", not " +
           std::string(to_text(wanted));
}

bool fits(IdentityKind found, IdentityKind wanted) {
    return found == wanted ||
           (wanted == IdentityKind::certificate &&
            (found == IdentityKind::old_certificate || found == IdentityKind::registration_code));
}

}  // namespace

char credit_code_check(std::string_view first_17) noexcept {
    std::size_t sum = 0, weight = 1;
    for (const char c : first_17.substr(0, credit_length - 1)) {
        const std::size_t value = credit_letters.find(c);
        if (value == std::string_view::npos) return '\0';
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return credit_letters[(31 - sum % 31) % 31];
}

std::optional<NumberFault> check_credit_code(std::string_view text) {
    text = detail::identity::trim(text);
    if (text.empty()) return std::nullopt;
    if (is_rounded(text)) return rounded(text);
    const std::size_t bad = std::min(text.find_first_not_of(credit_letters), text.size());
    if (bad != text.size()) {
        return NumberFault{ErrorCode::bad_syntax, bad,
                           "a digit or a capital letter other than I, O, S, V and Z has to stand "
                           "here",
                           "0 and O, 1 and I, 2 and Z, 5 and S are easily taken for each other"};
    }
    if (text.size() != credit_length) {
        return NumberFault{text.size() < credit_length ? ErrorCode::truncated : ErrorCode::too_long,
                           std::min(text.size(), credit_length),
                           "a unified social credit code has 18 places",
                           "copy it again from the business licence"};
    }
    const char right = credit_code_check(text);
    if (text.back() == right) return std::nullopt;
    return NumberFault{ErrorCode::bad_checksum, credit_length - 1,
                       std::string("for the first 17 places the last has to be ") + right,
                       "copy it again from the business licence"};
}

std::optional<NumberFault> check_division(std::string_view text) {
    text = detail::identity::trim(text);
    if (text.empty()) return std::nullopt;
    if (const std::size_t bad = first_non_digit(text); bad != text.size()) {
        return NumberFault{ErrorCode::bad_syntax, bad, "a division code has digits only",
                           "enter the six digits of GB/T 2260, not the name"};
    }
    if (text.size() != 6) {
        return NumberFault{text.size() < 6 ? ErrorCode::truncated : ErrorCode::too_long,
                           std::min<std::size_t>(text.size(), 6),
                           "a division code has six digits: province, city, county",
                           "fill up with zeros for a whole city; cut a longer street code"};
    }
    if (std::find(provinces.begin(), provinces.end(), text.substr(0, 2)) != provinces.end()) {
        return std::nullopt;
    }
    return NumberFault{ErrorCode::bad_value, 0, "no province has these first two digits",
                       "compare it with GB/T 2260"};
}

std::optional<NumberFault> check_rescue_code(std::string_view text) {
    text = detail::identity::trim(text);
    if (text.empty()) return std::nullopt;
    if (const std::size_t bad = first_non_digit(text); bad != text.size()) {
        return NumberFault{ErrorCode::bad_syntax, bad, "a rescue code has digits only",
                           "read the six digits off the sign in the car"};
    }
    if (text.size() == 6) return std::nullopt;
    if (text.size() == 5) {
        return NumberFault{ErrorCode::truncated, 5,
                           "five digits: a spreadsheet has probably dropped a leading zero",
                           "format the column as text and enter the six digits again"};
    }
    return NumberFault{text.size() < 6 ? ErrorCode::truncated : ErrorCode::too_long,
                       std::min<std::size_t>(text.size(), 6), "a rescue code has six digits",
                       "read the six digits off the sign in the car"};
}

std::optional<NumberFault> check_identity(std::string_view text, IdentityKind wanted) {
    text = detail::identity::trim(text);
    if (text.empty()) return std::nullopt;
    if (wanted == IdentityKind::rescue_code) return check_rescue_code(text);
    if (is_rounded(text)) return rounded(text);
    const Identity found = identify(text);
    if (found.error && (found.kind == IdentityKind::unknown || fits(found.kind, wanted))) {
        return NumberFault{found.error->code, found.error->at, std::string(found.error->sentence),
                           std::string(cure_of(found.error->code))};
    }
    if (fits(found.kind, wanted)) return std::nullopt;
    return NumberFault{ErrorCode::bad_value, 0, sentence_for(found.kind, wanted),
                       "look whether two columns were swapped"};
}

std::optional<NumberFault> check_equipment_number(std::string_view text, IdentityKind wanted,
                                                  EquipmentKind kind) {
    text = detail::identity::trim(text);
    const char digit = category_digit(kind);
    if (text.empty() || digit == '\0') return std::nullopt;
    if (is_digit(text.front()) && text.front() != digit) {
        return NumberFault{ErrorCode::bad_value, 0,
                           "the first digit for this kind is " + std::string(1, digit),
                           "correct the number or the kind of the equipment"};
    }
    std::string as_lift(text);
    if (is_digit(as_lift.front())) as_lift.front() = '3';
    return check_identity(as_lift, wanted);
}

std::optional<NumberFault> check_number(std::string_view field, std::string_view text) {
    if (field == "equipment_code") return check_identity(text, IdentityKind::equipment_code);
    if (field == "registration_code") return check_identity(text, IdentityKind::registration_code);
    if (field == "certificate") return check_identity(text, IdentityKind::certificate);
    if (field == "rescue_code") return check_rescue_code(text);
    if (field == "credit_code") return check_credit_code(text);
    if (field == "division") return check_division(text);
    return std::nullopt;
}

}  // namespace hoistway
