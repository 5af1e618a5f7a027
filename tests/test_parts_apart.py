"""Challenges as layouts set them: in tables of labels, behind words in bold, in items of a release, in columns of spaces; with
lists that no heading is over."""

from io import BytesIO

import pytest
from docx import Document as Word

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Organised, Owns, Sponsored, Supports
from schema.nodes import Challenge, Event, Idea, Insight, Organisation, Person

DAY = "# Quay Exchange 2031\n\nQuay Exchange 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
CARE = "Care at the end of the lane"
FARES = "Fares for night workers"


def reading(text: str, ending: str = "md") -> Extraction:
    return extract(read(f"notes.{ending}", (text + "\n").encode()))


def backed(found: Extraction, kind: type) -> set[str]:
    """Return who stands behind which challenge as `Name: Title`."""
    nodes, said = found.bundle.facts.nodes, set()
    for link in found.bundle.facts.links.values():
        if isinstance(link, kind):
            who, challenge = nodes[link.source], nodes[link.target]
            assert isinstance(who, Person | Organisation)
            assert isinstance(challenge, Challenge)
            said.add(f"{who.name}: {challenge.title}")
    return said


def ideas(found: Extraction) -> list[str]:
    return [node.text for node in found.bundle.facts.sorted_nodes() if isinstance(node, Idea)]


def titles(found: Extraction) -> set[str]:
    return {node.title for node in found.bundle.facts.nodes.values() if isinstance(node, Challenge)}


LABELS = f"""<h1>Quay Exchange 2031</h1><p>Quay Exchange 2031 took place on 14 May 2031 in Leeds.</p><h2>The tables</h2>
<table><tr><th>Challenge</th><td>{CARE}</td></tr><tr><th>Owner</th><td>Ada North, Head of Care, Dale Council</td></tr>
<tr><th>Supporters</th><td>Elm Trust<br>Ben Vale, Director, Fir Homes CIC</td></tr>
<tr><th>What we heard</th><td>Nobody comes.</td></tr>
<tr><th>Proposals</th><td><ol><li>Pay by the lane.</li><li>Share one van.</li></ol></td></tr></table>
<table><tr><th>Challenge</th><td>{FARES}</td></tr><tr><th>Owner</th><td>Cy Marsh, Officer, Wold Council</td></tr>
<tr><th>Proposals</th><td>A card for all buses; a lift at four o'clock</td></tr></table>"""


def test_a_table_of_labels_is_a_challenge_with_its_parts() -> None:
    found = reading(LABELS, "html")
    assert titles(found) == {CARE, FARES}
    assert backed(found, Owns) == {
        f"Ada North: {CARE}",
        f"Dale Council: {CARE}",
        f"Cy Marsh: {FARES}",
        f"Wold Council: {FARES}",
    }
    assert backed(found, Supports) == {f"Elm Trust: {CARE}", f"Ben Vale: {CARE}", f"Fir Homes CIC: {CARE}"}
    assert sorted(ideas(found)) == [
        "A card for all buses",
        "Pay by the lane.",
        "Share one van.",
        "a lift at four o'clock",
    ]


RUN_IN = f"""**Table 1. {CARE}.** Owner: Ada North, Head of Care, Dale Council. Supporters: Elm Trust; Ben Vale of Fir Homes CIC.

Nobody comes after dark.

- Pay by the lane.
- Share one van between three villages.

**Table 2. {FARES}.** Owner: Cy Marsh, Officer, Wold Council. Supporters: Quay Mind.

The first bus goes at seven.

- Print a card for all buses.
- Let cleaners ride at four."""


def test_words_in_bold_head_a_challenge_and_its_list_needs_no_lead() -> None:
    found = reading(f"{DAY}{RUN_IN}")
    assert titles(found) == {CARE, FARES}
    assert backed(found, Supports) == {
        f"Elm Trust: {CARE}",
        f"Ben Vale: {CARE}",
        f"Fir Homes CIC: {CARE}",
        f"Quay Mind: {FARES}",
    }
    assert len(ideas(found)) == 4


RELEASE = f"""The tables worked on:

- **{CARE}**, brought by Ada North of Dale Council and supported by Quay Mind and Ben Vale of Fir Homes CIC. It was late.
- **{FARES}**, brought by Cy Marsh, Officer at Wold Council, and supported by the Elm Trust.

"We had a good day," said Di Lund, who came by boat."""


def test_items_of_a_release_are_challenges_with_who_brought_them() -> None:
    found = reading(f"{DAY}{RELEASE}")
    assert titles(found) == {CARE, FARES}
    assert backed(found, Owns) == {
        f"Ada North: {CARE}",
        f"Dale Council: {CARE}",
        f"Cy Marsh: {FARES}",
        f"Wold Council: {FARES}",
    }
    assert {f"Quay Mind: {CARE}", f"Ben Vale: {CARE}", f"Elm Trust: {FARES}"} <= backed(found, Supports)
    last = next(c for c in found.context.challenges if c.title == FARES)
    assert not any("Lund" in block.text for block in last.section.all_blocks()) if last.section else True


COLUMNS = f"""QUAY EXCHANGE 2031
Summary report of the fifth gathering

Date         14 May 2031
Venue        The Corn Hall, Leeds

TABLE A      {CARE}
Owner        Ada North, Head of Care, Dale Council
Supporters   Ben Vale, Director, Fir Homes CIC
             Elm Trust
Proposals    1  Pay by the lane and
                not by the hour.
             2  Share one van.

TABLE B      {FARES}
Owner        Cy Marsh, Officer, Wold Council
Supporters   Quay Mind
Proposals    1  Print a card for all buses."""


def test_columns_of_spaces_need_no_colons() -> None:
    found = reading(COLUMNS, "txt")
    assert [node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Event)] == [
        "QUAY EXCHANGE 2031"
    ]
    assert titles(found) == {CARE, FARES}
    assert backed(found, Supports) == {
        f"Elm Trust: {CARE}",
        f"Ben Vale: {CARE}",
        f"Fir Homes CIC: {CARE}",
        f"Quay Mind: {FARES}",
    }
    assert sorted(ideas(found)) == [
        "Pay by the lane and not by the hour.",
        "Print a card for all buses.",
        "Share one van.",
    ]


def test_columns_without_owners_stay_lines() -> None:
    found = reading("Tide tables\n\nBridge     open from nine\nFerry      open from ten\nLock       shut in May", "txt")
    assert not titles(found)


@pytest.mark.parametrize(
    "line",
    [
        "Supporters: Elm Trust and Ben Vale of Fir Homes CIC",
        "*With help from Elm Trust and Dr Ben Vale of Fir Homes CIC*",
    ],
)
def test_somebody_of_a_body_is_one_of_a_list(line: str) -> None:
    owner = "Owner: Ada North, Head of Care, Dale Council"
    text = f"{DAY}## Challenge 1: {CARE}\n\n{owner}\n\n{line}\n\nNurses sleep in vans in May.\n"
    assert {name.split(":")[0] for name in backed(reading(text), Supports)} == {
        "Elm Trust",
        "Ben Vale",
        "Fir Homes CIC",
    }


def test_a_merged_cell_holds_for_the_rows_beside_it() -> None:
    paper = Word()
    paper.add_heading("Quay Exchange 2031", 0)
    paper.add_paragraph("Quay Exchange 2031 took place on 14 May 2031 at the Corn Hall, Leeds.")
    table = paper.add_table(rows=0, cols=2)
    for cells in (
        ("Challenge", "Owner"),
        (CARE, "Ada North, Head of Care, Dale Council"),
        ("", "Cy Marsh, Officer, Wold Council"),
    ):
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    table.cell(1, 0).merge(table.cell(2, 0))
    table.add_row().cells[0].text = FARES
    data = BytesIO()
    paper.save(data)
    owners = backed(extract(read("notes.docx", data.getvalue())), Owns)
    assert {f"Ada North: {CARE}", f"Cy Marsh: {CARE}", f"Wold Council: {CARE}"} <= owners


def test_the_gathering_s_own_name_cut_short_held_nothing() -> None:
    told = "The Dale Forum brought together sixty people on 14 May 2031 in Leeds. It was held by Elm Trust."
    facts = reading(f"# Dale Forum on Care 2031\n\n{told}").bundle.facts
    assert {link.source for link in facts.links.values() if isinstance(link, Organised)} == {"organisation/elm-trust"}


NESTED = f"""## Tables

1. {CARE}
   - Owner: Ada North, Head of Care, Dale Council
   - Supporters: Quay Mind; Ben Vale, Manager, Fir Homes CIC
   - Pay by the lane and not by the hour
   - Share one van
   - *Like:* the Slow Wheels project in Hull
2. {FARES}
   - Owner: Cy Marsh, Officer, Wold Council
   - Supporters: Elm Trust
   - Print a card for all buses
   - Let cleaners ride at four

## Key learning

- Lanes are long."""


def test_items_below_an_item_are_the_parts_of_a_challenge() -> None:
    found = reading(f"{DAY}{NESTED}")
    assert titles(found) == {CARE, FARES}
    assert f"Fir Homes CIC: {CARE}" in backed(found, Supports)
    assert f"Elm Trust: {FARES}" in backed(found, Supports)
    assert len(ideas(found)) == 4
    facts = found.bundle.facts
    assert not any(isinstance(link, Sponsored) for link in facts.links.values())
    assert {node.title for node in facts.nodes.values() if isinstance(node, Insight)} == {"Lanes are long"}


SLANTED = f"""Two challenges were worked on:

* *{CARE}.* Owned by Ada North (Head of Care, Dale Council); supported by Quay Mind. Ideas: a van for all; pay by the lane.
* *{FARES}.* Owned by Cy Marsh (Officer, Wold Council); supported by Elm Trust. Ideas: one card; a lift at four."""


def test_labels_in_one_item_each_lead_a_part() -> None:
    found = reading(f"{DAY}{SLANTED}")
    assert titles(found) == {CARE, FARES}
    assert backed(found, Supports) == {f"Quay Mind: {CARE}", f"Elm Trust: {FARES}"}
    assert sorted(ideas(found)) == ["a lift at four.", "a van for all", "one card", "pay by the lane."]


def test_a_table_says_who_held_and_who_paid() -> None:
    rows = (
        "<tr><td>Hosts</td><td>Elm Trust; Fir Council</td></tr><tr><td>Funders</td><td>Barley Fund; Quay Bank</td></tr>"
    )
    facts = reading(
        f"<h1>Quay Exchange 2031</h1><p>Leeds, 14 May 2031</p><table>{rows}</table>{LABELS[30:]}", "html"
    ).bundle.facts
    assert len({link.source for link in facts.links.values() if isinstance(link, Organised)}) == 2
    assert len({link.source for link in facts.links.values() if isinstance(link, Sponsored)}) == 2


def test_who_supports_a_challenge_paid_for_nothing() -> None:
    told = "Ada North, Head of Care at Dale Council, owned this challenge. It was supported by Quay Mind and the Elm Trust."
    facts = reading(f"{DAY}## Table on lanes\n\n{told}").bundle.facts
    assert not any(isinstance(link, Sponsored) for link in facts.links.values())


def test_lines_of_a_cell_say_who_owns_who_supports_and_what_was_suggested() -> None:
    head = "<tr><th>Challenge</th><th>Who brought it and who supported it</th><th>Ideas</th></tr>"
    who = "Owner: Ada North, Head of Care, Dale Council<br>Supporter: Quay Mind<br>Supporter: Ben Vale, Director, Fir Homes CIC"
    rows = f"<tr><td>{CARE}</td><td>{who}</td><td>Pay by the lane<br>Share one van</td></tr>"
    rows += f"<tr><td>{FARES}</td><td>Owner: Cy Marsh, Officer, Wold Council</td><td>One card; a lift at four</td></tr>"
    day = "<h1>Quay Exchange 2031</h1><p>Quay Exchange 2031 took place on 14 May 2031 in Leeds.</p>"
    found = reading(f"{day}<table>{head}{rows}</table>", "html")
    assert {f"Ada North: {CARE}", f"Cy Marsh: {FARES}"} <= backed(found, Owns)
    assert backed(found, Supports) == {f"Quay Mind: {CARE}", f"Ben Vale: {CARE}", f"Fir Homes CIC: {CARE}"}
    assert sorted(ideas(found)) == ["One card", "Pay by the lane", "Share one van", "a lift at four"]
