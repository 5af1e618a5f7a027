"""Judgements about names: what they join and keep apart, that they undo, and that they fail loudly when they are wrong or stale."""

from pathlib import Path

import pytest

from loaders.extract import extract
from loaders.names.judgements import DEFAULT, judgements, judgements_with, read_judgements
from loaders.sources import read
from schema.errors import CurationError

BY = 'by = "a curator"\non = 2026-01-31\nwhy = "their websites say so"\n'
TEXT = b"""# Heron Forum 2022

The Heron Forum 2022 took place on 3 May 2022 in Lancaster.

## Who came

- Bracken Hearth
- Hearth of Bracken
- Quill Trust
"""


def write(path: Path, text: str) -> Path:
    file = path / "judgements.toml"
    file.write_text(text, encoding="utf-8")
    return file


def bodies(file: Path) -> set[str]:
    extraction = extract(read("heron.md", TEXT), read_judgements(file))
    return {i for i in extraction.bundle.facts.nodes if i.startswith("organisation/")}


def test_the_projects_own_judgements_can_be_read() -> None:
    assert DEFAULT.exists()
    assert len(judgements().all) > 0
    assert all(j.by and j.why and j.on for j in judgements().all)


def test_a_judgement_joins_and_taking_it_out_undoes_it(tmp_path: Path) -> None:
    same = write(tmp_path, f'[[same]]\nnames = ["Bracken Hearth", "Hearth of Bracken"]\n{BY}')
    assert bodies(same) == {"organisation/bracken-hearth", "organisation/quill-trust"}
    nothing = write(tmp_path, "")
    assert bodies(nothing) == {
        "organisation/bracken-hearth",
        "organisation/hearth-of-bracken",
        "organisation/quill-trust",
    }


def test_people_and_challenges_can_be_judged(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        f'[[same]]\nkind = "person"\nnames = ["Ada Birch", "Ada Brich"]\n{BY}'
        f'[[same]]\nkind = "challenge"\nevent = "heron-2022"\nnames = ["Warm rooms", "Heat: rooms and more"]\n{BY}',
    )
    decided = read_judgements(file)
    assert decided.canonical("person", "Dr Ada Brich") == "Ada Birch"
    assert decided.canonical("person", "Ada Beech") is None
    assert decided.challenge("event/heron-2022", "Heat: Rooms and More") == "Warm rooms"
    assert decided.challenge("event/heron-2023", "Heat: Rooms and More") is None


def test_likenesses_are_kept_apart(tmp_path: Path) -> None:
    decided = read_judgements(write(tmp_path, f'[[different]]\nnames = ["Bracken Hearth", "Bracken Health"]\n{BY}'))
    assert decided.are_different("organisation", "Bracken Health CIC", "Bracken Hearth")
    assert not decided.are_different("organisation", "Bracken Health", "Quill Trust")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[same]\n", "cannot be read"),
        (f'[[sames]]\nnames = ["A", "B"]\n{BY}', "sames"),
        (f'[[same]]\nnames = ["Fern"]\n{BY}', "two or more"),
        ('[[same]]\nnames = ["Fern", "Elm"]\nby = "x"\non = 2026-01-31\n', "why"),
        ('[[same]]\nnames = ["Fern", "Elm"]\nby = "x"\nwhy = "y"\n', "date"),
        (f'[[same]]\nkind = "river"\nnames = ["Fern", "Elm"]\n{BY}', "river"),
        (f'[[same]]\nnames = ["Fern", "Elm"]\nbecause = "z"\n{BY}', "because"),
        (f'[[same]]\nkind = "challenge"\nnames = ["Fern", "Elm"]\n{BY}', "event"),
        (f'[[same]]\nnames = ["Fern", "Elm"]\n{BY}[[same]]\nnames = ["Oak", "Elm"]\n{BY}', "both say"),
        (f'[[same]]\nnames = ["Fern", "Elm"]\n{BY}[[different]]\nnames = ["Elm", "Fern"]\n{BY}', "contradicts"),
        (f'[[different]]\nnames = ["Fern", "Fern CIC"]\n{BY}', "cannot tell apart"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CurationError, match=words) as refused:
        read_judgements(write(tmp_path, text))
    assert "\n" not in str(refused.value).strip() or words == "cannot be read"


def test_a_judgement_whose_words_are_gone_stops_the_load(tmp_path: Path) -> None:
    fits = f'[[same]]\nnames = ["Bracken Hearth", "Hearth of Bracken"]\ndocuments = ["heron"]\n{BY}'
    assert bodies(write(tmp_path, fits)) == {"organisation/bracken-hearth", "organisation/quill-trust"}
    stale = f'[[same]]\nnames = ["Bracken Hearth", "Brackeny Hearth"]\ndocuments = ["heron"]\n{BY}'
    with pytest.raises(CurationError, match="gone stale"):
        bodies(write(tmp_path, stale))


def test_a_curators_own_judgements_join_those_that_ship_and_prevail(tmp_path: Path) -> None:
    own = tmp_path / "judgements.toml"
    entry = 'kind = "{}"\nnames = [{}]\nby = "Jo"\non = 2026-02-03\nwhy = "Asked."\n'
    own.write_text(
        "[[same]]\n"
        + entry.format("organisation", '"Gorse Mutual Society", "Gorse Mutual"')
        + "[[same]]\n"
        + entry.format("organisation", '"Suara", "Suara Cooperativa"')
        + "[[different]]\n"
        + entry.format("person", '"Tej Dhami", "Tej Dhani"')
    )
    shipped, joined = judgements_with(), judgements_with(own)
    assert judgements_with(tmp_path / "none.toml") == shipped
    assert joined.canonical("organisation", "Gorse Mutual") == "Gorse Mutual Society"
    assert shipped.canonical("organisation", "Suara") == "Suara Cooperativa"
    assert joined.canonical("organisation", "Suara Cooperativa") == "Suara"
    assert shipped.canonical("person", "Tej Dhani") == "Tej Dhami"
    assert joined.canonical("person", "Tej Dhani") is None
    assert joined.are_different("person", "Tej Dhami", "Tej Dhani")
    assert joined.are_different("organisation", "Social Enterprise UK", "Social Enterprise Scotland")
    own.write_text("[[same]]\nnames = []\n")
    with pytest.raises(CurationError):
        judgements_with(own)
