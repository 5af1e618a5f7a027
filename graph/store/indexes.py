"""Constraints and indexes of the database: which there should be, which there are, and how the one becomes the other.

`IF NOT EXISTS` asks for a name only: an index of that name with other labels, properties or another analyser would stay as it is.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from graph.store.printed_order import PRINTED_ORDER, VALUE_ORDER
from graph.store.terms import OWN_PROPERTIES
from graph.store.vectors import EMBEDDED, VECTOR
from schema.model import GRAPH_MODEL

FULL_TEXT = "search"
"""The name of the full-text index over the terms of every node."""

MEANING = "meaning"
"""The name of the vector index over what has a meaning to compare."""
SHARING = "bundle_states"
"""The name of the index that finds bundles by the nodes that they share with others."""
CHALLENGES = "challenge_meaning"
"""The name of the vector index over challenges alone, which would be few among all of these."""

_BY_A_PART = (("Challenge", "title"), ("Model", "name"), ("Organisation", "name"), ("Person", "name"))
"""What people look for by a part of its name, in lists that grow with the reports: Neo4j finds any three letters of these."""

_HAS_VERY_MANY = ("Topic", "Place")
"""Labels of which there are few, while what leads to each grows with the reports: of these links Neo4j finds the first printed."""
IN_PRINTED_ORDER = frozenset(
    link.name for link, ends in GRAPH_MODEL.patterns() if link.evidenced and ends.target in _HAS_VERY_MANY
)
"""The types of these links."""

_WHOLE: dict[str, str | int] = {"fulltext.analyzer": "keyword"}
"""Each text is one term: an id."""
_TERMS_ONLY: dict[str, str | int] = {"fulltext.analyzer": "whitespace"}
"""Neo4j splits terms at spaces and does nothing else: `graph.store.analysis` has read the words."""

Kind = Literal["UNIQUENESS", "RANGE", "TEXT", "FULLTEXT", "VECTOR"]


@dataclass(frozen=True, slots=True)
class Index:
    """A constraint or index, as it should be or as it is."""

    name: str
    kind: Kind
    labels: tuple[str, ...]
    properties: tuple[str, ...]
    options: dict[str, str | int] = field(default_factory=dict, hash=False)
    """What is set beyond Neo4j's defaults."""
    of_links: bool = False
    """Whether `labels` are types of relationships."""

    @property
    def creation(self) -> str:
        """The Cypher statement that makes it."""
        if self.kind == "UNIQUENESS":
            [label], [name] = self.labels, self.properties
            return f"CREATE CONSTRAINT {self.name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{name} IS UNIQUE"
        names = ", ".join(f"n.{name}" for name in self.properties)
        if self.kind in ("RANGE", "TEXT"):
            pattern = f"()-[n:{self.labels[0]}]-()" if self.of_links else f"(n:{self.labels[0]})"
            return f"CREATE {self.kind} INDEX {self.name} IF NOT EXISTS FOR {pattern} ON ({names})"
        options = ", ".join(f"`{k}`: {v!r}" for k, v in self.options.items())
        if self.kind == "VECTOR":
            return (
                f"CYPHER 25 CREATE VECTOR INDEX {self.name} IF NOT EXISTS FOR (n:{'|'.join(self.labels)}) ON {names} "
                f"OPTIONS {{indexConfig: {{{options}}}}}"
            )
        return (
            f"CREATE FULLTEXT INDEX {self.name} IF NOT EXISTS FOR (n:{'|'.join(self.labels)}) ON EACH [{names}] "
            f"OPTIONS {{indexConfig: {{{options}}}}}"
        )

    def is_there_as(self, row: dict[str, Any]) -> bool:
        """Return whether a row of `SHOW INDEXES` describes this one, in working order."""
        options = row["options"].get("indexConfig", {})
        return (
            row["state"] != "FAILED"
            and row["entityType"] == ("RELATIONSHIP" if self.of_links else "NODE")
            and (row["owningConstraint"] is not None) == (self.kind == "UNIQUENESS")
            and row["type"] == ("RANGE" if self.kind == "UNIQUENESS" else self.kind)
            and set(row["labelsOrTypes"]) == set(self.labels)
            and set(row["properties"]) == set(self.properties)
            and all(options.get(k) == v for k, v in self.options.items())
        )


def wanted(dimensions: int | None = None) -> list[Index]:
    """Return every constraint and index that there should be; `dimensions`: those of the vectors, None where there are none."""
    labels = [node.label for node in GRAPH_MODEL.nodes if any(p.spec.search for p in node.properties)]
    return [
        *(Index(f"{node.kind}_id", "UNIQUENESS", (node.label,), ("id",)) for node in GRAPH_MODEL.nodes),
        *(
            Index(f"{node.kind}_{p.name}", "RANGE", (node.label,), (p.name,))
            for node in GRAPH_MODEL.nodes
            for p in node.properties
            if p.spec.index
        ),
        *(
            Index(f"{node.kind}_{PRINTED_ORDER}", "RANGE", (node.label,), (PRINTED_ORDER, "id"))
            for node in GRAPH_MODEL.nodes
            if node.in_order
        ),
        *(
            Index(f"{node.kind}_{order}", "RANGE", (node.label,), (order,))
            for node in GRAPH_MODEL.nodes
            for p in node.properties
            if p.spec.index and p.has_sort_key and (order := VALUE_ORDER.format(p.name))
        ),
        *(
            Index(f"{name.lower()}_{PRINTED_ORDER}", "RANGE", (name,), (PRINTED_ORDER,), of_links=True)
            for name in sorted(IN_PRINTED_ORDER)
        ),
        *(
            Index(f"{GRAPH_MODEL.node(label).kind}_{name}_part", "TEXT", (label,), (name,))
            for label, name in _BY_A_PART
        ),
        Index(FULL_TEXT, "FULLTEXT", tuple(labels), OWN_PROPERTIES, _TERMS_ONLY),
        *_of_vectors(dimensions),
        # Neo4j lists labels in the order in which it met them: those of what the product notes for itself come last.
        Index("bundle_id", "UNIQUENESS", ("Bundle",), ("id",)),
        Index(SHARING, "FULLTEXT", ("Bundle",), ("states",), _WHOLE),
        Index("graph_id", "UNIQUENESS", ("ImagineGraph",), ("id",)),
    ]


def _of_vectors(dimensions: int | None) -> list[Index]:
    if dimensions is None:
        return []
    options: dict[str, str | int] = {"vector.dimensions": dimensions, "vector.similarity_function": "COSINE"}
    return [
        Index(MEANING, "VECTOR", EMBEDDED, (VECTOR,), options),
        Index(CHALLENGES, "VECTOR", ("Challenge",), (VECTOR,), options),
    ]


def fingerprint(indexes: Iterable[Index]) -> str:
    """Return what differs where the indexes differ: what a database notes once it has them."""
    return hashlib.sha256("\n".join(index.creation for index in indexes).encode()).hexdigest()


def changes(indexes: Collection[Index], there: Iterable[dict[str, Any]], made: Collection[str]) -> list[str]:
    """Return the statements that turn what is there (rows of `SHOW INDEXES`) into `indexes`.

    Taken away is what has the name of a wanted one and is another, and what is wanted no longer, if we made it (`made`: names).
    What others made under names of their own stays.
    """
    by_name = {index.name: index for index in indexes}
    removed = [
        _removal(row["name"], constraint=row["owningConstraint"] is not None)
        for row in there
        if (not by_name[row["name"]].is_there_as(row) if row["name"] in by_name else row["name"] in made)
    ]
    return [*removed, *(index.creation for index in indexes)]


def _removal(name: str, *, constraint: bool) -> str:
    return f"DROP {'CONSTRAINT' if constraint else 'INDEX'} `{name}` IF EXISTS"
