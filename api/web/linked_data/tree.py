"""Ideas as documents print them: parts below what they are parts of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from api.web.linked_data.views import Fact


def as_tree(facts: Sequence[Fact], parents: Mapping[str, str], numbers: Mapping[str, str]) -> tuple[Fact, ...]:
    """Return facts that ideas address something, each after what it is a part of, with how deep it lies and its printed number.

    `parents`: of which idea each is a part; `numbers`: what is printed before each. Ids.
    """
    known = {fact.link.source for fact in facts}
    below: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        parent = parents.get(fact.link.source, "")
        below[parent if parent in known else ""].append(fact)
    ordered: list[Fact] = []

    def take(parent: str, depth: int) -> None:
        for fact in below.pop(parent, ()):
            idea = fact.link.source
            ordered.append(replace(fact, depth=depth, number=numbers.get(idea, "")))
            take(idea, depth + 1)

    take("", 0)
    for parent in list(below):  # ideas that are parts of each other, which no document should print
        take(parent, 0)
    return tuple(ordered)
