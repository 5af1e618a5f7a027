"""What `partners`, `precedents` and `peopleToAsk` share: their arguments, and the refusal of names that nothing has."""

from typing import Any, TypeVar

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.library import asked
from api.gql.compiler.plan import Call, Clause, Output, Row, Rows, Scalar, Tuple, entries
from api.gql.compiler.values import Tree
from graph.partners.matching import Wanted
from graph.partners.names import named, refuse_unknown

T = TypeVar("T")


def wanted(given: dict[str, Any]) -> Wanted:
    """Return what the arguments ask for; lists that are left out or null restrict nothing."""

    def several(name: str) -> tuple[Any, ...] | None:
        values = given.get(name)
        return None if values is None else tuple(values)

    return Wanted(
        limit=given["first"],
        kinds=several("kinds"),
        topics=several("topics"),
        places=several("places"),
        years=several("years"),
        roles=several("roles"),
        exclude=several("exclude") or (),
        balanced=given.get("shape") == "BALANCED",
    )


def refusing_unknown(context: Compilation, arguments: dict[str, Tree], row: Row, output: Output) -> Output:
    """Return an output that is refused where the arguments name a topic or place that the graph has not.

    The same statement looks for the names, so that there is still but one.
    """
    if not {"topics", "places"} & arguments.keys():
        return output
    found = asked(context, "unknown_names", arguments, lambda given: named(wanted({"first": 1, **given})))
    item = Row()
    told = Tuple([Scalar(item.value(name, "match", name)) for name in ("kind", "name", "known")])
    clause = Clause(f"CALL () {{ {found} }} WITH kind, name, known", "names that nothing has")
    return Call(known_or_refused, [entries(row.add(Rows(clause, item)), told), output])


def known_or_refused(unknown: list[tuple[str, str, list[str]]], answer: T) -> T:
    """Return an answer. Raises QueryError where something was named that is not there."""
    refuse_unknown(unknown)
    return answer
