"""Pages that present bodies and their work in cards: headings of one level, each with a text about its bearer."""

import pytest

from loaders.extract import Extraction, extract
from loaders.formats.markdown import read_markdown
from schema.links import LocatedIn
from schema.nodes import Model, Organisation, Person


def _read(source: str) -> Extraction:
    return extract(read_markdown(source, name="page", sha256="0" * 64))


def _names(source: str, kind: type[Model] | type[Organisation]) -> set[str]:
    return {n.name for n in _read(source).bundle.facts.nodes.values() if isinstance(n, kind)}


def _page(title: str, *texts: str) -> str:
    heads = ("Paper Boats", "Second Helping, Peru", "Clock, Inc.")
    return (
        f"# {title}\n\n" + "\n\n".join(f"## {head}\n\n{text}" for head, text in zip(heads, texts, strict=True)) + "\n"
    )


SITES = (
    "Writing classes in three prisons every week.\n\n[paperboats.example](https://paperboats.example/)",
    "Rescues food from forty grocery stores by bicycle.\n\n[our page](https://helping.example)",
    "A drop-in house for families who are new in the town.\n\n[clock.example](https://clock.example/)",
)


def test_cards_of_those_who_were_given_something_name_bodies_and_models() -> None:
    page = _page("Recent grant recipients", *SITES)
    assert _names(page, Organisation) == {"Paper Boats", "Second Helping", "Clock, Inc"}
    assert _names(page, Model) == {"Paper Boats", "Second Helping", "Clock, Inc"}
    assert {link.target for link in _read(page).bundle.facts.links.values() if isinstance(link, LocatedIn)} == {
        "place/peru"
    }


def test_texts_that_go_on_from_their_heading_tell_of_a_model() -> None:
    page = _page(
        "Five projects that we like",
        "Is a workshop where bikes are mended.",
        "Meets every Monday in the hall.",
        "Runs a line for tired carers.",
    )
    assert len(_names(page, Model)) == 3


def test_who_acts_below_its_own_heading_is_a_body() -> None:
    page = _page(
        "Our stories",
        "Paper Boats teaches writing in prisons.",
        "With a loan it bought a pump.",
        "Clock, Inc. mends clocks here.",
    )
    assert "Paper Boats" in _names(page, Organisation)


def test_cards_of_a_page_that_says_nothing_of_work_are_no_models() -> None:
    assert not _names(_page("Rooms to let", *SITES), Model)


def test_a_part_of_a_site_is_no_body() -> None:
    assert not _names("# Tools\n\nRead the [Docs](https://docs.quill.example/) of it all.\n", Organisation)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("# Funds\n\n## Alder Fund\n\nIs a Social Enterprise in Hull. Alder Fund has a shop.\n", "social enterprise"),
        ("Alder Fund is a national charity for carers.\n", "charity"),
        ("The day was held by Alder Parish Council.\n", "local authority"),
        ("We met the Alder School for Girls.\n", "school or college"),
    ],
)
def test_what_a_text_says_of_a_body_goes_before_what_its_name_says(told: str, kind: str) -> None:
    bodies = [n for n in _read(told).bundle.facts.nodes.values() if isinstance(n, Organisation)]
    assert [body.kind for body in bodies] == [kind]


@pytest.mark.parametrize(
    "told",
    [
        "Ada North holds the Lady Bellhouse Scholarship and the Carl Dale Medal.",
        "Ada North reads Gender Studies.\n\n[Download Carl Dale](https://quill.example/dale.pdf)",
    ],
)
def test_honours_studies_and_buttons_are_nobody(told: str) -> None:
    people = {n.name for n in _read(f"# Fellows\n\n{told}\n").bundle.facts.nodes.values() if isinstance(n, Person)}
    assert people <= {"Ada North"}


def test_parts_of_a_page_are_no_cards() -> None:
    parts = (
        "## Getting Started",
        "Installs with one command.",
        "## Road Map",
        "Lists what comes next for all.",
        "## Release Notes",
    )
    assert not _names("# Five projects\n\n" + "\n\n".join((*parts, "Adds two new ways of sorting rows.")) + "\n", Model)
