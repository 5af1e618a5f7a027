"""Partners: a person describes a challenge, and gets the organisations that could help, each with the words that say why."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.gql.vocabulary import code_of
from api.web.explorer.asking import UnansweredError, answering, as_graphql, ask, in_graphiql
from api.web.explorer.facets import NAMES
from api.web.explorer.paging import Narrowed, chosen_in, page_number, part_of
from api.web.explorer.reasons import Reason, reason_of
from api.web.explorer.tables import as_csv
from api.web.html import address, opening, page
from api.web.linked_data.questions import ties_in_cypher
from graph.partners.kinds import GROUPS
from graph.partners.matching import BY_WORDS_ALONE, MOST, is_only_near
from graph.partners.names import unknown
from schema.nodes import ORGANISATION_KINDS

ON_A_PAGE = 10
LONGEST = 2000
"""The most characters of a description."""
_PARTS = {
    "COMMISSIONER": "Commissioners",
    "PROVIDER": "Providers",
    "INVESTOR": "Funders and investors",
    "ADVISER": "Advisers",
}
_KINDS = {code_of(name): name for name in (*GROUPS, *ORGANISATION_KINDS)}
_COLUMNS = "rank", "organisation", "kind", "tied by", "score", "people", "reason", "quote", "document", "address"
PARTS = "partners", "people", "precedents"
"""What the document asks for, each only where the variable of its name says so."""
_LEARNT = (
    ("challenges", "challenge", "Challenges like it"),
    ("models", "model", "Models to learn from"),
    ("initiatives", "initiative", "What followed"),
)


@dataclass(frozen=True)
class Asked(Narrowed):
    """What is needed."""

    is_cut: bool = False
    """Whether there was more text."""

    path = "/partners"
    parameter = "text"

    @classmethod
    def of(cls, given: QueryParams) -> "Asked":
        """Return what an address asks for, cut where it is too long."""
        text = " ".join(given.get("text", "").replace("\0", " ").split())
        return cls(text[:LONGEST], chosen_in(given), page_number(given), is_cut=len(text) > LONGEST)

    @property
    def refusal(self) -> str:
        """Why it cannot be asked, where the address names a kind or a year that is none."""
        for kind in self.chosen["kind"]:
            if kind not in _KINDS:
                return str(unknown("kind of organisation", kind, list(_KINDS)))
        for year in self.chosen["year"]:
            if not (year.isascii() and year.isdigit() and len(year) == 4):
                return f"{year!r} is not a year; give one such as 2024"
        return ""

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of the document that is asked."""
        return {
            "text": self.text,
            "first": MOST,
            "kinds": list(self.chosen["kind"]) or None,
            "topics": list(self.chosen["topic"]) or None,
            "places": list(self.chosen["place"]) or None,
            "years": [int(y) for y in self.chosen["year"]] or None,
        }

    def only(self, part: str) -> dict[str, Any]:
        """Return the variables by which the document asks for one of its parts.

        Neo4j plans the parts as statements of their own in less time than all of them as one, and beside each other.
        """
        return self.variables | {one: one == part for one in PARTS}


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that could help."""

    id: str
    name: str
    href: str
    kind: str
    people: tuple[tuple[str, str, str], ...]
    """Name, page and role of those to speak to."""
    reasons: tuple[Reason, ...]
    score: float
    is_close: bool | None
    """Whether some of it is about what is described, and not only near it; None where words alone were compared."""
    is_tied: bool
    """Whether the words of a report tie it to what matches; else it only came to the gathering."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom reports tie to what matches."""

    name: str
    href: str
    posts: str
    """Role and organisation as printed."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is found."""

    partners: tuple[Partner, ...] = ()
    people: tuple[Person, ...] = ()
    learnt: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...] = ()
    """What is worth learning from: a heading, the kind, and each one's name, page and, of a challenge, gathering."""


@answering
async def partners(request: Request) -> Response:
    """Answer `/partners`."""
    asked = Asked.of(request.query_params)
    found, refusal = await _found(request, asked, PARTS)
    choices = await ask(request, "partner_choices")
    tied = [p for p in found.partners if p.is_tied]
    part = part_of(tied, asked, ON_A_PAGE)
    years = dict.fromkeys(e["date"][:4] for e in choices["events"]["nodes"] if e["date"])
    variables = None if asked.refusal else asked.variables
    return page(
        request,
        "partners.html",
        status=400 if refusal else 200,
        asked=asked,
        longest=LONGEST,
        refusal=refusal,
        part=part,
        tied=len(tied),
        is_all=len(tied) < MOST,
        nearest=_nearest(tied),
        by_words_alone=BY_WORDS_ALONE if tied and tied[0].is_close is None else "",
        came=[p for p in found.partners if not p.is_tied] if part.number == part.pages else [],
        people=found.people if part.number == 1 else (),
        learnt=found.learnt if part.number == 1 else (),
        facets=[
            ("kind", "What they do", list(_PARTS.items())),
            ("topic", "Topic", [(t["name"], opening(t["name"])) for t in choices["topics"]["nodes"]]),
            ("year", "Year", [(year, year) for year in years]),
        ],
        places=[p["name"] for p in choices["places"]["nodes"]],
        chips=[
            (name, _PARTS.get(value, opening(_KINDS.get(value, value))), asked.without(name, value).href())
            for name in NAMES
            for value in asked.chosen[name]
        ],
        examples=[
            (opening(c["displayName"]), Asked(c["displayName"], dict.fromkeys(NAMES, ())).href())
            for c in choices["challenges"]["nodes"]
        ],
        in_graphiql=in_graphiql("partners", variables) if variables else "",
        graphql=as_graphql("partners", variables) if variables else "",
        cypher=ties_in_cypher(p.id for p in part.entries) if part.entries else "",
    )


@answering
async def partners_csv(request: Request) -> Response:
    """Answer `/partners.csv`: a row for each reason."""
    found, refusal = await _found(request, Asked.of(request.query_params), PARTS[:1])
    if refusal:
        raise UnansweredError("BAD_USER_INPUT", refusal)
    rows = []
    for rank, partner in enumerate(found.partners, 1):
        people = "; ".join(", ".join(filter(None, (name, role))) for name, _, role in partner.people)
        tied = "evidence" if partner.is_tied else "attended"
        row = [rank, partner.name, partner.kind, tied, f"{partner.score:.3f}", people]
        rows += [[*row, r, r.quote, r.source, str(request.base_url).rstrip("/") + r.href] for r in partner.reasons]
    return as_csv("partners", _COLUMNS, rows)


async def _found(request: Request, asked: Asked, parts: Sequence[str]) -> tuple[Answer, str]:
    """Return what is found, or why what is typed or chosen cannot be asked for."""
    if not asked.text:
        return Answer(), ""
    if asked.refusal:
        return Answer(), opening(asked.refusal)
    try:
        answers = await asyncio.gather(*(ask(request, "partners", **asked.only(part)) for part in parts))
    except UnansweredError as e:
        if e.code != "BAD_USER_INPUT":
            raise
        return Answer(), opening(e.reason)
    answer = {name: found for one in answers for name, found in one.items()}
    precedents = answer.get("precedents", {})
    learnt = (
        (heading, one, tuple(map(_learnt, (found[one] for found in precedents.get(many, ())))))
        for many, one, heading in _LEARNT
    )
    people = tuple(map(_person, answer.get("peopleToAsk", ())))
    return Answer(tuple(map(_partner, answer["partners"])), people, tuple(one for one in learnt if one[2])), ""


def _learnt(node: dict[str, Any]) -> tuple[str, str, str]:
    """Return the name and page of something, and where it was raised: one challenge is often taken up again by its name."""
    events = node.get("raisedAt", {}).get("nodes", [])
    return opening(node["displayName"]), address(node["id"]), events[0]["displayName"] if events else ""


def _person(found: dict[str, Any]) -> Person:
    one = found["person"]
    posts = (", ".join(filter(None, (e["role"], e["node"]["displayName"]))) for e in one["worksFor"]["edges"])
    reasons = tuple(reason_of(r, one["id"]) for r in found["reasons"])
    return Person(one["displayName"], address(one["id"]), "; ".join(posts), reasons)


def _nearest(tied: Sequence[Partner]) -> Reason | None:
    """Return the reason that comes nearest where nothing is about exactly what is described; None where something is."""
    return tied[0].reasons[0] if is_only_near([p.is_close for p in tied]) else None


def _partner(found: dict[str, Any]) -> Partner:
    body = found["organisation"]
    return Partner(
        id=body["id"],
        name=body["displayName"],
        href=address(body["id"]),
        kind=body["kindLabel"] or "",
        people=tuple(
            (p["person"]["displayName"], address(p["person"]["id"]), p["role"] or "") for p in found["people"]
        ),
        reasons=tuple(reason_of(r, body["id"]) for r in found["reasons"]),
        score=found["score"],
        is_close=found["close"],
        is_tied=found["tier"] == "EVIDENCE",
    )
