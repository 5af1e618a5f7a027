"""From format 1 of a bundle to format 2: values get the passages that state them, and passages ids made from their words.

Format 1 named sources for links only. What a value's source was is worked out from what the bundle holds: the passages that name
the node and print the value. What version 0.1 said of a body beyond its document (kind, numbers, a fuller name) came from its
register, and is stated by a row of that.
"""

from collections import defaultdict
from typing import Any

from schema.ids import kind_of, make_id, passage_ids
from schema.model import GRAPH_MODEL

Raw = dict[str, Any]

_REGISTER = {
    "id": "document/register-of-bodies/0.1",
    "title": "Register of UK bodies, version 0.1",
    "kind": "register",
    "source": "bodies.csv",
    "sha256": "b2162dcdb00791c9d0593c28a1efbea3efaf5a710913adc37c46c7dc31e41fae",
    "licence": "Apache-2.0",
}
_FROM_REGISTER = ("name", "kind", "identifiers")
_SHORT = 30
"""The most characters of a passage that may stand in a longer text by chance."""
_INTERPRETED = {("Topic", "name"), ("Event", "name"), ("Event", "date"), ("Initiative", "name")}
"""Values that passages state in other words than their own."""


def with_sources(raw: Raw) -> Raw:
    """Return a bundle of format 1 as one of format 2. A pure function; `raw` stays as it is."""
    passages = sorted((n for n in raw["nodes"] if kind_of(n["id"]) == "passage"), key=lambda n: n["order"])
    renamed = dict(
        zip((p["id"] for p in passages), passage_ids(raw["document"], (p["text"] for p in passages)), strict=True)
    )
    nodes = [{**n, "id": renamed.get(n["id"], n["id"])} for n in raw["nodes"]]
    links = [
        {
            **link,
            "from": renamed.get(link["from"], link["from"]),
            "to": renamed.get(link["to"], link["to"]),
            "evidence": sorted(renamed.get(e, e) for e in link["evidence"]),
        }
        for link in raw["links"]
    ]
    texts = {renamed[p["id"]]: p["text"] for p in passages}
    about = _passages_about(links, texts)
    for node in list(nodes):
        if GRAPH_MODEL.node(kind_of(node["id"])).stated:
            _state_values(node, about.get(node["id"]) or list(texts)[:1], texts, nodes, links)
    known = {n["id"]: n for n in nodes}
    return {**raw, "format": 2, "nodes": list(known.values()), "links": links}


def _passages_about(links: list[Raw], texts: dict[str, str]) -> dict[str, list[str]]:
    """Return the passages that name each node or state a link of it, in reading order."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in links:
        if link["type"] == "MENTIONS":
            found[link["to"]].add(link["from"])
        for end in (link["from"], link["to"]):
            found[end].update(link["evidence"])
    order = {passage: i for i, passage in enumerate(texts)}
    return {node: sorted((p for p in some if p in order), key=order.__getitem__) for node, some in found.items()}


def _state_values(node: Raw, about: list[str], texts: dict[str, str], nodes: list[Raw], links: list[Raw]) -> None:
    """Add the links that state a node's values."""
    label = GRAPH_MODEL.node(kind_of(node["id"])).label
    row: str | None = None
    for name, value in node.items():
        if name == "id":
            continue
        for one in value if isinstance(value, list) else [value]:
            sources = [p for p in about if one in texts[p]][:1] or [p for p in texts if one in texts[p]][:1]
            # A text that runs over several passages.
            sources = sources or [p for p in texts if len(texts[p]) > _SHORT and texts[p] in one]
            if not sources and label == "Organisation" and name in _FROM_REGISTER:
                row = row or _row(node, nodes, links)
                sources = [row]
            sources = sources or (about[:1] if (label, name) in _INTERPRETED else about[:3])
            links += [
                {
                    "type": "STATES",
                    "from": p,
                    "to": node["id"],
                    "evidence": [],
                    "properties": {"property": name, "value": one},
                }
                for p in sources
            ]


def _row(node: Raw, nodes: list[Raw], links: list[Raw]) -> str:
    """Add the row of the register that told of a body; return its id."""
    said = [node["name"], *([node["kind"]] if node.get("kind") else []), *node.get("identifiers", [])]
    passage = make_id("passage", *_REGISTER["id"].split("/")[1:], node["name"])
    text = "; ".join(said)
    nodes += [dict(_REGISTER), {"id": passage, "text": text, "start": 0, "end": len(text), "order": 0}]
    links.append({"type": "IN", "from": passage, "to": _REGISTER["id"], "evidence": [], "properties": {}})
    return passage
