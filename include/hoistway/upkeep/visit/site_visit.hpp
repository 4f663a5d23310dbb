// SPDX-License-Identifier: Apache-2.0
//
// A visit as its worker recorded it: from when to when, what was scanned where, what was ticked.
//
//     SiteVisit visit{.id = "v-1", .lift = 7, .worker = "w-17", .begun = begun, .ended = ended};
//     visit.scans.push_back({.time = begun, .place = ScanPlace::car, .lift = 7});
//     distance_m({38.05, 114.48}, {38.06, 114.48});   // 1112 m
//
// A record is a claim; whether anybody was there is for presence.hpp to judge. A worker is a
// pseudonym, never a name. Distances are great circles on a sphere of 6,371,008.8 m (IUGG mean
// radius), by the haversine formula (Sinnott 1984), within 0.6 % of the ellipsoid; all arithmetic
// is exact to the bit on every machine: no sine or arcsine of a standard library is called.

#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/model/signals.hpp"
#include "hoistway/upkeep/visit/checklist.hpp"

namespace hoistway {

// Where the three tags of a lift are, in the order in which a visit passes them.
enum class ScanPlace : std::uint8_t { car, pit, machine_room };

template <>
struct Words<ScanPlace> {
    static constexpr std::array<std::string_view, 3> list{"car", "pit", "machine_room"};
};

enum class ItemVerdict : std::uint8_t { ok, mended, not_ok, not_applicable };

template <>
struct Words<ItemVerdict> {
    static constexpr std::array<std::string_view, 4> list{"ok", "mended", "not_ok",
                                                          "not_applicable"};
};

// Degrees, north and east positive, WGS-84.
struct GeoPoint {
    double latitude = 0, longitude = 0;

    friend bool operator==(const GeoPoint&, const GeoPoint&) = default;
};

// Maps of China show GCJ-02, which lies some hundred metres beside WGS-84: a fix in it is kept,
// but not judged.
enum class Datum : std::uint8_t { wgs84, gcj02 };

template <>
struct Words<Datum> {
    static constexpr std::array<std::string_view, 2> list{"wgs84", "gcj02"};
};

struct GeoFix {
    GeoPoint at{};
    double accuracy = 0;  // m, as the receiver says
    Datum datum{};
};

struct Scan {
    Time time{};
    ScanPlace place{};
    LiftIndex lift = no_lift;       // whose tag it is
    std::int16_t floor = no_floor;  // where the worker says the car stood
    std::optional<GeoFix> fix{};
};

struct ItemAnswer {
    std::string item{};  // "A-1-29"
    ItemVerdict answer{};
};

struct SiteVisit {
    std::string id{};
    LiftIndex lift = no_lift;
    VisitKind kind = VisitKind::on_demand;
    std::string worker{};  // a pseudonym
    std::string company{};
    Time time{};  // of the record
    std::optional<Time> begun{}, ended{};
    std::optional<GeoFix> fix{};
    std::vector<Scan> scans{};  // as recorded
    std::vector<ItemAnswer> items{};

    // Both ends, or the time of the record twice.
    TimeSpan span() const noexcept { return {begun.value_or(time), ended.value_or(time)}; }
};

namespace detail::geo {

inline constexpr double half_turn = 3.14159265358979323846;

// sin x for |x| <= pi/2: Taylor's series to x^23, next term under 1e-20.
inline double sine(double x) noexcept {
    double term = x, sum = x;
    for (int n = 2; n <= 22; n += 2) {
        term *= -x * x / (n * (n + 1));
        sum += term;
    }
    return sum;
}

inline double cosine(double x) noexcept { return sine(half_turn / 2 - std::fabs(x)); }

// arcsin x for 0 <= x <= 1: the angle is halved three times, the rest is Taylor's series.
inline double arcsine(double x) noexcept {
    for (int i = 0; i < 3; ++i) x /= std::sqrt(2 * (1 + std::sqrt(1 - x * x)));
    double power = x, sum = x;
    for (int n = 1; n <= 15; ++n) {
        power *= x * x * (2 * n - 1) / (2 * n);
        sum += power / (2 * n + 1);
    }
    return 8 * sum;
}

}  // namespace detail::geo

inline double distance_m(GeoPoint a, GeoPoint b) noexcept {
    constexpr double radius = 6371008.8, degree = detail::geo::half_turn / 180;
    double east = std::fabs(b.longitude - a.longitude);
    if (east > 180) east = 360 - east;
    const double up = detail::geo::sine((b.latitude - a.latitude) * degree / 2);
    const double along = detail::geo::sine(east * degree / 2);
    const double square = up * up + detail::geo::cosine(a.latitude * degree) *
                                        detail::geo::cosine(b.latitude * degree) * along * along;
    return 2 * radius * detail::geo::arcsine(std::sqrt(square < 1 ? square : 1));
}

}  // namespace hoistway
