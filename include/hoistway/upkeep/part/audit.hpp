// SPDX-License-Identifier: Apache-2.0
//
// Replaced parts held against the book: was it time, was it needed again so soon, was the price
// within what such a part costs?
//
//     for (const PartRemark& remark : audit(replacements, book)) remark.sentence.zh;
//
// A remark is a question to ask, never a charge: a part may fail early, and a price may have its
// reason. Asked is about a part the book does not know, a price outside its range or not told, a
// part that was replaced with less than half its life used [default], and one that was replaced
// again within its warranty. "Replacing instead of mending" is what source 000 wants found: quality
// and price of replaced parts are reviewed. Prices in fen. Time of a sort.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/model/language.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/upkeep/due.hpp"
#include "hoistway/upkeep/part/part_book.hpp"

namespace hoistway {

struct Replacement {
    LiftIndex lift = no_lift;
    Date day{};
    std::string part{};  // id in the book
    int pieces = 1;
    std::optional<std::int64_t> price{};  // fen, for all pieces together
    std::optional<double> share_used{};   // of the old part's life, where it is known
};

enum class PartDoubt : std::uint8_t {
    unknown_part,
    no_price,
    price_above,
    price_below,
    early,
    again,  // within the warranty
};

template <>
struct Words<PartDoubt> {
    static constexpr std::array<std::string_view, 6> list{"unknown_part", "no_price", "price_above",
                                                          "price_below",  "early",    "again"};
};

struct PartRemark {
    std::size_t replacement = 0;  // its place in what was audited
    PartDoubt doubt{};
    double value = 0, limit = 0;  // yuan a piece, share of the life, or months
    Text sentence;
};

struct AuditOptions {
    double early_share = 0.5;  // [default]
};

namespace detail {

inline std::string yuan(std::int64_t fen) {
    std::string out = std::to_string(fen / 100) + '.';
    put_digits(out, fen % 100, 2);
    return out;
}

class PartAudit {
 public:
    PartAudit(std::span<const Replacement> replacements, const PartBook& book, AuditOptions options)
        : replacements_(replacements), book_(book), options_(options) {}

    void look_at(std::size_t place) {
        const Replacement& one = replacements_[place];
        const WearPart* const part = find_part(book_, one.part);
        if (part == nullptr) {
            add(place, PartDoubt::unknown_part, 0, 0,
                {"更换部件“" + one.part + "”不在部件清单中。",
                 "The part " + one.part + " is not in the book."});
            return;
        }
        if (part->price) look_at_price(place, one, *part);
        if (one.share_used && *one.share_used < options_.early_share) {
            const std::string share = std::to_string(static_cast<int>(*one.share_used * 100));
            add(place, PartDoubt::early, *one.share_used, options_.early_share,
                {part->name.zh + "仅使用寿命的" + share + "%即更换，请说明原因。",
                 part->name.en + ": replaced with " + share + " % of its life used; why?"});
        }
    }

    // The same part of the same lift, the one before and this one.
    void look_at_pair(std::size_t before, std::size_t place) {
        const Replacement &old = replacements_[before], &one = replacements_[place];
        const WearPart* const part = find_part(book_, one.part);
        if (part == nullptr || part->warranty_months == 0) return;
        if (one.day >= add_months(old.day, part->warranty_months)) return;
        add(place, PartDoubt::again, whole_months(old.day, one.day), part->warranty_months,
            {part->name.zh + "于" + format_date(old.day) + "更换后，在" +
                 std::to_string(part->warranty_months) + "个月质保期内再次更换。",
             part->name.en + ": replaced again within the " +
                 std::to_string(part->warranty_months) + " months of warranty since " +
                 format_date(old.day) + "."});
    }

    std::vector<PartRemark> remarks;

 private:
    void look_at_price(std::size_t place, const Replacement& one, const WearPart& part) {
        if (!one.price || one.pieces < 1) {
            add(place, PartDoubt::no_price, 0, 0,
                {part.name.zh + "更换记录没有价格。", part.name.en + ": no price is recorded."});
            return;
        }
        const std::int64_t low = part.price->low * one.pieces, high = part.price->high * one.pieces;
        if (*one.price >= low && *one.price <= high) return;
        const bool above = *one.price > high;
        const std::string price = yuan(*one.price), limit = yuan(above ? high : low),
                          pieces = std::to_string(one.pieces);
        add(place, above ? PartDoubt::price_above : PartDoubt::price_below,
            static_cast<double>(*one.price) / 100, static_cast<double>(above ? high : low) / 100,
            {part.name.zh + pieces + "件" + price + "元，" + (above ? "高于" : "低于") +
                 "清单价格" + limit + "元。",
             part.name.en + ", " + pieces + " piece(s): " + price + " yuan, " +
                 (above ? "above" : "below") + " the book's " + limit + "."});
    }

    void add(std::size_t place, PartDoubt doubt, double value, double limit, Text sentence) {
        remarks.push_back({place, doubt, value, limit, std::move(sentence)});
    }

    std::span<const Replacement> replacements_;
    const PartBook& book_;
    AuditOptions options_;
};

}  // namespace detail

// In the order of the replacements; of one replacement in the order of PartDoubt.
inline std::vector<PartRemark> audit(std::span<const Replacement> replacements,
                                     const PartBook& book, AuditOptions options = {}) {
    detail::PartAudit out(replacements, book, options);
    std::vector<std::size_t> order(replacements.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (const std::size_t place : order) out.look_at(place);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Replacement &x = replacements[a], &y = replacements[b];
        if (x.lift != y.lift) return x.lift < y.lift;
        if (x.part != y.part) return x.part < y.part;
        return x.day < y.day;
    });
    for (std::size_t i = 1; i < order.size(); ++i) {
        const Replacement &a = replacements[order[i - 1]], &b = replacements[order[i]];
        if (a.lift == b.lift && a.part == b.part) out.look_at_pair(order[i - 1], order[i]);
    }
    std::stable_sort(out.remarks.begin(), out.remarks.end(),
                     [](const PartRemark& a, const PartRemark& b) {
                         return a.replacement != b.replacement ? a.replacement < b.replacement
                                                               : a.doubt < b.doubt;
                     });
    return std::move(out.remarks);
}

}  // namespace hoistway
