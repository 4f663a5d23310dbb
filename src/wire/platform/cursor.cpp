// SPDX-License-Identifier: Apache-2.0
#include "cursor.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

#include "hoistway/core/utf8.hpp"
#include "tokens.hpp"

namespace hoistway::platform {

namespace {

template <class Word>
bool same_word(const char* a, const char* b) noexcept {
    Word x = 0, y = 0;
    std::memcpy(&x, a, sizeof x);
    std::memcpy(&y, b, sizeof y);
    return x == y;
}

bool is_plain(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// The first byte that a string of ASCII does not simply go past.
inline const char* skip_text(const char* at, const char* end) noexcept {
    if (end - at >= 8) at = skip_plain_ascii(at, end - 7);
    while (at < end && is_plain(*at)) ++at;
    return at;
}

// The closing quote of the string whose first letter stands at `at`, or null where the string
// takes more than a look.
[[gnu::always_inline]] inline const char* end_of_text(const char* at, const char* end) noexcept {
    const char* const from = at;
    at = skip_text(at, end);
    if (at < end && *at == '"') return at;
    while (at < end && static_cast<unsigned char>(*at) >= 0x80) at = skip_text(at + 1, end);
    const std::string_view text(from, static_cast<std::size_t>(at - from));
    return at < end && *at == '"' && first_bad_utf8(text) == text.size() ? at : nullptr;
}

bool read_value(const char*& at, const char* end, Slot& slot) noexcept {
    const char* from = at;
    if (*at == '"') {
        at = end_of_text(++from, end);
        if (at == nullptr) return false;
        slot.kind = JsonKind::string;
        slot.text = {from, static_cast<std::size_t>(at++ - from)};
        return true;
    }
    while (at<end&& * at> ' ' && *at != ',' && *at != '}') ++at;
    slot.text = {from, static_cast<std::size_t>(at - from)};
    const bool word = *from == 't' || *from == 'f';
    slot.kind = word ? JsonKind::boolean : *from == 'n' ? JsonKind::null : JsonKind::number;
    return is_json_scalar(slot.text);
}

// The digits that stand first, at most eight of them, as a number; all at once where eight bytes
// can be read (Lemire 2018, "Quickly parsing eight digits").
struct Digits {
    std::uint32_t number = 0, count = 0;
};

[[gnu::always_inline]] inline Digits read_digits(const char* at, const char* end) noexcept {
    Digits digits;
    if (std::endian::native == std::endian::big || end - at < 8) {
        for (; at < end && digits.count < 8 && is_digit(*at); ++at, ++digits.count) {
            digits.number = digits.number * 10 + static_cast<std::uint32_t>(*at - '0');
        }
        return digits;
    }
    constexpr std::uint64_t ones = 0x0101010101010101U;
    std::uint64_t eight = 0;
    std::memcpy(&eight, at, 8);
    eight ^= 0x30 * ones;
    const std::uint64_t other = ((eight + 0x76 * ones) | eight) & 0x80 * ones;
    digits.count = static_cast<std::uint32_t>(std::countr_zero(other)) / 8;
    if (digits.count == 0) return digits;
    eight <<= 64 - 8 * digits.count;
    eight = (eight * 10) + (eight >> 8);
    eight = (((eight & 0x000000FF000000FFU) * 0x000F424000000064U) +
             (((eight >> 16) & 0x000000FF000000FFU) * 0x0000271000000001U)) >>
            32;
    digits.number = static_cast<std::uint32_t>(eight);
    return digits;
}

// A number of up to eight digits on either side of the point and no exponent; what follows it is
// for the next comparison.
const char* read_plain_number(const char* at, const char* end, double& number) noexcept {
    const bool minus = *at == '-';
    at += minus ? 1 : 0;
    const Digits whole = read_digits(at, end);
    if (whole.count == 0 || (whole.count > 1 && *at == '0')) return nullptr;
    at += whole.count;
    number = whole.number;
    if (at < end && *at == '.') {
        const Digits part = read_digits(++at, end);
        if (part.count == 0 || whole.count + part.count > 15) return nullptr;
        at += part.count;
        number = (number * powers_of_ten[part.count] + part.number) / powers_of_ten[part.count];
    }
    if (at < end && is_digit(*at)) return nullptr;
    if (minus) number = -number;
    return at;
}

// Behind a truth or a single digit; null where it is something else.
const char* pass_over(const char* at, const char* end) noexcept {
    if (end - at < 6) return nullptr;
    if (same_word<std::uint32_t>(at, "true")) return at + 4;
    if (same_word<std::uint32_t>(at, "fals") && at[4] == 'e') return at + 5;
    const bool single = is_digit(at[0]) && (at[1] == ',' || at[1] == '}');
    return single ? at + 1 : nullptr;
}

const Step* step_of(const MessagePlan& message, int node, int slot) noexcept {
    for (const Step& step : message.steps) {
        if (step.slot == slot && node == (step.of_document ? 0 : message.node)) return &step;
    }
    return nullptr;
}

}  // namespace

bool Cursor::learn(const Plan& plan, int message, std::string_view document) {
    if (!plan.messages[static_cast<std::size_t>(message)].any_order) return false;
    literals_.clear();
    stretches_.clear();
    unknown_keys_ = 0;
    message_ = message;
    learning_ = document;
    done_ = 0;
    if (!learn_object(plan, document, 0, 0)) return false;
    tail_ = document.substr(done_);
    learning_ = {};
    return true;
}

// `node` is nowhere inside an object that nobody reads.
bool Cursor::learn_object(const Plan& plan, std::string_view object, std::size_t at, int node) {
    const MessagePlan& message = plan.messages[static_cast<std::size_t>(message_)];
    JsonScan scan(object);
    JsonMember member;
    while (scan.next(member)) {
        if (member.escaped || member.key_escaped || member.kind == JsonKind::array) return false;
        const NodeKey* key =
            node == nowhere ? nullptr : plan.nodes[static_cast<std::size_t>(node)].find(member.key);
        unknown_keys_ += node != nowhere && key == nullptr ? 1 : 0;
        if (member.kind == JsonKind::object) {
            const bool slot = key != nullptr && key->slot != nowhere;
            const int child = key == nullptr || key->each ? nowhere : key->child;
            if (slot || !learn_object(plan, member.text, at + member.at, child)) return false;
            continue;
        }
        if (key != nullptr && key->child != nowhere) return false;
        add(plan, member, at + member.at,
            key == nullptr ? nullptr : step_of(message, node, key->slot));
    }
    return !scan.error();
}

Cursor::Take Cursor::manner_of(const Step* step, JsonKind kind) {
    if (step == nullptr || step->op == Op::ignore) return Take::pass_over;
    if (step->op == Op::table && kind == JsonKind::number) return Take::letter;
    if (step->op == Op::table && kind == JsonKind::boolean) return Take::truth;
    if (step->op == Op::number && kind == JsonKind::number) return Take::number;
    if (kind != JsonKind::string) return Take::by_text;
    if (step->op == Op::floor) return Take::landing;
    if (step->op == Op::lift) return Take::lift;
    const bool wall = step->op == Op::time && step->format == TimeFormat::wall;
    return wall ? Take::wall_time : Take::by_text;
}

// A table that writes one byte, the same for all its values, is an array of bytes.
void Cursor::make_codes(const Plan& plan, JsonKind kind, Stretch& made) {
    made.codes.fill(not_one_byte);
    if (made.step == nullptr || made.step->table == nowhere) return;
    const Table& table = plan.tables[static_cast<std::size_t>(made.step->table)];
    for (const TableRow& row : table.rows) {
        if (row.count > 0) made.offset = row.writes[0].offset;
    }
    for (const TableRow& row : table.rows) {
        std::size_t at = made.codes.size();
        if (kind == JsonKind::boolean && row.text == "false") at = 0;
        if (kind == JsonKind::boolean && row.text == "true") at = 1;
        if (kind == JsonKind::number && row.text.size() == 1 && is_digit(row.text[0])) {
            at = static_cast<std::size_t>(row.text[0] - '0');
        }
        if (at == made.codes.size()) continue;
        if (row.count == 0) made.codes[at] = says_nothing;
        const bool one = row.count == 1 && row.writes[0].offset == made.offset;
        if (one) made.codes[at] = row.writes[0].code;
    }
}

void Cursor::add(const Plan& plan, const JsonMember& member, std::size_t at, const Step* step) {
    const std::size_t quote = member.kind == JsonKind::string ? 1 : 0;
    const std::string_view literal = learning_.substr(done_, at - quote - done_);
    Stretch made{.take = manner_of(step, member.kind),
                 .offset = step == nullptr ? std::uint8_t{0} : step->offset,
                 .from = static_cast<std::uint32_t>(literals_.size()),
                 .size = static_cast<std::uint32_t>(literal.size()),
                 .step = step};
    const std::size_t size = std::min(literal.size(), sizeof made.literal);
    std::memcpy(made.literal.data(), literal.data(), size);
    std::memset(made.mask.data(), 0xFF, size);
    make_codes(plan, member.kind, made);
    stretches_.push_back(made);
    literals_ += literal;
    done_ = at + member.text.size() + quote;
}

inline bool Cursor::is_same(const Stretch& stretch, const char* at, const char* end,
                            const std::string& literals) noexcept {
    const auto left = static_cast<std::size_t>(end - at);
    if (left < sizeof stretch.literal || stretch.size > sizeof stretch.literal) {
        return left > stretch.size &&
               std::memcmp(at, literals.data() + stretch.from, stretch.size) == 0;
    }
    using Wide [[gnu::vector_size(32)]] = std::uint64_t;
    Wide bytes, literal, mask;
    std::memcpy(&bytes, at, sizeof bytes);
    std::memcpy(&literal, stretch.literal.data(), sizeof literal);
    std::memcpy(&mask, stretch.mask.data(), sizeof mask);
    const Wide different = (bytes ^ literal) & mask;
    return (different[0] | different[1] | different[2] | different[3]) == 0;
}

// The quick ways; null where the value wants to be taken by its text, which leaves the same.
inline const char* Cursor::take_code(const Stretch& stretch, std::uint8_t code, const char* behind,
                                     Draft& draft) {
    if (code == not_one_byte) return nullptr;
    if (code != says_nothing) draft.put_byte({stretch.offset, code});
    return behind;
}

inline const char* Cursor::take_truth(const Stretch& stretch, const char* at, const char* end,
                                      Draft& draft) {
    if (end - at < 5) return nullptr;
    const bool yes = same_word<std::uint32_t>(at, "true");
    if (!yes && !(same_word<std::uint32_t>(at, "fals") && at[4] == 'e')) return nullptr;
    return take_code(stretch, stretch.codes[yes ? 1 : 0], at + (yes ? 4 : 5), draft);
}

// Two digits at most; "0" is no landing.
inline const char* Cursor::take_landing(const char* at, const char* end, Draft& draft) {
    if (end - at < 5 || at[0] != '"' || at[1] < '1' || at[1] > '9') return nullptr;
    const bool two = is_digit(at[2]);
    if (at[two ? 3 : 2] != '"') return nullptr;
    const int floor = two ? (at[1] - '0') * 10 + (at[2] - '0') : at[1] - '0';
    draft.observation().floor = static_cast<std::int16_t>(floor);
    return at + (two ? 4 : 3);
}

inline const char* Cursor::take_lift(const char* at, const char* end, Draft& draft) {
    const char* const from = at + 1;
    const char* const quote = *at == '"' ? end_of_text(from, end) : nullptr;
    if (quote == nullptr) return nullptr;
    draft.put_lift({from, static_cast<std::size_t>(quote - from)});
    return quote + 1;
}

inline const char* Cursor::take_wall_time(const char* at, const char* end, Draft& draft) {
    if (end - at < 22 || at[0] != '"' || at[20] != '"') return nullptr;
    const bool same = draft.clock().read_same_day(at + 1, draft.observation().time);
    return same ? at + 21 : nullptr;
}

inline const char* Cursor::take(const Stretch& stretch, const char* at, const char* end,
                                Draft& draft) {
    switch (stretch.take) {
        case Take::letter: {
            const auto digit = static_cast<unsigned>(*at - '0');
            return digit > 9 ? nullptr : take_code(stretch, stretch.codes[digit], at + 1, draft);
        }
        case Take::truth:
            return take_truth(stretch, at, end, draft);
        case Take::number: {
            double number = 0;
            const char* behind = read_plain_number(at, end, number);
            if (behind != nullptr) draft.put_value(*stretch.step, number);
            return behind;
        }
        case Take::landing:
            return take_landing(at, end, draft);
        case Take::lift:
            return take_lift(at, end, draft);
        case Take::wall_time:
            return take_wall_time(at, end, draft);
        case Take::pass_over:
            return pass_over(at, end);
        case Take::by_text:
            break;
    }
    return nullptr;
}

const char* Cursor::take_text(const Plan& plan, const Stretch& stretch, const char* at,
                              const char* end, Draft& draft) {
    Slot slot;
    if (!read_value(at, end, slot)) return nullptr;
    if (stretch.take != Take::pass_over) draft.apply(plan, *stretch.step, slot, nullptr);
    return at;
}

bool Cursor::read(const Plan& plan, std::string_view document, Draft& draft) const {
    const char* at = document.data();
    const char* const end = at + document.size();
    for (const Stretch& stretch : stretches_) {
        if (!is_same(stretch, at, end, literals_)) return false;
        at += stretch.size;
        const char* behind = take(stretch, at, end, draft);
        if (behind == nullptr) behind = take_text(plan, stretch, at, end, draft);
        if (behind == nullptr) return false;
        at = behind;
    }
    return std::string_view(at, static_cast<std::size_t>(end - at)) == tail_;
}

}  // namespace hoistway::platform
