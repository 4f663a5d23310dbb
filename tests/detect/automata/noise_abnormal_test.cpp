// SPDX-License-Identifier: Apache-2.0

#include "hoistway/detect/automata/noise_abnormal.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <stdexcept>

#include "../../play.hpp"

using namespace hoistway;
using namespace std::chrono_literals;

namespace {

constexpr double hour = 3600;
constexpr float loud = 60, quiet = 50;

// The noise from that hour on; the device says it every five minutes.
struct Level {
    double from;
    float noise;
};

std::vector<Finding> findings_at(const std::vector<Level>& levels, double end,
                                 std::optional<Mute> mute = {}) {
    Scene scene{Picture{}, NoiseAbnormal{}};
    std::size_t next = 0;
    float noise = no_value;
    for (double at = 0; at <= end * hour; at += 300) {
        while (next < levels.size() && levels[next].from * hour <= at) noise = levels[next++].noise;
        if (mute && mute->time <= second(at)) {
            scene.tell(*mute);
            mute.reset();
        }
        scene.say(at, {.noise = noise});
    }
    return scene.findings;
}

double hours(Time time) { return seconds(time) / hour; }

}  // namespace

TEST_CASE("12 h above 55 dB(A) are told when they are full") {
    CHECK(findings_at({{0, quiet}, {1, loud}}, 12.95).empty());
    const std::vector<Finding> findings = findings_at({{0, quiet}, {1, loud}}, 13);
    REQUIRE(findings.size() == 1);
    CHECK(hours(findings[0].time) == 13);
    CHECK(hours(findings[0].since) == 1);
    CHECK(findings_at({{0, 55}}, 30).empty());
}

TEST_CASE("a fifth of the window may be quiet, and a millisecond more may not") {
    CHECK(findings_at({{0, loud}, {2, quiet}, {4.4 - 1.0 / 12, loud}}, 12).size() == 1);
    CHECK(findings_at({{0, loud}, {2, quiet}, {4.4 + 1.0 / 12, loud}}, 14).empty());
    Scene exact{Picture{}, NoiseAbnormal{}}, over{Picture{}, NoiseAbnormal{}};
    for (double at = 0; at < 300 + 2.4 * hour; at += 300) {
        exact.say(at, {.noise = at == 0 ? loud : quiet});
        over.say(at, {.noise = at == 0 ? loud : quiet});
    }
    exact.say(300 + 2.4 * hour, {.noise = loud}).say(600 + 2.4 * hour, {.noise = loud});
    over.say(300.001 + 2.4 * hour, {.noise = loud}).say(600 + 2.4 * hour, {.noise = loud});
    exact.wait(12 * hour);
    over.wait(12 * hour);
    REQUIRE(exact.findings.size() == 1);
    CHECK(seconds(exact.findings[0].time) == 12 * hour);
    REQUIRE(over.findings.size() == 1);
    CHECK(seconds(over.findings[0].since) == doctest::Approx(300.001 + 2.4 * hour));
}

TEST_CASE("it is over when a window cannot be loud enough any more") {
    const std::vector<Finding> findings = findings_at({{0, loud}, {20, quiet}}, 30);
    REQUIRE(findings.size() == 2);
    CHECK(findings[1].phase == Phase::cleared);
    CHECK(seconds(findings[1].time) == doctest::Approx(22.4 * hour + 0.001));
}

TEST_CASE("a mute holds it back, and the window that ends after it tells") {
    const Mute mute{.time = second(2 * hour),
                    .until = second(20 * hour),
                    .lift = 0,
                    .kind = EventKind::noise_abnormal};
    const std::vector<Finding> findings = findings_at({{0, loud}}, 30, mute);
    REQUIRE(findings.size() == 1);
    CHECK(hours(findings[0].time) == 24);
    CHECK(hours(findings[0].since) == 0);
    Mute other = mute;
    other.kind = EventKind::door_blocked;
    CHECK(hours(findings_at({{0, loud}}, 30, other).at(0).time) == 12);
}

TEST_CASE("a silence drops the window, and noise of which nothing is said is none") {
    Scene scene{Picture{}, NoiseAbnormal{}};
    for (double at = 0; at < 11 * hour; at += 300) scene.say(at, {.noise = loud});
    for (double at = 12 * hour; at < 23 * hour; at += 300) scene.say(at, {.noise = loud});
    CHECK(scene.findings.empty());
    CHECK(findings_at({}, 30).empty());
}

TEST_CASE("what was told before a silence goes on, and is over when it has been quiet for long") {
    Scene scene{Picture{}, NoiseAbnormal{}};
    for (double at = 0; at < 13 * hour; at += 300) scene.say(at, {.noise = loud});
    for (double at = 14 * hour; at < 15 * hour; at += 300) scene.say(at, {.noise = loud});
    CHECK(scene.findings.size() == 1);
    for (double at = 16 * hour; at < 20 * hour; at += 300) scene.say(at, {.noise = quiet});
    REQUIRE(scene.findings.size() == 2);
    CHECK(scene.findings[1].phase == Phase::cleared);
    CHECK(seconds(scene.findings[1].time) == doctest::Approx(18.4 * hour + 0.001));
    CHECK(seconds(scene.findings[1].since) == 0);
}

TEST_CASE("every loud window is told to who counts them, but those that end in a mute") {
    Scene scene{Picture{}, NoiseAbnormal{}};
    scene.tell(Mute{.time = second(0),
                    .until = second(20 * hour),
                    .lift = 0,
                    .kind = EventKind::noise_abnormal});
    for (double at = 0; at <= 37 * hour; at += 300) scene.say(at, {.noise = loud});
    REQUIRE(scene.noise_windows.size() == 2);
    CHECK(hours(scene.noise_windows[0].time) == 24);
    CHECK(hours(scene.noise_windows[1].time) == 36);
}

TEST_CASE("a window that can never be loud is refused") {
    CHECK_THROWS_AS(NoiseAbnormal({.window = 9999h, .quiet = 721h}), std::invalid_argument);
    CHECK_THROWS_AS(NoiseAbnormal({.window = 1h, .quiet = 1h}), std::invalid_argument);
    CHECK_THROWS_AS(NoiseAbnormal({.quiet = -1h}), std::invalid_argument);
}
