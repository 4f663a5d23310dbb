// SPDX-License-Identifier: Apache-2.0
//
// The numbers a lift is known by in China, told apart by their shape and checked digit by digit.
//
//     const Identity code = identify(" 31103506002016053337 ");
//     code.kind;                      // IdentityKind::registration_code
//     code.fields.find("month");      // "05"
//     if (!code.valid) code.error->sentence;
//
// Spaces around the number are cut off; `at` counts bytes from what is left. Everything returned
// is a view into the caller's text or a literal: nothing is allocated. Linear time. Where two
// kinds share a shape, the shape decides: 20 digits are a registration code, 20 letters and digits
// an old certificate. Samples and confidence of each rule: docs/identity.md.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "hoistway/core/error.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/utf8.hpp"
#include "hoistway/model/lift_class.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class IdentityKind : std::uint8_t {
    unknown,
    registration_code,
    equipment_code,
    certificate,
    old_certificate,
    rescue_code,
    supervision_code,
};

template <>
struct Words<IdentityKind> {
    static constexpr std::array<std::string_view, 7> list{
        "unknown",         "registration_code", "equipment_code",  "certificate",
        "old_certificate", "rescue_code",       "supervision_code"};
};

struct IdentityField {
    std::string_view name, value;
};

// Up to eight parts of a number, in the order in which they stand in it.
class IdentityFields {
 public:
    constexpr void add(std::string_view name, std::string_view value) noexcept {
        if (size_ < items_.size()) items_[size_++] = {name, value};
    }

    // Empty where the number has no such part.
    constexpr std::string_view find(std::string_view name) const noexcept {
        for (const IdentityField& field : *this) {
            if (field.name == name) return field.value;
        }
        return {};
    }

    constexpr const IdentityField* begin() const noexcept { return items_.data(); }
    constexpr const IdentityField* end() const noexcept { return items_.data() + size_; }
    constexpr std::size_t size() const noexcept { return size_; }

 private:
    std::array<IdentityField, 8> items_{};
    std::size_t size_ = 0;
};

struct IdentityError {
    ErrorCode code{};
    std::size_t at = 0;  // byte in the trimmed text
    std::string_view sentence;
};

struct Identity {
    std::string_view text;  // trimmed
    IdentityKind kind{};
    bool valid = false;
    IdentityFields fields;
    std::optional<IdentityError> error;
};

namespace detail::identity {

inline constexpr std::string_view lift_sign = "梯";

constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
constexpr bool is_capital(char c) noexcept { return c >= 'A' && c <= 'Z'; }
constexpr bool is_capital_or_digit(char c) noexcept { return is_digit(c) || is_capital(c); }
constexpr bool is_letter_or_digit(char c) noexcept {
    return is_capital_or_digit(c) || (c >= 'a' && c <= 'z');
}

// Without the spaces around it, the full-width space U+3000 included.
constexpr std::string_view trim(std::string_view text) noexcept {
    constexpr std::string_view spaces = " \t\r\n", wide = "\u3000";
    for (bool again = true; again;) {
        const std::size_t before = text.size();
        if (!text.empty() && spaces.find(text.front()) != std::string_view::npos)
            text.remove_prefix(1);
        if (!text.empty() && spaces.find(text.back()) != std::string_view::npos)
            text.remove_suffix(1);
        if (text.starts_with(wide)) text.remove_prefix(wide.size());
        if (text.ends_with(wide)) text.remove_suffix(wide.size());
        again = text.size() != before;
    }
    return text;
}

// Takes one number apart from left to right; the first thing wrong is kept and ends the reading.
class IdentityReader {
 public:
    constexpr IdentityReader(std::string_view text, IdentityKind kind) noexcept {
        identity_.text = text;
        identity_.kind = kind;
    }

    constexpr Identity result() noexcept {
        identity_.valid = !identity_.error;
        return identity_;
    }

    constexpr bool fail(ErrorCode code, std::size_t at, std::string_view sentence) noexcept {
        if (!identity_.error) identity_.error = IdentityError{code, at, sentence};
        return false;
    }

    // The next `length` letters as a part of this name, each of which has to be one of its kind.
    template <class Fits>
    constexpr bool part(std::string_view name, std::size_t length, Fits fits,
                        std::string_view sentence) noexcept {
        const std::size_t from = at_;
        for (; at_ < from + length; ++at_) {
            if (at_ >= text().size()) {
                return fail(ErrorCode::truncated, at_, "the number ends too early");
            }
            if (!fits(text()[at_])) return fail(ErrorCode::bad_syntax, at_, sentence);
        }
        identity_.fields.add(name, text().substr(from, length));
        return true;
    }

    constexpr bool digits(std::string_view name, std::size_t length) noexcept {
        return part(name, length, is_digit, "a digit has to stand here");
    }

    constexpr bool ends() noexcept {
        return at_ == text().size() ||
               fail(ErrorCode::too_long, at_, "the number goes on where it has to end");
    }

    constexpr void class_is(LiftClass meaning) noexcept {
        identity_.fields.add("era", to_text(meaning.era));
        if (!meaning.meaning.empty()) identity_.fields.add("class_meaning", meaning.meaning);
    }

    constexpr bool names_a_lift() noexcept {
        return text().front() == '3' || fail(ErrorCode::unsupported, 0,
                                             "the first digit is not 3: this is special equipment, "
                                             "but no lift");
    }

    // A year of the last or of this century. [default]
    constexpr bool year_is_likely(std::size_t at) noexcept {
        const std::string_view century = text().substr(at, 2);
        return century == "19" || century == "20" ||
               fail(ErrorCode::out_of_range, at, "a year begins with 19 or 20");
    }

    constexpr int number(std::string_view name) const noexcept {
        int value = 0;
        for (const char c : identity_.fields.find(name)) value = value * 10 + (c - '0');
        return value;
    }

    constexpr std::string_view text() const noexcept { return identity_.text; }
    constexpr std::string_view rest() const noexcept { return text().substr(at_); }
    constexpr std::size_t at() const noexcept { return at_; }
    constexpr void skip(std::size_t length) noexcept { at_ += length; }
    constexpr void add(std::string_view name, std::string_view value) noexcept {
        identity_.fields.add(name, value);
    }

 private:
    Identity identity_;
    std::size_t at_ = 0;
};

constexpr Identity read_registration_code(std::string_view text) noexcept {
    IdentityReader reader(text, IdentityKind::registration_code);
    const bool whole = reader.digits("class", 4) && reader.digits("area", 6) &&
                       reader.digits("year", 4) && reader.digits("month", 2) &&
                       reader.digits("sequence", 4);
    if (!whole || !reader.names_a_lift() || !reader.year_is_likely(10)) return reader.result();
    reader.class_is(lift_class(text.substr(0, 4), reader.number("year")));
    if (const int month = reader.number("month"); month < 1 || month > 12) {
        reader.fail(ErrorCode::out_of_range, 14, "a month is 01 to 12");
    }
    if (reader.number("sequence") == 0) {
        reader.fail(ErrorCode::out_of_range, 16, "the sequence number begins at 0001");
    }
    return reader.result();
}

// Class, maker, year, serial; a serial beyond 99999 goes on with letters.
constexpr Identity read_equipment_code(std::string_view text) noexcept {
    IdentityReader reader(text, IdentityKind::equipment_code);
    if (text.size() != 18) {
        reader.fail(ErrorCode::unsupported, text.size(),
                    text.size() == 17 ? "17 places: perhaps an older form with a serial of four, "
                                        "which no source confirms; 18 are read"
                                      : "21 places: an older data dictionary has such a form; 18 "
                                        "are read");
        return reader.result();
    }
    if (!reader.digits("class", 4) || !reader.digits("maker", 5) || !reader.digits("year", 4) ||
        !reader.part("serial", 5, is_capital_or_digit,
                     "a digit or a capital letter has to stand here")) {
        return reader.result();
    }
    if (reader.names_a_lift() && reader.year_is_likely(9)) {
        reader.class_is(lift_class(text.substr(0, 4), reader.number("year")));
    }
    return reader.result();
}

// One Chinese character of the common block, U+4E00 to U+9FA5, at the start; 0 where there is none.
constexpr std::size_t hanzi_length(std::string_view text) noexcept {
    const std::string_view first = text.substr(0, 3);
    return first >= "\u4E00" && first <= "\u9FA5" ? 3 : 0;
}

constexpr bool skip_bracket(IdentityReader& reader, std::string_view half, std::string_view full,
                            std::string_view sentence) noexcept {
    if (reader.rest().starts_with(half)) {
        reader.skip(half.size());
    } else if (reader.rest().starts_with(full)) {
        reader.skip(full.size());
    } else {
        return reader.fail(reader.rest().empty() ? ErrorCode::truncated : ErrorCode::bad_syntax,
                           reader.at(), sentence);
    }
    return true;
}

constexpr bool read_certificate_place(IdentityReader& reader) noexcept {
    const std::size_t length = hanzi_length(reader.rest());
    if (length == 0) {
        return reader.fail(reader.rest().empty() ? ErrorCode::truncated : ErrorCode::bad_syntax,
                           reader.at(), "the province's one character has to stand here");
    }
    reader.add("province", reader.rest().substr(0, length));
    reader.skip(length);
    return reader.part("city", 1, is_capital, "the city's capital letter has to stand here");
}

constexpr bool read_certificate_serial(IdentityReader& reader) noexcept {
    std::size_t length = 0;
    while (length < reader.rest().size() && is_digit(reader.rest()[length])) ++length;
    if (length < 4) return reader.digits("serial", 4);
    if (length > 6) {
        return reader.fail(ErrorCode::too_long, reader.at() + 6, "a serial has four to six digits");
    }
    return reader.digits("serial", length);
}

constexpr Identity read_certificate(std::string_view text) noexcept {
    IdentityReader reader(text, IdentityKind::certificate);
    reader.skip(lift_sign.size());
    const std::size_t class_at = reader.at();
    if (!reader.digits("class", 2)) return reader.result();
    const LiftClass meaning = certificate_class(text.substr(class_at, 2));
    if (meaning.era == Catalogue::unknown) {
        reader.fail(ErrorCode::bad_value, class_at, "no class of lift has these two digits");
        return reader.result();
    }
    const bool whole =
        read_certificate_place(reader) && read_certificate_serial(reader) &&
        skip_bracket(reader, "(", "（", "the bracket before the year has to stand here") &&
        reader.digits("year", 2) &&
        skip_bracket(reader, ")", "）", "the bracket behind the year has to stand here");
    if (whole && reader.ends()) reader.class_is(meaning);
    return reader.result();
}

constexpr Identity read_old_certificate(std::string_view text) noexcept {
    IdentityReader reader(text, IdentityKind::old_certificate);
    reader.part("number", 20, is_letter_or_digit, "a letter or a digit has to stand here");
    return reader.result();
}

constexpr Identity read_rescue_code(std::string_view text) noexcept {
    IdentityReader reader(text, IdentityKind::rescue_code);
    reader.digits("number", 6);
    return reader.result();
}

constexpr Identity read_supervision_code(std::string_view text) noexcept {
    IdentityReader reader(text, IdentityKind::supervision_code);
    if (reader.part("letters", 2, is_capital, "a capital letter has to stand here")) {
        reader.digits("number", 5);
    }
    return reader.result();
}

// The first byte that no identity number has, or the end where the length is what is wrong.
constexpr Identity read_nothing(std::string_view text) noexcept {
    IdentityReader reader(text, IdentityKind::unknown);
    if (text.empty()) {
        reader.fail(ErrorCode::missing, 0, "there is no number");
        return reader.result();
    }
    std::size_t at = 0;
    while (at < text.size() && is_letter_or_digit(text[at])) ++at;
    if (at < text.size()) {
        reader.fail(ErrorCode::bad_syntax, at,
                    "neither a digit nor a letter, or one of full width");
    } else {
        reader.fail(text.size() > 20 ? ErrorCode::too_long : ErrorCode::truncated, at,
                    "no identity number has this length");
    }
    return reader.result();
}

constexpr Identity read_twenty(std::string_view text) noexcept {
    bool letters = false, others = false;
    for (const char c : text) {
        letters = letters || (is_letter_or_digit(c) && !is_digit(c));
        others = others || !is_letter_or_digit(c);
    }
    if (letters && !others) return read_old_certificate(text);
    return letters ? read_nothing(text) : read_registration_code(text);
}

}  // namespace detail::identity

constexpr Identity identify(std::string_view text) noexcept {
    text = detail::identity::trim(text);
    if (const std::size_t at = first_bad_utf8(text); at != text.size()) {
        detail::identity::IdentityReader reader(text, IdentityKind::unknown);
        reader.fail(ErrorCode::bad_encoding, at, "the text is not UTF-8, perhaps GBK");
        return reader.result();
    }
    if (text.starts_with(detail::identity::lift_sign))
        return detail::identity::read_certificate(text);
    switch (text.size()) {
        case 6:
            return detail::identity::read_rescue_code(text);
        case 7:
            return detail::identity::read_supervision_code(text);
        case 17:
        case 18:
        case 21:
            if (!detail::identity::is_digit(text.front()))
                return detail::identity::read_nothing(text);
            return detail::identity::read_equipment_code(text);
        case 20:
            return detail::identity::read_twenty(text);
        default:
            return detail::identity::read_nothing(text);
    }
}

// One line of JSON, without the line's end.
inline void append_identity(std::string& out, const Identity& identity) {
    out += "{\"text\":";
    append_json_string(out, identity.text);
    out += ",\"kind\":";
    append_json_string(out, to_text(identity.kind));
    out += identity.valid ? R"(,"valid":true,"fields":{)" : R"(,"valid":false,"fields":{)";
    for (const IdentityField& field : identity.fields) {
        if (out.back() != '{') out += ',';
        append_json_string(out, field.name);
        out += ':';
        append_json_string(out, field.value);
    }
    out += "},\"error\":";
    if (!identity.error) {
        out += "null}";
        return;
    }
    out += "{\"code\":";
    append_json_string(out, to_string(identity.error->code));
    out += ",\"at\":";
    append_json_number(out, identity.error->at);
    out += ",\"sentence\":";
    append_json_string(out, identity.error->sentence);
    out += "}}";
}

}  // namespace hoistway
