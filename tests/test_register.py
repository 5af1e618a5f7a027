"""The register is a source that can be published: every row says whose word it is and of when, and reads as a line of its own."""

import hashlib
import re
from pathlib import Path

import pytest

import loaders.names.register as package
from loaders.names.printed import fold, key
from loaders.names.register import Body, register
from loaders.names.register.renew import COLUMNS, Row, main, read_rows, renew, write_rows
from loaders.names.register.sources import GENERAL, edition, parse_edition
from schema.errors import CurationError

BODIES = sorted(set(register().bodies.values()), key=lambda body: body.row)
FOLDER = Path(package.__file__).parent
NUMBERS = {
    "GB-CHC": r"[2-9]\d{5}|1\d{6}",
    "GB-COH": r"[A-Z0-9]{2}\d{5}[A-Z0-9]",
    "GB-GOR": r"[A-Z]{1,2}\d+",
    "GB-GSS": r"[ENSW]\d{8}",
    "GB-LAE": r"[A-Z]{3,4}",
    "GB-LANI": r"[A-Z]{3}",
    "GB-LAS": r"[A-Z]{3}",
    "GB-NHS": r"[A-Z0-9]{3}",
    "GB-NIC": r"1\d{5}",
    "GB-PLA": r"[A-Z]{3}",
    "GB-SC": r"SC\d{6}",
    "GB-SHPE": r"[A-Z]{0,2}\d{4}",
    "GB-UKPRN": r"1\d{7}",
    "XI-ROR": r"0[a-z0-9]{6}\d{2}",
}
"""The registers that numbers are of, in org-id style, and how each writes its numbers."""
SOURCE = """
title = "A register"
version = "2026.11"
licence = "https://example.org/licence"
[sources.ferries]
title = "Ferries"
publisher = "Harbour Board"
licence = "https://example.org/licence"
address = "https://example.org/ferries"
as_of = "{as_of}"
attribution = "Harbour Board"
"""


def test_the_register_says_what_it_is() -> None:
    said = register()
    assert said.title and re.fullmatch(r"\d{4}\.\d{2}", said.version) and said.licence.startswith("https://")
    files = (FOLDER / "sources.toml").read_bytes() + (FOLDER / "bodies.csv").read_bytes()
    assert said.sha256 == hashlib.sha256(files).hexdigest()


def test_rows_are_numbered_as_they_stand() -> None:
    assert [body.row for body in BODIES] == list(range(1, len(BODIES) + 1))


def test_a_row_reads_as_one_line_in_which_every_value_stands() -> None:
    for body in BODIES:
        values = [body.name, *([body.kind] if body.kind else []), *body.also, *body.identifiers]
        assert all(value in body.printed for value in values)
        assert "\n" not in body.printed
        assert body.printed.endswith(f"Source: {body.source}.")


def test_every_row_names_lists_that_are_described_or_says_that_it_is_general_knowledge() -> None:
    lists = edition().sources
    for body in BODIES:
        assert set(body.sources) <= set(lists)
        assert (body.as_of != "") == (body.sources != ())
        if body.sources:
            assert body.as_of == min(lists[named].as_of for named in body.sources)
        else:
            assert body.source == GENERAL


def test_a_kind_that_no_list_means_is_said_to_be_general_knowledge() -> None:
    for body in BODIES:
        if body.sources and body.kind and not body.kind_is_stated:
            assert body.source.endswith(f"(its kind: {GENERAL})")


@pytest.mark.parametrize(
    "name",
    [
        "Broxbourne Borough Council",
        "Chelmsford City Council",
        "Babergh District Council",
        "Cardiff Council",
        "Somerset Council",
        "Norfolk Constabulary",
        "Dorset Police",
    ],
)
def test_a_body_is_called_what_its_list_calls_it(name: str) -> None:
    body = register().get(name)
    assert body is not None and body.name == name


def test_a_list_without_a_date_is_refused() -> None:
    assert parse_edition(SOURCE.format(as_of="2026-07")).sources["ferries"].as_of == "2026-07"
    with pytest.raises(ValueError, match=r"ferries.*last summer"):
        parse_edition(SOURCE.format(as_of="last summer"))


def test_a_row_without_kind_or_lists_reads_well() -> None:
    body = Body("Fell Ferry", None, ("Ferry of the Fells",), (), (), "", 1)
    assert body.printed == "Fell Ferry. Also: Ferry of the Fells. Source: general knowledge."
    assert key(body.name) not in register().bodies


def test_numbers_have_the_form_of_their_registers_and_no_two_rows_share_one() -> None:
    numbers = [number for body in BODIES for number in body.identifiers]
    assert len(numbers) == len(set(numbers)) > 1500
    for number in numbers:
        scheme, _, code = number.rpartition("-")
        assert re.fullmatch(NUMBERS[scheme], code), number


def test_general_knowledge_has_no_numbers_and_no_names_but_forms_of_its_own() -> None:
    for body in BODIES:
        if not body.sources:
            assert body.identifiers == ()
            assert [other for other in body.also if not is_form(other, body.name)] == []


def is_form(other: str, name: str) -> bool:
    """Whether two names share a word, or the first word of one is made of letters of the other, in their order."""
    words = [set(fold(each).split()) - {"of", "the", "and", "for"} for each in (other, name)]
    if words[0] & words[1]:
        return True
    short, long = sorted((fold(other).replace(" ", ""), fold(name).replace(" ", "")), key=len)
    letters = iter(long)
    return all(letter in letters for letter in short)


def test_what_is_no_form_is_told_apart() -> None:
    assert is_form("PwC", "PricewaterhouseCoopers") and is_form("Heron", "Heron Trust")
    assert not is_form("Fern Works", "Heron Trust")


TEST_EDITION = parse_edition(SOURCE.format(as_of="2026-07"))


def row(name: str, **said: str) -> Row:
    return {**dict.fromkeys(COLUMNS, ""), "name": name, "source": GENERAL, **said}


def test_renewing_takes_what_a_list_says_of_the_same_name_only() -> None:
    rows = [row("Fell Ferry", kind="company"), row("Fell Ferries", kind="company"), row("Heron?", also="Heron of Fell")]
    entries = [
        {"name": "FELL FERRY LTD", "identifiers": "GB-COH-01234567"},
        {"name": "The Heron of Fell", "identifiers": "GB-CHC-1000001", "kind": "charity"},
    ]
    done = renew(rows, entries, "ferries", TEST_EDITION)
    assert (done.found, done.doubts) == (2, [])
    ferry, others, heron = done.rows
    assert ferry == {**rows[0], "identifiers": "GB-COH-01234567", "source": "ferries", "as_of": "2026-07"}
    assert others == rows[1]
    assert (heron["identifiers"], heron["kind"], heron["name"]) == ("GB-CHC-1000001", "charity", "Heron?")
    assert renew(done.rows, entries, "ferries", TEST_EDITION).rows == done.rows


def test_a_newer_number_takes_the_place_of_the_same_registers_older_one() -> None:
    old = row("Fell Ferry", identifiers="GB-CHC-1000001|GB-COH-01234567", source="ferries", as_of="2025-01")
    done = renew([old], [{"name": "Fell Ferry", "identifiers": "GB-COH-07654321"}], "ferries", TEST_EDITION)
    assert done.rows[0]["identifiers"] == "GB-CHC-1000001|GB-COH-07654321"
    assert done.rows[0]["as_of"] == "2026-07"


@pytest.mark.parametrize(
    ("old", "entries", "doubt"),
    [
        (
            row("Fell Ferry"),
            [{"name": "Fell Ferry", "identifiers": "GB-COH-1"}, {"name": "Fell Ferry Ltd", "identifiers": "GB-COH-2"}],
            "several bodies",
        ),
        (row("Fell Ferry", kind="bank"), [{"name": "Fell Ferry", "kind": "charity"}], "bank here and charity there"),
        (row("Fell Ferry", source="ferries"), [{"name": "Heron"}], "no longer on the list"),
    ],
)
def test_a_row_in_doubt_is_left_as_it_was_and_said(old: Row, entries: list[Row], doubt: str) -> None:
    done = renew([old], entries, "ferries", TEST_EDITION)
    assert done.rows == [old]
    assert len(done.doubts) == 1 and doubt in done.doubts[0] and done.doubts[0].startswith("Fell Ferry: ")


def test_the_registers_file_is_rewritten_as_it_was(tmp_path: Path) -> None:
    text = (FOLDER / "bodies.csv").read_text(encoding="utf-8")
    assert write_rows(*read_rows(text)) == text
    copy, listed = tmp_path / "bodies.csv", tmp_path / "list.csv"
    copy.write_text(text, encoding="utf-8")
    listed.write_text("name,identifiers\nNo Such Body,GB-CHC-1000001\n", encoding="utf-8")
    assert main("nhs-boards", listed, copy).found == 0
    assert copy.read_text(encoding="utf-8") == text


def test_an_unknown_list_and_a_file_without_names_are_refused(tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("title\nFell Ferry\n", encoding="utf-8")
    with pytest.raises(CurationError, match="no list of that key"):
        main("ferries", listed, tmp_path / "bodies.csv")
    with pytest.raises(CurationError, match="no rows with a name"):
        main("nhs-boards", listed, tmp_path / "bodies.csv")


def test_the_notice_credits_every_list() -> None:
    notice = " ".join((FOLDER.parents[2] / "NOTICE").read_text(encoding="utf-8").split())
    for source in edition().sources.values():
        assert " ".join(source.attribution.split()) in notice
        assert all(
            words in notice for words in (source.title, source.publisher, source.as_of, source.address, source.licence)
        )
