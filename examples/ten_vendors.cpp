// SPDX-License-Identifier: Apache-2.0
/*
    ten_vendors: one city takes in what many send: a push of a platform's JSON by its profile, a
    line of a device link, and a fault code that each calls something else.

    Shows:      PlatformReader, builtin_profile, MnkLink, meaning_of, translate
    Try first:  quickstart
    Run:        ten_vendors
*/
#include <cstdio>
#include <string>

#include "hoistway/wire/device/mnk_34_007.hpp"
#include "hoistway/wire/log/observation_json.hpp"
#include "hoistway/wire/platform/cross_walk.hpp"
#include "hoistway/wire/platform/platform_json.hpp"
#include "hoistway/wire/platform/profile_json.hpp"
using namespace hoistway;

static void show(const Observation& seen, std::string_view lift) {
    std::string line;
    append_observation(line, seen, lift);
    std::puts(line.c_str());
}

static void read_push() {
    PlatformReader reader{*builtin_profile("shanghai")};
    const auto records =
        reader.read(R"({"registerNumber":"31103506002016053337","occurTime":"2026-01-02 03:04:05",)"
                    R"("failureCode":"09"})",
                    Time{});
    if (!records) return;
    for (const PlatformRecord& record : *records) show(record.observation, record.lift);
}

static void read_device() {
    MnkLink link;
    std::string lift;
    const auto on_record = [&](const auto& record) {
        using Record = std::decay_t<decltype(record)>;
        if constexpr (std::is_same_v<Record, DeviceLogin>) lift = record.device.view();
        if constexpr (std::is_same_v<Record, Observation>) show(record, lift);
    };
    link.feed(
        "F2020/11/10 11:24:46/00000004/"
        "000000000000517c00000000000421b930050000000053c3d00063000000220e\n",
        Time{}, on_record);
    link.finish(on_record);
}

// "09" is an entrapment in one city and an overtravel in the next.
static void compare_codes() {
    for (const char* dialect : {"shanghai", "sql-dictionary"}) {
        NativeFault fault;
        if (!fault.dialect.assign(dialect) || !fault.code.assign("09")) continue;
        const ProfileCode* meant = meaning_of(fault);
        if (meant == nullptr || !meant->kind) continue;
        const auto other = translate(fault, *builtin_profile("four-digit"));
        std::printf("09 of %s: %s; in four digits: %s\n", dialect,
                    std::string(to_text(*meant->kind)).c_str(),
                    other ? std::string(other->code).c_str() : "no such code");
    }
}

int main() {
    read_push();
    read_device();
    compare_codes();
}
