"""What a gathering took up, and which gathering it was, in pages and blogs of workshops, hackdays and round tables."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.bundle import Statements
from schema.links import Addresses, Attended, Owns, Sponsored
from schema.nodes import Challenge, Event, Idea, Insight, Organisation

ROUND_TABLE = """# Night buses: what was said

On 4 May 2031 the Dale Bus Round Table brought together drivers and riders.

## How can we pay for night buses?

{asked}

The answers were many, and some came twice:

- Charge the clubs
- Share the hospital's fund

Some doubted that clubs would pay. Others had seen it done, and said how long it had taken them.

Nobody knew what the hospital would say, and all agreed to write to it before the summer.

## What would a good night be like?

{asked_too}

- A bus each hour
- A warm place to wait

The drivers liked this, since they wait for an hour at the depot as it is.
"""
ROUND_TABLE_BELOW = """Dale Housing Forum

Report of the round table on mills

Elm Rooms, Ely. Sunday 4 May 2031

Attended by: Ada North (Elm Trust), Ben Castle (Fir Trust)
"""
HOSTED = """Elm hosts millers

Bakers and millers gathered in Ely, where the Dale Flour Hackathon set them to work.

The event ended on Sunday.
"""
SPONSORS = """---
title: Sponsors
date:
layout: page
{event}
---

## 2031 sponsors

With free use of the [Quillpack Cloud](https://quillpack.example/cloud) we thank [Quillpack](https://quillpack.example) for it.

The flour comes from the good people of [Elm Foods](https://elm.example), as it did in the year before.
"""


def facts(text: str, name: str = "page.md") -> Statements:
    return extract(read(name, text.encode())).bundle.facts


def events(text: str, name: str = "page.md") -> list[str]:
    return [node.name for node in facts(text, name).nodes.values() if isinstance(node, Event)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\ntitle: Participants\nevent: Dale Salt Forum, Ely, 4-5 May 2031\n---\n\n- Ada North, Elm Trust\n", "Dale Salt Forum"),
        ("---\ntitle: Agenda\nsectionTitle: 'Salt and Bread: who pays'\n---\n\n9:00 Welcome\n", "Salt and Bread: who pays"),
        ("---\ntitle: On bread\nevent:\n  id: 7\n  title: Dale Bread Camp\n---\n\nForty attended.\n", "Dale Bread Camp"),
        ("# What we built\n\nIn May Elm Trust hosted Dale Salt Rush, a two day hackday about salt. Forty came.", "Dale Salt Rush"),
        ("# Notes\n\nOf the workshop “Feeding the Dale” that was held on 4 May 2031 at Elm Hall by Elm Trust.", "Feeding the Dale"),
        ("# Dale Rail Round Table: what was said\n\nThe round table was held on 4 May 2031.", "Dale Rail Round Table"),
        ("# Ageing in the Dale - World Café\n\n4 May 2031\n\nForty took part in the World Café.", "Ageing in the Dale"),
        ("# Hackathon tasks\n\n**Dale Bread Hackathon Ely | 4 May 2031**\n\nForty took part.", "Dale Bread Hackathon Ely"),
        ("# A new way\n\nOn 4 May a first Dale Salt Roundtable brought together millers from all of it.", "Dale Salt Roundtable"),
        (SPONSORS.format(event="tags: SaltHack") + "\nThey help SaltHack Leeds each year.\n", "SaltHack Leeds"),
    ],
)  # fmt: skip
def test_a_gathering_is_named_where_pages_of_it_do(text: str, name: str) -> None:
    assert events(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: On salt\nsectionTitle: News and views\n---\n\nForty attended on 4 May 2031.\n",
        "---\ntitle: On salt\nevent: true\n---\n\nSalt is dear.\n",
        "---\ntitle: On salt\nevent:\n  id: 7\n  venue:\n    name: Elm Hall Rooms\n---\n\nSalt is dear.\n",
        "# Salt news\n\nThe Dale Salt Forum brought together millers, and it will do so again.\n",
    ],
)
def test_a_section_of_a_site_and_a_forum_are_no_gathering(text: str) -> None:
    assert events(text) == []


def test_a_sponsor_is_linked_where_sentences_tell_of_it() -> None:
    found = facts(SPONSORS.format(event="event: Dale Salt Camp"))
    paid = {link.source for link in found.links.values() if isinstance(link, Sponsored)}
    bodies = {node.id: node.name for node in found.nodes.values() if isinstance(node, Organisation)}
    assert sorted(bodies[one] for one in paid) == ["Elm Foods", "Quillpack"] == sorted(bodies.values())


def test_questions_that_somebody_asked_are_what_a_round_table_took_up() -> None:
    asked = "Question raised by Ada North from Elm Trust", "*Question from Ben Castle, Fir Trust*"
    found = facts(ROUND_TABLE.format(asked=asked[0], asked_too=asked[1]))
    titles = {node.title for node in found.nodes.values() if isinstance(node, Challenge)}
    assert titles == {"How can we pay for night buses?", "What would a good night be like?"}
    ideas = {node.text for node in found.nodes.values() if isinstance(node, Idea)}
    assert ideas == {"Charge the clubs", "Share the hospital's fund", "A bus each hour", "A warm place to wait"}
    assert sum(isinstance(link, Addresses) for link in found.links.values()) == len(ideas)
    assert not any(isinstance(link, Owns) for link in found.links.values())
    assert not any(isinstance(node, Insight) for node in found.nodes.values())


def test_what_leads_a_listed_challenge_in_bold_is_its_title() -> None:
    text = (
        "# Dale Hackday\n\nThe Dale Hackday was held on 4 May 2031.\n\n## The challenges\n\nThey were:\n\n"
        "1. **Bins that overflow.** Nobody knows which are full.\n2. **Cold homes.** Nobody can tell which lose heat.\n"
    )
    assert {n.title for n in facts(text).nodes.values() if isinstance(n, Challenge)} == {
        "Bins that overflow",
        "Cold homes",
    }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("---\ntitle: Speakers\nconference: 'Dale Villages Anew'\n---\n\n## Talks\n\nForty attended.\n", "Dale Villages Anew"),
        (HOSTED, "Dale Flour Hackathon"),
        ("# Briefs – Salt for All\n\nSalt for All (Elm Hall, 2–3 November 2031) asks for ideas that help millers.", "Salt for All"),
        ("# Lessons from the Dale Salt inquiry day\n\nOn 4 May 2031 Elm Trust held an inquiry day.", "Dale Salt inquiry day"),
        (ROUND_TABLE_BELOW, "Round table on mills"),
        ("# Dale Salt Café – notes\n\nWe met on Saturday 4 May at the Elm gallery, and about thirty came to it.", "Dale Salt Café"),
        ("# Salt of tomorrow: summary of talks\n\n**Workshop, Ely, 4 May 2031**\n\nForty took part.", "Salt of tomorrow"),
        ("---\nlayout: page\ntitle: Sponsors\n---\n\nDevSaltDays Ely 2031 thanks:\n\n- Elm Ltd\n- Fir Ltd", "DevSaltDays Ely 2031"),
    ],
)  # fmt: skip
def test_a_gathering_is_named_by_what_a_text_comes_back_to(text: str, name: str) -> None:
    assert events(text) == [name]


def test_a_sentence_lists_as_many_challenges_as_it_says() -> None:
    told = "# Dale Salt Hackathon\n\nThe Dale Salt Hackathon took place on 4 May 2031. {} {}: keeping salt dry, lifts and fares."
    three = facts(told.format("Teams worked on", "three challenges"))
    titles = {node.title.lower() for node in three.nodes.values() if isinstance(node, Challenge)}
    assert titles == {"keeping salt dry", "lifts", "fares"}
    for said in (("Teams worked on", "four challenges"), ("Salt has", "three problems")):
        assert not any(isinstance(node, Challenge) for node in facts(told.format(*said)).nodes.values())


def test_a_project_of_a_team_answers_the_challenge_behind_its_label() -> None:
    text = (
        "# Dale Hackday\n\nThe Dale Hackday was held on 4 May 2031.\n\n## Projects\n\n### SaltEasy\n\nTeam: Ada and Ben\n"
        "**Challenge:** Where is salt dear?\nA map of prices.\n\n### Idle Mills\n\nTeam: four of Elm School\n"
        "**Challenge:** Which mills stand still?\nA sensor for wheels.\n"
    )
    found = facts(text)
    titles = {node.title for node in found.nodes.values() if isinstance(node, Challenge)}
    assert titles == {"Where is salt dear?", "Which mills stand still?"}
    ideas = {(node.title, node.text) for node in found.nodes.values() if isinstance(node, Idea)}
    assert ideas == {("SaltEasy", "A map of prices."), ("Idle Mills", "A sensor for wheels.")}


def test_what_people_want_to_talk_about_is_no_proposal() -> None:
    text = "# Dale Camp 4\n\nThe Dale Camp was held on 4 May 2031.\n\nParticipants wanted to talk about:\n\n- salt\n- bread\n"
    assert not any(isinstance(node, Idea) for node in facts(text).nodes.values())


def test_delegates_come_from_bodies_of_which_one_is_known() -> None:
    text = "# Dale Forum 2031\n\nIt was held on 4 May 2031. Delegates came from Leeds City Council and Quill Homes.\n"
    found = facts(text)
    came = {link.source for link in found.links.values() if isinstance(link, Attended)}
    assert came == {"organisation/leeds-city-council", "organisation/quill-homes"}


@pytest.mark.parametrize(
    "told", [("The team built a map.", "A team of four made a lamp."), ("It is old.", "It is far.")]
)
def test_what_teams_took_up_stands_in_the_headings_behind_a_line(told: tuple[str, str]) -> None:
    text = (
        "# Dale Hack Day\n\nThe Dale Hack Day was held on 4 May 2031. These are our favourites:\n\n"
        f"## Finding a dentist\n\nNobody knows one. {told[0]}\n\n## Waking the carters\n\nThey sleep. {told[1]}\n\n"
        "## Thanks\n\nThe team at Elm Hall made the day.\n"
    )
    titles = {node.title for node in facts(text).nodes.values() if isinstance(node, Challenge)}
    assert titles == ({"Finding a dentist", "Waking the carters"} if "team" in told[0] else set())


def test_what_sorts_sponsors_is_none_and_what_was_learned_is_told_in_a_list() -> None:
    text = (
        "# Dale Salt Camp\n\nThe Dale Salt Camp was held on 4 May 2031. We learned a lot:\n\n- Salt is dear\n- Bread is not\n\n"
        "## Sponsors\n\n### Drinks\n\n- Elm Brewery\n- Fir Brewery\n"
    )
    found = facts(text)
    assert {node.text or node.title for node in found.nodes.values() if isinstance(node, Insight)} == {
        "Salt is dear",
        "Bread is not",
    }
    assert "Drinks" not in {node.name for node in found.nodes.values() if isinstance(node, Organisation)}
