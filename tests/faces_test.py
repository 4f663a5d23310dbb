# SPDX-License-Identifier: Apache-2.0
"""Three faces, one answer: C++, the program and Python give the same bytes for the same input.

    faces_test.py PATH/TO/hoistway PATH/TO/example_detect_file

The Python package is that of PYTHONPATH; where there is none, the test is skipped with 77.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

try:
    import hoistway
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

PROGRAM, EXAMPLE = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
del sys.argv[1:]
CITY = {"lifts": 3, "days": 16, "seed": 11, "start": "2026-03-20", "demo_rate": 200}
MONTH, DAY = "2026-03", "2026-03-31"


class Faces(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.at = pathlib.Path(cls.folder.name)
        options = [word for name, value in CITY.items()
                   for word in (f"--{name.replace('_', '-')}", str(value))]  # fmt: skip
        cls.run_program("simulate", *options, "--out", "city")
        cls.run_program("simulate", *options, "--link", "line_json", "--out", "frames")
        cls.run_program("decode", "frames/frames.bin", "--out", "decoded.jsonl")
        cls.city = hoistway.simulate(**CITY)
        cls.registry = cls.at / "city/registry.json"
        cls.logs = cls.make_logs()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_program(cls, *words):
        """The closing figures of the program."""
        done = subprocess.run([PROGRAM, "--json", *words], cwd=cls.at, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return json.loads(done.stdout)

    @classmethod
    def make_logs(cls):
        """The same city as JSON lines and CSV, and both with much in them that is refused."""
        lines = cls.read("city/obs.jsonl").splitlines(keepends=True)
        table = hoistway.read_log(cls.at / "city/obs.jsonl").frame().to_csv(index=False)
        rows = table.encode().splitlines(keepends=True)
        stranger = lines[5].replace(b"SJZ-0001", b"nobody").replace(b"2026-", b"2031-")
        strange_row = rows[5].replace(b"SJZ-0001", b"nobody").replace(b"2026-", b"2031-")
        spoilt = [b"nonsense\n", stranger, lines[7].replace(b'"floor"', b'"flor"')]
        spoilt_rows = [b"nonsense\n", strange_row, rows[7].replace(b"closed", b"ajarr")]
        files = {
            "lines.jsonl": b"".join(lines),
            "table.csv": b"".join(rows),
            "spoilt.jsonl": b"".join(lines[:9] + spoilt + lines[9:]),
            "spoilt.csv": b"".join(rows[:9] + spoilt_rows + rows[9:]),
            "short.jsonl": lines[0],
            "empty.jsonl": b"",
            "decoded.jsonl": cls.read("decoded.jsonl"),
        }
        for name, content in files.items():
            (cls.at / name).write_bytes(content)
        return list(files)

    @classmethod
    def read(cls, name):
        return (cls.at / name).read_bytes()

    def visits(self):
        records = [json.loads(line) for line in self.read("city/records.jsonl").splitlines()]
        times = hoistway._core.parse_times([record["time"] for record in records])
        return [(record["lift"], time) for record, time in zip(records, times)]

    def check_figures(self, python, program):
        """Each figure that both tell is the same; there are some."""
        both = python.keys() & program.keys()
        self.assertGreaterEqual(both, {"lifts", "observations", "refused_lines"})
        self.assertEqual({name: python[name] for name in both},
                         {name: program[name] for name in both})  # fmt: skip

    def check_folder(self, folder, files):
        written = {path.name: path.read_bytes() for path in (self.at / folder).iterdir()}
        self.assertEqual(written.keys(), files.keys())
        for name, content in files.items():
            self.assertEqual(written[name], content, f"{folder}/{name}")

    def test_simulate(self):
        self.assertEqual(self.city.registry.to_json(), self.registry.read_bytes())
        self.assertEqual(hoistway.write_log(self.city.observations), self.read("city/obs.jsonl"))
        truth = [json.loads(line) for line in self.read("city/truth.jsonl").splitlines()]
        self.assertEqual(self.city.truth, truth)
        self.assertEqual(self.city.visits, self.visits())
        self.assertGreater(len(truth), 0)

    def test_decode(self):
        for name, data in (("whole", self.read("frames/frames.bin")),
                           ("cut", self.read("frames/frames.bin")[100:-100])):  # fmt: skip
            with self.subTest(name):
                (self.at / "in.bin").write_bytes(data)
                figures = self.run_program("decode", "in.bin", "--out", "out.jsonl")
                for source in (data, self.at / "in.bin"):
                    table = hoistway.decode(source)
                    self.assertEqual(hoistway.write_log(table), self.read("out.jsonl"))
                for figure, value in table.figures.items():
                    self.assertEqual(value, figures[figure], figure)

    def test_detect(self):
        for log in self.logs:
            with self.subTest(log):
                figures = self.run_program(
                    "detect", "--registry", self.registry, "--in", log, "--out", "events"
                )
                subprocess.run([EXAMPLE, self.registry, log, "example"], cwd=self.at, check=True,
                               stdout=subprocess.DEVNULL)  # fmt: skip
                table = hoistway.read_log(self.at / log)
                events = hoistway.detect(table, registry=self.registry)
                self.assertEqual(events.to_jsonl(), self.read("events"))
                self.assertEqual(self.read("example"), self.read("events"))
                self.check_figures(events.figures, figures)
                if len(table) > 1:
                    self.assertGreater(len(events), 0)

    def test_detect_without_a_file_between(self):
        words = ["detect", "--registry", self.registry]
        self.run_program(*words, "--in", "decoded.jsonl", "--out", "e")
        heard = hoistway.decode(self.at / "frames/frames.bin")
        for table in (heard, heard.frame(), self.city.observations):
            events = hoistway.detect(table, registry=self.city.registry)
            self.assertEqual(events.to_jsonl(), self.read("e"))

    def test_detection_from_session_to_session(self):
        lines = self.read("lines.jsonl").splitlines(keepends=True)
        lines.sort(key=lambda line: json.loads(line)["time"])
        moment = json.loads(lines[len(lines) // 2])["time"]
        cut = next(i for i, line in enumerate(lines) if json.loads(line)["time"] == moment)
        words = ["detect", "--registry", self.registry, "--state", "st"]
        python = [b"", b""]
        for name, part in (("one", lines[:cut]), ("two", lines[cut:])):
            (self.at / "part.jsonl").write_bytes(b"".join(part))
            figures = self.run_program(*words, "--in", "part.jsonl", "--out", name)
            table = hoistway.read_log(self.at / "part.jsonl")
            events = hoistway.detect(table, registry=self.registry, state=python[1])
            python = [python[0] + events.to_jsonl(), events.state]
            self.assertEqual(events.state, self.read("st"))
            self.check_figures(events.figures, figures)
        self.run_program("detect", "--registry", self.registry, "--in", "lines.jsonl", "--out", "w")
        self.assertEqual(self.read("one") + self.read("two"), self.read("w"))
        self.assertEqual(python[0], self.read("w"))

    def test_upkeep(self):
        words = ["upkeep", "--registry", self.registry, "--records", "city/records.jsonl"]
        for log in self.logs:
            for lang, at in (("zh", DAY), ("en", "2026-12-01")):
                with self.subTest(log, lang=lang, at=at):
                    figures = self.run_program(
                        *words, "--in", log, "--at", at, "--lang", lang, "--out", "due"
                    )
                    due = hoistway.upkeep(hoistway.read_log(self.at / log), registry=self.registry,
                                          visits=self.visits(), at=at, lang=lang)  # fmt: skip
                    self.assertEqual(due.to_jsonl(), self.read("due"))
                    self.check_figures(due.figures, figures)
        self.assertGreater(len(due), 0)

    def test_counts(self):
        words = ["counts", "--registry", self.registry, "--records", "city/records.jsonl"]
        records = self.read("city/records.jsonl")
        for number, log in enumerate(self.logs):
            for lang in ("zh", "en"):
                with self.subTest(log, lang=lang):
                    figures = self.run_program(
                        *words, "--in", log, "--lang", lang, "--out", "list", "--log",
                        f"kept-{number}-{lang}",
                    )  # fmt: skip
                    counts = hoistway.counts(hoistway.read_log(self.at / log), lang=lang,
                                             registry=self.registry, records=records)  # fmt: skip
                    self.assertEqual(counts.to_jsonl(), self.read("list"))
                    self.check_figures(counts.figures, figures)
                    again = hoistway.counts(
                        hoistway.read_log(self.at / log), registry=self.registry, lang=lang,
                        records=records, log=self.read(f"kept-{number}-{lang}"), again=True,
                    )  # fmt: skip
                    self.assertEqual(again.to_jsonl(), counts.to_jsonl())

    def test_upkeep_from_stored_counts(self):
        given = ["--registry", self.registry, "--records", "city/records.jsonl"]
        self.run_program("counts", *given, "--in", "lines.jsonl", "--log", "stored", "--out", "o")
        words = {"registry": self.registry, "records": self.read("city/records.jsonl")}
        counts = hoistway.counts(self.city.observations, **words)
        self.assertEqual(counts.log, self.read("stored"))
        later, other = "2026-12-01", "national-half-month"
        for options, answers in (
            (["--at", "2026-04-09"], hoistway.upkeep(counts=counts, at="2026-04-09", **words)),
            (["--at", later, "--lang", "en"],
             hoistway.upkeep(counts=counts.log, at=later, lang="en", **words)),
            (["--forecast", "90"], hoistway.forecast(counts=counts, days=90, **words)),
            (["--workload", "division"], hoistway.workload(counts=counts, by="division", **words)),
            (["--at", later, "--what-if", other],
             hoistway.what_if(counts=counts, at=later, other=other, **words)),
        ):  # fmt: skip
            with self.subTest(options):
                figures = self.run_program("upkeep", *given, "--counts", "stored", *options,
                                           "--out", "due")  # fmt: skip
                self.assertEqual(answers.to_jsonl(), self.read("due"))
                self.check_figures(answers.figures, figures)
        whole = hoistway.upkeep(self.city.observations, at=later, **words)
        stored = hoistway.upkeep(counts=counts, at=later, **words)
        self.assertEqual(whole.to_jsonl(), stored.to_jsonl())
        self.assertGreater(len(whole), 0)

    def test_upkeep_of_a_policy_of_ones_own(self):
        policy = pathlib.Path(__file__).parents[1] / "src/upkeep/policies/shijiazhuang-2025.json"
        self.run_program("upkeep", "--registry", self.registry, "--in", "lines.jsonl", "--policy",
                         policy, "--out", "due")  # fmt: skip
        due = hoistway.upkeep(self.city.observations, registry=self.registry, policy=policy)
        self.assertEqual(due.to_jsonl(), self.read("due"))

    def check_upkeep(self, answers, *options, at=DAY):
        """The same lines as `hoistway upkeep` with these options."""
        figures = self.run_program("upkeep", "--registry", self.registry, "--in", "lines.jsonl",
                                   "--records", "city/records.jsonl", "--at", at, *options,
                                   "--out", "plan")  # fmt: skip
        self.assertEqual(answers.to_jsonl(), self.read("plan"))
        self.assertGreater(len(answers), 0)
        self.check_figures(answers.figures, figures)

    def test_forecast_workload_and_what_if(self):
        given = {"registry": self.registry, "visits": self.visits()}
        seen, late, other = self.city.observations, "2026-12-01", "national-half-month"
        ahead = hoistway.forecast(seen, **given, at=DAY, days=60)
        self.check_upkeep(ahead, "--forecast", "60")
        work = hoistway.workload(seen, **given, at=DAY, by="division", days=60, pilot_year=2)
        self.check_upkeep(work, "--workload", "division", "--forecast", "60", "--pilot-year", "2")
        changes = hoistway.what_if(seen, **given, at=late, other=other, lang="en")
        self.check_upkeep(changes, "--what-if", other, "--lang", "en", at=late)

    def test_pilot(self):
        case = {"name": "A", "subject": "lift", "down": [["2026-05-06", None]], "insured": True}
        facts = {"insured": case.pop("insured")}
        (self.at / "cases").write_text(json.dumps({**case, "facts": facts}) + "\nnonsense\n")
        figures = self.run_program("pilot", "cases", "--at", "2026-05-26", "--out", "standing")
        told = hoistway.pilot_standing((self.at / "cases").read_text(), at="2026-05-26")
        self.assertEqual(told.to_jsonl(), self.read("standing"))
        for name in ("cases", "to_leave", "unknown", "refused_lines"):
            self.assertEqual(told.figures[name], figures[name], name)
        rows = hoistway.pilot_standing([{**case, **facts}], at="2026-05-26")
        self.assertEqual(rows.to_jsonl(), told.to_jsonl())

    def test_parts(self):
        lamp = {"id": "lamp", "name": {"zh": "灯", "en": "Lamp"}, "price_yuan": [1, 2],
                "lives": [{"by": "runs", "limit": 100, "source": "made up"}]}  # fmt: skip
        book = {"id": "book", "source": "made up", "parts": [lamp]}
        use = {"lift": "A", "part": "lamp", "fitted": "2026-01-01", "runs": 95}
        record = {"record": "replacement", "lift": self.city.registry.keys[0], "time": 0,
                  "part": "lamp", "price": 3}  # fmt: skip
        for name, content in (("book", book), ("uses", use), ("replaced", record)):
            (self.at / name).write_text(json.dumps(content))
        self.run_program("parts", "--book", "book", "--uses", "uses", "--at", DAY, "--out", "o")
        told = hoistway.judge_parts([use], book=book, at=DAY)
        self.assertEqual((told.to_jsonl(), told[0]["state"]), (self.read("o"), "warn"))
        self.run_program("parts", "--book", "book", "--registry", self.registry,
                         "--records", "replaced", "--out", "o")  # fmt: skip
        told = hoistway.audit_parts([record], registry=self.registry, book=self.at / "book")
        self.assertEqual((told.to_jsonl(), told[0]["doubt"]), (self.read("o"), "price_above"))

    def test_report_month(self):
        words = ["report", "month", "--registry", self.registry, "--month", MONTH]
        for number, log in enumerate(self.logs):
            for lang, extra in (("zh", []), ("en", ["--simulated"])):
                with self.subTest(log, lang=lang):
                    out = f"month-{number}-{lang}"
                    self.run_program(*words, "--in", log, "--records", "city/records.jsonl",
                                     "--lang", lang, "--format", "html,csv,json,md", *extra,
                                     "--out", out)  # fmt: skip
                    files = hoistway.month_report(
                        hoistway.read_log(self.at / log), registry=self.registry, month=MONTH,
                        visits=self.visits(), lang=lang, simulated=bool(extra),
                        formats=["html", "csv", "json", "md"],
                    )  # fmt: skip
                    self.check_folder(out, files)

    def test_spoilt_records_of_people(self):
        visit = {"record": "visit", "lift": "SJZ-0001", "time": "2026-03-25T12:00:00+08:00"}
        stranger = json.dumps(visit | {"lift": "x"})
        records = "\n".join([json.dumps(visit), json.dumps(visit), "nonsense", stranger])
        (self.at / "spoilt").write_text(records)
        given = ["--registry", self.registry, "--in", "lines.jsonl", "--records", "spoilt"]
        figures = self.run_program("upkeep", *given, "--at", DAY, "--out", "due")
        due = hoistway.upkeep(self.city.observations, registry=self.registry, records=records,
                              at=DAY)  # fmt: skip
        self.assertEqual(due.to_jsonl(), self.read("due"))
        self.assertEqual((figures["visits"], figures["refused_lines"]), (1, 2))
        self.check_figures(due.figures, figures)
        month = self.run_program("report", "month", *given, "--month", MONTH, "--out", "m")
        self.assertEqual(month["refused_lines"], 2)
        files = hoistway.month_report(self.city.observations, registry=self.registry, month=MONTH,
                                      records=records)  # fmt: skip
        self.check_folder("m", files)

    def test_report_month_without_a_file_between(self):
        self.run_program("report", "month", "--registry", self.registry, "--month", MONTH, "--in",
                         "decoded.jsonl", "--out", "from-frames")  # fmt: skip
        heard = hoistway.decode(self.at / "frames/frames.bin")
        for table in (heard, heard.frame()):
            files = hoistway.month_report(table, registry=self.registry, month=MONTH)
            self.check_folder("from-frames", files)

    def test_report_fleet(self):
        for number, log in enumerate(self.logs):
            with self.subTest(log):
                out = f"fleet-{number}"
                self.run_program("report", "fleet", "--registry", self.registry, "--in", log,
                                 "--out", out, "--lang", "en", "--slot-minutes", "15",
                                 "--from-hour", "5", "--days", "20", "--offset", "+09:00",
                                 "--unheard-lifts", "3", "--more-days-than", "2",
                                 "--simulated")  # fmt: skip
                files = hoistway.fleet_report(
                    hoistway.read_log(self.at / log), registry=self.registry, lang="en",
                    slot_minutes=15, from_hour=5, days=20, offset="+09:00", unheard_lifts=3,
                    more_days_than=2, simulated=True,
                )  # fmt: skip
                self.check_folder(out, files)

    def test_report_fleet_as_it_comes(self):
        self.run_program("report", "fleet", "--registry", self.registry, "--in", "lines.jsonl",
                         "--out", "fleet")  # fmt: skip
        files = hoistway.fleet_report(self.city.observations, registry=self.registry)
        self.check_folder("fleet", files)
        figures = json.loads(files["fleet.json"])["figures"]
        self.assertEqual((figures["lifts"], figures["judged"]), (CITY["lifts"], CITY["lifts"]))

    def test_what_cannot_be_is_refused_by_both(self):
        for option, value, words in (
            ("offset", "Europe/Berlin", "is no offset: write +08:00"),
            ("from_hour", 22, "Availability: from_hour must come before to_hour"),
            ("slot_minutes", 7, "Availability: slot must divide a day"),
            ("slot_minutes", 0, "1"),
            ("lang", "de", "de"),
        ):
            with self.subTest(option, value=value):
                done = subprocess.run(
                    [PROGRAM, "report", "fleet", "--registry", self.registry, "--in", "lines.jsonl",
                     "--out", "none", f"--{option.replace('_', '-')}", str(value)],
                    cwd=self.at, capture_output=True,
                )  # fmt: skip
                self.assertEqual(done.returncode, 2)
                self.assertIn(words, (done.stderr + done.stdout).decode())
                self.assertFalse((self.at / "none").exists())
                with self.assertRaises(ValueError) as refused:
                    hoistway.fleet_report(self.city.observations, registry=self.registry,
                                          **{option: value})  # fmt: skip
                self.assertIn(words, str(refused.exception))

    def test_identify(self):
        numbers = ["012345", "31103506002016053337", "梯11冀A12345(20)", "nonsense"]
        done = subprocess.run([PROGRAM, "identify", *numbers], capture_output=True, check=True)
        told = [json.loads(line) for line in done.stdout.splitlines()]
        self.assertEqual([hoistway.identify(number) for number in numbers], told)

    def test_rules(self):
        done = subprocess.run([PROGRAM, "detect", "--rules"], capture_output=True, check=True)
        self.assertEqual(hoistway.rules_page().encode(), done.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=1)
