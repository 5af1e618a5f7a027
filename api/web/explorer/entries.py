"""What a list shows of a thing: its name and a line about it, with the words that match marked; and what it is tied to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.web.explorer.kinds import KINDS, Kind, count, day, document_source
from api.web.html import address, opening
from api.web.linked_data.views import told_under

Segments = list[tuple[str, bool]]
"""A text in pieces, each with whether it is marked."""
_LONGEST_NAME = 160
"""How many characters of a name are shown: an idea without a title is named by its whole text."""
_CUT = " …"
_RUNNING = 120
"""How many characters a snippet must have to be taken for a part of running text; a shorter one may be a whole name or role."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing in a list."""

    id: str
    kind: Kind
    name: str
    named: Segments
    """Its name, with the words that match marked."""
    about: str
    """A line that tells it from others of the same name."""
    snippet: Segments
    """Words of it that match, where its name does not show them."""
    ties: dict[str, dict[str, str]]
    """What it is tied to, by facet: values and how people call them."""

    @property
    def href(self) -> str:
        """Its page."""
        return address(self.id)


def entry_of(node: dict[str, Any], highlights: list[dict[str, Any]]) -> Entry:
    """Return a node of GraphQL as an entry."""
    text = node["displayName"]
    kind = KINDS[node["__typename"]]
    name = _shortened(text if kind.is_named else opening(text))
    marks = sorted({m for h in highlights for m in _places(h, text) if m[1] <= len(name.removesuffix(_CUT))})
    snippet = next((h for h in highlights if not set(_places(h, text)) & set(marks)), None)
    return Entry(
        id=node["id"],
        kind=kind,
        name=name,
        named=_marked(name, marks),
        about=_about(node),
        snippet=_snippet(snippet) if snippet else [],
        ties={"kind": {kind.label: kind.many}} | _ties(node),
    )


def _places(highlight: dict[str, Any], text: str) -> list[tuple[int, int]]:
    """Return where in a text the words stand that a snippet marks; nowhere, where the snippet is not of this text."""
    inside = highlight["snippet"].strip("… ")
    at = text.find(inside) - highlight["snippet"].find(inside)
    return [(at + r["start"], at + r["end"]) for r in highlight["ranges"]] if inside in text else []


def _snippet(highlight: dict[str, Any]) -> Segments:
    """Return a snippet with its matching words marked, and dots where it begins or ends inside a sentence."""
    text = highlight["snippet"]
    pieces = _marked(text, [(r["start"], r["end"]) for r in highlight["ranges"]])
    if len(text) < _RUNNING:
        return pieces
    before = [("… ", False)] if text[0].islower() else []
    return before + pieces + ([] if text.rstrip()[-1] in ".?!”’" else [(_CUT, False)])


def _marked(text: str, places: list[tuple[int, int]]) -> Segments:
    """Return a text in pieces, those at `places` marked."""
    at, found = 0, []
    for start, end in places:
        if start >= at:
            found += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [piece for piece in [*found, (text[at:], False)] if piece[0]]


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST_NAME:
        return text
    return text[:_LONGEST_NAME].rsplit(" ", 1)[0].rstrip(",;:.–- ") + _CUT


def _about(node: dict[str, Any]) -> str:
    """Return a line about a node: what it says itself, or what it belongs to."""
    parts: list[str] = []
    match node["__typename"]:
        case "Challenge":
            parts = [*_names(node, "raisedAt"), count(node["ideas"]["totalCount"], "Idea")]
        case "Idea":
            parts = [f"for “{opening(name)}”" for name in _names(node, "addresses")]
        case "Organisation":
            parts = [node["kindLabel"] or ""]
        case "Person":
            edges = node["worksFor"]["edges"]
            parts = [", ".join(filter(None, (e["role"], e["node"]["displayName"]))) for e in edges]
        case "Model" | "Initiative":
            parts = [_shortened(node["description"] or ""), ", ".join(_names(node, "locatedIn"))]
        case "Insight":
            parts = _names(node, "emergedFrom")
        case "Event":
            parts = [day(node["date"]), node["venue"] or ""]
        case "Document":
            parts = [node["documentKind"] or "", day(node["published"]), *_names(node, "reportsOn")]
        case "Reference":
            return node["url"] or ""
        case "Passage":
            parts = [document_source(node["document"]), told_under(node["heading"])]
    return opening(" · ".join(part for part in parts if part))


def _names(node: dict[str, Any], field: str) -> list[str]:
    return [other["displayName"] for other in node[field]["nodes"]]


def _ties(node: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return topics, places and years of a node, however far away they stand in the answer."""
    found: dict[str, dict[str, str]] = {"topic": {}, "year": {}, "place": {}}
    for one in _nodes(node):
        match one.get("__typename"):
            case "Topic":
                found["topic"][one["id"].partition("/")[2]] = opening(one["displayName"])
            case "Place":
                found["place"][one["id"].partition("/")[2]] = one["displayName"]
            case "Event" if one["date"]:
                found["year"][one["date"][:4]] = one["date"][:4]
    return found


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)
