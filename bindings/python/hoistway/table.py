# SPDX-License-Identifier: Apache-2.0
"""Observations as columns, in both directions.

A Table is a dict of arrays, one a field of the observation log. Words (`door`, `mode`, ...) are
their place in `hoistway._core.words`, flags are -1 unknown, 0 false, 1 true, measured values are
NaN where they are not known. `Table.frame()` gives the same as a pandas DataFrame in words.
"""

from __future__ import annotations

import numpy as np

from . import _core

FLAGS = ("door_zone", "presence", "mains_power", "safety_chain", "door_lock", "alarm_button",
         "overload")
COUNTS = ("people", "runs", "door_cycles", "rope_bends")
SINGLES = ("position", "speed", "load", "noise", "vibration", "temperature")
DOUBLES = ("run_time", "distance")
FAULT = ("fault_dialect", "fault_code", "fault_phase")
NAMES = ("lift", "time", "floor", *_core.words, *FLAGS, *COUNTS, *SINGLES, *DOUBLES, *FAULT)


class Table(dict):
    """Columns of observations, with the names of their lifts and what was refused on the way."""

    def __init__(self, batch, keys, refusals=(), figures=None):
        super().__init__(batch.columns())
        self.keys_of_lifts = list(keys)
        self.faults = batch.faults()
        self.refusals = list(refusals)
        self.figures = dict(figures or {})

    def __len__(self) -> int:
        return len(self["time"])

    def frame(self):
        """A pandas DataFrame with words, nullable booleans and integers, and UTC times."""
        import pandas

        columns = {
            "lift": pandas.Categorical.from_codes(self["lift"].astype(np.int64),
                                                  self.keys_of_lifts),
            "time": pandas.to_datetime(self["time"], unit="ms", utc=True),
        }
        for name, values in self.items():
            if name not in columns:
                columns[name] = _shown(pandas, name, values)
        frame = pandas.DataFrame(columns)
        for place, name in enumerate(FAULT):
            frame[name] = None
            for row, dialect, code, cleared in self.faults:
                told = (dialect, code, "cleared" if cleared else "raised")
                frame.at[row, name] = told[place]
        return frame


def _shown(pandas, name, values):
    if name in _core.words:
        words = _core.words[name]
        codes = values.astype(np.int64) - 1
        return pandas.Categorical.from_codes(codes, words[1:])
    if name in FLAGS:
        return pandas.array(values == 1, dtype="boolean").copy() if not (values < 0).any() else (
            pandas.arrays.BooleanArray(values == 1, values < 0))
    if name == "floor":
        return pandas.arrays.IntegerArray(values.copy(), values == _core.no_floor)
    if name in COUNTS:
        return pandas.arrays.IntegerArray(values.copy(), values == _core.no_count)
    return values


def to_batch(table, registry) -> tuple[_core.Batch, int]:
    """The observations of any table for the lifts of a registry, and how many columns are strange.

    An observation of a lift that the registry does not have becomes a stranger and is counted.
    """
    if isinstance(table, Table):
        places = np.asarray(registry._core.find_all(table.keys_of_lifts), dtype=np.uint32)
        columns = dict(table)
        columns["lift"] = places[table["lift"]] if len(places) else table["lift"]
        batch = _core.Batch(columns)
        batch.set_faults(table.faults)
        return batch, 0
    return _from_columns(table, registry)


def _from_columns(table, registry):
    missing = [name for name in ("lift", "time") if name not in table]
    if missing:
        raise ValueError(f"the table has no column {missing[0]!r}")
    columns = {"lift": _lifts(table["lift"], registry), "time": _times(table["time"])}
    for name in NAMES[2:]:
        if name in table and name not in FAULT:
            columns[name] = _column(name, table[name])
    batch = _core.Batch(columns)
    if "fault_code" in table:
        batch.set_faults(_faults(table))
    return batch, sum(1 for name in table if name not in NAMES)


def _objects(values) -> np.ndarray:
    """The values one by one, with None for everything that is missing."""
    array = np.asarray(values, dtype=object)
    missing = np.fromiter((v is None or v != v or str(v) in ("<NA>", "NaT") for v in array),
                          dtype=bool, count=len(array))
    array = array.copy()
    array[missing] = None
    return array


def _lifts(values, registry) -> np.ndarray:
    keys, places = np.unique(np.asarray(values, dtype=str), return_inverse=True)
    found = np.asarray(registry._core.find_all(list(keys)), dtype=np.uint32)
    return found[places] if len(keys) else np.empty(0, np.uint32)


def _times(values) -> np.ndarray:
    if hasattr(values, "dt") and getattr(values.dt, "tz", None) is not None:
        values = values.dt.tz_convert("UTC").dt.tz_localize(None)
    array = np.asarray(values)
    if np.issubdtype(array.dtype, np.datetime64):
        if np.isnat(array).any():
            raise ValueError(f"row {int(np.isnat(array).argmax())}: time is missing")
        return array.astype("datetime64[ms]").astype(np.int64)
    if np.issubdtype(array.dtype, np.integer):
        return array.astype(np.int64)
    return np.asarray(_core.parse_times([str(v) for v in array]), dtype=np.int64)


def _column(name, values) -> np.ndarray:
    if name in _core.words:
        return _words(name, values)
    if name in FLAGS:
        return _flags(name, values)
    if name == "floor":
        return _whole(name, values, np.int16, _core.no_floor)
    if name in COUNTS:
        return _whole(name, values, np.uint32, _core.no_count)
    array = np.asarray(values)
    if not np.issubdtype(array.dtype, np.number):
        array = np.array([np.nan if v is None else float(v) for v in _objects(values)])
    return array.astype(np.float64 if name in DOUBLES else np.float32)


def _words(name, values) -> np.ndarray:
    array = np.asarray(values)
    if array.dtype == np.uint8:
        return array
    places = {word: place for place, word in enumerate(_core.words[name])}
    places[None] = 0
    out = np.zeros(len(array), dtype=np.uint8)
    for row, word in enumerate(_objects(values)):
        if word not in places:
            raise ValueError(f"row {row}: {name} {word!r} is none of {_core.words[name]}")
        out[row] = places[word]
    return out


def _flags(name, values) -> np.ndarray:
    array = np.asarray(values)
    if array.dtype == np.bool_ or array.dtype == np.int8:
        return array.astype(np.int8)
    out = np.full(len(array), -1, dtype=np.int8)
    for row, value in enumerate(_objects(values)):
        if value is None:
            continue
        if value not in (True, False):
            raise ValueError(f"row {row}: {name} {value!r} is neither true nor false")
        out[row] = bool(value)
    return out


def _whole(name, values, kind, unknown) -> np.ndarray:
    array = np.asarray(values)
    if array.dtype == kind:
        return array
    limits = np.iinfo(kind)
    out = np.full(len(array), unknown, dtype=kind)
    for row, value in enumerate(_objects(values)):
        if value is None:
            continue
        if value != int(value) or not limits.min <= value <= limits.max:
            raise ValueError(f"row {row}: {name} {value!r} is no whole number in range")
        out[row] = int(value)
    return out


def _faults(table):
    rows = zip(*(_objects(table[name]) if name in table else [None] * len(table["time"])
                 for name in FAULT))
    return [(row, dialect or "", str(code), phase == "cleared")
            for row, (dialect, code, phase) in enumerate(rows) if code is not None]
