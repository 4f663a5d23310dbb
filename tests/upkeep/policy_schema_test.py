# SPDX-License-Identifier: Apache-2.0
"""The policy files keep to their schema, and the schema refuses what load_policy() refuses.

    policy_schema_test.py POLICIES_FOLDER
"""

import copy
import json
import pathlib
import sys

import jsonschema

TARGET = {"id": "a", "clause": "1", "what": {"zh": "甲", "en": "A"}}


def first_condition(policy):
    return policy["pilot"]["conditions"][0]


BAD = {
    "an unknown key": lambda p: p.update(colour="red"),
    "no id": lambda p: p.pop("id"),
    "an id with a capital": lambda p: p.update(id="My-City"),
    "an edition that is no date": lambda p: p.update(edition="2025"),
    "a title in one language": lambda p: p["title"].pop("en"),
    "an empty ladder": lambda p: p["interval"].update(months_by_pilot_year=[]),
    "a ladder of no months": lambda p: p["interval"].update(months_by_pilot_year=[0]),
    "an unknown trigger": lambda p: p["rows"][0].update(trigger="rides"),
    "a trigger nobody counts": lambda p: p["rows"][0].update(trigger="noise"),
    "a negative limit": lambda p: p["rows"][0].update(limit=-1),
    "a limit of half a run": lambda p: p["rows"][0].update(limit=0.5),
    "the wrong unit": lambda p: p["rows"][0].update(unit="km"),
    "a row without its clause": lambda p: p["rows"][0].pop("clause"),
    "an unknown roping": lambda p: p["rows"][4].update(applies={"roping": "4:1"}),
    "an age in words": lambda p: p["rows"][0].update(applies={"age_below_years": "15"}),
    "a placeholder nobody fills": lambda p: p["rows"][0]["sentence"].update(en="{wann}"),
    "an open brace": lambda p: p["rows"][0]["sentence"].update(en="{due"),
    "months where nothing is trapped": lambda p: p["rows"][0].update(within_months=1),
    "entrapments without months": lambda p: p["rows"][7].pop("within_months"),
    "nine entrapments": lambda p: p["rows"][7].update(limit=9),
    "a gap without a reason": lambda p: p["not_covered"][0].pop("reason"),
    "an interval of days and of months": lambda p: p["interval"].update(days=15),
    "an unknown fact": lambda p: first_condition(p).update(when={"fact": "rides", "above": 1}),
    "a fact without a limit": lambda p: first_condition(p).update(when={"fact": "runs"}),
    "a number that is true": lambda p: first_condition(p).update(when={"fact": "runs", "is": True}),
    "a grade E": lambda p: first_condition(p).update(when={"fact": "grade", "at_most": "E"}),
    "an empty all": lambda p: first_condition(p).update(when={"all": []}),
    "a condition on nobody": lambda p: first_condition(p).update(subject="worker"),
    "a ban of no years": lambda p: p["pilot"]["ban"].update(years=0),
    "a restart nobody knows": lambda p: p["pilot"]["ladder"].update(restarts=["moved"]),
    "a target of more than all": lambda p: p.update(targets=[{**TARGET, "percent": 101}]),
    "a target of nothing": lambda p: p.update(targets=[TARGET]),
    "a visit of no minutes": lambda p: p.update(visit_time={"minutes": 0}),
    "too many rows": lambda p: p.update(rows=p["rows"] * 3),
}


def main(folder: pathlib.Path) -> int:
    schema = json.loads((folder / "policy.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    policies = [path for path in sorted(folder.glob("*.json")) if path.name != "policy.schema.json"]
    assert policies, "no policy found"
    for path in policies:
        policy = json.loads(path.read_text(encoding="utf-8"))
        errors = [f"{path.name}: {error.json_path}: {error.message}"
                  for error in validator.iter_errors(policy)]
        assert not errors, "\n".join(errors)
        assert policy["id"] == path.stem, f"{path.name}: the id is not the file's name"

    good = json.loads((folder / "shijiazhuang-2025.json").read_text(encoding="utf-8"))
    for what, spoil in BAD.items():
        policy = copy.deepcopy(good)
        spoil(policy)
        assert not validator.is_valid(policy), f"the schema takes {what}"
    print(f"{len(policies)} policies keep to the schema, {len(BAD)} spoilt ones do not")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
