# SPDX-License-Identifier: Apache-2.0
"""Observations into events, due visits and the regulator's monthly report."""

from __future__ import annotations

import json
import os
from datetime import date, datetime, timedelta, timezone

from . import _core
from .registry import as_registry
from .table import to_batch

CHINA = timezone(timedelta(hours=8))


class Events(list):
    """Events as dicts, in order; `to_jsonl()` is the event log to the byte."""

    def __init__(self, text: bytes, figures: dict):
        super().__init__(json.loads(line) for line in text.splitlines())
        self._text = text
        self.figures = figures

    def to_jsonl(self) -> bytes:
        return self._text

    def frame(self):
        import pandas

        return pandas.DataFrame(list(self))


def _milliseconds(day: date | str, days: int = 0) -> int:
    day = date.fromisoformat(day) if isinstance(day, str) else day
    start = datetime(day.year, day.month, day.day, tzinfo=CHINA) + timedelta(days=days)
    return int(start.timestamp() * 1000)


def _policy(policy) -> tuple[str, str]:
    """(text, name): a built-in policy goes by its id, a file by its path, a dict as it is."""
    if isinstance(policy, dict):
        return json.dumps(policy, ensure_ascii=False), "policy"
    if policy in _core.policies():
        return "", policy
    with open(policy, encoding="utf-8") as file:
        return file.read(), os.fspath(policy)


def _study(table, registry, policy="shijiazhuang-2025", visits=(), until=None, silence=360_000):
    registry = as_registry(registry)
    text, name = _policy(policy)
    places = registry._core.find_all([key for key, _ in visits])
    made = [(place, time) for place, (_, time) in zip(places, visits)]
    batch, strange = to_batch(table, registry)
    study = _core.Study(registry._core, text, name, silence, until, made)
    study.process(batch)
    study.finish()
    return study, {"observations": len(batch), "strangers": study.strangers,
                   "unknown_keys": strange}


def detect(table, *, registry) -> Events:
    """The events of a table: the same bytes as `hoistway detect` writes.

    `table` is a Table, a pandas DataFrame or a dict of columns with the names of the observation
    log; records of one lift in order of time. `registry` is a Registry, a path or its content.
    """
    study, figures = _study(table, registry)
    return Events(study.event_log(), figures)


def upkeep(table, *, registry, policy="shijiazhuang-2025", visits=(), at=None, lang="zh") -> Events:
    """Which lifts are due for a visit on the day `at`, and why: as `hoistway upkeep` says.

    `visits` are pairs (key of the lift, ms since 1970 UTC). The log ends with that day.
    """
    until = None if at is None else _milliseconds(at, days=1)
    study, figures = _study(table, registry, policy, visits, until)
    return Events(study.due_log(None if at is None else str(at), lang), figures)


def month_report(table, *, registry, month, out=None, policy="shijiazhuang-2025", visits=(),
                 lang="zh", simulated=False) -> dict[str, bytes]:
    """The monthly report as files by name, as `hoistway report month` writes them.

    With `out` they are also written into that folder.
    """
    year, number = (int(part) for part in month.split("-"))
    after = date(year + number // 12, number % 12 + 1, 1)
    study, _ = _study(table, registry, policy, visits, _milliseconds(after))
    refused = getattr(table, "figures", {}).get("refused_lines", 0)
    files = study.month_files(month, lang, simulated, refused)
    if out is not None:
        os.makedirs(out, exist_ok=True)
        for name, content in files.items():
            beside = os.path.join(out, name + ".part")
            with open(beside, "wb") as file:
                file.write(content)
            os.replace(beside, os.path.join(out, name))
    return files
