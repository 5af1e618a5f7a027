"""Every term that the declaration takes from a standard vocabulary is there, and is what it is taken for."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.rdf import ontology, vocabularies, writer
from schema.model import GRAPH_MODEL
from schema.vocabulary import NAMESPACES, OWN, SCHEMES

LISTS = {prefix: vocabularies.terms(prefix) for prefix in NAMESPACES}
TERM = re.compile(rf'"\^?((?:{OWN}|{"|".join(NAMESPACES)}):[A-Za-z][\w-]*)')


def declared() -> Iterator[tuple[str, str]]:
    """Each term of the declaration, with what it is taken for."""
    for node in GRAPH_MODEL.nodes:
        yield from ((term, "class") for term in node.terms)
    for link in GRAPH_MODEL.links:
        yield link.term, "property"
        yield from ((term, "property") for term, _ in link.broader)
        if q := link.qualified:
            yield q.type, "class"
            yield from ((end.removeprefix("^"), "property") for end in (q.source, q.target))
            if q.role:
                yield q.role.term, "property"
    for thing in (*GRAPH_MODEL.nodes, *GRAPH_MODEL.links):
        for p in thing.properties:
            yield p.spec.term, "property"
            if p.spec.datatype and p.spec.datatype not in ("org-id", "address"):
                yield p.spec.datatype, "datatype"
            if p.spec.selector:
                yield p.spec.selector, "class"
    yield from ((cls, "class") for _, cls in SCHEMES.values())


@pytest.mark.parametrize("prefix", NAMESPACES)
def test_a_list_names_its_version_and_refers_to_terms_that_are_there(prefix: str) -> None:
    assert vocabularies.version(prefix)
    assert len(LISTS[prefix]) > 10
    for term in LISTS[prefix].values():
        for other in (*term.broader, *term.domain, *term.range, *term.disjoint):
            assert other.partition(":")[0] in NAMESPACES


def test_every_declared_term_exists_and_is_what_it_is_taken_for() -> None:
    terms = set(declared())
    assert len(terms) > 50
    for term, kind in sorted(terms):
        prefix, _, name = term.partition(":")
        if prefix != OWN:
            assert LISTS[prefix][name].kind == kind, term


@pytest.mark.parametrize("module", (writer, ontology))
def test_every_term_that_code_names_exists(module: object) -> None:
    text = Path(str(module.__file__)).read_text(encoding="utf-8")  # type: ignore[attr-defined]
    found = set(TERM.findall(text))
    assert len(found) > 5
    for term in found:
        prefix, _, name = term.partition(":")
        assert prefix == OWN or name in LISTS[prefix], term


def test_no_two_properties_of_a_label_are_one_in_rdf() -> None:
    """Else a value could not be told from the other when it is read back."""
    for node in GRAPH_MODEL.nodes:
        terms = [p.spec.term for p in node.properties]
        assert len(set(terms)) == len(terms), node.label
    for link in GRAPH_MODEL.links:
        terms = [p.spec.term for p in link.properties]
        assert len(set(terms)) == len(terms), link.name
