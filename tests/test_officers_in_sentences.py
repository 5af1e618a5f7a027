"""Officers whom the sentences of minutes name, and whom a body of which only the initials stand there has."""

import pytest
from stated import employers

from loaders.extract import extract
from loaders.sources import read


def _employers(page: str) -> set[str]:
    return employers(extract(read("page.md", page.encode())))


HEAD = "# Minutes of Quillbeck Residents Association, March 24, 2031\n\nPresent: Ada North, Ben Castle\n\n"
BODY = "Quillbeck Residents Association"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("It was called to order by president, Zoe Moss.", f"Zoe Moss -> {BODY} | president"),
        ("The secretary, Zoe Moss, read the minutes.", f"Zoe Moss -> {BODY} | secretary"),
        ("Zoe Moss was elected Secretary for two years.", f"Zoe Moss -> {BODY} | Secretary"),
        ("Zoe Moss has been re-elected as Vice Chair.", f"Zoe Moss -> {BODY} | Vice Chair"),
        ("It was agreed to appoint Zoe Moss as Treasurer.", f"Zoe Moss -> {BODY} | Treasurer"),
        ("Zoe Moss, QRA Treasurer, gave out the report.", f"Zoe Moss -> {BODY} | Treasurer"),
    ],
)
def test_a_sentence_says_who_holds_an_office(words: str, said: str) -> None:
    assert said in _employers(f"{HEAD}{words}\n")


@pytest.mark.parametrize(
    "words",
    [
        "Zoe Moss was elected Chair of the Harbour Tide Forum.",
        "Zoe Moss proposed a Treasurer.",
        "The association needs a secretary. Zoe Moss spoke.",
    ],
)
def test_another_sentence_does_not(words: str) -> None:
    assert not any(said.startswith(f"Zoe Moss -> {BODY}") for said in _employers(f"{HEAD}{words}\n"))


def test_what_is_beside_a_name_goes_before_what_a_sentence_says() -> None:
    page = f"{HEAD.strip()}, Zoe Moss (Chair)\n\nThe chairman, Zoe Moss, spoke.\n"
    assert f"Zoe Moss -> {BODY} | Chair" in _employers(page)


def test_a_meeting_of_a_body_has_its_officers() -> None:
    head = "# Inaugural Meeting of Quillbeck Community Council, 15 January 2031"
    assert _employers(f"{head}\n\nAda North was appointed as Convener of the council.\n") == {
        "Ada North -> Quillbeck Community Council | Convener"
    }


def test_a_month_behind_a_name_is_no_body() -> None:
    page = (
        "# Quillbeck Community Council - Annual Report\n\nAda North – Oct 2031\n\nThe council has met twelve times.\n"
    )
    assert not _employers(page)


def test_slashes_part_bodies_that_nothing_else_shows() -> None:
    page = (
        "# Tide Forum 2031\n\n3 May 2031, Hull\n\n## Panel\n\n- Ada North (Quill Trust)\n- Ben Castle (Vale Council)\n"
        "- Zoe Moss (Quillspring/Marlica)\n"
    )
    assert {"Zoe Moss -> Quillspring", "Zoe Moss -> Marlica"} <= _employers(page)
