# SPDX-License-Identifier: Apache-2.0
"""city_pilot: a city's bureau asks who has to leave the pilot of on-demand upkeep, who is due in
the next 30 days, and what another policy would change.

Shows:      pilot_standing, workload, what_if, frames in and out
Try first:  the README; docs/python.md, docs/upkeep.md
Run:        python3 city_pilot.py        (city_pilot.cpp asks the same in C++)
"""

import pandas

import hoistway

TODAY, SOON = "2026-03-30", "2026-04-29"

# What the bureau's own files say of two lifts; a lift that is not here has nothing against it.
CASES = pandas.DataFrame(
    [
        {"name": "SJZ-0001", "subject": "lift", "down": [["2026-03-02", "2026-03-24"]]},
        {"name": "SJZ-0002", "subject": "lift",
         "complaints": ["2026-01-05", "2026-02-11", "2026-03-20"]},
    ]
)  # fmt: skip


def main():
    city = hoistway.simulate(lifts=6, days=30, seed=1)
    seen, given = city.observations, {"registry": city.registry}

    standing = hoistway.pilot_standing(CASES, at=TODAY, lang="en").frame()
    leavers = standing[(standing["purpose"] == "exit") & (standing["holds"] == "true")]
    for row in leavers.itertuples():
        print(f"leaves: {row.name}, {row.sentence}")

    for unit in hoistway.workload(seen, **given, at=TODAY):
        print(f"ahead: {unit['maintenance_unit']}, {unit['total']} visits in 30 days")

    for change in hoistway.what_if(seen, **given, other="shanghai-2020", at=SOON, lang="en"):
        print(f"B: {change['sentence']}")


main()
