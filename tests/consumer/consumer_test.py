# SPDX-License-Identifier: Apache-2.0
"""An outside project finds, builds and runs what is installed, and a guest's build stays clean.

Ways: core and library (find_package), pkg_config (no CMake), guest (add_subdirectory).
"""

import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
INSTALLED = pathlib.Path(os.environ["HOISTWAY_BUILD"]) / "installed"
CXX, CXXFLAGS = os.environ["CXX"], os.environ["CXXFLAGS"]


def run(*command, **options):
    print("+", shlex.join(map(str, command)), flush=True)
    done = subprocess.run(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **options)  # fmt: skip
    print(done.stdout, flush=True)
    done.check_returncode()
    return done.stdout


def configure(build, **settings):
    settings = {"CMAKE_CXX_COMPILER": CXX, "CMAKE_CXX_FLAGS": CXXFLAGS, **settings}
    defined = [f"-D{name}={value}" for name, value in settings.items()]
    said = run("cmake", "--no-warn-unused-cli", "-G", "Ninja", "-S", HERE, "-B", build, *defined)
    assert "Warning" not in said, "a guest's configure has to be silent"
    return said


def find_package(build, component):
    configure(build, CMAKE_PREFIX_PATH=INSTALLED, WANTED=component)
    run("cmake", "--build", build)
    run(build / "consumer")


def core(build):
    # Whoever wants the headers only has to find no other package.
    absent = {f"CMAKE_DISABLE_FIND_PACKAGE_{name}": "ON" for name in ("fmt", "simdjson", "OpenSSL")}
    configure(build, CMAKE_PREFIX_PATH=INSTALLED, WANTED="core", **absent)
    run("cmake", "--build", build)
    run(build / "consumer")


def library(build):
    find_package(build, "hoistway")


def pkg_config(build):
    folders = [str(path.parent) for path in INSTALLED.rglob("*.pc")]
    environment = {**os.environ, "PKG_CONFIG_PATH": ":".join(folders)}
    for package, main in {"hoistway-core": "core.cpp", "hoistway": "hoistway.cpp"}.items():
        flags = run("pkg-config", "--cflags", "--libs", package, env=environment).split()
        found = [f"-Wl,-rpath,{flag[2:]}" for flag in flags if flag.startswith("-L")]
        program = build / package
        run(CXX, *CXXFLAGS.split(), HERE / main, *flags, *found, "-o", program)
        run(program)


def guest(build):
    # Not one of our own tools is looked for, and nothing but the library is built.
    ours = ("doctest", "benchmark", "CLI11", "pybind11", "Python")
    absent = {f"CMAKE_DISABLE_FIND_PACKAGE_{name}": "ON" for name in ours}
    configure(build / "all", HOISTWAY_ROOT=ROOT, WANTED="hoistway", **absent)
    targets = run("cmake", "--build", build / "all", "--target", "help")
    strangers = re.findall(r"^(hoistway_(?:tests|cli|python)): ", targets, re.MULTILINE)
    assert not strangers, strangers
    configure(build / "core", HOISTWAY_ROOT=ROOT, WANTED="core", HOISTWAY_CORE_ONLY="ON")
    run("cmake", "--build", build / "core")
    run(build / "core" / "consumer")


ways = {"core": core, "library": library, "pkg_config": pkg_config, "guest": guest}
with tempfile.TemporaryDirectory() as folder:
    ways[sys.argv[1]](pathlib.Path(folder))
