"""Who stands behind a challenge where its title ends with them, lists inside one paragraph, lessons beside other lists, where
examples are, and the work that a follow-up tells of."""

import pytest
from stated import names_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from loaders.structure.inline_lists import counted_points, points
from schema.links import Cites, Concerns, FollowsFrom, Involves, LocatedIn, Owns, Supports, TakesPartIn
from schema.nodes import Challenge, Idea, Initiative, Insight, Model

OTHER = "\n\n## Table 2: Early shifts\n\nOwner: Mark Vale, Fir Homes\n\nNobody sleeps enough before six in the morning."
DAY = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"


def reading(text: str) -> Extraction:
    return extract(read("notes.md", (text + "\n").encode()))


def texts(found: Extraction, kind: type, field: str) -> set[str]:
    return {getattr(node, field) for node in found.bundle.facts.nodes.values() if isinstance(node, kind)}


def ends(found: Extraction, kind: type) -> set[tuple[str, str]]:
    links = [link for link in found.bundle.facts.links.values() if isinstance(link, kind)]
    return {(link.source.split("/")[-1], link.target.split("/")[-1]) for link in links}


@pytest.mark.parametrize(
    "behind",
    [
        " (question owner: Dr Sarah North, Head of Heating, Elm Trust)",
        " (led by Sarah North, Elm Trust)",
        " Owner: Sarah North, Elm Trust.",
    ],
)
@pytest.mark.parametrize("title", ["Who mends damp homes?", "People sent home to no address;"])
def test_a_title_ends_where_it_says_who_owns_the_challenge(title: str, behind: str) -> None:
    listed = f"Two questions were put to the tables:\n\n1. {title}{behind}\n2. Who drives the bus? (owner: Mark Vale, Fir Homes)"
    found = reading(f"{DAY}{listed}")
    assert texts(found, Challenge, "title") == {title.rstrip(";"), "Who drives the bus?"}
    assert {who for who, _ in ends(found, Owns)} == {"sarah-north", "elm-trust", "mark-vale", "fir-homes"}


def test_a_heading_ends_there_too() -> None:
    found = reading(
        f"{DAY}## Challenge 1: Falls (owner: Sarah North, Elm Trust)\n\nOne in three of us falls each winter here."
    )
    assert texts(found, Challenge, "title") == {"Falls"}
    assert {who for who, _ in ends(found, Owns)} == {"sarah-north", "elm-trust"}


def test_who_supports_it_may_stand_below() -> None:
    head = "## Challenge 1: Falls (owner: Sarah North, Elm Trust)\n\nSupporters: Mark Vale, Fir Homes"
    found = reading(f"{DAY}{head}\n\nOne in three of us falls each winter here.")
    assert {who for who, _ in ends(found, Owns)} == {"sarah-north", "elm-trust"}
    assert {who for who, _ in ends(found, Supports)} == {"mark-vale", "fir-homes"}


@pytest.mark.parametrize("listed", ["(1) a night bus; (2) cheap fares", "a night bus; and cheap fares"])
def test_a_label_leads_to_several_proposals(listed: str) -> None:
    table = f"## Table 1: Late shifts\n\nOwner: Sarah North, Elm Trust\n\nProposals: {listed}.{OTHER}"
    assert texts(reading(DAY + table), Idea, "text") >= {"a night bus"}
    assert len(texts(reading(DAY + table), Idea, "text")) == 2


def test_signs_with_nothing_between_them_make_no_list() -> None:
    assert not points("; a night bus") and not points("a night bus; ")
    assert not counted_points("(1) ; (2) a night bus")


def test_what_people_came_up_with_is_no_lesson() -> None:
    told = "What I took home\n\nWe came up with two things:\n\n1. One phone number.\n2. A shared pot for breaks."
    found = reading(f"{DAY}## {told}")
    assert not texts(found, Insight, "title")
    assert texts(found, Idea, "text") == {"One phone number.", "A shared pot for breaks."}


@pytest.mark.parametrize("line", ["Date of next meeting: 6 May 2032, 10 am.", "Contact: Sarah North, Elm Trust"])
def test_a_day_or_somebody_is_no_lesson(line: str) -> None:
    learned = f"## What we learned\n\nTime matters. It was short.\n\nTrust is slow. It took years.\n\n{line}"
    assert texts(reading(DAY + learned), Insight, "title") == {"Time matters", "Trust is slow"}


@pytest.mark.parametrize("line", ["Date of next meeting: 6 May 2032", "Contact: Sarah North, Elm Trust"])
def test_nor_is_it_work_that_followed(line: str) -> None:
    said = "Elm Trust has set up a barn desk in Kendal with £30,000 from a fund."
    assert names_of(reading(f"{DAY}## Since the day\n\n{said}\n\n{line}"), Initiative) == {"Barn desk in Kendal"}


def test_who_runs_an_example_is_no_second_one() -> None:
    table = "## Table 1: Young carers\n\nOwner: Sarah North, Elm Trust\n\nIdeas:\n\n- Train them, as in the"
    found = reading(f"{DAY}{table} “Who Knows?” project run by Carers Trust in Rochdale.\n- A card{OTHER}")
    assert names_of(found, Model) == {"Who Knows?"}
    assert ends(found, Involves) == {("who-knows", "carers-trust")}
    assert ends(found, LocatedIn) == {("who-knows", "rochdale")}


@pytest.mark.parametrize(
    ("said", "name", "place"),
    [
        ("Wigan's Deal was the inspiration.", "Wigan's Deal", "wigan"),
        ("The group pointed to Glasgow, where the “Safe Home” campaign won free taxis.", "Safe Home", "glasgow"),
        ("The group looked at the Hackney “Inside Out” programme.", "Inside Out", "hackney"),
        ("The group liked what Go-Op did in Swindon.", "Go-Op", "swindon"),
    ],
)
def test_where_an_example_is_the_challenge_is_not(said: str, name: str, place: str) -> None:
    table = (
        f"## Table 1: Late shifts in Hull\n\nOwner: Sarah North, Elm Trust\n\nBuses stop at ten in the evening. {said}"
    )
    found = reading(f"{DAY}{table}\n\nIdeas:\n\n- A night bus\n- A taxi fund{OTHER}")
    assert names_of(found, Model) == {name}
    assert {where for _, where in ends(found, LocatedIn)} == {place}
    assert {where for _, where in ends(found, Concerns)} == {"hull"}
    assert len(ends(found, Cites)) == 1


ONE_YEAR_ON = """# Quay Day: one year on

In May 2031 sixty people came together in Leeds for Quay Day. Two challenges went onto the tables.

| Challenge | Owner |
|---|---|
| Young people leaving care with nowhere to go | Sarah North, Elm Trust |
| Damp and mould in old terraces | Mark Vale, Fir Homes |

## 1. Young people leaving care

What happened next: Elm Trust and Lancashire County Council launched **First Front Door** in Burnley in March 2032. Sarah North, who
has since moved to Blackpool Council, told us that she is glad.

## 2. Damp and mould

Fir Homes has started a damp clinic with £12,000 from a fund. It opens every Friday.
"""


def test_a_follow_up_says_who_does_the_work_where_and_for_which_challenge() -> None:
    found = reading(ONE_YEAR_ON)
    assert names_of(found, Initiative) == {"First Front Door", "Damp clinic"}
    assert ends(found, TakesPartIn) == {
        ("elm-trust", "first-front-door"),
        ("lancashire-county-council", "first-front-door"),
        ("fir-homes", "damp-clinic"),
    }
    assert ("first-front-door", "burnley") in ends(found, LocatedIn)
    assert {cause for _, cause in ends(found, FollowsFrom)} > {
        "young-people-leaving-care-with-nowhere-to-go",
        "damp-and-mould-in-old-terraces",
    }


def test_the_last_group_ends_where_every_other_does() -> None:
    one = "**Pain and sleep** (led by Sarah North, Elm Trust). It hurts at night in the rain."
    groups = f"{one}\n\n**Money** (led by Mark Vale, Fir Homes). It goes on rent and fares."
    found = reading(f"{DAY}Two groups met:\n\n{groups}\n\nThe first class starts in June.")
    assert texts(found, Challenge, "summary") == {"It hurts at night in the rain.", "It goes on rent and fares."}


def test_a_session_is_what_its_topic_says() -> None:
    sessions = "## Session 1\n\nTopic: How do we slow the traffic?\n\nConvenor: Sarah North, Elm Trust\n\nCars park on the corner."
    other = (
        sessions.replace("Session 1", "Session 2")
        .replace("slow the traffic", "light the paths")
        .replace("Sarah", "Mark")
    )
    found = reading(f"{DAY}{sessions}\n\n{other}")
    assert texts(found, Challenge, "title") == {"How do we slow the traffic?", "How do we light the paths?"}
    assert {who for who, _ in ends(found, Owns)} >= {"sarah-north", "mark-north"}


def test_paragraphs_numbered_below_their_section_are_proposals() -> None:
    found = reading(f"{DAY}## 4. Proposals\n\n4.1 Youth workers every night.\n\n4.2 A group in Easton.")
    assert texts(found, Idea, "text") == {"Youth workers every night.", "A group in Easton."}
    assert texts(found, Idea, "number") == {"4.1", "4.2"}
