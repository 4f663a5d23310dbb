// SPDX-License-Identifier: Apache-2.0
//
// Goes along a document whose keys stand as those of an earlier one did, comparing all that stands
// between the values byte by byte with what stood there then. The first byte that differs ends it
// without an answer, and simdjson reads the document from its beginning.
//
//     if (cursor.learn(plan, message, document)) ...
//     const bool whole = cursor.read(plan, document, draft);
//
// Values are taken as simdjson would take them: a string without escapes that is UTF-8, a number by
// the grammar, the three words. Linear time, one pass, nothing is allocated in reading.

#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "draft.hpp"
#include "plan.hpp"

namespace hoistway::platform {

class Cursor {
 public:
    // Goes through a document that simdjson has read; false where it has lists or escapes.
    bool learn(const Plan& plan, int message, std::string_view document);

    // False, with the draft half-filled, where the document is another.
    bool read(const Plan& plan, std::string_view document, Draft& draft) const;

    int message() const noexcept { return message_; }
    std::uint32_t unknown_keys() const noexcept { return unknown_keys_; }

 private:
    // How a value is taken; by_text is right for all of them, the others are quicker.
    enum class Take : std::uint8_t {
        by_text,
        pass_over,
        letter,
        truth,
        number,
        landing,
        lift,
        wall_time,
    };

    // Of each digit, or of "false" and "true", the byte that it makes of the field.
    static constexpr std::uint8_t says_nothing = 0xFE, not_one_byte = 0xFF;

    // What stands before a value, and what is done with the value. Up to 32 bytes are compared at
    // once, with a mask for those that count.
    struct Stretch {
        std::array<std::uint64_t, 4> literal{}, mask{};
        std::array<std::uint8_t, 10> codes{};
        Take take = Take::by_text;
        std::uint8_t offset = 0;
        std::uint32_t from = 0, size = 0;  // in literals_
        const Step* step = nullptr;
    };

    static void make_codes(const Plan& plan, JsonKind kind, Stretch& made);
    static bool is_same(const Stretch& stretch, const char* at, const char* end,
                        const std::string& literals) noexcept;
    static Take manner_of(const Step* step, JsonKind kind);
    // Behind the value, or null where it is not of the kind that it was.
    static const char* take(const Stretch& stretch, const char* at, const char* end, Draft& draft);
    static const char* take_code(const Stretch& stretch, std::uint8_t code, const char* behind,
                                 Draft& draft);
    static const char* take_truth(const Stretch& stretch, const char* at, const char* end,
                                  Draft& draft);
    static const char* take_landing(const char* at, const char* end, Draft& draft);
    static const char* take_lift(const char* at, const char* end, Draft& draft);
    static const char* take_wall_time(const char* at, const char* end, Draft& draft);
    static const char* take_text(const Plan& plan, const Stretch& stretch, const char* at,
                                 const char* end, Draft& draft);
    bool learn_object(const Plan& plan, std::string_view object, std::size_t at, int node);
    void add(const Plan& plan, const JsonMember& member, std::size_t at, const Step* step);

    std::string literals_;
    std::vector<Stretch> stretches_;
    std::string tail_;
    int message_ = nowhere;
    std::uint32_t unknown_keys_ = 0;
    std::string_view learning_;
    std::size_t done_ = 0;
};

}  // namespace hoistway::platform
