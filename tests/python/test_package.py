# SPDX-License-Identifier: Apache-2.0
"""The package is what its stubs say, asks no more than NumPy, and lets other threads run."""

import ast
import inspect
import pathlib
import subprocess
import sys
import threading
import time

import pytest

import hoistway
from hoistway import _core

PACKAGE = pathlib.Path(hoistway.__file__).parent
STUBS = ast.parse((PACKAGE / "_core.pyi").read_text(encoding="utf-8"))


def names_in(nodes):
    """Functions, classes and constants; an alias of types that only the stubs use is none."""
    for node in nodes:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        if isinstance(node, ast.AnnAssign):
            yield node.target.id


def public(names):
    return {name for name in names if not name.startswith("_")}


def test_the_stubs_name_what_the_core_has_and_nothing_else():
    assert public(names_in(STUBS.body)) == public(dir(_core))


@pytest.mark.parametrize(
    "node", [node for node in STUBS.body if isinstance(node, ast.ClassDef)], ids=lambda n: n.name
)
def test_the_stubs_of_a_class_name_what_it_has(node):
    assert public(names_in(node.body)) == public(dir(getattr(_core, node.name)))


def parameters(node):
    """The names of a stub's parameters, without self."""
    arguments = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
    return [argument.arg for argument in arguments if argument.arg != "self"]


@pytest.mark.parametrize(
    "node", [node for node in STUBS.body if isinstance(node, ast.FunctionDef)], ids=lambda n: n.name
)
def test_the_stub_of_a_function_has_its_parameters(node):
    signature = getattr(_core, node.name).__doc__.splitlines()[0]  # "name(a: int, b: str) -> int"
    for name in parameters(node):
        assert f"{name}: " in signature
    assert signature.count(": ") == len(parameters(node))


def test_the_package_has_what_it_names():
    for name in hoistway.__all__:
        assert getattr(hoistway, name).__doc__, name
    there = {name for name, it in vars(hoistway).items() if not inspect.ismodule(it)}
    assert public(there) == public(hoistway.__all__)


def options_of(function):
    return {
        name: parameter.default
        for name, parameter in inspect.signature(function).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }


def test_the_options_of_a_city_are_those_of_the_library():
    assert options_of(hoistway.simulate) == _core.city_defaults
    assert _core.city_defaults["lifts"] == 300  # as include/hoistway/sim/city.hpp has it


def test_the_rules_of_availability_are_those_of_the_library():
    options = options_of(hoistway.fleet_report)
    assert {name: options[name] for name in _core.fleet_defaults} == _core.fleet_defaults
    assert _core.fleet_defaults["slot_minutes"] == 5  # as upkeep/availability.hpp has it


@pytest.mark.parametrize(
    "name", ["decode", "detect", "encode", "fleet_report", "month_report", "simulate", "upkeep"]
)
def test_options_have_names_and_never_a_place(name):
    kinds = [p.kind for p in inspect.signature(getattr(hoistway, name)).parameters.values()]
    assert all(kind is inspect.Parameter.KEYWORD_ONLY for kind in kinds[1:])


WITHOUT_PANDAS = """
import sys
sys.modules["pandas"] = None  # from now on, to import it is an error
import hoistway
city = hoistway.simulate(lifts=2, days=1)
table = {name: list(values) for name, values in dict(city.observations).items()}
table["lift"] = [city.registry.keys[place] for place in table["lift"]]
for name in hoistway._core.words:
    table[name] = [hoistway._core.words[name][place] for place in table[name]]
for name in ("door_zone", "presence", "mains_power", "safety_chain", "door_lock", "alarm_button",
             "overload"):
    table[name] = [None if flag < 0 else bool(flag) for flag in table[name]]
for name in ("floor", "people", "runs", "door_cycles", "rope_bends"):
    unknown = hoistway._core.no_floor if name == "floor" else hoistway._core.no_count
    table[name] = [None if value == unknown else int(value) for value in table[name]]
assert hoistway.write_log(table) == hoistway.write_log(city.observations)
hoistway.month_report(city.observations, registry=city.registry, month="2026-03")
try:
    city.observations.frame()
except ImportError:
    print("in order")
"""


def test_all_but_the_data_frame_works_without_pandas():
    done = subprocess.run([sys.executable, "-c", WITHOUT_PANDAS], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("in order\n", "")


def turns_of_another(work):
    """How often another thread, which asks every half millisecond, gets its turn in a call."""
    turns, working, done = [0], threading.Event(), threading.Event()

    def take_turns():
        while not done.is_set():
            time.sleep(0.0005)
            turns[0] += working.is_set()

    other = threading.Thread(target=take_turns)
    other.start()
    working.set()
    work()
    working.clear()
    done.set()
    other.join()
    return turns[0]


@pytest.mark.parametrize(
    "name", ["simulate", "read_log", "write_log", "decode", "process", "columns"]
)
def test_another_thread_runs_on_while_the_core_works(name, city):
    """With the lock held through a call there would be a turn before it and one behind it."""
    log = hoistway.write_log(city.observations) * 40
    batch = _core.read_log(log, "log").batch
    study = _core.Study(city.registry._core, None, "shijiazhuang-2025", None)
    days = {**_core.city_defaults, "days": 10, "demo_rate": 1.0}
    del days["lifts"]
    calls = {
        "simulate": lambda: _core.simulate(lifts=20, **days),
        "read_log": lambda: _core.read_log(log, "log"),
        "write_log": lambda: _core.write_log(batch, city.registry.keys),
        "decode": lambda: _core.decode(log * 5, "log", "line_json", None, "", "A-1", 0),
        "process": lambda: study.process(batch),
        "columns": lambda: _core.Batch(batch.columns()),
    }
    assert turns_of_another(calls[name]) > 5
