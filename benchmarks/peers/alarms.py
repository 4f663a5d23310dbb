# SPDX-License-Identifier: Apache-2.0
"""What the peers in Python share: samples, the six rules' times, and the answer that is printed."""

import numpy as np

SAMPLE = np.dtype([("lift", "<u4"), ("second", "<u4"), ("floor", "<i2"), ("motion", "u1"),
                   ("door", "u1"), ("mode", "u1"), ("flags", "u1"), ("unused", "<u2")])  # fmt: skip
IN_ZONE, PERSON, MAINS, BUTTON = 1, 2, 4, 8
# In the order of sample.hpp: held for so many seconds, over when gone for so many.
LIMITS = ((90, 3), (10, 2), (15, 2), (2, 2), (0, 60), (0, 600))


def holds(samples):
    """Six columns of truths; `samples` is anything whose columns can be compared."""
    motion, door, mode, flags = (samples[name] for name in ("motion", "door", "mode", "flags"))
    off_level = (motion == 1) & ((flags & IN_ZONE) == 0)
    yield (door != 1) & (motion != 2) & ((mode <= 2) | (mode == 6))
    yield (flags & MAINS) == 0
    yield off_level & (mode != 3)
    yield off_level & (door == 3) & (mode != 3) & (mode != 5)
    yield (flags & BUTTON) != 0
    yield (motion == 2) & ((flags & PERSON) != 0) & (mode == 3)


def digest(lift, rule, second):
    """Of arrays: the sum over all alarms, as in sample.hpp."""
    x = lift.astype("u8") << np.uint64(32) | rule.astype("u8") << np.uint64(24)
    x |= second.astype("u8")
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        x = (x ^ x >> np.uint64(shift)) * np.uint64(factor)
    return int((x ^ x >> np.uint64(31)).sum(dtype="u8"))


def show(peer, seconds, samples, lift, rule, second):
    """One line: the peer, ns a sample, alarms of each rule, digest."""
    lift, rule, second = (np.asarray(column) for column in (lift, rule, second))
    counts = np.bincount(rule.astype("i8"), minlength=len(LIMITS))
    print(peer, f"{seconds * 1e9 / samples:.2f}", ",".join(map(str, counts)),
          f"{digest(lift, rule, second):016x}")  # fmt: skip
