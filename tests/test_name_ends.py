"""Where the names of bodies, people and gatherings end, and words that name none of them though they stand where names do."""

import pytest
from stated import employers

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Event, Organisation


def stated(words: str) -> set[str]:
    return employers(extract(read("notes.md", f"# Notes from the Vale\n\n{words}\n".encode())))


def test_a_body_ends_where_the_sentence_goes_on() -> None:
    found = stated("Anna Kerrigan from the Department of Botany at the University of Elmstead then told of the vale.")
    assert {said.split(" | ")[0] for said in found} == {"Anna Kerrigan -> University of Elmstead"}


def test_two_bodies_of_which_one_is_a_clinic() -> None:
    found = stated("## Speakers\n\n- **Anna Kerrigan**, Professor of Medicine, Tarn Clinic and Elmstead University")
    assert {said.split(" | ")[0] for said in found} == {
        "Anna Kerrigan -> Tarn Clinic",
        "Anna Kerrigan -> Elmstead University",
    }


@pytest.mark.parametrize(
    "behind", [", by 3 June", " by 3 June", ", before the end of May", ", no later than noon", ", PO Box 4"]
)
def test_when_something_is_wanted_is_no_part_of_the_body_before_it(behind: str) -> None:
    assert stated(f"Send the form to Anna Kerrigan, Grants Officer, Tarn Community Foundation{behind}.") == {
        "Anna Kerrigan -> Tarn Community Foundation | Grants Officer"
    }


def test_a_body_may_be_of_two_trades_of_which_one_has_a_word_before_it() -> None:
    assert stated("## Speakers\n\n- Anna Kerrigan, Convener, Elmstead Association of Beekeepers and Pear Growers") == {
        "Anna Kerrigan -> Elmstead Association of Beekeepers and Pear Growers | Convener"
    }


def test_a_country_in_initials_is_no_part_of_the_council_before_it() -> None:
    words = "# Notes from the Vale\n\nIt was paid for by the Vale Environment Research Council of the U.K. in May.\n"
    nodes = extract(read("notes.md", words.encode())).bundle.facts.nodes
    assert {node.name for node in nodes.values() if isinstance(node, Organisation)} == {
        "Vale Environment Research Council"
    }


def test_somebody_behind_a_body_of_a_trade_is_no_part_of_it() -> None:
    found = stated(
        "## Speakers\n\n- Anna Kerrigan, Convener, Elmstead Association of Beekeepers and Mary Carters, Quill Trust"
    )
    assert "Anna Kerrigan -> Elmstead Association of Beekeepers | Convener" in found


@pytest.mark.parametrize("fields", ["Health, Sport and Public Policy", "Housing, Transport and Physical Activity"])
def test_an_offices_fields_are_no_body(fields: str) -> None:
    assert stated(f"## Speakers\n\n- **Anna Kerrigan**, Lecturer in {fields}") == set()


def test_what_sort_of_people_came_names_no_body() -> None:
    sorts = [
        "Board",
        "Experts",
        "Data Practitioners",
        "Other interested parties",
        "Annex II data providers",
        "Some knowledge",
    ]
    words = "\n- ".join(["## Attendees\n", *sorts, "Quill Works"])
    nodes = extract(read("notes.md", f"# Vale Forum 2031\n\n{words}\n".encode())).bundle.facts.nodes
    assert {i for i in nodes if i.startswith("organisation/")} == {"organisation/quill-works"}


def test_an_institute_ends_before_another_name() -> None:
    words = "# Notes from the Vale\n\nShe worked for the Quill Institute for Open Systems and NextNet then.\n"
    nodes = extract(read("notes.md", words.encode())).bundle.facts.nodes
    assert {i for i in nodes if i.startswith("organisation/")} == {"organisation/quill-institute-for-open-systems"}


@pytest.mark.parametrize("land", ["Grimsel Park", "Moorsel Common", "Tarnsel Rd"])
def test_open_land_is_nobody(land: str) -> None:
    nodes = extract(read("notes.md", f"# Notes from the Vale\n\n{land} was named twice.\n".encode())).bundle.facts.nodes
    assert not any(i.startswith("person/") for i in nodes)


def test_a_first_name_is_no_gathering() -> None:
    words = (
        "On 24 November 2031, the Elm Trust invited people from the vale to attend a meeting on the care of very old trees."
        "\n\nThe work began with a public event, featuring many; after this event, David wrote a paper about it. David left."
    )
    nodes = extract(read("notes.md", f"# Old trees\n\n{words}\n".encode())).bundle.facts.nodes.values()
    assert "David" not in [node.name for node in nodes if isinstance(node, Event)]


@pytest.mark.parametrize(
    "name",
    [
        "Quill, Book and Candle Co-operative",
        "International City/County Management Association",
        "Manorel and Salemby Community Council",
        "Llanfir and District Sports Association",
        "Institute for Governance and Policy Analysis",
        "Centre for Transport, Energy and Climate",
    ],
)
@pytest.mark.parametrize("list_of", ["- {}\n- Elm Trust", "The {} met the Elm Trust there."])
def test_fields_of_work_and_places_that_a_name_joins_are_one_body(name: str, list_of: str) -> None:
    if name.startswith("Quill") and list_of.startswith("The"):
        return  # in running text these could be three
    words = f"# Vale Forum 2031\n\n## Organisations represented\n\n{list_of.format(name)}\n"
    found = extract(read("notes.md", words.encode())).bundle.facts.nodes.values()
    assert {node.name for node in found if isinstance(node, Organisation)} == {name, "Elm Trust"}


@pytest.mark.parametrize(
    "words",
    [
        "She spoke of Bramble and Sports Association matters.",
        "Deputy CIO Ada North came.",
        "The Industrial Society Limited form",
    ],
)
def test_common_words_behind_a_name_that_was_cut_are_no_body(words: str) -> None:
    found = extract(read("notes.md", f"# Notes from the Vale\n\n{words}\n".encode())).bundle.facts.nodes
    assert not any(i.startswith("organisation/") for i in found)


def test_a_line_that_ends_in_a_small_word_goes_on() -> None:
    text = "Harbour Exchange\n\nSpeakers\n\nAda North, CEO, University of Elmstead Housing and\nCommunities Research Group\n"
    assert employers(extract(read("notes.txt", text.encode()))) == {
        "Ada North -> University of Elmstead Housing and Communities Research Group | CEO"
    }


@pytest.mark.parametrize(
    ("line", "edge"),
    [
        ("Anna Kerrigan Strategic Contracts Manager, Quill Trust", "Anna Kerrigan -> Quill Trust"),
        ("Anna Kerrigan (Chair) Head of Homes, Quill Trust", "Anna Kerrigan -> Quill Trust"),
        ("Anna Kerrigan GIS Development Officer, Quill Trust", "Anna Kerrigan -> Quill Trust"),
        ("Anna Kerrigan (for Ben Marsh - Quill Trust)", "Anna Kerrigan -> Quill Trust"),
        ("Anna Kerrigan (on behalf of Ben Marsh, Quill Trust)", "Anna Kerrigan -> Quill Trust"),
        ("Anna Kerrigan, Workforce Lead Quill Trust", "Anna Kerrigan -> Quill Trust"),
        ("Anna Kerrigan, NHS England Fundraising Manager", "Anna Kerrigan -> NHS England"),
        ("Anna Kerrigan, head of homes at Quill Trust shed light on rain.", "Anna Kerrigan -> Quill Trust"),
    ],
)
def test_a_name_ends_before_an_office_and_a_body_where_small_letters_go_on(line: str, edge: str) -> None:
    others = "- Ben Pike, Fir Council\n- Cora Dale, Elm Trust\n- Dan Pike, Larch CIC\n"
    found = {said.split(" | ")[0] for said in stated(f"## Members\n\n{others}- {line}\n")}
    assert {one for one in found if one.startswith("Anna")} == {edge}


@pytest.mark.parametrize("office", ["Minister of State, Justice", "Director, Adult Social Care", "head of HM Prison"])
def test_a_field_of_work_behind_an_office_is_no_body(office: str) -> None:
    assert not {said for said in stated(f"## Members\n\n- Anna Kerrigan, {office}") if "->" in said}


def test_a_table_headed_by_bodies_holds_people_with_offices_and_some_cells_that_hold_none() -> None:
    rows = (
        "Ben Marsh / Cora Dale Land Charges Advisers | Dan Pike Delivery Lead",
        "to be told | Ed Moss Technical Lead",
    )
    table = "| Fir District Council | Quill Trust |\n|---|---|\n" + "\n".join(f"| {row} |" for row in rows)
    assert {said.split(" | ")[0] for said in stated(f"## Who was involved?\n\n{table}")} == {
        "Ben Marsh -> Fir District Council",
        "Cora Dale -> Fir District Council",
        "Dan Pike -> Quill Trust",
        "Ed Moss -> Quill Trust",
    }


def test_the_next_person_behind_a_comma_is_no_first_name() -> None:
    found = stated(
        "A panel with Baroness Anna Kerrigan, Cheryl Barrow (chair, Elm Co-operatives UK) and others spoke on care."
    )
    assert found == {"Cheryl Barrow -> Elm Co-operatives UK | chair"}
