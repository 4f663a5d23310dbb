// SPDX-License-Identifier: Apache-2.0
//
// The lives of parts, and replaced parts held against a book of prices.

#include "convert.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/upkeep/business_json.hpp"
#include "hoistway/upkeep/part/part_book_json.hpp"
#include "hoistway/upkeep/part/part_json.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

// With a registry, lives begin anew where the records say that a part was replaced.
py::tuple part_log(const std::string& book_text, const std::string& name, const std::string& uses,
                   const std::string& at, const std::string& lang, const RegistryFile* registry,
                   const std::string& records) {
    const PartBook book = loaded_or_raise(load_part_book(book_text, name));
    PartFile file = read_part_uses(uses, "uses", book);
    const PartLogQuery query{.at = to_date(at), .language = to_language(lang)};
    std::vector<std::string> refusals = to_lines(file.refusals);
    if (registry != nullptr) {
        const auto find = [&](std::string_view key) { return registry->registry.find(key); };
        const BusinessFile business = read_business(records, "records", find);
        begin_anew(file.uses, replacements_of(business.records), find, query.at);
        for (const std::string& line : to_lines(business.refusals)) refusals.push_back(line);
    }
    return py::make_tuple(py::bytes(to_part_log(file.uses, book, query)), refusals);
}

py::tuple remark_log(const RegistryFile& registry, const std::string& book_text,
                     const std::string& name, const std::string& records, const std::string& lang) {
    const PartBook book = loaded_or_raise(load_part_book(book_text, name));
    const auto find = [&](std::string_view key) { return registry.registry.find(key); };
    const BusinessFile file = read_business(records, "records", find);
    const std::string log = to_remark_log(replacements_of(file.records), registry.registry.lifts(),
                                          book, to_language(lang));
    return py::make_tuple(py::bytes(log), to_lines(file.refusals));
}

}  // namespace

void register_parts(py::module_& module) {
    module.def("part_log", &part_log, "book"_a, "name"_a, "uses"_a, "at"_a, "lang"_a,
               "registry"_a = nullptr, "records"_a = "");
    module.def("remark_log", &remark_log, "registry"_a, "book"_a, "name"_a, "records"_a, "lang"_a);
}
