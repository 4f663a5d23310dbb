// SPDX-License-Identifier: Apache-2.0
//
// The commands of the program. Each adds itself to the line parser and runs when it was named.

#pragma once

#include <CLI/App.hpp>

namespace hoistway::cli {

// What every command shares.
struct Shared {
    bool json = false;  // closing figures for machines
    int exit_code = 0;  // 1: there are findings, and the user asked to fail on them
};

void add_decode(CLI::App& app, Shared& shared);
void add_demo(CLI::App& app, Shared& shared);
void add_detect(CLI::App& app, Shared& shared);
void add_encode(CLI::App& app, Shared& shared);
void add_identify(CLI::App& app, Shared& shared);
void add_parts(CLI::App& app, Shared& shared);
void add_pilot(CLI::App& app, Shared& shared);
void add_profile(CLI::App& app, Shared& shared);
// A part of `registry`.
void add_reconcile(CLI::App& app, Shared& shared);
void add_registry(CLI::App& app, Shared& shared);
void add_report(CLI::App& app, Shared& shared);
void add_score(CLI::App& app, Shared& shared);
void add_simulate(CLI::App& app, Shared& shared);
void add_upkeep(CLI::App& app, Shared& shared);
void add_visit(CLI::App& app, Shared& shared);

}  // namespace hoistway::cli
