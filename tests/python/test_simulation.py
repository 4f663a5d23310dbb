# SPDX-License-Identifier: Apache-2.0
"""The simulated city and the named scenarios, as the package gives them."""

import pytest

import hoistway


def test_a_disturbed_link_loses_records_and_changes_no_truth():
    options = {"lifts": 2, "days": 3, "seed": 4, "all_kinds": 20_000.0, "demo_rate": 1.0}
    whole = hoistway.simulate(**options)
    lossy = hoistway.simulate(**options, packet_loss=0.2)
    assert lossy.truth == whole.truth
    assert 0.7 < len(lossy.observations["lift"]) / len(whole.observations["lift"]) < 0.9


def test_there_are_hundreds_of_scenarios_and_each_is_what_its_name_says():
    names = hoistway.scenarios()
    assert len(names) == len(set(names)) >= 400
    name = next(name for name in names if name.startswith("power_loss/minutes/"))
    city = hoistway.scenario(name)
    assert len(city.registry.keys) == 1
    assert [each["kind"] for each in city.truth].count("power_loss") == 1


def test_what_is_no_scenario_or_no_city_is_refused():
    with pytest.raises(ValueError, match="no scenario is called 'nobody'"):
        hoistway.scenario("nobody")
    with pytest.raises(ValueError, match="packet_loss"):
        hoistway.simulate(packet_loss=2)
