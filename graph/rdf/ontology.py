"""Describes our own terms as an ontology: what the declaration needs and no standard vocabulary has, under the base of a graph.

Labels, definitions, domains, ranges and broader terms follow from the declaration; the few terms that only RDF needs are here.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from graph.rdf.description import Description, Node
from graph.rdf.iris import Iris
from graph.rdf.writer import VALUE_STATEMENT
from schema.ids import make_id
from schema.links import ANY
from schema.model import GRAPH_MODEL, Property
from schema.vocabulary import OWN, SCHEMES

VERSION = "1.0"
"""Changes when a term changes its meaning, or goes."""

_STATEMENT = "ig:Statement"
_STATEMENT_MEANING = (
    "A fact as passages state it: a link between two nodes, or a value of a node. It describes the triple that it makes "
    "(rdf:subject, rdf:predicate, rdf:object; in RDF 1.2 rdf:reifies) and is derived from its passages (prov:wasDerivedFrom)."
)
_LICENCE = "https://www.apache.org/licenses/LICENSE-2.0"
_BORROWED = {
    "owl:AnnotationProperty": (
        "dcterms:title",
        "dcterms:description",
        "dcterms:license",
        "skos:definition",
        "skos:prefLabel",
    ),
    "owl:ObjectProperty": ("skos:inScheme", "skos:topConceptOf", "skos:hasTopConcept"),
    "owl:Class": ("skos:Concept", "skos:ConceptScheme", "dcat:Role"),
}
"""What the terms are by which ours are described: OWL 2 DL wants to be told."""
_ROLES = {
    "ig:owner": "Brought the challenge and answers for it.",
    "ig:ownerOrSupporter": "Brought the challenge or helped those who did: the document names both under one heading.",
    "ig:supporter": "Helped the challenge's owners at the table.",
}
_OF_RUNS = {
    "ig:sha256": "SHA-256 of the bytes that were read, in hexadecimal.",
    "ig:software": "The program that read the document, with its version.",
}


@dataclass
class _Own:
    """What the declaration says of one of our own properties, wherever it uses it."""

    meaning: str
    of_things: bool
    """Whether its values are resources."""
    broader: dict[str, None] = field(default_factory=dict)
    domain: dict[str, None] = field(default_factory=dict)
    range: dict[str, None] = field(default_factory=dict)


def ontology(iris: Iris) -> bytes:
    """Return the ontology in Turtle, with the concept schemes whose concepts are known beforehand."""
    say = Description(iris)
    about = NamedNode(iris.ontology)
    say.say(about, "rdf:type", "owl:Ontology")
    say.say(about, "dcterms:title", Literal("The Imagine Graph ontology", language="en"))
    meaning = (
        "Gatherings, what was worked on there, by whom, and the passages that state it; standard terms where they fit."
    )
    say.say(about, "dcterms:description", Literal(meaning, language="en"))
    say.say(about, "dcterms:license", NamedNode(_LICENCE))
    say.say(about, "owl:versionInfo", Literal(VERSION))
    for kind, terms in _BORROWED.items():
        for term in terms:
            say.say(term, "rdf:type", kind)
    _classes(say)
    for term, own in sorted(_properties().items()):
        _property(say, term, own)
    _schemes(say)
    for role, meaning in _ROLES.items():
        _documented(say, role, meaning)
    return say.turtle()


def label(term: str) -> str:
    """Return what a term is called: `label("ig:raisedAt") == "raised at"`."""
    name = term.partition(":")[2]
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).lower()


def _classes(say: Description) -> None:
    for node in GRAPH_MODEL.nodes:
        if node.terms[0].startswith(f"{OWN}:"):
            _class(say, node.terms[0], node.meaning, *node.terms[1:])
    _class(say, _STATEMENT, _STATEMENT_MEANING, "prov:Entity")
    # In RDF 1.1 each is an rdf:Statement as well, which OWL 2 DL does not let an ontology say.
    say.say(_STATEMENT, "rdfs:seeAlso", "rdf:Statement")
    _class(say, VALUE_STATEMENT, "The statement that a node has a value.", _STATEMENT)
    for link in GRAPH_MODEL.links:
        if (link.evidenced or link.properties) and link.name != "STATES":
            also = (link.qualified.type,) if link.qualified else ()
            _class(say, link.statement, f"A statement that makes a link {link.name}: {link.meaning}", _STATEMENT, *also)


def _class(say: Description, term: str, meaning: str, *broader: str) -> None:
    say.say(term, "rdf:type", "owl:Class")
    say.say(term, "rdfs:label", Literal(label(term), language="en"))
    for cls in broader:
        if not cls.startswith(f"{OWN}:"):
            say.say(cls, "rdf:type", "owl:Class")
        say.say(term, "rdfs:subClassOf", cls)
    _documented(say, term, meaning)


def _properties() -> dict[str, _Own]:
    found: dict[str, _Own] = {}
    for node in GRAPH_MODEL.nodes:
        for p in node.properties:
            _add_value(found, p, node.terms[0])
    for link in GRAPH_MODEL.links:
        for p in link.properties:
            _add_value(found, p, link.statement)
        if link.term.startswith(f"{OWN}:"):
            own = found.setdefault(link.term, _Own(link.meaning, True))
            own.broader |= dict.fromkeys(term for term, inverse in link.broader if inverse == link.inverse)
            for ends in link.ends:
                pair = (ends.source, ends.target)
                for side, name in zip((own.domain, own.range), pair[::-1] if link.inverse else pair, strict=True):
                    side |= {} if name == ANY else {GRAPH_MODEL.node(name).terms[0]: None}
    for term, meaning in _OF_RUNS.items():
        own = found.setdefault(term, _Own(meaning, False))
        own.domain["prov:Activity"] = own.range["xsd:string"] = None
    return found


def _add_value(found: dict[str, _Own], p: Property, owner: str) -> None:
    if p.spec.term.startswith(f"{OWN}:"):
        own = found.setdefault(p.spec.term, _Own(p.spec.meaning, bool(p.spec.scheme)))
        own.domain[owner] = None
        kinds = {"integer": "xsd:integer"}
        own.range[
            SCHEMES[p.spec.scheme][1] if p.spec.scheme else p.spec.datatype or kinds.get(p.type, "xsd:string")
        ] = None


def _property(say: Description, term: str, own: _Own) -> None:
    kind = "owl:ObjectProperty" if own.of_things else "owl:DatatypeProperty"
    say.say(term, "rdf:type", kind)
    say.say(term, "rdfs:label", Literal(label(term), language="en"))
    for broader in own.broader:
        say.say(broader, "rdf:type", kind)
        say.say(term, "rdfs:subPropertyOf", broader)
    for predicate, classes in (("rdfs:domain", own.domain), ("rdfs:range", own.range)):
        if classes:
            say.say(term, predicate, _any_of(say, list(classes)))
    _documented(say, term, own.meaning)


def _any_of(say: Description, classes: list[str]) -> Node:
    for cls in classes:
        if not cls.startswith(("xsd:", f"{OWN}:")):
            say.say(cls, "rdf:type", "owl:Class")
    if len(classes) == 1:
        return say.term(classes[0])
    union = say.blank(rdf_type="owl:Class")
    say.say(union, "owl:unionOf", say.listed(classes))
    return union


def _documented(say: Description, term: str, meaning: str) -> None:
    say.say(term, "skos:definition", Literal(meaning, language="en"))
    say.say(term, "rdfs:isDefinedBy", NamedNode(say.iris.ontology))


def _schemes(say: Description) -> None:
    for scheme, concepts in _concepts(say.iris).items():
        subject = NamedNode(say.iris.scheme(scheme))
        say.say(subject, "rdf:type", "skos:ConceptScheme")
        say.say(subject, "skos:prefLabel", Literal(SCHEMES[scheme][0], language="en"))
        say.say(subject, "rdfs:label", Literal(SCHEMES[scheme][0], language="en"))
        for concept, name in concepts:
            say.say(subject, "skos:hasTopConcept", concept)
            say.say(concept, "rdf:type", *dict.fromkeys((SCHEMES[scheme][1], "skos:Concept")))
            say.say(concept, "skos:prefLabel", Literal(name))
            say.say(concept, "rdfs:label", Literal(name))
            say.say(concept, "skos:inScheme", subject)
            say.say(concept, "skos:topConceptOf", subject)


def _concepts(iris: Iris) -> dict[str, list[tuple[NamedNode, str]]]:
    """Return the concepts that the declaration names, by scheme: values that may be had, and nodes that may be."""
    found: dict[str, list[tuple[NamedNode, str]]] = defaultdict(list)
    found["challenge-role"] = [(NamedNode(iris.expand(role)), label(role)) for role in _ROLES]
    for node in GRAPH_MODEL.nodes:
        if node.scheme:
            names = node.display.spec.one_of
            found[node.scheme] += [(NamedNode(iris.node(make_id(node.kind, name))), name) for name in names]
        for p in node.properties:
            if p.spec.scheme and p.spec.one_of:
                found[p.spec.scheme] += [(NamedNode(iris.concept(p.spec.scheme, v)), v) for v in p.spec.one_of]
    return found
