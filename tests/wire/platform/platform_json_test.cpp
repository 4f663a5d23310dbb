// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/platform_json.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "hoistway/wire/platform/profile_json.hpp"
#include "tree.hpp"
#include "wire/records.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

using TextLines = std::vector<std::string>;

struct PlatformPage {
    std::string profile, name;
    TextLines documents, records;
};

// Pages with one document a line in ```json and what comes of them in ```records.
PlatformPage read_platform_page(const std::filesystem::path& path) {
    PlatformPage page{path.parent_path().filename(), path.filename(), {}, {}};
    std::ifstream file(path);
    std::string block;
    for (std::string line; std::getline(file, line);) {
        if (line.rfind("```", 0) == 0) {
            block = block.empty() ? line.substr(3) : std::string();
        } else if (block == "json") {
            page.documents.push_back(line);
        } else if (block == "records") {
            page.records.push_back(line);
        }
    }
    return page;
}

const std::vector<PlatformPage>& pages() {
    static const std::vector<PlatformPage> all = [] {
        std::vector<PlatformPage> out;
        const auto root = tree() / "tests/transcripts/wire/platform";
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.path().extension() == ".md") out.push_back(read_platform_page(entry.path()));
        }
        return out;
    }();
    return all;
}

std::string to_line(const PlatformRecord& record) {
    std::string line(to_text(record.carries));
    if (record.carries == Carries::fault || record.carries == Carries::faults) line = "observation";
    line += ' ';
    append_platform_record(line, record);
    return line;
}

std::string to_line(const FieldError& error) {
    std::string line = "error " + std::string(to_string(error.error.code));
    return error.field.empty() ? line : line + ' ' + std::string(error.field);
}

void read_into(TextLines& lines, PlatformReader& reader, std::string_view document) {
    const auto records = reader.read(document, received);
    if (!records) return lines.push_back(to_line(records.error()));
    for (const PlatformRecord& record : *records) lines.push_back(to_line(record));
}

std::string joined(const TextLines& lines) {
    std::string out;
    for (const std::string& line : lines) out += line + '\n';
    return out;
}

std::string to_text(const PlatformStats& s) {
    return "stats documents=" + std::to_string(s.documents) +
           " records=" + std::to_string(s.records) + " refused=" + std::to_string(s.refused) +
           " unknown_keys=" + std::to_string(s.unknown_keys) +
           " out_of_range=" + std::to_string(s.out_of_range_values);
}

std::string read_all(const PlatformPage& page, bool learn_order) {
    PlatformReader reader(*builtin_profile(page.profile), {.learn_order = learn_order});
    TextLines lines;
    for (const std::string& document : page.documents) read_into(lines, reader, document);
    lines.push_back(to_text(reader.stats()));
    return joined(lines);
}

}  // namespace

TEST_CASE("every built-in profile loads") {
    for (const BuiltinFile& file : builtin_profiles()) {
        CAPTURE(file.id);
        const auto loaded = load_profile(file.text, file.id);
        if (!loaded) {
            for (const Refusal& refusal : loaded.error()) MESSAGE(to_text(refusal));
        }
        REQUIRE(loaded);
        CHECK(loaded->id == file.id);
        CHECK(builtin_profile(file.id) != nullptr);
    }
    CHECK(builtin_profile("atlantis") == nullptr);
}

TEST_CASE("every page of every dialect gives its records, by simdjson and by the cursor") {
    for (const PlatformPage& page : pages()) {
        CAPTURE(page.profile);
        CAPTURE(page.name);
        REQUIRE(builtin_profile(page.profile) != nullptr);
        REQUIRE_FALSE(page.records.empty());
        CHECK(read_all(page, false) == joined(page.records));
        CHECK(read_all(page, true) == joined(page.records));
    }
    CHECK(pages().size() >= 20);
}

TEST_CASE("a document that cannot be begun is refused without a look at the one before") {
    PlatformReader reader(*builtin_profile("shanghai"));
    TextLines lines;
    read_into(lines, reader, R"({"registerNumber":"1","Car_Status":1,"Door_Status":2})");
    const std::string control = "{\"registerNumber\":\"\x01\",\"Car_Status\":1,\"note\":\"" +
                                std::string(3000, 'x') + "\"}";  // makes simdjson's room grow
    const auto refused = reader.read(control, received);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().error.code == ErrorCode::bad_syntax);
    CHECK(refused.error().error.at == 0);
}

TEST_CASE("an order that was seen once is read by the cursor from then on") {
    PlatformReader reader(*builtin_profile("shanghai"));
    const std::string document =
        R"({"registerNumber":"1","samplingTime":"2026-01-02 03:04:05","Car_Status":1,)"
        R"("Door_Status":2,"Total_Running_Time":2.5,"other":{"a":[]},"note":"门"})";
    const std::string plain =
        R"({"registerNumber":"1","samplingTime":"2026-01-02 03:04:06","Car_Status":0,)"
        R"("Door_Status":4,"Total_Running_Time":2.25,"other":{"a":1},"note":"门"})";
    TextLines lines;
    for (int i = 0; i < 3; ++i) read_into(lines, reader, document);
    CHECK(reader.read_by_cursor() == 0);  // a list is never learned
    for (int i = 0; i < 10; ++i) read_into(lines, reader, plain);
    CHECK(reader.read_by_cursor() >= 2);
    CHECK(lines[3] == lines.back());
    CHECK(reader.stats().unknown_keys == 26);
}

namespace {

// Documents of a profile with any values, in any order, now and then spoilt.
class Documents {
 public:
    Documents(const Profile& profile, unsigned seed) : profile_(profile), random_(seed) {}

    std::string next() {
        const auto& messages = profile_.messages;
        const ProfileMessage& message = messages[random_() % messages.size()];
        if (random_() % 100 == 0) std::shuffle(order_.begin(), order_.end(), random_);
        const bool blanks = random_() % 40 == 0;
        std::string object;
        for (const std::size_t at : order_) {
            if (at >= message.fields.size() || random_() % 200 == 0) continue;
            const ProfileField& field = message.fields[at];
            if (field.of_document) continue;
            object += (object.empty() ? "" : ",") + quoted(field.name) + (blanks ? ": " : ":") +
                      value(field);
        }
        return spoilt(wrapped(message, '{' + object + '}'));
    }

 private:
    static std::string quoted(const std::string& text) { return '"' + text + '"'; }

    std::string wrapped(const ProfileMessage& message, std::string object) {
        if (message.each) object = '[' + object + ']';
        const std::vector<std::string> outwards(message.path.rbegin(), message.path.rend());
        for (const std::string& key : outwards) object = '{' + quoted(key) + ':' + object + '}';
        for (const ProfileField& field : message.fields) {
            if (field.of_document && object.size() > 2) {
                object.insert(object.size() - 1, ',' + quoted(field.name) + ':' + value(field));
            }
        }
        return object;
    }

    std::string value(const ProfileField& field) {
        static const std::string odd[] = {
            "null", "-1",   "1e3",    "12.50",  "\"\"",       "0",
            "true", "01",   "\"门\"", "{}",     "\"a\\\"b\"", "99999999999",
            "[1]",  "-0.5", "1.",     "\"12\"", "7",          "123456789.25"};
        if (random_() % 60 == 0) return odd[random_() % std::size(odd)];
        if (field.to == "time")
            return quoted("2026-01-0" + std::to_string(1 + random_() % 9) + " 03:04:05");
        if (field.to == "lift") return quoted("3110" + std::to_string(random_() % 100));
        if (field.values.empty()) return std::to_string(random_() % 3000);
        const std::string& text = field.values[random_() % field.values.size()].text;
        return field.as == WrittenAs::text ? quoted(text) : text;
    }

    std::string spoilt(std::string document) {
        if (random_() % 15 != 0) return document;
        const std::size_t at = random_() % document.size();
        if (random_() % 2 == 0) return document.substr(0, at);
        document[at] = static_cast<char>(random_());
        return document;
    }

    const Profile& profile_;
    std::mt19937 random_;
    std::vector<std::size_t> order_ = [] {
        std::vector<std::size_t> order(64);
        std::iota(order.begin(), order.end(), std::size_t{0});
        return order;
    }();
};

}  // namespace

TEST_CASE("the cursor answers what simdjson answers, whatever comes") {
    for (const BuiltinFile& file : builtin_profiles()) {
        const Profile& profile = *builtin_profile(file.id);
        if (profile.messages.empty()) continue;
        CAPTURE(file.id);
        PlatformReader with(profile), without(profile, {.learn_order = false});
        Documents documents(profile, 7);
        for (int i = 0; i < 3000; ++i) {
            const std::string document = documents.next();
            CAPTURE(document);
            TextLines a, b;
            read_into(a, with, document);
            read_into(b, without, document);
            REQUIRE(joined(a) == joined(b));
            REQUIRE(with.stats() == without.stats());
        }
        if (file.id == "shanghai") CHECK(with.read_by_cursor() > 100);
    }
}
