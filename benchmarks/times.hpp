// SPDX-License-Identifier: Apache-2.0
//
// Prints as ever, and remembers the times, for the ratios that a benchmark closes with: of several
// repetitions the median.
//
//     Times times;
//     benchmark::RunSpecifiedBenchmarks(&times);
//     if (times.has("ours") && times.has("theirs")) print(times["ours"] / times["theirs"]);

#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

class Times : public benchmark::ConsoleReporter {
 public:
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs) {
            const bool whole = run.run_type != Run::RT_Aggregate;
            if (!whole && run.aggregate_name != "median") continue;
            std::string name = run.run_name.function_name;
            if (!run.run_name.args.empty()) name += '/' + run.run_name.args;
            times_[name] = run.GetAdjustedCPUTime();
        }
        ConsoleReporter::ReportRuns(runs);
    }

    // Not where a filter left the benchmark out.
    bool has(const std::string& name) const { return times_.count(name) != 0; }
    // Nanoseconds an iteration.
    double operator[](const std::string& name) const { return times_.at(name); }

 private:
    std::map<std::string, double> times_;
};
