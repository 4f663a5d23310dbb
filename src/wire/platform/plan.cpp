// SPDX-License-Identifier: Apache-2.0
#include "plan.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <set>

namespace hoistway::platform {

namespace {

std::uint8_t offset_of_phase() noexcept {
    static const Observation sample;
    const auto* start = reinterpret_cast<const unsigned char*>(&sample);
    return static_cast<std::uint8_t>(reinterpret_cast<const unsigned char*>(&sample.fault.cleared) -
                                     start);
}

Write to_write(const Meaning& meaning) noexcept {
    const std::uint8_t code = code_of(meaning.field, meaning.word).value_or(0);
    if (meaning.field == "fault_phase") return {offset_of_phase(), code};
    const std::optional<Place> place = place_of(meaning.field);
    return {place ? place->offset : std::uint8_t{0}, code};
}

bool stands_for_fault(const ProfileField& field) noexcept {
    return std::any_of(field.values.begin(), field.values.end(),
                       [](const ValueRow& row) { return row.find("fault") != nullptr; });
}

Op op_of(const ProfileField& field) noexcept {
    if (!field.reason.empty()) return Op::ignore;
    if (stands_for_fault(field)) return Op::value_of_fault;
    if (!field.pair_key.empty()) return Op::pairs;
    const std::pair<std::string_view, Op> named[] = {
        {"lift", Op::lift},   {"maker_code", Op::maker_code}, {"maker_number", Op::maker_number},
        {"time", Op::time},   {"fault", Op::fault},           {"fault_id", Op::fault_id},
        {"floor", Op::floor}, {"fault_phase", Op::table}};
    for (const auto& [name, op] : named) {
        if (field.to == name) return op;
    }
    if (is_measured(field.to)) return Op::number;
    if (field.to.empty() || place_of(field.to)) return Op::table;
    return Op::text;
}

// A handling is about its fault, papers are about the maker's numbers too: they stand in the
// record, unless they are all that tells the lift.
bool is_told(const ProfileMessage& message, Op op) noexcept {
    if (message.carries == Carries::handling) return op == Op::fault_id;
    const auto tells = [](const ProfileField& field) { return field.to == "lift"; };
    return message.carries == Carries::lift && (op == Op::maker_code || op == Op::maker_number) &&
           std::any_of(message.fields.begin(), message.fields.end(), tells);
}

// Makes the nodes and steps of a profile's messages, one after the other.
class Builder {
 public:
    explicit Builder(Plan& plan) : plan_(plan) { plan_.nodes.emplace_back(); }

    void add(const ProfileMessage& message) {
        const std::size_t node = node_of(message);
        MessagePlan made{.message = &message, .node = static_cast<int>(node)};
        if (!message.phase.empty()) made.phase = table_of(message.phase);
        for (const ProfileField& field : message.fields) {
            made.steps.push_back(step_of(field, field.of_document ? 0 : node));
            Step& step = made.steps.back();
            step.of_document = field.of_document && node != 0;
            if (is_told(message, step.op))
                step = {.op = Op::text,
                        .of_document = step.of_document,
                        .slot = step.slot,
                        .field = step.field,
                        .name = field.to};
        }
        if (message.carries == Carries::faults) add_codes(made, node);
        for (const std::string& need : message.needs) {
            made.needs.push_back(slot_of(node, need));
        }
        made.any_order = is_any_order(made);
        plan_.nodes[node].messages.push_back(static_cast<int>(plan_.messages.size()));
        plan_.messages.push_back(std::move(made));
    }

 private:
    std::size_t node_of(const ProfileMessage& message) {
        std::size_t node = 0;
        for (std::size_t i = 0; i < message.path.size(); ++i) {
            const std::size_t key = plan_.nodes[node].add(message.path[i]);
            if (plan_.nodes[node].keys[key].child == nowhere) {
                plan_.nodes[node].keys[key].child = static_cast<int>(plan_.nodes.size());
                plan_.nodes.emplace_back();
            }
            if (message.each && i + 1 == message.path.size()) {
                plan_.nodes[node].keys[key].each = true;
            }
            node = static_cast<std::size_t>(plan_.nodes[node].keys[key].child);
        }
        return node;
    }

    int slot_of(std::size_t node, const std::string& name) {
        const std::size_t key = plan_.nodes[node].add(name);
        int& slot = plan_.nodes[node].keys[key].slot;
        if (slot == nowhere) slot = plan_.nodes[node].slots++;
        return slot;
    }

    int table_of(const std::vector<ValueRow>& values) {
        plan_.tables.emplace_back(values);
        return static_cast<int>(plan_.tables.size()) - 1;
    }

    Step step_of(const ProfileField& field, std::size_t node) {
        Step step{.op = op_of(field),
                  .format = field.format,
                  .scale = field.scale,
                  .slot = slot_of(node, field.name),
                  .field = &field,
                  .name = field.name};
        if (const std::optional<Place> place = place_of(field.to)) {
            step.type = place->type;
            step.offset = place->offset;
        }
        if (!field.values.empty()) step.table = table_of(field.values);
        if (step.op == Op::text) step.name = field.to;
        if (step.op == Op::pairs) {
            const auto& all = plan_.profile->messages;
            const ProfileMessage* of = plan_.profile->find_message(field.of);
            step.of = of == nullptr ? nowhere : static_cast<int>(of - all.data());
        }
        return step;
    }

    void add_codes(MessagePlan& made, std::size_t node) {
        for (const ProfileCode& code : plan_.profile->codes) {
            made.steps.push_back({.op = Op::flag_of_fault,
                                  .slot = slot_of(node, code.code),
                                  .table = made.phase,
                                  .name = code.code});
        }
    }

    // Lists, and two steps to one place, are read in the order of the profile.
    bool is_any_order(const MessagePlan& made) const {
        std::set<int> taken;
        const auto take = [&](int what) { return taken.insert(what).second; };
        bool free = true;
        for (const Step& step : made.steps) {
            if (step.op == Op::ignore) continue;
            if (step.op == Op::table) {
                std::set<int> offsets;
                for (const TableRow& row :
                     plan_.tables[static_cast<std::size_t>(step.table)].rows) {
                    for (std::uint8_t i = 0; i < row.count; ++i)
                        offsets.insert(row.writes[i].offset);
                }
                for (const int offset : offsets) free = take(offset) && free;
            } else if (step.op == Op::number || step.op == Op::floor) {
                free = take(step.offset) && free;
            } else if (step.op == Op::flag_of_fault || step.op == Op::value_of_fault ||
                       step.op == Op::text || step.op == Op::pairs) {
                free = false;
            } else {
                free = take(-1 - static_cast<int>(step.op)) && free;
            }
        }
        return free;
    }

    Plan& plan_;
};

}  // namespace

Table::Table(const std::vector<ValueRow>& values) {
    by_letter.fill(-1);
    for (const ValueRow& value : values) {
        TableRow row{.text = value.text};
        const Meaning* fault = value.find("fault");
        if (fault != nullptr) row.fault = fault->word;
        for (const Meaning& meaning : value.means) {
            row.word = meaning.word;
            if (fault != nullptr && meaning.field == "fault_phase") {
                row.ends = meaning.word == "cleared";
            } else if (&meaning != fault && row.count < row.writes.size()) {
                row.writes[row.count++] = to_write(meaning);
            }
        }
        if (row.text.size() == 1) {
            by_letter[static_cast<unsigned char>(row.text[0])] =
                static_cast<std::int16_t>(rows.size());
        }
        rows.push_back(std::move(row));
    }
}

std::size_t Node::add(const std::string& name) {
    const auto found =
        std::find_if(keys.begin(), keys.end(), [&](const auto& key) { return key.name == name; });
    if (found != keys.end()) return static_cast<std::size_t>(found - keys.begin());
    keys.push_back({.name = name});
    return keys.size() - 1;
}

void Node::seal() {
    slots_.assign(std::bit_ceil(keys.size() * 4 + 8), -1);
    for (std::size_t k = 0; k < keys.size(); ++k) {
        std::size_t i = hash(keys[k].name);
        while (slots_[i & (slots_.size() - 1)] >= 0) ++i;
        slots_[i & (slots_.size() - 1)] = static_cast<std::int16_t>(k);
    }
}

Plan::Plan(const Profile& from) : profile(&from) {
    Builder builder(*this);
    for (const ProfileMessage& message : from.messages) builder.add(message);
    for (Node& node : nodes) node.seal();
}

}  // namespace hoistway::platform
