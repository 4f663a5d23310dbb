# SPDX-License-Identifier: Apache-2.0
"""What is proved of each link and dialect, gathered from the tests themselves into docs/wire.md.

    coverage.py            the table in docs/wire.md is what the tests say, or else what differs
    coverage.py --write    puts it there

A page of transcripts has a line "Covers: message, direction, number own|external[, source]"; a C++
test of vectors the same in a comment, with the link before it. Directions are decode, encode, both.
"""

import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/wire.md"
BEGIN, END = "<!-- coverage: made by tests/wire/coverage.py -->", "<!-- end of coverage -->"
WHAT = r"(?P<what>[^,:]+), (?P<way>decode|encode|both), (?P<number>\d+) (?P<whose>own|external)"
IN_PAGE = re.compile(rf"^Covers: {WHAT}", re.MULTILINE)
IN_TEST = re.compile(rf"^// Covers: (?P<link>\w+): {WHAT}", re.MULTILINE)


def claims():
    """(link, message, direction, number, whose) of every page and test."""
    for path in sorted((ROOT / "tests/transcripts/wire").rglob("*.md")):
        claimed = list(IN_PAGE.finditer(path.read_text(encoding="utf-8")))
        if not claimed:
            raise SystemExit(f"{path.relative_to(ROOT)}: no line 'Covers: ...'")
        link = path.parent.name
        if path.parent.parent.name == "platform":
            link = f"profile {link}"
        for found in claimed:
            yield link, *found.group("what", "way", "number", "whose")
    for path in sorted((ROOT / "tests/wire").rglob("*.cpp")):
        for found in IN_TEST.finditer(path.read_text(encoding="utf-8")):
            yield found.group("link", "what", "way", "number", "whose")


def table():
    counts = collections.defaultdict(collections.Counter)
    for link, what, way, number, whose in claims():
        for each in ("decode", "encode") if way == "both" else (way,):
            counts[link, what][each, whose] += int(number)
    lines = [
        "| link | message | decoded: external | own | encoded: external | own |",
        "|---|---|---|---|---|---|",
    ]
    order = [(way, whose) for way in ("decode", "encode") for whose in ("external", "own")]
    for (link, what), count in sorted(counts.items()):
        cells = [str(count[each] or "") for each in order]
        lines.append(f"| {link} | {what} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    shown, after = rest.split(END)
    made = table()
    if sys.argv[1:] == ["--write"]:
        PAGE.write_text(f"{before}{BEGIN}\n{made}\n{END}{after}", encoding="utf-8")
    elif shown.strip() != made:
        raise SystemExit("docs/wire.md: its table is old: run tests/wire/coverage.py --write")
    print(f"coverage: {made.count(chr(10)) - 1} rows")


if __name__ == "__main__":
    main()
