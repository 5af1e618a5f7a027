"""How titles and names are shown to a person: with a capital, without what stands before them, and as what they are."""

import pytest
from test_extraction import FRONT, TWO, challenge, links, nodes, read

from loaders.extract import Extraction
from schema.links import FollowsFrom, Involves, LocatedIn, WorksFor
from schema.nodes import Challenge, Initiative, Model, Organisation, Reference


def since(items: str) -> Extraction:
    return read(
        f"{FRONT}## Since last year\n\n{items}\n\n## Challenge 1: Homes\n\nIdeas:\n\n- Buy a house.\n- Rent.{TWO}"
    )


def test_a_title_behind_a_label_and_a_table_in_brackets_begin_with_a_capital() -> None:
    reading = read(
        f"{FRONT}## Challenge 1: homes – a place to stay\n\nOwners (table 3)\n\nAmy North, Director, Alder Trust\n\n"
        f"Ideas:\n\n- Buy a house.\n- Rent.\n\n## Challenge 2: eHealth\n\nOwners (Table 4)\n\nBen South, Partner, Birch LLP\n\n"
        "Ideas:\n\n- Ask.\n- Listen."
    )
    shown = [(c.title, c.tables) for c in nodes(reading, Challenge) if isinstance(c, Challenge)]
    assert shown == [("eHealth", ("Table 4",)), ("Homes – a place to stay", ("Table 3",))]


def test_a_role_that_differs_in_capitals_only_is_one() -> None:
    reading = challenge(
        "Owner: Amy North, Executive Chair, Alder Trust\n\nAmy North, executive chair, Alder Trust, spoke."
    )
    works = [x for x in reading.bundle.facts.links.values() if isinstance(x, WorksFor) and "amy" in x.source]
    assert [(x.role, x.roles) for x in works] == [(works[0].role, (works[0].role,))]


@pytest.mark.parametrize(
    ("item", "name", "status"),
    [
        ("Alder Council, where a night shelter partnership is being developed.", "Night shelter partnership", "being developed"),
        ("The London Borough of Camden to house more carers by creating a new homes fund.", "Homes fund", None),
        (
            "Care: officers in Essex are working together with the charity Alder Trust to pilot a night visit scheme.",
            "Care: night visit scheme",
            "pilot",
        ),
        ("Repair shop for all. The work is under way in Hull.", "Repair shop for all", "under way"),
        ("Repair shop for all. It will be launched in May.", "Repair shop for all", "will be launched"),
        ("Repair shop for all. After the pilot nobody came.", "Repair shop for all", None),
    ],
)  # fmt: skip
def test_an_initiative_is_named_by_what_it_is_and_has_the_status_that_is_printed(
    item: str, name: str, status: str | None
) -> None:
    reading = since(f"- {item}\n- **Night bus.** Alder Trust runs it.")
    found = {
        n.name: n.status for n in nodes(reading, Initiative) if isinstance(n, Initiative) and "Night bus" not in n.name
    }
    assert found == {name: status}


def test_work_named_like_a_challenge_of_the_same_event_follows_from_it() -> None:
    reading = read(
        f"{FRONT}## Challenge 1: Homes for carers – a start\n\nIdeas:\n\n- Buy a house.\n- Rent.{TWO}"
        "\n## What happened next\n\n- Homes for carers in Hull: ten families moved in.\n- Night bus: it runs.\n"
    )
    followed = {pair for pair in links(reading, FollowsFrom) if pair[1].startswith("harbour-forum-2031/")}
    assert {target for _, target in followed} == {"harbour-forum-2031/homes-for-carers"}


@pytest.mark.parametrize(
    ("note", "titles"),
    [
        ("Moss, A.B. and Reed, C., 2022. Who pays for care? Journal of Care 18: https://care.example/1", ["Who pays for care?"]),
        ("Read Jo's article on care: https://care.example/1 and Moss, A.B., 2022. Slow care. Care 18. https://care.example/2",
         ["Jo's article on care", "Slow care"]),
        ("By carers we mean those who look after somebody's home or children without pay.", []),
        ("See the Harbour review of care, 2019.", ["The Harbour review of care, 2019"]),
    ],
)  # fmt: skip
def test_a_note_gives_the_title_of_a_work_and_a_remark_none(note: str, titles: list[str]) -> None:
    reading = challenge(f"Owner: Amy North (Alder Trust)\n\nCare is dear.¹\n\n¹ {note}")
    assert sorted(str(r.title) for r in nodes(reading, Reference) if isinstance(r, Reference)) == sorted(titles)


def test_an_imprint_titles_no_address() -> None:
    reading = read(f"{FRONT}## Challenge 1: Homes\n\nIdeas:\n\n- Buy a house.\n- Rent.{TWO}\n\nCompany number 7007. "
                   "Registered office: 8 Bath Square.\n\nwww.harbour.example\n\nDesign: Quay Print www.quay.example\n")  # fmt: skip
    assert {(r.url, r.title) for r in nodes(reading, Reference) if isinstance(r, Reference)} == {
        ("www.harbour.example", None), ("www.quay.example", "Quay Print")
    }  # fmt: skip


def test_what_several_form_is_one_model_that_involves_them() -> None:
    reading = challenge(
        "Owner: Amy North (Alder Trust)",
        "1. Learn from what works elsewhere, such as:\n   - a. Leeds, Alder Trust and Birch Housing Association; "
        "Aire Care Alliance\n   - b. Hull's night bus service",
    )
    assert [m.name for m in nodes(reading, Model) if isinstance(m, Model)] == [
        "Aire Care Alliance",
        "Hull's night bus service",
    ]
    assert ("aire-care-alliance", "birch-housing-association") in links(reading, Involves)
    assert ("aire-care-alliance", "leeds") in links(reading, LocatedIn)


def test_a_name_that_stands_in_the_words_on_whose_it_is_is_shown() -> None:
    reading = challenge(
        "Owner: Amy North (Alder Trust)",
        "- Learn from schemes such as the night visits offered by Elm Homes CIC.\n- Rent.",
    )
    assert [m.name for m in nodes(reading, Model) if isinstance(m, Model)] == ["Elm Homes CIC"]


def test_the_bracket_of_an_office_is_no_part_of_the_body() -> None:
    reading = challenge("Owner: Amy North (Director, Alder Trust)")
    assert {n.name for n in nodes(reading, Organisation) if isinstance(n, Organisation)} == {"Alder Trust", "Cedar CIC"}


def test_a_site_that_words_are_about_is_no_reference_and_one_that_they_lead_to_is() -> None:
    reading = challenge(
        "Owner: Amy North (Alder Trust)\n\nThe team behind lamps.org.uk has grown in each of the last three years, and takes on "
        "more.\n\nMore can be read at homes.org.uk by whoever wants to know how the work went in all the years since it began."
    )
    assert [r.url for r in nodes(reading, Reference) if isinstance(r, Reference)] == ["homes.org.uk"]
