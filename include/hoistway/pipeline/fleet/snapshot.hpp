// SPDX-License-Identifier: Apache-2.0
//
// All that a row knows of one lift, as bytes that outlive the process: to survive a restart, or to
// move a lift to another machine.
//
//     std::vector<std::byte> kept = snapshot<StandardRow>(fleet.state(7));
//     const auto state = restore<StandardRow>(kept);
//     if (state) fleet.put(7, **state);    // goes on as if nothing had been
//
// The bytes begin with a mark of the row: the number of the layout, and its stages in order with
// their sizes and rule versions. Another row, another layout, another version of a rule, a cut or
// changed byte is refused, and snapshot_cure() says what to do then; a snapshot is no archive
// format. Little-endian machines of 64 bits share it. The same state is the same bytes: what lies
// between its members is zero. Constant time.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/core/result.hpp"
#include "hoistway/pipeline/fleet/padding.hpp"
#include "hoistway/pipeline/row.hpp"

namespace hoistway {

// Turns whenever a state means something else by the same number of bytes. Other sizes and other
// rules turn the mark by themselves.
inline constexpr std::uint64_t snapshot_layout = 2;

// What to do with a snapshot that restore() has refused.
constexpr std::string_view snapshot_cure(ErrorCode code) noexcept {
    if (code != ErrorCode::unsupported) return "take another copy of it; this one is damaged";
    return "it is of another row or version: begin the lift anew, and let it hear its latest "
           "records";
}

namespace detail {

template <class S>
constexpr void mark_stage(FnvHash& mark) noexcept {
    mark.add(sizeof(typename S::State)).add(alignof(typename S::State));
    if constexpr (requires { S::info.id; }) mark.add(S::info.id);
    if constexpr (requires { S::infos; }) {
        for (const auto* info : S::infos) mark.add(info->id);
    }
}

template <class R, std::uint64_t layout = snapshot_layout>
struct RowMark;

template <class... Stages, std::uint64_t layout>
struct RowMark<Row<Stages...>, layout> {
    static constexpr std::uint64_t value = [] {
        FnvHash mark;
        mark.add("hoistway-snapshot").add(layout);
        (mark_stage<Stages>(mark), ...);
        return mark.value();
    }();
};

}  // namespace detail

template <class R>
std::vector<std::byte> snapshot(const typename R::State& state) {
    constexpr std::size_t size = sizeof(state);
    std::vector<std::byte> out(size + 16);
    write_without_padding(state, out.data() + 16);
    const auto* const body = reinterpret_cast<const char*>(out.data() + 16);
    const std::array<std::uint64_t, 2> head{detail::RowMark<R>::value,
                                            FnvHash{}.add(std::string_view{body, size}).value()};
    std::memcpy(out.data(), head.data(), 16);
    return out;
}

// Errors: truncated, too_long, unsupported (another row or version), bad_checksum.
template <class R>
Result<std::unique_ptr<typename R::State>> restore(std::span<const std::byte> bytes) {
    using State = typename R::State;
    constexpr std::size_t size = sizeof(State);
    if (bytes.size() < size + 16) return Error{ErrorCode::truncated, bytes.size()};
    if (bytes.size() > size + 16) return Error{ErrorCode::too_long, size + 16};
    std::array<std::uint64_t, 2> head{};
    std::memcpy(head.data(), bytes.data(), 16);
    if (head[0] != detail::RowMark<R>::value) return Error{ErrorCode::unsupported, 0};
    const auto* const body = reinterpret_cast<const char*>(bytes.data() + 16);
    const std::uint64_t sum = FnvHash{}.add(std::string_view{body, size}).value();
    if (head[1] != sum) return Error{ErrorCode::bad_checksum, 8};
    auto state = std::make_unique<State>();
    std::memcpy(static_cast<void*>(state.get()), body, size);
    return state;
}

}  // namespace hoistway
