"""Writes RDF as JSON-LD, compacted with the published context, so that names are short and the graph is the same."""

from collections.abc import Iterable
from typing import Any, NoReturn

import orjson
from pyld import jsonld
from pyoxigraph import Quad, RdfFormat, Triple, serialize

from graph.rdf.description import together

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def compacted(facts: Iterable[Triple] | Iterable[Quad], context: dict[str, Any], address: str) -> bytes:
    """Return facts as compacted JSON-LD.

    Args:
        facts: triples, or quads, whose graphs then stand in the document with their names.
        context: what names mean, the value of `@context`.
        address: where this context is published: the document refers to it.
    """
    expanded = _typed(orjson.loads(serialize(together(facts), format=RdfFormat.JSON_LD) or b"[]"))
    found = jsonld.compact(expanded, {"@context": context}, {"documentLoader": _refuse, "graph": True})
    return orjson.dumps({"@context": address, "@graph": found.get("@graph", [])})


def _typed(nodes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return node objects with `@type` in place of the property that it stands for."""
    for node in nodes:
        if classes := node.pop(_TYPE, None):
            node["@type"] = [c["@id"] for c in classes]
        if isinstance(node.get("@graph"), list):
            _typed(node["@graph"])
    return nodes


def _refuse(url: str, _: dict[str, Any]) -> NoReturn:
    raise ValueError(f"{url} was asked for: contexts are given, never fetched")
