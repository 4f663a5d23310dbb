// SPDX-License-Identifier: Apache-2.0
//
// Rows of 15 columns as CSV: the table's writer against fprintf and ostringstream, same values.
//
// Run: report_bench

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iomanip>
#include <sstream>
#include <string>
#include <vector>

#include "hoistway/report/table.hpp"

namespace {

using namespace hoistway;

constexpr std::size_t row_count = 2000, text_columns = 6, integer_columns = 6;

struct PlainRow {
    std::string texts[text_columns];
    std::int64_t integers[integer_columns];
    double decimals[3];
};

std::vector<PlainRow> plain_rows() {
    std::vector<PlainRow> rows(row_count);
    for (std::size_t i = 0; i < row_count; ++i) {
        for (std::size_t c = 0; c < text_columns; ++c) {
            rows[i].texts[c] = "示范路" + std::to_string(i * 7 + c) + "号 A";
        }
        for (std::size_t c = 0; c < integer_columns; ++c) {
            rows[i].integers[c] = static_cast<std::int64_t>(i * 104729 + c * 31);
        }
        for (int c = 0; c < 3; ++c) rows[i].decimals[c] = static_cast<double>(i) * 1.37 + c;
    }
    return rows;
}

Table table_of(const std::vector<PlainRow>& rows) {
    TableHead head{.id = "rows"};
    for (int c = 0; c < 15; ++c) head.columns.push_back({.id = std::to_string(c)});
    for (std::size_t c = 12; c < 15; ++c) {
        head.columns[c].kind = CellKind::decimal;
        head.columns[c].digits = 2;
    }
    Table table{head};
    for (const PlainRow& row : rows) {
        std::vector<Cell> cells;
        for (const std::string& text : row.texts) cells.push_back(to_cell(text));
        for (const std::int64_t value : row.integers) cells.push_back(to_cell(value));
        for (const double value : row.decimals) cells.push_back(to_cell(value));
        table.add_cells(cells);
    }
    return table;
}

void count_rows(benchmark::State& state) {
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(row_count));
}

void csv_of_table(benchmark::State& state) {
    const Table table = table_of(plain_rows());
    for (auto _ : state) benchmark::DoNotOptimize(to_csv(table, Language::zh, CsvFor::machines));
    count_rows(state);
}

// Into memory, as the others: no disk is measured. Without any quoting or UTF-8 check.
void csv_by_fprintf(benchmark::State& state) {
    const std::vector<PlainRow> rows = plain_rows();
    for (auto _ : state) {
        char* text = nullptr;
        std::size_t size = 0;
        std::FILE* file = open_memstream(&text, &size);
        for (const PlainRow& row : rows) {
            for (const std::string& cell : row.texts) std::fprintf(file, "%s,", cell.c_str());
            for (const std::int64_t value : row.integers) {
                std::fprintf(file, "%lld,", static_cast<long long>(value));
            }
            std::fprintf(file, "%.2f,%.2f,%.2f\r\n", row.decimals[0], row.decimals[1],
                         row.decimals[2]);
        }
        std::fclose(file);
        benchmark::DoNotOptimize(text);
        std::free(text);
    }
    count_rows(state);
}

void csv_by_ostringstream(benchmark::State& state) {
    const std::vector<PlainRow> rows = plain_rows();
    for (auto _ : state) {
        std::ostringstream out;
        out << std::fixed << std::setprecision(2);
        for (const PlainRow& row : rows) {
            for (const std::string& cell : row.texts) out << cell << ',';
            for (const std::int64_t value : row.integers) out << value << ',';
            out << row.decimals[0] << ',' << row.decimals[1] << ',' << row.decimals[2] << "\r\n";
        }
        benchmark::DoNotOptimize(out.str());
    }
    count_rows(state);
}

BENCHMARK(csv_of_table);
BENCHMARK(csv_by_fprintf);
BENCHMARK(csv_by_ostringstream);

}  // namespace

BENCHMARK_MAIN();
