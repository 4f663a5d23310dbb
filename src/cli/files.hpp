// SPDX-License-Identifier: Apache-2.0
//
// Files as the commands see them: "-" is standard input or output, and what is written stands
// beside its name until it is whole, so that nobody ever reads half of it.

#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace hoistway::cli {

// Bad input or a file that cannot be had: told on one line, ends the program with 2.
struct Failure {
    std::string sentence;
};

struct FileCloser {
    void operator()(std::FILE* file) const noexcept;
};
using File = std::unique_ptr<std::FILE, FileCloser>;

class Input {
 public:
    explicit Input(const std::string& path);

    // The next bytes, at most 1 MiB, empty at the end. Valid until the next call.
    std::string_view next();

    const std::string& name() const noexcept { return name_; }
    std::uint64_t size() const noexcept { return size_; }  // 0 where it cannot be known
    std::uint64_t done() const noexcept { return done_; }

 private:
    std::string name_;
    std::unique_ptr<char[]> buffer_;
    File file_;
    std::uint64_t size_ = 0, done_ = 0;
};

std::string read_whole(const std::string& path);

// Written beside its place and moved there by keep(); without keep() nothing is left of it.
class Output {
 public:
    explicit Output(const std::string& path);
    ~Output();
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;

    void write(std::string_view text);
    void keep();

 private:
    std::string path_, beside_;
    File file_;
};

void write_whole(const std::string& path, std::string_view text);
void make_folder(const std::string& path);

}  // namespace hoistway::cli
