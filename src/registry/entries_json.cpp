// SPDX-License-Identifier: Apache-2.0
#include "entries_json.hpp"

#include <array>
#include <set>
#include <utility>

#include "fields.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/core/time_text.hpp"

namespace hoistway {

namespace {

constexpr std::array<std::pair<std::string_view, std::string Change::*>, 6> change_texts{{
    {"source", &Change::source},
    {"section", &Change::section},
    {"key", &Change::key},
    {"field", &Change::field},
    {"old", &Change::old_value},
    {"new", &Change::new_value},
}};

void append_name(std::string& out, std::string_view name) {
    if (out.back() != '{') out += ',';
    append_json_string(out, name);
    out += ':';
}

template <class E>
void append_fields(std::string& out, const E& entry) {
    out += '{';
    for (const Field<E>& field : fields_of<E>()) {
        const std::string text = field.text(entry);
        if (text.empty()) continue;
        append_name(out, field.name);
        if (field.number) {
            out += text;
        } else {
            append_json_string(out, text);
        }
    }
    out += '}';
}

void append_fields(std::string& out, const Change& change) { append_change(out, change); }

template <class E>
void append_section(std::string& out, std::string_view name, const std::vector<E>& list) {
    if (list.empty()) return;
    out += ",\"";
    out += name;
    out += "\":[";
    for (const E& entry : list) {
        out += out.back() == '[' ? "\n" : ",\n";
        append_fields(out, entry);
    }
    out += "\n]";
}

// Reads one section, entry by entry; an entry with a fault is left out.
template <class E>
class SectionReader {
 public:
    SectionReader(std::string pointer, const RefuseAt& refuse)
        : pointer_(std::move(pointer)), refuse_(refuse) {}

    std::size_t read(const Json& value, std::vector<E>& list) {
        if (!value.is_array()) refuse_(pointer_, ErrorCode::bad_value, value);
        for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
            here_ = pointer_ + '/' + std::to_string(i);
            sound_ = true;
            E entry = read_one(value[i]);
            check_key(key_of(entry));
            if (sound_) list.push_back(std::move(entry));
        }
        return unknown_keys_;
    }

 private:
    E read_one(const Json& json) {
        E entry;
        if (!json.is_object()) {
            refuse("", ErrorCode::bad_value, json);
            return entry;
        }
        for (const auto& [name, value] : json.items()) {
            if (value.is_null()) continue;
            const Field<E>* field = find_field<E>(name);
            unknown_keys_ += field == nullptr;
            if (field != nullptr) read_field(*field, value, entry);
        }
        return entry;
    }

    void read_field(const Field<E>& field, const Json& value, E& entry) {
        const bool fits = field.number ? value.is_number() : value.is_string();
        std::optional<ErrorCode> trouble = ErrorCode::bad_value;
        if (fits && field.number) {
            std::string text;
            append_json_number(text, value.get<double>());
            trouble = field.set(entry, text);
        } else if (fits) {
            trouble = field.set(entry, value.get_ref<const std::string&>());
        }
        if (trouble) refuse("/" + std::string(field.name), *trouble, value);
    }

    void check_key(const std::string& key) {
        if (!sound_) return;
        const std::string below = '/' + std::string(fields_of<E>().front().name);
        if (key.empty()) return refuse(below, ErrorCode::missing, Json());
        if (!keys_.insert(key).second) refuse(below, ErrorCode::duplicate, Json(key));
    }

    void refuse(const std::string& below, ErrorCode code, const Json& found) {
        sound_ = false;
        refuse_(here_ + below, code, found);
    }

    std::string pointer_, here_;
    const RefuseAt& refuse_;
    std::set<std::string> keys_;
    std::size_t unknown_keys_ = 0;
    bool sound_ = true;
};

void read_history(const Json& value, std::vector<Change>& history, const RefuseAt& refuse) {
    if (!value.is_array()) refuse("/history", ErrorCode::bad_value, value);
    for (std::size_t i = 0; value.is_array() && i < value.size(); ++i) {
        if (auto change = read_change(value[i])) {
            history.push_back(std::move(*change));
        } else {
            refuse("/history/" + std::to_string(i), ErrorCode::bad_value, value[i]);
        }
    }
}

}  // namespace

bool read_entries(std::string_view name, const Json& value, EntriesRead& read,
                  const RefuseAt& refuse) {
    bool known = name == "history";
    if (known && !value.is_null()) read_history(value, read.entries.history, refuse);
    for_each_section(read.entries, [&]<class E>(std::string_view section, std::vector<E>& list) {
        if (section != name) return;
        known = true;
        if (value.is_null()) return;
        read.unknown_keys += SectionReader<E>('/' + std::string(section), refuse).read(value, list);
    });
    return known;
}

void append_entries(std::string& out, const Entries& entries) {
    for_each_section(entries, [&](std::string_view section, const auto& list) {
        append_section(out, section, list);
    });
    append_section(out, "history", entries.history);
}

void append_entry(std::string& out, const Site& site) { append_fields(out, site); }
void append_entry(std::string& out, const Party& party) { append_fields(out, party); }
void append_entry(std::string& out, const Part& part) { append_fields(out, part); }
void append_entry(std::string& out, const Contract& contract) { append_fields(out, contract); }
void append_entry(std::string& out, const Standing& standing) { append_fields(out, standing); }
void append_entry(std::string& out, const Equipment& one) { append_fields(out, one); }

void append_change(std::string& out, const Change& change) {
    out += R"({"time":")" + format_time(change.time) + '"';
    for (const auto& [name, text] : change_texts) {
        if ((change.*text).empty()) continue;
        append_name(out, name);
        append_json_string(out, change.*text);
    }
    out += '}';
}

std::optional<Change> read_change(const Json& json) {
    Change change;
    bool timed = false;
    if (!json.is_object()) return std::nullopt;
    for (const auto& [key, value] : json.items()) {
        if (!value.is_string()) return std::nullopt;
        const auto& found = value.get_ref<const std::string&>();
        bool known = false;
        if (key == "time") {
            const Result<Time> time = parse_time(found);
            if (!time) return std::nullopt;
            change.time = *time;
            known = timed = true;
        }
        for (const auto& [name, text] : change_texts) {
            if (name != key) continue;
            change.*text = found;
            known = true;
        }
        if (!known) return std::nullopt;
    }
    if (!timed || change.section.empty() || change.key.empty()) return std::nullopt;
    return change;
}

}  // namespace hoistway
