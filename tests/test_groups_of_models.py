"""What makes several names models together, whatever carries them: what stands over them, and what is labelled beside each."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.bundle import Statements
from schema.nodes import Insight, Model


def facts(text: str, name: str = "cases.md") -> Statements:
    return extract(read(name, text.encode())).bundle.facts


def models(text: str) -> dict[str, str | None]:
    return {n.name: n.description for n in facts(text).nodes.values() if isinstance(n, Model)}


def ties(text: str, model: str) -> set[str]:
    return {
        link.target
        for link in facts(text).links.values()
        if link.source == f"model/{model}" and link.type in ("INVOLVES", "LOCATED_IN")
    }


PAGE = """# Case studies: what works

## Sheds at the mill

**Where:** Calderford

**Who:** Westvale Men's Sheds and Calder College

Twenty men mend things for schools each week.

## Homeshare

Location: Leeds

Provider: Marsh Homeshare CIC

Commissioned by: Leeds City Council

A person with a spare room is matched with a younger one.
"""


def test_lines_with_labels_say_who_is_behind_a_case_and_where_it_is() -> None:
    assert models(PAGE) == {
        "Sheds at the mill": "Twenty men mend things for schools each week.",
        "Homeshare": "A person with a spare room is matched with a younger one.",
    }
    found = ties(PAGE, "sheds-at-the-mill")
    assert found == {"place/calderford", "organisation/westvale-mens-sheds", "organisation/calder-college"}
    behind = {"organisation/marsh-homeshare", "organisation/leeds-city-council"}
    assert ties(PAGE, "homeshare") == {"place/leeds", *behind}


def test_who_commissioned_one_case_did_not_commission_the_page() -> None:
    assert not [link for link in facts(PAGE).links.values() if link.type == "WROTE"]


def test_labels_that_stand_over_their_values_say_the_same() -> None:
    text = PAGE.replace("Location: Leeds", "### Location\n\nLeeds").replace("Provider: ", "### Provider\n\n- ")
    assert "place/leeds" in ties(text, "homeshare") and len(ties(text, "homeshare")) == 3


@pytest.mark.parametrize("over", ["## Winners", "## Our finalists", "## Projects we support"])
def test_what_won_or_was_supported_has_a_heading_each(over: str) -> None:
    text = f"# Good Neighbours\n\n{over}\n\n### Porch Library\n\nBooks on 40 porches.\n\n### Second Spin\n\nBikes are mended.\n"
    assert set(models(text)) == {"Porch Library", "Second Spin"}
    assert not models(text.replace(over, "## Opening hours"))


def test_people_who_won_are_no_models() -> None:
    assert not models("# Neighbours\n\n## Winners\n\n### Sarah Finch\n\nShe cooks.\n\n### Thomas Bell\n\nHe drives.\n")


def test_every_line_that_leads_to_examples_has_its_own() -> None:
    text = (
        "# Talk on the coast\n\n## Eating\n\nThere are some good examples:\n\n- **Warm Tables**, a supper club.\n"
        "- **Soup Round**, a van.\n\n## Walking\n\nHere are more examples:\n\n"
        "- **Lantern Walk**, by the harbour.\n- **Dog Hour**, on the sands.\n"
    )
    assert set(models(text)) == {"Warm Tables", "Soup Round", "Lantern Walk", "Dog Hour"}
    assert not models(text.replace("examples:", "times:"))


def test_a_table_says_by_its_heads_what_its_schemes_are_and_whose() -> None:
    text = "# Visits\n\n| Project | Organisation | Location |\n|---|---|---|\n| Night Nest | Alder Rooms CIC | Hull |\n"
    text += "| Open Door | Elm Teeth CIC | Leeds |\n"
    assert set(models(text)) == {"Night Nest", "Open Door"}
    assert ties(text, "night-nest") == {"organisation/alder-rooms", "place/hull"}
    assert not models(text.replace("| Project |", "| Session |"))


def test_the_sentence_that_says_what_a_model_is_says_where_and_by_whom() -> None:
    text = "# Case studies\n\n## Lantern Walk\n\nNeighbours walk in Hull with Hull City Council. It began in Leeds.\n\n"
    text += "## Soup Round\n\nA van goes out.\n"
    assert ties(text, "lantern-walk") == {"place/hull", "organisation/hull-city-council"}


def test_a_case_among_what_was_heard_is_no_lesson() -> None:
    text = (
        "# Coast Day 2031\n\nCoast Day took place on 4 May 2031 in Hull.\n\n"
        "## What we heard\n\n### Trust takes time\n\nIt does.\n\n"
        "### Ask first\n\nDo.\n\n### Case study: Lido Ladies\n\nWomen swim together.\n"
    )
    found = {n.title for n in facts(text).nodes.values() if isinstance(n, Insight)}
    assert found == {"Trust takes time", "Ask first"} and set(models(text)) == {"Lido Ladies"}


def test_how_to_write_one_is_no_case_study() -> None:
    assert not models(
        "# How to write a case study\n\n## Background\n\nSay what was wrong.\n\n## Results\n\nGive numbers.\n"
    )


def test_what_came_of_a_gathering_is_no_model() -> None:
    text = (
        "# Coast Day 2031\n\nCoast Day took place on 4 May 2031 in Hull.\n\n## What happened next\n\nThree examples:\n\n"
        "- Lantern Walk: people walk by the harbour.\n- Soup Round: a van goes out.\n- Dog Hour: dogs run on the sands.\n"
    )
    assert not models(text)
    assert models(text.replace("What happened next", "Getting about"))


AWARDS = """# Northern Homes Awards

The winners are:

- **Community Project of the Year:** The Sewing Landing, Elm Homes
- **Best Partnership:** Doorstep Doctors, Oak Homes
- **Volunteer of the Year:** Sarah Finch
"""


def test_what_won_an_award_for_schemes_stands_behind_its_label() -> None:
    assert set(models(AWARDS)) == {"The Sewing Landing", "Doorstep Doctors"}
    assert not models(AWARDS.replace("Best Partnership", "Best Cook"))


def test_examples_of_what_anybody_uses_are_no_models() -> None:
    text = "# Surveys\n\n## Examples of tools\n\n- **Asking Monkey**: free for all\n- **Table Maker**: on every desk\n"
    assert not models(text) and len(models(text.replace("tools", "kindness"))) == 2


@pytest.mark.parametrize(
    ("title", "named"),
    [("Case studies: growing together", {"Rail Plot", "Chapel Beans"}), ("Good practice: growing together", set())],
)
def test_the_title_of_a_collection_says_what_it_is_about(title: str, named: set[str]) -> None:
    text = f"# {title}\n\nPublished in May.\n\n## Rail Plot\n\nLocation: Ely\n\nBeans grow.\n\n"
    text += "## Chapel Beans\n\nLocation: Hull\n\nPeas grow.\n"
    assert set(models(text)) == named
