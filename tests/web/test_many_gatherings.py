"""The pages that show gatherings beside and below each other, with many of them, and with some that worked on nothing."""

import re

import pytest

from api.web.explorer.partners import _learnt
from api.web.explorer.years import Gathering, Row
from api.web.html import render


def _years(number: int) -> str:
    held = [Gathering(f"event/{n}", f"Harbour Day {n}", f"/event/{n}", "") for n in range(number)]
    return render("years.html", gatherings=held, rows=[Row("Health", "/topic/health", {})], sentences=[]).decode()


@pytest.mark.parametrize(("number", "is_wide"), [(3, False), (5, False), (6, True), (9, True)])
def test_more_gatherings_than_fit_have_the_whole_page_and_a_word_about_it(number: int, is_wide: bool) -> None:
    page = _years(number)
    assert ("scroll the table sideways" in page) == ('class="scrolls wide"' in page) == is_wide
    assert ('class="years many"' in page) == (number > 3)


def test_a_gathering_that_worked_on_nothing_leaves_no_room_beside_it() -> None:
    challenge = {"title": "Warm rooms", "href": "/challenge/warm", "topics": []}
    events = [
        {"name": name, "href": "/event/x", "day": "", "venue": "", "bodies": "", "challenges": worked_on}
        for name, worked_on in (("Harbour Day", [challenge]), ("Board meeting", []))
    ]
    page = render("start.html", events=events, more="", topics=[], counts={}, documents=2).decode()
    assert re.findall(r'<section class="([^"]+)"', page) == ["gathering", "gathering plain"]


def test_what_was_raised_again_by_its_name_is_told_with_its_gathering() -> None:
    raised = {"nodes": [{"displayName": "Harbour Day 2031"}]}
    assert _learnt({"id": "challenge/a/b", "displayName": "warm rooms", "raisedAt": raised}) == (
        "Warm rooms",
        "/challenge/a/b",
        "Harbour Day 2031",
    )
    assert _learnt({"id": "model/c", "displayName": "Quay House"})[2] == ""
