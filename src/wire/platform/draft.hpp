// SPDX-License-Identifier: Apache-2.0
//
// A record in the making: each step of a message plan puts one value into it, in whichever order
// the values come. The reader by simdjson and the cursor share it, and so give the same records.
//
//     draft.begin(received);
//     draft.apply(plan, step, slot);   // for each value
//     if (draft.close(message)) draft.emit(plan, records);

#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/time_text.hpp"
#include "hoistway/wire/json_text.hpp"
#include "hoistway/wire/platform/platform_json.hpp"
#include "plan.hpp"

namespace hoistway::platform {

// An item of a list: a value, or a member of an object in it.
struct ListItem {
    std::string_view key;  // empty for a plain value
    std::uint32_t object = 0;
    Slot value;
};

inline constexpr std::array<double, 23> powers_of_ten = [] {
    std::array<double, 23> powers{};
    double power = 1;
    for (double& each : powers) {
        each = power;
        power *= 10;
    }
    return powers;
}();

// Decimal text as the double that std::from_chars gives. Up to 15 digits and 22 decimals are an
// exact whole number over an exact power of ten, which rounds once (Clinger 1990).
std::optional<double> read_number(std::string_view text) noexcept;

// "2026-01-02 03:04:05" at +08:00; the day is remembered, for times come in runs.
class WallClock {
 public:
    std::optional<Time> read(std::string_view text) noexcept {
        if (text.size() != 19) return std::nullopt;
        Time time{};
        if (read_same_day(text.data(), time)) return time;
        return learn_day(text) && read_same_day(text.data(), time) ? std::optional(time)
                                                                   : std::nullopt;
    }

    // The 19 letters that stand at `text`, where they are of the day read last.
    bool read_same_day(const char* text, Time& time) const noexcept {
        const auto two = [&](std::size_t at) {
            const auto high = static_cast<unsigned>(text[at] - '0');
            const auto low = static_cast<unsigned>(text[at + 1] - '0');
            return high < 10 && low < 10 ? high * 10 + low : 99U;
        };
        const bool same =
            known_ && detail::same_ends<std::uint64_t>(text, day_.data(), day_.size());
        if (!same) return false;
        if (text[13] != ':' || text[16] != ':') return false;
        const unsigned hour = two(11), minute = two(14), second = two(17);
        if (hour > 23 || minute > 59 || second > 59) return false;
        time = midnight_ + std::chrono::seconds{(hour * 60 + minute) * 60 + second};
        return true;
    }

 private:
    bool learn_day(std::string_view text) noexcept;

    std::array<char, 11> day_{};  // with the blank behind it
    bool known_ = false;
    Time midnight_{};
};

class Draft {
 public:
    void begin(Time received) noexcept {
        static constexpr PlatformRecord nothing_said{};
        record_ = nothing_said;
        record_.observation.time = received;
        maker_code_ = maker_number_ = {};
        codes_.clear();
        texts_.clear();
        out_of_range_ = 0;
        error_.reset();
    }

    void apply(const Plan& plan, const Step& step, const Slot& slot, const ListItem* items) {
        if (slot.kind == JsonKind::null) return;
        if (slot.kind >= JsonKind::object) return apply_list(plan, step, slot, items);
        switch (step.op) {
            case Op::table:
                return put_word(plan, step, slot.text);
            case Op::number:
                return put_number(step, slot);
            default:
                return put_other(plan, step, slot);
        }
    }

    // What the cursor takes without making a slot of it.
    void put_byte(Write what) noexcept { write(what); }
    bool put_value(const Step& step, double number) noexcept {
        const bool held = store(step, number * step.scale);
        out_of_range_ += held ? 0 : 1;
        return held;
    }
    void put_lift(std::string_view lift) noexcept { record_.lift = lift; }
    Observation& observation() noexcept { return record_.observation; }
    WallClock& clock() noexcept { return clock_; }

    // Names the record. False, and an error, where nobody knows whose it is.
    bool close(const MessagePlan& made);
    // A record that stands for itself, with no fault and no papers.
    bool is_plain() const noexcept { return codes_.empty() && texts_.empty(); }
    const PlatformRecord& record() const noexcept { return record_; }
    // Emits the closed record, and one more for each further fault.
    void emit(const Plan& plan, std::vector<PlatformRecord>& records);

    std::uint32_t out_of_range() const noexcept { return out_of_range_; }
    const std::optional<FieldError>& error() const noexcept { return error_; }

    // Room that the views of the records point into; cleared once a document.
    void clear_room() noexcept {
        if (!keys_.empty()) keys_.clear();
        if (!all_texts_.empty()) all_texts_.clear();
    }

 private:
    struct SentFault {
        std::string_view code;
        std::optional<bool> cleared;  // where the message itself says it
    };

    void write(Write what) noexcept {
        reinterpret_cast<unsigned char*>(&record_.observation)[what.offset] = what.code;
    }
    template <class T>
    void write(std::uint8_t offset, T value) noexcept {
        std::memcpy(reinterpret_cast<unsigned char*>(&record_.observation) + offset, &value,
                    sizeof value);
    }

    void put_word(const Plan& plan, const Step& step, std::string_view text) noexcept {
        const TableRow* row = plan.tables[static_cast<std::size_t>(step.table)].find(text);
        if (row == nullptr) {
            ++out_of_range_;
            return;
        }
        for (std::uint8_t i = 0; i < row->count; ++i) write(row->writes[i]);
    }

    void put_number(const Step& step, const Slot& slot) noexcept {
        const std::optional<double> number = read_number(slot.text);
        if (number) {
            put_value(step, *number);
        } else {
            ++out_of_range_;
        }
    }

    bool store(const Step& step, double value) noexcept {
        switch (step.type) {
            case PlaceType::single:
                write(step.offset, static_cast<float>(value));
                return std::isfinite(static_cast<float>(value));
            case PlaceType::twofold:
                write(step.offset, value);
                return std::isfinite(value);
            case PlaceType::count:
                if (!(value >= 0 && value < no_count) || value != std::floor(value)) return false;
                write(step.offset, static_cast<std::uint32_t>(value));
                return true;
            case PlaceType::floor:
                if (!(value > no_floor && value <= 32767) || value != std::floor(value))
                    return false;
                write(step.offset, static_cast<std::int16_t>(value));
                return true;
            case PlaceType::word:
                return false;
        }
        return false;
    }

    void put_other(const Plan& plan, const Step& step, const Slot& slot);
    void put_floor(const Slot& slot) noexcept;
    void put_time(const Step& step, const Slot& slot) noexcept;
    void put_text(const Plan& plan, const Step& step, const Slot& slot);
    void put_flag_of_fault(const Plan& plan, const Step& step, const Slot& slot) noexcept;
    void put_value_of_fault(const Plan& plan, const Step& step, const Slot& slot);
    void apply_list(const Plan& plan, const Step& step, const Slot& slot, const ListItem* items);
    void apply_pairs(const Plan& plan, const Step& step, std::span<const ListItem> items);
    std::string_view join_maker();
    void put_no_fault_first(const Plan& plan);
    void emit_faults(const Plan& plan, std::vector<PlatformRecord>& records);
    void fail(ErrorCode code, const Slot& slot, std::string_view field) noexcept {
        if (!error_) error_ = FieldError{{code, slot.at}, field, slot.text};
    }

    PlatformRecord record_;
    std::string_view maker_code_, maker_number_;
    std::vector<SentFault> codes_;
    std::vector<PlatformText> texts_;
    std::vector<std::vector<PlatformText>> all_texts_;  // those of finished records
    std::deque<std::string> keys_;                      // joined of maker's code and number
    std::uint32_t out_of_range_ = 0;
    std::optional<FieldError> error_;
    WallClock clock_;
};

}  // namespace hoistway::platform
