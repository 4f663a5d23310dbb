// SPDX-License-Identifier: Apache-2.0
#include "draft.hpp"

#include <algorithm>
#include <utility>

namespace hoistway::platform {

std::optional<double> read_number(std::string_view text) noexcept {
    const bool minus = !text.empty() && text[0] == '-';
    std::uint64_t whole = 0;
    std::size_t digits = 0, decimals = 0;
    bool point = false;
    for (std::size_t i = minus ? 1 : 0; i < text.size(); ++i) {
        const auto digit = static_cast<unsigned>(text[i]) - '0';
        if (digit < 10) {
            whole = whole * 10 + digit;
            ++digits;
            decimals += point ? 1 : 0;
        } else if (text[i] == '.' && !point && digits > 0) {
            point = true;
        } else {
            digits = 16;
            break;
        }
    }
    if (digits == 0) return std::nullopt;
    if (digits <= 15 && (!point || decimals > 0)) {
        const double value = static_cast<double>(whole) / powers_of_ten[decimals];
        return minus ? -value : value;
    }
    return to_number(text);
}

bool WallClock::learn_day(std::string_view text) noexcept {
    const Result<Date> date = parse_date(text.substr(0, 10));
    if (!date || text[10] != ' ') return false;
    midnight_ = start_of(*date);
    std::memcpy(day_.data(), text.data(), day_.size());
    known_ = true;
    return true;
}

void Draft::put_other(const Plan& plan, const Step& step, const Slot& slot) {
    switch (step.op) {
        case Op::floor:
            return put_floor(slot);
        case Op::time:
            return put_time(step, slot);
        case Op::lift:
            record_.lift = slot.text;
            return;
        case Op::maker_code:
            maker_code_ = slot.text;
            return;
        case Op::maker_number:
            maker_number_ = slot.text;
            return;
        case Op::fault_id:
            record_.fault_id = slot.text;
            return;
        case Op::fault:
            codes_.push_back({slot.text, std::nullopt});
            return;
        case Op::flag_of_fault:
            return put_flag_of_fault(plan, step, slot);
        case Op::value_of_fault:
            return put_value_of_fault(plan, step, slot);
        case Op::text:
            return put_text(plan, step, slot);
        case Op::ignore:
        case Op::pairs:
        case Op::table:
        case Op::number:
            return;
    }
}

// Digits are the landing's index, which begins with 1; anything else is a label to be looked up.
void Draft::put_floor(const Slot& slot) noexcept {
    const std::optional<double> number = read_number(slot.text);
    if (number && *number >= 1 && *number <= 32767 && *number == std::floor(*number)) {
        record_.observation.floor = static_cast<std::int16_t>(*number);
    } else if (!slot.text.empty()) {
        record_.floor_label = slot.text;
    }
}

void Draft::put_time(const Step& step, const Slot& slot) noexcept {
    std::optional<Time> time;
    switch (step.format) {
        case TimeFormat::wall:
            time = clock_.read(slot.text);
            break;
        case TimeFormat::rfc3339:
            if (const Result<Time> read = parse_time(slot.text)) time = *read;
            break;
        case TimeFormat::epoch_s:
        case TimeFormat::epoch_ms:
            const std::optional<double> number = read_number(slot.text);
            const double millis =
                number.value_or(1e300) * (step.format == TimeFormat::epoch_s ? 1000 : 1);
            if (millis >= static_cast<double>(detail::first_time) &&
                millis <= static_cast<double>(detail::last_time)) {
                time = Time{Duration{static_cast<std::int64_t>(millis)}};
            }
            break;
    }
    if (!time) return fail(ErrorCode::bad_value, slot, step.name);
    record_.observation.time = *time;
}

void Draft::put_text(const Plan& plan, const Step& step, const Slot& slot) {
    if (step.table == nowhere) {
        texts_.push_back({step.name, slot.text});
    } else if (const TableRow* row =
                   plan.tables[static_cast<std::size_t>(step.table)].find(slot.text)) {
        if (!row->word.empty()) texts_.push_back({step.name, row->word});
    } else {
        ++out_of_range_;
    }
}

void Draft::put_flag_of_fault(const Plan& plan, const Step& step, const Slot& slot) noexcept {
    const TableRow* row = plan.tables[static_cast<std::size_t>(step.table)].find(slot.text);
    if (row == nullptr) {
        ++out_of_range_;
    } else if (row->count > 0) {
        codes_.push_back({step.name, row->writes[0].code != 0});
    }
}

void Draft::put_value_of_fault(const Plan& plan, const Step& step, const Slot& slot) {
    put_word(plan, step, slot.text);
    const TableRow* row = plan.tables[static_cast<std::size_t>(step.table)].find(slot.text);
    if (row != nullptr && !row->fault.empty()) codes_.push_back({row->fault, row->ends});
}

// A list is several codes or several pairs; anything else has one value, and a list is none.
void Draft::apply_list(const Plan& plan, const Step& step, const Slot& slot,
                       const ListItem* items) {
    const std::span<const ListItem> list(items + slot.first_item, slot.items);
    if (step.op == Op::pairs) return apply_pairs(plan, step, list);
    if (step.op == Op::ignore) return;
    if (step.op != Op::fault || slot.kind != JsonKind::array) {
        ++out_of_range_;
        return;
    }
    for (const ListItem& item : list) {
        if (item.key.empty()) codes_.push_back({item.value.text, std::nullopt});
    }
}

void Draft::apply_pairs(const Plan& plan, const Step& step, std::span<const ListItem> items) {
    const MessagePlan& of = plan.messages[static_cast<std::size_t>(step.of)];
    for (const ListItem& name : items) {
        if (name.key != step.field->pair_key) continue;
        for (const ListItem& value : items) {
            if (value.object != name.object || value.key != step.field->pair_value) continue;
            for (const Step& each : of.steps) {
                const bool meant = each.name == name.value.text && each.op != Op::pairs;
                if (meant) apply(plan, each, value.value, nullptr);
            }
        }
    }
}

std::string_view Draft::join_maker() {
    if (maker_code_.empty() || maker_number_.empty()) return {};
    keys_.push_back(std::string(maker_code_) + '-' + std::string(maker_number_));
    return keys_.back();
}

bool Draft::close(const MessagePlan& made) {
    record_.message = made.message->name;
    record_.carries = made.message->carries;
    if (record_.lift.empty()) record_.lift = join_maker();
    if (codes_.empty()) record_.observation.fault = {};
    if (!record_.lift.empty()) return true;
    if (!error_) error_ = FieldError{{ErrorCode::missing, 0}, "lift", {}};
    return false;
}

void Draft::emit(const Plan& plan, std::vector<PlatformRecord>& records) {
    if (!texts_.empty()) {
        all_texts_.push_back(std::move(texts_));
        texts_ = {};
        record_.texts = all_texts_.back();
    }
    if (!codes_.empty()) return emit_faults(plan, records);
    records.push_back(record_);
}

// "No fault" ends all others, so it goes out first and as the end that it is.
void Draft::put_no_fault_first(const Plan& plan) {
    const auto is_no_fault = [&](const SentFault& sent) {
        const ProfileCode* known = plan.profile->find_code(sent.code);
        return known != nullptr && known->clears;
    };
    for (SentFault& sent : codes_) {
        if (is_no_fault(sent)) sent.cleared = true;
    }
    if (codes_.size() > 1) std::stable_partition(codes_.begin(), codes_.end(), is_no_fault);
}

void Draft::emit_faults(const Plan& plan, std::vector<PlatformRecord>& records) {
    put_no_fault_first(plan);
    PlatformRecord record = record_;
    bool first = true;
    for (const SentFault& sent : codes_) {
        if (sent.code.empty()) continue;
        NativeFault& fault = record.observation.fault;
        fault = {.cleared = sent.cleared.value_or(record_.observation.fault.cleared)};
        if (!fault.dialect.assign(plan.profile->dialect) || !fault.code.assign(sent.code)) {
            fault = {};
            ++out_of_range_;
            continue;
        }
        records.push_back(record);
        if (first) record.observation = Observation{.time = record_.observation.time};
        first = false;
    }
    if (!first) return;
    record.observation.fault = {};
    records.push_back(record);
}

}  // namespace hoistway::platform
