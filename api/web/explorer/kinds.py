"""What people are told about the kinds of things: how one and many are called, and what each is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing, as people are told about it."""

    label: str
    """The label in the graph, and the type in GraphQL."""
    one: str
    many: str
    meaning: str
    is_named: bool = False
    """Whether names of it are written as they are, whatever they begin with."""


KINDS = {
    kind.label: kind
    for kind in (
        Kind("Challenge", "challenge", "challenges", "what a group worked on"),
        Kind("Idea", "idea", "ideas", "what a group proposed"),
        Kind("Model", "model", "models", "a scheme elsewhere that was held up as an example"),
        Kind("Organisation", "organisation", "organisations", "a body that took part or is named", is_named=True),
        Kind("Person", "person", "people", "somebody who took part, spoke or is named", is_named=True),
        Kind("Initiative", "initiative", "initiatives", "work that followed"),
        Kind("Insight", "insight", "insights", "a lesson across challenges"),
        Kind("Event", "gathering", "gatherings", "where people met"),
        Kind("Topic", "topic", "topics", "an area of public services"),
        Kind("Place", "place", "places", "where something happens", is_named=True),
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


def source(title: str, kind: str | None, dates: Iterable[str | None]) -> str:
    """Return a document as the line below a quote names it: titles come again from year to year, so with its kind and years.

    `dates` are those of the gatherings that it reports on, or else its own.
    """
    years = sorted({date[:4] for date in dates if date and date[:4] not in title})
    said = ", ".join(filter(None, (kind, *years)))
    return f"{title} ({said})" if said else title


def document_source(document: dict[str, Any]) -> str:
    """Return a document of GraphQL's as the line below a quote names it."""
    dates = [event["date"] for event in document["reportsOn"]["nodes"]]
    return source(document["displayName"], document["kindLabel"], dates or [document["published"]])


def day(printed: str | None) -> str:
    """Return a date as people write it: `7 May 2025`, `May 2025`, `2025`; what is no date, as it is."""
    if not printed:
        return ""
    try:
        parts = [int(part) for part in printed.split("-")]
        when = date(*[*parts, 1, 1][:3])
    except ValueError:
        return printed
    return [f"{when:%Y}", f"{when:%B %Y}", f"{when.day} {when:%B %Y}"][min(len(parts), 3) - 1]
