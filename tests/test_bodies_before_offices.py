"""People whose body stands right before their office ("Elm Community Trust Head of Care Ada North"), offices of several, and what
is no part of an office."""

import pytest
from stated import employers

from loaders.extract import Extraction, extract
from loaders.names.recognise import organisations
from loaders.sources import read
from schema.links import Sponsored
from schema.nodes import Event, Organisation

NOTES = "# Notes from the Vale\n\nIt rained.\n\n{}\n\nIt rained again.\n"
OWNERS = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031.\n\n## Challenge: Homes\n\n### Challenge owners\n\n- {}\n"


def reading(words: str) -> Extraction:
    return extract(read("notes.md", words.encode()))


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        (
            "Alderley Community Trust Director Fiona Moss said so.",
            {"Fiona Moss -> Alderley Community Trust | Director"},
        ),
        (
            "Alderley Association Secretary General, Fiona Moss, said so.",
            {"Fiona Moss -> Alderley Association | Secretary General"},
        ),
        (
            "Society for Fair Lanterns Executive Director Fiona Moss said so.",
            {"Fiona Moss -> Society for Fair Lanterns | Executive Director"},
        ),
        ("Quorvic CEO, Dr Fiona Moss, said so.", {"Fiona Moss -> Quorvic | CEO"}),
        ("“It is late,” said LanternNow executive member Fiona Moss.", {"Fiona Moss -> LanternNow | executive member"}),
        (
            "Alder Trust directors Fiona Moss and Sean Reed said so.",
            {"Fiona Moss -> Alder Trust | directors", "Sean Reed -> Alder Trust | directors"},
        ),
        ("Regional Network Manager Fiona Moss said so.", set()),
        ("Bristol CEO Fiona Moss said so.", set()),
    ],
)
def test_a_body_stands_right_before_the_office(words: str, stated: set[str]) -> None:
    assert employers(reading(NOTES.format(words))) == stated


def test_common_words_before_an_office_are_no_body() -> None:
    assert not organisations("Senior Research Group Leader Fiona Moss spoke.")


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("Fiona Moss, a LanternWise consultant, said so.", {"Fiona Moss -> LanternWise | consultant"}),
        (
            "According to Fiona Moss, director of Lantern Makers CIC, apprentices left.",
            {"Fiona Moss -> Lantern Makers CIC | director"},
        ),
        ("Fiona Moss, the chairman of Open Lanterns, said so.", {"Fiona Moss -> Open Lanterns | chairman"}),
        (
            "Fiona Moss, the Executive Director of The Lanterneries, said so.",
            {"Fiona Moss -> The Lanterneries | Executive Director"},
        ),
        (
            "Dr Fiona Moss and Dr Sean Reed (Institute of Clinical Lanterns) said so.",
            {"Fiona Moss -> Institute of Clinical Lanterns", "Sean Reed -> Institute of Clinical Lanterns"},
        ),
    ],
)
def test_an_office_has_no_article(words: str, stated: set[str]) -> None:
    assert employers(reading(NOTES.format(words))) == stated


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        (
            "Fiona Moss & Sean Reed, Trustees of Alder Trust",
            {"Fiona Moss -> Alder Trust | Trustees", "Sean Reed -> Alder Trust | Trustees"},
        ),
        (
            "Fiona Moss/Sean Reed, Heads of Care (job share), Alder Trust",
            {"Fiona Moss -> Alder Trust | Heads of Care", "Sean Reed -> Alder Trust | Heads of Care"},
        ),
    ],
)
def test_several_hold_an_office(line: str, stated: set[str]) -> None:
    assert employers(reading(OWNERS.format(line))) == stated


def test_whom_a_person_speaks_for_has_paid_and_a_meeting_has_not() -> None:
    words = (
        "# Linnet Day 2031\n\nLinnet Day 2031 took place on 14 May 2031. The Annual General Meeting backed it.\n\n"
        "- Welcome from our lead sponsor – Fiona Moss, Head of Impact, Alder Bank\n"
    )
    facts = reading(words).bundle.facts
    paid = [facts.nodes[link.source] for link in facts.links.values() if isinstance(link, Sponsored)]
    assert [node.name for node in paid if isinstance(node, Organisation)] == ["Alder Bank"]


def test_a_session_below_a_title_that_names_the_day_is_not_the_day() -> None:
    words = (
        "# Linnet Gathering 2031\n\nJoin us in Ely on 14 May 2031 for the Linnet Gathering 2031.\n\n"
        "## Opening\n\nTea.\n\n## Workshop: Homes\n\nMore tea.\n"
    )
    events = [node.name for node in reading(words).bundle.facts.nodes.values() if isinstance(node, Event)]
    assert events == ["Linnet Gathering 2031"]
