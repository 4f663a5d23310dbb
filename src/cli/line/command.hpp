// SPDX-License-Identifier: Apache-2.0
//
// What a user may write on the line: commands, their options, and what options may hold.
//
//     Command command = program.add_subcommand("detect", "observations in, events out");
//     command.add_option("--threads", options->threads, "so many threads").within(1, 256);
//     command.callback([options] { run(*options); });
//
// Handles to what the Program owns: copy them freely. The parser behind them, CLI11, is seen by
// command.cpp alone; it takes longer to compile than all commands together.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace CLI {  // NOLINT(readability-identifier-naming): theirs
class App;
class Option;
}  // namespace CLI

namespace hoistway::cli {

class Option {
 public:
    explicit Option(CLI::Option& option) : option_(&option) {}

    Option required() const;
    Option one_of(const std::vector<std::string>& words) const;
    Option within(int first, int last) const;
    Option within(double first, double last) const;
    Option not_negative() const;
    Option excludes(Option other) const;
    Option needs(Option other) const;
    Option delimiter(char between) const;  // of the values, where it takes several
    Option show_default() const;           // in the help: what the variable holds now

 private:
    CLI::Option* option_;
};

class Command {
 public:
    explicit Command(CLI::App& app) : app_(&app) {}

    // The variable is written when the line is read, and has to live until then. T is one of the
    // types that command.cpp names at its end.
    template <class T>
    Option add_option(const std::string& name, T& value, const std::string& what) const;
    Option add_flag(const std::string& name, bool& value, const std::string& what) const;

    Command add_subcommand(const std::string& name, const std::string& what) const;
    void require_subcommand() const;  // exactly one of them
    void callback(std::function<void()> run) const;

 private:
    CLI::App* app_;
};

// The line as a whole.
class Program {
 public:
    Program(const std::string& what, const std::string& version);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    Command commands() const { return Command{*app_}; }

    // Calls back the command that was named. False where the line was refused, which has been told.
    bool run(int argc, char** argv);

 private:
    std::unique_ptr<CLI::App> app_;
};

}  // namespace hoistway::cli
