"""What people are told about the kinds of things: how one and many are called, and what each is."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing, as people are told about it."""

    label: str
    """The label in the graph, and the type in GraphQL."""
    one: str
    many: str
    meaning: str


KINDS = {
    kind.label: kind
    for kind in (
        Kind("Challenge", "challenge", "challenges", "what a group worked on"),
        Kind("Idea", "idea", "ideas", "what a group proposed"),
        Kind("Model", "model", "models", "a scheme elsewhere that was held up as an example"),
        Kind("Organisation", "organisation", "organisations", "a body that took part or is named"),
        Kind("Person", "person", "people", "somebody who owns, supports or spoke"),
        Kind("Initiative", "initiative", "initiatives", "work that followed"),
        Kind("Insight", "insight", "insights", "a lesson across challenges"),
        Kind("Event", "gathering", "gatherings", "where people met"),
        Kind("Topic", "topic", "topics", "an area of public services"),
        Kind("Place", "place", "places", "where something happens"),
        Kind("Reference", "reference", "references", "what a document cites"),
        Kind("Document", "document", "documents", "a source of what is known"),
        Kind("Passage", "passage", "passages", "a paragraph or line of a document"),
    )
}
"""By label, in the order in which people are offered them."""


def count(number: int, label: str) -> str:
    """Return a number of things in words: `1 challenge`, `1,234 people`."""
    kind = KINDS[label]
    return f"{number:,} {kind.one if number == 1 else kind.many}"


def day(printed: str | None) -> str:
    """Return a date as people write it: `7 May 2025`, `May 2025`, `2025`."""
    if not printed:
        return ""
    parts = [int(part) for part in printed.split("-")]
    when = date(*[*parts, 1, 1][:3])
    return [f"{when:%Y}", f"{when:%B %Y}", f"{when.day} {when:%B %Y}"][len(parts) - 1]
