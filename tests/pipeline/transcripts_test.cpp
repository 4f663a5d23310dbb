// SPDX-License-Identifier: Apache-2.0
//
// The pages under tests/transcripts/detect: what the devices say, and the events that have to come
// of it. A new case is a new page, not new C++.

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "logs.hpp"
#include "tree.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

struct Page {
    std::string observations, events;
};

Page read_page(const std::filesystem::path& path) {
    Page page;
    std::ifstream file(path);
    std::string block;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("```", 0) == 0) {
            block = block.empty() ? line.substr(3) : std::string();
        } else if (block == "observations") {
            page.observations += line + '\n';
        } else if (block == "events") {
            page.events += line + '\n';
        }
    }
    return page;
}

std::string events_of(const Page& page, std::size_t batch) {
    const std::vector<Lift> lifts = lifts_of_ten_floors(2);
    const Policy policy = shijiazhuang();
    const std::vector<Observation> log = read_log(page.observations, lifts);
    const std::span<const Observation> all(log);
    Analysis analysis{lifts, policy};
    for (std::size_t at = 0; at < all.size(); at += batch) {
        analysis.process(all.subspan(at, std::min(batch, all.size() - at)));
    }
    analysis.finish();
    return to_event_log(analysis);
}

}  // namespace

TEST_CASE("every transcript of the rules gives its events, at once and record by record") {
    const std::filesystem::path folder = tree() / "tests/transcripts/detect";
    std::size_t pages = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".md") continue;
        CAPTURE(entry.path().string());
        const Page page = read_page(entry.path());
        REQUIRE_FALSE(page.observations.empty());
        CHECK(events_of(page, page.observations.size()) == page.events);
        CHECK(events_of(page, 1) == page.events);
        ++pages;
    }
    CHECK(pages >= 90);
}
