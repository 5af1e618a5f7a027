"""Layouts of other people's papers: round tables, co-design pages, funders' learning, committee reports, assemblies, webinars."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Addresses, EmergedFrom, LocatedIn, Organised, ProposedAt
from schema.nodes import Challenge, Event, Idea, Model, Organisation


def reading(text: str, name: str = "paper.md") -> Extraction:
    return extract(read(name, text.encode()))


def links(found: Extraction, kind: type) -> set[tuple[str, str]]:
    facts = found.bundle.facts
    names = {
        i: str(getattr(n, "name", "") or getattr(n, "title", "") or getattr(n, "text", ""))
        for i, n in facts.nodes.items()
    }
    return {(names[x.source], names[x.target]) for x in facts.links.values() if isinstance(x, kind)}


def event(found: Extraction) -> tuple[str, str | None] | None:
    held = [n for n in found.bundle.facts.nodes.values() if isinstance(n, Event)]
    assert len(held) < 2
    return (held[0].name, held[0].date) if held else None


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        ("# Policy round table: warm homes\n\n*Note of a round table held at Quay House, Hull, on 12 March 2030*\n\n"
         "Ten people met.", "Policy round table: warm homes", "2030-03-12"),
        ("# Webinar write-up: buying well\n\n*26 February 2031, online*\n\nHosted by the Elm Institute.",
         "Buying well", "2031-02-26"),
        ("# Ten asks from the Carers' Assembly\n\nThe Carers' Assembly met in Hull Guildhall on 18 September 2030, and voted.",
         "Carers' Assembly", "2030-09-18"),
        ("# What we are learning: two years of grants\n\nThe fund has given 41 grants so far in the whole of the county.\n\n"
         "On 3 April 2030 those who hold its grants gathered for a learning day in Sheffield, and told us what helps.",
         "Learning day", "2030-04-03"),
        ("REPORT OF THE DIRECTOR OF CARE\n\n15 January 2031\n\n1. Purpose\n\n1.1 To tell members what came of the Home Care "
         "Summit held on 20 November 2030 at County Hall, Quayton, and to agree what is next.",
         "Home Care Summit", "2030-11-20"),
        ("# A day of ideas\n\nMore than 80 people joined us in Plymouth on 8 May 2031 for Quay Trust's annual "
         "gathering, Quay Futures 2031.",
         "Quay Futures 2031", "2031-05-08"),
        ("# Slow money\n\nOctober 2030\n\nWe can tell that the second Rural Lenders Workshop, hosted by the Elm Bank, went "
         "well. It built on the Town Lenders Forum, which others ran, and was held on 4 October 2030.",
         "Rural Lenders Workshop", "2030-10-04"),
        ("MINUTES OF TRUSTEES OF THE FRIENDS OF QUAY LIBRARY MEETING HELD ON 9TH AUGUST 2030\n\n"
         "Present: Amy North, Chair; Ben South\n\n1. Apologies\n\nNone.",
         "TRUSTEES OF THE FRIENDS OF QUAY LIBRARY MEETING", "2030-08-09"),
    ],
)  # fmt: skip
def test_a_gathering_is_named_in_many_layouts(text: str, name: str, date: str) -> None:
    assert event(reading(text)) == (name, date)


@pytest.mark.parametrize(
    "text",
    [
        "# Workshop: how to mend a tap\n\nTurn the water off. Take the washer out and put in a new one, which costs little.",
        "# What we think\n\nCouncils should pay for care. We have said so since 2019, and we say it again to whoever reads this.",
    ],
)
def test_a_title_of_that_form_without_a_day_names_none(text: str) -> None:
    assert event(reading(text)) is None


def test_questions_over_ideas_of_their_own_are_challenges() -> None:
    found = reading(
        "# Co-design day: young carers\n\nThe Co-design day took place on 9 June 2030 at the Old Library, Hull.\n\n"
        "## How might we help at school?\n\nLessons are missed.\n\n### Ideas from the groups\n\n- A card that says why\n"
        "- A teacher\n\n## How might we give a break?\n\nNobody had one.\n\n### Ideas from the groups\n\n- Weekends away\n\n"
        "## Next steps\n\nWe meet again."
    )
    assert links(found, Addresses) == {
        ("A card that says why", "How might we help at school?"),
        ("A teacher", "How might we help at school?"),
        ("Weekends away", "How might we give a break?"),
    }
    assert len([n for n in found.bundle.facts.nodes.values() if isinstance(n, Challenge)]) == 2


@pytest.mark.parametrize(
    "heading", ["Case studies", "Examples of good work", "3. Good practice", "Examples from Wales"]
)
def test_headings_below_one_that_says_so_are_examples(heading: str) -> None:
    found = reading(
        f"# Learning together\n\nWe give grants in the north.\n\n## {heading}\n\n### Quay Kitchen, Whitby\n\nA café.\n\n"
        "### Moor Energy Co-operative, Settle\n\nIt owns a turbine.\n\n## Thanks\n\n### To whom\n\nTo all."
    )
    assert links(found, LocatedIn) == {
        ("Quay Kitchen, Whitby", "Whitby"),
        ("Moor Energy Co-operative, Settle", "Settle"),
    }


def test_headings_below_another_are_none() -> None:
    found = reading(
        "# Learning together\n\n## Our work\n\n### Hull and Whitby\n\nTwo.\n\n### The Settle Office\n\nOne.\n"
    )
    assert not [n for n in found.bundle.facts.nodes.values() if isinstance(n, Model)]


def test_asks_in_bold_are_proposals_to_the_gathering() -> None:
    found = reading(
        "# Asks from the Carers' Assembly\n\nThe Carers' Assembly met in Hull Guildhall on 18 September 2030.\n\n"
        "## Our asks\n\n**1. A home for all.** Nobody should go without one.\n\n**2. A friend.** Somebody who is not paid.\n\n"
        "## How we chose\n\nWe voted."
    )
    assert links(found, ProposedAt) == {("A home for all", "Carers' Assembly"), ("A friend", "Carers' Assembly")}
    numbers = sorted(str(n.number) for n in found.bundle.facts.nodes.values() if isinstance(n, Idea))
    assert numbers == ["1", "2"]
    assert not [
        n for n in found.bundle.facts.nodes.values() if isinstance(n, Organisation) and n.name.startswith("Carers")
    ]
    assert not links(found, Organised)


def test_what_a_write_up_of_a_webinar_heard_emerged_from_it() -> None:
    found = reading(
        "# Webinar report: buying well\n\n*26 February 2031, online*\n\n## Three things we heard\n\n1. **Scores kill trust.** "
        "They do.\n2. **Start small.**\n3. **Ask early.**\n"
    )
    assert {lesson for lesson, _ in links(found, EmergedFrom)} == {"Scores kill trust", "Start small", "Ask early"}
