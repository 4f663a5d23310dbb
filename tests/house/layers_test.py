# SPDX-License-Identifier: Apache-2.0
"""Data flows one way, and so do includes: each room may use only the rooms named for it.

The same file holds what the library's code must not contain at all: no clock, no file, no thread
and no throw below the edges, and no preprocessor outside core/refuse.hpp.
"""

import re

from tree import core_headers, read, sources, verdict

BASE = {"core", "model"}
LAYER_3 = {"wire", "motion", "state", "detect", "event", "ledger", "upkeep", "rescue", "risk"}
LAYER_3 |= {"report", "registry", "score", "sim"}
EDGES = {"store", "net", "gateway", "conform"}

MAY_INCLUDE = {
    "core": set(),
    "model": {"core"},
    **{room: BASE for room in LAYER_3},
    "pipeline": BASE | LAYER_3,
    **{room: BASE | LAYER_3 | {"pipeline"} for room in EDGES},
    "cli": BASE | LAYER_3 | EDGES | {"pipeline"},
}

# What no room but the edges and the program may contain.
FORBIDDEN = {
    r"\bthrow\b": "no throw: bad input is a Result, a wrong set-up goes through refuse()",
    r"^\s*#\s*(if|ifdef|ifndef|define|undef)\b": "no preprocessor outside core/refuse.hpp",
    r"#include <(iostream|fstream|cstdio|print)>": "no streams, no files, no printing",
    r"#include <(thread|mutex|shared_mutex|condition_variable|future)>": "no threads",
    r"_clock::now\b|\btime\(nullptr\)": "no clock: time arrives with the record",
    r"\bgetenv\b|\bsetlocale\b|std::locale\b": "no environment, no locale",
    r"\brand\(|\brandom_device\b": "no randomness that a seed does not repeat",
    r"\b(shared_ptr|virtual)\b": "values, not shared ownership or base classes",
}
EXCEPT = {"include/hoistway/core/refuse.hpp"}


def code_of(path):
    """The file without comments and without what stands in quotes."""
    text = re.sub(r"//[^\n]*", "", read(path))
    return re.sub(r'(?<!#include )"(\\.|[^"\\\n])*"', '""', text)


def room_of(path):
    """include/hoistway/<room>/..., src/<room>/...; none for a file right under src/."""
    below = path.parts[2:] if path.parts[0] == "include" else path.parts[1:]
    return below[0] if len(below) > 1 else None


def faults():
    headers_only = set(core_headers())
    for path in sources("include", "src"):
        room, code = room_of(path), code_of(path)
        if room is None:
            continue
        if room not in MAY_INCLUDE:
            yield f"{path}: the room {room} is not in the table of {__file__}"
            continue
        for used in re.findall(r'#include "hoistway/(\w+)/', code):
            if used != room and used not in MAY_INCLUDE[room]:
                yield f"{path}: {room} may not include {used}"
        if path in headers_only and re.search(r"#include <[^>]*[/.]", code):
            yield f"{path}: hoistway::core includes the standard library only"
        if room in EDGES or room == "cli" or str(path) in EXCEPT:
            continue
        for pattern, rule in FORBIDDEN.items():
            for found in re.finditer(pattern, code, re.MULTILINE):
                line = code.count("\n", 0, found.start()) + 1
                yield f"{path}:{line}: {found[0].strip()}: {rule}"


verdict("layers", faults())
