"""Timetables with a person in most of their cells, and pages that present who speaks: who it is, of which body, and at what."""

from stated import employers, names_of, speakers

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.nodes import Event, Person

GRID = """<!DOCTYPE html><html><head><title>Harbour Data Conference 2031 | Agenda</title></head><body>
<h2>Agenda</h2>{nav}
<table><thead><tr><th><h4>Time</h4></th><th><h4>Hall A</h4></th><th><h4>Hall B</h4></th></tr></thead>
<tr><td>9:00-9:30</td><td colspan="2">Breakfast</td></tr>
<tr><td>9:30-10:00</td><td><a href="s/moss.html">Zoe Moss</a>, Brine*Works Opening Address</td></tr>
<tr><td>10:00-10:30</td><td>Fiona Browning, Quillery</td><td>Ben Castle, Korutech</td></tr>
<tr><td>10:30-11:00</td><td colspan="2">Break</td></tr>
<tr><td>11:00-11:30</td><td>Adam Frost, Director of Saltings Group</td><td>Clara Whitlock, Dulverine</td></tr>
<tr><td>11:30-12:00</td><td>Grace Holloway, Siemens</td><td>Peter Lamb, Me And Tide</td></tr>
<tr><td>12:00-12:30</td><td colspan="2">Lunch</td></tr>
<tr><td>13:30-14:00</td><td>Hannah Wells, Vale Council</td><td>Simon Peel, Orriston</td></tr>
<tr><td>14:00-14:30</td><td>Laura Finch, Netherby, Closing</td></tr>
</table></body></html>"""


def read_page(page: str, name: str = "page.html") -> Extraction:
    return extract(read(name, page.encode()))


def events(found: Extraction) -> set[str]:
    return names_of(found, Event)


def test_a_timetable_with_people_in_most_cells_says_of_which_bodies_they_are() -> None:
    """Headings of columns make no layout of a table, and how somebody speaks is no part of a body's name."""
    found = read_page(GRID.format(nav=""))
    assert employers(found) == {
        "Zoe Moss -> Brine*Works",
        "Fiona Browning -> Quillery",
        "Ben Castle -> Korutech",
        "Adam Frost -> Saltings Group | Director",
        "Clara Whitlock -> Dulverine",
        "Grace Holloway -> Siemens",
        "Peter Lamb -> Me And Tide",
        "Hannah Wells -> Vale Council",
        "Simon Peel -> Orriston",
        "Laura Finch -> Netherby",
    }
    assert len(speakers(found)) == 10


def test_what_a_navigation_that_nothing_ends_holds_is_read() -> None:
    """A page forgot to end its navigation before the text; one that only leads to other pages is still no text."""
    assert len(speakers(read_page(GRID.format(nav='<nav><a href="a">Monday</a> | <a href="b">Tuesday</a>')))) == 10
    menu = "".join(f'<li><a href="{n}">Moorings and harbours number {n}</a></li>' for n in range(40))
    assert b"Moorings" not in read_page(GRID.format(nav=f"<nav><ul>{menu}</ul></nav>")).bundle.to_json()


def test_titles_in_a_timetable_are_no_bodies() -> None:
    titles = "Bread for All Ages", "What Makes a Good Street", "Social Media in Healthcare", "The Quest for Better Days"
    people = "Zoe Moss", "Fiona Browning", "Ben Castle", "Adam Frost"
    rows = "".join(
        f"<tr><td>{9 + n}:00</td><td>{people[n]}, {titles[n]}</td><td>{people[-1 - n]}, {titles[-1 - n]}</td></tr>"
        for n in range(4)
    )
    page = f"<html><body><h1>Harbour Data Conference 2031</h1><h2>Programme</h2><table>{rows}</table></body></html>"
    assert employers(read_page(page)) == set()


def test_a_page_of_speakers_says_at_what_they_speak() -> None:
    page = (
        "# Speakers\n\nWe are proud to announce the first speakers for Tideway26. More will follow.\n\n"
        "**Zoe Moss**\n\nDirector of Quill Trust\n\n**Ben Castle**\n\nHead of Homes, Vale Council\n"
    )
    found = read_page(page, "page.md")
    assert events(found) == {"Tideway26"}
    assert set(speakers(found)) == {"Zoe Moss", "Ben Castle"}


def test_labels_of_links_and_makers_of_a_body_are_no_people() -> None:
    page = (
        "# Harbour Forum 2031\n\nThe Harbour Forum took place in Hull on 3 May 2031.\n\nView Harbour Participants\n\n"
        "View Harbour Review\n\nZoe Moss is the founder of the Salt Network and director of the Tideway Makers' Forum CIC.\n"
    )
    found = read_page(page, "page.md")
    assert {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Person)} == {"Zoe Moss"}
