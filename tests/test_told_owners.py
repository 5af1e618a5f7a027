"""Who owns and who supports a challenge, from sentences."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Owns, Supports
from schema.nodes import Organisation, Person

DAY = "# Ferry Table 2031\n\nFerry Table 2031 was held at the Corn Hall, Leeds on 14 May 2031.\n\n## Challenge 1: Buses\n\n"
IDEAS = "\n\n### Ideas\n\n1. Lend a yard.\n2. Pay for a bus.\n"


def backers(words: str) -> dict[str, set[str]]:
    """Return the names of those who own and who support the challenge that the words tell of."""
    facts = extract(read("notes.md", f"{DAY}{words}{IDEAS}".encode())).bundle.facts
    found: dict[str, set[str]] = {"owns": set(), "supports": set()}
    for link in facts.links.values():
        if isinstance(link, Owns | Supports):
            node = facts.nodes[link.source]
            assert isinstance(node, Person | Organisation)
            found["owns" if isinstance(link, Owns) else "supports"].add(node.name)
    return found


@pytest.mark.parametrize(
    ("words", "owns", "supports"),
    [
        (
            "Ada North, Head of Care at Dale Council, was the owner. Supporting her were Bella Lee, general manager of Elm Street "
            "Trust, and Cora Dean of the Oak Foundation.",
            {"Ada North", "Dale Council"},
            {"Bella Lee", "Elm Street Trust", "Cora Dean", "Oak Foundation"},
        ),
        (
            "This problem was brought by Ada North, who manages the night service of Dale Council in the west.",
            {"Ada North", "Dale Council"},
            set(),
        ),
        (
            "Ada North, who is lead officer for buses in Dale Council, owned this one. In support were Bella Lee, chair of the "
            "Elm Street Trust, and Cora Dean of the Oak Foundation.",
            {"Ada North", "Dale Council"},
            {"Bella Lee", "Elm Street Trust", "Cora Dean", "Oak Foundation"},
        ),
        (
            "Ada North, of Dale Council, told of empty buses. She owned the challenge together with Bella Lee, Chair of the "
            "Elm Street Trust. Cora Dean of the Oak Foundation was their supporter.",
            {"Ada North", "Dale Council", "Bella Lee", "Elm Street Trust"},
            {"Cora Dean", "Oak Foundation"},
        ),
        (
            "The owner was Ada North, Head of Care at Dale Council. Bella Lee, who chairs a choir, was her supporter.",
            {"Ada North", "Dale Council"},
            {"Bella Lee"},
        ),
    ],
)
def test_sentences_tell_who_owns_and_supports(words: str, owns: set[str], supports: set[str]) -> None:
    assert backers(words) == {"owns": owns, "supports": supports}


def test_somebody_without_office_or_body_far_from_such_words_is_not_meant() -> None:
    found = backers(
        "Ada North, Head of Care at Dale Council, was the owner. A film about Bella Lee was seen by all in the evening."
    )
    assert found == {"owns": {"Ada North", "Dale Council"}, "supports": set()}


def test_we_are_no_body() -> None:
    assert backers("We owned this challenge ourselves, with the help of the Oak Foundation.") == {
        "owns": set(),
        "supports": {"Oak Foundation"},
    }
