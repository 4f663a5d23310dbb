// SPDX-License-Identifier: Apache-2.0

#include "talk.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "hoistway/core/json_write.hpp"

namespace hoistway::cli {

namespace {

std::int64_t now_ms() {
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

// "lifts_judged" as a person writes it.
std::string spaced(std::string name) {
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

}  // namespace

Progress::Progress(std::string title, double whole)
    : title_(std::move(title)), whole_(whole), terminal_(::isatty(STDERR_FILENO) != 0) {
    if (terminal_) draw(0);
}

Progress::~Progress() {
    if (!terminal_) return;
    draw(1);
    fmt::print(stderr, "\n");
}

void Progress::at(double done) {
    if (!terminal_ || !(whole_ > 0)) return;
    const std::int64_t now = now_ms();
    if (now - drawn_at_ < 100) return;
    drawn_at_ = now;
    draw(std::clamp(done / whole_, 0.0, 1.0));
}

void Progress::draw(double part) const {
    constexpr int width = 30;
    const auto full = static_cast<int>(part * width);
    fmt::print(stderr, "\r{} [{:=<{}}{: <{}}] {:3.0f} %", title_, "", full, "", width - full,
               part * 100);
    std::fflush(stderr);
}

Figures& Figures::add(std::string name, std::uint64_t number) {
    figures_.push_back({std::move(name), std::to_string(number), false});
    return *this;
}

Figures& Figures::add(std::string name, double number, int decimals) {
    figures_.push_back({std::move(name), fmt::format("{:.{}f}", number, decimals), false});
    return *this;
}

Figures& Figures::add(std::string name, std::string text) {
    figures_.push_back({std::move(name), std::move(text), true});
    return *this;
}

std::string Figures::line() const {
    std::string out = command_ + ":";
    for (const Figure& figure : figures_) {
        out += figure.quoted ? fmt::format(" {} {},", spaced(figure.name), figure.text)
                             : fmt::format(" {} {},", figure.text, spaced(figure.name));
    }
    if (!figures_.empty()) out.pop_back();
    return out + "\n";
}

std::string Figures::json() const {
    std::string out = "{\"command\":";
    append_json_string(out, command_);
    for (const Figure& figure : figures_) {
        out += ',';
        append_json_string(out, figure.name);
        out += ':';
        if (figure.quoted) {
            append_json_string(out, figure.text);
        } else {
            out += figure.text;
        }
    }
    return out + "}\n";
}

void tell(std::span<const Refusal> refusals, std::uint64_t all) {
    constexpr std::size_t most = 10;
    for (const Refusal& refusal : refusals.first(std::min(refusals.size(), most))) {
        fmt::print(stderr, "{}\n", to_text(refusal));
    }
    if (all > most) fmt::print(stderr, "... and {} more like these\n", all - most);
}

void tell(const std::string& sentence) { fmt::print(stderr, "{}\n", sentence); }

void close(const Figures& figures, bool json, bool data_on_stdout) {
    fmt::print(data_on_stdout ? stderr : stdout, "{}", json ? figures.json() : figures.line());
}

}  // namespace hoistway::cli
