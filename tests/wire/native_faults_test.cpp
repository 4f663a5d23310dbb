// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/native_faults.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace hoistway;

namespace {

constexpr std::array<std::string_view, 2> flags{"TOP", "PIT"};
constexpr FaultWords words{"acme", flags};

// What came out: a letter for each observation, with its fault, and ':' where it says the floor.
struct Out {
    std::vector<std::string> lines;

    void observation(const Observation& seen) {
        std::string line = seen.fault.cleared ? "-" : "+";
        line = seen.fault.empty() ? std::string() : line + std::string(seen.fault.code.view());
        lines.push_back(is_known(seen.floor) ? line + ":" : line);
    }
};

using Lines = std::vector<std::string>;

Lines tell(HeldFaults& held, const SaidFaults& said) {
    Out out;
    held.tell(words, said, {.floor = 3}, out);
    return out.lines;
}

SaidFaults number(std::uint16_t number) { return {.number = number}; }

SaidFaults both_flags(bool top, bool pit) {
    SaidFaults said;
    said.flag(0, top);
    said.flag(1, pit);
    return said;
}

}  // namespace

TEST_CASE("a number is told when it comes, when it changes and when it goes") {
    HeldFaults held;
    CHECK(tell(held, number(0)) == Lines{":"});
    CHECK(tell(held, number(6)) == Lines{"+E6:"});
    CHECK(tell(held, number(6)) == Lines{":"});
    CHECK(tell(held, number(41)) == Lines{"-E6:", "+E41"});
    CHECK(tell(held, number(0)) == Lines{"-E41:"});
    CHECK(tell(held, number(0)) == Lines{":"});
}

TEST_CASE("flags are told one by one, the first with the signals of the status") {
    HeldFaults held;
    CHECK(tell(held, both_flags(true, true)) == Lines{"+TOP:", "+PIT"});
    CHECK(tell(held, both_flags(true, false)) == Lines{"-PIT:"});
    CHECK(tell(held, both_flags(false, true)) == Lines{"-TOP:", "+PIT"});
}

TEST_CASE("a status changes only what it speaks of") {
    HeldFaults held;
    CHECK(tell(held, number(6)) == Lines{"+E6:"});
    CHECK(tell(held, both_flags(false, true)) == Lines{"+PIT:"});
    CHECK(tell(held, SaidFaults{}) == Lines{":"});
    SaidFaults none = both_flags(false, false);
    none.number = 0;
    CHECK(tell(held, none) == Lines{"-E6:", "-PIT"});
}

TEST_CASE("a fault that the status brings along goes out before any change") {
    HeldFaults held;
    Out out;
    Observation seen{.floor = 3};
    seen.fault = native_fault("acme", "8", false);
    held.tell(words, both_flags(true, false), seen, out);
    CHECK(out.lines == Lines{"+8:", "+TOP"});
}

TEST_CASE("what was held is forgotten with the lift") {
    HeldFaults held;
    CHECK(tell(held, number(6)) == Lines{"+E6:"});
    held.forget();
    CHECK(tell(held, number(6)) == Lines{"+E6:"});
}

TEST_CASE("a code or dialect too long for its place makes no fault") {
    CHECK(native_fault("acme", "1234567", false).code.view() == "1234567");
    CHECK(native_fault("acme", "12345678", false).empty());
    CHECK(native_fault("a dialect of 16 ", "1", false).empty());
}

TEST_CASE("a number and its fault are read back from each other") {
    for (const unsigned each : {1U, 6U, 41U, 157U, 65535U}) {
        const auto n = static_cast<std::uint16_t>(each);
        CHECK(fault_number_of(numbered_fault("acme", n, false), "acme") == n);
    }
    struct Case {
        std::string_view dialect, code;
        bool cleared;
    };
    const Case none[] = {{"acme", "E6", true}, {"other", "E6", false},    {"acme", "E", false},
                         {"acme", "6", false}, {"acme", "E99999", false}, {"acme", "E6x", false}};
    for (const Case& c : none) {
        CAPTURE(c.code);
        CHECK(fault_number_of(native_fault(c.dialect, c.code, c.cleared), "acme") == 0);
    }
}

TEST_CASE("a flag's bit is found by its code") {
    CHECK(flag_bit_of(native_fault("acme", "PIT", false), words) == 2);
    CHECK(flag_bit_of(native_fault("acme", "PIT", true), words) == 0);
    CHECK(flag_bit_of(native_fault("acme", "E6", false), words) == 0);
    CHECK(flag_bit_of(native_fault("other", "PIT", false), words) == 0);
}
