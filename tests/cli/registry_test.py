# SPDX-License-Identifier: Apache-2.0
"""The registry as a bureau meets it: lists in, lists compared, changes taken back, tags made.

    registry_test.py PATH/TO/hoistway
"""

import csv
import gzip
import io
import json
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None
DATA = pathlib.Path(__file__).resolve().parents[2].parent / "shared/data"
NEW_YORK = DATA / "nyc_dob_elevator_registry_2015/elevators.csv.gz"

CITY = """{"lifts":[
{"key":"A-1","registration_code":"31103506002016053337","rated_load":1000},
{"key":"A-2","rescue_code":"012345"}
]}
"""
LIST = (
    "编号,注册代码,救援编号,额定载重量\n1,31103506002016053337,054321,1000\n"
    "2,,012345,\n3,,099999,\n"
)
BAD = "编号,注册代码,救援编号\n1,31103506002016053337,5\n2,,012345\n"


class Registry(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.at = pathlib.Path(folder.name)
        self.write("city.json", CITY)
        self.write("list.csv", LIST)

    def write(self, name, text):
        (self.at / name).write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.at / name).read_text(encoding="utf-8")

    def run_program(self, *words, code=0):
        done = subprocess.run(
            [PROGRAM, "--json", "registry", *words], cwd=self.at, capture_output=True, timeout=300
        )
        self.assertEqual(done.returncode, code, done.stderr.decode())
        return done

    def figures(self, *words, code=0):
        return json.loads(self.run_program(*words, code=code).stdout)

    def test_a_list_with_a_fault_writes_nothing_unless_a_part_is_asked_for(self):
        self.write("bad.csv", BAD)
        words = ("import", "bad.csv", "--out", "new.json", "--report", "faults.jsonl")
        done = self.run_program(*words, code=2)
        self.assertIn("bad.csv:2:3: truncated at 'rescue_code'", done.stderr.decode())
        self.assertFalse((self.at / "new.json").exists())
        fault = json.loads(self.read("faults.jsonl"))
        self.assertEqual((fault["line"], fault["column"], fault["code"]), (2, 3, "truncated"))
        self.assertEqual(self.figures(*words, "--partial")["lifts"], 1)
        self.assertEqual(len(json.loads(self.read("new.json"))["lifts"]), 1)

    def test_import_then_export_gives_the_same_bytes(self):
        self.figures("import", "list.csv", "--out", "one.json")
        self.figures("import", "one.json", "--out", "two.json")
        self.assertEqual(self.read("one.json"), self.read("two.json"))
        self.assertEqual(self.figures("check", "two.json", "--fail")["faults"], 0)

    def test_a_list_taken_into_a_registry_can_be_undone_to_the_byte(self):
        columns = [("key", "lift"), ("use_unit", "owner"), ("use_unit.licence", "licence"),
                   ("contracts.number", "contract")]  # fmt: skip
        rules = [{"field": field, "headers": [header]} for field, header in columns]
        ours = {"id": "x", "edition": "1", "source": "s", "blanks": [], "columns": rules}
        self.write("map.json", json.dumps(ours))
        self.write("new.csv", "lift,owner,licence,contract\nA-1,甲,L1,HT-1\nC-3,甲,,HT-2\n")
        words = ("import", "new.csv", "--columns", "map.json", "--out", "new.json")
        changes = ("--registry", "city.json", "--undo", "undo.jsonl")
        figures = self.figures(*words, *changes, "--at", "2026-01-01T04:00:00Z")
        self.assertEqual((figures["lifts"], figures["changes"], figures["refused"]), (2, 5, 0))
        new = json.loads(self.read("new.json"))
        self.assertEqual([lift["key"] for lift in new["lifts"]], ["A-1", "A-2", "C-3"])
        self.assertEqual(new["parties"][0]["roles"], "use_unit")
        self.assertEqual(len(new["contracts"]), 2)
        self.figures("undo", "new.json", "undo.jsonl", "--out", "old.json")
        self.assertEqual(self.read("old.json"), CITY)
        self.run_program(*words, "--registry", "city.json", code=2)
        self.write("bad.csv", "lift,owner,licence\nA-1,甲,L1\nC-3,甲,L2\n")
        bad = ("import", "bad.csv", "--columns", "map.json", "--out", "bad.json")
        done = self.run_program(*bad, *changes, code=2)
        self.assertIn("bad.csv:3: duplicate at 'use_unit.licence': line 2", done.stderr.decode())
        self.assertFalse((self.at / "bad.json").exists())

    def test_a_list_of_something_else_is_not_compared_with_lifts(self):
        rules = [{"field": "parties.name", "headers": ["name"]}]
        ours = {"id": "x", "edition": "1", "source": "s", "blanks": [], "columns": rules}
        self.write("map.json", json.dumps(ours))
        self.write("units.csv", "name\n甲\n乙\n")
        self.assertEqual(self.figures("import", "units.csv", "--columns", "map.json",
                                      "--out", "units.json")["lifts"], 0)  # fmt: skip
        self.assertEqual(len(json.loads(self.read("units.json"))["parties"]), 2)
        words = ("reconcile", "units.csv", "--registry", "city.json", "--columns", "map.json")
        done = self.run_program(*words, code=2)
        self.assertIn("no column of a lift", done.stderr.decode())

    def test_what_is_reconciled_can_be_undone_to_the_byte(self):
        words = ("reconcile", "list.csv", "--registry", "city.json", "--out", "found.jsonl")
        changes = ("--apply", "new.json", "--undo", "undo.jsonl", "--at", "2026-01-01T04:00:00Z")
        figures = self.figures(*words, *changes, "--add")
        self.assertEqual(figures["lifts"], 3)
        self.assertEqual(figures["changes"], 2)
        self.assertEqual(len(self.read("found.jsonl").splitlines()), 3)
        history = self.run_program("history", "new.json").stdout.decode()
        self.assertEqual(history, self.read("undo.jsonl"))
        self.figures("undo", "new.json", "undo.jsonl", "--out", "old.json")
        self.assertEqual(self.read("old.json"), CITY)
        self.run_program("undo", "city.json", "undo.jsonl", "--out", "x.json", code=2)
        self.assertFalse((self.at / "x.json").exists())

    def test_a_registry_with_faults_is_told_and_fails_where_asked(self):
        self.write("faulty.json", '{"lifts":[{"key":"A","rescue_code":"1"}]}')
        self.assertEqual(self.figures("check", "faulty.json")["faults"], 1)
        self.figures("check", "faulty.json", "--fail", code=1)

    def test_a_tag_is_four_files_and_a_line(self):
        words = ("tag", "city.json", "--base-url", "https://lifts.example.org/t/", "--out", "tags")
        self.assertEqual(self.figures(*words)["tags"], 2)
        names = sorted(path.name for path in (self.at / "tags").iterdir())
        self.assertEqual(names, ["1.car.ndef", "1.machine_room.ndef", "1.pit.ndef", "1.svg",
                                 "2.car.ndef", "2.machine_room.ndef", "2.pit.ndef", "2.svg",
                                 "tags.jsonl"])  # fmt: skip
        uri = b"\x04lifts.example.org/t/A-2?at=pit"
        text = b"\x02zh" + "救援编号 012345, 底坑".encode()
        expected = (b"\x91\x01" + bytes([len(uri)]) + b"U" + uri
                    + b"\x51\x01" + bytes([len(text)]) + b"T" + text)  # fmt: skip
        self.assertEqual((self.at / "tags/2.pit.ndef").read_bytes(), expected)
        self.run_program(*words, "--lift", "nobody", code=2)

    def test_another_program_reads_the_code_off_the_picture(self):
        if shutil.which("zbarimg") is None:
            self.skipTest("zbarimg is not installed")
        for level in ("low", "high"):
            self.figures("tag", "city.json", "--base-url", "https://lifts.example.org/t/",
                         "--level", level, "--out", "tags")  # fmt: skip
            (self.at / "code.pgm").write_bytes(picture(self.read("tags/1.svg")))
            seen = subprocess.run(["zbarimg", "--quiet", "--raw", "code.pgm"], cwd=self.at,
                                  capture_output=True, timeout=60)  # fmt: skip
            self.assertEqual(seen.stdout.strip(), b"https://lifts.example.org/t/A-1")

    def test_lifts_of_new_york_come_in_with_dirty_units_and_every_fault_told(self):
        self.write("ny.csv", new_york(self))
        words = ("import", "ny.csv", "--out", "ny.json", "--report", "faults.jsonl")
        figures = self.figures(*words, "--partial")
        faults = [json.loads(line) for line in self.read("faults.jsonl").splitlines()]
        self.assertEqual(figures["rows"], 35042)
        self.assertEqual(figures["lifts"] + len({fault["line"] for fault in faults}), 35042)
        rows = list(csv.reader(io.StringIO(self.read("ny.csv"))))
        for fault in faults:  # line-exact: the cell named is the cell that was found
            cell = rows[fault["line"] - 1][fault["column"] - 1]
            self.assertTrue(cell.startswith(fault["found"].removesuffix("...")), fault)
        by_number = {row["key"]: row for row in json.loads(self.read("ny.json"))["lifts"]}
        # 500 lb and 50 ft/min, by hand.
        self.assertEqual(by_number["1D10028"]["rated_load"], 226.7962)
        self.assertEqual(by_number["1D10028"]["rated_speed"], 0.254)
        print("new york:", figures, {f["found"] for f in faults if len(f["found"]) < 4})

    def test_two_lists_of_new_york_that_disagree_are_joined_in_seconds(self):
        rows = list(csv.DictReader(io.StringIO(new_york(self))))
        for row in rows:
            del row["travel_distance"], row["speed_fpm"]
        spoilt, truth = spoil(rows)
        self.write("one.csv", as_csv(rows))
        self.write("two.csv", as_csv(spoilt))
        start = time.monotonic()
        figures = self.figures("reconcile", "one.csv", "two.csv", "--unchecked", "--partial",
                               "--out", "found.jsonl")  # fmt: skip
        seconds = time.monotonic() - start
        pairs = set()
        for line in self.read("found.jsonl").splitlines():
            decision = json.loads(line)
            if decision["state"] != "ambiguous" and len(decision["rows"]) == 2:
                pairs.add(tuple(place["line"] for place in decision["rows"]))
        right = len(pairs & truth)
        print(f"new york: {seconds:.1f} s, {len(pairs)} joined, {right} right of {len(truth)}",
              figures)  # fmt: skip
        self.assertGreater(right / len(pairs), 0.999)
        self.assertGreater(right / len(truth), 0.97)


def new_york(test):
    if not NEW_YORK.exists():
        print("skipped: no data")
        test.skipTest("no data")
    return gzip.decompress(NEW_YORK.read_bytes()).decode()


def as_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def spoil(rows):
    """A second list of the same lifts: 3 in 100 numbers with a slip, 2 replaced, 2 in another
    column, 2 lifts missing, the order mixed; and the lines that belong together."""
    chance = random.Random(7)
    second = []
    for line, row in enumerate(rows, 2):
        row, draw = dict(row, rescue_code=""), chance.random()
        number = row["device_number"]
        if draw < 0.03:
            at = chance.randrange(2, len(number) - 1) if len(number) > 3 else 0
            row["device_number"] = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
        elif draw < 0.05:
            row["device_number"] = f"N{line}X{chance.randrange(10**6)}"
        elif draw < 0.07:
            row["rescue_code"], row["device_number"] = number, ""
        elif draw < 0.09:
            continue
        second.append((line, row))
    chance.shuffle(second)
    truth = {(line, place) for place, (line, _) in enumerate(second, 2)}
    return [row for _, row in second], truth


def picture(svg):
    """The boxes of the picture as grey pixels, eight a module."""
    width, height = map(int, re.search(r'viewBox="0 0 (\d+) (\d+)"', svg).groups())
    pixels = [bytearray(b"\xff" * width) for _ in range(height)]
    dark = re.search(r'fill="#000" d="([^"]*)"', svg)[1]
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1", dark):
        for place in range(int(x), int(x) + int(run)):
            pixels[int(y)][place] = 0
    rows = [b"".join(bytes([pixel]) * 8 for pixel in row) for row in pixels for _ in range(8)]
    return b"P5 %d %d 255\n" % (width * 8, height * 8) + b"".join(rows)


if __name__ == "__main__":
    unittest.main()
