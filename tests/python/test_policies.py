# SPDX-License-Identifier: Apache-2.0
"""Policies and pilots from Python: loaded, checked, judged, from frames and into frames."""

import copy
import json

import pandas
import pytest

import hoistway

CASES = pandas.DataFrame(
    [
        {"name": "A-1", "subject": "lift", "insured": True,
         "down": [["2026-05-06", None]], "history": [{"step": "admitted", "day": "2026-05-01"}]},
        {"name": "B-2", "subject": "lift", "insured": None, "down": None,
         "history": [{"step": "admitted", "day": "2025-05-01"}]},
        {"name": "甲公司", "subject": "company", "insured": None, "down": None, "history": None},
    ]
)  # fmt: skip


def own_policy():
    return copy.deepcopy(hoistway.load_policy("shijiazhuang-2025").file)


def test_the_built_in_policies_are_known_and_hold_together():
    assert "shijiazhuang-2025" in hoistway.policies()
    for name in hoistway.policies():
        policy = hoistway.load_policy(name)
        assert policy.id == name and policy.title["zh"] and policy.title["en"]
        assert hoistway.check_policy(name) == []


def test_limits_and_conditions_are_rows_with_clause_and_both_sentences():
    policy = hoistway.load_policy()
    limits = policy.frame()
    assert limits.loc[0, ["trigger", "limit", "clause"]].tolist() == ["runs", 15000, "附件1表1第1项"]
    assert "sentence_zh" in limits and "sentence_en" in limits
    conditions = policy.conditions_frame().set_index("id")
    assert conditions.loc["exit-1-down", "purpose"] == "exit"
    assert conditions.loc["exit-1-down", "clause"] == "五1"
    assert policy.conditions[0]["sentence"]["zh"] and policy.conditions[0]["sentence"]["en"]
    assert hoistway.load_policy("putian-2021").conditions == []


def test_a_policy_is_made_of_a_dict_or_a_file_and_is_used_wherever_one_is(tmp_path):
    own = own_policy()
    own["id"] = "my-city"
    path = tmp_path / "my-city.json"
    path.write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")
    for source in (own, path, str(path)):
        policy = hoistway.load_policy(source)
        assert policy.id == "my-city" and policy.file == own
    table = {"lift": ["A"], "time": [0]}
    due = hoistway.upkeep(table, registry=[{"key": "A"}], policy=policy, at="1970-03-01")
    assert due[0]["policy"] == "my-city"


def test_what_is_wrong_with_a_policy_is_told_by_pointer_all_of_it():
    own = own_policy()
    own["colour"] = "red"
    own["rows"][0]["limit"] = 0
    lines = hoistway.check_policy(own)
    assert len(lines) == 2
    assert "unknown_key at '/colour'" in lines[0] and "'/rows/0/limit'" in lines[1]
    with pytest.raises(ValueError, match="/colour"):
        hoistway.load_policy(own)
    with pytest.raises(OSError):
        hoistway.load_policy("no-such-policy")


def test_a_frame_of_cases_gives_what_their_lines_give():
    line = (
        '{"name":"A-1","subject":"lift","facts":{"insured":true},"down":[["2026-05-06",null]],'
        '"history":[{"step":"admitted","day":"2026-05-01"}]}\n'
    )
    expected = hoistway.pilot_standing(line, at="2026-05-26", lang="en")
    told = hoistway.pilot_standing(CASES[:1], at="2026-05-26", lang="en")
    assert told.to_jsonl() == expected.to_jsonl()
    assert told.figures["to_leave"] == 1
    frame = told.frame().set_index("condition")
    assert frame.loc["exit-1-down", ["clause", "holds"]].tolist() == ["五1", "true"]
    assert frame.loc["exit-1-down", "numbers"][0] == {
        "fact": "working_days_down", "op": "at_least", "limit": 15, "value": 15, "holds": "true",
    }  # fmt: skip


def test_admission_exit_and_ladder_are_told_in_both_languages():
    answers = {lang: hoistway.pilot_standing(CASES, at="2026-05-26", lang=lang)
               for lang in ("zh", "en")}  # fmt: skip
    assert [each.get("purpose") for each in answers["zh"]] == [
        each.get("purpose") for each in answers["en"]
    ]
    steps = [each for each in answers["en"] if "pilot_year" in each]
    assert [(step["name"], step["pilot_year"], step["months"]) for step in steps] == [
        ("A-1", 1, 1), ("B-2", 1, 1),
    ]  # fmt: skip
    assert steps[1]["renewal_missing"] is True
    assert answers["zh"].figures["cases"] == 3
    assert answers["zh"].figures["holidays_known"] is True
    assert hoistway.pilot_standing(CASES, at="2031-01-01").figures["holidays_known"] is False


def test_what_a_fact_cannot_be_is_refused_and_the_rest_is_judged():
    bad = [{"name": "X", "subject": "lift", "facts": {"insured": "perhaps"}},
           {"name": "Y", "subject": "crane"}, {"name": "Z", "subject": "lift"}]  # fmt: skip
    answers = hoistway.pilot_standing(bad, at="2026-05-26")
    assert {each["name"] for each in answers} == {"Z"}
    assert "cases:1: bad_value at '/facts/insured'" in answers.refusals[0]
    assert "cases:2: bad_value at '/subject'" in answers.refusals[1]
    assert answers.figures["refused_lines"] == 2


def test_a_calendar_of_your_own_counts():
    off = {"id": "mine", "years": [
        {"year": 2026, "source": "made up", "off": ["2026-05-25"], "worked": []}]}  # fmt: skip
    case = [{"name": "A", "subject": "lift", "down": [["2026-05-06", None]]}]

    def days_down(**options):
        answers = hoistway.pilot_standing(case, at="2026-05-26", **options)
        return next(seen["value"] for each in answers for seen in each.get("numbers", ())
                    if seen["fact"] == "working_days_down")  # fmt: skip

    assert days_down() == 15
    assert days_down(calendar=off) == 13  # a day off more, and 9 May is no working Saturday


def test_what_cannot_be_asked_is_a_value_error():
    with pytest.raises(ValueError, match="no rules of a pilot"):
        hoistway.pilot_standing([], at="2026-05-26", policy="putian-2021")
    with pytest.raises(ValueError, match="is no day"):
        hoistway.pilot_standing([], at="26 May")
    with pytest.raises(ValueError, match="no language"):
        hoistway.pilot_standing([], at="2026-05-26", lang="fr")
    with pytest.raises(ValueError, match="/years"):
        hoistway.pilot_standing([], at="2026-05-26", calendar={"id": "mine"})


def test_a_file_is_checked_as_the_kind_that_it_is():
    assert hoistway.check_file(own_policy()) == ("policy", [])
    kind, faults = hoistway.check_file({"id": "x", "columns": [], "colour": "red"})
    assert kind == "column_map" and any("'/colour'" in fault for fault in faults)
    kind, faults = hoistway.check_file({"colour": "red"})
    assert kind is None and "unsupported" in faults[0] and "colour" in faults[0]
    with pytest.raises(OSError):
        hoistway.check_file("no-such-file.json")
