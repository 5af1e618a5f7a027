"""Programmes and accounts in the layouts that people print them in: who speaks is read from each."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import SpokeAt

HEAD = "# Harbour Forum 2031\n\nThe Harbour Forum took place in Hull on 3 May 2031.\n\n"
LAYOUTS = [
    (
        "## Schedule\n\n| Time | Session | Who |\n|---|---|---|\n| 10.00 | Welcome | Fiona Browning (Quill Trust) |\n"
        "| 10.30 | Tides | Zoë Moss, Vale Council |\n| 11.00 | Salt | Ben Castle |"
    ),
    (
        "| 10.00 | Welcome | Fiona Browning, Quill Trust |\n|---|---|---|\n"
        "| 10.30 | Tides for all | Zoë Moss, Vale Council |\n| 11.00 | Salt | Ben Castle |"
    ),
    (
        "| Speaker | Talk |\n|---|---|\n| Fiona Browning, Quill Trust | Welcome |\n"
        "| Zoë Moss, Vale Council | Tides |\n| Ben Castle | Salt |"
    ),
    (
        "### 10.00 Welcome\n\nFiona Browning, Quill Trust\n\n### 10.30 Tides\n\nZoë Moss, Vale Council\n\n"
        "### 11.00 Salt\n\nBen Castle"
    ),
    (
        "## Schedule\n\n10:00 Welcome by Fiona Browning (Quill Trust)\n\n10:30 Tides: Zoë Moss, Vale Council\n\n"
        "11:00 Salt / Ben Castle"
    ),
    (
        "## Programme\n\n"
        "- 10.00 Panel: Fiona Browning (Quill Trust), Zoë Moss (Vale Council) and Ben Castle (Dale Homes)\n"
        "- 11.00 Lunch\n- 12.00 Close"
    ),
    (
        "## Programme\n\n- 10.00 Fiona Browning in conversation with Zoë Moss\n"
        "- 11.00 Salt, with Ben Castle (Dale Homes)\n- 12.00 Close"
    ),
    "Speakers: Fiona Browning (Quill Trust), Zoë Moss (Vale Council), Ben Castle (Dale Homes).",
    "Speakers included Fiona Browning of Quill Trust, Zoë Moss of Vale Council and Ben Castle of Dale Homes.",
    (
        "## Our speakers\n\n### Fiona Browning\n\nFiona is director of Quill Trust.\n\n### Zoë Moss\n\n"
        "Zoë leads Vale Council.\n\n### Ben Castle\n\nBen bakes."
    ),
    (
        "## Speakers\n\n**Fiona Browning** is director of Quill Trust.\n\n**Zoë Moss** leads Vale Council.\n\n"
        "**Ben Castle** bakes bread at Dale Homes."
    ),
    (
        "## Speakers\n\nFiona Browning is director of Quill Trust and loves tides.\n\nZoë Moss leads Vale Council.\n"
        "\nBen Castle has baked bread at Dale Homes for years."
    ),
    "## Speakers\n\nFiona Browning\n: Director, Quill Trust\n\nZoë Moss\n: Leader, Vale Council\n\nBen Castle\n: Baker",
    (
        "## Programme\n\n- Tides for all\n    - Fiona Browning, Director, Quill Trust\n- Salt\n"
        "    - Zoë Moss, Leader, Vale Council\n- Food\n    - Ben Castle, Baker, Dale Homes"
    ),
    (
        "## Programme\n\n**10.00 Tides for all**\nFiona Browning, Director, Quill Trust\n\n**10.30 Salt**\n"
        "Zoë Moss, Leader, Vale Council\n\n**11.00 Food**\nBen Castle, Dale Homes"
    ),
    (
        "## Agenda\n\n10.00 – Tides – Fiona Browning, Director, Quill Trust\n\n10.30 – Salt – Zoë Moss\n\n"
        "11.00 – Food – Ben Castle, Dale Homes"
    ),
    (
        "Fiona Browning of Quill Trust gave an overview of tides. Zoë Moss, Leader of Vale Council, reported "
        "on salt. Ben Castle from Dale Homes explained bread."
    ),
    (
        "Fiona Browning, Director of Quill Trust, opened the forum and welcomed everyone. Zoë Moss (Vale "
        "Council) introduced the day. Ben Castle of Dale Homes closed the event."
    ),
    "We heard from Fiona Browning (Quill Trust) about tides, Zoë Moss (Vale Council) on salt and Ben Castle, who bakes.",
    (
        "First, Fiona Browning from Quill Trust presented tides. Next, Zoë Moss of Vale Council showed us "
        "salt. Finally, Ben Castle shared his bread."
    ),
    (
        "The forum was chaired by Fiona Browning of Quill Trust. The keynote was given by Zoë Moss, Vale "
        "Council. A workshop run by Ben Castle followed."
    ),
    (
        "10.00am Registration\n10.30am Welcome - Fiona Browning, Quill Trust\n"
        "11.00am Tides - Zoë Moss, Vale Council\n12.00pm Food - Ben Castle, Dale Homes\n1pm Lunch"
    ),
    "Keynote: Fiona Browning, Quill Trust\n\nKeynote speakers: Zoë Moss (Vale Council), Ben Castle (Dale Homes)",
    (
        "## Panel 1: tides\n\nChair: Fiona Browning, Quill Trust\n\nPanellists:\n\n- Zoë Moss, Vale Council\n"
        "- Ben Castle, Dale Homes"
    ),
    "- Session 1: Tides – Fiona Browning\n- Session 2: Salt – Zoë Moss, Vale Council\n- Session 3: Food – Ben Castle",
    "## Talks\n\n- Tides / Fiona Browning\n- Salt / Zoë Moss\n- Food / Ben Castle",
    (
        "## Session 1: Tides\n\nSpeaker: Fiona Browning\n\n## Session 2: Salt\n\nSpeaker: Zoë Moss\n\n"
        "## Session 3: Food\n\nSpeakers: Ben Castle, Dale Homes"
    ),
]


@pytest.mark.parametrize("words", LAYOUTS)
def test_who_speaks_is_read_from_every_layout(words: str) -> None:
    found = extract(read("notes.md", f"{HEAD}{words}\n\nIt rained.\n".encode())).bundle.facts
    spoke = {link.source.removeprefix("person/") for link in found.links.values() if isinstance(link, SpokeAt)}
    assert spoke == {"fiona-browning", "zoe-moss", "ben-castle"}


@pytest.mark.parametrize(
    "words",
    [
        "## The day\n\nLed by hope, we met.\n\nWith thanks to Fiona Browning",
        "We heard that Fiona Browning was ill. Zoë Moss came to lunch.",
        "## Programme\n\n- 10.00 Victoria Hall, Hull\n- 10.30 Desk (Alumni Hall)\n- 11.00 Salt (Quill Trust)\n- 12.00 Close",
        "| Name | Body |\n|---|---|\n| Fiona Browning | Quill Trust |\n| Zoë Moss | Vale Council |",
    ],
)
def test_what_only_looks_like_a_programme_names_no_speaker(words: str) -> None:
    found = extract(read("notes.md", f"{HEAD}{words}\n\nIt rained.\n".encode())).bundle.facts
    assert not any(isinstance(link, SpokeAt) for link in found.links.values())


@pytest.mark.parametrize("title", ["Sir ", "Dame ", "Councillor ", "Dr "])
def test_a_title_before_a_name_keeps_nobody_from_speaking(title: str) -> None:
    words = f"The keynote address was given by {title}Xanthe Quillby, Chair of the Quill Trust."
    found = extract(read("notes.md", f"{HEAD}{words}\n".encode())).bundle.facts
    assert any(isinstance(link, SpokeAt) and "quillby" in link.source for link in found.links.values())


def test_the_title_of_a_talk_names_no_speaker() -> None:
    words = "I see tables anew since Zoë Moss’s talk, “Quick charts with Salt Visualization API.” Ben Castle spoke too."
    found = extract(read("notes.md", f"{HEAD}{words}\n".encode())).bundle.facts
    spoke = {link.source.removeprefix("person/") for link in found.links.values() if isinstance(link, SpokeAt)}
    assert spoke == {"zoe-moss", "ben-castle"}


def test_the_lines_of_a_cell_that_run_together_part_bodies_from_labels() -> None:
    cell = "Chair: Zoë Moss, Leader, Vale Council<br>Panel: Ben Castle (Dale Homes)"
    rows = [("10.00", "Salt", cell), ("11.00", "Close", ""), ("12.00", "Lunch", "")]
    table = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in rows)
    page = f"<html><body><h1>Harbour Forum 2031</h1><h2>Programme</h2><table>{table}</table></body></html>"
    found = extract(read("page.html", page.encode())).bundle.facts
    assert "organisation/vale-council" in found.nodes
    assert not any(node.startswith("organisation/vale-council-") for node in found.nodes)


def test_lines_of_a_cell_that_are_people_and_what_they_speak_on_name_speakers() -> None:
    rows = [
        "| 14:15-14:30 | Welcome and tea |",
        "| 14:55-15:20 | Session 1<br>[Fiona Browning - Salt as Bread](/a)<br>[Elenya Colmar - Tides of the Vale](/b) |",
        "| 15:25-15:50 | Session 2<br>[Zoë Moss - What the Mill Does](/c) |",
    ]
    text = f"{HEAD}## Programme\n\n|   |   |\n|--:|---|\n" + "\n".join(rows)
    found = extract(read("programme.md", text.encode())).bundle.facts
    spoke = {link.source.removeprefix("person/") for link in found.links.values() if isinstance(link, SpokeAt)}
    assert spoke == {"fiona-browning", "elenya-colmar", "zoe-moss"}


def test_numbered_sessions_behind_which_nobody_stands_have_no_speakers() -> None:
    words = "- Session 1: Tides – Fiona Browning\n- Session 2: Salt – Dale Hall\n- Workshop 3: Food – Ben Castle"
    found = extract(read("notes.md", f"{HEAD}{words}\n\nIt rained.\n".encode())).bundle.facts
    assert not [link for link in found.links.values() if isinstance(link, SpokeAt)]
