"""People of whom a document says the surname alone, behind a form of address; and near misses."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import Attended


def people(words: str) -> tuple[set[str], set[str]]:
    """Return who is stated, and who of them came."""
    minutes = f"# Minutes of Elm Parish Council, 3 May 2021\n\n{words}\n\nIt rained.\n"
    facts = extract(read("minutes.md", minutes.encode())).bundle.facts
    came = {link.source for link in facts.links.values() if isinstance(link, Attended)}
    stated = {i for i in facts.nodes if i.startswith("person/")}
    return {i.removeprefix("person/") for i in stated}, {i.removeprefix("person/") for i in came & stated}


@pytest.mark.parametrize(
    ("words", "stated", "came"),
    [
        (
            "Present: Cllrs Shewell, Evans & Mawdsley, County Cllr Webb.\n\nApologies: Cllr Ashman.",
            {"shewell", "evans", "mawdsley", "webb", "ashman"},
            {"shewell", "evans", "mawdsley", "webb"},
        ),
        ("It was agreed that Mrs O'Dale and Dr Quill-Marsh MP go.", {"odale", "quill-marsh"}, set()),
        ("Miss Ada Quill spoke. Miss Quill agreed.", {"ada-quill"}, set()),
        ("Cllr Evans's motion fell. Cllrs Evans and Shewell left.", {"evans", "shewell"}, set()),
    ],
)
def test_a_surname_behind_a_form_of_address_is_a_person(words: str, stated: set[str], came: set[str]) -> None:
    assert people(words) == (stated, came)


@pytest.mark.parametrize(
    "words",
    [
        "Councillor Training is on Monday. The Professor Chair was painted.",
        "She was a founder of Dr Foster. Before Dr Foster, it rained.",
        "Mr Kwabrel spoke, and Yevhena Kwabrel too.",
        "Dr Ada kwamboka Atimara came.",
    ],
)
def test_no_person_where_an_office_a_field_a_body_or_a_longer_name_follows(words: str) -> None:
    assert not {"training", "chair", "foster", "kwabrel", "ada"} & people(words)[0]
