# SPDX-License-Identifier: Apache-2.0
"""What the README and docs/ show is run: no page may promise what does not work.

    ```cpp          compiled and run where it has a main(); a fragment is left alone
    ```sh run       run; a ```text block right behind it is the output to be seen
    ```python run   the same, with the Python package of build/python (see tests/python)

A line `...` in a ```text block stands for any lines, and `...` inside a line for any text.
The blocks of one page run in one empty folder, in their order.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
from typing import NamedTuple

from tree import BUILD, ROOT, verdict

BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```\s*$", re.DOTALL | re.MULTILINE)
PYTHON = "/usr/bin/python3" if sys.executable.startswith("/usr/") else sys.executable


class Snippet(NamedTuple):
    page: str
    line: int
    info: str
    text: str
    shown: str | None  # the output promised by the page


def pages():
    return [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("**/*.md"))]


def snippets(page):
    text = page.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(text))
    for block, after in zip(blocks, [*blocks[1:], None]):
        between = text[block.end() : after.start()] if after else ""
        follows = after and after[1].strip() == "text" and not between.strip()
        line = text.count("\n", 0, block.start()) + 1
        shown = after[2] if follows else None
        yield Snippet(str(page.relative_to(ROOT)), line, block[1].strip(), block[2], shown)


def fits(shown, output):
    """Does the output look as the page shows it?"""
    lines = [re.escape(line).replace(r"\.\.\.", ".*") for line in shown.strip().splitlines()]
    pattern = "\n".join("(?s:.*?)" if line == ".*" else line for line in lines)
    tidy = "\n".join(line.rstrip() for line in output.strip().splitlines())
    return re.fullmatch(pattern, tidy) is not None


def environment():
    programs = BUILD / "src/cli"
    libraries = [str(path.parent) for path in (BUILD / "installed").rglob("libhoistway.*")]
    package = os.environ.get("HOISTWAY_PACKAGE", str(ROOT / "build/python/package"))
    return {
        **os.environ,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PKG_CONFIG_PATH": ":".join(f"{folder}/pkgconfig" for folder in libraries),
        "LD_LIBRARY_PATH": ":".join(libraries),
        "PYTHONPATH": package,
    }


def compile_and_run(source):
    flags = os.environ.get("CXXFLAGS", "")
    build = f"{os.environ['CXX']} {flags} {source} $(pkg-config --cflags --libs hoistway)"
    return f"{build} -o {source}.out && ./{source}.out"


def command_for(snippet, folder):
    """The shell command that runs the snippet, None where there is nothing to run."""
    if snippet.info == "sh run":
        return snippet.text
    if snippet.info == "python run":
        (folder / "snippet.py").write_text(snippet.text, encoding="utf-8")
        return f"{PYTHON} snippet.py"
    if snippet.info == "cpp" and "int main" in snippet.text:
        name = f"snippet_{snippet.line}.cpp"
        (folder / name).write_text(snippet.text, encoding="utf-8")
        return compile_and_run(name)
    return None


def fault_of(snippet, folder):
    """What is wrong with the snippet, as a text; empty where nothing is."""
    command = command_for(snippet, folder)
    if command is None:
        return ""
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=folder, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=environment())  # fmt: skip
    place = f"{snippet.page}:{snippet.line}"
    if done.returncode != 0:
        return f"{place}: ended with {done.returncode}:\n{done.stdout}"
    if snippet.shown is not None and not fits(snippet.shown, done.stdout):
        return f"{place}: the page shows\n{snippet.shown}but this came out:\n{done.stdout}"
    return ""


def faults_of(page, infos):
    with tempfile.TemporaryDirectory() as folder:
        for snippet in snippets(page):
            if snippet.info in infos and (fault := fault_of(snippet, pathlib.Path(folder))):
                yield fault


if __name__ == "__main__":
    wanted = {"cpp", "sh run"}
    verdict("snippets", [fault for page in pages() for fault in faults_of(page, wanted)])
