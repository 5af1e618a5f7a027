"""Lessons that running text tells one by one, and lessons, examples and challenges that a line announces by their number."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import LocatedIn
from schema.nodes import Challenge, Insight, Model

DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
CASE = "# Lending boats\n\nElm Trust lent boats in Goole for a year.\n\n"


def stated(text: str, kind: type[Insight] | type[Model] | type[Challenge], name: str = "notes.md") -> list[str]:
    found = extract(read(name, (text + "\n").encode())).bundle.facts.nodes.values()
    return [node.name if isinstance(node, Model) else node.title for node in found if isinstance(node, kind)]


@pytest.mark.parametrize("first", ["My first big take-away", "The first lesson", "First takeaway"])
@pytest.mark.parametrize("last", ["My second take-away", "The last lesson", "Finally, my third take-away"])
def test_paragraphs_that_count_what_somebody_took_away(first: str, last: str) -> None:
    told = f"{first} was the energy in the room. All stayed late.\n\n{last} is that nobody has a map. We looked."
    assert stated(DAY + told, Insight) == ["The energy in the room", "That nobody has a map"]


def test_one_paragraph_counts_nothing() -> None:
    assert stated(f"{DAY}The first lesson was all about oars. We sat in a boat.", Insight) == []


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("The biggest lesson for us was that boats need oars.", "Boats need oars"),
        ("One key learning was to count the oars.", "Count the oars"),
        ("One thing we learned is that children read rules.", "Children read rules"),
        ("The first lesson in spring was cancelled.", None),
        ("The message was that nobody came.", None),
    ],
)
def test_a_sentence_tells_what_the_lesson_was(sentence: str, title: str | None) -> None:
    assert stated(DAY + sentence, Insight) == ([title] if title else [])


def test_a_document_without_a_gathering_tells_several() -> None:
    first, second = "The biggest lesson was that boats need oars.", "Another key lesson was to count them."
    assert stated(f"{CASE}{first}\n\n{second}", Insight) == ["Boats need oars", "Count them"]
    assert stated(CASE + first, Insight) == []


def test_sentences_take_up_one_after_the_other_what_the_one_before_counts() -> None:
    told = "There were three main takeaways. First, buses are open. Second, trees are counted. Finally, we need tea."
    assert stated(DAY + told, Insight) == ["Buses are open", "Trees are counted", "We need tea"]
    assert stated(DAY + told.replace("three main takeaways", "many of us"), Insight) == []


HEADED = "## Being known\n\nThey tell it again.\n\n## Money worries\n\nIt is cold.\n\n## About us\n\nA charity.\n"
LED = "**Being known.** They tell it again.\n\n**Money worries** come first.\n\nIt was late.\n"


@pytest.mark.parametrize("run", [HEADED, LED])
def test_as_many_stand_alike_below_a_line_as_it_says(run: str) -> None:
    line = "Two themes emerged from these talks. Each is set out below.\n\n"
    assert stated(DAY + line + run, Insight) == ["Being known", "Money worries"]
    assert stated(DAY + line.replace("Two", "Three") + run, Insight) == []


@pytest.mark.parametrize("start", ["# What boats taught us: lessons\n\n", "# Lessons from boats\n\nWe lent 40.\n\n"])
def test_a_line_with_a_colon_leads_into_what_was_learned(start: str) -> None:
    page = f"{start}Here's what we've learned so far:\n\n- Start small.\n- Ask the wardens.\n- Keep count.\n\nThanks to all.\n"
    assert stated(page, Insight) == ["Start small", "Ask the wardens", "Keep count"]


@pytest.mark.parametrize(
    "run",
    [
        "## Pocket Park, Ripon\n\nA garden.\n\n## Bee Lines\n\nA trail.\n\n## About\n\nUs.\n",
        "**Pocket Park, Ripon** is a garden.\n\n**Bee Lines** are a trail.\n\nThanks to all.\n",
        "[Pocket Park, Ripon](https://a.example) is a garden.\n\nThen [Bee Lines](https://b.example) began.\n",
    ],
)
def test_as_many_examples_as_a_line_counts(run: str) -> None:
    line = "The council has picked two projects.\n\n"
    assert stated(CASE + line + run, Model) == ["Pocket Park, Ripon", "Bee Lines"]
    assert stated(CASE + line.replace("two", "nine") + run, Model) == []


def test_bodies_whose_talks_are_counted_told_of_their_work() -> None:
    run = "[Solar Goole](https://a.example) sells shares.\n\nNext came [Big Roof](https://b.example), a society.\n"
    assert stated(f"{DAY}There were talks by two groups about roofs.\n\n{run}", Model) == ["Solar Goole", "Big Roof"]


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("From the Mill Quarter in Hull, which makes soap; or Elm Yard in Leeds, a home for 90.", {"Mill Quarter", "Elm Yard"}),
        ("In Hastings, the Observer Yard is now let to bakers.", {"Observer Yard"}),
        ("Further north, Elm Quarter in Dumfries buys shops.", {"Elm Quarter"}),
        ("However, most towns have none.", set()),
    ],
)  # fmt: skip
def test_sentences_behind_words_that_there_are_examples(told: str, names: set[str]) -> None:
    assert set(stated(f"{CASE}There are examples up and down the country.\n\n{told}", Model)) == names
    assert set(stated(f"{CASE}There are examples up and down the country. {told}", Model)) == names
    assert not stated(CASE + told, Model)


def test_a_name_in_bold_type_is_what_the_account_of_a_project_is_about() -> None:
    page = (
        "# Visits by neighbours to those who were ill\n\n## Project\n\n"
        '**The Ripon Visitors** ("the Visitors" for short) is the first group of its kind.\n\n'
        "## Desired outcome\n\nNobody comes home alone.\n\n## What we learned\n\nTea helps.\n"
    )
    assert stated(page, Model) == ["Ripon Visitors"]


def test_challenges_may_be_put_as_questions_below_the_line_that_counts_them() -> None:
    asked = "How might we sell fish?\n\nHow might we light the pier?\n\nThe team Swing Low won.\n"
    assert stated(f"{DAY}Teams chose from two challenges:\n\n{asked}", Challenge) == [
        "How might we sell fish?",
        "How might we light the pier?",
    ]


def test_parts_that_labels_in_bold_type_open_make_challenges() -> None:
    part = "## {}\n\n**Issue:** It is cold.\n\n**What we heard:** Nobody knows why.\n\n**Recommendation:** Light a stove.\n\n"
    assert stated(DAY + part.format("Halls") + part.format("Schools"), Challenge) == ["Halls", "Schools"]


@pytest.mark.parametrize("line", ["Here are some reflections.", "These are the three lessons that I took away."])
def test_a_sentence_says_that_what_follows_it_are_lessons(line: str) -> None:
    told = "**People help.** All stayed.\n\n**Oars are dear.** We lost two.\n\n**Ask first.** It saves time.\n\nBye.\n"
    page = f"{CASE}{line}\n\n{told}"
    assert stated(page, Insight) == ["People help", "Oars are dear", "Ask first"]
    assert stated(page.replace(line, "Here are some pictures."), Insight) == []


TABLE = "| Kitchen | Location | Does |\n| --- | --- | --- |\n| Elm Kitchen | Leeds | Cooks |\n| The Dock Pantry | Hull | Sells |\n"


def test_a_table_of_examples_names_one_a_row_and_where_it_is() -> None:
    found = extract(read("notes.md", f"# Shared kitchens\n\n## Case studies\n\n{TABLE}".encode())).bundle.facts
    placed = {(link.source, link.target) for link in found.links.values() if isinstance(link, LocatedIn)}
    assert placed == {("model/elm-kitchen", "place/leeds"), ("model/dock-pantry", "place/hull")}
    assert stated(f"# Shared kitchens\n\n## Rota\n\n{TABLE}", Model) == []


@pytest.mark.parametrize(("title", "named"), [("Our projects", True), ("Our terms", False)])
def test_a_page_of_projects_names_them_in_headings(title: str, named: bool) -> None:
    page = f"# {title}\n\n## Loft Lads\n\nThey lag.\n\n## Warm Walks\n\nNurses walk.\n"
    assert stated(page, Model) == (["Loft Lads", "Warm Walks"] if named else [])


@pytest.mark.parametrize("heading", ["Inspiration", "Examples elsewhere"])
def test_text_below_a_heading_of_examples_tells_of_them(heading: str) -> None:
    told = "Elm Farm in Otley lets forty plots to families."
    assert stated(f"{DAY}## {heading}\n\n{told}\n", Model) == ["Elm Farm"]
    assert stated(f"{DAY}## Lunch\n\n{told}\n", Model) == []


def test_examples_that_are_counted_and_then_named() -> None:
    told = "Four examples were shown. There was Boat Share (a site); OarBook (an app); and Dock Archive in Hull."
    assert set(stated(DAY + told, Model)) >= {"Boat Share", "Dock Archive"}


def test_the_agenda_behind_a_report_does_not_make_a_programme_of_it() -> None:
    part = "## {}\n\nIt is cold.\n\n### Goal\n\nWarmth.\n\n### Feedback and suggestions\n\n- Light a stove.\n- Lag the loft.\n\n"
    hours = "".join(f"{hour}:00 Talk {hour}\n\n" for hour in range(9, 16))
    page = f"{DAY}{part.format('Halls')}{part.format('Schools')}"
    assert stated(f"{page}## Agenda\n\n{hours}", Challenge) == ["Halls", "Schools"]
    assert stated(f"{DAY}## Agenda\n\n{hours}{page.removeprefix(DAY)}", Challenge) == []


def test_what_is_said_of_the_author_is_no_lesson() -> None:
    page = "# Two things I took away\n\n## Maps lie\n\nOurs.\n\n## Lunch matters\n\nPeople talk.\n\n## About the author\n\nPat.\n"
    assert stated(page, Insight) == ["Maps lie", "Lunch matters"]


@pytest.mark.parametrize(
    "run",
    [
        "- [Ripon Rings](https://a.example) – ring those alone.\n- [RiverBell](https://b.example) – rings when it rains.\n",
        "**Ripon Rings** ring those alone.\n\n**RiverBell** rings when it rains.\n",
    ],
)
def test_what_a_heading_calls_schemes_is_named_where_each_begins(run: str) -> None:
    assert stated(f"# Good neighbours: schemes to copy\n\n{run}", Model) == ["Ripon Rings", "RiverBell"]
    assert stated(f"# Good neighbours: useful links\n\n{run}", Model) == []


def test_stories_that_a_line_counts_are_headed_by_what_they_tell_of() -> None:
    page = "# What works\n\nHere are two stories.\n\n## Singing in Selby\n\nThey sing.\n\n## Walks in Whitby\n\nThey walk.\n"
    assert stated(page, Model) == ["Singing in Selby", "Walks in Whitby"]
    page = page.replace("Singing in Selby", "To sing in Selby")
    assert stated(page, Model) == []


@pytest.mark.parametrize(("lead", "found"), [("Early warning.", ["Early warning", "Insurance"]), ("When is it?", [])])
def test_challenges_may_stand_in_paragraphs_led_by_bold_words(lead: str, found: list[str]) -> None:
    page = f"{DAY}## The challenges\n\n**{lead}** How can villages know?\n\n**Insurance.** Who pays for it?\n"
    assert stated(page, Challenge) == found


def test_paragraphs_that_take_turns_below_a_heading_are_its_lessons() -> None:
    told = "First, maps lie. Ours did.\n\nSecond, lunch matters. People talk.\n\n"
    page = (
        f"# Two takeaways from Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031. Thanks to Bo West.\n\n{told}"
    )
    assert stated(page, Insight) == ["Maps lie", "Lunch matters"]


def test_findings_are_counted_in_reports_on_no_gathering_too() -> None:
    page = f"{CASE}## Finding 1: Theft\n\nFour in ten lost a boat.\n\n## Finding 2: Tides\n\nThey are high.\n"
    assert stated(page, Insight) == ["Theft", "Tides"]
    assert stated(page.replace("Finding", "Lesson"), Insight) == []


def test_what_stuck_with_the_writer_is_a_lesson() -> None:
    page = f"{DAY}One thing that has stuck with me a few weeks later, is that maps lie.\n\nLunch was good.\n"
    assert stated(page, Insight) == ["Maps lie"]
