"""Challenges of workshops that call them by other words (counted groups, themes, rooms, questions), and what their titles say that
people met at."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.bundle import Bundle
from schema.links import Addresses
from schema.nodes import Challenge, Event, Idea

GROUPS = """# Report of the rural transport workshop

The workshop was held on 12 May 2031 at the Corn Hall, Thornby. People split into working groups, which reported back.

## Working group 1: Getting to hospital

Issues:

- Appointments are made without a thought for the last bus

Suggested solutions:

- A single number that books the lift as well
- Insurance bought jointly by the parishes

## Working group 2: Evening work

Suggested solutions:

- Shared taxis for apprentices
"""
THEMES = """# Notes from the Elm Valley flood forum

On 3 June 2031 residents gathered at Elm Town Hall. Discussion took place in breakout groups, one for each theme.

## Theme 1 – Warnings that reach everybody

Participants said that text messages do not reach older people.

Recommendations

* Recruit wardens in each street
* Print what the siren means on the council tax bill

## Theme 2 – Keeping ditches clear

Recommendations

* Publish a map of who owns which ditch
"""
QUESTIONS = """# What we heard at the youth assembly

The assembly took place on 9 July 2031 in Dale. Groups of eight talked about the questions, and wrote their answers on cards.

### How can we make the park feel safe after dark?

- Lights that turn on when someone passes
- A kiosk that stays open until ten

### How can young people have a say in the budget?

- A youth budget of 2 percent
- Meetings after school
"""
ROOMS = """<h1>Breakout room notes</h1><p>From the Digital Dale summit, 4 March 2031, Dale Library.</p>
<h2>Breakout room A: Housing repairs</h2>
<h3>The challenge</h3><p>Tenants wait weeks because reports get lost between contractors.</p>
<h3>Ideas</h3><ul><li>One ticket that everybody sees</li><li>Photos from tenants</li></ul>
<h2>Breakout room B: Libraries and loneliness</h2>
<h3>The challenge</h3><p>People over 80 do not come in winter.</p>
<h3>Ideas</h3><ul><li>A minibus with books and tea</li><li>Phone reading circles</li></ul>
"""


def stated(name: str, words: str) -> Bundle:
    return extract(read(name, words.encode())).bundle


@pytest.mark.parametrize(
    ("name", "words", "event", "challenges"),
    [
        ("report.md", GROUPS, "Rural transport workshop", {"Getting to hospital": 2, "Evening work": 1}),
        (
            "notes.md",
            THEMES,
            "Elm Valley flood forum",
            {"Warnings that reach everybody": 2, "Keeping ditches clear": 1},
        ),
        (
            "heard.md",
            QUESTIONS,
            "Youth assembly",
            {
                "How can we make the park feel safe after dark?": 2,
                "How can young people have a say in the budget?": 2,
            },
        ),
        ("rooms.html", ROOMS, "Digital Dale summit", {"Housing repairs": 2, "Libraries and loneliness": 2}),
    ],
)
def test_a_workshop_has_its_challenges_whatever_it_calls_them(
    name: str, words: str, event: str, challenges: dict[str, int]
) -> None:
    bundle = stated(name, words)
    nodes = bundle.facts.nodes.values()
    [met] = [node for node in nodes if isinstance(node, Event)]
    assert met.name == event
    titles = {node.id: node.title for node in nodes if isinstance(node, Challenge)}
    ideas = dict.fromkeys(titles.values(), 0)
    for link in bundle.facts.links.values():
        if isinstance(link, Addresses):
            ideas[titles[link.target]] += 1
    assert ideas == challenges


def test_questions_that_nobody_was_asked_are_no_challenges() -> None:
    words = QUESTIONS.replace(
        "Groups of eight talked about the questions, and wrote their answers on cards.", "Come along."
    )
    nodes = stated("faq.md", words).facts.nodes.values()
    assert not any(isinstance(node, Challenge | Idea) for node in nodes)


def test_a_table_of_contents_has_no_challenges() -> None:
    listed = "Working group 1: Getting to hospital\n\nWorking group 2: Evening work\n\n"
    first, _, rest = GROUPS.partition("## Working")
    bundle = stated("report.txt", (first + listed + "Working" + rest).replace("## ", "").replace("# ", ""))
    assert sorted(node.title for node in bundle.facts.nodes.values() if isinstance(node, Challenge)) == [
        "Evening work", "Getting to hospital",
    ]  # fmt: skip
