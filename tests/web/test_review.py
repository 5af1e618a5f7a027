"""What curators see: held back, not understood, perhaps twice; each with the words, where they stand, and what to type."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from conftest import empty
from serving import running

from api.gql.options import Options
from api.web.explorer import review
from api.work.curation import Curation, CurationFiles
from api.work.findings import HeldBack
from api.work.loading import keep_findings, load_files, read_files
from graph.connection import Connection
from graph.store.store import Store

MARKUP = "<script>alert(1)</script>"
REPORT = f"""# Harbour Day 2023

Harbour Day 2023 was held on 4 May 2023 at the Old Customs House.

Gulls were seen over the harbour {MARKUP} for most of the day.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alderney Harbour Trust
- Ben Castle, Director, Alderny Harbour Trust

### Ideas

1. Empty offices become homes.
3. Pool the deposits of tenants.
"""
HELD = HeldBack(f"novel {MARKUP}.txt", "0" * 64, "2026-02-03", 13, 12, ("8% of its text was understood",))


@pytest.fixture
def home(tmp_path: Path, neo4j_server: Connection) -> Path:
    """A home whose graph holds one report, and knows of a document that was held back."""
    file = tmp_path / "harbour-day.md"
    file.write_text(REPORT)
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        read = read_files([file], force=False, say=print, curation=Curation())
        list(load_files(store, read))
    keep_findings(tmp_path, [*read, HELD], print)
    return tmp_path


@pytest.fixture
def service(home: Path, neo4j_server: Connection) -> Iterator[httpx.Client]:
    with running(neo4j_server, Options(seconds=120), home=home, curation=CurationFiles.in_home(home)) as client:
        yield client


def test_a_curator_sees_the_words_where_they_stand_and_what_to_type(service: httpx.Client, home: Path) -> None:
    page = service.get("/review")
    assert page.status_code == 200
    text = unescape(page.text)
    assert MARKUP in text
    assert MARKUP not in page.text, "what is shown is never run"
    assert HELD.source in text
    assert "stated by a document" not in text, "nothing here is a fact"
    assert re.search(r'<p class="lead">\n(?:No|\d+) pairs? may be one, ', page.text), "a sentence begins with a capital"
    assert "imagine load --force" in text
    assert "skip 2" in text, "what looks wrong is told"
    [passage] = re.findall(r'Gulls[^\n]*href="([^"]+)"', page.text)
    shown = service.get(unescape(passage), headers={"accept": "text/html"})
    assert re.search(r"<mark>Gulls", shown.text)
    assert "4 May 2023" not in text, "what was understood is not listed"
    [judgement] = re.findall(r"\[\[same\]\]\n[^<]*", text)
    assert "Alderney Harbour Trust" in judgement
    (home / "curation" / "judgements.toml").write_text(judgement.replace("[[same]]", "[[different]]"))
    assert "[[same]]" not in service.get("/review").text, "what is decided is not asked again"


def test_one_document_has_a_page_of_its_own(service: httpx.Client) -> None:
    [address] = set(re.findall(r'href="(/review\?document=[^"]+)"', service.get("/review").text))
    page = service.get(unescape(address))
    assert "Gulls were seen" in page.text
    assert "imagine check document/harbour-day" in page.text
    for unknown in ("document/none", MARKUP, "a" * 5000):
        page = service.get("/review", params={"document": unknown}, headers={"accept": "text/html"})
        assert page.status_code == 404
        assert MARKUP not in page.text


def test_whoever_would_wait_long_is_told(service: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "PATIENCE", 0)
    page = service.get("/review")
    assert page.status_code == 503
    assert "being looked through" in page.text
    monkeypatch.setattr(review, "PATIENCE", 60)
    assert service.get("/review").status_code == 200


def test_what_a_curator_wrote_wrongly_is_told_and_can_be_mended(service: httpx.Client, home: Path) -> None:
    written = home / "curation" / "judgements.toml"
    written.write_text("[[same]")
    page = service.get("/review", headers={"accept": "text/html"})
    assert page.status_code >= 400
    assert "judgements" in page.text
    written.unlink()
    assert service.get("/review").status_code == 200


def test_without_findings_the_page_says_what_it_goes_by(neo4j_server: Connection, home: Path) -> None:
    with running(neo4j_server, Options(seconds=120)) as client:
        page = client.get("/review")
        assert "No document is held back" in page.text
        [address] = set(re.findall(r'href="(/review\?document=[^"]+)"', page.text))
        assert "How it was read is not known here" in client.get(unescape(address)).text
