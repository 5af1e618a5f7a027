"""Who spoke, came, held and paid as accounts of a day tell it, and as the columns and headings of its programme show it."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended, Organised, SpokeAt, Sponsored

FRONT = (
    "# Canal Keepers Summit 2031\n\nThe Canal Keepers Summit 2031 took place on 3 May 2031 at the Corn Hall, Ely.\n\n"
)
WORK = "\n\n## Challenge: Locks\n\n### Ideas\n\n- Mend one lock and learn from it.\n- Paint two.\n"


def reading(words: str) -> Extraction:
    return extract(read("summit.md", f"{FRONT}{words}{WORK}".encode()))


def tied(found: Extraction, kind: type) -> set[str]:
    return {link.source.split("/")[1] for link in found.bundle.facts.links.values() if isinstance(link, kind)}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Burt Lumley, a keeper from Hull, kicked off the day.", {"burt-lumley"}),
        ("Tracy Teal, the Executive Director of Fen Trust, began her talk on mending with a question.", {"tracy-teal"}),
        ("The day kicked off with an introduction by Frank Kessler (Waag Trust).", {"frank-kessler"}),
        ("Ada North was the first to speak.", {"ada-north"}),
        ("The second seminar was presented by Professor Jeff Moore from Weir University.", {"jeff-moore"}),
        ("Neil Wilmot took part in two panels.", {"neil-wilmot"}),
        ("The day closed with Peter Vale, who summed up.", {"peter-vale"}),
    ],
)
def test_who_spoke_is_told_in_many_ways(words: str, who: set[str]) -> None:
    assert tied(reading(words), SpokeAt) == who


def test_a_column_most_of_whose_cells_hold_people_holds_speakers() -> None:
    rows = [
        ("10:00AM", "A", "Locks 101", "Dru Lavigne"),
        ("11:00AM", "A", "Water", "Sunil Rao"),
        ("12:00PM", "", "Lunch", ""),
    ]
    rows += [("1:00PM", "A", "Maps", "Kira Holt"), ("2:00PM", "B", "Open Boats", "Deb Nicholl")]
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = (
        '<html><head><title>Schedule | Brightwater 2031</title></head><body><div class="nav-bar"><a>Brightwater 2031</a></div>'
        f"<h2>Schedule</h2><h2>Friday April 4, 2031</h2><table>{table}</table></body></html>"
    )
    found = extract(read("schedule.html", page.encode()))
    assert tied(found, SpokeAt) == {"dru-lavigne", "sunil-rao", "kira-holt", "deb-nicholl"}


def test_a_heading_below_that_of_a_talk_is_who_gave_it() -> None:
    talks = [("Health for keepers", "Karen Ernst and Amanda Willis, _University of Arden_")]
    talks += [
        ("Water in the age of apps", "Elisa Redmond, _Macrosoft_"),
        ("Panel: what comes next", "Ramesh Rask, _Weir Lab_"),
    ]
    body = "\n\n".join(f"# {title}\n\n## {who}\n\n- Much was said of locks." for title, who in talks)
    found = extract(read("summit.md", f"{FRONT}{body}".encode()))
    assert tied(found, SpokeAt) == {"karen-ernst", "amanda-willis", "elisa-redmond", "ramesh-rask"}


@pytest.mark.parametrize(
    ("words", "kind", "who"),
    [
        ("Elm Ministries and Fir Homes joined us for the weekend.", Attended, {"elm-ministries", "fir-homes"}),
        ("Elm Trust and Fir Homes took part in the summit.", Attended, {"elm-trust", "fir-homes"}),
        ("Elm Trust attended the regional congress.", Attended, set()),
        ("Elm Trust and Fir Homes will be hosting the summit.", Organised, {"elm-trust", "fir-homes"}),
        ("Elm Trust partnered with Fir Homes and organized the summit.", Organised, {"elm-trust", "fir-homes"}),
        (
            "We had great sponsors for this event, including Elm Trust and Weir Bank.",
            Sponsored,
            {"elm-trust", "weir-bank"},
        ),
        ("Elm Energy is proud to have supported the summit.", Sponsored, {"elm-energy"}),
        (
            "## Sponsors\n\nThanks to Elm Bank and Fir Labs for making the day possible.",
            Sponsored,
            {"elm-bank", "fir-labs"},
        ),
    ],
)
def test_who_came_held_or_paid_stands_before_the_verb(words: str, kind: type, who: set[str]) -> None:
    assert tied(reading(words), kind) == who


def test_a_program_is_no_part_of_the_name() -> None:
    page = "# Lock Days 2031: Program\n\n* __Start:__ Monday 25 August 2031\n\n- 09:00 Registration\n- 10:00 Gates (Lena Park)\n"
    facts = extract(read("days.md", f"{page}- 11:00 Weirs (Frank Lobeck)\n".encode())).bundle.facts
    assert {node.name for node in facts.nodes.values() if node.id.startswith("event/")} == {"Lock Days 2031"}
