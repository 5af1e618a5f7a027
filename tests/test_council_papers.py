"""Papers of councils and plain texts like them: a head of labels, numbered headings, paragraphs counted by them, and what was done
elsewhere."""

import pytest
from stated import names_of

from loaders.blocks import Kind
from loaders.extract import extract
from loaders.formats.text import read_text
from loaders.sources import read
from schema.nodes import Document, Event, Model

PAPER = """QUAYSIDE DISTRICT COUNCIL

Report to:          Cabinet
Date:               9 March 2032
Subject:            Warm homes on the quay
Portfolio holder:   Councillor Ada North, Housing
Report author:      Cai Reed, Housing Manager

1. PURPOSE

1.1 To ask for a pilot, to be agreed in consultation with the portfolio holder.

2. BACKGROUND

2.1 The panel took evidence in May 2031.

3. WHAT OTHER COUNCILS HAVE DONE

3.1 Leeds City Council set up the Leeds Warmth Standard in 2028 with landlords.

4. COSTS

4.1 The pilot will cost little.
"""


def test_a_paper_to_a_cabinet_has_its_subject_as_its_title_and_reports_on_no_event() -> None:
    found = extract(read("paper.txt", PAPER.encode()))
    [document] = [n for n in found.bundle.facts.nodes.values() if isinstance(n, Document) and n.source == "paper.txt"]
    assert document.title == "Warm homes on the quay"
    assert not names_of(found, Event)
    assert names_of(found, Model) == {"Leeds Warmth Standard"}


def test_lines_of_labels_are_no_title() -> None:
    head = (
        "Harbour Board\n\nCo-opted member: Irma Vale, Harbour Pensioners' Forum\n\nOfficer support: Cai Reed, Clerk\n"
    )
    found = extract(
        read(
            "paper.txt",
            f"{head}\nThe board met in May 2031 and saw what the forum of pensioners had written to it.\n".encode(),
        )
    )
    [document] = [n for n in found.bundle.facts.nodes.values() if isinstance(n, Document) and n.source == "paper.txt"]
    assert document.title == "Harbour Board"


def heads(text: str) -> list[str]:
    return [b.text for b in read_text(text, name="a.txt", sha256="0" * 64).blocks if b.kind is Kind.HEADING]


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("Some words on it.\n", ["How we met", "What we saw", "Good practice elsewhere", "Thanks"]),
        ("", []),
    ],
)
def test_numbers_that_count_on_over_other_words_show_headings(between: str, expected: list[str]) -> None:
    lines = ("1. How we met", "2. What we saw", "3. Good practice elsewhere", "4. Thanks")
    assert heads("A walk\n\n" + "".join(f"{line}\n\n{between}\n" for line in lines)) == expected


def test_a_numbered_sentence_is_no_heading() -> None:
    lines = ("1. We met.", "2. We saw it.", "3. We left.", "4. We wrote.")
    assert heads("A walk\n\n" + "".join(f"{line}\n\nSome words on it.\n\n" for line in lines)) == []
