"""Days on which teams made something: projects that say which challenge they take on, or are counted; and near misses."""

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Addresses
from schema.nodes import Challenge, Event, Idea


def reading(text: str) -> Extraction:
    return extract(read("page.md", text.encode()))


def titles(found: Extraction, kind: type[Challenge] | type[Idea]) -> list[str]:
    return sorted(node.title or "" for node in found.bundle.facts.nodes.values() if isinstance(node, kind))


PROJECTS = """
### Lantern

- Challenge: "Walking home safely after the last bus"
- [Video](https://example.org/lantern)

Lantern shows which streets have light.

### Spare Seat

- Challenge: "Getting old people to their clinic"
- [Video](https://example.org/seat)

Spare Seat asks neighbours who drive that way.
"""


def test_projects_that_say_which_challenge_they_take_on_are_ideas_for_it() -> None:
    found = reading(f"# Hack for Elmstead 2031: projects\n\nWe thank all who came.\n{PROJECTS}")
    assert [node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Event)] == [
        "Hack for Elmstead 2031"
    ]
    assert titles(found, Challenge) == ["Getting old people to their clinic", "Walking home safely after the last bus"]
    assert titles(found, Idea) == ["Lantern", "Spare Seat"]


def test_listed_projects_name_a_listed_challenge_by_what_stands_before_its_dash() -> None:
    found = reading(
        "# BreadHack Elmstead\n\nForty participants baked.\n\n## Challenges\n\n- Alder Trust - Bread for those who cannot bake\n"
        "- Fir Homes - Ovens that nobody needs to mend\n\n## Projects\n\n- Loafer\n  - Challenge: Alder Trust\n"
        "  - Description: A map of free loaves.\n- Warm Stone\n  - Challenge: Fir Homes\n  - Description: They keep the heat.\n"
    )
    ids = {node.id: node.title for node in found.bundle.facts.nodes.values() if isinstance(node, Challenge | Idea)}
    links = found.bundle.facts.links.values()
    assert {
        (ids[link.source], ids[link.target].partition(" -")[0]) for link in links if isinstance(link, Addresses)
    } == {
        ("Loafer", "Alder Trust"),
        ("Warm Stone", "Fir Homes"),
    }


def test_case_studies_with_such_a_label_are_no_projects_of_a_day() -> None:
    found = reading(f"# Elmstead Forum 2031\n\nThe Elmstead Forum 2031 was held on 3 May 2031.\n{PROJECTS}")
    assert not titles(found, Idea)


COUNTED = """
## Project 1: Bins that call for help

Nobody knows which bins are full.

## Project 2: A bot for the council's pages

It answers what people ask on the phone.
"""


def test_counted_projects_of_teams_are_what_these_worked_on() -> None:
    told = (
        "The Elmstead Data Day 2031 took place on 3 May 2031. Six teams had a day to tackle what the council had set.\n"
    )
    found = reading(f"# Elmstead Data Day 2031\n\n{told}{COUNTED}")
    assert titles(found, Challenge) == ["A bot for the council's pages", "Bins that call for help"]


def test_counted_projects_that_nobody_made_in_teams_are_no_challenges() -> None:
    told = "The Elmstead Data Day 2031 took place on 3 May 2031. The fund pays for two projects.\n"
    assert not titles(reading(f"# Elmstead Data Day 2031\n\n{told}{COUNTED}"), Challenge)


def test_lines_that_a_layout_set_in_columns_are_no_table_of_challenges() -> None:
    told = "The Elmstead Forum 2031 was held on 3 May 2031.\n\n"
    rows = "| Working groups: | |\n|---|---|\n| Lease and insurance | |\n| Fundraising | |\n"
    assert not titles(reading(f"# Elmstead Forum 2031\n\n{told}{rows}"), Challenge)


def test_a_paper_that_begins_with_the_word_for_minutes_is_minutes_of_what_follows() -> None:
    found = reading(
        "# Minutes - Quay Playground Community Meeting\n\n3 May 2031, 7pm\n\n## Attendees\n\nAmy North, Elm Trust\n"
    )
    assert [node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Event)] == [
        "Quay Playground Community Meeting"
    ]
