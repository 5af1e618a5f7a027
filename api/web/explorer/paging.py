"""A list that is shown a page at a time: which page an address asks for, and what stands on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from starlette.datastructures import QueryParams

T = TypeVar("T")


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


def page_number(given: QueryParams) -> int:
    """Return the number of a page, from 1; what is none is the first."""
    said = given.get("page", "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 4 else 1


def part_of(found: Sequence[T], number: int, size: int, href: Callable[[int], str]) -> Part[T]:
    """Return a page of a list by its number, the last where there are not so many; `href` gives a page's address."""
    pages = max(1, -(-len(found) // size))
    number = min(number, pages)
    start = (number - 1) * size
    return Part(
        found[start : start + size],
        start + 1,
        number,
        pages,
        href(number - 1) if number > 1 else "",
        href(number + 1) if number < pages else "",
    )
