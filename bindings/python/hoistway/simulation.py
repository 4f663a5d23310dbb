# SPDX-License-Identifier: Apache-2.0
"""A made-up city of lifts, for trying things out. Simulated truth is not field truth."""

from __future__ import annotations

import json
from dataclasses import dataclass

from . import _core
from .registry import Registry
from .table import Table


@dataclass(frozen=True)
class City:
    registry: Registry
    observations: Table
    truth: list[dict]  # {"lift", "kind", "from", "to"}
    visits: list[tuple[str, int]]  # key of the lift, ms since 1970 UTC


def simulate(**options) -> City:
    """The city that `hoistway simulate` makes of the same options.

    lifts, days, seed, start ("YYYY-MM-DD"), demo_rate, position; the same seed, the same bytes.
    """
    story = _core.simulate(**options)
    registry = Registry(story.registry)
    keys = registry.keys
    truth = [json.loads(line) for line in story.truth.splitlines()]
    visits = [(keys[lift], time) for lift, time in story.visits]
    return City(registry, Table(story.batch, keys), truth, visits)
