// SPDX-License-Identifier: Apache-2.0
//
// Lists of lifts: reading, checking, comparing, and the tags of lifts.

#include "convert.hpp"
#include "hoistway/registry/history.hpp"
#include "hoistway/registry/reconcile.hpp"
#include "hoistway/registry/tag.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

std::vector<std::string> fault_lines(const std::vector<RegistryFault>& faults) {
    std::vector<std::string> lines;
    for (const RegistryFault& fault : faults) lines.push_back(to_text(fault));
    return lines;
}

ColumnMap columns_of(const std::string& text, const std::string& name) {
    if (text.empty()) return *builtin_column_map("lift-list");
    return loaded_or_raise(load_column_map(text, name));
}

ImportReport import_list(std::string_view bytes, const std::string& source,
                         const std::string& sheet, const std::string& columns, bool check) {
    const ColumnMap map = columns_of(columns, "columns");
    const Result<Sheet, Refusal> rows = read_sheet(bytes, source, {.name = sheet});
    if (!rows) raise({to_text(rows.error())});
    return import_lifts(*rows, map, {.check_numbers = check});
}

py::bytes registry_of(const ImportReport& report) {
    const RegistryFile file = to_registry(report.rows);
    return write_registry(file.registry.lifts(), file.entries);
}

py::tuple add_to(const ImportReport& report, const RegistryFile& file, std::int64_t at) {
    RegistryEditor editor(file, {.time = to_time(at), .source = report.source});
    const auto refusals = add_to_registry(editor, report.rows);
    const RegistryFile after = editor.file();
    return py::make_tuple(py::bytes(write_registry(after.registry.lifts(), after.entries)),
                          py::bytes(write_undo(editor.changes())), to_lines(refusals));
}

struct Applied {
    std::string registry, undo;
    std::vector<std::string> refusals;
};

Applied apply(const RegistryFile& file, const std::vector<CityList>& lists,
              const Reconciliation& found, std::int64_t at, bool add, const std::string& prefer) {
    RegistryEditor editor(file, {.time = to_time(at), .source = "reconcile"});
    const auto refusals =
        apply_reconciliation(editor, found, lists, {.add = add, .prefer = prefer});
    const RegistryFile after = editor.file();
    return {write_registry(after.registry.lifts(), after.entries), write_undo(editor.changes()),
            to_lines(refusals)};
}

py::bytes undo(const RegistryFile& file, const std::string& text) {
    const auto changes = read_undo(text, "undo");
    if (!changes) raise({to_text(changes.error())});
    RegistryEditor editor(file, {.time = Time{}, .source = "undo"});
    if (const auto refused = editor.undo(*changes)) raise({to_text(*refused)});
    const RegistryFile after = editor.file();
    return write_registry(after.registry.lifts(), after.entries);
}

py::dict tag_of(const RegistryFile& file, const std::string& name, const std::string& base_url,
                const std::string& lang) {
    const LiftIndex place = file.registry.find(name);
    if (place == no_lift) throw py::value_error("no lift is called '" + name + "'");
    const auto tag =
        make_tag(file.registry[place], {.base_url = base_url, .language = to_language(lang)});
    if (!tag) raise({to_text(tag.error())});
    py::dict out("payload"_a = tag->payload, "svg"_a = tag->svg);
    for (std::size_t i = 0; i < tag->records.size(); ++i) {
        const std::string_view bytes(reinterpret_cast<const char*>(tag->records[i].data()),
                                     tag->records[i].size());
        out[py::str(std::string(to_text(static_cast<TagPlace>(i))))] = py::bytes(bytes);
    }
    return out;
}

void register_report(py::module_& module) {
    py::class_<ImportReport>(module, "ListReport", "What a list says, and what is wrong with it.")
        .def(py::init(&import_list), "bytes"_a, "source"_a, "sheet"_a, "columns"_a, "check"_a)
        .def("__len__", [](const ImportReport& report) { return report.rows.size(); })
        .def("registry", &registry_of)
        .def("add_to", &add_to, "registry"_a, "at"_a)
        .def_readonly("unknown_columns", &ImportReport::unknown_columns)
        .def_readonly("rows_read", &ImportReport::rows_read)
        .def_property_readonly(
            "faults", [](const ImportReport& report) { return fault_lines(report.faults); });
}

void register_reconciliation(py::module_& module) {
    py::class_<CityList>(module, "CityList", "One of the lists that are compared.")
        .def(py::init([](const std::string& name, const ImportReport& report) {
                 if (!report.rows.empty() && !report.rows.front().is_lift) {
                     throw py::value_error(name + " has no column of a lift");
                 }
                 return CityList{.name = name, .rows = report.rows};
             }),
             "name"_a, "report"_a)
        .def(py::init([](const std::string& name, const RegistryFile& file) {
                 return list_of(file, name);
             }),
             "name"_a, "registry"_a);
    py::class_<Reconciliation>(module, "Reconciliation", "Which rows are one lift.")
        .def(py::init([](const std::vector<CityList>& lists, bool sure) {
                 return reconcile(
                     lists, {.least = sure ? MatchConfidence::likely : MatchConfidence::possible});
             }),
             "lists"_a, "sure"_a)
        .def(
            "decisions",
            [](const Reconciliation& found, const std::vector<CityList>& lists) {
                return py::bytes(to_json_lines(found, lists));
            },
            "lists"_a);
}

}  // namespace

void register_lists(py::module_& module) {
    register_report(module);
    register_reconciliation(module);
    module.def(
        "apply_reconciliation",
        [](const RegistryFile& file, const std::vector<CityList>& lists,
           const Reconciliation& found, std::int64_t at, bool add, const std::string& prefer) {
            const Applied applied = apply(file, lists, found, at, add, prefer);
            return py::make_tuple(py::bytes(applied.registry), py::bytes(applied.undo),
                                  applied.refusals);
        },
        "registry"_a, "lists"_a, "found"_a, "at"_a, "add"_a, "prefer"_a);
    module.def("undo_changes", &undo, "registry"_a, "undo"_a);
    module.def(
        "check_registry",
        [](const RegistryFile& file) { return fault_lines(check_registry(file, "registry")); },
        "registry"_a);
    module.def("tag", &tag_of, "registry"_a, "lift"_a, "base_url"_a, "lang"_a);
}
