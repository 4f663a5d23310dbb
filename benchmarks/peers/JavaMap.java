// SPDX-License-Identifier: Apache-2.0
//
// The usual style in Java: a HashMap of states by the lift's key, a list of lambdas as rules. The
// keys are made once, so that their hashes are kept: that flatters. The second of two passes is
// measured, when everything is compiled.
//
//     javac -d classes JavaMap.java && java -cp classes JavaMap samples.bin

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

public final class JavaMap {
    static final long FIRST = 31_011_500_000_000_000L;
    static final int NONE = -1;
    static final int IN_ZONE = 1, PERSON = 2, MAINS = 4, BUTTON = 8;

    static final class Sample {
        int lift, second, motion, door, mode, flags;
    }

    static final class Timer {
        int since = NONE, gone = NONE;
        boolean raised;
    }

    static final class State {
        final Timer[] timers = new Timer[6];

        State() {
            for (int i = 0; i < timers.length; ++i) timers[i] = new Timer();
        }
    }

    interface Rule {
        void on(String lift, State state, Sample seen);
    }

    interface Holds {
        boolean test(Sample seen);
    }

    record Alarm(String lift, int rule, int second) {}

    final Map<String, State> states = new HashMap<>();
    final List<Rule> rules = new ArrayList<>();
    final List<Alarm> told = new ArrayList<>();

    JavaMap() {
        add(90, 3, s -> s.door != 1 && s.motion != 2 && (s.mode <= 2 || s.mode == 6));
        add(10, 2, s -> (s.flags & MAINS) == 0);
        add(15, 2, s -> s.motion == 1 && (s.flags & IN_ZONE) == 0 && s.mode != 3);
        add(2, 2, s -> s.door == 3 && s.motion == 1 && (s.flags & IN_ZONE) == 0
                && s.mode != 3 && s.mode != 5);
        add(0, 60, s -> (s.flags & BUTTON) != 0);
        add(0, 600, s -> s.motion == 2 && (s.flags & PERSON) != 0 && s.mode == 3);
    }

    void add(int raise, int clear, Holds holds) {
        final int rule = rules.size();
        rules.add((lift, state, seen) -> {
            final Timer timer = state.timers[rule];
            final int now = seen.second;
            if (timer.raised && timer.gone != NONE && timer.gone + clear <= now) {
                timer.raised = false;
                timer.since = timer.gone = NONE;
            }
            settle(lift, rule, raise, timer, now);
            if (holds.test(seen)) {
                timer.gone = NONE;
                if (timer.since == NONE) timer.since = now;
                settle(lift, rule, raise, timer, now);
            } else if (!timer.raised) {
                timer.since = NONE;
            } else if (timer.gone == NONE) {
                timer.gone = now;
            }
        });
    }

    void settle(String lift, int rule, int raise, Timer timer, int now) {
        if (timer.raised || timer.since == NONE || timer.since + raise > now) return;
        timer.raised = true;
        told.add(new Alarm(lift, rule, timer.since + raise));
    }

    void on(String lift, Sample seen) {
        final State state = states.computeIfAbsent(lift, key -> new State());
        for (final Rule rule : rules) rule.on(lift, state, seen);
    }

    static long mixed(long x) {
        x = (x ^ x >>> 30) * 0xBF58476D1CE4E5B9L;
        x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
        return x ^ x >>> 31;
    }

    static void print(double ns, List<Alarm> told) {
        final long[] counts = new long[6];
        long digest = 0;
        for (final Alarm alarm : told) {
            ++counts[alarm.rule];
            final long lift = Long.parseLong(alarm.lift) - FIRST;
            digest += mixed(lift << 32 | (long) alarm.rule << 24 | alarm.second);
        }
        final StringBuilder text = new StringBuilder();
        for (final long count : counts) text.append(text.isEmpty() ? "" : ",").append(count);
        System.out.printf("java_map %.2f %s %016x%n", ns, text, digest);
    }

    static Sample[] read(String path) throws IOException {
        final ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(Path.of(path))).order(ByteOrder.LITTLE_ENDIAN);
        final Sample[] samples = new Sample[bytes.remaining() / 16];
        for (int i = 0; i < samples.length; ++i) {
            final Sample sample = samples[i] = new Sample();
            sample.lift = bytes.getInt(16 * i);
            sample.second = bytes.getInt(16 * i + 4);
            sample.motion = bytes.get(16 * i + 10);
            sample.door = bytes.get(16 * i + 11);
            sample.mode = bytes.get(16 * i + 12);
            sample.flags = bytes.get(16 * i + 13);
        }
        return samples;
    }

    public static void main(String[] arguments) throws IOException {
        final Sample[] samples = read(arguments[0]);
        int lifts = 0;
        for (final Sample sample : samples) lifts = Math.max(lifts, sample.lift + 1);
        final String[] keys = new String[lifts];
        for (int i = 0; i < lifts; ++i) keys[i] = Long.toString(FIRST + i);
        JavaMap peer = null;
        double ns = 0;
        for (int pass = 0; pass < 2; ++pass) {
            peer = new JavaMap();
            final long start = System.nanoTime();
            for (final Sample sample : samples) peer.on(keys[sample.lift], sample);
            ns = (double) (System.nanoTime() - start) / samples.length;
        }
        print(ns, peer.told);
    }
}
