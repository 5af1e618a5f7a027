"""What is said of another gathering, a report or somebody's work is not said of the event; minutes; names without a year."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised, SpokeAt, Sponsored
from schema.nodes import Document, Event

FRONT = "# Harbour Forum 2031\n\nThe Harbour Forum 2031 took place on 7 May 2031 at the Maltings Hall, Ipswich.\n\n"
WORK = "\n\n## Challenge: Homes\n\n### Ideas\n\n- Buy one house and learn from it.\n- Rent two.\n"


def reading(words: str, front: str = FRONT) -> Extraction:
    return extract(read("forum.md", f"{front}{words}{WORK}".encode()))


def ties(found: Extraction) -> set[tuple[str, str]]:
    kinds = (Attended, Organised, Sponsored, SpokeAt)
    return {(k.type, k.source) for k in found.bundle.facts.links.values() if isinstance(k, kinds)}


@pytest.mark.parametrize(
    "words",
    [
        "This report was commissioned by Elm Homes and sponsored by Alder Trust.",
        "The survey was organised by Alder Trust.",
        "Hale was funded by Alder Trust.",
        "Work by Gunther was supported by Alder Trust.",
        "Last year we streamed the day for free, thanks to our event sponsor Alder Trust.",
        "The Canal Congress 2029, organised by Alder Trust, had a keynote from Mary Dunn.",
        "A guest spoke with warmth about her friendship with Mary Dunn.",
        "Films of the Harbour Forum 2029 can still be seen. That one was sponsored by Alder Trust.",
        "Some of us had been to the Canal Summit in Hull. That summit was hosted by Elm Homes Ltd and funded by Alder Trust.",
        "Last year's forum was in Hull. It was opened by Mary Dunn. It was sponsored by Alder Trust.",
        "We met Mary Dunn at the Canal Congress 2029.\n\nThat congress was organised by Alder Trust.",
        "Her travel was paid for by Alder Trust.",
        "His flight and hotel were paid for by Alder Trust.",
        "The research behind the forum was funded by Alder Trust and Elm Homes Ltd.",
    ],
)
def test_what_is_said_of_something_else_ties_nobody_to_the_event(words: str) -> None:
    assert ties(reading(words)) == set()


@pytest.mark.parametrize(
    ("words", "tie"),
    [
        ("The forum was supported by Alder Trust.", ("SPONSORED", "organisation/alder-trust")),
        ("Harbour Forum 2031 was organised by Alder Trust.", ("ORGANISED", "organisation/alder-trust")),
        (
            "Some of us had been to the Canal Summit in Hull. The forum was supported by Alder Trust.",
            ("SPONSORED", "organisation/alder-trust"),
        ),
        ("We met on the quay. It was supported by Alder Trust.", ("SPONSORED", "organisation/alder-trust")),
        ("Funded by Alder Trust.", ("SPONSORED", "organisation/alder-trust")),
        ("The day was opened with a keynote from Mary Dunn, Chair of Elm Homes Ltd.", ("SPOKE_AT", "person/mary-dunn")),
    ],
)
def test_what_is_said_of_the_event_does(words: str, tie: tuple[str, str]) -> None:
    assert tie in ties(reading(words))


def test_no_year_is_put_into_a_name_that_is_printed_without_one() -> None:
    front = "# Open Harbours Roundtable\n\nThe Open Harbours Roundtable was held on 3 March 2031 at the Custom House, Hull.\n\n"
    nodes = reading("", front).bundle.facts.nodes
    [event] = [n for n in nodes.values() if isinstance(n, Event)]
    assert (event.id, event.name, event.date) == (
        "event/open-harbours-roundtable-2031",
        "Open Harbours Roundtable",
        "2031-03-03",
    )


def test_the_date_of_minutes_is_the_day_of_the_meeting() -> None:
    front = "# Tide Housing Forum: notes of the meeting\n\nDate: 12 March 2031\n\nVenue: Room 2, Tide Town Hall\n\n"
    nodes = reading("Present: Mary Dunn (Quill Trust)", front).bundle.facts.nodes
    [event] = [n for n in nodes.values() if isinstance(n, Event)]
    assert (event.name, event.date) == ("Tide Housing Forum", "2031-03-12")
    assert [n.kind for n in nodes.values() if isinstance(n, Document) and n.id == "document/forum"] == ["minutes"]


def test_a_front_matter_may_end_where_a_draft_has_its_parts() -> None:
    front = '---\ntitle: "Report of the day"\nvenue:\n  github: "quay/qex"\n--- abstract\n\n'
    words = f"{front}We met.\n\n--- middle\n\n# One\n\n# Two\n"
    text = read("draft.md", words.encode())
    assert text.title == "Report of the day"
    assert text.text == "We met.\nOne\nTwo"
