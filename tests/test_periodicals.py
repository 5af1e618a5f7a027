"""Newsletters and mails are no gatherings: what their mastheads and heads say names none and has the day of none."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.nodes import Event

GOES_ON = "\n\nHarrowdale Voluntary Action ran a course for trustees. Sixty people attended.\n"
MET = "\n\nThe forum was held on 2 May 2031 at Dale Library. Sixty people attended the forum.\n"


def events(text: str, name: str = "paper.md") -> list[tuple[str, str | None]]:
    facts = extract(read(name, text.encode())).bundle.facts
    return [(n.name, n.date) for n in facts.nodes.values() if isinstance(n, Event)]


@pytest.mark.parametrize(
    "head",
    [
        "# Bulletin of the Harrowdale Forum – Issue 7, 12 March 2031",
        "# The Wick Forum Newsletter\n\nNo. 31, 4 May 2031",
        "# Wick Assembly Messenger\n\n**Issue 3 | 4 May 2031**",
        "# Debt Conference News | 4 May 2031",
        "# E-news from the Carers Conference team, 4 May 2031",
        "# Ashcombe Housing Forum\n\nMonthly e-bulletin\n\n4 May 2031",
        "# Bulletin of the Wick Forum\n\nThe forum meets next on 4 June 2031, at ten.",
        "# The Wick Forum Newsletter\n\nThe forum is run by the Elm Trust. Our last meeting was held in March.",
    ],
)
def test_a_newsletter_is_no_gathering_whatever_it_is_called_after(head: str) -> None:
    assert events(head + GOES_ON) == []


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("# A summary of the Wick Forum, 2 May 2031", ("Wick Forum", "2031-05-02")),
        ("# News from the Wick Forum, 2 May 2031", ("Wick Forum", "2031-05-02")),
        ("# Wick Forum\n\nIssue 3, 4 May 2031", ("Wick Forum", "2031-05-02")),
    ],
)
def test_an_account_of_a_gathering_is_no_newsletter(head: str, named: tuple[str, str]) -> None:
    assert events(head + MET) == [named]


def test_the_number_of_an_issue_makes_its_day_that_of_the_paper() -> None:
    text = "# Wick Forum\n\n{} 4 May 2031\n\nThe forum brought sixty people together, and the forum will meet again.\n"
    assert events(text.format("Issue 3,")) == [("Wick Forum", None)]
    assert events(text.format("Monday,")) == [("Wick Forum", "2031-05-04")]


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("On 5 May 2031 at 10:12, Sam Hart wrote:\n\nThanks to all who came.", None),
        ("Quite so, Sam. Shall we meet on 12 May 2031?", None),
        ("On 5 May 2031 Sam Hart came.\n\nThanks to all who came.", "2031-05-05"),
        ("Quite so, Sam. We shall meet on 12 May 2031.", "2031-05-12"),
    ],
)
def test_the_day_of_a_mail_or_one_that_is_asked_for_is_no_gatherings(told: str, day: str | None) -> None:
    assert events(f"# Debt Summit\n\n{told}\n\nThe summit was long. We thought the summit went well.") == [
        ("Debt Summit", day)
    ]
