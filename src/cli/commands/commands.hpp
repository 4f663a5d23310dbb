// SPDX-License-Identifier: Apache-2.0
//
// The commands of the program. Each adds itself to the line parser and runs when it was named.

#pragma once

#include "../line/command.hpp"

namespace hoistway::cli {

// What every command shares.
struct Shared {
    bool json = false;  // closing figures for machines
    int exit_code = 0;  // 1: there are findings, and the user asked to fail on them
};

void add_counts(Command app, Shared& shared);
void add_decode(Command app, Shared& shared);
void add_demo(Command app, Shared& shared);
void add_detect(Command app, Shared& shared);
void add_encode(Command app, Shared& shared);
void add_identify(Command app, Shared& shared);
void add_parts(Command app, Shared& shared);
void add_pilot(Command app, Shared& shared);
void add_profile(Command app, Shared& shared);
// A part of `registry`.
void add_reconcile(Command app, Shared& shared);
void add_registry(Command app, Shared& shared);
void add_report(Command app, Shared& shared);
void add_score(Command app, Shared& shared);
void add_simulate(Command app, Shared& shared);
void add_upkeep(Command app, Shared& shared);
void add_visit(Command app, Shared& shared);

}  // namespace hoistway::cli
