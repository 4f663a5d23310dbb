# SPDX-License-Identifier: Apache-2.0
"""Would a test notice? Each step of the rules is turned off, alone, and the tests are run.

A mutant is a condition that is always true or always false, an operand of && or || that does not
count, or a statement that is left out. All mutants of the headers under include/hoistway/detect are
built into one program (switches.hpp.in), which then runs once for each. A mutant survives if every
test of the rules passes with it. What is known to survive stands in survivors.md with the reason;
any other survivor, and any that is listed there in vain, ends this with 1.

    tests/mutation/mutate.py [--list] [--only TEXT] [--jobs N]

Needs clang-14 with its Python module (Debian: python3-clang-14). Cost: the tests are built once,
then those of the rules run for one to six seconds for each of some 1,400 mutants.
"""

import argparse
import concurrent.futures
import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys

from clang.cindex import CursorKind, Index, TypeKind

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
PLACE = ROOT / "build/mutants"
TREE = PLACE / "tree"
PROGRAM = PLACE / "build/tests/hoistway_tests"
FOLDERS = ("detect",)
# Rules of others, for comparison, and a list.
NOT_OURS = ("detect/published/", "detect/catalogue.hpp")
# The quick tests first: most mutants live no longer.
ROUNDS = (
    "*tests/detect/*,*tests/state/*",
    "*pipeline/transcripts_test*,*pipeline/forgotten_words_test*,*pipeline/row_test*",
    "*pipeline/fingerprint_test*,*pipeline/analysis_test*,*pipeline/fleet*",
)
LONGEST = 120  # seconds for one round; a mutant that hangs is noticed, too
NEUTRAL = {"&&": "true", "||": "false"}


@dataclasses.dataclass
class Mutant:
    number: int
    header: str  # from include/hoistway/
    function: str
    text: str  # of what is changed
    change: str  # "is true", "is false", "is left out"

    @property
    def name(self):
        return f"{self.header} {self.function}: `{self.text}` {self.change}"


class Header:
    """One header, its mutants and its text with a switch at each."""

    def __init__(self, path, first):
        self.path = path
        self.name = str(path.relative_to(ROOT / "include/hoistway"))
        self.source = path.read_bytes()
        self.next = first
        self.mutants = []
        self.marks = []  # (byte, order, text)
        flags = ["-x", "c++", "-std=c++20", f"-I{ROOT / 'include'}"]
        unit = Index.create().parse(str(path), args=flags)
        fatal = [str(each) for each in unit.diagnostics if each.severity >= 3]
        if fatal:
            sys.exit("\n".join(fatal))
        for cursor in unit.cursor.get_children():
            self.visit(cursor, "", None)

    def text(self, start, end):
        return self.source[start:end].decode()

    def between(self, left, right):
        return self.text(left.extent.end.offset, right.extent.start.offset)

    def add(self, function, cursor, change):
        said = " ".join(self.text(cursor.extent.start.offset, cursor.extent.end.offset).split())
        self.mutants.append(Mutant(self.next, self.name, function, said, change))
        self.next += 1

    def put(self, cursor, before, after):
        """Outer pairs open first and close last."""
        start, end = cursor.extent.start.offset, cursor.extent.end.offset
        rank = len(self.marks)
        self.marks.append((start, 1, -(end - start), rank, before))
        self.marks.append((end, 0, end - start, -rank, after))

    def condition(self, function, cursor):
        self.put(cursor, f"mutant::either({self.next}, ", ")")
        self.add(function, cursor, "is true")
        self.add(function, cursor, "is false")

    def operand(self, function, cursor, sign):
        wrap = f"(mutant::on({self.next}) ? {NEUTRAL[sign]} : static_cast<bool>("
        self.put(cursor, wrap, "))")
        self.add(function, cursor, f"is {NEUTRAL[sign]}")

    def statement(self, function, cursor):
        self.put(cursor, f"if (mutant::on({self.next})) {{}} else ", "")
        self.add(function, cursor, "is left out")

    def result(self, function, cursor):
        self.put(cursor, f"mutant::on({self.next}) ? void() : ", "")
        self.add(function, cursor, "is left out")

    def visit(self, cursor, function, of):
        place = cursor.location.file
        if place is not None and pathlib.Path(place.name) != self.path:
            return
        kind = cursor.kind
        if kind in (CursorKind.FUNCTION_DECL, CursorKind.CXX_METHOD, CursorKind.CONSTRUCTOR,
                    CursorKind.FUNCTION_TEMPLATE):  # fmt: skip
            owner = cursor.semantic_parent.spelling
            free = owner in ("hoistway", "detail")
            function = cursor.spelling if free else f"{owner}::{cursor.spelling}"
            of = cursor
        inside = [each for each in cursor.get_children()]
        if kind == CursorKind.VAR_DECL and "constexpr" in self.head(cursor):
            return
        if kind == CursorKind.STATIC_ASSERT:
            return
        if function and kind == CursorKind.IF_STMT:
            self.visit_if(cursor, function, inside)
        elif function and kind == CursorKind.CONDITIONAL_OPERATOR:
            self.condition(function, inside[0])
        elif function and kind == CursorKind.BINARY_OPERATOR and len(inside) == 2:
            sign = self.between(*inside).strip().strip("()").strip()
            if sign in NEUTRAL:
                for each in inside:
                    self.operand(function, each, sign)
        elif function and kind == CursorKind.COMPOUND_STMT:
            for each in filter(lambda child: child.kind.is_expression(), inside):
                self.statement(function, each)
        elif function and kind == CursorKind.RETURN_STMT and inside:
            if of is not None and of.result_type.kind == TypeKind.VOID:
                self.result(function, inside[0])
        for each in inside:
            self.visit(each, function, of)

    def visit_if(self, cursor, function, inside):
        start = cursor.extent.start.offset
        if self.text(start, start + 14).split("(")[0].split() == ["if", "constexpr"]:
            return
        if any(each.kind == CursorKind.VAR_DECL for each in inside):
            return
        rest = [each for each in inside if each.kind != CursorKind.DECL_STMT]
        self.condition(function, rest[0])
        for each in rest[1:]:
            if each.kind.is_expression():
                self.statement(function, each)

    def head(self, cursor):
        return self.text(cursor.extent.start.offset, cursor.location.offset)

    def rewritten(self):
        out, at = [], 0
        for byte, *_, text in sorted(self.marks):
            out.append(self.text(at, byte) + text)
            at = byte
        out.append(self.text(at, len(self.source)))
        return re.sub(r"#pragma once\n", '#pragma once\n#include "hoistway/switches.hpp"\n',
                      "".join(out), count=1)  # fmt: skip


def headers():
    number = 1  # each header has a thousand, so that a change of one leaves the others as built
    for folder in FOLDERS:
        for path in sorted((ROOT / "include/hoistway" / folder).rglob("*.hpp")):
            name = str(path.relative_to(ROOT / "include/hoistway"))
            if name.startswith(NOT_OURS):
                continue
            header = Header(path, number)
            number += 1000
            yield header


def write_if_new(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != content:
        path.write_bytes(content)


def build(all_headers, jobs):
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, check=True,
                            capture_output=True, text=True).stdout.splitlines()  # fmt: skip
    changed = {header.path: header.rewritten().encode() for header in all_headers}
    wanted = set()
    for name in listed:
        if (ROOT / name).is_file():
            wanted.add(TREE / name)
            write_if_new(TREE / name, changed.get(ROOT / name) or (ROOT / name).read_bytes())
    switches = TREE / "include/hoistway/switches.hpp"
    write_if_new(switches, (HERE / "switches.hpp.in").read_bytes())
    for path in TREE.rglob("*"):
        if path.is_file() and path not in wanted and path != switches:
            path.unlink()
    settings = ("CMAKE_BUILD_TYPE=", "CMAKE_CXX_FLAGS=-O1", "HOISTWAY_EXAMPLES=OFF",
                "HOISTWAY_INSTALL=OFF")  # fmt: skip
    subprocess.run(["cmake", "-S", TREE, "-B", PLACE / "build", "-G", "Ninja",
                    *(f"-D{each}" for each in settings)],
                   check=True, stdout=subprocess.DEVNULL)  # fmt: skip
    subprocess.run(["cmake", "--build", PLACE / "build", "--target", "hoistway_tests",
                    "--parallel", str(jobs)], check=True)  # fmt: skip


def is_noticed(number):
    """Whether some test fails, and in which round."""
    environment = {**os.environ, "HOISTWAY_MUTANT": str(number)}
    for files in ROUNDS:
        command = [PROGRAM, f"--source-file={files}", "--abort-after=1", "--no-intro=true"]
        try:
            end = subprocess.run(command, env=environment, capture_output=True, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            return True
        if end.returncode != 0:
            return True
    return False


def run(mutants, jobs):
    """The names of those that no test notices."""
    survivors = []
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        answers = pool.map(lambda mutant: is_noticed(mutant.number), mutants)
        for count, (mutant, noticed) in enumerate(zip(mutants, answers), 1):
            if not noticed:
                survivors.append(mutant.name)
                print(f"survives: {mutant.name}", flush=True)
            if count % 50 == 0:
                print(f"{count} of {len(mutants)}, {len(survivors)} survive", flush=True)
    return survivors


def known_survivors():
    """The names in survivors.md: `- header function: `text` change`, then the reason."""
    page = (HERE / "survivors.md").read_text(encoding="utf-8")
    return [line.removeprefix("- ").rstrip() for line in page.splitlines() if line.startswith("- ")]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--list", action="store_true", help="name the mutants, run nothing")
    options.add_argument("--only", default="", metavar="TEXT", help="mutants whose name holds it")
    options.add_argument("--jobs", type=int, default=os.cpu_count(), metavar="N")
    asked = options.parse_args()
    all_headers = list(headers())
    mutants = [each for header in all_headers for each in header.mutants if asked.only in each.name]
    if asked.list:
        print("\n".join(each.name for each in mutants))
        return 0
    build(all_headers, asked.jobs)
    if is_noticed(0):
        sys.exit("The tests fail with every switch off: mend that first.")
    survivors = run(mutants, asked.jobs)
    known = known_survivors()
    new = [name for name in survivors if name not in known]
    gone = [name for name in known if asked.only in name and name not in survivors]
    print(f"{len(mutants)} mutants, {len(survivors)} survive, {len(new)} of them unexplained")
    for name in gone:
        print(f"listed in survivors.md, but noticed: {name}")
    return 1 if new or gone else 0


if __name__ == "__main__":
    sys.exit(main())
