// SPDX-License-Identifier: Apache-2.0
//
// Changes to a registry that are written down as they are made, and can be taken back.
//
//     RegistryEditor editor(read_registry(text, name), {.time = now, .source = "bureau.xlsx"});
//     if (const auto refused = editor.set("lifts", "A-1", "rescue_code", "012345")) report(...);
//     editor.file();                            // the registry with the change in its history
//     write_undo(editor.changes());             // an undo file: one JSON line a change
//
// Undoing checks that each value is still the one that the change left; if one is not, nothing is
// undone. What is undone leaves the history too, so that the registry is the one there was, to the
// byte. A refused change leaves the registry as it was. Setting a value and adding an entry takes
// log n; undoing copies the registry. Time comes from the caller. One thread.

#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/result.hpp"
#include "hoistway/model/refusal.hpp"
#include "hoistway/registry/entries.hpp"
#include "hoistway/registry/registry_json.hpp"

namespace hoistway {

struct EditorOptions {
    Time time{};
    std::string source{};
};

class RegistryEditor {
 public:
    RegistryEditor(RegistryFile file, EditorOptions options);

    // The field as text, as in registry.json; an empty text means unknown.
    std::optional<Refusal> set(std::string_view section, std::string_view key,
                               std::string_view field, std::string_view value);
    std::optional<Refusal> add(Lift lift);
    // A site, party, part, contract, standing or piece of equipment.
    template <class E>
    std::optional<Refusal> add(const E& entry);
    bool has(std::string_view section, std::string_view key) const;

    // Takes back the newest changes of the history, which have to be these.
    std::optional<Refusal> undo(std::span<const Change> changes);

    // What this editor did, oldest first.
    const std::vector<Change>& changes() const noexcept { return changes_; }
    // The registry as it stands now, built again from its lifts.
    RegistryFile file() const;

 private:
    using Places = std::map<std::string, std::size_t, std::less<>>;

    std::optional<Refusal> refusal(ErrorCode code, std::string_view field,
                                   std::string_view found) const;
    std::optional<std::size_t> place_of(std::string_view section, std::string_view key) const;
    std::optional<std::string> value_of(std::string_view section, std::size_t place,
                                        std::string_view field) const;
    std::optional<ErrorCode> put(std::string_view section, std::size_t place,
                                 std::string_view field, std::string_view value);
    std::optional<Refusal> check_undo(std::span<const Change> changes) const;
    std::optional<Refusal> take_back(const Change& change);
    std::optional<Refusal> take_out(const Change& change, std::size_t place);
    void move_key(std::string_view section, const std::string& before, std::string_view after);
    void note(Change change);
    void note_added(std::string_view section, const std::string& key, std::string line);

    std::vector<Lift> lifts_;
    Entries entries_;
    Places names_;                                     // of the lifts, any name
    std::map<std::string, Places, std::less<>> keys_;  // of the other entries, by section
    EditorOptions options_;
    std::vector<Change> changes_;
};

std::string write_undo(std::span<const Change> changes);
// Refuses the whole file where one line is no change.
Result<std::vector<Change>, Refusal> read_undo(std::string_view text, std::string_view source);

}  // namespace hoistway
