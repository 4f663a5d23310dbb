// SPDX-License-Identifier: Apache-2.0
#include "hoistway/upkeep/visit/site_visit.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace hoistway;

// On the equator and on a meridian an arc is the angle times the radius; the poles are half a turn
// apart; Paris to New York is 5837 km by great-circle tables.
TEST_CASE("distances agree with closed forms and with a published one") {
    const double degree = 6371008.8 * std::acos(-1.0) / 180;
    CHECK(distance_m({0, 0}, {0, 0}) == 0);
    CHECK(distance_m({0, 10}, {0, 11}) == doctest::Approx(degree).epsilon(1e-12));
    CHECK(distance_m({30, 114}, {31, 114}) == doctest::Approx(degree).epsilon(1e-12));
    CHECK(distance_m({90, 0}, {-90, 0}) == doctest::Approx(180 * degree).epsilon(1e-9));
    CHECK(distance_m({0, 179.5}, {0, -179.5}) == doctest::Approx(degree).epsilon(1e-12));
    CHECK(distance_m({60, 0}, {60, 180}) == doctest::Approx(60 * degree).epsilon(1e-9));
    CHECK(distance_m({48.8566, 2.3522}, {40.7128, -74.0060}) ==
          doctest::Approx(5.837e6).epsilon(1e-3));
}

TEST_CASE("our sine and arcsine agree with those of the standard library") {
    std::mt19937_64 random(1);
    for (int i = 0; i < 2000; ++i) {
        const double share = static_cast<double>(random() >> 11) / 9007199254740992.0;
        const double angle = (2 * share - 1) * detail::geo::half_turn / 2;
        CHECK(std::abs(detail::geo::sine(angle) - std::sin(angle)) < 1e-15);
        CHECK(std::abs(detail::geo::arcsine(share) - std::asin(share)) < 1e-14);
    }
}

TEST_CASE("a distance is the same both ways and as good as the standard library's formula") {
    std::mt19937_64 random(2);
    const auto draw = [&](double most) {
        return (static_cast<double>(random() % 2000001) / 1e6 - 1) * most;
    };
    const double degree = std::acos(-1.0) / 180;
    for (int i = 0; i < 500; ++i) {
        const GeoPoint a{draw(80), draw(180)}, b{draw(80), draw(180)};
        const double chord = std::sin(a.latitude * degree) * std::sin(b.latitude * degree) +
                             std::cos(a.latitude * degree) * std::cos(b.latitude * degree) *
                                 std::cos((a.longitude - b.longitude) * degree);
        CHECK(distance_m(a, b) == distance_m(b, a));
        CHECK(distance_m(a, b) == doctest::Approx(6371008.8 * std::acos(chord)).epsilon(1e-6));
    }
}

TEST_CASE("a visit without begin and end spans the time of its record") {
    SiteVisit visit{.time = Time{Duration{5000}}};
    CHECK(visit.span() == TimeSpan{Time{Duration{5000}}, Time{Duration{5000}}});
    visit.begun = Time{Duration{1000}};
    visit.ended = Time{Duration{9000}};
    CHECK(visit.span() == TimeSpan{Time{Duration{1000}}, Time{Duration{9000}}});
}
