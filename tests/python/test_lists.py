# SPDX-License-Identifier: Apache-2.0
"""Lists of lifts in and out of data frames, compared, applied and taken back."""

import pandas
import pytest

import hoistway

CITY = {
    "lifts": [
        {"key": "A-1", "registration_code": "31103506002016053337"},
        {"key": "A-2", "rescue_code": "012345", "rated_load": 800},
    ]
}
FRAME = pandas.DataFrame(
    {
        "编号": ["1", "2", "3"],
        "注册代码": ["31103506002016053337", None, None],
        "救援编号": ["054321", "012345", "099999"],
        "额定载重量(kg)": [1000, 1000, 1000],
    }
)

COLUMNS = {
    "id": "x",
    "edition": "1",
    "source": "s",
    "blanks": [],
    "columns": [{"field": "colour", "headers": ["c"]}],
}


def test_a_frame_comes_in_as_a_list_and_goes_out_as_a_registry():
    report = hoistway.import_list(FRAME)
    assert len(report) == 3
    assert report.faults == []
    assert report.unknown_columns == ["编号"]
    assert report.registry.keys == ["31103506002016053337", "012345", "099999"]
    frame = report.registry.frame()
    assert list(frame["rescue_code"]) == ["054321", "012345", "099999"]
    assert hoistway.import_list(frame).registry.to_json() == report.registry.to_json()


def test_a_bad_cell_is_told_by_line_and_cell_and_its_row_is_left_out():
    report = hoistway.import_list([{"key": "A", "rescue_code": "12345"}, {"key": "B"}])
    assert len(report) == 1
    assert report.rows_read == 2
    assert report.faults[0].startswith("list:2:2: truncated at 'rescue_code': five digits")


def test_lists_are_compared_applied_and_taken_back_to_the_byte():
    registry = hoistway.Registry(CITY)
    before = registry.to_json()
    found = hoistway.reconcile({"registry": registry, "district": FRAME})
    frame = found.frame()
    assert list(frame["state"]) == ["conflicting", "conflicting", "missing"]
    assert list(frame["registry"])[:2] == ["A-1", "A-2"]
    after, changes = found.apply(add=True, prefer="district", at=1767240000000)
    assert after.keys == ["A-1", "A-2", "099999"]
    assert list(after.frame()["rated_load"]) == [1000, 1000, 1000]
    assert hoistway.undo(after, changes).to_json() == before


def test_what_cannot_be_read_or_applied_is_a_value_error():
    with pytest.raises(ValueError, match="two or more"):
        hoistway.reconcile({"one": FRAME})
    with pytest.raises(ValueError, match="bad_encoding"):
        hoistway.import_list("编号\n1".encode("gbk"))
    with pytest.raises(ValueError, match="unknown_key"):
        hoistway.import_list(FRAME, columns=COLUMNS)
    with pytest.raises(ValueError, match="only a Registry"):
        hoistway.reconcile({"a": FRAME, "b": FRAME}).apply()
    with pytest.raises(ValueError, match="late"):
        hoistway.undo(CITY, b'{"time":"2026-01-01T00:00:00Z","section":"lifts","key":"A"}')


def test_a_frame_fills_other_sections_of_a_registry_and_is_taken_back():
    columns = {**COLUMNS, "columns": [
        {"field": "key", "headers": ["lift"]}, {"field": "sites.name", "headers": ["site"]},
        {"field": "parts.serial", "headers": ["serial"]}]}  # fmt: skip
    frame = pandas.DataFrame({"lift": ["A-1", "B-1"], "site": ["甲苑"] * 2, "serial": ["7", None]})
    report = hoistway.import_list(frame, columns=columns)
    assert report.faults == []
    after, changes = report.add_to(CITY, at=1767240000000)
    assert after.keys == ["A-1", "A-2", "B-1"]
    text = after.to_json().decode()
    assert '{"key":"7","lift":"A-1","serial":"7"}' in text and text.count("甲苑") >= 2
    assert hoistway.undo(after, changes).to_json() == hoistway.Registry(CITY).to_json()
    sites = {**columns, "columns": columns["columns"][1:2]}
    with pytest.raises(ValueError, match="no column of a lift"):
        hoistway.reconcile({"a": frame, "b": hoistway.import_list(frame[["site"]], columns=sites)})
    clash = hoistway.import_list([{"key": "X", "rescue_code": "012345"}])
    with pytest.raises(ValueError, match="duplicate at 'rescue_code'"):
        clash.add_to(CITY)


def test_a_registry_is_checked_and_a_lift_has_a_tag():
    faults = hoistway.check_registry({"lifts": [{"key": "A", "rescue_code": "1"}]})
    assert len(faults) == 1 and "'/lifts/0/rescue_code'" in faults[0]
    tag = hoistway.tag(CITY, "012345", "https://lifts.example.org/t/", lang="en")
    assert tag["payload"] == "https://lifts.example.org/t/A-2"
    assert tag["svg"].startswith("<svg")
    assert tag["pit"].endswith(b"enRescue code 012345, pit")
    with pytest.raises(ValueError, match="no lift"):
        hoistway.tag(CITY, "nobody", "https://lifts.example.org/t/")
