// SPDX-License-Identifier: Apache-2.0

#include "hoistway/wire/link_reader.hpp"

#include <doctest/doctest.h>

#include "hoistway/wire/device/line_json_encode.hpp"
#include "records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

LiftIndex find(std::string_view key) {
    if (key == "A-1") return 0;
    return key == "A-2" ? LiftIndex{1} : no_lift;
}

using Reader = LinkReader<LiftIndex (*)(std::string_view)>;

struct Read {
    std::vector<Observation> seen;
    std::uint64_t observations = 0, refused = 0;
    std::vector<Refusal> refusals;
};

Read read(std::string_view bytes, LinkReaderOptions options = {}, std::size_t piece = 4096) {
    Reader reader{"frames.bin", &find, std::move(options)};
    Read out;
    const auto keep = [&](const Observation& seen) { out.seen.push_back(seen); };
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        reader.feed(bytes.substr(at, piece), keep);
    }
    reader.finish(keep);
    out.observations = reader.observations();
    out.refused = reader.refused();
    out.refusals = reader.refusals();
    return out;
}

std::string login(std::string_view device) {
    std::string out;
    append_login(out, device);
    return out;
}

// v2 has a time of its own, v1 has none.
std::string status(int second) {
    std::string out;
    append_status_v2(out, {.time = received + std::chrono::seconds{second}, .floor = 3});
    return out;
}
const std::string timeless = R"(#10#{"type":"Monitor","stype":"status","now_floor":3}#13#)";

}  // namespace

TEST_CASE("a login says whose words follow, until the next one") {
    const std::string bytes =
        login("A-1") + status(0) + status(1) + login("A-2") + status(0) + login("A-1") + status(2);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{64}, bytes.size()}) {
        const Read out = read(bytes, {}, piece);
        REQUIRE(out.seen.size() == 4);
        CHECK(out.seen[0].lift == 0);
        CHECK(out.seen[1].lift == 0);
        CHECK(out.seen[2].lift == 1);
        CHECK(out.seen[3].lift == 0);
        CHECK(out.observations == 4);
        CHECK(out.refused == 0);
    }
}

TEST_CASE("a stranger is told once, and each of its messages counted") {
    const Read out =
        read(login("B-9") + status(0) + status(1) + status(2) + login("A-1") + status(3));
    REQUIRE(out.seen.size() == 1);
    CHECK(out.seen[0].lift == 0);
    CHECK(out.refused == 4);  // the login and three messages
    REQUIRE(out.refusals.size() == 1);
    CHECK(out.refusals[0].code == ErrorCode::unknown_lift);
    CHECK(out.refusals[0].field == "eid");
    CHECK(out.refusals[0].source == "frames.bin");
    CHECK(out.refusals[0].found.find("B-9") != std::string::npos);
}

TEST_CASE("words before a login are refused, unless it is said whose they are") {
    const Read unknown = read(status(0) + login("A-1") + status(1));
    CHECK(unknown.seen.size() == 1);
    REQUIRE(unknown.refusals.size() == 1);
    CHECK(unknown.refusals[0].code == ErrorCode::missing);
    CHECK(unknown.refusals[0].field == "eid");

    const Read said = read(status(0) + login("A-1") + status(1), {.lift = "A-2"});
    REQUIRE(said.seen.size() == 2);
    CHECK(said.seen[0].lift == 1);
    CHECK(said.seen[1].lift == 0);
    CHECK(said.refused == 0);
}

TEST_CASE("a message without a time is refused, unless it is said when it came") {
    const Read unknown = read(login("A-1") + timeless + status(1));
    CHECK(unknown.seen.size() == 1);
    REQUIRE(unknown.refusals.size() == 1);
    CHECK(unknown.refusals[0].code == ErrorCode::missing);
    CHECK(unknown.refusals[0].field == "time");

    const Read said = read(login("A-1") + timeless, {.received = received});
    REQUIRE(said.seen.size() == 1);
    CHECK(said.seen[0].time == received);
}

TEST_CASE("a bad frame is refused by byte and field, and the next one is read") {
    const std::string first = login("A-1") + status(0);
    const Read out = read(first + "#10#{\"TY\":\"M\",\"ST\":\"S\",\"D\":7}#13#" + status(1));
    CHECK(out.seen.size() == 2);
    REQUIRE(out.refusals.size() == 1);
    CHECK(out.refusals[0].field == "D");
    CHECK(out.refusals[0].column > first.size());
}

TEST_CASE("a frame that the file breaks off is refused at the end") {
    const std::string bytes = login("A-1") + status(0);
    const Read out = read(std::string_view(bytes).substr(0, bytes.size() - 3));
    CHECK(out.seen.empty());
    REQUIRE(out.refusals.size() == 1);
    CHECK(out.refusals[0].code == ErrorCode::truncated);
}

TEST_CASE("so many refusals are kept, and all are counted") {
    std::string bytes = login("A-1");
    for (int i = 0; i < 50; ++i) bytes += "#10#{}#13#";
    const Read out = read(bytes, {.max_refusals = 10});
    CHECK(out.refusals.size() == 10);
    CHECK(out.refused == 50);
}

TEST_CASE("the button that the voice says is heard by the reader") {
    LineJsonVoice voice;
    std::string bytes;
    voice.log_in(bytes, "A-2");
    voice.say(bytes, {.time = received, .floor = 2, .alarm_button = Flag::yes});
    const Read out = read(bytes);
    REQUIRE(out.seen.size() == 1);
    CHECK(out.seen[0].lift == 1);
    CHECK(out.seen[0].alarm_button == Flag::yes);
}
