"""Ordinary sentences that sound like statements of the product's kinds, and state none of them."""

import pytest
from stated import names_of, titles_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised, Owns, Sponsored, Supports, WorksFor
from schema.nodes import Challenge, Event, Insight, Model, Organisation, Person

FRAME = (
    "# Dale Care Day\n\nDale Care Day took place on 4 May 2031 at Fir Hall, Leeds.{}\n\n"
    "## Challenge 1: How do we keep carers?\n\n{}\n\n### Ideas\n\n1. Lend a yard.\n2. Pay for a bus.\n"
)


def reading(text: str, name: str = "notes.md") -> Extraction:
    return extract(read(name, text.encode()))


def linked(found: Extraction, *kinds: type) -> set[str]:
    nodes = [found.bundle.facts.nodes[k.source] for k in found.bundle.facts.links.values() if isinstance(k, kinds)]
    return {node.name for node in nodes if isinstance(node, Person | Organisation)}


@pytest.mark.parametrize(
    "words",
    [
        "She worked at the Elm Clinic in Hull.",
        "We have seen Beech Parade in Hull fall down.",
        "We heard about the flats that Fir Homes demolished in Hull.",
        "Residents told us about the damp kitchen in Leeds.",
        "We heard of the broken library in York.",
    ],
)
def test_what_was_there_or_went_wrong_inspired_nobody(words: str) -> None:
    assert not names_of(reading(FRAME.format("", words)), Model)


@pytest.mark.parametrize(
    "words",
    [
        "The land's owner is Rowan Housing Association.",
        "The clinic's owners are Elm Trust.",
        "Residents wrote in support of Ash Foundation. A supporter of Hazel Trust said that rest is short.",
    ],
)
def test_whose_something_is_and_whom_others_like_stands_behind_no_challenge(words: str) -> None:
    assert not linked(reading(FRAME.format("", words)), Owns, Supports)


@pytest.mark.parametrize(
    "words",
    ["Elm Trust paid us a visit in the afternoon.", "We acknowledge the support of Birch Council in finding a room."],
)
def test_a_visit_or_help_pays_for_nothing(words: str) -> None:
    assert not linked(reading(FRAME.format(f"\n\n{words}", "It is late.")), Sponsored)


def test_what_those_who_write_do_at_times_or_would_have_done_held_nothing() -> None:
    found = reading(
        "# Elm Trust: what we heard at Dale Care Day\n\nBy Elm Trust\n\nDale Care Day took place on 4 May 2031 at Fir Hall, Leeds, "
        "where Ash Council welcomed everybody.\n\nWhen we host a day, we begin with lunch. We would have held it in June.\n"
    )
    assert "Elm Trust" not in linked(found, Organised)


def test_a_post_that_ends_in_some_year_is_held_where_the_document_prints_none() -> None:
    found = reading("# Notes on who runs what\n\nAda North is Chair of Elm Trust until 2040.\n")
    assert [link.role for link in found.bundle.facts.links.values() if isinstance(link, WorksFor)] == ["Chair"]


def test_woods_in_common_are_no_lessons_and_owners_of_lessons_hide_none() -> None:
    woods = "\n## Owning woods in common\n\n- Woods want walkers.\n- Paths want feet.\n"
    assert not titles_of(reading(FRAME.format("", "It is late.") + woods), Insight)
    table = (
        "\n## Lessons learned\n\n| Lesson | Owner |\n|---|---|\n| Begin early | Ada North |\n| End late | Bo Lee |\n"
    )
    assert titles_of(reading(FRAME.format("", "It is late.") + table), Insight) == {"Begin early", "End late"}


def test_a_house_has_research_as_somebody_has() -> None:
    assert not names_of(
        reading(FRAME.format("", "Bramble Coppice's research shows that damp is worst in May.")), Person
    )


def test_who_sent_apologies_in_the_middle_of_a_list_did_not_come() -> None:
    listed = "## Who came\n\nElm Trust, Fir Homes, Dale Care Board. Apologies: Ash Housing Association and Tom North (Oak Trust)."
    assert linked(reading(FRAME.format("", "It is late.") + f"\n{listed}\n"), Attended) == {
        "Elm Trust",
        "Fir Homes",
        "Dale Care Board",
    }


def test_the_day_among_a_page_s_particulars_is_no_challenge_of_its_hosts() -> None:
    page = (
        "<h1>Report: Dale Conversation 2031</h1><dl><dt>When</dt><dd>22 October 2031</dd><dt>Where</dt><dd>Corn Exchange, "
        "Dale</dd><dt>Hosts</dt><dd>Elm Trust and Dale Council</dd></dl><h2>The conversations</h2>"
    )
    table = "<h3>{}. {}</h3><table><tr><th>Challenge owner</th><td>Ada North, Director, Fen Council</td></tr></table>"
    ideas = "<h4>Ideas</h4><ul><li>Lend a yard.</li><li>Pay for a bus.</li></ul>"
    found = reading(
        page + "".join(table.format(n, title) + ideas for n, title in ((1, "Homes"), (2, "Buses"))), "notes.html"
    )
    assert not any("When" in title for title in titles_of(found, Challenge))
    assert linked(found, Organised) == {"Elm Trust", "Dale Council"}


def test_the_day_of_a_line_of_labels_is_the_day_though_a_question_follows() -> None:
    line = "Event Date: 16.07.2031 |Location: Corn Hall, Leeds |Tags: , , A day on one question: how can models grow?"
    found = reading(
        f"Dale Imagine: models for services\n\nEvents\n\n{line}\n\nNew rules were to apply from October 2031.\n",
        "page.txt",
    )
    assert {node.date for node in found.bundle.facts.nodes.values() if isinstance(node, Event)} == {"2031-07-16"}
