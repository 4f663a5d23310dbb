# SPDX-License-Identifier: Apache-2.0
"""Lists of lifts as offices send them: read, checked, compared, and put on a tag.

    report = hoistway.import_list("district.xlsx")
    report.faults                       # line, cell, cause and cure of each bad row
    found = hoistway.reconcile({"registry": registry, "district": report})
    found.frame()                       # a pandas DataFrame, one row a lift
    registry, undo = found.apply(add=True)
"""

from __future__ import annotations

import json
import os

from . import _core
from .registry import Registry, as_registry


class ListReport:
    """The sound rows of a list, and what is wrong with the others.

    `faults` are lines of place, cause and cure, `unknown_columns` the headers that no field has,
    `rows_read` the number of rows there were. `registry` is a Registry of the sound rows.
    """

    def __init__(self, core, source):
        self._core = core
        self.source = source

    def __len__(self) -> int:
        return len(self._core)

    @property
    def faults(self) -> list[str]:
        return self._core.faults

    @property
    def unknown_columns(self) -> list[str]:
        return self._core.unknown_columns

    @property
    def rows_read(self) -> int:
        return self._core.rows_read

    @property
    def registry(self) -> Registry:
        return Registry(bytes(self._core.registry()))

    def add_to(self, registry, *, at=0) -> tuple[Registry, bytes]:
        """The registry with the sound rows, and the undo file of that; the list is right where they
        differ. `at` is the time of the changes in ms since 1970. What is refused is a ValueError.
        """
        text, undo, refusals = self._core.add_to(as_registry(registry)._core, at)
        if refusals:
            raise ValueError("\n".join(refusals))
        return Registry(bytes(text)), undo


class Reconciliation:
    """Which rows of several lists are one lift: `decisions` has a dict for each.

    `registry` of `apply` is the first list; the others fill what it does not know.
    """

    def __init__(self, lists, sure):
        self._first = next(iter(lists.values()))
        self._lists = [_core.CityList(name, _city_list(each)) for name, each in lists.items()]
        self._core = _core.Reconciliation(self._lists, sure)
        lines = self._core.decisions(self._lists).splitlines()
        self.decisions = [json.loads(line) for line in lines]

    def frame(self):
        """A pandas DataFrame: the key in each list, state, confidence, fields in conflict."""
        import pandas

        rows = []
        for decision in self.decisions:
            if decision["state"] == "ambiguous":
                continue
            row = {place["list"]: place["key"] for place in decision["rows"]}
            row["state"] = decision["state"]
            row["confidence"] = decision.get("confidence")
            row["conflicts"] = ", ".join(each["field"] for each in decision["conflicts"])
            rows.append(row)
        return pandas.DataFrame(rows)

    def apply(self, *, add=False, prefer="", at=0) -> tuple[Registry, bytes]:
        """The first list, a Registry, with what the others say, and the undo file of that.

        `add` takes in lifts it does not have, `prefer` names the list that is right where they
        differ, `at` is the time of the changes in ms since 1970. What is refused is a ValueError.
        """
        if not isinstance(self._first, Registry):
            raise ValueError("only a Registry, as the first of the lists, can be changed")
        text, undo, refusals = _core.apply_reconciliation(
            self._first._core, self._lists, self._core, at, add, prefer
        )
        if refusals:
            raise ValueError("\n".join(refusals))
        return Registry(bytes(text)), undo


def import_list(source, *, sheet="", columns=None, check=True) -> ListReport:
    """A list of lifts: a path or bytes of CSV, JSON or XLSX, a pandas DataFrame, or dicts.

    `columns` is a column map, as a path or a dict; without one the built-in map is used. Without
    `check` numbers of any shape are taken. ValueError where the whole cannot be read.
    """
    data, name = _bytes_of(source)
    mapped = "" if columns is None else _text_of(columns)
    return ListReport(_core.ListReport(data, name, sheet, mapped, check), name)


def reconcile(lists, *, sure=False) -> Reconciliation:
    """Compares lists by name: each a Registry, a ListReport, or what `import_list` takes.

    `sure` joins only what is at least likely; else what is possible, too, marked as such.
    """
    if len(lists) < 2:
        raise ValueError("one list agrees with itself: give two or more")
    return Reconciliation({name: _listed(each) for name, each in lists.items()}, sure)


def undo(registry, changes: bytes) -> Registry:
    """The registry as it was before these changes, which have to be its newest."""
    return Registry(bytes(_core.undo_changes(as_registry(registry)._core, changes)))


def check_registry(registry) -> list[str]:
    """Bad numbers, names of nobody and days in the wrong order, each with cause and cure."""
    return _core.check_registry(as_registry(registry)._core)


def tag(registry, lift: str, base_url: str, *, lang="zh") -> dict:
    """{"payload", "svg", "car", "pit", "machine_room"}: text, picture, and three NDEF messages."""
    return _core.tag(as_registry(registry)._core, lift, base_url, lang)


def _listed(source):
    return source if isinstance(source, (Registry, ListReport)) else import_list(source)


def _city_list(source):
    return source._core


def _text_of(columns) -> str:
    if isinstance(columns, dict):
        return json.dumps(columns, ensure_ascii=False)
    with open(columns, encoding="utf-8") as file:
        return file.read()


def _bytes_of(source) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray)):
        return bytes(source), "list"
    if hasattr(source, "to_csv"):
        return source.to_csv(index=False).encode(), "frame"
    if isinstance(source, list):
        return json.dumps(source, ensure_ascii=False).encode(), "list"
    with open(source, "rb") as file:
        return file.read(), os.fspath(source)
