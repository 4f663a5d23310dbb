# SPDX-License-Identifier: Apache-2.0
"""The six rules over whole columns, with numpy: numpy_peer.py samples.bin

Sorted by lift; of each rule the stretches in which it holds; stretches that follow each other
sooner than the rule clears belong together, and the first one that is long enough is the alarm.
"""

import sys
import time

import numpy as np
from alarms import LIMITS, SAMPLE, holds, show


def stretches(true, lift, second):
    """Where a rule begins to hold, and the first sample at which it does not, or the lift's last.

    As positions of samples; `ends` are times.
    """
    new_lift = np.empty(len(lift), bool)
    new_lift[0] = True
    np.not_equal(lift[1:], lift[:-1], out=new_lift[1:])
    before = np.empty_like(true)
    before[0] = False
    before[1:] = true[:-1]
    begins = np.flatnonzero(true & (~before | new_lift))
    last_of_lift = np.append(new_lift[1:], True)
    after = np.append(true[1:], False)
    lasts = np.flatnonzero(true & (~after | last_of_lift))
    next_one = np.minimum(lasts + 1, len(lift) - 1)
    ends = np.where(last_of_lift[lasts], second[lasts], second[next_one])
    return begins, ends


def raised(true, lift, second, raise_s, clear_s):
    """Lift and second of each alarm of one rule."""
    begins, ends = stretches(true, lift, second)
    if len(begins) == 0:
        return lift[:0], second[:0]
    begun, of = second[begins].astype("i8"), lift[begins]
    fresh = np.empty(len(begins), bool)
    fresh[0] = True
    fresh[1:] = (of[1:] != of[:-1]) | (begun[1:] - ends[:-1] >= clear_s)
    chain = np.cumsum(fresh)
    enough = np.flatnonzero(ends - begun >= raise_s)
    _, first = np.unique(chain[enough], return_index=True)
    return of[enough[first]], begun[enough[first]] + raise_s


def main():
    samples = np.fromfile(sys.argv[1], SAMPLE)
    columns = {name: np.ascontiguousarray(samples[name]) for name in SAMPLE.names}
    start = time.perf_counter()
    order = np.argsort(columns["lift"], kind="stable")  # times are in order already
    columns = {name: columns[name][order] for name in ("lift", "second", "motion", "door", "mode",
                                                       "flags")}  # fmt: skip
    found = [raised(true, columns["lift"], columns["second"], *limits)
             for true, limits in zip(holds(columns), LIMITS)]  # fmt: skip
    spent = time.perf_counter() - start
    rule = np.repeat(np.arange(len(found)), [len(lift) for lift, _ in found])
    show("numpy", spent, len(samples), np.concatenate([lift for lift, _ in found]), rule,
         np.concatenate([second for _, second in found]))  # fmt: skip


main()
