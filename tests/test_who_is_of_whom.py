"""What stands beside people and is no body (titles of talks, addresses, a way of working), and whose people a page lists."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Attended, SpokeAt, WorksFor
from schema.nodes import Event, Organisation

PAGE = "# Our Trustees\n\nOur trustees look after the money of Quayside Housing Trust and meet monthly.\n\n"


def facts(text: str, name: str = "page.md") -> tuple[set[tuple[str, str]], set[str], set[str], set[str]]:
    """Return who works for whom, the bodies, who spoke, and which bodies came."""
    found = extract(read(name, (text + "\n").encode())).bundle.facts
    links = list(found.links.values())
    tail = str.partition
    works = {(tail(o.source, "/")[2], tail(o.target, "/")[2]) for o in links if isinstance(o, WorksFor)}
    bodies = {node.name for node in found.nodes.values() if isinstance(node, Organisation)}
    spoke = {tail(o.source, "/")[2] for o in links if isinstance(o, SpokeAt)}
    came = {tail(o.source, "/")[2] for o in links if isinstance(o, Attended)}
    return works, bodies, spoke, came


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Send it to Ann Bell, Treasurer, Mill Wood Trust, 256 Long Lane, London N3 3SN.", {"mill-wood-trust"}),
        ("Ann Bell\n\n* Practical approach\n\n* Rules are few", set[str]()),
        ("We heard from Ann Bell the leader of Leeds City Council, who was brief.", {"leeds-city-council"}),
        ("We heard from Ann Bell the poet.", set[str]()),
    ],
)
def test_what_stands_behind_a_name(text: str, expected: set[str]) -> None:
    assert facts(text)[0] == {("ann-bell", body) for body in expected}


SLOTS = "# Records Day 2031\n\nRecords Day 2031 is on 7 June 2031 in Hull.\n\n| Time | Hall |\n|---|---|\n"


@pytest.mark.parametrize(
    ("slot", "works"),
    [
        ("Keynote - Ann Bell, Building Trust in Shared Records", set[str]()),
        ("Keynote - Ann Bell, Lessons learned Keeping Old Papers", set[str]()),
        ("Keynote - Ann Bell, Elm Records Trust", {"elm-records-trust"}),
        ("Mr Tom Ash, Deputy President FGA: The View from Below", {"fga"}),
    ],
)
def test_titles_of_talks_are_no_bodies(slot: str, works: set[str]) -> None:
    assert {body for _, body in facts(f"{SLOTS}| 09:30 | Welcome |\n| 10:00 | {slot} |\n")[0]} == works


def test_a_sum_before_a_fund_is_no_part_of_its_name() -> None:
    assert not any(name[0].isdigit() for name in facts("The £150m Elm Valley Support Fund paid for it.")[1])


@pytest.mark.parametrize(
    "page",
    [
        PAGE + "## Ann Bell - Chair\n\nShe keeps bees.\n\n## Tom Ash\n\nTom is a nurse.\n",
        "# Board of Directors - Quayside Housing Trust\n\n### Ann Bell\n\nShe keeps bees.\n\n### Tom Ash\n\nTom is a nurse.\n",
    ],
)
def test_a_page_says_once_whose_people_it_lists(page: str) -> None:
    works, bodies, _, _ = facts(page)
    assert works == {("ann-bell", "quayside-housing-trust"), ("tom-ash", "quayside-housing-trust")}
    assert bodies == {"Quayside Housing Trust"}


def test_those_who_judge_do_not_speak() -> None:
    day = "# Quay Hack 2031\n\nQuay Hack 2031 took place on 14 May 2031 in Hull.\n\n"
    told = "The pitches were heard by a judging panel of Lara Tye from Fir Trust, Ann Bell and Tom Ash."
    works, _, spoke, _ = facts(day + told)
    assert ("lara-tye", "fir-trust") in works
    assert not spoke


@pytest.mark.parametrize(
    ("lead", "came"),
    [
        ("A mix of people from the public and the private sector were in attendance:", True),
        ("A mix of people from the public and the private sector were not in attendance:", False),
    ],
)
@pytest.mark.parametrize(
    "listed",
    [
        "[Leeds City Council](http://a.org), [Hebe Works](http://b.org), [Slowcoach](http://c.org) (me). [Tell me if I'm wrong]",
        "Leeds City Council, Hebe Works, Slowcoach",
    ],
)
def test_a_paragraph_below_a_line_lists_who_came(lead: str, came: bool, listed: str) -> None:
    day = "# Open Transport Roundtable\n\n14 March 2031, Leeds\n\n"
    found = facts(f"{day}{lead}\n\n{listed}\n")[3]
    assert found == ({"leeds-city-council", "hebe-works", "slowcoach"} if came else set())


def test_a_place_before_a_colon_is_no_gathering() -> None:
    told = "Leeds has buses. The roundtable took place in Leeds on 3 March 2031, and Leeds met there."
    found = extract(
        read("blog.md", f"# Leeds: open transport roundtable, March 2031\n\n{told}\n".encode())
    ).bundle.facts
    assert "Leeds" not in {node.name for node in found.nodes.values() if isinstance(node, Event)}


def test_a_body_whose_second_word_is_small_is_no_title() -> None:
    works, _, _, _ = facts("## Present\n\n- Ada North, National trust and The Heritage Alliance")
    assert ("ada-north", "heritage-alliance") in works


def test_what_somebody_attended_lists_nobody_who_came() -> None:
    _, _, _, came = facts(
        "# Dale Bread Forum 2031\n\nEighty met in Ely on 4 May 2031.\n\nThe Chair updated on recent events she had attended:\n\n"
        "- A workshop on Mills.\n- The Launch of the Mill Institute.\n- A plenary of the Elm Trust."
    )
    assert not came
