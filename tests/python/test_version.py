# SPDX-License-Identifier: Apache-2.0
"""The package says which version it is, and means the version of this tree."""

import importlib.metadata
import pathlib
import re

import hoistway

ROOT = pathlib.Path(__file__).parents[2]


def test_the_version_is_that_of_the_build():
    project = re.search(r"project\(hoistway VERSION (\S+)", (ROOT / "CMakeLists.txt").read_text())
    assert hoistway.__version__ == project[1]


def test_an_installed_wheel_says_the_same_version():
    try:
        installed = importlib.metadata.version("hoistway")
    except importlib.metadata.PackageNotFoundError:
        return  # used from the build folder, where there is no wheel
    assert installed == hoistway.__version__


def test_type_checkers_are_told_that_the_package_is_typed():
    package = pathlib.Path(hoistway.__file__).parent
    assert (package / "py.typed").exists()
    assert (package / "_core.pyi").exists()
