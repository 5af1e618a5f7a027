"""Lessons inside lists: below a point that says so, and in a list whose titles the sentence before it named."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Insight

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def lessons(text: str) -> dict[str, str | None]:
    found = extract(read("notes.md", (text + "\n").encode()))
    return {node.title: node.text for node in found.bundle.facts.nodes.values() if isinstance(node, Insight)}


@pytest.mark.parametrize("point", ["Key themes", "Lessons learned:", "Key takeaways"])
def test_a_point_heads_the_lessons_below_it(point: str) -> None:
    page = f"{DAY}## Panel\n\n- Welcome\n- {point}\n  - Trust:\n    - It takes years.\n  - Time:\n    - We have none.\n- Coffee\n"
    assert lessons(page) == {"Trust": "It takes years.", "Time": "We have none."}
    assert not lessons(page.replace(point, "Questions from the floor"))


NAMED = (
    "## Dreaming\n\nWe heard of a number of key themes: {named}.\n\nThey are written up below.\n\n"
    "- **Timeliness**: news comes late.\n- **Fine grain**: towns differ.\n- **Trust & time**: both are short.\n"
)


def test_a_sentence_names_the_lessons_of_the_list_after_it() -> None:
    assert set(lessons(DAY + NAMED.format(named="timeliness, fine grain, and trust & time"))) == {
        "Timeliness",
        "Fine grain",
        "Trust & time",
    }
    assert not lessons(DAY + NAMED.format(named="money, buses, and trust & time"))
