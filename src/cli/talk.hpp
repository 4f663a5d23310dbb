// SPDX-License-Identifier: Apache-2.0
//
// How the program talks: progress on standard error where a person is looking, refusals with their
// cure, and one line of figures at the end, or the same as JSON for machines.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "hoistway/model/refusal.hpp"

namespace hoistway::cli {

// A bar that moves at most ten times a second, and only on a terminal.
class Progress {
 public:
    Progress(std::string title, double whole);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void at(double done);

 private:
    void draw(double part) const;

    std::string title_;
    double whole_;
    std::int64_t drawn_at_ = 0;
    bool terminal_;
};

// The closing line: "detect: 12 lifts, 3 events" or {"command":"detect","lifts":12,"events":3}.
class Figures {
 public:
    explicit Figures(std::string command) : command_(std::move(command)) {}

    Figures& add(std::string name, std::uint64_t number);
    Figures& add(std::string name, double number, int decimals);
    Figures& add(std::string name, std::string text);

    std::string line() const;
    std::string json() const;

 private:
    struct Figure {
        std::string name, text;
        bool quoted = false;
    };

    std::string command_;
    std::vector<Figure> figures_;
};

// Refusals on standard error, and how many more there were.
void tell(std::span<const Refusal> refusals, std::uint64_t all);
void tell(const std::string& sentence);

// The closing line goes to standard output, or to standard error where the data went there.
void close(const Figures& figures, bool json, bool data_on_stdout);

}  // namespace hoistway::cli
