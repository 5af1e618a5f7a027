"""The GraphQL types of what is found rather than listed: by a search, along paths, as partners."""

from api.gql.classes import Argument, Classes, Field
from api.gql.enumerations import ENUMERATIONS
from api.gql.parts import CURSOR, EVIDENCE, FACET_LIMIT, IGNORE_OWN, PYTHON_OF, add_connection
from api.gql.surface import LINK_PROPERTIES
from graph.store.fulltext import LONGEST_TEXT


def add_found(classes: Classes) -> None:
    """Make the types of searches, paths, neighbourhoods and partners."""
    for name, (meaning, values) in ENUMERATIONS.items():
        classes.enumeration(name, meaning, values)
    _search(classes)
    _paths(classes)
    _partners(classes)


def _search(classes: Classes) -> None:
    classes.object(
        "Range",
        "Some characters of a text.",
        [Field("start", "int", "Offset of the first."), Field("end", "int", "Offset after the last.")],
    )
    classes.object(
        "Highlight",
        "Where a text matches what was searched for.",
        [
            Field("property", "str", "The property that matches."),
            Field("snippet", "str", "The words around the match."),
            Field("ranges", "list[Range]", "The matching words, as offsets in the snippet."),
        ],
    )
    classes.object(
        "SearchEdge",
        "One thing that was found.",
        [
            CURSOR,
            Field("node", "Node", "What was found."),
            Field(
                "score",
                "float",
                "How well it fits: Lucene's BM25 by words, the cosine of two vectors by meaning, reciprocal ranks by both. "
                "Greater is better; comparable in one search only.",
            ),
            Field("highlights", "list[Highlight]", "Why it was found."),
        ],
    )
    classes.object(
        "NodeFacets",
        "How often each kind occurs.",
        [Field("kinds", "list[FacetValue]", "How many entries are of each kind.", [FACET_LIMIT, IGNORE_OWN])],
    )
    add_connection(classes, "Search", "Node", "SearchEdge", "NodeFacets")


def _paths(classes: Classes) -> None:
    classes.object(
        "Fact",
        "One link of a path or neighbourhood, with what it carries.",
        [
            Field("type", "LinkKind", "The relationship's type."),
            Field("from", "Node", "Where it starts."),
            Field("to", "Node", "Where it leads."),
            *(
                Field(p.name, PYTHON_OF[p.type] + ("" if p.type == "texts" else " | None"), p.spec.meaning)
                for p in LINK_PROPERTIES
            ),
            EVIDENCE,
        ],
        implements=classes.namespace["Evidenced"],
    )
    classes.object(
        "Path",
        "A way from one node to another.",
        [
            Field("length", "int", "How many links it has."),
            Field("nodes", "list[Node]", "The nodes on the way, both ends included."),
            Field("facts", "list[Fact]", "The links on the way; each keeps its own direction."),
        ],
    )
    classes.object(
        "Neighbourhood",
        "What lies around a node.",
        [
            Field("nodes", "list[Node]", "The nearest nodes, itself first, by distance and then id."),
            Field("facts", "list[Fact]", "The links between those nodes."),
        ],
    )


def _partners(classes: Classes) -> None:
    classes.object(
        "PartnerStep",
        "One step from what matches towards an organisation.",
        [
            Field("relationship", "LinkKind | None", "The relationship that leads here; null for what matches itself."),
            Field("node", "Node", "Where it leads."),
            Field(
                "as",
                "str | None",
                "Of who owns or supports a challenge: what the document names them, which may be either of the two.",
            ),
        ],
    )
    classes.object(
        "PartnerReason",
        "Why an organisation could help.",
        [
            Field("score", "float", "What it adds to the organisation's score."),
            Field("path", "list[PartnerStep]", "The steps from what matches to the organisation, which is the last."),
            Field("quote", "str", "The words that state the tie: the text of `document` from `start` to `end`."),
            Field("start", "int", "Offset of the quote's first character in the document's normalised text."),
            Field("end", "int", "Offset after its last character."),
            Field("passage", "Passage", "The passage that is quoted."),
            Field("document", "Document", "The document that it stands in."),
        ],
    )
    classes.object(
        "PartnerPerson",
        "Somebody who works for an organisation that could help.",
        [
            Field("person", "Person", "The person."),
            Field("role", "str | None", "The role as printed."),
        ],
    )
    classes.object(
        "Partner",
        "An organisation that could help, and why.",
        [
            Field("organisation", "Organisation", "The organisation."),
            Field("tier", "PartnerTier", "What its place rests on."),
            Field(
                "close",
                "bool | None",
                "Whether a reason rests on what is about the text, and not only near it. Where this is false of all of the first "
                "three, nothing in the graph is about exactly this. Null where no embedding model is chosen: words cannot tell.",
            ),
            Field("score", "float", "The sum of all its reasons' scores; comparable in one answer only."),
            Field(
                "reasons",
                "list[PartnerReason]",
                "Why it could help, the weightiest reason first; each quotes other words.",
            ),
            Field("people", "list[PartnerPerson]", "Up to three who work there, those behind what matches first."),
        ],
    )
    classes.object(
        "PersonToAsk",
        "Somebody whom reports tie to what matches, in their own right.",
        [
            Field("person", "Person", "The person; `worksFor` has the role as printed."),
            Field("score", "float", "The sum of all reasons' scores; comparable in one answer only."),
            Field(
                "reasons",
                "list[PartnerReason]",
                "Why, the weightiest reason first; the last step of each is the person.",
            ),
        ],
    )
    for label, meaning in (
        ("Challenge", "A challenge like the one in question."),
        ("Model", "A model that was held up where a challenge like the one in question was worked on."),
        ("Initiative", "Work that followed from a challenge like the one in question."),
    ):
        name = label.lower()
        classes.object(
            f"Similar{label}",
            meaning,
            [
                Field("score", "float", "How near it is; greater is nearer, comparable in one answer only."),
                Field(name, label, f"The {name}."),
            ],
        )
    classes.object(
        "Precedents",
        "What is worth learning from.",
        [
            Field("challenges", "list[SimilarChallenge]", "Challenges like this one, the most alike first."),
            Field("models", "list[SimilarModel]", "Models that were held up for such challenges."),
            Field("initiatives", "list[SimilarInitiative]", "Work that followed from them."),
        ],
    )


SIMILAR_TO = Field(
    "similarTo",
    "list[SimilarChallenge]",
    "Challenges that mean something like this one, the most alike first; none where no embedding model is chosen.",
    [Argument("first", "int", "How many, up to 100.", 5)],
)
_TEXT = Argument("text", "str", f"What is needed, in your own words; its first {LONGEST_TEXT:,} characters are read.")
_SCOPE = [
    Argument("topics", "list[str] | None", "Only by what is about one of these topics, by their names."),
    Argument("places", "list[str] | None", "Only by what is about or in one of these places, by their names."),
    Argument("years", "list[int] | None", "Only by what was printed of events of these years."),
]
"""A name that the graph has not is refused, with those that may be meant."""
_TIED = Argument("roles", "list[PartnerRole] | None", "Only by these ties.")
PARTNER_ARGUMENTS = [
    _TEXT,
    Argument("first", "int", "How many, 1 to 100.", 10),
    Argument("kinds", "list[PartnerKind] | None", "Only organisations of these kinds."),
    *_SCOPE,
    _TIED,
    Argument("exclude", "list[ID] | None", "Not these organisations, by their ids."),
    Argument("shape", "PartnerShape", "One ranking, or kinds in turn.", "PLAIN"),
]
"""What partners can be asked for."""
PRECEDENT_ARGUMENTS = [_TEXT, Argument("first", "int", "How many of each, 1 to 100.", 5), *_SCOPE]
"""What precedents can be asked for."""
PEOPLE_ARGUMENTS = [
    _TEXT,
    Argument("first", "int", "How many, 1 to 100.", 5),
    Argument("kinds", "list[PartnerKind] | None", "Only people who work for organisations of these kinds."),
    *_SCOPE,
    _TIED,
    Argument("exclude", "list[ID] | None", "Not these people, by their ids."),
]
"""What people can be asked for."""
