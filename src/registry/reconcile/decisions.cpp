// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "../../model/json_members.hpp"
#include "../lists/list_fields.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/registry/reconcile.hpp"

namespace hoistway {

namespace {

using detail::append_list;
using detail::append_name;
using detail::append_text;

class Writer {
 public:
    Writer(const Reconciliation& found, std::span<const CityList> lists)
        : found_(found), lists_(lists) {}

    std::string write() {
        for (const Cluster& cluster : found_.clusters) write_cluster(cluster);
        for (const RowLink& link : found_.ambiguous) {
            out_ += "{\"state\":\"ambiguous\",\"link\":";
            write_link(link);
            out_ += "}\n";
        }
        return std::move(out_);
    }

 private:
    void write_cluster(const Cluster& cluster) {
        out_ += '{';
        append_text(out_, "state", to_text(cluster.state()));
        if (!cluster.links.empty()) {
            append_text(out_, "confidence", to_text(cluster.confidence()));
        }
        append_list(out_, "rows", cluster.members, [&](RowPlace place) { write_row(place); });
        append_list(out_, "missing_from", cluster.missing_from,
                    [&](std::uint32_t list) { append_json_string(out_, lists_[list].name); });
        append_list(out_, "conflicts", cluster.conflicts, [&](const FieldConflict& conflict) {
            out_ += '{';
            append_text(out_, "field", conflict.field);
            append_list(out_, "values", conflict.values,
                        [&](const std::string& value) { append_json_string(out_, value); });
            out_ += '}';
        });
        append_list(out_, "links", cluster.links, [&](const RowLink& link) { write_link(link); });
        out_ += "}\n";
    }

    void write_row(RowPlace place) {
        const ListRow& row = lists_[place.list].rows[place.row];
        out_ += '{';
        append_text(out_, "list", lists_[place.list].name);
        append_name(out_, "line");
        append_json_number(out_, row.line);
        append_text(out_, "key", row.lift.key);
        out_ += '}';
    }

    void write_link(const RowLink& link) {
        out_ += '{';
        append_name(out_, "first");
        write_row(link.first);
        append_name(out_, "second");
        write_row(link.second);
        append_name(out_, "points");
        append_json_number(out_, link.points);
        append_list(out_, "evidence", link.clues,
                    [&](const Clue& clue) { write_clue(link, clue); });
        out_ += '}';
    }

    void write_clue(const RowLink& link, const Clue& clue) {
        const ListRow& first = lists_[link.first.list].rows[link.first.row];
        const ListRow& second = lists_[link.second.list].rows[link.second.row];
        out_ += '{';
        append_text(out_, "clue", to_text(clue.kind));
        append_text(out_, "field", clue.field);
        append_text(out_, "first", list_field_text(first, clue.field));
        append_text(out_, "second", list_field_text(second, clue.field));
        out_ += '}';
    }

    const Reconciliation& found_;
    std::span<const CityList> lists_;
    std::string out_;
};

class Applier {
 public:
    Applier(RegistryEditor& editor, std::span<const CityList> lists, const ApplyOptions& options)
        : editor_(editor), lists_(lists), options_(options) {}

    std::vector<Refusal> apply(const Reconciliation& found) {
        for (const Cluster& cluster : found.clusters) {
            if (cluster.confidence() < options_.least) continue;
            if (cluster.members[0].list == 0) {
                apply_known(cluster);
            } else if (options_.add) {
                add_new(cluster);
            }
        }
        return std::move(refusals_);
    }

 private:
    const ListRow& row(RowPlace place) const { return lists_[place.list].rows[place.row]; }

    // The key goes last: the changes before it are told by the name the lift had.
    void apply_known(const Cluster& cluster) {
        const std::string key = row(cluster.members[0]).lift.key;
        for (const Field<Lift>& field : fields_of<Lift>()) {
            if (field.name == "key") continue;
            const std::string mine = field.text(row(cluster.members[0]).lift);
            const std::string theirs =
                mine.empty() ? agreed(cluster, field) : preferred(cluster, field);
            if (theirs.empty() || theirs == mine) continue;
            note(editor_.set("lifts", key, field.name, theirs));
        }
    }

    // What the other lists say, where they say one thing.
    std::string agreed(const Cluster& cluster, const Field<Lift>& field) const {
        std::string value;
        for (const RowPlace& member : cluster.members) {
            const std::string text = field.text(row(member).lift);
            if (!options_.fill || (!value.empty() && !text.empty() && text != value)) return {};
            if (!text.empty()) value = text;
        }
        return value;
    }

    std::string preferred(const Cluster& cluster, const Field<Lift>& field) const {
        for (const RowPlace& member : cluster.members) {
            if (lists_[member.list].name == options_.prefer) return field.text(row(member).lift);
        }
        return {};
    }

    // From the list that is preferred, else from the first that has it.
    void add_new(const Cluster& cluster) {
        RowPlace from = cluster.members[0];
        for (const RowPlace& member : cluster.members) {
            if (lists_[member.list].name == options_.prefer) from = member;
        }
        note(editor_.add(row(from).lift));
    }

    void note(std::optional<Refusal> refusal) {
        if (refusal) refusals_.push_back(std::move(*refusal));
    }

    RegistryEditor& editor_;
    std::span<const CityList> lists_;
    const ApplyOptions& options_;
    std::vector<Refusal> refusals_;
};

}  // namespace

std::string to_json_lines(const Reconciliation& found, std::span<const CityList> lists) {
    return Writer(found, lists).write();
}

std::vector<Refusal> apply_reconciliation(RegistryEditor& editor, const Reconciliation& found,
                                          std::span<const CityList> lists,
                                          const ApplyOptions& options) {
    return Applier(editor, lists, options).apply(found);
}

}  // namespace hoistway
