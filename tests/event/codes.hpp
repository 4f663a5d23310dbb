// SPDX-License-Identifier: Apache-2.0
//
// Codes and rows of a code book, made up for tests.

#pragma once

#include <string>
#include <string_view>

#include "hoistway/event/code_book.hpp"

namespace hoistway::testing {

inline NativeFault native(std::string_view dialect, std::string_view code, bool cleared = false) {
    NativeFault fault{.cleared = cleared};
    fault.dialect.assign(dialect);
    fault.code.assign(code);
    return fault;
}

inline CodeMeaning meaning(std::string_view dialect, std::string_view code, EventKind kind) {
    const NativeFault fault = native(dialect, code);
    return {.dialect = fault.dialect, .code = fault.code, .kind = kind};
}

inline CodeMeaning meaning(std::string_view dialect, int code, EventKind kind) {
    return meaning(dialect, std::to_string(code), kind);
}

// A code of a dialect that never says that it is over.
inline CodeMeaning endless(std::string_view dialect, std::string_view code, EventKind kind) {
    CodeMeaning row = meaning(dialect, code, kind);
    row.ends = false;
    return row;
}

inline CodeMeaning no_fault(std::string_view dialect, std::string_view code) {
    CodeMeaning row = meaning(dialect, code, EventKind::native);
    row.no_fault = true;
    return row;
}

}  // namespace hoistway::testing
