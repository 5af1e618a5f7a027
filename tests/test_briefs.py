"""Briefs that set challenges, for a gathering or before anybody met; and questions that were talked over."""

import pytest

from loaders.curation.gate import too_little
from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.nodes import Challenge, Idea, Model

BRIEF = """## Challenge 1: Lost Hens – Home by Night

The Challenge: Hens stray after dusk and nobody who finds one knows whose it is, so that most are never brought back.

**What to focus on:**

* Children who find one
* Owners without telephones

**Inspiration:**

* Could a ring on the leg say whose it is?
* How might neighbours be told?

**Judging criteria:**

* Usability – Is it easy?
* Use of Open Data – You need to use some.

## Challenge 2: Dry Hay

The Challenge: Farms of one valley mow on the same day, and the one baler that they share comes too late for half of them.

**Prizes:**

* £500
* A mentor
"""


def reading(text: str) -> Extraction:
    return extract(read("brief.md", text.encode()))


def titles(found: Extraction) -> set[str]:
    return {node.title for node in found.bundle.facts.nodes.values() if isinstance(node, Challenge)}


@pytest.mark.parametrize("head", ["", "# Hen Hack 2031\n\nHen Hack 2031 took place in Hull on 9 March 2031.\n\n"])
def test_a_brief_sets_challenges_and_nothing_else(head: str) -> None:
    found = reading(head + BRIEF)
    assert titles(found) == {"Lost Hens – Home by Night", "Dry Hay"}
    assert not [node for node in found.bundle.facts.nodes.values() if isinstance(node, Idea | Model)]
    assert not too_little(found.bundle)


def test_exercises_are_no_challenges() -> None:
    assert not titles(
        reading("# Club\n\n## Challenge 1: Sums\n\nAdd two.\n\n## Challenge 2: Words\n\nTurn a word round.\n")
    )


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        ("The session had these discussion points:", True),
        ("## Points for discussion", True),
        ("We discussed three questions:", True),
        ("The survey had these questions:", False),
    ],
)
def test_questions_that_were_talked_over(lead: str, asked: bool) -> None:
    listed = "- What would make bus data useful?\n- Who pays for it?\n"
    found = titles(reading(f"# Open Transport Roundtable\n\n14 March 2031, Leeds\n\n{lead}\n\n{listed}"))
    assert found == ({"What would make bus data useful?", "Who pays for it?"} if asked else set())
