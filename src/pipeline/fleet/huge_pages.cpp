// SPDX-License-Identifier: Apache-2.0

#include "hoistway/pipeline/fleet/huge_pages.hpp"

#include <sys/mman.h>

#include <cstdint>

namespace hoistway::detail {

namespace {

constexpr std::size_t page = std::size_t{2} << 20;
constexpr std::size_t worth_it = 8 * page;  // [default] below that, ordinary memory does as well

std::size_t whole_pages(std::size_t bytes) noexcept { return (bytes + page - 1) / page * page; }

}  // namespace

void* take_pages(std::size_t bytes, std::size_t alignment) {
    if (bytes < worth_it) return ::operator new (bytes, std::align_val_t{alignment});
    void* const pages = ::operator new (whole_pages(bytes), std::align_val_t{page});
    // A hint: where it is refused, the memory is as good as any.
    static_cast<void>(madvise(pages, whole_pages(bytes), MADV_HUGEPAGE));
    return pages;
}

void give_pages_back(void* pages, std::size_t bytes, std::size_t alignment) noexcept {
    const std::size_t used = bytes < worth_it ? alignment : page;
    ::operator delete (pages, std::align_val_t{used});
}

}  // namespace hoistway::detail
