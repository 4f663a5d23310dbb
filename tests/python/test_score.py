# SPDX-License-Identifier: Apache-2.0
"""Marks for a detector, as the package gives them."""

import json

import pytest

import hoistway

TRUTH = [
    {"lift": "A-1", "kind": "entrapment", "from": 0, "to": 600_000},
    {"lift": "B-2", "kind": "entrapment", "from": 0, "to": 600_000},
]


def raised(lift, time, kind="entrapment"):
    return {"lift": lift, "kind": kind, "phase": "raised", "time": time}


def test_one_is_found_one_missed_and_one_false(registry):
    events = [raised("A-1", 90_000), raised("B-2", 700_000)]
    marks = hoistway.score(TRUTH, events, registry=registry, days=365.25)
    assert marks["all"]["recall"] == 0.5
    assert marks["all"]["precision"] == 0.5
    assert marks["all"]["delay_p50"] == 90
    assert marks["all"]["false_per_lift_year"] == 0.5
    assert [row["kind"] for row in marks["kinds"]] == ["entrapment"]
    assert [(row["what"], row["lift"]) for row in marks["slips"]] == [
        ("missed", "B-2"),
        ("false", "B-2"),
    ]
    assert marks.refusals == []


def test_what_cannot_be_computed_is_none(registry):
    marks = hoistway.score(TRUTH, [], registry=registry)
    assert marks["all"]["recall"] == 0
    assert marks["all"]["precision"] is None
    assert marks["all"]["delay_p50"] is None
    assert marks["all"]["false_per_lift_year"] is None


def test_lines_bytes_files_and_objects_give_the_same(registry, tmp_path):
    events = [raised("A-1", 90_000)]
    text = b"".join(json.dumps(row).encode() + b"\n" for row in TRUTH)
    path = tmp_path / "truth.jsonl"
    path.write_bytes(text)
    marks = [hoistway.score(truth, events, registry=registry) for truth in (TRUTH, text, path)]
    assert marks[0] == marks[1] == marks[2]


def test_a_city_is_marked_and_its_pages_are_written(tmp_path):
    city = hoistway.simulate(lifts=5, days=10)
    events = hoistway.detect(city.observations, registry=city.registry)
    marks = hoistway.score(
        city.truth, events, registry=city.registry, days=10, out=tmp_path, simulated=True
    )
    assert marks["all"]["truths"] == len(city.truth)
    assert marks["all"]["found"] + marks["all"]["missed"] == len(city.truth)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(marks.files)
    assert "模拟真值不是现场真值" in marks.files["score.html"].decode()


def test_a_bad_line_is_refused_and_the_others_count(registry):
    spoilt = [*TRUTH, {"lift": "nobody", "kind": "entrapment", "from": 0, "to": 1}]
    marks = hoistway.score(spoilt, [], registry=registry)
    assert marks["all"]["truths"] == 2
    assert len(marks.refusals) == 1
    assert marks.refusals[0].startswith("truth:3:11: unknown_lift")


def test_options_that_cannot_be_are_refused(registry):
    with pytest.raises(ValueError, match="slack must not be below 0"):
        hoistway.score(TRUTH, [], registry=registry, slack=-1)
    with pytest.raises(ValueError, match="no language"):
        hoistway.score(TRUTH, [], registry=registry, lang="fr")
