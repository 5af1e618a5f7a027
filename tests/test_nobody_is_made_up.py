"""What stands beside a name and is no body, no office and no speech; and what is called otherwise, and is nobody else."""

import pytest

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Organised, Owns, SpokeAt, WorksFor
from schema.nodes import Organisation, Person

HEAD = "# Harbour Forum 2031\n\n14 January 2031, The Corn Hall, Alderton\n\n"


def document(body: str, name: str = "forum.md", head: str = HEAD) -> Extraction:
    return extract(read(name, (head + body + "\n").encode()))


def names(found: Extraction, kind: type[Organisation] | type[Person]) -> set[str]:
    return {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, kind)}


def ends(found: Extraction, kind: type[Organised | Owns | SpokeAt | WorksFor]) -> set[tuple[str, str]]:
    links = (link for link in found.bundle.facts.links.values() if isinstance(link, kind))
    return {(link.source.partition("/")[2], link.target.partition("/")[2]) for link in links}


def test_people_in_one_line_are_of_nobody_though_their_first_names_are_rare() -> None:
    found = document("## Participants\n\nBarbara Quill, Delwyn Tamm, Mandip Sorrel and Joan")
    assert ends(found, WorksFor) == set()
    assert not names(found, Organisation)


def test_a_district_behind_an_office_is_no_body_and_a_short_office_no_part_of_one() -> None:
    found = document(
        "## Participants\n\n- Hilary Marsh (GP, Ladywood)\n- Dr Rosa Lindo, GP, Quayside Health Centre\n"
        "- Ada North, Director, Elm Trust"
    )
    assert names(found, Organisation) == {"Quayside Health Centre", "Elm Trust"}


def test_a_surname_of_two_halves_is_nobodys_head() -> None:
    found = document(
        "## Table 1: Young carers\n\n**Challenge owner:** Tanisha Grant-Marsh, Elm Carers Service, Kirklees\n\n"
        "## Table 2: Hunger\n\n**Challenge owner:** Ada North, Fir Trust"
    )
    assert {owner for owner, _ in ends(found, Owns)} == {
        "tanisha-grant-marsh",
        "elm-carers-service",
        "ada-north",
        "fir-trust",
    }
    assert names(found, Organisation) == {"Elm Carers Service", "Fir Trust"}
    assert names(document("Ada Lopez-Trust said so."), Organisation) == set()


def test_a_person_in_a_bracket_is_no_part_of_the_body_before_it() -> None:
    found = document(
        "| Who | Pledge |\n|---|---|\n| Elm Roots Scotland (Moira Petrie) | A café by May |\n"
        "| Alder Elders Group (Mrs Wong Mei-Ling) | We translate the leaflet |\n\nHow do we say it? (Mrs Wong)"
    )
    assert not any("(" in name for name in names(found, Organisation))
    assert names(found, Person) == {"Moira Petrie", "Wong Mei-Ling"}


def test_the_same_person_with_the_surname_alone_is_no_second_one() -> None:
    found = document(
        "Present were Baroness Alexandra Sorrel and Jerome St Clair of Elm Buses. Mr St Clair said no.\n\n"
        "Lady Sorrel undertook to write."
    )
    assert names(found, Person) == {"Baroness Alexandra Sorrel", "Jerome St Clair"}


@pytest.mark.parametrize("what", ["no address", "no fixed address", "their home address"])
def test_where_somebody_lives_is_no_speech(what: str) -> None:
    found = document(f"Chris Alder of Elm Trust said that people leave the ward with {what}.")
    assert ends(found, SpokeAt) == set()


def test_who_brings_a_challenge_to_a_table_in_a_programme_gives_no_talk() -> None:
    found = document(
        "**09.15** Registration\n\n**10.00** Welcome\nAda North, Elm Trust\n\n**11.00** Tables, first round\n\n"
        "| Table | Challenge | Brought by | Facilitator |\n|---|---|---|---|\n"
        "| A | Empty shops on the quay | Helen Garth, Fir Council | Ivo Tamm |\n"
        "| B | Work in winter | Sam Whitlow, Rainbow Centre | Dev Sorrel |\n\n"
        "**13.00** Lunch\n\n**16.15** Close\n\n*Questions on the day? Find Aoife Quill or Raj Marsh in the yellow vests.*",
        head="# Harbour Forum 2031\n\n**Thursday 12 June 2031 · The Corn Hall, Alderton**\n\n",
    )
    assert {who for who, _ in ends(found, SpokeAt)} == {"ada-north"}


def test_the_head_of_bodies_names_alone_means_the_one_named_before_or_none() -> None:
    found = document("News from Alderton NHS Trust.\n\nThe forum was organised by the Trust with Fir Council.")
    assert {who for who, _ in ends(found, Organised)} == {"alderton-nhs-trust", "fir-council"}
    found = document("The forum was organised by the Trust with Fir Council.")
    assert {who for who, _ in ends(found, Organised)} == {"fir-council"}


def test_a_partnership_of_two_fields_is_one_body_and_a_gathering_holds_none() -> None:
    found = document("The forum was organised by Alderton Health and Social Care Partnership.")
    assert {who for who, _ in ends(found, Organised)} == {"alderton-health-and-social-care-partnership"}
    found = document(
        "Keys to the Door was held on 12 May 2031 in Ely.", head="# Keys to the Door 2031: one year on\n\n"
    )
    assert ends(found, Organised) == set()


def test_a_label_alone_on_a_line_is_no_rest_of_the_one_above() -> None:
    text = (
        "HARBOUR FORUM NOTES\n\nCalled by: Edward Morrow, Elm Foods\n"
        "Who came: Katie Palm (Food Elm), Yasmin Hale (parent), Geraint Reed (Blue Sea), two growers, Cllr Jennifer Burr\n"
        "What was said:\n- the price gap is large\n- growers need two years\n"
    )
    assert "Jennifer Burr" in names(document(text, "notes.txt", ""), Person)
