// SPDX-License-Identifier: Apache-2.0
//
// The least safety factor that suspension ropes need for the sheaves they run over, and how long
// they last by a supplier's coefficients.
//
//     const Sheaves sheaves{.groove = Groove::undercut, .angle = 90, .simple = 2, .reverse = 1,
//                           .traction_mm = 400, .pulley_mm = 400};
//     const auto n = equivalent_sheaves(sheaves);          // N_t + K_p (N_ps + 4 N_pr)
//     required_factor({.ropes = 3, .sheaves = *n, .ratio = 40});
//
// N_equiv and S_f as in GB/T 7588.2-2020 5.12 and EN 81-50 5.12, from memory and unverified (domain
// facts 4.2); the standard's own text was out of reach, so check a design against it. A reverse
// bend counts four times where the two sheaves stand within 200 rope diameters of each other.
// 12, or 16 for two ropes, remains the least there is. Feyrer's lifetime is his form only: no
// coefficients come with the library. Doubles, within 1e-9 of each other on all machines: tell them
// with two decimals.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>

#include "hoistway/core/result.hpp"
#include "hoistway/model/signals.hpp"

namespace hoistway {

enum class Groove : std::uint8_t { round, v, undercut };

template <>
struct Words<Groove> {
    static constexpr std::array<std::string_view, 3> list{"round", "v", "undercut"};
};

namespace detail {

struct GrooveRow {
    double angle, sheaves;
};

// GB/T 7588.2-2020 5.12.2, [unverified]: the angle of the groove and what it counts for.
inline constexpr std::array<GrooveRow, 6> v_grooves{
    {{35, 18.5}, {36, 15.2}, {38, 10.5}, {40, 7.1}, {42, 5.6}, {45, 4.0}}};
inline constexpr std::array<GrooveRow, 7> undercut_grooves{
    {{75, 2.5}, {80, 3.0}, {85, 3.8}, {90, 5.0}, {95, 6.7}, {100, 10.0}, {105, 15.2}}};

// Between two rows in proportion; outside of the table nothing is known.
inline Result<double> groove_value(std::span<const GrooveRow> rows, double angle) {
    if (!(angle >= rows.front().angle && angle <= rows.back().angle)) {
        return Error{ErrorCode::out_of_range, 0};
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
        if (angle > rows[i].angle) continue;
        const GrooveRow &a = rows[i - 1], &b = rows[i];
        return a.sheaves + (b.sheaves - a.sheaves) * (angle - a.angle) / (b.angle - a.angle);
    }
    return rows.back().sheaves;
}

}  // namespace detail

// What the ropes of one lift run over. Angles in degrees, diameters of the pitch circles.
struct Sheaves {
    Groove groove{};
    double angle = 0;  // of a V groove, or beta of an undercut one; not asked of a round one
    int simple = 0;    // N_ps: pulleys that bend the rope the same way as the one before
    int reverse = 0;   // N_pr: pulleys within 200 d that bend it the other way
    double traction_mm = 0, pulley_mm = 0;  // D_t, and the mean of the pulleys' D_p
};

// N_t, the number of sheaves that the traction sheave's groove counts for.
inline Result<double> traction_equivalent(Groove groove, double angle) {
    switch (groove) {
        case Groove::round:
            return 1.0;
        case Groove::v:
            return detail::groove_value(detail::v_grooves, angle);
        case Groove::undercut:
            return detail::groove_value(detail::undercut_grooves, angle);
    }
    return Error{ErrorCode::bad_value, 0};
}

// N_equiv = N_t + K_p (N_ps + 4 N_pr), K_p = (D_t / D_p)^4.
inline Result<double> equivalent_sheaves(const Sheaves& sheaves) {
    const Result<double> traction = traction_equivalent(sheaves.groove, sheaves.angle);
    if (!traction) return traction.error();
    if (sheaves.simple < 0 || sheaves.reverse < 0) return Error{ErrorCode::out_of_range, 0};
    if (sheaves.simple + sheaves.reverse == 0) return *traction;
    if (!(sheaves.traction_mm > 0 && sheaves.pulley_mm > 0)) return Error{ErrorCode::missing, 0};
    const double ratio = sheaves.traction_mm / sheaves.pulley_mm;
    return *traction + ratio * ratio * ratio * ratio * (sheaves.simple + 4 * sheaves.reverse);
}

// Does a bend the other way count as reverse? Sheaves more than 200 d apart do not.
constexpr bool is_reverse_bend(double distance_mm, double rope_mm) noexcept {
    return distance_mm <= 200 * rope_mm;
}

// The formula alone: S_f of N equivalent sheaves and r = D_t / d.
inline double formula_factor(double sheaves, double ratio) noexcept {
    const double life = std::log10(695.85e6 * sheaves / std::pow(ratio, 8.567)),
                 scale = std::log10(77.09 * std::pow(ratio, -2.894));
    return std::pow(10.0, 2.6834 - life / scale);
}

struct RopeDuty {
    int ropes = 0;
    double sheaves = 1;  // N_equiv
    double ratio = 0;    // D_t / d
};

// Never below 12 for three ropes or more, 16 for two (domain facts 2, [unverified]). One rope, or
// sheaves smaller than 40 rope diameters, are outside the standard and refused.
inline Result<double> required_factor(const RopeDuty& duty) {
    const bool known = duty.ropes >= 2 && duty.ratio >= 40 && duty.sheaves >= 1;
    if (!known || !std::isfinite(duty.sheaves) || duty.ratio > 100) {
        return Error{ErrorCode::out_of_range, 0};
    }
    return std::max(duty.ropes == 2 ? 16.0 : 12.0, formula_factor(duty.sheaves, duty.ratio));
}

// What the ropes have: n ropes of so much breaking load (kN) under so much static force (kN).
inline Result<double> actual_factor(int ropes, double breaking_kn, double force_kn) {
    if (ropes < 1 || !(breaking_kn > 0) || !(force_kn > 0)) {
        return Error{ErrorCode::out_of_range, 0};
    }
    return ropes * breaking_kn / force_kn;
}

// Feyrer's b0..b3 and the endurance factor f_E of one rope on one sheave: the supplier's, never
// ours (domain facts 4.3).
struct FeyrerCoefficients {
    double b0, b1, b2, b3;
    double f_e = 1;
};

struct FeyrerRope {
    double sheave_mm = 0, rope_mm = 0;
    double force_n = 0;          // in one rope
    double strength_mpa = 1770;  // nominal, of the wires
    double bent_mm = 0;          // length of rope that is bent
};

// f_d(16 mm) = 1.
inline double feyrer_diameter(double rope_mm) noexcept {
    return 0.52 / (-0.48 + std::pow(rope_mm / 16, 0.3));
}

// f_L = 1 at l / d = 60.
inline double feyrer_length(double bent_by_d) noexcept {
    return 1.49 / (2.49 - std::pow((bent_by_d - 2.5) / 57.5, -0.14));
}

// Bends until the rope is laid off, on one sheave; nothing where the form does not hold.
inline std::optional<double> feyrer_bends(const FeyrerCoefficients& c, const FeyrerRope& rope) {
    const double d = rope.rope_mm, bent = rope.bent_mm / d;
    const bool sound = d > 0 && rope.sheave_mm > d && rope.force_n > 0 && rope.strength_mpa > 0;
    if (!sound || !(bent > 2.5) || !(c.f_e > 0)) return std::nullopt;
    const double ratio = std::log10(rope.sheave_mm / d),
                 stress = std::log10(rope.force_n / (d * d)) -
                          0.4 * std::log10(rope.strength_mpa / 1770),
                 lg = c.b0 + (c.b1 + c.b3 * ratio) * stress + c.b2 * ratio +
                      std::log10(feyrer_diameter(d)) + std::log10(feyrer_length(bent)) +
                      std::log10(c.f_e);
    const double bends = std::pow(10.0, lg);
    if (!std::isfinite(bends) || !(bends > 0)) return std::nullopt;
    return bends;
}

// Trips until the rope is laid off when each trip bends it on each of these sheaves once:
// Palmgren and Miner's 1 / sum of 1 / N. Nothing for no sheave.
inline std::optional<double> trips_to_discard(std::span<const double> bends_of_sheaves) {
    double wear = 0;
    for (const double bends : bends_of_sheaves) {
        if (!(bends > 0)) return std::nullopt;
        wear += 1 / bends;
    }
    if (!(wear > 0)) return std::nullopt;
    return 1 / wear;
}

}  // namespace hoistway
