// SPDX-License-Identifier: Apache-2.0
//
// Two lists of one city that disagree: which rows are the same lift, and what each says of it.
//
// Shows: import_lifts, reconcile, RegistryEditor, undo.
// Try first: quickstart.cpp.
// Run: example_registry

#include <cstdio>
#include <string>
#include <vector>

#include "hoistway/registry/reconcile.hpp"

using namespace hoistway;

static const std::string bureau =
    "注册代码,救援编号,使用地点,额定载重量\n"
    "31103506002016053337,012345,示范路1号,1000\n"
    "31103506002016054448,,新街9号,800\n";
// One number has two neighbours swapped, and one stands in the wrong column.
static const std::string company =
    "电梯编号,注册代码,使用地点,额定载重量,维保单位\n"
    "1,31103506002016053373,示范路 1号,1050,乙电梯\n"
    "31103506002016054448,,新街9号,800,乙电梯\n";

static CityList list_from(const std::string& name, const std::string& text) {
    const auto sheet = read_sheet(text, name);
    if (!sheet) return {};
    const ImportReport report = import_lifts(*sheet, *builtin_column_map("lift-list"));
    for (const RegistryFault& fault : report.faults) std::puts(to_text(fault).c_str());
    return {.name = name, .rows = report.rows};
}

int main() {
    const CityList first = list_from("bureau.csv", bureau);
    const std::vector<CityList> lists{first, list_from("company.csv", company)};
    const Reconciliation found = reconcile(lists);
    for (const Cluster& cluster : found.clusters) {
        std::printf("%s, %s:", std::string(to_text(cluster.state())).c_str(),
                    std::string(to_text(cluster.confidence())).c_str());
        for (const Clue& clue : cluster.links[0].clues) {
            std::printf(" %s", std::string(to_text(clue.kind)).c_str());
        }
        std::puts("");
    }
    RegistryEditor editor(to_registry(first.rows), {.time = Time{}, .source = "company.csv"});
    for (const Refusal& refusal : apply_reconciliation(editor, found, lists, {})) {
        std::puts(to_text(refusal).c_str());
    }
    std::printf("%s", write_undo(editor.changes()).c_str());
    const std::vector<Change> changes = editor.changes();
    return editor.undo(changes) ? 1 : 0;
}
