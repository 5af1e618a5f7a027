"""The GraphQL schema, in Strawberry, derived from the declaration: every label, every relationship in both directions.

No field has a resolver: `api.gql.compiler` turns a whole operation into one Cypher statement, and the rows that come back are
shaped into the response at once. Every description is the declaration's own.
"""

import enum
from functools import lru_cache

import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from api.gql.classes import Argument, Classes, Field
from api.gql.inputs import add_inputs, connection_arguments
from api.gql.surface import LINK_PROPERTIES, RELATIONS, SURFACES, Relation, Surface, facet_name
from api.gql.surface import surface as surface_of
from schema.model import GRAPH_MODEL, Property

_PYTHON_OF = {"text": "str", "date": "str", "integer": "int", "texts": "list[str]"}
_EVIDENCE = Field("evidence", "list[Passage]", "The passages that state it, in the order of their ids.")
_CURSOR = Field("cursor", "str", "Where it stands in this ordering; give it as after or before.")
_THROUGH = Argument(
    "through", "list[LinkKind] | None", "The relationships to follow; all that state facts unless given."
)


class Direction(enum.Enum):
    """A way to order."""

    ASC = "ASC"
    DESC = "DESC"


def _enums(classes: Classes) -> None:
    kinds = enum.Enum("NodeKind", {n.label: n.label for n in GRAPH_MODEL.nodes})  # type: ignore[misc]
    links = enum.Enum("LinkKind", {link.name: link.name for link in GRAPH_MODEL.links})  # type: ignore[misc]
    classes.namespace |= {
        "NodeKind": strawberry.enum(kinds, description="The labels of the graph."),
        "LinkKind": strawberry.enum(links, description="The relationship types of the graph."),
        "Direction": strawberry.enum(Direction, description="Least first (ASC) or greatest first (DESC)."),
    }


def _common(classes: Classes) -> type:
    node = classes.interface(
        "Node",
        "Anything that the graph tells of.",
        [
            Field("id", "ID", "Its stable, readable id, such as `organisation/stone-king-llp`."),
            Field("displayName", "str | None", "What names it to a person: its name, title or text."),
        ],
    )
    classes.object(
        "PageInfo",
        "Where a page stands in the whole.",
        [
            Field("hasNextPage", "bool", "Whether there is more behind it."),
            Field("hasPreviousPage", "bool", "Whether there is more in front of it."),
            Field("startCursor", "str | None", "The cursor of its first entry."),
            Field("endCursor", "str | None", "The cursor of its last entry."),
        ],
    )
    classes.object(
        "FacetValue",
        "One value and how many entries have it.",
        [Field("value", "str", "The value."), Field("count", "int", "How many entries have it.")],
    )
    return node


def _values(properties: tuple[Property, ...]) -> list[Field]:
    return [
        Field(p.name, _PYTHON_OF[p.type] + ("" if p.required or p.type == "texts" else " | None"), p.spec.meaning)
        for p in properties
    ]


def _facet_fields(properties: tuple[Property, ...], whose: str) -> list[Field]:
    limit = Argument("first", "int", "How many values, the most frequent first.", 100)
    return [
        Field(facet_name(p), "list[FacetValue]", f"How many entries have each value{whose}. {p.spec.meaning}", [limit])
        for p in properties
    ]


def _label(classes: Classes, surface: Surface, node: type) -> None:
    label = surface.node.label
    fields = [
        Field("id", "ID", "Its stable, readable id."),
        Field("displayName", "str | None", f"What names it to a person: its {surface.node.display.name}."),
        *_values(surface.node.properties),
        *(_relation_field(r) for r in surface.relations),
    ]
    classes.object(label, surface.node.meaning, fields, implements=node)
    if surface.facets:
        about = f"How often each value occurs among related {surface.plural}."
        classes.object(f"{label}PropertyFacets", about, _facet_fields(surface.facets, " among those related"))
    related = [
        Field(r.name, f"{r.target.label}PropertyFacets", f"Counts by what they are related to. {r.link.meaning}")
        for r in facet_relations(surface)
        if r.target
    ]
    facets = [*_facet_fields(surface.facets, ""), *related]
    if facets:
        classes.object(f"{label}Facets", f"How often each value occurs among these {surface.plural}.", facets)
    classes.object(
        f"{label}Edge",
        f"One of the {surface.plural} and where it stands.",
        [_CURSOR, Field("node", label, surface.node.meaning)],
    )
    _connection(classes, label, label, f"{label}Edge", f"{label}Facets" if facets else None)


def facet_relations(surface: Surface) -> list[Relation]:
    """Return the relationships whose other end has something worth counting."""
    return [r for r in surface.relations if r.target and not r.single and surface_of(r.target.label).facets]


def _connection(classes: Classes, stem: str, target: str, edge: str, facets: str | None) -> None:
    fields = [
        Field("edges", f"list[{edge}]", "The entries of this page, each with what its link says."),
        Field("nodes", f"list[{target}]", "What the entries lead to: a short cut past edges."),
        Field("pageInfo", "PageInfo", "Where this page stands in the whole."),
        Field("totalCount", "int", "How many entries there are on all pages; counted only when asked for."),
    ]
    if facets:
        fields.append(Field("facets", facets, "Counts over all pages; made only when asked for."))
    classes.object(f"{stem}Connection", "One page of a list.", fields)


def _relation_field(r: Relation) -> Field:
    if r.single:
        return Field(r.name, f"{r.target_name} | None", r.link.meaning)
    return Field(
        r.name, f"{r.stem}Connection", r.link.meaning, connection_arguments(f"{r.stem}Filter", f"{r.stem}Order")
    )


def _relation_types(classes: Classes, r: Relation) -> None:
    fields = [_CURSOR, Field("node", r.target_name, "What it leads to."), *_values(r.link.properties)]
    if r.link.evidenced:
        fields.append(_EVIDENCE)
    classes.object(f"{r.stem}Edge", r.link.meaning, fields)
    target = f"{r.target_name}Facets"
    facets: str | None = target if target in classes.namespace else None
    if r.facets:
        facets = f"{r.stem}Facets"
        fields = _facet_fields(r.facets, "")
        if target in classes.namespace:
            fields.append(Field("node", target, "Counts by what the links lead to."))
        classes.object(facets, "How often each value occurs among these links.", fields)
    _connection(classes, r.stem, r.target_name, f"{r.stem}Edge", facets)


def _paths(classes: Classes) -> None:
    classes.object(
        "Fact",
        "One link of a path or neighbourhood, with what it carries.",
        [
            Field("type", "LinkKind", "The relationship's type."),
            Field("from", "Node", "Where it starts."),
            Field("to", "Node", "Where it leads."),
            *(
                Field(p.name, _PYTHON_OF[p.type] + ("" if p.type == "texts" else " | None"), p.spec.meaning)
                for p in LINK_PROPERTIES
            ),
            _EVIDENCE,
        ],
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


def _search(classes: Classes) -> None:
    classes.object(
        "Range",
        "Some characters of a text.",
        [Field("start", "int", "Offset of the first."), Field("end", "int", "Offset behind the last.")],
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
            _CURSOR,
            Field("node", "Node", "What was found."),
            Field(
                "score",
                "float",
                "How well it fits, by Lucene's BM25: greater is better, comparable in one search only.",
            ),
            Field("highlights", "list[Highlight]", "Why it was found."),
        ],
    )
    limit = Argument("first", "int", "How many values, the most frequent first.", 100)
    classes.object(
        "NodeFacets",
        "How often each kind occurs.",
        [Field("kinds", "list[FacetValue]", "How many entries are of each kind.", [limit])],
    )
    _connection(classes, "Search", "Node", "SearchEdge", "NodeFacets")


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


def _roots() -> list[Field]:
    an_id = Argument("id", "ID", "Its id.")
    fields = [
        Field("node", "Node | None", "Anything by its id; null where there is none.", [an_id]),
        Field(
            "search",
            "SearchConnection",
            "Everything whose text has these words, best first.",
            [
                Argument(
                    "text",
                    "str",
                    "Words; what has any of them, in any English form, is found, and what has more or rarer ones comes first.",
                ),
                Argument("kinds", "list[NodeKind] | None", "Only these kinds."),
                Argument("where", "SearchFilter | None", "Conditions kind by kind."),
                Argument("first", "int | None", "How many; 100 unless given."),
                Argument("after", "str | None", "Only those behind this cursor of the same search."),
            ],
        ),
        Field(
            "partners",
            "list[Partner]",
            "Organisations that could help with a challenge like this, best first, each with the quotes that say why.",
            [
                Argument("text", "str", "What is needed, in your own words."),
                Argument("first", "int", "How many, 1 to 100.", 10),
            ],
        ),
        Field(
            "shortestPath",
            "Path | None",
            "A shortest way between two nodes, whichever way the links point; null where there is none.",
            [
                Argument("from", "ID", "Where it starts."),
                Argument("to", "ID", "Where it leads."),
                _THROUGH,
                Argument("longest", "int", "How many links it may have, 1 to 12.", 6),
            ],
        ),
        Field(
            "neighbourhood",
            "Neighbourhood | None",
            "What lies around a node; null where there is no such node.",
            [
                Argument("of", "ID", "The node in the middle."),
                Argument("depth", "int", "How many links away, 1 to 4.", 1),
                _THROUGH,
                Argument("first", "int", "How many nodes, the nearest first, up to 1,000.", 100),
            ],
        ),
    ]
    for s in SURFACES:
        label = s.node.label
        fields.append(
            Field(s.singular, f"{label} | None", f"{s.node.meaning} By its id; null where there is none.", [an_id])
        )
        arguments = connection_arguments(f"{label}Filter", f"{label}Order")
        fields.append(Field(s.plural, f"{label}Connection", f"Many at once. {s.node.meaning}", arguments))
    return fields


@lru_cache(maxsize=1)
def strawberry_schema() -> strawberry.Schema:
    """Return the Strawberry schema, made at the first call."""
    classes = Classes(ID=strawberry.ID)
    _enums(classes)
    add_inputs(classes)
    node = _common(classes)
    _search(classes)
    _paths(classes)
    _partners(classes)
    for surface in SURFACES:
        _label(classes, surface, node)
    for relation in {r.stem: r for r in RELATIONS if not r.single}.values():
        _relation_types(classes, relation)
    query = classes.object("Query", "What can be asked.", _roots())
    labels = [classes.namespace[s.node.label] for s in SURFACES]
    return strawberry.Schema(query, types=labels, config=StrawberryConfig(auto_camel_case=False))


@lru_cache(maxsize=1)
def graphql_schema() -> GraphQLSchema:
    """Return the same schema as graphql-core's, for parsing, validation and introspection."""
    core = strawberry_schema()._schema
    for made in core.type_map.values():
        definition = made.extensions.get("strawberry-definition")
        if isinstance(made, GraphQLInputObjectType) and getattr(definition, "is_one_of", False):
            # Strawberry checks this by a rule of its own; so marked, graphql-core does, for literals and variables alike.
            made.is_one_of = True
    return core


def sdl() -> str:
    """Return the schema in the schema definition language, as committed in `api/gql/schema.graphql`."""
    return strawberry_schema().as_str() + "\n"
