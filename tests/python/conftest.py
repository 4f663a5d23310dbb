# SPDX-License-Identifier: Apache-2.0
"""What the tests share: a small city in which much goes wrong, and quick, repeatable examples."""

import hypothesis
import pytest

import hoistway

hypothesis.settings.register_profile("house", derandomize=True, max_examples=25, deadline=None)
hypothesis.settings.load_profile("house")

REGISTRY = {
    "lifts": [
        {"key": "A-1", "rescue_code": "012345", "floors": [{"label": "1", "height": 0.0}]},
        {"key": "B-2"},
    ]
}


@pytest.fixture(scope="session")
def city():
    """Three lifts, three days, faults of their own among what goes wrong."""
    return hoistway.simulate(lifts=3, days=3, seed=8, demo_rate=400)


@pytest.fixture(scope="session")
def registry():
    """Two lifts, A-1 and B-2; A-1 is also called 012345."""
    return hoistway.Registry(REGISTRY)
