# SPDX-License-Identifier: Apache-2.0
"""A value that cannot be is refused with its row and its column, and never guessed at."""

import datetime

import hypothesis
import hypothesis.strategies as some
import numpy as np
import pandas
import pytest

import hoistway

CASES = {
    # name: the second of two values, and words of the refusal
    "door": ("ajarr", "row 1: door 'ajarr' is none of unknown, closed"),
    "motion": (7, "row 1: motion 7 is none of"),
    "presence": ("yes", "row 1: presence 'yes' is neither true nor false"),
    "overload": (2, "row 1: overload 2(.0)? is neither true nor false"),
    "floor": (1.5, "row 1: floor 1.5 is no whole number in range"),
    "people": (-1, "row 1: people -1.0 is no whole number in range"),
    "runs": (10**30, "row 1: runs 1e+30 is no whole number in range"),
    "rope_bends": (2**32 - 1, "row 1: rope_bends 4294967295.0 is no whole number in range"),
    "speed": ("fast", "row 1: speed 'fast' is no number"),
    "load": (float("inf"), "row 1: load inf is out of range"),
    "noise": (1e39, "row 1: noise 1e\\+39 is out of range"),
    "distance": (float("-inf"), "row 1: distance -inf is out of range"),
    "run_time": (True, "row 1: run_time True is no number"),
    "lift": (12345, "row 1: lift 12345 is no text; numbers lose their zeros"),
    "time": ("2026-03-01T08:00:00", "row 1: time '2026-03-01T08:00:00'.*with a zone"),
    "fault": ("12", "row 1: fault '12' is no dict"),
    "fault_code": (12.0, "row 1: fault_code 12.0 is no text; read it with dtype=str"),
}
GOOD = {
    "door": "open", "motion": "stopped", "presence": True, "overload": None, "floor": 1,
    "people": 0, "runs": 1, "rope_bends": 2, "speed": 0.5, "load": None, "noise": 40.0,
    "distance": 1.0, "run_time": 2.0, "lift": "A-1", "time": "2026-03-01T00:00:00Z", "fault": None,
    "fault_code": None,
}  # fmt: skip


def table_with(name, values):
    whole = {"lift": ["A-1"] * len(values), "time": [1000 * i for i in range(len(values))]}
    return {**whole, name: values}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("make", [dict, pandas.DataFrame])
def test_a_value_that_its_field_cannot_have_is_refused_by_row_and_column(name, make, registry):
    value, words = CASES[name]
    table = make(table_with(name, [GOOD[name], value]))
    with pytest.raises(ValueError, match=words.replace("1e+30", "1e\\+30")):
        hoistway.detect(table, registry=registry)


@pytest.mark.parametrize(
    "value, words",
    [
        (None, "row 0: time None is missing"),
        (pandas.NaT, "row 0: time None is missing"),
        (np.datetime64("NaT"), "row 0: time None is missing"),
        ("yesterday", "row 0: time 'yesterday'"),
        ("2026-02-30T00:00:00Z", "row 0: time '2026-02-30T00:00:00Z'"),
        (datetime.datetime(2026, 3, 1), "row 0: time '2026-03-01 00:00:00' has no zone"),
        (pandas.Timestamp("2026-03-01"), "row 0: time '2026-03-01 00:00:00' has no zone"),
        (1.5, "row 0: time 1.5 is neither"),
        (2**63, "row 0: time 9223372036854775808 is no time in the years"),
        (-(10**30), "row 0: time -1000000000000000000000000000000 is no time in the years"),
        (True, "row 0: time True is neither"),
    ],
)
def test_a_time_that_leaves_a_question_open_is_refused(value, words):
    with pytest.raises(ValueError, match=words):
        hoistway.write_log({"lift": ["A-1"], "time": [value]})


@pytest.mark.parametrize(
    "times",
    [
        pandas.Series(pandas.to_datetime(["2026-03-01"])),
        pandas.DatetimeIndex(["2026-03-01"]),
    ],
)
def test_a_pandas_column_without_a_zone_is_refused_with_its_cure(times):
    with pytest.raises(ValueError, match="row 0: time .* has no zone.*tz_localize"):
        hoistway.write_log({"lift": ["A-1"], "time": times})


def test_a_time_among_others_is_refused_with_its_own_row():
    with pytest.raises(ValueError, match="row 2: time '2026-03-01': "):
        hoistway.write_log(
            {"lift": ["A-1"] * 3, "time": [0, "2026-03-01T00:00:00Z", "2026-03-01"]}
        )


def test_an_integer_beyond_all_numbers_is_refused():
    with pytest.raises(ValueError, match="row 1: distance 10+ is out of range"):
        hoistway.write_log(table_with("distance", [1.0, 10**400]))


@pytest.mark.parametrize("name", ["lift", "time"])
def test_a_table_without_lift_or_time_is_refused(name, registry):
    table = {"lift": ["A-1"], "time": [0]}
    del table[name]
    for make in (dict, pandas.DataFrame):
        with pytest.raises(ValueError, match=f"the table has no column '{name}'"):
            hoistway.detect(make(table), registry=registry)


@pytest.mark.parametrize("missing", [None, np.nan, ""])
def test_an_observation_of_no_lift_is_refused(missing):
    with pytest.raises(ValueError, match="row 1: lift"):
        hoistway.write_log({"lift": ["A-1", missing], "time": [0, 1]})


def test_columns_of_different_length_are_refused():
    with pytest.raises(ValueError, match="column 'door' is not as long as 'time'"):
        hoistway.write_log({"lift": ["A-1"], "time": [0], "door": ["open", "open"]})


def test_a_name_that_is_there_twice_is_refused():
    frame = pandas.DataFrame([["A-1", 0, 1, 2]], columns=["lift", "time", "floor", "floor"])
    with pytest.raises(ValueError, match="twice"):
        hoistway.write_log(frame)


@pytest.mark.parametrize(
    "fault",
    [
        {"code": "12"},
        {"dialect": "elevatorcloud"},
        {"dialect": "elevatorcloud", "code": "12", "phase": "gone"},
        {"dialect": "elevatorcloud", "code": "123456789"},
        {"dialect": "", "code": "12"},
    ],
)
def test_half_a_fault_is_refused(fault):
    with pytest.raises(ValueError, match="row 0: fault"):
        hoistway.write_log({"lift": ["A-1"], "time": [0], "fault": [fault]})


@pytest.mark.parametrize(
    "name, column",
    [
        ("door", np.array([0, 6], dtype=np.uint8)),
        ("presence", np.array([0, 2], dtype=np.int8)),
        ("lift", np.array([0, 1], dtype=np.uint32)),
    ],
)
def test_a_table_that_was_spoilt_by_hand_is_refused(name, column):
    table = hoistway.read_log(b'{"lift":"A-1","time":0}\n{"lift":"A-1","time":1}\n')
    table[name] = column
    with pytest.raises(ValueError, match=f"row 1: {name}"):
        hoistway.write_log(table)


ANYTHING = some.one_of(
    some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=8),
    some.lists(some.integers(), max_size=2), some.binary(max_size=4),
    some.dictionaries(some.text(max_size=3), some.text(max_size=3), max_size=2),
)  # fmt: skip


@hypothesis.given(some.sampled_from(sorted(GOOD)), some.lists(ANYTHING, min_size=1, max_size=4))
def test_whatever_stands_in_a_column_is_read_or_is_a_value_error(name, values):
    try:
        log = hoistway.write_log(table_with(name, values))
    except ValueError:
        return
    assert hoistway.read_log(log).figures["observations"] == len(values)


@hypothesis.given(some.binary(max_size=300))
def test_whatever_bytes_come_reading_them_raises_nothing(data):
    for read in (hoistway.read_log, hoistway.decode):
        table = read(data)
        assert len(table) == table.figures["observations"]
        assert len(table.frame()) == len(table)


def test_lines_that_cannot_be_read_are_told_and_the_rest_is_read(tmp_path, registry):
    log = tmp_path / "obs.jsonl"
    log.write_bytes(b'{"lift":"A-1","time":0}\n{"lift":"A-1","time":0,"door":"ajarr"}\nnonsense\n')
    table = hoistway.read_log(log)
    assert (len(table), table.figures["refused_lines"]) == (1, 2)
    assert table.refusals[0].startswith(f"{log}:2:32: bad_value at 'door'")
    assert hoistway.detect(table, registry=registry).figures["refused_lines"] == 2
