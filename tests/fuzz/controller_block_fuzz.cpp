// SPDX-License-Identifier: Apache-2.0
//
// Controller blocks under arbitrary bytes: as a stream of lines, however it is cut; as lines whose
// base64 is right, made from the same bytes; and as one block, written again and read again.

#include <algorithm>
#include <array>

#include "hoistway/wire/device/controller_block_link.hpp"
#include "link_fuzz.hpp"

using namespace hoistway;
using namespace hoistway::fuzz;

namespace {

// Each 24 bytes are a line of their own; every fourth one stands in an object.
std::string lines_of(std::string_view bytes) {
    std::string out;
    for (std::size_t i = 0; bytes.size() >= controller_block_size; ++i) {
        std::array<std::uint8_t, controller_block_size> block{};
        std::copy_n(bytes.begin(), block.size(), block.begin());
        bytes.remove_prefix(block.size());
        const bool object = i % 4 == 3;
        if (object) out += R"({"elevatorId":)" + std::to_string(block[3]) + R"(,"parameterStr":")";
        append_base64(out, block);
        out += object ? "\"}\n" : "\n";
    }
    return out;
}

void check_stable(const Observation& seen) {
    std::string once, twice;
    append_controller_block(once, seen);
    Observation back = read_controller_block(once, seen.time)->seen;
    back.fault = seen.fault;
    append_controller_block(twice, back);
    require(once == twice);
}

// What is written of an observation is read back to what is written.
void check_envelope(const Observation& seen) {
    std::string once, twice;
    append_controller_envelope(once, "E", seen);
    Record back = decode(ControllerBlockLink(), once, {});
    require(!back.seen.empty());
    back.seen[0].fault = seen.fault;
    append_controller_envelope(twice, "E", back.seen[0]);
    require(once == twice);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const Record any = check_cuts(ControllerBlockLink(), bytes);
    const Record good = check_cuts(ControllerBlockLink(), lines_of(bytes));
    require(good.stats.refused == 0 && good.stats.garbage_bytes == 0);
    for (const Record& record : {any, good}) {
        for (const Observation& seen : record.seen) {
            check_stable(seen);
            check_envelope(seen);
        }
    }
    return 0;
}
