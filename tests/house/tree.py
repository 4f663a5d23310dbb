# SPDX-License-Identifier: Apache-2.0
"""What the house-keeping tests share: the tree's files, its CMake lists, and the last word."""

import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("HOISTWAY_BUILD", ROOT / "build/dev"))
FOLDERS = ("benchmarks", "bindings", "examples", "include", "src", "tests")


def sources(*folders, suffixes=(".cpp", ".hpp")):
    """Files of the tree with these suffixes, sorted, as paths from its root."""
    for folder in folders or FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and path.is_file():
                yield path.relative_to(ROOT)


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def listed_in(cmake_list):
    """The C++ files that a CMakeLists.txt names, in its order, as paths from the root."""
    folder = pathlib.Path(cmake_list).parent
    text = re.sub(r"#.*", "", read(cmake_list))
    text = text.replace("${PROJECT_SOURCE_DIR}/", "")
    for name in re.findall(r"[\w./-]+\.[ch]pp\b", text):
        yield pathlib.Path(name) if name.startswith("include/") else folder / name


def core_headers():
    return [path for path in listed_in("CMakeLists.txt") if path.suffix == ".hpp"]


def verdict(test, faults):
    """Prints what is wrong, one fault a line, and ends the test."""
    faults = list(faults)
    print("\n".join(faults) or f"{test}: in order")
    sys.exit(bool(faults))
