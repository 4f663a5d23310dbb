// SPDX-License-Identifier: Apache-2.0
#include "hoistway/wire/platform/platform_json.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "cursor.hpp"
#include "draft.hpp"
#include "hoistway/core/json_write.hpp"
#include "hoistway/wire/log/observation_json.hpp"
#include "plan.hpp"
#include "walk.hpp"

namespace hoistway {

namespace {

using namespace platform;

// How often an order is learned: at once while new ones come in useful, ever more rarely while
// they do not.
class Patience {
 public:
    bool may_learn() noexcept { return ++waited_ > wait_; }
    void learned() noexcept {
        waited_ = 0;
        wait_ = std::min(wait_ * 2 + 1, longest);
        unproved_ = true;
    }
    void used(bool newest) noexcept {
        if (newest && unproved_) wait_ = 0;
        unproved_ = unproved_ && !newest;
    }

 private:
    static constexpr std::uint32_t longest = 4095;  // documents [default]
    std::uint32_t waited_ = 0, wait_ = 0;
    bool unproved_ = false;
};

}  // namespace

class PlatformReader::Work {
 public:
    Work(const Profile& profile, PlatformReaderOptions options)
        : profile_(profile), plan_(profile_), options_(options) {}

    Result<std::span<const PlatformRecord>, FieldError> read(std::string_view document,
                                                             Time received) {
        ++stats_.documents;
        records_.clear();
        refused_.clear();
        draft_.clear_room();
        if (document.size() > options_.max_document) {
            return refuse({{ErrorCode::too_long, options_.max_document}, {}, {}});
        }
        if (options_.learn_order && read_by_cursor(document, received)) return done_by_cursor();
        copy_.resize(std::max(copy_.size(), document.size() + simdjson::SIMDJSON_PADDING));
        // What an earlier document left behind this one may not decide how it is refused.
        std::fill_n(std::copy(document.begin(), document.end(), copy_.begin()),
                    simdjson::SIMDJSON_PADDING, ' ');
        const std::string_view padded(copy_.data(), document.size());
        if (const auto error = walk_.read(plan_, padded)) return refuse(*error);
        return take_instances(padded, received);
    }

    void forget() noexcept {
        learned_ = 0;
        patience_ = {};
        stats_ = {};
        by_cursor_ = 0;
    }
    const PlatformStats& stats() const noexcept { return stats_; }
    std::uint64_t by_cursor() const noexcept { return by_cursor_; }
    std::span<const FieldError> refused() const noexcept { return refused_; }

 private:
    using Outcome = Result<std::span<const PlatformRecord>, FieldError>;

    // The order that was right last is tried first.
    bool read_by_cursor(std::string_view document, Time received) {
        for (std::size_t i = 0; i < learned_; ++i) {
            draft_.begin(received);
            if (!cursors_[i].read(plan_, document, draft_)) continue;
            const Cursor& cursor = cursors_[i];
            if (draft_.error() || !draft_.close(message(cursor.message()))) return false;
            stats_.unknown_keys += cursor.unknown_keys();
            patience_.used(i + 1 == learned_);
            if (i > 0) std::swap(cursors_[i], cursors_[i - 1]);
            return true;
        }
        return false;
    }

    Outcome done_by_cursor() {
        ++by_cursor_;
        const bool plain = draft_.is_plain();
        if (!plain) draft_.emit(plan_, records_);
        stats_.out_of_range_values += draft_.out_of_range();
        if (!plain) return done();
        ++stats_.records;
        return std::span<const PlatformRecord>(&draft_.record(), 1);
    }

    Outcome take_instances(std::string_view padded, Time received) {
        int last = nowhere, taken = 0;
        for (const Walk::Instance& instance : walk_.instances()) {
            const int message = message_of(instance);
            if (message == nowhere) continue;
            ++taken;
            last = message;
            fill(instance, message, received);
            if (draft_.error()) {
                refused_.push_back(*draft_.error());
            } else {
                stats_.out_of_range_values += draft_.out_of_range();
            }
        }
        if (taken == 0) return refuse({{ErrorCode::unsupported, 0}, {}, {}});
        if (records_.empty()) return refuse(refused_.front());
        stats_.unknown_keys += walk_.unknown_keys();
        stats_.refused += refused_.size();
        if (taken == 1 && options_.learn_order && patience_.may_learn()) learn(last, padded);
        return done();
    }

    // The first message of the object all of whose keys are there.
    int message_of(const Walk::Instance& instance) const {
        const Slot* slots = walk_.slots_of(instance);
        for (const int at : plan_.nodes[instance.node].messages) {
            const auto& needs = message(at).needs;
            if (std::all_of(needs.begin(), needs.end(),
                            [&](int slot) { return slots[slot].present; })) {
                return at;
            }
        }
        return nowhere;
    }

    void fill(const Walk::Instance& instance, int message, Time received) {
        const Slot* own = walk_.slots_of(instance);
        const Slot* documents = walk_.slots_of(walk_.instances().front());
        draft_.begin(received);
        for (const Step& step : this->message(message).steps) {
            const Slot& slot = (step.of_document ? documents : own)[step.slot];
            if (slot.present) draft_.apply(plan_, step, slot, walk_.items());
        }
        if (!draft_.error() && draft_.close(this->message(message))) draft_.emit(plan_, records_);
    }

    const MessagePlan& message(int at) const noexcept {
        return plan_.messages[static_cast<std::size_t>(at)];
    }

    // The newest order goes where the one that was right longest ago stood.
    void learn(int message, std::string_view padded) {
        patience_.learned();
        const std::size_t place = learned_ < cursors_.size() ? learned_ : cursors_.size() - 1;
        const bool learned = cursors_[place].learn(plan_, message, padded);
        learned_ = learned ? place + 1 : std::min(learned_, place);
    }

    Outcome done() {
        stats_.records += records_.size();
        return std::span<const PlatformRecord>(records_);
    }

    Outcome refuse(FieldError error) {
        ++stats_.refused;
        return error;
    }

    const Profile profile_;
    const Plan plan_;
    PlatformReaderOptions options_;
    Walk walk_;
    Draft draft_;
    std::string copy_;
    std::array<Cursor, 4> cursors_;
    std::size_t learned_ = 0;
    Patience patience_;
    std::vector<PlatformRecord> records_;
    std::vector<FieldError> refused_;
    PlatformStats stats_;
    std::uint64_t by_cursor_ = 0;
};

PlatformReader::PlatformReader(const Profile& profile, PlatformReaderOptions options)
    : work_(std::make_unique<Work>(profile, options)) {}
PlatformReader::~PlatformReader() = default;
PlatformReader::PlatformReader(PlatformReader&&) noexcept = default;
PlatformReader& PlatformReader::operator=(PlatformReader&&) noexcept = default;

Result<std::span<const PlatformRecord>, FieldError> PlatformReader::read(std::string_view document,
                                                                         Time received) {
    return work_->read(document, received);
}

void append_platform_record(std::string& out, const PlatformRecord& record) {
    if (record.carries != Carries::lift && record.carries != Carries::handling) {
        return append_observation(out, record.observation, record.lift);
    }
    out += "{\"lift\":";
    append_json_string(out, record.lift);
    if (record.observation.time != never) {
        out += ",\"time\":";
        detail::append_moment(out, record.observation.time);
    }
    for (const PlatformText& each : record.texts) {
        out += ",\"";
        out += each.name;
        out += "\":";
        append_json_string(out, each.text);
    }
    out += '}';
}

void PlatformReader::forget() noexcept { work_->forget(); }
const PlatformStats& PlatformReader::stats() const noexcept { return work_->stats(); }
std::span<const FieldError> PlatformReader::refused_parts() const noexcept {
    return work_->refused();
}

std::uint64_t PlatformReader::read_by_cursor() const noexcept { return work_->by_cursor(); }

}  // namespace hoistway
