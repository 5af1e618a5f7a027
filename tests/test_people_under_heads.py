"""Lists of people under a line that says for whom they came."""

from stated import employers

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Organisation


def test_a_line_over_items_says_for_whom_they_came() -> None:
    page = """# Tide workshop: notes

6 January 2031

## Attendees

From Quill City Council

- Dave Maple
- Graham Stokes, Planning Officer

Representing Vale Borough Council:

- Leanne Vine
- John Latch
"""
    found = extract(read("page.md", page.encode()))
    assert employers(found) == {
        "Dave Maple -> Quill City Council",
        "Graham Stokes -> Quill City Council | Planning Officer",
        "Leanne Vine -> Vale Borough Council",
        "John Latch -> Vale Borough Council",
    }
    bodies = {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Organisation)}
    assert bodies == {"Quill City Council", "Vale Borough Council"}


def test_a_line_over_items_without_a_mark_is_the_detail_of_the_name_above() -> None:
    page = """# Speakers

- Ada North

Director, Quill Trust

- Ben Castle

Vale Housing Association

- Zoe Moss

Head of Tides, Harbour Trust
"""
    assert employers(extract(read("page.md", page.encode()))) == {
        "Ada North -> Quill Trust | Director",
        "Ben Castle -> Vale Housing Association",
        "Zoe Moss -> Harbour Trust | Head of Tides",
    }
