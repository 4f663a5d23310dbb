// SPDX-License-Identifier: Apache-2.0
//
// The one place where a wrong set-up is refused: a constructor called with options that cannot
// work is a bug of the caller, found on the first day.
//
//     if (!(options.limit > 0)) refuse("Hold: limit must be above 0");
//
// Throws std::invalid_argument where exceptions exist. Where they do not (a gateway built with
// -fno-exceptions) it calls on_refusal(), which may be replaced and must not return.

#pragma once

#include <cstdlib>

#if defined(__cpp_exceptions)
#include <stdexcept>
#endif

namespace hoistway {

using RefusalHandler = void (*)(const char* sentence);

// Called instead of a throw where exceptions are off; set it before the first object is made.
inline RefusalHandler on_refusal = nullptr;

[[noreturn]] inline void refuse(const char* sentence) {
#if defined(__cpp_exceptions)
    throw std::invalid_argument(sentence);
#else
    if (on_refusal != nullptr) on_refusal(sentence);
    std::abort();
#endif
}

}  // namespace hoistway
