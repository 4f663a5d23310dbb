// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/profile_text.hpp"

#include <fmt/format.h>

#include <iterator>
#include <map>
#include <string_view>

namespace hoistway {

namespace {

using Back = std::back_insert_iterator<std::string>;

// A bar would end a cell of the table.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out;
}

std::string means_of(const ValueRow& row) {
    if (row.means.empty()) return "-";
    std::string out;
    for (const Meaning& means : row.means) {
        out += fmt::format("{}{} {}", out.empty() ? "" : ", ", means.field, means.word);
    }
    return out;
}

std::string values_of(const std::vector<ValueRow>& values) {
    std::string out;
    for (const ValueRow& row : values) {
        out += fmt::format("{}{} = {}", out.empty() ? "" : "; ", row.text, means_of(row));
    }
    return out;
}

// What the field holds, in one line.
std::string content_of(const ProfileField& field) {
    if (!field.reason.empty()) return "- (" + field.reason + ")";
    if (!field.of.empty()) {
        return fmt::format("{{{}, {}}} -> {}", field.pair_key, field.pair_value, field.of);
    }
    if (!field.values.empty()) return values_of(field.values);
    std::string out = field.to;
    if (!field.unit.empty()) out += ", " + field.unit;
    if (field.to == "time") out += fmt::format(", {}", to_text(field.format));
    return out;
}

std::string name_of(const ProfileField& field) {
    return (field.of_document ? "/" : "") + field.name;
}

std::string meaning_of(const ProfileCode& code) {
    std::string out;
    if (code.kind) out = to_text(*code.kind);
    if (code.mode) out = fmt::format("mode {}", to_text(*code.mode));
    if (code.clears) out = "clears";
    if (out.empty()) return "- (" + code.reason + ")";
    return code.nearest ? out + " (nearest)" : out;
}

void append_message(std::string& out, const ProfileMessage& message, bool zh) {
    std::string path;
    for (const std::string& key : message.path) path += '/' + key;
    fmt::format_to(Back(out), "\n## {} ({})\n\n", message.name, to_text(message.carries));
    if (!path.empty()) {
        fmt::format_to(Back(out), "{} `{}{}`\n\n", zh ? "路径" : "At", path,
                       message.each ? "/[]" : "");
    }
    fmt::format_to(Back(out), "| {} | {} |\n|---|---|\n", zh ? "字段" : "field",
                   zh ? "含义" : "what it holds");
    for (const ProfileField& field : message.fields) {
        fmt::format_to(Back(out), "| {} | {} |\n", cell(name_of(field)), cell(content_of(field)));
    }
    if (!message.phase.empty()) {
        fmt::format_to(Back(out), "| {} | {} |\n", zh ? "每个代码" : "each code",
                       cell(values_of(message.phase)));
    }
}

void append_codes(std::string& out, const Profile& profile, Language language) {
    const bool zh = language == Language::zh;
    fmt::format_to(Back(out), "\n## {}\n\n| {} | {} | {} |\n|---|---|---|\n", zh ? "代码" : "Codes",
                   zh ? "代码" : "code", zh ? "名称" : "name", zh ? "本库名称" : "here");
    for (const ProfileCode& code : profile.codes) {
        fmt::format_to(Back(out), "| {} | {} | {} |\n", cell(code.code),
                       cell(code.name.in(language)), cell(meaning_of(code)));
    }
}

// Everything that is compared, by name: "realtime/Car_Status" and what it holds.
using Contents = std::map<std::string, std::string>;

Contents contents_of(const Profile& profile) {
    Contents all;
    all["dialect"] = profile.dialect;
    for (const ProfileMessage& message : profile.messages) {
        for (const ProfileField& field : message.fields) {
            std::string content = content_of(field);
            if (field.as != WrittenAs::number) {
                content += fmt::format(", as {}", to_text(field.as));
            }
            all[message.name + '/' + name_of(field)] = content;
        }
    }
    for (const ProfileCode& code : profile.codes) all["code " + code.code] = meaning_of(code);
    return all;
}

}  // namespace

void append_profile_page(std::string& out, const Profile& profile, Language language) {
    const bool zh = language == Language::zh;
    fmt::format_to(Back(out), "# {}\n\n", profile.title.in(language));
    fmt::format_to(Back(out), "{}: `{}` ({}), {}: `{}`\n", zh ? "编号" : "Id", profile.id,
                   to_text(profile.kind), zh ? "方言" : "dialect", profile.dialect);
    fmt::format_to(Back(out), "{}: {}\n", zh ? "版本" : "Edition", profile.edition);
    fmt::format_to(Back(out), "{}: {} ({})\n", zh ? "来源" : "Source", profile.source,
                   to_text(profile.confidence));
    for (const ProfileMessage& message : profile.messages) append_message(out, message, zh);
    if (!profile.codes.empty()) append_codes(out, profile, language);
}

std::vector<std::string> profile_differences(const Profile& first, const Profile& second) {
    const Contents before = contents_of(first), after = contents_of(second);
    std::vector<std::string> lines;
    for (const auto& [name, content] : before) {
        const auto other = after.find(name);
        if (other == after.end()) {
            lines.push_back(fmt::format("- {}: {}", name, content));
        } else if (other->second != content) {
            lines.push_back(fmt::format("~ {}: {} -> {}", name, content, other->second));
        }
    }
    for (const auto& [name, content] : after) {
        if (!before.contains(name)) lines.push_back(fmt::format("+ {}: {}", name, content));
    }
    return lines;
}

}  // namespace hoistway
