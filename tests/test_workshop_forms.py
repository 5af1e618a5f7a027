"""Forms in which reports of workshops print what was worked on, proposed and learned: questions with answers, codes, sorted
recommendations, bodies that proposed something, lessons told one a paragraph."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Challenge, Event, Idea, Insight

HELD = "# Dale Flour Workshop 2031\n\nThe Dale Flour Workshop 2031 took place on 4 May 2031.\n\n"


def told(text: str, name: str = "notes.md") -> dict[str, set[str]]:
    nodes = extract(read(name, text.encode())).bundle.facts.nodes.values()
    return {
        "events": {n.name for n in nodes if isinstance(n, Event)},
        "challenges": {n.title for n in nodes if isinstance(n, Challenge)},
        "ideas": {n.text for n in nodes if isinstance(n, Idea)},
        "insights": {n.title for n in nodes if isinstance(n, Insight)},
    }


def test_questions_of_a_plain_text_are_challenges_and_answers_on_how_things_are_no_ideas() -> None:
    found = told(
        "FLOUR CONVERSATION - DALE, 4 MAY 2031\n\nFacilitators: Ada North and Ben Castle (Elm Trust)\n\nWe asked two questions.\n\n"
        "Q1. What worries you most about flour?\n  - Damp stores (17)\n  - Late carts (9)\n\n"
        "Q2. What should we do first?\n  - Buy a lamp (21)\n  - Count the sacks (7)\n",
        "notes.txt",
    )
    assert found["challenges"] == {"What worries you most about flour?", "What should we do first?"}
    assert found["ideas"] == {"Buy a lamp (21)", "Count the sacks (7)"}


def test_a_day_above_the_hosts_of_an_event_is_no_challenge() -> None:
    hosts = "**Tuesday 4 May 2031, Elm Hall**\n\n**Hosts:** Alder Trust\n**Facilitators:** Ada North (Elm Trust)\n\n"
    assert told(f"# Flour workshop\n\n{hosts}## Lessons\n\n- Stay.\n- Go.\n")["challenges"] == set()


def test_questions_that_designers_set_themselves_are_challenges() -> None:
    asked = "1. **How might we dry the stores?** - Team Quern\n2. **How might we wake the carters?** - Team Axle\n"
    assert told(f"{HELD}## How might we...\n\n{asked}")["challenges"] == {
        "How might we dry the stores? - Team Quern",
        "How might we wake the carters? - Team Axle",
    }


def test_codes_before_challenges_are_no_titles_nor_are_they_in_a_table() -> None:
    found = told(
        HELD
        + "## Problem statements\n\n**PS1. Damp stores** (from Elm Trust)\n\n**PS2. Late carts** (from Alder Trust)\n\n"
        "## Teams\n\n| Team | Problem statement | Solution |\n|---|---|---|\n| Quern | PS1 | A lamp |\n| Axle | PS2 | A horse |\n"
    )
    assert found["challenges"] == {"Damp stores", "Late carts"}


def test_groups_of_a_plain_text_come_back_below_lines_of_their_own() -> None:
    found = told(
        "What we heard: Dale flour day\n\nThank you to everyone who came to our day in Ely on 4 May 2031. Seventy came.\n\n"
        "In the afternoon we worked in two groups:\n\n- Finding the stores\n- Waking the carters\n\n"
        "Finding the stores\n\nIt was suggested that mills share a map.\n\n"
        "Waking the carters\n\nThe group proposed a bell for all.\n\n"
        "Key messages\n\nFlour is slow.\nStones are dear.\n",
        "notes.txt",
    )
    assert found["events"] == {"Dale flour day"}
    assert found["challenges"] == {"Finding the stores", "Waking the carters"}
    assert found["ideas"] == {"mills share a map", "a bell for all"}
    assert found["insights"] == {"Flour is slow", "Stones are dear"}


def test_headings_below_recommendations_only_sort_them() -> None:
    found = told(
        HELD
        + "## Our recommendations\n\n### Stores\n\n1. Buy a lamp.\n2. Mend the roof.\n\n### Carts\n\n3. Leave at dawn.\n\n"
        "## Reflections from members\n\n- We argued.\n- We stayed.\n\n## Menu\n\n- Bread\n- Soup\n"
    )
    assert found["ideas"] == {"Buy a lamp.", "Mend the roof.", "Leave at dawn."}


def test_we_recommend_and_families_recommended() -> None:
    listed = "\n\n- train two carters\n- send the same carter each time\n"
    for lead in ("We strongly recommend that the county:", "Families recommended that Elm Trust:"):
        assert len(told(f"{HELD}## Families\n\n{lead}{listed}")["ideas"]) == 2
    assert not told(f"{HELD}## Families\n\nWe offer:{listed}")["ideas"]


def test_what_a_body_proposed_in_a_discussion_is_an_idea() -> None:
    found = told(
        HELD
        + "## Topic 1 - Stores\n\nElm Trust proposed a clause on lamps in all leases. Alder Trust said that lamps are dear.\n\n"
        "## Topic 2 - Carts\n\nOak Lane Library recommended a paid year for carters. Nobody suggested that horses are to blame.\n"
    )
    assert found["challenges"] == {"Stores", "Carts"}
    assert found["ideas"] == {"a clause on lamps in all leases", "a paid year for carters"}


def test_lessons_that_paragraphs_tell_in_turn_behind_their_number() -> None:
    text = (
        "# Reflections on the Dale Flour Roundtable\n\n*By Ada North, Director, Elm Trust*\n\nOn 4 May 2031 I chaired the "
        "Dale Flour Roundtable at Elm Hall.\n\nI came away with three thoughts.\n\n"
        "First, stores are damper than we say. One in three leaks.\n\n"
        "Second, nobody was against carters.\n\nThird, stones move slowly.\n\nWe all went home."
    )
    assert told(text)["insights"] == {
        "Stores are damper than we say",
        "Nobody was against carters",
        "Stones move slowly",
    }
    assert told(text.replace("three thoughts", "a cold"))["insights"] == set()


@pytest.mark.parametrize("title", ["Finding the stores", "Learning the ropes"])
def test_a_gerund_with_an_object_heads_no_lessons(title: str) -> None:
    assert (
        told(
            f"{HELD}## {title}\n\n- One store is damp.\n- Two are dry.\n\n## Carts\n\nNone came.\n\n## Stones\n\nMany.\n"
        )["insights"]
        == set()
    )


def test_a_list_of_themes_in_bold_names_the_lines_in_bold_below() -> None:
    found = told(
        "## Notes from #FlourBnB discovery workshop\n\n_2nd May 2031 | Elm Hall, Ely_\n\nWe spent a day with millers.\n\n"
        "**Themes we worked on**\n\n* Damp and cold\n* Carts\n\n**Damp and cold**\n\n- Two lamps\n\n**Carts**\n\n- One bell\n\n"
        "**Three things we're taking away:**\n\n1. Flour is slow.\n2. Carts are late.\n3. Bells help.\n"
    )
    assert found["challenges"] == {"Damp and cold", "Carts"}
    assert found["insights"] == {"Flour is slow", "Carts are late", "Bells help"}


def test_challenges_listed_behind_a_full_stop_of_which_only_some_became_projects() -> None:
    found = told(
        HELD + "Fifty bakers took on three challenges posed by Elm Trust.\n\n1. **Flour map** - show who has flour\n"
        "2. **Cart finder** - tell where it is\n3. **Night lamp** - light the store\n\n## Projects\n\n### Flour map\n\n"
        "Built by Team Quern. They recommend a single list of mills.\n\n### Cart finder\n\nBuilt by Team Axle.\n"
    )
    assert {title.partition(" - ")[0] for title in found["challenges"]} == {"Flour map", "Cart finder", "Night lamp"}
    assert found["ideas"] == {"a single list of mills"}


def test_sessions_of_a_programme_are_no_challenges() -> None:
    second = "## Breakout session 2: Carts\n\nBen Castle (Alder Trust)\n"
    assert told(f"{HELD}## Breakout session 1: Stones\n\nAda North (Elm Trust)\n\n{second}")["challenges"] == set()


def test_where_many_were_seen_is_the_gathering() -> None:
    seen = "It was great to see so many of you at the Big Conversation on Wednesday 19 October at Elm Hall."
    assert told(f"Dear neighbours\n\n{seen} Soup was had.", "letter.txt")["events"] == {"Big Conversation"}


def test_messages_to_take_home_are_lessons() -> None:
    assert told(f"{HELD}## Take-home messages\n\n*Flour is slow.*\n\n*Carts are late.*\n")["insights"] == {
        "Flour is slow",
        "Carts are late",
    }


def test_headings_below_a_session_in_which_groups_reported_are_challenges_and_sessions_are_none() -> None:
    found = told(
        HELD
        + "## Reporting session from working groups.\n\n### Damp stores (the cold session).\n\nTwo lamps were tried.\n\n"
        "### Late carts.\n\nBells help.\n\n### Concluding discussion session.\n\nTea was had.\n\n## Closing\n\nAll left.\n"
    )
    assert found["challenges"] == {"Damp stores (the cold session)", "Late carts"}


def test_paragraphs_that_ask_for_something_are_ideas_and_their_lists_parts_of_them() -> None:
    challenge = "## Challenge 1: Stores\n\nOwner: Ada North (Elm Trust)\n\n### Feedback and suggestions\n\n"
    listed = "Develop a plan for every store, with those who own it:\n\n- Counting the lamps\n- Drying the floor\n\n"
    found = told(
        f"{HELD}{challenge}{listed}Provide one point of contact.\n\nThe room was cold.\n\n## Challenge 2: Carts\n\nNone came.\n"
    )
    assert found["ideas"] == {
        "Develop a plan for every store, with those who own it:",
        "Counting the lamps",
        "Drying the floor",
        "Provide one point of contact.",
    }
    asked = told(f"{HELD}## Recommendations\n\nPublish the map.\n\nThe room was cold.\n\nFund a bell for each cart.\n")
    assert asked["ideas"] == {"Publish the map.", "Fund a bell for each cart."}


def test_a_title_in_capitals_goes_on_behind_the_word_for_the_gathering() -> None:
    text = "REGIONAL ROUNDTABLE ON SLOW FLOUR\n\nDate: 4 May 2031\n\nForty attended the roundtable.\n"
    assert told(text, "notes.txt")["events"] == {"REGIONAL ROUNDTABLE ON SLOW FLOUR"}
