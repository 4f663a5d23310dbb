// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "hoistway/upkeep/visit/visit_json.hpp"
#include "json_lines.hpp"

namespace hoistway {

namespace {

constexpr double most_accuracy = 1e6;       // m [default]
constexpr std::size_t longest_worker = 32;  // letters of a pseudonym [default]
constexpr int phone_digits = 11;            // of a mobile number in China
constexpr int citizen_digits = 17;          // of a citizen's number, before its check character
constexpr std::array<std::string_view, 13> visit_keys{
    "record", "lift",    "time",  "unit",  "note",  "id",   "kind",
    "worker", "company", "begun", "ended", "scans", "items"};

// Letters, digits, "-", "_" and "."; no telephone or citizen's number, for a record names nobody.
bool is_pseudonym(std::string_view text) {
    constexpr std::string_view letters =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    if (text.size() > longest_worker) return false;
    if (text.find_first_not_of(letters) != std::string_view::npos) return false;
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const bool phone = digits == phone_digits && text.size() == phone_digits;
    return !phone && digits < citizen_digits;
}

class VisitReader {
 public:
    VisitReader(std::string_view text, std::string_view source, const LiftFinder& find)
        : lines_(text, source), find_(find) {}

    VisitFile read() {
        while (lines_.next()) read_line(lines_.object());
        file_.refusals = lines_.take_refusals();
        return std::move(file_);
    }

 private:
    void read_line(const Json& json) {
        const auto kind = lines_.word_of<RecordKind>(json, "", "record");
        lines_.need(kind.has_value(), "record");
        if (kind && *kind != RecordKind::visit) {
            ++file_.other_records;
            return;
        }
        SiteVisit visit;
        read_head(json, visit);
        if (const Json* const fix = JsonLines::find(json, "gnss")) {
            visit.fix = fix_of(*fix, "gnss.");
        }
        each(json, "scans",
             [&](const Json& one, const std::string& here) { read_scan(one, here, visit); });
        each(json, "items",
             [&](const Json& one, const std::string& here) { read_item(one, here, visit); });
        if (!lines_.good()) return;
        for (const auto& [key, value] : json.items()) file_.unknown_keys += !is_known_key(key);
        ids_.insert(visit.id);
        file_.visits.push_back(std::move(visit));
    }

    static bool is_known_key(std::string_view key) {
        return key == "gnss" ||
               std::find(visit_keys.begin(), visit_keys.end(), key) != visit_keys.end();
    }

    // A visit without an id is called by its lift's name and the time of its record.
    void read_head(const Json& json, SiteVisit& visit) {
        visit.lift = lines_.lift_of(json, "", "lift", find_);
        lines_.need(visit.lift != no_lift, "lift");
        const auto time = lines_.time_of(json, "", "time");
        lines_.need(time.has_value(), "time");
        visit.time = time.value_or(Time{});
        visit.kind = lines_.word_of<VisitKind>(json, "", "kind").value_or(VisitKind::on_demand);
        visit.worker = lines_.text_of(json, "", "worker");
        if (!is_pseudonym(visit.worker)) {
            lines_.refuse(ErrorCode::bad_value, "worker", Json("(not shown)"));
        }
        visit.company = lines_.text_of(json, "", "company");
        if (visit.company.empty()) visit.company = lines_.text_of(json, "", "unit");
        visit.begun = lines_.time_of(json, "", "begun");
        visit.ended = lines_.time_of(json, "", "ended");
        if (visit.begun && visit.ended && *visit.ended < *visit.begun) {
            lines_.refuse(ErrorCode::bad_value, "ended", json.at("ended"));
        }
        visit.id = lines_.text_of(json, "", "id");
        if (visit.id.empty()) {
            visit.id = lines_.text_of(json, "", "lift") + '@' +
                       std::to_string(visit.time.time_since_epoch().count());
        }
        if (ids_.contains(visit.id)) lines_.refuse(ErrorCode::duplicate, "id", Json(visit.id));
    }

    template <class Take>
    void each(const Json& json, const char* key, Take take) {
        const Json* const list = JsonLines::find(json, key);
        if (list == nullptr) return;
        if (!list->is_array()) return lines_.refuse(ErrorCode::bad_value, key, *list);
        for (std::size_t i = 0; i < list->size(); ++i) {
            const std::string here = std::string(key) + '[' + std::to_string(i) + "].";
            if ((*list)[i].is_object()) {
                take((*list)[i], here);
            } else {
                lines_.refuse(ErrorCode::bad_value, here, (*list)[i]);
            }
        }
    }

    // A scan without a lift is of a tag of the visit's own lift.
    void read_scan(const Json& json, const std::string& here, SiteVisit& visit) {
        Scan scan{.lift = visit.lift};
        const auto time = lines_.time_of(json, here, "time");
        lines_.need(time.has_value(), here + "time");
        const auto place = lines_.word_of<ScanPlace>(json, here, "place");
        lines_.need(place.has_value(), here + "place");
        if (JsonLines::find(json, "lift") != nullptr) {
            scan.lift = lines_.lift_of(json, here, "lift", find_);
        }
        if (const auto floor = lines_.number_of(json, here, "floor", -1000, 1000)) {
            scan.floor = static_cast<std::int16_t>(*floor);
            if (scan.floor != *floor) lines_.refuse(ErrorCode::bad_value, here + "floor", json);
        }
        if (const Json* const fix = JsonLines::find(json, "gnss")) {
            scan.fix = fix_of(*fix, here + "gnss.");
        }
        scan.time = time.value_or(Time{});
        scan.place = place.value_or(ScanPlace::car);
        visit.scans.push_back(scan);
    }

    void read_item(const Json& json, const std::string& here, SiteVisit& visit) {
        ItemAnswer answer{.item = lines_.text_of(json, here, "item")};
        lines_.need(!answer.item.empty(), here + "item");
        const auto word = lines_.word_of<ItemVerdict>(json, here, "answer");
        lines_.need(word.has_value(), here + "answer");
        answer.answer = word.value_or(ItemVerdict::ok);
        visit.items.push_back(std::move(answer));
    }

    std::optional<GeoFix> fix_of(const Json& json, const std::string& here) {
        if (!json.is_object()) {
            lines_.refuse(ErrorCode::bad_value, here.substr(0, here.size() - 1), json);
            return std::nullopt;
        }
        const auto latitude = lines_.number_of(json, here, "latitude", -90, 90);
        lines_.need(latitude.has_value(), here + "latitude");
        const auto longitude = lines_.number_of(json, here, "longitude", -180, 180);
        lines_.need(longitude.has_value(), here + "longitude");
        const auto accuracy = lines_.number_of(json, here, "accuracy", 0, most_accuracy);
        const auto datum = lines_.word_of<Datum>(json, here, "datum");
        if (!latitude || !longitude) return std::nullopt;
        return GeoFix{{*latitude, *longitude}, accuracy.value_or(0), datum.value_or(Datum::wgs84)};
    }

    JsonLines lines_;
    const LiftFinder& find_;
    VisitFile file_;
    std::set<std::string> ids_;
};

}  // namespace

VisitFile read_visits(std::string_view text, std::string_view source, const LiftFinder& find) {
    return VisitReader(text, source, find).read();
}

PlaceFile read_places(std::string_view text, std::string_view source, const LiftFinder& find) {
    PlaceFile file;
    JsonLines lines(text, source);
    while (lines.next()) {
        const Json& json = lines.object();
        const LiftIndex lift = lines.lift_of(json, "", "lift", find);
        lines.need(lift != no_lift, "lift");
        const auto latitude = lines.number_of(json, "", "latitude", -90, 90);
        lines.need(latitude.has_value(), "latitude");
        const auto longitude = lines.number_of(json, "", "longitude", -180, 180);
        lines.need(longitude.has_value(), "longitude");
        if (!lines.good()) continue;
        if (lift >= file.places.size()) file.places.resize(std::size_t{lift} + 1);
        if (file.places[lift]) {
            lines.refuse(ErrorCode::duplicate, "lift", json.at("lift"));
        } else {
            file.places[lift] = GeoPoint{*latitude, *longitude};
        }
    }
    file.refusals = lines.take_refusals();
    return file;
}

}  // namespace hoistway
