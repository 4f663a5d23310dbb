// SPDX-License-Identifier: Apache-2.0
#include "hoistway/pipeline/builtin_codes.hpp"

#include <doctest/doctest.h>

#include <map>
#include <string>
#include <vector>

#include "event/codes.hpp"
#include "hoistway/wire/platform/cross_walk.hpp"
#include "hoistway/wire/platform/profile_json.hpp"

using namespace hoistway;
using namespace hoistway::testing;

namespace {

Profile profile(std::string_view text) { return *load_profile(text, "test"); }

std::string with_messages(const std::string& messages, const std::string& codes) {
    return R"({"id":"t","kind":"platform","title":{"zh":"z","en":"e"},"edition":"1","source":"s",)"
           R"("confidence":"low","dialect":"mine","messages":[)" +
           messages + R"(],"codes":[)" + codes + "]}";
}

const std::string trapped =
    R"({"code":"K1","kind":"entrapment","name":{"zh":"困人","en":"Trapped"}})";
const std::string none = R"({"code":"0","clears":true,"name":{"zh":"无","en":"None"}})";

}  // namespace

TEST_CASE("the book holds every code of a built-in profile that has a kind or says no fault") {
    const CodeBook book = builtin_code_book();
    std::size_t meant = 0;
    for (const BuiltinFile& file : builtin_profiles()) {
        const Profile& each = *builtin_profile(file.id);
        for (const ProfileCode& code : each.codes) {
            CAPTURE(each.id);
            CAPTURE(code.code);
            const CodeMeaning* row = book.find(native(each.dialect, code.code));
            REQUIRE((row != nullptr) == (code.kind || code.clears));
            if (row == nullptr) continue;
            ++meant;
            CHECK(row->no_fault == code.clears);
            CHECK(row->nearest == code.nearest);
            if (code.kind) CHECK(row->kind == *code.kind);
            // The cross-walk of dialects reads the same tables in its own way.
            const ProfileCode* other = meaning_of(native(each.dialect, code.code));
            REQUIRE(other != nullptr);
            CHECK(other->kind == code.kind);
        }
    }
    CHECK(meant == book.rows().size());
    CHECK(book.rows().size() == 231);
}

TEST_CASE("the codes that mean an entrapment are those of the table in docs/platform.md") {
    std::map<std::string, std::string> found;
    for (const CodeMeaning& row : builtin_code_book().rows()) {
        if (row.kind != EventKind::entrapment || row.no_fault) continue;
        found[std::string(row.dialect.view())] += ' ' + std::string(row.code.view());
    }
    CHECK(found["shanghai"] == " 09");
    CHECK(found["sql-dictionary"] == " 11");
    CHECK(found["chongqing"] == " 93");
    CHECK(found["songjiang"] == " F9994 F9995 F9999");
    CHECK(found["four-digit"] == " 0101");
    CHECK(found["event-37"] == " 37");
    CHECK(found["elevatorcloud"] == " 7 8 S2 S3 T");
    CHECK(found["zxtech"] == " 101");
    CHECK(found["monarch"] == " TRAP");
    CHECK(found["disen"] == " TRAP");
    CHECK(found["guangzhou-96333"] == " 1");
    CHECK(found.count("gbt24476-2017") == 0);
    CHECK(found.count("vendor-list") == 0);
}

TEST_CASE("one code is an entrapment in one city and the top of the shaft in another") {
    const CodeBook book = builtin_code_book();
    CHECK(book.find(native("shanghai", "09"))->kind == EventKind::entrapment);
    CHECK(book.find(native("sql-dictionary", "09"))->kind == EventKind::overtravel_top);
}

TEST_CASE(
    "a dialect says when a code is over by a phase, by no fault, or by a link's own account") {
    const auto ends = [](const std::string& messages, const std::string& codes) {
        const Profile made = profile(with_messages(messages, codes));
        const Profile* list[] = {&made};
        const std::vector<CodeMeaning> rows = code_meanings(list);
        for (const CodeMeaning& row : rows) {
            if (row.code.view() == "K1") return row.ends;
        }
        return false;
    };
    const std::string lift = R"({"name":"id","to":"lift"},{"name":"c","to":"fault"})";
    const std::string plain =
        R"({"name":"m","carries":"fault","path":"","needs":["c"],"fields":[)" + lift + "]}";
    const std::string phased =
        R"({"name":"m","carries":"fault","path":"","needs":["c"],"fields":[)" + lift +
        R"(,{"name":"p","to":"fault_phase","values":{"1":"raised","2":"cleared"}}]})";
    const std::string flags = R"({"name":"m","carries":"faults","path":"","needs":["id"],)"
                              R"("phase":{"Y":"raised","N":"cleared"},)"
                              R"("fields":[{"name":"id","to":"lift"}]})";
    CHECK_FALSE(ends(plain, trapped));
    CHECK(ends(plain, trapped + "," + none));
    CHECK(ends(phased, trapped));
    CHECK(ends(flags, trapped));
    CHECK(ends("", trapped));

    const CodeBook book = builtin_code_book();
    CHECK(book.find(native("kone-status", "TRAPPED"))->ends);
    CHECK(book.find(native("camera", "EBIKE"))->ends);
    CHECK_FALSE(book.find(native("bacnet-lift", "4"))->ends);
    CHECK_FALSE(book.find(native("guangzhou-96333", "1"))->ends);
    CHECK(book.find(native("elevatorcloud", "7"))->ends);
    CHECK(book.find(native("shanghai", "09"))->ends);
    CHECK(book.find(native("songjiang", "F9999"))->ends);
}

TEST_CASE("of two profiles of one dialect the later one counts") {
    const Profile first = profile(with_messages("", trapped));
    const Profile second = profile(
        with_messages("", R"({"code":"K1","kind":"overspeed","name":{"zh":"z","en":"e"}})"));
    const Profile* list[] = {&first, &second};
    const std::vector<CodeMeaning> rows = code_meanings(list);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].kind == EventKind::overspeed);
    CHECK(CodeBook{rows}.find(native("mine", "K1")) == &rows[0]);
}
