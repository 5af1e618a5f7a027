"""The rules of the declaration as SHACL shapes (https://www.w3.org/TR/shacl/), under the base of a graph.

They judge the graph in RDF 1.1 as it stands when all documents are merged; what one document states may lack a name that another
has. A node's shape is that of its label's most specific class, a link's that of its statements' class.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from graph.rdf.description import Description, Node, Object
from graph.rdf.iris import Iris
from graph.rdf.writer import VALUE_STATEMENT
from schema.declaration import Ends
from schema.links import ANY
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property
from schema.nodes import Passage
from schema.vocabulary import SCHEMES

_SH = "http://www.w3.org/ns/shacl#"
_DATES = ("xsd:gYear", "xsd:gYearMonth", "xsd:date")
_SHAPES = "shapes.ttl#"


def shapes(iris: Iris) -> bytes:
    """Return all shapes in Turtle."""
    say = _Shapes(iris)
    for node in GRAPH_MODEL.nodes:
        say.node(node)
    for link in GRAPH_MODEL.links:
        if link.name != "STATES" and (link.evidenced or link.properties):
            say.link(link)
    say.values()
    for term, classes in sorted(_subjects().items()):
        say.subjects(term, sorted(classes))
    return say.turtle()


class _Shapes(Description):
    """Says shapes."""

    def term(self, name: str) -> NamedNode:
        return NamedNode(_SH + name.removeprefix("sh:")) if name.startswith("sh:") else super().term(name)

    def node(self, node_type: NodeType) -> None:
        """Say what a node of a label is like, and where its links lead."""
        shape = self._shape(node_type.label, node_type.terms[0])
        self.say(shape, "sh:nodeKind", "sh:IRI")
        self.say(shape, "sh:pattern", Literal(f"^{_pattern(self.iris.node(node_type.kind))}/."))
        for p in node_type.properties:
            self._property(shape, node_type.label, p)
        if len(node_type.displays) > 1:
            named = [self.blank(sh_path=self._path(p), sh_minCount=1) for p in node_type.displays]
            names = " or ".join(p.name for p in node_type.displays)
            named_shape = self._shape(f"{node_type.label}-named", node_type.terms[0])
            self.say(named_shape, "sh:message", Literal(f"{_a(node_type.label)} has a {names}"))
            self.say(named_shape, "sh:or", self.listed(named))
        if node_type.scheme:
            scheme = NamedNode(self.iris.scheme(node_type.scheme))
            self._rule(shape, "skos:inScheme", f"{_a(node_type.label)} is in its scheme", sh_hasValue=scheme)
        for (term, inverse), targets in _objects(node_type).items():
            labels = sorted({label for _, label, _ in targets})
            joined = " or ".join(sorted({link.name for link, _, _ in targets}))
            message = f"{joined} joins {_a(node_type.label)} to {' or '.join(map(_a, labels))} that is in the graph"
            limits: dict[str, int] = {}
            for link, _, ends in targets:
                if not inverse and ends.most is not None:
                    limits, message = {"sh_maxCount": ends.most}, f"{message}: at most {ends.most}"
                if not inverse and ends.least:
                    limits, message = limits | {"sh_minCount": ends.least}, f"{message}, at least {ends.least}"
                assert link.term == term
            self._rule(shape, term, message, **self._one_of_classes(_class(label) for label in labels), **limits)

    def link(self, link: LinkType) -> None:
        """Say what the statement of a link is like."""
        shape = self._shape(link.python.__name__, link.statement)
        sources, targets = ({label for e in link.ends for label in _labels(end(e))} for end in (_source, _target))
        subjects, objects = (targets, sources) if link.inverse else (sources, targets)
        self._claim(shape, link.name)
        for part, labels in (("rdf:subject", subjects), ("rdf:object", objects)):
            message = f"{link.name} joins what the declaration says, and both ends are in the graph"
            self._rule(shape, part, message, **self._one_of_classes(map(_class, sorted(labels))))
        self._rule(shape, "rdf:predicate", f"{link.name} is {link.term}", sh_hasValue=link.term)
        if link.evidenced:
            self._evidence(shape, link.name)
        for p in link.properties:
            self._property(shape, link.name, p)
        if q := link.qualified:
            for term in (q.source, q.target):
                path = self.term(term.removeprefix("^"))
                way: Node = self.blank(sh_inversePath=path) if term.startswith("^") else path
                self._rule(shape, way, f"{link.name} has both ends as {q.type}", sh_minCount=1, sh_maxCount=1)

    def values(self) -> None:
        """Say what the statement of a value is like."""
        shape = self._shape("Value", VALUE_STATEMENT)
        self._claim(shape, "a value")
        stated = [n for n in GRAPH_MODEL.nodes if n.stated]
        message = "a value is stated of a node that is in the graph"
        self._rule(shape, "rdf:subject", message, **self._one_of_classes(n.terms[0] for n in stated))
        terms = dict.fromkeys(p.spec.term for n in stated for p in n.properties)
        self._rule(shape, "rdf:predicate", "a value is one of a declared property", sh_in=self.listed(sorted(terms)))
        self._evidence(shape, "a value")

    def subjects(self, term: str, classes: list[str]) -> None:
        """Say which classes can have a property that leads to another node."""
        shape = NamedNode(f"{self.iris.base}{_SHAPES}{term.replace(':', '-')}")
        self.say(shape, "rdf:type", "sh:NodeShape")
        self.say(shape, "sh:targetSubjectsOf", term)
        self.say(shape, "sh:message", Literal(f"only {' or '.join(classes)} can have {term}"))
        for constraint, value in self._one_of_classes(classes).items():
            self.say(shape, constraint.replace("_", ":"), value)

    def _shape(self, name: str, cls: str) -> NamedNode:
        shape = NamedNode(f"{self.iris.base}{_SHAPES}{name}")
        self.say(shape, "rdf:type", "sh:NodeShape")
        self.say(shape, "sh:targetClass", cls)
        return shape

    def _property(self, shape: Node, owner: str, p: Property) -> None:
        said: dict[str, Object] = {}
        words = [f"{p.name} of {_a(owner)}"]
        if p.type != "texts":
            said["sh_maxCount"] = 1
            words.append("stands there once")
        if p.required:
            said["sh_minCount"] = 1
            words.append("is there")
        if p.spec.scheme:
            scheme = p.spec.scheme
            said["sh_class"] = SCHEMES[scheme][1]
            said["sh_pattern"] = Literal(f"^{_pattern(self.iris.scheme(scheme))}/.")
            words.append(f"is a concept of the scheme {scheme}")
            if p.spec.one_of:
                said["sh_in"] = self.listed(NamedNode(self.iris.concept(scheme, v)) for v in p.spec.one_of)
        elif p.spec.one_of:
            said["sh_in"] = self.listed(map(Literal, p.spec.one_of))
        elif p.type == "date":
            said["sh_or"] = self.listed(self.blank(sh_datatype=d) for d in _DATES)
            words.append("is a year, month or day of the calendar")
        elif p.spec.datatype == "org-id":
            said["sh_nodeKind"] = "sh:Literal"
        else:
            datatype = p.spec.datatype.replace("address", "xsd:string")
            datatype = datatype or ("xsd:integer" if p.type == "integer" else "xsd:string")
            said["sh_datatype"] = datatype
            words.append(f"is {datatype}")
        if p.spec.one_of:
            words.append(f"is one of: {', '.join(p.spec.one_of)}")
        self._rule(shape, self._path(p), f"{words[0]} {', '.join(words[1:])}".rstrip(), **said)

    def _path(self, p: Property) -> Node:
        return self.listed(["oa:hasSelector", p.spec.term]) if p.spec.selector else self.term(p.spec.term)

    def _claim(self, shape: Node, what: str) -> None:
        for part in ("subject", "predicate", "object"):
            message = f"the statement of {what} has one {part}"
            self._rule(shape, f"rdf:{part}", message, sh_minCount=1, sh_maxCount=1)

    def _evidence(self, shape: Node, what: str) -> None:
        message = f"{what} is derived from a passage, and every passage that it names is in the graph"
        self._rule(shape, "prov:wasDerivedFrom", message, sh_minCount=1, sh_class=_class(Passage.__name__))

    def _one_of_classes(self, classes: Iterable[str]) -> dict[str, Object]:
        many = list(classes)
        if len(many) == 1:
            return {"sh_class": many[0]}
        return {"sh_or": self.listed(self.blank(sh_class=c) for c in many)}

    def _rule(self, shape: Node, path: Node | str, message: str, **said: Object) -> None:
        self.say(shape, "sh:property", self.blank(sh_path=path, sh_message=Literal(message), **said))

    def turtle(self) -> bytes:
        return f"@prefix sh: <{_SH}> .\n".encode() + super().turtle()


def _pattern(iri: str) -> str:
    """Return an IRI as a regular expression of XPath, which knows fewer escapes than Python."""
    return re.sub(r"([\\.?*+(){}\[\]|^$])", r"\\\1", iri)


def _a(name: str) -> str:
    return name if name.isupper() else f"{'an' if name[0] in 'AEIOU' else 'a'} {name}"


def _class(label: str) -> str:
    return GRAPH_MODEL.node(label).terms[0]


def _source(ends: Ends) -> str:
    return ends.source


def _target(ends: Ends) -> str:
    return ends.target


def _labels(end: str) -> list[str]:
    return [n.label for n in GRAPH_MODEL.nodes if n.stated] if end == ANY else [end]


def _objects(node_type: NodeType) -> dict[tuple[str, bool], list[tuple[LinkType, str, Ends]]]:
    """Return, by the property in which a node of this label is the subject and whether it is turned round, what it leads to."""
    found: dict[tuple[str, bool], list[tuple[LinkType, str, Ends]]] = defaultdict(list)
    for link, ends in GRAPH_MODEL.patterns():
        here, there = (ends.target, ends.source) if link.inverse else (ends.source, ends.target)
        if here == node_type.label and link.name != "STATES":
            found[link.term, link.inverse].append((link, there, ends))
    return found


def _subjects() -> dict[str, set[str]]:
    """Return the classes of what can be the subject of each property that leads from node to node."""
    found: dict[str, set[str]] = defaultdict(set)
    for link, ends in GRAPH_MODEL.patterns():
        if link.name != "STATES":
            for term, inverse in ((link.term, link.inverse), *link.broader):
                found[term].add(_class(ends.target if inverse else ends.source))
    for link in GRAPH_MODEL.links:
        if q := link.qualified:
            for term in (q.source, q.target):
                if not term.startswith("^"):
                    found[term].add(link.statement)
        if link.evidenced:
            found["prov:wasDerivedFrom"].add(link.statement)
    found["prov:wasDerivedFrom"].add(VALUE_STATEMENT)
    for node in GRAPH_MODEL.nodes:
        for p in node.properties:
            if p.spec.term in found:
                found[p.spec.term].add(node.terms[0])
    return found
