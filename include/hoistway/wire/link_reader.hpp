// SPDX-License-Identifier: Apache-2.0
//
// Reads what device connections sent, one connection or many behind each other in one file, into
// observations of lifts: the login says whose words follow.
//
//     LinkReader reader{"frames.bin", [&](std::string_view id) { return registry.find(id); }};
//     while (file.read(chunk)) reader.feed(chunk, [&](const Observation& seen) { ... });
//     reader.finish(on_observation);
//     reader.refusals();   // the first hundred; refused() counts all
//
// Words before a login belong to the lift given in the options, and are refused where none is; so
// are messages without a time of their own where no time of receipt was given. Any DeviceLink can
// be read, the line link is only the usual one; what it emits beside observations, such as the
// frames of an envelope, goes to `emit` too where that takes it. Memory is that of one decoder and
// the refusals kept. One thread.

#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hoistway/model/refusal.hpp"
#include "hoistway/wire/device/line_json.hpp"

namespace hoistway {

struct LinkReaderOptions {
    std::string lift{};              // key of the lift that speaks before any login
    Time received = never;           // for messages without a time of their own
    std::size_t max_refusals = 100;  // kept; all are counted [default]
};

// `Lookup` is called with the name a device logs in by and answers its LiftIndex, or no_lift.
template <class Lookup, DeviceLink Link = LineJsonDecoder>
class LinkReader {
 public:
    LinkReader(std::string source, Lookup lookup, LinkReaderOptions options = {}, Link link = {})
        : source_(std::move(source)),
          lookup_(std::move(lookup)),
          options_(std::move(options)),
          decoder_(std::move(link)) {
        if (!options_.lift.empty()) decoder_.bind(lookup_(std::string_view(options_.lift)));
    }

    template <class Emit>
    void feed(std::string_view bytes, Emit&& emit) {
        decoder_.feed(bytes, options_.received, Hear<Emit>{this, &emit});
        fed_ += bytes.size();
    }

    template <class Emit>
    void finish(Emit&& emit) {
        decoder_.finish(Hear<Emit>{this, &emit});
    }

    const LinkStats& stats() const noexcept { return decoder_.stats(); }
    std::uint64_t observations() const noexcept { return observations_; }
    std::uint64_t refused() const noexcept { return refused_; }
    const std::vector<Refusal>& refusals() const noexcept { return refusals_; }

 private:
    template <class Emit>
    struct Hear {
        LinkReader* reader;
        std::remove_reference_t<Emit>* emit;

        void operator()(const DeviceLogin& login) const { reader->log_in(login); }
        void operator()(const DeviceHeartbeat&) const {}
        void operator()(const WireError& error) const {
            reader->add(error.error.code, error.error.at + 1, error.field, {});
        }
        void operator()(const Observation& seen) const { reader->take(seen, *emit); }
        template <class Record>
        void operator()(const Record& record) const {
            if constexpr (std::invocable<std::remove_reference_t<Emit>&, const Record&>) {
                (*emit)(record);
            }
        }
    };

    void log_in(const DeviceLogin& login) {
        const LiftIndex lift = lookup_(login.device.view());
        decoder_.bind(lift);
        stranger_ = lift == no_lift;
        if (stranger_) add(ErrorCode::unknown_lift, fed_ + 1, "eid", login.device.view());
    }

    template <class Emit>
    void take(const Observation& seen, Emit& emit) {
        if (seen.lift == no_lift) {
            if (stranger_) {
                ++refused_;  // told once, at the login
            } else {
                add(ErrorCode::missing, fed_ + 1, "eid", {});
            }
        } else if (seen.time == never) {
            add(ErrorCode::missing, fed_ + 1, "time", {});
        } else {
            ++observations_;
            emit(seen);
        }
    }

    void add(ErrorCode code, std::uint64_t at, std::string_view field, std::string_view found) {
        ++refused_;
        if (refusals_.size() >= options_.max_refusals) return;
        refusals_.push_back({.source = source_,
                             .line = 0,
                             .column = at,
                             .code = code,
                             .field = std::string(field),
                             .found = shown(found)});
    }

    std::string source_;
    Lookup lookup_;
    LinkReaderOptions options_;
    Link decoder_;
    std::uint64_t fed_ = 0;  // bytes before the piece at hand
    std::uint64_t observations_ = 0, refused_ = 0;
    std::vector<Refusal> refusals_;
    bool stranger_ = false;
};

}  // namespace hoistway
