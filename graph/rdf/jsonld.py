"""Writes RDF as JSON-LD, compacted with the published context, so that names are short and the graph is the same.

A general compactor follows every rule of https://www.w3.org/TR/json-ld11-api/#compaction-algorithm for every value: ten thousand
triples take it ten seconds. Of one context that is known, with prefixes, types and the names that these bring, a table says all.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import orjson
from pyoxigraph import BlankNode, DefaultGraph, Literal, Quad, Triple

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_TEXT = "http://www.w3.org/2001/XMLSchema#string"
_REFERENCES = ("@id", "@vocab")

Properties = dict[str, list[Any]]
"""Objects by predicate."""


def compacted(facts: Iterable[Triple] | Iterable[Quad], context: dict[str, Any], address: str) -> bytes:
    """Return facts as compacted JSON-LD.

    Args:
        facts: triples, or quads, whose graphs then stand in the document with their names. No triple terms.
        context: what names mean, the value of `@context`, as `graph.rdf.context` makes it.
        address: where this context is published: the document refers to it.
    """
    graphs: dict[str, dict[str, Properties]] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for fact in facts:
        graph = "" if isinstance(fact, Triple) or isinstance(fact.graph_name, DefaultGraph) else _id(fact.graph_name)
        graphs[graph][_id(fact.subject)][fact.predicate.value].append(fact.object)
    names = _Names(context)
    nodes = [names.node(subject, properties) for subject, properties in graphs.pop("", {}).items()]
    for graph, held in graphs.items():
        nodes.append({"id": graph, "@graph": [names.node(subject, p) for subject, p in held.items()]})
    return orjson.dumps({"@context": address, "@graph": nodes})


def _id(term: Any) -> str:
    return f"_:{term.value}" if isinstance(term, BlankNode) else str(term.value)


class _Names:
    """The names of one context, by what they stand for."""

    def __init__(self, context: dict[str, Any]) -> None:
        self._namespaces = [
            (iri, prefix) for prefix, iri in context.items() if isinstance(iri, str) and not iri.startswith("@")
        ]
        self._namespaces.sort(key=lambda pair: -len(pair[0]))
        self._short: dict[str, str] = {}
        self._types: dict[str, str] = {}
        self._scopes: dict[str, dict[str, dict[str, Any]]] = {}
        for name, said in context.items():
            if isinstance(said, dict):
                self._types[self._expanded(said["@id"])] = name
                self._scopes[name] = said["@context"]
        self._known: dict[tuple[str, ...], dict[str, list[tuple[str, dict[str, Any]]]]] = {}

    def node(self, subject: str, properties: Properties) -> dict[str, Any]:
        """Return a node object."""
        node: dict[str, Any] = {"id": subject}
        types: tuple[str, ...] = ()
        if classes := [c for c in properties.get(_TYPE, ()) if not isinstance(c, Literal)]:
            types = tuple(sorted(self._types.get(c.value) or self.short(_id(c)) for c in classes))
            node["type"] = list(types)
        terms = self._terms(types)
        for predicate, objects in properties.items():
            for value in objects:
                if predicate == _TYPE and not isinstance(value, Literal):
                    continue
                name, said, several = self._said(terms.get(predicate, ()), predicate, value)
                if several:
                    node.setdefault(name, []).append(said)
                elif name not in node:
                    node[name] = said
                elif isinstance(node[name], list):
                    node[name].append(said)
                else:
                    node[name] = [node[name], said]
        return node

    def short(self, iri: str) -> str:
        """Return an IRI with a prefix, where one fits."""
        found = self._short.get(iri)
        if found is None:
            fits = (f"{prefix}:{iri[len(n) :]}" for n, prefix in self._namespaces if iri.startswith(n) and iri != n)
            # What begins with two slashes after a colon is read as an absolute IRI.
            found = self._short[iri] = next((f for f in fits if not f.partition(":")[2].startswith("//")), iri)
        return found

    def _said(self, terms: Iterable[tuple[str, dict[str, Any]]], predicate: str, value: Any) -> tuple[str, Any, bool]:
        """Return the name of a predicate for a value, the value as it stands under it, and whether it is one of a list."""
        is_literal = isinstance(value, Literal)
        for name, term in terms:
            wanted, several = term.get("@type"), term.get("@container") == "@set"
            if wanted in _REFERENCES:
                if not is_literal:
                    return name, self.short(_id(value)) if wanted == "@vocab" else _id(value), several
            elif wanted is not None:
                if is_literal and not value.language and value.datatype.value == self._expanded(wanted):
                    return name, value.value, several
            else:
                return name, _value(value), several
        return self.short(predicate), _value(value), False

    def _terms(self, types: tuple[str, ...]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
        """Return the names that the types of a node bring, by predicate; those of a type that is later in order win."""
        found = self._known.get(types)
        if found is None:
            merged: dict[str, dict[str, Any]] = {}
            for name in types:
                merged |= self._scopes.get(name, {})
            found = self._known[types] = defaultdict(list)
            for name, said in merged.items():
                if "@id" in said:
                    found[self._expanded(said["@id"])].append((name, said))
        return found

    def _expanded(self, term: str) -> str:
        prefix, _, local = term.partition(":")
        return next((iri + local for iri, known in self._namespaces if known == prefix), term)


def _value(value: Any) -> Any:
    """Return an object as it stands where nothing is known of it."""
    if not isinstance(value, Literal):
        return {"id": _id(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if value.datatype.value == _TEXT:
        return value.value
    return {"@value": value.value, "@type": value.datatype.value}
