// SPDX-License-Identifier: Apache-2.0
//
// A profile made ready for reading: each key leads to a slot, each message to the steps that turn
// its slots into a record. Made once per reader; nothing in it changes afterwards.
//
//     document --Node--> slots --MessagePlan: Step, Step, Step--> record

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hoistway/core/json_scan.hpp"
#include "hoistway/wire/json_text.hpp"
#include "hoistway/wire/platform/profile.hpp"
#include "targets.hpp"

namespace hoistway::platform {

inline constexpr int nowhere = -1;

// What a key had for a value. Text is without quotes and escapes; of a list its items stand
// elsewhere.
struct Slot {
    std::string_view text;
    JsonKind kind = JsonKind::null;
    bool present = false;
    std::uint32_t at = 0;  // byte of the document
    std::uint32_t first_item = 0, items = 0;
};

enum class Op : std::uint8_t {
    ignore,
    table,
    number,
    floor,
    time,
    lift,
    maker_code,
    maker_number,
    fault,
    fault_id,
    flag_of_fault,   // the key is the code, its value the phase
    value_of_fault,  // the value stands for a code, and for its end
    text,
    pairs,
};

// One byte of an observation.
struct Write {
    std::uint8_t offset = 0, code = 0;
};

struct TableRow {
    std::string text;
    std::string word{};          // for values that become text
    std::string fault{};         // the code that the value stands for
    std::optional<bool> ends{};  // where it says whether this fault is over
    std::array<Write, 4> writes{};
    std::uint8_t count = 0;
};

// Values and what they mean; those of one letter are found without a search.
struct Table {
    explicit Table(const std::vector<ValueRow>& values);

    const TableRow* find(std::string_view text) const noexcept {
        if (text.size() == 1) {
            const int at = by_letter[static_cast<unsigned char>(text[0])];
            return at < 0 ? nullptr : &rows[static_cast<std::size_t>(at)];
        }
        for (const TableRow& row : rows) {
            if (row.text == text) return &row;
        }
        return nullptr;
    }

    std::vector<TableRow> rows;
    std::array<std::int16_t, 256> by_letter{};
};

struct Step {
    Op op = Op::ignore;
    PlaceType type{};
    std::uint8_t offset = 0;
    TimeFormat format{};
    bool of_document = false;
    double scale = 1;
    int slot = nowhere;
    int table = nowhere;
    int of = nowhere;  // the message whose fields a list of pairs holds
    const ProfileField* field = nullptr;
    std::string_view name{};  // the key, or ours for a text
};

struct NodeKey {
    std::string name;
    int slot = nowhere, child = nowhere;
    bool each = false;  // the child is a list of objects
};

// The keys of one object of the document, whichever message they belong to.
class Node {
 public:
    // The place of a key, made where it is new; find() needs seal() first.
    std::size_t add(const std::string& name);
    void seal();

    const NodeKey* find(std::string_view name) const noexcept {
        for (std::size_t i = hash(name);; ++i) {
            const int at = slots_[i & (slots_.size() - 1)];
            if (at < 0) return nullptr;
            const NodeKey& key = keys[static_cast<std::size_t>(at)];
            if (detail::same_text(key.name, name)) return &key;
        }
    }

    std::vector<NodeKey> keys;
    std::vector<int> messages;
    int slots = 0;

 private:
    static std::size_t hash(std::string_view name) noexcept {
        const auto letter = [&](std::size_t i) -> std::size_t {
            return static_cast<unsigned char>(name[i]);
        };
        if (name.empty()) return 0;
        return name.size() * 131 + letter(0) * 7 + letter(name.size() / 2) * 31 +
               letter(name.size() - 1) * 3;
    }

    std::vector<std::int16_t> slots_;
};

struct MessagePlan {
    const ProfileMessage* message = nullptr;
    int node = 0;
    std::vector<Step> steps{};
    std::vector<int> needs{};  // slots that have to be there
    int phase = nowhere;       // table
    bool any_order = false;    // no two steps write the same thing
};

struct Plan {
    explicit Plan(const Profile& from);

    const Profile* profile;
    std::vector<Node> nodes;
    std::vector<Table> tables;
    std::vector<MessagePlan> messages;
};

}  // namespace hoistway::platform
