"""Papers that a council officer writes: minutes with apologies in a sentence, a report with leads and partners, a release."""

from stated import names_of, speakers

from loaders.extract import extract
from loaders.sources import read
from schema.links import Attended, Owns, Supports
from schema.nodes import Document, Event, Initiative

BOARD = """ELM TRANSPORT BOARD

Minutes of the meeting held at County Hall, Elmstead on Thursday 3 July 2031

Present:
Ada North, Elm Council
Bo West, Fir Trust

Apologies for absence were received from Cy East (Ash Trust) and Di South (Oak Trust).

1. Minutes of the last meeting
The minutes of 10 April 2031 were approved.

2. Rural Transport Summit
Ada North said that the summit had been well attended.
"""


def _came(page: str, name: str = "board.txt") -> set[str]:
    links = extract(read(name, page.encode())).bundle.facts.links.values()
    return {link.source.split("/", 1)[1] for link in links if isinstance(link, Attended)}


def test_neither_those_who_send_apologies_nor_items_of_the_agenda_came() -> None:
    assert _came(BOARD) == {"ada-north", "bo-west", "elm-council", "fir-trust"}


def test_whoever_a_label_says_could_not_come_did_not() -> None:
    listed = "# Harbour Day 2031\n\n3 May 2031\n\n## Delegate list\n\n"
    listed += "| Name | Organisation |\n| --- | --- |\n| Ada North | Elm Trust |\n"
    page = listed + "\nNot able to come: Bo West, Fir Trust\n"
    assert _came(page, "list.md") == {"ada-north", "elm-trust"}


def test_partners_below_a_lead_support_a_challenge() -> None:
    page = (
        "# Harbour Summit 2031\n\nHeld on 3 May 2031.\n\n"
        "## Theme 1: Getting to hospital without a car\n\n**Lead:** Ada North\n\n"
        "**Partners:** Elm Hospital Trust (Dr Bo West), Fir Homes CIC, Ash Trust\n\n"
        "What people suggested:\n\n- Move the clinics.\n\n"
        "## Theme 2: Keeping the last bus\n\n**Lead:** Cy East\n\n**Partners:** none yet\n\nWhat people suggested:\n\n- Run it.\n"
    )
    links = extract(read("summit.md", page.encode())).bundle.facts.links.values()
    assert {link.source for link in links if isinstance(link, Owns)} == {"person/ada-north", "person/cy-east"}
    helped = {
        "organisation/elm-hospital-trust",
        "person/bo-west",
        "organisation/fir-homes",
        "organisation/ash-trust",
    }
    assert {link.source for link in links if isinstance(link, Supports)} == helped


def test_a_title_that_leaves_out_whose_gathering_it_was_means_the_one_that_the_text_names() -> None:
    page = (
        "# One year on from the Rural Transport Summit\n\nElm Council, June 2032\n\n"
        "In May 2031 the Elm Rural Transport Summit 2031 worked on three themes. We asked what had come of each.\n\n"
        "## Keeping the last bus\n\nFir College and Elm Council launched Wheels for Elm in October 2031 with ten mopeds.\n"
    )
    found = extract(read("later.md", page.encode()))
    assert names_of(found, Event) == {"Elm Rural Transport Summit 2031"}
    assert names_of(found, Initiative) == {"Keeping the last bus", "Wheels for Elm"}


def test_a_release_is_called_by_its_headline_and_its_events_day_is_none_told_in_passing() -> None:
    page = (
        "NEWS RELEASE\nElm County Council\nDate: 4 September 2031\n\nLast bus saved\n\n"
        "Fir Community Bus took over route 61 on Monday 1 September, and it carries fourteen people.\n\n"
        "The idea was first put forward at the Elm Transport Summit 2031, which took place at the Corn Exchange in May.\n"
    )
    nodes = extract(read("release.txt", page.encode())).bundle.facts.nodes.values()
    assert [node.title for node in nodes if isinstance(node, Document)] == ["Last bus saved"]
    assert [node.date for node in nodes if isinstance(node, Event)] == ["2031"]


def test_who_gave_the_keynote_did_not_open_the_day() -> None:
    page = (
        "# Harbour Summit 2031\n\nHeld on 3 May 2031.\n\n"
        "Cllr Ada North, Cabinet Member for Highways, opened the day, and Professor Bo West of the University of Dale "
        "gave the keynote.\n"
    )
    assert speakers(extract(read("summit.md", page.encode()))) == {"Ada North": "opening address", "Bo West": "keynote"}
