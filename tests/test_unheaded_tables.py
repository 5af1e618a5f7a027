"""Tables of people whose columns no head names, or whose names have no usual form: the cells show what they hold."""

import pytest

from loaders.dates import dates_in
from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, SpokeAt, WorksFor
from schema.nodes import Document, Event, Organisation

TITLE = "Fenmoor Care Summit attendees 18.9.2031"
ROWS = [
    ("Erin", "Walsh", "Fenmoor Administration", "", "Speaker", "e.walsh@fenmoor.example"),
    ("Priya", "Marlow", "Tallow Roots", "Homes Unit", "Attendee", "priya@tallow.example"),
    ("Simon", "Castle", "", "Elm Works", "Staff", "scastle@elm.example"),
    ("Ana", "Ruiz", "Fenmoor Administration", "", "Attendee", ""),
]


def document(rows: list[tuple[str, ...]], title: str = TITLE) -> Extraction:
    """Return what a document with a title and a table states, whose first row is its head as Markdown has it."""
    printed = ["| " + " | ".join(row) + " |" for row in rows]
    text = "\n".join([f"# {title}", "", printed[0], "|---" * len(rows[0]) + "|", *printed[1:], ""])
    return extract(read("table.md", text.encode()))


def employers(found: Extraction) -> set[tuple[str, str]]:
    links = found.bundle.facts.links.values()
    return {
        (link.source.removeprefix("person/"), link.target.removeprefix("organisation/"))
        for link in links
        if isinstance(link, WorksFor)
    }


def test_first_names_and_surnames_in_columns_of_their_own_are_told_by_known_first_names() -> None:
    assert employers(document(ROWS)) == {
        ("erin-walsh", "fenmoor-administration"),
        ("priya-marlow", "tallow-roots"),
        ("simon-castle", "elm-works"),  # the first column of bodies is empty there
        ("ana-ruiz", "fenmoor-administration"),
    }


def test_a_column_says_in_what_part_people_came_and_holds_no_body_and_no_office() -> None:
    found = document(ROWS)
    links = found.bundle.facts.links.values()
    assert {link.source for link in links if isinstance(link, SpokeAt)} == {"person/erin-walsh"}
    came = {link.source for link in links if isinstance(link, Attended) and link.source.startswith("person/")}
    assert len(came) == len(ROWS)
    assert not any(link.roles for link in links if isinstance(link, WorksFor))
    names = {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Organisation)}
    assert names.isdisjoint({"Speaker", "Attendee", "Staff"})


@pytest.mark.parametrize("day", ["18.9.2031", "(18 September 2031)"])
def test_the_day_behind_a_title_is_no_part_of_what_the_document_is(day: str) -> None:
    found = document(ROWS, f"Public Meeting on Care with Elm Summit Attendees {day}").bundle.facts.nodes.values()
    (event,) = (node for node in found if isinstance(node, Event))
    assert (event.name, event.date) == ("Public Meeting on Care with Elm Summit", "2031-09-18")


@pytest.mark.parametrize(
    ("printed", "iso"), [("4.17.2031", "2031-04-17"), ("17.4.2031", "2031-04-17"), ("4/3/2031", "2031-03-04")]
)
def test_the_month_stands_first_only_where_it_can_be_no_day(printed: str, iso: str) -> None:
    assert [found[0] for found in dates_in(f"Attendees {printed}")] == [iso]


def test_an_address_tells_whose_row_it_is_whatever_the_name_looks_like() -> None:
    head = ("Full name", "Institution", "Email")
    rows = [
        ("PRIYA MARLOW", "Tallow Roots", "pmarlow@tallow.example"),
        ("Archana K", "Elm Works", "archana@elm.example"),
        ("s. lalitha", "Elm Works", "lalitha@elm.example"),
        ("Simon Castle", "Fenmoor Administration", ""),
    ]
    assert employers(document([head, *rows], "Contacts")) == {
        ("priya-marlow", "tallow-roots"),
        ("archana-k", "elm-works"),
        ("s-lalitha", "elm-works"),
        ("simon-castle", "fenmoor-administration"),
    }


def test_addresses_of_offices_make_nobody_of_a_column_of_names() -> None:
    rows = [
        ("Green Futures", "Tallow", "office@futures.example"),
        ("Warm Homes", "Elm", "post@homes.example"),
        ("Blue Line", "Osprey", "hello@line.example"),
    ]
    assert employers(document(rows, "Schemes")) == set()


def test_a_title_that_every_page_repeats_is_the_title_where_it_stands_first() -> None:
    people = (
        "<table><tr><td>Erin Walsh</td><td>Elm Works</td></tr><tr><td>Ana Ruiz</td><td>Tallow Roots</td></tr></table>"
    )
    pages = f"<p>Harbour Bread Circle attendees, 18 May 2031</p>{people}" * 3
    found = extract(read("pages.html", f"<html><body>{pages}</body></html>".encode()))
    (title,) = (node.title for node in found.bundle.facts.nodes.values() if isinstance(node, Document))
    assert title == "Harbour Bread Circle attendees, 18 May 2031"


def test_a_name_of_no_usual_form_is_one_among_rows_of_people() -> None:
    rows = [
        ("Full name", "Institution"),
        ("Priya Marlow", "Tallow Roots"),
        ("Simon Castle", "Elm Works"),
        ("Raja Ganesh. M", "Elm Works"),
        ("s. lalitha", "Elm Works"),
        ("Ana Ruiz.K", "Elm Works"),
        ("12 places", "Elm Works"),
    ]
    assert employers(document(rows, "Fenmoor Care Summit attendees")) == {
        ("priya-marlow", "tallow-roots"),
        ("simon-castle", "elm-works"),
        ("raja-ganesh-m", "elm-works"),
        ("s-lalitha", "elm-works"),
        ("ana-ruiz.k", "elm-works"),
    }
