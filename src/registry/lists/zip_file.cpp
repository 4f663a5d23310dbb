// SPDX-License-Identifier: Apache-2.0
#include "zip_file.hpp"

#include <zip.h>

#include <memory>

namespace hoistway {

namespace {

constexpr zip_uint64_t longest_part = 1ULL << 30;  // [default]
constexpr std::size_t piece = 1U << 16;

struct Closer {
    void operator()(zip_file_t* file) const noexcept { zip_fclose(file); }
};

}  // namespace

ZipFile::ZipFile(std::string_view bytes) {
    zip_source_t* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, nullptr);
    if (source == nullptr) return;
    archive_ = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    if (archive_ == nullptr) zip_source_free(source);
}

ZipFile::~ZipFile() {
    if (archive_ != nullptr) zip_discard(archive_);
}

// Read piece by piece: what the archive says of a part's length need not be true.
std::optional<std::string> ZipFile::part(const std::string& name) const {
    if (archive_ == nullptr) return std::nullopt;
    const std::unique_ptr<zip_file_t, Closer> file(zip_fopen(archive_, name.c_str(), 0));
    if (!file) return std::nullopt;
    std::string text;
    for (;;) {
        const std::size_t before = text.size();
        text.resize(before + piece);
        const zip_int64_t got = zip_fread(file.get(), text.data() + before, piece);
        if (got < 0 || text.size() > longest_part) return std::nullopt;
        text.resize(before + static_cast<std::size_t>(got));
        if (got == 0) return text;
    }
}

}  // namespace hoistway
