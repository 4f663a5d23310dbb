// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/log/log_reader.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

LiftIndex find_lift(std::string_view key) {
    if (key == "A-1") return 1;
    return key == "B-2" ? 2 : no_lift;
}

struct Log {
    std::vector<Observation> observations;
    std::vector<std::string> refusals;
    LogFigures figures;
    LogFormat format{};

    friend bool operator==(const Log&, const Log&) = default;
};

Log read(std::string_view text, std::size_t piece, LogReaderOptions options = {}) {
    Log out;
    LogReader reader{"obs", find_lift, options};
    const auto keep = [&](const Observation& seen) { out.observations.push_back(seen); };
    for (std::size_t at = 0; at < text.size(); at += piece) {
        reader.feed(text.substr(at, piece), keep);
    }
    reader.finish(keep);
    for (const Refusal& refusal : reader.refusals()) out.refusals.push_back(to_text(refusal));
    out.figures = reader.figures();
    out.format = reader.format();
    return out;
}

bool begins(const std::string& text, std::string_view with) { return text.rfind(with, 0) == 0; }

const std::string json_log =
    "\xEF\xBB\xBF{\"lift\":\"A-1\",\"time\":1,\"floor\":1}\r\n"
    "\n"
    "  \t\r\n"
    "{\"lift\":\"B-2\",\"time\":2,\"colour\":\"red\"}\n"
    "{\"lift\":\"C-3\",\"time\":3}\n"
    "{\"lift\":\"A-1\",\"time\":4,\"door\":\"ajarr\"}\n"
    "{\"lift\":\"\xB5\xE7\",\"time\":5}\n"
    "{\"lift\":\"A-1\",\"time\":6}";

const std::string csv_log =
    "lift,time,door,note\r\n"
    "A-1,1,closed,\r\n"
    "B-2,2,ajarr,\r\n"
    "C-3,3,open,\r\n"
    "B-2,4,\"open\",\"a, b\"\r\n";

}  // namespace

TEST_CASE("JSON lines are read, and what cannot be is refused by line and column") {
    const Log log = read(json_log, json_log.size());
    CHECK(log.format == LogFormat::json);
    CHECK(log.figures ==
          LogFigures{.lines = 8, .observations = 3, .refused = 3, .unknown_keys = 1});
    REQUIRE(log.observations.size() == 3);
    CHECK(log.observations[0].lift == 1);
    CHECK(log.observations[0].floor == 1);
    CHECK(log.observations[1].lift == 2);
    CHECK(log.observations[2].time == Time{Duration{6}});
    REQUIRE(log.refusals.size() == 3);
    CHECK(begins(log.refusals[0], "obs:5:10: unknown_lift at 'lift'"));
    CHECK(begins(log.refusals[1], "obs:6:32: bad_value at 'door'"));
    CHECK(log.refusals[1].find("found 'ajarr'") != std::string::npos);
    CHECK(begins(log.refusals[2], "obs:7:10: bad_encoding"));
}

TEST_CASE("CSV is read, and what cannot be is refused by line and column") {
    const Log log = read(csv_log, csv_log.size());
    CHECK(log.format == LogFormat::csv);
    CHECK(log.figures ==
          LogFigures{.lines = 5, .observations = 2, .refused = 2, .unknown_keys = 1});
    REQUIRE(log.observations.size() == 2);
    CHECK(log.observations[1].door == Door::open);
    REQUIRE(log.refusals.size() == 2);
    CHECK(begins(log.refusals[0], "obs:3:7: bad_value at 'door'"));
    CHECK(begins(log.refusals[1], "obs:4:1: unknown_lift"));
}

TEST_CASE("pieces of any size give the same log") {
    for (const std::string& text : {json_log, csv_log}) {
        const Log whole = read(text, text.size());
        for (std::size_t piece = 1; piece < 40; ++piece) {
            CAPTURE(piece);
            CHECK(read(text, piece) == whole);
        }
    }
}

TEST_CASE("a line above the limit is refused, and the next one read") {
    const std::string good = "{\"lift\":\"A-1\",\"time\":1}\n";
    for (const std::size_t piece : {std::size_t{1}, std::size_t{10}, std::size_t{1000}}) {
        CAPTURE(piece);
        const Log log = read(good + std::string(100, 'x') + "\n" + good, piece, {.max_line = 30});
        CHECK(log.observations.size() == 2);
        REQUIRE(log.refusals.size() == 1);
        CHECK(begins(log.refusals[0], "obs:2:31: too_long"));
    }
    const Log last = read(good + std::string(100, 'x'), 7, {.max_line = 30});
    CHECK(last.figures.refused == 1);
    CHECK(read(good, 3, {.max_line = good.size() - 1}).figures.refused == 0);
    CHECK(read(good, 3, {.max_line = good.size() - 2}).figures.refused == 1);
}

TEST_CASE("the first hundred refusals are kept and all are counted") {
    std::string text;
    for (int i = 0; i < 250; ++i) text += "{\"lift\":\"?\",\"time\":1}\n";
    const Log log = read(text, 64);
    CHECK(log.refusals.size() == 100);
    CHECK(log.figures.refused == 250);
    CHECK(read(text, 64, {.max_refusals = 3}).refusals.size() == 3);
}

TEST_CASE("a stray first line does not decide the format") {
    const Log log = read("begin of log\n{\"lift\":\"A-1\",\"time\":1}\n", 5);
    CHECK(log.format == LogFormat::json);
    CHECK(log.observations.size() == 1);
    CHECK(log.figures.refused == 1);
}

TEST_CASE("an empty file, a lone mark and binary bytes are no observations") {
    CHECK(read("", 1).figures == LogFigures{});
    CHECK(read("\xEF\xBB\xBF", 1).figures == LogFigures{.lines = 1});
    CHECK(read("\n\r\n\n", 1).figures == LogFigures{.lines = 3});
    std::mt19937 random(7);
    std::string binary;
    for (int i = 0; i < 5000; ++i) binary += static_cast<char>(random());
    const Log log = read(binary, 100);
    CHECK(log.observations.empty());
    CHECK(log.figures.refused > 0);
    CHECK(log == read(binary, 1));
}

TEST_CASE("a reader that could read no line is refused") {
    CHECK_THROWS_WITH_AS((LogReader{"obs", find_lift, {.max_line = 1}}),
                         "LogReader: max_line must be at least 2", std::invalid_argument);
}

TEST_CASE("both forms of one log give the same observations") {
    Maker make(51);
    std::string json, csv;
    append_csv_header(csv);
    for (int i = 0; i < 300; ++i) {
        const Observation seen = make.observation();
        const char* key = make.coin() ? "A-1" : "B-2";
        append_observation(json, seen, key);
        csv += '\n';
        append_csv(csv, seen, key);
        json += '\n';
    }
    const Log one = read(json, 333), other = read(csv, 333);
    CHECK(one.figures.observations == 300);
    CHECK(one.observations == other.observations);
    CHECK(one.refusals == other.refusals);
}
