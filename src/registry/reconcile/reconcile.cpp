// SPDX-License-Identifier: Apache-2.0
#include "hoistway/registry/reconcile.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

#include "../lists/list_fields.hpp"
#include "blocks.hpp"
#include "compare.hpp"

namespace hoistway {

namespace {

int least_points(MatchConfidence confidence) {
    return confidence_points[static_cast<std::size_t>(confidence)];
}

// Rows joined step by step into groups that hold each list at most once.
class Groups {
 public:
    explicit Groups(const Cards& cards) {
        for (const auto& list : cards) {
            first_.push_back(size_);
            size_ += list.size();
        }
        parent_.resize(size_);
        std::iota(parent_.begin(), parent_.end(), std::size_t{0});
        members_.resize(size_);
        for (std::uint32_t list = 0; list < cards.size(); ++list) {
            for (std::uint32_t row = 0; row < cards[list].size(); ++row) {
                members_[first_[list] + row] = {{list, row}};
            }
        }
    }

    std::size_t root(RowPlace place) const {
        std::size_t at = first_[place.list] + place.row;
        while (parent_[at] != at) at = parent_[at];
        return at;
    }

    const std::vector<RowPlace>& members(RowPlace place) const { return members_[root(place)]; }

    bool has(RowPlace place, std::uint32_t list) const {
        const auto& group = members(place);
        return std::any_of(group.begin(), group.end(),
                           [&](const RowPlace& member) { return member.list == list; });
    }

    bool together(const RowLink& link) const { return root(link.first) == root(link.second); }

    bool can_join(const RowLink& link) const {
        const auto& group = members(link.second);
        return std::none_of(group.begin(), group.end(), [&](const RowPlace& member) {
            return this->has(link.first, member.list);
        });
    }

    void join(const RowLink& link) {
        std::size_t to = root(link.first), from = root(link.second);
        if (members_[to].size() < members_[from].size()) std::swap(to, from);
        parent_[from] = to;
        auto& group = members_[to];
        group.insert(group.end(), members_[from].begin(), members_[from].end());
        std::sort(group.begin(), group.end());
        members_[from].clear();
    }

 private:
    std::vector<std::size_t> first_, parent_;
    std::vector<std::vector<RowPlace>> members_;
    std::size_t size_ = 0;
};

// A row and the list in which it looks for a partner.
using Search = std::pair<RowPlace, std::uint32_t>;

class Reconciler {
 public:
    Reconciler(std::span<const CityList> lists, const ReconcileOptions& options)
        : lists_(lists), options_(options), cards_(cards_of(lists)), groups_(cards_) {}

    Reconciliation run() {
        Blocks numbers(cards_);
        for_each_row([&](RowPlace place) { numbers.add_numbers(place); });
        join(links_of(numbers, std::max(MatchConfidence::likely, options_.least)));
        Blocks rest(cards_);
        for_each_row([&](RowPlace place) {
            if (groups_.members(place).size() == lists_.size()) return;
            rest.add_numbers(place);
            rest.add_near_numbers(place);
            rest.add_places(place);
        });
        join(links_of(rest, options_.least));
        found_.blocks_left_out = numbers.left_out() + rest.left_out();
        make_clusters();
        return std::move(found_);
    }

 private:
    static Cards cards_of(std::span<const CityList> lists) {
        Cards cards(lists.size());
        for (std::size_t list = 0; list < lists.size(); ++list) {
            for (const ListRow& row : lists[list].rows) cards[list].push_back(row_card(row));
        }
        return cards;
    }

    template <class Use>
    void for_each_row(const Use& use) const {
        for (std::uint32_t list = 0; list < cards_.size(); ++list) {
            for (std::uint32_t row = 0; row < cards_[list].size(); ++row) use(RowPlace{list, row});
        }
    }

    // The most points first; among equals the order of the lists.
    std::vector<RowLink> links_of(Blocks& blocks, MatchConfidence least) const {
        std::vector<RowLink> links;
        for (const auto& [first, second] : blocks.pairs()) {
            RowLink link{.first = first, .second = second, .points = 0, .clues = {}};
            if (groups_.together(link) || !groups_.can_join(link)) continue;
            link.clues = compare(cards_[first.list][first.row], cards_[second.list][second.row]);
            link.points = points_of(link.clues);
            if (link.points >= least_points(least)) links.push_back(std::move(link));
        }
        std::stable_sort(links.begin(), links.end(),
                         [](const RowLink& a, const RowLink& b) { return a.points > b.points; });
        return links;
    }

    // Links of the same points are looked at together, so that their order decides nothing.
    void join(std::vector<RowLink> links) {
        for (std::size_t from = 0, to = 0; from < links.size(); from = to) {
            while (to < links.size() && links[to].points == links[from].points) ++to;
            const std::span<RowLink> equal = std::span(links).subspan(from, to - from);
            const std::set<Search> contested = contested_of(equal);
            for (RowLink& link : equal) join_one(link, contested);
        }
    }

    std::set<Search> contested_of(std::span<const RowLink> links) const {
        std::set<Search> seen, contested;
        const auto look = [&](RowPlace row, std::uint32_t list) {
            if (!seen.insert({row, list}).second) contested.insert({row, list});
        };
        for (const RowLink& link : links) {
            if (groups_.together(link) || !groups_.can_join(link)) continue;
            look(link.first, link.second.list);
            look(link.second, link.first.list);
        }
        return contested;
    }

    void join_one(RowLink& link, const std::set<Search>& contested) {
        if (groups_.together(link) || !groups_.can_join(link)) return;
        if (contested.contains({link.first, link.second.list}) ||
            contested.contains({link.second, link.first.list})) {
            found_.ambiguous.push_back(std::move(link));
            return;
        }
        groups_.join(link);
        joined_.push_back(std::move(link));
    }

    void make_clusters() {
        std::map<std::size_t, std::size_t> places;
        for_each_row([&](RowPlace place) {
            const auto [at, is_new] = places.emplace(groups_.root(place), found_.clusters.size());
            if (is_new) found_.clusters.push_back({.members = groups_.members(place)});
        });
        for (RowLink& link : joined_) {
            found_.clusters[places[groups_.root(link.first)]].links.push_back(std::move(link));
        }
        for (Cluster& cluster : found_.clusters) {
            for (std::uint32_t list = 0; list < lists_.size(); ++list) {
                if (!groups_.has(cluster.members[0], list)) cluster.missing_from.push_back(list);
            }
            find_conflicts(cluster);
        }
        std::erase_if(found_.ambiguous, [&](const RowLink& link) {
            return groups_.together(link) || !groups_.can_join(link);
        });
    }

    void find_conflicts(Cluster& cluster) const {
        if (cluster.members.size() < 2) return;
        for (const Field<Lift>& field : fields_of<Lift>()) add_conflict(cluster, field.name);
        for (const Field<Standing>& field : fields_of<Standing>()) {
            if (is_standing_field(field.name)) add_conflict(cluster, field.name);
        }
    }

    void add_conflict(Cluster& cluster, std::string_view field) const {
        FieldConflict conflict{.field = std::string(field), .values = {}};
        std::set<std::string> different;
        for (const RowPlace& member : cluster.members) {
            const ListRow& row = lists_[member.list].rows[member.row];
            conflict.values.push_back(list_field_text(row, field));
            const std::string& text = conflict.values.back();
            if (text.empty()) continue;
            different.insert(measure_of(field) == Dimension::none ? plain_header(text) : text);
        }
        if (different.size() > 1) cluster.conflicts.push_back(std::move(conflict));
    }

    std::span<const CityList> lists_;
    ReconcileOptions options_;
    Cards cards_;
    Groups groups_;
    std::vector<RowLink> joined_;
    Reconciliation found_;
};

}  // namespace

MatchConfidence Cluster::confidence() const noexcept {
    int least = least_points(MatchConfidence::certain);
    for (const RowLink& link : links) least = std::min(least, link.points);
    if (least >= least_points(MatchConfidence::certain)) return MatchConfidence::certain;
    return least >= least_points(MatchConfidence::likely) ? MatchConfidence::likely
                                                          : MatchConfidence::possible;
}

CityList list_of(const RegistryFile& file, std::string_view name) {
    CityList list{.name = std::string(name), .rows = {}};
    std::map<std::string_view, const Standing*> standings;
    std::map<std::string_view, const Site*> sites;
    for (const Standing& standing : file.entries.standings) standings[standing.lift] = &standing;
    for (const Site& site : file.entries.sites) sites[site.key] = &site;
    for (const Lift& lift : file.registry.lifts()) {
        ListRow row{.line = list.rows.size() + 1, .lift = lift, .standing = {}, .site = {}};
        if (const auto found = standings.find(lift.key); found != standings.end()) {
            row.standing = *found->second;
        }
        if (const auto found = sites.find(row.standing.site); found != sites.end()) {
            row.site.latitude = found->second->latitude;
            row.site.longitude = found->second->longitude;
        }
        list.rows.push_back(std::move(row));
    }
    return list;
}

Reconciliation reconcile(std::span<const CityList> lists, const ReconcileOptions& options) {
    return Reconciler(lists, options).run();
}

}  // namespace hoistway
