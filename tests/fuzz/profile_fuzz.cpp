// SPDX-License-Identifier: Apache-2.0
//
// The loader of profiles under arbitrary text, and a reader made of whatever it takes.

#include <cstdint>
#include <string>

#include "hoistway/wire/platform/platform_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"
#include "hoistway/wire/platform/profile_text.hpp"

using namespace hoistway;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto profile = load_profile({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!profile) return 0;
    PlatformReader reader(*profile);
    (void)reader.read(R"({"a":1,"b":"2","c":[{"d":true}],"e":{"f":null}})", Time{});
    std::string page;
    append_profile_page(page, *profile, Language::zh);
    return profile_differences(*profile, *profile).empty() ? 0 : 1;
}
