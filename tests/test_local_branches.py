"""Local bodies that bear a national one's name, and other names that only contain a known one."""

import pytest

from loaders.extract import extract
from loaders.names.recognise import organisations
from loaders.sources import read
from schema.nodes import Organisation
from schema.passage_links import Mentions


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Women's Aid Elmsbrook could train landlords.", ["Women's Aid Elmsbrook"]),
        ("A desk that Citizens Advice Elmsbrook shares with Mind Leeds.", ["Citizens Advice Elmsbrook", "Mind Leeds"]),
        ("We helped Age UK Wakefield's volunteers.", ["Age UK Wakefield"]),
        ("It is run by Age UK North East Lincolnshire.", ["Age UK North East Lincolnshire"]),
        ("Ada North from Richmond Citizens Advice spoke.", ["Richmond Citizens Advice"]),
        ("The box comes from Age UK in Lincolnshire.", ["Age UK"]),
        ("Mencap Director Ada North spoke.", ["Mencap"]),
        ("Heriot Watt University Riccarton was the host.", ["Heriot Watt University"]),
        ("The Salvation Army Housing Strategy was read.", ["Salvation Army"]),
        (
            "With Healthwatch Elmsbrook, Voluntary Action Derby and a Healthwatch officer.",
            ["Healthwatch Elmsbrook", "Voluntary Action Derby"],
        ),
    ],
)
def test_a_known_name_and_its_place_name_a_body_of_its_own(text: str, named: list[str]) -> None:
    assert [found.printed for found in organisations(text)] == named


def test_a_name_that_ends_as_a_known_one_is_another() -> None:
    page = (
        "# Elmsbrook Fund Day 2031\n\nHeld on 3 May 2031.\n\nThe First Key Fund will lend a deposit. "
        "Half of it comes from the Elmsbrook Care Fund.\n"
    )
    found = extract(read("fund.md", page.encode())).bundle
    kinds = {node.name: node.kind for node in found.facts.nodes.values() if isinstance(node, Organisation)}
    assert kinds == {"Elmsbrook Care Fund": None}  # a fund is as often a budget of several
    assert [one.printed for one in organisations("The loan came from Key Fund.")] == ["Key Fund"]


def test_a_local_body_is_told_from_the_national_one_that_the_document_names_too() -> None:
    page = (
        "# Elmsbrook Care Day 2031\n\nHeld on 3 May 2031.\n\n## Attendees\n\n- Ada North, Age UK\n- Bo West, Age UK Wakefield\n\n"
        "## Notes\n\nThe rooms of Age UK Wakefield are open, and Age UK pays for them.\n"
    )
    facts = extract(read("day.md", page.encode())).bundle.facts
    mentioned = [one for one in facts.links.values() if isinstance(one, Mentions)]
    printed = [one.printed for one in mentioned if one.target.startswith("organisation/")]
    assert printed.count("Age UK Wakefield") == printed.count("Age UK") == 2
