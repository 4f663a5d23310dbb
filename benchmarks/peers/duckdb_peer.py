# SPDX-License-Identifier: Apache-2.0
"""The six rules as SQL window functions, with DuckDB in memory: duckdb_peer.py samples.csv

One thread, as the others. Reading the file is not measured.
"""

import sys
import time

import duckdb
from alarms import BUTTON, IN_ZONE, LIMITS, MAINS, PERSON, show

CONDITIONS = (
    "door <> 1 AND motion <> 2 AND (mode <= 2 OR mode = 6)",
    f"flags & {MAINS} = 0",
    f"motion = 1 AND flags & {IN_ZONE} = 0 AND mode <> 3",
    f"door = 3 AND motion = 1 AND flags & {IN_ZONE} = 0 AND mode NOT IN (3, 5)",
    f"flags & {BUTTON} <> 0",
    f"motion = 2 AND flags & {PERSON} <> 0 AND mode = 3",
)

QUERY = """
WITH asked AS (
    SELECT lift, second, ({condition}) AS holds,
           lead(second, 1, second) OVER w AS until,
           lag({condition}, 1, false) OVER w AS held
    FROM samples WINDOW w AS (PARTITION BY lift ORDER BY second)),
numbered AS (
    SELECT lift, second, until, holds,
           count(*) FILTER (holds AND NOT held) OVER (PARTITION BY lift ORDER BY second) AS stretch
    FROM asked),
stretches AS (
    SELECT lift, min(second) AS begun, max(until) AS ended
    FROM numbered WHERE holds GROUP BY lift, stretch),
gaps AS (
    SELECT *, begun - lag(ended) OVER (PARTITION BY lift ORDER BY begun) AS gap FROM stretches),
chains AS (
    SELECT *, count(*) FILTER (gap IS NULL OR gap >= {clear_s})
              OVER (PARTITION BY lift ORDER BY begun) AS chain FROM gaps)
SELECT lift, {rule} AS rule, min(begun) + {raise_s} AS second
FROM chains WHERE ended - begun >= {raise_s} GROUP BY lift, chain
"""


def main():
    base = duckdb.connect()
    base.execute("SET threads = 1")
    base.execute("CREATE TABLE samples AS SELECT * FROM read_csv(?)", [sys.argv[1]])
    (count,) = base.execute("SELECT count(*) FROM samples").fetchone()
    parts = [QUERY.format(condition=condition, rule=rule, raise_s=limits[0], clear_s=limits[1])
             for rule, (condition, limits) in enumerate(zip(CONDITIONS, LIMITS))]  # fmt: skip
    start = time.perf_counter()
    alarms = [base.execute(part).fetchnumpy() for part in parts]
    spent = time.perf_counter() - start
    lift, rule, second = ([value for part in alarms for value in part[name].tolist()]
                          for name in ("lift", "rule", "second"))  # fmt: skip
    show("duckdb", spent, count, lift, rule, second)


main()
