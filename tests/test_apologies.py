"""People on the lists of minutes: those who came, those who did not, their ranks, and the bodies behind offices in brackets."""

import pytest
from stated import employers

from loaders.extract import extract
from loaders.sources import read
from schema.bundle import Bundle
from schema.links import Attended
from schema.nodes import Document, Event, Person

HEAD = "# Tarn Vale Partnership Board\n\nMinutes of the meeting held on 4 March 2031 at the Corn Hall, Thornby\n\n"


def stated(words: str, name: str = "notes.md") -> Bundle:
    return extract(read(name, (HEAD + words + "\n").encode())).bundle


def bodies(bundle: Bundle) -> set[str]:
    """Return the bodies that are stated; the one that met is among them."""
    return {i for i in bundle.facts.nodes if i.startswith("organisation/")}


def came(bundle: Bundle) -> set[str]:
    nodes = bundle.facts.nodes
    found = [nodes[link.source] for link in bundle.facts.links.values() if isinstance(link, Attended)]
    return {node.name for node in found if isinstance(node, Person)}


def people(bundle: Bundle) -> set[str]:
    return {node.name for node in bundle.facts.nodes.values() if isinstance(node, Person)}


@pytest.mark.parametrize(
    "away",
    [
        "Apologies: Dorota Elmsley (University of Elmstead), Eve Firth and Gus Gale",
        "Apologies for absence were received from Dorota Elmsley (University of Elmstead), Eve Firth and Gus Gale.",
        "**Apologies received:** Dorota Elmsley – University of Elmstead; Eve Firth; Gus Gale",
        "**Apologies:** Apologies were received from Dorota Elmsley (University of Elmstead), Eve Firth and Gus Gale.",
        "## Apologies\n\n- Dorota Elmsley, University of Elmstead\n- Eve Firth\n- Gus Gale",
    ],
)
def test_who_sent_apologies_is_named_and_did_not_come(away: str) -> None:
    found = stated(f"Present: Ada North (Chair), Ben Castle and Cal Dale\n\n{away}")
    assert {"Dorota Elmsley", "Eve Firth", "Gus Gale"} <= people(found)
    assert {said.split(" | ")[0] for said in employers(extract(read("a.md", (HEAD + away).encode())))} == {
        "Dorota Elmsley -> University of Elmstead"
    }
    assert came(found) == {"Ada North", "Ben Castle", "Cal Dale"}


def test_names_that_commas_part_are_no_employers() -> None:
    found = stated(
        "Apologies: Reina Gorn, Betty Marsh, Humza Yale MSP (5th apology), Jaime Fitz, Alan Hill, Teresa Johns"
    )
    assert people(found) == {"Reina Gorn", "Betty Marsh", "Humza Yale", "Jaime Fitz", "Alan Hill", "Teresa Johns"}
    assert bodies(found) == {"organisation/tarn-vale-partnership-board"}


@pytest.mark.parametrize("rank", ["PC", "Sgt", "Cllr", "PCSO", "Insp"])
def test_ranks_are_no_part_of_names(rank: str) -> None:
    assert "Helen Dale" in people(stated(f"Present: Ada North, {rank} Helen Dale, Tom Field (Elm Trust)"))


def test_several_who_share_a_form_of_address_are_no_one_person() -> None:
    found = stated("Present: Ada North, Gina Marsh, Cllrs Alam, Dorset and Hutchins, Jim Castle MBE")
    assert people(found) == {"Ada North", "Gina Marsh", "Jim Castle", "Alam", "Dorset", "Hutchins"}
    assert bodies(found) == {"organisation/tarn-vale-partnership-board"}


def test_where_a_comma_is_missing_before_them_as_well() -> None:
    names = "Esme Clark, Hannah Salome, Rob Preston, Gina Preston Cllrs Alam, Dorset and Hutchins"
    found = stated(f"Present: {names}, Alistair Shaw (for Jo Bloom MP)")
    assert {"Rob Preston", "Gina Preston", "Alistair Shaw"} <= people(found)
    assert bodies(found) == {"organisation/tarn-vale-partnership-board"}


@pytest.mark.parametrize(
    "line", ["Ada North (Chair), Elm Trust", "Ada North (Chair) – Elm Trust", "Ada North (Chair) of Elm Trust"]
)
def test_a_body_stands_behind_an_office_in_brackets(line: str) -> None:
    words = f"{HEAD}## Present\n\n- {line}\n- Ben Castle, Birch County Council\n"
    assert "Ada North -> Elm Trust | Chair" in employers(extract(read("a.md", words.encode())))


AGENDA = """Marsh End Parish Council - 6th November 2031

Present

Ada North (Chair)
Tom Vale, Harbour Lights Trust
Mr R Bond (Local Resident)
Members of the Public - Three Members

31.11.1 Apologies

Eve Firth

31.11.2 Minutes

The minutes of the meeting held on the 4th September 2031 were signed.

31.11.3 Correspondence

Catalogue of Elm Playground Equipment
Fernley Post Office
"""


def test_the_first_item_of_an_agenda_ends_the_list_of_those_who_came() -> None:
    bundle = extract(read("notes.txt", AGENDA.encode())).bundle
    [event] = [node for node in bundle.facts.nodes.values() if isinstance(node, Event)]
    [document] = [node for node in bundle.facts.nodes.values() if isinstance(node, Document)]
    assert (event.date, document.kind) == ("2031-11-06", "minutes")
    assert came(bundle) >= {"Ada North", "Tom Vale"} and "Eve Firth" not in came(bundle)
    attended = {link.source for link in bundle.facts.links.values() if isinstance(link, Attended)}
    assert attended & bodies(bundle) <= {"organisation/harbour-lights-trust"}


@pytest.mark.parametrize("none", ["Local Resident", "Independent consultant", "Member of the Public", "N/A"])
def test_who_comes_for_nobody_works_for_none(none: str) -> None:
    words = f"## Present\n\n- Ada North ({none})\n- Tom Vale (Harbour Lights Trust)\n"
    found = extract(read("notes.md", (HEAD + words).encode()))
    assert came(found.bundle) == {"Ada North", "Tom Vale"}
    assert employers(found) == {"Tom Vale -> Harbour Lights Trust"}


@pytest.mark.parametrize("title", ["Minutes of the meeting of 4 March 2031", "Minutes of the meeting on 4 March 2031"])
def test_a_meeting_is_called_without_the_words_before_its_day(title: str) -> None:
    bundle = extract(
        read("notes.md", f"# Fernley Community Council\n\n{title}\n\n## Present\n\n- Ada North\n".encode())
    ).bundle
    [event] = [node for node in bundle.facts.nodes.values() if isinstance(node, Event)]
    assert event.name == "Fernley Community Council meeting"
