"""Whom a text quotes with an office and no body, above a part about one body; and other forms that tie people to bodies."""

import pytest
from stated import employers, names_of

from loaders.extract import Extraction, extract
from loaders.sources import read
from schema.links import Attended
from schema.nodes import Organisation, Person

RELEASE = "# Alder Hub wins a prize\n\n{}\n\n## About Alder Hub\n\nAlder Hub lends lamps.\n"
NOTES = "# Notes from the Vale\n\nIt rained.\n\n{}\n\nIt rained again.\n"
OWNERS = (
    "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031.\n\n## Challenge: Homes\n\n### Challenge owners\n\n{}\n"
)


def reading(words: str) -> Extraction:
    return extract(read("notes.md", words.encode()))


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("“We are glad,” said founder Fiona Moss.", {"Fiona Moss -> Alder Hub | founder"}),
        ("“We are glad,” said Fiona Moss, Director of Outreach.", {"Fiona Moss -> Alder Hub | Director of Outreach"}),
        ("Fiona Moss, manager, said that they were glad.", {"Fiona Moss -> Alder Hub | manager"}),
        ("“I was cold,” said Fiona Moss, teacher.", set()),
        ("“It helped,” said Fiona Moss, manager of Elm Credit Union.", {"Fiona Moss -> Elm Credit Union | manager"}),
    ],
)
def test_who_is_quoted_without_a_body_is_of_the_one_that_the_text_is_about(words: str, stated: set[str]) -> None:
    assert employers(reading(RELEASE.format(words))) == stated


def test_of_two_bodies_it_is_about_neither() -> None:
    words = RELEASE.format("“We are glad,” said founder Fiona Moss.") + "\n## About Elm Trust\n\nElm Trust gives.\n"
    assert employers(reading(words)) == set()


@pytest.mark.parametrize(
    ("words", "stated"),
    [
        ("Alder Trust, headed by Fiona Moss, opens soon.", {"Fiona Moss -> Alder Trust"}),
        ("Speaking on behalf of Alder Trust, Fiona Moss said so.", {"Fiona Moss -> Alder Trust"}),
        (
            "We met Sean Reed, who runs Lantern Makers, and Fiona Moss of Alder Trust.",
            {"Sean Reed -> Lantern Makers", "Fiona Moss -> Alder Trust"},
        ),
    ],
)
def test_a_clause_ties_somebody_to_the_body_that_it_is_about(words: str, stated: set[str]) -> None:
    assert employers(reading(NOTES.format(words))) == stated


def test_an_age_stands_between_a_name_and_what_somebody_says() -> None:
    assert names_of(reading(NOTES.format("Zorika Quenby, 17, told us about buses.")), Person) == {"Zorika Quenby"}


def test_a_list_of_surnames_first_names_no_bodies_by_first_names() -> None:
    lines = "- Moss, Zorika, Elm County Council\n- Reed, Sean (Alder Trust)\n- North, Ada – Fir Trust"
    assert names_of(reading(OWNERS.format(lines)), Organisation) == {"Elm County Council", "Alder Trust", "Fir Trust"}


def test_a_body_is_one_under_the_name_that_it_had_until_a_year() -> None:
    lines = (
        "- Ada North, Chair, Alder Trust (until 2029 Alder Relief Society)\n- Sean Reed, Clerk, Alder Relief Society"
    )
    assert names_of(reading(OWNERS.format(lines)), Organisation) == {"Alder Trust"}


def test_people_who_came_are_a_heading_over_them() -> None:
    words = "# Quay Day 2031\n\nQuay Day 2031 took place on 14 May 2031.\n\n## People who came\n\n- Ada North – Alder Trust\n"
    facts = reading(words + "- Sean Reed – Elm County Council\n").bundle.facts
    assert any(isinstance(link, Attended) for link in facts.links.values())
