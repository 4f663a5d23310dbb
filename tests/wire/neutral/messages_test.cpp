// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/neutral/messages.hpp"

#include <doctest/doctest.h>

#include "wire/neutral/neutral_tools.hpp"

using namespace hoistway;
using namespace hoistway::testing;
using namespace std::chrono_literals;

namespace {

using Json = std::vector<std::string>;

template <class Write>
Json after(Write&& write) {
    std::string out;
    write(out);
    CHECK(json_lines(out, out.size()) == json_lines(out, 1));
    return json_lines(out, out.size());
}

}  // namespace

TEST_CASE("what is written is what is read, for every message") {
    const NeutralSpeech speech{terminal(), 77, received};
    CHECK(after([&](auto& out) {
              append_neutral_login(out, speech, {9, 12});
          }) == Json{R"({"login":"SJZ-0001"})",
                     R"({"receipt":"login","answer":"accepted","sequence":77,"next":12})"});
    CHECK(after([&](auto& out) { append_neutral_logout(out, speech); }) ==
          Json{R"({"receipt":"logout","answer":"accepted","sequence":77,"next":0})"});
    CHECK(after([&](auto& out) { append_neutral_heartbeat(out, speech); }) ==
          Json{R"({"heartbeat":true})",
               R"({"receipt":"heartbeat","answer":"accepted","sequence":77,"next":0})"});
    CHECK(after([&](auto& out) { append_neutral_time_sync(out, speech); }) ==
          Json{R"({"receipt":"time_sync","answer":"accepted","sequence":77,"next":0})"});
    CHECK(after([&](auto& out) {
              append_neutral_interval(out, speech, {60s, 250ms});
          }) == Json{R"({"order":"set_interval","sequence":77,"standing":60000,"running":250})",
                     R"({"receipt":"set_interval","answer":"accepted","sequence":77})"});
    CHECK(after([&](auto& out) { append_neutral_report_now(out, speech); }) ==
          Json{R"({"order":"report_now","sequence":77})",
               R"({"receipt":"report_now","answer":"accepted","sequence":77})"});
    CHECK(after([&](auto& out) { append_neutral_restart(out, speech); }) ==
          Json{R"({"order":"restart","sequence":77})",
               R"({"receipt":"restart","answer":"accepted","sequence":77})"});
}

TEST_CASE("every answer to every message is read as it was meant") {
    for (const NeutralKind kind :
         {NeutralKind::login, NeutralKind::status, NeutralKind::resend, NeutralKind::logout,
          NeutralKind::heartbeat, NeutralKind::time_sync, NeutralKind::restart}) {
        for (const NeutralAnswer answer :
             {NeutralAnswer::accepted, NeutralAnswer::refused, NeutralAnswer::out_of_order,
              NeutralAnswer::log_in_first}) {
            const bool platform = kind == NeutralKind::restart;
            std::string want;
            append_frame(want, NeutralReply{kind, answer, 5, platform ? 0U : 6U, received});
            for (const bool crc32c : {false, true}) {
                CHECK(after([&](auto& out) {
                          append_neutral_answer(out, terminal("A", crc32c),
                                                {kind, answer, 5, 6, platform}, received);
                      }) == Json{want});
            }
        }
    }
}

TEST_CASE("an interval is brought into what four bytes can say") {
    CHECK(after([&](auto& out) {
              append_neutral_interval(out, {terminal(), 1, received}, {0s, 24h * 365});
          })[0] == R"({"order":"set_interval","sequence":1,"standing":1,"running":4294967295})");
}

TEST_CASE("the error of a clock is measured half way between asking and hearing") {
    const Time sent = received, heard = received + 200ms;
    CHECK(neutral_clock_error({.time = received + 100ms}, sent, heard) == 0ms);
    CHECK(neutral_clock_error({.time = received + 5100ms}, sent, heard) == 5s);
    CHECK(neutral_clock_error({.time = received - 900ms}, sent, heard) == -1s);
}

TEST_CASE("a number no table has is unknown in text, too") {
    CHECK(to_text(static_cast<NeutralKind>(0x55)) == "unknown");
    CHECK(to_text(static_cast<NeutralAnswer>(0)) == "unknown");
    CHECK(to_text(NeutralAnswer::none) == "none");
}
