"""Gatherings without a name of their own, or with one that no capitals show: what a title calls them, and on which day they met."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Attended
from schema.nodes import Document, Event

HELD = "\n\nThe workshop was held on 4 May 2031 in Ely.\n"


def events(text: str, name: str = "notes.md") -> list[tuple[str, str | None]]:
    facts = extract(read(name, text.encode())).bundle.facts
    return [(n.name, n.date) for n in facts.nodes.values() if isinstance(n, Event)]


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        ("# Millers' tales workshop" + HELD, "Millers' tales workshop", "2031-05-04"),
        ("# Damp and mould workshop - how it went" + HELD, "Damp and mould workshop", "2031-05-04"),
        ("# Recap: the second BakersDale barcamp\n\nForty attended the barcamp on 4 May 2031.", "BakersDale barcamp", None),
        ("# Salt standards meetup, 4 May 2031\n\nWe talked of salt.", "Salt standards meetup", "2031-05-04"),
        ("# The mills of tomorrow: event summary, May 2031\n\nForty attended the event.", "The mills of tomorrow", "2031-05"),
        ("# Event report\n\n## Voices of Millers, 4 May 2031\n\nForty came.", "Voices of Millers", "2031-05-04"),
        ("# Salt\n\nA while ago I was in Ely at an Open Salt Workshop hosted by Elm College.", "Open Salt Workshop", None),
        ("# Water rights debate: what was said\n\nThe debate was hosted by Elm on 4 May 2031.", "Water rights debate", None),
        ("# Board meeting 4 May 2031\n\n### Attending\n\nAda North, Elm Trust\n\nBen Castle", "Board meeting", "2031-05-04"),
        ("# Minutes\n\n## Dale Water Group\n\nMonday 4 May 2031\n\nPresent: Ada North", "Dale Water Group", "2031-05-04"),
        ("# Meeting notes: 4 May 2031\n\n**Attendees:** Ada North (Alder Trust), Ben Castle", "Meeting", "2031-05-04"),
        ("# Millers' panel meeting 3\n\nSaturday 4 May 2031\n\nThe panel met again.", "Millers' panel meeting 3", "2031-05-04"),
        ("# Dale mill meet number 1, done\n\nIn May 2031 we held the first Dale mill meet.", "Dale mill meet number 1", None),
        ("Ada North, Quill Trust\nDale Millers Camp\n\n- Water\n- Stones", "Dale Millers Camp", None),
        ("# Of salt\n\nThe title of the conference was Salt, Bread and Law and it was long.", "Salt, Bread and Law", None),
        ("# Speakers\n\n## Ada North\n\nAda North will bring her songs to the DaleSpeaks event.", "DaleSpeaks", None),
        ("# Bread and open salt at SaltCamp Ely\n\nForty attended.", "SaltCamp Ely", None),
        ("# SaltHack 2-4/12 2031 in Ely\n\n## Sponsors\n\n- Elm Trust\n- Fir Trust", "SaltHack", None),
        ("# WoBS31 programme\n\n14:15 Welcome\n\n14:30 On bread\n\n15:00 Tea\n\n15:30 On salt", "WoBS31", None),
        ("# Elm hosts summit\n\nMillers are invited when Elm hosts the Dale Bread Summit on May 4.", "Dale Bread Summit", None),
        ("# The tales of millers\n\n| When? | 4 May 2031 |\n|---|---|\n| Where? | Ely |", "The tales of millers", "2031-05-04"),
    ],
)  # fmt: skip
def test_a_title_calls_a_gathering_by_its_kind(text: str, name: str, date: str | None) -> None:
    [(called, day)] = events(text)
    assert called == name
    assert date is None or day == date


@pytest.mark.parametrize(
    "text",
    [
        "# Dale hosts a workshop" + "\n\nBread was baked in May 2031.",
        "# How the workshop began\n\nAda North began it when her mill closed.",
        "# Alder Trust annual report 2031\n\nThe general meeting was held on 4 May 2031. The conference was full.",
        "# Results 2031\n\nA 2031 survey was held online, and its participants were many.",
        "# Evaluation of the Dale Hub\n\nTalks were held in May 2031, and a workshop with millers took place on 4 June 2031.",
        "# Welcome to the Quill Network\n\nOur next conference will take place on 4 June 2031 in Ely. Members are millers.",
        "# Our team\n\nAda North leads it. Her songs were sung at the Dale Conference 2031.",
        "# News: May 2031\n\n## New chair\n\nAda North is the chair.\n\n## Conference\n\nOur conference takes place in June.",
        "# Workshop tools\n\nA bench, a vice and a lamp, in the order in which they were bought.",
    ],
)
def test_a_title_of_something_else_calls_none(text: str) -> None:
    assert events(text) == []


def test_gatherings_of_two_documents_that_are_called_by_their_kind_alone_are_two() -> None:
    text = "# Board meeting 4 May 2031\n\nPresent: {}, Ben Castle"
    met = [extract(read(f"{who}.md", text.format(who).encode())).bundle.facts for who in ("Ada North", "Cara Dale")]
    ids = {node.id for facts in met for node in facts.nodes.values() if isinstance(node, Event)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("# Mill workshop report (May 2031)\n\nThe mill workshop was held on 14 May 2031 in Ely.", "2031-05-14"),
        ("# Dale Mill Summit, May 2031\n\nThe summit took place on Friday 14th May. The next one is on 3 June 2032.", "2031-05-14"),
        ("# Dale Mill Summit, May 2031\n\nWe met in Ely. Essays are due by 28 May 2031.", "2031-05"),
    ],
)  # fmt: skip
def test_a_day_elsewhere_is_more_exact_than_the_month_of_a_title(text: str, day: str) -> None:
    assert [date for _, date in events(text)] == [day]


@pytest.mark.parametrize(
    "text",
    [
        "MINUTES OF THE DALE FLOOD FORUM\n\nHeld in the Reading Room on Monday 4 May 2031\n\nPRESENT:\n"
        "Ada North - Alder Trust (Chair)\nBen Castle - Vale Council\n\nAPOLOGIES:\nCara Dale - Quill Trust\n",
        "DALE FLOOD FORUM\n\nMonday 4 May 2031, Reading Room, Ely\n\nPresent: Ada North (Alder Trust), Ben Castle (Vale Council)\n",
    ],
)
def test_lines_with_the_day_and_those_present_are_no_title(text: str) -> None:
    facts = extract(read("minutes.txt", text.encode())).bundle.facts
    [document] = [node for node in facts.nodes.values() if isinstance(node, Document)]
    assert document.title in text.split("\n\n")[0]
    came = {link.source for link in facts.links.values() if isinstance(link, Attended)}
    assert came == {"person/ada-north", "person/ben-castle", "organisation/alder-trust", "organisation/vale-council"}


def test_an_event_page_has_its_day_with_the_hour_in_its_front_matter() -> None:
    front = (
        "---\nlayout: event\ntitle: Salt for beginners\nstart_date: 2031-05-04T18:00:00\nvenue: Ely\n---\n\nA talk.\n"
    )
    assert events(front) == [("Salt for beginners", "2031-05-04")]


def test_the_day_on_a_line_alone_is_the_posts_where_the_text_says_on_which_day_people_met() -> None:
    page = "<h1>Mills and Care: a conference report</h1><p>12 May 2031</p><p>{} in Ely on 4 May for a conference on mills.</p>"
    assert events(page.format("Over 100 delegates gathered"), "page.html") == [("Mills and Care", "2031-05-04")]


def test_a_press_release_names_the_gathering_in_a_sentence() -> None:
    text = (
        "# PRESS RELEASE\n\n## Millers pledge action\n\n4 May 2031\n\nThe Dale Mill Summit was attended by Elm Trust."
    )
    assert [name for name, _ in events(text)] == ["Dale Mill Summit"]


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("# Note of a round table: warm homes\n\nEly Town Hall, 4 May 2031\n\nTwelve people took part.", "Warm homes"),
        ("# Summary of the workshop: salt and bread, 4 May 2031\n\nTwelve people took part.", "Salt and bread"),
        ("# Warm homes: notes of a workshop\n\n4 May 2031, Dale Library\n\nTwelve people took part.", "Warm homes"),
        ("# What we heard\n\nReport of the debt workshop, 4 May 2031, Dale Library\n\nIt rained.", "Debt workshop"),
        ("# A day on debt\n\nReport of the debt workshop at Dale Library, 4 May 2031\n\nIt rained.", "Debt workshop"),
        ("# Warm homes\n\nNote of a round table: heat, Ely Town Hall, 4 May 2031.\n\nIt rained.", "Round table"),
    ],
)
def test_an_account_of_a_gathering_calls_it_by_what_it_was_about_or_its_kind(text: str, called: str) -> None:
    assert events(text) == [(called, "2031-05-04")]


def test_where_an_account_was_given_is_no_place_that_it_is_part_of() -> None:
    text = "# A day on debt\n\nReport of the debt workshop at Dale Library, 4 May 2031\n\nIt rained.\n"
    facts = extract(read("notes.md", text.encode())).bundle.facts
    assert [node.venue for node in facts.nodes.values() if isinstance(node, Event)] == ["Dale Library"]


def test_a_report_of_something_else_than_a_gathering_calls_none() -> None:
    assert events("# Debt\n\nReport of the debt service, 4 May 2031, Dale Library\n\nIt rained.") == []
