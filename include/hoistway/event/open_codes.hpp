// SPDX-License-Identifier: Apache-2.0
//
// Which codes of the book one lift's device has open: a bit for each row.
//
//     codes.set(book, *book.find(fault), true);
//     codes.first_of(book, EventKind::entrapment);   // the row by which the device says so, or
//     null
//
// Always asked with the book it was filled with. Plain data, 38 bytes; constant time.

#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "hoistway/event/code_book.hpp"
#include "hoistway/model/event.hpp"

namespace hoistway {

struct OpenCodes {
    std::array<std::uint16_t, CodeBook::capacity / 16> words{};

    bool has(const CodeBook& book, const CodeMeaning& code) const noexcept {
        const std::size_t place = place_of(book, code);
        return (words[place / 16] >> place % 16 & 1) != 0;
    }

    void set(const CodeBook& book, const CodeMeaning& code, bool open) noexcept {
        const std::size_t place = place_of(book, code);
        const unsigned bit = 1U << place % 16;
        const unsigned word = words[place / 16];
        words[place / 16] = static_cast<std::uint16_t>(open ? word | bit : word & ~bit);
    }

    // In the order of the book; the visitor may close the code that it is shown.
    template <class Visit>
    void for_each(const CodeBook& book, Visit&& visit) const {
        for (std::size_t word = 0; word < words.size(); ++word) {
            for (unsigned bits = words[word]; bits != 0; bits &= bits - 1) {
                const auto bit = static_cast<std::size_t>(std::countr_zero(bits));
                if (word * 16 + bit < book.rows().size()) visit(book.rows()[word * 16 + bit]);
            }
        }
    }

    const CodeMeaning* first_of(const CodeBook& book, EventKind kind) const noexcept {
        const CodeMeaning* first = nullptr;
        for_each(book, [&](const CodeMeaning& code) {
            if (first == nullptr && code.kind == kind) first = &code;
        });
        return first;
    }

 private:
    static std::size_t place_of(const CodeBook& book, const CodeMeaning& code) noexcept {
        return static_cast<std::size_t>(&code - book.rows().data());
    }
};

}  // namespace hoistway
