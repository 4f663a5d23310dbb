# SPDX-License-Identifier: Apache-2.0
"""The program as a person meets it: what it prints, what it leaves behind, how it ends.

    program_test.py PATH/TO/hoistway
"""

import hashlib
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve() if len(sys.argv) > 1 else None

# Input that is none: each reader has to refuse it in words and never to fall over it.
SPOILT = {
    "empty": b"",
    "binary": bytes(range(256)) * 8,
    "truncated": b'{"lift":"SJZ-0001","time":"2026-03-01T0',
    "huge number": b'{"lift":"SJZ-0001","time":1e999,"floor":99999999999999999999}\n',
    "GBK": '{"lift":"SJZ-0001","时间":"二〇二六"}\n'.encode("gbk"),
    "not text at all": b"\x00\xff\xfe\x00" * 100,
}


class Program(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.at = pathlib.Path(cls.folder.name)
        cls.run_program("simulate", "--lifts", "3", "--days", "2", "--out", "city")
        cls.run_program(
            "simulate", "--lifts", "3", "--days", "2", "--link", "line_json", "--out", "frames"
        )

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def run_program(cls, *words, data=None):
        return subprocess.run(
            [PROGRAM, *words], cwd=cls.at, input=data, capture_output=True, timeout=120
        )

    def write(self, name, content):
        (self.at / name).write_bytes(content)
        return name

    def test_the_closing_line_is_words_for_people_and_json_for_machines(self):
        words = ("detect", "--registry", "city/registry.json", "--in", "city/obs.jsonl")
        people = self.run_program(*words, "--out", "a.jsonl")
        self.assertEqual(people.returncode, 0)
        self.assertRegex(people.stdout.decode(), r"^detect: 3 lifts, \d+ observations, ")
        machines = self.run_program("--json", *words, "--out", "b.jsonl")
        self.assertEqual(json.loads(machines.stdout)["lifts"], 3)
        self.assertEqual((self.at / "a.jsonl").read_bytes(), (self.at / "b.jsonl").read_bytes())

    def test_a_pipe_gives_what_files_give(self):
        log = (self.at / "city/obs.jsonl").read_bytes()
        self.run_program(
            "detect", "--registry", "city/registry.json", "--in", "city/obs.jsonl", "--out", "c"
        )
        piped = self.run_program("detect", "--registry", "city/registry.json", data=log)
        self.assertEqual(piped.stdout, (self.at / "c").read_bytes())
        self.assertIn(b"detect: 3 lifts", piped.stderr)

    def test_frames_and_log_of_one_city_raise_the_same_alarms(self):
        self.run_program("decode", "frames/frames.bin", "--out", "decoded.jsonl")
        told = []
        for log in ("decoded.jsonl", "city/obs.jsonl"):
            events = self.run_program("detect", "--registry", "city/registry.json", "--in", log)
            told.append(events.stdout)
        self.assertEqual(told[0], told[1])

    def test_the_same_seed_gives_the_same_bytes(self):
        def fingerprint(folder, seed):
            city = ("--lifts", "2", "--days", "1", "--seed", seed)
            self.run_program("simulate", *city, "--out", folder)
            return hashlib.sha256((self.at / folder / "obs.jsonl").read_bytes()).hexdigest()

        self.assertEqual(fingerprint("one", "7"), fingerprint("two", "7"))
        self.assertNotEqual(fingerprint("one", "7"), fingerprint("three", "8"))

    def test_the_demo_leaves_a_report_and_everything_it_came_from(self):
        demo = self.run_program("--json", "demo", "--lifts", "3", "--days", "2", "--out", "demo")
        figures = json.loads(demo.stdout)
        self.assertEqual(figures["refused"], 0)
        self.assertEqual(figures["entrapments"], figures["found_in_time"])
        self.assertEqual(figures["raised_falsely"], 0)
        page = (self.at / figures["report"]).read_text(encoding="utf-8")
        self.assertIn("月度报告", page)
        for name in ("registry.json", "truth.jsonl", "records.jsonl", "events.jsonl", "due.jsonl"):
            self.assertTrue((self.at / "demo" / name).exists(), name)

    def test_any_number_of_threads_gives_the_same_events(self):
        words = ("detect", "--registry", "city/registry.json", "--in", "city/obs.jsonl")
        alone = self.run_program(*words).stdout
        self.assertGreater(len(alone), 300)
        for threads in ("2", "3"):
            self.assertEqual(self.run_program(*words, "--threads", threads).stdout, alone)

    def test_a_spoilt_log_is_refused_line_by_line_and_the_rest_is_read(self):
        good = (self.at / "city/obs.jsonl").read_bytes().splitlines(keepends=True)[0]
        for name, spoilt in SPOILT.items():
            with self.subTest(name):
                log = self.write("spoilt.jsonl", good + spoilt + b"\n" + good)
                words = ("--registry", "city/registry.json", "--in", log, "--out", "d")
                run = self.run_program("--json", "detect", *words)
                self.assertEqual(run.returncode, 0)
                figures = json.loads(run.stdout)
                self.assertEqual(figures["observations"], 2)
                self.assertEqual(figures["refused_lines"] > 0, name != "empty")
                if name != "empty":
                    self.assertRegex(run.stderr.decode(), r"spoilt\.jsonl:2:\d+: \w+")

    def test_a_spoilt_registry_policy_or_month_ends_with_2_and_leaves_nothing(self):
        for name, spoilt in SPOILT.items():
            bad = self.write("bad", spoilt)
            good = ["--registry", "city/registry.json", "--in", "city/obs.jsonl"]
            for words in (
                ["detect", "--registry", bad, "--in", "city/obs.jsonl"],
                ["upkeep", *good, "--policy", bad],
                ["report", "month", *good, "--month", "2026-3"],
                ["upkeep", *good, "--at", "yesterday"],
            ):
                with self.subTest(name, words=words):
                    run = self.run_program(*words, "--out", "left")
                    self.assertEqual(run.returncode, 2, run.stderr)
                    self.assertTrue(run.stderr.startswith((b"hoistway: ", b"bad")), run.stderr)
                    self.assertEqual(list(self.at.glob("left*")), [])

    def test_a_file_of_rules_gives_the_rules_other_numbers(self):
        words = ("detect", "--registry", "city/registry.json", "--in", "city/obs.jsonl")
        usual = self.run_program(*words).stdout
        text = '{"id":"x","source":"a test","rules":{%s}}'
        same = self.write("same", (text % '"entrapment@1":{"at_level":90}').encode())
        self.assertEqual(self.run_program(*words, "--rules-file", same).stdout, usual)
        other = self.write("other", (text % '"device_offline@1":{"silence":7}').encode())
        self.assertNotEqual(self.run_program(*words, "--rules-file", other).stdout, usual)
        self.assertEqual(self.run_program("profile", "check", other).returncode, 0)
        bad = self.write("bad", (text % '"entrapment@9":{"at_level":90}').encode())
        run = self.run_program(*words, "--rules-file", bad, "--out", "left")
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"unknown_key at '/rules/entrapment@9'", run.stderr)
        self.assertFalse((self.at / "left").exists())

    def test_a_voice_from_the_car_is_an_entrapment_and_a_danger_cannot_be_muted(self):
        words = ("detect", "--registry", "city/registry.json", "--in", "city/obs.jsonl")
        quiet = self.run_program(*words).stdout
        said = '{"record":"%s","lift":"SJZ-0001","time":"2026-03-01T12:00:00+08:00"%s}\n'
        until = ',"until":"2026-03-02T12:00:00+08:00","mutes":"%s"'
        records = said % ("voice_answer", "") + said % ("mute", until % "noise_abnormal")
        name = self.write("words", (records + said % ("mute", until % "entrapment")).encode())
        run = self.run_program("--json", *words, "--records", name, "--out", "f")
        figures = json.loads(run.stdout)
        self.assertEqual((figures["voice_answers"], figures["mutes"]), (1, 1))
        self.assertEqual(figures["refused_lines"], 1)
        self.assertIn(b"words:3:", run.stderr)
        events = (self.at / "f").read_bytes().splitlines()
        new = [json.loads(line) for line in events if line not in quiet.splitlines()]
        self.assertEqual(new[0]["kind"], "entrapment")
        self.assertEqual(new[0]["time"], "2026-03-01T04:00:00Z")
        self.assertEqual(new[0]["evidence"]["reported_by"], "voice")

    def test_spoilt_records_are_refused_and_the_rest_is_used(self):
        visit = b'{"record":"visit","lift":"SJZ-0001","time":"2026-03-01T12:00:00+08:00"}\n'
        for name, spoilt in SPOILT.items():
            with self.subTest(name):
                later = visit.replace(b"T12:", b"T13:")
                records = self.write("records", visit + spoilt.replace(b"\n", b" ") + b"\n" + later)
                run = self.run_program(
                    "--json", "upkeep", "--registry", "city/registry.json",
                    "--in", "city/obs.jsonl", "--records", records, "--out", "e",
                )  # fmt: skip
                self.assertEqual(json.loads(run.stdout)["visits"], 2, run.stderr)

    def test_spoilt_frames_cost_only_themselves(self):
        frames = (self.at / "frames/frames.bin").read_bytes()
        whole = self.run_program("decode", "-", data=frames).stdout
        for name, spoilt in SPOILT.items():
            with self.subTest(name):
                run = self.run_program("decode", "-", data=spoilt + frames + spoilt)
                self.assertEqual(run.returncode, 0)
                self.assertEqual(run.stdout, whole)

    def test_each_link_is_decoded_by_its_name(self):
        mnk = b"F2020/11/10 11:24:46/00000004/000000000000517c00000000000421b930050000000053c3d000"
        samples = {
            "mnk_34_007": (mnk + b"63000000220e\n", '"lift":"00000004"'),
            "gbt_32960": (
                "232304FE4C5A595441474257394A313030343136340100081206161015150046EA",
                "LZYTAGBW9J1004164",
            ),
            "jtt_808": ("7e8001400501000000000139123443290000006f020000dc7e", "13912344329"),
        }
        for link, (data, expected) in samples.items():
            data = data if isinstance(data, bytes) else bytes.fromhex(data)
            done = self.run_program("decode", "--link", link, data=data)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn(expected, done.stdout.decode())
            self.assertIn(b"0 refused", done.stderr)

    def test_a_platforms_documents_are_decoded_by_its_dialect(self):
        document = {
            "registerNumber": "31103506002016053337", "samplingTime": "2026-01-02 03:04:05",
            "Car_Status": 1, "Door_Status": 4, "Car_Position": "B1",
        }  # fmt: skip
        name = self.write("push.jsonl", json.dumps(document).encode() + b"\n{oops}\n")
        done = self.run_program("decode", "--profile", "shanghai", name)
        self.assertEqual(done.returncode, 0, done.stderr)
        seen = json.loads(done.stdout)
        self.assertEqual((seen["motion"], seen["door"]), ("running", "open"))
        self.assertEqual(seen["time"], "2026-01-01T19:04:05Z")
        self.assertNotIn("floor", seen)
        self.assertIn(b"push.jsonl:2:", done.stderr)
        registry = {"lifts": [{"key": "31103506002016053337", "floors": [
            {"label": "B1", "height": 0}, {"label": "1", "height": 4}]}]}  # fmt: skip
        papers = self.write("labels.json", json.dumps(registry).encode())
        done = self.run_program("decode", "--profile", "shanghai", "--registry", papers, name)
        self.assertEqual(json.loads(done.stdout)["floor"], 1)

    def test_a_log_is_encoded_for_a_link_and_read_again(self):
        for link in ("line_json", "neutral", "controller_block"):
            done = self.run_program("encode", "--link", link, "--out", "e.bin", "city/obs.jsonl")
            self.assertEqual(done.returncode, 0, done.stderr)
            done = self.run_program("decode", "--link", link, "--out", "again.jsonl", "e.bin")
            self.assertRegex(done.stdout.decode(), r" 3 lifts, .* 0 refused")
        done = self.run_program("encode", "--profile", "open-rmf", "city/obs.jsonl")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(b"not said whole: presence", done.stderr)
        words = ("encode", "--profile", "shanghai", "--message", "telex")
        done = self.run_program(*words, data=b"")
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"no message 'telex'", done.stderr)

    def test_a_case_of_a_pilot_is_answered_by_clause(self):
        case = {"name": "A-1", "subject": "lift", "down": [["2026-05-06", None]]}
        name = self.write("cases.jsonl", json.dumps(case).encode() + b"\n{}\n")
        done = self.run_program("pilot", name, "--at", "2026-05-26", "--fail", "--json")
        self.assertEqual(done.returncode, 1, done.stderr)
        answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
        clauses = {each["clause"] for each in answers if each.get("holds") == "true"}
        self.assertEqual(clauses, {"五1"})
        figures = json.loads(done.stderr.splitlines()[-1])
        self.assertEqual((figures["to_leave"], figures["refused_lines"]), (1, 2))
        early = self.run_program("pilot", name, "--at", "2026-05-25", "--fail")
        self.assertEqual(early.returncode, 0)
        none = self.run_program("pilot", name, "--at", "2026-05-25", "--policy", "putian-2021")
        self.assertEqual(none.returncode, 2)

    def test_another_policy_and_the_days_ahead_are_told_for_the_same_log(self):
        good = ("--registry", "city/registry.json", "--in", "city/obs.jsonl")
        words = ("upkeep", *good, "--at", "2026-04-20", "--json")
        done = self.run_program(*words, "--what-if", "national-half-month", "--out", "w.jsonl")
        self.assertEqual(done.returncode, 0, done.stderr)
        changes = [json.loads(line) for line in (self.at / "w.jsonl").read_text().splitlines()]
        self.assertEqual(json.loads(done.stdout)["changes"], len(changes))
        self.assertEqual({each["shift"] for each in changes} - {"sooner"}, set(), changes)
        ahead = self.run_program(*words, "--forecast", "400", "--out", "f.jsonl")
        self.assertEqual(ahead.returncode, 0, ahead.stderr)
        days = [json.loads(line)["expected"] for line in (self.at / "f.jsonl").open()]
        self.assertEqual(days, sorted(days))
        self.assertEqual(len(days), 3)
        self.run_program(*words, "--workload", "unit", "--out", "l.jsonl")
        self.run_program(*words, "--workload", "maintenance_unit", "--out", "m.jsonl")
        self.assertEqual((self.at / "l.jsonl").read_bytes(), (self.at / "m.jsonl").read_bytes())
        self.assertIn(b'"maintenance_unit":', (self.at / "m.jsonl").read_bytes())
        for line in (self.at / "l.jsonl").open():
            unit = json.loads(line)
            self.assertEqual(sum(unit["visits"]), unit["total"])
        both = self.run_program(*words, "--what-if", "national-half-month", "--forecast", "9")
        self.assertEqual(both.returncode, 2)

    def test_an_entrapment_that_was_a_false_alarm_makes_no_visit_due(self):
        self.write("one.json", b'{"lifts":[{"key":"A-1","installed":"2020-01-01"}]}')
        rows, start = [], 1772323200000
        for trap in (start, start + 7_200_000):
            rows += [{"time": trap + 30_000 * i, "motion": "stopped", "door": "closed",
                      "mode": "normal", "door_zone": False, "presence": True}
                     for i in range(31)]  # fmt: skip
            rows.append({"time": trap + 960_000, "door": "open", "door_zone": True})
            rows += [{"time": trap + 990_000 + 30_000 * i, "presence": False} for i in range(18)]
        self.write("traps.jsonl", "".join(
            json.dumps({"lift": "A-1", **row}) + "\n" for row in rows).encode())  # fmt: skip
        data = ("--registry", "one.json", "--in", "traps.jsonl")
        found = self.run_program("detect", *data).stdout.decode().splitlines()
        raised = [event["time"] for event in map(json.loads, found)
                  if event["kind"] == "entrapment" and event["phase"] == "raised"]  # fmt: skip
        self.assertEqual(len(raised), 2)

        def due(*events):
            lines = [json.dumps({"record": "classification", "lift": "A-1", "event": event,
                                 "time": start + 9_900_000, "verdict": "false_alarm"})
                     for event in events]  # fmt: skip
            self.write("said.jsonl", "\n".join(lines).encode())
            words = ("--records", "said.jsonl", "--at", "2026-03-01")
            return self.run_program("upkeep", *data, *words)

        self.assertEqual(json.loads(due().stdout)["trigger"], "entrapments")
        self.assertEqual(due(raised[1]).stdout, b"")
        odd = due(start)
        self.assertEqual(json.loads(odd.stdout)["value"], 2)
        self.assertIn(b"no entrapment was raised at 2026-03-01T00:00:00Z", odd.stderr)

    def test_replaced_parts_are_held_against_a_book(self):
        book = {"id": "book", "source": "made up", "parts": [
            {"id": "lamp", "name": {"zh": "灯", "en": "Lamp"}, "lives": [],
             "price_yuan": [10, 20]}]}  # fmt: skip
        record = {"record": "replacement", "lift": "SJZ-0001", "time": 0, "part": "lamp"}
        self.write("book.json", json.dumps(book).encode())
        self.write("parts.jsonl", json.dumps({**record, "price": 20.01}).encode())
        words = ("parts", "--registry", "city/registry.json", "--book", "book.json")
        done = self.run_program(*words, "--records", "parts.jsonl", "--fail", "--lang", "en")
        self.assertEqual(done.returncode, 1, done.stderr)
        remark = json.loads(done.stdout)
        self.assertEqual((remark["doubt"], remark["limit"]), ("price_above", 20))
        self.assertEqual(self.run_program("profile", "check", "book.json").returncode, 0)

    def test_lives_of_parts_are_told_from_what_they_have_gone_through(self):
        lamp = {"id": "lamp", "name": {"zh": "灯", "en": "Lamp"},
                "lives": [{"by": "months", "limit": 12, "source": "made up"}]}  # fmt: skip
        book = {"id": "book", "source": "made up", "parts": [lamp]}
        self.write("lives.json", json.dumps(book).encode())
        use = b'{"lift":"A","part":"lamp","fitted":"2025-03-01"}\n{"part":"lamp"}\n'
        words = ("parts", "--book", "lives.json", "--uses", "-", "--fail", "--lang", "en")
        done = self.run_program(*words, "--at", "2026-03-01", data=use)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertEqual(json.loads(done.stdout)["state"], "over")
        self.assertIn(b"-:2: missing at 'lift'", done.stderr)
        early = self.run_program(*words, "--at", "2026-02-28", data=use)
        self.assertEqual((early.returncode, json.loads(early.stdout)["state"]), (0, "warn"))
        new = {"record": "replacement", "lift": "SJZ-0001", "part": "lamp",
               "time": "2026-01-01T12:00:00+08:00"}  # fmt: skip
        self.write("lamps.jsonl", json.dumps(new).encode())
        use = b'{"lift":"SJZ-0001","part":"lamp","fitted":"2025-03-01"}'
        both = ("--records", "lamps.jsonl", "--registry", "city/registry.json")
        done = self.run_program(*words, *both, "--at", "2026-03-01", data=use)
        answer = json.loads(done.stdout)
        self.assertEqual((answer["state"], answer["used"]), ("fine", 2), done.stderr)
        self.assertEqual(answer["replaced"], "2026-01-01")
        for half in ((), ("--uses", "-"), ("--records", "records.jsonl")):
            done = self.run_program("parts", "--book", "lives.json", *half, data=b"")
            self.assertEqual((done.returncode, done.stdout), (2, b""))

    def test_profiles_are_listed_shown_checked_and_compared(self):
        listed = self.run_program("profile", "list").stdout.decode()
        for word in ("shanghai", "platform", "shijiazhuang-2025", "policy"):
            self.assertIn(word, listed)
        page = self.run_program("profile", "show", "shanghai").stdout.decode()
        self.assertIn("# 上海", page)
        self.assertIn("| Total_Running_Time | run_time, h |", page)
        policy = self.run_program("profile", "show", "shijiazhuang-2025").stdout.decode()
        self.assertIn("| runs | 15000 count | below 15 years |", policy)
        same = self.run_program("profile", "diff", "shanghai", "shanghai", "--fail")
        self.assertEqual((same.returncode, same.stdout), (0, b""))
        two = ("elevatorcloud", "elevatorcloud-firmware")
        other = self.run_program("profile", "diff", *two, "--fail")
        self.assertEqual(other.returncode, 1)
        self.assertIn("code 16", other.stdout.decode())
        bad = self.write("bad.json", b'{"id":"x","dialect":"x","colour":"red"}')
        done = self.run_program("profile", "check", bad)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"unknown_key at '/colour'", done.stderr)
        done = self.run_program("decode", "--profile", bad, data=b"")
        self.assertEqual(done.returncode, 2)

    def test_a_file_is_checked_as_the_kind_that_it_is(self):
        src = pathlib.Path(__file__).parents[2] / "src"
        kinds = {
            "wire/profiles/shanghai.json": "profile",
            "upkeep/policies/putian-2021.json": "policy",
            "upkeep/calendars/china.json": "calendar",
            "upkeep/visit/checklists/tsg-t5002-2017-a.json": "checklist",
            "upkeep/visit/rules/visits-default.json": "visit_rules",
            "registry/lists/lift-list.json": "column_map",
        }
        for name, kind in kinds.items():
            done = self.run_program("--json", "profile", "check", src / name)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(json.loads(done.stdout)["kind"], kind)
        for content in (b'{"colour":"red"}', b"nonsense", b'{"lifts":[],"parts":[]}'):
            done = self.run_program("profile", "check", self.write("what.json", content))
            self.assertEqual((done.returncode, done.stdout), (2, b""))
            self.assertIn(b"visit_rules, column_map", done.stderr)

    def test_visits_are_checked_judged_ordered_and_graded(self):
        visit = (
            b'{"record":"visit","lift":"SJZ-0001","time":"2026-03-01T12:00:00+08:00","company":"c",'
            b'"begun":"2026-03-01T11:30:00+08:00","ended":"2026-03-01T12:00:00+08:00"}\n'
        )
        records = self.write("visits", visit + b'{"record":"visit"}\n')
        city = ("--registry", "city/registry.json", "--in", "city/obs.jsonl")
        for command in ("check", "result"):
            run = self.run_program(
                "--json", "visit", command, *city, "--records", records, "--out", command
            )
            figures = json.loads(run.stdout)
            self.assertEqual((figures["visits"], figures["refused_lines"]), (1, 1), run.stderr)
        verdict = json.loads((self.at / "check").read_text(encoding="utf-8"))
        self.assertEqual(verdict["verdict"], "doubtful")
        self.assertIn("存疑", verdict["sentence"])
        self.run_program("detect", *city, "--out", "alarms")
        run = self.run_program(
            "--json", "visit", "orders", "alarms", "--registry", "city/registry.json",
            "--out", "orders",
        )  # fmt: skip
        self.assertEqual(run.returncode, 0, run.stderr)
        run = self.run_program("visit", "grade", "check", "result")
        self.assertEqual(json.loads(run.stdout)["company"], "c")
        run = self.run_program("--json", "visit", "checklist", "--out", "list")
        self.assertEqual(json.loads(run.stdout)["items"], 31)
        run = self.run_program(
            "visit", "check", *city, "--records", records, "--out", "f", "--fail"
        )
        self.assertEqual(run.returncode, 1)

    def test_a_place_that_cannot_be_written_to_is_named(self):
        run = self.run_program(
            "detect", "--registry", "city/registry.json", "--in", "city/obs.jsonl",
            "--out", "no/such/folder/events.jsonl",
        )  # fmt: skip
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"no/such/folder/events.jsonl", run.stderr)

    def test_whoever_asks_for_it_gets_1_where_something_was_found(self):
        self.assertEqual(self.run_program("identify", "--fail", "123").returncode, 1)
        self.assertEqual(self.run_program("identify", "--fail", "012345").returncode, 0)

    def test_each_number_gets_a_line_of_its_own(self):
        run = self.run_program("identify", "012345", "31103506002016053337", "nonsense")
        kinds = [json.loads(line)["kind"] for line in run.stdout.splitlines()]
        self.assertEqual(len(kinds), 3)
        self.assertEqual(kinds[:2], ["rescue_code", "registration_code"])

    def test_the_rules_say_where_their_numbers_are_from(self):
        page = self.run_program("detect", "--rules").stdout.decode()
        self.assertIn("`entrapment@1`", page)
        self.assertIn("domain facts", page)

    def test_events_are_marked_and_every_slip_is_named(self):
        self.run_program("detect", "--registry", "city/registry.json", "--in", "city/obs.jsonl",
                         "--out", "told.jsonl")  # fmt: skip
        words = ("score", "--truth", "city/truth.jsonl", "--events", "told.jsonl")
        people = self.run_program(*words, "--registry", "city/registry.json", "--days", "2",
                                  "--out", "marks")  # fmt: skip
        self.assertEqual(people.returncode, 0, people.stderr)
        self.assertRegex(people.stdout.decode(), r"(?m)^all +\d+ .*\n\nscore: 3 lifts, ")
        page = json.loads((self.at / "marks/score.json").read_text())
        figures = json.loads(self.run_program("--json", *words).stdout)
        self.assertEqual(figures["truths"], page["figures"]["truths"])
        truths = (self.at / "city/truth.jsonl").read_text().splitlines()
        self.assertEqual(figures["truths"], len(truths))
        nothing = self.run_program("score", "--fail", "--truth", "city/truth.jsonl", "--events",
                                   self.write("nothing.jsonl", b""))  # fmt: skip
        self.assertEqual(nothing.returncode, 1 if truths else 0)
        for left_out in (words[:3], words[:1], [*words, "--days", "2"]):
            self.assertEqual(self.run_program(*left_out).returncode, 2)

    def test_spoilt_truth_and_events_are_refused_line_by_line(self):
        good = b'{"lift":"SJZ-0001","kind":"entrapment","from":0,"to":9}\n'
        for name, spoilt in SPOILT.items():
            with self.subTest(name):
                truth = self.write("spoilt.jsonl", good + spoilt + b"\n" + good)
                run = self.run_program("--json", "score", "--truth", truth, "--events", truth)
                self.assertEqual(run.returncode, 0, run.stderr)
                self.assertEqual(json.loads(run.stdout)["truths"], 2)
                self.assertEqual(json.loads(run.stdout)["found"], 0)

    def test_the_leaderboard_names_the_corpus_by_the_bytes_of_simulate(self):
        def fnv(name):
            value = 0xCBF29CE484222325  # FNV-1a, 64 bit, from its definition
            for byte in (self.at / name).read_bytes():
                value = (value ^ byte) * 0x100000001B3 % 2**64
            return f"{value:016x}"

        self.run_program("simulate", "--lifts", "2", "--days", "1", "--seed", "3", "--out", "two")
        words = ("score", "--corpus", "--lifts", "2", "--days", "1", "--seed", "3")
        run = self.run_program("--json", *words)
        self.assertEqual(run.returncode, 0, run.stderr)
        expected = fnv("two/obs.jsonl") + "-" + fnv("two/truth.jsonl")
        self.assertEqual(json.loads(run.stdout)["corpus"], expected)
        table = self.run_program(*words).stdout.decode()
        for name in ("hoistway", "public set: MCU box", "public set: camera edge"):
            self.assertEqual(table.count(f"\n{name} ") + table.startswith(f"{name} "), 2)

    def counts(self, *words):
        run = self.run_program(
            "--json", "counts", "--registry", "city/registry.json", "--lang", "en", *words
        )
        self.assertEqual(run.returncode, 0, run.stderr)
        return json.loads(run.stdout)

    def test_counts_go_on_where_the_last_session_stopped(self):
        lines = (self.at / "city/obs.jsonl").read_bytes().splitlines(keepends=True)
        self.counts("--in", "city/obs.jsonl", "--out", "whole.jsonl")
        for stop in (0, 1, 777, len(lines)):
            with self.subTest(stop=stop):
                self.write("first.jsonl", b"".join(lines[:stop]))
                self.write("rest.jsonl", b"".join(lines[stop:]))
                (self.at / "kept").unlink(missing_ok=True)
                self.counts("--in", "first.jsonl", "--out", "a.jsonl", "--log", "kept")
                kept = (self.at / "kept").read_bytes()
                self.counts("--in", "rest.jsonl", "--out", "b.jsonl", "--log", "kept")
                self.write("kept", kept)
                words = ("--in", "city/obs.jsonl", "--out", "c.jsonl", "--log", "kept", "--again")
                self.assertEqual(self.counts(*words)["counted_before"], stop)
                for name in ("b.jsonl", "c.jsonl"):
                    self.assertEqual(
                        (self.at / name).read_bytes(), (self.at / "whole.jsonl").read_bytes()
                    )

    def test_detection_goes_on_though_a_line_of_its_state_was_torn(self):
        words = ("detect", "--registry", "city/registry.json", "--in", "city/obs.jsonl")
        self.run_program(*words, "--state", "state", "--out", "e")
        lines = (self.at / "state").read_bytes().splitlines(keepends=True)
        stranger = lines[0].replace(b"SJZ-0001", b"nobody")
        self.write("state", lines[0] + lines[1][:-50] + b"\n" + stranger + b"".join(lines[2:]))
        run = self.run_program(*words, "--state", "state", "--out", "e")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn(b"state:2: bad_checksum at 'check'", run.stderr)
        self.assertIn(b"state:3: bad_checksum at 'check'", run.stderr)
        self.assertEqual(len((self.at / "state").read_bytes().splitlines()), len(lines))

    def test_a_due_list_of_stored_counts_is_that_of_all_observations(self):
        self.counts("--in", "city/obs.jsonl", "--out", "sums", "--log", "stored")
        words = ("upkeep", "--registry", "city/registry.json", "--lang", "en")
        late = ("--records", "city/records.jsonl", "--at", "2026-12-01")
        stored = self.run_program(*words, "--counts", "stored", *late)
        self.assertEqual(stored.returncode, 0, stored.stderr)
        whole = self.run_program(*words, "--in", "city/obs.jsonl", *late)
        self.assertEqual(stored.stdout, whole.stdout)
        self.assertGreater(len(stored.stdout), 0)
        early = self.run_program(*words, "--counts", "stored", "--at", "2026-01-01")
        self.assertEqual((early.returncode, early.stdout), (2, b""))
        self.assertIn(b"stored goes on to 2026-", early.stderr)
        self.write("stored", (self.at / "stored").read_bytes()[:-100])
        torn = self.run_program(*words, "--counts", "stored")
        self.assertEqual((torn.returncode, torn.stdout), (2, b""))
        self.assertIn(b"bad_checksum", torn.stderr)

    def test_nothing_is_counted_over_a_log_that_was_torn(self):
        self.counts("--in", "city/obs.jsonl", "--out", "a.jsonl", "--log", "torn")
        torn = (self.at / "torn").read_bytes()[:-100]
        self.write("torn", torn)
        run = self.run_program("counts", "--registry", "city/registry.json", "--in",
                               "city/obs.jsonl", "--log", "torn", "--out", "no.jsonl")  # fmt: skip
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"torn:3: bad_checksum", run.stderr)
        self.assertEqual((self.at / "torn").read_bytes(), torn)
        self.assertFalse((self.at / "no.jsonl").exists())

    def test_a_replaced_device_and_visits_that_cannot_be_are_told(self):
        self.write("registry.json", b'{"lifts":[{"key":"A","installed":"2026-01-01"}]}')
        self.write("totals.jsonl", b"".join(
            b'{"lift":"A","time":"2026-03-01T0%d:00:00Z","runs":%d}\n' % (hour, total)
            for hour, total in enumerate((50000, 50010, 20000)))
        )  # fmt: skip
        self.write("records.jsonl", b"".join(
            b'{"record":"visit","lift":"A","time":"%s"}\n' % time
            for time in (b"2025-12-31T12:00:00+08:00", *[b"2026-03-01T01:30:00Z"] * 2))
        )  # fmt: skip
        words = ("--registry", "registry.json", "--in", "totals.jsonl", "--records",
                 "records.jsonl", "--lang", "en", "--out", "out.jsonl")  # fmt: skip
        run = self.run_program("counts", *words, "--fail")
        self.assertEqual(run.returncode, 1, run.stderr)
        lift = json.loads((self.at / "out.jsonl").read_bytes())
        self.assertEqual(
            [remark["doubt"] for remark in lift["remarks"]],
            ["visit_before_installation", "two_visits_at_once", "total_replaced"],
        )
        self.assertEqual(lift["device"][0]["verdict"], "replaced")
        self.assertIn("from 50010 to 20000", lift["remarks"][2]["sentence"])
        run = self.run_program("upkeep", *words)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn(b"before the lift was installed", run.stderr)
        self.assertIn(b"stands there twice", run.stderr)

    def test_a_wrong_word_ends_with_2_and_the_way_to_help(self):
        for words in (["detekt"], ["simulate"], ["decode", "--link", "smoke"], []):
            with self.subTest(words=words):
                run = self.run_program(*words)
                self.assertEqual(run.returncode, 2)
                self.assertIn(b"--help", run.stderr + run.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=1)
