// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/cross_walk.hpp"

#include <vector>

#include "hoistway/wire/platform/profile_json.hpp"

namespace hoistway {

namespace {

std::vector<const ProfileCode*> counterparts(const ProfileCode& meant, const Profile& to) {
    std::vector<const ProfileCode*> out;
    for (const ProfileCode& code : to.codes) {
        const bool kind = meant.kind && code.kind == meant.kind;
        const bool mode = meant.mode && code.mode == meant.mode;
        if (kind || mode || (meant.clears && code.clears)) out.push_back(&code);
    }
    return out;
}

}  // namespace

const Profile* profile_of_dialect(std::string_view dialect) {
    for (const BuiltinFile& file : builtin_profiles()) {
        const Profile* profile = builtin_profile(file.id);
        if (profile != nullptr && profile->dialect == dialect && !profile->codes.empty()) {
            return profile;
        }
    }
    return nullptr;
}

const ProfileCode* meaning_of(const NativeFault& fault) {
    const Profile* profile = profile_of_dialect(fault.dialect.view());
    return profile == nullptr ? nullptr : profile->find_code(fault.code.view());
}

// One that means exactly this is taken before one that comes near; of several, the first.
std::optional<Translation> translate(const ProfileCode& meant, const Profile& to) {
    const std::vector<const ProfileCode*> found = counterparts(meant, to);
    const ProfileCode* best = nullptr;
    std::size_t exact = 0;
    for (const ProfileCode* code : found) {
        exact += code->nearest ? 0 : 1;
        if (best == nullptr || (best->nearest && !code->nearest)) best = code;
    }
    if (best == nullptr) return std::nullopt;
    return Translation{best->code, exact == 1 && !meant.nearest};
}

std::optional<Translation> translate(const NativeFault& fault, const Profile& to) {
    if (fault.dialect.view() == to.dialect && to.find_code(fault.code.view()) != nullptr) {
        return Translation{to.find_code(fault.code.view())->code, true};
    }
    const ProfileCode* meant = meaning_of(fault);
    if (meant == nullptr) return std::nullopt;
    return translate(*meant, to);
}

}  // namespace hoistway
