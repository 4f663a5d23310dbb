// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/sender.hpp"

#include <doctest/doctest.h>

#include <array>
#include <random>

#include "wire/neutral/neutral_tools.hpp"

using namespace hoistway;
using namespace hoistway::testing;
using namespace std::chrono_literals;

namespace {

// A platform behind a line that loses frames either way, from a seed.
class Line {
 public:
    Line(unsigned seed, unsigned percent) : random_(seed), percent_(percent) { platform_.bind(1); }

    void carry(NeutralSender& sender, Time now) {
        std::string up;
        sender.poll(now, [&](std::string_view frame) {
            if (!this->loses()) up += frame;
        });
        std::string down;
        platform_.feed(up, now, [&](const auto& record) { this->hear(record, down, now); });
        terminal_.feed(down, now, [&](const auto& record) {
            if constexpr (std::is_same_v<std::decay_t<decltype(record)>, NeutralReply>)
                sender.hear(record, now);
        });
    }
    // The connection breaks and a new one begins at the platform, which has kept what it must.
    void reconnect() {
        const NeutralProgress kept = platform_.progress();
        lost_ += platform_.counts().lost;
        platform_ = {};
        platform_.bind(1);
        platform_.resume(kept);
    }
    void heal() { percent_ = 0; }

    const std::vector<Observation>& seen() const { return seen_; }
    std::uint64_t lost() const { return lost_ + platform_.counts().lost; }

 private:
    bool loses() { return random_() % 100 < percent_; }
    void hear(const NeutralReceipt& receipt, std::string& down, Time now) {
        if (!loses()) append_neutral_answer(down, platform_.party(), receipt, now);
    }
    void hear(const Observation& seen, std::string&, Time) { seen_.push_back(seen); }
    template <class Other>
    void hear(const Other&, std::string&, Time) {}

    NeutralDecoder platform_, terminal_;
    std::vector<Observation> seen_;
    std::uint64_t lost_ = 0;
    std::mt19937 random_;
    unsigned percent_;
};

std::vector<std::string> poll(NeutralSender& sender, Time now) {
    std::vector<std::string> frames;
    sender.poll(now, [&](std::string_view frame) { frames.emplace_back(frame); });
    return frames;
}

NeutralReply reply(NeutralKind kind, std::uint32_t next,
                   NeutralAnswer answer = NeutralAnswer::accepted) {
    return {.kind = kind, .answer = answer, .sequence = 1, .next = next, .time = received};
}

NeutralKind kind_of(const std::string& frame) { return NeutralFrame{frame}.kind(); }

struct Terminal {
    explicit Terminal(NeutralSenderOptions options = {.batch = 1})
        : sender(terminal(), 7, store, options) {}

    void log_in() {
        sender.connect(received);
        (void)poll(sender, received);
        sender.hear(reply(NeutralKind::login, 1), received);
    }

    std::array<char, 20000> store{};
    NeutralSender sender;
};

}  // namespace

TEST_CASE("whatever frames are lost, every observation arrives once and in order") {
    for (unsigned seed = 0; seed < 60; ++seed) {
        CAPTURE(seed);
        std::array<char, 100000> store;
        Line line(seed, seed % 10 * 8);
        NeutralSender sender(terminal("SJZ-0001", seed % 2 == 0), 7, store,
                             {.batch = 1 + seed % 7, .window = 1 + seed % 5});
        sender.connect(received);
        std::mt19937 random(seed);
        constexpr int total = 200;
        for (int second = 0; second < total; ++second) {
            const Time now = received + std::chrono::seconds{second};
            CHECK(sender.say(standing(second), now).empty());
            line.carry(sender, now);
            if (random() % 40 == 0) {
                line.reconnect();
                sender.connect(now);
            }
        }
        line.heal();
        for (int second = total; second < total + 600; ++second)
            line.carry(sender, received + std::chrono::seconds{second});
        CHECK(line.lost() == 0);
        CHECK(sender.held() == 0);
        REQUIRE(line.seen().size() == total);
        for (int second = 0; second < total; ++second) {
            Observation want = standing(second);
            want.lift = 1;
            CHECK(line.seen()[static_cast<std::size_t>(second)] == want);
        }
    }
}

TEST_CASE("a full store gives up its oldest frames, counted alike on both sides") {
    std::array<char, FrameRing::least> store;
    Line line(1, 0);
    NeutralSender sender(terminal(), 7, store, {.batch = 1});
    sender.connect(received);
    line.carry(sender, received);
    sender.disconnect();
    for (int second = 0; second < 100; ++second) (void)sender.say(standing(second), received);
    const std::size_t kept = sender.held();
    CHECK(sender.counts().dropped == 100 - kept);
    sender.connect(received);
    for (int second = 0; second < 100; ++second)
        line.carry(sender, received + std::chrono::seconds{second});
    REQUIRE(line.seen().size() == kept);
    CHECK(line.lost() == sender.counts().dropped);
    CHECK(line.seen().back().time == standing(99).time);
}

TEST_CASE("nothing is sent before a login is answered, and the login is sent again") {
    Terminal t;
    (void)t.sender.say(standing(), received);
    CHECK(poll(t.sender, received).empty());
    t.sender.connect(received);
    for (const Duration since : {0s, 10s, 20s}) {
        const auto frames = poll(t.sender, received + since);
        REQUIRE(frames.size() == 1);
        CHECK(kind_of(frames[0]) == NeutralKind::login);
        CHECK(poll(t.sender, received + since + 9s).empty());
    }
    t.sender.hear(reply(NeutralKind::login, 1, NeutralAnswer::refused), received + 21s);
    CHECK_FALSE(t.sender.online());
    t.sender.hear(reply(NeutralKind::login, 1), received + 22s);
    CHECK(t.sender.online());
    const auto frames = poll(t.sender, received + 22s);
    REQUIRE(frames.size() == 1);
    CHECK(kind_of(frames[0]) == NeutralKind::status);
}

TEST_CASE("a frame without an answer is sent again as a resend, and those behind it too") {
    Terminal t;
    t.log_in();
    for (int second = 1; second <= 3; ++second) (void)t.sender.say(standing(second), received);
    const auto first = poll(t.sender, received);
    REQUIRE(first.size() == 3);
    CHECK(first[1] == status_frame(2, 1));
    CHECK(poll(t.sender, received + 9s).empty());
    const auto again = poll(t.sender, received + 10s);
    REQUIRE(again.size() == 3);
    CHECK(again[0] == status_frame(1, 0, NeutralKind::resend));
    CHECK(again[2] == status_frame(3, 2, NeutralKind::resend));
    t.sender.hear(reply(NeutralKind::resend, 3), received + 11s);
    CHECK(t.sender.held() == 1);
    CHECK(t.sender.counts().resends == 3);
}

TEST_CASE("an answer out of order has its frames sent again at once, and only once") {
    Terminal t;
    t.log_in();
    for (int second = 1; second <= 4; ++second) (void)t.sender.say(standing(second), received);
    (void)poll(t.sender, received);
    const NeutralReply lost = reply(NeutralKind::status, 2, NeutralAnswer::out_of_order);
    t.sender.hear(lost, received);
    CHECK(poll(t.sender, received).size() == 3);
    t.sender.hear(lost, received);
    CHECK(poll(t.sender, received).empty());
}

TEST_CASE("no more frames are under way than the window allows") {
    Terminal t({.batch = 1, .window = 2});
    t.log_in();
    for (int second = 1; second <= 5; ++second) (void)t.sender.say(standing(second), received);
    CHECK(poll(t.sender, received).size() == 2);
    t.sender.hear(reply(NeutralKind::status, 2), received);
    CHECK(poll(t.sender, received).size() == 1);
}

TEST_CASE("a batch is closed when it is full, old, or holds what cannot wait") {
    Terminal t({.batch = 3, .batch_age = 5s});
    t.log_in();
    (void)t.sender.say(standing(), received);
    CHECK(poll(t.sender, received + 4s).empty());
    CHECK(poll(t.sender, received + 5s).size() == 1);
    for (int second = 0; second < 3; ++second) (void)t.sender.say(standing(second), received);
    CHECK(poll(t.sender, received + 5s).size() == 1);
    Observation fault = standing();
    (void)fault.fault.dialect.assign("monarch");
    (void)fault.fault.code.assign("E41");
    (void)t.sender.say(fault, received);
    CHECK(poll(t.sender, received + 5s).size() == 1);
    Observation alarm = standing();
    alarm.alarm_button = Flag::yes;
    (void)t.sender.say(alarm, received);
    CHECK(poll(t.sender, received + 5s).size() == 1);
}

TEST_CASE("a terminal that says nothing else says that it is there") {
    Terminal t;
    t.log_in();
    CHECK(poll(t.sender, received + 59s).empty());
    const auto frames = poll(t.sender, received + 60s);
    REQUIRE(frames.size() == 1);
    CHECK(kind_of(frames[0]) == NeutralKind::heartbeat);
    CHECK(poll(t.sender, received + 61s).empty());
}

TEST_CASE("a platform that forgot the terminal is logged in to again") {
    Terminal t;
    t.log_in();
    t.sender.hear(reply(NeutralKind::heartbeat, 0, NeutralAnswer::log_in_first), received);
    CHECK_FALSE(t.sender.online());
    REQUIRE(poll(t.sender, received).size() == 1);
}

TEST_CASE("an answer to a number that was never given changes nothing") {
    Terminal t;
    t.log_in();
    (void)t.sender.say(standing(), received);
    (void)poll(t.sender, received);
    t.sender.hear(reply(NeutralKind::status, 900), received);
    CHECK(t.sender.held() == 1);
}

TEST_CASE("an observation without a time is not sent, and said to be so") {
    Terminal t;
    Observation seen = standing();
    seen.time = never;
    CHECK(t.sender.say(seen, received).name() == "time");
    CHECK(t.sender.counts().unsent == 1);
}

TEST_CASE("options that cannot work are refused") {
    std::array<char, 20000> store;
    CHECK_THROWS(NeutralSender({}, 1, store));
    CHECK_THROWS(NeutralSender(terminal(), 1, store, {.batch = 0}));
    CHECK_THROWS(NeutralSender(terminal(), 1, store, {.batch = 256}));
    CHECK_THROWS(NeutralSender(terminal(), 1, store, {.silence = 0s}));
    CHECK_THROWS(NeutralSender(terminal(), 1, store, {.window = 0}));
    CHECK_THROWS(NeutralSender(terminal(), 1, std::span(store).first(4000)));
}
