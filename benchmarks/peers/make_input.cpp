// SPDX-License-Identifier: Apache-2.0
//
// Makes what all peers read: so many lifts, so many seconds, one sample a lift and second, the
// lifts of each second in another order. Always the same bytes.
//
//     make_input samples.bin [--csv samples.csv] [--lifts 10000] [--seconds 900]
//
// The lifts make a run about every five minutes. One in four has, once or twice in the time, one of
// the troubles that the six rules are about; some of them end too early to be an alarm, some come
// back too early to be another one.

#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "sample.hpp"

namespace {

struct Options {
    const char* binary = nullptr;
    const char* csv = nullptr;
    std::uint32_t lifts = 10'000, seconds = 900;
};

std::uint32_t mixed(std::uint32_t x) {
    x = (x ^ x >> 16) * 0x7FEB352DU;
    x = (x ^ x >> 15) * 0x846CA68BU;
    return x ^ x >> 16;
}

// A lift that works: doors, a ride of 15 s, doors.
Sample usual(std::uint32_t lift, std::uint32_t second) {
    const std::uint32_t period = 240 + mixed(lift) % 240;
    const std::uint32_t step = (second + mixed(lift + 7) % period) % period;
    const bool running = step >= 13 && step < 28, second_half = step >= 29;
    const std::uint32_t at = second_half ? step - 29 : step;
    Sample out{.lift = lift, .second = second};
    out.floor = static_cast<std::int16_t>(step < 18 ? 1 : step < 22 ? 2 : 3);
    out.motion = running ? 2 : 1;
    if (!running && step != 28) {
        out.door = at < 3 ? 2 : at < 10 ? 3 : at < 13 ? 4 : 1;
    }
    out.flags = static_cast<std::uint8_t>(mains | (running ? 0 : in_zone) |
                                          (step >= 5 && step < 40 ? person : 0));
    return out;
}

void set(Sample& sample, SampleFlag flag, bool value) {
    sample.flags = static_cast<std::uint8_t>(value ? sample.flags | flag : sample.flags & ~flag);
}

// What is wrong so many seconds after it began, for `length` seconds.
void spoil(Sample& out, std::uint32_t kind, std::uint32_t since) {
    switch (kind) {
        case 0:  // doors kept open; a firefighter takes over late in some of them
            out.motion = 1;
            out.door = 3;
            set(out, in_zone, true);
            if (since > 100) out.mode = 5;
            break;
        case 1:  // mains lost, flickering
            set(out, mains, since % 23 == 22);
            break;
        case 2:  // between landings, in some doors forced open after a while
        case 3:
            out.motion = 1;
            out.door = kind == 3 && since % 20 > 12 ? 3 : 1;
            set(out, in_zone, false);
            break;
        case 4:  // somebody rings, again and again
            set(out, button, since % 47 < 3);
            break;
        default:  // riding on the car roof
            out.mode = 3;
            out.motion = since % 30 < 10 ? 2 : 1;
            out.door = 1;
            set(out, person, true);
            break;
    }
}

Sample sample_at(std::uint32_t lift, std::uint32_t second) {
    Sample out = usual(lift, second);
    for (std::uint32_t nth = 0; nth < 2; ++nth) {
        const std::uint32_t draw = mixed(lift * 2 + nth + 1'000'003);
        if (draw % 7 != 0) continue;  // two draws: about one lift in four
        const std::uint32_t begin = draw / 7 % 800;
        const std::uint32_t length = 1 + mixed(draw) % 180;
        if (second < begin || second >= begin + length) continue;
        spoil(out, mixed(draw + 1) % 6, second - begin);
    }
    return out;
}

Options options_of(int argc, char** argv) {
    Options out;
    if (argc > 1) out.binary = argv[1];
    for (int i = 2; i + 1 < argc; i += 2) {
        const std::string_view name = argv[i];
        if (name == "--csv") out.csv = argv[i + 1];
        if (name == "--lifts") out.lifts = static_cast<std::uint32_t>(std::atol(argv[i + 1]));
        if (name == "--seconds") out.seconds = static_cast<std::uint32_t>(std::atol(argv[i + 1]));
    }
    return out;
}

void append(std::string& out, long value, char end) {
    char digits[24];
    const auto done = std::to_chars(digits, digits + sizeof digits, value);
    out.append(digits, done.ptr);
    out += end;
}

void append_line(std::string& out, const Sample& sample) {
    append(out, static_cast<long>(sample.lift), ',');
    append(out, static_cast<long>(sample.second), ',');
    append(out, sample.floor, ',');
    append(out, sample.motion, ',');
    append(out, sample.door, ',');
    append(out, sample.mode, ',');
    append(out, sample.flags, '\n');
}

bool write(std::FILE* file, const void* bytes, std::size_t size) {
    return std::fwrite(bytes, 1, size, file) == size;
}

std::FILE* open(const char* path) {
    std::FILE* file = path == nullptr ? nullptr : std::fopen(path, "wb");
    if (path != nullptr && file == nullptr) {
        std::perror(path);
        std::exit(2);
    }
    return file;
}

// The lifts of a second, beginning and striding differently each time.
std::vector<Sample> samples_of(const Options& options, std::uint32_t second) {
    std::vector<Sample> out;
    constexpr std::uint64_t stride = 7'919'117'213U;  // a prime: every lift once
    std::uint64_t at = mixed(second) % options.lifts;
    for (std::uint32_t i = 0; i < options.lifts; ++i) {
        at = (at + stride) % options.lifts;
        out.push_back(sample_at(static_cast<std::uint32_t>(at), second));
    }
    return out;
}

bool write_all(const Options& options, std::FILE* binary, std::FILE* csv) {
    std::string text = "lift,second,floor,motion,door,mode,flags\n";
    for (std::uint32_t second = 0; second < options.seconds; ++second) {
        const std::vector<Sample> samples = samples_of(options, second);
        if (!write(binary, samples.data(), samples.size() * sizeof(Sample))) return false;
        if (csv == nullptr) continue;
        for (const Sample& sample : samples) append_line(text, sample);
        if (!write(csv, text.data(), text.size())) return false;
        text.clear();
    }
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    const Options options = options_of(argc, argv);
    if (options.binary == nullptr || options.lifts == 0) {
        std::fprintf(stderr, "make_input FILE [--csv FILE] [--lifts N] [--seconds N]\n");
        return 2;
    }
    std::FILE* binary = open(options.binary);
    std::FILE* csv = open(options.csv);
    bool whole = write_all(options, binary, csv);
    whole = std::fclose(binary) == 0 && whole;
    if (csv != nullptr) whole = std::fclose(csv) == 0 && whole;
    if (!whole) std::perror("make_input");
    return whole ? 0 : 1;
}
