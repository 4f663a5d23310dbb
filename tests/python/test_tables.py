# SPDX-License-Identifier: Apache-2.0
"""The same observations give the same bytes, in whatever table they come."""

import io
import json

import hypothesis
import hypothesis.strategies as some
import numpy as np
import pandas
import pytest

import hoistway
from hoistway import _core
from hoistway.table import FIELDS, NAMES

LINES = b"""\
{"lift":"A-1","time":"2026-03-01T00:00:00Z","floor":3,"motion":"stopped","door":"closed",\
"presence":true,"people":2,"speed":0,"distance":12.5}
{"lift":"B-2","time":"2026-03-01T00:00:01.5Z","mode":"inspection","overload":false,"noise":55.5,\
"fault":{"dialect":"elevatorcloud","code":"12"}}
{"lift":"A-1","time":"2026-03-01T00:00:02Z","direction":"up","runs":4000000000,"run_time":0.1,\
"fault":{"dialect":"elevatorcloud","code":"012","phase":"cleared"}}
"""
ONE = {"lift": ["A-1"], "time": ["2026-03-01T00:00:00Z"]}


def as_frame(table):
    return table.frame()


def as_arrays(table):
    frame = table.frame()
    return {name: np.asarray(frame[name]) for name in frame}


def as_lists(table):
    return {name: list(values) for name, values in as_arrays(table).items()}


def as_pandas_reads_json(table):
    return pandas.read_json(io.BytesIO(hoistway.write_log(table)), lines=True)


def as_pandas_reads_csv(table):
    text = table.frame().to_csv(index=False)
    return pandas.read_csv(io.StringIO(text), dtype={"fault_code": str, "fault_dialect": str})


def as_log(table):
    return hoistway.read_log(hoistway.write_log(table))


def as_csv_log(table):
    return hoistway.read_log(table.frame().to_csv(index=False).encode())


def as_milliseconds(table):
    return table.frame().assign(time=table["time"])


def as_datetimes(table):
    return table.frame().assign(time=lambda frame: frame["time"].dt.tz_convert("Asia/Shanghai"))


def as_datetime64(table):
    return {**as_arrays(table), "time": table["time"].astype("datetime64[ms]")}


WAYS = [
    as_frame, as_arrays, as_lists, as_pandas_reads_json, as_pandas_reads_csv, as_log, as_csv_log,
    as_milliseconds, as_datetimes, as_datetime64,
]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_city_gives_the_same_bytes_in_any_table(way, city):
    table = way(city.observations)
    assert hoistway.write_log(table) == hoistway.write_log(city.observations)
    events = hoistway.detect(table, registry=city.registry)
    wanted = hoistway.detect(city.observations, registry=city.registry)
    assert events.to_jsonl() == wanted.to_jsonl()
    assert len(events) > 0


@pytest.mark.parametrize("way", WAYS)
def test_rare_fields_and_faults_survive_any_table(way):
    table = hoistway.read_log(LINES)
    assert hoistway.write_log(way(table)) == LINES.replace(b"01.5Z", b"01.500Z")


def test_a_native_fault_in_a_frame_is_an_event(registry):
    events = hoistway.detect(hoistway.read_log(LINES).frame(), registry=registry)
    told = [event for event in events if event["evidence"].get("reported_by") == "device"]
    assert [(event["lift"], event["kind"], event["native"]) for event in told] == [
        ("B-2", "close_abnormal", {"dialect": "elevatorcloud", "code": "12"})
    ]


def test_a_voice_from_the_car_is_an_entrapment_and_a_danger_cannot_be_muted(registry):
    table = {"lift": ["A-1"] * 3, "time": [0, 60_000, 120_000], "door": ["closed"] * 3}
    answer = {"record": "voice_answer", "lift": "A-1", "time": 70_000}
    mute = {"record": "mute", "lift": "A-1", "time": 0, "until": 1, "mutes": "entrapment"}
    events = hoistway.detect(table, registry=registry, records=[answer, mute])
    assert [(event["kind"], event["evidence"]["reported_by"]) for event in events] == [
        ("entrapment", "voice")
    ]
    assert events[0]["time"] == "1970-01-01T00:01:10Z"
    assert (events.figures["voice_answers"], events.figures["mutes"]) == (1, 0)
    assert events.figures["refused_lines"] == len(events.refusals) == 1
    assert "mutes" in events.refusals[0]
    assert hoistway.detect(table, registry=registry) == []


def test_a_file_of_rules_gives_the_rules_other_numbers(registry):
    table = {
        "lift": ["A-1"] * 4, "time": [0, 20_000, 40_000, 60_000], "motion": ["stopped"] * 4,
        "door": ["closed"] * 4, "presence": [True] * 4,
    }  # fmt: skip
    hasty = {"id": "hasty", "source": "a test", "rules": {"entrapment@1": {"at_level": 30}}}
    assert hoistway.detect(table, registry=registry) == []
    for rules in (hasty, json.dumps(hasty)):
        events = hoistway.detect(table, registry=registry, rules=rules)
        assert [(event["kind"], event["time"]) for event in events] == [
            ("entrapment", "1970-01-01T00:00:30Z")
        ]
    hasty["rules"]["entrapment@1"]["at_levle"] = 1
    with pytest.raises(ValueError, match="unknown_key at '/rules/entrapment@1/at_levle'"):
        hoistway.detect(table, registry=registry, rules=hasty)


def test_a_table_of_nothing_has_no_events(registry):
    for empty in (pandas.DataFrame({"lift": [], "time": []}), {"lift": [], "time": []},
                  hoistway.read_log(b"")):  # fmt: skip
        events = hoistway.detect(empty, registry=registry)
        assert events == [] and events.to_jsonl() == b""
        assert events.figures["observations"] == 0
    assert len(hoistway.read_log(b"").frame()) == 0


def test_one_observation_is_a_table(registry):
    assert hoistway.detect(ONE, registry=registry).figures["observations"] == 1
    assert hoistway.write_log(ONE) == b'{"lift":"A-1","time":"2026-03-01T00:00:00Z"}\n'


def test_a_lift_answers_to_all_its_names_and_a_stranger_is_counted(registry):
    table = {"lift": ["A-1", "012345", "nobody"], "time": [0, 1000, 10**12]}
    figures = hoistway.detect(table, registry=registry).figures
    assert (figures["observations"], figures["strangers"], figures["refused_lines"]) == (2, 1, 1)


def test_strangers_do_not_change_what_is_found(city):
    frame = city.observations.frame().astype({"lift": str})
    late = frame.tail(1).assign(lift="nobody", time=pandas.Timestamp("2030-01-01", tz="UTC"))
    both = pandas.concat([frame, late], ignore_index=True)
    assert (
        hoistway.detect(both, registry=city.registry).to_jsonl()
        == hoistway.detect(frame, registry=city.registry).to_jsonl()
    )


def test_columns_that_no_field_has_are_counted(registry):
    table = {**ONE, "weather": ["rain"], "Door": ["open"]}
    assert hoistway.detect(table, registry=registry).figures["unknown_keys"] == 2


def test_every_kind_of_missing_is_unknown():
    missing = [None, np.nan, pandas.NA, pandas.NaT]
    table = {"lift": ["A-1"] * 4, "time": range(4)}
    bare = hoistway.write_log(table)
    for name in NAMES[2:]:
        assert hoistway.write_log({**table, name: missing}) == bare, name


@pytest.mark.parametrize(
    "name, column, word",
    [
        ("presence", pandas.array([True, None], dtype="boolean"), b'"presence":true'),
        ("presence", np.ma.masked_array([True, True], [False, True]), b'"presence":true'),
        ("presence", np.array([1.0, np.nan]), b'"presence":true'),
        ("presence", np.array([1, -1], dtype=np.int8), b'"presence":true'),
        ("floor", pandas.array([3, None], dtype="Int64"), b'"floor":3'),
        ("floor", np.ma.masked_array([3, 7], [False, True]), b'"floor":3'),
        ("floor", np.array([3.0, np.nan]), b'"floor":3'),
        ("door", pandas.Categorical(["open", None]), b'"door":"open"'),
        ("door", pandas.array(["open", None], dtype="string"), b'"door":"open"'),
        ("door", np.array([3, 0], dtype=np.uint8), b'"door":"open"'),
        ("speed", pandas.array([0.1, None], dtype="Float64"), b'"speed":0.1'),
        ("speed", np.array([0.1, np.nan], dtype=np.float32), b'"speed":0.1'),
        ("runs", pandas.array([7, None], dtype="UInt32"), b'"runs":7'),
    ],
)
def test_a_column_may_be_of_any_type_that_can_hold_its_values(name, column, word):
    table = {"lift": ["A-1", "A-1"], "time": [0, 1000], name: column}
    first, second = hoistway.write_log(table).splitlines()
    assert word in first
    assert name.encode() not in second


def test_a_frame_shows_words_and_what_is_missing():
    frame = hoistway.read_log(LINES).frame()
    assert list(frame["lift"]) == ["A-1", "B-2", "A-1"]
    assert list(frame["door"].astype(object).fillna("?")) == ["closed", "?", "?"]
    assert frame["presence"].tolist() == [True, pandas.NA, pandas.NA]
    assert frame["runs"].tolist() == [pandas.NA, pandas.NA, 4000000000]
    assert str(frame["time"].dt.tz) == "UTC"
    assert list(frame["fault_phase"].fillna("?")) == ["?", "raised", "cleared"]


VALUES = {
    **{name: some.sampled_from(words[1:]) for name, words in _core.words.items()},
    **{name: some.booleans() for name in FIELDS["flags"]},
    **{name: some.integers(-(2**15) + 1, 2**15 - 1) for name in FIELDS["floors"]},
    **{name: some.integers(0, 2**32 - 2) for name in FIELDS["counts"]},
    **{name: some.floats(width=32, allow_nan=False, allow_infinity=False)
       for name in FIELDS["singles"]},
    **{name: some.floats(allow_nan=False, allow_infinity=False) for name in FIELDS["doubles"]},
}  # fmt: skip
LINE = some.fixed_dictionaries(
    {"lift": some.sampled_from(["A-1", "B-2", "梯 3"]), "time": some.integers(0, 4 * 10**12)},
    optional=VALUES,
)


@hypothesis.given(some.lists(LINE, min_size=1, max_size=8))
def test_any_observations_come_back_from_a_frame_as_they_were(lines):
    log = "".join(json.dumps(line) + "\n" for line in lines).encode()
    table = hoistway.read_log(log)
    assert table.figures["observations"] == len(lines)
    assert hoistway.write_log(table.frame()) == hoistway.write_log(table)


@hypothesis.given(some.lists(LINE, min_size=1, max_size=8))
def test_columns_of_python_objects_say_what_the_lines_say(lines):
    log = "".join(json.dumps(line) + "\n" for line in lines).encode()
    names = sorted({name for line in lines for name in line})
    table = {name: [line.get(name) for line in lines] for name in names}
    assert hoistway.write_log(table) == hoistway.write_log(hoistway.read_log(log))


def test_any_number_of_threads_gives_the_same_events_and_the_figures_say_what_was_not_used():
    city = hoistway.simulate(lifts=3, days=3, seed=8, demo_rate=400)
    alone = hoistway.detect(city.observations, registry=city.registry)
    assert len(alone) > 3
    for threads in (2, 3):
        shared = hoistway.detect(city.observations, registry=city.registry, threads=threads)
        assert shared.to_jsonl() == alone.to_jsonl()
        assert shared.figures == alone.figures
    assert alone.figures["late_records"] == alone.figures["clock_steps"] == 0
    with pytest.raises(ValueError, match="threads"):
        hoistway.detect(city.observations, registry=city.registry, threads=0)
