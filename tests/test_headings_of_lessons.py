"""Which headings open lessons: what went well however it is said, and words behind a colon; and what below one is none."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Insight

EVENT = "# Coast Day 2031\n\nCoast Day took place on 4 May 2031 in Hull.\n\n"
ITEMS = "- Start small and grow\n- Ask before you build\n- Keep the room warm\n"
SAID = {"Start small and grow", "Ask before you build", "Keep the room warm"}


def lessons(text: str) -> set[str]:
    facts = extract(read("day.md", text.encode())).bundle.facts
    return {node.title for node in facts.nodes.values() if isinstance(node, Insight)}


@pytest.mark.parametrize(
    "heading", ["What worked", "What worked well and why", "Success factors", "Results: overarching themes"]
)
def test_such_a_heading_opens_lessons(heading: str) -> None:
    assert lessons(f"{EVENT}## {heading}\n\n{ITEMS}") == SAID


@pytest.mark.parametrize("heading", ["What worked elsewhere", "Group 9: Learning", "Results: overall numbers"])
def test_such_a_heading_opens_none(heading: str) -> None:
    assert not lessons(f"{EVENT}## {heading}\n\n{ITEMS}")


def test_a_link_that_is_called_somebody_s_lessons_opens_none() -> None:
    text = (
        f"{EVENT}## Afterwards\n\nSee these:\n\nElm Trust: [Our lessons from the coast](https://elm.test/lessons)\n\n"
    )
    assert not lessons(f"{text}{ITEMS}")


def test_a_table_behind_the_list_of_lessons_holds_none() -> None:
    assert lessons(f"{EVENT}## Lessons\n\n{ITEMS}\n| People | Places |\n|---|---|\n| 12 | 9 |\n| 15 | 8 |\n") == SAID


def test_words_before_a_colon_open_lessons_as_well() -> None:
    assert lessons(f"{EVENT}## Key messages: what young people want\n\n{ITEMS}") == SAID


def test_lessons_in_bold_stand_below_the_line_of_who_wrote_them() -> None:
    text = (
        "# What we learned from Coast Day 2031\n\n*Posted by Ada North on 9 May 2031*\n\n"
        "Coast Day took place on 4 May 2031 in Hull.\n\n"
        "**Signs matter.** Nobody saw us.\n\n**Children mend best.** Give them tools.\n\n**Book twice.** Half are ill.\n"
    )
    assert lessons(text) == {"Signs matter", "Children mend best", "Book twice"}


COUNTED = "### 1. Signs matter\n\nNobody saw us.\n\n### 2. Book twice\n\nHalf are ill.\n\n## Thanks\n\nTo the cooks.\n"


@pytest.mark.parametrize("line", ["My two takeaways:", "What we learned:"])
def test_a_short_line_leads_to_lessons_that_headings_count(line: str) -> None:
    assert lessons(f"{EVENT}{line}\n\n{COUNTED}") == {"Signs matter", "Book twice"}


def test_a_short_line_over_other_headings_that_are_counted_leads_to_none() -> None:
    assert not lessons(f"{EVENT}Our two sponsors:\n\n{COUNTED}")
