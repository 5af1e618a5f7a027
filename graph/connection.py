"""How to reach a Neo4j, and what its errors mean to the user: shared by everything that speaks Bolt."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from neo4j import exceptions

from schema.errors import BrokenStoreError, StoreError, UnreachableError
from schema.program import PROGRAM

_REASON = re.compile(r"\(reason (?:\[Errno -?\d+\] )?([^()]+)\)")
"""Why the driver could not connect, in what it says of it."""
_NO_SUCH_DATABASE = "Neo.ClientError.Database."
_FAILED_INSIDE = (
    "Neo.DatabaseError.Transaction.",
    "Neo.TransientError.General.DatabaseUnavailable",
    "Neo.TransientError.Database.DatabaseUnavailable",
)
"""How Neo4j says that a database is shut down, stopped on a fault (a full disk, above all), or could not be recovered."""


def _release_nothing() -> None:
    """Nothing is to be done at the end of a connection to a server that this program does not manage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """An address and the right to use it; a managed server stays for as long as it is open, or its process lives."""

    uri: str
    user: str
    password: str = field(repr=False)
    database: str = "neo4j"
    browser: str | None = None
    """Where the Neo4j Browser answers, where it is known."""
    embedding: str = "none"
    """The embedding model whose vectors the graph holds (`graph.embedding`), or `none`."""
    copies: Path | None = None
    """The folder in which what every document states is kept a second time; None: nowhere."""
    bookmarks: Path | None = None
    """The file in which writers to a cluster note what they wrote for its readers (`graph.bookmarks`); None: nobody does."""
    free_disk: int = 0
    """Megabytes of that folder's disk below which nothing is written."""
    release: Callable[[], None] = field(default=_release_nothing, repr=False, compare=False)
    """Called by `close`."""

    def lent(self) -> "Connection":
        """Return the same for a child process, for which a managed server stays as long as for this one."""
        return replace(self, release=_release_nothing)

    def close(self) -> None:
        """Tell the server that this process no longer needs it; harmless when done twice."""
        self.release()


@contextmanager
def translated(uri: str, check: str = "check NEO4J_USER and NEO4J_PASSWORD") -> Iterator[None]:
    """Turn the driver's errors into StoreError with one line that says what to do, `check` where the password is wrong."""
    try:
        yield
    except exceptions.AuthError as e:
        raise UnreachableError(f"Neo4j at {uri} refused the user or password; {check}") from e
    except (exceptions.ServiceUnavailable, exceptions.SessionExpired) as e:
        raise UnreachableError(
            f"Neo4j at {uri} does not answer ({_first_line(e)}); is it running? '{PROGRAM} neo4j status' tells"
        ) from e
    except exceptions.ConfigurationError as e:
        raise UnreachableError(
            f"{uri} cannot be used as the address of a Neo4j ({_first_line(e)}); check NEO4J_URI"
        ) from e
    except (exceptions.Neo4jError, exceptions.DriverError) as e:
        if isinstance(e, exceptions.Neo4jError) and (e.code or "").startswith(_NO_SUCH_DATABASE):
            raise UnreachableError(
                f"Neo4j at {uri} has no such database ({_first_line(e)}); check NEO4J_DATABASE"
            ) from e
        if isinstance(e, exceptions.Neo4jError) and (e.code or "").startswith(_FAILED_INSIDE):
            raise BrokenStoreError(
                f"Neo4j at {uri} cannot use its store ({_first_line(e)}): stop and start it; where that does not help, "
                f"'{PROGRAM} doctor --rebuild' makes the store anew from the documents that are kept beside it"
            ) from e
        raise StoreError(f"Neo4j at {uri} refused the statement ({_first_line(e)}); nothing was changed") from e


def _first_line(error: Exception) -> str:
    # The text of an error of Neo4j's own is its message among codes, which mean nothing to the reader.
    said = error.message if isinstance(error, exceptions.Neo4jError) else None
    line = " ".join((said or str(error)).split())
    why = _REASON.search(line)
    return why[1] if why else line[:300]
