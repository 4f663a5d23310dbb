// SPDX-License-Identifier: Apache-2.0
//
// A zip archive in memory: the text of a part by its name.
//
//     const ZipFile zip(bytes);
//     if (const auto text = zip.part("xl/workbook.xml")) ...
//
// Nothing where the bytes are no zip, the part is not there, is damaged, or is longer than 1 GiB
// [default]. The bytes have to live as long as the archive.

#pragma once

#include <optional>
#include <string>
#include <string_view>

struct zip;

namespace hoistway {

class ZipFile {
 public:
    explicit ZipFile(std::string_view bytes);
    ~ZipFile();
    ZipFile(const ZipFile&) = delete;
    ZipFile& operator=(const ZipFile&) = delete;

    bool is_open() const noexcept { return archive_ != nullptr; }
    std::optional<std::string> part(const std::string& name) const;

 private:
    zip* archive_ = nullptr;
};

}  // namespace hoistway
