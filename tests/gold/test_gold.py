"""The golds on disk are what their scripts say, and every fact stands in its document."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "make"))

import make_golds  # noqa: E402  the scripts are run from their own folder, not a package

GOLDS = make_golds.golds()


@pytest.mark.parametrize("name", sorted(GOLDS))
def test_a_gold_is_up_to_date(name: str) -> None:
    made = GOLDS[name].out
    source = made["document"]["source_file"]
    assert (HERE / source).is_file()
    assert json.loads((HERE / source).with_suffix(".json").read_text(encoding="utf-8")) == made


def test_the_corpus_holds_every_kind_of_fact() -> None:
    for part in (
        "organisations",
        "people",
        "challenges",
        "ideas",
        "models",
        "insights",
        "references",
        "initiatives",
        "places",
    ):
        assert any(g.out[part] for g in GOLDS.values()), part
    assert len(GOLDS) >= 6


def test_what_a_document_does_not_print_is_refused() -> None:
    with pytest.raises(AssertionError, match="not in the document"):
        GOLDS["northern_commons_2023"].need("Sheffield Submarine Society")
