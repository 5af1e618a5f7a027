"""Who wrote a page, in whatever form its front matter says so; and near misses."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import WorksFor, Wrote

_TEXT = "\n\nIt rained on Dale for a week, and the mill was shut.\n"


def reading(front: str) -> Extraction:
    return extract(read("notes.md", (front + _TEXT).encode()))


def authors(found: Extraction) -> set[str]:
    links = found.bundle.facts.links.values()
    return {link.source.removeprefix("person/") for link in links if isinstance(link, Wrote)}


@pytest.mark.parametrize(
    ("said", "who"),
    [
        ("author: Ada North", {"ada-north"}),
        ("author: 'Ada North'", {"ada-north"}),
        ('author: "Ada North, Daniel S. West, and Rosa Moss"', {"ada-north", "daniel-s-west", "rosa-moss"}),
        ('authors: ["Ada North", "Rosa Moss"]', {"ada-north", "rosa-moss"}),
        ("authors:\n- Ada North\n- Rosa Moss", {"ada-north", "rosa-moss"}),
        ("author:\n -\n    fullname: Ada North\n    email: ada@example.org", {"ada-north"}),
        ("author:\n  first_name: Ada\n  last_name: North-West\n  slug: ada", {"ada-north-west"}),
        ('author: "<a href=\\"https://example.org/ada\\">Ada North</a>"', {"ada-north"}),
        ("author: Ada North <ada@example.org>", {"ada-north"}),
        ("author: Quenby Larkwhistle", {"quenby-larkwhistle"}),
        ("author: Digital Team", set()),
        ("author: ada", set()),
    ],
)
def test_who_wrote_a_page(said: str, who: set[str]) -> None:
    assert authors(reading(f"---\ntitle: Notes from Dale\n{said}\n---")) == who


def test_who_wrote_a_page_whose_front_matter_is_toml() -> None:
    assert authors(reading('+++\ntitle = "Notes from Dale"\nauthor = "Ada North"\n+++')) == {"ada-north"}


def test_who_wrote_a_draft_of_a_standard() -> None:
    front = "---\ntitle: Notes from Dale\nauthor:\n -\n    fullname: Ada North\n\n--- abstract\n\nRain.\n\n--- middle"
    assert authors(reading(front)) == {"ada-north"}


def test_an_authors_office_and_body() -> None:
    found = reading(
        "---\ntitle: Notes from Dale\nauthor:\n  - name: Ada North\n    job: Clerk\n    employer: Quill Trust\n---"
    )
    assert authors(found) == {"ada-north"}
    [link] = [link for link in found.bundle.facts.links.values() if isinstance(link, WorksFor)]
    assert (link.target, link.role) == ("organisation/quill-trust", "Clerk")


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("Prepared for Dale Council by Ada North", {"ada-north"}),
        ("Put together by Ada North and Rosa Moss, May 2031", {"ada-north", "rosa-moss"}),
        ("Drafted by: Ada North", {"ada-north"}),
        ("This report was drawn up by Ada North.", {"ada-north"}),
        ("The meal was prepared by Ada North.", set()),
        ("A plan was put together for us by Ada North.", set()),
    ],
)
def test_a_line_says_who_put_the_document_together(line: str, who: set[str]) -> None:
    assert authors(reading(f"# Warm rooms\n\n{line}")) == who
