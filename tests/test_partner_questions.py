"""The questions by which partner finding is measured are well formed, many enough, and nobody's sentences."""

import re
from pathlib import Path

import pytest
from bench.partners.cases import questions

SOURCES = Path(__file__).resolve().parent.parent.parent / "shared" / "sources"


def test_enough_are_asked_and_every_half_has_its_share() -> None:
    cases = questions()
    assert len({case.id for case in cases}) == len({case.text for case in cases}) == len(cases)
    for half in ("training", "reported"):
        asked = [case for case in cases if case.half == half]
        assert sum(2 in case.grades.values() for case in asked) >= 15
        assert sum(not case.grades for case in asked) >= 6
    assert all(
        set(case.grades.values()) <= {1, 2} and all(i.startswith("organisation/") for i in case.grades)
        for case in cases
    )


@pytest.mark.originals
@pytest.mark.skipif(not SOURCES.is_dir(), reason="the published reports are not here")
def test_no_question_repeats_the_reports() -> None:
    published = " ".join(_words(" ".join(p.read_text(encoding="utf-8") for p in SOURCES.glob("*.txt"))))
    for case in questions():
        words = _words(case.text)
        runs = zip(*(words[n:] for n in range(5)), strict=False)
        assert not [run for run in runs if f" {' '.join(run)} " in f" {published} "], case.id


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
