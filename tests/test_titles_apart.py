"""Programmes that set titles apart by their look alone, officers without a comma before their bodies, and what else lists of such
documents say by their form."""

from stated import employers, names_of

from loaders.blocks import Kind
from loaders.extract import Extraction, extract
from loaders.formats.building import Run
from loaders.formats.titles_apart import without_title
from loaders.sources import read
from schema.links import Attended, SpokeAt, Sponsored, WorksFor
from schema.nodes import Event, Organisation, Person

DAY = """---
title: Conference Programme
---

Download the full brochure, or book online.

## Day 1: Thursday 24th April

* **09:30**\tMs. Hannah Wells, President of Tideway Institute **Welcome and Introduction**
* **10:00**\tMr. Simon Peel General Manager Harbour Works, SSE Tideland
**The Quarrel between Nets and Cables – Is Tideland Losing its Boats?**
* **10:30**\tMr. Adam Frost Manager of Quays, Saltings Development Agency
**Who Pays for Piers?**
* **11:00**\tDr. Clara Whitlock, Professor of Tides, at Dale University
**Counting Herring**
* **11:30**\tMr. Peter Lamb, Interim Chief Executive Saltings Long Quay Development Corporation
**Salt in the Wound**
* **12:00**\tQuestions & Answers
* **12:30**\tLunch
"""

CAME = """# Reading Rooms Workshop, 16 June 2031

**Participating stakeholders:**

_external_: University of Alder, Dale University, Fir University

_internal_: Elm University, Oak Trust

### Overview

The workshop was held on 16 June 2031 and asked how libraries can share.
"""

THANKED = """# Shore Camp 2031

Shore Camp 2031 took place on Friday 9 May 2031 in Whitby. Sixty people attended the unconference.

Many thanks to Mark Sabine and Sam Evans for supporting the event. Shore Camp 2031 was sponsored by Mark Trevena this year.
"""


def found(text: str) -> Extraction:
    return extract(read("day.md", text.encode()))


def test_a_title_in_bold_ends_who_speaks() -> None:
    """A title that its look alone parts from who speaks is a line of its own, and heads nothing."""
    text = read("day.md", DAY.encode())
    said = {block.text: block.kind for block in text.blocks}
    assert said["Welcome and Introduction"] is Kind.PARAGRAPH
    assert "09:30 Ms. Hannah Wells, President of Tideway Institute" in said
    assert not any("Boats" in block.text for block in text.blocks if block.kind is Kind.HEADING)


def test_bodies_and_hosts_in_bold_are_no_titles() -> None:
    def line(*runs: tuple[str, bool, bool]) -> str:
        return "".join(run.text for run in without_title([Run(t, bold=b, italic=i) for t, b, i in runs])[1])

    assert line(("10:00 Ada North, Elm Trust ", False, False), ("Homes for all", True, False)) == "Homes for all"
    assert line(("10:00 Welcome by ", False, False), ("Ada North", True, False)) == ""
    assert line(("10:00 Ada North, Chair, ", False, False), ("Elm Trust", True, False)) == ""
    assert line(("10:00 Ada North, Dale ", False, False), ("Institute of Tides", False, True)) == ""
    assert line(("Ada North, Elm Trust ", False, False), ("Homes for all", True, False)) == ""


def test_officers_of_a_programme_have_bodies() -> None:
    one = found(DAY)
    assert employers(one) == {
        "Hannah Wells -> Tideway Institute | President",
        "Simon Peel -> SSE Tideland | General Manager Harbour Works",
        "Adam Frost -> Saltings Development Agency | Manager of Quays",
        "Clara Whitlock -> Dale University | Professor of Tides",
        "Peter Lamb -> Saltings Long Quay Development Corporation | Interim Chief Executive",
    }
    assert names_of(one, Person) == {"Hannah Wells", "Simon Peel", "Adam Frost", "Clara Whitlock", "Peter Lamb"}
    spoke = {link.source for link in one.bundle.facts.links.values() if isinstance(link, SpokeAt)}
    assert len(spoke) == 5


def test_a_programme_tells_of_what_its_title_says_and_not_of_a_day() -> None:
    assert names_of(found(DAY), Event) == {"Conference"}


def test_those_who_take_part_came() -> None:
    one = found(CAME)
    came = {link.source for link in one.bundle.facts.links.values() if isinstance(link, Attended)}
    assert {one.bundle.facts.nodes[who].name for who in came} == {
        "University of Alder",
        "Dale University",
        "Fir University",
        "Elm University",
        "Oak Trust",
    }


def test_people_whom_sentences_thank_are_no_sponsors() -> None:
    one = found(THANKED)
    assert not [link for link in one.bundle.facts.links.values() if isinstance(link, Sponsored)]
    assert not names_of(one, Organisation) & {"Mark Sabine", "Mark Trevena", "Sam Evans"}


def test_an_office_by_which_somebody_is_addressed_is_one() -> None:
    one = found("# Five towns\n\nMayor Ada North, City of Dale:\n\n> We are delighted to work with the fellows.\n")
    roles = {link.role for link in one.bundle.facts.links.values() if isinstance(link, WorksFor)}
    assert roles == {"Mayor"}


def test_sums_raised_for_clients_show_them() -> None:
    listed = "# Older people\n\nFunds raised for our clients to date include:\n\n"
    listed += "- Campaign to End Silence - £2,650,000\n- Tide & Thread - £52,000\n- Elm Trust - £40,000\n"
    assert {"Campaign to End Silence", "Tide & Thread", "Elm Trust"} <= names_of(found(listed), Organisation)
