// SPDX-License-Identifier: Apache-2.0
//
// The whole way: a made-up city sends frames on one thread, and on another they are decoded,
// judged, counted and told.

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "../city_files.hpp"
#include "../files.hpp"
#include "../inputs.hpp"
#include "../month_files.hpp"
#include "../talk.hpp"
#include "commands.hpp"
#include "hoistway/score/marks.hpp"
#include "hoistway/wire/device/line_json_encode.hpp"
#include "hoistway/wire/link_reader.hpp"

namespace hoistway::cli {

namespace {

struct Options {
    CityChoice city;
    std::string out = "hoistway-demo";
};

// What one lift's device sent in all the days, and the visits that were made to it.
struct LiftStory {
    std::string bytes;
    std::vector<Visit> visits;
};

// Hands stories from the city's thread to the listener's, at most two ahead.
class Mailbox {
 public:
    void put(LiftStory story) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return stories_.size() < 2 || closed_; });
        stories_.push_back(std::move(story));
        changed_.notify_all();
    }

    // False once nothing will come any more.
    bool take(LiftStory& story) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !stories_.empty() || closed_; });
        if (stories_.empty()) return false;
        story = std::move(stories_.front());
        stories_.pop_front();
        changed_.notify_all();
        return true;
    }

    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

 private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<LiftStory> stories_;
    bool closed_ = false;
};

LiftStory tell_story(const City& city, LiftIndex lift, CityNotes& notes) {
    LiftStory story;
    LineJsonVoice voice;
    voice.log_in(story.bytes, city.lifts()[lift].key);
    CitySink sink = notes.sink();
    sink.observations = [&](std::span<const Observation> said) {
        for (const Observation& seen : said) voice.say(story.bytes, seen);
    };
    sink.visit = [&, note = sink.visit](const Visit& visit) {
        note(visit);
        story.visits.push_back(visit);
    };
    city.simulate(lift, sink);
    return story;
}

struct Heard {
    std::uint64_t frames = 0, refused = 0;
};

// Decodes and judges the stories as they come in.
Heard listen(Mailbox& mailbox, const Registry& registry, Analysis& analysis) {
    Progress progress("listening to the city", static_cast<double>(registry.size()));
    Heard heard;
    std::vector<Observation> batch;
    LinkReader reader("city", [&](std::string_view id) { return registry.find(id); });
    const auto keep = [&](const Observation& seen) { batch.push_back(seen); };
    double lifts = 0;
    for (LiftStory story; mailbox.take(story);) {
        for (const Visit& visit : story.visits) analysis.add(visit);
        reader.feed(story.bytes, keep);
        analysis.process(batch);
        batch.clear();
        progress.at(++lifts);
    }
    reader.finish(keep);
    analysis.process(batch);
    analysis.finish();
    tell(reader.refusals(), reader.refused());
    heard.frames = reader.stats().frames;
    heard.refused = reader.refused();
    return heard;
}

// All zero where there was no entrapment and no alarm of one.
KindMarks mark_entrapments(std::span<const Truth> truths, const Analysis& analysis) {
    const Marks marks = mark(truths, analysis.events());
    const auto found =
        std::find_if(marks.kinds.begin(), marks.kinds.end(),
                     [](const KindMarks& each) { return each.kind == EventKind::entrapment; });
    return found == marks.kinds.end() ? KindMarks{} : *found;
}

// The path of the report's page.
std::string write_all(const Options& options, const City& city, const CityNotes& notes,
                      const Analysis& analysis, const PolicyInput& policy, std::uint64_t refused) {
    const std::string& folder = options.out;
    notes.write(folder);
    write_whole(folder + "/events.jsonl", to_event_log(analysis));
    const Date last = date_of(analysis.newest());
    write_whole(folder + "/due.jsonl", to_due_log(analysis, {.at = last}));
    CityNotes unused(city);
    write_whole(folder + "/frames-of-one-lift.bin", tell_story(city, 0, unused).bytes);
    MonthChoice choice;
    choice.month = month_of(analysis.oldest());
    choice.refused = refused;
    choice.policy_sha256 = policy.sha256;
    choice.simulated = true;
    return write_month(analysis, choice, folder);
}

void run(const Options& options, Shared& shared) {
    const auto began = std::chrono::steady_clock::now();
    const City city = make_city(options.city);
    make_folder(options.out);
    Registry registry;
    for (const Lift& lift : city.lifts()) {
        if (!registry.add(lift)) throw Failure{"the simulated registry holds a lift twice"};
    }
    const PolicyInput policy = load_policy_named(default_policy);
    Analysis analysis(registry.lifts(), policy.policy);
    CityNotes notes(city);
    Mailbox mailbox;
    std::jthread sender([&] {
        for (LiftIndex lift = 0; lift < city.lifts().size(); ++lift) {
            mailbox.put(tell_story(city, lift, notes));
        }
        mailbox.close();
    });
    const Heard heard = listen(mailbox, registry, analysis);
    sender.join();
    const KindMarks marks = mark_entrapments(notes.told(), analysis);
    const std::string page = write_all(options, city, notes, analysis, policy, heard.refused);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    std::set<LiftIndex> due;
    for (const DueItem& item : analysis.due({.at = date_of(analysis.newest())})) {
        due.insert(item.lift);
    }
    Figures figures("demo");
    figures.add("lifts", registry.size())
        .add("days", static_cast<std::uint64_t>(options.city.days))
        .add("frames", heard.frames)
        .add("refused", heard.refused)
        .add("entrapments", marks.truths)
        .add("found_in_time", marks.found)
        .add("raised_falsely", marks.false_alarms)
        .add("lifts_due", due.size())
        .add("s", took.count(), 1)
        .add("report", page);
    close(figures, shared.json, false);
}

}  // namespace

void add_demo(Command app, Shared& shared) {
    auto options = std::make_shared<Options>();
    Command command = app.add_subcommand("demo", "a made-up city, from its frames to its report");
    add_city_options(command, options->city);
    command.add_option("--out", options->out, "folder for all files").show_default();
    command.callback([options, &shared] { run(*options, shared); });
}

}  // namespace hoistway::cli
