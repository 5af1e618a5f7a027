"""Work that came of a gathering and is told by its name, and challenges with titles in a table, below a count, or numbered."""

import pytest
from stated import names_of, titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import FollowsFrom, TakesPartIn
from schema.nodes import Challenge, Event, Idea, Initiative, Insight

DAY = "# Quay Exchange 2031\n\nQuay Exchange 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(text: str, name: str = "notes.md") -> Extraction:
    return extract(read(name, (text + "\n").encode()))


def work(found: Extraction) -> set[str]:
    return names_of(found, Initiative)


def members(found: Extraction) -> int:
    return sum(isinstance(link, TakesPartIn) for link in found.bundle.facts.links.values())


@pytest.mark.parametrize(
    "sentence",
    [
        "The 2030 table on buses led to Slow Wheels, a joint venture of Fir Homes CIC and the Elm Trust.",
        "Out of the 2030 table on buses came Slow Wheels, in which Fir Homes CIC and the Elm Trust are partners.",
        "The Slow Wheels, begun by Fir Homes CIC and the Elm Trust after the 2030 table on buses, has 90 riders.",
        "Slow Wheels, which grew out of the 2030 challenge on buses, is run by Fir Homes CIC and the Elm Trust.",
    ],
)
def test_a_sentence_says_what_a_table_led_to(sentence: str) -> None:
    found = reading(f"{DAY}{sentence}\n")
    assert {name.removeprefix("The ") for name in work(found)} == {"Slow Wheels"}
    assert members(found) == 2
    causes = [
        found.bundle.facts.nodes[k.target] for k in found.bundle.facts.links.values() if isinstance(k, FollowsFrom)
    ]
    assert [node.name for node in causes if isinstance(node, Event)] == ["Quay Exchange 2030"]


def test_below_a_heading_that_tells_what_followed_any_beginning_counts() -> None:
    told = "After Quay Exchange 2030, Dale Council set up Tea and Tenancies, a weekly clinic run with the Elm Trust."
    assert work(reading(f"{DAY}## Since last year\n\n{told}\n")) == {"Tea and Tenancies"}


@pytest.mark.parametrize(
    "told",
    [
        "Dale Council set up Tea and Tenancies in May.",
        "The journey led to Leeds.",
        "Our table led to Leeds City Council.",
    ],
)
def test_a_name_alone_is_no_work(told: str) -> None:
    assert work(reading(f"{DAY}{told}\n")) == set()


def test_a_follow_up_names_the_work_in_bold() -> None:
    told = (
        "Quay Exchange 2031 took place on 14 May 2031 in Leeds.\n\n## Buses\n\n**Slow Wheels** is a round by the post."
    )
    page = f"# What happened next? Quay Exchange 2031\n\n{told}"
    assert work(reading(page)) == {"Slow Wheels"}


def ideas(found: Extraction) -> int:
    return sum(isinstance(node, Idea) for node in found.bundle.facts.nodes.values())


def test_headings_take_up_the_titles_of_a_table() -> None:
    table = "| Challenge | Owner |\n|---|---|\n| Empty homes | Ada North, Dale Council |\n| Late buses | Bo Lee, Elm Trust |\n"
    parts = "".join(
        f"### {title}\n\n1. Ask those who know.\n2. Pay them.\n\n" for title in ("Empty homes", "Late buses")
    )
    found = reading(f"{DAY}## Challenges\n\n{table}\n## What the tables proposed\n\n{parts}")
    assert titles_of(found, Challenge) == {"Empty homes", "Late buses"}
    assert ideas(found) == 4


def test_below_the_count_of_a_table_stands_its_title() -> None:
    told = "Quay Exchange 2031\n\nQuay Exchange 2031 took place on 14 May 2031.\n\n"
    parts = "".join(
        f"TABLE {number}\n{title}\n\nOwners\n{who}\n\nWhat could be done\n1. Ask those who know\n2. Pay them\n\n"
        for number, title, who in (
            ("ONE", "Homes that stand empty", "Ada North, Head of Care, Dale Council"),
            ("TWO", "Buses that come late", "Bo Lee, Director, Elm Trust"),
        )
    )
    found = reading(told + parts, "notes.txt")
    assert titles_of(found, Challenge) == {"Homes that stand empty", "Buses that come late"}
    assert ideas(found) == 4


def test_numbered_titles_with_ideas_below_are_challenges() -> None:
    told = "Quay Exchange 2031\n\nQuay Exchange 2031 took place on 14 May 2031.\n\n"
    brought = "Dale Council brought this one, and said that nobody had ever asked those who know."
    parts = "".join(
        f"{number}. {title}\n\n{brought}\n\nIdeas\na) Ask those who know\nb) Pay them\n\n"
        for number, title in ((1, "Who looks after the carers?"), (2, "Who fills the empty shops?"))
    )
    assert titles_of(reading(told + parts, "notes.txt"), Challenge) == {
        "Who looks after the carers?",
        "Who fills the empty shops?",
    }


def test_lessons_that_stand_once_behind_the_last_challenge_are_of_them_all() -> None:
    told = "Quay Exchange 2031\n\nQuay Exchange 2031 took place on 14 May 2031.\n\n"
    parts = "".join(
        f"Table {number}: {title}\nBrought by: Ada North, Dale Council\nIdeas:\n1. Ask those who know\n2. Pay them\n\n"
        for number, title in ((1, "Homes that stand empty"), (2, "Buses that come late"))
    )
    found = reading(
        f"{told}{parts}What we learned\n1. A pass is not a bus.\n2. Employers are landlords now.\n", "notes.txt"
    )
    assert sum(isinstance(node, Insight) for node in found.bundle.facts.nodes.values()) == 2
    assert ideas(found) == 4
