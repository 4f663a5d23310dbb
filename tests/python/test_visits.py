# SPDX-License-Identifier: Apache-2.0
"""Visits from Python: frames in, frames out, and what cannot be used is told."""

import json

import pandas
import pytest

import hoistway

VISIT = {
    "record": "visit", "lift": "A-1", "time": "2026-03-02T09:40:00+08:00", "id": "v-1",
    "kind": "half_month", "worker": "w-1", "company": "c", "begun": "2026-03-02T09:00:00+08:00",
    "ended": "2026-03-02T09:40:00+08:00",
}  # fmt: skip


def test_a_frame_of_visits_gives_what_their_lines_give(registry):
    line = json.dumps(VISIT) + "\n"
    frame = pandas.DataFrame([VISIT])
    expected = hoistway.check_visits(line, registry=registry, lang="en")
    assert hoistway.check_visits(frame, registry=registry, lang="en").to_jsonl() == (
        expected.to_jsonl()
    )
    assert hoistway.check_visits([VISIT], registry=registry, lang="en") == expected
    assert expected[0]["verdict"] == "doubtful"
    assert [reason["reason"] for reason in expected[0]["reasons"]] == [
        "scan_missing", "scan_missing", "scan_missing", "items_missing", "no_second_witness",
    ]  # fmt: skip


def test_a_verdict_is_a_row_of_a_frame(registry):
    frame = hoistway.check_visits([VISIT], registry=registry).frame()
    assert list(frame["visit"]) == ["v-1"]
    assert str(frame["time"].dtype).endswith(", UTC]")  # pandas 3 counts in microseconds


def test_missing_cells_of_a_frame_are_not_said_at_all(registry):
    frame = pandas.DataFrame([VISIT, {"record": "visit", "lift": "B-2", "time": 5000}])
    answers = hoistway.check_visits(frame, registry=registry)
    assert answers.refusals == []
    assert "begun" not in answers[1]


def test_a_visit_that_cannot_be_is_refused_and_the_rest_is_judged(registry):
    bad = {**VISIT, "id": "v-2", "ended": "2026-03-02T08:00:00+08:00"}
    answers = hoistway.check_visits([bad, VISIT], registry=registry)
    assert [answer["visit"] for answer in answers] == ["v-1"]
    assert answers.figures["refused_lines"] == 1
    assert "records:1" in answers.refusals[0] and "ended" in answers.refusals[0]


def test_the_lift_itself_is_heard(registry):
    minutes = range(45)
    table = {
        "lift": ["A-1"] * len(minutes),
        "time": [1772413200000 + 60000 * minute for minute in minutes],
        "mode": ["inspection" if 5 < minute < 20 else "normal" for minute in minutes],
    }
    answers = hoistway.check_visits([VISIT], registry=registry, table=table)
    told = {reason["reason"] for reason in answers[0]["reasons"]}
    assert "no_second_witness" not in told and "no_inspection_mode" not in told
    (effect,) = hoistway.visit_results([VISIT], registry=registry, table=table)
    assert effect["change"] == "not_enough_data"


def test_orders_and_grades_come_of_lines_and_answers(registry):
    alarm = {"lift": "A-1", "kind": "entrapment", "phase": "raised", "severity": "critical",
             "time": "2026-03-02T01:00:00Z"}  # fmt: skip
    (order,) = hoistway.work_orders([alarm], registry=registry, at=1772413200000 + 3600000)
    assert order["state"] == "overdue"
    verdicts = hoistway.check_visits([VISIT], registry=registry)
    (grade,) = hoistway.grade_companies(verdicts)
    assert grade["company"] == "c" and grade["parts"][0]["value"] == 0
    assert len(hoistway.checklist("traction", "year")) == 76


def test_what_is_no_word_and_what_are_no_rules_are_refused(registry):
    with pytest.raises(ValueError, match="no equipment"):
        hoistway.checklist("sledge")
    with pytest.raises(ValueError, match="no language"):
        hoistway.checklist(lang="fr")
    with pytest.raises(ValueError, match="/id"):
        hoistway.check_visits([VISIT], registry=registry, rules={"colour": "red"})
    with pytest.raises(ValueError, match="days"):
        hoistway.visit_results([VISIT], registry=registry, table=None, days=0)
