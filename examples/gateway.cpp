// SPDX-License-Identifier: Apache-2.0
/*
    gateway: what runs beside the lift. Bytes of the device link in, events out, as they come:
    no file, no thread, no exception, nothing allocated per record.

    Shows:      LineJsonDecoder, a Row of one's own choice, Tick, append_event; core headers only
    Try first:  quickstart
    Run:        gateway
*/
#include <cstdio>
#include <string>
#include <string_view>

#include "hoistway/detect/conditions.hpp"
#include "hoistway/detect/device_offline.hpp"
#include "hoistway/detect/entrapment.hpp"
#include "hoistway/event/episodes.hpp"
#include "hoistway/pipeline/row.hpp"
#include "hoistway/state/picture.hpp"
#include "hoistway/wire/device/line_json.hpp"
#include "hoistway/wire/log/event_json.hpp"
using namespace hoistway;

// A gateway takes the rules it has signals for, and pays for no others.
using Watch = Row<Picture, Entrapment, PowerLoss, DeviceOffline, Episodes>;

class Gateway {
 public:
    void receive(std::string_view bytes, Time now) {
        link_.feed(bytes, now, [&](const auto& record) { take(record); });
    }
    // Called once a second, whether anything was received or not.
    void pass_time(Time now) { push(Tick{now, 0}); }

 private:
    void take(const DeviceLogin& login) {
        std::printf("device %.*s\n", int(login.device.view().size()), login.device.view().data());
        link_.bind(0);  // the one lift of this gateway
    }
    void take(const Observation& seen) { push(seen); }
    void take(const DeviceHeartbeat&) {}
    void take(const WireError& refused) {
        std::printf("refused at byte %zu\n", static_cast<std::size_t>(refused.error.at));
    }

    template <class Record>
    void push(const Record& record) {
        watch_.push(state_, record, [&](const Event& event) { tell(event); });
    }
    void tell(const Event& event) {
        line_.clear();
        append_event(line_, event, "A-1");
        std::puts(line_.c_str());
    }

    Watch watch_{Picture{}, Entrapment{}, PowerLoss{}, DeviceOffline{}, Episodes{}};
    std::string line_;
    LineJsonDecoder link_;
    Watch::State state_ = watch_.begin(Lift{.key = "A-1"});
};

int main() {
    const Time start{std::chrono::seconds{1772409600}};  // 2026-03-02 08:00 at +08:00
    const auto at = [&](int second) { return start + std::chrono::seconds{second}; };
    Gateway gateway;
    gateway.receive("\r\n#10#{\"type\":\"login\",\"eid\":\"1000123\"}#13#", at(0));
    // Standing off level with a person, doors closed; the frame comes in two pieces.
    gateway.receive(R"(#10#{"type":"Monitor","stype":"status","floor_status":1,"direc)", at(1));
    gateway.receive(R"(tion":0,"speed":0,"has_people":1,"door_status":0}#13#)", at(1));
    for (int second = 2; second <= 20; ++second) gateway.pass_time(at(second));
    gateway.receive("#10#{\"type\":\"Monitor\",#13#", at(21));
    for (int second = 22; second <= 400; ++second) gateway.pass_time(at(second));
}
