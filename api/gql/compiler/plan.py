"""The plan of an operation: what the statement reads, what each value of it means, and what the response makes of it.

Selections become a plan; one printer writes the statement from it (`cypher`), another the function that shapes the row that comes
back (`shape`). A plan has two kinds of objects. A `Column` is something that the statement returns: a value, or rows of further
columns. An `Output` is a part of the response, made of columns. What a client wrote is in outputs only, as response keys.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from api.gql.surface import Relation, Surface, expression
from api.gql.vocabulary import Shown
from schema.model import Property

# -- what the statement reads --------------------------------------------------------------------------------------------------

Kind = Literal[
    "id",
    "property",
    "link property",
    "evidence",
    "display name",
    "relationship type",
    "sort key",
    "facet value",
    "count",
    "score",
    "length",
    "case",
    "match",
]
"""What a value means. A property is that of a node, and `id` its id; a sort key is one of those that a cursor holds."""


@dataclass(slots=True, eq=False)
class Value:
    """One value of a row."""

    cypher: str
    """The expression that reads it."""
    kind: Kind
    name: str = ""
    """The property's name, or the sort key's."""
    of: str = ""
    """The label or relationship type that declares the property."""


_C = TypeVar("_C", bound="Column")


@dataclass(slots=True, eq=False)
class Row:
    """Columns that are returned together, as one list."""

    columns: "list[Column]" = field(default_factory=list)
    _values: dict[str, Value] = field(default_factory=dict)

    def value(self, cypher: str, kind: Kind, name: str = "", of: str = "") -> Value:
        """Return the column of an expression; what is read already is not read again."""
        known = self._values.get(cypher)
        if known is None:
            known = self._values[cypher] = Value(cypher, kind, name, of)
            self.columns.append(known)
        return known

    def key(self, key: "Key") -> Value:
        """Return the column of a sort key's value."""
        return self.value(key.expression, key.kind, key.name.removeprefix("link."), key.of)

    def add(self, column: _C) -> _C:
        """Return a column that has been added to the row."""
        self.columns.append(column)
        return column


@dataclass(slots=True, eq=False)
class Rows:
    """A list of rows: what a clause finds, and the columns of each."""

    source: "Clause | Page | Tally"
    row: Row


@dataclass(slots=True, eq=False)
class RowByLabel:
    """A row that depends on the label of a node; its first column says which of the cases it is."""

    var: str
    cases: list[tuple[str, Row]]
    other: Row
    """What is read of a node of any other label."""


@dataclass(slots=True, eq=False)
class Count:
    """How many entries a list has on all its pages."""

    items: "Items"


@dataclass(slots=True, eq=False)
class Exists:
    """Whether a list has an entry at a place or beyond."""

    items: "Items"
    computed: "list[Computed]"
    place: "Place"
    forward: bool


Column = Value | Rows | RowByLabel | Count | Exists


@dataclass(slots=True)
class Clause:
    """Rows that Cypher of the declaration's own making finds."""

    cypher: str
    about: str
    """What the rows are, to a person who reads the plan."""
    last: str = ""
    """What follows `RETURN`: an order, a limit."""


@dataclass(slots=True)
class Page:
    """Some entries of a list, from one end of it or from a cursor on."""

    items: "Items"
    keys: "list[Key]"
    computed: "list[Computed]"
    after: "Place | None"
    before: "Place | None"
    backward: bool
    """Whether it is read from the end."""
    limit: str
    """The parameter that says how many rows to read."""
    scanned: str | None = None
    """A condition that holds of all entries and lets Neo4j read them in the order of an index."""


@dataclass(slots=True)
class Tally:
    """How many entries of a list have each value, the most frequent first: rows of value and count."""

    items: "Items"
    name: str
    """What is counted, as a facet is called."""
    value: str
    """Its expression."""
    by_year: bool
    limit: str
    step: str = ""
    """What leads from an entry to what is related to it, where that is counted."""
    by_node: bool = False
    """Whether the values are nodes."""


@dataclass(frozen=True, slots=True)
class Items:
    """The entries of a list before they are paged."""

    clause: str
    """What finds them: `MATCH (c)<-[r:OWNS]-(n:Person)`."""
    predicate: str | None
    var: str
    """The node of an entry."""
    link: str | None
    """The relationship that leads to it; None at the root."""
    relation: Relation | None
    target: Surface | None
    """The label of the nodes; None: any."""
    extra: tuple[str, ...] = ()
    """What else the clause finds for each entry, such as a score."""
    whole: bool = False
    """Whether they are all that the clause finds, but for a few that a condition of ours leaves out."""
    beginning: str | None = None
    """What finds them as far as a page from the beginning of the list needs them, where that is quicker."""
    plain: Callable[[], str | None] | None = None
    """The condition on all nodes of the label that says the same as clause and predicate, where many nodes may fit it."""
    start: str | None = None
    """The node whose relationships they are; None at the root."""

    @property
    def variables(self) -> list[str]:
        """Everything that the clause finds for each entry."""
        return [self.var, *([self.link] if self.link else []), *self.extra]

    @property
    def entry(self) -> str:
        """The variable that is one per entry."""
        return self.link or self.var


KeyType = Literal["text", "integer", "float"]


@dataclass(frozen=True, slots=True)
class Key:
    """One thing to order by."""

    expression: str
    """In Cypher."""
    name: str
    """What it is called in the signature of a cursor."""
    descending: bool = False
    nullable: bool = False
    type: KeyType = "text"
    computed: bool = False
    """Whether it costs more than reading a property, and so is worked out once."""
    kind: Kind = "sort key"
    """What its value means, where it is more than a key."""
    of: str = ""
    """The label or relationship type, where it is a property."""
    implied: str = ""
    """A condition that always holds, and without which Neo4j does not see that an index has the key."""

    @property
    def signature(self) -> str:
        """What tells this key of an ordering from any other."""
        return f"{self.name}{'-' if self.descending else '+'}"


@dataclass(frozen=True, slots=True)
class Computed:
    """A sort key that is worked out once for each entry, under a name."""

    expression: str
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cursor that was given stands in an ordering: the keys, and the parameters that hold its values of them."""

    keys: list[Key]
    parameters: list[str]


# -- what the response makes of it -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Constant:
    """What is known without reading: a type's name."""

    value: Any


@dataclass(slots=True)
class Parameter:
    """The value of one of the statement's parameters."""

    name: str


@dataclass(slots=True)
class Scalar:
    """A column as it is."""

    column: Column


@dataclass(slots=True)
class Texts:
    """A column that is a list; where there is none, an empty one."""

    column: Value


@dataclass(slots=True)
class Call:
    """What a Python function makes of other outputs."""

    function: Callable[..., Any]
    arguments: "list[Output]"


@dataclass(slots=True)
class Tuple:
    """Several outputs together, to give to a function."""

    parts: "list[Output]"


@dataclass(slots=True)
class Object:
    """A type's selected fields, by response key."""

    type_name: str
    fields: "dict[str, Output]"


@dataclass(slots=True)
class ListOf:
    """A list: one output for each entry of another."""

    source: "Output"
    entry: Row | Value
    """What an entry of the source is taken apart into: columns, or one value."""
    output: "Output"


@dataclass(slots=True)
class One:
    """The first of some rows."""

    rows: Rows
    output: "Output"
    certain: bool = False
    """Whether there always is one; else it may be null."""
    held: bool = False
    """Whether a statement before has found it, so that it is there unless it was removed since."""


@dataclass(slots=True)
class ByLabel:
    """One output for each case of a row by label, in the order of its cases; the last is that of any other label."""

    column: RowByLabel
    outputs: "list[Output]"


@dataclass(slots=True)
class Connection:
    """One page of a list."""

    type_name: str
    keys: list[Key]
    rows: Rows | None
    """The page, whose source is a `Page`; None where only counts are asked for."""
    size: str | None
    """The parameter that holds the page's size, where one row more is read to see whether there is more."""
    fields: "dict[str, Output]"


@dataclass(slots=True)
class Cursor:
    """The cursor of an entry: its values of the keys."""

    mark: str
    values: list[Value]


@dataclass(slots=True)
class EndCursor:
    """The cursor of the first or last entry of a page; null where it is empty."""

    mark: str
    rows: Rows
    places: list[int]
    """Which columns of its rows are the keys."""
    last: bool


@dataclass(slots=True)
class HasMore:
    """Whether a list goes on at one side of a page."""

    read: bool
    """Whether the row that was read beyond the page tells."""
    beyond: Exists | None
    """What lies at the other side of the cursor that was given."""


Output = (
    Constant
    | Parameter
    | Scalar
    | Texts
    | Call
    | Tuple
    | Object
    | ListOf
    | One
    | ByLabel
    | Connection
    | Cursor
    | EndCursor
    | HasMore
)


def entries(rows: Rows, output: Output) -> ListOf:
    """Return the list that has one output for each of some rows."""
    return ListOf(Scalar(rows), rows.row, output)


def property_output(row: Row, var: str, prop: Property, of: str, kind: Kind = "property") -> Output:
    """Return what a property of a node or relationship becomes, read as a column of `row`: lists are never missing."""
    column = row.value(expression(prop, var), kind, prop.name, of)
    return Texts(column) if prop.type == "texts" else Scalar(column)


def shown_output(row: Row, var: str, shown: Shown, of: str, kind: Kind = "property") -> Output:
    """Return what a property becomes in a field: its value, or its code."""
    output = property_output(row, var, shown.property, of, kind)
    return Call(shown.vocabulary.code, [output]) if shown.vocabulary else output
