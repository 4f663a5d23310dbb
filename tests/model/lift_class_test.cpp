// SPDX-License-Identifier: Apache-2.0
#include "hoistway/model/lift_class.hpp"

#include <doctest/doctest.h>

#include <iterator>
#include <string>

using namespace hoistway;

TEST_CASE("the year decides what re-used class digits mean") {
    struct Case {
        std::string_view digits;
        int year;
        Catalogue era;
        std::string_view meaning;
    };
    const Case cases[] = {
        {"3110", 2005, Catalogue::before_2014, "traction_passenger"},
        {"3110", 2016, Catalogue::since_2014, "traction_passenger"},
        {"3110", 0, Catalogue::ambiguous, "traction_passenger"},
        {"3120", 2013, Catalogue::before_2014, "positive_drive_passenger"},
        {"3120", 2014, Catalogue::ambiguous, ""},
        {"3120", 2015, Catalogue::since_2014, "traction_freight"},
        {"3120", 0, Catalogue::ambiguous, ""},
        {"3130", 2010, Catalogue::before_2014, "machine_roomless_passenger"},
        {"3130", 2020, Catalogue::since_2014, "positive_drive_freight"},
        {"3210", 2010, Catalogue::before_2014, "freight"},
        {"3210", 2020, Catalogue::since_2014, "hydraulic_passenger"},
        {"3220", 2010, Catalogue::before_2014, "freight"},
        {"3220", 2020, Catalogue::since_2014, "hydraulic_freight"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.digits);
        CAPTURE(c.year);
        CHECK(lift_class(c.digits, c.year) == LiftClass{c.era, c.meaning});
    }
}

TEST_CASE("digits that only one catalogue has are of that one whatever the year says") {
    for (const int year : {0, 2005, 2014, 2020}) {
        CHECK(lift_class("3150", year) == LiftClass{Catalogue::before_2014, "panoramic"});
        CHECK(lift_class("3170", year) == LiftClass{Catalogue::before_2014, "bed"});
        CHECK(lift_class("3230", year) == LiftClass{Catalogue::before_2014, "freight"});
        CHECK(lift_class("3400", year) == LiftClass{Catalogue::before_2014, "service"});
        CHECK(lift_class("3500", year) == LiftClass{Catalogue::before_2014, "escalator"});
        CHECK(lift_class("3600", year) == LiftClass{Catalogue::before_2014, "moving_walk"});
        CHECK(lift_class("3310", year) == LiftClass{Catalogue::since_2014, "escalator"});
        CHECK(lift_class("3320", year) == LiftClass{Catalogue::since_2014, "moving_walk"});
        CHECK(lift_class("3410", year) == LiftClass{Catalogue::since_2014, "explosion_proof"});
        CHECK(lift_class("3420", year) == LiftClass{Catalogue::since_2014, "firefighter"});
        CHECK(lift_class("3430", year) == LiftClass{Catalogue::since_2014, "service"});
    }
}

TEST_CASE("digits that no catalogue has mean nothing") {
    for (const auto digits : {"", "311", "3111", "3140", "4110", "31100"}) {
        CHECK(lift_class(digits, 2016) == LiftClass{Catalogue::unknown, ""});
    }
}

TEST_CASE("the ten classes of a use certificate are those of the later catalogue") {
    constexpr std::string_view ten[] = {"11", "12", "13", "21", "22", "31", "32", "41", "42", "43"};
    std::size_t known = 0;
    for (char a = '0'; a <= '9'; ++a) {
        for (char b = '0'; b <= '9'; ++b) {
            const std::string two{a, b};
            known += certificate_class(two).era == Catalogue::since_2014 ? 1 : 0;
        }
    }
    CHECK(known == std::size(ten));
    for (const auto two : ten) {
        CHECK(certificate_class(two) == lift_class("3" + std::string(two) + "0", 2020));
    }
}

static_assert(to_text(Catalogue::before_2014) == "before_2014");
static_assert(from_text<Catalogue>("ambiguous") == Catalogue::ambiguous);
