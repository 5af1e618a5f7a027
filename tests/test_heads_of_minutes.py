"""How minutes begin: the body and the day, who was present, and what the body is called for short."""

from typing import TypeVar

import documents
import pytest
from stated import employers

from loaders.blocks import Kind
from loaders.extract import Extraction, extract
from loaders.names.kinds import kind_of_name
from loaders.sources import read
from schema.nodes import Document, Event, Person

T = TypeVar("T", Document, Event)


def the(found: Extraction, kind: type[T]) -> T:
    [node] = [node for node in found.bundle.facts.nodes.values() if isinstance(node, kind)]
    return node


def test_a_body_and_a_day_over_those_present_are_the_title_however_long_the_next_line_is() -> None:
    lines = (
        "Fernley Parish Council - 26th January 2031",
        "Because of the flood - The Parish Council held a meeting over the telephone",
        "Present",
        "Councillors Ada North (Chair), B Castle and C Denby",
        "31.1.1 Minutes",
        "The minutes of the meeting held on the 14th July 2030 were signed.",
    )
    found = extract(read("notes.txt", "\n\n".join(lines).encode()))
    assert the(found, Document).title == lines[0]
    assert the(found, Document).kind == "minutes"
    assert (the(found, Event).name, the(found, Event).date) == ("Fernley Parish Council", "2031-01-26")


def test_minutes_that_begin_with_all_of_it_in_capitals_have_their_meeting_for_a_title() -> None:
    lines = (
        "Original file",
        "Scanned page. See the original for clarity",
        "MINUTES OF PROCEEDINGS OF THE HARBOUR SAFETY SUB COMMITTEE OF THE DISTRICT OF FERNLEY AND MARSH END, HELD IN THE OLD "
        "MUSEUM, QUAY ROAD, FERNLEY, ON THURSDAY, 11TH APRIL, 2031, AT 3.00 P.M.",
        "Present in the chair:",
        "Councillor Ada North",
        "It was agreed to mend the quay.",
    )
    document = the(extract(read("notes.txt", "\n\n".join(lines).encode())), Document)
    assert document.kind == "minutes"
    assert document.title.endswith("DISTRICT OF FERNLEY AND MARSH END")


@pytest.mark.parametrize(("council", "short"), [("Community", "CC"), ("Parish", "PC"), ("Town", "TC")])
def test_a_council_is_called_by_its_initials_without_its_place(council: str, short: str) -> None:
    page = f"# Fernley {council} Council\n\nMeeting held on 17 January 2031\n\n## Present\n\n"
    people = ("Ada North", "Ben Castle", "Carla Denby", "Dev Patel")
    rows = "".join(
        f"| {name} | {office} {short} |\n"
        for name, office in zip(people, ("Member",) * 3 + ("Treasurer",), strict=True)
    )
    found = extract(read("notes.md", f"{page}| Name | Office |\n|---|---|\n{rows}".encode()))
    assert employers(found) >= {f"Ada North -> Fernley {council} Council | Member"}


def test_a_label_over_some_rows_of_a_table_in_a_pdf_is_no_part_of_the_row_above() -> None:
    page = documents.Pdf()
    lines = (
        ("Ada North", "Member"),
        ("Ben Castle", "Member"),
        ("Watson Robinson", "Convenor"),
        ("Attending:", ""),
        ("Carla Denby", "Police Scotland"),
        ("Dev Patel", "Member of Public"),
        ("Apologies:", ""),
        ("Erin Walsh", "Secretary"),
    )
    below = 100.0
    for name, office in lines:
        below += 18 if office else 12
        page.put(60, below, name)
        if office:
            page.put(240, below, office)
    text = read("x.pdf", page.save())
    found = extract(text)
    rows = [block.text.strip() for block in text.blocks if block.kind is Kind.ROW]
    assert [row.split("\t")[0] for row in rows] == [name for name, _ in lines]
    named = {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Person)}
    assert {"Watson Robinson Attending", "Dev Patel Apologies"}.isdisjoint(named)


def test_a_bullet_before_a_large_line_of_a_pdf_makes_it_an_item() -> None:
    page = documents.Pdf()
    page.put(60, 100, "1. Matters arising", 14, bold=True)
    page.put(60, 130, "• Website", 12, bold=True)
    for index in range(6):
        page.put(
            60, 150 + 13 * index, f"The page was looked at by {index + 2} members and will be mended by the next time."
        )
    kinds = {block.text: block.kind for block in read("x.pdf", page.save()).blocks}
    assert kinds["Website"] is Kind.ITEM


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Fernley Parish Council", "local authority"),
        ("Fernley Town Council", "local authority"),
        ("Fernley Community Council", None),
    ],
)
def test_parish_and_town_councils_are_local_authorities(name: str, kind: str | None) -> None:
    assert kind_of_name(name) == kind


def test_a_title_of_minutes_above_the_day_of_the_meeting_names_the_body_alone() -> None:
    lines = (
        "# Minutes of the Fernley Carers Board",
        "Meeting of 4 February 2031 at 10 am, Corn Hall",
        "**Chair:** Cllr Ada North",
        "**Members present:** Ben Castle (Alder Trust), Cara Denby (Vale Council)",
        "1. Welcome. Ada North welcomed all.",
    )
    found = extract(read("notes.md", "\n\n".join(lines).encode()))
    assert the(found, Event).name == "Fernley Carers Board Meeting"
    assert "Ada North -> Fernley Carers Board | Chair" in employers(found)


def test_minutes_are_of_the_meeting_that_they_begin_with_and_not_of_one_that_an_item_tells_of() -> None:
    found = extract(
        read(
            "board.md",
            b"# Dale Homes and Health Partnership Board\n\nMinutes of the meeting held on 4 February 2031 at County Hall\n\n"
            b"| Present | |\n| --- | --- |\n| Ada North (Chair) | Director, Dale Council |\n\n"
            b"## 2. Feedback from the Winter Summit\n\nIV reported on the Winter Summit, held at The Forum on 14 January and "
            b"hosted by Elm Trust. Forty-three people attended.\n",
        )
    )
    assert the(found, Event).name == "Dale Homes and Health Partnership Board meeting"
