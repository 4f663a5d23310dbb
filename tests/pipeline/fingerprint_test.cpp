// SPDX-License-Identifier: Apache-2.0
//
// Every build, on every machine, tells the same of the same records: the fingerprint of all that
// the rules tell of many plays is written down here. A change of a rule changes it, and has to be
// meant: then the other tests say what has changed, and the new number goes here.

#include <doctest/doctest.h>

#include <random>
#include <span>
#include <string>
#include <vector>

#include "hoistway/core/hash/fnv_hash.hpp"
#include "hoistway/pipeline/standard.hpp"
#include "hoistway/sim/scenario.hpp"
#include "logs.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

// One lift's records, one after the other, into the hash of its events.
class Teller {
 public:
    Teller(FnvHash& hash, const Lift& lift, const Policy& policy)
        : hash_(hash), lifts_{lift}, row_(standard_row(lifts_, policy)), state_(row_.begin(lift)) {}

    template <class Record>
    void push(Record record) {
        record.lift = 0;
        row_.push(state_, record, Told{this});
    }

 private:
    struct Told {
        Teller* teller;
        void operator()(const Event& event) const {
            std::string line;
            append_event(line, event, "A-1");
            teller->hash_.add(line);
        }
        template <class Other>
        void operator()(const Other&) const {}
    };

    FnvHash& hash_;
    std::vector<Lift> lifts_;
    StandardRow row_;
    StandardRow::State state_;
};

// A bad line: one word in twenty is lost, and a sensor flickers now and then.
bool comes_through(Observation& seen, std::mt19937& random) {
    if (random() % 20 == 0) return false;
    if (random() % 50 == 0) seen.presence = random() % 2 == 0 ? Flag::yes : Flag::no;
    return true;
}

}  // namespace

TEST_CASE("what is told of four hundred made-up half hours is the same everywhere") {
    const Policy policy = shijiazhuang();
    FnvHash hash;
    for (unsigned seed = 0; seed < 400; ++seed) {
        Teller teller{hash, ten_floors(), policy};
        std::mt19937 random(seed);
        Time newest = never;
        for (const Observation& seen : made_up_log(0, seed)) {
            if (newest != never && random() % 4 == 0) {
                teller.push(Tick{newest + (seen.time - newest) / 2, 0});
            }
            teller.push(seen);
            newest = seen.time;
        }
        teller.push(Tick{newest + std::chrono::hours{1}, 0});
    }
    CHECK(hash.text() == "c8b64af794fd84ef");
}

TEST_CASE(
    "what is told of every fourth scenario is the same everywhere, on a good line and a bad one") {
    const Policy policy = shijiazhuang();
    FnvHash good, bad;
    for (const Scenario& scenario : scenarios()) {
        if (scenario.number % 4 != 0) continue;  // enough, and a quarter of the time
        Teller clear{good, scenario.lift, policy}, disturbed{bad, scenario.lift, policy};
        std::mt19937 random(scenario.number);
        CitySink sink;
        sink.observations = [&](std::span<const Observation> batch) {
            for (Observation seen : batch) {
                clear.push(seen);
                if (comes_through(seen, random)) disturbed.push(seen);
            }
        };
        tell(scenario, sink);
        clear.push(Tick{scenario.start + scenario.lasts, 0});
        disturbed.push(Tick{scenario.start + scenario.lasts, 0});
    }
    CHECK(good.text() == "167a7723be49d883");
    CHECK(bad.text() == "d578817af607ccc4");
}
