"""The measure: every report of the corpus, read and compared with its gold, must not fall under what was once reached."""

import csv
import json
import re
from pathlib import Path

import pytest
from gold_score import score

from loaders.extract import Extraction, extract
from loaders.sources import read_file
from schema.links import Mentions

GOLD = Path(__file__).parent / "gold"
DOCUMENTS = sorted(p for p in GOLD.glob("*.json"))
SOURCES = GOLD.parents[2] / "shared" / "sources"
FLOORS: dict[str, dict[str, float]] = json.loads((GOLD / "floors" / "floors.json").read_text(encoding="utf-8"))
"""For each document the least F1 of each kind of fact; `mean` for all kinds together."""


def _document(gold: Path) -> Path:
    return next(p for p in GOLD.glob(f"{gold.stem}.*") if p.suffix != ".json")


def _read(path: Path) -> Extraction:
    return extract(read_file(path))


@pytest.mark.parametrize("gold", DOCUMENTS, ids=lambda p: p.stem)
def test_no_kind_of_fact_falls_under_its_floor(gold: Path) -> None:
    lines = score(_read(_document(gold)).bundle, json.loads(gold.read_text(encoding="utf-8")))
    floors = FLOORS.get(gold.stem, {"mean": 0.75})
    asked = {kind: line for kind, line in lines.items() if line.asked}
    for kind, least in floors.items():
        if kind in asked:
            line = asked[kind]
            assert line.f1 >= least, (
                f"{kind}: {line.f1:.3f} under {least}; missed {line.missed[:8]}, invented {line.invented[:8]}"
            )
    mean = sum(line.f1 for line in asked.values()) / len(asked)
    assert mean >= floors["mean"]
    assert asked["evidence"].f1 == asked["mentions"].f1 == 1.0


@pytest.mark.parametrize("gold", DOCUMENTS[:4], ids=lambda p: p.stem)
def test_reading_twice_gives_the_same_bytes(gold: Path) -> None:
    document = _document(gold)
    assert _read(document).bundle.to_json() == _read(document).bundle.to_json()


@pytest.mark.parametrize("gold", DOCUMENTS, ids=lambda p: p.stem)
def test_every_block_is_a_passage_and_is_accounted_for(gold: Path) -> None:
    reading = _read(_document(gold))
    text = reading.context.text
    passages = sorted(reading.bundle.passages.values(), key=lambda p: p.order)
    assert [p.text for p in passages] == [b.text for b in text.blocks]
    assert all(text.text[p.start : p.end] == p.text for p in passages)
    assert len(reading.coverage) == len(text.blocks)
    for link in reading.bundle.facts.links.values():
        if isinstance(link, Mentions):
            assert text.text[link.start : link.end] == link.printed


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the original reports are not beside this repository")
class TestOriginals:
    def test_the_2024_report(self) -> None:
        gold = json.loads((SOURCES.parent / "check" / "gold" / "imagine-2024.json").read_text(encoding="utf-8"))
        lines = score(_read(next(SOURCES.glob("000_*.txt"))).bundle, gold)
        asked = [line.f1 for line in lines.values() if line.asked]
        assert sum(asked) / len(asked) >= 0.97
        assert min(asked) >= 0.9

    def test_one_challenge_has_one_id_in_all_documents(self) -> None:
        ids = [
            {i for i in _read(path).bundle.facts.nodes if i.startswith("challenge/")}
            for path in sorted(SOURCES.glob("*.txt"))
            if not path.name.startswith("001_")
        ]
        assert len(ids[0]) == 8
        assert all(found == ids[0] for found in ids)

    def test_what_stands_twice_is_stated_once(self) -> None:
        for path in (*SOURCES.glob("003_*.txt"), *SOURCES.glob("004_*.txt")):
            ignored = [b for b, claim in _read(path).coverage if claim.outcome.value == "ignored"]
            assert [b.text for b in ignored] == [ignored[0].text]


def test_each_public_document_has_an_address_a_checksum_and_gold() -> None:
    folder = GOLD / "public"
    with (folder / "index.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    assert {f"{row['name'].partition('.')[0]}.gold.json" for row in rows} == {p.name for p in folder.glob("*.json")}
    for row in rows:
        assert re.fullmatch(r"[0-9a-f]{64}", row["sha256"])
        assert row["address"]
        assert row["apart"] in ("", "apart", "new", "newest", "unread", "fresh")
