"""Bodies in brackets behind the word for what they are, and brackets that hold something else."""

import pytest
from stated import names_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended
from schema.nodes import Organisation, Place

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(words: str) -> Extraction:
    return extract(read("notes.md", (DAY + words + "\n").encode()))


def bodies(found: Extraction) -> set[str]:
    return names_of(found, Organisation)


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("We heard from charities (Lantern Makers, ELF and the Quay Fund).", {"Lantern Makers", "ELF", "Quay Fund"}),
        ("Talks by Universities (Oxford; LSHTM, etc.) ended it.", {"University of Oxford", "LSHTM"}),
        ("We met public health bodies (e.g. UKHSA, WHO).", {"UK Health Security Agency", "WHO"}),
        ("We met councils (Leeds, Hull).", {"Leeds City Council", "Hull City Council"}),
        ("We met charities (Leeds, Hull).", set()),
        ("We met towns (Leeds, Hull).", set()),
        ("We met companies (see Annex 2, Table 3).", set()),
        ("We met charities (Ada North, Jo Fern).", set()),
        ("We met universities (Rome, Lantern Makers).", set()),
        ("We met councils (Leeds).", set()),
    ],
)
def test_a_bracket_behind_a_kind_word_lists_bodies(sentence: str, named: set[str]) -> None:
    assert bodies(reading(sentence)) == named


def test_a_town_is_a_body_only_inside_the_bracket() -> None:
    found = reading("We met councils (Leeds, Hull). The road to Hull was long.")
    assert {"Leeds", "Hull"} <= {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Place)}
    assert "Hull" in next(
        node.aliases
        for node in found.bundle.facts.nodes.values()
        if isinstance(node, Organisation) and node.name.startswith("Hull")
    )


@pytest.mark.parametrize(
    ("sentence", "came"),
    [
        ("Participants came from universities (Oxford, LSHTM).", 2),
        ("The day was attended by councils (Leeds, Hull) and residents.", 2),
        ("The report cites universities (Oxford, LSHTM).", 0),
    ],
)
def test_they_came_where_the_sentence_says_so(sentence: str, came: int) -> None:
    links = reading(sentence).bundle.facts.links.values()
    assert sum(isinstance(link, Attended) for link in links) == came


def test_the_word_in_front_says_their_kind() -> None:
    nodes = reading("We met universities (LSHTM, Marsh Makers).").bundle.facts.nodes.values()
    assert {node.name: node.kind for node in nodes if isinstance(node, Organisation)} == {
        "LSHTM": "university",
        "Marsh Makers": "university",
    }
