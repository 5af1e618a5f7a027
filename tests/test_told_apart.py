"""What is not the same, and must not become one: meetings of like-named boards, names that a page ran together, places that a
paragraph tells of beside a challenge."""

from pathlib import Path
from typing import TypeVar

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read, read_file, sources
from schema.declaration import Node
from schema.links import Concerns, Organised
from schema.nodes import Challenge, Event, Organisation, Place

SAMPLE = Path(__file__).parents[1] / "loaders" / "sample"
T = TypeVar("T", bound=Node)

MINUTES = """{body}
Minutes of the {meeting}
held on {day} at 2.00 pm, {venue}

Present:
Ada North (Elm Trust) - Chair
Ben Castle (Dale Council)

1. Minutes of the last meeting
The minutes were agreed.
"""


def extracted(source: str, name: str = "paper.txt") -> Extraction:
    return extract(read(name, source.encode()))


def nodes(extraction: Extraction, kind: type[T]) -> list[T]:
    return [node for node in extraction.bundle.facts.nodes.values() if isinstance(node, kind)]


def event_of(source: str, name: str = "paper.txt") -> Event:
    [event] = nodes(extracted(source, name), Event)
    return event


def test_boards_of_one_name_and_meetings_of_one_board_are_apart_and_the_same_meeting_is_one() -> None:
    first = MINUTES.format(body="SEVERN MUTUAL", meeting="Partnership Board", day="4 February 2031", venue="Elm House")
    other = MINUTES.format(body="WYE GROUP", meeting="Partnership Board", day="9 June 2031", venue="Town Hall")
    later = MINUTES.format(body="SEVERN MUTUAL", meeting="Partnership Board", day="6 May 2031", venue="Elm House")
    ids = [event_of(source, f"{n}.txt").id for n, source in enumerate((first, other, later, first))]
    assert ids[0] == ids[3] == "event/partnership-board-2031-02-04" and len(set(ids)) == 3


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Annual Conference", "annual-conference-2031-05-09"),
        ("Stakeholder Workshop", "stakeholder-workshop-2031-05-09"),
        ("Harbour Forum", "harbour-forum-2031"),
    ],
)
def test_the_day_is_part_of_the_id_where_bodies_share_the_name_and_of_no_other(name: str, own: str) -> None:
    page = f"# {name} 2031\n\nThe {name} 2031 was held on 9 May 2031 at the Corn Hall, Dale.\n\nAda North spoke.\n"
    assert event_of(page, "page.md").id == f"event/{own}"


def test_a_challenge_listed_in_a_long_paragraph_is_not_about_the_places_that_this_tells_of() -> None:
    [post] = sources([str(SAMPLE / "review-of-2024-blog.txt")])
    found = extract(read_file(post))
    assert len(nodes(found, Challenge)) == 8 and "Zurich" in {place.name for place in nodes(found, Place)}
    assert not any(isinstance(link, Concerns) for link in found.bundle.facts.links.values())


def test_a_name_ends_where_a_page_ran_the_next_one_into_it() -> None:
    words = "People heard of the Elm Community Bank ProgrammeThe Dale Wood Trust and its experience of shares.\n"
    names = {body.name for body in nodes(extracted(f"# News\n\n{words}", "news.md"), Organisation)}
    assert "Dale Wood Trust" in names and not any("ProgrammeThe" in name for name in names)


def test_the_code_of_a_class_is_nobody() -> None:
    minutes = (
        "# Elm School Parent Council\n\nMinutes of 4 February 2031\n\n"
        "Present: Ada North (Chair), Ben Castle (Treasurer | P6), Cora Hill (P7), Dev Patel (P1), Eve Firth (Dale Council)\n"
    )
    assert {body.name for body in nodes(extracted(minutes, "minutes.md"), Organisation)} <= {
        "Dale Council",
        "Elm School Parent Council",
        "Elm School",
    }


def test_a_text_below_a_list_of_hosts_holds_none() -> None:
    talk = (
        "<h1>Harbour Week 2031 launch</h1><p>The launch of Harbour Week 2031 was held on 5 May 2031 in Dale.</p>"
        "<h2>Host(s):</h2><ul><li>Elm Trust</li></ul>"
        "<p>What follows was said on the day and has been written down as it was said, without the words that nobody could "
        "hear any longer on the tape, so that some of the sentences below may seem to end before they do.</p>"
        "<p>MM Yeah</p><p>JM Oh</p><p>MM So</p><p>JM Thank you.</p>"
    )
    found = extracted(talk, "talk.html")
    held = {link.source for link in found.bundle.facts.links.values() if isinstance(link, Organised)}
    assert held == {"organisation/elm-trust"}
    assert [body.name for body in nodes(found, Organisation)] == ["Elm Trust"]


def test_the_gathering_of_another_year_has_no_day_of_this_one_in_its_id() -> None:
    page = (
        "# Annual Conference 2031\n\nThe Annual Conference 2031 was held on 9 May 2031 at the Corn Hall, Dale.\n\n"
        "## Challenge: Homes for carers\n\nThis continues 'Homes for all' from 2030.\n\n### Ideas\n\n1. Open the empty offices.\n"
    )
    ids = {event.id for event in nodes(extracted(page, "page.md"), Event)}
    assert ids == {"event/annual-conference-2031-05-09", "event/annual-conference-2030"}
