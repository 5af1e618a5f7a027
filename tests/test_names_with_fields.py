"""Names of bodies that go on behind their head or a small word with fields of work, or with the town of a seat."""

import pytest

from loaders.names import recognise


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
