// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <array>
#include <cmath>

#include "hoistway/upkeep/visit/visit_json.hpp"

namespace hoistway {

namespace {

// {0} what was seen, {1} what is allowed, {2} what it is about.
struct Pattern {
    const char *zh, *en;
};

// In the order of PresenceDoubt.
constexpr std::array<Pattern, 21> doubt_patterns{{
    {"记录时间早于电梯安装日期{0}天", "recorded {0} days before the lift was installed"},
    {"结束时间早于开始时间", "ends before it begins"},
    {"定位距电梯{0}米（限{1}米），不在现场",
     "position {0} m from the lift, {1} m at most: elsewhere"},
    {"与维保记录{2}之间需{0}公里/小时才能赶到（限{1}），时间不可能",
     "from visit {2} it takes {0} km/h, {1} at most: impossible"},
    {"没有开始或结束时间", "no time of begin or end"},
    {"现场时间{0}分钟，少于最低{1}分钟", "{0} minutes on site, {1} at least"},
    {"现场时间{0}分钟，超过{1}分钟，可能未结束记录",
     "{0} minutes on site, over {1}: perhaps nobody ended it"},
    {"缺少{2}打卡", "no scan at the {2}"},
    {"{2}打卡顺序不符，早{0}秒", "scan at the {2} out of order, {0} s early"},
    {"{2}打卡在维保时段之外{0}秒（限{1}秒）",
     "scan at the {2} {0} s outside of the visit, {1} at most"},
    {"{2}打卡的标签属于另一台电梯", "the tag scanned at the {2} is another lift's"},
    {"{2}打卡与前一处仅隔{0}秒（至少{1}秒）",
     "scan at the {2} only {0} s after the place before, {1} at least"},
    {"定位距电梯{0}米（限{1}米）", "position {0} m from the lift, {1} m at most"},
    {"{2}打卡时轿厢在第{0}层站，记录为第{1}层站",
     "at the scan at the {2} the car was on landing {0}, recorded as {1}"},
    {"检修状态仅{0}秒（至少{1}秒），其间正常运行{2}次",
     "{0} s in inspection mode, {1} at least; {2} normal runs meanwhile"},
    {"除打卡外没有传感器或定位佐证", "nothing but the tags speaks for it: no sensor, no position"},
    {"项目完成{0}项，应为{1}项", "{0} items answered of {1}"},
    {"项目{2}不在清单内", "item {2} is on no list"},
    {"没有维保人员代号", "no worker's pseudonym"},
    {"同一人员与记录{2}重叠{0}分钟（两台电梯）",
     "same worker at another lift for {0} minutes: visit {2}"},
    {"同一电梯与记录{2}重叠{0}分钟", "another visit of this lift for {0} minutes: {2}"},
}};

// Whole, or with one decimal.
std::string shown_number(double value) {
    return value == std::floor(value) ? fmt::format("{:.0f}", value) : fmt::format("{:.1f}", value);
}

// Places are words of the records; a reader of Chinese gets them in Chinese.
std::string shown_about(const std::string& about, Language language) {
    constexpr std::array<const char*, 3> zh{"轿厢", "底坑", "机房"};
    constexpr std::array<const char*, 3> en{"car", "pit", "machine room"};
    const auto place = from_text<ScanPlace>(about);
    if (!place) return about;
    const auto i = static_cast<std::size_t>(*place);
    return language == Language::zh ? zh[i] : en[i];
}

constexpr std::array<Pattern, effect_figures> figure_names{{
    {"运行振动", "vibration"},
    {"开门时间", "door opening time"},
    {"关门时间", "door closing time"},
    {"平层误差", "levelling error"},
    {"故障率", "fault rate"},
}};
constexpr std::array<Pattern, effect_figures> figure_units{{
    {"m/s²", "m/s²"},
    {"秒", "s"},
    {"秒", "s"},
    {"mm", "mm"},
    {"次/千次运行", "per 1,000 runs"},
}};
constexpr std::array<Pattern, 4> change_words{{
    {"数据不足", "not enough data"},
    {"未见变化", "no change shown"},
    {"改善", "better"},
    {"变差", "worse"},
}};
constexpr std::array<Pattern, 3> verdict_words{{
    {"到场属实", "proven: somebody was there"},
    {"存疑，待核实", "doubtful, to be looked into"},
    {"到场不实", "refuted: it cannot have been as recorded"},
}};

template <std::size_t N, class E>
const char* word(const std::array<Pattern, N>& words, E value, Language language) {
    const Pattern& pattern = words[static_cast<std::size_t>(value)];
    return language == Language::zh ? pattern.zh : pattern.en;
}

}  // namespace

std::string sentence_of(const PresenceReason& reason, Language language) {
    if (reason.doubt == PresenceDoubt::impossible_travel && reason.seen <= 0) {
        return fmt::format(fmt::runtime(language == Language::zh
                                            ? "与另一地点的维保记录{}时间重叠，不可能"
                                            : "at the same time as visit {} elsewhere: impossible"),
                           reason.about);
    }
    return fmt::format(fmt::runtime(word(doubt_patterns, reason.doubt, language)),
                       shown_number(reason.seen), shown_number(reason.limit),
                       shown_about(reason.about, language));
}

std::string sentence_of(const PresenceVerdict& verdict, Language language) {
    const bool zh = language == Language::zh;
    std::string out = word(verdict_words, verdict.presence, language);
    for (const PresenceReason& reason : verdict.reasons) {
        out += &reason == verdict.reasons.data() ? (zh ? "：" : "; ") : (zh ? "；" : "; ");
        out += sentence_of(reason, language);
    }
    return out += zh ? "。" : ".";
}

std::string sentence_of(const FigureEffect& figure, Language language) {
    const bool zh = language == Language::zh;
    std::string out = word(figure_names, figure.figure, language);
    out += zh ? "：" : ": ";
    out += word(change_words, figure.change, language);
    if (!std::isfinite(figure.mean_before)) return out += zh ? "。" : ".";
    const char* const pattern = zh ? "，前{0:.3f}{2}，后{1:.3f}{2}（前{3}后{4}个样本，p={5:.4f}）。"
                                   : ", {0:.3f} {2} before and {1:.3f} {2} after ({3} and {4} "
                                     "samples, p = {5:.4f}).";
    return out += fmt::format(fmt::runtime(pattern), figure.mean_before, figure.mean_after,
                              word(figure_units, figure.figure, language), figure.before,
                              figure.after, figure.test.p);
}

// The verdict in a word, and the figures that made it.
std::string sentence_of(const VisitEffect& effect, Language language) {
    const bool zh = language == Language::zh;
    std::string out = zh ? "维保效果：" : "Result of the visit: ";
    out += word(change_words, effect.change, language);
    out += zh ? "。" : ".";
    for (const FigureEffect& figure : effect.figures) {
        const bool told =
            figure.change == EffectChange::better || figure.change == EffectChange::worse;
        if (told) out += (zh ? "" : " ") + sentence_of(figure, language);
    }
    return out;
}

}  // namespace hoistway
