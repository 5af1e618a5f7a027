"""Grids of a programme whose cells print titles and people without anything between them: offices and brackets tell who speaks."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import SpokeAt, WorksFor

GRID = """# Vale Data Summit

18 May 2031, Ipswich

| Start | End | Main stage | Workshops |
|---|---|---|---|
| 09:30 | 09:45 | Opening session Karen Bradley, Principal Analyst (Harbour Unit) | |
| 09:45 | 10:15 | Counting gulls Simon Castle, Head of Data (NHS England) Tom Marsh, Data Scientist (Quill Trust) | Tides |
| 10:15 | 10:45 | Lunch | Loaves for all Priya Marlow, Senior Analyst (Elm Trust)<br>Erin Walsh, Head of Homes (Adults) |
| 10:45 | 11:00 | Tea | |
"""


LONG = "Tides and the people who count them " * 12
"""What another cell of a row prints beside, so that no short line of a programme is read."""


def grid(beside: str = "Tides") -> Extraction:
    return extract(read("grid.md", GRID.replace("Tides", beside).encode()))


def test_people_who_run_on_behind_titles_have_their_offices_and_bodies() -> None:
    found = {
        (link.source.removeprefix("person/"), link.target.removeprefix("organisation/"), link.role)
        for link in grid().bundle.facts.links.values()
        if isinstance(link, WorksFor)
    }
    assert found == {
        ("karen-bradley", "harbour-unit", "Principal Analyst"),
        ("simon-castle", "nhs-england", "Head of Data"),
        ("tom-marsh", "quill-trust", "Data Scientist"),
        ("priya-marlow", "elm-trust", "Senior Analyst"),
    }  # "Adults" is the field of an office, and nobody's name


@pytest.mark.parametrize("beside", ["Tides", LONG], ids=["short", "long"])
def test_whoever_stands_in_a_slot_with_office_and_body_spoke(beside: str) -> None:
    spoke = {link.source for link in grid(beside).bundle.facts.links.values() if isinstance(link, SpokeAt)}
    names = ("karen-bradley", "simon-castle", "tom-marsh", "priya-marlow", "erin-walsh")
    assert spoke == {f"person/{who}" for who in names}
