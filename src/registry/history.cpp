// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/history.hpp"

#include <algorithm>
#include <iterator>
#include <type_traits>
#include <utility>

#include "entries_json.hpp"
#include "fields.hpp"
#include "hoistway/model/identity.hpp"

namespace hoistway {

namespace {

bool is_lift_name(std::string_view field) {
    return std::any_of(detail::lift_names.begin(), detail::lift_names.end(),
                       [&](const auto& name) { return name.first == field; });
}

bool answers_to(const Lift& lift, const std::string& text) {
    return std::any_of(detail::lift_names.begin(), detail::lift_names.end(),
                       [&](const auto& name) { return lift.*name.second == text; });
}

bool is_key(std::string_view section, std::string_view field) {
    return field == (section == "standings" ? "lift" : "key");
}

}  // namespace

RegistryEditor::RegistryEditor(RegistryFile file, EditorOptions options)
    : lifts_(file.registry.lifts().begin(), file.registry.lifts().end()),
      entries_(std::move(file.entries)),
      options_(std::move(options)) {
    for (std::size_t i = 0; i < lifts_.size(); ++i) {
        for (const auto& [field, name] : detail::lift_names) {
            if (!(lifts_[i].*name).empty()) names_.emplace(lifts_[i].*name, i);
        }
    }
    for_each_section(entries_, [&](std::string_view section, const auto& list) {
        Places& places = keys_[std::string(section)];
        for (std::size_t i = 0; i < list.size(); ++i) places.insert_or_assign(key_of(list[i]), i);
    });
}

std::optional<Refusal> RegistryEditor::refusal(ErrorCode code, std::string_view field,
                                               std::string_view found) const {
    return Refusal{.source = options_.source,
                   .code = code,
                   .field = std::string(field),
                   .found = shown(found)};
}

std::optional<std::size_t> RegistryEditor::place_of(std::string_view section,
                                                    std::string_view key) const {
    if (section == "lifts") {
        const auto found = names_.find(key);
        if (found == names_.end() || lifts_[found->second].key != key) return std::nullopt;
        return found->second;
    }
    const auto places = keys_.find(section);
    if (places == keys_.end()) return std::nullopt;
    const auto found = places->second.find(key);
    if (found == places->second.end()) return std::nullopt;
    return found->second;
}

std::optional<std::string> RegistryEditor::value_of(std::string_view section, std::size_t place,
                                                    std::string_view field) const {
    std::optional<std::string> value;
    with_section(section, lifts_, entries_, [&]<class E>(const std::vector<E>& list) {
        const Field<E>* found = find_field<E>(field);
        if (found != nullptr) value = found->text(list[place]);
    });
    return value;
}

std::optional<ErrorCode> RegistryEditor::put(std::string_view section, std::size_t place,
                                             std::string_view field, std::string_view value) {
    const bool renames = section == "lifts" && is_lift_name(field);
    if (renames && !value.empty()) {
        const auto taken = names_.find(value);
        if (taken != names_.end() && taken->second != place) return ErrorCode::duplicate;
    }
    if (is_key(section, field)) {
        if (value.empty()) return ErrorCode::missing;
        const auto taken = place_of(section, value);
        if (taken && *taken != place) return ErrorCode::duplicate;
    }
    const std::string before = value_of(section, place, field).value_or("");
    std::optional<ErrorCode> trouble = ErrorCode::unknown_key;
    with_section(section, lifts_, entries_, [&]<class E>(std::vector<E>& list) {
        const Field<E>* found = find_field<E>(field);
        if (found != nullptr) trouble = found->set(list[place], value);
    });
    if (!trouble && renames) {
        if (!answers_to(lifts_[place], before)) names_.erase(before);
        if (!value.empty()) names_.emplace(value, place);
    }
    const bool moves = section != "lifts" && is_key(section, field);
    if (!trouble && moves) move_key(section, before, value_of(section, place, field).value_or(""));
    return trouble;
}

void RegistryEditor::move_key(std::string_view section, const std::string& before,
                              std::string_view after) {
    auto moved = keys_.find(section)->second.extract(before);
    moved.key() = after;
    keys_.find(section)->second.insert(std::move(moved));
}

void RegistryEditor::note(Change change) {
    changes_.push_back(change);
    entries_.history.push_back(std::move(change));
}

void RegistryEditor::note_added(std::string_view section, const std::string& key,
                                std::string line) {
    note({.time = options_.time,
          .source = options_.source,
          .section = std::string(section),
          .key = key,
          .new_value = std::move(line)});
}

bool RegistryEditor::has(std::string_view section, std::string_view key) const {
    return place_of(section, key).has_value();
}

std::optional<Refusal> RegistryEditor::set(std::string_view section, std::string_view key,
                                           std::string_view field, std::string_view value) {
    const auto place = place_of(section, key);
    if (!place) {
        return refusal(section == "lifts" ? ErrorCode::unknown_lift : ErrorCode::missing, section,
                       key);
    }
    const auto before = value_of(section, *place, field);
    if (!before) return refusal(ErrorCode::unknown_key, field, value);
    if (const auto trouble = put(section, *place, field, value)) {
        return refusal(*trouble, field, value);
    }
    const std::string after = value_of(section, *place, field).value_or("");
    if (after == *before) return std::nullopt;
    note({.time = options_.time,
          .source = options_.source,
          .section = std::string(section),
          .key = std::string(key),
          .field = std::string(field),
          .old_value = *before,
          .new_value = after});
    return std::nullopt;
}

std::optional<Refusal> RegistryEditor::add(Lift lift) {
    if (lift.key.empty()) return refusal(ErrorCode::missing, "key", "");
    for (const auto& [field, name] : detail::lift_names) {
        const std::string& text = lift.*name;
        if (!text.empty() && names_.contains(text)) {
            return refusal(ErrorCode::duplicate, field, text);
        }
    }
    for (const auto& [field, name] : detail::lift_names) {
        if (!(lift.*name).empty()) names_.emplace(lift.*name, lifts_.size());
    }
    std::string line;
    append_lift(line, lift);
    note_added("lifts", lift.key, std::move(line));
    lifts_.push_back(std::move(lift));
    return std::nullopt;
}

template <class E>
std::optional<Refusal> RegistryEditor::add(const E& entry) {
    const std::string key = key_of(entry);
    std::optional<Refusal> refused;
    for_each_section(entries_, [&]<class L>(std::string_view section, std::vector<L>& list) {
        if constexpr (std::is_same_v<E, L>) {
            const std::string_view field = fields_of<E>().front().name;
            if (key.empty()) refused = refusal(ErrorCode::missing, field, "");
            if (has(section, key)) refused = refusal(ErrorCode::duplicate, field, key);
            if (refused) return;
            std::string line;
            append_entry(line, entry);
            note_added(section, key, std::move(line));
            keys_.find(section)->second.emplace(key, list.size());
            list.push_back(entry);
        }
    });
    return refused;
}

template std::optional<Refusal> RegistryEditor::add(const Site&);
template std::optional<Refusal> RegistryEditor::add(const Party&);
template std::optional<Refusal> RegistryEditor::add(const Part&);
template std::optional<Refusal> RegistryEditor::add(const Contract&);
template std::optional<Refusal> RegistryEditor::add(const Standing&);
template std::optional<Refusal> RegistryEditor::add(const Equipment&);

std::optional<Refusal> RegistryEditor::check_undo(std::span<const Change> changes) const {
    const std::vector<Change>& history = entries_.history;
    const bool newest = history.size() >= changes.size() &&
                        std::equal(changes.begin(), changes.end(),
                                   history.end() - static_cast<std::ptrdiff_t>(changes.size()));
    if (newest) return std::nullopt;
    return refusal(ErrorCode::late, "history", changes.front().key);
}

std::optional<Refusal> RegistryEditor::take_back(const Change& change) {
    const bool key = is_key(change.section, change.field);
    const std::string& name = key ? change.new_value : change.key;
    const auto place = place_of(change.section, name);
    if (!place) return refusal(ErrorCode::missing, change.section, name);
    if (change.field.empty()) return take_out(change, *place);
    if (value_of(change.section, *place, change.field) != change.new_value) {
        return refusal(ErrorCode::late, change.field, name);
    }
    if (const auto trouble = put(change.section, *place, change.field, change.old_value)) {
        return refusal(*trouble, change.field, change.old_value);
    }
    return std::nullopt;
}

// What was added and then neither changed nor followed by another.
std::optional<Refusal> RegistryEditor::take_out(const Change& change, std::size_t place) {
    std::string line;
    bool last = false;
    with_section(change.section, lifts_, entries_, [&](auto& list) {
        append_entry(line, list[place]);
        last = place + 1 == list.size();
    });
    if (!last || line != change.new_value) {
        return refusal(ErrorCode::late, change.section, change.key);
    }
    if (change.section == "lifts") {
        for (const auto& [field, text] : detail::lift_names) names_.erase(lifts_.back().*text);
    } else {
        keys_.find(change.section)->second.erase(change.key);
    }
    with_section(change.section, lifts_, entries_, [](auto& list) { list.pop_back(); });
    return std::nullopt;
}

std::optional<Refusal> RegistryEditor::undo(std::span<const Change> changes) {
    if (changes.empty()) return std::nullopt;
    if (auto refused = check_undo(changes)) return refused;
    RegistryEditor before = *this;
    // clang 14 cannot read views::reverse of this library. NOLINTNEXTLINE(modernize-loop-convert)
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        if (auto refused = before.take_back(*change)) return refused;
        before.entries_.history.pop_back();
    }
    before.changes_.clear();
    *this = std::move(before);
    return std::nullopt;
}

RegistryFile RegistryEditor::file() const {
    RegistryFile file;
    for (const Lift& lift : lifts_) {
        if (const auto added = file.registry.add(lift); !added) {
            file.refusals.push_back(added.error());
        }
    }
    file.entries = entries_;
    return file;
}

std::string write_undo(std::span<const Change> changes) {
    std::string out;
    for (const Change& change : changes) {
        append_change(out, change);
        out += '\n';
    }
    return out;
}

Result<std::vector<Change>, Refusal> read_undo(std::string_view text, std::string_view source) {
    std::vector<Change> changes;
    for (std::uint64_t line = 1; !text.empty(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view now = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (detail::identity::trim(now).empty()) continue;
        const Result<Json, Refusal> tree = parse_json(now, source);
        if (!tree) {
            Refusal refused = tree.error();
            refused.line = line;
            return refused;
        }
        auto change = read_change(*tree);
        if (!change) {
            return Refusal{std::string(source), line, 1, ErrorCode::bad_value, {}, shown(now)};
        }
        changes.push_back(std::move(*change));
    }
    return changes;
}

}  // namespace hoistway
