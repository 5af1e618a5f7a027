"""Prints a plan's outputs as one Python function, which turns the row that comes back and the parameters into the response's data.

The function's source holds nothing of the request but response keys, as quoted strings, so that none of them can be taken for a
name of the function's own. All names are given here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from api.gql.compiler.pagination import encode
from api.gql.compiler.plan import (
    ByLabel,
    Call,
    Column,
    Connection,
    Constant,
    Cursor,
    EndCursor,
    HasMore,
    ListOf,
    Object,
    One,
    Output,
    Page,
    Parameter,
    Row,
    Scalar,
    Texts,
    Tuple,
    Value,
)
from schema.errors import ChangedError, QueryError

_FLAT = 6
"""The most levels of lists in one Python expression, since Python limits how deep its brackets nest."""


@dataclass(slots=True)
class Shape:
    """The function, compiled when the first row is there, so that the database need not wait for Python."""

    source: str
    namespace: dict[str, Any]
    _function: Callable[[list[Any], dict[str, Any]], dict[str, Any]] | None = None

    def __call__(self, row: list[Any], parameters: dict[str, Any]) -> dict[str, Any]:
        """Return the response's data."""
        if self._function is None:
            try:
                exec(compile(self.source, "<shape>", "exec"), self.namespace)  # noqa: S102 (code that this module wrote)
            except (RecursionError, MemoryError, SyntaxError):
                raise QueryError("the operation is nested too deeply; ask for less at once") from None
            self._function = self.namespace["shape"]
        return self._function(row, parameters)


def shape(row: Row, output: Output) -> Shape:
    """Return the function that makes an output of a row."""
    printer = _Printer()
    source = printer.function("shape", row, output)
    return Shape("\n".join([*printer.functions, source]), _HELPERS | printer.namespace)


def _head(rows: list[Any]) -> Any:
    return rows[0] if rows else None


def _there(rows: list[Any]) -> Any:
    """Return the first row. Raises ChangedError where there is none any more."""
    if not rows:
        raise ChangedError("the graph was changed while it was read; ask again")
    return rows[0]


def _trim_start(rows: list[Any], size: int) -> tuple[list[Any], bool]:
    """Return the first `size` rows, and whether there were more."""
    return rows[:size], len(rows) > size


def _trim_end(rows: list[Any], size: int) -> tuple[list[Any], bool]:
    """Return the first `size` rows of a page read from its end, turned round, and whether there were more."""
    return rows[:size][::-1], len(rows) > size


_HELPERS: dict[str, Any] = {
    "__builtins__": {},
    "encode": encode,
    "head": _head,
    "there": _there,
    "trim_start": _trim_start,
    "trim_end": _trim_end,
}
"""What every function can see."""


@dataclass(slots=True)
class _Printer:
    functions: list[str] = field(default_factory=list)
    """Definitions of functions that others call."""
    namespace: dict[str, Any] = field(default_factory=dict)
    _names: dict[Column, str] = field(default_factory=dict)
    """The Python variable that holds each column."""
    _count: int = 0
    _depth: int = 0
    _more: str = ""
    """The variable that says whether there is more than the page that is being printed."""

    def function(self, name: str, row: Row, output: Output) -> str:
        """Return the definition of a function of a row (`x`) and the parameters (`p`)."""
        target = self._target(row)
        return f"def {name}(x, p):\n {target} = x\n return {self.expression(output)}"

    def expression(self, output: Output) -> str:
        """Return the Python expression of an output."""
        match output:
            case Scalar():
                return self._names[output.column]
            case Constant():
                return repr(output.value)
            case Texts():
                return f"({self._names[output.column]} or ())"
            case Object():
                return self._object(output.fields)
            case ListOf():
                return self._list(self.expression(output.source), output.entry, output.output)
            case One():
                found = self._list(self._names[output.rows], output.rows.row, output.output)
                return f"there({found})" if output.held else f"{found}[0]" if output.certain else f"head({found})"
            case Connection():
                return self._connection(output)
            case ByLabel():
                return self._by_label(output)
            case Cursor():
                return f"encode({output.mark!r}, [{', '.join([self._names[v] for v in output.values])}])"
            case EndCursor():
                rows, place = self._names[output.rows], -1 if output.last else 0
                values = ", ".join([f"{rows}[{place}][{i}]" for i in output.places])
                return f"(encode({output.mark!r}, [{values}]) if {rows} else None)"
            case HasMore():
                known = [self._more] if output.read else []
                if output.beyond:
                    known.append(self._names[output.beyond])
                return f"({' or '.join(known) or 'False'})"
            case Call():
                function = self._name("k")
                self.namespace[function] = output.function
                return f"{function}({', '.join([self.expression(a) for a in output.arguments])})"
            case Tuple():
                return f"({', '.join([self.expression(part) for part in output.parts])},)"
            case Parameter():
                return f"p[{output.name!r}]"

    def _name(self, stem: str) -> str:
        self._count += 1
        return f"{stem}{self._count}"

    def _target(self, entry: Row | Value) -> str:
        """Return what an entry is assigned to: a variable, or one for each of its columns."""
        name = self._name("x")
        if isinstance(entry, Value):
            self._names[entry] = name
            return name
        found = [f"{name}_{i}" for i in range(len(entry.columns))]
        self._names.update(zip(entry.columns, found, strict=True))
        return f"{','.join(found)}," if found else "()"

    def _object(self, fields: dict[str, Output]) -> str:
        return f"{{{', '.join([f'{key!r}: {self.expression(value)}' for key, value in fields.items()])}}}"

    def _list(self, source: str, entry: Row | Value, output: Output) -> str:
        self._depth += 1
        target = self._target(entry)
        body = self.expression(output)
        self._depth -= 1
        if self._depth % _FLAT == _FLAT - 1:
            name = self._name("f")
            names = "" if target == "()" else target.rstrip(",")
            self.functions.append(f"def {name}(p, {names}): return {body}")
            body = f"{name}(p, {names})"
        return f"[{body} for {target} in {source}]"

    def _connection(self, output: Connection) -> str:
        if output.rows is None:
            return self._object(output.fields)
        column = self._names[output.rows]
        assert isinstance(output.rows.source, Page)
        backward = output.rows.source.backward
        if output.size is None and not backward:
            return self._object(output.fields)
        page, outer = self._name("q"), self._more
        self._more = self._name("m")
        self._names[output.rows] = page
        shaped = self._object(output.fields)
        if output.size is None:
            shown = f"(lambda {page}: {shaped})({column}[::-1])"
        else:
            trim = "trim_end" if backward else "trim_start"
            shown = f"(lambda {page}, {self._more}: {shaped})(*{trim}({column}, p[{output.size!r}]))"
        self._more = outer
        return shown

    def _by_label(self, output: ByLabel) -> str:
        names = []
        rows = [*(row for _, row in output.column.cases), output.column.other]
        for row, inner in zip(rows, output.outputs, strict=True):
            name = self._name("f")
            self.functions.append(self.function(name, row, inner))
            names.append(name)
        column = self._names[output.column]
        return f"({', '.join(names)},)[{column}[0]]({column}, p)"
