"""The nodes of the graph, declared once: constraints, GraphQL types, RDF and the reference page are derived from these."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from schema.declaration import Node, Spec

ORGANISATION_KINDS = (
    "local authority",
    "combined authority",
    "NHS body",
    "government department",
    "police and justice",
    "social enterprise",
    "co-operative",
    "charity",
    "membership body",
    "social investor",
    "grant funder",
    "bank",
    "university",
    "law firm",
    "professional services",
    "insurer",
    "political party",
    "network",
    "company",
    "housing association",
    "school or college",
    "standards body",
)

TOPICS = (
    "children's services",
    "domestic abuse",
    "older people",
    "homelessness",
    "mental health",
    "primary care",
    "health",
    "supported housing",
    "local growth",
    "skills and employment",
    "social care",
)

KNOWLEDGE_KINDS = ("register", "judgements")
"""Kinds of document that are knowledge of their own and no report: a register of bodies, what curators decided."""

DOCUMENT_KINDS = (
    "report",
    "web page",
    "blog post",
    "programme",
    "minutes",
    "participants' list",
    "case studies",
    "press release",
    *KNOWLEDGE_KINDS,
)


@dataclass(slots=True, kw_only=True)
class Document(Node):
    """One source: a report, a web page, minutes ...; or knowledge that no report states. Titles repeat, so a title is no id."""

    title: Annotated[str, Spec("Its title as printed.", "dcterms:title", display=True, search=True, alphabetical=True)]
    kind: Annotated[
        str,
        Spec("What sort of source it is.", "dcterms:type", scheme="document-kind", facet=True, one_of=DOCUMENT_KINDS),
    ]
    published: Annotated[
        str | None,
        Spec("When it was published: a year, month or day (ISO 8601).", "dcterms:issued", facet=True, date=True),
    ] = None
    source: Annotated[str, Spec("The name of the file, or the address, that it was read from.", "dc:source")]
    sha256: Annotated[str, Spec("SHA-256 of the bytes that were read, in hexadecimal.", "ig:sha256")]
    licence: Annotated[str | None, Spec("The licence under which it may be reused, where known.", "dc:rights")] = None

    term: ClassVar[str] = "schema:Report"
    plural: ClassVar[str] = "documents"


@dataclass(slots=True, kw_only=True)
class Passage(Node):
    """A block of a document, or a row of a register: the words that statements are tied to."""

    text: Annotated[
        str,
        Spec(
            "The document's normalised text from `start` to `end`.",
            "oa:exact",
            selector="oa:TextQuoteSelector",
            display=True,
            search=True,
        ),
    ]
    start: Annotated[
        int,
        Spec(
            "Offset of its first character in the document's normalised text.",
            "oa:start",
            datatype="xsd:nonNegativeInteger",
            selector="oa:TextPositionSelector",
            join="greatest",
        ),
    ]
    end: Annotated[
        int,
        Spec(
            "Offset after its last character.",
            "oa:end",
            datatype="xsd:nonNegativeInteger",
            selector="oa:TextPositionSelector",
            join="greatest",
        ),
    ]
    heading: Annotated[str | None, Spec("The heading that it is under.", "ig:heading")] = None
    order: Annotated[
        int, Spec("Its position among the document's passages, from 0.", "schema:position", join="greatest", index=True)
    ]

    term: ClassVar[str] = "doco:TextChunk oa:SpecificResource"
    plural: ClassVar[str] = "passages"
    in_order: ClassVar[bool] = True


@dataclass(slots=True, kw_only=True)
class Event(Node):
    """A gathering, such as E3M Imagine 2024."""

    name: Annotated[
        str,
        Spec(
            "Its name, with the year where printed.",
            "schema:name",
            display=True,
            search=True,
            index=True,
            alphabetical=True,
        ),
    ]
    date: Annotated[
        str | None,
        Spec(
            "When it took place: a year, month or day (ISO 8601).",
            "schema:startDate",
            index=True,
            facet=True,
            date=True,
        ),
    ] = None
    venue: Annotated[str | None, Spec("Where it took place, as printed.", "schema:location", search=True)] = None
    kind: Annotated[
        str | None, Spec("What sort of gathering it was.", "dcterms:type", scheme="event-kind", facet=True)
    ] = None

    term: ClassVar[str] = "schema:Event"
    plural: ClassVar[str] = "events"


@dataclass(slots=True, kw_only=True)
class Organisation(Node):
    """A body that acts; one node whatever the spelling."""

    name: Annotated[
        str,
        Spec(
            "Its name, in the fullest form known.",
            "schema:name",
            display=True,
            search=True,
            index=True,
            alphabetical=True,
        ),
    ]
    aliases: Annotated[
        tuple[str, ...], Spec("Every form in which documents print it.", "skos:altLabel", join="union", search=True)
    ] = ()
    kind: Annotated[
        str | None,
        Spec(
            "What sort of body it is.",
            "org:classification",
            scheme="organisation-kind",
            index=True,
            facet=True,
            one_of=ORGANISATION_KINDS,
        ),
    ] = None
    identifiers: Annotated[
        tuple[str, ...],
        Spec(
            "Its numbers in registers, in org-id style (GB-COH-07007166).",
            "org:identifier",
            datatype="org-id",
            join="union",
        ),
    ] = ()

    term: ClassVar[str] = "org:FormalOrganization schema:Organization"
    plural: ClassVar[str] = "organisations"


@dataclass(slots=True, kw_only=True)
class Person(Node):
    """A named human being."""

    name: Annotated[
        str,
        Spec(
            "The name as printed, in its fullest form.",
            "schema:name",
            display=True,
            search=True,
            index=True,
            alphabetical=True,
        ),
    ]

    term: ClassVar[str] = "schema:Person foaf:Person"
    plural: ClassVar[str] = "people"


@dataclass(slots=True, kw_only=True)
class Topic(Node):
    """A public-service area that joins challenges over the years."""

    name: Annotated[
        str,
        Spec(
            "What the area is called.",
            "skos:prefLabel",
            display=True,
            search=True,
            index=True,
            facet=True,
            one_of=TOPICS,
            alphabetical=True,
        ),
    ]

    term: ClassVar[str] = "ig:Topic skos:Concept"
    scheme: ClassVar[str] = "topic"
    plural: ClassVar[str] = "topics"


@dataclass(slots=True, kw_only=True)
class Challenge(Node):
    """A challenge that an event worked on."""

    title: Annotated[
        str, Spec("Its title as printed.", "schema:name", display=True, search=True, index=True, alphabetical=True)
    ]
    summary: Annotated[str | None, Spec("How the document describes it.", "schema:description", search=True)] = None
    tables: Annotated[tuple[str, ...], Spec("The tables that worked on it.", "ig:table", join="union")] = ()

    term: ClassVar[str] = "ibis:Issue"
    plural: ClassVar[str] = "challenges"
    in_order: ClassVar[bool] = True


@dataclass(slots=True, kw_only=True)
class Idea(Node):
    """Something that the people at a table proposed."""

    text: Annotated[str, Spec("The proposal as printed.", "rdf:value", display=True, search=True, alphabetical=True)]
    title: Annotated[
        str | None,
        Spec(
            "Its own heading or leading bold words, where it has them.",
            "schema:name",
            search=True,
            index=True,
            alphabetical=True,
        ),
    ] = None
    number: Annotated[
        str | None,
        Spec("Its printed number or letter, with its parents' (`2`, `2.a`).", "schema:position", counting=True),
    ] = None
    group: Annotated[
        str | None,
        Spec("The sub-heading that it is under, where a challenge is split between tables.", "ig:group", facet=True),
    ] = None
    emphasis: Annotated[tuple[str, ...], Spec("The words that are printed in bold.", "ig:emphasis", join="union")] = ()

    term: ClassVar[str] = "ibis:Position"
    plural: ClassVar[str] = "ideas"
    in_order: ClassVar[bool] = True


@dataclass(slots=True, kw_only=True)
class Model(Node):
    """A case-study model: an existing, named scheme, programme, partnership, organisation or place's practice to learn from."""

    name: Annotated[
        str, Spec("What it is called.", "schema:name", display=True, search=True, index=True, alphabetical=True)
    ]
    description: Annotated[str | None, Spec("What a document says it is.", "schema:description", search=True)] = None

    term: ClassVar[str] = "ig:Model prov:Plan"
    plural: ClassVar[str] = "models"


@dataclass(slots=True, kw_only=True)
class Initiative(Node):
    """Work that followed from an event."""

    name: Annotated[
        str,
        Spec(
            "What it is called, or does, in a few printed words.",
            "schema:name",
            display=True,
            search=True,
            alphabetical=True,
        ),
    ]
    description: Annotated[str | None, Spec("What a document says of it.", "schema:description", search=True)] = None
    status: Annotated[
        str | None, Spec("How far it has come, where printed.", "schema:creativeWorkStatus", facet=True)
    ] = None

    term: ClassVar[str] = "ig:Initiative schema:Project prov:Activity"
    plural: ClassVar[str] = "initiatives"
    in_order: ClassVar[bool] = True


@dataclass(slots=True, kw_only=True)
class Insight(Node):
    """A cross-cutting lesson: a key takeaway or an emergent theme."""

    title: Annotated[str, Spec("Its heading.", "schema:name", display=True, search=True, index=True, alphabetical=True)]
    text: Annotated[str | None, Spec("What is printed under the heading.", "rdf:value", search=True)] = None

    term: ClassVar[str] = "ig:Insight"
    plural: ClassVar[str] = "insights"
    in_order: ClassVar[bool] = True


@dataclass(slots=True, kw_only=True)
class Place(Node):
    """A locality, region or country."""

    name: Annotated[
        str, Spec("Its name.", "schema:name", display=True, search=True, index=True, facet=True, alphabetical=True)
    ]

    term: ClassVar[str] = "schema:Place"
    plural: ClassVar[str] = "places"


@dataclass(slots=True, kw_only=True)
class Reference(Node):
    """A work, page or video that a document cites."""

    title: Annotated[
        str | None,
        Spec("What it is called, where printed.", "dcterms:title", display=True, search=True, alphabetical=True),
    ] = None
    url: Annotated[
        str | None, Spec("Where it can be found.", "dc:identifier", datatype="address", index=True, display=True)
    ] = None
    number: Annotated[str | None, Spec("The number of its footnote, as printed.", "schema:position", display=True)] = (
        None
    )

    term: ClassVar[str] = "doco:Footnote schema:CreativeWork"
    plural: ClassVar[str] = "references"
    in_order: ClassVar[bool] = True


NODES: tuple[type[Node], ...] = (
    Document,
    Passage,
    Event,
    Organisation,
    Person,
    Topic,
    Challenge,
    Idea,
    Model,
    Initiative,
    Insight,
    Place,
    Reference,
)
