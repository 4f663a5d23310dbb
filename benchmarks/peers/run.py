# SPDX-License-Identifier: Apache-2.0
"""hoistway beside its peers: the same samples, the same six rules, in turn inside one run.

    run.py BUILD [--lifts 10000] [--seconds 900] [--rounds 5]

BUILD is where the programs of this folder were built. Each round runs everybody once; the figures
are medians of the rounds, and only their ratios mean anything on another machine. A peer whose
alarms differ from ours by a single one fails the run. What is not installed is skipped, with why.
"""

import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
OURS = "ours_six"
PYTHON_PEERS = {"numpy": "numpy_peer.py", "pandas": "pandas_peer.py", "duckdb": "duckdb_peer.py"}


def last_line(text):
    return (text.strip().splitlines() or ["no reason given"])[-1]


def call(command):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True)


def java_peer(work, samples):
    """The command, or why there is none."""
    if not shutil.which("javac") or not shutil.which("java"):
        return None, "no javac"
    made = call(["javac", "-d", work, HERE / "JavaMap.java"])
    if made.returncode != 0:
        return None, last_line(made.stderr)
    return ["java", "-cp", work, "JavaMap", samples], None


def python_peer(name, samples, csv):
    script = HERE / PYTHON_PEERS[name]
    tried = call([sys.executable, "-c", f"import {name}, numpy"])
    if tried.returncode != 0:
        return None, last_line(tried.stderr)
    return [sys.executable, script, csv if name == "duckdb" else samples], None


def peers(build, work, samples, csv):
    """Name, command, and why it is skipped, of everybody; ours first."""
    yield OURS, [build / "ours", samples, "six"], None
    yield "ours_standard", [build / "ours", samples, "standard"], None
    yield "cpp_map", [build / "cpp_map", samples], None
    yield "java_map", *java_peer(work, samples)
    for name in PYTHON_PEERS:
        yield name, *python_peer(name, samples, csv)


class Figures:
    def __init__(self):
        self.ns, self.alarms = {}, {}

    def add(self, name, line):
        _, ns, counts, digest = line.split()
        self.ns.setdefault(name, []).append(float(ns))
        self.alarms.setdefault(name, set()).add((counts, digest))

    def differing(self):
        ours = self.alarms[OURS]
        return [name for name, alarms in self.alarms.items() if alarms != ours or len(alarms) != 1]

    def show(self):
        ours = statistics.median(self.ns[OURS])
        print(f"{'':<16}{'ns a sample':>12}{'range':>18}{'ours is faster by':>20}")
        for name, ns in self.ns.items():
            middle = statistics.median(ns)
            between = f"{min(ns):.1f} to {max(ns):.1f}"
            print(f"{name:<16}{middle:>12.1f}{between:>18}{middle / ours:>19.1f}x")
        counts, digest = min(self.alarms[OURS])
        print(f"alarms a rule {counts}, digest {digest}")


def measure(commands, rounds):
    figures = Figures()
    for _ in range(rounds):
        for name, command in commands:
            done = call(command)
            if done.returncode != 0:
                sys.exit(f"{name}: {last_line(done.stderr)}")
            figures.add(name, last_line(done.stdout))
    return figures


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--lifts", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=900)
    parser.add_argument("--rounds", type=int, default=5)
    return parser.parse_args()


def main():
    asked = options()
    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)
        samples, csv = work / "samples.bin", work / "samples.csv"
        made = call([asked.build / "make_input", samples, "--csv", csv,
                     "--lifts", asked.lifts, "--seconds", asked.seconds])  # fmt: skip
        if made.returncode != 0:
            sys.exit(f"make_input: {last_line(made.stderr)}")
        everybody = list(peers(asked.build, work, samples, csv))
        commands = [(name, command) for name, command, why in everybody if why is None]
        print(f"{asked.lifts} lifts, {asked.seconds} s, {asked.rounds} rounds")
        figures = measure(commands, asked.rounds)
    figures.show()
    for name, _, why in everybody:
        if why is not None:
            print(f"{name}: skipped: {why}")
    if figures.differing():
        sys.exit(f"other alarms than ours: {', '.join(figures.differing())}")
    print("everybody found the same alarms")


main()
