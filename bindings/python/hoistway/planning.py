# SPDX-License-Identifier: Apache-2.0
"""What lies ahead: who will be due, how much work it is, what another policy would change, and how
much of a part's life is used up.

    hoistway.forecast(table, registry=registry, days=30).frame()
    hoistway.workload(table, registry=registry, by="maintenance_unit")
    hoistway.what_if(table, registry=registry, policy="shijiazhuang-2025", other="my-city.json")
    hoistway.judge_parts(uses, book="parts.json", at="2026-03-29").frame()

The answers are the lines of `hoistway upkeep` and `hoistway parts`, to the byte.
"""

from __future__ import annotations

from . import _core
from .analysis import study_until
from .answers import Answers, Events, lines_of, plain_row
from .policies import POLICY, text_and_name
from .registry import as_registry


def forecast(
    table=None, *, registry, counts=None, policy=POLICY, visits=(), records=None, at=None, days=30,
    pilot_year=1,
) -> Events:  # fmt: skip
    """Who will be due within so many days of the day `at`: `expected`, and nine times of ten
    between `early` and `late`. Table or counts, registry, policy, visits, records and day as for
    upkeep()."""
    whole, figures, day = study_until(
        table, registry=registry, policy=policy, visits=visits, records=records, at=at,
        counts=counts,
    )  # fmt: skip
    return Events(whole.forecast_log(day, days, pilot_year), figures)


def workload(
    table=None, *, registry, counts=None, policy=POLICY, visits=(), records=None, at=None,
    by="maintenance_unit", days=30, pilot_year=1,
) -> Events:  # fmt: skip
    """The visits of each day that follow `at`, for each `maintenance_unit` or `division`."""
    whole, figures, day = study_until(
        table, registry=registry, policy=policy, visits=visits, records=records, at=at,
        counts=counts,
    )  # fmt: skip
    return Events(whole.workload_log(by, day, days, pilot_year), figures)


def what_if(
    table=None, *, registry, other, counts=None, policy=POLICY, visits=(), records=None, at=None,
    pilot_year=1, lang="zh",
) -> Events:  # fmt: skip
    """The lifts whose day would be another one under `other`, and why: `shift` is now_due,
    no_longer_due, sooner or later. Both are policies as load_policy() takes them."""
    given = {"registry": registry, "visits": list(visits), "records": lines_of(records), "at": at,
             "counts": counts}  # fmt: skip
    whole, figures, day = study_until(table, policy=policy, **given)
    changed, _, _ = study_until(table, policy=other, **given)
    changes = Events(whole.change_log(changed, day, lang, pilot_year), figures)
    figures["changes"] = len(changes)
    return changes


def _use(row) -> dict:
    return plain_row(row, days=("fitted", "first_day"))


def judge_parts(uses, *, book, at, lang="zh", records=None, registry=None) -> Answers:
    """How much of each part's life is used up on the day `at`: fine, warn, over or unknown.

    `uses` are rows of `lift`, `part`, `fitted` and what has been counted since: `runs`,
    `door_cycles`, `run_time` (s in motion), `rope_bends`, `element_bends`, `distance` (km); with
    `first_day` and `runs_by_day` the end of a life is forecast. `book` is the path of a book of
    parts, or a dict. A row that names a part that the book does not have is refused. With `records`
    of kind `replacement` and the `registry` of their lifts, a part that was replaced behind its day
    of fitting begins its life anew, and what it has gone through since is not known.
    """
    if (records is None) != (registry is None):
        raise ValueError("records are about lifts: give both records and registry, or neither")
    text, name = text_and_name(book, (), "book")
    lifts = None if registry is None else as_registry(registry)._core
    lines = lines_of(uses, _use)
    return Answers(*_core.part_log(text, name, lines, str(at), lang, lifts, lines_of(records)))


def audit_parts(records, *, registry, book, lang="zh") -> Answers:
    """What to ask about replaced parts: prices outside the book's, a part replaced again within its
    warranty, one the book does not know. `records` are those of kind `replacement` with `lift`,
    `time`, `part`, `price` (yuan) and `pieces`."""
    text, name = text_and_name(book, (), "book")
    lifts = as_registry(registry)._core
    return Answers(*_core.remark_log(lifts, text, name, lines_of(records), lang))
