"""What an account says of those who held it and of what they planned, and what is no body or work there; and near misses."""

import pytest
from stated import names_of, titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised
from schema.nodes import Challenge, Initiative, Organisation


def told(text: str) -> Extraction:
    return extract(read("told.md", f"{text}\n".encode()))


def tied(found: Extraction, kind: type[Attended] | type[Organised]) -> set[str]:
    links = (link for link in found.bundle.facts.links.values() if isinstance(link, kind))
    ends = (found.bundle.facts.nodes[link.source] for link in links)
    return {node.name for node in ends if isinstance(node, Organisation)}


@pytest.mark.parametrize(
    ("author", "words", "held"),
    [
        (
            "Elm Rainbow Alliance",
            "Last Thursday, we hosted our yearly conference for sailors",
            {"Elm Rainbow Alliance"},
        ),
        ("Weir Network", "On 7 May 2031 we held the third conference for sailors", {"Weir Network"}),
        ("Weir Network", "Last Thursday, we went to a yearly conference for sailors", set()),
        ("Ada North", "Last Thursday, we hosted our yearly conference for sailors", set()),
    ],
)
def test_the_body_that_writes_of_what_it_held_held_it(author: str, words: str, held: set[str]) -> None:
    head = f"---\ntitle: The biggest conference ever\nauthor: {author}\n---\n"
    body = f"{words}. The conference was at the Maltings Hall in Ipswich on 7 May 2031. We thank all who came to the conference."
    assert tied(told(head + body), Organised) == held


@pytest.mark.parametrize(
    ("who", "held"), [("Participants in", set()), ("Delegates at", set()), ("Weir Trust organised", {"Weir Trust"})]
)
def test_those_who_took_part_held_nothing(who: str, held: set[str]) -> None:
    text = f"# Elm Summit 2031\n\n{who} the Elm Summit on Care, held in Ipswich on 7 May 2031, and all agreed."
    assert tied(told(text), Organised) == held


@pytest.mark.parametrize(
    ("line", "came"), [("Doors opened at 19:05", False), ("Tea 9:30", False), ("Larch Harbour Watch", True)]
)
def test_a_line_with_a_time_came_to_nothing(line: str, came: bool) -> None:
    text = f"# Tide Meeting, 7 May 2031\n\n## Guests\n\n- Elm Trust\n- Weir Council\n\n{line}\n"
    assert (line in tied(told(text), Attended)) is came


@pytest.mark.parametrize("before", ["the largest learning event", "the second yearly conference"])
def test_what_a_link_calls_an_event_is_no_body(before: str) -> None:
    live, plus = (
        "[Weir Harvest Live](http://www.weirharvestlive.com/)",
        "[Weir Harvest Plus](http://www.weirharvestplus.com/)",
    )
    text = f"# Civil Tide\n\nOver the last weeks, people took part in {before} {live}.\n\nThe portal {plus} is new."
    found = names_of(told(f"{text} The Tide Meeting was held on 4 May 2031."), Organisation)
    assert found & {"Weir Harvest Live", "Weir Harvest Plus"} == {"Weir Harvest Plus"}


@pytest.mark.parametrize("name", ["Leaders of Harbours Forum", "Keepers of Weirs Forum"])
def test_the_end_of_a_forums_name_is_no_body(name: str) -> None:
    end = " ".join(name.split()[2:])
    text = f"# {name}\n\nThe {name} was held on 7 May 2031. All said what {end} is for. We wrote to Elm Business Forum as well."
    found = names_of(told(text), Organisation)
    assert end not in found
    assert "Elm Business Forum" in found


@pytest.mark.parametrize(("word", "named"), [("LGBT", False), ("BAME", False), ("HARBR", True)])
def test_people_of_a_kind_are_no_body(word: str, named: bool) -> None:
    text = f"# Notes of 7 May 2031\n\nOf use to {word} staff is the new form."
    assert (word in names_of(told(text), Organisation)) is named


PLAN = """# What happened at the first Dale Forum

The first Dale Forum was held on 7 May 2031.

## {heading}

People worked in groups, each at a table. {lead}

1. Building strong and stable harbours
2. Creating a fair town
3. Having a national voice
"""


@pytest.mark.parametrize(
    ("lead", "set_out"),
    [
        ("The strategy has three main themes:", False),
        ("The strategy has three priority themes:", False),
        ("The day had three priority themes:", True),
    ],
)
def test_the_themes_of_a_plan_are_no_challenges(lead: str, set_out: bool) -> None:
    assert bool(titles_of(told(PLAN.format(heading="Delivery", lead=lead)), Challenge)) is set_out


@pytest.mark.parametrize(
    ("heading", "work"),
    [("Update on Network delivery", False), ("An update on our plan", False), ("Updates from the tables", True)],
)
def test_an_update_on_something_else_tells_of_no_work_that_followed(heading: str, work: bool) -> None:
    text = PLAN.format(heading=heading, lead="Some highlights include:")
    assert bool(names_of(told(text), Initiative)) is work
