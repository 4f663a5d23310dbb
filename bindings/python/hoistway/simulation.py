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
             demo_rate=CITY["demo_rate"], position=CITY["position"],
             full_boxes=CITY["full_boxes"], all_kinds=CITY["all_kinds"],
             packet_loss=CITY["packet_loss"], disorder=CITY["disorder"], repeats=CITY["repeats"],
             flicker=CITY["flicker"], clock_drift=CITY["clock_drift"],
             analog_noise=CITY["analog_noise"]) -> City:  # fmt: skip
    """The city that `hoistway simulate` makes of the same options; the same seed, the same bytes.

    `lifts` for `days` from the day `start` ("YYYY-MM-DD" or a date) on; `demo_rate` is how many
    times more goes wrong than in the published bulletins; `all_kinds` makes every fault come so
    often per 1,000 lifts and year; `position` gives the boxes a sensor for where the car is,
    `full_boxes` percent of them measure all there is. The others disturb sensors, clocks and links:
    shares of records, times a day that presence flips, s a day, m. A lift makes one to two thousand
    observations a day. ValueError for what cannot be simulated.
    """
    return _city(_core.simulate(
        lifts=lifts, days=days, seed=seed, start=str(start), demo_rate=demo_rate,
        position=position, full_boxes=full_boxes, all_kinds=all_kinds, packet_loss=packet_loss,
        disorder=disorder, repeats=repeats, flicker=flicker, clock_drift=clock_drift,
        analog_noise=analog_noise))  # fmt: skip


def scenarios() -> list[str]:
    """The names of all scenarios: one lift, some hours, one fault or near miss each."""
    return _core.scenarios()


def scenario(name: str) -> City:
    """The scenario of that name, as a city of one lift. ValueError where there is none."""
    return _city(_core.tell_scenario(name))


def _city(story) -> City:
    registry = Registry(story.registry)
    keys = registry.keys
    truth = [json.loads(line) for line in story.truth.splitlines()]
    visits = [(keys[lift], time) for lift, time in story.visits]
    return City(registry, Table.of_batch(story.batch, keys), truth, visits)
