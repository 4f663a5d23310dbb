// SPDX-License-Identifier: Apache-2.0
//
// Goes through a document with simdjson, whatever the order of its keys, and puts each value that
// the plan knows into its slot. Every object on a path of the plan is an instance of its node.
//
//     walk.read(plan, document);   // then walk.instances(), walk.slots_of(instance)
//
// The text must have SIMDJSON_PADDING more bytes behind it, for simdjson reads beyond its end.
// Views into it and into what was unescaped are good until the next document.

#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "draft.hpp"
#include "plan.hpp"

namespace hoistway::platform {

class Walk {
 public:
    struct Instance {
        std::size_t node = 0, first_slot = 0;
    };

    // Nothing where all went well.
    std::optional<FieldError> read(const Plan& plan, std::string_view padded);

    std::span<const Instance> instances() const noexcept { return instances_; }
    const Slot* slots_of(const Instance& instance) const noexcept {
        return slots_.data() + instance.first_slot;
    }
    const ListItem* items() const noexcept { return items_.data(); }
    std::uint32_t unknown_keys() const noexcept { return unknown_keys_; }

 private:
    using Json = simdjson::ondemand::value;

    bool walk_object(simdjson::ondemand::object object, std::size_t node);
    bool walk_child(Json value, const NodeKey& key);
    bool put(Json value, Slot& slot);
    bool put_list(simdjson::ondemand::array list, Slot& slot);
    bool put_item(Json value, std::uint32_t number);
    bool put_member(simdjson::ondemand::field& field, std::uint32_t number);
    bool read_key(simdjson::ondemand::field& field, std::string_view& key);
    bool read_text(const char* raw, Slot& slot);
    bool unescape(const char* raw, const char* end, Slot& slot);
    bool fail(ErrorCode code, const char* where, std::string_view field = {});
    bool fail(simdjson::error_code code);

    simdjson::ondemand::parser parser_;
    simdjson::ondemand::document tree_;
    bool begun_ = false;
    std::string_view text_;
    std::string unescaped_;
    const Plan* plan_ = nullptr;
    std::vector<Instance> instances_;
    std::vector<Slot> slots_;
    std::vector<ListItem> items_;
    std::uint32_t unknown_keys_ = 0;
    std::optional<FieldError> error_;
};

}  // namespace hoistway::platform
