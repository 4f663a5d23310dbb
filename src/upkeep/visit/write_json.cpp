// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <concepts>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/upkeep/visit/visit_json.hpp"

namespace hoistway {

namespace {

// Four decimals: nobody measures more, and the shortest form of what is left is short.
double rounded(double value) noexcept { return std::round(value * 10000) / 10000; }

// One object, its members in the order in which they are added.
class Writer {
 public:
    explicit Writer(std::string& out) : out_(out) { out_ += '{'; }
    void end() { out_ += '}'; }

    Writer& text(std::string_view key, std::string_view value) {
        append_json_string(begin(key), value);
        return *this;
    }
    Writer& text_if(std::string_view key, std::string_view value) {
        return value.empty() ? *this : text(key, value);
    }
    Writer& time(std::string_view key, Time value) { return text(key, format_time(value)); }
    Writer& time_if(std::string_view key, const std::optional<Time>& value) {
        return value ? time(key, *value) : *this;
    }
    template <std::integral N>
    Writer& number(std::string_view key, N value) {
        append_json_number(begin(key), value);
        return *this;
    }
    Writer& number(std::string_view key, double value) {
        append_json_number(begin(key), rounded(value));
        return *this;
    }
    // p has its own decimals: 1/32768 is not 0.
    Writer& exact(std::string_view key, double value) {
        append_json_number(begin(key), value);
        return *this;
    }
    Writer& truth(std::string_view key, bool value) {
        begin(key) += value ? "true" : "false";
        return *this;
    }
    template <class Range, class Each>
    Writer& list(std::string_view key, const Range& range, Each each) {
        begin(key) += '[';
        for (const auto& element : range) {
            if (out_.back() != '[') out_ += ',';
            each(element);
        }
        out_ += ']';
        return *this;
    }

    std::string& begin(std::string_view key) {
        if (out_.back() != '{') out_ += ',';
        append_json_string(out_, key);
        return out_ += ':';
    }

 private:
    std::string& out_;
};

void append_reason(std::string& out, const PresenceReason& reason, Language language) {
    Writer writer(out);
    writer.text("reason", to_text(reason.doubt))
        .text("effect", refutes(reason.doubt) ? "refutes" : "doubts")
        .number("seen", reason.seen)
        .number("limit", reason.limit)
        .text_if("about", reason.about)
        .text("sentence", sentence_of(reason, language))
        .end();
}

void append_figure(std::string& out, const FigureEffect& figure, Language language) {
    Writer writer(out);
    writer.text("figure", to_text(figure.figure)).text("change", to_text(figure.change));
    writer.number("places", figure.places)
        .number("before", figure.before)
        .number("after", figure.after);
    if (std::isfinite(figure.mean_before)) {
        writer.number("mean_before", figure.mean_before).number("mean_after", figure.mean_after);
        writer.exact("p", figure.test.p).truth("exact", figure.test.exact);
    }
    writer.text("sentence", sentence_of(figure, language)).end();
}

void append_span(Writer& writer, std::string& out, std::string_view key, TimeSpan span) {
    writer.begin(key);
    Writer(out).time("from", span.from).time("to", span.to).end();
}

void append_step(std::string& out, const OrderStep& step) {
    Writer(out)
        .time("time", step.time)
        .text("action", to_text(step.action))
        .text_if("by", step.by)
        .text_if("to", step.to)
        .text("reason", step.reason)
        .text("state", to_text(step.left_in))
        .end();
}

}  // namespace

void append_verdict(std::string& out, const SiteVisit& visit, const PresenceVerdict& verdict,
                    std::string_view lift_key, Language language) {
    Writer writer(out);
    writer.text("visit", visit.id).text("lift", lift_key).text("kind", to_text(visit.kind));
    writer.text_if("company", visit.company).text_if("worker", visit.worker);
    writer.time("time", visit.time);
    writer.time_if("begun", visit.begun).time_if("ended", visit.ended);
    writer.text("verdict", to_text(verdict.presence))
        .list("reasons", verdict.reasons,
              [&](const PresenceReason& reason) { append_reason(out, reason, language); })
        .text("sentence", sentence_of(verdict, language))
        .end();
}

void append_effect(std::string& out, const SiteVisit& visit, const VisitEffect& effect,
                   std::string_view lift_key, Language language) {
    Writer writer(out);
    writer.text("visit", visit.id).text("lift", lift_key).text_if("company", visit.company);
    writer.time_if("begun", visit.begun).time_if("ended", visit.ended);
    append_span(writer, out, "before", effect.before);
    append_span(writer, out, "after", effect.after);
    writer.number("runs_before", effect.runs_before).number("runs_after", effect.runs_after);
    writer.text("change", to_text(effect.change))
        .list("figures", effect.figures,
              [&](const FigureEffect& figure) { append_figure(out, figure, language); })
        .text("sentence", sentence_of(effect, language))
        .end();
}

void append_order(std::string& out, const WorkOrder& order, std::string_view lift_key) {
    Writer writer(out);
    writer.text("order", order.cause.id)
        .text("lift", lift_key)
        .text("kind", to_text(order.cause.kind))
        .text("cause", order.cause.why)
        .time("raised", order.cause.at)
        .text("state", to_text(order.state()))
        .text("stage", to_text(order.stage))
        .text_if("assignee", order.assignee)
        .time_if("accept_by", order.accept_by)
        .time_if("arrive_by", order.arrive_by)
        .time_if("finish_by", order.finish_by)
        .time_if("next_deadline", next_deadline(order));
    std::vector<std::string_view> missed;
    constexpr std::array<std::string_view, 3> deadlines{"accept", "arrive", "finish"};
    for (std::size_t i = 0; i < deadlines.size(); ++i) {
        if (order.missed[i]) missed.push_back(deadlines[i]);
    }
    writer.list("missed", missed, [&](std::string_view name) { append_json_string(out, name); })
        .list("steps", order.steps, [&](const OrderStep& step) { append_step(out, step); })
        .end();
}

void append_grade(std::string& out, const CompanyFigures& company, const CompanyGrade& grade,
                  Language language) {
    const auto put = [&](const std::string& name) { append_json_string(out, name); };
    Writer writer(out);
    writer.text("company", company.company).text("grade", grade.grade);
    if (grade.score) writer.number("score", *grade.score);
    writer
        .list("parts", grade.parts,
              [&](const GradePart& part) {
                  Writer(out)
                      .text("figure", part.figure->name)
                      .text("title", part.figure->title.in(language))
                      .number("value", part.value)
                      .number("points", part.points)
                      .number("weight", part.figure->weight)
                      .end();
              })
        .list("missing", grade.missing, put)
        .list("vetoes", grade.vetoes, put)
        .list("unknown", grade.unknown, put)
        .end();
}

void append_item(std::string& out, const ChecklistItem& item, Language language) {
    const auto put = [&](auto word) { append_json_string(out, to_text(word)); };
    Writer writer(out);
    writer.text("item", item.code)
        .text("name", item.name.in(language))
        .text_if("note", item.note.in(language))
        .list("requirements", item.requirements, put)
        .list("sensors", item.sensors, put)
        .end();
}

}  // namespace hoistway
