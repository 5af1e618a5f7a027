"""Gatherings of which a text only says in small letters that they were held, and what sorts a text below their headings."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Challenge, Event, Idea, Insight


def events(text: str) -> list[str]:
    facts = extract(read("notes.md", text.encode())).bundle.facts
    return [n.name for n in facts.nodes.values() if isinstance(n, Event)]


def told(text: str, name: str = "notes.md") -> dict[str, set[str]]:
    nodes = extract(read(name, text.encode())).bundle.facts.nodes.values()
    return {
        "challenges": {n.title for n in nodes if isinstance(n, Challenge)},
        "ideas": {n.text for n in nodes if isinstance(n, Idea)},
        "insights": {n.title for n in nodes if isinstance(n, Insight)},
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "# Bread for all\n\nLast Thursday we held a workshop with millers in Ely. The workshop began with tea.",
            "Workshop with millers",
        ),
        (
            "# Bread for all\n\nYesterday the mill had our first ever baking session.\n\n## Lessons\n\n- Salt helps.\n- Time too.",
            "Baking session",
        ),
        (
            "Dear all,\n\nThank you for coming to our tasting session at Elm Hall on 6 February. It was good.",
            "Tasting session",
        ),
        (
            "# Residents learn of the bridge\n\nA public meeting about the bridge took place on 4 May 2031.\n\n"
            "The meeting was long.",
            "Public meeting about the bridge",
        ),
        (
            "Dear millers,\n\nOn 4 May 2031 Elm Trust hosted a two-day workshop on open salt. Forty came.",
            "Workshop on open salt",
        ),
    ],
)
def test_a_sentence_says_what_was_held(text: str, name: str) -> None:
    assert events(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "# Our mill\n\nLast week we held a workshop with millers in Ely. Flour is dear this year.",
        "# Our mill\n\nWe held a workshop with millers in Ely. The workshop began with tea.",
    ],
)
def test_what_a_text_does_not_come_back_to_or_does_not_date_is_told_in_passing(text: str) -> None:
    assert events(text) == []


HELD = "# Dale Flour Workshop 2031\n\nThe Dale Flour Workshop 2031 took place on 4 May 2031.\n\n"


def test_what_was_talked_about_is_a_list_of_challenges_also_where_some_have_headings() -> None:
    found = told(
        HELD
        + "## What we talked about\n\nWe split into three groups:\n\n- Damp stores\n- Late carts\n- Dull stones\n\n"
        "### Damp stores\n\nThe group suggested:\n\n- a lamp in each store\n- a dry shelf\n\n"
        "### Late carts\n\nThe group suggested:\n\n- a cart at dawn\n- a second horse\n\n"
        "## So what did we learn?\n\n- Millers know their stones.\n- Carts are late on Mondays.\n"
    )
    assert found["challenges"] == {"Damp stores", "Late carts", "Dull stones"}
    assert len(found["ideas"]) == 4
    assert found["insights"] == {"Millers know their stones", "Carts are late on Mondays"}


def test_the_headings_of_a_discussion_are_challenges_and_its_sentences_tell_ideas() -> None:
    found = told(
        HELD
        + "## Discussion\n\n### 1. Stores\n\nParticipants agreed that stores are damp. It was suggested that each mill buy a lamp."
        "\n\n"
        "### 2. Carts\n\nParticipants felt that carts come late. Some participants proposed a cart at dawn. Others suggested that "
        "horses are to blame.\n\n## Key takeaways\n\n1. **Flour is slow.** It waits.\n2. **Stones are dear.** They last.\n"
    )
    assert found["challenges"] == {"Stores", "Carts"}
    assert found["ideas"] == {"each mill buy a lamp", "a cart at dawn"}
    assert found["insights"] == {"Flour is slow", "Stones are dear"}


def test_headings_below_a_discussion_that_nobody_is_said_to_have_had_are_none() -> None:
    text = HELD + "## Discussion\n\n### Method\n\nFlour was weighed twice.\n\n### Limits\n\nOnly one mill was open.\n"
    assert told(text)["challenges"] == set()


def test_a_sentence_names_the_themes_that_headings_take_up() -> None:
    found = told(
        HELD
        + "Six teams worked on three themes set by Elm Trust: **stones**, **carts** and **stores**.\n\n## Stones\n\n"
        "Team Quern proposed a softer stone.\n\n## Carts\n\nTeam Axle made a map.\n\n## Stores\n\nNobody came.\n\n"
        "## Winners\n\nTeam Axle.\n"
    )
    assert found["challenges"] == {"Stones", "Carts", "Stores"}
    assert found["ideas"] == {"a softer stone"}


def test_lines_that_sort_the_entries_below_a_question_open_no_part_of_the_report() -> None:
    groups = "\n\n".join(
        f"## {question}\n\n*food*\n\n* {entry} bread\n* {entry} soup\n\n*participants*\n\n* {entry} hats\n\n"
        f"*Learning:*\n\n* {entry} mills"
        for question, entry in (("What should stay?", "warm"), ("What should change?", "cold"))
    )
    found = told(
        HELD + "People wrote answers to two questions on sticky notes.\n\n" + groups + "\n\n## Thanks\n\nTo all.\n"
    )
    assert found["challenges"] == {"What should stay?", "What should change?"}
    assert found["insights"] == set()
    assert len(found["ideas"]) == 8


def test_a_heading_as_high_as_the_one_over_challenges_in_bold_ends_the_last_of_them() -> None:
    found = told(
        HELD + "## The challenges\n\n**Challenge 1: Where is my flour?**\n\n"
        "Pitched by Ada North. Carts come late, and nobody says where "
        "they are, so that bakers wait in the yard from four in the morning until the dough is old.\n\n"
        "**Challenge 2: Who sharpens stones?**\n\nPitched by Ben Castle.\n\n## What we learnt\n\n"
        "* Carters know.\n* Stones do not.\n"
    )
    assert found["challenges"] == {"Where is my flour?", "Who sharpens stones?"}
    assert found["insights"] == {"Carters know", "Stones do not"}


def test_a_counted_line_in_capitals_heads_a_part_of_a_plain_text_and_a_colon_leads_to_a_list() -> None:
    found = told(
        "DALE FLOUR WORKSHOP 2031\n\nThe Dale Flour Workshop 2031 was held on 4 May 2031 in Ely.\n\n1. TABLE DISCUSSIONS\n\n"
        "Table 1: Stores\nThe table felt that stores are damp and cold. They recommended that:\n"
        "- millers buy a lamp\n- stores be dry\n\n"
        "Table 2: Carts\nThe table recommended that:\n- carts leave at dawn\n\n2. CROSS-CUTTING MESSAGES\n\n"
        "- Flour is slow\n- Stones are dear\n",
        "notes.txt",
    )
    assert found["challenges"] == {"Stores", "Carts"}
    assert found["ideas"] == {"millers buy a lamp", "stores be dry", "carts leave at dawn"}
    assert found["insights"] == {"Flour is slow", "Stones are dear"}


def test_what_stands_beside_a_labelled_idea_is_none_and_groups_that_report_back_agree_on_lessons() -> None:
    found = told(
        "Notes from the breakout groups\n\nDale Flour Summit, Ely, 4 May 2031\n\nGroup A - Stores\n"
        " * Idea: a lamp in each store\n * Barrier - lamps are dear\n\n"
        "Group B - Carts\n * Idea: a cart at dawn\n * Idea: a second horse\n\nFeedback to plenary\n\n"
        "The groups came back. Three points were made by all:\n - Flour is slow\n - Stones are dear\n",
        "notes.txt",
    )
    assert found["challenges"] == {"Stores", "Carts"}
    assert found["ideas"] == {"a lamp in each store", "a cart at dawn", "a second horse"}
    assert found["insights"] == {"Flour is slow", "Stones are dear"}


def test_a_town_and_a_year_are_no_name() -> None:
    told = "The Slow Flour Summit took place at Elm Hall on 4 May 2031. Cardiff 2031 was fun."
    assert events(f"# Summit report: Slow Flour, Cardiff 2031\n\n{told}") == ["Slow Flour Summit"]


def test_what_people_would_do_differently_are_lessons() -> None:
    found = told(HELD + "## What the organisers would do differently\n\n- Start at dawn.\n- Ask the carters.\n")
    assert found["insights"] == {"Start at dawn", "Ask the carters"}
