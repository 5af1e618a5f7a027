"""Bodies that one document spells in several ways are one; near misses are not."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Organisation


def bodies(*names: str) -> dict[str, tuple[str, ...]]:
    people = "Ada North", "Ben Marsh", "Cora Dale"
    listed = "\n".join(f"- {person}, Chair, {name}" for person, name in zip(people, names, strict=False))
    text = f"# Notes from the Vale\n\n## Participants\n\n{listed}\n\nIt rained on {names[0]} all day.\n"
    facts = extract(read("notes.md", text.encode())).bundle.facts
    return {n.name: n.aliases for n in facts.nodes.values() if isinstance(n, Organisation)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of Thornby", "Thornby University"),
        ("Alder's Design Centre", "Alder Design Centre"),
        ("Rowan Day Care Services", "Rowan Day Care Service"),
        ("Larch Institute for Applied Data", "Larch Institute of Applied Data"),
        ("U.S. Rowan Policy Network", "US Rowan Policy Network"),
        ("United States Rowan Policy Network", "U.S. Rowan Policy Network"),
        ("U.S. Department of Rowans", "Department of Rowans"),
        ("Elm Vale NHS Foundation Trust", "Elm Vale NHSFT"),
        ("Great Alder Record Network", "GAR Network"),
    ],
)
def test_the_same_words_are_one_body(one: str, other: str) -> None:
    [(name, aliases)] = bodies(one, other).items()
    assert {name, *aliases} == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of Thornby", "Thornby College"),
        ("Rowan Day Care Services", "Rowan Night Care Services"),
        ("Great Alder Record Network", "GAL Network"),
        ("Essex County Council", "Essex Trust"),
    ],
)
def test_other_words_are_another_body(one: str, other: str) -> None:
    assert set(bodies(one, other)) == {one, other}
