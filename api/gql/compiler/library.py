"""A question of the query library as a part of a larger statement: its parameters get names of the statement's own."""

import re
from collections.abc import Callable
from typing import Any

from api.gql.compiler.compilation import Compilation
from api.gql.compiler.values import Tree, Variables, leaf
from graph.store.query_library import query


def asked(
    context: Compilation, name: str, arguments: dict[str, Tree], read: Callable[[dict[str, Any]], dict[str, Any]]
) -> str:
    """Return the Cypher of a question, ready for `CALL () { ... }`.

    `read` makes its parameters of the values that the field's arguments have in a request; what it raises refuses the request.
    """
    found = query(name)
    leaves = {argument: leaf(tree) for argument, tree in arguments.items()}
    names = {parameter: context.scope.name("p") for parameter in found.takes}

    def bind(variables: Variables, into: dict[str, Any]) -> None:
        given = {argument: one.read(variables) for argument, one in leaves.items() if one is not None}
        into.update({names[parameter]: value for parameter, value in read(given).items()})

    context.scope.binders.append(bind)
    return re.sub(r"\$(\w+)", lambda m: f"${names[m[1]]}", found.cypher)
