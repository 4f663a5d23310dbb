# SPDX-License-Identifier: Apache-2.0
"""Visits: was somebody there, did it do any good, and what is still to be done.

    verdicts = hoistway.check_visits(visits, registry=registry, table=observations)
    verdicts.frame()[["visit", "verdict", "sentence"]]

Visits, orders and figures come as a pandas DataFrame, as dicts, or as the text of JSON lines; the
answers are the lines of `hoistway visit`, to the byte. What cannot be used of them is refused, one
line each in `.refusals`, and the rest is used.
"""

from __future__ import annotations

import json

from . import _core
from .analysis import prepare
from .answers import Answers, lines_of
from .registry import as_registry


def _rules(rules) -> str | None:
    return json.dumps(rules, ensure_ascii=False) if isinstance(rules, dict) else rules


def _study(visits, registry, table, places, rules):
    registry = as_registry(registry)
    study = _core.VisitStudy(registry._core, lines_of(visits), lines_of(places), _rules(rules))
    if table is not None:
        study.process(prepare(table, registry)[0])
    return study


def check_visits(visits, *, registry, table=None, places=None, rules=None, lang="zh") -> Answers:
    """Whether visits took place: `proven`, `doubtful` or `refuted`, with reasons.

    `visits` are records of kind `visit` (docs/visits.md), `table` the observations of their lifts,
    `places` rows of `lift`, `latitude`, `longitude`, `rules` the text of a rules file or a dict.
    """
    study = _study(visits, registry, table, places, rules)
    return Answers(study.verdict_log(lang), study.refusals)


def visit_results(
    visits, *, registry, table, rules=None, days=14, seed=1, lang="zh"
) -> Answers:
    """Whether lifts ran better after visits than before: `better`, `no_change_shown`, `worse` or
    `not_enough_data`, figure by figure, over so many days on either side."""
    study = _study(visits, registry, table, None, rules)
    return Answers(study.effect_log(days, seed, lang), study.refusals)


def work_orders(source, *, registry, at=None, rules=None) -> Answers:
    """Orders from alarms, due items and steps, as they stand at `at`, ms since 1970 UTC."""
    lifts = as_registry(registry)._core
    text, refusals = _core.order_log(lifts, lines_of(source), at, _rules(rules))
    return Answers(text, refusals)


def grade_companies(source, *, rules=None, lang="zh") -> Answers:
    """Grades from the answers of check_visits() and visit_results(), and from figures of others."""
    text, refusals = _core.grade_log(lines_of(source), _rules(rules), lang)
    return Answers(text, refusals)


def checklist(equipment="traction", kind="half_month", *, lang="zh") -> Answers:
    """What is to be done at a visit, after TSG T5002-2017."""
    return Answers(_core.checklist_log(equipment, kind, lang), [])
