"""The register of bodies and the gazetteer of places: sources of their own, read once, that enrich the names which a parser found.

They say what a name can be. What a document states is decided by the document alone. Every row of the register names the lists that
it is taken from, and `sources.toml` says of each list whose it is, under which licence, and of which date.
"""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache

from loaders.names.printed import COUNCIL, fold, key
from loaders.names.register.sources import GENERAL, Edition, digest, edition, read_data


@dataclass(frozen=True, slots=True)
class Body:
    """One body of the register: a row."""

    name: str
    kind: str | None
    also: tuple[str, ...]
    identifiers: tuple[str, ...]
    sources: tuple[str, ...]
    """The keys of the lists that state it, empty where it is general knowledge."""
    as_of: str
    """The date at which it was so, `2026-07` or `2026-07-31`: of several lists the earliest; empty where no list states it."""
    row: int
    """Its place in the register, from 1."""

    @property
    def kind_is_stated(self) -> bool:
        """Whether a list that the row is taken from means the kind, too; otherwise the kind is general knowledge."""
        return any(self.kind in edition().sources[named].kinds for named in self.sources)

    @property
    def source(self) -> str:
        """Who says so and when, in words: `Registers of charities (the charity regulators), 2026-07`."""
        lists = [edition().sources[named] for named in self.sources]
        said = "; ".join(f"{each.title} ({each.publisher}), {each.as_of}" for each in lists)
        if said and self.kind and not self.kind_is_stated:
            return f"{said} (its kind: {GENERAL})"
        return said or GENERAL

    @property
    def printed(self) -> str:
        """The row as one readable line, in which every value stands as it is."""
        parts = [f"{self.name}: {self.kind}" if self.kind else self.name]
        if self.also:
            parts.append("Also: " + "; ".join(self.also))
        if self.identifiers:
            parts.append("; ".join(self.identifiers))
        return ". ".join([*parts, f"Source: {self.source}."])


@dataclass(frozen=True, slots=True)
class Register:
    """The bodies by the key of each of their names."""

    edition: Edition
    sha256: str
    """Of the rows and the description of their sources, as 64 hexadecimal digits."""
    bodies: dict[str, Body]
    words: frozenset[str]
    """Keys that are everyday words too."""
    phrases: dict[str, Body]
    """The bodies by the folded words of each of their names, for finding them in running text."""

    @property
    def title(self) -> str:
        """What the register is called."""
        return self.edition.title

    @property
    def version(self) -> str:
        """Which edition this is: `2026.11`."""
        return self.edition.version

    @property
    def licence(self) -> str:
        """The address of the licence under which it may be passed on."""
        return self.edition.licence

    def get(self, name: str) -> Body | None:
        """Return the body that a printed name stands for, by its own name where the university that it is a college of stands
        behind it ("Royal Holloway, University of London"); None where the register knows none."""
        college, of, _ = name.partition(", University of ")
        body = self.bodies.get(key(name))
        federal = self.bodies.get(key(college)) if of and body is None else None
        return federal if federal is not None and federal.kind == "university" else body


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
    return [line for line in read_data(name).splitlines() if line and not line.startswith("#")]


@cache
def register() -> Register:
    """Return the register, read at the first call."""
    bodies: dict[str, Body] = {}
    phrases: dict[str, Body] = {}
    words = set()
    for number, row in enumerate(csv.DictReader(_lines("bodies.csv")), 1):
        also = _several(row["also"])
        body = Body(
            row["name"].rstrip("?"),
            row["kind"] or None,
            tuple(a.rstrip("?") for a in also),
            _several(row["identifiers"]),
            tuple(named for named in _several(row["source"]) if named != GENERAL),
            row["as_of"],
            number,
        )
        for printed in (row["name"], *also):
            name = printed.rstrip("?")
            bodies.setdefault(key(name), body)
            phrases.setdefault(fold(name), body)
            if printed.endswith("?"):
                words.add(fold(name))
    return Register(edition(), digest("sources.toml", "bodies.csv"), bodies, frozenset(words), phrases)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


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


@cache
def _everyday() -> dict[str, bool]:
    words = (word for line in _lines("everyday_words.txt") for word in line.split())
    return {word.rstrip("?"): word.endswith("?") for word in words}


_ENDINGS = (
    ("ies", "y"),
    ("es", ""),
    ("es", "e"),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
)


@lru_cache(maxsize=16384)
def is_everyday(word: str, *, surname: bool = False) -> bool:
    """Whether English texts write a word with a small letter, with or without a regular ending; with `surname`, only where it is no
    common surname as well."""
    plain = word.casefold()
    if (whole := _everyday().get(plain)) is not None:
        return not (surname and whole)
    return any(
        plain.endswith(ending) and len(plain) - len(ending) > 2 and plain.removesuffix(ending) + rest in _everyday()
        for ending, rest in _ENDINGS
    )
