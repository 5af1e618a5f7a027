"""Applies one correction to what a document states: finds its quote, checks that it prints the values; changes, drops or adds."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from loaders.curation.override import Action, Override
from loaders.dates import MONTHS
from loaders.names.printed import fold
from schema.bundle import Bundle, key_of
from schema.declaration import Link, Node
from schema.errors import CurationError
from schema.ids import kind_of, make_id, slug
from schema.links import In, Mentions, States
from schema.model import GRAPH_MODEL, LinkType, NodeType, Property, properties_of
from schema.nodes import Document, Passage
from schema.program import PROGRAM

_KEPT = {("Document", "source"), ("Document", "sha256")}
"""Properties that say what was read, which nobody corrects."""


def correct(bundle: Bundle, override: Override) -> None:
    """Apply a correction to `bundle`. Raises CurationError where it has gone stale, or gives what its quote does not print."""
    _APPLY[override.action](_Correction(bundle, override))


@dataclass(slots=True)
class _Correction:
    """One correction, at the place in one bundle that its quote names."""

    bundle: Bundle
    override: Override
    passage: Passage = field(init=False)
    at: int = field(init=False)
    """Where the quote begins, in the document's normalised text."""

    def __post_init__(self) -> None:
        o = self.override
        passages = [p for p in self.bundle.passages.values() if o.passage is None or p.order == o.passage]
        hits = [(p, m.start()) for p in passages for m in re.finditer(re.escape(o.quote), p.text)]
        if not hits:
            raise CurationError(
                f"{o} has gone stale: the document does not print {o.quote!r}"
                f"{'' if o.passage is None else f' in passage {o.passage}'}; correct the quote, or remove the entry"
            )
        if len(hits) > 1:
            orders = sorted({p.order for p, _ in hits})
            raise CurationError(
                f"{o} has a quote that stands {len(hits)} times (passages {', '.join(map(str, orders))}); quote more words, "
                "or name the passage"
            )
        self.passage, inside = hits[0]
        self.at = self.passage.start + inside

    def stale(self, what: str) -> CurationError:
        return CurationError(f"{self.override} has gone stale: {what}; correct or remove the entry")

    def properties(self, described: NodeType | LinkType, given: dict[str, Any]) -> dict[str, Any]:
        """Return given values by their Python names. Raises CurationError for what is unknown or not printed in the quote."""
        known = {p.name: p for p in described.properties}
        found = {}
        label = described.label if isinstance(described, NodeType) else described.name
        for name, value in given.items():
            p = known.get(name)
            if p is None or (label, name) in _KEPT or p.type == "integer":
                raise CurationError(f"{self.override} sets {name!r} of {label}, which is not for a curator to set")
            if not isinstance(value, str | list) or (p.type == "texts") != isinstance(value, list):
                wanted = "list of texts" if p.type == "texts" else "text"
                raise CurationError(f"{self.override} sets {name!r} to {value!r}; a {wanted} is expected")
            for one in value if isinstance(value, list) else [value]:
                self._must_be_printed(p, str(one))
            found[p.attribute] = tuple(sorted(set(value))) if isinstance(value, list) else value
        return found

    def _must_be_printed(self, p: Property, value: str) -> None:
        if fault := p.fault(value):
            raise CurationError(f"{self.override} sets {p.name} to {value!r}; it is {fault}")
        if p.spec.one_of or p.name == "kind":
            if not self.override.classification:
                raise CurationError(
                    f"{self.override} sets {p.name} to {value!r}, a curator's decision; mark it with classification = true"
                )
        elif not _prints(self.override.quote, value):
            raise CurationError(
                f"{self.override} says {value!r}, which its quote does not print; quote the words that do, or remove the entry"
            )

    def state(self, node: Node, values: dict[str, Any], *, instead: bool) -> None:
        """State values (by Python name) of a node: those that the quote prints by its passage, what is a curator's to decide by the
        entry itself; `instead` of what was stated of these properties before, or beside it."""
        facts, node_type = self.bundle.facts, GRAPH_MODEL.node_type(node)
        named = {p.name: values[p.attribute] for p in node_type.properties if p.attribute in values}
        if instead:
            facts.links = {
                k: link
                for k, link in facts.links.items()
                if not (isinstance(link, States) and link.target == node.id and link.property in named)
            }
            facts.nodes[node.id] = node
        decided = {name for name in named if name == "kind" or node_type.declared(name).spec.one_of}
        row = self.override.row
        if decided and row is not None:
            self.bundle.add(row.document, row.passage, In(source=row.passage.id, target=row.document.id))
        by: dict[str, tuple[str, ...]] = dict.fromkeys(properties_of(node), ())
        for name in named:
            by[name] = (row.passage.id if row is not None and name in decided else self.passage.id,)
        self.bundle.state(node, **by)

    def node(self, reference: str) -> Node:
        """Return the node of an id, or of a printed name that only one node has."""
        nodes = self.bundle.facts.nodes
        if reference in nodes:
            return nodes[reference]
        others = (n for n in nodes.values() if not isinstance(n, Passage | Document))
        named = [n for n in others if fold(reference) in map(fold, names_of(n))]
        if len(named) == 1:
            return named[0]
        if named:
            raise CurationError(
                f"{self.override} says {reference!r}, which {len(named)} nodes are called; give one's id"
            )
        raise self.stale(f"the document states nothing called {reference!r}")

    def find_link(self) -> Link | None:
        """Return the link that the correction names, None where the document does not state it."""
        raw = self.override.link or {}
        link_type = GRAPH_MODEL.link(str(raw["type"]))
        source, target = self.node(str(raw["from"])).id, self.node(str(raw["to"])).id
        hits = [
            link
            for link in self.bundle.facts.links.values()
            if GRAPH_MODEL.link_type(link) is link_type and (link.source, link.target) == (source, target)
            and all(getattr(link, p.attribute) == raw[p.name] for p in link_type.properties if p.name in raw)
        ]  # fmt: skip
        if len(hits) > 1:
            names = ", ".join(p.name for p in link_type.identity)
            raise CurationError(f"{self.override} fits {len(hits)} links; tell them apart by {names}")
        return hits[0] if hits else None

    def mention(self, node: Node) -> None:
        """State where the quote prints the node's name."""
        for name in sorted(names_of(node), key=len, reverse=True):
            if (found := self.override.quote.find(name)) >= 0:
                start = self.at + found
                self.bundle.add(
                    Mentions(source=self.passage.id, target=node.id, start=start, end=start + len(name), printed=name)
                )
                return


def names_of(node: Node) -> set[str]:
    """Return the names that a node goes by: its display name, and its other names where it has some."""
    display = getattr(node, GRAPH_MODEL.node_type(node).display.attribute)
    return {n for n in (display, *getattr(node, "aliases", ())) if n}


def _prints(quote: str, value: str) -> bool:
    """Whether a quote prints a value: as it is, as a date's day, month and year, or as an identifier's number."""
    if fold(value) and fold(value) in fold(quote):
        return True
    if dated := re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value):
        year, month, day = dated.groups()
        words = set(fold(quote).split())
        named = MONTHS[int(month) - 1] if month and 0 < int(month) < 13 else ""
        months = {named, named[:3], month, month.lstrip("0")} if month else words
        days = {day, *(day.lstrip("0") + ending for ending in ("", "st", "nd", "rd", "th"))} if day else words
        return year in words and bool(months & words) and bool(days & words)
    number = re.fullmatch(r"[A-Z]{2}-[A-Z]+-(\w+)", value)
    return number is not None and number[1].lower() in fold(quote).split()


def _change(work: _Correction) -> None:
    o = work.override
    if o.node is not None:
        node = work.node(str(o.node["id"]))
        if isinstance(node, Passage):
            raise CurationError(f"{o} changes a passage; what a document prints is not for a curator to change")
        values = work.properties(GRAPH_MODEL.node_type(node), o.values)
        if isinstance(node, Document):
            work.bundle.facts.nodes[node.id] = replace(node, **values)
        else:
            work.state(replace(node, **values), values, instead=True)
        return
    link = work.find_link()
    if link is None:
        link_type = GRAPH_MODEL.link(str((o.link or {})["type"]))
        renamed = {p.name for p in link_type.identity} & set(o.values)
        if renamed and _Correction(work.bundle, replace(o, link={**(o.link or {}), **o.values})).find_link():
            return  # the identity that the entry gives it, applied before
        raise work.stale("the document does not state that link")
    _forbid_structure(work, link)
    changed = replace(
        link, **work.properties(GRAPH_MODEL.link_type(link), o.values), evidence=_with(link, work.passage)
    )
    del work.bundle.facts.links[key_of(link)]
    work.bundle.add(changed)


def _drop(work: _Correction) -> None:
    o, facts = work.override, work.bundle.facts
    if o.node is None:
        link = work.find_link()
        if link is None:
            raise work.stale("the document does not state that link")
        _forbid_structure(work, link)
        del facts.links[key_of(link)]
        return
    node = work.node(str(o.node["id"]))
    if isinstance(node, Passage | Document):
        raise CurationError(f"{o} drops a part of the document itself; '{PROGRAM} remove' takes a document out")
    del facts.nodes[node.id]
    facts.links = {k: link for k, link in facts.links.items() if node.id not in (link.source, link.target)}


def _add(work: _Correction) -> None:
    o = work.override
    if o.node is not None:
        node_type = GRAPH_MODEL.node(str(o.node["label"]))
        if not node_type.stated:
            raise CurationError(f"{o} adds a {node_type.label}; only loading a document makes one")
        values = work.properties(node_type, {k: v for k, v in o.node.items() if k not in ("label", "id")})
        display = values.get(node_type.display.attribute)
        if not display:
            raise CurationError(f"{o} adds a {node_type.label} without its {node_type.display.name}")
        alike = [n for n in work.bundle.facts.nodes.values() if type(n) is node_type.python]
        same = [n for n in alike if fold(display) in map(fold, names_of(n))]
        node_id = o.node.get("id") or (same[0].id if len(same) == 1 else make_id(node_type.kind, display))
        if kind_of(node_id) != node_type.kind or any(slug(s) != s for s in node_id.split("/")[1:]):
            raise CurationError(
                f"{o} gives the id {node_id!r}; one like {make_id(node_type.kind, display)} is expected"
            )
        work.state(node_type.python(id=node_id, **values), values, instead=False)
        joined = work.bundle.facts.nodes[node_id]
        lost = [
            n for n, v in values.items() if isinstance(v, str) and getattr(joined, n) != v and v not in names_of(joined)
        ]
        if lost:
            raise CurationError(
                f"{o} adds {node_id} with another {lost[0]} than the document states of it already; use [[change]]"
            )
        work.mention(work.bundle.facts.nodes[node_id])
        return
    raw = o.link or {}
    link_type = GRAPH_MODEL.link(str(raw["type"]))
    source, target = work.node(str(raw["from"])), work.node(str(raw["to"]))
    if not link_type.evidenced:
        raise CurationError(f"{o} adds {link_type.name}, which loading alone makes")
    printed = {fold(n) for node in (source, target) for n in names_of(node) if fold(n)}
    if not any(name in fold(o.quote) for name in printed):
        raise CurationError(
            f"{o} adds a link between two things of which its quote names neither; quote the words that do"
        )
    values = work.properties(link_type, {k: v for k, v in raw.items() if k not in ("type", "from", "to")})
    work.bundle.add(link_type.python(source=source.id, target=target.id, evidence=(work.passage.id,), **values))
    for node in (source, target):
        work.mention(node)


def _forbid_structure(work: _Correction, link: Link) -> None:
    if GRAPH_MODEL.link_type(link).name in ("IN", "NEXT"):
        raise CurationError(f"{work.override} changes the order of passages, which is not for a curator to change")


def _with(link: Link, passage: Passage) -> tuple[str, ...]:
    return tuple(sorted({*link.evidence, passage.id})) if GRAPH_MODEL.link_type(link).evidenced else ()


_APPLY: dict[Action, Callable[[_Correction], None]] = {"change": _change, "drop": _drop, "add": _add}
