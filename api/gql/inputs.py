"""The GraphQL input types: filters and orderings, uniform over all labels, derived from the declaration."""

from collections.abc import Iterator

from api.gql.classes import Argument, Classes, Field
from api.gql.surface import MATCHES, RELATIONS, SURFACES, Relation, Surface, meaning_of, vocabularies
from api.gql.vocabulary import Shown, Vocabulary
from schema.model import Property

_TEXT = "TextFilter"
_FILTER_OF = {"text": _TEXT, "date": "DateFilter", "integer": "IntegerFilter", "texts": "TextsFilter"}

_RANGE = "Strings compare by code point."
_DATE_RANGE = "A year or month stands before its days: 2024 is less than 2024-09, and that less than 2024-09-18."

_MATCHES = Field(
    MATCHES,
    "str",
    "Its text has all of these words, in any English form; quoted words are a phrase, and the last word may be unfinished.",
)


def add_inputs(classes: Classes) -> None:
    """Make every input type."""
    _scalars(classes)
    for vocabulary in vocabularies():
        _of_vocabulary(classes, vocabulary)
    for surface in SURFACES:
        _of_label(classes, surface)
    _of_any(classes)
    for relation in {r.stem: r for r in RELATIONS if not r.single}.values():
        _of_relation(classes, relation)


def connection_arguments(where: str, order: str) -> list[Argument]:
    """Return the arguments that every connection takes."""
    return [
        Argument("where", f"{where} | None", "Only those that fit. A condition that is null is ignored."),
        Argument(
            "orderBy",
            f"list[{order}] | None",
            "What comes first; the id decides between equals. Unless given: as documents print it, where they do, else by id.",
        ),
        Argument("first", "int | None", "How many from the start; 100 where neither first nor last is given."),
        Argument("after", "str | None", "Only those after this cursor, which must be of the same ordering."),
        Argument("last", "int | None", "How many from the end."),
        Argument("before", "str | None", "Only those before this cursor."),
    ]


def _scalars(classes: Classes) -> None:
    is_null = Field("isNull", "bool", "True: it has no value; false: it has one.")
    classes.input(
        "IdFilter",
        "A condition on an id.",
        [
            Field("eq", "ID", "It is this one."),
            Field("in", "list[ID]", "It is one of these."),
            Field("startsWith", "str", "It begins so: `challenge/imagine-2024/`."),
        ],
    )
    classes.input(
        _TEXT,
        "A condition on a text; all that is given must hold.",
        [
            Field("eq", "str", "It is exactly this."),
            Field("in", "list[str]", "It is one of these."),
            Field("contains", "str", "It has this in it."),
            Field("startsWith", "str", "It begins with this."),
            Field("endsWith", "str", "It ends with this."),
            Field("gt", "str", f"It is greater. {_RANGE}"),
            Field("gte", "str", f"It is greater or equal. {_RANGE}"),
            Field("lt", "str", f"It is less. {_RANGE}"),
            Field("lte", "str", f"It is less or equal. {_RANGE}"),
            Field("caseInsensitive", "bool", "Capitals make no difference to the other conditions."),
            is_null,
        ],
    )
    classes.input(
        "DateFilter",
        "A condition on a date; all that is given must hold.",
        [
            Field("eq", "Date", "It is exactly this, as exact as printed."),
            Field("in", "list[Date]", "It is one of these."),
            Field("within", "Date", "It lies in this year or month, or is this day: 2024-09-18 lies in 2024."),
            Field("gt", "Date", f"It is later. {_DATE_RANGE}"),
            Field("gte", "Date", f"It is later or the same. {_DATE_RANGE}"),
            Field("lt", "Date", f"It is earlier. {_DATE_RANGE}"),
            Field("lte", "Date", f"It is earlier or the same. {_DATE_RANGE}"),
            is_null,
        ],
    )
    classes.input(
        "IntegerFilter",
        "A condition on a number; all that is given must hold.",
        [
            Field("eq", "int", "It is this."),
            Field("in", "list[int]", "It is one of these."),
            Field("gt", "int", "It is greater."),
            Field("gte", "int", "It is greater or equal."),
            Field("lt", "int", "It is less."),
            Field("lte", "int", "It is less or equal."),
            is_null,
        ],
    )
    classes.input(
        "TextsFilter",
        "A condition on a list of texts; all that is given must hold.",
        [
            Field("has", "str", "This is in it."),
            Field("hasAny", "list[str]", "At least one of these is in it."),
            Field("hasAll", "list[str]", "All of these are in it."),
            Field("any", _TEXT, "At least one of its texts fits."),
            Field("isEmpty", "bool", "True: nothing is in it; false: something is."),
        ],
    )


def _logic(name: str) -> list[Field]:
    return [
        Field("AND", f"list[{name}]", "All of these hold."),
        Field("OR", f"list[{name}]", "At least one of these holds."),
        Field("NOT", name, "This does not hold."),
    ]


def _of_vocabulary(classes: Classes, vocabulary: Vocabulary) -> None:
    name, meaning = vocabulary.name, vocabulary.source.spec.meaning
    classes.input(
        f"{name}Filter",
        f"A condition on a value of a closed vocabulary; all that is given must hold. {meaning}",
        [
            Field("eq", name, "It is this one."),
            Field("in", f"list[{name}]", "It is one of these."),
            Field("isNull", "bool", "True: it has no value; false: it has one."),
        ],
    )


def _conditions(fields: dict[str, Shown]) -> Iterator[Field]:
    for s in fields.values():
        kind = f"{s.vocabulary.name}Filter" if s.vocabulary else _FILTER_OF[s.property.type]
        yield Field(s.name, kind, meaning_of(s))


def _orderings(properties: tuple[Property, ...]) -> Iterator[Field]:
    for p in properties:
        if p.type != "texts":
            yield Field(p.name, "Direction", p.spec.meaning)


def _of_label(classes: Classes, surface: Surface) -> None:
    label, own = surface.node.label, surface.node.properties
    name = f"{label}Filter"
    fields = [*_logic(name), Field("id", "IdFilter", "Its id."), _MATCHES, *_conditions(surface.fields)]
    for r in surface.relations:
        kind = f"{r.target_name}Filter" if r.single else f"{r.stem}RelationFilter"
        fields.append(Field(r.name, kind, _about(r) + (" There is one, and it fits." if r.single else "")))
    classes.input(name, f"Which {surface.plural}; all that is given must hold.", fields)

    orders = [Field("id", "Direction", "Its id."), *_orderings(own)]
    classes.input(f"{label}FieldOrder", f"One property of a related {label}.", orders, one_of=True)
    classes.input(
        f"{label}RelatedOrder",
        f"By the related {surface.plural}: how many there are, or the least or greatest value among them.",
        [
            Field("count", "Direction", "How many."),
            Field("least", f"{label}FieldOrder", "The least value; none where there are none."),
            Field("greatest", f"{label}FieldOrder", "The greatest value; none where there are none."),
        ],
        one_of=True,
    )
    related = [Field(r.name, _related_order(r), _about(r)) for r in surface.relations]
    about = "One thing to order by; a list of these orders by the first, then the next. What has no value comes last in ASC."
    classes.input(f"{label}Order", about, [*orders, *related], one_of=True)


def _related_order(r: Relation) -> str:
    if r.single:
        return f"{r.target_name}FieldOrder"
    return f"{r.target_name}RelatedOrder"


def _of_any(classes: Classes) -> None:
    classes.input(
        "NodeFilter",
        "Which nodes of any kind; all that is given must hold.",
        [
            *_logic("NodeFilter"),
            Field("id", "IdFilter", "Its id."),
            _MATCHES,
            Field("kinds", "list[NodeKind]", "It is of one of these kinds."),
            Field("displayName", _TEXT, "What names it to a person."),
        ],
    )
    orders = [Field("id", "Direction", "Its id."), Field("displayName", "Direction", "What names it to a person.")]
    classes.input("NodeOrder", "One thing to order nodes of any kind by.", orders, one_of=True)
    classes.input("NodeFieldOrder", "One property of a related node.", orders, one_of=True)
    classes.input(
        "NodeRelatedOrder",
        "By the related nodes: how many there are, or the least or greatest value among them.",
        [
            Field("count", "Direction", "How many."),
            Field("least", "NodeFieldOrder", "The least value."),
            Field("greatest", "NodeFieldOrder", "The greatest value."),
        ],
        one_of=True,
    )
    classes.input(
        "SearchFilter",
        "Conditions on what a search finds, kind by kind; kinds that are not named here are not narrowed.",
        [
            Field(s.singular, f"{s.node.label}Filter", f"Of the {s.plural} found, only those that fit.")
            for s in SURFACES
        ],
    )


def _of_relation(classes: Classes, r: Relation) -> None:
    name = f"{r.stem}Filter"
    properties = r.link.properties
    fields = [*_logic(name), Field("node", f"{r.target_name}Filter", "What it leads to."), *_conditions(r.fields)]
    classes.input(name, f"Which links and what they lead to. {r.link.meaning}", fields)
    orders = [Field("node", f"{r.target_name}Order", "By what it leads to."), *_orderings(properties)]
    classes.input(f"{r.stem}Order", f"One thing to order these links by. {r.link.meaning}", orders, one_of=True)
    classes.input(
        f"{r.stem}RelationFilter",
        "A condition on related nodes; all that is given must hold.",
        [
            Field("some", name, "At least one fits."),
            Field("all", name, "Each one fits, also where there are none."),
            Field("none", name, "Not one fits."),
            Field("single", name, "Exactly one fits."),
            Field("count", "IntegerFilter", "How many there are."),
        ],
    )


def _about(r: Relation) -> str:
    return r.link.meaning
