"""The graph in the JSON Graph Format, version 2 (https://jsongraphformat.info): nodes by id, then edges."""

from collections.abc import Iterator
from typing import IO, Any

import orjson

from graph.store.reading import GraphSource, by_kind
from graph.tables.flat import display
from schema.declaration import Link
from schema.model import GRAPH_MODEL, properties_of


def write_json_graph(graph: GraphSource, out: IO[bytes]) -> None:
    """Write the graph."""
    for part in _parts(graph):
        out.write(part)


def _parts(graph: GraphSource) -> Iterator[bytes]:
    yield b'{"graph":{"id":"imagine-graph","type":"knowledge graph","label":"Imagine Graph","directed":true,"nodes":{'
    before = b"\n"
    for node_type in by_kind():
        for node in graph.nodes(node_type):
            said = {"label": display(node), "metadata": {"type": node_type.label, **properties_of(node)}}
            yield before + orjson.dumps(node.id) + b":" + orjson.dumps(said)
            before = b",\n"
    yield b'},"edges":['
    before = b"\n"
    for link_type in GRAPH_MODEL.links:
        for link in graph.links(link_type):
            edge = {
                "source": link.source,
                "relation": link_type.name,
                "target": link.target,
                "metadata": _metadata(link),
            }
            yield before + orjson.dumps(edge)
            before = b",\n"
    yield b"]}}\n"


def _metadata(link: Link) -> dict[str, Any]:
    evidence = {"evidence": link.evidence} if GRAPH_MODEL.link_type(link).evidenced else {}
    return {**properties_of(link), **evidence}
