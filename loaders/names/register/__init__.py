"""The register of bodies and the gazetteer of places: sources of their own, read once, that enrich the names which a parser found.

They say what a name can be. What a document states is decided by the document alone.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from loaders.names.printed import COUNCIL, fold, key


@dataclass(frozen=True, slots=True)
class Body:
    """One body of the register."""

    name: str
    kind: str | None
    also: tuple[str, ...]
    identifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """The bodies by the key of each of their names."""

    bodies: dict[str, Body]
    words: frozenset[str]
    """Keys that are everyday words too."""
    phrases: dict[str, Body]
    """The bodies by the folded words of each of their names, for finding them in running text."""

    def get(self, name: str) -> Body | None:
        """Return the body that a printed name stands for, None where the register knows none."""
        return self.bodies.get(key(name))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places by their folded names."""

    places: dict[str, str]
    words: frozenset[str]
    """Names that are everyday words too."""

    def get(self, name: str) -> str | None:
        """Return a place's name as the gazetteer spells it, None where it knows none."""
        return self.places.get(fold(name))

    def is_word(self, name: str) -> bool:
        """Whether the name is an everyday word too."""
        return fold(name) in self.words


def _lines(name: str) -> list[str]:
    text = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def register() -> Register:
    """Return the register, read at the first call."""
    bodies: dict[str, Body] = {}
    phrases: dict[str, Body] = {}
    words = set()
    for row in csv.DictReader(_lines("bodies.csv")):
        also = tuple(row["also"].split("|")) if row["also"] else ()
        body = Body(
            row["name"].rstrip("?"),
            row["kind"] or None,
            tuple(a.rstrip("?") for a in also),
            tuple(row["identifiers"].split("|")) if row["identifiers"] else (),
        )
        for printed in (row["name"], *also):
            name = printed.rstrip("?")
            bodies.setdefault(key(name), body)
            phrases.setdefault(fold(name), body)
            if printed.endswith("?"):
                words.add(fold(name))
    return Register(bodies, frozenset(words), phrases)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read at the first call: the places of its file, and the area of every council of the register."""
    places: dict[str, str] = {}
    words = set()
    for line in _lines("places.txt"):
        name = line.rstrip("?").removeprefix("The ")
        places.setdefault(fold(name), name)
        if line.endswith("?"):
            words.add(fold(name))
    for council, body in register().bodies.items():
        base = council.removeprefix(COUNCIL)
        if base != council and base not in places and body.kind == "local authority":
            places[base] = base.title().replace(" And ", " and ").replace(" Of ", " of ").replace(" On ", " on ")
    return Gazetteer(places, frozenset(words))


@cache
def first_names(*, sure: bool = False) -> frozenset[str]:
    """Return first names, in lower case without accents; with `sure` only those that are hardly anything else."""
    words = (word for line in _lines("first_names.txt") for word in line.split())
    return frozenset(fold(word) for word in words if not (sure and word.endswith("?")))
