# SPDX-License-Identifier: Apache-2.0
"""Marks for a detector: its events held against what was really the case."""

from __future__ import annotations

import json
import os

from . import _core
from .registry import as_registry
from .reports import FORMATS, written

SLACK = _core.score_defaults["slack"]
DAY = 86_400_000


def _lines(source) -> bytes:
    """JSON lines out of a path, of bytes, or of the objects themselves."""
    if isinstance(source, (bytes, bytearray)):
        return bytes(source)
    if hasattr(source, "to_jsonl"):
        return source.to_jsonl()
    if isinstance(source, (str, os.PathLike)):
        with open(source, "rb") as file:
            return file.read()
    return b"".join(json.dumps(each, ensure_ascii=False).encode() + b"\n" for each in source)


class Score(dict):
    """`all` and `kinds` (dicts of marks, None where one cannot be computed) and `slips`.

    `files` are the pages by name, `refusals` the lines that could not be read.
    """

    def __init__(self, scored):
        tables = {table["id"]: table["rows"] for table in json.loads(scored.json)["tables"]}
        *kinds, whole = tables["kinds"]
        super().__init__(all=whole, kinds=kinds, slips=tables["slips"])
        self.files = scored.files
        self.refusals = scored.refusals

    def frame(self):
        """The marks as a pandas DataFrame, one row a kind and one for all."""
        import pandas

        return pandas.DataFrame([*self["kinds"], self["all"]]).set_index("kind")


def score(truth, events, *, registry, days=None, slack=SLACK, out=None, lang="zh",
          formats=FORMATS, simulated=False) -> Score:  # fmt: skip
    """How much of the truth the events found, how often they were wrong, how long it took.

    `truth` ({"lift", "kind", "from", "to"}) and `events` are paths, bytes of JSON lines, lists of
    dicts or Events. `days` is how long every lift of the `registry` was watched; without it there
    are no false alarms per lift-year. `slack` are the seconds by which clocks may differ. With
    `out`, a folder, the pages are written there. The same figures as `hoistway score` prints.
    ValueError for options that cannot be.
    """
    registry = as_registry(registry)
    observed = None if days is None else round(days * DAY * len(registry))
    scored = _core.score(registry._core, _lines(truth), _lines(events), observed,
                         round(slack * 1000), lang, list(formats), simulated)  # fmt: skip
    marks = Score(scored)
    written(marks.files, out)
    return marks
