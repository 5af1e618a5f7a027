"""The register is a source that can be published: every row says whose word it is and of when, and reads as a line of its own."""

import hashlib
import re
from pathlib import Path

import pytest

import loaders.names.register as package
from loaders.names.printed import key
from loaders.names.register import Body, register
from loaders.names.register.sources import GENERAL, edition, parse_edition

BODIES = sorted(set(register().bodies.values()), key=lambda body: body.row)
FOLDER = Path(package.__file__).parent
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


def test_a_list_without_a_date_is_refused() -> None:
    assert parse_edition(SOURCE.format(as_of="2026-07")).sources["ferries"].as_of == "2026-07"
    with pytest.raises(ValueError, match=r"ferries.*last summer"):
        parse_edition(SOURCE.format(as_of="last summer"))


def test_a_row_without_kind_or_lists_reads_well() -> None:
    body = Body("Fell Ferry", None, ("Ferry of the Fells",), (), (), "", 1)
    assert body.printed == "Fell Ferry. Also: Ferry of the Fells. Source: general knowledge."
    assert key(body.name) not in register().bodies
