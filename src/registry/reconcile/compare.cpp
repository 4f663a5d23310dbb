// SPDX-License-Identifier: Apache-2.0
#include "compare.hpp"

#include <algorithm>
#include <cmath>

#include "../lists/list_fields.hpp"

namespace hoistway {

namespace {

// A shorter number is somebody's own count and says nothing outside the list [default].
constexpr std::size_t shortest_number = 5, shortest_serial = 4;
constexpr double same_m = 2, near_m = 30, far_m = 100;  // m [default]
constexpr double build_tolerance = 0.01;                // of the larger [default]
constexpr std::array<std::string_view, 6> build_fields{"kind",       "maker",  "rated_speed",
                                                       "rated_load", "travel", "installed"};

std::string digits_of(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

// A number with a digit in it that is long enough to mean one lift.
std::string plain_number(std::string_view text) {
    std::string plain = plain_header(text);
    const bool digit = plain.find_first_of("0123456789") != std::string::npos;
    return digit && plain.size() >= shortest_number ? plain : std::string();
}

bool known(const std::string& first, const std::string& second) {
    return !first.empty() && !second.empty();
}

// The cosine of a latitude by its series, the same on every machine; within 0.03 up to the poles.
double cosine(double degrees) {
    const double x = degrees * 0.017453292519943295, square = x * x;
    return 1 - square / 2 + square * square / 24 - square * square * square / 720;
}

double metres_between(const Site& first, const Site& second) {
    constexpr double metres_a_degree = 111'195;  // a sphere of 6371 km
    const double north = (first.latitude - second.latitude) * metres_a_degree;
    const double east =
        (first.longitude - second.longitude) * metres_a_degree * cosine(first.latitude);
    return std::sqrt(north * north + east * east);
}

void compare_numbers(const RowCard& first, const RowCard& second, std::vector<Clue>& clues) {
    for (std::size_t i = 0; i < number_fields.size(); ++i) {
        const std::string& mine = first.numbers[i];
        const std::string& other = second.numbers[i];
        if (mine.empty()) continue;
        const std::string field(number_fields[i]);
        const auto moved = std::find(second.numbers.begin(), second.numbers.end(), mine);
        if (mine == other) {
            clues.push_back({ClueKind::same_number, field});
        } else if (moved != second.numbers.end()) {
            clues.push_back({ClueKind::moved_number, field});
        } else if (is_near(mine, other)) {
            clues.push_back({ClueKind::near_number, field});
        } else if (!other.empty() && number_fields[i] != "key") {
            clues.push_back({ClueKind::other_number, field});
        }
    }
}

// The key may be one of the other numbers again: a number speaks once.
void drop_repeated_numbers(const RowCard& first, std::vector<Clue>& clues) {
    const auto repeats = [&](const Clue& clue) {
        if (clue.field != "key") return false;
        return std::find(first.numbers.begin() + 1, first.numbers.end(), first.numbers[0]) !=
               first.numbers.end();
    };
    clues.erase(std::remove_if(clues.begin(), clues.end(), repeats), clues.end());
}

void compare_place(const RowCard& first, const RowCard& second, std::vector<Clue>& clues) {
    if (known(first.site, second.site)) {
        const bool same = first.site == second.site;
        clues.push_back({same ? ClueKind::same_site : ClueKind::other_site, "site"});
    }
    if (known(first.address, second.address)) {
        const bool digits = !first.digits.empty() && first.digits == second.digits;
        const ClueKind kind = first.address == second.address ? ClueKind::same_address
                              : digits                        ? ClueKind::same_digits
                                                              : ClueKind::other_address;
        clues.push_back({kind, "address"});
    }
    if (!has_position(*first.row) || !has_position(*second.row)) return;
    const double metres = metres_between(first.row->site, second.row->site);
    if (metres <= same_m) clues.push_back({ClueKind::same_position, "latitude"});
    if (metres > same_m && metres <= near_m) clues.push_back({ClueKind::near_position, "latitude"});
    if (metres > far_m) clues.push_back({ClueKind::far_position, "latitude"});
}

bool agree(const std::string& first, const std::string& second) {
    if (first == second) return true;
    const auto one = read_quantity(first, Dimension::mass, "kg");
    const auto two = read_quantity(second, Dimension::mass, "kg");
    return one && two && std::abs(*one - *two) <= build_tolerance * std::max(*one, *two);
}

void compare_build(const RowCard& first, const RowCard& second, std::vector<Clue>& clues) {
    if (known(first.maker_number, second.maker_number) &&
        first.maker_number == second.maker_number) {
        clues.push_back({ClueKind::same_maker_number, "maker_number"});
    }
    for (std::size_t i = 0; i < build_fields.size(); ++i) {
        if (!known(first.build[i], second.build[i])) continue;
        const bool same = agree(first.build[i], second.build[i]);
        clues.push_back(
            {same ? ClueKind::same_build : ClueKind::other_build, std::string(build_fields[i])});
    }
}

}  // namespace

bool has_position(const ListRow& row) noexcept {
    const Site& site = row.site;
    const bool whole = !std::isnan(site.latitude) && !std::isnan(site.longitude);
    return whole && (site.latitude != 0 || site.longitude != 0);  // 0, 0 is what nobody filled in
}

RowCard row_card(const ListRow& row) {
    RowCard card;
    card.row = &row;
    for (std::size_t i = 0; i < number_fields.size(); ++i) {
        card.numbers[i] = plain_number(list_field_text(row, number_fields[i]));
    }
    card.maker_number = plain_header(row.standing.maker_number);
    if (card.maker_number.size() < shortest_serial) card.maker_number.clear();
    card.site = plain_header(row.standing.site);
    card.address = plain_header(row.lift.address);
    card.digits = digits_of(row.lift.address);
    for (std::size_t i = 0; i < build_fields.size(); ++i) {
        const std::string text = list_field_text(row, build_fields[i]);
        const bool word = build_fields[i] == "kind" || build_fields[i] == "maker";
        card.build[i] = word ? plain_header(text) : text;
    }
    return card;
}

std::vector<Clue> compare(const RowCard& first, const RowCard& second) {
    std::vector<Clue> clues;
    compare_numbers(first, second, clues);
    drop_repeated_numbers(first, clues);
    compare_place(first, second, clues);
    compare_build(first, second, clues);
    return clues;
}

int points_of(const std::vector<Clue>& clues) noexcept {
    int points = 0;
    for (const Clue& clue : clues) points += evidence_points[static_cast<std::size_t>(clue.kind)];
    return points;
}

bool is_near(std::string_view first, std::string_view second) noexcept {
    if (first.empty() || second.empty() || first == second) return false;
    if (first.size() < second.size()) std::swap(first, second);
    if (first.size() > second.size() + 1) return false;
    const auto front = std::mismatch(second.begin(), second.end(), first.begin()).second;
    const auto at = static_cast<std::size_t>(front - first.begin());
    if (first.size() > second.size()) return first.substr(at + 1) == second.substr(at);
    if (first.substr(at + 1) == second.substr(at + 1)) return at + 1 < first.size();
    return at + 1 < first.size() && first[at] == second[at + 1] && first[at + 1] == second[at] &&
           first.substr(at + 2) == second.substr(at + 2);
}

}  // namespace hoistway
