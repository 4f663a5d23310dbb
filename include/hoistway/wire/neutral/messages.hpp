// SPDX-License-Identifier: Apache-2.0
//
// The messages of the neutral frame beside the status: what to answer, what was answered, what the
// platform asks; and all of them as bytes.
//
//     append_neutral_login(out, {party, 1, now}, {.epoch = 7, .oldest = 1});     // terminal
//     append_neutral_answer(out, party, receipt, now);                            // either side
//     append_neutral_interval(out, {party, 5, now}, {.standing = 60s, .running = 1s});
//
// Each frame that is no answer is answered once, and every answer tells the time and, from the
// platform, the number of the status frame that it waits for. The platform may ask for a report and
// how often there is one, and for a restart of the terminal's own program; nothing here moves a
// lift. Appends to a string the caller owns.

#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "hoistway/core/json_write.hpp"
#include "hoistway/wire/neutral/frame.hpp"

namespace hoistway {

// A frame came that has to be answered, and how.
struct NeutralReceipt {
    NeutralKind kind{};
    NeutralAnswer answer = NeutralAnswer::accepted;
    std::uint32_t sequence = 0;
    std::uint32_t next = 0;  // the status frame that is waited for
    bool from_platform = false;
};

// An answer that came.
struct NeutralReply {
    NeutralKind kind{};
    NeutralAnswer answer = NeutralAnswer::accepted;
    std::uint32_t sequence = 0;
    std::uint32_t next = 0;  // the platform's; 0 from a terminal
    Time time = never;       // on the clock of who answers
};

// What the platform wants of a terminal; a receipt follows.
struct NeutralOrder {
    NeutralKind kind{};
    std::uint32_t sequence = 0;
    Duration standing{}, running{};  // of set_interval: from one observation to the next
};

// Status frames that the terminal gave up, for it had no room to keep them.
struct NeutralGap {
    std::uint32_t first = 0, count = 0;
};

// What a terminal says of its numbering when it logs in.
struct NeutralStore {
    std::uint32_t epoch = 0;   // another one where the numbering began anew
    std::uint32_t oldest = 1;  // the first status frame that it will send
};

struct NeutralIntervals {
    Duration standing{}, running{};
};

struct NeutralSpeech {
    NeutralParty party{};
    std::uint32_t sequence = 0;
    Time time = never;
};

namespace detail {

inline std::size_t begin_neutral(std::string& out, const NeutralSpeech& speech, NeutralKind kind) {
    return hoistway::begin_neutral(
        out,
        {.kind = kind, .party = speech.party, .sequence = speech.sequence, .time = speech.time});
}

inline void append_neutral_bare(std::string& out, const NeutralSpeech& speech, NeutralKind kind) {
    end_neutral(out, begin_neutral(out, speech, kind));
}

inline void append_number(std::string& out, std::string_view key, std::int64_t value) {
    out += ",\"";
    out += key;
    out += "\":";
    append_json_number(out, value);
}

}  // namespace detail

inline void append_neutral_login(std::string& out, const NeutralSpeech& speech,
                                 const NeutralStore& store) {
    const std::size_t start = detail::begin_neutral(out, speech, NeutralKind::login);
    append_be(out, store.epoch);
    append_be(out, store.oldest);
    end_neutral(out, start);
}

inline void append_neutral_logout(std::string& out, const NeutralSpeech& speech) {
    detail::append_neutral_bare(out, speech, NeutralKind::logout);
}

inline void append_neutral_heartbeat(std::string& out, const NeutralSpeech& speech) {
    detail::append_neutral_bare(out, speech, NeutralKind::heartbeat);
}

inline void append_neutral_time_sync(std::string& out, const NeutralSpeech& speech) {
    detail::append_neutral_bare(out, speech, NeutralKind::time_sync);
}

// Intervals of 1 ms to 49 days; what is outside is brought inside.
inline void append_neutral_interval(std::string& out, const NeutralSpeech& speech,
                                    const NeutralIntervals& intervals) {
    const std::size_t start = detail::begin_neutral(out, speech, NeutralKind::set_interval);
    for (const Duration each : {intervals.standing, intervals.running}) {
        const auto millis = std::clamp<std::int64_t>(each.count(), 1, 0xFFFFFFFF);
        append_be(out, static_cast<std::uint32_t>(millis));
    }
    end_neutral(out, start);
}

inline void append_neutral_report_now(std::string& out, const NeutralSpeech& speech) {
    detail::append_neutral_bare(out, speech, NeutralKind::report_now);
}

inline void append_neutral_restart(std::string& out, const NeutralSpeech& speech) {
    detail::append_neutral_bare(out, speech, NeutralKind::restart);
}

// `party` is the terminal on either side; `now` is the clock of who answers.
inline void append_neutral_answer(std::string& out, const NeutralParty& party,
                                  const NeutralReceipt& receipt, Time now) {
    const std::size_t start = begin_neutral(out, {.kind = receipt.kind,
                                                  .answer = receipt.answer,
                                                  .party = party,
                                                  .sequence = receipt.sequence,
                                                  .time = now});
    if (!receipt.from_platform) append_be(out, receipt.next);
    end_neutral(out, start);
}

// How far the clock that asked at `sent` and heard the answer at `heard` is behind the one that
// answered, if the way there takes as long as the way back.
constexpr Duration neutral_clock_error(const NeutralReply& reply, Time sent, Time heard) noexcept {
    return reply.time - (sent + (heard - sent) / 2);
}

constexpr std::string_view to_text(NeutralKind kind) noexcept {
    switch (kind) {
        case NeutralKind::login:
            return "login";
        case NeutralKind::status:
            return "status";
        case NeutralKind::resend:
            return "resend";
        case NeutralKind::logout:
            return "logout";
        case NeutralKind::heartbeat:
            return "heartbeat";
        case NeutralKind::time_sync:
            return "time_sync";
        case NeutralKind::set_interval:
            return "set_interval";
        case NeutralKind::report_now:
            return "report_now";
        case NeutralKind::restart:
            return "restart";
    }
    return "unknown";
}

constexpr std::string_view to_text(NeutralAnswer answer) noexcept {
    switch (answer) {
        case NeutralAnswer::accepted:
            return "accepted";
        case NeutralAnswer::refused:
            return "refused";
        case NeutralAnswer::out_of_order:
            return "out_of_order";
        case NeutralAnswer::log_in_first:
            return "log_in_first";
        case NeutralAnswer::none:
            return "none";
    }
    return "unknown";
}

// As the program shows them: one JSON object each.
inline void append_frame(std::string& out, const NeutralReceipt& receipt) {
    out += R"({"receipt":")";
    out += to_text(receipt.kind);
    out += R"(","answer":")";
    out += to_text(receipt.answer);
    out += '"';
    detail::append_number(out, "sequence", receipt.sequence);
    if (!receipt.from_platform) detail::append_number(out, "next", receipt.next);
    out += '}';
}

inline void append_frame(std::string& out, const NeutralReply& reply) {
    out += R"({"reply":")";
    out += to_text(reply.kind);
    out += R"(","answer":")";
    out += to_text(reply.answer);
    out += '"';
    detail::append_number(out, "sequence", reply.sequence);
    detail::append_number(out, "next", reply.next);
    if (reply.time != never)
        detail::append_number(out, "time", std::int64_t{reply.time.time_since_epoch().count()});
    out += '}';
}

inline void append_frame(std::string& out, const NeutralOrder& order) {
    out += R"({"order":")";
    out += to_text(order.kind);
    out += '"';
    detail::append_number(out, "sequence", order.sequence);
    if (order.kind == NeutralKind::set_interval) {
        detail::append_number(out, "standing", std::int64_t{order.standing.count()});
        detail::append_number(out, "running", std::int64_t{order.running.count()});
    }
    out += '}';
}

inline void append_frame(std::string& out, const NeutralGap& gap) {
    out += R"({"gap":)";
    append_json_number(out, std::int64_t{gap.first});
    detail::append_number(out, "count", gap.count);
    out += '}';
}

}  // namespace hoistway
