"""What a curator decides on the page is written where the command line reads it, is done, is logged, and can be undone."""

import json
import re
import shutil
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from conftest import empty
from npm import installed, run
from serving import running
from signing_in import PASSWORD, form, sign_in
from waiting import within

from api.access.curators import Curators
from api.access.options import AccessOptions
from api.gql.options import Options
from api.web.curating.progress import Progress
from api.web.shared import Shared
from api.work import set_aside
from api.work.curation import Curation, CurationFiles
from api.work.findings import Findings, HeldBack, place
from api.work.loading import keep_findings, load_files, read_files
from api.work.set_aside import SetAside
from api.work.withholding import forget_names
from graph.connection import Connection
from graph.locks import FileLock
from graph.store.store import Store
from loaders.curation.suppression import Suppression
from loaders.names.judgements import read_judgements
from schema.errors import QuarantineError

REPORT = """# Harbour Day 2023

Harbour Day 2023 was held on 4 May 2023 at the Old Customs House.

Home

Gulls were seen over the harbour for most of the day.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alderney Harbour Trust
- Ben Castle, Director, Alderny Harbour Trust

### Ideas

1. Empty offices become homes.
2. Pool the deposits of tenants.
"""
NOVEL = "The road\n\n" + "\n\n".join(
    ["They walked on until the lamps of the town came into sight, and then the elder of the two began to laugh."] * 12
)
ALDERNEY = ["organisation/alderny-harbour-trust", "organisation/alderney-harbour-trust"]
"""As the page shows them."""


@pytest.fixture
def home(tmp_path: Path, neo4j_server: Connection) -> Path:
    """A home whose graph holds one report, that knows of a document that was held back, and with a curator."""
    file, novel = tmp_path / "harbour-day.md", tmp_path / "novel.txt"
    file.write_text(REPORT)
    novel.write_text(NOVEL)
    empty(neo4j_server)
    held: list[HeldBack] = []
    with pytest.raises(QuarantineError):
        read_files([novel], force=False, say=print, curation=Curation(), note=held.append)
    with Store(neo4j_server) as store:
        store.prepare()
        read = read_files([file], force=False, say=print, curation=Curation())
        list(load_files(store, read))
    keep_findings(tmp_path, [*read, *held], print)
    Curators().with_password("jo", PASSWORD).save(tmp_path / "curators.json")
    return tmp_path


@pytest.fixture
def client(home: Path, neo4j_server: Connection) -> Iterator[httpx.Client]:
    """The browser of a curator who is signed in."""
    files, access = CurationFiles.in_home(home), AccessOptions()
    with running(neo4j_server, Options(seconds=120), home=home, curation=files, access=access) as client:
        assert sign_in(client).status_code == 303
        yield client


def review(client: httpx.Client) -> str:
    """Return the page once nothing is being carried out any more."""
    pages: list[str] = []

    def is_done() -> bool:
        answer = client.get("/review")
        pages.append(unescape(answer.text))
        return answer.status_code == 200 and "being carried out" not in answer.text

    assert within(60, is_done)
    return pages[-1]


def send(client: httpx.Client, address: str, **fields: object) -> httpx.Response:
    return client.post(address, data={"form": form(client.get("/review").text), **fields})


def bodies(connection: Connection) -> set[str]:
    with Store(connection) as store:
        found = store.read("MATCH (n:Organisation) WHERE n.id STARTS WITH 'organisation/alder' RETURN n.id AS id")
    return {row["id"] for row in found}


def actions(home: Path) -> list[tuple[str, str]]:
    lines = map(json.loads, (home / "audit.jsonl").read_text().splitlines())
    return [(one["action"], one["who"]) for one in lines if one["outcome"] == "done"]


def test_two_that_are_one_become_one_and_two_again(client: httpx.Client, home: Path, neo4j_server: Connection) -> None:
    assert bodies(neo4j_server) == set(ALDERNEY)
    written = home / "curation" / "judgements.toml"
    written.write_text("# kept by hand\n")
    page = review(client)
    assert "1 pair may be one" in page and "Signed in as jo" in page
    first, second = re.findall(r'name="(?:first|second)" value="([^"]+)"', page)
    why = 'A slip: "Harbours"\n[[different]] \\ of the pen\x7f'
    answer = send(client, "/review/judge", first=first, second=second, verdict="first", why=why)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review#twice")
    page = review(client)
    assert "No pairs may be one" in page and "Alderney Harbour Trust" in page
    assert bodies(neo4j_server) == {first}
    [judgement] = read_judgements(written).all
    assert (judgement.same, judgement.by, judgement.why) == (True, "jo", " ".join(why.split()))
    assert ("judge same", "curator jo") in actions(home) and ("read again", "curator jo") in actions(home)
    assert client.get(f"/{second}", headers={"accept": "text/html"}).status_code == 410
    answer = client.post("/review/undo", data={"form": form(page), "what": "same", "name": list(judgement.names)})
    assert answer.status_code == 303
    assert "1 pair may be one" in review(client)
    assert bodies(neo4j_server) == set(ALDERNEY)
    assert written.read_text().strip() == "# kept by hand", "what a curator wrote by hand stays"
    assert ("undo judgement", "curator jo") in actions(home)


def test_other_processes_know_how_far_it_is(client: httpx.Client, home: Path, neo4j_server: Connection) -> None:
    """A curator may meet any worker: each tells what is carried out, waits for the others, and tells what could not be."""
    progress = Progress()
    files, access = CurationFiles.in_home(home), AccessOptions()
    shared = Shared(cast(Any, None), cast(Any, None), progress)
    (home / "harbour-day.md").write_text(REPORT + "\nMore.\n")
    with (
        running(neo4j_server, Options(seconds=120), home=home, curation=files, access=access, shared=shared) as one,
        running(neo4j_server, Options(seconds=120), home=home, curation=files, access=access, shared=shared) as other,
    ):
        assert sign_in(one).status_code == sign_in(other).status_code == 303
        with FileLock(home / "curation" / "deciding.lock").held():  # as another worker's that carries something out
            first, second = ALDERNEY
            assert send(one, "/review/judge", first=first, second=second, verdict="first").status_code == 303
            assert "1 decision is being carried out" in unescape(other.get("/review").text)
            assert ("read again", "curator jo") not in actions(home)
        assert "holds once these are loaded again" in review(other)
        assert ("read again", "curator jo") in actions(home)
        # Who is left out since is in no line of it.
        listed = Suppression.load(files.suppressed).add("Alderney Harbour Trust", since="2026-01-01")
        listed.save(files.suppressed)
        assert "holds once these are loaded again" not in review(other)


def test_what_a_service_keeps_is_its_owners_to_read(client: httpx.Client, home: Path) -> None:
    first, second = ALDERNEY
    assert send(client, "/review/judge", first=first, second=second, verdict="different").status_code == 303
    assert client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}).status_code == 200
    open_ = [
        path
        for path in home.rglob("*")
        if path.is_file()
        and path.stat().st_mode & 0o077
        and not any(
            (home / above).stat().st_mode & 0o077 == 0 for above in path.relative_to(home).parents if above.name
        )
    ]
    assert {path.name for path in open_} <= {"harbour-day.md", "novel.txt"}


def test_two_that_are_different_are_not_asked_about_again(client: httpx.Client, home: Path) -> None:
    fields = {"first": ALDERNEY[0], "second": ALDERNEY[1], "verdict": "different"}
    assert send(client, "/review/judge", **fields).status_code == 303
    assert "No pairs may be one" in review(client)
    [judgement] = read_judgements(home / "curation" / "judgements.toml").all
    assert not judgement.same
    assert send(client, "/review/judge", **fields).status_code == 404, "it is decided already"
    assert send(client, "/review/undo", what="different", name=list(judgement.names)).status_code == 303
    assert "1 pair may be one" in review(client)
    assert send(client, "/review/undo", what="different", name=list(judgement.names)).status_code == 422


def test_where_a_file_is_not_as_it_was_the_page_says_what_to_load(
    client: httpx.Client, home: Path, neo4j_server: Connection
) -> None:
    (home / "harbour-day.md").write_text(REPORT + "\nMore.\n")
    send(client, "/review/judge", first=ALDERNEY[0], second=ALDERNEY[1], verdict="second")
    page = review(client)
    assert "holds once these are loaded again" in page and "harbour-day.md" in page
    assert "Decided: they are one" in page
    assert bodies(neo4j_server) == set(ALDERNEY), "nothing is half done"


def test_a_document_that_was_held_back_is_let_in_and_taken_out_again(
    client: httpx.Client, home: Path, neo4j_server: Connection
) -> None:
    [held] = Findings.load(place(home)).held
    assert "novel.txt" in review(client)
    assert send(client, "/review/held", sha256=held.sha256, verdict="in").status_code == 303
    assert "No document is held back" in review(client)
    with Store(neo4j_server) as store:
        assert len(store.document_ids()) == 2
    [kept] = SetAside.load(set_aside.place(home)).documents
    assert (kept.signed.by, kept.document) == ("jo", "document/novel")
    assert send(client, "/review/undo", what="document", sha256=held.sha256).status_code == 303
    assert "1 document is held back" in review(client)
    with Store(neo4j_server) as store:
        assert store.document_ids() == ["document/harbour-day"]
    assert send(client, "/review/held", sha256=held.sha256, verdict="out").status_code == 303
    assert "No document is held back" in review(client)
    assert send(client, "/review/undo", what="document", sha256=held.sha256).status_code == 303
    assert "1 document is held back" in review(client)
    done = [action for action, _ in actions(home)]
    assert {"let in", "undo let in", "leave out", "undo leave out"} <= set(done)


def test_a_file_that_changed_since_it_was_held_back_is_not_let_in(
    client: httpx.Client, home: Path, neo4j_server: Connection
) -> None:
    [held] = Findings.load(place(home)).held
    (home / "novel.txt").write_text(NOVEL + "\n\nMore.")
    send(client, "/review/held", sha256=held.sha256, verdict="in")
    assert "has changed since it was held back" in review(client)
    with Store(neo4j_server) as store:
        assert store.document_ids() == ["document/harbour-day"]


def test_lines_that_state_nothing_are_put_aside(client: httpx.Client, home: Path) -> None:
    page = client.get("/review", params={"document": "document/harbour-day"}).text
    assert page.index("Gulls were seen") < page.index("short line"), "what reads like a sentence comes first"
    [line] = re.findall(r'name="line" value="(\d+)"> <span>Gulls', page)
    assert send(client, "/review/lines", document="document/harbour-day", line=line).status_code == 303
    page = review(client)
    assert "Gulls" not in page
    assert "Gulls" not in set_aside.place(home).read_text()
    assert SetAside.load(set_aside.place(home)).lines["document/harbour-day"][1].keys() == {int(line)}
    page = client.get("/review", params={"document": "document/harbour-day"}).text
    assert re.search(r"Put aside.*Gulls", page, re.DOTALL)
    for wrong in ("99999", "x"):
        told = send(client, "/review/lines", document="document/harbour-day", line=wrong).status_code
        assert told == (404 if wrong.isdigit() else 303)
    send(client, "/review/lines", document="document/harbour-day", line=line, verdict="back")
    assert "Gulls" in review(client)


FORMS = ["/review/judge", "/review/held", "/review/lines", "/review/undo"]


def test_nobody_else_decides(client: httpx.Client, home: Path) -> None:
    fields = {"first": ALDERNEY[0], "second": ALDERNEY[1], "verdict": "different", "what": "same"}
    before = sorted((home / "curation").iterdir()), (home / "audit.jsonl").read_text()
    own, elsewhere = form(client.get("/review").text), {"sec-fetch-site": "cross-site"}
    with httpx.Client(base_url=client.base_url) as stranger:
        for address in FORMS:
            assert client.get(address).status_code == 405
            assert client.post(address, data=fields).status_code == 403, "without the form's value"
            assert client.post(address, data={**fields, "form": "0" * 64}).status_code == 403
            assert client.post(address, data={**fields, "form": own}, headers=elsewhere).status_code == 403
            assert stranger.post(address, data={**fields, "form": own}).status_code == 403
        assert 'name="form"' not in stranger.get("/review").text
        assert "Sign in to decide" in stranger.get("/review").text
    assert (sorted((home / "curation").iterdir()), (home / "audit.jsonl").read_text()) == before


def test_what_no_page_offers_is_refused(client: httpx.Client) -> None:
    offered = {"first": "<b>", "second": "\x00", "verdict": "first"}
    for fields in ({}, {"verdict": "x"}, offered):
        assert [send(client, address, **fields).status_code // 100 for address in FORMS] == [4, 4, 4, 4]


def test_a_judgement_that_contradicts_another_is_not_written(client: httpx.Client, home: Path) -> None:
    written = home / "curation" / "judgements.toml"
    by = 'by = "ida"\non = 2026-02-03\nwhy = "x"\n'
    written.write_text(f'[[same]]\nkind = "organisation"\nnames = ["Elsewhere", "Alderny Harbour Trust"]\n{by}')
    before = written.read_text()
    answer = send(client, "/review/judge", first=ALDERNEY[0], second=ALDERNEY[1], verdict="first")
    assert answer.status_code == 422
    assert "join the two into one" in answer.text
    assert written.read_text() == before


def test_whoever_is_left_out_leaves_what_was_decided_too(client: httpx.Client, home: Path) -> None:
    aside = SetAside.load(set_aside.place(home))
    aside.documents = [
        set_aside.Kept(HeldBack("ada-north.txt", "1" * 64, "2026-02-03", 1, 1, ()), set_aside.Signed.now("jo"))
    ]
    aside.save(set_aside.place(home))
    (home / "curation" / "judgements.toml").write_text(
        '[[different]]\nkind = "person"\nnames = ["Ada North", "Ada Northcote"]\nby = "jo"\non = 2026-02-03\nwhy = "x"\n'
    )
    assert "Ada Northcote" in review(client)
    files = CurationFiles.in_home(home)
    Suppression.load(files.suppressed).add("Ada North", since="2026-02-03").save(files.suppressed)
    forget_names(home, Suppression.load(files.suppressed))
    assert "ada-north" not in set_aside.place(home).read_text()
    assert "Ada Northcote" not in client.get("/review").text


def test_a_curator_decides_in_a_browser_with_scripts_and_without(client: httpx.Client) -> None:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    folder = installed(Path(__file__).parent / "browser")
    base = str(client.base_url).rstrip("/")
    told = json.loads(run(folder, "node", "curator.mjs", base, chromium, "jo", PASSWORD))
    assert told == {"decisions": 4, "findings": []}
