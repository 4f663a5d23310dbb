// SPDX-License-Identifier: Apache-2.0
//
// registry.json and undo files under arbitrary text: what is read and written reads again, without
// a refusal, and is then written to the same bytes.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "hoistway/registry/check.hpp"
#include "hoistway/registry/history.hpp"

using namespace hoistway;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

std::string written(const RegistryFile& file) {
    return write_registry(file.registry.lifts(), file.entries);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const RegistryFile file = read_registry(text, "fuzz");
    const std::string first = written(file);
    const RegistryFile again = read_registry(first, "again");
    require(again.refusals.empty());
    require(written(again) == first);
    (void)check_registry(file, "fuzz");
    RegistryEditor editor(file, {});
    if (const auto changes = read_undo(text, "undo")) {
        require(read_undo(write_undo(*changes), "again").has_value());
        (void)editor.undo(*changes);
    }
    const std::string before = written(editor.file());
    if (!file.registry.lifts().empty() &&
        !editor.set("lifts", file.registry.lifts()[0].key, "address", "elsewhere")) {
        require(!editor.undo(std::vector<Change>(editor.changes())));
        require(written(editor.file()) == before);
    }
    return 0;
}
