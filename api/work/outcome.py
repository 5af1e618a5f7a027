"""What becomes of a request, in the two languages in which programs are told: a process's exit status and HTTP's.

One table for every kind of error, so that the command line, the service and their documentation cannot differ.
"""

from dataclasses import dataclass

from schema.errors import (
    BrokenStoreError,
    ChangedError,
    CurationError,
    FaultyGraphError,
    ForbiddenError,
    ImagineError,
    MissingSourceError,
    NotAcceptableError,
    NotFoundError,
    QuarantineError,
    QueryError,
    ReadError,
    RemovedError,
    ServerError,
    SettingsError,
    SilentError,
    StoreError,
    TooLargeError,
    UnreachableError,
    UnsupportedTypeError,
)

DONE, FAILED, CALLED_WRONGLY, REFUSED, NOT_FOUND, UNREACHABLE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

EXIT_STATUSES: dict[int, str] = {
    DONE: "Done.",
    FAILED: "Failed, for a reason that none of the others names; the message says which.",
    CALLED_WRONGLY: "Called wrongly: an unknown command, or a wrong argument or setting.",
    REFUSED: "An input was refused: a document cannot be read or is held back, or a curators' file is malformed or stale.",
    NOT_FOUND: "What was named is not there: a path, or a document in the graph.",
    UNREACHABLE: "The database cannot be reached, or could not be started.",
    INTERRUPTED: "Interrupted by Ctrl-C.",
}
"""What each exit status means."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one kind of error is told to programs."""

    exit_status: int
    http_status: int


OUTCOMES: dict[type[ImagineError], Outcome] = {
    ImagineError: Outcome(FAILED, 500),
    SettingsError: Outcome(CALLED_WRONGLY, 500),
    ForbiddenError: Outcome(FAILED, 403),
    QueryError: Outcome(CALLED_WRONGLY, 400),
    ReadError: Outcome(REFUSED, 422),
    QuarantineError: Outcome(REFUSED, 422),
    CurationError: Outcome(REFUSED, 422),
    MissingSourceError: Outcome(NOT_FOUND, 404),
    NotAcceptableError: Outcome(CALLED_WRONGLY, 406),
    TooLargeError: Outcome(CALLED_WRONGLY, 413),
    UnsupportedTypeError: Outcome(CALLED_WRONGLY, 415),
    NotFoundError: Outcome(NOT_FOUND, 404),
    RemovedError: Outcome(NOT_FOUND, 410),
    StoreError: Outcome(FAILED, 503),
    ChangedError: Outcome(FAILED, 503),
    FaultyGraphError: Outcome(FAILED, 500),
    ServerError: Outcome(UNREACHABLE, 503),
    UnreachableError: Outcome(UNREACHABLE, 503),
    SilentError: Outcome(UNREACHABLE, 503),
    BrokenStoreError: Outcome(UNREACHABLE, 503),
}


def outcome(error: ImagineError) -> Outcome:
    """Return how an error is told: as its own kind is, or the nearest kind above it."""
    return next(OUTCOMES[kind] for kind in type(error).__mro__ if kind in OUTCOMES)
