// SPDX-License-Identifier: Apache-2.0
//
// Memory in pages of 2 MiB where the system has them, for fleets that no cache can hold.
//
//     using Row = StandardRow;
//     Fleet<Row, HugePages<Row::State>> nation{row, lifts};
//
// Reaching a lift at random costs a walk through the page tables, and pages of 4 KiB make most of
// it: performance grows by a third and more from some hundred thousand lifts on (docs/detect.md).
// Small arrays, and systems without such pages, get ordinary memory; the answers are the same. As
// std::allocator for the rest: std::bad_alloc where there is none. Compiled: link
// hoistway::hoistway.

#pragma once

#include <cstddef>
#include <new>

namespace hoistway {

namespace detail {

void* take_pages(std::size_t bytes, std::size_t alignment);
void give_pages_back(void* pages, std::size_t bytes, std::size_t alignment) noexcept;

}  // namespace detail

template <class T>
class HugePages {
 public:
    using value_type = T;

    HugePages() noexcept = default;
    template <class U>
    HugePages(const HugePages<U>&) noexcept {}  // NOLINT(google-explicit-constructor)

    T* allocate(std::size_t count) {
        return static_cast<T*>(detail::take_pages(count * sizeof(T), alignof(T)));
    }
    void deallocate(T* at, std::size_t count) noexcept {
        detail::give_pages_back(at, count * sizeof(T), alignof(T));
    }

    friend bool operator==(HugePages, HugePages) noexcept { return true; }
};

}  // namespace hoistway
