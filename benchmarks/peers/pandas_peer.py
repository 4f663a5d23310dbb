# SPDX-License-Identifier: Apache-2.0
"""The six rules over a data frame, with pandas and no loop over rows: pandas_peer.py samples.bin

The same stretches as in numpy_peer.py, by groupby and shift.
"""

import sys
import time

import numpy as np
import pandas as pd
from alarms import LIMITS, SAMPLE, holds, show


def raised(frame, true, raise_s, clear_s):
    """Lift and second of each alarm of one rule, as a frame."""
    work = pd.DataFrame({"lift": frame["lift"], "second": frame["second"], "true": true})
    by_lift = work.groupby("lift", sort=False)
    was = by_lift["true"].shift(1, fill_value=False)
    work["stretch"] = (work["true"] & ~was).groupby(work["lift"], sort=False).cumsum()
    work["until"] = by_lift["second"].shift(-1).fillna(work["second"])
    runs = work[work["true"]].groupby(["lift", "stretch"], sort=False, as_index=False)
    runs = runs.agg(begin=("second", "first"), end=("until", "last"))
    gap = runs["begin"] - runs.groupby("lift", sort=False)["end"].shift(1)
    runs["chain"] = (gap.isna() | (gap >= clear_s)).cumsum()
    enough = runs[runs["end"] - runs["begin"] >= raise_s].drop_duplicates("chain")
    return pd.DataFrame({"lift": enough["lift"], "second": enough["begin"] + raise_s})


def main():
    samples = np.fromfile(sys.argv[1], SAMPLE)
    names = ("lift", "second", "motion", "door", "mode", "flags")
    frame = pd.DataFrame({name: samples[name].astype("i8") for name in names})
    start = time.perf_counter()
    frame = frame.sort_values(["lift", "second"], ignore_index=True)
    found = [raised(frame, true, *limits) for true, limits in zip(holds(frame), LIMITS)]
    alarms = pd.concat(found, keys=range(len(found)), names=["rule"]).reset_index("rule")
    spent = time.perf_counter() - start
    show("pandas", spent, len(samples), alarms["lift"], alarms["rule"], alarms["second"])


main()
