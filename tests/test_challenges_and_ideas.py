"""Challenges that a page only lists or pairs with a solution, and ideas that a line announces below a heading."""

import pytest
from stated import titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Addresses, ProposedAt
from schema.nodes import Challenge, Idea, Insight

DAY = "# Quay Hack Day 2031\n\nQuay Hack Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(text: str, name: str = "notes.md") -> Extraction:
    return extract(read(name, (text + "\n").encode()))


def challenges(found: Extraction) -> set[str]:
    return titles_of(found, Challenge)


def ideas(found: Extraction) -> dict[str, list[str]]:
    """Return the texts of the ideas below each challenge's title."""
    nodes = found.bundle.facts.nodes
    answers: dict[str, list[str]] = {}
    for link in found.bundle.facts.links.values():
        if isinstance(link, Addresses):
            challenge, idea = nodes[link.target], nodes[link.source]
            assert isinstance(challenge, Challenge) and isinstance(idea, Idea)
            answers.setdefault(challenge.title, []).append(idea.text)
    return {title: sorted(texts) for title, texts in answers.items()}


@pytest.mark.parametrize(
    "lead",
    [
        "The challenge themes were:",
        "Participants chose from two problem statements:",
        "Teams worked on the following questions:",
        "For the hack day, project areas were grouped as follows:",
        "The charity had set these problems:",
        "The problems that the teams tackled were:",
        "Two friends told me of it. It covered several focus areas:",
    ],
)
def test_a_line_announces_the_challenges_that_it_lists(lead: str) -> None:
    page = f"{DAY}## The day\n\n{lead}\n\n- Buses that nobody trusts\n  - Route 9\n- Food parcels for families\n\nThen we ate.\n"
    assert challenges(reading(page)) == {"Buses that nobody trusts", "Food parcels for families"}


def test_the_line_that_tells_of_the_event_may_announce_them() -> None:
    page = DAY.rstrip() + " Teams picked from three problem statements:\n\n1. Damp walls\n2. Late post\n3. Lost dogs\n"
    assert challenges(reading(page)) == {"Damp walls", "Late post", "Lost dogs"}


def test_a_long_entry_is_called_by_the_words_that_lead_it() -> None:
    long = "**Prevention** " + "finds those who are about to lose their homes, and tells whoever can help, " * 3
    assert "Prevention" in challenges(reading(f"{DAY}The focus areas were:\n\n- {long}\n- Late post\n"))


@pytest.mark.parametrize(
    "lead",
    ["A set of questions:", "You will need:", "The people who came were:", "Our problem is simple: we met once:"],
)
def test_other_lists_are_no_challenges(lead: str) -> None:
    assert not challenges(reading(f"{DAY}## The day\n\n{lead}\n\n- Buses that nobody trusts\n- Food parcels\n"))


@pytest.mark.parametrize(
    "entry",
    [
        "## {title}\n\nProblem: {problem}\n\nSolution: {idea}\n\n",
        "## {title}\n\nTeam: Ada North, Ben South\n\nNeed: {problem}\n\nOur proposed solution: {idea}\n\n",
        "## {title}\n\n- **Problem:** {problem}\n- **Idea:** {idea}\n\n",
        "## {title}\n\n### Problem\n\n{problem}\n\n### Solution\n\n{idea}\n\n",
    ],
)
def test_a_project_has_a_problem_and_a_solution(entry: str) -> None:
    page = DAY + "".join(
        entry.format(title=title, problem=problem, idea=idea)
        for title, problem, idea in (
            ("Night Notes", "Nurses on nights cannot see what was planned by day.", "A board that shows each plan."),
            ("Blue Door", "People with dementia do not find their own room.", "Doors painted like the one at home."),
        )
    )
    found = reading(page)
    assert ideas(found) == {
        "Night Notes": ["A board that shows each plan."],
        "Blue Door": ["Doors painted like the one at home."],
    }


@pytest.mark.parametrize(
    "lead",
    ["Some ideas that came up in the discussion were:", "The group suggested:", "Solutions put forward include:"],
)
def test_a_line_below_a_heading_announces_ideas(lead: str) -> None:
    page = (
        f"{DAY}## Introduction\n\nIt was a fine day.\n\n## Sharing vans between charities\n\nVans stand idle. {lead}\n\n"
        "- A shared calendar.\n- One insurance for all drivers.\n\n## Next steps\n\nIdeas from the floor:\n\n- Meet in spring.\n"
    )
    found = reading(page)
    assert ideas(found) == {"Sharing vans between charities": ["A shared calendar.", "One insurance for all drivers."]}


MINUTES = (
    "# Minutes of the Quay residents' meeting, 14 May 2031\n\nPresent: Ada North, Ben South\n\n{lead}\n\n### Noise at night\n\n"
    "It is loud.\n\n#### Recommendations\n\n- Close the gate at ten.\n\n### Broken lamps\n\nIt is dark.\n\n#### Recommendations\n\n"
    "- Mend them.\n\n### How to reach us\n\nRing the bell.\n"
)


def test_minutes_have_challenges_where_they_are_announced_as_concerns() -> None:
    found = reading(MINUTES.format(lead="Residents named their concerns. They were as follows:"))
    assert ideas(found) == {"Noise at night": ["Close the gate at ten."], "Broken lamps": ["Mend them."]}
    assert not challenges(reading(MINUTES.format(lead="The meeting opened at seven.")))


def proposals(found: Extraction) -> dict[str | None, str]:
    """Return the texts of the ideas that are proposed to the whole gathering, by number or else by title."""
    nodes = found.bundle.facts.nodes
    ideas = [nodes[link.source] for link in found.bundle.facts.links.values() if isinstance(link, ProposedAt)]
    return {idea.number or idea.title or idea.text: idea.text for idea in ideas if isinstance(idea, Idea)}


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("Recommendation 1: Share vans.\n\nRecommendation 2: Grow salad.\n", {"1": "Share vans.", "2": "Grow salad."}),
        ("### Proposal 1 – Salad\n\nIn schools.\n\n### Proposal 2 – Rest\n\nAt noon.\n", {"1": "In schools.", "2": "At noon."}),
        ("## What needs to change\n\n- Buy nearby.\n- Share vans.\n", {"Buy nearby.": "Buy nearby.", "Share vans.": "Share vans."}),
        ("**Pitches**\n\nThe ideas presented were:\n\n- A club.\n- An app.\n", {"A club.": "A club.", "An app.": "An app."}),
        ("Recommendation 1: Publish the food budget.\n", {}),
        ("## What happened\n\n- Schools bought nearby.\n- Shops shared vans.\n", {}),
    ],
)  # fmt: skip
def test_what_is_proposed_under_no_challenge_belongs_to_the_gathering(part: str, expected: dict[str, str]) -> None:
    assert proposals(reading(DAY + part)) == expected


@pytest.mark.parametrize("head", ["Challenge | Idea", "Problem | Solution"])
def test_a_table_pairs_challenges_with_ideas(head: str) -> None:
    first, second = head.split(" | ")
    rows = "| Homes over shops | Ada North | Grants for stairs |\n| Damp | Ben South | |\n"
    table = f"| {first} | Owner | {second} |\n| --- | --- | --- |\n{rows}"
    assert ideas(reading(DAY + table)) == {"Homes over shops": ["Grants for stairs"]}


GROUPS = (
    "## Working groups\n\nWe parted.{said}\n\n### Buses and trust\n\n- Times: they are not kept.\n- Maps: nobody reads them.\n\n"
    "### Food for families\n\n- Parcels: they come late.\n- Vans: they stand idle.\n"
)


def test_working_groups_are_challenges_and_their_points_what_is_said_of_them() -> None:
    both = {"Buses and trust", "Food for families"}
    told = reading(DAY + GROUPS.format(said=" Below are takeaways from each of those conversations."))
    assert challenges(told) == both and not ideas(told)
    assert {n.title for n in told.bundle.facts.nodes.values() if isinstance(n, Insight)} == {
        "Times",
        "Maps",
        "Parcels",
        "Vans",
    }
    assert set(ideas(reading(DAY + GROUPS.format(said="")))) == both


def test_titles_of_talks_are_no_challenges() -> None:
    table = (
        "| Time | Speaker | Title |\n| --- | --- | --- |\n| 9:00 | Ada North | Trees |\n| 10:00 | Ben South | Maps |\n"
    )
    talks = "".join(
        f"# Talk {n}: Change in town\n\nAda North\n\n**What people think it means**\n\nFirst, look:\n\n- Products\n- Skills\n\n"
        for n in (1, 2)
    )
    for page in (table, talks):
        found = reading(DAY + page)
        assert not challenges(found) and not proposals(found)


@pytest.mark.parametrize("word", ["Group", "Breakout", "Discussion group"])
def test_groups_that_are_counted_are_called_by_their_challenges(word: str) -> None:
    page = "".join(
        f"## {word} {n}: {title}\n\n- It is late.\n- It is dear.\n\n" for n, title in ((1, "Post"), (2, "Bread"))
    )
    assert challenges(reading(DAY + page)) == {"Post", "Bread"}
    assert not challenges(reading(DAY + page.replace(f"{word} 2: Bread", "Thanks")))


@pytest.mark.parametrize(
    "ideas_of_it",
    [
        "### Ideas\n\n- Lend boats.\n- Sell the quay. This was rejected by the group.\n- Open at night.",
        "### Ideas\n\n- Lend boats.\n- A levy was considered but not taken forward.\n- Open at night.",
        "### Ideas\n\n- Lend boats.\n- A free bus (not agreed).\n- Open at night.",
        "### Ideas\n\n- Lend boats.\n- Rejected: close the bridge.\n  - Close it on Sundays.\n- Open at night.",
        "### Ideas\n\n- Lend boats.\n- The group did not agree that fares should rise.\n- Open at night.",
        "### Ideas\n\n- Lend boats.\n- Open at night.\n\n### Ideas we rejected\n\n- Charge by the mile.\n- Stop at ten.",
        "### Ideas\n\n#### Boats\n\nLend boats.\n\n#### The quay\n\nThere was no agreement on it.\n\n#### Night\n\nOpen at night.",
    ],
)
def test_what_was_turned_down_is_no_idea(ideas_of_it: str) -> None:
    page = f"{DAY}## Challenge: Boats\n\n{ideas_of_it}\n\n## Challenge: Trees\n\n### Ideas\n\n- Plant limes.\n"
    assert ideas(reading(page)) == {"Boats": ["Lend boats.", "Open at night."], "Trees": ["Plant limes."]}


def test_nor_is_it_a_recommendation() -> None:
    page = f"{DAY}## Recommendations\n\n- Lend boats.\n- Not agreed: sell them.\n\n## Rejected recommendations\n\n- Sink them.\n"
    assert [node.text for node in reading(page).bundle.facts.nodes.values() if isinstance(node, Idea)] == [
        "Lend boats."
    ]


@pytest.mark.parametrize("item", ["Help those who were turned down for a loan.", "Hear whoever is ruled out by age."])
def test_an_idea_may_be_for_those_who_were_turned_down(item: str) -> None:
    page = f"{DAY}## Challenge: Loans\n\n### Ideas\n\n- {item}\n\n## Challenge: Trees\n\n### Ideas\n\n- Plant limes.\n"
    assert ideas(reading(page))["Loans"] == [item]


def test_a_label_below_a_counted_heading_is_no_title() -> None:
    page = f"{DAY}## Table 1\n\nTable host: Ada North, Alder Trust\n\n### Ideas\n\n- Lend boats.\n- Open at night.\n\n"
    page += "## Table 2\n\nTable host: Ben Ash, Elm Trust\n\n### Ideas\n\n- Plant limes.\n"
    assert ideas(reading(page)) == {"Table 1": ["Lend boats.", "Open at night."], "Table 2": ["Plant limes."]}


def test_questions_of_a_talk_open_no_challenge() -> None:
    page = f"{DAY}## Keynote\n\n### How to lend boats\n\n- Ask.\n- Wait.\n\n## Talk two\n\n### How to row\n\n- Pull.\n- Push.\n\n"
    found = reading(page + "Question: Is it hard?\n\nAnswer: Not for long.\n\nQuestion: Is it cold?\n\nAnswer: Yes.\n")
    assert not challenges(found) and not ideas(found)


def test_dots_are_no_idea() -> None:
    page = f"{DAY}## Challenge: Boats\n\n### Ideas\n\n- ...\n- Lend boats.\n\n## Challenge: Trees\n\n### Ideas\n\n- Plant.\n"
    assert ideas(reading(page)) == {"Boats": ["Lend boats."], "Trees": ["Plant."]}


def test_a_table_of_people_right_below_the_ideas_holds_none() -> None:
    found = reading(
        f"{DAY}## Challenge: Ovens for every street\n\nChallenge owner: Ada North, Head of Food, Dale Council\n\n### Ideas\n\n"
        "- Rent the school ovens out at night.\n\n| Name | Organisation |\n| --- | --- |\n| Idris Vane | Filey Mill Co-operative |"
    )
    assert ideas(found) == {"Ovens for every street": ["Rent the school ovens out at night."]}


CHARGERS = "Lost chargers"
TWO = "## Challenges\n\n### Broken kettles\n\nAll took one apart.\n\n- Print the price of each part.\n- Teach it at school.\n\n"


def test_a_lone_item_of_a_challenge_is_an_idea_where_those_of_another_are() -> None:
    found = reading(f"{DAY}{TWO}### {CHARGERS}\n\nNobody had one.\n\n- Keep a box of old cables in each library.")
    assert ideas(found)[CHARGERS] == ["Keep a box of old cables in each library."]


@pytest.mark.parametrize(
    "item", ["[Slides that the table showed us](https://quay.test/slides)", "Ada North, Elm Trust", "Slides (2 MB)"]
)
def test_a_lone_item_that_links_or_names_is_none(item: str) -> None:
    assert CHARGERS not in ideas(reading(f"{DAY}{TWO}### {CHARGERS}\n\nNobody had one.\n\n- {item}"))


def test_a_lone_item_is_none_where_headings_say_what_the_ideas_are() -> None:
    headed = TWO.replace("- Print", "#### Ideas\n\n- Print")
    assert CHARGERS not in ideas(
        reading(f"{DAY}{headed}### {CHARGERS}\n\nNobody had one.\n\n- All of us looked for a cable.")
    )
