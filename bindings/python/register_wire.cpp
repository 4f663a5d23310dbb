// SPDX-License-Identifier: Apache-2.0
//
// Bytes of links and documents of platforms into observations, and back; the built-in dialects.

#include <map>
#include <optional>

#include "convert.hpp"
#include "hoistway/wire/links.hpp"
#include "hoistway/wire/platform/profile_json.hpp"
#include "hoistway/wire/platform/profile_text.hpp"
#include "hoistway/wire/recording.hpp"

using namespace hoistway;
using namespace pybind11::literals;

namespace {

// What was read, whose it is, what was refused, and the closing figures.
struct Decoded {
    Batch batch;
    std::string records;
    std::vector<std::string> keys;
    std::vector<std::string> refusals;
    std::map<std::string, std::uint64_t> figures;
};

// An id of the library's own, or the text of a file.
Profile to_profile(const std::string& id, const std::string& text) {
    if (text.empty()) {
        if (const Profile* builtin = builtin_profile(id)) return *builtin;
        throw py::value_error("there is no profile '" + id + "'");
    }
    const auto loaded = load_profile(text, id);
    if (loaded) return *loaded;
    std::string lines;
    for (const std::string& line : to_lines(loaded.error())) lines += line + '\n';
    throw py::value_error(lines);
}

std::optional<Profile> to_profile(const std::optional<std::string>& id, const std::string& text) {
    return id ? std::optional(to_profile(*id, text)) : std::nullopt;
}

Decoded decode(std::string_view bytes, const std::string& source, const std::string& link,
               const std::optional<std::string>& profile, const std::string& profile_text,
               const std::string& lift, std::optional<std::int64_t> received) {
    RecordingOptions options{.link = link, .profile = to_profile(profile, profile_text)};
    options.lift = lift;
    options.received = received ? to_time(*received) : never;
    Recording recording(source, std::move(options));
    recording.feed(bytes);
    recording.finish();
    const RecordingStats stats = recording.stats();
    return {.batch = {recording.take_observations()},
            .records = recording.take_records(),
            .keys = recording.lifts(),
            .refusals = to_lines(recording.refusals()),
            .figures = {{"frames", stats.frames},
                        {"observations", stats.observations},
                        {"records", stats.records},
                        {"refused", stats.refused},
                        {"garbage_bytes", stats.garbage_bytes},
                        {"out_of_range_values", stats.out_of_range_values},
                        {"unknown_keys", stats.unknown_keys}}};
}

// The bytes, and how often each field could not be said.
py::tuple encode(const Batch& batch, const std::vector<std::string>& keys, const std::string& link,
                 const std::optional<std::string>& profile, const std::string& profile_text,
                 const std::string& message) {
    WritingOptions options{.link = link, .profile = to_profile(profile, profile_text)};
    options.message = message;
    std::string bytes;
    const Result<WrittenStats> written = [&] {
        const py::gil_scoped_release free;
        return append_recording(bytes, batch.rows, keys, options);
    }();
    if (!written) throw py::value_error("no such link, or no such message, can be written");
    py::dict losses;
    for (const auto& [field, count] : written->losses) losses[py::str(field)] = count;
    return py::make_tuple(py::bytes(bytes), losses);
}

std::string profile_page(const std::string& id, const std::string& text, const std::string& lang) {
    std::string out;
    append_profile_page(out, to_profile(id, text), to_language(lang));
    return out;
}

std::vector<std::string> profiles() {
    std::vector<std::string> ids;
    for (const BuiltinFile& file : builtin_profiles()) ids.emplace_back(file.id);
    return ids;
}

}  // namespace

void register_wire(py::module_& module) {
    py::class_<Decoded>(module, "Decoded", "What was read, and what was refused.")
        .def_property_readonly(
            "batch", [](const Decoded& log) -> const Batch& { return log.batch; },
            py::return_value_policy::reference_internal)
        .def_property_readonly("records", [](const Decoded& log) { return py::bytes(log.records); })
        .def_readonly("keys", &Decoded::keys)
        .def_readonly("refusals", &Decoded::refusals)
        .def_readonly("figures", &Decoded::figures);
    module.attr("link_names") = std::vector<std::string>(link_names.begin(), link_names.end());
    module.def("decode", &decode, "bytes"_a, "source"_a, "link"_a, "profile"_a, "profile_text"_a,
               "lift"_a, "received"_a, py::call_guard<py::gil_scoped_release>());
    module.def("encode", &encode, "batch"_a, "keys"_a, "link"_a, "profile"_a, "profile_text"_a,
               "message"_a);
    module.def("profile_page", &profile_page, "id"_a, "text"_a, "lang"_a);
    module.def("profiles", &profiles);
}
