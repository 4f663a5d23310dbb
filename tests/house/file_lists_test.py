# SPDX-License-Identifier: Apache-2.0
"""No file is forgotten: each in a sorted CMake list, each header tested and in hoistway.hpp."""

import pathlib
import re

from tree import FOLDERS, ROOT, listed_in, read, sources, verdict

# Plain data without behaviour of its own: what fills and reads it is tested instead.
PLAIN_DATA = {
    "hoistway.hpp",
    "model/business.hpp",
    "model/facts.hpp",
    "model/lift.hpp",
}


def lists():
    found = [ROOT / "CMakeLists.txt"]
    for folder in FOLDERS:
        found += sorted((ROOT / folder).rglob("CMakeLists.txt"))
    return [path.relative_to(ROOT) for path in found]


def unlisted():
    listed = {path for each in lists() for path in listed_in(each)}
    used = {name for path in sources() for name in re.findall(r'#include "([^"]+)"', read(path))}
    for path in sources():
        private = path.suffix == ".hpp" and path.parts[0] != "include"
        if private and not any(str(path).endswith(name.lstrip("./")) for name in used):
            yield f"{path}: included by nobody"
        if not private and path not in listed and path.parts[:2] != ("tests", "consumer"):
            yield f"{path}: in no CMake list"


def unsorted():
    for each in lists():
        run = []
        for line in read(each).splitlines():
            name = line.strip().rstrip(")")
            if not name.endswith((".hpp", ".cpp")) or " " in name:
                run = []
                continue
            if run and name < run[-1] and run[-1] != "main.cpp":
                yield f"{each}: {name} has to stand before {run[-1]}"
            run.append(name)


def outside_the_umbrella():
    umbrella = read(pathlib.Path("include/hoistway/hoistway.hpp"))
    named = set(re.findall(r'#include "([^"]+)"', umbrella))
    for path in sources("include"):
        name = str(path.relative_to("include"))
        if path.suffix == ".hpp" and path.name != "hoistway.hpp" and name not in named:
            yield f"{path}: not in include/hoistway/hoistway.hpp"


def untested():
    for path in sources("include"):
        header = pathlib.Path(*path.parts[2:])
        test = ROOT / "tests" / header.with_name(f"{header.stem}_test.cpp")
        transcripts = ROOT / "tests/transcripts" / header.with_suffix("")
        if str(header) not in PLAIN_DATA and not test.exists() and not transcripts.is_dir():
            yield f"{path}: neither {test.relative_to(ROOT)} nor a folder of transcripts"
    for header in PLAIN_DATA:
        if not (ROOT / "include/hoistway" / header).exists():
            yield f"{header}: excused in this test, but there is no such header"


verdict("file_lists", [*unlisted(), *unsorted(), *outside_the_umbrella(), *untested()])
