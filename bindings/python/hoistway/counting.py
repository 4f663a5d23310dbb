# SPDX-License-Identifier: Apache-2.0
"""What lifts have done: our counts beside their devices' own, ropes, classified entrapments.

    today = hoistway.counts(table, registry=registry, records=records, log=yesterday.log)
    today.frame()[["lift", "counts.runs"]]
    today.device_frame().query("verdict != 'agrees'")
"""

from __future__ import annotations

from . import _core
from .analysis import prepare
from .answers import Events, lines_of
from .registry import as_registry


class Counts(Events):
    """One dict a lift, in the order of the registry.

    `log` is the counter log to go on from; `refusals` are lines of place, cause and cure.
    """

    def __init__(self, text: bytes, log: bytes, refusals, figures: dict):
        super().__init__(text, figures)
        self.log = log
        self.refusals = list(refusals)

    def frame(self):
        """A pandas DataFrame, one row a lift, with columns such as `counts.runs`."""
        import pandas

        rows = [
            {name: value for name, value in lift.items() if name not in ("device", "remarks")}
            for lift in self
        ]
        frame = pandas.json_normalize(rows)
        for name in ("first_heard", "last_heard", "since"):
            if name in frame:
                frame[name] = pandas.to_datetime(frame[name], utc=True)
        return frame

    def _parts(self, name):
        import pandas

        return pandas.DataFrame(
            [{"lift": lift["lift"], **part} for lift in self for part in lift[name]]
        )

    def device_frame(self):
        """A pandas DataFrame, one row for each total that a device tells."""
        return self._parts("device")

    def remark_frame(self):
        """A pandas DataFrame, one row for each thing that a person has to look at."""
        return self._parts("remarks")


def counts(table, *, registry, records=None, log=b"", again=False, lang="zh") -> Counts:
    """What each lift has done up to the end of the table: the lines of `hoistway counts`.

    `records` are visits, replaced ropes, answers from cars, mutes and classified entrapments
    (docs/upkeep.md) as a DataFrame, dicts or JSON lines. `log` is the counter log of an earlier
    call: counting goes on from there, and nothing is counted twice; with `again` the table begins
    where the first one began.
    ValueError for a line of the log that was torn or changed.
    """
    registry = as_registry(registry)
    batch, figures = prepare(table, registry)
    text, kept, refusals, counted = _core.count(
        registry._core, batch, lines_of(records), log, again, lang
    )
    figures["refused_lines"] += counted.pop("refused_records")
    return Counts(text, kept, refusals, {**figures, **counted})
