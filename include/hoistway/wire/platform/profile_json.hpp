// SPDX-License-Identifier: Apache-2.0
//
// Profiles as files: loaded strictly, because a wrong unit or a turned polarity is a wrong alarm.
//
//     const Result<Profile, std::vector<Refusal>> mine = load_profile(text, "my-city.json");
//     if (!mine) for (const Refusal& refusal : mine.error()) report(to_text(refusal));
//
// Refused, each by JSON pointer: a key nobody knows, a field of ours that does not exist, a word
// that is none of its words, two rows for one value, a unit that does not fit its field, a message
// that needs a key it does not read, a code twice or without meaning and reason. The built-in ones
// are the files of src/wire/profiles/, put into the library when it is built;
// src/wire/profiles/profile.schema.json says the same rules to an editor. Never throws on bad
// input.

#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/files/builtin_file.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/wire/platform/profile.hpp"

namespace hoistway {

// Sorted by id.
std::span<const BuiltinFile> builtin_profiles();

// Null where there is none of this id. Loaded at the first call, kept for good; any thread.
const Profile* builtin_profile(std::string_view id);

Result<Profile, std::vector<Refusal>> load_profile(std::string_view text, std::string_view source);

}  // namespace hoistway
