# SPDX-License-Identifier: Apache-2.0
"""The checklists and rules of visits keep to their schemas, and the schemas refuse what the
library refuses.

    visit_schema_test.py VISIT_FOLDER
"""

import copy
import json
import pathlib
import sys

import jsonschema

BAD = {
    "checklists": {
        "an unknown key": lambda p: p.update(colour="red"),
        "no source": lambda p: p.pop("source"),
        "an unknown equipment": lambda p: p.update(equipment="sledge"),
        "three tables": lambda p: p["tables"].pop(),
        "a table of no items": lambda p: p["tables"][0].update(count=0),
        "an item without a name": lambda p: p["tables"][0]["items"][0].pop("name"),
        "a name in one language": lambda p: p["tables"][0]["items"][0]["name"].pop("en"),
        "an unknown sensor": lambda p: p["tables"][0]["items"][0].update(sensors=["nose"]),
        "half a rule for old governors": lambda p: p["calibration"].pop("years_when_old"),
    },
    "rules": {
        "an unknown key": lambda p: p.update(colour="red"),
        "no limits": lambda p: p.pop("presence"),
        "a visit of no speed": lambda p: p["presence"].update(travel_most_km_h=0),
        "a share above one": lambda p: p["presence"].update(heard_share=1.5),
        "an unknown place": lambda p: p["presence"].update(scans=["roof"]),
        "a kind of visit without its time": lambda p: p["presence"]["least_minutes"].pop("year"),
        "an unknown order": lambda p: p["orders"][0].update(kind="party"),
        "a deadline of no time": lambda p: p["orders"][0].update(accept_minutes=0),
        "an order without an origin": lambda p: p["orders"][0].pop("origin"),
        "a figure without weight": lambda p: p["grade"]["figures"][0].pop("weight"),
        "a veto without a source": lambda p: p["grade"]["vetoes"][0].pop("source"),
        "no cut-off": lambda p: p["grade"].update(cutoffs=[]),
    },
}


def check(folder: pathlib.Path) -> int:
    """How many files keep to the schema of their folder."""
    (schema_file,) = folder.glob("*.schema.json")
    schema = json.loads(schema_file.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    files = [path for path in sorted(folder.glob("*.json")) if path != schema_file]
    assert files, f"{folder} is empty"
    for path in files:
        content = json.loads(path.read_text(encoding="utf-8"))
        errors = [f"{path.name}: {error.json_path}: {error.message}"
                  for error in validator.iter_errors(content)]  # fmt: skip
        assert not errors, "\n".join(errors)
        assert content["id"] == path.stem, f"{path.name}: the id is not the file's name"
    good = json.loads(files[0].read_text(encoding="utf-8"))
    for what, spoil in BAD[folder.name].items():
        bad = copy.deepcopy(good)
        spoil(bad)
        assert not validator.is_valid(bad), f"the schema takes {what}"
    return len(files)


def main(visit: pathlib.Path) -> int:
    for name, bad in BAD.items():
        print(f"{check(visit / name)} {name} keep to their schema, {len(bad)} spoilt ones do not")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
