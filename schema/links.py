"""The links of the graph, declared once: every relationship type, what it joins, what it means and what it carries."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schema.declaration import Ends, Link, Qualified, Spec, TermByValue
from schema.passage_links import ANY as ANY
from schema.passage_links import In as In
from schema.passage_links import Mentions as Mentions
from schema.passage_links import Next as Next
from schema.passage_links import States as States

SPEAKING_CAPACITIES = (
    "opening address",
    "keynote",
    "address",
    "presentation",
    "panel",
    "vignette",
    "reception address",
    "closing address",
)

EITHER = "owner or supporter"
"""What a document names somebody who stands behind a challenge, where one heading covers owners and supporters."""
BACKING_CAPACITIES = ("owner", "supporter", EITHER)
"""What a document names those who stand behind a challenge."""


def _backing_role(unnamed: str) -> TermByValue:
    """Return the role of one of them; `unnamed` where the document has no name for it."""
    named = (("owner", "ig:owner"), ("supporter", "ig:supporter"), (EITHER, "ig:ownerOrSupporter"))
    return TermByValue("dcat:hadRole", "as_", (*named, (None, unnamed)))


@dataclass(slots=True, kw_only=True)
class ReportsOn(Link):
    """The document reports on the event."""

    type: ClassVar[str] = "REPORTS_ON"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Document", "Event", "reportsOn", "reportedIn"),)
    term: ClassVar[str] = "schema:about"


@dataclass(slots=True, kw_only=True)
class Organised(Link):
    """The organisation held the event."""

    as_: Annotated[str | None, Spec("In what capacity, where printed: host, convenor, ...", "schema:roleName")] = None

    type: ClassVar[str] = "ORGANISED"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Organisation", "Event", "organised", "organisers"),)
    term: ClassVar[str] = "^schema:organizer"
    qualified: ClassVar[Qualified | None] = Qualified("schema:Role", "schema:organizer", "schema:event")


@dataclass(slots=True, kw_only=True)
class Sponsored(Link):
    """The organisation supported the event with money or in kind."""

    as_: Annotated[str | None, Spec("In what capacity, where printed: funder, ...", "schema:roleName")] = None

    type: ClassVar[str] = "SPONSORED"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Organisation", "Event", "sponsored", "sponsors"),)
    term: ClassVar[str] = "^schema:sponsor"
    qualified: ClassVar[Qualified | None] = Qualified("schema:Role", "schema:sponsor", "schema:event")


@dataclass(slots=True, kw_only=True)
class Attended(Link):
    """The organisation was represented at the event, or the person took part in it."""

    as_: Annotated[str | None, Spec("In what capacity, where printed: chair, facilitator, ...", "schema:roleName")] = (
        None
    )

    type: ClassVar[str] = "ATTENDED"
    ends: ClassVar[tuple[Ends, ...]] = (
        Ends("Organisation", "Event", "attended", "attendees"),
        Ends("Person", "Event", "attended", "participants"),
    )
    term: ClassVar[str] = "^schema:attendee"
    qualified: ClassVar[Qualified | None] = Qualified("schema:Role", "schema:attendee", "schema:event")


@dataclass(slots=True, kw_only=True)
class PartnerOf(Link):
    """The organisation is a standing partner of the other."""

    as_: Annotated[str | None, Spec("What sort of partner.", "schema:roleName", identity=True)] = None

    type: ClassVar[str] = "PARTNER_OF"
    phrase: ClassVar[str] = "is a partner of"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Organisation", "Organisation", "partnerOf", "partners"),)
    term: ClassVar[str] = "ig:partnerOf org:linkedTo"


@dataclass(slots=True, kw_only=True)
class Wrote(Link):
    """The person or organisation made the document, or had it made."""

    as_: Annotated[
        str | None, Spec("In what capacity: author, editor, publisher, commissioned by.", "schema:roleName")
    ] = None

    type: ClassVar[str] = "WROTE"
    ends: ClassVar[tuple[Ends, ...]] = (
        Ends("Person", "Document", "wrote", "authors"),
        Ends("Organisation", "Document", "wrote", "authorOrganisations"),
    )
    term: ClassVar[str] = "^prov:wasAttributedTo"
    qualified: ClassVar[Qualified | None] = Qualified("prov:Attribution", "prov:agent", "^prov:qualifiedAttribution")


@dataclass(slots=True, kw_only=True)
class WorksFor(Link):
    """The person works for, or holds an office in, the organisation."""

    role: Annotated[str | None, Spec("The role as printed, in the fullest form.", "org:role", scheme="role")] = None
    roles: Annotated[
        tuple[str, ...],
        Spec(
            "Every role that a document prints, where there are several.",
            "ig:printedRole",
            scheme="role",
            join="spellings",
        ),
    ] = ()

    former: Annotated[
        str | None, Spec("The words by which the document says that it is past: `until April`, `former`.", "ig:former")
    ] = None

    type: ClassVar[str] = "WORKS_FOR"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Person", "Organisation", "worksFor", "staff"),)
    term: ClassVar[str] = "org:memberOf"
    qualified: ClassVar[Qualified | None] = Qualified("org:Membership", "org:member", "org:organization")


@dataclass(slots=True, kw_only=True)
class SpokeAt(Link):
    """The person spoke at the event."""

    as_: Annotated[
        str | None, Spec("In what capacity.", "schema:roleName", identity=True, facet=True, one_of=SPEAKING_CAPACITIES)
    ] = None

    type: ClassVar[str] = "SPOKE_AT"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Person", "Event", "spokeAt", "speakers"),)
    term: ClassVar[str] = "^schema:performer"
    qualified: ClassVar[Qualified | None] = Qualified("schema:Role", "schema:performer", "schema:event")


@dataclass(slots=True, kw_only=True)
class Owns(Link):
    """The person or organisation brought the challenge and answers for it; all of them, where a document names owners and
    supporters under one heading."""

    table: Annotated[str | None, Spec("The table, where a challenge was split.", "ig:table")] = None
    as_: Annotated[
        str | None,
        Spec("What the document names them.", "schema:roleName", facet=True, one_of=BACKING_CAPACITIES),
    ] = None

    type: ClassVar[str] = "OWNS"
    ends: ClassVar[tuple[Ends, ...]] = (
        Ends("Person", "Challenge", "owns", "owners"),
        Ends("Organisation", "Challenge", "owns", "ownerOrganisations"),
    )
    term: ClassVar[str] = "^prov:wasAttributedTo"
    qualified: ClassVar[Qualified | None] = Qualified(
        "prov:Attribution", "prov:agent", "^prov:qualifiedAttribution", _backing_role("ig:owner")
    )


@dataclass(slots=True, kw_only=True)
class Supports(Link):
    """The person or organisation helped the challenge's owners at the table."""

    table: Annotated[str | None, Spec("The table, where a challenge was split.", "ig:table")] = None
    as_: Annotated[
        str | None,
        Spec("What the document names them.", "schema:roleName", facet=True, one_of=BACKING_CAPACITIES),
    ] = None

    type: ClassVar[str] = "SUPPORTS"
    ends: ClassVar[tuple[Ends, ...]] = (
        Ends("Person", "Challenge", "supports", "supporters"),
        Ends("Organisation", "Challenge", "supports", "supporterOrganisations"),
    )
    term: ClassVar[str] = "ibis:endorses"
    qualified: ClassVar[Qualified | None] = Qualified(
        "prov:Attribution", "prov:agent", "^prov:qualifiedAttribution", _backing_role("ig:supporter")
    )


@dataclass(slots=True, kw_only=True)
class RaisedAt(Link):
    """The challenge was worked on at the event."""

    type: ClassVar[str] = "RAISED_AT"
    phrase: ClassVar[str] = "was raised at"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Challenge", "Event", "raisedAt", "challenges"),)
    term: ClassVar[str] = "ig:raisedAt"


@dataclass(slots=True, kw_only=True)
class About(Link):
    """The challenge belongs to the public-service area."""

    type: ClassVar[str] = "ABOUT"
    phrase: ClassVar[str] = "is about"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Challenge", "Topic", "topics", "challenges"),)
    term: ClassVar[str] = "dcterms:subject"


@dataclass(slots=True, kw_only=True)
class Concerns(Link):
    """The challenge is about this place."""

    type: ClassVar[str] = "CONCERNS"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Challenge", "Place", "places", "challenges"),)
    term: ClassVar[str] = "dcterms:spatial"


@dataclass(slots=True, kw_only=True)
class Continues(Link):
    """The challenge of a later event took up the earlier one's."""

    type: ClassVar[str] = "CONTINUES"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Challenge", "Challenge", "continues", "continuedBy"),)
    term: ClassVar[str] = "prov:wasDerivedFrom"


@dataclass(slots=True, kw_only=True)
class Addresses(Link):
    """The idea answers the challenge."""

    type: ClassVar[str] = "ADDRESSES"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Idea", "Challenge", "addresses", "ideas"),)
    term: ClassVar[str] = "ibis:responds-to"


@dataclass(slots=True, kw_only=True)
class ProposedAt(Link):
    """The idea is a proposal or recommendation to the whole gathering, under no challenge."""

    type: ClassVar[str] = "PROPOSED_AT"
    phrase: ClassVar[str] = "was proposed at"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Idea", "Event", "proposedAt", "proposals"),)
    term: ClassVar[str] = "ig:proposedAt"


@dataclass(slots=True, kw_only=True)
class PartOf(Link):
    """The idea is a printed part of the other."""

    type: ClassVar[str] = "PART_OF"
    phrase: ClassVar[str] = "is a part of"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Idea", "Idea", "partOf", "parts"),)
    term: ClassVar[str] = "dcterms:isPartOf"


@dataclass(slots=True, kw_only=True)
class Cites(Link):
    """The words hold the model up as an example."""

    type: ClassVar[str] = "CITES"
    ends: ClassVar[tuple[Ends, ...]] = (
        Ends("Idea", "Model", "cites", "citedByIdeas"),
        Ends("Challenge", "Model", "cites", "citedByChallenges"),
        Ends("Insight", "Model", "cites", "citedByInsights"),
    )
    term: ClassVar[str] = "cito:citesAsEvidence"


@dataclass(slots=True, kw_only=True)
class Involves(Link):
    """The organisation runs or takes part in the model."""

    type: ClassVar[str] = "INVOLVES"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Model", "Organisation", "involves", "models"),)
    term: ClassVar[str] = "schema:participant"


@dataclass(slots=True, kw_only=True)
class LocatedIn(Link):
    """The model or initiative is at work in the place."""

    type: ClassVar[str] = "LOCATED_IN"
    phrase: ClassVar[str] = "is at work in"
    ends: ClassVar[tuple[Ends, ...]] = (
        Ends("Model", "Place", "locatedIn", "models"),
        Ends("Initiative", "Place", "locatedIn", "initiatives"),
    )
    term: ClassVar[str] = "schema:location"


@dataclass(slots=True, kw_only=True)
class FollowsFrom(Link):
    """The initiative came out of the challenge or event."""

    type: ClassVar[str] = "FOLLOWS_FROM"
    ends: ClassVar[tuple[Ends, ...]] = (
        Ends("Initiative", "Challenge", "followsFromChallenges", "initiatives"),
        Ends("Initiative", "Event", "followsFromEvents", "initiatives"),
    )
    term: ClassVar[str] = "ig:followsFrom prov:wasInfluencedBy"


@dataclass(slots=True, kw_only=True)
class TakesPartIn(Link):
    """The organisation works on the initiative."""

    type: ClassVar[str] = "TAKES_PART_IN"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Organisation", "Initiative", "takesPartIn", "organisations"),)
    term: ClassVar[str] = "^schema:participant"


@dataclass(slots=True, kw_only=True)
class EmergedFrom(Link):
    """The insight was drawn from the event."""

    type: ClassVar[str] = "EMERGED_FROM"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Insight", "Event", "emergedFrom", "insights"),)
    term: ClassVar[str] = "ig:emergedFrom prov:wasInfluencedBy"


@dataclass(slots=True, kw_only=True)
class RefersTo(Link):
    """The document, idea, challenge or insight cites the work, page or video."""

    type: ClassVar[str] = "REFERS_TO"
    ends: ClassVar[tuple[Ends, ...]] = (
        Ends("Document", "Reference", "refersTo", "citedByDocuments"),
        Ends("Idea", "Reference", "refersTo", "citedByIdeas"),
        Ends("Challenge", "Reference", "refersTo", "citedByChallenges"),
        Ends("Insight", "Reference", "refersTo", "citedByInsights"),
    )
    term: ClassVar[str] = "cito:cites"


LINKS: tuple[type[Link], ...] = (
    ReportsOn,
    In,
    Next,
    Mentions,
    States,
    Organised,
    Sponsored,
    Attended,
    PartnerOf,
    Wrote,
    WorksFor,
    SpokeAt,
    Owns,
    Supports,
    RaisedAt,
    About,
    Concerns,
    Continues,
    Addresses,
    ProposedAt,
    PartOf,
    Cites,
    Involves,
    LocatedIn,
    FollowsFrom,
    TakesPartIn,
    EmergedFrom,
    RefersTo,
)
