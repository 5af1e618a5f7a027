"""Draws a plan as a tree for a person: what each part of the response is, and what is read for it."""

from collections.abc import Iterator

from api.gql.compiler.plan import (
    ByLabel,
    Call,
    Clause,
    Column,
    Connection,
    Constant,
    Count,
    Cursor,
    EndCursor,
    Exists,
    HasMore,
    ListOf,
    Object,
    One,
    Output,
    Page,
    Parameter,
    Rows,
    Scalar,
    Tally,
    Texts,
    Tuple,
    Value,
)

_INDENT = "  "


def describe(output: Output, name: str = "") -> str:
    """Return an output as lines, one for each part of the response, each indented below what holds it."""
    return "\n".join(_lines(output, name, 0))


def _lines(output: Output, name: str, depth: int) -> Iterator[str]:
    yield f"{_INDENT * depth}{name}{': ' if name else ''}{_summary(output)}"
    match output:
        case Object() | Connection():
            yield from _fields(output, depth)
        case ListOf() | One():
            if isinstance(output.output, Object):
                yield from _fields(output.output, depth)
            else:
                yield from _lines(output.output, "", depth + 1)
        case ByLabel():
            labels = [*(label for label, _ in output.column.cases), "any other"]
            for label, inner in zip(labels, output.outputs, strict=True):
                yield f"{_INDENT * (depth + 1)}as {label}"
                if isinstance(inner, Object):
                    yield from _fields(inner, depth + 1)
        case _:
            pass


def _fields(output: Object | Connection, depth: int) -> Iterator[str]:
    for key, inner in output.fields.items():
        yield from _lines(inner, key, depth + 1)


def _summary(output: Output) -> str:
    match output:
        case Constant():
            return "null" if output.value is None else str(output.value)
        case Parameter():
            return f"parameter {output.name}"
        case Scalar() | Texts():
            return _column(output.column)
        case Call():
            return f"{output.function.__name__}({', '.join(map(_summary, output.arguments))})"
        case Tuple():
            return f"({', '.join(map(_summary, output.parts))})"
        case Object():
            return output.type_name
        case ListOf():
            return f"each of {_summary(output.source)}"
        case One():
            return f"one {_column(output.rows)}"
        case ByLabel():
            return "node of any label"
        case Connection():
            return f"{output.type_name} of {_column(output.rows)}" if output.rows else output.type_name
        case Cursor():
            return f"cursor of {', '.join(_column(v) for v in output.values)}"
        case EndCursor():
            return f"cursor of the {'last' if output.last else 'first'} entry"
        case HasMore():
            told = ["a row beyond the page"] if output.read else []
            return " or ".join([*told, *(["an entry beyond the cursor"] if output.beyond else [])]) or "false"


def _column(column: Column) -> str:
    match column:
        case Value():
            name = f"{column.of}.{column.name}" if column.of else column.name
            return column.kind if name in ("", column.kind) else f"{column.kind} {name}"
        case Count():
            return "count"
        case Exists():
            return "existence"
        case Rows():
            return _source(column)
        case _:
            return "row by label"


def _source(rows: Rows) -> str:
    match rows.source:
        case Clause():
            return rows.source.about
        case Tally():
            return f"the values of {rows.source.name}"
        case Page():
            page = rows.source
            order = ", ".join(f"{k.name}{' descending' if k.descending else ''}" for k in page.keys)
            end = "last" if page.backward else "first"
            ends = "".join(
                f" {way} a cursor" for way, given in (("after", page.after), ("before", page.before)) if given
            )
            return f"the {end} {page.limit}{ends} by {order}"
