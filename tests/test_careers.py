"""Where people work and worked, from sentences that go on about somebody: biographies; and near misses."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.links import WorksFor


def offices(words: str, ending: str = "md") -> set[tuple[str, str, str | None, str | None]]:
    found = extract(read(f"notes.{ending}", words.encode()))
    links = [k for k in found.bundle.facts.links.values() if isinstance(k, WorksFor)]
    return {(k.source.removeprefix("person/"), k.target.removeprefix("organisation/"), k.role, k.former) for k in links}


@pytest.mark.parametrize("name", ["Fiona Browning", "Zoë de Vries"])
@pytest.mark.parametrize(
    ("told", "office"),
    [
        ("She is also director of research at Quill Trust.", ("quill-trust", "director of research", None)),
        ("Previously, {first} was head of homes at Quill Trust.", ("quill-trust", None, "head of homes")),
        ("Before that, she worked for Larch Makers and the BBC.", ("larch-makers", None, "worked")),
        ("Dr {last} works for Quill Trust.", ("quill-trust", None, None)),
        ("Since 2011, {first} has been a trustee of Quill Trust, which she likes.", ("quill-trust", "trustee", None)),
        ("Formerly, she acted as Larch Makers's chief planner.", ("larch-makers", None, "chief planner")),
        ("{first}’s work as head of homes at Quill Trust is her life.", ("quill-trust", "head of homes", None)),
        ("{first}'s hat is red. She joined Quill Trust in 2031.", ("quill-trust", None, None)),
        ("As head of homes at Quill Trust, she builds.", ("quill-trust", "head of homes", None)),
        ("Since May 2031 she has been head of homes at Quill Trust.", ("quill-trust", "head of homes", None)),
        ("{first} leads the work on floods and salt at Quill Trust.", ("quill-trust", None, None)),
        ("She also sits on the advisory board of Quill Trust.", ("quill-trust", None, None)),
        ("She leads the salt team at Larch Makers.", ("larch-makers", None, None)),
        ("She is head of homes for the small Leeds-based charity Quillmere.", ("quillmere", "head of homes", None)),
    ],
)
def test_a_biography_goes_on_by_a_pronoun_or_a_part_of_the_name(
    told: str, office: tuple[str, str | None, str | None], name: str
) -> None:
    first, *_, last = name.split()
    who = name.casefold().replace("ë", "e").replace(" ", "-")
    told = told.format(first=first, last=last)
    below = f"# Speakers\n\n### {name}\n\nIt rained. {told} It rained.\n"
    inside = f"# Notes from the Vale\n\nIt rained.\n\n{name} said that it rained.\n\n{told}\n\nIt rained.\n"
    for words in (below, inside):
        assert (who, *office) in offices(words)


@pytest.mark.parametrize(
    "words",
    [
        "Fiona Browning met Rajesh Moss. She is director of Quill Trust.",
        "Fiona Browning left. Rain fell. Larch is head of homes at Quill Trust.",
        "Fiona Browning spoke. She was awarded a prize at Quill Trust. She is a friend of Quill Trust.",
        "Fiona Browning spoke. They were directors of Quill Trust. He said that it rained at Quill Trust.",
    ],
)
def test_nobody_is_tied_by_a_pronoun_that_may_stand_for_others_or_to_what_is_no_office(words: str) -> None:
    assert offices(f"# Notes\n\nIt rained.\n\n{words}\n") == set()


def test_a_short_form_of_the_first_name_is_the_person_of_the_heading() -> None:
    words = "# Speakers\n\n### Alastair Moss\n\nAlly Moss said that it rained. He is co-director of Quill Trust.\n"
    assert {office[:2] for office in offices(words)} == {("alastair-moss", "quill-trust")}


def test_where_a_body_is_belongs_to_the_sentence() -> None:
    words = "# Speakers\n\n### Fiona Browning\n\nShe is head of homes at Quill Lane School in Ipswich, Suffolk.\n"
    assert {office[:2] for office in offices(words)} == {("fiona-browning", "quill-lane-school")}


def test_a_first_name_that_two_people_have_stands_for_the_one_whom_the_heading_names() -> None:
    told = "### Fiona Browning\n\nFiona is a trustee of Quill Trust.\n\n### Fiona Moss\n\nFiona is head of the BBC.\n"
    words = f"# Speakers\n\n{told}"
    assert {office[:2] for office in offices(words)} == {("fiona-browning", "quill-trust"), ("fiona-moss", "bbc")}


def test_a_clause_says_it_of_whom_it_stands_behind() -> None:
    told = "Rain fell on Fiona Browning, who is head of homes at Quill Trust and sits on the board of the BBC."
    words = f"# Notes from the Vale\n\nIt rained.\n\n{told}\n"
    assert {office[:2] for office in offices(words)} == {("fiona-browning", "quill-trust"), ("fiona-browning", "bbc")}


def test_a_sentence_below_a_name_is_no_office() -> None:
    words = (
        "# Our speakers\n\n## Ben Castle\n\nBen is a trustee of Quill Trust and teaches at the University of Elmford.\n"
    )
    found = {(person, body, *rest) for person, body, *rest in offices(words)}
    assert ("ben-castle", "quill-trust", "trustee") in {one[:3] for one in found}
    assert all(len((one[2] or "").split()) < 3 for one in found)


@pytest.mark.parametrize(
    ("told", "office"),
    [
        ("- Fiona Browning, Head of Homes, Quill Trust (until March 2030)", (None, "Head of Homes")),
        ("- Fiona Browning, Head of Homes, Quill Trust (2019–2024)", (None, "Head of Homes")),
        ("- Fiona Browning, Head of Homes, Quill Trust (until March 2032)", ("Head of Homes", None)),
        ("- Fiona Browning, Head of Homes, Quill Trust (since 2019)", ("Head of Homes", None)),
        ("- Fiona Browning, Head of Homes, Quill Trust (2019–)", ("Head of Homes", None)),
        ("Fiona Browning, who until last March was Head of Homes at Quill Trust, sang.", (None, "Head of Homes")),
        ("Fiona Browning, previously Head of Homes at Quill Trust, sang.", (None, "previously Head of Homes")),
        ("Fiona Browning, previously Head of Homes at Quill Trust, now leads a choir.", (None, "Head of Homes")),
        ("Fiona Browning is a former Head of Homes at Quill Trust.", (None, "former Head of Homes")),
        ("Fiona Browning is Head of Homes at Quill Trust.", ("Head of Homes", None)),
    ],
)
def test_an_office_that_ended_before_the_document_is_past(told: str, office: tuple[str | None, str | None]) -> None:
    assert offices(f"# Homes in 2031\n\n{told}\n") == {("fiona-browning", "quill-trust", *office)}
