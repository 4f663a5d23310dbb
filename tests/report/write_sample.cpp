// SPDX-License-Identifier: Apache-2.0
//
// Writes the sample month into a directory, for the browser test to look at.
//
// Run: write_sample_report DIRECTORY [zh|en]

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "sample_month.hpp"

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fputs("usage: write_sample_report DIRECTORY [zh|en]\n", stderr);
        return 2;
    }
    const hoistway::test::SampleMonth sample(300);
    hoistway::PageOptions options;
    if (argc > 2 && std::string(argv[2]) == "en") options.language = hoistway::Language::en;
    std::filesystem::create_directories(argv[1]);
    for (const auto& file : files_of(build_month(sample.input).page, options)) {
        std::ofstream out(std::filesystem::path(argv[1]) / file.name, std::ios::binary);
        out << file.content;
        if (!out) return 1;
    }
    return 0;
}
