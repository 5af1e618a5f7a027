"""What the graph looks like to a person who asks: types, fields and names, worked out once from the declaration.

The GraphQL types (`api.gql.types`), the compiler (`api.gql.compiler`) and the tests' slow reference all read this, so that the name
of a field is decided in one place.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from api.gql.vocabulary import Shown, Vocabulary, shown
from schema.declaration import Link, Spec
from schema.links import ANY
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property

FILLED = {"text": ""}
"""Properties that are never null in an answer, with what stands where a node has none: the words of a passage are always there, and
whoever asks several labels for theirs is told the same way of an insight that is a heading alone."""

MATCHES = "matches"
"""The condition of a filter that asks for full text."""


@dataclass(frozen=True)
class Relation:
    """One way along a relationship type, from one label: a field such as `Challenge.owners`."""

    name: str
    """The field."""
    link: LinkType
    outgoing: bool
    """Whether the relationship leaves the node that has the field."""
    source: NodeType
    """The label that has the field."""
    target: NodeType | None
    """The label that it leads to; None: any that documents state facts about."""
    single: bool
    """At the most one: a plain object where there are no properties or evidence to show."""
    certain: bool
    """Whether there always is one."""
    exact: bool
    """Whether type and direction alone decide the label at the other end, so that it need not be checked."""

    @property
    def stem(self) -> str:
        """What its GraphQL types begin with: `OwnsPerson`."""
        return f"{self.link.python.__name__}{self.target_name}"

    @property
    def target_name(self) -> str:
        """The GraphQL type at the other end."""
        return self.target.label if self.target else "Node"

    @cached_property
    def fields(self) -> dict[str, Shown]:
        """What its links carry, by the name of the field."""
        return {s.name: s for s in shown(self.link.python.__name__, self.link.properties)}

    @cached_property
    def facets(self) -> dict[str, Shown]:
        """What its links carry that is worth counting, by the name of the count."""
        return _counted(self.fields)

    def pattern(self, source: str, link: str, target: str) -> str:
        """Return the Cypher pattern from `source` to `target`."""
        label = f":{self.target.label}" if self.target and not self.exact else ""
        left, right = ("-", "->") if self.outgoing else ("<-", "-")
        return f"({source}){left}[{link}:{self.link.name}]{right}({target}{label})"


@dataclass(frozen=True)
class Surface:
    """One label as a GraphQL type."""

    node: NodeType
    relations: tuple[Relation, ...]

    @property
    def singular(self) -> str:
        """The root field for one of them."""
        return self.node.label[0].lower() + self.node.label[1:]

    @property
    def plural(self) -> str:
        """The root field for many of them."""
        return self.node.plural

    @cached_property
    def fields(self) -> dict[str, Shown]:
        """Its own properties by the name of the field."""
        return {s.name: s for s in shown(self.node.label, self.node.properties)}

    @cached_property
    def relation(self) -> dict[str, Relation]:
        """Its relationship fields by name."""
        return {r.name: r for r in self.relations}

    @cached_property
    def facets(self) -> dict[str, Shown]:
        """Its own properties that are worth counting, by the name of the count."""
        return _counted(self.fields)

    @property
    def searched(self) -> tuple[Property, ...]:
        """The properties that the full-text search reads."""
        return tuple(p for p in self.node.properties if p.spec.search)


def _counted(fields: dict[str, Shown]) -> dict[str, Shown]:
    """Return the fields that are worth counting: dates by year, and what has a code by its code alone."""
    found = (s for s in fields.values() if s.property.spec.facet and not s.is_label)
    return {"year" if s.property.type == "date" else s.name: s for s in found}


class Backs(Link):
    """The person or organisation stands behind the challenge: owns it (brought it and answers for it), or supports it."""


def _backs() -> LinkType:
    """Return OWNS and SUPPORTS as if they were one relationship type, whose links say which of the two they are."""
    types = [GRAPH_MODEL.link(name) for name in ("OWNS", "SUPPORTS")]
    spec = Spec(
        "Whether it owns the challenge or supports it.",
        "rdf:type",
        identity=True,
        one_of=tuple(t.name for t in types),
    )
    capacity = Property("capacity", "type", "text", True, spec)
    common = (p for p in types[0].properties if p in types[1].properties)
    meaning = " ".join((Backs.__doc__ or "").split())
    return LinkType("|".join(t.name for t in types), meaning, (), "", False, True, (capacity, *common), Backs)


def expression(prop: Property, var: str) -> str:
    """Return Cypher for a property's value of the node or link `var`; what a link is may be a property of it, too."""
    return f"type({var})" if prop.attribute == "type" else f"{var}.{prop.name}"


def _relations() -> Iterator[Relation]:
    for link in GRAPH_MODEL.links:
        for ends in link.ends:
            source = GRAPH_MODEL.node(ends.source)
            targets = (
                [n for n in GRAPH_MODEL.nodes if n.stated] if ends.target == ANY else [GRAPH_MODEL.node(ends.target)]
            )
            single = ends.most == 1 and not link.evidenced and not link.properties
            forward = {e.target for e in link.ends if e.source == ends.source}
            backward = {e.source for e in link.ends if e.target in (ends.target, ANY)}
            target = None if ends.target == ANY else targets[0]
            certain = single and ends.least == 1
            yield Relation(ends.forward, link, True, source, target, single, certain, len(forward) == 1)
            # Reading order is a line: what is followed by at most one thing is preceded by at most one, too.
            back_single = single and ends.source == ends.target
            for node in targets:
                yield Relation(ends.backward, link, False, node, source, back_single, False, len(backward) == 1)
    yield Relation("backers", _backs(), False, GRAPH_MODEL.node("Challenge"), None, False, False, True)


RELATIONS: tuple[Relation, ...] = tuple(_relations())
"""Every relationship field, in the order of the declaration."""

SURFACES: tuple[Surface, ...] = tuple(
    Surface(node, tuple(r for r in RELATIONS if r.source.label == node.label)) for node in GRAPH_MODEL.nodes
)
"""Every label, in the order of the declaration."""


def vocabularies() -> list[Vocabulary]:
    """Return every closed vocabulary, each once, in the order of the declaration."""
    fields = [s for surface in SURFACES for s in surface.fields.values()]
    fields += [s for relation in RELATIONS for s in relation.fields.values()]
    return list({s.vocabulary.name: s.vocabulary for s in fields if s.vocabulary}.values())


def meaning_of(field: Shown) -> str:
    """Return the description of a field, filter or count."""
    meaning = field.property.spec.meaning
    if field.is_label:
        return f"{meaning} In words."
    return f"{meaning} As a code." if field.vocabulary and field.property.spec.display else meaning


_BY_LABEL = {s.node.label: s for s in SURFACES}
LABEL_OF_KIND = {n.kind: n.label for n in GRAPH_MODEL.nodes}
"""The label that the first segment of an id stands for."""

EVIDENCED = tuple(link.name for link in GRAPH_MODEL.links if link.evidenced)
"""The relationship types that state facts: what paths and neighbourhoods follow unless told otherwise."""

LINK_PROPERTIES: tuple[Property, ...] = tuple(
    {p.name: p for link in GRAPH_MODEL.links for p in link.properties}.values()
)
"""Every property that some relationship type has, once per name."""


def surface(label: str) -> Surface:
    """Return a label's surface. Raises KeyError where the declaration has no such label."""
    return _BY_LABEL[label]
