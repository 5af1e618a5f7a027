"""What no report is refused at once, what long reports have is not, and work grows with a text and not with its square."""

import sys
from collections.abc import Iterator
from itertools import product

import pytest

from loaders.curation.check import review
from loaders.extract import extract
from loaders.lexicons.pattern import keys_in
from loaders.marks import Marks
from loaders.sources import read
from loaders.unlike_reports import LONGEST_BLOCK, LONGEST_SENTENCE, MOST_CELLS, MOST_NAMES, MOST_TABULAR, refuse
from schema.errors import ReadError


def names(first: str = "") -> Iterator[str]:
    """Yield names that nobody bears, each once."""
    syllables = [a + b for a in "bdfghklmnprst" for b in "aeiou"]
    for a, b, c in product(syllables, repeat=3):
        yield f"{first or a.capitalize() + 'n'} {b.capitalize()}{c}ley"


def some(number: int, first: str = "") -> list[str]:
    """Return the first of these names."""
    return [name for name, _ in zip(names(first), range(number), strict=False)]


PEOPLE = [f"{name}, Chief Executive, {name.rpartition(' ')[2]} Community Trust" for name in some(MOST_NAMES // 3)]
WIDE = "\t".join("x" * (MOST_CELLS + 1)) + "\n"
LONG = ("\t".join("y" * 100) + "\n") * (MOST_TABULAR // 100 + 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a" * (LONGEST_BLOCK + 1), "a paragraph of 60,001 characters.*break its lines"),
        ("Ann led Bo and led " * (LONGEST_SENTENCE // 19 + 1), "no end of a sentence.*break its lines"),
        (2 * WIDE, f"a table of {MOST_CELLS + 1} columns.*leave it out"),
        ("|" * 100_001, "more than 100,000 marks like.*split it"),
        (LONG, "tables with 60,100 cells.*split it"),
        ("\n\n".join([*PEOPLE, *PEOPLE[:100]]), "capitalised words side by side in more than 20,000 places.*split it"),
    ],
    ids=["paragraph", "sentence", "columns", "bars", "cells", "names"],
)
def test_what_no_report_has_is_refused(text: str, told: str) -> None:
    with pytest.raises(ReadError, match=f"^odd.txt .*{told}$"):
        extract(read("odd.txt", text.encode()))


def test_a_thousand_participants_are_no_reason_to_refuse() -> None:
    listed = PEOPLE[:1000]
    one_line = ", ".join(f"{one.partition(',')[0]} ({one.rpartition(', ')[2]})" for one in listed)[
        : LONGEST_SENTENCE - 1
    ]
    table = "| Name | Office | Body |\n|---|---|---|\n" + "\n".join(f"| {one.replace(', ', ' | ')} |" for one in listed)
    for text in ("\n\n".join(listed), one_line, table):
        refuse(read("proceedings.md", f"# Harbour Forum 2031\n\n{text}\n".encode()))


def calls(text: str) -> int:
    """Return how many calls reading and reviewing a text makes."""
    number = 0

    def count(*_: object) -> None:
        nonlocal number
        number += 1

    whole = read("crowd.txt", text.encode())
    sys.setprofile(count)
    try:
        extraction = extract(whole)
        review(extraction, extraction.bundle)
    finally:
        sys.setprofile(None)
    return number


@pytest.mark.parametrize(
    "line", ["{} spoke. ", "{} led {} led ", "{}; {}; "], ids=["sentences", "no end", "semicolons"]
)
def test_work_grows_with_the_names_of_a_paragraph_and_not_with_their_square(line: str) -> None:
    def crowd(number: int, first: str) -> str:
        listed = iter(some(2 * number, first))
        return "".join(line.format(next(listed), next(listed)) for _ in range(number))

    extract(read("first.txt", crowd(20, "Ada").encode()))
    once = calls(crowd(250, "Grace"))
    assert calls(crowd(750, "Peter")) < 4 * once


def test_a_long_document_is_not_looked_through_again_for_each_rule() -> None:
    words = ["".join(two) for two in product([a + b for a in "bdfgklmnprst" for b in "aeiou"], repeat=2)]
    lines = [f"We mend the {a} with a {b}." for a, b in zip(words, words[2500:] + words[:2500], strict=True)] * 2
    text = "\n\n".join(f"{line} Again {at}." for at, line in enumerate(lines[:5000]))
    before = keys_in.cache_info().misses
    extract(read("long.txt", text.encode()))
    assert keys_in.cache_info().misses - before < 8 * 5000


def test_marks_are_told_by_place() -> None:
    marks = Marks(10)
    marks.add(3, 5)
    marks.add(8, 14)
    assert [at for at in range(12) if marks.between(at, at + 1)] == [3, 4, 8, 9]
    assert marks.between(0, 4) and marks.between(-2, 4)
    assert not marks.between(5, 8) and not marks.between(4, 4)
