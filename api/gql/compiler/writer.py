"""The pieces that every part of the compiler writes with: names, parameters, rows, and the helpers of the shaping function."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from api.gql.compiler.values import Leaf, ValueOf, Variables
from api.gql.surface import LABEL_OF_KIND, SURFACES

_STAND_IN = re.compile(r"(\w+)([@#])")

Binder = Callable[[Variables, dict[str, Any]], None]
"""Writes the value of one or more parameters for a request's variables. Raises QueryError for a value that cannot be used."""


LARGEST_PAGE = 20_000
"""Entries that one page may be asked for, unless the service is set otherwise."""


@dataclass(slots=True)
class Row:
    """One row that the database returns as a list, taken apart into one Python variable for each column."""

    name: str
    columns: list[str] = field(default_factory=list)

    def add(self, expression: str) -> str:
        """Return the Python variable of a Cypher expression's value: `x1_3`."""
        return f"{self.name}_{self.index(expression)}"

    def index(self, expression: str) -> int:
        """Return the column of a Cypher expression's value."""
        if expression not in self.columns:
            self.columns.append(expression)
        return self.columns.index(expression)

    @property
    def cypher(self) -> str:
        """The row as a Cypher list."""
        return f"[{', '.join(self.columns)}]"

    @property
    def target(self) -> str:
        """What the row is assigned to; a stand-in until all its columns are known (`Writer.finished`)."""
        return f"{self.name}@"

    @property
    def names(self) -> str:
        """The row's variables as parameters or arguments; a stand-in like `target`."""
        return f"{self.name}#"


@dataclass(slots=True)
class Writer:
    """What grows while an operation is compiled."""

    binders: list[Binder] = field(default_factory=list)
    namespace: dict[str, Any] = field(default_factory=dict)
    """What the shaping function can see."""
    source: list[str] = field(default_factory=list)
    """Definitions of functions that the shaping function calls."""
    largest_page: int = LARGEST_PAGE
    """Entries that one page may be asked for."""
    rows: list[Row] = field(default_factory=list)
    _names: int = 0

    def name(self, stem: str) -> str:
        """Return a new name for a variable of Cypher or Python."""
        self._names += 1
        return f"{stem}{self._names}"

    def row(self, *columns: str) -> Row:
        """Return a new row."""
        made = Row(self.name("x"), list(columns))
        self.rows.append(made)
        return made

    def finished(self, source: str) -> str:
        """Return Python source in which rows are taken apart into all their columns."""
        variables = {r.name: "".join(f"{r.name}_{i}," for i in range(len(r.columns))) for r in self.rows}
        return _STAND_IN.sub(lambda m: variables[m[1]] or ("()" if m[2] == "@" else ""), source)

    def parameter(self, read: ValueOf) -> str:
        """Return a new parameter (`$p3`) whose value `read` finds."""
        name = self.name("p")

        def bind(variables: Variables, into: dict[str, Any]) -> None:
            into[name] = read(variables)

        self.binders.append(bind)
        return f"${name}"

    def value(self, leaf: Leaf) -> str:
        """Return a new parameter for a leaf of the arguments."""
        return self.parameter(leaf.read)

    def constant(self, value: Any) -> str:
        """Return a new name by which the shaping function finds `value`."""
        name = self.name("k")
        self.namespace[name] = value
        return name


def display(var: str) -> str:
    """Return a Cypher expression for what names a node of any label to a person."""
    by_property: dict[str, list[str]] = {}
    for s in SURFACES:
        by_property.setdefault(s.node.display.name, []).append(s.node.label)
    cases = " ".join(f"WHEN {var}:{'|'.join(labels)} THEN {var}.{name}" for name, labels in by_property.items())
    return f"CASE {cases} END"


def label_of(node_id: str) -> str:
    """Return the label of the node that an id names."""
    return LABEL_OF_KIND[node_id.partition("/")[0]]


def head(rows: list[Any]) -> Any:
    """Return the first row, or None where there is none."""
    return rows[0] if rows else None


def trim_start(rows: list[Any], size: int) -> tuple[list[Any], bool]:
    """Return the first `size` rows, and whether there were more."""
    return rows[:size], len(rows) > size


def trim_end(rows: list[Any], size: int) -> tuple[list[Any], bool]:
    """Return the first `size` rows of a page read from its end, turned round, and whether there were more."""
    return rows[:size][::-1], len(rows) > size


HELPERS: dict[str, Any] = {
    "__builtins__": {},
    "head": head,
    "label_of": label_of,
    "trim_start": trim_start,
    "trim_end": trim_end,
}
"""What every shaping function can see."""
