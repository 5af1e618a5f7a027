"""What curators decide with is broken, or breaks while they decide: everybody else reads on, and nothing is half done."""

import json
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from conftest import empty
from serving import running
from signing_in import PASSWORD, form, sign_in
from waiting import within

from api.access.curators import Curators
from api.access.options import AccessOptions
from api.gql.options import Options
from api.work.curation import Curation, CurationFiles
from api.work.loading import keep_findings, load_files, read_files
from faults.proxy import Line
from graph.connection import Connection
from graph.store.store import Store

REPORT = """# Harbour Day 2023

Report of Harbour Day 2023, held on 4 May 2023 at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alderney Harbour Trust
- Ben Castle, Director, Alderny Harbour Trust
"""


@pytest.fixture
def home(tmp_path: Path, neo4j_server: Connection) -> Path:
    empty(neo4j_server)
    (tmp_path / "harbour-day.md").write_text(REPORT)
    with Store(neo4j_server) as store:
        store.prepare()
        read = read_files([tmp_path / "harbour-day.md"], force=True, say=print, curation=Curation())
        list(load_files(store, read))
    keep_findings(tmp_path, read, print)
    Curators().with_password("jo", PASSWORD).save(tmp_path / "curators.json")
    return tmp_path


@pytest.fixture
def line(neo4j_server: Connection) -> Iterator[Line]:
    with Line(neo4j_server.uri) as line:
        yield line


@pytest.fixture
def client(home: Path, neo4j_server: Connection, line: Line) -> Iterator[httpx.Client]:
    """The browser of a curator who is signed in."""
    connection, files = replace(neo4j_server, uri=line.uri), CurationFiles.in_home(home)
    with running(connection, Options(seconds=60), home=home, curation=files, access=AccessOptions()) as client:
        assert sign_in(client).status_code == 303
        yield client


def decision(client: httpx.Client) -> dict[str, str]:
    """The form that says that the two bodies are one."""
    page = client.get("/review").text
    first, second = re.findall(r'name="(?:first|second)" value="([^"]+)"', page)
    return {"form": form(page), "first": first, "second": second, "verdict": "first"}


@pytest.mark.fault("who is signed in cannot be looked up", 2)
def test_without_the_file_of_sessions_nobody_decides_and_everybody_reads(client: httpx.Client, home: Path) -> None:
    for name in ("sign-in.sqlite", "curators.json"):
        sound = (home / name).read_bytes()
        (home / name).write_bytes(b"\xff[" * 5000)
        page = client.get("/review")
        assert page.status_code == 200 and "Signed in as" not in page.text
        assert client.get("/").status_code == 200
        assert client.post("/review/judge", data={"verdict": "first"}).status_code == 403
        assert client.get("/sign-in").status_code in (200, 404)
        (home / name).write_bytes(sound)
        assert "Signed in as" in client.get("/review").text, "whole again, the session holds"


@pytest.mark.fault("a curator's decision cannot be carried out", 1)
def test_a_decision_while_neo4j_is_away_is_refused_in_time(client: httpx.Client, home: Path, line: Line) -> None:
    fields = decision(client)
    line.passes.clear()
    begun = time.monotonic()
    assert client.post("/review/judge", data=fields).status_code == 503
    assert client.get("/review").status_code == 503
    assert time.monotonic() - begun < 25, "nobody waits for what does not answer"
    line.passes.set()
    assert not (home / "curation" / "judgements.toml").exists()
    assert within(30, lambda: client.post("/review/judge", data=fields).status_code == 303)
    assert within(60, lambda: "being carried out" not in client.get("/review").text)
    outcomes = [json.loads(one)["outcome"] for one in (home / "audit.jsonl").read_text().splitlines()]
    assert 2 * outcomes.count("begun") == len(outcomes) - 1, "all that began has ended; to sign in is one line"


@pytest.mark.fault("a curator's decision cannot be carried out", 2)
def test_a_decision_that_cannot_be_written_or_read_for_is_told_of(
    client: httpx.Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields, judgements = decision(client), home / "curation" / "judgements.toml"
    judgements.mkdir()
    assert client.post("/review/judge", data=fields).status_code == 422
    judgements.rmdir()

    def ended(*_: object) -> Iterator[object]:
        raise RuntimeError("the process that reads was ended")

    monkeypatch.setattr("api.work.loading.read_apart", ended)
    assert client.post("/review/judge", data=fields).status_code == 303
    assert within(60, lambda: "could not be carried out" in client.get("/review").text)
    page = client.get("/review").text
    assert "Decided: they are one" in page, "the judgement holds once the documents are loaded again"
