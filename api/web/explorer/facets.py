"""Narrows a list by what its entries are tied to, and counts how many there would be of each other value."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from api.web.explorer.entries import Entry
from api.web.explorer.kinds import KINDS

NAMES = {"kind": "Kind", "topic": "Topic", "year": "Year", "place": "Place"}
_MOST_VALUES = 8
"""How many values of a facet are offered at once, the most frequent first."""

Chosen = dict[str, tuple[str, ...]]
"""Values that are chosen, by facet: entries have one of them in each facet."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value that can be chosen."""

    value: str
    words: str
    count: int
    """How many entries there would be with it."""
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to narrow a list by."""

    name: str
    words: str
    values: tuple[Value, ...]


def narrowed(entries: Sequence[Entry], chosen: Chosen, *, but: str = "") -> list[Entry]:
    """Return the entries that fit what is chosen, in their order; `but` leaves one facet out."""
    wanted = {name: set(values) for name, values in chosen.items() if values and name != but}
    return [e for e in entries if all(not values.isdisjoint(e.ties[name]) for name, values in wanted.items())]


def facets(entries: Sequence[Entry], chosen: Chosen) -> list[Facet]:
    """Return the facets in which there is something to choose."""
    found = [_facet(name, narrowed(entries, chosen, but=name), chosen.get(name, ())) for name in NAMES]
    return [facet for facet in found if len(facet.values) > 1 or chosen.get(facet.name)]


def _facet(name: str, entries: Sequence[Entry], chosen: tuple[str, ...]) -> Facet:
    words: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for entry in entries:
        words |= entry.ties[name]
        counted.update(entry.ties[name].keys())
    values = [v for v, _ in counted.most_common()]
    if name == "kind":
        values = [label for label in KINDS if label in counted]
        words = {label: KINDS[label].many.capitalize() for label in KINDS}
    elif name == "year":
        values = sorted(counted, reverse=True)
    else:
        values = sorted(values, key=lambda v: (-counted[v], words[v]))[:_MOST_VALUES]
    values += [v for v in chosen if v not in values]
    return Facet(name, NAMES[name], tuple(Value(v, words.get(v, v), counted[v], v in chosen) for v in values))
