// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/framed_link.hpp"

#include <doctest/doctest.h>

#include "wire/pieces.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

// Words of four letters behind an asterisk, and a word of three where the connection ends.
class WordFraming {
 public:
    static constexpr std::size_t mark_size = 1, max_frame = 5;

    Cut cut(std::string_view bytes) const noexcept {
        const std::size_t start = before_mark(bytes, "*");
        if (start > 0) return Cut::garbage(start);
        if (bytes.size() >= max_frame) return Cut::frame(max_frame);
        return ended_ && bytes.size() == 4 ? Cut::frame(4) : Cut::more(max_frame);
    }
    void ended(bool ended) noexcept { ended_ = ended; }

 private:
    bool ended_ = false;
};

class WordReader {
 public:
    void forget() noexcept { forgotten_ = true; }

    template <class Out>
    void read(const FrameBytes& frame, Out& out) {
        const std::string_view word = frame.bytes.substr(1);
        ShortText<32> name;
        if (name.assign(word) && word == "name") return out.login(name);
        if (word == "beat") return out.heartbeat();
        if (word == "odd!") out.count_out_of_range(2);
        if (word == "new!") out.count_unknown_keys(3);
        if (word == "bad!") return out.refuse(ErrorCode::bad_value, frame.at + 1, "word");
        Observation seen{.time = out.received()};
        seen.floor = forgotten_ ? 2 : 1;
        forgotten_ = false;
        out.observation(seen);
    }

 private:
    bool forgotten_ = false;
};

using WordLink = FramedLink<WordFraming, WordReader>;
static_assert(DeviceLink<WordLink>);
static_assert(!FrameReader<WordFraming>, "a framing does not read");

using Text = std::vector<std::string>;

}  // namespace

TEST_CASE("what the reader tells comes out, is counted and has its lift and its place") {
    const Text lines = decode<WordLink>("--*name*beat*odd!*new!*bad!", 100);
    CHECK(lines[0] == "login name");
    CHECK(lines[1] == "heartbeat");
    CHECK(lines[2] == R"(observation {"lift":"1","time":"2026-03-01T00:00:00Z","floor":2})");
    CHECK(lines[3] == R"(observation {"lift":"1","time":"2026-03-01T00:00:00Z","floor":1})");
    CHECK(lines[4] == "error bad_value at 23 word");
    CHECK(lines[5] ==
          "stats frames=5 observations=2 logins=1 heartbeats=1 refused=1 garbage=2 "
          "unknown_keys=3 out_of_range=2");
}

TEST_CASE("the pieces that a stream comes in make no difference") {
    check_pieces<WordLink>("--*name*beat-*odd!*new!*bad!*end");
}

TEST_CASE("a framing is told of the end and may take its last frame then") {
    CHECK(decode<WordLink>("*abcd*efg", 100).size() == 3);
    CHECK(decode<WordLink>("*abcd*ef", 100)[1] == "error truncated at 8");
}

TEST_CASE("a lift bound from within its login has the records behind it") {
    WordLink link;
    LiftIndex lift = no_lift;
    struct Bind {
        WordLink& link;
        LiftIndex& lift;
        void operator()(const DeviceLogin&) { link.bind(42); }
        void operator()(const Observation& seen) { lift = seen.lift; }
        void operator()(const DeviceHeartbeat&) {}
        void operator()(const WireError&) {}
    };
    Bind bind{link, lift};
    link.feed("*name*some", received, bind);
    CHECK(lift == 42);
}

TEST_CASE("a reader forgets when another lift is bound, and only then") {
    WordLink link;
    std::vector<int> floors;
    const auto emit = [&](const auto& record) {
        if constexpr (requires { record.floor; }) floors.push_back(record.floor);
    };
    link.bind(1);
    link.feed("*some*some", received, emit);
    link.bind(1);
    link.feed("*some", received, emit);
    link.bind(2);
    link.feed("*some", received, emit);
    CHECK(floors == std::vector<int>{2, 1, 1, 2});
}
