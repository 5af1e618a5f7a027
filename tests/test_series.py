"""Pages that list the talks of a series, or present the speakers of a day, and tell of nothing else; and near misses."""

import pytest
from stated import employers

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import SpokeAt
from schema.nodes import Event

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


def test_what_is_said_to_be_a_monthly_meetup_is_one_and_a_title_may_stand_behind_a_colon() -> None:
    talks = """
## 42: Bread

- Anna North (Elm Trust): How to bake it
- Peter Dale – Head of Homes, Fir Co-op: Doors for all
- Robert Hill on salt
- Sarah Moss, Founder of Larch Makers: Is it wood?
"""
    found = reading(f"# Salt for Hull\n\nSalt for Hull is a free monthly meetup.\n{talks}")
    assert events(found) == ["Salt for Hull"]
    assert spoke(found) == {"anna-north", "peter-dale", "robert-hill", "sarah-moss"}
    assert {"Anna North -> Elm Trust", "Peter Dale -> Fir Co-op | Head of Homes"} <= employers(found)
    assert not any("Is it" in one or "Doors" in one for one in employers(found))


def test_a_page_of_speakers_begins_a_paragraph_with_each_in_bold_and_names_the_event_in_quotation_marks() -> None:
    told = "**{0}** is a baker of salt and bread, and met Robert Hill in Leeds."
    people = "\n\n".join(told.format(name) for name in ("Anna North", "Peter Dale", "Clara Marsh"))
    found = reading(
        f'# Meet the speakers\n\n*The Elm Trust\'s "Salt and Doors" event, 14 May 2031, the Corn Hall, Leeds*\n\n{people}\n'
    )
    assert events(found) == ["Salt and Doors"]
    assert spoke(found) == {"anna-north", "peter-dale", "clara-marsh"}


def test_a_cell_of_a_programme_has_its_speakers_on_lines_of_their_own() -> None:
    rows = "".join(
        f"<tr><td>{hour}:30</td><td><b>{title}</b><br>{who}</td></tr>"
        for hour, title, who in (
            ("10", "Welcome", "Cllr Anna North, Elmstead Council"),
            ("11", "Why doors?", "Peter Dale, Chief Executive, Elm Trust"),
            ("12", "What is salt?", "Dr Clara Marsh (University of Leeds)<br>Robert Hill (Oak Homes)"),
        )
    )
    found = reading(
        f"<html><body><h1>Quay Summit 2031: programme</h1><p>14 May 2031</p><table>{rows}</table></body></html>", "html"
    )
    said = {
        "Anna North -> Elmstead Council",
        "Peter Dale -> Elm Trust | Chief Executive",
        "Clara Marsh -> University of Leeds",
    }
    assert said <= employers(found)


def test_a_conference_of_a_body_is_called_after_it() -> None:
    told = "Leeds, 14 May 2031 - Bakers met yesterday for the annual conference of the Elm Network."
    assert events(reading(f"# Bakers meet in Leeds\n\n{told} It was opened by Anna North.\n")) == [
        "Elm Network annual conference"
    ]


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


def test_a_page_of_speakers_is_of_what_its_title_names_beside_them() -> None:
    people = "".join(f"**{name}**\nDirector, Elm Trust\n\n" for name in ("Anna North", "Peter Dale", "Clara Marsh"))
    found = reading(f"# Salt for Good Exchange - Speakers\n\n{people}")
    assert events(found) == ["Salt for Good Exchange"]
    assert spoke(found) == {"anna-north", "peter-dale", "clara-marsh"}
    assert events(reading(f"# Elm Trust - Speakers\n\n{people}")) == []


def test_titles_set_apart_lead_to_who_speaks_wherever_they_stand() -> None:
    day = "# Quay Festival 2031\n\nQuay Festival 2031 took place on 14 May 2031 at the Corn Hall, Leeds.\n\n"
    first, then = (
        "**Doors for all** – Anna North, Elm Trust",
        "*Salt at sea* with Peter Dale\n\n**Why bread?** – Clara Marsh",
    )
    talks = f"## First\n\n{first}\n\n## Then\n\n{then}\n"
    assert spoke(reading(day + talks)) == {"anna-north", "peter-dale", "clara-marsh"}
    contacts = (
        talks.replace("Doors for all", "Elm Trust")
        .replace("Salt at sea", "Fir Homes")
        .replace("Why bread?", "Oak Co-op")
    )
    assert spoke(reading(day + contacts)) == set()
