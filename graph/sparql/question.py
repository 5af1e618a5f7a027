"""A SPARQL query as it is asked, its answer, and the reasons for which there is none."""

import re
from dataclasses import dataclass

from schema.errors import QueryError, StoreError

_PROLOGUE = re.compile(r"(?:\s|#[^\n]*|(?:BASE|PREFIX\s+[^\s:]*:)\s*<[^>\s]*>)*+", re.I)
_WORD = re.compile(r"[A-Za-z]*")
_QUERIES = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES = ("INSERT", "DELETE", "WITH", "LOAD", "CLEAR", "CREATE", "DROP", "ADD", "MOVE", "COPY")
"""What an update begins with (https://www.w3.org/TR/sparql11-update/)."""


def is_update(text: str) -> bool:
    """Whether a text begins as an update does, which no query can."""
    return _first_word(text) in _UPDATES


def is_begun(text: str) -> bool:
    """Whether a text begins as a query does."""
    return _first_word(text) in _QUERIES


def _first_word(text: str) -> str:
    prologue = _PROLOGUE.match(text)
    word = _WORD.match(text, prologue.end() if prologue else 0)
    return word[0].upper() if word else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query with the dataset that it is asked of and the forms in which its answer is taken."""

    query: str
    default_graphs: tuple[str, ...] = ()
    """IRIs of the named graphs whose union is the default graph."""
    named_graphs: tuple[str, ...] = ()
    """IRIs of the graphs that GRAPH finds. Where both are empty, the query itself or else the whole replica decides."""
    results: str | None = None
    """Media type for the answer of SELECT and ASK; None: such an answer is not taken."""
    graph: str | None = None
    """Media type for the answer of CONSTRUCT and DESCRIBE."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a query."""

    body: bytes
    media_type: str


class MalformedError(QueryError):
    """The query is not SPARQL 1.1, or asks for what this endpoint does not do."""


class TimeLimitError(QueryError):
    """The query takes more time than it is given."""


class SizeLimitError(QueryError):
    """The query or its answer needs more room than it is given."""


class BusyError(StoreError):
    """There is no answer just now; `seconds` says when it is worth asking again."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds

    def __reduce__(self) -> tuple[type["BusyError"], tuple[str, int]]:
        """Say how another process makes the same error."""
        return type(self), (str(self), self.seconds)
