// SPDX-License-Identifier: Apache-2.0
//
// Every link by its name, as the program, the Python package and a set-up file say it.
//
//     const bool known = with_link("modbus_gateway", [&](auto link) {
//         LinkReader reader{"frames.bin", lookup, {}, link};     // a ModbusGatewayLink
//         ...
//     });
//
// A device link tells what a lift does; an envelope only what was in it. The Modbus links ask for
// the registers of the layout that goes with their name; other ones are set up in C++. The JSON of
// platforms is no link but a document: see platform/platform_json.hpp.

#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "hoistway/wire/device/controller_block_link.hpp"
#include "hoistway/wire/device/line_json.hpp"
#include "hoistway/wire/device/mnk_34_007.hpp"
#include "hoistway/wire/device/modbus_link.hpp"
#include "hoistway/wire/national/gbt_26875.hpp"
#include "hoistway/wire/national/gbt_32960_body.hpp"
#include "hoistway/wire/national/jtt_808.hpp"
#include "hoistway/wire/national/jtt_808_body.hpp"
#include "hoistway/wire/neutral/decoder.hpp"

namespace hoistway {

inline constexpr std::array<std::string_view, 10> link_names{
    "line_json",  "controller_block", "modbus_gateway", "modbus_rtu", "modbus_tcp",
    "mnk_34_007", "neutral",          "gbt_32960",      "jtt_808",    "gbt_26875"};

// Calls `use` with a new decoder of the link; false where there is none of this name.
template <class Use>
bool with_link(std::string_view name, Use&& use) {
    const auto call = [&](auto link) {
        use(std::move(link));
        return true;
    };
    if (name == "line_json") return call(LineJsonDecoder{});
    if (name == "controller_block") return call(ControllerBlockLink{});
    if (name == "modbus_gateway") return call(ModbusGatewayLink{});
    if (name == "modbus_rtu") return call(ModbusRtuLink{});
    if (name == "modbus_tcp") return call(ModbusTcpLink{});
    if (name == "mnk_34_007") return call(MnkLink{});
    if (name == "neutral") return call(NeutralDecoder{});
    if (name == "gbt_32960") return call(Gbt32960Decoder{});
    if (name == "jtt_808") return call(Jtt808Decoder{});
    return name == "gbt_26875" && call(Gbt26875Decoder{});
}

}  // namespace hoistway
