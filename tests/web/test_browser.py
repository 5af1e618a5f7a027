"""The pages in a real browser: axe-core finds nothing serious, nothing scrolls sideways, nothing is asked of elsewhere."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from npm import installed, run
from serving import running

from api.gql.options import Options
from graph.connection import Connection

PAGES = [
    "/",
    "/years",
    "/search",
    "/search?q=care",
    "/search?q=zzzz",
    "/partners",
    "/partners?text=care+homes",
    "/developers",
    "/review",
    "/ontology",
    "/scheme/organisation-kind",
    "/scheme/organisation-kind/charity",
    "/challenge/not-there",
]
ONE_OF_EACH = """{
  documents(first: 1) { nodes { id } }
  events(first: 1) { nodes { id } }
  organisations(first: 1, orderBy: [{ owns: { count: DESC } }]) { nodes { id owns(first: 1) { nodes { id } } } }
  challenges(first: 1) { nodes { id } }
  ideas(first: 1, orderBy: [{ cites: { count: DESC } }]) { nodes { id } }
  people(first: 1) { nodes { id } }
  models(first: 1) { nodes { id } }
  topics(first: 1) { nodes { id } }
  places(first: 1) { nodes { id } }
  insights(first: 1) { nodes { id } }
  initiatives(first: 1) { nodes { id } }
  references(first: 1) { nodes { id } }
}"""


@pytest.fixture(scope="module")
def service(filled: Connection) -> Iterator[httpx.Client]:
    """A client for a service that waits for its database: a busy machine may take long to plan a statement for the first time."""
    with running(filled, Options(seconds=120)) as client:
        yield client


def test_every_page_and_every_way_through_them(service: httpx.Client) -> None:
    """One browser for all: starting it costs more than a page."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    folder = installed(Path(__file__).parent / "browser")
    base = str(service.base_url).rstrip("/")
    data = service.post("/graphql", json={"query": ONE_OF_EACH}).json()["data"]
    ids = [node["id"] for found in data.values() for node in found["nodes"]]
    pages = [*PAGES, *(f"/{one}" for one in ids), f"/graph?of={data['challenges']['nodes'][0]['id']}"]
    [owner] = data["organisations"]["nodes"]
    pages.append(f"/statement/{owner['id']}/OWNS/{owner['owns']['nodes'][0]['id']}")
    told = json.loads(run(folder, "node", "pages.mjs", base, chromium, *pages))
    assert told["findings"] == []
    assert told["pages"] == len(pages)
    assert told["ways"] >= 4
