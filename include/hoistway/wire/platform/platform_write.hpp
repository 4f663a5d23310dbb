// SPDX-License-Identifier: Apache-2.0
//
// Writes an observation as the JSON of a platform, and says what got lost on the way.
//
//     PlatformWriter writer{*builtin_profile("open-rmf")};
//     const auto losses = writer.append(out, "state", seen, "L-1");
//     // {"door_zone", "no field for it"}, {"mode", "no value for 'attendant'"}
//
// What is not known is left out. What was lost is found by reading the document back, so that a
// loss cannot be forgotten: a field that the message does not have, a word that the platform has no
// value for, a number that a unit rounds. A fault goes by its own code where the dialect is the
// platform's, else by the code that means the same. One writer per thread; not made for the hot
// path: it allocates.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/observation.hpp"
#include "hoistway/wire/platform/profile.hpp"

namespace hoistway {

struct Loss {
    std::string field;
    std::string reason;

    friend bool operator==(const Loss&, const Loss&) = default;
};

class PlatformWriter {
 public:
    explicit PlatformWriter(const Profile& profile);
    ~PlatformWriter();
    PlatformWriter(const PlatformWriter&) = delete;
    PlatformWriter& operator=(const PlatformWriter&) = delete;
    PlatformWriter(PlatformWriter&&) noexcept;
    PlatformWriter& operator=(PlatformWriter&&) noexcept;

    // Appends one document. Errors: unsupported where the profile has no such message or the
    // message carries no observation; missing where lift, time or a value that the message is
    // known by is not there.
    Result<std::vector<Loss>> append(std::string& out, std::string_view message,
                                     const Observation& seen, std::string_view lift);

 private:
    class Work;
    std::unique_ptr<Work> work_;
};

}  // namespace hoistway
