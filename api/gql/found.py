"""The GraphQL types of what is found rather than listed: by a search, along paths, as partners."""

from api.gql.classes import Classes, Field
from api.gql.parts import CURSOR, EVIDENCE, FACET_LIMIT, IGNORE_OWN, PYTHON_OF, add_connection
from api.gql.surface import LINK_PROPERTIES


def add_found(classes: Classes) -> None:
    """Make the types of searches, paths, neighbourhoods and partners."""
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
                "How well it fits, by Lucene's BM25: greater is better, comparable in one search only.",
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
        "One step from an organisation towards what matches.",
        [
            Field("relationship", "LinkKind", "The relationship that is followed."),
            Field("node", "Node", "Where it leads."),
        ],
    )
    classes.object(
        "PartnerReason",
        "Why an organisation could help.",
        [
            Field("score", "float", "What it adds to the organisation's score."),
            Field(
                "path",
                "list[PartnerStep]",
                "The steps from the organisation to the idea, challenge or model that matches.",
            ),
            Field("quotes", "list[Passage]", "The passages that state the steps."),
        ],
    )
    classes.object(
        "Partner",
        "An organisation that could help, and why.",
        [
            Field("organisation", "Organisation", "The organisation."),
            Field("score", "float", "The sum of all its reasons' scores; comparable in one answer only."),
            Field("reasons", "list[PartnerReason]", "The five weightiest reasons, best first."),
        ],
    )
