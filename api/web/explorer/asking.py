"""Asks the explorer's own GraphQL documents within the service, and makes a page of whatever keeps them from an answer."""

import functools
import logging
import re
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.gql.execute import Executor
from api.gql.execute import Request as Question
from api.web.html import graphiql_address, page

LOG = logging.getLogger("imagine.web")

DOCUMENTS = Path(__file__).resolve().parents[2] / "explorer" / "documents"
_IMPORT = re.compile(r'^#import "([\w.-]+)"$', re.MULTILINE)
Handler = Callable[[Request], Awaitable[Response]]
_WAIT = "Please try again in a minute. If it stays like this, tell whoever keeps this service."
_SAID = {
    "DATABASE_UNAVAILABLE": (503, "The graph cannot be read just now", _WAIT),
    "TIMEOUT": (503, "This took too long", "Ask for less at once, or try again in a minute."),
}
_REFUSED = 400, "This cannot be asked"
_FAILED = 500, "Something went wrong", _WAIT


class UnansweredError(Exception):
    """A document that was not answered."""

    def __init__(self, code: str, reason: str) -> None:
        """Make one from GraphQL's error."""
        super().__init__(reason)
        self.code, self.reason = code, reason


@cache
def document(name: str) -> str:
    """Return one of the explorer's documents, with the fragments of the files that it imports."""
    text = (DOCUMENTS / f"{name}.graphql").read_text(encoding="utf-8")
    imported = [(DOCUMENTS / file).read_text(encoding="utf-8") for file in _IMPORT.findall(text)]
    return "\n".join([_IMPORT.sub("", text).lstrip(), *imported])


def by_hash() -> list[str]:
    """Return the documents that scripts of ours ask by their hashes."""
    return [document("neighbourhood")]


def in_graphiql(name: str, variables: dict[str, Any]) -> str:
    """Return GraphiQL with a document and its variables in it."""
    return graphiql_address(document(name), orjson.dumps(variables).decode())


def as_graphql(name: str, variables: dict[str, Any]) -> str:
    """Return a document to be copied, with its variables in a comment."""
    return f"# variables: {orjson.dumps(variables).decode()}\n{document(name)}"


async def ask(request: Request, name: str, **variables: Any) -> dict[str, Any]:
    """Return the data that answers a document. Raises UnansweredError."""
    executor: Executor = request.app.state.explorer
    result = await executor.execute(Question(query=document(name), variables=variables))
    answer = orjson.loads(result.body)
    if errors := answer.get("errors"):
        raise UnansweredError(errors[0]["extensions"]["code"], errors[0]["message"])
    data: dict[str, Any] = answer["data"]
    return data


def answering(handler: Handler) -> Handler:
    """Return a handler that answers with a page also where the graph does not answer."""

    @functools.wraps(handler)
    async def handled(request: Request) -> Response:
        try:
            return await handler(request)
        except UnansweredError as e:
            status, heading, text = _SAID.get(
                e.code, (*_REFUSED, e.reason if e.reason.endswith("?") else f"{e.reason}.")
            )
            if e.code == "INTERNAL":
                status, heading, text = _FAILED
            if status >= 500 and e.code != "DATABASE_UNAVAILABLE":  # which the executor has told of
                LOG.warning("a page of %s could not be answered: %s", handler.__module__, e.reason)
            return page(request, "message.html", status, heading=heading, text=text)

    return handled
