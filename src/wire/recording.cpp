// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/recording.hpp"

#include <algorithm>
#include <memory>
#include <type_traits>
#include <utility>
#include <variant>

#include "hoistway/core/refuse.hpp"
#include "hoistway/wire/link_reader.hpp"
#include "hoistway/wire/links.hpp"
#include "hoistway/wire/log/lift_names.hpp"
#include "hoistway/wire/platform/platform_json.hpp"

namespace hoistway {

namespace {

constexpr std::size_t max_document = 1048576;  // a line above it is refused [default]

struct Found {
    LiftNames* lifts;
    LiftIndex operator()(std::string_view key) const { return lifts->place_of(key); }
};

template <class... Link>
using Readers = std::variant<LinkReader<Found, Link>...>;
using AnyReader =
    Readers<LineJsonDecoder, ControllerBlockLink, ModbusGatewayLink, ModbusRtuLink, ModbusTcpLink,
            MnkLink, NeutralDecoder, Gbt32960Decoder, Jtt808Decoder, Gbt26875Decoder>;

// What came, kept until it is taken.
struct Kept {
    std::vector<Observation> observations;
    std::string records;
    std::uint64_t record_count = 0;

    void operator()(const Observation& seen) { observations.push_back(seen); }
    void operator()(const NeutralReceipt&) {}  // nobody waits for an answer
    template <class Record>
    void operator()(const Record& record) {
        if constexpr (requires { append_frame(records, record); }) {
            append_frame(records, record);
            records += '\n';
            ++record_count;
        }
    }
};

// Documents of a platform, one a line.
class DocumentLines {
 public:
    DocumentLines(std::string source, const RecordingOptions& options, LiftNames& lifts)
        : source_(std::move(source)),
          options_(options),
          lifts_(lifts),
          reader_(*options.profile, {.max_document = max_document}) {}

    void feed(std::string_view bytes, Kept& kept) {
        for (std::size_t end = bytes.find('\n'); end != std::string_view::npos;
             end = bytes.find('\n')) {
            if (pending_.empty()) {
                read(bytes.substr(0, end), kept);
            } else {
                keep(bytes.substr(0, end));
                read(pending_, kept);
                pending_.clear();
            }
            bytes.remove_prefix(end + 1);
        }
        keep(bytes);
    }

    void finish(Kept& kept) {
        if (!pending_.empty()) read(pending_, kept);
        pending_.clear();
    }

    const std::vector<Refusal>& refusals() const noexcept { return refusals_; }

    RecordingStats stats() const noexcept {
        const PlatformStats& stats = reader_.stats();
        return {.frames = stats.documents,
                .observations = observations_,
                .refused = stats.refused + untimed_,
                .unknown_keys = stats.unknown_keys,
                .out_of_range_values = stats.out_of_range_values};
    }

 private:
    // One byte more than is allowed is enough to refuse it.
    void keep(std::string_view part) {
        pending_ += part.substr(0, max_document + 1 - std::min(pending_.size(), max_document));
    }

    void read(std::string_view line, Kept& kept) {
        ++line_;
        if (line_ == 1 && line.substr(0, 3) == "\xEF\xBB\xBF") line.remove_prefix(3);
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) return;
        const auto records = reader_.read(line, options_.received);
        if (!records) return add(records.error());
        for (const FieldError& error : reader_.refused_parts()) add(error);
        for (const PlatformRecord& record : *records) take(record, kept);
    }

    void take(const PlatformRecord& record, Kept& kept) {
        if (record.carries == Carries::lift || record.carries == Carries::handling) {
            append_platform_record(kept.records, record);
            kept.records += '\n';
            ++kept.record_count;
            return;
        }
        if (record.observation.time == never) {
            ++untimed_;
            return add({{ErrorCode::missing, 0}, "time", {}});
        }
        Observation seen = record.observation;
        seen.lift = lifts_.place_of(record.lift);
        if (!record.floor_label.empty() && options_.floor_of) {
            seen.floor = options_.floor_of(record.lift, record.floor_label);
        }
        ++observations_;
        kept(seen);
    }

    void add(const FieldError& error) {
        if (refusals_.size() >= options_.max_refusals) return;
        refusals_.push_back({source_, line_, error.error.at + 1, error.error.code,
                             std::string(error.field), shown(error.found)});
    }

    std::string source_;
    const RecordingOptions& options_;
    LiftNames& lifts_;
    PlatformReader reader_;
    std::string pending_;
    std::uint64_t line_ = 0, observations_ = 0, untimed_ = 0;
    std::vector<Refusal> refusals_;
};

}  // namespace

class Recording::Work {
 public:
    Work(std::string source, RecordingOptions options) : options_(std::move(options)) {
        if (options_.profile) {
            documents_ = std::make_unique<DocumentLines>(std::move(source), options_, lifts_);
            return;
        }
        const LinkReaderOptions set{options_.lift, options_.received, options_.max_refusals};
        const bool known = with_link(options_.link, [&](auto link) {
            using Link = decltype(link);
            reader_ = std::make_unique<AnyReader>(std::in_place_type<LinkReader<Found, Link>>,
                                                  source, Found{&lifts_}, set, std::move(link));
        });
        if (!known) refuse("Recording: there is no link of this name");
    }

    void feed(std::string_view bytes) {
        if (documents_) return documents_->feed(bytes, kept_);
        std::visit([&](auto& reader) { reader.feed(bytes, kept_); }, *reader_);
    }

    void finish() {
        if (documents_) return documents_->finish(kept_);
        std::visit([&](auto& reader) { reader.finish(kept_); }, *reader_);
    }

    Kept& kept() noexcept { return kept_; }
    const std::vector<std::string>& lifts() const noexcept { return lifts_.keys(); }

    const std::vector<Refusal>& refusals() const noexcept {
        if (documents_) return documents_->refusals();
        return std::visit(
            [](const auto& reader) -> const auto& { return reader.refusals(); }, *reader_);
    }

    RecordingStats stats() const {
        RecordingStats out;
        if (documents_) {
            out = documents_->stats();
        } else {
            std::visit([&](const auto& reader) { out = stats_of(reader); }, *reader_);
        }
        out.records = kept_.record_count;
        return out;
    }

 private:
    template <class Reader>
    static RecordingStats stats_of(const Reader& reader) {
        const LinkStats& stats = reader.stats();
        return {.frames = stats.frames,
                .observations = reader.observations(),
                .refused = reader.refused(),
                .garbage_bytes = stats.garbage_bytes,
                .unknown_keys = stats.unknown_keys,
                .out_of_range_values = stats.out_of_range_values};
    }

    RecordingOptions options_;
    LiftNames lifts_;
    Kept kept_;
    std::unique_ptr<AnyReader> reader_;
    std::unique_ptr<DocumentLines> documents_;
};

Recording::Recording(std::string source, RecordingOptions options)
    : work_(std::make_unique<Work>(std::move(source), std::move(options))) {}
Recording::~Recording() = default;
Recording::Recording(Recording&&) noexcept = default;
Recording& Recording::operator=(Recording&&) noexcept = default;

void Recording::feed(std::string_view bytes) { work_->feed(bytes); }
void Recording::finish() { work_->finish(); }

std::vector<Observation> Recording::take_observations() {
    return std::exchange(work_->kept().observations, {});
}
std::string Recording::take_records() { return std::exchange(work_->kept().records, {}); }

const std::vector<std::string>& Recording::lifts() const noexcept { return work_->lifts(); }
const std::vector<Refusal>& Recording::refusals() const noexcept { return work_->refusals(); }
RecordingStats Recording::stats() const { return work_->stats(); }

}  // namespace hoistway
