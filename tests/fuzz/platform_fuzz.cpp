// SPDX-License-Identifier: Apache-2.0
//
// Documents of platforms under arbitrary bytes: the first byte chooses the profile, a line is a
// document. The cursor has to answer what simdjson answers, each time.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "hoistway/wire/platform/platform_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"

using namespace hoistway;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::string answer(PlatformReader& reader, std::string_view document) {
    const auto records = reader.read(document, Time{});
    std::string out;
    if (!records) return std::string(to_string(records.error().error.code));
    for (const PlatformRecord& record : *records) append_platform_record(out, record);
    return out;
}

struct Readers {
    PlatformReader with, without;
};

std::vector<Readers> make_readers() {
    std::vector<Readers> all;
    for (const BuiltinFile& file : builtin_profiles()) {
        const Profile& profile = *builtin_profile(file.id);
        all.push_back({PlatformReader(profile), PlatformReader(profile, {.learn_order = false})});
    }
    return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    static std::vector<Readers> all = make_readers();
    auto& [with, without] = all[data[0] % all.size()];
    with.forget();
    without.forget();
    std::string_view left(reinterpret_cast<const char*>(data) + 1, size - 1);
    while (!left.empty()) {
        const std::size_t end = left.find('\n');
        const std::string_view document = left.substr(0, end);
        require(answer(with, document) == answer(without, document));
        require(answer(with, document) == answer(without, document));
        require(with.stats() == without.stats());
        left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
    }
    return 0;
}
