// SPDX-License-Identifier: Apache-2.0

#include "city_files.hpp"

#include "files.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/registry/registry_json.hpp"
#include "hoistway/wire/log/event_json.hpp"

namespace hoistway::cli {

void add_city_options(Command command, CityChoice& choice) {
    command.add_option("--lifts", choice.lifts, "lifts in the city").show_default();
    command.add_option("--days", choice.days, "days to simulate").show_default();
    command.add_option("--seed", choice.seed, "the same seed gives the same bytes").show_default();
    command.add_option("--start", choice.start, "first day, YYYY-MM-DD").show_default();
    command
        .add_option("--demo-rate", choice.demo_rate,
                    "how many times more is going wrong than in the published bulletins")
        .show_default();
}

City make_city(const CityChoice& choice) {
    const Result<Date> start = parse_date(choice.start);
    if (!start) throw Failure{"'" + choice.start + "' is no day: write YYYY-MM-DD"};
    CityOptions options;
    options.lifts = choice.lifts;
    options.days = choice.days;
    options.seed = choice.seed;
    options.start = start_of(*start);
    options.demo_rate = choice.demo_rate;
    options.position = choice.position;
    options.full_boxes = choice.full_boxes;
    options.heartbeat = std::chrono::seconds{choice.heartbeat};
    options.disturbances = choice.disturbances;
    if (choice.all_kinds >= 0) options.rates = all_kinds(choice.all_kinds);
    return City(options);
}

CitySink CityNotes::sink() {
    CitySink sink;
    sink.truth = [this](const Truth& truth) {
        told_.push_back(truth);
        append_truth(truth_text_, lifts_[truth.lift].key, truth.kind, truth.span, truth.native);
        truth_text_ += '\n';
    };
    sink.visit = [this](const Visit& visit) {
        ++visits_;
        record_text_ += R"({"record":"visit","lift":)";
        append_json_string(record_text_, lifts_[visit.lift].key);
        record_text_ += R"(,"time":")" + format_time(visit.time, china_offset) + "\"}\n";
    };
    return sink;
}

void CityNotes::write(const std::string& folder) const {
    write_whole(folder + "/registry.json", write_registry(lifts_));
    write_whole(folder + "/truth.jsonl", truth_text_);
    write_whole(folder + "/records.jsonl", record_text_);
}

}  // namespace hoistway::cli
