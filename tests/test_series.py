"""Pages that list the talks of a series, or present the speakers of a day, and tell of nothing else; and near misses."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import SpokeAt
from schema.nodes import Event
from tests.stated import employers

TALKS = """
## May 2031

- Anna North, Head of Homes, Elm Trust, on salt and how to sell it
- Peter Dale and Clara Marsh, Fir Co-op, on bread
- [Slides](https://example.org/slides)

## April 2031

- Robert Hill (Oak Homes) on "Doors for all"
- Sarah Moss, Larch Makers
- Rachel Birch at Elm Trust on the price of bread
"""


def reading(text: str, ending: str = "md") -> Extraction:
    return extract(read(f"page.{ending}", text.encode()))


def events(found: Extraction) -> list[str]:
    return [node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Event)]


def spoke(found: Extraction) -> set[str]:
    links = found.bundle.facts.links.values()
    return {link.source.removeprefix("person/") for link in links if isinstance(link, SpokeAt)}


def test_a_series_is_the_event_of_the_page_that_lists_its_talks() -> None:
    found = reading(f"# Quay Evenings\n\nShort talks on the last Tuesday.\n{TALKS}")
    assert events(found) == ["Quay Evenings"]
    assert spoke(found) == {"anna-north", "peter-dale", "clara-marsh", "robert-hill", "sarah-moss", "rachel-birch"}
    assert {
        "Anna North -> Elm Trust | Head of Homes",
        "Peter Dale -> Fir Co-op",
        "Clara Marsh -> Fir Co-op",
    } <= employers(found)


def test_a_web_page_of_past_events_is_of_the_series_that_its_title_names() -> None:
    talks = "".join(f"<li>{who}, Elm Trust, on salt</li>" for who in ("Anna North", "Peter Dale", "Clara Marsh"))
    page = f"<title>Past events · Quay Talks</title><h1>Past events</h1><ul><li>May 2031<ul>{talks}</ul></li></ul>"
    found = reading(f"<html><head>{page}</html>", "html")
    assert events(found) == ["Quay Talks"]
    assert len(spoke(found)) == 3


@pytest.mark.parametrize(
    "page",
    [
        f"# Past talks\n{TALKS}",
        "# Quay Evenings\n\n- Anna North, Elm Trust\n- Peter Dale, Fir Co-op\n- Clara Marsh, Oak Homes\n",
        "# Quay Evenings\n\nAnna North reported on salt. Peter Dale went on. Clara Marsh is based on the quay.\n",
    ],
)
def test_what_has_no_name_or_no_talks_is_no_series(page: str) -> None:
    assert events(reading(page)) == []


def test_a_page_whose_title_says_that_it_presents_speakers_does() -> None:
    people = "".join(f"### {name}\n\nIt rained.\n\n" for name in ("Anna North", "Peter Dale", "Clara Marsh"))
    told = "The summit takes place in Leeds on 14 May 2031.\n\n"
    assert spoke(reading(f"# Quay Summit: our speakers\n\n{told}{people}")) == {
        "anna-north",
        "peter-dale",
        "clara-marsh",
    }
    assert spoke(reading(f"# Quay Summit: our helpers\n\n{told}{people}")) == set()
