"""What can be asked of the kinds that are reconciled: their own properties, and what they are related to, from the declaration."""

from dataclasses import dataclass
from functools import cache

from schema.errors import QueryError
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property

KINDS: tuple[NodeType, ...] = tuple(GRAPH_MODEL.node(label) for label in ("Organisation", "Person", "Place", "Model"))
"""The labels whose nodes other people's tables name."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that can be asked of a node: a property of its own, or what one relationship type leads to."""

    id: str
    meaning: str
    own: Property | None = None
    link: LinkType | None = None
    outgoing: bool = True
    target: NodeType | None = None

    @property
    def name(self) -> str:
        """Its name in words."""
        words = "".join(f" {c.lower()}" if c.isupper() else c for c in self.id)
        return words[0].upper() + words[1:]

    @property
    def values(self) -> str:
        """Cypher for its values of the node `n`: maps with `value`, or with `id` and what names the node."""
        if self.own is not None:
            value = f"n.{self.own.name}"
            listed = f"coalesce({value}, [])" if self.own.type == "texts" else f"[v IN [{value}] WHERE v IS NOT NULL]"
            return f"[v IN {listed} | {{value: v}}]"
        names = "names: o {.name, .title, .text, .url, .number}"
        return (
            f"COLLECT {{ MATCH {self.pattern} WITH DISTINCT o ORDER BY o.id LIMIT {MOST_VALUES} "
            f"RETURN {{id: o.id, label: head(labels(o)), {names}}} }}"
        )

    @property
    def pattern(self) -> str:
        """Cypher for the way from the node `n` to what it is related to, `o`."""
        assert self.link is not None
        assert self.target is not None
        left, right = ("-", "->") if self.outgoing else ("<-", "-")
        return f"(n){left}[:{self.link.name}]{right}(o:{self.target.label})"


MOST_VALUES = 100
"""How many values of one property are read."""


@cache
def properties_of_kind(label: str) -> dict[str, Asked]:
    """Return what can be asked of a label's nodes, by id. Raises QueryError for a label that is not reconciled."""
    node_type = kind(label)
    found = {p.name: Asked(p.name, p.spec.meaning, own=p) for p in node_type.properties}
    for link, ends in GRAPH_MODEL.patterns():
        if not link.evidenced:
            continue
        if ends.source == label:
            found[ends.forward] = Asked(
                ends.forward, link.meaning, link=link, outgoing=True, target=GRAPH_MODEL.node(ends.target)
            )
        if ends.target == label:
            found[ends.backward] = Asked(
                ends.backward, link.meaning, link=link, outgoing=False, target=GRAPH_MODEL.node(ends.source)
            )
    return found


@cache
def all_properties() -> dict[str, Asked]:
    """Return what can be asked of any of the kinds, by id."""
    return {name: asked for node_type in KINDS for name, asked in properties_of_kind(node_type.label).items()}


def kind(name: str) -> NodeType:
    """Return a kind by its label, in any case. Raises QueryError where it is not reconciled."""
    for node_type in KINDS:
        if name.lower() == node_type.kind:
            return node_type
    known = ", ".join(t.label for t in KINDS)
    raise QueryError(f"there is no such type; there are {known}")
