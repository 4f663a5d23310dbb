# SPDX-License-Identifier: Apache-2.0
"""Every Python example of the README and docs/ that says `run` does run, and shows what it says."""

import pathlib
import sys

import pytest

sys.path.append(str(pathlib.Path(__file__).parents[1] / "house"))
import snippets_test  # noqa: E402


@pytest.mark.parametrize("page", snippets_test.pages(), ids=lambda page: page.name)
def test_the_page_shows_what_happens(page):
    assert list(snippets_test.faults_of(page, {"python run"})) == []


def test_dots_stand_for_anything():
    assert snippets_test.fits("a ... c\n...\nend", "a b c\n1\n2\nend\n")
    assert snippets_test.fits("a\n...\nend", "a\n1\nend\n")


def test_another_output_is_noticed():
    assert not snippets_test.fits("a\n...\nend", "a\n1\n")
    assert not snippets_test.fits("1 lift", "2 lifts")
