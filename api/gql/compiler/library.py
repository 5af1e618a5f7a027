"""A question of the query library as a part of a larger statement, or asked before it.

As a part, its parameters get names of the statement's own. What takes Neo4j long to plan is asked before: it is the same statement
whatever a client selects, so that it is planned once. What it finds is a parameter of the client's own statement, which looks
the nodes up by their ids (`held`).
"""

import re
from collections.abc import Callable
from typing import Any

from graphql.execution.collect_fields import FieldDetailsList

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.cypher import PREFIX
from api.gql.compiler.plan import Clause, One, Row, Rows
from api.gql.compiler.scope import Scope
from api.gql.compiler.selection import Selections
from api.gql.compiler.values import Tree, Variables, leaf
from api.gql.surface import surface
from graph.store.query_library import query
from graph.store.query_runner import Before

Read = Callable[[dict[str, Any]], dict[str, Any]]
"""Makes a question's parameters of the values that a field's arguments have in a request; what it raises refuses the request."""


def asked(context: Compilation, name: str, arguments: dict[str, Tree], read: Read) -> str:
    """Return the Cypher of a question, ready for `CALL () { ... }`."""
    found = query(name)
    names = {parameter: context.scope.name("p") for parameter in found.takes}
    given = _given(arguments, read)

    def bind(variables: Variables, into: dict[str, Any]) -> None:
        into.update({names[parameter]: value for parameter, value in given(variables).items()})

    context.scope.binders.append(bind)
    return re.sub(r"\$(\w+)", lambda m: f"${names[m[1]]}", found.cypher)


def asked_before(context: Compilation, name: str, arguments: dict[str, Tree], read: Read) -> str:
    """Return the expression of what a question finds that is asked before the operation's own statement: its one value."""
    statement, into = f"{PREFIX}{query(name).cypher}", context.scope.name("p")
    given = _given(arguments, read)
    context.scope.before.append(lambda variables: Before(name, statement, given(variables), into))
    return f"${into}.found"


def held(selections: Selections, details: FieldDetailsList, row: Row, label: str | None, of: str, about: str) -> One:
    """Plan a node of which a statement before has found the id: `of` is its expression.

    Where it may have any label, `of` is a map whose `node` is the id, and whose `element` finds it without one. Between the two
    statements it may have been removed: then all is asked again.
    """
    var, item = selections.context.scope.name("n"), Row()
    output = selections.node(surface(label) if label else None, details, var, item)
    if label:
        found = f"MATCH ({var}:{label} {{id: {of}}})"
    else:
        found = f"MATCH ({var}) WHERE elementId({var}) = {of}.element AND {var}.id = {of}.node"
    return One(row.add(Rows(Clause(found, about), item)), output, held=True)


def each(scope: Scope, source: str, entry: str, about: str) -> Clause:
    """Return what makes a row of each entry of a list, in the list's order; `entry` is what a row calls it."""
    place, one = scope.name("i"), scope.name("w")
    return Clause(
        f"WITH {source} AS {one} UNWIND range(0, size({one}) - 1) AS {place} "
        f"WITH {place}, {one}[{place}] AS {entry} ORDER BY {place}",
        about,
    )


def _given(arguments: dict[str, Tree], read: Read) -> Callable[[Variables], dict[str, Any]]:
    leaves = {argument: leaf(tree) for argument, tree in arguments.items()}

    def given(variables: Variables) -> dict[str, Any]:
        return read({argument: one.read(variables) for argument, one in leaves.items() if one is not None})

    return given
