// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <utility>

#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"
#include "json_lines.hpp"

namespace hoistway {

namespace {

class OrderReader {
 public:
    OrderReader(std::string_view text, std::string_view source, const LiftFinder& find)
        : lines_(text, source), source_(source), find_(find) {}

    OrderFile read() {
        while (lines_.next()) {
            const Json& json = lines_.object();
            if (json.contains("action")) {
                read_step(json);
            } else if (json.contains("trigger")) {
                read_due(json);
            } else {
                read_event(json);
            }
        }
        file_.refusals = lines_.take_refusals();
        return std::move(file_);
    }

 private:
    void read_step(const Json& json) {
        OrderLine line;
        line.order = lines_.text_of(json, "", "order");
        line.source = source_;
        line.line = lines_.line();
        lines_.need(!line.order.empty(), "order");
        const auto time = lines_.time_of(json, "", "time");
        lines_.need(time.has_value(), "time");
        const auto action = lines_.word_of<OrderAction>(json, "", "action");
        line.step.by = lines_.text_of(json, "", "by");
        line.step.to = lines_.text_of(json, "", "to");
        line.step.reason = lines_.text_of(json, "", "reason");
        if (!lines_.good()) return;
        line.step.time = *time;
        line.step.action = *action;
        file_.steps.push_back(std::move(line));
    }

    // The work is due from the first moment of the day on which the limit was reached.
    void read_due(const Json& json) {
        OrderCause cause{.lift = lines_.lift_of(json, "", "lift", find_),
                         .kind = OrderKind::due_visit};
        lines_.need(cause.lift != no_lift, "lift");
        const auto trigger = lines_.word_of<Trigger>(json, "", "trigger");
        const std::string text = lines_.text_of(json, "", "due");
        const Result<Date> due = parse_date(text);
        lines_.need(!text.empty(), "due");
        if (!text.empty() && !due) lines_.refuse(due.error().code, "due", json.at("due"));
        if (!lines_.good()) return;
        cause.at = start_of(*due);
        cause.why = to_text(*trigger);
        cause.id = name_of(json, cause) + text;
        file_.causes.push_back(std::move(cause));
    }

    void read_event(const Json& json) {
        Event event;
        event.lift = lines_.lift_of(json, "", "lift", find_);
        lines_.need(event.lift != no_lift, "lift");
        const std::string kind = lines_.text_of(json, "", "kind");
        lines_.need(!kind.empty(), "kind");
        const bool native = kind.starts_with("native:");
        const auto word = native ? EventKind::native : from_text<EventKind>(kind);
        if (!kind.empty() && !word) lines_.refuse(ErrorCode::bad_value, "kind", json.at("kind"));
        const auto phase = lines_.word_of<Phase>(json, "", "phase");
        lines_.need(phase.has_value(), "phase");
        const auto severity = lines_.word_of<Severity>(json, "", "severity");
        lines_.need(severity.has_value(), "severity");
        const auto time = lines_.time_of(json, "", "time");
        lines_.need(time.has_value(), "time");
        if (!lines_.good()) return;
        event.kind = *word;
        event.phase = *phase;
        event.severity = *severity;
        event.time = *time;
        add(json, event, kind);
    }

    void add(const Json& json, const Event& event, const std::string& kind) {
        const auto order = order_kind_of(event);
        if (!order) {
            ++file_.other_lines;
            return;
        }
        OrderCause cause{.lift = event.lift, .kind = *order, .at = event.time, .why = kind};
        cause.id = name_of(json, cause) + format_time(event.time);
        file_.causes.push_back(std::move(cause));
    }

    // "A-1/entrapment/": an id says what it is about, and does not depend on what else is there.
    std::string name_of(const Json& json, const OrderCause& cause) {
        return lines_.text_of(json, "", "lift") + '/' + std::string(to_text(cause.kind)) + '/';
    }

    JsonLines lines_;
    std::string source_;
    const LiftFinder& find_;
    OrderFile file_;
};

// What is counted of a company on the way to its shares.
struct Tally {
    std::map<std::string, double, std::less<>> figures;
    std::vector<std::string> vetoes;
    double visits = 0, proven = 0, refuted = 0, judged = 0, worse = 0;
};

class CompanyReader {
 public:
    CompanyReader(std::string_view text, std::string_view source) : lines_(text, source) {}

    CompanyFile read() {
        while (lines_.next()) read_line(lines_.object());
        CompanyFile file;
        for (auto& [name, tally] : tallies_) file.companies.push_back(figures_of(name, tally));
        file.refusals = lines_.take_refusals();
        return file;
    }

 private:
    void read_line(const Json& json) {
        const std::string company = lines_.text_of(json, "", "company");
        lines_.need(!company.empty(), "company");
        const auto verdict = lines_.word_of<Presence>(json, "", "verdict");
        const auto change = lines_.word_of<EffectChange>(json, "", "change");
        if (!lines_.good()) return;
        Tally read = tallies_[company];
        if (verdict) {
            read.visits += 1;
            read.proven += *verdict == Presence::proven ? 1 : 0;
            read.refuted += *verdict == Presence::refuted ? 1 : 0;
        } else if (change) {
            read.judged += *change == EffectChange::not_enough_data ? 0 : 1;
            read.worse += *change == EffectChange::worse ? 1 : 0;
        } else {
            read_figures(json, read);
        }
        if (lines_.good()) tallies_[company] = std::move(read);
    }

    void read_figures(const Json& json, Tally& tally) {
        const Json* const figures = JsonLines::find(json, "figures");
        const Json* const vetoes = JsonLines::find(json, "vetoes");
        lines_.need(figures != nullptr || vetoes != nullptr, "figures");
        if (figures != nullptr && !figures->is_object()) {
            lines_.refuse(ErrorCode::bad_value, "figures", *figures);
        } else if (figures != nullptr) {
            for (const auto& [name, value] : figures->items()) read_figure(name, value, tally);
        }
        if (vetoes == nullptr) return;
        if (!vetoes->is_array()) return lines_.refuse(ErrorCode::bad_value, "vetoes", *vetoes);
        for (const Json& veto : *vetoes) {
            if (veto.is_string()) {
                tally.vetoes.push_back(veto.get<std::string>());
            } else {
                lines_.refuse(ErrorCode::bad_value, "vetoes", veto);
            }
        }
    }

    void read_figure(const std::string& name, const Json& value, Tally& tally) {
        if (value.is_null()) return;
        if (!value.is_number()) {
            lines_.refuse(ErrorCode::bad_value, "figures." + name, value);
        } else if (!tally.figures.emplace(name, value.get<double>()).second) {
            lines_.refuse(ErrorCode::duplicate, "figures." + name, value);
        }
    }

    // A share that the caller brought is not reckoned over.
    static CompanyFigures figures_of(const std::string& name, Tally& tally) {
        CompanyFigures out{name, std::move(tally.figures), std::move(tally.vetoes)};
        if (tally.visits > 0) {
            out.values.emplace("proven_share", tally.proven / tally.visits);
            out.values.emplace("refuted_share", tally.refuted / tally.visits);
        }
        if (tally.judged > 0) out.values.emplace("worse_share", tally.worse / tally.judged);
        return out;
    }

    JsonLines lines_;
    std::map<std::string, Tally> tallies_;
};

}  // namespace

OrderFile read_orders(std::string_view text, std::string_view source, const LiftFinder& find) {
    return OrderReader(text, source, find).read();
}

CompanyFile read_companies(std::string_view text, std::string_view source) {
    return CompanyReader(text, source).read();
}

}  // namespace hoistway
