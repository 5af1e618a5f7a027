"""The one tree of errors: whoever catches `ImagineError` catches everything that this product raises on purpose.

Every message is one line that says what happened, to what, and what to do about it; the command line prints it as it is.
"""


class ImagineError(Exception):
    """Something that the user can act on; the message says how."""


class SettingsError(ImagineError):
    """A setting in the environment has a value that cannot be used."""


class ServerError(ImagineError):
    """The managed Neo4j could not be fetched, started, found or stopped."""


class StoreError(ImagineError):
    """The database refused, could not be reached, or holds something that this version does not understand."""


class UnreachableError(StoreError):
    """The database does not answer, refuses the user, or is not there under its name."""


class SilentError(UnreachableError):
    """The database is known not to answer: the log has said so, and says when it answers again, so that no request need."""

    def __init__(self) -> None:
        """Say so; it is the same for whoever asks."""
        super().__init__("Neo4j does not answer; it is asked again and again")


class BrokenStoreError(UnreachableError):
    """The database answers but cannot use what it has stored: it stopped on a fault, or could not recover after one."""


class FaultyGraphError(StoreError):
    """Something in the graph breaks a rule of the declaration: it was changed by other means than loading."""


class ChangedError(StoreError):
    """The graph was changed while it was read, so that what one statement found the next one did not."""


class NotFoundError(StoreError):
    """Nothing in the graph has the id or name that was asked for."""


class RemovedError(NotFoundError):
    """What was asked for was in the graph, and was taken out."""


class ReadError(ImagineError):
    """A source could not be read: it is missing, empty, damaged, encrypted, too large, or of no known format."""


class MissingSourceError(ReadError):
    """There is nothing at the path of a source."""


class QuarantineError(ReadError):
    """A source was read, but it states too little of a gathering; it is loaded only when the user insists."""


class CurationError(ImagineError):
    """A judgements, overrides or suppression file is malformed, contradicts itself or has gone stale."""


class QueryError(ImagineError):
    """A question cannot be answered as asked: unknown field, wrong argument, too costly."""


class NotAcceptableError(QueryError):
    """None of the forms in which there is an answer can be accepted."""


class TooLargeError(QueryError):
    """More is asked at once than is answered at once."""


class UnsupportedTypeError(QueryError):
    """A request's body is of a media type that is not read there."""


class ForbiddenError(ImagineError):
    """Somebody asks for a change who is not signed in as a curator, or whose form is none of ours."""
