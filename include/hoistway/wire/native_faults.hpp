// SPDX-License-Identifier: Apache-2.0
//
// Faults that a device repeats with every status, told once when they come and once when they go:
// a number that may change, and flags, each in the device's own words.
//
//     SaidFaults said{.number = 6};             // this status says E6, and
//     said.flag(0, true);                       // that its first flag is set
//     held.tell(words, said, seen, out);        // seen with E6, then the flag; later: cleared
//
// The first change travels in the status's own observation, each further one in an observation of
// its own with the same time. What a status does not speak of stays as it was. Nothing is known
// when a connection begins: a fault that went before it is not cleared by it. Constant time, 12
// bytes of state, no allocation. One connection, one thread.

#pragma once

#include <array>
#include <bit>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>

#include "hoistway/model/observation.hpp"

namespace hoistway {

// Empty where one of the two does not fit its place in the record.
inline NativeFault native_fault(std::string_view dialect, std::string_view code,
                                bool cleared) noexcept {
    NativeFault fault{.cleared = cleared};
    const bool fits = fault.dialect.assign(dialect) && fault.code.assign(code);
    return fits ? fault : NativeFault{};
}

// "E6" for 6: how the fault numbers of controllers are shown and spoken of.
inline NativeFault numbered_fault(std::string_view dialect, std::uint16_t number,
                                  bool cleared) noexcept {
    std::array<char, 8> text{'E'};
    const auto end = std::to_chars(text.data() + 1, text.data() + text.size(), number).ptr;
    const auto size = static_cast<std::size_t>(end - text.data());
    return native_fault(dialect, {text.data(), size}, cleared);
}

// The number of a fault that stands, 0 where it is another dialect's, cleared, or no number.
inline std::uint16_t fault_number_of(const NativeFault& fault, std::string_view dialect) noexcept {
    const std::string_view code = fault.code.view();
    if (fault.cleared || fault.dialect.view() != dialect || code.size() < 2 || code[0] != 'E')
        return 0;
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(code.data() + 1, code.data() + code.size(), number);
    return error == std::errc{} && end == code.data() + code.size() ? number : std::uint16_t{0};
}

// The words of one dialect: a code for each flag, by bit; numbers are "E" and the number.
struct FaultWords {
    std::string_view dialect;
    std::span<const std::string_view> flags;
};

// The bit of a flag that stands, 0 where it is none of these words.
inline std::uint32_t flag_bit_of(const NativeFault& fault, const FaultWords& words) noexcept {
    if (fault.cleared || fault.dialect.view() != words.dialect) return 0;
    for (std::size_t bit = 0; bit < words.flags.size(); ++bit) {
        if (words.flags[bit] == fault.code.view()) return 1U << bit;
    }
    return 0;
}

// What one status says of the device's faults.
struct SaidFaults {
    std::optional<std::uint16_t> number{};   // 0 = none; nothing where it was not said
    std::uint32_t spoken = 0, standing = 0;  // flags, by bit

    void flag(unsigned bit, bool set) noexcept {
        spoken |= 1U << bit;
        standing |= static_cast<std::uint32_t>(set) << bit;
    }
};

// `out.observation(seen)` takes the records.
class HeldFaults {
 public:
    void forget() noexcept { *this = {}; }

    // A fault that `seen` brings along itself goes out before any change.
    template <class Out>
    void tell(const FaultWords& words, const SaidFaults& said, const Observation& seen, Out& out) {
        const bool same_number = !said.number || *said.number == number_;
        if (same_number && changed_flags(said) == 0) return out.observation(seen);
        tell_changes(words, said, seen, out);
    }

 private:
    std::uint32_t changed_flags(const SaidFaults& said) const noexcept {
        return (flags_ ^ said.standing) & said.spoken;
    }

    template <class Out>
    void tell_changes(const FaultWords& words, const SaidFaults& said, Observation seen, Out& out) {
        bool fresh = seen.fault.empty();
        if (!fresh) out.observation(seen);
        const auto change = [&](const NativeFault& fault) {
            if (!fresh) seen = {.time = seen.time};
            seen.fault = fault;
            out.observation(seen);
            fresh = false;
        };
        change_number(words, said, change);
        change_flags(words, said, change);
    }

    template <class Change>
    void change_number(const FaultWords& words, const SaidFaults& said, Change& change) {
        if (!said.number || *said.number == number_) return;
        const std::uint16_t before = number_;
        number_ = *said.number;
        if (before != 0) change(numbered_fault(words.dialect, before, true));
        if (number_ != 0) change(numbered_fault(words.dialect, number_, false));
    }

    template <class Change>
    void change_flags(const FaultWords& words, const SaidFaults& said, Change& change) {
        std::uint32_t changed = changed_flags(said);
        flags_ ^= changed;
        for (const std::uint32_t now = flags_; changed != 0; changed &= changed - 1) {
            const auto bit = static_cast<unsigned>(std::countr_zero(changed));
            change(native_fault(words.dialect, words.flags[bit], (now >> bit & 1) == 0));
        }
    }

    std::uint32_t flags_ = 0;
    std::uint16_t number_ = 0;
};

}  // namespace hoistway
