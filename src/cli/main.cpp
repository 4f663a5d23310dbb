// SPDX-License-Identifier: Apache-2.0
//
// hoistway: the signals of any lift into alarms, upkeep and reports, from the command line.

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <exception>

#include "commands/commands.hpp"
#include "files.hpp"
#include "hoistway/version.hpp"
#include "talk.hpp"

int main(int argc, char** argv) {
    using namespace hoistway::cli;
    Shared shared;
    CLI::App app{"The signals of any lift into alarms, upkeep and reports."};
    app.set_version_flag("--version", std::string(hoistway::version()));
    app.add_flag("--json", shared.json, "closing figures as JSON");
    app.require_subcommand(1);
    app.fallthrough();
    add_demo(app, shared);
    add_simulate(app, shared);
    add_decode(app, shared);
    add_encode(app, shared);
    add_detect(app, shared);
    add_upkeep(app, shared);
    add_pilot(app, shared);
    add_parts(app, shared);
    add_visit(app, shared);
    add_report(app, shared);
    add_score(app, shared);
    add_identify(app, shared);
    add_registry(app, shared);
    add_profile(app, shared);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    } catch (const Failure& failure) {
        tell("hoistway: " + failure.sentence);
        return 2;
    } catch (const std::exception& error) {
        tell(std::string("hoistway: ") + error.what());
        return 2;
    }
    return shared.exit_code;
}
