"""The graph as GraphML (http://graphml.graphdrawing.org), for Gephi, networkx, yEd and whatever else draws networks.

A node's own id is the value `id`: GraphML's ids know no slash, which is a colon there. `label` is what these programs show: what a
node is called, and the type of a relationship. A list is a JSON array.
"""

import re
from collections.abc import Iterator
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from graph.store.reading import GraphSource, by_kind
from graph.tables.flat import Cell, cells, display
from schema.model import GRAPH_MODEL, LinkType, NodeType

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot say."""
_NO_TOKEN = re.compile(r"[^A-Za-z0-9.\-]")


def write_graphml(graph: GraphSource, out: IO[bytes]) -> None:
    """Write the graph."""
    for text in _parts(graph):
        out.write(text.encode())


def _parts(graph: GraphSource) -> Iterator[str]:
    yield _HEAD
    yield from _keys("node", {"id": "string", "type": "string", "label": "string"}, GRAPH_MODEL.nodes)
    yield from _keys("edge", {"label": "string", "evidence": "string"}, GRAPH_MODEL.links)
    yield '<graph id="imagine-graph" edgedefault="directed">\n'
    for node_type in by_kind():
        for node in graph.nodes(node_type):
            shown: dict[str, Cell] = {"id": node.id, "type": node_type.label, "label": display(node)}
            yield f'<node id="{_token(node.id)}">{_data("n", shown | cells(node))}</node>\n'
    number = 0
    for link_type in GRAPH_MODEL.links:
        for link in graph.links(link_type):
            number += 1
            carried: dict[str, Cell] = {"label": link_type.name, **cells(link)}
            yield (
                f'<edge id="e{number}" source="{_token(link.source)}" target="{_token(link.target)}">'
                f"{_data('e', carried)}</edge>\n"
            )
    yield "</graph>\n</graphml>\n"


def _keys(domain: str, own: dict[str, str], described: tuple[NodeType, ...] | tuple[LinkType, ...]) -> Iterator[str]:
    types = dict(own)
    for thing in described:
        for p in thing.properties:
            types.setdefault(p.name, "long" if p.type == "integer" else "string")
    for name, type_ in types.items():
        yield f'<key id="{domain[0]}.{name}" for="{domain}" attr.name={quoteattr(name)} attr.type="{type_}"/>\n'


def _data(domain: str, values: dict[str, Cell]) -> str:
    return "".join(f'<data key="{domain}.{name}">{_text(value)}</data>' for name, value in values.items())


def _token(node_id: str) -> str:
    """Return a node's id as an NMTOKEN: a slash is a colon, and what is neither is its code point between underscores."""
    return _NO_TOKEN.sub(lambda m: ":" if m[0] == "/" else f"_{ord(m[0]):x}_", node_id)


def _text(value: Cell) -> str:
    return escape(_NO_XML.sub("\ufffd", str(value)))
