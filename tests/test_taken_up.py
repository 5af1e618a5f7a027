"""Challenges that only a document's form shows: parts of a discussion that come back, counted discussions, a title that says so."""

import pytest
from stated import names_of, titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.nodes import Challenge, Idea, Insight, Model

FORUM = "# Quay Forum 2031\n\nThe Quay Forum 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
LONG = "Some said that it was late and others that it was dear, and nobody could tell who was to mend it. " * 4


def reading(text: str, name: str = "notes.md") -> Extraction:
    return extract(read(name, (text + "\n").encode()))


def models(found: Extraction) -> set[str]:
    return names_of(found, Model)


@pytest.mark.parametrize(
    ("first", "second"), [("Discussion", "Next steps"), ("Prompts", "Discussion"), ("Points raised", "Follow-up")]
)
def test_parts_of_a_discussion_that_come_back_show_what_groups_took_up(first: str, second: str) -> None:
    page = FORUM + "".join(
        f"## {title}\n\n_Chaired by Ada North_\n\n### {first}\n\n- Who pays for it?\n- How does one learn from Dale Homes?\n\n"
        f"### {second}\n\nMore talk.\n\n"
        for title in ("Buses that nobody trusts", "Warm rooms")
    )
    found = reading(page + "## Thanks\n\nTo all.")
    assert titles_of(found, Challenge) == {"Buses that nobody trusts", "Warm rooms"}
    assert not titles_of(found, Idea)  # what was asked is not proposed
    assert not models(found)


def test_parts_of_an_account_that_come_back_do_not() -> None:
    page = FORUM + "".join(
        f"## {title}\n\n### Background\n\nOld.\n\n### Results\n\nGood.\n\n" for title in ("Buses", "Warm rooms")
    )
    assert not titles_of(reading(page), Challenge)


def test_headings_below_groups_that_only_a_session_parts() -> None:
    page = (
        f"{FORUM}## Break-out discussions\n\n### Session 1\n\n#### Buses\n\nLate.\n\n#### Warm rooms\n\nCold.\n\n"
        "### Session 2\n\n#### Bread\n\nDear.\n\n## Group updates\n\n### Choir\n\nSang.\n\n### Garden\n\nGrew.\n"
    )
    assert titles_of(reading(page), Challenge) == {"Buses", "Warm rooms", "Bread"}


def test_a_title_announces_the_headings_below_it() -> None:
    page = "# Quay Hack 2031: local challenges\n\nQuay Hack 2031 took place on 14 May 2031.\n\n"
    page += "## Buses\n\nLate.\n\n## Bread\n\nDear.\n"
    assert titles_of(reading(page), Challenge) == {"Buses", "Bread"}


def test_discussions_are_counted_with_points_or_with_titles_listed_before() -> None:
    page = f"{FORUM}## Discussion 1: Buses\n\n- Late\n- Dear\n\n## Discussion 2: Bread\n\n- Dry\n- Dear\n"
    assert titles_of(reading(page), Challenge) == {"Buses", "Bread"}
    page = f"{FORUM}Groups worked on two questions:\n\n- Buses\n- Bread\n\n"
    page += f"## Discussion 1\n\nFirst. {LONG}\n\n## Discussion 2\n\nThen. {LONG}\n"
    assert titles_of(reading(page), Challenge) == {"Buses", "Bread"}


def test_a_challenge_that_is_only_counted_is_called_so() -> None:
    page = f"{FORUM}## Challenge 1\n\nFirst. {LONG}\n\n## Challenge 2\n\nThen. {LONG}\n"
    assert titles_of(reading(page), Challenge) == {"Challenge 1", "Challenge 2"}


def test_the_items_of_a_programme_are_none() -> None:
    page = FORUM + "".join(
        f"**{hour}.00-{hour}.30: Talk over theme {hour}**\n\nDiscussant 1: Ada North, Alder Trust\n\nResponse from the floor\n\n"
        for hour in (10, 11, 12, 13)
    )
    assert not titles_of(reading(page), Challenge)


def test_ideas_that_count_themselves_have_no_title_of_the_page_over_them() -> None:
    page = FORUM + "".join(
        f"## Idea {n}: {what}\n\nIt was built on the day.\n\n" for n, what in enumerate(("Bus app", "Oven"), 1)
    )
    assert not titles_of(reading(page), Challenge)


def test_takeaways_of_one_discussion_are_lessons_and_the_points_of_a_talk_are_not() -> None:
    points = "Key points:\n\n- Start small.\n- Stay near.\n\n"
    page = f"{FORUM}## Introduction\n\n{points}## The Alder Trust talk\n\n{points}" + "".join(
        f"## {title}\n\n### Discussion\n\nMuch talk.\n\n### Key takeaways\n\n- {title} are late.\n- {title} are dear.\n\n"
        for title in ("Buses", "Rooms")
    )
    assert titles_of(reading(page), Insight) == {
        f"{what} are {how}" for what in ("Buses", "Rooms") for how in ("late", "dear")
    }


@pytest.mark.parametrize(
    ("good", "bad"), [("Hopes", "Fears"), ("What went well", "What could be improved"), ("Strengths", "Weaknesses")]
)
def test_what_people_hoped_and_feared_are_lessons(good: str, bad: str) -> None:
    page = f"{FORUM}## {good}\n\n- **Near** to all\n- **Cheap** to run\n\n## {bad}\n\n- **Slow** to start\n- **Narrow** in scope\n"
    assert titles_of(reading(page), Insight) == {"Near", "Cheap", "Slow", "Narrow"}


def test_a_gathering_called_after_hope_is_no_lesson() -> None:
    page = "# Hope for Housing report\n\nHope for Housing 2031 took place on 14 May 2031.\n\n"
    page += "## Vienna\n\nWe saw it.\n\n## Hull\n\nToo.\n"
    assert not titles_of(reading(page), Insight)


def test_questions_are_proposed_by_nobody() -> None:
    asked = "- Who pays?\n- Who owns the hall?\n"
    assert not titles_of(reading(f"{FORUM}## Thanks\n\nSome suggestions that emerged were:\n\n{asked}"), Idea)
    page = f"{FORUM}## Challenge 1: Buses\n\n{asked}\n## Challenge 2: Bread\n\n- Bake at night.\n- Bake for all.\n"
    found = reading(page)
    assert titles_of(found, Challenge) == {"Buses", "Bread"}
    assert {node.text for node in found.bundle.facts.nodes.values() if isinstance(node, Idea)} == {
        "Bake at night.",
        "Bake for all.",
    }


def test_lists_among_lessons_are_no_challenges_and_headings_that_only_part_them_no_lessons() -> None:
    page = (
        f"{FORUM}## Findings\n\n### What is needed?\n\n#### Trust\n\nIt takes years. The problems that the group tackled:\n\n"
        "- Who pays?\n- Who owns the hall?\n\n### Cost\n\n#### Rent\n\nIt is dear.\n"
    )
    found = reading(page)
    assert not titles_of(found, Challenge)
    assert titles_of(found, Insight) == {"Trust", "Rent"}


def test_a_title_in_quotation_marks_is_shown_without_them() -> None:
    page = f"{FORUM}## Topic 1: 'Buses'\n\n- Late\n- Dear\n\n## Topic 2: “Bread”\n\n- Dry\n- Dear\n"
    assert titles_of(reading(page), Challenge) == {"Buses", "Bread"}


@pytest.mark.parametrize(
    "title", ["title: >-\n  Warm rooms\n  for all", "title: Warm rooms for all", "page_title: 'Warm rooms for all'"]
)
def test_a_front_matter_may_fold_its_title(title: str) -> None:
    assert (
        reading(f"---\nlayout: page\n{title}\nlang: en\n---\n\nWords.\n").context.own_document.title
        == "Warm rooms for all"
    )


@pytest.mark.parametrize(
    "lead",
    [
        "So there were two strands of projects that volunteers took part in:",
        "The strands of work that teams tackled were:",
    ],
)
def test_strands_of_a_day_are_challenges(lead: str) -> None:
    assert titles_of(reading(f"{FORUM}## The day\n\n{lead}\n\n- Buses\n- Bread\n\nAll went home."), Challenge) == {
        "Buses",
        "Bread",
    }
