"""Who and what lists of a meeting name: surnames first, counted people, a part in the minutes, a title that is no challenge."""

import pytest
from stated import names_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import ProposedAt, WorksFor
from schema.nodes import Challenge, Organisation, Person

PAIRS = [
    ("North, Ada", "Alder Trust"),
    ("Blackwood-Ellis, Tamsin", "Elmsea Town Council"),
    ("Gill, Sukhwinder", "Office for Harbours"),
    ("van der Meer, Joost", "Elmsea Harbour Authority"),
    ("Kaczmarek, Zofia", "Independent"),
]
EMPLOYERS = {
    ("Ada North", "Alder Trust"),
    ("Tamsin Blackwood-Ellis", "Elmsea Town Council"),
    ("Sukhwinder Gill", "Office for Harbours"),
    ("Joost van der Meer", "Elmsea Harbour Authority"),
}


def found_in(name: str, text: str) -> Extraction:
    return extract(read(name, text.encode()))


def employers(found: Extraction) -> set[tuple[str, str]]:
    nodes, links = found.bundle.facts.nodes, found.bundle.facts.links.values()
    ties = [(nodes[link.source], nodes[link.target]) for link in links if isinstance(link, WorksFor)]
    return {(a.name, b.name) for a, b in ties if isinstance(a, Person) and isinstance(b, Organisation)}


@pytest.mark.parametrize("head", [("Name", "Organisation"), ("Delegate", "Affiliation")])
@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_column_of_names_with_the_surname_first(ending: str, head: tuple[str, str]) -> None:
    rows = [head, *PAIRS]
    if ending == "md":
        lines = [f"| {name} | {body} |" for name, body in rows]
        table = "\n".join(
            ["# Elmsea Forum, 21 September 2023", "", "## Participants", "", lines[0], "| --- | --- |", *lines[1:]]
        )
    else:
        cells = "".join(f"<tr><td>{name}</td><td>{body}</td></tr>" for name, body in rows)
        table = f"<h1>Elmsea Forum, 21 September 2023</h1><h2>Participants</h2><table>{cells}</table>"
    found = found_in(f"list.{ending}", table)
    assert employers(found) == EMPLOYERS
    assert names_of(found, Person) == {name for name, _ in EMPLOYERS} | {"Zofia Kaczmarek"}


def test_commas_in_a_column_that_is_not_of_people_turn_nothing() -> None:
    rows = "| Hull, Humber | Alder Trust |\n| Goole, Ouse | Birch Council |\n| Selby, Ouse | Quill Trust |"
    found = found_in(
        "ports.md", f"# Elmsea Forum\n\n## Participants\n\n| Name | Organisation |\n| --- | --- |\n{rows}\n"
    )
    assert names_of(found, Person) == set()


def test_a_line_with_a_time_is_nobodys_employer() -> None:
    found = found_in(
        "day.txt",
        "ELMSEA CONFERENCE 2024\n\nWednesday 12 June 2024\n\n10.00 Welcome\n\nAda North, Director, Alder Trust\n\n"
        "12.30 Lunch\n\n15.30 Closing remarks\n\nAda North\n\n16.00 Close\n",
    )
    assert employers(found) == {("Ada North", "Alder Trust")}
    assert names_of(found, Organisation) == {"Alder Trust"}


def test_a_part_in_the_minutes_and_counted_people_are_no_bodies() -> None:
    found = found_in(
        "notes.md",
        "# Elmsea Partnership\n\nNotes of the meeting held on 8 February 2024\n\n## Present\n\n- Ada North (AN) – Alder Trust\n"
        "- Emeka Nwosu (EN) – Minutes\n- Two residents of Elm House\n",
    )
    assert employers(found) == {("Ada North", "Alder Trust")}
    assert names_of(found, Organisation) == {"Alder Trust", "Elmsea Partnership"}


@pytest.mark.parametrize("label", ["Facilitators", "Facilitator"])
def test_who_facilitated_a_consultation_makes_its_title_no_challenge(label: str) -> None:
    lines = [
        "# Report of the consultation event on the draft Harbour Strategy\n",
        "Date: 10 October 2023\nVenue: Tide Hall, Elmsea\n",
        f"{label}: Ada North (Alder Trust)\n",
        "## Background\n\nThe council is consulting on a strategy.\n\n## Recommendations\n",
        "1. The council should open two slipways until dusk as a pilot.",
        "2. The council should set up a panel of young sailors.",
        "3. Sailing clubs should be given a small budget.",
    ]
    facts = found_in("harbour.md", "\n".join(lines)).bundle.facts
    assert not [node for node in facts.nodes.values() if isinstance(node, Challenge)]
    assert len([link for link in facts.links.values() if isinstance(link, ProposedAt)]) == 3
