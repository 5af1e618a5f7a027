"""In what capacity somebody stands behind a challenge, holds an event or makes a document; proposals to all; kinds of document."""

from typing import Any

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.declaration import Link
from schema.links import Attended, Organised, Owns, PartOf, ProposedAt, Sponsored, Supports, WorksFor, Wrote
from schema.nodes import Document, Idea

FRONT = (
    "# Harbour Forum 2031: homes\n\nThe Harbour Forum 2031 took place on 7 May 2031 at the Maltings Hall, Ipswich.\n\n"
)
WORK = "### Ideas\n\n- Buy one house and learn from it.\n- Rent two.\n\n"


def reading(source: str, front: str = FRONT) -> Extraction:
    return extract(read("forum.md", (front + source).encode()))


def said(found: Extraction, kind: type[Link], attribute: str = "as_") -> dict[tuple[str, str], Any]:
    """Return what the links of a type say, by their ends."""
    return {
        (k.source, k.target): getattr(k, attribute) for k in found.bundle.facts.links.values() if isinstance(k, kind)
    }


@pytest.mark.parametrize(
    ("heading", "kind", "capacity"),
    [
        ("Challenge owners", Owns, "owner"),
        ("Supporters", Supports, "supporter"),
        ("Challenge owners and supporters", Owns, "owner or supporter"),
    ],
)
def test_a_heading_names_those_who_stand_behind_a_challenge(heading: str, kind: type[Link], capacity: str) -> None:
    head = "" if kind is Owns else "### Challenge owners\n\n- Clara West, Director, Cedar CIC\n\n"
    found = reading(
        f"## Challenge: Homes\n\n{head}### {heading}\n\n- Amy North, Chief Executive, Alder Trust\n\n{WORK}"
    )
    behind = said(found, kind)
    homes = "challenge/harbour-forum-2031/homes"
    assert behind["person/amy-north", homes] == capacity
    assert behind["organisation/alder-trust", homes] == capacity


def test_a_label_that_is_no_capacity_names_none() -> None:
    found = reading(f"## Challenge: Homes\n\nKeel: Amy North (Director, Alder Trust)\n\n{WORK}")
    assert set(said(found, Owns).values()) == {None}


NORTH = {("person/amy-north", "organisation/alder-trust")}
PAST = {("person/amy-north", "organisation/cedar")}
BOTH = NORTH | {("person/clara-west", "organisation/alder-trust")}


@pytest.mark.parametrize(
    ("line", "works"),
    [
        ("Amy North and Clara West, Directors, Alder Trust", BOTH),
        ("Amy North & Clara West, Alder Trust", BOTH),
        ("Amy North/Clara West (job share), Head of Care, Alder Trust", BOTH),
        ("Amy North (she/her), Director, Alder Trust", NORTH),
        ("Amy North (a.north@alder.example), Director, Alder Trust 🎉", NORTH),
        ("Amy North 🧑\u200d🔧, Director, Alder Trust ✨🇬🇧", NORTH),
        ("Amy North 👩\u200d🔧 (Director, Alder Trust)", NORTH),
        ("Amy North, tel. 01234 567890, Alder Trust", NORTH),
        ("Amy North, Director, Alder Trust @AlderTrust", NORTH),
        ("Amy North, former Chair of Cedar CIC, now Director of Alder Trust", NORTH | PAST),
        ("Amy North, today Director of Alder Trust, ex-Clerk of Cedar CIC", NORTH | PAST),
        ("Amy North, ex-Clerk of Cedar CIC, today Director of Alder Trust", NORTH),
        ("Amy North, Director, Alder Trust (until April: Cedar CIC)", NORTH),
        ("Amy North, Director, Alder Trust (past post: Clerk, Cedar CIC)", NORTH),
        ("Amy North (Alder Trust, Director)", NORTH),
    ],
)
def test_who_works_for_whom_whatever_else_the_line_holds(line: str, works: set[tuple[str, str]]) -> None:
    found = reading(f"## Challenge: Homes\n\n### Challenge owners\n\n- {line}\n\n{WORK}")
    assert set(said(found, WorksFor, "role")) == works


@pytest.mark.parametrize(
    "words",
    [
        "The Full Council debated it, and Wider Society heard.",
        "A Community Benefit Society or an Unincorporated Association would have to be set up.",
        "The Business Case Trust exercise was praised, and Open Network devices came up.",
    ],
)
def test_common_words_in_capitals_are_no_bodies(words: str) -> None:
    found = reading(f"{words}\n\n## Challenge: Homes\n\n{WORK}")
    assert not [i for i in found.bundle.facts.nodes if i.startswith("organisation/")]


def test_cells_of_a_table_are_not_read_as_one_name() -> None:
    found = reading(
        f"| Landlord | Elm City Council | Elm Trust |\n|---|---|---|\n| a | b | c |\n\n## Challenge: Homes\n\n{WORK}"
    )
    assert not [i for i in found.bundle.facts.nodes if i.startswith("organisation/landlord")]


def test_a_past_office_is_said_to_be_past_and_its_body_owns_nothing() -> None:
    line = "- Amy North, former Chief Executive, Alder Trust\n- Clara West, Director, Cedar CIC\n\n"
    found = reading(f"## Challenge: Homes\n\n### Challenge owners\n\n{line}{WORK}")
    works = said(found, WorksFor, "former")
    assert works["person/amy-north", "organisation/alder-trust"] == "former Chief Executive"
    assert said(found, WorksFor, "role")["person/amy-north", "organisation/alder-trust"] is None
    assert works["person/clara-west", "organisation/cedar"] is None
    owners = {source for source, _ in said(found, Owns)}
    assert owners == {"person/amy-north", "person/clara-west", "organisation/cedar"}


@pytest.mark.parametrize(
    ("sentence", "kind", "capacity"),
    [
        ("The forum was hosted by Alder Trust.", Organised, "host"),
        ("The forum was convened by Alder Trust.", Organised, "convenor"),
        ("The forum was organised by Alder Trust.", Organised, None),
        ("The forum was funded by Alder Trust.", Sponsored, "funder"),
    ],
)
def test_a_verb_says_in_what_capacity_a_body_held_or_paid(
    sentence: str, kind: type[Link], capacity: str | None
) -> None:
    found = reading(f"{sentence}\n\n## Challenge: Homes\n\n{WORK}")
    assert said(found, kind) == {("organisation/alder-trust", "event/harbour-forum-2031"): capacity}


def test_people_on_the_list_of_those_who_came_took_part() -> None:
    rows = "| Name | Role | Organisation |\n|---|---|---|\n| John Marsh | Founder | Larch Lane CIC |\n"
    found = reading(f"## Challenge: Homes\n\n{WORK}## Who came\n\n{rows}| Mary Dunn | Chair | Quill Trust |\n")
    people = {source for source, _ in said(found, Attended) if source.startswith("person/")}
    assert people == {"person/john-marsh", "person/mary-dunn"}


@pytest.mark.parametrize(
    ("line", "who", "capacity"),
    [
        ("Written by Mary Dunn and John Marsh.", {"person/mary-dunn", "person/john-marsh"}, "author"),
        ("Edited by Mary Dunn", {"person/mary-dunn"}, "editor"),
        ("Published by Alder Trust.", {"organisation/alder-trust"}, "publisher"),
        ("This report was commissioned by Alder Trust.", {"organisation/alder-trust"}, "commissioned by"),
        ("The bridge was commissioned by Alder Trust.", set(), None),
        ("A play that was written by hand.", set(), None),
    ],
)
def test_those_who_made_the_document(line: str, who: set[str], capacity: str | None) -> None:
    found = reading(f"{line}\n\n## Challenge: Homes\n\n{WORK}")
    assert said(found, Wrote) == {(one, "document/forum"): capacity for one in who}


def test_recommendations_under_no_challenge_are_proposed_to_the_event() -> None:
    found = reading(
        "## Summary of key recommendations\n\n1. Count the boats again.\n   - Ask each owner.\n2. Set up a group.\n\n"
        "## Next steps\n\n- Write to the council.\n"
    )
    event = "event/harbour-forum-2031"
    ideas = {n.id: n.text for n in found.bundle.facts.nodes.values() if isinstance(n, Idea)}
    assert sorted(ideas.values()) == ["Ask each owner.", "Count the boats again.", "Set up a group."]
    assert set(said(found, ProposedAt, "type")) == {(one, event) for one in ideas}
    [(part, whole)] = said(found, PartOf, "type")
    assert (ideas[part], ideas[whole]) == ("Ask each owner.", "Count the boats again.")


@pytest.mark.parametrize(
    ("front", "kind"),
    [
        ("# Minutes of the Harbour Forum\n\nThe forum met on 7 May 2031 in Ipswich.\n\n", "minutes"),
        ("# Harbour Forum 2031: programme\n\nThe forum meets on 7 May 2031 in Ipswich.\n\n", "programme"),
        ("# List of participants, Harbour Forum 2031\n\nIpswich, 7 May 2031.\n\n", "participants' list"),
        ("# Case studies from the coast\n\nThree towns tell what they did.\n\n", "case studies"),
        ("PRESS RELEASE\n\n# Homes for the harbour\n\nThe forum met on 7 May 2031.\n\n", "press release"),
        ("# Report on the programme of 2031\n\nThe forum met on 7 May 2031.\n\n", "report"),
    ],
)
def test_a_document_says_what_kind_it_is(front: str, kind: str) -> None:
    found = reading("Words of it.\n", front)
    [document] = [n for n in found.bundle.facts.nodes.values() if isinstance(n, Document) and n.id == "document/forum"]
    assert document.kind == kind


def test_links_to_what_a_session_left_behind_are_no_ideas() -> None:
    links = "- [Presentation](https://tide.example/s.pdf)\n- [Video of the talk](https://tide.example/v)\n\n"
    found = reading(f"## Challenge: Homes\n\n### Ideas\n\n{links}- Minutes should be open to all.\n- Rent two.\n")
    ideas = {n.text for n in found.bundle.facts.nodes.values() if isinstance(n, Idea)}
    assert ideas == {"Minutes should be open to all.", "Rent two."}


def test_what_minutes_note_to_be_done_is_no_initiative() -> None:
    updates = "## Updates since last year\n\n- The boat house opened in May.\n"
    front = "# Minutes of the Harbour Forum 2031\n\nDate: 7 May 2031\n\n"
    assert not [i for i in reading(updates, front).bundle.facts.nodes if i.startswith("initiative/")]
    assert [i for i in reading(updates).bundle.facts.nodes if i.startswith("initiative/")]
