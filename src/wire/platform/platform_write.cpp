// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/platform_write.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <type_traits>
#include <utility>

#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/log/observation_fields.hpp"
#include "hoistway/wire/platform/cross_walk.hpp"
#include "hoistway/wire/platform/platform_json.hpp"
#include "targets.hpp"

namespace hoistway {

namespace {

using namespace platform;

using detail::append_value;

// The field of an observation as text; nothing where it is not known.
std::optional<std::string> text_of(const Observation& seen, std::string_view field) {
    std::optional<std::string> text;
    detail::for_each_field([&](const char* name, auto place) {
        if (name != field || !is_known(seen.*place)) return;
        text.emplace();
        append_value(*text, seen.*place);
    });
    return text;
}

std::optional<double> number_of(const Observation& seen, std::string_view field) {
    std::optional<double> number;
    detail::for_each_field([&](const char* name, auto place) {
        if constexpr (!Worded<std::remove_cvref_t<decltype(seen.*place)>>) {
            if (name == field && is_known(seen.*place)) {
                number = static_cast<double>(seen.*place);
            }
        }
    });
    return number;
}

std::string time_of(Time time, TimeFormat format) {
    const std::int64_t millis = time.time_since_epoch().count();
    switch (format) {
        case TimeFormat::rfc3339:
            return format_time(time, china_offset);
        case TimeFormat::epoch_ms:
            return std::to_string(millis);
        case TimeFormat::epoch_s:
            return std::to_string(
                std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
        case TimeFormat::wall:
            break;
    }
    std::string text = format_time(time, china_offset).substr(0, 19);
    text[10] = ' ';
    return text;
}

// One message in the making: the members of the document, and of the object inside it.
class Letter {
 public:
    Letter(const Profile& profile, const ProfileMessage& message, const Observation& seen,
           std::string_view lift)
        : profile_(profile), message_(message), seen_(seen), lift_(lift) {
        for (const ProfileField& field : message.fields) put(field);
        if (message.carries == Carries::faults) put_flags();
    }

    std::string text() const {
        std::string out, brackets;
        for (const std::string& key : message_.path) {
            out += '{';
            append_json_string(out, key);
            out += ':';
            brackets += '}';
        }
        if (message_.each) out += '[';
        out += '{';
        out += object_;
        out += '}';
        if (message_.each) out += ']';
        out += brackets;
        if (document_.empty()) return out;
        out.pop_back();
        if (out.size() > 1) out += ',';
        out += document_;
        out += '}';
        return out;
    }

 private:
    void put(const ProfileField& field) {
        if (!field.reason.empty() || !field.pair_key.empty()) return;
        if (const std::optional<std::string> value = value_of(field)) member(field, *value);
    }

    std::optional<std::string> value_of(const ProfileField& field) const {
        if (field.to == "lift") return std::string(lift_);
        if (field.to == "time") return time_of(seen_.time, field.format);
        if (field.to == "fault" && field.values.empty()) return sent_code();
        if (field.to == "fault_phase") return phase_of(field.values);
        if (!field.values.empty()) {
            const ValueRow* row = row_for(field);
            return row == nullptr ? std::nullopt : std::optional(row->text);
        }
        const std::optional<double> number = number_of(seen_, field.to);
        if (!number) return std::nullopt;
        std::string text;
        // A float is written as the short decimal that it came from.
        if (field.scale == 1) return text_of(seen_, field.to);
        append_json_number(text, *number / field.scale);
        return text;
    }

    // The value that says most of what is known and nothing that is not so.
    const ValueRow* row_for(const ProfileField& field) const {
        const ValueRow* best = nullptr;
        for (const ValueRow& row : field.values) {
            const bool fits =
                !row.means.empty() &&
                std::all_of(row.means.begin(), row.means.end(),
                            [&](const Meaning& means) { return said(means.field) == means.word; });
            const bool other_end = row.find("fault") != nullptr &&
                                   row.find("fault_phase") == nullptr && seen_.fault.cleared;
            if (!fits || other_end) continue;
            if (best == nullptr || row.means.size() > best->means.size()) best = &row;
        }
        return best;
    }

    std::optional<std::string> said(std::string_view field) const {
        if (field == "fault") return own_code();
        if (field != "fault_phase") return text_of(seen_, field);
        if (seen_.fault.empty()) return std::nullopt;
        return seen_.fault.cleared ? "cleared" : "raised";
    }

    std::optional<std::string> phase_of(const std::vector<ValueRow>& values) const {
        if (seen_.fault.empty()) return std::nullopt;
        for (const ValueRow& row : values) {
            const bool fits =
                !row.means.empty() && (row.means[0].word == "cleared") == seen_.fault.cleared;
            if (fits) return row.text;
        }
        return std::nullopt;
    }

    // The fault's code in this dialect.
    std::optional<std::string> own_code() const {
        if (seen_.fault.empty()) return std::nullopt;
        if (seen_.fault.dialect.view() == profile_.dialect) {
            return std::string(seen_.fault.code.view());
        }
        const std::optional<Translation> other = translate(seen_.fault, profile_);
        return other ? std::optional(std::string(other->code)) : std::nullopt;
    }

    // As it is sent in a field for codes.
    std::optional<std::string> sent_code() const {
        std::optional<std::string> code = own_code();
        const ProfileCode* known = code ? profile_.find_code(*code) : nullptr;
        if (known != nullptr && known->ours) code.reset();
        return code;
    }

    void put_flags() {
        const std::optional<std::string> code = own_code(), phase = phase_of(message_.phase);
        if (code && phase) member({.name = *code, .as = WrittenAs::text}, *phase);
    }

    void member(const ProfileField& field, const std::string& value) {
        std::string& out = field.of_document ? document_ : object_;
        if (!out.empty()) out += ',';
        append_json_string(out, field.name);
        out += ':';
        if (field.as == WrittenAs::text) {
            append_json_string(out, value);
        } else {
            out += value;
        }
    }

    const Profile& profile_;
    const ProfileMessage& message_;
    const Observation& seen_;
    std::string_view lift_;
    std::string object_, document_;
};

bool has_field(const ProfileMessage& message, std::string_view name) {
    return std::any_of(
        message.fields.begin(), message.fields.end(), [&](const ProfileField& field) {
            const bool meant =
                std::any_of(field.values.begin(), field.values.end(), [&](const ValueRow& row) {
                    return std::any_of(row.means.begin(), row.means.end(),
                                       [&](const Meaning& means) { return means.field == name; });
                });
            return field.to == name || meant;
        });
}

std::string quoted(const std::string& text) { return '\'' + text + '\''; }

void add_loss(std::vector<Loss>& losses, const ProfileMessage& message, const std::string& field,
              const std::string& said, const std::optional<std::string>& heard) {
    if (heard == said) return;
    if (!has_field(message, field)) {
        losses.push_back({field, "no field for it"});
    } else if (!heard) {
        losses.push_back({field, "no value for " + quoted(said)});
    } else {
        losses.push_back({field, quoted(said) + " became " + quoted(*heard)});
    }
}

std::string fault_text(const NativeFault& fault) {
    return std::string(fault.dialect.view()) + ':' + std::string(fault.code.view()) +
           (fault.cleared ? " cleared" : "");
}

std::vector<Loss> losses_of(const ProfileMessage& message, const Observation& said,
                            const PlatformRecord& heard) {
    std::vector<Loss> losses;
    detail::for_each_field([&](const char* name, auto) {
        const std::optional<std::string> text = text_of(said, name);
        if (text) add_loss(losses, message, name, *text, text_of(heard.observation, name));
    });
    if (!has_field(message, "time")) {
        losses.push_back({"time", "no field for it"});
    } else if (said.time != heard.observation.time) {
        losses.push_back(
            {"time", format_time(said.time) + " became " + format_time(heard.observation.time)});
    }
    if (!said.fault.empty() && !(said.fault == heard.observation.fault)) {
        const bool gone = heard.observation.fault.empty();
        losses.push_back({"fault", gone ? "no code for " + quoted(fault_text(said.fault))
                                        : quoted(fault_text(said.fault)) + " became " +
                                              quoted(fault_text(heard.observation.fault))});
    }
    return losses;
}

}  // namespace

class PlatformWriter::Work {
 public:
    explicit Work(const Profile& profile)
        : profile_(profile), reader_(profile_, {.learn_order = false}) {}

    Result<std::vector<Loss>> append(std::string& out, std::string_view name,
                                     const Observation& seen, std::string_view lift) {
        const ProfileMessage* message = profile_.find_message(name);
        const bool writable = message != nullptr && message->carries != Carries::lift &&
                              message->carries != Carries::handling;
        if (!writable) return Error{ErrorCode::unsupported, 0};
        const std::string text = Letter(profile_, *message, seen, lift).text();
        const auto heard = reader_.read(text, never);
        // A document that is nothing, or another message, lacks a value that this one is known by.
        if (!heard || heard->front().message != name) return Error{ErrorCode::missing, 0};
        out += text;
        return losses_of(*message, seen, heard->front());
    }

 private:
    const Profile profile_;
    PlatformReader reader_;
};

PlatformWriter::PlatformWriter(const Profile& profile) : work_(std::make_unique<Work>(profile)) {}
PlatformWriter::~PlatformWriter() = default;
PlatformWriter::PlatformWriter(PlatformWriter&&) noexcept = default;
PlatformWriter& PlatformWriter::operator=(PlatformWriter&&) noexcept = default;

Result<std::vector<Loss>> PlatformWriter::append(std::string& out, std::string_view message,
                                                 const Observation& seen, std::string_view lift) {
    return work_->append(out, message, seen, lift);
}

}  // namespace hoistway
