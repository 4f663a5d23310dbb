// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/tag.hpp"

#include <qrencode.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "hoistway/model/identity.hpp"

namespace hoistway {

namespace {

using Bytes = std::vector<std::uint8_t>;

// RTD URI 1.0, table 3: the longest beginning first.
constexpr std::array<std::pair<std::string_view, std::uint8_t>, 4> uri_beginnings{{
    {"http://www.", 1},
    {"https://www.", 2},
    {"http://", 3},
    {"https://", 4},
}};
constexpr std::uint8_t message_begins = 0x80, message_ends = 0x40, is_short = 0x10, well_known = 1;
constexpr std::size_t longest_qr = 2953;  // bytes, version 40-L (ISO/IEC 18004 table 7)
constexpr std::size_t quiet_zone = 4;     // modules

struct CodeFree {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

QRecLevel level_of(QrLevel level) {
    switch (level) {
        case QrLevel::low:
            return QR_ECLEVEL_L;
        case QrLevel::medium:
            return QR_ECLEVEL_M;
        case QrLevel::quartile:
            return QR_ECLEVEL_Q;
        case QrLevel::high:
            break;
    }
    return QR_ECLEVEL_H;
}

void append(Bytes& out, std::string_view text) {
    for (const char c : text) out.push_back(static_cast<std::uint8_t>(c));
}

void append_record(Bytes& out, std::uint8_t flags, char type, const Bytes& payload) {
    const bool small = payload.size() <= std::numeric_limits<std::uint8_t>::max();
    out.push_back(static_cast<std::uint8_t>(flags | (small ? is_short : 0) | well_known));
    out.push_back(1);
    for (int shift = small ? 0 : 24; shift >= 0; shift -= 8) {
        out.push_back(static_cast<std::uint8_t>(payload.size() >> shift & 0xFF));
    }
    out.push_back(static_cast<std::uint8_t>(type));
    out.insert(out.end(), payload.begin(), payload.end());
}

bool is_url(std::string_view text) {
    const auto scheme = std::find_if(uri_beginnings.begin(), uri_beginnings.end(),
                                     [&](const auto& row) { return text.starts_with(row.first); });
    constexpr std::string_view allowed = "-._~:/?#[]@!$&'()*+,;=%";  // RFC 3986
    return scheme != uri_beginnings.end() && text.size() > scheme->first.size() &&
           std::all_of(text.begin(), text.end(), [&](char c) {
               return detail::identity::is_letter_or_digit(c) ||
                      allowed.find(c) != std::string_view::npos;
           });
}

std::string_view place_text(TagPlace place, Language language) {
    constexpr std::array<std::string_view, 3> zh{"轿厢", "底坑", "机房"};
    constexpr std::array<std::string_view, 3> en{"car", "pit", "machine room"};
    return (language == Language::zh ? zh : en)[static_cast<std::size_t>(place)];
}

std::string caption_of(const Lift& lift, Language language) {
    const std::string name = language == Language::zh ? "救援编号 " : "Rescue code ";
    return lift.rescue_code.empty() ? lift.key : name + lift.rescue_code;
}

Refusal refusal(ErrorCode code, std::string_view field, std::string_view found) {
    return {.source = "tag", .code = code, .field = std::string(field), .found = shown(found)};
}

void append_escaped(std::string& out, std::string_view text) {
    constexpr std::string_view special = "&<>";
    constexpr std::array<std::string_view, 3> names{"&amp;", "&lt;", "&gt;"};
    for (const char c : text) {
        const std::size_t at = special.find(c);
        if (at != std::string_view::npos) {
            out += names[at];
        } else if (static_cast<unsigned char>(c) >= 0x20) {
            out += c;
        }
    }
}

// Each run of dark modules as one box.
void append_runs(std::string& out, const QrCode& code) {
    for (std::size_t y = 0; y < code.size; ++y) {
        for (std::size_t x = 0; x < code.size; ++x) {
            std::size_t run = 0;
            while (x + run < code.size && code.dark[y * code.size + x + run]) ++run;
            if (run == 0) continue;
            const std::string length = std::to_string(run);
            out.append("M").append(std::to_string(x + quiet_zone)).append(" ");
            out.append(std::to_string(y + quiet_zone)).append("h").append(length);
            out.append("v1h-").append(length).append("z");
            x += run;
        }
    }
}

}  // namespace

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF", plain = "-._~";
    std::string out;
    for (const char c : text) {
        if (detail::identity::is_letter_or_digit(c) || plain.find(c) != std::string_view::npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += {'%', hex[byte >> 4], hex[byte & 15]};
    }
    return out;
}

Result<QrCode> qr_code(std::string_view text, QrLevel level) {
    if (text.empty()) return Error{ErrorCode::missing, 0};
    if (text.size() > longest_qr) return Error{ErrorCode::too_long, longest_qr};
    const std::string bytes(text);
    const std::unique_ptr<QRcode, CodeFree> made(QRcode_encodeData(
        static_cast<int>(bytes.size()), reinterpret_cast<const unsigned char*>(bytes.data()), 0,
        level_of(level)));
    if (!made) return Error{ErrorCode::too_long, 0};
    QrCode code{.size = static_cast<std::size_t>(made->width), .dark = {}};
    for (std::size_t i = 0; i < code.size * code.size; ++i) {
        code.dark.push_back((made->data[i] & 1) != 0);
    }
    return code;
}

std::string qr_svg(const QrCode& code, std::string_view caption) {
    const std::size_t width = code.size + 2 * quiet_zone, text = caption.empty() ? 0 : 6;
    const std::string side = std::to_string(width), height = std::to_string(width + text);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' +
                      height + "\" shape-rendering=\"crispEdges\">\n<path fill=\"#fff\" d=\"M0 0h" +
                      side + 'v' + height + "h-" + side + "z\"/>\n<path fill=\"#000\" d=\"";
    append_runs(out, code);
    out += "\"/>\n";
    if (text > 0) {
        out += "<text x=\"50%\" y=\"" + std::to_string(width + 1) +
               "\" font-size=\"4\" font-family=\"sans-serif\" text-anchor=\"middle\">";
        append_escaped(out, caption);
        out += "</text>\n";
    }
    return out + "</svg>\n";
}

std::vector<std::uint8_t> ndef_message(std::string_view uri, std::string_view language,
                                       std::string_view text) {
    std::uint8_t code = 0;
    for (const auto& [beginning, number] : uri_beginnings) {
        if (code != 0 || !uri.starts_with(beginning)) continue;
        code = number;
        uri.remove_prefix(beginning.size());
    }
    Bytes out, link{code}, words{static_cast<std::uint8_t>(language.size() & 0x3F)};
    append(link, uri);
    append(words, language.substr(0, 0x3F));
    append(words, text);
    append_record(out, message_begins, 'U', link);
    append_record(out, message_ends, 'T', words);
    return out;
}

Result<Tag, Refusal> make_tag(const Lift& lift, const TagOptions& options) {
    if (lift.key.empty()) return refusal(ErrorCode::missing, "key", "");
    if (!is_url(options.base_url)) {
        return refusal(ErrorCode::bad_value, "base_url", options.base_url);
    }
    Tag tag;
    tag.payload = options.base_url + percent_encoded(lift.key);
    const Result<QrCode> code = qr_code(tag.payload, options.level);
    if (!code) return refusal(code.error().code, "key", lift.key);
    tag.svg = qr_svg(*code, caption_of(lift, options.language));
    const std::string_view sign = tag.payload.find('?') == std::string::npos ? "?" : "&";
    for (std::size_t i = 0; i < tag.records.size(); ++i) {
        const auto place = static_cast<TagPlace>(i);
        const std::string uri =
            tag.payload + std::string(sign) + "at=" + std::string(to_text(place));
        const std::string words = caption_of(lift, options.language) + ", " +
                                  std::string(place_text(place, options.language));
        tag.records[i] = ndef_message(uri, options.language == Language::zh ? "zh" : "en", words);
    }
    return tag;
}

}  // namespace hoistway
