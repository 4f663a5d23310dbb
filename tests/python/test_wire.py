# SPDX-License-Identifier: Apache-2.0
"""Links and dialects from Python: the same records as from the program."""

import json

import hoistway
import pytest

MNK = (
    b"F2020/11/10 11:24:46/00000004/"
    b"000000000000517c00000000000421b930050000000053c3d00063000000220e\n"
)
REALTIME = (
    '{"registerNumber":"31103506002016053337","samplingTime":"2026-01-02 03:04:05",'
    '"Service_Mode":1,"Car_Status":1,"Car_Direction":1,"Door_Zone":false,"Car_Position":"5",'
    '"Passenger_Status":true,"Door_Status":2}\n'
)


def words(table, *names):
    frame = table.frame()
    return [frame[name].iloc[0] for name in names]


def test_the_published_sample_of_mnk_says_landing_1_with_open_doors():
    table = hoistway.decode(MNK, link="mnk_34_007")
    assert words(table, "lift", "floor", "door", "door_zone") == ["00000004", 1, "open", True]


def test_a_platforms_document_is_read_by_its_profile():
    table = hoistway.decode(REALTIME.encode(), profile="shanghai")
    assert words(table, "lift", "motion", "direction", "door") == [
        "31103506002016053337", "running", "up", "closed",
    ]  # fmt: skip
    assert str(table.frame()["time"].iloc[0]) == "2026-01-01 19:04:05+00:00"


def test_a_profile_of_ones_own_is_a_file(tmp_path):
    page = hoistway.profile_page("shanghai", lang="en")
    assert "# Shanghai smart lift platform" in page
    mine = {
        "id": "mine", "kind": "platform", "title": {"zh": "我", "en": "Mine"}, "edition": "1",
        "source": "a test", "confidence": "low", "dialect": "mine",
        "messages": [{"name": "m", "carries": "observation", "needs": ["id"], "fields": [
            {"name": "id", "to": "lift"}, {"name": "t", "to": "time", "format": "epoch_s"},
            {"name": "h", "to": "run_time", "unit": "h"}]}],
    }  # fmt: skip
    path = tmp_path / "mine.json"
    path.write_text(json.dumps(mine))
    table = hoistway.decode(b'{"id":"X","t":1,"h":2}', profile=path)
    assert table["run_time"].tolist() == [7200]
    assert "run_time, h" in hoistway.profile_page(path)
    path.write_text('{"id":"mine"}')
    with pytest.raises(ValueError, match="missing at '/source'"):
        hoistway.decode(b"{}", profile=path)


def test_the_frames_of_an_envelope_are_records():
    frame = bytes.fromhex(
        "232304FE4C5A595441474257394A313030343136340100081206161015150046EA"
    )
    table = hoistway.decode(frame, link="gbt_32960")
    assert len(table) == 0 and table.figures["records"] == 1
    assert table.records[0]["id"] == "LZYTAGBW9J1004164"


@pytest.mark.parametrize("link", ["line_json", "controller_block", "neutral"])
def test_what_a_link_says_is_read_again(link):
    table = hoistway.decode(REALTIME.encode(), profile="shanghai")
    data, losses = hoistway.encode(table, link=link)
    again = hoistway.decode(data, link=link)
    names = {"motion", "direction", "door", "floor"} - set(losses)
    assert names >= {"motion", "direction", "floor"}
    for name in names:
        assert again[name].tolist() == table[name].tolist()


def test_what_a_dialect_cannot_say_is_counted():
    table = hoistway.decode(REALTIME.encode(), profile="shanghai")
    data, losses = hoistway.encode(table, profile="open-rmf")
    assert json.loads(data)["lift_name"] == "31103506002016053337"
    assert losses["presence"] == 1 and "motion" not in losses


def test_names_that_nobody_knows_are_refused():
    with pytest.raises(ValueError, match="line_json, controller_block"):
        hoistway.decode(b"", link="telex")
    with pytest.raises(OSError):
        hoistway.decode(b"", profile="atlantis")
    with pytest.raises(ValueError, match="can be written"):
        hoistway.encode(hoistway.decode(b""), link="jtt_808")
    assert "gbt24476-2017" in hoistway.profiles()
