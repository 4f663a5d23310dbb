# SPDX-License-Identifier: Apache-2.0
"""The rules of CONTRIBUTING.md that a machine can check: shape of files, version, links."""

import re
import subprocess
import tomllib

from tree import ROOT, read, verdict

CODE = (".cpp", ".hpp", ".py", ".pyi")
LONGEST_LINE = 100
LONGEST_HEADER = 400
FULLEST_FOLDER = 10
UNWANTED = {
    "\t": "a tab",
    "TO" + "DO": "an open end",
    "FIX" + "ME": "an open end",
    "/ho" + "me/": "a path of one machine",
    "/wo" + "rk/": "a path of one machine",
}
TEXT = (*CODE, ".md", ".txt", ".cmake", ".json", ".toml", ".in")
PROGRAMS = ("dev", ".ci/run", ".ci/tidy", ".ci/python_index")


def tracked():
    """What git knows, or, in an unpacked archive, what lies there."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, text=True)  # fmt: skip
    if listed.returncode == 0:
        names = listed.stdout.splitlines()
    else:
        names = [str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()]
    return sorted({ROOT / name for name in names if (ROOT / name).is_file()})


def faults_of_file(path, name):
    text = read(path)
    lines = text.splitlines()
    for word, what in UNWANTED.items():
        if word in text:
            yield f"{name}:{text[: text.index(word)].count(chr(10)) + 1}: {what}"
    if text and not text.endswith("\n"):
        yield f"{name}: no line end at the end"
    if path.suffix not in CODE or not lines:
        return
    if "SPDX-License-Identifier: Apache-2.0" not in "".join(lines[:2]):
        yield f"{name}: no SPDX line"
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE or line != line.rstrip():
            yield f"{name}:{number}: over {LONGEST_LINE} columns, or blanks at the end"
    if path.suffix == ".hpp" and len(lines) > LONGEST_HEADER:
        yield f"{name}: {len(lines)} lines, {LONGEST_HEADER} are the limit"
    if path.suffix == ".hpp" and "#pragma once" not in lines:
        yield f"{name}: no #pragma once"


def full_folders():
    folders = [ROOT / "include", *(ROOT / "include").rglob("*/")]
    for folder in filter(lambda each: each.is_dir(), folders):
        count = sum(each.is_file() for each in folder.iterdir())
        if count > FULLEST_FOLDER:
            yield f"{folder.relative_to(ROOT)}: {count} files, {FULLEST_FOLDER} are the limit"


def different_versions():
    cmake = re.search(r"project\(hoistway VERSION (\S+)", read("CMakeLists.txt"))[1]
    python = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    changelog = re.search(r"^## .*?(\d+\.\d+\.\d+)", read("CHANGELOG.md"), re.MULTILINE)[1]
    if not cmake == python == changelog:
        yield f"versions differ: CMake {cmake}, pyproject {python}, changelog {changelog}"


def dead_links(pages):
    for page in pages:
        prose = re.sub(r"```.*?```", "", read(page), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)", prose):
            if "://" not in target and not (page.parent / target).exists():
                yield f"{page.relative_to(ROOT)}: no such file: {target}"


def faults():
    files = tracked()
    for path in files:
        name = str(path.relative_to(ROOT))
        if path.suffix in TEXT or name in PROGRAMS:
            yield from faults_of_file(path, name)
    yield from full_folders()
    yield from different_versions()
    yield from dead_links([path for path in files if path.suffix == ".md"])


verdict("style", faults())
