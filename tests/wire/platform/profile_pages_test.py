# SPDX-License-Identifier: Apache-2.0
"""The pages of the platforms are whole: every message, every value, every code stands in one.

    profile_pages_test.py PROFILES_FOLDER TRANSCRIPTS_FOLDER

What a page says has to come out is checked in C++; this test looks at what goes in, and that the
pages of the same second and the same totals agree. A code that says why it means nothing may be
missing.
"""

import json
import pathlib
import re
import sys

COVERS = re.compile(r"^Covers: (\w+), (decode|encode|both), (\d+) (own|external)(, .+)?$")


def block(text, name):
    found = re.search(rf"^```{name}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return found[1].splitlines() if found else []


def spelt(value):
    """A value as the tables write it: text, a number, or a truth."""
    return value if isinstance(value, str) else json.dumps(value)


def said(value, key=""):
    """Every key with each of its values, at whatever depth; so are names and values in a list."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from said(inner, name)
        texts = [inner for inner in value.values() if isinstance(inner, str)]
        yield from ((name, text) for name in texts for text in texts)
    elif isinstance(value, list):
        for inner in value:
            yield from said(inner, key)
    else:
        yield key, spelt(value)


def faults_of_page(path, text, messages):
    covers = [match for line in text.splitlines()[:4] if (match := COVERS.match(line))]
    documents = block(text, "json")
    if len(covers) != 1:
        yield f"{path}: no line Covers under the title"
    elif covers[0][1] not in messages:
        yield f"{path}: covers no message of its profile"
    elif int(covers[0][3]) != len(documents):
        yield f"{path}: covers {covers[0][3]} documents, {len(documents)} stand there"
    records = block(text, "records")
    wanted = f"stats documents={len(documents)} "
    if not records or not records[-1].startswith(wanted):
        yield f"{path}: the records do not end with {wanted}"


def stood_for(profile):
    """The codes for which a value stands; the values themselves are looked for."""
    tables = list(profile.get("codings", {}).values())
    for message in profile["messages"]:
        for field in message["fields"]:
            tables.append(field.get("values", {}))
    for table in tables:
        for meant in table.values() if isinstance(table, dict) else ():
            if isinstance(meant, dict) and "fault" in meant:
                yield meant["fault"]


def unseen(profile, seen):
    values = {text for _, text in seen}
    for message in profile["messages"]:
        for field in message["fields"]:
            table = field.get("values", {})
            name = field["name"].removeprefix("/")
            if isinstance(table, str):
                continue
            for text in table:
                if (name, text) not in seen:
                    yield f"{message['name']}: {name} {text}"
        for text in message.get("phase", {}):
            if text not in values:
                yield f"{message['name']}: phase {text}"
    for name, table in profile.get("codings", {}).items():
        for text in set(table) - values:
            yield f"coding {name}: {text}"
    keys = {key for key, _ in seen}
    told = values | keys | set(stood_for(profile))
    for code in profile.get("codes", []):
        if "reason" not in code and code["code"] not in told:
            yield f"code {code['code']}"


def disagreements(transcripts):
    """The same second and the same totals are the same observation, whoever told them."""
    told = {}
    for name in ("same_second", "same_totals"):
        for page in sorted(transcripts.glob(f"*/{name}.md")):
            record = block(page.read_text(encoding="utf-8"), "records")[0]
            seen = json.loads(record.removeprefix("observation "))
            del seen["lift"]  # known by another number here and there
            for field, value in seen.items():
                first, whose = told.setdefault(field, (value, page.parent.name))
                if value != first:
                    yield f"{page.parent.name}: {field} is {value}, {first} of {whose}"
    if len(told) < 12:
        yield f"the same second and totals are told in {len(told)} fields only"


def main(profiles: pathlib.Path, transcripts: pathlib.Path) -> int:
    wrong, pages = [], 0
    for path in sorted(profiles.glob("*.json")):
        profile = json.loads(path.read_text(encoding="utf-8"))
        if not profile.get("messages"):
            continue
        messages = {message["name"] for message in profile["messages"]}
        covered, seen = set(), set()
        for page in sorted((transcripts / path.stem).glob("*.md")):
            text = page.read_text(encoding="utf-8")
            name = f"{path.stem}/{page.name}"
            wrong += faults_of_page(name, text, messages)
            covered |= {match[1] for line in text.splitlines() if (match := COVERS.match(line))}
            for line in block(text, "json"):
                seen |= set(said(json.loads(line)))
            pages += 1
        wrong += [f"{path.stem}: no page covers {message}" for message in messages - covered]
        wrong += [f"{path.stem}: on no page: {what}" for what in unseen(profile, seen)]
    wrong += disagreements(transcripts)
    assert not wrong, "\n".join(wrong)
    print(f"{pages} pages, and every message, value and code stands in one")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
