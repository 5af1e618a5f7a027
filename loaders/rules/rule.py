"""What a rule is to the pipeline: what it needs, what it gives, and that one finds what it needs before it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from loaders.annotation.annotators import ANNOTATORS
from loaders.context import Context, Need
from schema.bundle import Statements
from schema.declaration import Link, Node
from schema.errors import ImagineError
from schema.links import In, Mentions, States
from schema.nodes import Document, Passage

EVERY = frozenset({Mentions, States, Document, Passage, In})
"""What every rule may state: where a name is printed, what states a value, and the rows of registers that tell of a name."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A function of a document's sections and annotations, and of what rules before it stated, to statements."""

    run: Callable[[Context], None]
    """Reads, and states with the methods of `Context`, which hands over all of it at once when the rule is done."""
    gives: frozenset[type[Node] | type[Link]] = frozenset()
    """The kinds of nodes and links that it states, besides mentions, the sources of values and rows of registers."""
    needs: frozenset[Need] = frozenset()
    """What it looks up besides: kinds of nodes and links that rules before it state, and kinds of annotations."""

    def statements(self, context: Context) -> Statements:
        """Return what the document states by this rule. Raises ImagineError where it looks up or states other kinds."""
        stated = context.stated_by(self.run, self.needs | self.gives)
        made = {*map(type, stated.nodes.values()), *map(type, stated.links.values())}
        if unsaid := made - self.gives - EVERY:
            raise ImagineError(f"{self.run.__name__} states {_names(unsaid)} without giving it; name it in its `gives`")
        return stated


def checked(*rules: Rule) -> tuple[Rule, ...]:
    """Return rules in their order. Raises ImagineError where one needs what no rule before it gives and no annotator makes."""
    given: set[Need] = {annotator.gives for annotator in ANNOTATORS}
    for rule in rules:
        if missing := rule.needs - given:
            raise ImagineError(
                f"{rule.run.__name__} needs {_names(missing)}, which no rule before it gives; move one of them"
            )
        given |= rule.gives
    return rules


def _names(kinds: Iterable[Need]) -> str:
    return ", ".join(sorted(kind if isinstance(kind, str) else kind.__name__ for kind in kinds))
