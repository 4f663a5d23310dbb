// SPDX-License-Identifier: Apache-2.0

#include "files.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hoistway::cli {

namespace {

constexpr std::size_t chunk = std::size_t{1} << 20;

[[noreturn]] void fail(const std::string& what, const std::string& path) {
    throw Failure{what + " " + path + ": " + std::strerror(errno)};
}

bool is_standard(std::FILE* file) noexcept { return file == stdin || file == stdout; }

}  // namespace

void FileCloser::operator()(std::FILE* file) const noexcept {
    if (file != nullptr && !is_standard(file)) std::fclose(file);
}

Input::Input(const std::string& path)
    : name_(path == "-" ? "standard input" : path), buffer_(std::make_unique<char[]>(chunk)) {
    if (path == "-") {
        file_.reset(stdin);
        return;
    }
    std::error_code no_size;
    if (std::filesystem::is_directory(path, no_size)) throw Failure{path + " is a folder"};
    file_.reset(std::fopen(path.c_str(), "rb"));
    if (file_ == nullptr) fail("cannot read", path);
    const auto size = std::filesystem::file_size(path, no_size);
    if (!no_size) size_ = size;
}

std::string_view Input::next() {
    const std::size_t got = std::fread(buffer_.get(), 1, chunk, file_.get());
    if (got == 0 && std::ferror(file_.get()) != 0) fail("cannot read", name_);
    done_ += got;
    return {buffer_.get(), got};
}

std::string read_whole(const std::string& path) {
    Input input(path);
    std::string all;
    for (std::string_view part = input.next(); !part.empty(); part = input.next()) all += part;
    return all;
}

Output::Output(const std::string& path) : path_(path) {
    if (path == "-") {
        file_.reset(stdout);
        return;
    }
    beside_ = path + ".part-" + std::to_string(::getpid());
    file_.reset(std::fopen(beside_.c_str(), "wb"));
    if (file_ == nullptr) fail("cannot write", path);
}

Output::~Output() {
    if (beside_.empty()) return;
    file_.reset();
    std::error_code gone;
    std::filesystem::remove(beside_, gone);
}

void Output::write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), file_.get()) != text.size()) {
        fail("cannot write", path_);
    }
}

void Output::keep() {
    if (std::fflush(file_.get()) != 0) fail("cannot write", path_);
    if (beside_.empty()) return;
    if (std::fclose(file_.release()) != 0) fail("cannot write", path_);
    std::error_code code;
    std::filesystem::rename(beside_, path_, code);
    if (code) throw Failure{"cannot write " + path_ + ": " + code.message()};
    beside_.clear();
}

void write_whole(const std::string& path, std::string_view text) {
    Output output(path);
    output.write(text);
    output.keep();
}

void make_folder(const std::string& path) {
    std::error_code code;
    std::filesystem::create_directories(path, code);
    if (code) throw Failure{"cannot make the folder " + path + ": " + code.message()};
}

}  // namespace hoistway::cli
