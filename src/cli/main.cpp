// SPDX-License-Identifier: Apache-2.0
//
// hoistway: the signals of any lift into alarms, upkeep and reports, from the command line.

#include <exception>

#include "commands/commands.hpp"
#include "files.hpp"
#include "hoistway/version.hpp"
#include "talk.hpp"

int main(int argc, char** argv) {
    using namespace hoistway::cli;
    Shared shared;
    Program program("The signals of any lift into alarms, upkeep and reports.",
                    std::string(hoistway::version()));
    const Command app = program.commands();
    app.add_flag("--json", shared.json, "closing figures as JSON");
    app.require_subcommand();
    add_demo(app, shared);
    add_simulate(app, shared);
    add_decode(app, shared);
    add_encode(app, shared);
    add_detect(app, shared);
    add_upkeep(app, shared);
    add_counts(app, shared);
    add_pilot(app, shared);
    add_parts(app, shared);
    add_visit(app, shared);
    add_report(app, shared);
    add_score(app, shared);
    add_identify(app, shared);
    add_registry(app, shared);
    add_profile(app, shared);
    try {
        if (!program.run(argc, argv)) return 2;
    } catch (const Failure& failure) {
        tell("hoistway: " + failure.sentence);
        return 2;
    } catch (const std::exception& error) {
        tell(std::string("hoistway: ") + error.what());
        return 2;
    }
    return shared.exit_code;
}
