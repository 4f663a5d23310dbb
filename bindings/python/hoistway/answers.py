# SPDX-License-Identifier: Apache-2.0
"""Lines of JSON in both directions: what the core answers, and what it is asked."""

from __future__ import annotations

import datetime
import json
import math


class Events(list):
    """Events or due items as dicts, in order; `to_jsonl()` is the log to the byte.

    `figures` are the closing figures of the program: a dict of counts by name. `refusals` are lines
    of place, cause and cure, where something of the input was not used.
    """

    refusals: list[str] = []

    def __init__(self, text: bytes, figures: dict):
        super().__init__(json.loads(line) for line in text.splitlines())
        self._text = text
        self.figures = figures

    def to_jsonl(self) -> bytes:
        return self._text

    def frame(self):
        """A pandas DataFrame, one row each, with UTC times."""
        import pandas

        frame = pandas.DataFrame(list(self))
        for name in ("time", "since"):
            if name in frame:
                frame[name] = pandas.to_datetime(frame[name], utc=True)
        return frame


class Answers(Events):
    """The answer as dicts, in order; `refusals` are lines of place, cause and cure."""

    def __init__(self, text: bytes, refusals, figures=None):
        counted = {"lines": text.count(b"\n"), "refused_lines": len(refusals), **(figures or {})}
        super().__init__(text, counted)
        self.refusals = list(refusals)


def _plain(value):
    """A cell of a frame as JSON has it; what is missing is None."""
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, datetime.date):  # datetime and pandas.Timestamp are ones, too
        return value.isoformat()
    if hasattr(value, "tolist") and not isinstance(value, (str, bytes)):
        return _plain(value.tolist())
    return value


def plain_row(row, days=()) -> dict:
    """A row without what is missing; the columns named in `days` have no time of day."""
    plain = {name: _plain(value) for name, value in row.items()}
    for name in days:
        if isinstance(plain.get(name), str):
            plain[name] = plain[name].removesuffix("T00:00:00")
    return {name: value for name, value in plain.items() if value is not None}


def lines_of(source, change=plain_row) -> str:
    """JSON lines of a DataFrame, of dicts, or of what is JSON lines already.

    `change` makes of each row the dict that its line says.
    """
    if source is None:
        return ""
    if isinstance(source, (bytes, bytearray)):
        return bytes(source).decode()
    if isinstance(source, str):
        return source
    if hasattr(source, "to_jsonl"):
        return source.to_jsonl().decode()
    rows = source.to_dict("records") if hasattr(source, "to_dict") else source
    return "".join(json.dumps(change(row), ensure_ascii=False) + "\n" for row in rows)
