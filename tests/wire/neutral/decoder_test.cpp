// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/decoder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "tree.hpp"
#include "wire/neutral/neutral_tools.hpp"
#include "wire/pages.hpp"

using namespace hoistway;
using namespace hoistway::testing;

static_assert(DeviceLink<NeutralDecoder>);
static_assert(sizeof(NeutralDecoder) < NeutralFraming::max_frame + 1024);

namespace {

std::string answers_of(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) {
        const auto at = line.find("\"answer\":\"");
        if (at != std::string::npos) out += line[at + 10];
        if (line.rfind("{\"gap\"", 0) == 0) out += 'g';
        if (line.find("\"time\"") != std::string::npos) out += '+';
    }
    return out;
}

}  // namespace

TEST_CASE("every transcript gives its records, whole and byte by byte") {
    CHECK(check_pages<NeutralDecoder>("neutral") >= 5);
}

// Covers: neutral: every message, both, 12 own, docs/neutral_vectors, read alike by a second reader
TEST_CASE("every vector gives its records, whole and byte by byte") {
    const std::filesystem::path folder = tree() / "docs/neutral_vectors";
    std::size_t vectors = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".hex") continue;
        CAPTURE(entry.path().filename().string());
        std::string bytes;
        std::ifstream hex(entry.path());
        for (std::string line; std::getline(hex, line);) bytes += hex_to_bytes(line);
        std::vector<std::string> want;
        std::filesystem::path lines = entry.path();
        std::ifstream json(lines.replace_extension(".jsonl"));
        for (std::string line; std::getline(json, line);) want.push_back(line);
        CHECK(json_lines(bytes, bytes.size()) == want);
        CHECK(json_lines(bytes, 1) == want);
        ++vectors;
    }
    CHECK(vectors == 12);
}

TEST_CASE("a stream cut in two anywhere gives the same records") {
    const std::string stream = "#noise##" + login_frame() + "###" + status_frame(1) + "#" +
                               status_frame(3) + status_frame(2, 1).substr(0, 90) + status_frame(2);
    const auto whole = json_lines(stream, stream.size());
    CHECK(answers_of(whole) == "a+ag+aa");
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        CAPTURE(cut);
        NeutralDecoder link;
        link.bind(1);
        JsonLines lines;
        link.feed(std::string_view(stream).substr(0, cut), received, lines);
        link.feed(std::string_view(stream).substr(cut), received, lines);
        link.finish(lines);
        CHECK(lines.all == whole);
    }
}

TEST_CASE("garbage between frames costs no frame") {
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        std::string stream;
        for (std::uint32_t i = 1; i <= 5; ++i) {
            for (auto n = random() % 40; n > 0; --n)
                stream += random() % 4 == 0 ? '#' : static_cast<char>(random() % 35);
            // A false mark right before the frame may swallow its own mark.
            stream += 'x' + status_frame(i);
        }
        const auto lines = json_lines(stream, 1 + random() % 200);
        CHECK(std::count_if(lines.begin(), lines.end(), [](const std::string& line) {
                  return line.find("\"time\"") != std::string::npos;
              }) == 5);
    }
}

TEST_CASE("what comes twice or too early is answered and not taken, what is given up is told") {
    struct Case {
        std::string_view what;
        std::vector<NeutralNumber> frames;
        std::string_view answers;  // + an observation, g a gap, then the letter of the answer
    };
    const Case cases[] = {
        {"in order", {{1, 0}, {2, 0}, {3, 0}}, "+a+a+a"},
        {"the first number is where it begins", {{900, 0}, {901, 0}}, "+a+a"},
        {"the first frame seen has others before it", {{902, 2}, {900, 0}, {901, 1}}, "o+a+a"},
        {"twice", {{1, 0}, {1, 0}}, "+aa"},
        {"all again after lost answers", {{1, 0}, {2, 1}, {1, 0}, {2, 1}, {3, 2}}, "+a+aaa+a"},
        {"one is lost on the way", {{1, 0}, {3, 2}, {2, 1}, {3, 2}}, "+ao+a+a"},
        {"one is given up", {{1, 0}, {3, 0}}, "+ag+a"},
        {"some are given up, some not", {{1, 0}, {9, 3}, {6, 0}, {7, 1}}, "+ago+a+a"},
        {"a terminal that never sends again", {{1, 0}, {2, 0}, {5, 0}, {6, 0}}, "+a+ag+a+a"},
        {"round the corner", {{0xFFFFFFFF, 0}, {0, 1}, {1, 0}}, "+a+a+a"},
        {"again round the corner", {{0xFFFFFFFF, 0}, {0, 0}, {0xFFFFFFFF, 0}}, "+a+aa"},
        {"numbering begins anew", {{70000, 0}, {1, 0}, {2, 0}}, "+a+a+a"},
        {"the furthest resend", {{70000, 0}, {70000 - 65534, 0}}, "+aa"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.what);
        std::string stream;
        for (const NeutralNumber& number : c.frames)
            stream += status_frame(number.sequence, number.held);
        CHECK(answers_of(json_lines(stream, stream.size())) == c.answers);
    }
}

TEST_CASE("a login takes up the numbers where they were, or begins anew") {
    struct Case {
        std::string_view what;
        NeutralProgress before;
        NeutralStore store;
        std::uint32_t next;
        std::uint64_t lost;
    };
    const Case cases[] = {
        {"never seen", {}, {7, 41}, 41, 0},
        {"as it was left", {true, 7, 41}, {7, 41}, 41, 0},
        {"answers were lost", {true, 7, 44}, {7, 41}, 44, 0},
        {"frames were given up", {true, 7, 41}, {7, 44}, 44, 3},
        {"another store", {true, 7, 41}, {8, 1}, 1, 0},
    };
    for (const Case& c : cases) {
        CAPTURE(c.what);
        NeutralDecoder link;
        link.bind(1);
        link.resume(c.before);
        link.feed(login_frame(c.store), received, [](const auto&) {});
        CHECK(link.progress() == NeutralProgress{true, c.store.epoch, c.next});
        CHECK(link.counts().lost == c.lost);
    }
}

TEST_CASE("what was kept may be taken up from within the login") {
    NeutralDecoder link;
    struct Resume {
        NeutralDecoder& link;
        std::uint32_t next = 0;
        void operator()(const DeviceLogin&) {
            link.bind(4);
            link.resume({true, 7, 43});
        }
        void operator()(const NeutralReceipt& receipt) { next = receipt.next; }
        void operator()(const Observation&) {}
        void operator()(const DeviceHeartbeat&) {}
        void operator()(const WireError&) {}
        void operator()(const NeutralGap&) {}
        void operator()(const NeutralReply&) {}
        void operator()(const NeutralOrder&) {}
    };
    Resume resume{link};
    link.feed(login_frame({7, 41}), received, resume);
    CHECK(resume.next == 43);
}

TEST_CASE("a terminal without a lift is told to log in, and one that is not known is refused") {
    NeutralDecoder link;
    JsonLines lines;
    link.feed(status_frame(1) + login_frame(), received, lines);
    CHECK(lines.all == std::vector<std::string>{
                           R"({"error":"missing","at":4})",
                           R"({"receipt":"status","answer":"log_in_first","sequence":1,"next":0})",
                           R"({"login":"SJZ-0001"})",
                           R"({"receipt":"login","answer":"refused","sequence":1,"next":1})"});
}

TEST_CASE("a frame that cannot be read is refused with its field, and the next one taken") {
    struct Case {
        std::string_view line;
        void (*spoil)(std::string&);
    };
    const Case cases[] = {
        {"error unsupported at 24 encryption", [](std::string& f) { f[24] = 2; }},
        {"error unsupported at 27 version", [](std::string& f) { f[27] = 2; }},
        {"error unsupported at 28 flags", [](std::string& f) { f[28] = 2; }},
        {"error unsupported at 2 command", [](std::string& f) { f[2] = 5; }},
        {"error missing at 33 time",
         [](std::string& f) { f.replace(33, 8, std::string("\x80\0\0\0\0\0\0\0", 8)); }},
        {"error out_of_range at 33 time", [](std::string& f) { f[33] = 1; }},
        {"error bad_value at 43 batch", [](std::string& f) { f[43] = 0; }},
        {"error truncated at 99 batch", [](std::string& f) { f[43] = 2; }},
        {"error truncated at 99 login",
         [](std::string& f) {
             f[2] = 1;
             f.replace(25, 2, std::string("\0\x48", 2));
             f[28] = 0;
         }},
    };
    for (const Case& c : cases) {
        CAPTURE(c.line);
        std::string bad = status_frame(1);
        c.spoil(bad);
        detail::seal_neutral(bad, 0);
        const auto lines = decode<NeutralDecoder>(bad + status_frame(2), 7);
        if (c.line.find("login") == std::string_view::npos) CHECK(lines[0] == c.line);
        CHECK(lines[lines.size() - 2].find("accepted") != std::string::npos);
    }
}

TEST_CASE("a login has to say who it is, in letters that can be printed") {
    for (const char letter : {'\0', ' ', '\x7F', '\xE7', '\n'}) {
        std::string bad = login_frame();
        bad[4] = letter;
        detail::seal_neutral(bad, 0);
        CHECK(decode<NeutralDecoder>(bad, 7)[0] == "error bad_value at 4 id");
    }
    std::string holes = login_frame();
    holes[20] = 'x';
    detail::seal_neutral(holes, 0);
    CHECK(decode<NeutralDecoder>(holes, 7)[0] == "error bad_value at 4 id");
}

TEST_CASE("a connection speaks for the terminal that logged in") {
    const std::string other = status_frame(1, 0, NeutralKind::status, terminal("SJZ-0002"));
    const auto lines = decode<NeutralDecoder>(login_frame() + other + status_frame(1), 50);
    CHECK(lines[2] == "error bad_value at 54 id");
    CHECK(lines[3].find("log_in_first") != std::string::npos);
    CHECK(lines[4].find("observation") == 0);
}

TEST_CASE("another terminal that logs in on the line has numbers of its own") {
    const NeutralParty other = terminal("SJZ-0002");
    std::string stream = login_frame({7, 1}) + status_frame(1) + status_frame(2);
    append_neutral_login(stream, {other, 1, received}, {7, 1});
    stream += status_frame(1, 0, NeutralKind::status, other);
    CHECK(answers_of(json_lines(stream, 50)) == "a+a+aa+a");
}

TEST_CASE("a refused status is not asked for again") {
    std::string bad = status_frame(2);
    bad[43] = 0;
    detail::seal_neutral(bad, 0);
    const auto lines = json_lines(status_frame(1) + bad + status_frame(3), 1000);
    CHECK(answers_of(lines) == "+ar+a");
}

TEST_CASE("answers have a CRC-32C where the frame had one") {
    for (const bool crc32c : {false, true}) {
        NeutralDecoder link;
        link.bind(1);
        link.feed(status_frame(1, 0, NeutralKind::status, terminal("SJZ-0009", crc32c)), received,
                  [](const auto&) {});
        CHECK(link.party().crc32c == crc32c);
        CHECK(link.party().id.view() == "SJZ-0009");
    }
}

TEST_CASE("nothing comes of nothing") {
    NeutralDecoder link;
    link.feed({}, received, [](const auto&) { FAIL("a record from no bytes"); });
    link.finish([](const auto&) { FAIL("a record from no bytes"); });
    CHECK(link.stats() == LinkStats{});
}
