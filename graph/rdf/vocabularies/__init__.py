"""The terms of the standard vocabularies that the declaration uses: one list for each prefix of `schema.vocabulary.NAMESPACES`.

A list is a file of tab-separated lines: a term's local name, its kind, and what the vocabulary says of it in terms with a prefix
(`broader`, `domain`, `range`, `disjoint`). Lines that begin with `#` say which version it is of, and where the file was found that
it was made from. Facts alone are taken over, no definitions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal["class", "property", "datatype", "individual"]

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Term:
    """What a vocabulary says of one of its terms; the others are prefixed names."""

    kind: Kind
    broader: tuple[str, ...] = ()
    """The classes or properties that it is a kind of."""
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    disjoint: tuple[str, ...] = ()


def terms(prefix: str) -> dict[str, Term]:
    """Return the terms of a vocabulary by their local names."""
    found = {}
    for line in _lines(prefix):
        if not line.startswith("#"):
            name, kind, *rest = line.split("\t")
            found[name] = Term(kind, *(tuple(column.split()) for column in rest))  # type: ignore[arg-type]
    return found


def version(prefix: str) -> str:
    """Return which version of a vocabulary its list is of."""
    return next(line.removeprefix("# version: ") for line in _lines(prefix) if line.startswith("# version: "))


def _lines(prefix: str) -> Iterator[str]:
    yield from (_FOLDER / f"{prefix}.tsv").read_text(encoding="utf-8").splitlines()
