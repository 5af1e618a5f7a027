"""Which page of a list an address asks for."""

from starlette.datastructures import QueryParams


def page_number(given: QueryParams) -> int:
    """Return the number of a page, from 1; what is none is the first."""
    said = given.get("page", "1")
    return max(1, int(said)) if said.isascii() and said.isdigit() and len(said) < 4 else 1
