"""The graph over HTTP: every format, streamed; what is refused before the first byte, and what breaks off after it."""

import asyncio
import gzip
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import httpx
import pytest
import zstandard
from bench.world import reports
from dumped import dumped
from rdflib import Graph, URIRef

from api.web.exports import ClosedPipeError, _Pipe
from api.work.dumps import SOFTWARE
from graph.connection import Connection
from graph.dumps.formats import FORMATS
from graph.store.reading import GraphReading
from graph.store.store import Store
from schema.bundle import Bundle
from schema.errors import StoreError


def base_of(client: httpx.Client) -> str:
    return f"{str(client.base_url).rstrip('/')}/"


@pytest.fixture
def library(filled: Connection) -> list[Bundle]:
    return list(reports(1))


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_the_export(service: httpx.Client, library: list[Bundle], name: str) -> None:
    known = FORMATS[name]
    response = service.get(f"/export/graph.{known.ending}")
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == known.media_type
    assert response.headers["transfer-encoding"] == "chunked"
    assert response.headers["content-disposition"] == f'attachment; filename="graph.{known.ending}"'
    if name == "csv":
        assert response.content.startswith(b"PK")
    else:
        assert response.text == dumped(library, name, base=base_of(service), software=SOFTWARE)
    asked = service.head(f"/export/graph.{known.ending}").headers
    assert asked["content-type"] == response.headers["content-type"]
    assert "content-length" not in asked
    assert service.get(f"/export/dump.{known.ending}").content == response.content


def test_compressed_they_are_the_same(service: httpx.Client) -> None:
    plain = service.get("/export/graph.nq").content
    for ending, media_type in (("gz", "application/gzip"), ("zst", "application/zstd")):
        response = service.get(f"/export/graph.nq.{ending}")
        assert response.headers["content-type"] == media_type
        assert "content-encoding" not in response.headers
        unpacked = (
            gzip.decompress(response.content)
            if ending == "gz"
            else zstandard.ZstdDecompressor().decompressobj().decompress(response.content)
        )
        assert unpacked == plain


def test_a_version_and_documents_can_be_asked_for(service: httpx.Client, library: list[Bundle]) -> None:
    response = service.get("/export/graph.nq", params={"version": "1.2"})
    assert response.headers["content-type"] == "application/n-quads; version=1.2"
    assert "<<(" in response.text
    whole = service.get("/export/graph.nq").content
    assert service.get("/export/graph.nq", params={"document": library[0].document}).content == whole
    assert service.get("/export/graph.nq", params={"since": "2999-01-01"}).content == b""


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/export/graph.pdf", 404, "no export 'pdf'"),
        ("/export/graph.nq.bz2", 404, "no export"),
        ("/export/graph.", 404, "no export"),
        ("/export/graph.%2e%2e%2fetc%2fpasswd", 404, "no export"),
        ("/export/graph.nq?version=2", 400, "no version '2'"),
        ("/export/graph.jsonld?version=1.2", 400, "no RDF 1.2"),
        ("/export/graph.zip?version=1.2", 400, "leave the version out"),
        ("/export/graph.nq?since=yesterday", 400, "is no day"),
        ("/export/graph.nq?limit=3", 400, "takes no 'limit'"),
        ("/export/graph.nq?document=nothing", 404, "no loaded document"),
    ],
)
def test_what_cannot_be_exported_is_refused_in_one_line(
    service: httpx.Client, address: str, status: int, told: str
) -> None:
    response = service.get(address)
    assert response.status_code == status
    assert told in response.json()["error"]
    assert "\n" not in response.json()["error"]


def test_a_fault_in_the_graph_is_refused_with_node_and_rule(service: httpx.Client, filled: Connection) -> None:
    with Store(filled) as store, store._session() as session:
        session.run("MATCH (n:Event) SET n.venue = 'Hull'").consume()
        try:
            response = service.get("/export/graph.trig.gz")
        finally:
            session.run("MATCH (n:Event) REMOVE n.venue").consume()
    assert response.status_code == 500
    assert "event/gathering-0 has a value that no passage states as its venue" in response.json()["error"]


def test_what_goes_wrong_later_breaks_the_transfer_off(service: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also compressed: the end of a compressed stream would tell a client that it has all of it."""

    def twice(self: GraphReading, documents: object, bundles: object = GraphReading.bundles) -> Iterator[Bundle]:
        yield from bundles(self, documents)  # type: ignore[operator]
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(GraphReading, "bundles", twice)
    for ending in ("nq", "trig", "jsonld", "nq.gz", "nq.zst"):
        with pytest.raises(httpx.RemoteProtocolError), service.stream("GET", f"/export/graph.{ending}") as response:
            assert response.status_code == 200
            response.read()


def test_who_stops_reading_stops_the_writing(service: httpx.Client) -> None:
    """Each of these would hold a connection and a thread for ever; two of them, all that there are."""
    parts = urlsplit(str(service.base_url))
    for _ in range(4):
        with socket.create_connection((parts.hostname, parts.port), timeout=20) as reader:
            reader.sendall(b"GET /export/graph.nq HTTP/1.1\r\nhost: x\r\n\r\n")
            assert reader.recv(15).startswith(b"HTTP/1.1 ")
    for _ in range(50):
        if service.get("/export/graph.nq").status_code == 200:
            break
        threading.Event().wait(0.2)
    assert service.get("/export/graph.nq").status_code == 200


def test_who_takes_nothing_for_long_gives_room_to_others() -> None:
    async def write_without_reading() -> None:
        pipe = _Pipe(asyncio.get_running_loop(), patience=0.05)
        with pytest.raises(ClosedPipeError):
            await asyncio.to_thread(lambda: [pipe.write(b"a piece") for _ in range(9)])
        with pytest.raises(StoreError, match="took nothing for too long"):
            await pipe.next_piece()

    asyncio.run(write_without_reading())


def test_no_more_than_a_few_at_a_time(service: httpx.Client) -> None:
    found: list[int] = []

    def ask() -> None:
        found.append(httpx.get(f"{base_of(service)}export/graph.rdf", timeout=60).status_code)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {200, 503}


@pytest.mark.parametrize("address", ["/void.ttl", "/.well-known/void"])
def test_the_description_counts_what_a_dump_holds(service: httpx.Client, address: str) -> None:
    response = service.get(address)
    assert response.headers["content-type"].startswith("text/turtle")
    told = Graph().parse(data=response.text, format="turtle")
    [[triples]] = told.query(
        "SELECT ?n { ?d a <http://www.w3.org/ns/dcat#Dataset>; <http://rdfs.org/ns/void#triples> ?n }"
    )
    assert int(triples) == len(service.get("/export/graph.nt").text.splitlines())
    dumps = [str(o) for o in told.objects(None, URIRef("http://www.w3.org/ns/dcat#downloadURL"))]
    assert len(dumps) == len(FORMATS)
    for dump in dumps:
        assert service.head(dump).status_code == 200
    assert service.get(address, headers={"if-none-match": response.headers["etag"]}).status_code == 304
