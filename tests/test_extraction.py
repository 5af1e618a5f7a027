"""The rules of extraction, each on a small document: people, ideas, lessons, speakers, references, initiatives, tables."""

from collections.abc import Iterable

import pytest

from loaders.dates import dates_in
from loaders.extract import Extraction, extract
from loaders.formats.text import read_text
from loaders.lexicons.lexicon import lexicon
from schema.links import (
    SPEAKING_CAPACITIES,
    Addresses,
    Continues,
    EmergedFrom,
    Owns,
    PartOf,
    RefersTo,
    SpokeAt,
    Supports,
    WorksFor,
)
from schema.nodes import Challenge, Document, Event, Idea, Initiative, Insight, Reference

FRONT = "# Harbour Forum 2031: homes and work\n\nThe Harbour Forum 2031 took place on 7 May 2031 at the Maltings Hall, Ipswich.\n\n"
TWO = (
    "\n\n## Challenge 2: Work\n\nOwner: Clara West (Director, Cedar CIC)\n\n"
    "Ideas:\n\n- Bake bread for the whole of the town.\n- Mend whatever comes in.\n"
)


def read(source: str, name: str = "forum.txt") -> Extraction:
    return extract(read_text(source, name=name, sha256="0" * 64))


def links(reading: Extraction, kind: type) -> Iterable[tuple[str, str]]:
    return {
        (x.source.split("/", 1)[1], x.target.split("/", 1)[1])
        for x in reading.bundle.facts.links.values()
        if isinstance(x, kind)
    }


def nodes(reading: Extraction, kind: type) -> list[object]:
    return [n for n in reading.bundle.facts.sorted_nodes() if isinstance(n, kind)]


def challenge(head: str, ideas: str = "- Buy one house and learn from it.\n- Rent two.") -> Extraction:
    return read(f"{FRONT}## Challenge 1: Homes\n\n{head}\n\nIdeas:\n\n{ideas}{TWO}")


def test_the_event_and_the_document() -> None:
    reading = challenge("Owner: Amy North (Director, Alder Trust)")
    event = next(n for n in nodes(reading, Event) if isinstance(n, Event))
    assert (event.id, event.name, event.date, event.venue) == (
        "event/harbour-forum-2031",
        "Harbour Forum 2031",
        "2031-05-07",
        "Maltings Hall, Ipswich",
    )
    assert [n.title for n in nodes(reading, Document) if isinstance(n, Document)] == [
        "Harbour Forum 2031: homes and work"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Owner: Amy North, Head of Commissioning, Children and Families, Alder County Council",
        "Led by: Amy North (Head of Commissioning, Children and Families, Alder County Council)",
        "Challenge owner:\n\nAmy North, *Head of Commissioning, Children and Families, Alder County Council*",
        "Champion: Amy North – Head of Commissioning, Children and Families, Alder County Council",
        "Owner\tAmy North, Head of Commissioning, Children and Families, Alder County Council\nTopic\thomelessness",
        "Question keeper: Amy North, Head of Commissioning, Children and Families, Alder County Council",
    ],
)
def test_an_owner_in_many_layouts(line: str) -> None:
    reading = challenge(line)
    owner = [
        x for x in reading.bundle.facts.links.values() if isinstance(x, WorksFor) and x.source == "person/amy-north"
    ]
    assert [x.role for x in owner] == ["Head of Commissioning, Children and Families"]
    homes = {s for s, t in links(reading, Owns) if t.endswith("/homes")}
    assert "amy-north" in homes
    assert owner[0].target.split("/")[1] in homes


def test_several_people_on_one_line() -> None:
    reading = challenge(
        "Owners: Amy North (Director, Alder Trust), Ben South (Birch Housing Association) and Clara West (Cedar CIC)"
    )
    homes = {s for s, t in links(reading, Owns) if t.endswith("/homes")}
    assert {"amy-north", "ben-south", "clara-west"} <= homes


def test_a_champion_beside_an_owner_is_a_supporter() -> None:
    reading = challenge("Problem owner: Amy North (Director, Alder Trust)\n\nChampion: Ben South (Partner, Birch LLP)")
    assert ("ben-south", "harbour-forum-2031/homes") in links(reading, Supports)


def test_owners_told_in_a_sentence() -> None:
    reading = challenge(
        "This was brought by Amy North, Director of Alder Trust, with support from Ben South, Partner at Birch LLP."
    )
    assert ("amy-north", "harbour-forum-2031/homes") in links(reading, Owns)
    assert ("ben-south", "harbour-forum-2031/homes") in links(reading, Supports)


def test_the_lead_of_a_title_names_the_challenge() -> None:
    reading = read(
        f"{FRONT}## Challenge: Elderly care – co-operative models\n\nIdeas:\n\n"
        f"1. Pay by the day and not by the visit.\n 2. Rest.{TWO}"
    )
    assert "challenge/harbour-forum-2031/elderly-care" in reading.bundle.facts.nodes


def test_numbers_letters_and_their_parents() -> None:
    reading = challenge(
        "Owner: Amy North (Alder Trust)", "1. **Buy:** one house.\n - a. Ask the bank.\n - b. Ask the town.\n2. Rent."
    )
    ideas = {n.id.split("/homes/")[-1]: n for n in nodes(reading, Idea) if isinstance(n, Idea) and "/homes/" in n.id}
    assert set(ideas) == {"1", "1.a", "1.b", "2"}
    assert (ideas["1"].title, ideas["1"].emphasis, ideas["1.b"].number) == ("Buy", ("Buy",), "1.b")
    assert {s.split("/")[-1] for s, _ in links(reading, PartOf)} == {"1.a", "1.b"}
    assert sum(t.endswith("/homes") for _, t in links(reading, Addresses)) == 4


def test_points_under_a_headed_idea_are_its_parts() -> None:
    reading = challenge(
        "Owner: Amy North (Alder Trust)",
        "### Buy a street\n\nBuild up a fund, and spend it as follows.\n\n1. Ask the bank.\n2. Ask the town.\n\n"
        "### Rent a street\n\nRent what cannot be bought.\n",
    )
    ideas = {n.id.split("/homes/")[-1]: n for n in nodes(reading, Idea) if isinstance(n, Idea) and "/homes/" in n.id}
    assert set(ideas) == {"buy-a-street", "buy-a-street/1", "buy-a-street/2", "rent-a-street"}
    assert ideas["buy-a-street/1"].number == "1"


def test_an_idea_printed_twice_is_two() -> None:
    reading = challenge("Owner: Amy North (Alder Trust)", "- Ask the town.\n- Ask the town.")
    assert sum("/homes/ask-the-town" in n.id for n in nodes(reading, Idea) if isinstance(n, Idea)) == 2


def test_lessons_speakers_and_references() -> None:
    reading = read(
        FRONT
        + "## Key lessons\n\n- **Trust first.** It takes a year.¹\n- **Count less.** Ask more.\n\n## Speakers\n\n"
        + "Opening address: Dr Amy North, Chair, Alder Trust\n\n"
        + "A panel with Ben South (Birch LLP) and Clara West (Director, Cedar CIC).\n\n"
        + "## Challenge 1: Homes\n\nIdeas:\n\n- Buy one house for a start.\n- Rent."
        + TWO
        + "\n¹ *Trust in common*, https://alder.example/trust\n"
    )
    assert [n.title for n in nodes(reading, Insight) if isinstance(n, Insight)] == ["Count less", "Trust first"]
    assert len(set(links(reading, EmergedFrom))) == 2
    spoke = {x.source: x.as_ for x in reading.bundle.facts.links.values() if isinstance(x, SpokeAt)}
    assert spoke == {"person/amy-north": "opening address", "person/ben-south": "panel", "person/clara-west": "panel"}
    work = [n for n in nodes(reading, Reference) if isinstance(n, Reference)]
    assert [(w.title, w.url, w.number) for w in work] == [("Trust in common", "https://alder.example/trust", "1")]
    assert ("harbour-forum-2031/trust-first", work[0].id.split("/", 1)[1]) in links(reading, RefersTo)


def test_what_followed_from_the_last_event() -> None:
    reading = read(
        f"{FRONT}## Since last year\n\n- **Night bus.** Alder Trust runs it.\n- **Repair shop.** It is a pilot.\n\n"
        f"## Challenge 1: Homes\n\nIdeas:\n\n- Buy a house.\n- Rent.{TWO}"
    )
    assert next(n.name for n in nodes(reading, Initiative) if isinstance(n, Initiative)).startswith("Night bus")
    assert "event/harbour-forum-2030" in reading.bundle.facts.nodes


def test_a_challenge_that_goes_on() -> None:
    reading = challenge('Continues "Homes for nobody" (2030).\n\nOwner: Amy North (Alder Trust)')
    assert ("harbour-forum-2031/homes", "harbour-forum-2030/homes-for-nobody") in links(reading, Continues)


def test_owners_in_a_table_of_challenges() -> None:
    table = "| Challenge | Owner | Supporter |\n|---|---|---|\n| Homes | Amy North (Alder Trust) | Ben South (Birch LLP) |\n\n"
    reading = read(f"{FRONT}{table}## Challenge 1: Homes\n\nIdeas:\n\n- Buy a house.\n- Rent.{TWO}")
    assert ("amy-north", "harbour-forum-2031/homes") in links(reading, Owns)
    assert ("ben-south", "harbour-forum-2031/homes") in links(reading, Supports)


def test_a_list_run_together_with_its_sentence() -> None:
    words = (
        "The Harbour Forum 2031 brought people together. They explored the following challenges: Elderly care: models that last "
        "Homelessness: reduction and prevention Mental health: stronger towns Delegates went home glad. "
    )
    reading = read(words + "Nothing else was said of it that day, or at least nothing that anybody wrote down. " * 10)
    assert [n.title for n in nodes(reading, Challenge) if isinstance(n, Challenge)] == [
        "Elderly care: models that last",
        "Homelessness: reduction and prevention",
        "Mental health: stronger towns",
    ]


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("on 7 May 2025 at", "2025-05-07"),
        ("the 22nd of May, 2024", "2024-05-22"),
        ("16.07.2024", "2024-07-16"),
        ("30.09.24", "2024-09-30"),
        ("in July 2024", "2024-07"),
        ("May 7, 2025", "2025-05-07"),
        ("2024-05-22", "2024-05-22"),
        ("from 30 April to 2 May 2031", "2031-04-30"),
        ("Friday 14th and Saturday 15th May 2031", "2031-05-14"),
        ("24–25 March 2031", "2031-03-24"),
    ],
)
def test_dates(printed: str, iso: str) -> None:
    assert [d for d, _, _ in dates_in(printed)] == [iso]


def test_a_day_that_the_calendar_does_not_have_is_no_date() -> None:
    assert list(dates_in("on 31 February 2024")) == []


def test_every_way_to_speak_that_a_cue_shows_is_declared() -> None:
    assert set(lexicon("speaking").senses) == set(SPEAKING_CAPACITIES)
