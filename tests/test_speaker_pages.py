"""Agendas, pages of speakers and accounts by those who spoke: at what it was, who spoke, and for which body."""

import pytest
from stated import employers

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import SpokeAt
from schema.nodes import Challenge, Event, Person


def read_page(page: str, name: str = "page.md") -> Extraction:
    return extract(read(name, page.encode()))


def speakers(found: Extraction) -> set[str]:
    nodes = found.bundle.facts.nodes
    links = [link for link in found.bundle.facts.links.values() if isinstance(link, SpokeAt)]
    return {who.name for link in links if isinstance(who := nodes[link.source], Person)}


def names(found: Extraction, kind: type[Event | Challenge]) -> set[str]:
    said = [node for node in found.bundle.facts.nodes.values() if isinstance(node, kind)]
    return {node.name if isinstance(node, Event) else node.title for node in said}


@pytest.mark.parametrize(
    "page",
    [
        "# Agenda\n\n## TidePy 2031 - Day 1\n\n- 10.00 Zoe Moss: Tides\n- 11.00 Ben Castle: Salt\n- 12.00 Lunch\n",
        "## Confirmed speakers\n\nTidePy 2031, Hull, 3 May 2031\n\n- **Zoe Moss** – Quill Trust\n- **Ben Castle** – Vale Council\n",
        "# Meet our speakers\n\nTidePy 2031 | 3 May\n\n**Zoe Moss**\n\nQuill Trust\n\n**Ben Castle**\n\nVale Council\n",
    ],
)
def test_a_page_whose_title_says_what_it_shows_has_the_name_below(page: str) -> None:
    found = read_page(page)
    assert names(found, Event) == {"TidePy 2031"}
    assert speakers(found) == {"Zoe Moss", "Ben Castle"}


def test_the_word_for_a_programme_is_no_part_of_the_name_and_sessions_are_no_challenges() -> None:
    found = read_page(
        "# Programme – Salt Marsh Assembly, Friday 9 May 2031\n\n**10.00** Welcome by Zoe Moss\n\n**11.00** Lunch\n\n"
        "**13.15** Parallel sessions\n- Tides for all – Ben Castle, Vale Council\n- Salt for all – Clara Whitlock, Quill Trust\n"
    )
    assert names(found, Event) == {"Salt Marsh Assembly"}
    assert names(found, Challenge) == set()


def test_a_body_like_a_name_stands_below_an_office_and_over_the_next_name() -> None:
    people = (
        ("Zoe Moss", "Director", "Quillery"),
        ("Ben Castle", "Head of Data", "Moorland Rivers"),
        ("Adam Frost", "Designer", "Siemens"),
    )
    cards = "".join(f"<div><h3>{name}</h3><p>{office}</p><p>{body}</p></div>" for name, office, body in people)
    page = f"<html><body><h1>Tide Summit 2031: speakers</h1><p>The Tide Summit takes place on 3 May 2031.</p>{cards}</body></html>"
    found = read_page(page, "page.html")
    assert employers(found) == {
        "Zoe Moss -> Quillery | Director",
        "Ben Castle -> Moorland Rivers | Head of Data",
        "Adam Frost -> Siemens | Designer",
    }
    assert speakers(found) == {"Zoe Moss", "Ben Castle", "Adam Frost"}


def test_lines_of_a_programme_in_plain_text_are_one_each_and_end_with_whom_a_bracket_names() -> None:
    found = read_page(
        "Agenda for the Tide Workshop\nTuesday 4 March 2031\n\n10:00 Welcome (Zoe Moss, Vale Council)\n"
        "10:10 What the tide brings (Ben Castle and Clara Whitlock, Quillery)\n10:40 Break\n"
        "11:00 Salt in the fields (Adam Frost, Orriston)\n11:30 Close (Fiona Browning, Department for Transport)\n",
        "page.txt",
    )
    assert names(found, Event) == {"Tide Workshop"}
    assert employers(found) == {
        "Zoe Moss -> Vale Council",
        "Ben Castle -> Quillery",
        "Clara Whitlock -> Quillery",
        "Adam Frost -> Orriston",
        "Fiona Browning -> Department for Transport",
    }
    assert len(speakers(found)) == 5


def test_brackets_behind_the_names_of_a_column_hold_bodies() -> None:
    found = read_page(
        "# Tide Meetup 2031\n\nThe Tide Meetup was held in Hull on 3 May 2031.\n\n| Slot | Who | What |\n|---|---|---|\n"
        "| 18.30 | | Pizza |\n| 19.00 | Zoe Moss (Quillery) | Tides |\n| 19.30 | Ben Castle (Orriston) | Salt |\n"
        "| 20.00 | Clara Whitlock (independent) | Fields |\n"
    )
    assert employers(found) == {"Zoe Moss -> Quillery", "Ben Castle -> Orriston"}
    assert speakers(found) == {"Zoe Moss", "Ben Castle", "Clara Whitlock"}


@pytest.mark.parametrize(
    ("said", "spoke"),
    [
        ("In the afternoon I gave a short talk about tides.", True),
        ("It was the first lightning talk that I had the chance to present.", True),
        ("My workshop on salt was full.", True),
        ("I went to a talk about tides and to every workshop.", False),
    ],
)
def test_who_writes_of_a_day_may_have_spoken_there(said: str, spoke: bool) -> None:
    found = read_page(
        f"# Tide Forum 2031\n\nby Zoe Moss\n\nThe Tide Forum took place in Hull on 3 May 2031.\n\n{said}\n"
    )
    assert speakers(found) == ({"Zoe Moss"} if spoke else set())


def test_chairs_of_sessions_spoke() -> None:
    found = read_page(
        "# Tide Forum 2031\n\nThe Tide Forum took place in Hull on 3 May 2031.\n\n## Session chairs\n\n"
        "- Zoe Moss (Quill Trust)\n- Ben Castle (Vale Council)\n"
    )
    assert speakers(found) == {"Zoe Moss", "Ben Castle"}


FORUM = "# Tide Forum 2031\n\nThe Tide Forum took place in Hull on 3 May 2031.\n\n"


@pytest.mark.parametrize(
    "listed",
    [
        "## Who's speaking?\n\n"
        "* **Zoe Moss**, Director at Quill Trust\n* **Ben Castle** of Vale Council\n* **Adam Frost**, Alder CIC\n",
        "## Speaker biographies\n\n"
        "### Zoe Moss\n\nDirector, Quill Trust\n\n### Ben Castle\n\nVale Council\n\n### Adam Frost\n\nAlder CIC\n",
        (
            "Speakers:\n\nZoe Moss, Director, Quill Trust\nBen Castle, Head of Registry Offices and Northern Libraries, "
            "Vale Council\nAdam Frost, Alder CIC\n"
        ),
        (
            "| | Hall | Barn |\n|---|---|---|\n| 9:30 | **Opening** Zoe Moss (Quill Trust) | |\n"
            "| 10:00 | **Salt for all** Ben Castle (Vale Council) | **The tide** Adam Frost (Alder CIC) |\n| 11:00 | tea | tea |\n"
        ),
        (
            "| Time | Session | Who |\n|---|---|---|\n"
            "| 10:00 | Three ways in | Zoe Moss, Quill Trust<br>Ben Castle, Vale Council<br>Adam Frost, Alder CIC |\n"
            "| 11:00 | Tea | |\n| 11:30 | Close | |\n"
        ),
        (
            "## Agenda\n\n1. Welcome - Zoe Moss, Director, Quill Trust\n2. Buying from the sea - Ben Castle, Vale Council\n"
            "3. Salt on the land - Adam Frost, Alder CIC\n4. Questions and discussion\n5. Updates\n6. Date of the next one\n"
        ),
    ],
)
def test_who_speaks_is_read_from_each_layout(listed: str) -> None:
    found = read_page(FORUM + listed)
    assert speakers(found) == {"Zoe Moss", "Ben Castle", "Adam Frost"}
    assert {said.split(" | ")[0] for said in employers(found)} == {
        "Zoe Moss -> Quill Trust",
        "Ben Castle -> Vale Council",
        "Adam Frost -> Alder CIC",
    }


def test_no_name_runs_over_the_end_of_a_line_in_a_cell() -> None:
    found = read_page(FORUM + "| 10.15 | Land for all | Zoe Moss<br>Land Agent<br>Strut & Hale |\n|---|---|---|\n")
    assert {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, Person)} == {"Zoe Moss"}


def test_a_title_may_say_what_a_page_shows_beside_the_name() -> None:
    page = "# TidePy Retreat 2031: Invited talks\n\n1. *Zoe Moss* (Quill Trust): tides\n2. *Ben Castle* (Vale Council): salt\n"
    assert names(read_page(page), Event) == {"TidePy Retreat 2031"}


@pytest.mark.parametrize(
    "said",
    [
        "## Plenary panel\n\nParticipants: Zoe Moss (Quill Trust), Ben Castle (Vale Council), Jack Rowley\n",
        "Headlining are Zoe Moss, who wrote Salt, and Ben Castle of Vale Council. They will be joined by Jack Rowley of Elm CIC.\n",
        "10:00 – *Salt*, Zoe Moss\n\n11:00 – *Where does it go?*, Jack Rowley & Ben Castle (Vale Council)\n\n12:00 – Lunch\n",
    ],
)
def test_those_on_a_panel_on_a_line_up_and_behind_a_title_spoke(said: str) -> None:
    assert speakers(read_page(FORUM + said)) == {"Zoe Moss", "Ben Castle", "Jack Rowley"}


def test_a_bracket_behind_the_last_of_three_is_of_that_one() -> None:
    found = read_page(FORUM + "## Panel\n\nWith Zoe Moss, Ben Castle and Adam Frost (Quill Trust), and Jack Rowley.\n")
    assert employers(found) == {"Adam Frost -> Quill Trust"}


def test_nobody_works_for_the_gathering() -> None:
    found = read_page(
        FORUM + "About sixty people came to the Tide Forum. Closing, forum chair Zoe Moss announced a library.\n"
    )
    assert employers(found) == set()


def test_what_a_page_shows_before_a_colon_is_no_gathering() -> None:
    page = "# Keynote: Professor Zoe Moss\n\nZoe Moss reads tides.\n\n## Keynote: Ben Castle\n\nIt takes place on 3 May 2031.\n"
    assert "Keynote" not in names(read_page(page), Event)


def test_what_only_its_look_sets_below_a_name_is_no_part_of_it() -> None:
    """Pages that programs write have nothing between a name and a body; a page without a heading is of what its title says."""
    people = ("Zoe Moss", "Quill Trust"), ("Ben Castle", "Vale Council"), ("Clara Whitlock", "Alder CIC")
    who = "".join(
        f'<div>9:30 - 10:00</div><div class="slot"><a href="/s">{name}</a><span>{body}</span></div>'
        for name, body in people
    )
    found = read_page(
        f"<html><head><title>Agenda | Tide Summit 2031</title></head><body>{who}<p>16:00</p></body></html>", "page.html"
    )
    assert names(found, Event) == {"Tide Summit 2031"}
    assert employers(found) == {f"{name} -> {body}" for name, body in people}
    assert speakers(found) == {name for name, _ in people}


def test_a_cell_of_an_hour_ends_with_who_speaks() -> None:
    found = read_page(
        FORUM + "| Time | Session |\n|---|---|\n| 9.45am | Welcome – Zoe Moss, Quill Trust |\n"
        "| 10.30am | Salt for all – Ben Castle, Vale Council |\n| 11.30am | Tides – Adam Frost, Alder CIC |\n| 1.00pm | Lunch |\n"
    )
    assert employers(found) == {"Zoe Moss -> Quill Trust", "Ben Castle -> Vale Council", "Adam Frost -> Alder CIC"}
    assert speakers(found) == {"Zoe Moss", "Ben Castle", "Adam Frost"}
