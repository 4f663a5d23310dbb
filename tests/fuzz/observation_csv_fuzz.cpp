// SPDX-License-Identifier: Apache-2.0
//
// The CSV form of the log under arbitrary bytes: the first line is the header, and what is read of
// the others can be written and read again to the same line.

#include <cstdint>
#include <cstdlib>
#include <string>

#include "hoistway/wire/log/observation_csv.hpp"

using namespace hoistway;

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_line(ObservationCsv& csv, std::string_view line) {
    const auto read = csv.read(line);
    if (!read) return require(read.error().error.at <= line.size());
    std::string header, first, second;
    append_csv_header(header);
    append_csv(first, read->observation, read->lift_key);
    ObservationCsv own;
    require(!own.header(header));
    const auto again = own.read(first);
    require(again.has_value() && again->observation == read->observation);
    append_csv(second, again->observation, again->lift_key);
    require(first == second);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view bytes(reinterpret_cast<const char*>(data), size);
    ObservationCsv csv;
    const std::size_t end = bytes.find('\n');
    const auto bad = csv.header(bytes.substr(0, end));
    require(csv.has_header() == !bad);
    while (bytes.find('\n') != std::string_view::npos) {
        bytes.remove_prefix(bytes.find('\n') + 1);
        check_line(csv, bytes.substr(0, bytes.find('\n')));
    }
    return 0;
}
