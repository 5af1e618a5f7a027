"""What the service answers instead of data: one error with a code that a client can switch on."""

from typing import Any

from schema.errors import QueryError


class RefusedError(QueryError):
    """A request that is not executed. The message says why and what to do; the code never changes once published."""

    def __init__(self, code: str, message: str, *, status: int = 400, **facts: Any) -> None:
        """Make one; `facts` become extensions of the error, such as the limit and what was found."""
        super().__init__(message)
        self.code, self.status, self.facts = code, status, facts

    @property
    def formatted(self) -> dict[str, Any]:
        """The error as GraphQL writes it."""
        return {"message": str(self), "extensions": {"code": self.code, **self.facts}}
