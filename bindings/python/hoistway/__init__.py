# SPDX-License-Identifier: Apache-2.0
"""Signals of any lift into alarms, upkeep and reports.

    import hoistway
    city = hoistway.simulate(lifts=10, days=7)
    events = hoistway.detect(city.observations, registry=city.registry)
    events.frame()            # a pandas DataFrame, if pandas is there

Tables come in and go out as columns: a pandas DataFrame or a dict of arrays with the names of the
observation log. The same input gives the same bytes as the program and the C++ library. What
cannot be used is a ValueError that names row and column; refused lines and frames of a log are
counted and told, and the rest is read.
"""

from ._core import rules_page, version
from .analysis import detect, upkeep
from .answers import Answers, Events
from .counting import Counts, counts
from .lists import ListReport, check_registry, import_list, reconcile, tag, undo
from .logs import decode, encode, read_log, write_log
from .planning import audit_parts, forecast, judge_parts, what_if, workload
from .policies import Policy, check_file, check_policy, load_policy, pilot_standing, policies
from .profiles import profile_page, profiles
from .registry import Registry, identify
from .reports import fleet_report, month_report
from .scoring import score
from .simulation import City, scenario, scenarios, simulate
from .table import Table
from .visits import check_visits, checklist, grade_companies, visit_results, work_orders

__version__ = version()
__all__ = [
    "Answers",
    "City",
    "Counts",
    "Events",
    "ListReport",
    "Policy",
    "Registry",
    "Table",
    "__version__",
    "audit_parts",
    "check_file",
    "check_policy",
    "check_registry",
    "check_visits",
    "checklist",
    "counts",
    "decode",
    "detect",
    "encode",
    "fleet_report",
    "forecast",
    "grade_companies",
    "identify",
    "import_list",
    "judge_parts",
    "load_policy",
    "month_report",
    "pilot_standing",
    "policies",
    "profile_page",
    "profiles",
    "read_log",
    "reconcile",
    "rules_page",
    "scenario",
    "scenarios",
    "score",
    "simulate",
    "tag",
    "undo",
    "upkeep",
    "version",
    "visit_results",
    "what_if",
    "work_orders",
    "workload",
    "write_log",
]
