# SPDX-License-Identifier: Apache-2.0
"""Observations into pages: the regulator's month, and the availability of a fleet."""

from __future__ import annotations

import os

from . import _core
from .analysis import POLICY, prepare, study
from .registry import as_registry

FORMATS = ("html", "csv", "json")
RULES = _core.fleet_defaults


def written(files: dict[str, bytes], out) -> dict[str, bytes]:
    """Each file beside its place first, so that nobody ever reads half of one."""
    if out is None:
        return files
    os.makedirs(out, exist_ok=True)
    for name, content in files.items():
        place = os.path.join(out, name)
        beside = f"{place}.part-{os.getpid()}"
        with open(beside, "wb") as file:
            file.write(content)
        os.replace(beside, place)
    return files


def month_report(table, *, registry, month, out=None, policy=POLICY, visits=(), records=None,
                 lang="zh", formats=FORMATS, simulated=False) -> dict[str, bytes]:  # fmt: skip
    """The monthly report as files by name, the same bytes as `hoistway report month` writes.

    `month` is "YYYY-MM" at +08:00; what came after it is not looked at. With `out`, a folder, the
    files are also written there. `formats` are of html, csv, json and md; `simulated` says on the
    page that nothing is real. The rest is as for `upkeep()`, and so are the errors.
    """
    until = _core.end_of_month(month)
    whole, figures = study(
        table, registry=registry, policy=policy, visits=visits, records=records, until=until
    )
    refused = figures["refused_lines"]
    return written(whole.month_files(month, lang, list(formats), simulated, refused), out)


def fleet_report(table, *, registry, out=None, lang="zh", formats=FORMATS, simulated=False,
                 slot_minutes=RULES["slot_minutes"], from_hour=RULES["from_hour"],
                 to_hour=RULES["to_hour"], offset=RULES["offset"], days=RULES["days"],
                 unheard_lifts=RULES["unheard_lifts"],
                 more_days_than=RULES["more_days_than"]) -> dict[str, bytes]:  # fmt: skip
    """How much of the time each lift could be used, as `hoistway report fleet` writes it.

    From the `mode` of observations that come every few minutes: time is cut into slots of
    `slot_minutes`, of which the first word counts; `out_of_service` is down, and a slot without a
    word is no failure. Judged are the hours `from_hour` to `to_hour` of the newest `days` whole
    days at `offset` ("+08:00"), without those on which more than `unheard_lifts` lifts were mostly
    unheard, for each lift heard on more than `more_days_than` of them. Files by name, also written
    into the folder `out` where one is given. ValueError for rules that cannot be.
    """
    rules = _core.FleetRules(slot_minutes=slot_minutes, from_hour=from_hour, to_hour=to_hour,
                             offset=offset, days=days, unheard_lifts=unheard_lifts,
                             more_days_than=more_days_than)  # fmt: skip
    registry = as_registry(registry)
    batch, _ = prepare(table, registry)
    files = _core.fleet_files(registry._core, batch, rules, lang, list(formats), simulated)
    return written(files, out)
