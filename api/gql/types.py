"""The GraphQL schema, in Strawberry, derived from the declaration: every label, every relationship in both directions.

No field has a resolver: `api.gql.compiler` turns a whole operation into one Cypher statement, and the rows that come back are
shaped into the response at once. Every description is the declaration's own.
"""

import enum
from functools import lru_cache
from typing import NewType

import strawberry
from strawberry.schema.config import StrawberryConfig

from api.gql.classes import Argument, Classes, Field
from api.gql.found import PARTNER_ARGUMENTS, PEOPLE_ARGUMENTS, PRECEDENT_ARGUMENTS, SIMILAR_TO, add_found
from api.gql.inputs import add_inputs, connection_arguments
from api.gql.parts import CURSOR, EVIDENCE, FACET_LIMIT, IGNORE_OWN, STATEMENTS, add_connection, values
from api.gql.served import parsed_date
from api.gql.surface import FILLED, RELATIONS, SURFACES, Relation, Surface, meaning_of, vocabularies
from api.gql.vocabulary import Shown
from schema.model import GRAPH_MODEL

_REGISTERS = Argument("registers", "bool", "Also those of registers and judgements, which are no reports.", False)
_THROUGH = Argument(
    "through", "list[LinkKind] | None", "The relationships to follow; all that state facts unless given."
)


Date = NewType("Date", str)
"""A text that `parsed_date` takes."""


class Direction(enum.Enum):
    """A way to order."""

    ASC = "ASC"
    DESC = "DESC"


def _vocabularies(classes: Classes) -> None:
    for v in vocabularies():
        # A text as well, so that in variables it counts as a value like any other: it decides no statement's form.
        bare = enum.Enum(v.name, v.texts, type=str)  # type: ignore[misc]
        made = strawberry.enum(bare, description=f"{v.source.spec.meaning} What a value stands for is its description.")
        for value in made.__strawberry_definition__.values:  # type: ignore[attr-defined]
            value.description = value.value
        classes.namespace[v.name] = made


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
            Field("displayName", "str", "What names it to a person: its name, title or text."),
            STATEMENTS,
        ],
    )
    classes.interface(
        "Evidenced",
        "Anything that passages state: an edge, a fact on a path, a value. One fragment on it serves all.",
        [EVIDENCE],
    )
    classes.object(
        "Statement",
        "One value of a node, with the passages that state it: of a report, a register or a curator's judgements.",
        [
            Field("property", "str", "The property's name, such as `name` or `kind`."),
            Field("value", "str", "The value in words; of a property that holds a list, one of its values."),
            EVIDENCE,
        ],
        implements=classes.namespace["Evidenced"],
    )
    classes.object(
        "PageInfo",
        "Where a page stands in the whole.",
        [
            Field("hasNextPage", "bool", "Whether there is more after it."),
            Field("hasPreviousPage", "bool", "Whether there is more before it."),
            Field("startCursor", "str | None", "The cursor of its first entry."),
            Field("endCursor", "str | None", "The cursor of its last entry."),
        ],
    )
    classes.object(
        "FacetValue",
        "One value and how many entries have it.",
        [
            Field("value", "str", "The value's code, where it has one, else the value: what a filter on it takes."),
            Field("label", "str", "The value in words."),
            Field("count", "int", "How many entries have it."),
        ],
    )
    return node


def _missing() -> set[str]:
    """Return the properties that nodes of some label need not have.

    They may be null on every label, so that one question can ask several: `... on Idea { title } ... on Challenge { title }`.
    """
    own = (s for surface in SURFACES for s in surface.fields.values())
    return {s.name for s in own if not (s.vocabulary or s.property.required or s.name in FILLED)}


def _facet_fields(fields: dict[str, Shown], whose: str) -> list[Field]:
    return [
        Field(
            name,
            "list[FacetValue]",
            f"How many entries have each value{whose}. {meaning_of(s)}",
            [FACET_LIMIT, IGNORE_OWN],
        )
        for name, s in fields.items()
    ]


def _label(classes: Classes, surface: Surface, node: type) -> None:
    label = surface.node.label
    named_by = " or, without one, its ".join(p.name for p in surface.node.displays)
    fields = [
        Field("id", "ID", "Its stable, readable id."),
        Field("displayName", "str", f"What names it to a person: its {named_by}."),
        STATEMENTS,
        *values(surface.fields.values(), _missing()),
        *(_relation_field(r) for r in surface.relations),
        *([SIMILAR_TO] if label == "Challenge" else []),
    ]
    classes.object(label, surface.node.meaning, fields, implements=node)
    each = Field(
        "id",
        "list[FacetValue]",
        f"How many entries lead to each of the {surface.plural}: the value is its id, the label its display name.",
        [FACET_LIMIT, IGNORE_OWN],
    )
    about = f"How often each value occurs among related {surface.plural}."
    counts = [each, *_facet_fields(surface.facets, " among those related")]
    classes.object(f"{label}PropertyFacets", about, counts)
    related = [
        Field(r.name, f"{r.target.label}PropertyFacets", f"Counts by what they are related to. {r.link.meaning}")
        for r in surface.relations
        if r.target and not r.single
    ]
    facets = [*_facet_fields(surface.facets, ""), *related]
    if facets:
        classes.object(f"{label}Facets", f"How often each value occurs among these {surface.plural}.", facets)
    classes.object(
        f"{label}Edge",
        f"One of the {surface.plural} and where it stands.",
        [CURSOR, Field("node", label, surface.node.meaning)],
    )
    add_connection(classes, label, label, f"{label}Edge", f"{label}Facets" if facets else None)


def _relation_field(r: Relation) -> Field:
    if r.single:
        return Field(r.name, r.target_name if r.certain else f"{r.target_name} | None", r.link.meaning)
    return Field(
        r.name, f"{r.stem}Connection", r.link.meaning, connection_arguments(f"{r.stem}Filter", f"{r.stem}Order")
    )


def _relation_types(classes: Classes, r: Relation) -> None:
    fields = [CURSOR, Field("node", r.target_name, "What it leads to."), *values(r.fields.values())]
    if r.link.evidenced:
        fields.append(EVIDENCE)
    evidenced = classes.namespace["Evidenced"] if r.link.evidenced else None
    classes.object(f"{r.stem}Edge", r.link.meaning, fields, implements=evidenced)
    target = f"{r.target_name}Facets"
    facets: str | None = target if target in classes.namespace else None
    if r.facets:
        facets = f"{r.stem}Facets"
        fields = _facet_fields(r.facets, "")
        if target in classes.namespace:
            fields.append(Field("node", target, "Counts by what the links lead to."))
        classes.object(facets, "How often each value occurs among these links.", fields)
    add_connection(classes, r.stem, r.target_name, f"{r.stem}Edge", facets)


def _roots() -> list[Field]:
    an_id = Argument("id", "ID", "Its id.")
    fields = [
        Field("node", "Node | None", "Anything by its id; null where there is none.", [an_id]),
        Field(
            "nodes",
            "list[Node | None]",
            "Anything by their ids, in the order of the ids; null in the place of an id that names nothing.",
            [Argument("ids", "list[ID]", "Their ids.")],
        ),
        Field(
            "search",
            "SearchConnection",
            "Everything whose text has these words, or means the like, best first.",
            [
                Argument(
                    "text",
                    "str",
                    "Words; what has any of them, in any English form, is found, and what has more or rarer ones comes first. "
                    "Quoted words are a phrase that must be there. The last word may be unfinished, unless a space follows it; "
                    "a word of six letters or more that occurs nowhere stands for those that differ by one letter.",
                ),
                Argument("by", "SearchBy", "By its words, by what it means, or by both.", "WORDS"),
                Argument("kinds", "list[NodeKind] | None", "Only these kinds."),
                Argument("where", "SearchFilter | None", "Conditions kind by kind."),
                _REGISTERS,
                Argument("first", "int | None", "How many; 100 unless given."),
                Argument("after", "str | None", "Only those after this cursor of the same search."),
            ],
        ),
        Field(
            "partners",
            "list[Partner]",
            "Organisations that could help with a challenge like this, best first, each with the quotes that say why; none where "
            "nothing in the graph is about it.",
            PARTNER_ARGUMENTS,
        ),
        Field(
            "precedents",
            "Precedents",
            "What is worth learning from for a challenge like this: past challenges, models, and what followed.",
            PRECEDENT_ARGUMENTS,
        ),
        Field(
            "peopleToAsk",
            "list[PersonToAsk]",
            "People whom reports tie to what is about this, in their own right, best first, each with the quotes that say why.",
            PEOPLE_ARGUMENTS,
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
        if not s.node.stated:
            arguments.append(_REGISTERS)
        fields.append(Field(s.plural, f"{label}Connection", f"Many at once. {s.node.meaning}", arguments))
    return fields


@lru_cache(maxsize=1)
def strawberry_schema() -> strawberry.Schema:
    """Return the Strawberry schema, made at the first call."""
    classes = Classes(ID=strawberry.ID, Date=Date)
    _vocabularies(classes)
    _enums(classes)
    add_inputs(classes)
    node = _common(classes)
    add_found(classes)
    for surface in SURFACES:
        _label(classes, surface, node)
    for relation in {r.stem: r for r in RELATIONS if not r.single}.values():
        _relation_types(classes, relation)
    query = classes.object("Query", "What can be asked.", _roots())
    labels = [classes.namespace[s.node.label] for s in SURFACES]
    about = "A year, month or day in ISO 8601, as exact as it was printed: `2024`, `2024-09` or `2024-09-18`."
    date = strawberry.scalar(name="Date", description=about, serialize=str, parse_value=parsed_date)
    config = StrawberryConfig(auto_camel_case=False, scalar_map={Date: date})
    return strawberry.Schema(query, types=labels, config=config)


def sdl() -> str:
    """Return the schema in the schema definition language, as committed in `api/gql/schema.graphql`."""
    return strawberry_schema().as_str() + "\n"
