# SPDX-License-Identifier: Apache-2.0
"""The dialect profiles keep to their schema and to themselves, and the schema knows our words.

    profile_schema_test.py PROFILES_FOLDER
"""

import copy
import json
import pathlib
import re
import sys

import jsonschema

ROOT = pathlib.Path(__file__).resolve().parents[3]
INCLUDE = ROOT / "include/hoistway/model"
PAGES = ("docs/platform.md", "docs/platform.zh.md")
COLUMNS = ("gbt24476-2017", "shanghai", "sql-dictionary", "chongqing", "songjiang", "four-digit",
           "event-37", "vendor-list", "elevatorcloud", "zxtech", "monarch", "disen", "bacnet-lift")
FLAGS = ("door_zone", "presence", "mains_power", "safety_chain", "door_lock", "alarm_button",
         "overload")  # fmt: skip
STATUS = ("occurred", "responded", "arrived", "done", "false_alarm")

# The codes of the cross-walk, by row and dialect: worked out by hand from the facts page, 2.6.
CROSSWALK = {
    "safety_chain_open": {"gbt24476-2017": "1", "elevatorcloud": "10", "zxtech": "224",
                          "four-digit": "0202", "bacnet-lift": "5", "monarch": "E41"},
    "close_abnormal": {"gbt24476-2017": "2", "elevatorcloud": "12", "zxtech": "218",
                       "songjiang": "F9998", "bacnet-lift": "6", "monarch": "E49"},
    "car_door_fault": {"gbt24476-2017": "3", "elevatorcloud": "11", "zxtech": "217",
                       "four-digit": "0201", "bacnet-lift": "7", "monarch": "E48"},
    "stopped_off_level": {"gbt24476-2017": "4", "elevatorcloud": "6", "zxtech": "201",
                          "four-digit": "0203", "bacnet-lift": "8"},
    "unintended_movement": {"gbt24476-2017": "5", "elevatorcloud": "5", "zxtech": "206 106",
                            "four-digit": "0207", "songjiang": "F9997 F9996", "monarch": "E65"},
    "run_time_limit": {"gbt24476-2017": "6", "elevatorcloud": "17", "bacnet-lift": "13",
                       "monarch": "E40"},
    "position_lost": {"gbt24476-2017": "7", "elevatorcloud": "19", "bacnet-lift": "14",
                      "monarch": "E58"},
    "restart_prevented": {"gbt24476-2017": "8", "zxtech": "216"},
    "overtravel_top": {"elevatorcloud": "1", "zxtech": "202", "four-digit": "0205",
                       "songjiang": "F9992", "chongqing": "92", "sql-dictionary": "09"},
    "overtravel_bottom": {"elevatorcloud": "2", "zxtech": "203", "four-digit": "0204",
                          "songjiang": "F9991", "chongqing": "91", "sql-dictionary": "10"},
    "opened_while_running": {"elevatorcloud": "4", "zxtech": "204 104", "songjiang": "F9990",
                             "vendor-list": "08", "monarch": "E42"},
    "overspeed": {"elevatorcloud": "3", "zxtech": "205 105", "songjiang": "E9895",
                  "bacnet-lift": "2", "monarch": "E32"},
    "power_loss": {"gbt24476-2017": "41", "elevatorcloud": "9", "zxtech": "208 108",
                   "bacnet-lift": "4"},
    "entrapment": {"elevatorcloud": "7 8", "zxtech": "101", "four-digit": "0101",
                   "songjiang": "F9999 F9994", "shanghai": "09", "sql-dictionary": "11",
                   "chongqing": "93"},
    "alarm_button": {"gbt24476-2017": "90", "elevatorcloud": "21", "zxtech": "109",
                     "songjiang": "F9993"},
}  # fmt: skip

BAD = {
    "an unknown key": lambda p: p.update(colour="red"),
    "no source": lambda p: p.pop("source"),
    "an id with a capital": lambda p: p.update(id="Shanghai"),
    "a dialect of 16 letters": lambda p: p.update(dialect="x" * 16),
    "a confidence nobody measures": lambda p: p.update(confidence="certain"),
    "a title in one language": lambda p: p["title"].pop("en"),
    "a message of no use": lambda p: p["messages"][0].update(carries="weather"),
    "a message that nothing tells": lambda p: p["messages"][0].update(needs=[]),
    "a path that begins at the root": lambda p: p["messages"][0].update(path="/data"),
    "a phase where no key is a code": lambda p: p["messages"][0].update(phase={"Y": "raised"}),
    "faults without a phase": lambda p: p["messages"][0].update(carries="faults"),
    "a fault message without a fault": lambda p: p["messages"][0].update(
        fields=[{"name": "registerNumber", "to": "lift"}]),
    "a target nobody has": lambda p: first(p, "runs").update(to="rides"),
    "a target of another record": lambda p: first(p, "runs").update(to="certificate"),
    "a time without its format": lambda p: first(p, "time").pop("format"),
    "a format for a count": lambda p: first(p, "runs").update(format="epoch_s"),
    "a unit nobody knows": lambda p: first(p, "run_time").update(unit="fortnight"),
    "a field that says nothing": lambda p: first(p, "runs").pop("to"),
    "a field read and not read": lambda p: first(p, "runs").update(reason="why not"),
    "half a pair": lambda p: next(
        f for f in p["messages"][0]["fields"] if "pairs" in f).update(pairs=["paramCode"]),
    "a code of eight letters": lambda p: p["codes"][1].update(code="12345678"),
    "a code without a name": lambda p: p["codes"][1].pop("name"),
    "a code without a meaning or a reason": lambda p: p["codes"][1].pop("kind"),
    "a code with two meanings": lambda p: p["codes"][1].update(mode="normal"),
    "a kind nobody raises": lambda p: p["codes"][1].update(kind="door_ghost"),
    "a kind without its code": lambda p: p["codes"][1].update(kind="native"),
    "a nearness to nothing": lambda p: p["codes"][0].update(nearest=True),
}  # fmt: skip


def first(profile, target):
    return next(field for message in profile["messages"] for field in message["fields"]
                if field.get("to") == target)  # fmt: skip


def words_of(header, name):
    text = (INCLUDE / header).read_text(encoding="utf-8")
    body = re.search(rf"struct Words<{name}> {{.*?list{{(.*?)}};", text, re.DOTALL)[1]
    return re.findall(r'"(\w+)"', body)


def strange_words(schema):
    """The enums of the schema are the words of the headers."""
    have = {name: set(part["enum"]) for name, part in schema["definitions"].items()
            if "enum" in part}  # fmt: skip
    observation = (INCLUDE / "observation.hpp").read_text(encoding="utf-8")
    want = {
        "kind_of_event": set(words_of("event.hpp", "EventKind")) - {"native"},
        "mode": set(words_of("signals.hpp", "Mode")) - {"unknown"},
        "observed": set(re.findall(r'visit\("(\w+)"', observation)),
    }
    for name, words in want.items():
        if have[name] != words:
            yield f"schema: {name}: {sorted(have[name] ^ words)} here or there only"


def allowed(target):
    """The values that a table may give a target; None where any number or text will do."""
    words = {"motion": "Motion", "direction": "Direction", "door": "Door", "mode": "Mode"}
    if target in words:
        return set(words_of("signals.hpp", words[target])) - {"unknown"}
    if target in FLAGS:
        return {True, False}
    if target == "status":
        return set(STATUS)
    return {"raised", "cleared"} if target == "fault_phase" else None


def wrong_value(target, value):
    words = allowed(target)
    return value is not None and words is not None and (
        value not in words or isinstance(value, bool) != (target in FLAGS))  # fmt: skip


def faults_of_field(profile, field):
    values = field.get("values", {})
    if isinstance(values, str):
        if values not in profile.get("codings", {}):
            yield f"no coding '{values}'"
        values = profile.get("codings", {}).get(values, {})
    if "to" in field:
        values = {said: {field["to"]: value} for said, value in values.items()}
    for said, meant in values.items():
        for target, value in (meant or {}).items():
            if wrong_value(target, value):
                yield f"{said} cannot be {target} {value}"
            if target == "fault" and value not in [c["code"] for c in profile.get("codes", [])]:
                yield f"{said} stands for {value}, which is no code of it"
    if "of" in field and field["of"] not in [m["name"] for m in profile["messages"]]:
        yield f"no message '{field['of']}'"


def faults_of(path, profile):
    if profile["id"] != path.stem:
        yield "the id is not the file's name"
    used = set()
    for message in profile.get("messages", []):
        for field in message["fields"]:
            used.add(str(field.get("values")))
            for fault in faults_of_field(profile, field):
                yield f"{message['name']}: {field['name']}: {fault}"
        said = [(field["name"], field.get("to")) for field in message["fields"]]
        if len(said) != len(set(said)):
            yield f"{message['name']}: a field stands there twice"
        if "lift" not in {to for _, to in said}:
            yield f"{message['name']}: nothing tells the lift"
        for key in set(message["needs"]) - {name for name, _ in said}:
            yield f"{message['name']}: {key} is needed, but not among the fields"
    for name in set(profile.get("codings", {})) - used:
        yield f"the coding '{name}' is used nowhere"
    names = [message["name"] for message in profile.get("messages", [])]
    codes = [code["code"] for code in profile.get("codes", [])]
    for list_of, what in ((names, "message"), (codes, "code")):
        if len(list_of) != len(set(list_of)):
            yield f"a {what} stands there twice"


def gaps_in_crosswalk(profiles):
    for kind, row in CROSSWALK.items():
        for id, wanted in row.items():
            codes = {code["code"]: code.get("kind") for code in profiles[id]["codes"]}
            for code in wanted.split():
                if codes.get(code) != kind:
                    yield f"{id}: {code} is {codes.get(code)}, {kind} in the cross-walk"


def crosswalk_rows(profiles):
    """The table of the pages: kind by dialect, a code that is only nearest with a wave."""
    kinds = [kind for kind in words_of("event.hpp", "EventKind")
             if any(c.get("kind") == kind for id in COLUMNS for c in profiles[id]["codes"])]
    for kind in kinds:
        cells = []
        for id in COLUMNS:
            codes = [c for c in profiles[id]["codes"] if c.get("kind") == kind]
            cells.append(" ".join("~" * ("nearest" in c) + c["code"] for c in codes) or "–")
        yield f"| `{kind}` | {' | '.join(cells)} |"


def stale_pages(profiles):
    rows = list(crosswalk_rows(profiles))
    for page in PAGES:
        have = (ROOT / page).read_text(encoding="utf-8")
        for row in rows:
            if row not in have:
                yield f"{page}: the cross-walk lacks {row}"
        for id in profiles:
            if f"`{id}`" not in have:
                yield f"{page}: does not name the profile {id}"


def main(folder: pathlib.Path) -> int:
    schema = json.loads((folder / "profile.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    profiles, wrong = {}, list(strange_words(schema))
    for path in sorted(folder.glob("*.json")):
        if path.name == "profile.schema.json":
            continue
        profile = json.loads(path.read_text(encoding="utf-8"))
        profiles[path.stem] = profile
        shape = [f"{e.json_path}: {e.message}" for e in validator.iter_errors(profile)]
        wrong += [f"{path.name}: {fault}" for fault in shape or faults_of(path, profile)]
    assert profiles, "no profile found"
    wrong += [*gaps_in_crosswalk(profiles), *stale_pages(profiles)]
    dialects = [profile["dialect"] for profile in profiles.values()]
    wrong += [f"two profiles have the dialect {d}" for d in set(dialects) if dialects.count(d) > 1]
    assert not wrong, "\n".join(wrong)

    for what, spoil in BAD.items():
        profile = copy.deepcopy(profiles["shanghai"])
        spoil(profile)
        assert not validator.is_valid(profile), f"the schema takes {what}"
    print(f"{len(profiles)} profiles keep to the schema, {len(BAD)} spoilt ones do not")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
