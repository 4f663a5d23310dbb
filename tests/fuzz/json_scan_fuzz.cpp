// SPDX-License-Identifier: Apache-2.0
//
// Every member lies within the text, and every error points into it; nested objects are scanned
// in their turn.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "hoistway/core/json_scan.hpp"

namespace {

bool lies_within(std::string_view part, std::string_view whole) {
    return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

void scan(std::string_view text) {
    hoistway::JsonScan scan_of_text(text);
    hoistway::JsonMember member;
    while (scan_of_text.next(member)) {
        if (!lies_within(member.key, text) || !lies_within(member.text, text)) std::abort();
        if (member.kind == hoistway::JsonKind::number) (void)hoistway::to_number(member.text);
        if (member.kind == hoistway::JsonKind::object) scan(member.text);
    }
    if (scan_of_text.error() && scan_of_text.error()->at > text.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    scan({reinterpret_cast<const char*>(data), size});
    return 0;
}
