# SPDX-License-Identifier: Apache-2.0
"""Counts from Python: beside the device's own, over sessions, and what has to be looked at."""

import numpy as np
import pandas
import pytest

import hoistway

START = 1772323200000
FLOORS = [{"label": str(i + 1), "height": 3.0 * i} for i in range(5)]
REGISTRY = {
    "lifts": [
        {"key": "A-1", "installed": "2020-01-01", "reeving": "two_to_one", "floors": FLOORS},
        {"key": "B-2"},
    ]
}


def runs(count, first=0):
    """A run a minute of A-1, with the device's own total of runs."""
    rows = []
    for i in range(first, first + count):
        at = START + 60_000 * i
        rows += [
            {"time": at, "motion": "stopped", "door": "closed", "floor": 1 + i % 2,
             "runs": 500 + i},
            {"time": at + 1000, "motion": "running"},
            {"time": at + 9000, "motion": "stopped", "floor": 1 + (i + 1) % 2},
            {"time": at + 12000, "door": "open"},
        ]  # fmt: skip
    return pandas.DataFrame(rows).assign(lift="A-1")


def test_each_lift_is_a_dict_and_a_row():
    counts = hoistway.counts(runs(10), registry=REGISTRY, lang="en")
    assert [lift["lift"] for lift in counts] == ["A-1", "B-2"]
    frame = counts.frame()
    assert frame["counts.runs"].tolist() == [10, 0]
    assert frame["counts.rope_bends"].tolist() == [30, 0]
    assert frame["rope.bends"][0] == 20
    assert frame["rope.missing"][1] == "reeving"
    assert str(frame["since"].dtype).endswith(", UTC]")  # pandas 3 counts in microseconds
    assert counts.figures["remarks"] == 0


def test_a_replaced_device_is_told_with_both_totals():
    table = runs(10)
    table.loc[table["time"] == START + 60_000 * 8, "runs"] = 90_000
    counts = hoistway.counts(table, registry=REGISTRY, lang="en")
    device = counts.device_frame()
    assert device[["lift", "trigger", "verdict"]].values.tolist() == [["A-1", "runs", "replaced"]]
    remarks = counts.remark_frame()
    assert remarks["doubt"].tolist() == ["total_replaced", "total_replaced"]
    assert "went from 507 to 90000" in remarks["sentence"][0]
    assert counts.frame()["counts.runs"][0] == 10


@pytest.mark.parametrize("stop", [0, 1, 2, 3, 17, 39])
def test_a_session_goes_on_where_the_last_one_stopped(stop):
    table = runs(10)
    whole = hoistway.counts(table, registry=REGISTRY)
    first = hoistway.counts(table[:stop], registry=REGISTRY)
    on = hoistway.counts(table[stop:], registry=REGISTRY, log=first.log)
    again = hoistway.counts(table, registry=REGISTRY, log=first.log, again=True)
    assert on == whole
    assert again == whole
    assert again.figures["counted_before"] == stop


def test_a_log_that_was_changed_is_refused():
    log = hoistway.counts(runs(3), registry=REGISTRY).log
    for bad in (log[:-20], log.replace(b'"runs":3', b'"runs":9', 1)):
        with pytest.raises(ValueError, match="bad_checksum"):
            hoistway.counts(runs(3), registry=REGISTRY, log=bad)


def test_a_lift_that_left_the_registry_stays_in_the_log():
    log = hoistway.counts(runs(3), registry=REGISTRY).log
    other = hoistway.counts(
        runs(1).assign(lift="C-3"), registry={"lifts": [{"key": "C-3"}]}, log=log
    )
    assert other.log.endswith(log)
    assert "unknown_lift" in other.refusals[0]


def test_visits_that_cannot_be_are_remarks():
    records = pandas.DataFrame({
        "record": "visit", "lift": "A-1",
        "time": ["2019-12-31T12:00:00+08:00", START + 90_000, START + 90_000],
    })  # fmt: skip
    counts = hoistway.counts(runs(10), registry=REGISTRY, records=records)
    assert counts.remark_frame()["doubt"].tolist() == [
        "visit_before_installation", "two_visits_at_once",
    ]  # fmt: skip
    assert counts.frame()["since_visit.runs"].tolist() == [8, 0]


def test_the_due_list_leaves_such_visits_out_and_says_so():
    visits = [("A-1", START - 10**12), ("A-1", START + 90_000), ("A-1", START + 90_000)]
    due = hoistway.upkeep(runs(10), registry=REGISTRY, visits=visits, at="2026-06-01", lang="en")
    assert len(due.refusals) == 2
    assert "before the lift was installed" in due.refusals[0]
    assert "stands there twice" in due.refusals[1]
    assert due[0]["since"] == "2026-03-01"
    assert due.figures["visits"] == 1


def test_a_visit_to_a_lift_that_nobody_knows_is_refused():
    due = hoistway.upkeep(runs(10), registry=REGISTRY, visits=[("nobody", START)], at="2026-06-01")
    assert "unknown_lift" in due.refusals[0]
    assert (due.figures["visits"], due.figures["refused_lines"]) == (0, 1)


def test_a_classification_of_no_entrapment_is_a_remark():
    record = {"record": "classification", "lift": "A-1", "time": START, "event": START,
              "verdict": "real"}  # fmt: skip
    counts = hoistway.counts(runs(2), registry=REGISTRY, records=[record], lang="en")
    assert counts.remark_frame()["doubt"].tolist() == ["no_such_entrapment"]
    record["verdict"] = "perhaps"
    refused = hoistway.counts(runs(2), registry=REGISTRY, records=[record])
    assert "verdict" in refused.refusals[0]


def test_counts_of_a_city_are_those_of_its_lifts(city):
    counts = hoistway.counts(city.observations, registry=city.registry, records=None)
    runs_of = {lift["lift"]: lift["counts"]["runs"] for lift in counts}
    assert set(runs_of) == set(city.registry.keys)
    assert np.all(np.array(list(runs_of.values())) > 0)


def traps(*starts):
    """Somebody is shut in for a quarter of an hour, each time."""
    rows = []
    for trap in starts:
        rows += [
            {"time": trap + 30_000 * i, "motion": "stopped", "door": "closed", "mode": "normal",
             "door_zone": False, "presence": True}
            for i in range(31)
        ]  # fmt: skip
        rows.append({"time": trap + 960_000, "door": "open", "door_zone": True})
        rows += [{"time": trap + 990_000 + 30_000 * i, "presence": False} for i in range(18)]
    return pandas.DataFrame(rows).assign(lift="A-1")


def test_a_false_alarm_makes_no_visit_due():
    table = traps(START, START + 7_200_000)
    events = hoistway.detect(table, registry=REGISTRY)
    raised = [
        event["time"] for event in events
        if event["kind"] == "entrapment" and event["phase"] == "raised"
    ]  # fmt: skip
    assert len(raised) == 2
    said = {"record": "classification", "lift": "A-1", "time": START + 9_900_000}
    given = {"registry": REGISTRY, "at": "2026-03-01", "lang": "en"}
    for verdict, due in (("real", 1), ("false_alarm", 0)):
        records = [{**said, "event": raised[0], "verdict": verdict}]
        answer = hoistway.upkeep(table, records=records, **given)
        assert len(answer) == due and answer.refusals == []
    nothing = [{**said, "event": START, "verdict": "false_alarm"}]
    odd = hoistway.upkeep(table, records=nothing, **given)
    assert [item["trigger"] for item in odd] == ["entrapments"]
    assert "no entrapment was raised" in odd.refusals[0]


def test_visits_come_as_records_too():
    visits = [("A-1", START + 90_000)]
    lines = [{"record": "visit", "lift": key, "time": time} for key, time in visits]
    given = {"registry": REGISTRY, "at": "2026-06-01"}
    assert hoistway.upkeep(runs(10), records=lines, **given) == hoistway.upkeep(
        runs(10), visits=visits, **given
    )


def test_what_is_due_is_told_from_stored_counts():
    first = hoistway.counts(runs(10), registry=REGISTRY)
    given = {"registry": REGISTRY, "at": "2026-06-01", "lang": "en"}
    whole = hoistway.upkeep(runs(10), **given)
    for stored in (first, first.log, first.log.decode()):
        due = hoistway.upkeep(counts=stored, **given)
        assert due == whole and len(due) == 1
        assert due.figures["observations"] == whole.figures["observations"]
    visits = [("A-1", START + 40 * 86_400_000)]
    assert hoistway.upkeep(counts=first, visits=visits, **given)[0]["since"] == "2026-04-10"


def test_stored_counts_know_no_day_before_their_newest():
    stored = hoistway.counts(runs(10), registry=REGISTRY)
    with pytest.raises(ValueError, match="the counts go on to 2026-03-01"):
        hoistway.upkeep(counts=stored, registry=REGISTRY, at="2026-02-28")
    with pytest.raises(ValueError, match="a table of observations or counts"):
        hoistway.upkeep(runs(10), counts=stored, registry=REGISTRY)
    with pytest.raises(ValueError, match="a table of observations or counts"):
        hoistway.forecast(registry=REGISTRY)
    with pytest.raises(ValueError, match="nothing was heard"):
        hoistway.upkeep(counts=b"", registry=REGISTRY)


def test_a_visit_that_stored_counts_have_gone_past_is_used_and_told():
    stored = hoistway.counts(runs(10), registry=REGISTRY)
    late = [("A-1", START + 90_000), ("A-1", START + 90_000), ("nobody", START)]
    due = hoistway.upkeep(counts=stored, registry=REGISTRY, visits=late, at="2026-06-01")
    assert (due.figures["visits"], due.figures["refused_lines"]) == (1, 1)
    assert "unknown_lift" in due.refusals[0]
    assert "stands there twice" in due.refusals[1]
    assert "told after the count had gone past it" in due.refusals[2]
    assert [item["since"] for item in due] == ["2026-03-01"]


def test_replaced_ropes_are_counted_anew():
    new = {"record": "replacement", "lift": "A-1", "part": "suspension_ropes",
           "time": START + 60_000 * 6}  # fmt: skip
    frame = hoistway.counts(runs(10), registry=REGISTRY, records=[new]).frame()
    assert frame["counts.rope_bends"][0] == 30
    assert frame["rope.rope_bends"][0] == 12
    assert frame["rope.bends"][0] == 8
