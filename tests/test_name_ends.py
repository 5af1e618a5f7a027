"""Where the names of bodies, people and gatherings end, and words that name none of them though they stand where names do."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Event
from tests.stated import employers


def stated(words: str) -> set[str]:
    return employers(extract(read("notes.md", f"# Notes from the Vale\n\n{words}\n".encode())))


def test_a_body_ends_where_the_sentence_goes_on() -> None:
    found = stated("Anna Kerrigan from the Department of Botany at the University of Elmstead then told of the vale.")
    assert {said.split(" | ")[0] for said in found} == {"Anna Kerrigan -> University of Elmstead"}


def test_two_bodies_of_which_one_is_a_clinic() -> None:
    found = stated("## Speakers\n\n- **Anna Kerrigan**, Professor of Medicine, Tarn Clinic and Elmstead University")
    assert {said.split(" | ")[0] for said in found} == {
        "Anna Kerrigan -> Tarn Clinic",
        "Anna Kerrigan -> Elmstead University",
    }


@pytest.mark.parametrize("fields", ["Health, Sport and Public Policy", "Housing, Transport and Physical Activity"])
def test_an_offices_fields_are_no_body(fields: str) -> None:
    assert stated(f"## Speakers\n\n- **Anna Kerrigan**, Lecturer in {fields}") == set()


def test_what_sort_of_people_came_names_no_body() -> None:
    words = "## Attendees\n\n- Board\n- Experts\n- Data Practitioners\n- Other interested parties\n- Some knowledge\n- Quill Works"
    nodes = extract(read("notes.md", f"# Vale Forum 2031\n\n{words}\n".encode())).bundle.facts.nodes
    assert {i for i in nodes if i.startswith("organisation/")} == {"organisation/quill-works"}


@pytest.mark.parametrize("land", ["Grimsel Park", "Moorsel Common", "Tarnsel Rd"])
def test_open_land_is_nobody(land: str) -> None:
    nodes = extract(read("notes.md", f"# Notes from the Vale\n\n{land} was named twice.\n".encode())).bundle.facts.nodes
    assert not any(i.startswith("person/") for i in nodes)


def test_a_first_name_is_no_gathering() -> None:
    words = (
        "On 24 November 2031, the Elm Trust invited people from the vale to attend a meeting on the care of very old trees."
        "\n\nThe work began with a public event, featuring many; after this event, David wrote a paper about it. David left."
    )
    nodes = extract(read("notes.md", f"# Old trees\n\n{words}\n".encode())).bundle.facts.nodes.values()
    assert "David" not in [node.name for node in nodes if isinstance(node, Event)]
