"""People whose name is set apart by its look or place alone, with office and body run on behind it; and near misses."""

import io

import pytest
from docx import Document
from stated import employers, names_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended
from schema.nodes import Organisation, Person

FRONT = "Harbour Forum 2031: homes"
TOLD = "The Harbour Forum 2031 took place on 7 May 2031 at the Maltings Hall, Ipswich."
LINES = (
    ("John Marsh", "Data Analyst The Larch Lane"),
    ("Mary Dunn", "Deputy Director for Open Records NHRA Coastal Survey Service"),
    ("Laura Reed", "Chief Executive Officer Quill Harbour"),
    ("Peter Holt", "Acting Budget Officer NHRA Office of the Secretary"),
)
WORK = {
    "John Marsh -> The Larch Lane | Data Analyst",
    "Mary Dunn -> NHRA Coastal Survey Service | Deputy Director for Open Records",
    "Laura Reed -> Quill Harbour | Chief Executive Officer",
    "Peter Holt -> NHRA Office of the Secretary | Acting Budget Officer",
}


def markdown(heading: str, items: str) -> Extraction:
    return extract(read("forum.md", f"# {FRONT}\n\n{TOLD}\n\n## {heading}\n\n{items}\n".encode()))


def html(items: str) -> Extraction:
    page = f"<html><body><h1>{FRONT}</h1><p>{TOLD}</p><h2>Attendees</h2><ul>{items}</ul></body></html>"
    return extract(read("forum.html", page.encode()))


def word() -> Extraction:
    document, kept = Document(), io.BytesIO()
    document.add_heading(FRONT, 1)
    document.add_paragraph(TOLD)
    document.add_heading("Attendees", 2)
    for name, rest in LINES:
        item = document.add_paragraph(style="List Bullet")
        item.add_run(name).bold = True
        item.add_run(f" {rest}")
    document.save(kept)
    return extract(read("forum.docx", kept.getvalue()))


@pytest.mark.parametrize(
    "found",
    [
        lambda: html("".join(f"<li><span>{name}</span> {rest}</li>" for name, rest in LINES)),
        lambda: html("".join(f"<li> <span class='who'>{name} </span>{rest} </li>" for name, rest in LINES)),
        lambda: markdown("Attendees", "\n".join(f"- **{name}** {rest}" for name, rest in LINES)),
        word,
    ],
    ids=["span", "span with the space", "bold", "bold in Word"],
)
def test_a_name_set_apart_parts_name_office_and_body(found: object) -> None:
    assert callable(found)
    read_so = found()
    assert employers(read_so) == WORK
    came = {link.source for link in read_so.bundle.facts.links.values() if isinstance(link, Attended)}
    assert {"person/john-marsh", "person/peter-holt", "organisation/quill-harbour"} <= came


def test_without_a_name_set_apart_such_a_line_is_no_body() -> None:
    found = markdown("Attendees", "\n".join(f"- {name} {rest}" for name, rest in LINES))
    assert not {body for body in names_of(found, Organisation) if body.startswith(tuple(name for name, _ in LINES))}


def test_fields_of_work_behind_an_office_are_no_body() -> None:
    items = "".join(f"<li><span>{name}</span> Director Regional Markets and Adult Services</li>" for name, _ in LINES)
    found = html(items)
    assert employers(found) == set()
    assert names_of(found, Person) == {name for name, _ in LINES}


def test_a_letter_in_brackets_is_a_mark_and_no_body() -> None:
    found = extract(
        read("minutes.md", f"# {FRONT}\n\n{TOLD}\n\nPresent: John Marsh(M), Mary Dunn (M), Laura Reed (C)\n".encode())
    )
    assert names_of(found, Person) == {"John Marsh", "Mary Dunn", "Laura Reed"}
    assert employers(found) == set()


@pytest.mark.parametrize(
    ("line", "people", "work"),
    [
        ("John Marsh, Mary Dunn, Gwenfyl Holt, Laura Reed, Peter Moss", 5, set()),
        (
            "John Marsh, Quill Trust, Mary Dunn, Larch Lane CIC",
            2,
            {"John Marsh -> Quill Trust", "Mary Dunn -> Larch Lane CIC"},
        ),
    ],
)
def test_a_rare_first_name_amid_names_is_a_person(line: str, people: int, work: set[str]) -> None:
    found = extract(read("minutes.md", f"# {FRONT}\n\n{TOLD}\n\nPresent: {line}\n".encode()))
    assert len(names_of(found, Person)) == people
    assert employers(found) == work


TABLE = """| Wrexham County Borough Council | Northern Survey Mapping Programme |
|---|---|
| John Marsh Land Records Officer | Peter Holt Delivery Manager |
| Mary Dunn Systems Manager (Planning) | Laura Reed and Alan Moss Business Analysts |
"""


def test_columns_headed_by_bodies_say_for_whom_people_work() -> None:
    found = markdown("Who was involved?", TABLE)
    assert names_of(found, Person) == {"John Marsh", "Peter Holt", "Mary Dunn", "Laura Reed", "Alan Moss"}
    council = {line for line in employers(found) if "Wrexham" in line}
    assert {line.partition(" -> ")[0] for line in council} == {"John Marsh", "Mary Dunn"}
    assert not {body for body in names_of(found, Organisation) if "Manager" in body or "Analyst" in body}


def test_another_thing_under_a_body_is_nobody_and_only_who_has_an_office_works_for_it() -> None:
    found = markdown(
        "Who was involved?", TABLE.replace("Mary Dunn Systems Manager (Planning)", "Four thousand charges")
    )
    assert names_of(found, Person) == {"John Marsh", "Peter Holt", "Laura Reed", "Alan Moss"}
    assert names_of(found, Organisation) == {"Wrexham County Borough Council"}
    assert employers(found) == {"John Marsh -> Wrexham County Borough Council | Land Records Officer"}


@pytest.mark.parametrize("field", ["authors:\n  - John Marsh\n  - Mary Dunn", "author:\n- John Marsh\n- Mary Dunn"])
def test_authors_listed_in_a_front_matter_are_people(field: str) -> None:
    found = extract(
        read("notes.md", f"---\ntitle: Notes\n{field}\ndate: 2031-05-07\n---\n\n## What we saw\n\nRain.\n".encode())
    )
    assert names_of(found, Person) == {"John Marsh", "Mary Dunn"}
