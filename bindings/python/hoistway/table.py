# SPDX-License-Identifier: Apache-2.0
"""Observations as columns, in both directions.

A Table is a dict of arrays, one a field of the observation log: `time` int64 ms since 1970 UTC,
`lift` uint32 places in `keys_of_lifts`, words (`door`, `mode`, ...) uint8 places in
`hoistway._core.words`, flags int8 with -1 unknown, 0 false, 1 true, `floor` int16, counts uint32,
measured values float32 or float64 with NaN for unknown. Units are those of the log: m, m/s, kg,
dB(A), m/s2, degC, s. `frame()` gives the same as a pandas DataFrame in words.
"""

from __future__ import annotations

import numpy as np

from . import _core, columns

FIELDS = _core.field_names
FAULT = ("fault_dialect", "fault_code", "fault_phase")
NAMES = ("lift", "time", *(name for kind in FIELDS.values() for name in kind), "fault", *FAULT)


class Table(dict):
    """Columns of n observations, the names of their lifts, and what was refused on the way.

    `len()` is the number of observations. `faults` holds (row, dialect, code, cleared) of the few
    rows that have one, `refusals` lines of place, cause and cure, `figures` what was counted,
    `records` what `decode` read that is no observation.
    """

    def __init__(self, arrays, keys, faults=(), refusals=(), figures=None):
        super().__init__(arrays)
        self.keys_of_lifts = list(keys)
        self.faults = list(faults)
        self.refusals = list(refusals)
        self.figures = dict(figures or {})
        self.records = []

    @classmethod
    def of_batch(cls, batch, keys, refusals=(), figures=None) -> Table:
        return cls(batch.columns(), keys, batch.faults(), refusals, figures)

    def __len__(self) -> int:
        return len(self["time"])

    def frame(self):
        """A pandas DataFrame with words, nullable booleans and integers, and UTC times."""
        import pandas

        places = self["lift"].astype(np.int64)
        shown = {
            "lift": pandas.Categorical.from_codes(places, self.keys_of_lifts),
            "time": pandas.to_datetime(self["time"], unit="ms", utc=True),
        }
        for name, values in self.items():
            if name not in shown:
                shown[name] = _shown(pandas, name, values)
        for name in FAULT:
            shown[name] = np.full(len(self), None, dtype=object)
        for row, dialect, code, cleared in self.faults:
            for name, word in zip(FAULT, (dialect, code, "cleared" if cleared else "raised")):
                shown[name][row] = word
        return pandas.DataFrame(shown)


def _shown(pandas, name, values):
    if name in FIELDS["words"]:
        return pandas.Categorical.from_codes(values.astype(np.int64) - 1, _core.words[name][1:])
    if name in FIELDS["flags"]:
        return pandas.arrays.BooleanArray(values == 1, values < 0)
    if name in FIELDS["floors"]:
        return pandas.arrays.IntegerArray(values.copy(), values == _core.no_floor)
    if name in FIELDS["counts"]:
        return pandas.arrays.IntegerArray(values.copy(), values == _core.no_count)
    return values


def as_table(source) -> Table:
    """A Table of any table: a Table, a pandas DataFrame, or a dict of columns.

    The figure `unknown_columns` counts those that no field of the log has. ValueError with row and
    column where a value is none that its field can have, and where `lift` or `time` is missing.
    """
    names = list(source.columns) if hasattr(source, "columns") else list(source)
    for name in ("lift", "time"):
        if name not in names:
            raise ValueError(f"the table has no column {name!r}")
    own = isinstance(source, Table)
    arrays = {"time": columns.times("time", source["time"])}
    if own and getattr(source["lift"], "dtype", None) == np.uint32:
        arrays["lift"], keys = _checked_places(source), source.keys_of_lifts
    else:
        arrays["lift"], keys = columns.keys("lift", source["lift"])
    for name in names:
        if name in NAMES and name not in ("lift", "time", "fault", *FAULT):
            arrays[name] = _column(name, source[name])
    faults = source.faults if own else _faults(source, names)
    figures = dict(source.figures) if own else {}
    figures["unknown_columns"] = sum(name not in NAMES for name in names)
    return Table(arrays, keys, faults, source.refusals if own else (), figures)


def to_batch(table: Table, places=None) -> _core.Batch:
    """The observations of a checked table; `places` are those of its keys in a registry."""
    arrays = dict(table)
    if places is not None:
        arrays["lift"] = np.append(np.asarray(places, np.uint32), np.uint32(0))[table["lift"]]
    batch = _core.Batch(arrays)
    batch.set_faults(table.faults)
    return batch


def _checked_places(table):
    places = table["lift"]
    bad = places >= len(table.keys_of_lifts)
    if bad.any():
        columns.refuse(int(bad.argmax()), "lift", int(places[bad][0]), "is no place of a key")
    return places


def _column(name, values) -> np.ndarray:
    if name in FIELDS["words"]:
        return columns.words(name, values)
    if name in FIELDS["flags"]:
        return columns.flags(name, values)
    if name in FIELDS["floors"]:
        return columns.whole(name, values, np.int16, _core.no_floor)
    if name in FIELDS["counts"]:
        return columns.whole(name, values, np.uint32, _core.no_count)
    return columns.measured(name, values, np.float32 if name in FIELDS["singles"] else np.float64)


def _faults(source, names) -> list[tuple[int, str, str, bool]]:
    """From three columns of texts, or from one of dicts, as pandas.read_json makes it."""
    rows = len(source["time"])
    told = {name: columns.texts(name, source[name]) for name in FAULT if name in names}
    if "fault" in names:
        told.update(_faults_of_dicts(source["fault"]))
    parts = [told.get(name, [None] * rows) for name in FAULT]
    found = []
    for row, (dialect, code, phase) in enumerate(zip(*parts)):
        if dialect is None and code is None and phase is None:
            continue
        if not dialect or not code or phase not in (None, "raised", "cleared"):
            columns.refuse(row, "fault", (dialect, code, phase),
                           "is not whole: a dialect, a code, and raised or cleared")  # fmt: skip
        found.append((row, dialect, code, phase == "cleared"))
    return found


def _faults_of_dicts(values) -> dict[str, list]:
    faults = columns.plain(values).tolist()
    for row, fault in enumerate(faults):
        if not isinstance(fault, dict) and not columns.is_missing(fault):
            columns.refuse(row, "fault", fault, "is no dict with a dialect and a code")
    faults = [fault if isinstance(fault, dict) else {} for fault in faults]
    return {
        f"fault_{part}": columns.texts(f"fault_{part}", [fault.get(part) for fault in faults])
        for part in ("dialect", "code", "phase")
    }
