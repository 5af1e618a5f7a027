"""What documents state, as values: `Statements` (nodes and links, joined where they speak of the same thing) and `Bundle`.

A statement is a link, or one value of a node. A link names the passages that state it (`evidence`); a value is stated by a `States`
link from a passage, and a node's values are nothing but what its `States` links join to (`Bundle.check` holds this law).

The graph is a pure function of the bundles that are loaded: `merge(bundles)`. Joining is commutative, associative and
idempotent, so loading order, repeated loading and removal need no rules of their own.
"""

import dataclasses
import json
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import orjson

from schema.declaration import Link, Node
from schema.errors import ImagineError
from schema.ids import kind_of
from schema.links import In, Mentions, States
from schema.model import GRAPH_MODEL, Property, Value, properties_of
from schema.nodes import Document, Passage

LinkKey = tuple[str, str, str, tuple[Any, ...]]
"""What makes two links the same fact: type, source, target, and the values of the type's identity properties."""

FORMAT = 2
"""Version of the JSON form of a bundle."""

_BOUNDED = tuple((t, e) for t in GRAPH_MODEL.links for e in t.ends if e.least or e.most is not None)
"""The ends that are limited in number."""


def key_of(link: Link) -> LinkKey:
    """Return the identity of a link."""
    link_type = GRAPH_MODEL.link_type(link)
    identity = link_type.identity
    values = tuple([getattr(link, p.attribute) for p in identity]) if identity else ()
    return (link_type.name, link.source, link.target, values)


@dataclass(slots=True)
class Statements:
    """Nodes by id and links by key. Adding what is already there joins the two claims, property by property."""

    nodes: dict[str, Node] = field(default_factory=dict)
    links: dict[LinkKey, Link] = field(default_factory=dict)

    def add(self, *things: Node | Link) -> None:
        """Add nodes and links. Raises ImagineError where one id is claimed for two labels."""
        for thing in things:
            if isinstance(thing, Node):
                known = self.nodes.get(thing.id)
                self.nodes[thing.id] = _normal(thing) if known is None else _join(known, thing)
            else:
                key = key_of(thing)
                same = self.links.get(key)
                self.links[key] = _normal(thing) if same is None else _join(same, thing)

    def state(self, node: Node, *passages: str, **by_property: Iterable[str]) -> None:
        """Add a node, and what states its values: the passages (ids) named for a property, else `passages`."""
        self.add(node)
        for name, value in properties_of(node).items():
            for one in value if isinstance(value, tuple) else (value,):
                for passage in by_property.get(name, passages):
                    self.add(States(source=passage, target=node.id, property=name, value=str(one)))

    def update(self, other: "Statements") -> None:
        """Add everything that `other` holds."""
        for node_id, node in other.nodes.items():
            known = self.nodes.get(node_id)
            self.nodes[node_id] = node if known is None else _join(known, node)
        for key, link in other.links.items():
            same = self.links.get(key)
            self.links[key] = link if same is None else _join(same, link)

    def stated_values(self, except_of: Collection[str] = ()) -> dict[str, dict[str, Value]]:
        """Return what the `States` links join to: values by property, by node; of some nodes, if they are not asked for."""
        stated: dict[str, dict[str, Value]] = {}
        for link in self.links.values():
            if isinstance(link, States) and link.target not in except_of:
                values = stated.setdefault(link.target, {})
                p = GRAPH_MODEL.node(kind_of(link.target)).declared(link.property)
                values[p.name] = p.join(values.get(p.name), (link.value,) if p.type == "texts" else link.value)
        return stated

    def derive_values(self, except_of: Collection[str] = ()) -> None:
        """Give every node the values that its `States` links join to, and no others; leave those as they are that have them."""
        stated = self.stated_values(except_of)
        for node_id, node in self.nodes.items():
            node_type = GRAPH_MODEL.node_type(node)
            if node_type.stated and node_id not in except_of:
                values = stated.get(node_id, {})
                empty = {
                    p.attribute: values.get(p.name, () if p.type == "texts" else None) for p in node_type.properties
                }
                self.nodes[node_id] = dataclasses.replace(node, **cast(dict[str, Any], empty))

    def by_document(self) -> dict[str, "Statements"]:
        """Return what each document states alone, by its id: itself with its passages, the links that have evidence there, and
        their nodes with the values that passages of it state and no others, so that a node may be without its name."""
        home = {link.source: link.target for link in self.links.values() if isinstance(link, In)}
        parts = {i: Statements({i: node}) for i, node in self.nodes.items() if isinstance(node, Document)}
        if len(parts) == 1:
            return dict.fromkeys(parts, self)
        stating: dict[str, set[str]] = {}
        for passage, document in home.items():
            parts[document].nodes[passage] = self.nodes[passage]
        for key, link in self.links.items():
            documents = {home[i] for i in link.evidence or (link.source,)}
            for document in documents:
                own = link
                if len(documents) > 1:
                    own = dataclasses.replace(link, evidence=tuple(e for e in link.evidence if home[e] == document))
                parts[document].links[key] = own
                if isinstance(link, States):
                    stating.setdefault(link.target, set()).add(document)
        for document, part in parts.items():
            ends = {end for link in part.links.values() for end in (link.source, link.target)}
            whole = {i for i in ends if stating.get(i) == {document}}
            part.nodes.update({i: self.nodes[i] for i in ends if i not in part.nodes})
            part.derive_values(except_of=whole)
        return parts

    def sorted_nodes(self) -> Iterator[Node]:
        """Yield the nodes in the one order that every export uses: by id."""
        for _, node in sorted(self.nodes.items()):
            yield node

    def sorted_links(self) -> Iterator[Link]:
        """Yield the links in the one order that every export uses: by key."""
        for _, link in sorted(self.links.items(), key=lambda item: str(item[0])):
            yield link


@dataclass(slots=True)
class Bundle:
    """All that loading one document states: the document with its passages, and what they are evidence for; and the rows of
    registers and judgements by which its names were understood, each a passage of a source of its own."""

    document: str
    """The id of the document."""
    facts: Statements = field(default_factory=Statements)

    def add(self, *things: Node | Link) -> None:
        """Add nodes and links to its statements."""
        self.facts.add(*things)

    def state(self, node: Node, *passages: str, **by_property: Iterable[str]) -> None:
        """Add a node and what states its values; see `Statements.state`."""
        self.facts.state(node, *passages, **by_property)

    @property
    def passages(self) -> dict[str, Passage]:
        """The document's own passages by id."""
        own = {
            link.source for link in self.facts.links.values() if isinstance(link, In) and link.target == self.document
        }
        return {i: n for i, n in self.facts.nodes.items() if i in own and isinstance(n, Passage)}

    def own_ids(self) -> set[str]:
        """Return the ids of the document and its passages, which no other document states."""
        return {self.document, *self.passages}

    def drop_idle_rows(self) -> None:
        """Take out the rows of registers and judgements that state nothing any more, and sources without a row."""
        own, facts = self.own_ids(), self.facts
        at_work = {link.source for link in facts.links.values() if isinstance(link, States)}
        rows = {i for i, n in facts.nodes.items() if isinstance(n, Passage) and i not in own}
        kept = {link.target for link in facts.links.values() if isinstance(link, In) and link.source in rows & at_work}
        sources = {i for i, n in facts.nodes.items() if isinstance(n, Document) and i not in own}
        idle = (rows - at_work) | (sources - kept)
        for i in idle:
            del facts.nodes[i]
        facts.links = {
            k: link for k, link in facts.links.items() if link.source not in idle and link.target not in idle
        }

    def check(self) -> None:
        """Raise ImagineError unless the statements keep the contract: ends that exist and fit, sources, exact mentions.

        What Neo4j Community cannot enforce is refused here, before anything is written.
        """
        if not isinstance(self.facts.nodes.get(self.document), Document):
            raise ImagineError(
                f"the bundle of {self.document} does not hold that document; this is a defect of the loader"
            )
        passages = {i: n for i, n in self.facts.nodes.items() if isinstance(n, Passage)}
        targets: Counter[tuple[str, str]] = Counter()
        for link in self.facts.links.values():
            self._check_link(link, passages)
            targets[link.source, link.type] += 1
        stated = self.facts.stated_values()
        for node in self.facts.nodes.values():
            self._check_node(node)
            self._check_count(node, targets)
            if GRAPH_MODEL.node_type(node).stated:
                self._check_sources(node, stated.get(node.id, {}))

    def _check_sources(self, node: Node, stated: dict[str, Value]) -> None:
        for name, value in properties_of(node).items():
            if stated.get(name) != value:
                raise ImagineError(
                    f"{self.document} says {name} {value!r:.80} of {node.id}, but its passages state {stated.get(name)!r:.80}; "
                    "this is a defect of the loader: name the passage that states the value"
                )
        if unsaid := set(stated) - set(properties_of(node)):
            raise ImagineError(
                f"{self.document} states {min(unsaid)} of {node.id}, which has no such value; this is a defect"
            )

    def _check_node(self, node: Node) -> None:
        node_type = GRAPH_MODEL.node_type(node)
        if kind_of(node.id) != node_type.kind:
            raise ImagineError(
                f"{self.document} states a {node_type.label} with the id {node.id}; its ids begin with {node_type.kind}/"
            )
        for p in node_type.properties:
            value = getattr(node, p.attribute)
            if p.required and value in (None, ""):
                raise ImagineError(
                    f"{self.document} states {node.id} without its {p.name}; every {node_type.label} has one"
                )
            if p.limited:
                self._check_value(node.id, p, value)
        if not any(getattr(node, p.attribute) for p in node_type.displays):
            names = ", ".join(p.name for p in node_type.displays)
            raise ImagineError(f"{self.document} states {node.id} without anything to call it by; give one of: {names}")

    def _check_value(self, owner: str, p: Property, value: Any) -> None:
        if value is not None and (fault := p.fault(value)):
            raise ImagineError(f"{self.document} states {p.name} {value!r} of {owner}; it is {fault}")

    def _check_count(self, node: Node, targets: Counter[tuple[str, str]]) -> None:
        """Refuse more or fewer targets of a relationship type than the declaration allows."""
        label = GRAPH_MODEL.node_type(node).label
        for link_type, ends in _BOUNDED:
            found = targets[node.id, link_type.name]
            if ends.source == label and not (ends.least <= found <= (found if ends.most is None else ends.most)):
                wanted = f"{ends.least} to {'any number' if ends.most is None else ends.most}"
                raise ImagineError(
                    f"{self.document} states {found} {link_type.name} of {node.id}, where {wanted} can be; "
                    "this is a defect of the loader"
                )

    def _check_link(self, link: Link, passages: dict[str, Passage]) -> None:
        link_type = GRAPH_MODEL.link_type(link)
        fault = None
        if link.source not in self.facts.nodes or link.target not in self.facts.nodes:
            fault = "but not what both are; this is a defect of the loader"
        elif not GRAPH_MODEL.joins(link_type, kind_of(link.source), kind_of(link.target)):
            fault = f"which {link_type.name} cannot join"
        elif link_type.evidenced and not link.evidence:
            fault = "without evidence; name the passage that states it"
        elif not all(map(passages.__contains__, link.evidence)):
            foreign = next(e for e in link.evidence if e not in passages)
            fault = f"on the evidence of {foreign}, which is not a passage that it brings"
        if fault is not None:
            mark = "," if fault.startswith(("but", "which")) else ""
            raise ImagineError(f"{self.document} states {link.source} {link_type.name} {link.target}{mark} {fault}")
        for p in link_type.limited:
            self._check_value(f"{link.source} {link_type.name} {link.target}", p, getattr(link, p.attribute))
        if isinstance(link, Mentions):
            passage = passages[link.source]
            printed = passage.text[link.start - passage.start : link.end - passage.start]
            if printed != link.printed or not printed:
                raise ImagineError(
                    f"{passage.id} does not print {link.printed!r} at {link.start}-{link.end}; this is a defect of the loader"
                )

    def to_json(self) -> bytes:
        """Return the bundle as canonical JSON: the same facts give the same bytes."""
        data = {
            "format": FORMAT,
            "document": self.document,
            "nodes": [{"id": n.id, **properties_of(n)} for n in self.facts.sorted_nodes()],
            "links": [
                {
                    "type": link.type,
                    "from": link.source,
                    "to": link.target,
                    "evidence": link.evidence,
                    "properties": properties_of(link),
                }
                for link in self.facts.sorted_links()
            ],
        }
        return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, data: bytes) -> "Bundle":
        """Return the bundle that `to_json` wrote. Raises ImagineError for another format's number."""
        raw = orjson.loads(data)
        if raw.get("format") != FORMAT:
            raise ImagineError(
                f"a stored bundle has format {raw.get('format')!r}, this version reads {FORMAT}: load the document again"
            )
        bundle = cls(raw["document"])
        # What was written is joined already, so that nothing is left to be joined here.
        for n in raw["nodes"]:
            node_id = n.pop("id")
            node_type = GRAPH_MODEL.node(kind_of(node_id))
            bundle.facts.nodes[node_id] = node_type.python(id=node_id, **_attributes(node_type.attributes, n))
        for one in raw["links"]:
            link_type = GRAPH_MODEL.link(one["type"])
            values = _attributes(link_type.attributes, one["properties"])
            link = link_type.python(source=one["from"], target=one["to"], evidence=tuple(one["evidence"]), **values)
            bundle.facts.links[key_of(link)] = link
        return bundle


@dataclass(frozen=True, slots=True)
class PackedBundle:
    """A bundle as it is kept, in memory and in the database: its canonical JSON, compressed."""

    document: str
    payload: bytes

    @classmethod
    def of(cls, bundle: Bundle) -> "PackedBundle":
        """Pack a bundle."""
        return cls(bundle.document, zlib.compress(bundle.to_json(), 1))

    def unpack(self) -> Bundle:
        """Return the bundle. Raises ImagineError for another format's number."""
        return Bundle.from_json(zlib.decompress(self.payload))

    def says_the_same_as(self, other: "PackedBundle") -> bool:
        """Whether both hold the same statements, however they were compressed."""
        return self.payload == other.payload or zlib.decompress(self.payload) == zlib.decompress(other.payload)


def merge(bundles: Iterable[Bundle]) -> Statements:
    """Return the graph that these documents state together. (The statements of one node join property by property.)"""
    facts = Statements()
    for bundle in bundles:
        facts.update(bundle.facts)
    return facts


def _attributes(named: dict[str, str], values: dict[str, Any]) -> dict[str, Any]:
    return {named[k]: tuple(v) if isinstance(v, list) else v for k, v in values.items()}


def _normal(thing: Any) -> Any:
    """Return a node or link with its lists sorted, each value once, as joining it with itself would leave it."""
    is_link = isinstance(thing, Link)
    lists = (GRAPH_MODEL.link_type(thing) if is_link else GRAPH_MODEL.node_type(thing)).lists
    if not lists and not (is_link and len(thing.evidence) > 1):
        return thing
    names = (*lists, "evidence") if is_link else lists
    changed = {
        name: ordered for name in names if (ordered := tuple(sorted({*(value := getattr(thing, name))}))) != value
    }
    return dataclasses.replace(thing, **changed) if changed else thing


def _join(known: Any, claimed: Any) -> Any:
    if known == claimed:
        return known
    if type(known) is not type(claimed):
        raise ImagineError(
            f"{known.id} is claimed to be a {type(known).__name__} and a {type(claimed).__name__}; one id has one label"
        )
    is_link = isinstance(known, Link)
    described = GRAPH_MODEL.link_type(known) if is_link else GRAPH_MODEL.node_type(known)
    joined = {
        p.attribute: p.join(getattr(known, p.attribute), getattr(claimed, p.attribute)) for p in described.properties
    }
    if is_link:
        joined["evidence"] = _with(known.evidence, claimed.evidence)
    return dataclasses.replace(known, **joined)


def _with(known: tuple[str, ...], claimed: tuple[str, ...]) -> tuple[str, ...]:
    """Return sorted passages with others among them. One more is put in its place: a link may have thousands, stated one by one."""
    if len(claimed) != 1:
        return tuple(sorted({*known, *claimed}))
    at = bisect_left(known, claimed[0])
    return known if known[at : at + 1] == claimed else (*known[:at], *claimed, *known[at:])
