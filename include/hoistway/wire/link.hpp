// SPDX-License-Identifier: Apache-2.0
//
// What every link to a device has in common: bytes go in as they come off the line, records come
// out, and nothing but a counted refusal comes of bad ones.
//
//     LineJsonDecoder link;                                          // or any other DeviceLink
//     link.feed(bytes, received, [&](const auto& record) { ... });   // a login: link.bind(lift)
//     link.finish(on_record);                                        // the connection has ended
//
// `emit` is called with DeviceLogin, DeviceHeartbeat, Observation and WireError in the order of
// the bytes; a link emits those of them that it has, an envelope its frames. The records do not
// depend on how the bytes were cut; after garbage the next whole frame is read; memory is fixed and
// stated by each link, and nothing is allocated. One decoder per connection, one thread.

#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>

#include "hoistway/core/error.hpp"
#include "hoistway/core/short_text.hpp"
#include "hoistway/core/time.hpp"
#include "hoistway/model/observation.hpp"

namespace hoistway {

// A device said who it is: the time to look it up and to bind its lift.
struct DeviceLogin {
    ShortText<32> device;
    Time time{};
};

struct DeviceHeartbeat {
    Time time{};
};

// A frame that was refused; `error.at` counts from the first byte of the stream.
struct WireError {
    Error error;
    std::string_view field;  // what was wrong in it, a literal; empty where it is the frame
    Time time{};             // when its last byte came in
};

struct LinkStats {
    std::uint64_t frames = 0;  // found whole, refused afterwards or not
    std::uint64_t observations = 0, logins = 0, heartbeats = 0;
    std::uint64_t refused = 0;
    std::uint64_t garbage_bytes = 0;  // outside any frame
    std::uint64_t unknown_keys = 0;   // and messages or objects that the link may carry unread
    std::uint64_t out_of_range_values = 0;

    friend bool operator==(const LinkStats&, const LinkStats&) = default;
};

namespace detail {

struct TakesAnyRecord {
    template <class Record>
    void operator()(const Record&) const noexcept {}
};

}  // namespace detail

// A decoder of one connection's bytes; see the top of this file for what it promises.
template <class L>
concept DeviceLink = std::default_initializable<L> &&
    requires(L link, std::string_view bytes, Time received, LiftIndex lift) {
    link.bind(lift);
    link.feed(bytes, received, detail::TakesAnyRecord{});
    link.finish(detail::TakesAnyRecord{});
    { link.stats() } -> std::convertible_to<const LinkStats&>;
};

}  // namespace hoistway
