# SPDX-License-Identifier: Apache-2.0
"""A PEP 517 backend on the standard library alone: runs CMake, then zips what CMake built.

    pip install .

Needs cmake, a C++20 compiler and pybind11 on the machine. A pybind11 that Python itself can
import is preferred to the system's: NumPy 2 needs pybind11 2.12 or newer, Debian 12 has 2.10.
"""

import base64
import hashlib
import pathlib
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAME = f"{PROJECT['name']}-{PROJECT['version']}"


def metadata():
    lines = [
        "Metadata-Version: 2.1",
        f"Name: {PROJECT['name']}",
        f"Version: {PROJECT['version']}",
        f"Summary: {PROJECT['description']}",
        f"License: {PROJECT['license']['text']}",
        f"Requires-Python: {PROJECT['requires-python']}",
        *(f"Requires-Dist: {need}" for need in PROJECT["dependencies"]),
    ]
    for extra, needs in PROJECT["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {need}; extra == "{extra}"' for need in needs]
    readme = (ROOT / PROJECT["readme"]).read_text(encoding="utf-8")
    return "\n".join([*lines, "Description-Content-Type: text/markdown", "", readme])


def wheel_tag():
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return f"{python}-{python}-{platform}"


def build_package():
    """The folder of the finished package."""
    build = ROOT / "build" / "wheel"
    shutil.rmtree(build / "package", ignore_errors=True)  # what an older tree left there
    configure = ["cmake", "-S", ROOT, "-B", build, "-DCMAKE_BUILD_TYPE=Release"]
    configure += ["-DHOISTWAY_PYTHON=ON", f"-DPython_EXECUTABLE={sys.executable}"]
    configure += [f"-DHOISTWAY_{part}=OFF" for part in ("CLI", "EXAMPLES", "TESTS")]
    try:
        import pybind11

        configure.append(f"-Dpybind11_DIR={pybind11.get_cmake_dir()}")
    except ImportError:
        configure.append("-Upybind11_DIR")
    subprocess.run(configure, check=True)
    subprocess.run(["cmake", "--build", build, "--parallel"], check=True)
    return build / "package" / "hoistway"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    tag, info = wheel_tag(), f"{NAME}.dist-info"
    package = build_package()
    files = {
        f"hoistway/{path.relative_to(package)}": path.read_bytes()
        for path in sorted(package.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    about = f"Wheel-Version: 1.0\nGenerator: hoistway\nRoot-Is-Purelib: false\nTag: {tag}\n"
    files[f"{info}/METADATA"] = metadata().encode()
    files[f"{info}/WHEEL"] = about.encode()
    files[f"{info}/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    record = ""
    for path, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        record += f"{path},sha256={digest},{len(data)}\n"
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    wheel = f"{NAME}-{tag}.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / wheel, "w", zipfile.ZIP_DEFLATED) as out:
        for path, data in files.items():
            out.writestr(path, data)
    return wheel


def build_sdist(sdist_directory, config_settings=None):
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    info = ROOT / "build" / "PKG-INFO"
    info.parent.mkdir(exist_ok=True)
    info.write_text(metadata(), encoding="utf-8")
    with tarfile.open(pathlib.Path(sdist_directory) / f"{NAME}.tar.gz", "w:gz") as out:
        for path in sorted(filter(None, listed.split("\0"))):
            out.add(ROOT / path, f"{NAME}/{path}")
        out.add(info, f"{NAME}/PKG-INFO")
    return f"{NAME}.tar.gz"
