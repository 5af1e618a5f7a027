"""A gathering that only a sentence names: in a press release, and in a paper whose title says what it gives an account of."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Organised, Sponsored
from schema.nodes import Event


def test_a_release_states_the_gathering_that_its_first_sentence_names_in_small_letters() -> None:
    text = (
        "PRESS RELEASE\nFor immediate release: 21 November 2031\n\nALDERTON JOINS FORCES AGAINST HUNGER\n\n"
        "Eighty people packed the Corn Hall on Tuesday (19 November) for the Full Moon summit, organised by Fir Council and "
        "the Elm Trust.\n\nThe summit was supported by the Alder Foundation.\n\nENDS\n"
    )
    found = extract(read("release.txt", text.encode())).bundle.facts
    (event,) = (node for node in found.nodes.values() if isinstance(node, Event))
    assert (event.name, event.date) == ("Full Moon summit", "2031-11-19")
    assert {link.source for link in found.links.values() if isinstance(link, Organised)} == {
        "organisation/fir-council",
        "organisation/elm-trust",
    }
    assert {link.source for link in found.links.values() if isinstance(link, Sponsored)} == {
        "organisation/alder-foundation"
    }


@pytest.mark.parametrize("account", ["Evaluation", "Outcome"])
def test_what_a_paper_is_stands_outside_the_name_of_the_gathering(account: str) -> None:
    text = (
        f"# {account} of the Alderton Gathering on Homes\n\nOn 22 May 2031 Fir Council hosted a gathering on homes.\n"
    )
    found = extract(read("paper.md", text.encode())).bundle.facts
    assert [node.name for node in found.nodes.values() if isinstance(node, Event)] == ["Alderton Gathering on Homes"]


def test_the_year_of_a_gathering_is_that_of_its_day_whatever_year_a_table_is_headed_with() -> None:
    text = (
        "# Keys to the Door: one year on\n\n**Elm Homes and partners, October 2032**\n\n"
        "In September 2031 sixty people came together at the Corn Hall in Ely for *Keys to the Door*, a day convened by Elm "
        "Homes.\n\n| Challenge | Who brought it | Where we are in October 2032 |\n|---|---|---|\n"
        "| Damp in older terraces | Ada North, Elm Homes | First homes surveyed |\n"
        "| Sleeping rough in towns | Bo Lee, Fir Shelter | Paused |\n"
    )
    found = extract(read("later.md", text.encode())).bundle.facts
    assert [(node.id, node.date) for node in found.nodes.values() if isinstance(node, Event)] == [
        ("event/keys-to-the-door-2031", "2031-09")
    ]
