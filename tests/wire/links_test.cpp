// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/links.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>
#include <string>
#include <type_traits>

#include "hoistway/wire/link_reader.hpp"

using namespace hoistway;

TEST_CASE("every name leads to a link of its own, and no other name to any") {
    std::set<std::string_view> names;
    for (const std::string_view name : link_names) {
        CAPTURE(name);
        CHECK(names.insert(name).second);
        bool called = false;
        CHECK(with_link(name, [&](auto link) {
            static_assert(DeviceLink<decltype(link)>);
            called = true;
        }));
        CHECK(called);
    }
    CHECK_FALSE(with_link("telex", [](auto) { FAIL("there is no such link"); }));
    CHECK_FALSE(with_link("", [](auto) { FAIL("there is no such link"); }));
}

TEST_CASE("no link says anything of noise, and none loses count of it") {
    std::mt19937 random(17);
    std::string noise(20000, '\0');
    for (char& c : noise) c = static_cast<char>(random());
    for (const std::string_view name : link_names) {
        CAPTURE(name);
        with_link(name, [&](auto link) {
            std::uint64_t observations = 0;
            const auto emit = [&](const auto& record) {
                observations += std::is_same_v<std::decay_t<decltype(record)>, Observation>;
            };
            for (std::size_t at = 0; at < noise.size(); at += 777) {
                link.feed(std::string_view(noise).substr(at, 777), Time{}, emit);
            }
            link.finish(emit);
            CHECK(observations == 0);
            CHECK(link.stats().garbage_bytes + link.stats().refused > 0);
            CHECK(link.stats().garbage_bytes <= noise.size());
        });
    }
}

TEST_CASE("a reader of any link hears the frames of an envelope where it wants them") {
    // Published login of a vehicle: command 01, 2018-06-22 16:21:15.
    const std::string_view hex =
        "232301FE4C5A59545547455735473130353935343501001E12061610150F001F38393836303631363032303034"
        "363337393632390100A8";
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        bytes += static_cast<char>(from_hex(hex, i).value());
    }
    LinkReader reader{"frames", [](std::string_view) { return no_lift; }, {}, Gbt32960Decoder{}};
    std::string ids;
    const auto hear = [&](const auto& record) {
        if constexpr (requires { record.id; }) ids += record.id;
    };
    reader.feed(bytes, hear);
    reader.finish(hear);
    CHECK(ids == "LZYTUGEW5G1059545");
    CHECK(reader.stats().frames == 1);
    LinkReader deaf{"frames", [](std::string_view) { return no_lift; }, {}, Gbt32960Decoder{}};
    deaf.feed(bytes, [](const Observation&) { FAIL("an envelope says nothing of a lift"); });
    CHECK(deaf.stats().frames == 1);
}
