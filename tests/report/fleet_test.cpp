// SPDX-License-Identifier: Apache-2.0

#include "hoistway/report/fleet.hpp"

#include <nlohmann/json.hpp>
#include <string>

#include <doctest/doctest.h>

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

FleetAvailabilityInput three_lifts() {
    return {.id = "fleet-2026",
            .data = month_span(std::chrono::year{2026} / 3),
            .lifts = 4,
            .judged = 3,
            .outages = 7,
            .median_availability = 0.99,
            .median_hours_between = 248,
            .rows = {{.key = "good", .group = "East", .availability = 0.999, .outages = 1},
                     {.key = "unknown"},
                     {.key = "bad", .availability = 0.9, .outages = 2, .down = 74h},
                     {.key = "as bad", .availability = 0.9, .outages = 4, .down = 74h}},
            .source = {"公开停用记录", "Public outage records"},
            .program = "hoistway 0.1.0"};
}

}  // namespace

TEST_CASE("lifts stand worst first, those that are not known last") {
    const auto json = nlohmann::json::parse(to_json(build_fleet(three_lifts()), Language::en));
    const auto& rows = json["tables"][0]["rows"];
    const char* order[] = {"as bad", "bad", "good", "unknown"};
    REQUIRE(rows.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(rows[i]["no"] == i + 1);
        CHECK(rows[i]["lift"] == order[i]);
    }
    CHECK(rows[0]["down"] == 74 * 3600);
    CHECK(rows[3]["availability"].is_null());
    CHECK(rows[3]["outages"].is_null());
}

TEST_CASE("the headline figures are those given, and what is not given is not known") {
    const auto json = nlohmann::json::parse(to_json(build_fleet(three_lifts())));
    CHECK(json["figures"]["lifts"] == 4);
    CHECK(json["figures"]["judged"] == 3);
    CHECK(json["figures"]["outages"] == 7);
    CHECK(json["figures"]["median_availability"] == 0.99);
    CHECK(json["figures"]["median_hours_to_restore"].is_null());
    const std::string html = to_html(build_fleet(three_lifts()));
    CHECK(html.find("99.00%") != std::string::npos);
    CHECK(html.find("公开停用记录") != std::string::npos);
    CHECK(html.find("模拟") == std::string::npos);
}

TEST_CASE("a fleet of no lifts is a page that says so, and simulated data are named as such") {
    FleetAvailabilityInput input;
    input.simulated = true;
    const std::string html = to_html(build_fleet(input));
    CHECK(html.find("class=\"none\"") != std::string::npos);
    CHECK(html.find("模拟数据") != std::string::npos);
    CHECK(files_of(build_fleet(input)).size() == 3);
}

TEST_CASE("a figure that is not known is null in the JSON and no tile of the page") {
    FleetAvailabilityInput polled = three_lifts();
    polled.outages.reset();
    polled.days = 365;
    polled.median_down = 96h;
    polled.down_a_day = 178.84;
    const auto json = nlohmann::json::parse(to_json(build_fleet(polled)));
    CHECK(json["figures"]["outages"].is_null());
    CHECK(json["figures"]["days"] == 365);
    CHECK(json["figures"]["median_down"] == 96 * 3600);
    CHECK(json["figures"]["down_a_day"] == 178.84);
    const Page page = build_fleet(polled);
    for (const Figure& figure : page.figures) {
        CAPTURE(figure.what.id);
        const bool known = figure.what.id != "outages" && figure.what.id != "down_four_weeks" &&
                           figure.what.id != "median_hours_to_restore";
        CHECK(figure.headline == known);
    }
}
