"""Lessons and proposals that headings, questions and sentences lead to: points between semicolons, what stuck, what people want;
and near misses."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Organised
from schema.nodes import Challenge, Idea, Insight

DAY = "# Quay Forum 2031\n\nThe Quay Forum 2031 was held on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(words: str) -> Extraction:
    return extract(read("notes.md", (DAY + words + "\n").encode()))


def titles(found: Extraction, kind: type[Challenge] | type[Idea] | type[Insight]) -> list[str]:
    nodes = [node for node in found.bundle.facts.nodes.values() if isinstance(node, kind)]
    return sorted((node.title or (node.text if isinstance(node, Idea) else "")) for node in nodes)


@pytest.mark.parametrize(
    ("words", "lessons"),
    [
        (
            "In closing, the chair drew out three points: that rents rise; that wages do not; and that nobody builds.",
            ["Nobody builds", "Rents rise", "Wages do not"],
        ),
        (
            "From the floor came two challenges: women are missing in the data; and nobody knows who lets the rooms.",
            ["Nobody knows who lets the rooms", "Women are missing in the data"],
        ),
        ("The chair drew out three points: that rents rise; and that wages do not.", []),
        (
            "## What did we learn?\n\nWhat did we learn?\n\n- Start small.\n- Ask the bakers.",
            ["Ask the bakers", "Start small"],
        ),
        ("In May we met. What did we learn?\n\n1. Start small.\n2. Ask the bakers.", ["Ask the bakers", "Start small"]),
        (
            "## Some of the key learning from the day\n\n- Start small.\n- Ask the bakers.",
            ["Ask the bakers", "Start small"],
        ),
        ("## What I took away\n\n- Start small.\n- Ask the bakers.", ["Ask the bakers", "Start small"]),
        ("## Problems people described\n\n- Nobody rings.\n- Beds come late.", ["Beds come late", "Nobody rings"]),
        ("Summary from Ada:\n\n- Start small.\n- Ask the bakers.", ["Ask the bakers", "Start small"]),
        ("## What will you do differently?\n\n- Say hello.\n- Set up a shed.", []),
        (
            "Here's what stuck with us.\n\n## Start small\n\nYes.\n\n## Ask the bakers\n\nYes.\n\n## Get in touch\n\nWrite.",
            ["Ask the bakers", "Start small"],
        ),
    ],
)
def test_what_leads_to_lessons(words: str, lessons: list[str]) -> None:
    assert titles(reading(words), Insight) == lessons


def test_what_people_suggested_is_proposed_to_the_gathering() -> None:
    found = reading("## What people suggested\n\n- A call within two days\n- One number for equipment\n")
    assert titles(found, Idea) == ["A call within two days", "One number for equipment"]


WISHED = """Each was explored in a workshop.

## Mental health

Waiting lists are long. They would like:

- a drop-in in every school
- peer mentors

## Getting around

Buses stop at six. They want:

- one ticket for all buses
- later buses on Fridays
"""


def test_headings_below_which_people_say_what_they_want_are_what_was_worked_on() -> None:
    found = reading(WISHED)
    assert titles(found, Challenge) == ["Getting around", "Mental health"]
    assert len(titles(found, Idea)) == len(["a drop-in in every school", "peer mentors", "one ticket", "later buses"])
    assert not titles(reading(WISHED.partition("## Getting")[0]), Challenge)


def test_answers_to_a_question_on_how_things_are_propose_nothing() -> None:
    asked = (
        "Delegates discussed two questions.\n\n### Q1. What is driving hunger in Leeds?\n\n- High rents\n- Shame\n\n"
    )
    found = reading(f"{asked}### Q2. What should we do together?\n\n- Map every project\n- Train receptionists\n")
    assert titles(found, Idea) == ["Map every project", "Train receptionists"]


def test_challenges_in_bold_that_say_in_one_line_what_they_ask_are_all_read() -> None:
    lines = ("**Challenge A – Shifts**: How can homes fill them?", "**Challenge B – Rounds**: How can these be safer?")
    found = reading(
        "## Challenges\n\nTeams could choose.\n\n"
        + "\n\n".join(lines)
        + "\n\n## Winners\n\n**First: Swap** – an app.\n"
    )
    assert titles(found, Challenge) == ["Rounds: How can these be safer?", "Shifts: How can homes fill them?"]


def test_a_title_with_the_name_of_a_gathering_before_its_account_is_called_so() -> None:
    found = extract(
        read("post.md", b"# Quay Makers Hackathon recap: trains and trams\n\nOn 3 May 2031 forty people came.\n")
    )
    assert [node.id for node in found.bundle.facts.nodes.values()].count("event/quay-makers-hackathon-2031") == 1


def test_a_line_with_several_sentences_that_leads_to_lessons_still_says_who_held_the_day() -> None:
    told = "# Key messages from the Quay Wardens' Day\n\nElm Training Hub hosted its Quay Wardens' Day on 7 July 2031. "
    found = extract(
        read(
            "post.md",
            f"{told}Here are the messages we take back:\n\n> **Pay us.** Now.\n\n> **Hear us.** Now.\n".encode(),
        )
    )
    assert titles(found, Insight) == ["Hear us", "Pay us"]
    assert [link.source for link in found.bundle.facts.links.values() if isinstance(link, Organised)] == [
        "organisation/elm-training-hub"
    ]


def test_counted_activities_of_a_workshop_are_what_was_worked_on_and_what_people_said_there_proposes_nothing() -> None:
    found = reading(
        "### Activity 1: Barriers to baking\n\n- Resistance of millers\n- No ovens\n\n### Activity 2: What is good bread\n\n"
        "#### Group 1: Crust\n\n- Brown\n- Hard\n\n#### Group 2: Crumb\n\n- Soft\n- White\n"
    )
    assert titles(found, Challenge) == ["Barriers to baking", "What is good bread"]
    assert not titles(found, Idea)


def test_rounds_of_a_method_are_no_lessons() -> None:
    told = "Before we met on 3 May 2031 in Hull, we shared the findings from our earlier work. Then we began.\n\n"
    rounds = "".join(
        f"#### Round {one}:\n\n- Everybody thought alone for a minute.\n\n" for one in ("One", "Two", "Three")
    )
    found = extract(read("method.md", f"# Tide Workshop 2031\n\n### Method\n\n{told}{rounds}".encode()))
    assert not [node for node in found.bundle.facts.nodes.values() if isinstance(node, Insight)]
