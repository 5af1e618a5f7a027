"""Who came, by a list that no heading calls so, and who stands behind challenges by tables below their headings."""

import pytest
from stated import employers, names_of, speakers, titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Owns, Supports
from schema.nodes import Idea, Insight, Model, Organisation, Person

HEAD = "# Ferry Day 2031\n\nFerry Day 2031 was held on 14 May 2031 at the Corn Hall, Leeds.\n\n"
BODIES = ("Dale Council", "Elm Street Trust", "Fen Borough Council", "Oak Carers Co-operative")


def issue(number: int, title: str, owner: str, helper: str) -> str:
    return (
        f"## Issue {number}: {title}\n\n| Taken to the table by | Advising |\n|---|---|\n| {owner} | {helper} |\n\n"
        "### Background\n\nNobody answers the telephone after six. Ms North described the Maple Yard in Hull.\n\n"
        "### Options put forward\n\n1. Lend a yard.\n2. Pay for a bus.\n\n"
    )


ISSUES = issue(1, "Homes", "Ada North, Head of Care, Dale Council", "Bella Lee, Chair, Elm Street Trust") + issue(
    2, "Buses", "Cora Dean, Head of Roads, Fen Borough Council", "Dan West, Director, Oak Carers Co-operative"
)


def reading(text: str) -> Extraction:
    return extract(read("notes.md", text.encode()))


def linked(found: Extraction, kind: type) -> set[str]:
    nodes = [found.bundle.facts.nodes[k.source] for k in found.bundle.facts.links.values() if isinstance(k, kind)]
    return {node.name for node in nodes if isinstance(node, Person | Organisation)}


def test_columns_below_a_challenge_s_heading_say_who_owns_and_who_supports_it() -> None:
    found = reading(HEAD + ISSUES)
    assert linked(found, Owns) == {"Ada North", "Dale Council", "Cora Dean", "Fen Borough Council"}
    assert linked(found, Supports) == {"Bella Lee", "Elm Street Trust", "Dan West", "Oak Carers Co-operative"}


def test_labels_over_two_columns_name_no_owner() -> None:
    found = reading(HEAD + ISSUES.replace("Taken to the table by", "Owner").replace("Advising", "Supporters"))
    assert "Supporters" not in names_of(found, Organisation)
    assert linked(found, Supports) == {"Bella Lee", "Elm Street Trust", "Dan West", "Oak Carers Co-operative"}


def test_what_somebody_described_at_a_table_is_no_talk() -> None:
    assert not speakers(reading(HEAD + ISSUES))


@pytest.mark.parametrize("heading", ["Who sat down with us", "Appendix A: bodies represented"])
@pytest.mark.parametrize("listed", ["- {}\n- {}\n- {}\n- {}\n- Quay Bakery", "{} · {} · {} · {} · Quay Bakery"])
def test_a_list_with_most_bodies_behind_the_challenges_is_of_those_who_came(heading: str, listed: str) -> None:
    found = reading(f"{HEAD}{ISSUES}## {heading}\n\n{listed.format(*BODIES)}\n")
    assert linked(found, Attended) >= {*BODIES, "Quay Bakery"}


@pytest.mark.parametrize("heading", ["Further reading and contacts", "Signatories"])
def test_such_a_list_below_other_words_says_nothing_of_who_came(heading: str) -> None:
    listed = "".join(f"- {name}\n" for name in (*BODIES, "Hazel University"))
    assert not linked(reading(f"{HEAD}{ISSUES}## {heading}\n\n{listed}"), Attended)


def test_a_list_with_few_of_them_is_not() -> None:
    found = reading(
        f"{HEAD}{ISSUES}## Members of the network\n\n- Dale Council\n- Quay Bakery\n- Hull Menders Society\n- Fen Mutual\n"
    )
    assert not linked(found, Attended)


def test_a_body_before_an_office_in_brackets_is_the_body_whatever_it_is_called() -> None:
    line = "Inquiry lead: Ada North (Tamar Mutual Care, Chief Executive)"
    found = reading(f"{HEAD}## Inquiry 1: Homes\n\n{line}\n\n### Ideas\n\n1. Lend a yard.\n2. Pay for a bus.\n")
    assert employers(found) == {"Ada North -> Tamar Mutual Care | Chief Executive"}


@pytest.mark.parametrize("over", ["What was asked for", "Ideas"])
def test_a_list_of_names_that_comes_back_behind_the_ideas_holds_no_ideas_and_inspired_nobody(over: str) -> None:
    def brief(number: int, title: str) -> str:
        return (
            f"## Brief {number}: {title}\n\n### {over}\n\n- Lend a yard to whoever asks.\n- Pay for a bus.\n\n"
            "### To be asked next\n\n- the Willow Project in Hull\n- Fenwick Community Centre, Leeds\n\n"
        )

    found = reading(HEAD + brief(1, "Homes") + brief(2, "Buses"))
    assert sum(isinstance(node, Idea) for node in found.bundle.facts.nodes.values()) == 4
    assert not names_of(found, Model)


TABLE = (
    "## Themes and who led them\n\n| Theme | Theme lead | Theme partners |\n|---|---|---|\n"
    "| Theme 1: Homes | Ada North, Head of Care, Dale Council | Bella Lee, Chair, Elm Street Trust |\n"
    "| Theme 2: Buses | Cora Dean, Head of Roads, Fen Borough Council | Dan West, Director, Oak Carers Co-operative |\n\n"
)


def test_a_table_of_who_led_themes_holds_no_lessons_and_no_talks() -> None:
    def theme(number: int, title: str) -> str:
        return f"## Theme {number}: {title}\n\n### Recommendations\n\n1. Lend a yard.\n2. Pay for a bus.\n\n"

    found = reading(HEAD + TABLE + theme(1, "Homes") + theme(2, "Buses"))
    assert linked(found, Owns) == {"Ada North", "Dale Council", "Cora Dean", "Fen Borough Council"}
    assert linked(found, Supports) == {"Bella Lee", "Elm Street Trust", "Dan West", "Oak Carers Co-operative"}
    assert not titles_of(found, Insight)
    assert not speakers(found)
