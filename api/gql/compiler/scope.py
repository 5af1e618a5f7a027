"""What grows while a statement is planned: new names for its variables, and its parameters with what binds their values."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from api.gql.compiler.values import Leaf, ValueOf, Variables
from graph.store.query_runner import Before

Binder = Callable[[Variables, dict[str, Any]], None]
"""Writes the value of one or more parameters for a request's variables. Raises QueryError for a value that cannot be used."""

Asking = Callable[[Variables], Before]
"""Returns what is asked before the statement for a request's variables. Raises QueryError for a value that cannot be used."""

LARGEST_PAGE = 20_000
"""The most entries that one page may be asked for, unless the service is set otherwise."""


@dataclass(slots=True)
class Scope:
    """The variables and parameters of one statement. No name is a client's."""

    largest_page: int = LARGEST_PAGE
    """Entries that one page may be asked for."""
    binders: list[Binder] = field(default_factory=list)
    before: list[Asking] = field(default_factory=list)
    """What is asked first, each a statement that is the same whatever is selected of what it finds."""
    shared: list[tuple[str, str]] = field(default_factory=list)
    """What the statement works out once, before it reads anything: names and expressions."""
    _names: int = 0

    def name(self, stem: str) -> str:
        """Return a new name for a variable of the statement."""
        self._names += 1
        return f"{stem}{self._names}"

    def parameter(self, read: ValueOf) -> str:
        """Return a new parameter (`$p3`) whose value `read` finds."""
        name = self.name("p")

        def bind(variables: Variables, into: dict[str, Any]) -> None:
            into[name] = read(variables)

        self.binders.append(bind)
        return f"${name}"

    def share(self, expression: str) -> str:
        """Return a new variable for what is worked out once and can be used anywhere in the statement."""
        name = self.name("s")
        self.shared.append((name, expression))
        return name

    def value(self, leaf: Leaf) -> str:
        """Return a new parameter for a leaf of the arguments."""
        return self.parameter(leaf.read)
