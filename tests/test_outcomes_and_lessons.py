"""Work that a gathering set off and lessons, told in sentences and boxes; lessons of documents that report on no event."""

import pytest
from stated import names_of

from loaders.curation.check import review
from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import EmergedFrom, FollowsFrom, TakesPartIn
from schema.nodes import Initiative, Insight

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(text: str) -> Extraction:
    return extract(read("notes.md", (text + "\n").encode()))


def titles(found: Extraction) -> list[str]:
    return [node.title for node in found.bundle.facts.nodes.values() if isinstance(node, Insight)]


def work(found: Extraction) -> set[str]:
    return names_of(found, Initiative)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("A small project group was formed on the day to work on this.", {"Small project group"}),
        ("The tool-lending pilot was launched after the event by two neighbours.", {"Tool-lending pilot"}),
        (
            "A key outcome from the forum discussion was to set up a steering circle which will run a pilot night bus scheme.",
            {"Pilot night bus scheme"},
        ),
        (
            "Several joint actions emerged at the end, including a shared booking tool, the writing of a paper on why to share, "
            "and talks between two libraries.",
            {"A shared booking tool", "Paper on why to share", "Talks between two libraries"},
        ),
        ("Following the forum, Elm Trust has launched a fund for small piers.", {"Fund for small piers"}),
        ("Two of those who met went on to set up the Quay Kitchen, a café.", {"Quay Kitchen"}),
        ("Participants have since begun a trial of night buses that nurses take.", {"Trial of night buses"}),
        ("Since the day, Elm Trust is now piloting a boat library and has a list.", {"Boat library"}),
        ("As a result of the forum, the council will trial Sunday opening from May.", {"Sunday opening from May"}),
        (
            "We took up the ideas, with the creation of a Club for Late Readers within the library.",
            {"Club for Late Readers"},
        ),
        ("The forum led to the setting up of a boat library by two neighbours.", {"Boat library"}),
        ("Since the forum, the team is in the process of establishing a boat library.", {"Boat library"}),
        ("As a result of the forum, Elm Trust will launch a survey.", set()),
        ("Elm Trust will launch a boat library.", set()),
        ("The launch of the boat library was in 1999.", set()),
        ("Elm Trust has since begun a trial of night buses.", set()),
        ("Following the forum, Elm Trust has begun to talk to others.", set()),
        ("A project group was formed in 2019 to work on this.", set()),
        ("In 2029, a pilot was launched after the event in Hull.", set()),
        ("Several actions emerged at the end of the war.", set()),
        ("A working group was formed of people who care.", set()),
    ],
)
def test_work_that_the_event_set_off(sentence: str, names: set[str]) -> None:
    found = reading(DAY + sentence)
    assert work(found) == names
    follows = [link for link in found.bundle.facts.links.values() if isinstance(link, FollowsFrom)]
    assert len(follows) == len(names)


def test_a_part_on_what_followed_tells_of_nothing_else() -> None:
    told = "Elm Trust has since begun a trial of night buses. It was cold. Leeds City Council is now testing the Quay Card."
    found = reading(f"{DAY}## What came of it\n\n{told}\n")
    assert work(found) == {"Trial of night buses", "Quay Card"}
    takes_part = {link.source for link in found.bundle.facts.links.values() if isinstance(link, TakesPartIn)}
    assert takes_part == {"organisation/elm-trust", "organisation/leeds-city-council"}


@pytest.mark.parametrize("title", ["What happens next", "Next steps", "Follow-up", "Now what?"])
def test_what_somebody_will_begin_is_work_where_next_steps_are_told(title: str) -> None:
    told = f"## {title}\n\nElm Trust will pilot a dawn cart in two mills from May. Oak Lane Library is funding a trial of lamps.\n"
    assert work(reading(DAY + told)) == {"Dawn cart in two mills from May", "Trial of lamps"}
    assert work(reading(DAY + told.replace(title, "The mills"))) == set()


def test_impact_without_an_event_is_no_work_that_followed_from_one() -> None:
    case = "# Baking with neighbours\n\n## Impact\n\n- A list of every oven in the street\n- Recipes that all of them like\n"
    assert work(reading(case)) == set()
    assert work(reading(DAY + case[case.index("## ") :])) != set()


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ('Another repeated theme was the "open kitchen door". It stayed ajar.', "open kitchen door"),
        ("A recurring theme throughout the day was that the cost of heat keeps halls shut.", "cost of heat keeps halls shut"),
        ("One of the main themes throughout was keeping doors open.", "keeping doors open"),
        ("A common theme was last seen in 2019.", None),
        ("The theme was food.", None),
    ],
)  # fmt: skip
def test_a_theme_that_came_back_is_a_lesson(sentence: str, title: str | None) -> None:
    found = [one.lower() for one in titles(reading(DAY + sentence))]
    assert found == ([title] if title else [])


@pytest.mark.parametrize(
    "box",
    [
        '{{% learning "Learning: {}" %}}\n\n{}\n\n{{% endlearning %}}\n',
        "**Key learning: {}**\n\n{}\n",
        "#### Takeaway 3: {}\n\n{}\n",
    ],
)
def test_boxes_that_are_labelled_as_lessons(box: str) -> None:
    first = box.format("Set terms early", "Agree who does what before the first pan is hot.")
    second = box.format("Leave time for trust", "Two visits are few. Nobody is told more than they ask for.")
    told = f"# Baking with neighbours\n\n## How it went\n\n{first}\n{second}"
    assert titles(reading(told)) == ["Set terms early", "Leave time for trust"]
    assert titles(reading(told.replace(second, ""))) == []


def test_lessons_without_an_event_are_a_list_or_several() -> None:
    advice = "## Advice for other streets\n\n- Start early in the year.\n- Ask who owns the oven.\n- Write down what it cost.\n"
    found = reading(f"# Baking with neighbours\n\n{advice}")
    assert titles(found) == ["Start early in the year", "Ask who owns the oven", "Write down what it cost"]
    assert not any(isinstance(link, EmergedFrom) for link in found.bundle.facts.links.values())
    assert review(found).quarantine == []
    assert titles(reading(f"# Baking with neighbours\n\n{advice[: advice.index('- Ask')]}")) == []


def test_a_page_on_a_gathering_without_a_day_is_loaded_for_what_came_of_it() -> None:
    told = (
        "# Quay Hack Day 2031\n\nQuay Hack Day 2031 was held in a hall.\n\n{}\n\n"
        + "The hall was full and the tea was hot. " * 85
    )
    assert review(reading(told.format("A project group was formed on the day."))).quarantine == []
    assert review(reading(told.format("Nobody left before the last song."))).quarantine


@pytest.mark.parametrize(
    ("heading", "lessons"),
    [
        ("Key lessons from the day", True),
        ("Challenges and learnings", True),
        ("Top 10 lessons learned", True),
        ("Participants' feedback", True),
        ("Feedback from the tables", True),
        ("Evaluating teaching and learning in schools", False),
        ("Blended learning", False),
        ("Share your findings", False),
        ("Statement of principles", False),
        ("Feedback", False),
    ],
)
def test_a_heading_of_lessons_has_few_words_before_it(heading: str, lessons: bool) -> None:
    found = reading(
        f"{DAY}## {heading}\n\n- Start small and stay near.\n- Ask before you build.\n- Keep count of it.\n"
    )
    assert bool(titles(found)) is lessons


def test_the_points_of_a_talk_are_no_lessons_of_the_day() -> None:
    points = "- It was cold.\n- It is warm.\n- It will be hot.\n"
    assert not titles(reading(f"{DAY}Key points from the presentation:\n\n{points}"))
    assert titles(reading(f"{DAY}Key points from the day:\n\n{points}"))


def test_a_paragraph_may_tell_of_several_themes() -> None:
    told = (
        "A strong theme throughout the day was that buses matter. One clear message was that the young must be heard."
    )
    assert titles(reading(DAY + told)) == ["Buses matter", "Young must be heard"]


STUDIES = """# Learning from practice: ten years of quay trusts

## Foreword

When we began there were eleven.

## 1. Elm Trust

The trust built six homes.

## Common themes

- Land is the hardest part.
- Every project had one who did not give up.
- Small grants unlock the rest.
"""


def test_a_title_over_a_part_with_the_lessons_makes_none_of_its_other_parts() -> None:
    assert titles(reading(STUDIES)) == [
        "Land is the hardest part",
        "Every project had one who did not give up",
        "Small grants unlock the rest",
    ]


def test_a_foreword_among_lessons_is_none() -> None:
    below = "## Foreword\n\nWe began.\n\n## Start with tea\n\nPeople came.\n\n## Pay the bus\n\nThey came again."
    assert titles(reading(f"# Lessons learned\n\n{below}")) == ["Start with tea", "Pay the bus"]


def test_a_number_of_grantees_counts_no_lessons() -> None:
    line = "This brief profiles two grantees and draws lessons for others."
    assert titles(reading(f"# Clinics\n\n{line}\n\n## Elm Clinic\n\nIt opened.\n\n## Quay Van\n\nIt drives.")) == []


@pytest.mark.parametrize(
    "heading", ["What made the difference", "What we'd do differently", "What our first year taught us"]
)
def test_headings_that_ask_what_helped_head_lessons(heading: str) -> None:
    assert titles(reading(f"# A shed\n\nIt lends saws.\n\n## {heading}\n\n- Ask first.\n- Wait.\n- Pay the bus.")) == [
        "Ask first",
        "Wait",
        "Pay the bus",
    ]


PAPER = """# Five years of a fund

## A report on what it did

### Advisers

Ada North (Elm Trust); Bo Reed (Quay Trust)
"""


def test_a_subtitle_over_advisers_is_no_challenge() -> None:
    assert not any(node.startswith("challenge/") for node in reading(PAPER).bundle.facts.nodes)


def test_paragraphs_that_take_turns_below_a_line_on_what_people_would_tell_are_lessons() -> None:
    line = "It was not smooth. Here is what we'd tell anyone who begins."
    below = "First, ask the landlord.\n\nSecond, keep the scrap. It pays.\n\nFinally, count what matters.\n\nWe owe much to Hull."
    told = ["Ask the landlord", "Keep the scrap", "Count what matters"]
    assert titles(reading(f"A shed opened in Hull.\n\n{line}\n\n{below}")) == told
    assert not titles(reading(f"A shed opened in Hull.\n\nHere is how we made it.\n\n{below}"))
