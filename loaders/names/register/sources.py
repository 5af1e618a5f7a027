"""Where the register's rows come from: the lists that state them, each with its publisher, licence, address and date.

Knowledge that is not a report's is a source of its own, so it has to say who says it. What no list states is general knowledge,
and is called that.
"""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

GENERAL = "general knowledge"
"""The source of a row that no list states."""

_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")


@dataclass(frozen=True, slots=True)
class ListSource:
    """One list that rows are taken from."""

    key: str
    """How rows name it: `charity-commission`."""
    title: str
    publisher: str
    licence: str
    """The licence's address."""
    address: str
    """Where the list is published."""
    as_of: str
    """The date of the version that was used: `2026-07` or `2026-07-31`."""
    attribution: str
    """The words that its licence asks for."""
    kinds: tuple[str, ...]
    """The kinds of body that being on the list means. A kind that it does not mean is general knowledge."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The register as a publication of its own."""

    title: str
    version: str
    licence: str
    sources: dict[str, ListSource]
    """The lists by their keys."""


def read_data(name: str) -> str:
    """Return the text of one of the register's data files."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def digest(*names: str) -> str:
    """Return the SHA-256 of data files, one after the other, as 64 hexadecimal digits."""
    return hashlib.sha256("".join(read_data(name) for name in names).encode()).hexdigest()


@cache
def edition() -> Edition:
    """Return what `sources.toml` says, read at the first call."""
    return parse_edition(read_data("sources.toml"))


def parse_edition(text: str) -> Edition:
    """Return what the text of a `sources.toml` says; ValueError where a list lacks a date of the form `2026-07`."""
    data = tomllib.loads(text)
    sources = {
        key: ListSource(key, kinds=tuple(said.pop("kinds", ())), **said) for key, said in data["sources"].items()
    }
    for source in sources.values():
        if not _DATE.fullmatch(source.as_of):
            raise ValueError(f"{source.key}: as_of is {source.as_of!r}, not a date of the form 2026-07 or 2026-07-31")
    return Edition(data["title"], data["version"], data["licence"], sources)
