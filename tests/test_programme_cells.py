"""Programmes whose hours have a cell each with all of a session: its name, who speaks and on what, a line each."""

from stated import employers, speakers

from loaders.extract import Extraction, extract
from loaders.names.localities import places
from loaders.names.register import register
from loaders.sources import read
from schema.nodes import Event, Person

DAY = """<html><head><title>Who Owns the Shore?</title></head><body>
<p>FRIDAY 4 MAY 2031</p><h1>Who Owns the Shore?</h1><p>Tide House, Quay Road, Whitby</p>
<table>
<tr><td>09:45</td><td>Registration and coffee</td></tr>
<tr><td>10:15</td><td>Welcome<br>Hannah Wells &amp; Simon Peel</td></tr>
<tr><td>10:30</td><td>Panel 1 · Nets and Names<br>Dr Zoe Moss (University of Leeds)<br>Holding the Line: Ropes of 1830<br>
Thirza Vane (Saltings Museum)<br>Kelp at the Door<br>
Dr Adam Frost<br>What the Gulls Told<br>Grace Darling, through her letters</td></tr>
<tr><td>11:30</td><td>Coffee</td></tr>
<tr><td>11:45</td><td>Panel 2 · Salt and Care<br>
Peter Lamb (Royal Holloway, University of London)<br>Salt in the Wound<br>
Clara Whitlock (Tideway Archive)<br>Counting Herring</td></tr>
<tr><td>12:45</td><td>Close</td></tr>
</table></body></html>"""


def found() -> Extraction:
    return extract(read("day.html", DAY.encode()))


def test_lines_of_a_cell_name_who_speaks_among_titles() -> None:
    """Whoever is all that a line holds speaks; the last of a title that goes on over two lines does not."""
    said = speakers(found())
    assert {name for name, how in said.items() if how == "panel"} == {
        "Zoe Moss",
        "Thirza Vane",
        "Adam Frost",
        "Peter Lamb",
        "Clara Whitlock",
    }
    assert {name for name in said if said[name] != "panel"} == {"Hannah Wells", "Simon Peel"}


def test_brackets_on_lines_of_cells_hold_bodies() -> None:
    assert employers(found()) == {
        "Zoe Moss -> University of Leeds",
        "Thirza Vane -> Saltings Museum",
        "Peter Lamb -> Royal Holloway, University of London",
        "Clara Whitlock -> Tideway Archive",
    }


def test_a_title_over_a_day_and_its_hours_is_what_the_day_is_called() -> None:
    events = [node for node in found().bundle.facts.nodes.values() if isinstance(node, Event)]
    assert [(event.name, event.date) for event in events] == [("Who Owns the Shore?", "2031-05-04")]


def test_no_name_goes_over_the_lines_of_a_cell() -> None:
    page = DAY.replace("Hannah Wells &amp; Simon Peel", "Professor Hannah Wells<br>Royal Saltings, University of Leeds")
    people = {
        n.name for n in extract(read("day.html", page.encode())).bundle.facts.nodes.values() if isinstance(n, Person)
    }
    assert "Hannah Wells" in people
    assert not any("Saltings" in name for name in people)


def test_a_college_is_known_with_its_university_behind_it() -> None:
    known = register().get("Royal Holloway, University of London")
    assert known is not None and known == register().get("Royal Holloway")
    assert register().get("Salt Group, University of London") is None


def test_a_town_stands_before_its_postcode() -> None:
    assert [place.printed for place in places("Tide House, 1 Quay Alley, London E1 8JB")] == ["London"]


def test_who_did_something_else_than_a_talk_in_a_slot_spoke_not() -> None:
    page = DAY.replace("Registration and coffee", "Breakfast (cooked by Dwellbeing Shieldfield)")
    assert "Dwellbeing Shieldfield" not in speakers(extract(read("day.html", page.encode())))
