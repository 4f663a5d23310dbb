# SPDX-License-Identifier: Apache-2.0
"""A made-up city of lifts, for trying things out. Simulated truth is not field truth."""

from __future__ import annotations

import json
from dataclasses import dataclass

from . import _core
from .registry import Registry
from .table import Table

CITY = _core.city_defaults


@dataclass(frozen=True)
class City:
    """What honest boxes on made-up lifts said, and what was really the case."""

    registry: Registry
    observations: Table
    truth: list[dict]  # {"lift", "kind", "from", "to"}
    visits: list[tuple[str, int]]  # key of the lift, ms since 1970 UTC


def simulate(*, lifts=CITY["lifts"], days=CITY["days"], seed=CITY["seed"], start=CITY["start"],
             demo_rate=CITY["demo_rate"], position=CITY["position"]) -> City:  # fmt: skip
    """The city that `hoistway simulate` makes of the same options; the same seed, the same bytes.

    `lifts` for `days` from the day `start` ("YYYY-MM-DD" or a date) on; `demo_rate` is how many
    times more goes wrong than in the published bulletins; `position` gives the boxes a sensor for
    where the car is. A lift makes one to two thousand observations a day. ValueError for
    what cannot be simulated.
    """
    story = _core.simulate(lifts=lifts, days=days, seed=seed, start=str(start),
                           demo_rate=demo_rate, position=position)  # fmt: skip
    registry = Registry(story.registry)
    keys = registry.keys
    truth = [json.loads(line) for line in story.truth.splitlines()]
    visits = [(keys[lift], time) for lift, time in story.visits]
    return City(registry, Table.of_batch(story.batch, keys), truth, visits)
