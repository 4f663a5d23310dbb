# SPDX-License-Identifier: Apache-2.0
"""What lies ahead, from Python: forecasts, workload, another policy, lives and prices of parts."""

import copy

import pandas
import pytest

import hoistway

BOOK = {
    "id": "book", "source": "made up", "parts": [
        {"id": "door_operator", "name": {"zh": "门机", "en": "Door operator"},
         "lives": [{"by": "door_cycles", "limit": 100000, "source": "manual"}],
         "price_yuan": [10, 20], "warranty_months": 12}]}  # fmt: skip
USES = pandas.DataFrame(
    {
        "lift": ["A-1", "B-2", "B-2"],
        "part": ["door_operator", "door_operator", "wheel"],
        "fitted": pandas.to_datetime(["2020-03-31", "2021-01-01", "2021-01-01"]),
        "door_cycles": [90000, None, 1],
    }
)


@pytest.fixture(scope="module")
def town():
    """Four lifts for four weeks."""
    return hoistway.simulate(lifts=4, days=28, seed=3)


def given(town):
    return {"registry": town.registry, "visits": town.visits}


def test_a_forecast_is_a_row_a_lift_with_its_span_of_days(town):
    ahead = hoistway.forecast(town.observations, **given(town), days=60)
    frame = ahead.frame()
    assert list(frame["expected"]) == sorted(frame["expected"])
    assert (frame["early"] <= frame["expected"]).all()
    assert set(frame["lift"]) <= set(town.registry.keys) and len(frame) > 0
    assert ahead.figures["lifts"] == 4 and ahead.figures["visits"] == len(town.visits)
    fewer = hoistway.forecast(town.observations, **given(town), days=1)
    assert len(fewer) <= len(ahead)


def test_a_later_year_of_the_pilot_is_due_later(town):
    first = hoistway.forecast(town.observations, **given(town), days=400)
    third = hoistway.forecast(town.observations, **given(town), days=400, pilot_year=3)
    assert max(item["expected"] for item in third) > max(item["expected"] for item in first)
    due = hoistway.upkeep(town.observations, registry=town.registry, at="2026-04-10")
    later = hoistway.upkeep(town.observations, registry=town.registry, at="2026-04-10",
                            pilot_year=3)  # fmt: skip
    assert len(later) < len(due)


def test_the_workload_of_units_is_that_of_the_forecast(town):
    units = hoistway.workload(town.observations, **given(town), days=60)
    districts = hoistway.workload(town.observations, **given(town), days=60, by="division")
    ahead = hoistway.forecast(town.observations, **given(town), days=60)
    for groups, name in ((units, "maintenance_unit"), (districts, "division")):
        assert sum(group["total"] for group in groups) == len(ahead)
        assert all(sum(group["visits"]) == group["total"] for group in groups)
        assert all(name in group for group in groups)


def test_another_policy_changes_days_and_says_why(town):
    stricter = copy.deepcopy(hoistway.load_policy().file)
    stricter["id"] = "stricter"
    stricter["rows"] = stricter["rows"][:1]
    stricter["rows"][0] |= {"limit": 10, "applies": {}}
    changes = hoistway.what_if(town.observations, registry=town.registry, other=stricter)
    assert {change["shift"] for change in changes} == {"now_due"}
    assert changes.figures["changes"] == len(changes) == 4
    assert changes.frame()["clause"].unique().tolist() == ["附件1表1第1项"]
    same = hoistway.what_if(town.observations, registry=town.registry, other="shijiazhuang-2025")
    assert list(same) == []


def test_what_cannot_be_asked_of_the_future_is_a_value_error(town):
    for days in (0, 401):
        with pytest.raises(ValueError, match="days must be 1 to 400"):
            hoistway.forecast(town.observations, registry=town.registry, days=days)
    with pytest.raises(ValueError, match="neither maintenance_unit nor division"):
        hoistway.workload(town.observations, registry=town.registry, by="unit")
    with pytest.raises(ValueError, match="nothing was heard"):
        hoistway.forecast({"lift": [], "time": []}, registry=town.registry)
    with pytest.raises(ValueError, match="/colour"):
        hoistway.what_if(town.observations, registry=town.registry, other={"colour": "red"})


def test_lives_of_parts_are_judged_from_a_frame():
    answers = hoistway.judge_parts(USES, book=BOOK, at="2026-03-29", lang="en")
    assert list(answers.frame()["state"]) == ["warn", "unknown"]
    assert answers[0]["sentence"].startswith("Door operator: 90000 of 100000 door cycles used")
    assert answers.figures["refused_lines"] == 1
    assert answers.refusals[0].startswith("uses:3: unknown_key at 'part'")


def test_two_weeks_of_runs_say_when_a_life_will_end():
    use = {"lift": "A", "part": "door_operator", "fitted": "2026-01-01", "runs": 20000,
           "door_cycles": 80000, "first_day": "2026-03-16", "runs_by_day": [500] * 14}  # fmt: skip
    (answer,) = hoistway.judge_parts([use], book=BOOK, at="2026-03-29")
    assert answer["next"] == "2026-04-08"


def test_replaced_parts_are_asked_about(registry):
    record = {"record": "replacement", "lift": "A-1", "part": "door_operator"}
    records = pandas.DataFrame(
        [{**record, "time": 0, "price": 30.0}, {**record, "time": 86400000, "price": 15.0},
         {**record, "lift": "nobody", "time": 0, "price": 15.0}]
    )  # fmt: skip
    remarks = hoistway.audit_parts(records, registry=registry, book=BOOK, lang="en")
    assert [remark["doubt"] for remark in remarks] == ["price_above", "again"]
    assert "records:3" in remarks.refusals[0]


def test_a_book_that_cannot_be_is_a_value_error_with_its_pointer(registry):
    with pytest.raises(ValueError, match="/colour"):
        hoistway.judge_parts([], book={**BOOK, "colour": "red"}, at="2026-03-29")
    with pytest.raises(ValueError, match="/parts"):
        hoistway.audit_parts([], registry=registry, book={"id": "x", "source": "y"})
    with pytest.raises(ValueError, match="is no day"):
        hoistway.judge_parts([], book=BOOK, at="soon")
    with pytest.raises(OSError):
        hoistway.judge_parts([], book="no-such-book.json", at="2026-03-29")


def test_a_replaced_part_begins_its_life_anew(town):
    lamp = {"id": "lamp", "name": {"zh": "灯", "en": "Lamp"},
            "lives": [{"by": "months", "limit": 12, "source": "made up"}]}  # fmt: skip
    key = town.registry.keys[0]
    uses = [{"lift": key, "part": "lamp", "fitted": "2025-03-01"}]
    new = [{"record": "replacement", "lift": key, "part": "lamp",
            "time": "2026-01-01T12:00:00+08:00"}]  # fmt: skip
    given = {"book": {"id": "book", "source": "made up", "parts": [lamp]}, "at": "2026-03-01"}
    assert hoistway.judge_parts(uses, **given)[0]["state"] == "over"
    anew = hoistway.judge_parts(uses, **given, records=new, registry=town.registry)
    assert (anew[0]["state"], anew[0]["used"], anew[0]["replaced"]) == ("fine", 2, "2026-01-01")
    with pytest.raises(ValueError, match="give both"):
        hoistway.judge_parts(uses, **given, records=new)
