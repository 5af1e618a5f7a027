"""The description of the graph for machines that look for data: `/void.ttl`, and `/.well-known/void` (RFC 8615 and VoID, 7.2)."""

import threading

from starlette.requests import Request
from starlette.responses import Response

from api.web.linked_data.replies import answered, told
from api.web.open_data import OpenRoute
from api.work.dumps import SOFTWARE
from graph.dumps.counting import described


class Catalogued:
    """Answers with the description. To count a large graph takes seconds, so that this is done once for each state of it."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._counting = threading.Lock()
        self._known: tuple[int, bytes] | None = None

    def routes(self) -> list[OpenRoute]:
        """Return the addresses."""
        return [OpenRoute(address, told(self._answer)) for address in ("/void.ttl", "/.well-known/void")]

    def _answer(self, request: Request) -> Response:
        state = request.app.state
        with self._counting, state.store.reading() as reading:
            if self._known is None or self._known[0] != reading.revision:
                self._known = reading.revision, described(reading, state.base, state.licence, SOFTWARE)
            return answered(request, self._known[1], "text/turtle")
