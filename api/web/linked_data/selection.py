"""What a GraphQL operation selects, as JSON-LD: the same ids and triples as dumps have, in GraphQL's names."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from api.gql.linked_data import Facts
from api.web.linked_data.syntaxes import write
from graph.rdf.iris import Iris
from graph.rdf.mapping import Mapping
from schema.declaration import Link
from schema.links import States


def json_ld(facts: Facts, mapping: Mapping) -> bytes:
    """Return what an answer says as compacted JSON-LD under the published context."""
    return write(triples(facts, mapping), "jsonld", mapping.iris)


def triples(facts: Facts, mapping: Mapping) -> list[Triple]:
    """Return what an answer says in RDF, each triple once."""
    found = dict.fromkeys(mapping.statements(facts.statements))
    for link in facts.ties:
        found |= dict.fromkeys(_between(link, mapping))
    return list(found)


def _between(link: Link, mapping: Mapping) -> Iterator[Triple]:
    """Yield the triples that join a link's ends, without the statement that they are made by."""
    if isinstance(link, States):  # a value is stated by its statement alone
        return
    ends = {_iri(mapping.iris, link.source), _iri(mapping.iris, link.target)}
    for triple in mapping.link(link):
        if triple.subject in ends and triple.object in ends:
            yield triple


def _iri(iris: Iris, node_id: str) -> NamedNode:
    return NamedNode(iris.node(node_id))
