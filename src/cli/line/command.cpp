// SPDX-License-Identifier: Apache-2.0

#include "command.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdint>
#include <utility>

namespace hoistway::cli {

Option Option::required() const { return Option{*option_->required()}; }

Option Option::one_of(const std::vector<std::string>& words) const {
    return Option{*option_->check(CLI::IsMember(words))};
}

Option Option::within(int first, int last) const {
    return Option{*option_->check(CLI::Range(first, last))};
}

Option Option::within(double first, double last) const {
    return Option{*option_->check(CLI::Range(first, last))};
}

Option Option::not_negative() const { return Option{*option_->check(CLI::NonNegativeNumber)}; }

Option Option::excludes(Option other) const { return Option{*option_->excludes(other.option_)}; }

Option Option::needs(Option other) const { return Option{*option_->needs(other.option_)}; }

Option Option::delimiter(char between) const { return Option{*option_->delimiter(between)}; }

Option Option::show_default() const { return Option{*option_->capture_default_str()}; }

template <class T>
Option Command::add_option(const std::string& name, T& value, const std::string& what) const {
    return Option{*app_->add_option(name, value, what)};
}

Option Command::add_flag(const std::string& name, bool& value, const std::string& what) const {
    return Option{*app_->add_flag(name, value, what)};
}

Command Command::add_subcommand(const std::string& name, const std::string& what) const {
    return Command{*app_->add_subcommand(name, what)};
}

void Command::require_subcommand() const { app_->require_subcommand(1); }

void Command::callback(std::function<void()> run) const { app_->callback(std::move(run)); }

Program::Program(const std::string& what, const std::string& version)
    : app_(std::make_unique<CLI::App>(what)) {
    app_->set_version_flag("--version", version);
    app_->fallthrough();
}

Program::~Program() = default;

bool Program::run(int argc, char** argv) {
    try {
        app_->parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app_->exit(error) == 0;
    }
    return true;
}

template Option Command::add_option(const std::string&, double&, const std::string&) const;
template Option Command::add_option(const std::string&, int&, const std::string&) const;
template Option Command::add_option(const std::string&, std::int64_t&, const std::string&) const;
template Option Command::add_option(const std::string&, std::string&, const std::string&) const;
template Option Command::add_option(const std::string&, std::uint32_t&, const std::string&) const;
template Option Command::add_option(const std::string&, std::uint64_t&, const std::string&) const;
template Option Command::add_option(const std::string&, std::vector<std::string>&,
                                    const std::string&) const;

}  // namespace hoistway::cli
