"""One gathering that several papers of a council tell of is one: what a paper is called, and who was asked to come."""

from stated import employers

from loaders.extract import extract
from loaders.sources import read
from schema.links import Attended
from schema.nodes import Document, Event

LIST = (
    "ELMSBROOK CARE CONVERSATION\n9 October 2031, The Arches, Elmsbrook\n\nList of participants\n\n"
    "Name\tOrganisation\tRole\nAda North\tElmsbrook Council\tManager\nBo West\tElm Trust\tDirector\n"
)


def _event(page: str, name: str = "list.txt") -> tuple[str, str | None]:
    nodes = extract(read(name, page.encode())).bundle.facts.nodes.values()
    event = next(node for node in nodes if isinstance(node, Event))
    return event.id, next(node.kind for node in nodes if isinstance(node, Document))


def test_a_list_of_participants_stays_one_where_it_says_who_could_not_come() -> None:
    assert _event(LIST + "\nApologies: Cy East, Fir Trust\n") == (_event(LIST)[0], "participants' list")


def test_minutes_of_a_gathering_held_once_tell_of_the_one_that_others_tell_of() -> None:
    minutes = (
        "# Elmsbrook Care Conversation\n\nMinutes of the conversation held on 9 October 2031\n\n"
        "**Present:** Ada North (Elmsbrook Council)\n\n**Apologies:** Cy East (Fir Trust)\n\n1. Welcome. Ada North spoke.\n"
    )
    assert _event(minutes, "notes.md") == ("event/elmsbrook-care-conversation-2031", "minutes")
    board = minutes.replace("Care Conversation", "Care Board").replace("the conversation", "the meeting")
    assert _event(board, "board.md")[0].endswith("2031-10-09")


def test_guests_of_a_board_came() -> None:
    page = (
        "# Minutes of the Elmsbrook Carers Board\n\nMeeting of 4 February 2032 at 10 am, Central Library\n\n"
        "**Members present:** Ada North (Elmsbrook Council)\n**By invitation:** Bo West (Fir Trust)\n"
        "**Not present:** Cy East (Ash Trust)\n"
    )
    found = extract(read("board.md", page.encode()))
    came = {link.source for link in found.bundle.facts.links.values() if isinstance(link, Attended)}
    assert {"person/ada-north", "person/bo-west"} <= came
    assert "person/cy-east" not in came
    assert "Bo West -> Fir Trust" in employers(found)
