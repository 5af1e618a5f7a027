"""The description of the graph for machines that look for data: `/void.ttl`, and `/.well-known/void` (RFC 8615 and VoID, 7.2).

To count a large graph takes minutes, so that it is done once for each state of it.
"""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from api.web.linked_data.replies import answered, refusal, told
from api.web.once import OncePerState
from api.web.open_data import OpenRoute
from api.work.dumps import SOFTWARE
from graph.dumps.counting import described
from graph.store.store import Store

PATIENCE, PATIENCE_OF_OTHERS = 8.0, 1.0
"""How many seconds the first to ask in a state of the graph waits, and how many everybody else does."""
_RETRY_SECONDS = 15


class Catalogued:
    """Answers with the description."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._counted: OncePerState[bytes] = OncePerState("counting")

    def routes(self) -> list[OpenRoute]:
        """Return the addresses."""
        return [OpenRoute(address, told(self._answer)) for address in ("/void.ttl", "/.well-known/void")]

    def _answer(self, request: Request) -> Response:
        state = request.app.state
        with state.store.reading() as reading:
            revision = reading.revision
        count = partial(_counted, state.store, state.base, state.licence)
        try:
            counted = self._counted.at(revision, count, first=PATIENCE, others=PATIENCE_OF_OTHERS)
            return answered(request, counted, "text/turtle")
        except TimeoutError:
            answer = refusal(
                request, 503, "the graph is being counted, which takes a while where it is large; try again soon"
            )
            answer.headers["retry-after"] = str(_RETRY_SECONDS)
            return answer


def _counted(store: Store, base: str, licence: str) -> bytes:
    with store.reading() as reading:
        return described(reading, base, licence, SOFTWARE)
