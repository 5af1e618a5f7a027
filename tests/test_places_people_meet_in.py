"""Buildings and rooms that are called after people, and valleys that share their names with towns."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.nodes import Event, Organisation, Person, Place

HEAD = "# Vale Care Workshop 2031\n\nThe workshop was held on 12 March 2031.\n\n"


def reading(text: str) -> Extraction:
    return extract(read("notes.md", text.encode()))


def names(found: Extraction, kind: type[Organisation | Person | Place]) -> set[str]:
    return {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, kind)}


@pytest.mark.parametrize(
    "name", ["Rosa Parks Room", "Anna Room", "Emily Davison Building", "John Smith Stadium", "Laura Knight Suite"]
)
@pytest.mark.parametrize("frame", ["{}", "We met in the {}.", "{} | 10am", "Lunch: {}, 12.30"])
def test_a_building_or_a_room_called_after_somebody_is_nobody(name: str, frame: str) -> None:
    assert names(reading(f"{HEAD}{frame.format(name)}\n\nMany came.\n"), Person) == set()


def test_a_building_in_small_letters_is_nobody_and_a_family_called_so_is_somebody() -> None:
    assert names(reading(f"{HEAD}We met in the Emily Davison building. It was cold.\n"), Person) == set()
    assert names(reading(f"{HEAD}Anna Hall and Dr Alan Church spoke of carers.\n"), Person) == {
        "Anna Hall",
        "Alan Church",
    }


@pytest.mark.parametrize(
    ("line", "venue"),
    [
        ("John Smith's Stadium, Huddersfield, Thursday 12 March 2031", "John Smith's Stadium, Huddersfield"),
        ("Rosa Parks House, Derby, 12 March 2031", "Rosa Parks House, Derby"),
        ("Quill Hall, Thursday 12 March 2031", "Quill Hall"),
        ("12 March 2031 | Laura Knight Gallery, Derby | Free", "Laura Knight Gallery, Derby"),
        ("12 March 2031 | Quill Hall", "Quill Hall"),
        ("Anna Room, Quill Centre\n\nThursday 12 March 2031", "Anna Room, Quill Centre"),
    ],
)
def test_a_list_of_participants_says_before_the_day_where_they_met(line: str, venue: str) -> None:
    table = "| Name | Organisation |\n|---|---|\n| Erin Walsh | Elm Works |\n| Simon Castle | Fir Trust |\n"
    found = reading(f"# Vale Care Workshop 2031: participants\n\n{line}\n\n{table}")
    event = next(node for node in found.bundle.facts.nodes.values() if isinstance(node, Event))
    assert (event.venue, event.date) == (venue, "2031-03-12")
    assert names(found, Person) == {"Erin Walsh", "Simon Castle"}
    assert names(found, Organisation) == {"Elm Works", "Fir Trust"}


@pytest.mark.parametrize(
    ("told", "places"),
    [
        ("Providers leave the Colne and Holme valleys because travel is not paid.", set()),
        ("Providers leave the Colne, Kent and Holme valleys because travel is not paid.", set()),
        ("Providers leave the Colne valley because travel is not paid.", set()),
        ("Providers leave Colne and Kent because travel is not paid.", {"Colne", "Kent"}),
    ],
)
def test_a_valley_is_not_the_town_that_has_its_rivers_name(told: str, places: set[str]) -> None:
    owner = "Challenge owner: Asha Marlow, Chair, Elm Trust"
    text = f"{HEAD}## Challenge 1: Home care\n\n{owner}\n\n{told}\n\n### Ideas\n\n- A van.\n- A rota.\n"
    assert names(reading(text), Place) == places
