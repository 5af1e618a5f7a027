"""The years side by side: which topics each gathering worked on, what was taken up again, and what followed."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.web.explorer.asking import answering, ask
from api.web.explorer.kinds import count, day
from api.web.html import address, opening, page

_NO_TOPIC = "No topic stated"


@dataclass(frozen=True, slots=True)
class Named:
    """Something with a page."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Gathering:
    """A column: one gathering."""

    id: str
    name: str
    href: str
    day: str
    followed: list[Named] = field(default_factory=list)
    """Work that followed from it or from its challenges."""


@dataclass(frozen=True, slots=True)
class Card:
    """A challenge in its cell."""

    name: str
    href: str
    ideas: str
    continues: list[Named]
    followed: list[Named]


@dataclass(frozen=True, slots=True)
class Row:
    """A topic, with its challenges by gathering."""

    name: str
    href: str
    cells: dict[str, list[Card]]

    @property
    def is_kept(self) -> bool:
        """Whether more than one gathering worked on it."""
        return len(self.cells) > 1


@answering
async def years(request: Request) -> Response:
    """Answer `/years`."""
    found = await ask(request, "years")
    gatherings = _gatherings(found)
    rows = _rows(found["challenges"]["nodes"])
    return page(request, "years.html", gatherings=gatherings, rows=rows, sentences=_sentences(gatherings, rows, found))


def _gatherings(found: dict[str, Any]) -> list[Gathering]:
    """Return the gatherings that worked on something or that something followed from, the earliest first."""
    challenges, initiatives = found["challenges"]["nodes"], found["initiatives"]["nodes"]
    events = {e["id"]: e for c in challenges for e in c["raisedAt"]["nodes"]}
    events |= {e["id"]: e for i in initiatives for e in i["followsFromEvents"]["nodes"]}
    ordered = sorted(events.values(), key=lambda e: (e["date"] or "", e["id"]))
    gatherings = {e["id"]: Gathering(e["id"], e["displayName"], address(e["id"]), day(e["date"])) for e in ordered}
    for initiative in initiatives:
        sources = {e["id"] for e in initiative["followsFromEvents"]["nodes"]}
        sources |= {e["id"] for c in initiative["followsFromChallenges"]["nodes"] for e in c["raisedAt"]["nodes"]}
        for source in sorted(sources & gatherings.keys()):
            gatherings[source].followed.append(_named(initiative))
    return list(gatherings.values())


def _rows(challenges: list[dict[str, Any]]) -> list[Row]:
    """Return the topics: those that were taken up again first, then by name; challenges without one last."""
    names: dict[str, tuple[str, str]] = {}
    cells: dict[str, dict[str, list[Card]]] = defaultdict(lambda: defaultdict(list))
    for challenge in challenges:
        topics = challenge["topics"]["nodes"] or [{"id": "", "displayName": _NO_TOPIC}]
        for topic in topics:
            names[topic["id"]] = opening(topic["displayName"]), address(topic["id"]) if topic["id"] else ""
            for event in challenge["raisedAt"]["nodes"]:
                cells[topic["id"]][event["id"]].append(_card(challenge))
    rows = [Row(*names[topic], cells=dict(found)) for topic, found in cells.items()]
    return sorted(rows, key=lambda row: (not row.href, not row.is_kept, row.name))


def _card(challenge: dict[str, Any]) -> Card:
    return Card(
        name=opening(challenge["displayName"]),
        href=address(challenge["id"]),
        ideas=count(challenge["ideas"]["totalCount"], "Idea"),
        continues=[_named(c) for c in challenge["continues"]["nodes"]],
        followed=[_named(i) for i in challenge["initiatives"]["nodes"]],
    )


def _named(node: dict[str, Any]) -> Named:
    return Named(opening(node["displayName"]), address(node["id"]))


def _sentences(gatherings: list[Gathering], rows: list[Row], found: dict[str, Any]) -> list[str]:
    """Return the picture in words."""
    challenges = found["challenges"]["nodes"]
    said = []
    for gathering in gatherings:
        number = sum(any(e["id"] == gathering.id for e in c["raisedAt"]["nodes"]) for c in challenges)
        if number:
            said.append(f"{gathering.name} worked on {count(number, 'Challenge')}.")
    if kept := [row.name for row in rows if row.is_kept and row.href]:
        listed = kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} and {kept[-1].lower()}"
        said.append(f"{listed} {'was' if len(kept) == 1 else 'were'} worked on more than once.")
    if following := len(found["initiatives"]["nodes"]):
        said.append(f"{count(following, 'Initiative').capitalize()} followed.")
    return said
