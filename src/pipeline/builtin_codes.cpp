// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/builtin_codes.hpp"

#include <algorithm>
#include <string_view>

#include "hoistway/wire/platform/profile_json.hpp"

namespace hoistway {

namespace {

bool leads_to(const ProfileMessage& message, std::string_view field) {
    return std::any_of(message.fields.begin(), message.fields.end(),
                       [&](const ProfileField& each) { return each.to == field; });
}

// Whether its messages can say that a fault is over; those of a link keep account of it.
bool says_ends(const Profile& profile) {
    const bool no_fault = std::any_of(profile.codes.begin(), profile.codes.end(),
                                      [](const ProfileCode& code) { return code.clears; });
    const auto says = [](const ProfileMessage& message) {
        return leads_to(message, "fault_phase") || !message.phase.empty();
    };
    const auto told = [](const ProfileMessage& message) { return leads_to(message, "fault"); };
    const auto& all = profile.messages;
    return no_fault || std::any_of(all.begin(), all.end(), says) ||
           std::none_of(all.begin(), all.end(), told);
}

// Whether a value of some field says that this code is over.
bool ends_by_value(const Profile& profile, std::string_view code) {
    const auto ends = [&](const ValueRow& row) {
        const Meaning* fault = row.find("fault");
        const Meaning* phase = row.find("fault_phase");
        return fault != nullptr && fault->word == code && phase != nullptr &&
               phase->word == "cleared";
    };
    for (const ProfileMessage& message : profile.messages) {
        for (const ProfileField& field : message.fields) {
            if (std::any_of(field.values.begin(), field.values.end(), ends)) return true;
        }
    }
    return false;
}

}  // namespace

std::vector<CodeMeaning> code_meanings(std::span<const Profile* const> profiles) {
    std::vector<CodeMeaning> rows;
    for (const Profile* profile : profiles) {
        const bool ends = says_ends(*profile);
        for (const ProfileCode& code : profile->codes) {
            if (!code.kind && !code.clears) continue;
            CodeMeaning row{.kind = code.kind.value_or(EventKind::native),
                            .no_fault = code.clears,
                            .ends = ends || ends_by_value(*profile, code.code),
                            .nearest = code.nearest};
            if (row.dialect.assign(profile->dialect) && row.code.assign(code.code)) {
                rows.push_back(row);
            }
        }
    }
    // The later of two equals comes first, and the first is kept.
    std::reverse(rows.begin(), rows.end());
    std::stable_sort(rows.begin(), rows.end());
    const auto same = [](const CodeMeaning& a, const CodeMeaning& b) {
        return a.dialect == b.dialect && a.code == b.code;
    };
    rows.erase(std::unique(rows.begin(), rows.end(), same), rows.end());
    return rows;
}

CodeBook builtin_code_book() {
    static const std::vector<CodeMeaning> rows = [] {
        std::vector<const Profile*> profiles;
        for (const BuiltinFile& file : builtin_profiles()) {
            if (const Profile* profile = builtin_profile(file.id)) profiles.push_back(profile);
        }
        return code_meanings(profiles);
    }();
    return CodeBook{rows};
}

}  // namespace hoistway
