"""Says nodes and links in RDF, in the terms that the declaration gives: the one place that knows how.

A node has its classes and its values. A link is a triple of its own and, where it carries more than that, a statement: a resource
with a stable IRI, the link's properties, and `prov:wasDerivedFrom` the passages that state it. Where a standard vocabulary knows
such a relationship (a membership, an attribution), the statement is one. A value of a node is a statement as well, derived from the
passages of its `States` links; so a name that gave way to a fuller one is not lost.

RDF 1.1 describes the triple that a statement makes by `rdf:subject`, `rdf:predicate` and `rdf:object`; RDF 1.2 by `rdf:reifies`
(https://www.w3.org/TR/rdf12-concepts/#section-triple-terms-reification). In both, the triple itself is there too where it holds.

It is said as text, in canonical N-Triples or in Turtle with prefixes: a subject with what is said of it, "predicate object" by
"predicate object", is joined at once. Making an object of every term takes four times as long as writing the file.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter
from typing import Any
from typing import Literal as OneOf

from graph.rdf.identifiers import org_id, web_address
from graph.rdf.iris import Iris
from schema.bundle import Statements
from schema.declaration import Link, Node, TermByValue
from schema.links import In, States
from schema.model import GRAPH_MODEL, LinkType, Property
from schema.nodes import Document
from schema.vocabulary import SCHEMES

Version = OneOf["1.1", "1.2"]

VALUE_STATEMENT = "ig:ValueStatement"
"""The class of the statements that are values of nodes."""

_CACHED = 65536
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
"""The datatype of an ISO 8601 date, by how much of it is printed."""
_SELECTORS = {"oa:TextQuoteSelector": "quote", "oa:TextPositionSelector": "position"}
"""The fragment that names a resource's selector of a class."""

_UNSAFE = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def escaped(text: str) -> str:
    """Return the characters of a literal as canonical N-Triples has them (https://www.w3.org/TR/rdf12-n-triples/#canonical-ntriples)."""
    if _UNSAFE.search(text) is None:
        return text
    return _UNSAFE.sub(lambda match: _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}", text)


@dataclass(frozen=True, slots=True)
class _Value:
    """How a property is said."""

    get: Callable[[Any], Any]
    predicate: str
    claim: str
    """How a statement says that it is of this property."""
    encode: Callable[[Any], str]
    many: bool


@dataclass(frozen=True, slots=True)
class _Values:
    """How the properties of a label or relationship type are said: of the thing itself, and of its selectors."""

    own: tuple[_Value, ...]
    selected: tuple[tuple[str, str, tuple[_Value, ...]], ...]
    """Per selector: the fragment that names it, what it is, and its properties."""


@dataclass(frozen=True, slots=True)
class _Joined:
    """How a relationship type is said."""

    name: str
    identity: tuple[Callable[[Any], Any], ...]
    direct: tuple[tuple[str, bool], ...]
    """Predicates, with whether they lead from target to source."""
    inverse: bool
    claim: str
    """How a statement says that it is of this property."""
    stated: bool
    """Whether it has statements, or is no more than a triple."""
    fixed: tuple[str, ...]
    """What is said of every statement."""
    role: Callable[[Any], str] | None
    """Says what the one end was to the other."""
    ends: tuple[tuple[str, bool], ...]
    """Predicates that lead from a statement to an end, with whether that is the source."""
    to_statement: tuple[tuple[str, bool], ...]
    """Predicates that lead to a statement from an end, with whether that is the source."""
    values: _Values


class Writer:
    """Says what a graph holds, under one base. It remembers which concepts it has named, and `concepts` describes them."""

    def __init__(
        self, iris: Iris, version: Version = "1.1", software: str | None = None, *, abbreviated: bool = False
    ) -> None:
        """Work out once how everything is said.

        `software` names what read the documents, with its version. `abbreviated`: in Turtle, under `iris.prefixes()`, and not in
        N-Triples (which is Turtle as well).
        """
        self.iris, self.version, self.software, self._abbreviated = iris, version, software, abbreviated
        self._id = lru_cache(_CACHED)(lambda node_id: f"<{iris.node(node_id)}>")
        self._concept_iri = lru_cache(_CACHED)(lambda scheme, label: f"<{iris.concept(scheme, label)}>")
        self._named: set[tuple[str, str | None]] = set()
        self._end = " .\n"
        self._type = f"{self._term('rdf:type')} "
        self._value_classes = self._statement_classes(VALUE_STATEMENT)
        self._derived = self._cached_derived()
        self._subject, self._object = (f"{self._term(f'rdf:{part}')} " for part in ("subject", "object"))
        self._classes = {t.python: [self._type + self._term(c) for c in t.terms] for t in GRAPH_MODEL.nodes}
        self._values = {t.python: self._how(t.properties) for t in GRAPH_MODEL.nodes}
        self._known_elsewhere = {
            t.python: [
                (_ELSEWHERE[d], attrgetter(p.attribute)) for p in t.properties if (d := p.spec.datatype) in _ELSEWHERE
            ]
            for t in GRAPH_MODEL.nodes
        }
        self._by_name = {(t.kind, p.name): self._value(p) for t in GRAPH_MODEL.nodes for p in t.properties}
        self._joined = {t.python: self._how_joined(t) for t in GRAPH_MODEL.links if t.python is not States}

    def name_graph(self, iri: str) -> None:
        """Say what follows in a named graph, in the lines of N-Quads."""
        self._end = f" <{iri}> .\n"

    def statements(self, facts: Statements) -> Iterator[str]:
        """Yield what the facts say, in one fixed order and nothing twice: nodes with their values, links, concepts."""
        stated: dict[str, list[States]] = defaultdict(list)
        for link in facts.links.values():
            if isinstance(link, States):
                stated[link.target].append(link)
        for node in facts.sorted_nodes():
            yield self.node(node, stated.get(node.id, ()))
        yield from self.links(link for link in facts.sorted_links() if not isinstance(link, States))
        yield self.concepts()

    def node(self, node: Node, stated: Iterable[States] = ()) -> str:
        """Return what a node is; with all the links that state its values, these as statements too, each once."""
        cls, subject = type(node), self._id(node.id)
        said = [*self._classes[cls], *self._said(node, self._values[cls].own)]
        if scheme := cls.scheme:
            said += self._in_scheme(scheme)
        for known, get in self._known_elsewhere[cls]:
            said += self._elsewhere(known, get(node))
        text = self._selected(node, subject, said, self._values[cls])
        if isinstance(node, Document):
            text += self._run(node, subject)
        if stated:
            by_value: dict[tuple[str, str], set[str]] = defaultdict(set)
            for link in stated:
                by_value[link.property, link.value].add(link.source)
            for (name, value), passages in sorted(by_value.items()):
                text += self._value_statement(node.id, subject, name, value, passages)
        return text

    def links(self, links: Iterable[Link]) -> Iterator[str]:
        """Yield what links say, in their order, where those of one type between the same nodes follow each other: nothing twice."""
        before: tuple[type[Link], str, str] | None = None
        for link in links:
            now = type(link), link.source, link.target
            yield self.link(link, again=now == before)
            before = now

    def link(self, link: Link, *, again: bool = False) -> str:
        """Return what a link says; of one that states a value, the value as a statement that its passage states.

        `again`: another link of its type between the same nodes has been said, so that the triple between them is left out.
        """
        if isinstance(link, States):
            subject = self._id(link.target)
            return self._value_statement(link.target, subject, link.property, link.value, (link.source,))
        how, source, target = self._joined[type(link)], self._id(link.source), self._id(link.target)
        text, end = "", self._end
        if not again:
            for predicate, inverse in how.direct:
                text += f"{target} {predicate} {source}{end}" if inverse else f"{source} {predicate} {target}{end}"
            if type(link) is In:
                text += f"{source} {self._term('prov:wasGeneratedBy')} <{self.iris.run(link.target)}>{end}"
        if not how.stated:
            return text
        identity = tuple([get(link) for get in how.identity]) if how.identity else ()
        statement = f"<{self.iris.of_key((how.name, link.source, link.target, identity))}>"
        subject, object_ = (target, source) if how.inverse else (source, target)
        said = [*how.fixed, *self._claim(subject, how.claim, object_)]
        if how.role:
            said.append(how.role(link))
        for predicate, to_source in how.ends:
            said.append(predicate + (source if to_source else target))
        if how.values.own:
            said += self._said(link, how.values.own)
        said += map(self._derived, sorted(link.evidence))
        for predicate, from_source in how.to_statement:
            text += f"{source if from_source else target} {predicate}{statement}{end}"
        if how.values.selected:
            return text + self._selected(link, statement, said, how.values)
        return text + self._block(statement, said)

    def concepts(self, *schemes: str) -> str:
        """Return what the concepts are that were named since this was last asked, and their schemes; then forget them.

        `schemes`: which are described whether or not anything is in them.
        """
        self._named.update((scheme, None) for scheme in schemes)
        named, self._named = sorted(self._named, key=lambda c: (c[0], c[1] or "")), set()
        label, text = self._term("skos:prefLabel"), ""
        for scheme in sorted({scheme for scheme, _ in named}):
            said = [self._type + self._term("skos:ConceptScheme"), f'{label} "{SCHEMES[scheme][0]}"@en']
            text += self._block(f"<{self.iris.scheme(scheme)}>", said)
        for scheme, concept in named:
            if concept is not None:
                classes = dict.fromkeys((SCHEMES[scheme][1], "skos:Concept"))
                said = [*(self._type + self._term(c) for c in classes), f'{label} "{escaped(concept)}"']
                text += self._block(self._concept_iri(scheme, concept), said + self._in_scheme(scheme))
        self._named.clear()  # describing a concept names its scheme again
        return text

    def term(self, p: Property, value: Any) -> str:
        """Return one value of a property as the term that stands for it."""
        return self._value(p).encode(value)

    def _term(self, term: str) -> str:
        if not self._abbreviated:
            return f"<{self.iris.expand(term)}>"
        return "a" if term == "rdf:type" else term

    def _cached_derived(self) -> Callable[[str], str]:
        derived = self._term("prov:wasDerivedFrom")
        return lru_cache(_CACHED)(lambda passage: f"{derived} {self._id(passage)}")

    def _block(self, subject: str, said: list[str]) -> str:
        between = " ;\n\t" if self._abbreviated else f"{self._end}{subject} "
        return f"{subject} {between.join(said)}{self._end}"

    def _how(self, properties: tuple[Property, ...]) -> _Values:
        selected = [
            (f"#{name}>", self._type + self._term(selector), tuple(map(self._value, theirs)))
            for selector, name in _SELECTORS.items()
            if (theirs := [p for p in properties if p.spec.selector == selector])
        ]
        return _Values(tuple(self._value(p) for p in properties if not p.spec.selector), tuple(selected))

    def _how_joined(self, link_type: LinkType) -> _Joined:
        fixed = self._statement_classes(link_type.statement)
        ends: list[tuple[str, bool]] = []
        to_statement: list[tuple[str, bool]] = []
        if qualified := link_type.qualified:
            fixed += [self._type + self._term(qualified.type)]
            for term, is_source in ((qualified.source, True), (qualified.target, False)):
                turned = term.startswith("^")
                (to_statement if turned else ends).append((f"{self._term(term.removeprefix('^'))} ", is_source))
        terms = ((link_type.term, link_type.inverse), *link_type.broader)
        return _Joined(
            name=link_type.name,
            identity=tuple(attrgetter(p.attribute) for p in link_type.identity),
            direct=tuple((self._term(term), inverse) for term, inverse in terms),
            inverse=link_type.inverse,
            claim=self._claimed(link_type.term),
            stated=link_type.evidenced or bool(link_type.properties),
            fixed=tuple(fixed),
            role=self._role(qualified.role) if qualified and qualified.role else None,
            ends=tuple(ends),
            to_statement=tuple(to_statement),
            values=self._how(link_type.properties),
        )

    def _role(self, role: TermByValue) -> Callable[[Any], str]:
        predicate, by = self._term(role.term), attrgetter(role.by)
        lines = {value: f"{predicate} {self._term(term)}" for value, term in role.terms}
        return lambda link: lines[by(link)]

    def _value(self, p: Property) -> _Value:
        predicate, claim = f"{self._term(p.spec.term)} ", self._claimed(p.spec.term)
        return _Value(attrgetter(p.attribute), predicate, claim, self._encoder(p), p.type == "texts")

    def _encoder(self, p: Property) -> Callable[[Any], str]:
        """Return what turns one value of a property into its term."""
        if p.spec.scheme:
            return lambda value: self._concept(p.spec.scheme, value)
        if p.spec.datatype == "org-id":
            return _identifier
        if p.spec.datatype == "address":
            return lambda value: f'"{escaped(value)}"'
        if p.type == "date":
            dates = {length: self._term(datatype) for length, datatype in _DATES.items()}
            return lambda value: f'"{value}"^^{dates[len(value)]}'
        if datatype := p.spec.datatype or ("xsd:integer" if p.type == "integer" else ""):
            suffix = f'"^^{self._term(datatype)}'
            return lambda value: f'"{escaped(str(value))}{suffix}'
        return lambda value: f'"{escaped(value)}"'

    def _concept(self, scheme: str, label: str) -> str:
        self._named.add((scheme, label))
        return self._concept_iri(scheme, label)

    def _said(self, thing: Node | Link, values: Iterable[_Value]) -> list[str]:
        said = []
        for v in values:
            value = v.get(thing)
            if v.many:
                said += [v.predicate + v.encode(one) for one in value]
            elif value is not None:
                said.append(v.predicate + v.encode(value))
        return said

    def _selected(self, thing: Node | Link, subject: str, said: list[str], values: _Values) -> str:
        """Return the blocks of a thing, of which `said` is said, and of the selectors that carry the rest of it."""
        text = ""
        for fragment, kind, theirs in values.selected:
            selector = subject[:-1] + fragment
            said.append(f"{self._term('oa:hasSelector')} {selector}")
            text += self._block(selector, [kind, *self._said(thing, theirs)])
        return self._block(subject, said) + text

    def _value_statement(self, node_id: str, subject: str, name: str, value: str, passages: Iterable[str]) -> str:
        v = self._by_name[node_id.partition("/")[0], name]
        said = [*self._value_classes, *self._claim(subject, v.claim, v.encode(value))]
        said += map(self._derived, sorted(passages))
        return self._block(f"<{self.iris.value(node_id, name, value)}>", said)

    def _statement_classes(self, cls: str) -> list[str]:
        classes = ("rdf:Statement", cls) if self.version == "1.1" else (cls,)
        return [self._type + self._term(c) for c in classes]

    def _claimed(self, term: str) -> str:
        """Return how a statement says which property it is of: in RDF 1.2 with places for the subject and the object."""
        predicate = self._term(term)
        if self.version == "1.2":
            return f"{self._term('rdf:reifies')} <<( {{}} {predicate} {{}} )>>"
        return f"{self._term('rdf:predicate')} {predicate}"

    def _claim(self, subject: str, claimed: str, object_: str) -> tuple[str, ...]:
        """Return how a statement says which triple it makes."""
        if self.version == "1.2":
            return (claimed.format(subject, object_),)
        return self._subject + subject, claimed, self._object + object_

    def _in_scheme(self, scheme: str) -> list[str]:
        self._named.add((scheme, None))
        return [f"{self._term(term)} <{self.iris.scheme(scheme)}>" for term in ("skos:inScheme", "skos:topConceptOf")]

    def _run(self, document: Document, subject: str) -> str:
        said = [f"{self._type}{self._term('prov:Activity')}", f"{self._term('prov:used')} {subject}"]
        said.append(f'{self._term("ig:sha256")} "{escaped(document.sha256)}"')
        if self.software:
            said.append(f'{self._term("ig:software")} "{escaped(self.software)}"')
        return self._block(f"<{self.iris.run(document.id)}>", said)

    def _elsewhere(self, known: Callable[[str], Iterable[tuple[str, str]]], value: Any) -> list[str]:
        """Return where others speak of a thing."""
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        return [f"{self._term(term)} <{iri}>" for one in values for term, iri in known(one)]


def _registers(identifier: str) -> Iterable[tuple[str, str]]:
    known = org_id(identifier)
    return () if known is None else known.elsewhere


def _addresses(printed: str) -> Iterable[tuple[str, str]]:
    iri = web_address(printed)
    return () if iri is None else (("schema:url", iri),)


_ELSEWHERE: dict[str, Callable[[str], Iterable[tuple[str, str]]]] = {"org-id": _registers, "address": _addresses}
"""What else follows from a value of these datatypes: prefixed names of properties, each with an IRI."""


def _identifier(value: str) -> str:
    known = org_id(value)
    return f'"{escaped(value)}"' if known is None else f'"{escaped(known.number)}"^^<{known.scheme}>'
