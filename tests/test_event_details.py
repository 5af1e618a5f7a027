"""Pages that set apart when and where people meet: by labels, headings, marks, or lines that are a day with its hours."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Event

DAY, PLACE = "Monday 5 May 2031, 9:30am - 4:30pm", "Dale Central Library"
TITLE = "# Songs of the Lock Keepers\n\n"
TELLS = "\n\nAre you keen on canals? This is a mix of games and talks for volunteers.\n\n"


def events(text: str, name: str = "page.md") -> list[tuple[str, str | None, str | None]]:
    facts = extract(read(name, text.encode())).bundle.facts
    return [(n.name, n.date, n.venue) for n in facts.nodes.values() if isinstance(n, Event)]


@pytest.mark.parametrize(
    "apart",
    [
        f"When? {DAY}\n\nWhere? {PLACE}",
        f"When - {DAY}\n\nWhere - {PLACE}",
        f"**When** {DAY}\n\n**Where** {PLACE}",
        f"**Date** – {DAY}  \n**Venue** – {PLACE}",
        f"**When?**\n{DAY}\n\n**Where?**\n{PLACE}",
        f"## When\n\n{DAY}\n\n## Where\n\n{PLACE}",
        f"| | |\n|---|---|\n| When | {DAY} |\n| Where | {PLACE} |",
        f"Date and time: {DAY}\n\nVenue: {PLACE}",
        f"📅 {DAY}\n\n📍 {PLACE}",
        f"{DAY} | {PLACE}",
        f"{DAY}, {PLACE}",
        f"{DAY}<br>{PLACE}",
        f"Monday 5 May 2031\n\n9:30 to 16:30\n\n{PLACE}",
        f"*{PLACE}, 5–6 May 2031*",
        f"Monday 5 May 2031 at 7pm in the {PLACE}",
        f"Date: 2031-05-05\n\nVenue: {PLACE}\n\nWhen: 5 May, 5:45–8:45 p.m.",
    ],
)
def test_a_page_is_of_a_gathering_whose_day_and_place_it_sets_apart(apart: str) -> None:
    assert events(f"{TITLE}{apart}{TELLS}") == [("Songs of the Lock Keepers", "2031-05-05", PLACE)]


@pytest.mark.parametrize(
    "text",
    [
        "# Mill worker\n\nDate: 5 May 2031\n\nLocation: Dale\n\nWe look for a worker. Closing date 20 May 2031.",
        "# New mills for Dale\n\nDate: 5 May 2031\n\nLocation: Dale\n\nForty mills were built on waste land.",
        "# Gifts\n\n## Bread\n\nWhen: 5 May 2031, 6pm\nWhere: Dale\n\n## Salt\n\nWhen: 9 May 2031, 6pm\nWhere: Elm",
        f"{TITLE}5 May 2031{TELLS}",
        f"{TITLE}Posted 5 May 2031, 19:51:38-05:00{TELLS}",
    ],
)
def test_a_day_alone_or_with_a_place_alone_is_no_gathering(text: str) -> None:
    assert events(text) == []


def test_what_any_body_s_meeting_is_called_has_the_body_before_it() -> None:
    text = (
        "DALE GOOD NEIGHBOURS\nAnnual General Meeting\nTuesday 6 May 2031 at 7pm in the Methodist Hall\n\nForty came.\n"
    )
    assert events(text, "notes.txt") == [
        ("DALE GOOD NEIGHBOURS Annual General Meeting", "2031-05-06", "Methodist Hall"),
    ]


def test_a_page_of_an_event_has_the_name_before_its_title_s_colon() -> None:
    head = "Salt Days: Models for Every Mill\n\nEvents\n\n"
    page = f"{head}Event Date: 06.05.2031 |Location: Dale Hall, Ely |Time: 9.00-16.30 |Categories: Events{TELLS}"
    assert events(page, "page.txt") == [("Salt Days", "2031-05-06", "Dale Hall, Ely")]
