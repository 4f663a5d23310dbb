// SPDX-License-Identifier: Apache-2.0
//
// Speaks as a device on the `#10#{json}#13#` link would: observations in, frames out. For
// simulators, test benches and gateways that pass on another link's words.
//
//     LineJsonVoice voice;
//     voice.log_in(bytes, "SJZ-0001");
//     for (const Observation& seen : log) voice.say(bytes, seen);
//
// A status goes out as block `D`; a fault as a fault message with the block in it; the alarm
// button, for which the block has no byte, as fault 21 "user alarm" of the server's list (from 16
// on the firmware's list differs, and has no button at all). What the link cannot say is left out:
// see docs/wire.md. One voice per connection, one thread. Linear time.

#pragma once

#include <string>
#include <string_view>

#include "hoistway/wire/line_json_encode.hpp"

namespace hoistway {

class LineJsonVoice {
 public:
    void log_in(std::string& out, std::string_view device) {
        append_login(out, device);
        button_ = Flag::unknown;
    }

    void say(std::string& out, const Observation& seen) {
        const bool pressed = seen.alarm_button == Flag::yes;
        if (is_known(seen.alarm_button) && pressed != (button_ == Flag::yes)) {
            Observation ring = seen;
            ring.fault = detail::line_fault(line_json_user_alarm, !pressed);
            append_fault_v2(out, ring);
        } else if (seen.fault.empty()) {
            append_status_v2(out, seen);
        }
        if (is_known(seen.alarm_button)) button_ = seen.alarm_button;
        if (!seen.fault.empty()) append_fault_v2(out, seen);
    }

 private:
    Flag button_{};
};

}  // namespace hoistway
