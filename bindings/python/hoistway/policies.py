# SPDX-License-Identifier: Apache-2.0
"""Policies: a city's rules as data, and who may join its pilot or has to leave.

    policy = hoistway.load_policy("shijiazhuang-2025")
    policy.frame()[["trigger", "limit", "clause"]]     # one row a limit
    policy.conditions[0]["sentence"]["zh"]             # who may join, who has to leave
    standing = hoistway.pilot_standing(cases, policy=policy, at="2026-05-26")
    standing.figures["to_leave"]

The names are those of the policy's file (docs/upkeep.md). Working days are those of a calendar.
"""

from __future__ import annotations

import json
import os

from . import _core
from .answers import Answers, lines_of, plain_row

POLICY = "shijiazhuang-2025"
_OF_A_CASE = {
    "name", "subject", "facts", "down", "silent", "reminded", "complaints", "faults_before",
    "faults_since", "history",
}  # fmt: skip


class Policy:
    """A policy that holds together: its file as a dict, and as frames.

    `source` is the id of a built-in policy, the path of a file or a dict. ValueError with all that
    is wrong in it, each by JSON pointer; OSError for a file that cannot be had.
    """

    def __init__(self, source):
        self.own_text, self.name = text_and_name(source, _core.policies(), "policy")
        self._core = _core.Policy(self.own_text, self.name)
        text = _core.policy_text(self.name) if self.own_text is None else self.own_text
        self.file = json.loads(text.removeprefix("\ufeff"))

    @property
    def id(self) -> str:
        return self.file["id"]

    @property
    def edition(self) -> str:
        """The day of the rule."""
        return self.file["edition"]

    @property
    def source(self) -> str:
        return self.file["source"]

    @property
    def title(self) -> dict[str, str]:
        """{"zh", "en"}."""
        return self.file["title"]

    @property
    def rows(self) -> list[dict]:
        """The limits, each with trigger, limit, unit, clause and sentence {"zh", "en"}."""
        return self.file["rows"]

    @property
    def interval(self) -> dict:
        return self.file["interval"]

    @property
    def conditions(self) -> list[dict]:
        """Who may join the pilot, who has to leave: id, subject, purpose, when, clause, sentence.

        None where the policy has no pilot.
        """
        return self.file.get("pilot", {}).get("conditions", [])

    @property
    def targets(self) -> list[dict]:
        return self.file.get("targets", [])

    @property
    def not_covered(self) -> list[dict]:
        """What the rule asks for and nobody watches here, with the reason."""
        return self.file.get("not_covered", [])

    def frame(self):
        """A pandas DataFrame of the limits, one row each."""
        return _frame(self.rows)

    def conditions_frame(self):
        """A pandas DataFrame of the conditions, one row each."""
        return _frame(self.conditions)


def _frame(rows):
    """Rows with their sentences as two columns, `sentence_zh` and `sentence_en`."""
    import pandas

    flat = []
    for row in rows:
        told = {f"sentence_{lang}": text for lang, text in row["sentence"].items()}
        flat.append({name: value for name, value in row.items() if name != "sentence"} | told)
    return pandas.DataFrame(flat)


def text_and_name(source, builtin, kind) -> tuple[str | None, str]:
    """(text, name): a built-in file goes by its id, any other by its path, a dict as it is."""
    if isinstance(source, dict):
        return json.dumps(source, ensure_ascii=False), kind
    if source in builtin:
        return None, source
    with open(source, encoding="utf-8") as file:
        return file.read(), os.fspath(source)


def policies() -> list[str]:
    """The ids of the built-in policies."""
    return _core.policies()


def load_policy(source=POLICY) -> Policy:
    """A Policy: of the id of a built-in one, of the path of a file, or of a dict."""
    return Policy(source)


def as_policy(source) -> Policy:
    """A Policy as it is, or anything that one can be made of."""
    return source if isinstance(source, Policy) else Policy(source)


def check_policy(source) -> list[str]:
    """What is wrong with a policy, a line each: JSON pointer, cause and cure. Empty: nothing is."""
    text, name = text_and_name(source, _core.policies(), "policy")
    return [] if text is None else _core.check_policy(text, name)


def check_file(source) -> tuple[str | None, list[str]]:
    """(kind, faults) of a file that sets something up, a path or a dict, as `profile check` says.

    The kind is profile, policy, calendar, part_book, checklist, visit_rules or column_map; None for
    a file that is none of them. Without faults it can be used.
    """
    return _core.check_file(*text_and_name(source, (), "file"))


def _case(row) -> dict:
    """A row as a case: a column that is called as a fact is one, as an `insured` of True or 1.0."""
    case = plain_row(row, days=("day",))
    facts = {name: case.pop(name) for name in list(case) if name not in _OF_A_CASE
             and name in _core.facts}  # fmt: skip
    for name, value in facts.items():
        if _core.facts[name] == "truth" and value in (0, 1):
            facts[name] = bool(value)
    return case | ({"facts": {**case.get("facts", {}), **facts}} if facts else {})


def pilot_standing(cases, *, at, policy=POLICY, calendar="china", lang="zh") -> Answers:
    """Who may join the pilot, who has to leave, and on which step of the ladder a lift stands.

    `cases` are lines of `cases.jsonl`, dicts or a DataFrame with `name`, `subject` (lift, company,
    provider), spans and history as in docs/upkeep.md; facts stand under `facts` or in columns of
    their own names. An answer has `purpose` (admission, exit), `condition`, `clause`, `holds`,
    `numbers` and `sentence`; a lift's last one its `pilot_year` and `months`. The same bytes as
    `hoistway pilot`. ValueError for a policy without a pilot, or a day that is none.
    """
    days = _core.Calendar(*text_and_name(calendar, _core.calendars(), "calendar"))
    text, refusals, figures = _core.pilot_log(
        lines_of(cases, _case), as_policy(policy)._core, days, str(at), lang
    )
    return Answers(text, refusals, figures)
