// SPDX-License-Identifier: Apache-2.0
//
// The grade of a maintenance company, A to D, from figures and a formula that is data.
//
//     CompanyFigures company{.company = "乙电梯", .values = {{"proven_share", 0.97}}};
//     const CompanyGrade grade = grade_company(company, formula);
//     grade.grade;   // "A"
//     grade.parts;   // each figure's value, points and weight: the sum can be checked by hand
//
// Each figure is given 0 points at `worst`, 1 at `best`, in between in proportion; the score is the
// weighted mean, out of 100. A veto, or a figure beyond its own, is a D whatever the score.
// A figure that is not known is left out and named; where too little weight is left, there is no
// grade. The cut-offs of Shijiazhuang and the indices of DB31/T 1172 were not found: those shipped
// are [default]. A grade of this formula is nobody's official one.

#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/model/language.hpp"

namespace hoistway {

struct GradeFigure {
    std::string name{};
    Text title{};
    double weight = 0;
    double worst = 0, best = 1;       // either way round; never equal
    std::optional<double> veto_at{};  // as bad as this is a D by itself
};

struct GradeCutoff {
    std::string grade{};
    double from = 0;  // score
};

struct GradeVeto {
    std::string name{};
    Text title{};
    std::string source{};
};

struct GradeFormula {
    std::vector<GradeFigure> figures{};
    std::vector<GradeCutoff> cutoffs{};  // best first; below the last, and after a veto: `lowest`
    std::string lowest = "D";
    std::vector<GradeVeto> vetoes{};
    double least_weight = 0.5;  // share of the weights that has to be known
};

struct CompanyFigures {
    std::string company{};
    std::map<std::string, double, std::less<>> values{};
    std::vector<std::string> vetoes{};  // those that hold
};

struct GradePart {
    const GradeFigure* figure = nullptr;
    double value = 0, points = 0;
};

// The pointers are into the formula, which has to outlive them.
struct CompanyGrade {
    std::string grade{};            // empty where too little is known
    std::optional<double> score{};  // 0..100
    std::vector<GradePart> parts{};
    std::vector<std::string> missing{};  // figures of the formula that are not known
    std::vector<std::string> vetoes{};   // that brought the lowest grade
    std::vector<std::string> unknown{};  // figures and vetoes that the formula does not have
};

// 0..1 between worst and best.
inline double grade_points(const GradeFigure& figure, double value) noexcept {
    const double share = (value - figure.worst) / (figure.best - figure.worst);
    return std::clamp(share, 0.0, 1.0);
}

namespace detail::visits {

inline bool is_veto(const GradeFigure& figure, double value) noexcept {
    if (!figure.veto_at) return false;
    return figure.best > figure.worst ? value < *figure.veto_at : value > *figure.veto_at;
}

inline void add_parts(const CompanyFigures& company, const GradeFormula& formula,
                      CompanyGrade& out) {
    double known = 0, all = 0, points = 0;
    for (const GradeFigure& figure : formula.figures) {
        all += figure.weight;
        const auto value = company.values.find(figure.name);
        if (value == company.values.end() || !std::isfinite(value->second)) {
            out.missing.push_back(figure.name);
            continue;
        }
        known += figure.weight;
        out.parts.push_back({&figure, value->second, grade_points(figure, value->second)});
        points += figure.weight * out.parts.back().points;
        if (is_veto(figure, value->second)) out.vetoes.push_back(figure.name);
    }
    if (known > 0 && known >= formula.least_weight * all) out.score = 100 * points / known;
}

inline void add_vetoes(const CompanyFigures& company, const GradeFormula& formula,
                       CompanyGrade& out) {
    for (const std::string& veto : company.vetoes) {
        const bool listed = std::any_of(formula.vetoes.begin(), formula.vetoes.end(),
                                        [&](const GradeVeto& v) { return v.name == veto; });
        (listed ? out.vetoes : out.unknown).push_back(veto);
    }
    for (const auto& value : company.values) {
        const bool listed =
            std::any_of(formula.figures.begin(), formula.figures.end(),
                        [&](const GradeFigure& figure) { return figure.name == value.first; });
        if (!listed) out.unknown.push_back(value.first);
    }
}

}  // namespace detail::visits

inline CompanyGrade grade_company(const CompanyFigures& company, const GradeFormula& formula) {
    CompanyGrade out;
    detail::visits::add_parts(company, formula, out);
    detail::visits::add_vetoes(company, formula, out);
    if (!out.vetoes.empty()) {
        out.grade = formula.lowest;
    } else if (out.score) {
        const auto cut = std::find_if(formula.cutoffs.begin(), formula.cutoffs.end(),
                                      [&](const GradeCutoff& c) { return *out.score >= c.from; });
        out.grade = cut == formula.cutoffs.end() ? formula.lowest : cut->grade;
    }
    return out;
}

}  // namespace hoistway
