"""Judges that no one here wrote read what `/sparql` answers, and Jena's engine answers the same to the same questions."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import judges
import pytest
from serving import running

from api.gql.options import Options
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.sample import sample_files
from graph.connection import Connection
from graph.sparql.options import SparqlOptions
from graph.store.query_library import query
from graph.store.store import Store

GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
INTEGERS = ("http://www.w3.org/2001/XMLSchema#nonNegativeInteger", "http://www.w3.org/2001/XMLSchema#integer")


@pytest.fixture(scope="module")
def service(neo4j_server: Connection) -> Iterator[httpx.Client]:
    """A service over the sample documents."""
    with Store(neo4j_server) as store:
        store.prepare()
        store.clear()
        list(load_files(store, read_files(sample_files(), force=False, say=lambda _: None, curation=Curation())))
    with running(neo4j_server, Options(), SparqlOptions(seconds=60)) as client:
        yield client


def test_foreign_judges_read_graphs_and_the_description(service: httpx.Client, tmp_path: Path) -> None:
    files = []
    for name, text in (
        ("described", "DESCRIBE <id/person/mark-leaver>"),
        ("made", query("sparql/who_met_at_a_gathering").source),
    ):
        for ending, media_type in GRAPHS.items():
            files.append(tmp_path / f"{name}.{ending}")
            answer = service.get("/sparql", params={"query": text}, headers={"accept": media_type})
            assert answer.status_code == 200, answer.text
            files[-1].write_bytes(answer.content)
    for ending, media_type in GRAPHS.items():
        files.append(tmp_path / f"service.{ending}")
        files[-1].write_bytes(service.get("/sparql", headers={"accept": media_type}).content)
    judges.riot(*files)
    judges.rapper(*files)
    judges.serdi(*files)


@pytest.mark.parametrize("name", ["words_and_their_places", "what_each_document_states"])
def test_jena_answers_the_same(service: httpx.Client, tmp_path: Path, name: str) -> None:
    text = query(f"sparql/{name}").source
    data, asked = tmp_path / "graph.nq", tmp_path / "query.rq"
    data.write_bytes(service.get("/export/graph.nt").content + service.get("/export/graph.nq").content)
    asked.write_text(f"BASE <{service.base_url}/>\n{text}", encoding="utf-8")
    ours = service.post("/sparql", data={"query": text}).json()
    theirs = json.loads(judges.arq(asked, data))
    assert ours["head"]["vars"] == theirs["head"]["vars"]
    assert rows(ours) == rows(theirs) and rows(ours)


def rows(answer: dict[str, Any]) -> Counter[str]:
    """The rows, which an engine may give in any order where the question's leaves several possible."""
    return Counter(json.dumps(row, sort_keys=True).replace(*INTEGERS) for row in answer["results"]["bindings"])
