// SPDX-License-Identifier: Apache-2.0
//
// One connection of the neutral frame, at the platform or at the terminal: bytes in, records out.
//
//     NeutralDecoder link;
//     link.feed(bytes, received, [&](const auto& record) { ... });   // DeviceLogin:
//     link.bind(lift) link.finish(on_record);                                        // the
//     connection has ended append_neutral_answer(answer, link.party(), receipt, now);     // for
//     each NeutralReceipt
//
// At the platform: DeviceLogin, DeviceHeartbeat, Observation, NeutralGap, WireError, and behind the
// records of each sound frame its NeutralReceipt. At the terminal: NeutralReply, NeutralOrder with
// its receipt, WireError. A status frame gives its observations once and in order: one that was
// seen is answered again, one that comes early is not taken and asked for again. A batch is taken
// as a whole or refused as a whole. Memory is fixed: 4 KiB of buffer, 200 bytes of state, 4 KiB on
// the stack; nothing is allocated. One decoder per connection, one thread.

#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "hoistway/wire/link.hpp"
#include "hoistway/wire/neutral/batch_read.hpp"
#include "hoistway/wire/neutral/messages.hpp"

namespace hoistway {

// What a platform has to keep of a terminal between two connections.
struct NeutralProgress {
    bool known = false;
    std::uint32_t epoch = 0;
    std::uint32_t next = 0;  // the status frame that is waited for

    friend bool operator==(const NeutralProgress&, const NeutralProgress&) = default;
};

struct NeutralCounts {
    std::uint64_t duplicates = 0;  // status frames seen before
    std::uint64_t early = 0;       // status frames that wait for an earlier one
    std::uint64_t lost = 0;        // status frames that the terminal gave up

    friend bool operator==(const NeutralCounts&, const NeutralCounts&) = default;
};

class NeutralDecoder {
 public:
    static constexpr std::size_t max_frame = NeutralFraming::max_frame;

    // Every observation from now on is of this lift.
    void bind(LiftIndex lift) noexcept { lift_ = lift; }

    // Where the terminal's last connection ended; best from within its DeviceLogin.
    void resume(const NeutralProgress& progress) noexcept { progress_ = progress; }

    template <class Emit>
    void feed(std::string_view bytes, Time received, Emit&& emit) {
        received_ = received;
        stream_.feed(bytes, Hear<std::remove_reference_t<Emit>>{this, &emit});
        stats_.garbage_bytes = stream_.stats().garbage_bytes;
    }

    template <class Emit>
    void finish(Emit&& emit) {
        stream_.finish(Hear<std::remove_reference_t<Emit>>{this, &emit});
        stats_.garbage_bytes = stream_.stats().garbage_bytes;
    }

    const LinkStats& stats() const noexcept { return stats_; }
    const NeutralCounts& counts() const noexcept { return counts_; }
    const NeutralProgress& progress() const noexcept { return progress_; }
    // Whose frame came last, and whether it had a CRC-32C: so it is answered.
    NeutralParty party() const noexcept {
        NeutralParty party{.id = {}, .crc32c = crc_};
        (void)party.id.assign(trimmed(last_id_));
        return party;
    }

 private:
    using Id = std::array<char, detail::neutral_id_size>;
    // A resend is never further behind: a frame tells up to 65535 that are held.
    static constexpr std::int32_t furthest = -65535;
    enum class Place : std::uint8_t { in_order, duplicate, early };

    template <class Emit>
    struct Hear {
        NeutralDecoder* decoder;
        Emit* emit;

        void operator()(const FrameBytes& frame) const {
            decoder->take(NeutralFrame{frame.bytes}, frame.at, *emit);
        }
        void operator()(const Error& error) const {
            ++decoder->stats_.refused;
            (*emit)(WireError{error, {}, decoder->received_});
        }
    };

    // What is wrong with a frame before its message is looked at.
    struct Objection {
        ErrorCode code{};
        std::size_t at = 0;
        std::string_view field;  // empty where nothing is wrong
        NeutralAnswer answer = NeutralAnswer::refused;
    };

    static std::string_view trimmed(const Id& id) noexcept {
        const std::string_view all(id.data(), id.size());
        return all.substr(0, std::min(all.find('\0'), all.size()));
    }

    static bool is_sound(const Id& id) noexcept {
        const std::string_view name = trimmed(id);
        const auto printable = [](char c) { return c > ' ' && c <= '~'; };
        return !name.empty() && std::all_of(name.begin(), name.end(), printable) &&
               std::all_of(id.begin() + name.size(), id.end(), [](char c) { return c == 0; });
    }

    template <class Emit>
    void take(const NeutralFrame& frame, std::uint64_t at, Emit& emit) {
        ++stats_.frames;
        if (frame.encryption() != detail::neutral_plain)
            return refuse(ErrorCode::unsupported, at + detail::neutral_encryption_at, "encryption",
                          emit);
        if (!frame.has_prefix())
            return refuse(ErrorCode::truncated, at + frame.bytes.size() - 1, "body", emit);
        std::memcpy(last_id_.data(), frame.id().data(), last_id_.size());
        crc_ = frame.has_crc();
        const Objection objection = object_to(frame);
        if (frame.answer() != static_cast<std::uint8_t>(NeutralAnswer::none))
            return take_reply(frame, objection, at, emit);
        if (frame.kind() == NeutralKind::status || frame.kind() == NeutralKind::resend)
            return take_status(frame, objection, at, emit);
        if (objection.field.empty()) return take_message(frame, at, emit);
        refuse(objection.code, at + objection.at, objection.field, emit);
        answer(frame, objection.answer, emit);
    }

    Objection object_to(const NeutralFrame& frame) const noexcept {
        constexpr std::size_t body = detail::neutral_body_at;
        if (frame.version() != detail::neutral_version)
            return {ErrorCode::unsupported, body, "version"};
        if ((frame.flags() & ~detail::neutral_crc_flag) != 0)
            return {ErrorCode::unsupported, body + 1, "flags"};
        const bool stranger = logged_in_ && last_id_ != id_ && frame.kind() != NeutralKind::login;
        if (stranger)
            return {ErrorCode::bad_value, detail::neutral_id_at, "id", NeutralAnswer::log_in_first};
        return {};
    }

    template <class Emit>
    void refuse(ErrorCode code, std::uint64_t at, std::string_view field, Emit& emit) {
        ++stats_.refused;
        emit(WireError{{code, at}, field, received_});
    }

    template <class Emit>
    void answer(const NeutralFrame& frame, NeutralAnswer answer, Emit& emit) {
        emit(NeutralReceipt{.kind = frame.kind(),
                            .answer = answer,
                            .sequence = frame.sequence(),
                            .next = progress_.next,
                            .from_platform = frame.command() >= 0x80});
    }

    template <class Emit>
    void take_status(const NeutralFrame& frame, const Objection& objection, std::uint64_t at,
                     Emit& emit) {
        if (!objection.field.empty()) {
            refuse(objection.code, at + objection.at, objection.field, emit);
            const bool own = objection.answer == NeutralAnswer::refused && progress_.known;
            if (own && frame.sequence() == progress_.next) ++progress_.next;
            return answer(frame, objection.answer, emit);
        }
        if (lift_ == no_lift) {
            refuse(ErrorCode::missing, at + detail::neutral_id_at, "login", emit);
            return answer(frame, NeutralAnswer::log_in_first, emit);
        }
        const std::string_view content = frame.content();
        const auto held =
            content.size() < 2 ? std::uint16_t{0} : read_be<std::uint16_t>(content, 0);
        switch (place_of(frame.sequence(), held, emit)) {
            case Place::early:
                ++counts_.early;
                return answer(frame, NeutralAnswer::out_of_order, emit);
            case Place::duplicate:
                ++counts_.duplicates;
                return answer(frame, NeutralAnswer::accepted, emit);
            case Place::in_order:
                ++progress_.next;
                return answer(frame, read_batch(frame, at, emit), emit);
        }
    }

    template <class Emit>
    NeutralAnswer read_batch(const NeutralFrame& frame, std::uint64_t at, Emit& emit) {
        const std::int64_t time = frame.time().time_since_epoch().count();
        if (!detail::is_neutral_time(time)) {
            refuse(frame.time() == never ? ErrorCode::missing : ErrorCode::out_of_range,
                   at + detail::neutral_body_at + 6, "time", emit);
            return NeutralAnswer::refused;
        }
        const Result<std::size_t> count = reader_.check(frame.content(), frame.time());
        if (!count) {
            constexpr std::size_t before = detail::neutral_body_at + detail::neutral_prefix_size;
            refuse(count.error().code, at + before + count.error().at, "batch", emit);
            return NeutralAnswer::refused;
        }
        stats_.observations += *count;
        reader_.read(lift_, emit);
        stats_.out_of_range_values = reader_.out_of_range();
        return NeutralAnswer::accepted;
    }

    // Moves past what the terminal gave up, and tells where the frame stands.
    template <class Emit>
    Place place_of(std::uint32_t sequence, std::uint16_t held, Emit& emit) {
        const std::uint32_t oldest = sequence - held;
        const std::int32_t ahead = distance(progress_.next, sequence);
        if (!progress_.known || ahead < furthest) {
            progress_.known = true;
            progress_.next = oldest;
        }
        pass_over(oldest, emit);
        if (sequence == progress_.next) return Place::in_order;
        return distance(progress_.next, sequence) < 0 ? Place::duplicate : Place::early;
    }

    template <class Emit>
    void pass_over(std::uint32_t oldest, Emit& emit) {
        const std::int32_t lost = distance(progress_.next, oldest);
        if (lost <= 0) return;
        const NeutralGap gap{progress_.next, static_cast<std::uint32_t>(lost)};
        counts_.lost += gap.count;
        progress_.next = oldest;
        emit(gap);
    }

    // Numbers go round: the shorter way counts.
    static std::int32_t distance(std::uint32_t from, std::uint32_t to) noexcept {
        return static_cast<std::int32_t>(to - from);
    }

    template <class Emit>
    void take_message(const NeutralFrame& frame, std::uint64_t at, Emit& emit) {
        switch (frame.kind()) {
            case NeutralKind::login:
                return take_login(frame, at, emit);
            case NeutralKind::heartbeat:
                ++stats_.heartbeats;
                emit(DeviceHeartbeat{received_});
                return answer(frame, NeutralAnswer::accepted, emit);
            case NeutralKind::logout:
            case NeutralKind::time_sync:
                return answer(frame, NeutralAnswer::accepted, emit);
            case NeutralKind::set_interval:
            case NeutralKind::report_now:
            case NeutralKind::restart:
                return take_order(frame, at, emit);
            case NeutralKind::status:
            case NeutralKind::resend:
                break;
        }
        refuse(ErrorCode::unsupported, at + 2, "command", emit);
        answer(frame, NeutralAnswer::refused, emit);
    }

    template <class Emit>
    void take_login(const NeutralFrame& frame, std::uint64_t at, Emit& emit) {
        const std::string_view content = frame.content();
        const bool whole = content.size() >= 8;
        if (!whole || !is_sound(last_id_)) {
            const std::size_t where = whole ? detail::neutral_id_at : frame.bytes.size() - 1;
            refuse(whole ? ErrorCode::bad_value : ErrorCode::truncated, at + where,
                   whole ? "id" : "login", emit);
            return answer(frame, NeutralAnswer::refused, emit);
        }
        // Another terminal on this line has numbers of its own.
        if (logged_in_ && id_ != last_id_) progress_ = {};
        id_ = last_id_;
        logged_in_ = true;
        ++stats_.logins;
        DeviceLogin login{.device = {}, .time = received_};
        (void)login.device.assign(trimmed(id_));
        emit(login);
        begin_at({read_be<std::uint32_t>(content, 0), read_be<std::uint32_t>(content, 4)}, emit);
        answer(frame, lift_ == no_lift ? NeutralAnswer::refused : NeutralAnswer::accepted, emit);
    }

    template <class Emit>
    void begin_at(const NeutralStore& store, Emit& emit) {
        if (progress_.known && progress_.epoch == store.epoch) return pass_over(store.oldest, emit);
        progress_ = {true, store.epoch, store.oldest};
    }

    template <class Emit>
    void take_order(const NeutralFrame& frame, std::uint64_t at, Emit& emit) {
        NeutralOrder order{.kind = frame.kind(), .sequence = frame.sequence()};
        if (order.kind == NeutralKind::set_interval) {
            const std::string_view content = frame.content();
            if (content.size() < 8) {
                refuse(ErrorCode::truncated, at + frame.bytes.size() - 1, "interval", emit);
                return answer(frame, NeutralAnswer::refused, emit);
            }
            order.standing = Duration{read_be<std::uint32_t>(content, 0)};
            order.running = Duration{read_be<std::uint32_t>(content, 4)};
        }
        emit(order);
        answer(frame, NeutralAnswer::accepted, emit);
    }

    template <class Emit>
    void take_reply(const NeutralFrame& frame, const Objection& objection, std::uint64_t at,
                    Emit& emit) {
        if (!objection.field.empty())
            return refuse(objection.code, at + objection.at, objection.field, emit);
        const bool tells_next = frame.content().size() >= 4;
        emit(NeutralReply{.kind = frame.kind(),
                          .answer = static_cast<NeutralAnswer>(frame.answer()),
                          .sequence = frame.sequence(),
                          .next = tells_next ? read_be<std::uint32_t>(frame.content(), 0) : 0,
                          .time = frame.time()});
    }

    FrameStream<NeutralFraming> stream_;
    NeutralBatchReader reader_;
    Id id_{}, last_id_{};  // of the login, of the last frame
    bool logged_in_ = false, crc_ = false;
    LiftIndex lift_ = no_lift;
    Time received_{};
    NeutralProgress progress_;
    NeutralCounts counts_;
    LinkStats stats_;
};

}  // namespace hoistway
