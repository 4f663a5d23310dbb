// SPDX-License-Identifier: Apache-2.0
//
// The tag of a lift: a QR code for passengers and one NFC record each for car, pit and machine
// room, so that a visit can be proved where it took place.
//
//     const TagOptions city{.base_url = "https://lifts.example.org/t/"};
//     const Result<Tag, Refusal> tag = make_tag(lift, city);
//     tag->payload;         // "https://lifts.example.org/t/A-1"
//     tag->svg;             // the QR code of it, with the rescue code below
//     tag->records[0];      // NDEF message for the car: ".../A-1?at=car", and a text
//
// The payload holds the key of the lift and nothing else: what a tag tells, the city's page tells,
// and can correct. QR: ISO/IEC 18004 by libqrencode, error correction M [default], four modules of
// quiet zone. NDEF: NFC Forum NDEF 1.0, a URI record (RTD URI 1.0) and a text record (RTD
// Text 1.0); those three are written from memory, the tests spell out the bytes. Linear time.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/lift.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class TagPlace : std::uint8_t { car, pit, machine_room };

template <>
struct Words<TagPlace> {
    static constexpr std::array<std::string_view, 3> list{"car", "pit", "machine_room"};
};

// How much of a QR code may be lost: 7, 15, 25 and 30 %.
enum class QrLevel : std::uint8_t { low, medium, quartile, high };

struct TagOptions {
    std::string base_url{};  // http:// or https://; the key is put behind it
    QrLevel level = QrLevel::medium;
    Language language = Language::zh;
};

struct QrCode {
    std::size_t size = 0;      // modules a side
    std::vector<bool> dark{};  // row by row
};

struct Tag {
    std::string payload{}, svg{};
    std::array<std::vector<std::uint8_t>, 3> records{};  // by TagPlace
};

// Refuses a base URL that is none and a key that makes a code too long.
Result<Tag, Refusal> make_tag(const Lift& lift, const TagOptions& options);

// too_long where no QR code holds it, missing where it is empty.
Result<QrCode> qr_code(std::string_view text, QrLevel level = QrLevel::medium);

// One unit of length a module; the caption stands below, if there is one.
std::string qr_svg(const QrCode& code, std::string_view caption = {});

// An NDEF message of a URI record and a text record.
std::vector<std::uint8_t> ndef_message(std::string_view uri, std::string_view language,
                                       std::string_view text);

// Letters, digits and - . _ ~ as they are, all else as %XX of its bytes (RFC 3986).
std::string percent_encoded(std::string_view text);

}  // namespace hoistway
