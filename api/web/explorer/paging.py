"""A list that is narrowed and shown a page at a time: what an address asks for, and what stands on one page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Generic, Self, TypeVar
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams

from api.web.explorer.facets import NAMES, Chosen

T = TypeVar("T")
_MOST_CHOSEN = 20


@dataclass(frozen=True)
class Narrowed:
    """What an address asks for: words, what narrows the answer, and which page of it."""

    text: str
    chosen: Chosen
    number: int = 1
    """Which page, from 1."""

    path: ClassVar[str]
    """The page's address."""
    parameter: ClassVar[str]
    """What the address calls the words."""

    def href(self, path: str = "") -> str:
        """Return the address that asks for the same; of another page that answers it, by its `path`."""
        pairs = [(self.parameter, self.text.strip())] if self.text else []
        pairs += [(name, value) for name in NAMES for value in self.chosen[name]]
        pairs += [("page", str(self.number))] if self.number > 1 else []
        return f"{path or self.path}?{urlencode(pairs, quote_via=quote)}" if pairs else path or self.path

    def without(self, name: str, value: str) -> Self:
        """Return the same without one value that is chosen, from the first page on."""
        left = tuple(v for v in self.chosen[name] if v != value)
        return replace(self, chosen={**self.chosen, name: left}, number=1)

    def on_page(self, number: int) -> Self:
        """Return the same on another page."""
        return replace(self, number=number)


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list, with the addresses of those beside it, empty where there is none."""

    entries: Sequence[T]
    first: int
    """The place of its first entry in the list, from 1."""
    number: int
    pages: int
    before: str
    after: str


def chosen_in(given: QueryParams) -> Chosen:
    """Return what an address chooses of each facet: each value once, and no more and no longer ones than a person would choose."""
    return {n: tuple(dict.fromkeys(v[:200] for v in given.getlist(n) if v))[:_MOST_CHOSEN] for n in NAMES}


def page_number(given: QueryParams) -> int:
    """Return the number of the page that an address asks for, from 1; the first where it names none."""
    said = given.get("page", "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 4 else 1


def part_of(found: Sequence[T], asked: Narrowed, size: int) -> Part[T]:
    """Return the page of a list that is asked for, the last where there are not so many."""
    pages = max(1, -(-len(found) // size))
    number = min(asked.number, pages)
    start = (number - 1) * size
    return Part(
        found[start : start + size],
        start + 1,
        number,
        pages,
        asked.on_page(number - 1).href() if number > 1 else "",
        asked.on_page(number + 1).href() if number < pages else "",
    )
