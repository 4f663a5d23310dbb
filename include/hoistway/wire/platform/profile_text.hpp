// SPDX-License-Identifier: Apache-2.0
//
// A profile for people: as a page in Markdown, and what sets two of them apart, line by line.
//
//     append_profile_page(out, *builtin_profile("shanghai"), Language::en);
//     for (const std::string& line : profile_differences(mine, theirs)) puts(line.c_str());
//     // ~ realtime/Total_Running_Time: run_time, h -> run_time, s
//
// The page holds every field with what it means and every code with its kind. Differences of title,
// edition and source are not told: they are about the file. UTF-8, the same bytes everywhere.

#pragma once

#include <string>
#include <vector>

#include "hoistway/model/language.hpp"
#include "hoistway/wire/platform/profile.hpp"

namespace hoistway {

void append_profile_page(std::string& out, const Profile& profile, Language language);

// What the second says otherwise than the first; empty where they read alike.
std::vector<std::string> profile_differences(const Profile& first, const Profile& second);

}  // namespace hoistway
