// SPDX-License-Identifier: Apache-2.0
//
// The outcome of anything that bad input can make fail: a value, or an error that says where.
//
//     const Result<Time> time = parse_time("2026-03-01T08:00:00+08:00");
//     if (!time) return time.error();
//
// The surface is that of std::expected, which neither GCC 12 nor clang 14 has in C++20, so that
// code written against it keeps compiling on the day it can be an alias. Never throws.

#pragma once

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

#include "hoistway/core/error.hpp"

namespace hoistway {

template <class T, class E = Error>
class [[nodiscard]] Result {
    static_assert(!std::is_same_v<T, E>, "a Result whose value is an error cannot tell them apart");

 public:
    using value_type = T;
    using error_type = E;

    // Implicit, so that `return value;` and `return Error{...};` both do.
    // NOLINTBEGIN(google-explicit-constructor)
    Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}
    Result(E error) : outcome_(std::in_place_index<1>, std::move(error)) {}
    // NOLINTEND(google-explicit-constructor)

    bool has_value() const noexcept { return outcome_.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    // A caller's bug unless the result holds a value; look first.
    T& operator*() & noexcept { return *checked(std::get_if<0>(&outcome_)); }
    const T& operator*() const& noexcept { return *checked(std::get_if<0>(&outcome_)); }
    T&& operator*() && noexcept { return std::move(*checked(std::get_if<0>(&outcome_))); }
    T* operator->() noexcept { return checked(std::get_if<0>(&outcome_)); }
    const T* operator->() const noexcept { return checked(std::get_if<0>(&outcome_)); }

    // A caller's bug unless the result holds an error.
    const E& error() const noexcept { return *checked(std::get_if<1>(&outcome_)); }

    template <class U>
    T value_or(U&& other) const {
        return has_value() ? **this : static_cast<T>(std::forward<U>(other));
    }

    // f(value) where there is a value, else the same error.
    template <class F>
    auto and_then(F&& f) const -> std::invoke_result_t<F, const T&> {
        if (!has_value()) return error();
        return std::forward<F>(f)(**this);
    }

    template <class F>
    auto transform(F&& f) const
        -> Result<std::remove_cvref_t<std::invoke_result_t<F, const T&>>, E> {
        if (!has_value()) return error();
        return std::forward<F>(f)(**this);
    }

 private:
    template <class P>
    static P checked(P pointer) noexcept {
        assert(pointer != nullptr && "look before you take");
        return pointer;
    }

    std::variant<T, E> outcome_;
};

}  // namespace hoistway
