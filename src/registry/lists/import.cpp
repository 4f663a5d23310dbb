// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/import.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <type_traits>
#include <utility>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/registry/numbers.hpp"
#include "list_fields.hpp"

namespace hoistway {

namespace {

constexpr std::size_t header_rows = 10;               // [default]
constexpr double top_speed = 25, top_load = 100'000;  // m/s, kg [default]
constexpr double top_travel = 1'000;                  // m [default]

using detail::identity::trim;

struct Column {
    std::size_t place = 0;
    const ColumnRule* rule = nullptr;
    std::string unit;
};

// "额定速度（m/s）" -> "额定速度", "m/s"; a bracket that is no unit stays in the header.
std::pair<std::string, std::string> split_unit(const std::string& header, Dimension measure) {
    const std::string plain = half_width(header);
    const std::size_t open = plain.rfind('('), close = plain.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open)
        return {header, ""};
    std::string unit = plain.substr(open + 1, close - open - 1);
    std::transform(unit.begin(), unit.end(), unit.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (!is_unit_of(measure, unit)) return {header, ""};
    return {plain.substr(0, open), unit};
}

class HeaderReader {
 public:
    explicit HeaderReader(const ColumnMap& map) {
        for (const ColumnRule& rule : map.rules) {
            for (const std::string& header : rule.headers) {
                rules_.emplace(plain_header(header), &rule);
            }
        }
    }

    Column read(const std::string& header, std::size_t place) const {
        if (const ColumnRule* rule = find(header)) return {place, rule, rule->unit};
        for (const Dimension measure : {Dimension::speed, Dimension::mass, Dimension::length}) {
            const auto [name, unit] = split_unit(header, measure);
            const ColumnRule* const rule = unit.empty() ? nullptr : find(name);
            if (rule != nullptr && measure_of(rule->field) == measure) return {place, rule, unit};
        }
        return {place, nullptr, {}};
    }

    std::size_t known_in(const SheetRow& row) const {
        std::size_t known = 0;
        for (const std::string& cell : row.cells) known += read(cell, 0).rule != nullptr;
        return known;
    }

 private:
    const ColumnRule* find(const std::string& header) const {
        const auto found = rules_.find(plain_header(header));
        return found == rules_.end() ? nullptr : found->second;
    }

    std::map<std::string, const ColumnRule*> rules_;
};

class Importer {
 public:
    Importer(const Sheet& sheet, const ColumnMap& map, const ImportOptions& options)
        : sheet_(sheet), options_(options), headers_(map) {
        report_.source = sheet.source;
        for (const std::string& blank : map.blanks) blanks_.emplace(plain(blank), true);
    }

    ImportReport import() {
        const std::size_t header = find_header();
        if (header == sheet_.rows.size()) {
            tell(0, 0, "", ErrorCode::missing, "no row has a header that the column map knows", "",
                 "name the columns, or give a column map of your own");
            return std::move(report_);
        }
        read_header(sheet_.rows[header]);
        for (std::size_t i = header + 1; i < sheet_.rows.size(); ++i) read_row(sheet_.rows[i]);
        return std::move(report_);
    }

 private:
    static std::string plain(std::string_view text) {
        std::string out = half_width(trim(text));
        std::transform(out.begin(), out.end(), out.begin(),
                       [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
        return out;
    }

    std::size_t find_header() const {
        std::size_t best = sheet_.rows.size(), most = 0;
        for (std::size_t i = 0; i < std::min(header_rows, sheet_.rows.size()); ++i) {
            const std::size_t known = headers_.known_in(sheet_.rows[i]);
            if (known > most) best = i;
            most = std::max(most, known);
        }
        return best;
    }

    void read_header(const SheetRow& row) {
        report_.header_line = row.line;
        width_ = row.cells.size();
        std::map<std::string, std::string> taken;
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const Column column = headers_.read(row.cells[i], i);
            if (column.rule == nullptr) {
                if (!row.cells[i].empty()) report_.unknown_columns.push_back(row.cells[i]);
                continue;
            }
            const auto [first, is_new] = taken.emplace(column.rule->field, row.cells[i]);
            if (!is_new && !column.rule->joined) {
                tell(row.line, i + 1, row.cells[i], ErrorCode::duplicate,
                     "the column '" + first->second + "' already is the " + column.rule->field,
                     row.cells[i], "rename one of the two, or give a column map of your own");
                continue;
            }
            columns_.push_back(column);
            has_lifts_ = has_lifts_ || split_field(column.rule->field).group.empty();
            report_.columns.push_back({i, row.cells[i], column.rule->field, column.unit});
        }
    }

    void read_row(const SheetRow& row) {
        ++report_.rows_read;
        const std::size_t faults = report_.faults.size();
        ListRow out;
        out.line = row.line;
        out.is_lift = has_lifts_;
        entries_ = {};
        for (const Column& column : columns_) {
            if (column.place < row.cells.size()) read_cell(row, column, out);
        }
        for (std::size_t i = width_; i < row.cells.size(); ++i) {
            if (row.cells[i].empty()) continue;
            tell(row.line, i + 1, "", ErrorCode::too_long, "the row goes on behind the last header",
                 row.cells[i], "look for a cell too many: the columns of this row may have moved");
        }
        if (out.is_lift) take_key(out);
        take_entries(out);
        if (report_.faults.size() != faults || (out.is_lift && !is_new(out))) return;
        note_entries(out);
        report_.rows.push_back(std::move(out));
    }

    void read_cell(const SheetRow& row, const Column& column, ListRow& out) {
        const std::string& found = row.cells[column.place];
        const std::string_view bare = trim(found);
        if (bare.empty() || blanks_.contains(plain(bare))) return;
        const std::string& field = column.rule->field;
        std::string text = value_of(*column.rule, bare);
        if (column.rule->joined) {
            const std::string before = text_of(out, field);
            if (!before.empty()) text.insert(0, before + ' ');
        }
        const auto fault = column_fault(column, text);
        if (fault) {
            return tell(row.line, column.place + 1, field, fault->code, fault->sentence, found,
                        fault->cure);
        }
        const bool other = !split_field(field).group.empty();
        const auto code =
            other ? set_entry_field(entries_, field, text) : set_list_field(out, field, text);
        if (code) {
            tell(row.line, column.place + 1, field, *code, "", found, "");
        }
    }

    std::string text_of(const ListRow& row, std::string_view field) const {
        const bool other = !split_field(field).group.empty();
        return other ? entry_field_text(entries_, field) : list_field_text(row, field);
    }

    static std::string value_of(const ColumnRule& rule, std::string_view text) {
        const std::string mine = plain(text);
        for (const auto& [theirs, ours] : rule.values) {
            if (plain(theirs) == mine) return ours;
        }
        if (!is_code_field(rule.field)) {
            return rule.field == "roping" ? mine : std::string(text);
        }
        std::string code = half_width(text);
        code.erase(std::remove(code.begin(), code.end(), ' '), code.end());
        return code;
    }

    // Takes measures and days to the form of the registry; says what keeps it from that.
    std::optional<NumberFault> column_fault(const Column& column, std::string& text) const {
        const std::string& field = column.rule->field;
        if (measure_of(field) != Dimension::none) return measure_fault(column, text);
        if (is_day_field(field)) {
            const auto day = plain_day(text);
            const Result<Date> date = parse_date(day.value_or(text));
            if (!date) {
                return NumberFault{date.error().code, 0, "this is no day",
                                   "write it as 2012-02-29; a year alone is no day"};
            }
            text = *day;
            return std::nullopt;
        }
        // Numbers of equipment depend on its kind, which may stand further to the right.
        const EntryField split = split_field(field);
        if (!options_.check_numbers || split.group == "equipment") return std::nullopt;
        return check_number(split.field, text);
    }

    static std::optional<NumberFault> measure_fault(const Column& column, std::string& text) {
        const std::string& field = column.rule->field;
        const Dimension measure = measure_of(field);
        const Result<double> value = read_quantity(text, measure, column.unit);
        if (!value) {
            return NumberFault{value.error().code, value.error().at,
                               "no rule reads this as a number with a unit",
                               "write it in " + std::string(own_unit(measure))};
        }
        const double most = measure == Dimension::speed  ? top_speed
                            : measure == Dimension::mass ? top_load
                                                         : top_travel;
        if (*value < 0 || *value > most) {
            return NumberFault{
                ErrorCode::out_of_range, 0, "no lift has such a " + field,
                "check the unit: the column is read in " +
                    (column.unit.empty() ? std::string(own_unit(measure)) : column.unit)};
        }
        text.clear();
        append_json_number(text, *value);
        return std::nullopt;
    }

    void take_key(ListRow& row) {
        Lift& lift = row.lift;
        for (const std::string* name : {&lift.registration_code, &lift.equipment_code,
                                        &lift.certificate, &lift.rescue_code}) {
            if (lift.key.empty()) lift.key = *name;
        }
        if (!lift.key.empty()) return;
        tell(row.line, 0, "key", ErrorCode::missing, "the row has neither a key nor a number", "",
             "give the lift any name that is unique in the list");
    }

    // What the row names beside its lift, each with a key and nothing that an earlier row denies.
    void take_entries(ListRow& row) {
        finish_entries(entries_, row.lift, row.standing);
        check_equipment(row.line);
        for_each_group(entries_, [&](std::string_view group, std::string_view section,
                                     const auto& entry) {
            if (!says_anything(entry)) return;
            if (entry.key.empty()) {
                return tell(row.line, 0, std::string(group) + ".key", ErrorCode::missing,
                            "the row gives it neither a key nor a name", "",
                            "add a column with its number or name");
            }
            if (const auto conflict = ledger_.conflict(section, entry)) {
                tell(row.line, 0, std::string(group) + '.' + conflict->field, ErrorCode::duplicate,
                     "line " + std::to_string(conflict->line) + " says otherwise of '" + entry.key +
                         "': " + conflict->before,
                     entry.key, "correct one of the two lines");
            }
        });
    }

    void check_equipment(std::uint64_t line) {
        if (!options_.check_numbers) return;
        const Equipment& one = entries_.equipment;
        const auto check = [&](const std::string& text, IdentityKind wanted, const char* field) {
            const auto fault = check_equipment_number(text, wanted, one.kind);
            if (fault) tell(line, 0, field, fault->code, fault->sentence, text, fault->cure);
        };
        check(one.equipment_code, IdentityKind::equipment_code, "equipment.equipment_code");
        check(one.registration_code, IdentityKind::registration_code,
              "equipment.registration_code");
    }

    void note_entries(ListRow& row) {
        for_each_group(
            entries_, [&]<class E>(std::string_view, std::string_view section, const E& entry) {
                if (!says_anything(entry)) return;
                ledger_.note(section, entry, row.line);
                for_each_section(row.entries, [&]<class L>(std::string_view, std::vector<L>& list) {
                    if constexpr (std::is_same_v<E, L>) list.push_back(entry);
                });
            });
    }

    // A name belongs to one lift; the second that claims it is told where the first stands.
    bool is_new(const ListRow& row) {
        for (const auto& [field, name] : detail::lift_names) {
            const std::string& text = row.lift.*name;
            if (text.empty()) continue;
            const auto first = names_.find(text);
            if (first == names_.end()) continue;
            tell(row.line, 0, std::string(field), ErrorCode::duplicate,
                 "the lift of line " + std::to_string(first->second) + " has it already", text,
                 "keep one of the two, or correct the number of the other");
            return false;
        }
        for (const auto& [field, name] : detail::lift_names) {
            if (!(row.lift.*name).empty()) names_.emplace(row.lift.*name, row.line);
        }
        return true;
    }

    void tell(std::uint64_t line, std::size_t column, const std::string& field, ErrorCode code,
              std::string sentence, std::string_view found, std::string cure) {
        RegistryFault& fault = report_.faults.emplace_back();
        fault.refusal.source = report_.source;
        fault.refusal.line = line;
        fault.refusal.column = column;
        fault.refusal.code = code;
        fault.refusal.field = field;
        fault.refusal.found = shown(found);
        fault.sentence = std::move(sentence);
        fault.cure = std::move(cure);
    }

    const Sheet& sheet_;
    ImportOptions options_;
    HeaderReader headers_;
    std::map<std::string, bool> blanks_;
    std::vector<Column> columns_;
    bool has_lifts_ = false;  // a column is about lifts
    RowEntries entries_;      // of the row at hand
    EntryLedger ledger_;
    std::size_t width_ = 0;
    std::map<std::string, std::uint64_t, std::less<>> names_;
    ImportReport report_;
};

// Entries of many rows, each key once.
class EntryJoiner {
 public:
    explicit EntryJoiner(Entries& out) : out_(out) {}

    void add(const Entries& entries) {
        for_each_section(
            entries, [&]<class E>(std::string_view section, const std::vector<E>& list) {
                for_each_section(out_, [&]<class L>(std::string_view, std::vector<L>& all) {
                    if constexpr (std::is_same_v<E, L>) {
                        for (const E& entry : list) join(section, entry, all);
                    }
                });
            });
    }

 private:
    template <class E>
    void join(std::string_view section, const E& entry, std::vector<E>& all) {
        const std::string name = std::string(section) + '\n' + key_of(entry);
        const auto [found, is_new] = places_.emplace(name, all.size());
        if (is_new) {
            all.push_back(entry);
        } else {
            fill_unknown(all[found->second], entry);
        }
    }

    Entries& out_;
    std::map<std::string, std::size_t> places_;
};

bool says_something(const Standing& standing) {
    const auto fields = fields_of<Standing>();
    return std::any_of(fields.begin(), fields.end(), [&](const Field<Standing>& field) {
        return field.name != "lift" && !field.text(standing).empty();
    });
}

}  // namespace

ImportReport import_lifts(const Sheet& sheet, const ColumnMap& map, const ImportOptions& options) {
    return Importer(sheet, map, options).import();
}

RegistryFile to_registry(std::span<const ListRow> rows) {
    RegistryFile file;
    EntryJoiner joiner(file.entries);
    for (const ListRow& row : rows) {
        joiner.add(row.entries);
        if (!row.is_lift) continue;
        if (const auto added = file.registry.add(row.lift); !added) {
            file.refusals.push_back(added.error());
            continue;
        }
        if (!says_something(row.standing)) continue;
        file.entries.standings.push_back(row.standing);
        file.entries.standings.back().lift = row.lift.key;
    }
    return file;
}

std::vector<Refusal> add_to_registry(RegistryEditor& editor, std::span<const ListRow> rows) {
    std::vector<Refusal> refusals;
    std::uint64_t line = 0;
    const auto take = [&](std::optional<Refusal> refused) {
        if (!refused) return;
        refused->line = line;
        refusals.push_back(std::move(*refused));
    };
    // What is known of an entry, into the one that the registry has under its key.
    const auto put = [&]<class E>(std::string_view section, const E& entry) {
        if (!editor.has(section, key_of(entry))) return take(editor.add(entry));
        for (const Field<E>& field : fields_of<E>()) {
            const std::string text = field.text(entry);
            if (!text.empty()) take(editor.set(section, key_of(entry), field.name, text));
        }
    };
    for (const ListRow& row : rows) {
        line = row.line;
        for_each_section(row.entries, [&](std::string_view section, const auto& list) {
            for (const auto& entry : list) put(section, entry);
        });
        if (!row.is_lift) continue;
        put("lifts", row.lift);
        if (!says_something(row.standing)) continue;
        Standing standing = row.standing;
        standing.lift = row.lift.key;
        put("standings", standing);
    }
    return refusals;
}

}  // namespace hoistway
