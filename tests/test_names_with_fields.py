"""Names of bodies that go on behind their head or a small word with fields of work, or with the town of a seat."""

import pytest

from loaders.names import recognise
from loaders.names.printed import definitions


@pytest.mark.parametrize(
    "name",
    [
        "Quillbeck Centre for Arts and Wellness",
        "Council on Library and Harbour Resources",
        "Tide Council on Harbour Data",
        "Library of Harbours",
        "International Consortium for Tide Development",
        "Centers for Tide Care & Harbour Services",
        "U.S. Department of Health and Human Services",
        "Department of Health and Human Services",
        "University of California, Santa Barbara",
        "University of California, Los Angeles",
    ],
)
def test_a_name_goes_on_with_what_it_is_of(name: str) -> None:
    assert [found.printed for found in recognise.organisations(f"We thank the {name}, and Ada North.")] == [name]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("the Department of Health and Quillbeck Council", ["Department of Health", "Quillbeck Council"]),
        ("The Council on Tuesday agreed.", []),
        ("University of Maryland, School of Tides", ["University of Maryland", "School of Tides"]),
        ("University of Quillbeck, Los Angeles", ["University of Quillbeck"]),
    ],
)
def test_it_does_not_go_on_with_another(words: str, names: list[str]) -> None:
    assert [found.printed for found in recognise.organisations(words)] == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("We work with the NHS and IBM on a site.", ["NHS", "IBM"]),
        ("It is an NHS Hack Day in Hull.", []),
        ("The GSK site is near.", []),
    ],
)
def test_initials_that_only_one_body_has_name_it(words: str, names: list[str]) -> None:
    assert [found.printed for found in recognise.organisations(words)] == names


def test_a_short_form_is_introduced_at_the_beginning_of_a_line() -> None:
    assert definitions("They met on 6 May at the Gala\nNear Harbour Solutions (NHS) is grateful.") == (
        ("NHS", "Near Harbour Solutions"),
    )
