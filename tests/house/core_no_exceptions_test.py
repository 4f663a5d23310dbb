# SPDX-License-Identifier: Apache-2.0
"""hoistway::core compiles for a gateway without exceptions and RTTI, and still refuses there."""

import pathlib
import shutil
import subprocess
import tempfile

from tree import ROOT, core_headers, verdict

FLAGS = ["-std=c++20", "-fno-exceptions", "-fno-rtti", "-Wall", "-Wextra", "-Werror"]
REFUSED = 42  # the exit status by which the handler below shows that it was called
PROGRAM = f"""
int main() {{
    hoistway::on_refusal = [](const char*) {{ std::exit({REFUSED}); }};
    hoistway::refuse("Test: this is refused");
}}
"""


def fault_with(compiler, folder):
    source, program = folder / "gateway.cpp", folder / "gateway"
    includes = [f'#include "{path.relative_to("include")}"\n' for path in core_headers()]
    source.write_text("".join(includes) + PROGRAM)
    command = [compiler, *FLAGS, f"-I{ROOT}/include", source, "-o", program]
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode != 0:
        return f"{compiler}: {built.stderr}"
    status = subprocess.run([program]).returncode
    return "" if status == REFUSED else f"{compiler}: refuse() ended with {status}"


def faults():
    with tempfile.TemporaryDirectory() as folder:
        for compiler in filter(shutil.which, ("g++", "clang++-14")):
            if fault := fault_with(compiler, pathlib.Path(folder)):
                yield fault


verdict("core_no_exceptions", faults())
