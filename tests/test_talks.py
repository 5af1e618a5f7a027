"""Who spoke at an event, in the forms of programmes and of accounts of a day; and people who only are in them."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import SpokeAt

HEAD = "# Harbour Forum 2024\n\nThe Harbour Forum took place in Hull on 3 May 2024. It rained.\n\n"
PROGRAMME = """## On the day

9.30 am: Registration

10.00 am: Welcome

{0}

11.15 am: Food for all

Homes for all – {1}

12.30 pm: Lunch
"""


def speakers(words: str, head: str = HEAD) -> set[str]:
    found = extract(read("account.md", f"{head}{words}\n\nIt rained again.\n".encode())).bundle.facts
    return {link.source.removeprefix("person/") for link in found.links.values() if isinstance(link, SpokeAt)}


ONLY_PEOPLE = [
    "{} gave a short talk about tides.",
    "The panel heard from:\n\n- {}, Quill Trust\n- Rajesh Moss, Vale Council",
    PROGRAMME.format("Rajesh Moss", "{} (Quill Trust) and Zoë de Vries"),
]
"""Where nobody but people stands, so that a name like none that is known is a person's."""
FORMS = [
    *ONLY_PEOPLE,
    "In the afternoon, a keynote by {} (Quill Trust) set the tone.",
    "{}, chair of Quill Trust, Hull, presented the plans.",
    "{} from Quill Trust in Hull delivered a keynote on tides.",
    "A round table led by Quill Trust's director {} followed.",
    "It began with {}’s keynote on tides.",
    "“It works,” said {}, the forum’s keynote speaker.",
    "Rajesh Moss and {} closed the day.",
    PROGRAMME.format("Keynote by {}, Quill Trust", "Rajesh Moss (Vale Council)"),
]


@pytest.mark.parametrize(
    ("form", "name"),
    [(f, n) for f in FORMS for n in ("Fiona Browning", "Ngozi Kerrigan-Low")]
    + [(f, "Xanthe Quillby") for f in ONLY_PEOPLE],
)
def test_who_gives_a_talk_spoke_at_the_event(form: str, name: str) -> None:
    assert name.lower().replace(" ", "-") in speakers(form.replace("{}", name))


@pytest.mark.parametrize(
    "words",
    [
        "Fiona Browning of Quill Trust came too.",
        "We thank Fiona Browning for the talk about her town.",
        "The panel spoke about Fiona Browning.",
        "Last year Fiona Browning gave a keynote.",
        "The workshop used a method developed by Fiona Browning.",
        "Gulls closed the harbour. Fiona Browning saw it.",
    ],
)
def test_who_is_only_named_did_not_speak(words: str) -> None:
    assert speakers(words) == set()


def test_members_who_report_in_minutes_give_no_talk() -> None:
    head = "# Minutes of the Harbour Board, Hull, 3 May 2024\n\nPanel: Fiona Browning (Quill Trust), Rajesh Moss\n\n"
    words = "Apologies: Zoë de Vries\n\nFiona Browning outlined the budget and presented it.\n\n{}"
    assert speakers(words.format("Rajesh Moss reported on tides."), head) == set()
    assert speakers(words.format("Tides – presentation by Rajesh Moss"), head) == {"rajesh-moss"}


LINES = (
    "<ul><li><strong>Tides for all</strong><br/>Dr Ben Castle, Head of Tides, Quill Trust</li>"
    "<li>Salt<br>Zoë Moss, Vale Council</li></ul>"
)
TIMES = "10.00 Welcome\n\n10.30 Tides for all {} Ben Castle\n\n11.00 Salt {} Zoë Moss\n\n12.00 Lunch in the hall\n"
SPEAKERS = """# Workshop agenda

## Monday, 3 May 2024

| Time | Event | Speaker/facilitator |
| --- | --- | --- |
| 8:00 | Welcome | All |
| 8:30 | Tides | Prof. Ben Castle |
| 9:00 | Salt | Zoë Moss |
| 9.30 | End | |
"""
TIMES_LAST = """# Harbour Forum 2024: agenda

The forum is on 3 May 2024.

| Part | Who | When |
| --- | --- | --- |
| Welcome | | 10:00-10:30 |
| Tides | Ben Castle, Quill Trust | 10:30-11:00 |
| Salt | Zoë Moss, Vale Council | 11:00-12:00 |
"""


@pytest.mark.parametrize(
    ("name", "source"),
    [
        (
            "page.html",
            f"<html><head><title>Harbour Forum 2024: programme</title></head><body><h3>Day</h3>{LINES}</body></html>",
        ),
        ("page.html", f"<h1>Harbour Forum 2024 agenda</h1><p>We meet in Hull.</p><h2>S E S S I O N 1</h2>{LINES}"),
        ("list.md", "# Harbour Forum 2024\n\nDate: 3 May 2024\n\nVenue: The Hall, Hull\n\n" + TIMES.format("", "")),
        ("list.md", "# Harbour Forum 2024\n\nThe forum was held on 3 May 2024.\n\n" + TIMES.format("–", "with")),
        ("list.md", SPEAKERS),
        ("list.md", TIMES_LAST),
    ],
)
def test_a_programme_says_who_speaks_whatever_its_layout(name: str, source: str) -> None:
    found = extract(read(name, source.encode())).bundle.facts
    spoke = {link.source for link in found.links.values() if isinstance(link, SpokeAt)}
    assert spoke == {"person/ben-castle", "person/zoe-moss"}


LINES_OF_PEOPLE = [
    "## Programme\n\n#### Morning (10am-1pm)\n\n**1. Tides for all**\n\n"
    "- **{}**, {}, Quill Trust\n- **Chair: Zoë Moss**, Leader, Vale Council",
    "## Agenda\n\n## A hall for Hull\n\n{}, {}, Quill Trust\n\nModerator: Zoë Moss, Leader, Vale Council\n\n## Salt\n\nSea salt.",
    "## Sessions\n\n### Presenter 1: {}, {}, Quill Trust\n\nTides rise.\n\n"
    "### Presenter 2: Zoë Moss, Leader, Vale Council\n\nSalt.",
    "Presenters: {}, {}, Quill Trust; Zoë Moss, Leader, Vale Council",
    "Our speakers:\n\nSpeaker – {}, {} at Quill Trust\n\nSpeaker – Zoë Moss, Leader of Vale Council",
]
"""Lines that are one person each, with office and body, in a programme or behind a label."""


@pytest.mark.parametrize("form", LINES_OF_PEOPLE)
@pytest.mark.parametrize("name", ["Fiona Browning", "Rajesh Kerr"])
@pytest.mark.parametrize("office", ["Director of Tides", "Chief Executive"])
def test_lines_of_a_programme_that_are_a_person_each(form: str, name: str, office: str) -> None:
    assert speakers(form.format(name, office)) == {name.lower().replace(" ", "-"), "zoe-moss"}


@pytest.mark.parametrize(
    "words",
    [
        "## Agenda\n\n## Who came\n\nFiona Browning, Director, Quill Trust\n\nZoë Moss, Leader, Vale Council",
        "## Programme\n\nSalt Flats, Harbour Hall, Hull\n\nFood for All, Quill Trust",
        "## The board\n\nFiona Browning, Director, Quill Trust\n\nChair: Zoë Moss, Leader, Vale Council",
    ],
)
def test_lines_that_are_people_elsewhere_or_no_people_spoke_nowhere(words: str) -> None:
    assert speakers(words) == set()


def test_what_one_slot_is_called_says_nothing_of_the_next() -> None:
    words = "## Programme\n\n- 9:30 Welcome words\n- 10:00 Tides (Fiona Browning, Quill Trust)\n- 11:00 Lunch"
    found = extract(read("account.md", f"{HEAD}{words}\n".encode())).bundle.facts
    assert [link.as_ for link in found.links.values() if isinstance(link, SpokeAt)] == ["presentation"]


SESSIONS = """### Keynote: tides for all

{0}, Director, Quill Trust

Tides rise and fall, and nobody asks why.

### Salt

Zoë Moss, Leader, Vale Council

Salt is in the sea.

### Food

Ben Castle , baker and winner of a prize -Bread

Bread rises too.
"""
LISTED = "## Presenters and papers\n\n- Tides - {0}, Quill Trust\n- Salt - Zoë Moss\n- Food - Ben Castle, Vale Council"
TURNED = "## Lightning talks\n\n- {0}, baker - Tides\n- Zoë Moss - Salt\n- Ben Castle - Food for all"
TOLD = """Zoë Moss gave a talk about salt.

Ben Castle from Vale Council walked us through food. {0} demonstrated tides.

Thanks to {0}, Quill Trust, and Ben Castle, Vale Council.
"""


@pytest.mark.parametrize("words", [SESSIONS, LISTED, TURNED, TOLD])
@pytest.mark.parametrize("name", ["Fiona Browning", "Rajesh Kerr"])
def test_what_most_of_a_repeated_shape_tells_the_rest_of_it_tells_too(words: str, name: str) -> None:
    assert speakers(words.format(name)) == {name.lower().replace(" ", "-"), "zoe-moss", "ben-castle"}


@pytest.mark.parametrize(
    "words",
    [
        "## Round table event\n\nThose who came:\n\n- Fiona Browning, Quill Trust\n- Zoë Moss\n- Ben Castle, Vale Council",
        SESSIONS.format("Fiona Browning").replace("Keynote: ", ""),
        "## Talks\n\n- Tides Hall, Quill Trust\n- Salt Flats, Vale Council\n- Food for all",
    ],
)
def test_a_repeated_shape_that_nothing_calls_talks_is_none(words: str) -> None:
    assert speakers(words) == set()


@pytest.mark.parametrize(("heading", "spoke"), [("The Vale Data Roundtable", False), ("Panel on boats", True)])
def test_those_below_the_name_of_a_gathering_need_not_have_spoken_there(heading: str, spoke: bool) -> None:
    text = (
        "# The Vale Data Roundtable, 3 May 2024\n\nThe Vale Data Roundtable took place on 3 May 2024 in Hull.\n\n"
        f"## {heading}\n\nAda North\n\nBen Marsh\n\nCora Dale\n\nDina Hale\n"
    )
    facts = extract(read("report.md", text.encode())).bundle.facts
    assert any(isinstance(link, SpokeAt) for link in facts.links.values()) is spoke
