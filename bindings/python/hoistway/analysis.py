# SPDX-License-Identifier: Apache-2.0
"""Observations into events, and into visits that are due."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

from . import _core
from .answers import Events, lines_of
from .policies import POLICY, as_policy
from .registry import as_registry
from .table import as_table, to_batch


def prepare(table, registry):
    """(batch, figures): the observations of lifts that the registry has, and what was counted."""
    checked = as_table(table)
    batch = to_batch(checked, registry._core.find_all(checked.keys_of_lifts))
    strangers = batch.drop_strangers()
    read = checked.figures
    return batch, {
        "lifts": len(registry),
        "observations": len(batch),
        "refused_lines": read.get("refused_lines", 0) + strangers,
        "strangers": strangers,
        "unknown_keys": read.get("unknown_keys", 0) + read["unknown_columns"],
    }


def study(
    table,
    *,
    registry,
    policy=POLICY,
    visits=(),
    records=None,
    until=None,
    threads=1,
    numbers=None,
    state=b"",
):
    """(study, figures) of a table that ends at `until`, ms since 1970 UTC."""
    if threads < 1:
        raise ValueError("threads must be at least 1")
    registry = as_registry(registry)
    rules = as_policy(policy)
    batch, figures = prepare(table, registry)
    limits = json.dumps(numbers) if isinstance(numbers, dict) else numbers
    own = (rules.own_text, rules.name)
    words = records_of(visits, records)
    whole = _core.Study(registry._core, *own, until, words, threads, limits, state)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda number: whole.process_share(batch, number, threads), range(threads)))
    whole.finish()
    figures.update(whole.unused())
    figures["refused_lines"] += whole.refused_lines
    return whole, figures


def detect(table, *, registry, threads=1, records=None, rules=None, state=None) -> Events:
    """The events of a table: the same bytes as `hoistway detect` writes.

        morning = hoistway.detect(table, registry=registry, state=b"")
        evening = hoistway.detect(later, registry=registry, state=morning.state)

    `table` is a Table, a pandas DataFrame or a dict of columns with the names of the observation
    log; n values each, records of one lift in order of time. `lift` and `time` have to be there,
    anything else may be missing and is then unknown. `registry` is a Registry, a path, the bytes of
    registry.json or the same as Python objects.

    `records` are what people said of the lifts, as a DataFrame, dicts or JSON lines
    (docs/upkeep.md): a `voice_answer` raises an entrapment at once, a `mute` holds noise back. What
    cannot be read of them stands in `.refusals`. `rules` is the text of a rules file or a dict
    (docs/detect.md): other numbers for the rules, ValueError for one that cannot be.

    `state` is the `state` of the events that an earlier call gave back, or b"" to begin with: what
    was open then still is. Its lines, one a lift, may be split to move lifts elsewhere. A line that
    cannot be used stands in `.refusals`, and its lift begins anew.

    `threads` share the lifts among them; the events are the same, to the byte, for any number.
    `.figures` counts the observations used, the strangers (observations of lifts that the registry
    does not have), the unknown columns, and the records that could not be used: late, repeated,
    with a floor that the lift does not have, or under a clock that had to be put back. ValueError
    names the row, counted from 0, and the column of a value that cannot be.
    """
    whole, figures = study(
        table, registry=registry, threads=threads, records=records, numbers=rules,
        state=state or b"",
    )  # fmt: skip
    events = Events(whole.event_log(), figures)
    events.refusals = whole.refusals
    events.state = None if state is None else whole.state_log()
    figures["alarms"] = sum(event["phase"] == "raised" for event in events)
    figures["events"] = len(events)
    return events


def records_of(visits, records) -> str:
    """JSON lines of records, and of visits that are pairs of a key and ms since 1970 UTC."""
    made = [{"record": "visit", "lift": str(key), "time": int(time)} for key, time in visits]
    return "\n".join([lines_of(records), lines_of(made)])


def stored_study(counts, *, registry, policy, visits, records):
    """(study, figures) of counts that were stored: a Counts, or its `log`."""
    registry = as_registry(registry)
    rules = as_policy(policy)
    log = getattr(counts, "log", counts)
    words = records_of(visits, records)
    stored = _core.StoredStudy(registry._core, rules.own_text, rules.name, log, words)
    return stored, {
        "lifts": len(registry),
        "observations": stored.observations,
        "refused_lines": stored.refused_lines,
    }


def study_until(table, *, registry, policy, visits, records, at, counts=None):
    """(study, figures, day) of a table that ends with the day `at`, text or None, or of counts."""
    if (table is None) == (counts is None):
        raise ValueError("give a table of observations or counts, one of the two")
    day = None if at is None else str(at)
    given = {"registry": registry, "policy": policy, "visits": visits, "records": records}
    if counts is not None:
        whole, figures = stored_study(counts, **given)
    else:
        until = None if day is None else _core.end_of_day(day)
        whole, figures = study(table, **given, until=until)
    figures["visits"] = whole.visits
    return whole, figures, day


def upkeep(
    table=None, *, registry, counts=None, policy=POLICY, visits=(), records=None, at=None,
    pilot_year=1, lang="zh",
) -> Events:  # fmt: skip
    """Which lifts are due for a visit on the day `at`, and why: as `hoistway upkeep` writes.

    Instead of the table of all observations there may be `counts`, what hoistway.counts() gave back
    or its `log`; then `at` has to be the day of their newest observation or a later one.

    `policy` is a Policy, the id of a built-in one, the path of a file or a dict; `visits` are pairs
    (key of the lift, ms since 1970 UTC); `records` are more visits, and entrapments classified as
    real or false (docs/upkeep.md), as a DataFrame, dicts or JSON lines: a false alarm counts for no
    limit. `at` is a date or "YYYY-MM-DD" at +08:00, and the log ends with it: the day of the newest
    record where it is left out. `pilot_year` is the lifts' year in the pilot, which decides the
    interval; `lang` is "zh" or "en". A record that cannot be read or is of a lift that the registry
    does not have, a visit before the lift was installed, a second one at the same time and a false
    alarm of nothing are not used: `.refusals` says so. ValueError for a policy, day or language
    that cannot be.
    """
    whole, figures, day = study_until(
        table, registry=registry, policy=policy, visits=visits, records=records, at=at,
        counts=counts,
    )  # fmt: skip
    due = Events(whole.due_log(day, lang, pilot_year), figures)
    due.refusals = whole.refusals
    figures["lifts_due"] = len({item["lift"] for item in due})
    figures["reasons"] = len(due)
    return due
