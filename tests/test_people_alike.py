"""Rare names that stand where people's names stand; and near misses."""

import pytest

from loaders.extract import extract
from loaders.sources import read


def people(text: str, name: str = "notes.md") -> set[str]:
    nodes = extract(read(name, text.encode())).bundle.facts.nodes
    return {node.removeprefix("person/") for node in nodes if node.startswith("person/")}


_KNOWN = ("Ada North", "Rosa Moss", "Peter West", "Daniel Lane")
_RARE = ("Quenby Larkwhistle", "Thomas Ma")
_BOTH = {"quenby-larkwhistle", "thomas-ma"}


def test_in_a_column_of_a_table() -> None:
    rows = "".join(f"| 1{at}:00 | Nets {at} | {name} |\n" for at, name in enumerate((*_KNOWN, *_RARE)))
    assert people(f"# Quay Day\n\n| Time | Talk | Speaker |\n|---|---|---|\n{rows}") >= _BOTH


def test_on_cards() -> None:
    cards = "".join(f"<div><img src='a.jpg'/><p>{name}</p></div>" for name in (*_KNOWN, *_RARE))
    assert people(f"<html><body><h1>Quay Day</h1>{cards}</body></html>", "page.html") >= _BOTH


def test_at_the_ends_of_headings() -> None:
    heads = "".join(
        f"### Panel {at} - {name}\n\nIt rained on the nets all day.\n\n" for at, name in enumerate((*_KNOWN, *_RARE))
    )
    assert people(f"# Quay Day\n\n{heads}") >= _BOTH


def test_in_a_row_of_links() -> None:
    links = ", ".join(f"[{name}](https://quay.example/{at})" for at, name in enumerate((*_KNOWN, *_RARE)))
    assert people(f"# Quay Day\n\nIt was held with help from {links} (who made the poster).\n") >= _BOTH


@pytest.mark.parametrize(
    ("printed", "url", "shown"),
    [
        ("Quenby Larkwhistle", "https://twitter.com/qlarkwhistle", True),
        ("Bill Larkwhistle", "https://twitter.com/larkwhistle", True),
        ("Quenby Larkwhistle", "https://quay.example/people/larkwhistle-q/", True),
        ("Quenby Larkwhistle", "https://twitter.com/quenbylarkwhistle", False),
        ("Quenby Larkwhistle", "https://quay.example/larkwhistle", False),
        ("Quenby Larkwhistle", "https://twitter.com/quay", False),
        ("Fresh Boats", "https://twitter.com/fboats", False),
    ],
)
def test_by_a_link_to_a_page_of_ones_own(printed: str, url: str, shown: bool) -> None:
    assert bool(people(f"# Quay Day\n\nThe nets were brought by [{printed}]({url}) and sold at noon.\n")) is shown


@pytest.mark.parametrize(
    "entries",
    [
        ("Ada North", "Rosa Moss", "Peter West", "Elmford", "Fresh Boats", "Lunch Break", "Open Floor"),
        ("Ada North", "Quenby Larkwhistle", "Kessler Trondhold", "Marvel Tarn"),
    ],
)
def test_what_stands_among_too_few_names_is_none(entries: tuple[str, ...]) -> None:
    rows = "".join(f"| {at} | {entry} |\n" for at, entry in enumerate(entries))
    assert not people(f"# Quay Day\n\n| No | What |\n|---|---|\n{rows}") & {
        "fresh-boats",
        "lunch-break",
        "quenby-larkwhistle",
    }
