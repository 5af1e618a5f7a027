"""Why an organisation could help, in a sentence: what ties it to what matches, and the words that state the tie."""

from dataclasses import dataclass
from typing import Any

from api.web.explorer.kinds import KINDS, document_source
from api.web.html import address, opening
from api.web.linked_data.views import passage_address, shortened, told_under
from schema.model import GRAPH_MODEL

_TIES = {
    "INVOLVES": "Held up as an example:",
    "TAKES_PART_IN": "Takes part in work that followed:",
    "ATTENDED": "Came to",
    "MENTIONS": "Named in what was written",
}
"""How a tie is told where its own words alone would not do."""
_BACKING = ("OWNS", "SUPPORTS")
"""Ties to a challenge, which are told as a sentence."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something on the way from what matches to an organisation."""

    kind: str
    label: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason."""

    tie: str
    to: Step | None
    """What the organisation is tied to."""
    way: tuple[Step, ...]
    """What lies between that and what matches, which is the last."""
    quote: str
    source: str
    href: str
    """The quote, marked in the text of its document."""
    score: float

    @property
    def matched(self) -> Step | None:
        """What matches, where it is more than words that are quoted."""
        return self.way[-1] if self.way else self.to

    def __str__(self) -> str:
        """Return it as a line of text."""
        to = f" “{self.to.name}”" if self.to else ""
        way = "; ".join(f"{step.kind} “{step.name}”" for step in self.way)
        return f"{self.tie}{to}" + (f" ({way})" if way else "")


def reason_of(found: dict[str, Any], organisation: str) -> Reason:
    """Return a reason of GraphQL's as people are told it; `organisation` is the id of the one that could help."""
    *path, last = found["path"]
    steps = [_step(s["node"]) for s in path if s["node"]["__typename"] != "Passage"]
    relationship = last["relationship"]
    tie = _TIES.get(relationship) or opening(_phrase(relationship, last["as"]))
    heading = told_under(found["passage"]["heading"])
    return Reason(
        tie=tie,
        to=steps[-1] if steps and relationship != "MENTIONS" else None,
        way=tuple(reversed(steps if relationship == "MENTIONS" else steps[:-1])),
        quote=found["quote"],
        source=document_source(found["document"]) + (f", under “{heading}”" if heading else ""),
        href=passage_address(found["passage"]["id"], found["document"]["id"], organisation),
        score=found["score"],
    )


def _step(node: dict[str, Any]) -> Step:
    kind = KINDS[node["__typename"]]
    return Step(kind.one, kind.label, opening(shortened(node["displayName"])), address(node["id"]))


def _phrase(relationship: str | None, capacity: str | None) -> str:
    if relationship is None:
        return "matches"
    said = GRAPH_MODEL.link(relationship).said(capacity)
    return f"{said} the challenge" if relationship in _BACKING else said
