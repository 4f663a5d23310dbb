# SPDX-License-Identifier: Apache-2.0
"""Due lists and reports: what they say, where they are written, and what is refused."""

import datetime
import json

import numpy as np
import pytest

import hoistway

HOUR = 3_600_000
MARCH = 1772294400000  # date -d 2026-03-01T00:00+08:00 +%s, in ms


def polls(hours_out=()):
    """Lift A-1 polled every five minutes of three days, out of service in some hours."""
    time = MARCH + np.arange(0, 72 * HOUR, 300_000)
    out = np.isin((time - MARCH) // HOUR, list(hours_out))
    mode = np.where(out, "out_of_service", "normal")
    return {"lift": ["A-1"] * len(time), "time": time, "mode": mode}


def fleet_json(*args, **options):
    files = hoistway.fleet_report(*args, formats=["json"], **options)
    return json.loads(files["fleet.json"])


def test_the_availability_is_what_was_polled(registry):
    page = fleet_json(polls(range(6, 10)), registry=registry)
    # By hand: 16 judged hours in each of two days, four of them out.
    assert page["figures"]["median_availability"] == 1 - 4 / 32
    assert page["figures"]["median_down"] == 4 * 3600
    assert page["figures"]["judged"] == 1
    rows = page["tables"][0]["rows"]
    assert [(row["lift"], row["availability"]) for row in rows] == [("A-1", 0.875), ("B-2", None)]


@pytest.mark.parametrize(
    "options, available",
    [
        ({"from_hour": 0, "to_hour": 24}, 1 - 4 / 48),
        ({"from_hour": 10}, 1),
        ({"days": 1}, 1),
        ({"slot_minutes": 480, "from_hour": 0, "to_hour": 24}, 1 - 1 / 6),  # 08:00 was out
        ({"offset": "+07:00"}, 1 - 3 / 32),
        ({"more_days_than": 2}, None),
        ({"unheard_lifts": 0}, None),
    ],
)
def test_the_rules_of_judgement_are_the_callers(options, available, registry):
    page = fleet_json(polls(range(6, 10)), registry=registry, **options)
    assert page["figures"]["median_availability"] == pytest.approx(available)


@pytest.mark.parametrize(
    "options, words",
    [
        ({"slot_minutes": 0}, "slot_minutes must be 1 to 1440"),
        ({"slot_minutes": 7}, "slot must divide a day"),
        ({"from_hour": 22}, "from_hour must come before to_hour"),
        ({"offset": "Europe/Berlin"}, "'Europe/Berlin' is no offset"),
        ({"lang": "de"}, "'de' is no language"),
        ({"formats": ["pdf"]}, "'pdf' is no format"),
    ],
)
def test_rules_that_cannot_be_are_refused(options, words, registry):
    with pytest.raises(ValueError, match=words):
        hoistway.fleet_report(polls(), registry=registry, **options)


def test_reports_are_written_where_they_are_wanted(tmp_path, city):
    out = tmp_path / "deep" / "report"
    files = hoistway.month_report(
        city.observations, registry=city.registry, month="2026-03", out=out, simulated=True
    )
    assert {path.name: path.read_bytes() for path in out.iterdir()} == files
    assert "模拟数据" in files["month-2026-03.html"].decode()
    fleet = hoistway.fleet_report(city.observations, registry=city.registry, out=out)
    assert (out / "fleet.html").read_bytes() == fleet["fleet.html"]


def test_only_the_wanted_formats_come(city):
    files = hoistway.month_report(
        city.observations, registry=city.registry, month="2026-03", formats=("md", "json")
    )
    assert sorted(files) == ["month-2026-03.json", "month-2026-03.md"]


@pytest.mark.parametrize(
    "options, words",
    [
        ({"month": "2026-3"}, "'2026-3' is no month: write YYYY-MM"),
        ({"month": "2026-13"}, "'2026-13' is no month"),
        ({"lang": "de"}, "'de' is no language: write zh or en"),
        ({"formats": ["xlsx"]}, "'xlsx' is no format"),
        ({"policy": {"id": "mine"}}, "policy: missing at '"),
    ],
)
def test_a_month_that_cannot_be_is_refused(options, words, city):
    with pytest.raises(ValueError, match=words):
        hoistway.month_report(
            city.observations, registry=city.registry, **{"month": "2026-03", **options}
        )


def test_a_policy_may_be_a_file_and_is_missed_where_there_is_none(tmp_path, city):
    with pytest.raises(FileNotFoundError):
        hoistway.upkeep(city.observations, registry=city.registry, policy=tmp_path / "none.json")


def test_what_is_due_is_the_same_for_a_date_and_its_text(city):
    due = [
        hoistway.upkeep(city.observations, registry=city.registry, at=at, visits=[])
        for at in ("2026-12-01", datetime.date(2026, 12, 1))
    ]
    assert due[0].to_jsonl() == due[1].to_jsonl()
    assert due[0].figures["lifts_due"] == len({item["lift"] for item in due[0]}) > 0
    assert len(due[0].frame()) == len(due[0])


def test_a_visit_puts_off_what_is_due(city):
    options = {"registry": city.registry, "at": "2026-05-20"}
    without = hoistway.upkeep(city.observations, **options)
    after = MARCH + 80 * 24 * HOUR  # 20 May
    with_visits = hoistway.upkeep(
        city.observations, visits=((key, after) for key in city.registry.keys), **options
    )
    assert with_visits.figures["visits"] == 3
    assert without.to_jsonl() != b"" and with_visits.to_jsonl() == b""


@pytest.mark.parametrize(
    "table, options, words",
    [
        ({"lift": [], "time": []}, {}, "nothing was heard; say which day with at="),
        ({"lift": [], "time": []}, {"at": "1 March"}, "'1 March' is no day: write YYYY-MM-DD"),
        ({"lift": [], "time": []}, {"at": "2026-03-01", "lang": "de"}, "'de' is no language"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(table, options, words, registry):
    with pytest.raises(ValueError, match=words):
        hoistway.upkeep(table, registry=registry, **options)


def test_a_registry_comes_from_a_path_bytes_text_or_objects(tmp_path, registry):
    text = registry.to_json()
    path = tmp_path / "registry.json"
    path.write_bytes(text)
    whole = json.loads(text)
    for source in (path, str(path), text, text.decode(), whole, whole["lifts"]):
        assert hoistway.Registry(source).to_json() == text
    spoilt = hoistway.Registry(b'{"lifts":[{"key":"A-1"},{"key":""}]}')
    assert spoilt.keys == ["A-1"] and len(spoilt.refusals) == 1


def test_events_are_a_frame_with_times_that_have_a_zone(city):
    frame = hoistway.detect(city.observations, registry=city.registry).frame()
    assert str(frame["time"].dt.tz) == "UTC"
    assert {"lift", "rule", "kind", "phase"} <= set(frame)
