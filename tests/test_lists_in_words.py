"""Lists that words lead to: who came, who held the event on the lines below, of whom all work for a body, and typed dashes."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Attended, Organised, Sponsored, WorksFor
from schema.nodes import Organisation, Person

FRONT = "# Wharfe Exchange 2031\n\nThe Wharfe Exchange 2031 was held on 4 May 2031 in Ripon.\n\n"


def _links(words: str, *kinds: type) -> set[tuple[str, str]]:
    found = extract(read("day.md", f"{FRONT}{words}\n".encode()))
    return {(k.source, k.target) for k in found.bundle.facts.links.values() if isinstance(k, kinds)}


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("The day was organised by", Organised),
        ("Organised by:", Organised),
        ("The exchange was hosted by", Organised),
        ("Kindly supported by:", Sponsored),
    ],
)
def test_who_stands_behind_the_event_may_stand_on_the_next_lines(lead: str, kind: type) -> None:
    assert {s for s, _ in _links(f"{lead}\n\nElm Housing Association and Alder Trust\n\nMasham Council", kind)} == {
        "organisation/elm-housing-association",
        "organisation/alder-trust",
        "organisation/masham-council",
    }


def test_a_line_of_the_event_below_a_challenge_is_the_events() -> None:
    challenge = "## Challenge: Land\n\n### Ideas\n\n1. Rent it.\n2. Dig it.\n\n"
    assert _links(f"{challenge}This day was hosted by:\n\nAlder Trust", Organised)
    assert not _links(f"{challenge}Hosted by:\n\nAlder Trust", Organised)


def test_a_ministry_of_several_fields_is_one_in_a_list() -> None:
    items = "- Ministry of Rivers, Ports and Canals\n- Alder Trust\n- Elm Homes Ltd\n"
    assert {s for s, _ in _links(f"Organisations that took part:\n\n{items}", Attended)} == {
        "organisation/ministry-of-rivers-ports-and-canals",
        "organisation/alder-trust",
        "organisation/elm-homes",
    }
    source = f"{FRONT}Organisations that took part:\n\n{items}"
    nodes = extract(read("day.md", source.encode())).bundle.facts.nodes.values()
    assert "Ministry of Rivers" not in {n.name for n in nodes if isinstance(n, Organisation)}


def test_cards_beside_a_sure_one_are_people_however_rare_their_names() -> None:
    cards = "<dl><dt>Oyinda Balo</dt><dd>Head of Catering</dd><dd>Elm Schools Trust</dd>"
    cards += "<dt>Philip Garth</dt><dd>Public Health Manager</dd><dd>Hull City Council</dd></dl>"
    page = f"<h1>Wharfe Exchange 2031</h1><p>We met on 4 May 2031.</p><h2>Challenge: Lunch</h2><h3>Owners</h3>{cards}"
    links = extract(read("day.html", page.encode())).bundle.facts.links.values()
    assert {k.source for k in links if isinstance(k, WorksFor)} == {"person/oyinda-balo", "person/philip-garth"}


def test_who_paid_for_something_else_on_the_next_line_did_not_pay_for_the_event() -> None:
    assert not _links("This booklet was sponsored by\n\nAlder Trust", Sponsored)


def test_no_town_and_what_its_people_do_sign_a_text() -> None:
    source = f"{FRONT}The day was hosted by\n\nAlder Trust\n\nLudlow Makers\n\nKindly supported by:\n\nElm Bank\n"
    nodes = extract(read("day.md", source.encode())).bundle.facts.nodes.values()
    assert not [n for n in nodes if isinstance(n, Person)]


def test_people_came_whom_a_sentence_lists_as_those_who_attended() -> None:
    came = _links(
        "The day was attended by Ada Moss, Bertrand Tuck, Yewande Cole and Ken Upcott. Cara Fox sent cake.", Attended
    )
    assert {s for s, _ in came} == {
        "person/ada-moss",
        "person/bertrand-tuck",
        "person/yewande-cole",
        "person/ken-upcott",
    }


@pytest.mark.parametrize("words", [" (all Elm Carers CIC)", ", all Elm Carers CIC", " (both of Elm Carers CIC)"])
def test_all_of_a_line_work_for_its_body(words: str) -> None:
    found = _links(
        f"## Challenge: Land\n\n### Challenge owners\n\n- Ada Moss and Ben Tuck{words}\n\n### Ideas\n\n- Rent it.",
        WorksFor,
    )
    assert found == {
        ("person/ada-moss", "organisation/elm-carers"),
        ("person/ben-tuck", "organisation/elm-carers"),
    }


def test_two_hyphens_are_a_dash() -> None:
    lines = "* Kwabena Poku -- Ripon City Council\n* Rose Tarn -- Alder Trust\n* Mei Cho -- Lune & Elm Housing Association\n"
    assert _links(f"## In the room\n\n{lines}", WorksFor) == {
        ("person/kwabena-poku", "organisation/ripon-council"),
        ("person/rose-tarn", "organisation/alder-trust"),
        ("person/mei-cho", "organisation/lune-and-elm-housing-association"),
    }
