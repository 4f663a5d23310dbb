// SPDX-License-Identifier: Apache-2.0

#include <filesystem>
#include <memory>
#include <string>

#include "../../inputs.hpp"
#include "../commands.hpp"
#include "hoistway/pipeline/count/count_log.hpp"
#include "hoistway/upkeep/business_json.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    std::string registry, in = "-", out = "-", records, log, lang = "zh";
    bool again = false, fail = false;
};

void run(const Options& options, Shared& shared) {
    const RegistryInput lifts = load_registry(options.registry);
    const bool goes_on = !options.log.empty() && std::filesystem::exists(options.log);
    const CounterFile before =
        goes_on ? load_counter_log(options.log, lifts.registry) : CounterFile{};
    const BusinessFile records = load_records(options.records, lifts.registry);
    CountStudy study(lifts.registry.lifts());
    study.resume(before.lifts, options.again ? CountFeed::from_beginning : CountFeed::goes_on);
    study.add(records.records);
    const LogInput log =
        read_observations(options.in, lifts.registry,
                          [&](std::span<const Observation> batch) { study.process(batch); });
    write_whole(options.out,
                to_count_list(study, options.lang == "en" ? Language::en : Language::zh));
    if (!options.log.empty()) write_whole(options.log, to_counter_log(study) + before.others);
    const std::size_t remarks = study.remarks().size();
    Figures figures("counts");
    figures.add("lifts", study.lifts().size())
        .add("observations", study.observations())
        .add("counted_before", study.counted_before())
        .add("remarks", remarks)
        .add("refused_lines", log.refused + records.refusals.size());
    close(figures, shared.json, options.out == "-");
    if (options.fail && remarks > 0) shared.exit_code = 1;
}

}  // namespace

void add_counts(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand(
        "counts", "what each lift has done, beside its device's own totals and its ropes");
    command.add_option("--registry", options->registry, "registry.json of the lifts").required();
    command.add_option("--in", options->in, "observation log; - = stdin");
    command.add_option(
        "--records", options->records,
        "records.jsonl: visits, replaced ropes, answers from cars, mutes, verdicts on "
        "entrapments");
    command.add_option("--log", options->log,
                       "counter log: read where it is there, and written to go on from");
    command.add_flag("--again", options->again,
                     "the observations begin where they began before; what was counted is not "
                     "counted again");
    command.add_option("--lang", options->lang, "language of the sentences").one_of({"zh", "en"});
    command.add_option("--out", options->out, "list, one line a lift; - = stdout");
    command.add_flag("--fail", options->fail, "end with 1 if there is a remark");
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
