"""Bodies that lists in sentences name among known ones, and lists in which nothing is one."""

import pytest

from loaders.extract import extract
from loaders.sources import read


def bodies(words: str) -> set[str]:
    found = extract(read("notes.md", f"Notes from the Vale\n\nIt rained.\n\n{words}\n".encode()))
    return {i.removeprefix("organisation/") for i in found.bundle.facts.nodes if i.startswith("organisation/")}


KNOWN = {"elm-trust", "fir-council", "ash-foundation"}


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("It was made with Elm Trust, Quillopia, the Ash Foundation and Fir Council.", {"quillopia"}),
        ("She learnt from Quillbeck Leisure, Elm Trust, Fir Council and the Ash Foundation.", {"quillbeck-leisure"}),
        ("It was asked of Elm Trust, Fir Council, the Ash Foundation and QRXB.", {"qrxb"}),
        ("It was made with Elm Trust, Ada North, the Ash Foundation and Fir Council.", set()),
        ("It was made with Elm Trust, QRXB, SDTY, the Ash Foundation and Fir Council.", set()),
        ("They spoke of Elm Trust, Fir Council, Housing Advice and the Ash Foundation.", set()),
        ("It ran with Elm Trust, Fir Council, the Ash Foundation, Quillows 11 and rain.", set()),
        ("They went to Elm Trust, Fir Council, Leeds and the Ash Foundation.", set()),
    ],
)
def test_who_stands_in_a_list_of_bodies_is_one(words: str, others: set[str]) -> None:
    assert bodies(words) == KNOWN | others


def test_one_body_makes_no_list_of_bodies() -> None:
    assert bodies("They spoke of Elm Trust, Quillopia, Brackwater and Tarn.") == {"elm-trust"}


def test_initials_that_the_document_spells_out_are_known_in_a_list() -> None:
    whole = "The Open Tide Partnership (OTP) came.\n\nIt was drafted by QuillSpace, the Elm Trust and OTP."
    assert bodies(whole) == {"open-tide-partnership", "quillspace", "elm-trust"}


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("She spoke at the Quill Harbour Forum.", False),
        ("The Quill Harbour Forum in September was long.", False),
        ("The Quill Harbour Forum gave them a grant.", True),
    ],
)
def test_a_forum_at_which_people_are_is_no_body(words: str, named: bool) -> None:
    assert ("quill-harbour-forum" in bodies(words)) is named


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (
            "Partners: Leeds City Council, Settle and Skye Housing Association",
            {"leeds-city-council", "settle-and-skye-housing-association"},
        ),
        (
            "Partners: Quillopia and Yarrow Company Trust, Elm Trust",
            {"quillopia-and-yarrow-company-trust", "elm-trust"},
        ),
        ("| Partners | Elm Trust; Quillback Gent |\n|---|---|\n| Started | 2019 |", {"elm-trust", "quillback-gent"}),
        ("| Aim | Elm Trust; Quillback Gent |\n|---|---|\n| Started | 2019 |", {"elm-trust"}),
        (
            "| Place | Hull |\n|---|---|\n| Funding | Tide Protection Agency, Rethink Ireland |",
            {"tide-protection-agency", "rethink-ireland"},
        ),
        (
            "It ran in partnership with Leeds City Council, Southern Water and Elm College.",
            {"leeds-city-council", "southern-water", "elm-college"},
        ),
        ("Omaha Public Schools partnered with a clinic.", {"omaha-public-schools"}),
        ("We met in Hull and Dale Housing Association paid.", {"dale-housing-association"}),
    ],
)
def test_what_labels_rows_and_lists_name_as_partners(line: str, found: set[str]) -> None:
    assert bodies(f"{line}\n\nIt was warm.") == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("Published by Avonside Homes, the housing association for Hull.", {"avonside-homes"}),
        (
            "It grew. Fir Council, Fareshare Dale and the Ash Foundation paid.",
            {"fir-council", "fareshare-dale", "ash-foundation"},
        ),
        ("Professor Ada North, Professor of Social Work, 2005-present", set()),
        ("Report author: Alasdair Boyd, Programme Lead, Unscheduled Care", set()),
    ],
)
def test_what_makers_lists_and_offices_are_beside(line: str, found: set[str]) -> None:
    assert bodies(f"{line}\n\nIt was warm.") == found
