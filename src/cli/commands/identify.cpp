// SPDX-License-Identifier: Apache-2.0

#include "hoistway/model/identity.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "../files.hpp"
#include "../talk.hpp"
#include "commands.hpp"

namespace hoistway::cli {

namespace {

void run(const std::vector<std::string>& texts, bool fail, Shared& shared) {
    std::string out;
    std::uint64_t valid = 0;
    for (const std::string& text : texts) {
        const Identity identity = identify(text);
        append_identity(out, identity);
        out += '\n';
        valid += identity.valid ? 1U : 0U;
    }
    write_whole("-", out);
    Figures figures("identify");
    figures.add("numbers", texts.size()).add("valid", valid);
    close(figures, shared.json, true);
    if (fail && valid < texts.size()) shared.exit_code = 1;
}

}  // namespace

void add_identify(Command app, Shared& shared) {
    auto texts = std::make_shared<std::vector<std::string>>();
    auto fail = std::make_shared<bool>(false);
    Command command = app.add_subcommand("identify", "what kind of number is this, is it valid");
    command.add_option("text", *texts, "identity numbers of equipment").required();
    command.add_flag("--fail", *fail, "end with 1 if one is not valid");
    command.callback([texts, fail, &shared] { run(*texts, *fail, shared); });
}

}  // namespace hoistway::cli
