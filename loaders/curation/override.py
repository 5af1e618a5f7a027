"""One correction as its file writes it: which fact of which document it is about, the quote that shows it, and who decided why."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from loaders.knowledge import Row
from schema.errors import CurationError
from schema.nodes import Document

Action = Literal["change", "drop", "add"]
ACTIONS: tuple[Action, ...] = ("change", "drop", "add")

_FIELDS = {"document", "quote", "passage", "node", "link", "set", "classification", "by", "on", "why"}


@dataclass(frozen=True, slots=True)
class Override:
    """One correction, as its file writes it."""

    action: Action
    document: str
    quote: str
    passage: int | None
    node: dict[str, Any] | None
    link: dict[str, Any] | None
    values: dict[str, Any]
    classification: bool
    by: str
    on: date
    why: str
    place: str
    """Which entry of which file it is, for messages."""
    row: Row | None = None
    """The entry as a row of a source: what a curator decided, which no quote can print."""

    def __str__(self) -> str:
        what = (
            (self.node or self.link or {}).get("id") or (self.link or {}).get("type") or (self.node or {}).get("label")
        )
        return f"{self.place} ({self.action} {what} of {self.document!r}, by {self.by} on {self.on})"

    @property
    def words(self) -> str:
        """The entry as a sentence, which the graph keeps as a passage where it states something."""
        thing = self.node or self.link or {}
        what = thing.get("id") or thing.get("name") or thing.get("title") or thing.get("type") or thing.get("label")
        values = {**{k: v for k, v in thing.items() if k not in ("id", "label", "type", "from", "to")}, **self.values}
        said = "; ".join(f"{k}: {', '.join(v) if isinstance(v, list) else v}" for k, v in values.items())
        return f"{what}{', ' + said if said else ''}. {self.why} Decided by {self.by} on {self.on}."

    def concerns(self, document: Document) -> bool:
        """Whether it corrects this document: by its id, the part of the id after the slash, its file's path or its file's name."""
        names = (document.id, document.id.split("/", 1)[1], document.source, document.source.rsplit("/", 1)[-1])
        return self.document in names


def parse(action: Action, raw: Any, place: str) -> Override:
    """Return the correction that one entry writes. Raises CurationError, naming `place`, where it is malformed."""

    def wrong(problem: str) -> CurationError:
        return CurationError(f"{place} {problem}; see docs/curation.md for the format")

    if not isinstance(raw, dict):
        raise wrong("is not a table")
    if unknown := set(raw) - _FIELDS:
        raise wrong(f"has {min(unknown)!r}, its fields are {', '.join(sorted(_FIELDS))}")
    for needed in ("document", "quote", "by", "why"):
        if not isinstance(raw.get(needed), str) or not raw[needed].strip():
            raise wrong(f"needs {needed}, a text")
    if not isinstance(raw.get("on"), date):
        raise wrong("needs on, a date such as 2026-01-31")
    node, link = raw.get("node"), raw.get("link")
    if (node is None) == (link is None):
        raise wrong("needs either node or link")
    if isinstance(node, str):
        node = {"id": node}
    for name, value in (("node", node), ("link", link), ("set", raw.get("set", {}))):
        if value is not None and not isinstance(value, dict):
            raise wrong(f"has {name} that is not a table")
    if link is not None and not {"type", "from", "to"} <= set(link):
        raise wrong("has a link without type, from and to")
    if action == "add" and node is not None and "label" not in node:
        raise wrong("adds a node without its label")
    if action != "add" and node is not None and "id" not in node:
        raise wrong("needs the id of the node")
    if (action == "change") != bool(raw.get("set")):
        raise wrong("needs set, the properties to change" if action == "change" else "has set, which only a change has")
    passage = raw.get("passage")
    if passage is not None and not isinstance(passage, int):
        raise wrong("has a passage that is not a number (the order of the passage, from 0)")
    return Override(
        action, raw["document"], " ".join(raw["quote"].split()), passage, node, link, raw.get("set", {}),
        raw.get("classification") is True, raw["by"], raw["on"], raw["why"], place,
    )  # fmt: skip
