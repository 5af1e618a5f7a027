"""People whom the form of a document ties to bodies: as data above a text, by an at sign, by links; and near misses."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import WorksFor


def reading(words: str) -> Extraction:
    return extract(read("notes.md", words.encode()))


def named(found: Extraction, label: str) -> set[str]:
    return {i.removeprefix(f"{label}/") for i in found.bundle.facts.nodes if i.startswith(f"{label}/")}


def employers(found: Extraction) -> set[tuple[str, str]]:
    ends = [(k.source, k.target) for k in found.bundle.facts.links.values() if isinstance(k, WorksFor)]
    return {(person.removeprefix("person/"), body.removeprefix("organisation/")) for person, body in ends}


@pytest.mark.parametrize("field", ["affiliation", "organisation", "Institution"])
@pytest.mark.parametrize("key", ["participants", "speakers", "our_panel"])
def test_people_of_a_front_matter(key: str, field: str) -> None:
    found = reading(
        f"---\ntitle: Vale Days\n{key}:\n"
        f'  - {{name: Ngozi Kerrigan (online), {field}: "University of Rijeka, Croatia"}}\n'
        f"  - name: Rajesh Moss\n    role: Director\n    {field}: Quill Trust\n---\n\nIt rained on the vale.\n"
    )
    assert {("ngozi-kerrigan", "university-of-rijeka"), ("rajesh-moss", "quill-trust")} <= employers(found)


@pytest.mark.parametrize("field", ["description", "role", "subtitle"])
def test_people_of_a_front_matter_by_office_and_body_in_one(field: str) -> None:
    found = reading(
        f"---\ntitle: Who we are\nteamMembers: {{\n"
        f'  one: {{name: Ngozi Kerrigan, {field}: "Chair, Quill Trust"}},\n'
        f'  two: {{name: Rajesh Moss, {field}: "Director of Homes, Fir District Council"}}}}\n---\n\nIt rained.\n'
    )
    assert employers(found) == {("ngozi-kerrigan", "quill-trust"), ("rajesh-moss", "fir-council")}


@pytest.mark.parametrize(
    "front",
    [
        "team:\n  - {name: Ngozi Kerrigan, description: 'She came to the vale, where it rained, and stayed'}\n"
        "  - {name: Quill, description: plain}",
        "sections:\n  - {name: Ngozi Kerrigan}\n  - {title: Homes}",
        "images:\n  - {name: Ngozi Kerrigan, file: a.png}",
        "participants: &a\n  - {name: [*a]}",
        "participants: [name: {",
    ],
)
def test_what_is_no_list_of_people(front: str) -> None:
    found = reading(f"---\ntitle: Vale Days\n{front}\n---\n\nIt rained on Quill Trust.\n")
    assert not employers(found)


def test_people_at_bodies() -> None:
    found = reading(
        "# Whom I met\n\n- Reba @ Vale Cyclist\n- Ngozi Kerrigan @ VRCF / CoopVale\n- ??? @ Just Vale Coffee\n- Jo @\n"
    )
    assert employers(found) == {
        ("reba", "vale-cyclist"),
        ("ngozi-kerrigan", "vrcf"),
        ("ngozi-kerrigan", "coopvale"),
    }
    assert {"reba", "ngozi-kerrigan", "jo"} == named(found, "person")
    assert "just-vale-coffee" in named(found, "organisation")


@pytest.mark.parametrize(
    "words", ["- Rice @ 3 kg\n- Tea @ home\n- Oil @ the shop\n", "- Reba @ Vale Cyclist\n\nIt rained.\n"]
)
def test_an_at_sign_alone_makes_nobody(words: str) -> None:
    assert "reba" not in named(reading(f"# Whom I met\n\n{words}"), "person")
    assert not employers(reading(f"# Whom I met\n\n{words}"))


def test_bodies_that_links_part() -> None:
    lines = "\n\n".join(
        (
            "`Fiona Moss <http://fionamoss.example/>`__, `Moss Quill <http://mossquill.example/>`__ and Vale Ring Institute",
            "Peter Kerrigan, [Quillpack](https://quillpack.example/) and University of Texas at Austin",
            "Anna Browning, Quill Trust",
            "James Low, `Quill Trust <https://quill.example>`_",
        )
    )
    found = reading(f"# The Vale Report\n\nIt rained.\n\nPeople\n\n{lines}\n")
    assert employers(found) == {
        ("fiona-moss", "moss-quill"),
        ("fiona-moss", "vale-ring-institute"),
        ("peter-kerrigan", "quillpack"),
        ("peter-kerrigan", "university-of-texas-at-austin"),
        ("anna-browning", "quill-trust"),
        ("james-low", "quill-trust"),
    }


def test_times_in_a_list_of_those_who_came() -> None:
    found = reading(
        "# Vale meeting\n\n## Attendees\n\n- Quill Trust\n- 2.30pm, Wednesday 7th December 2005\n- Dates of Meetings for 2005\n"
    )
    assert named(found, "organisation") == {"quill-trust"}
