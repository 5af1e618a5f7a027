"""Who is let in: a client that connects while there is no room for its request is refused before anything is made for it.

What speaks HTTP takes longer to be made than a refusal to be written. And connections cost files and memory, of which a service has
only so many: where as many are open as may be, others are refused too, so that nobody can take them all by asking nothing.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from uvicorn.config import Config
from uvicorn.server import ServerState

from api.web.at_a_glance import NOTHING, Glance, glance
from api.web.protocol import ALWAYS, ROOM, LimitedProtocol, Room, written_refusal

ASKS_SECONDS = 1.0
"""How long a client may take to ask while there is no room for it."""
MOST_UNHEARD = 1000
"""How many clients are waited for so; where there are more, those who have been there longest are refused unheard."""

FOR_MONITORING = 50
"""How many connections monitoring may open beyond those that everybody may."""


def connection(
    config: Config, server_state: ServerState, app_state: dict[str, Any], _loop: asyncio.AbstractEventLoop | None = None
) -> asyncio.Protocol:
    """Return what speaks with a client that connects (`http` of `uvicorn.Config`)."""

    def speaking() -> LimitedProtocol:
        return LimitedProtocol(config, server_state, app_state, _loop)

    room: Room | None = app_state.get(ROOM)
    if room is None:
        return speaking()

    def is_crowded(beyond: int) -> bool:
        return room.connections > 0 and room.connections + beyond <= len(server_state.connections)

    return AtTheDoor(room, speaking, is_crowded) if is_crowded(0) or room.places.full else speaking()


class AtTheDoor(asyncio.Protocol):
    """A connection that is made while there is no room. What monitoring asks is let in, and what is not sure to be a request."""

    def __init__(self, room: Room, speaking: Callable[[], LimitedProtocol], is_crowded: Callable[[int], bool]) -> None:
        """`speaking` makes what the connection is handed to where it is let in; `is_crowded`: whether so many others are open, and
        more, beyond those that may be."""
        self._room, self._speaking, self._is_crowded = room, speaking, is_crowded
        self._timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client has connected."""
        self._transport = transport
        unheard = self._room.unheard
        if len(unheard) >= MOST_UNHEARD:
            unheard[next(iter(unheard))]()
        unheard[self] = self._refuse_unheard
        self._timer = asyncio.get_running_loop().call_later(ASKS_SECONDS, self._wait_no_longer)

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone, or was sent away."""
        self._is_heard()

    def data_received(self, data: bytes) -> None:
        """The client asks."""
        if self._transport.is_closing():
            return
        self._is_heard()
        seen = glance(data)
        # What has not arrived as a whole is refused, if it must be, once it has: who still sends does not listen.
        crowded = self._is_crowded(0)
        monitors = seen.path in ALWAYS and not self._is_crowded(FOR_MONITORING)
        if monitors or not (crowded or (seen.is_whole and self._room.places.full)):
            self._let_in(data)
        else:
            if not crowded:
                self._room.places.refused()
            self._refuse(seen)

    def _let_in(self, data: bytes = b"") -> None:
        speaking = self._speaking()
        self._transport.set_protocol(speaking)
        speaking.connection_made(self._transport)
        if data:
            speaking.data_received(data)

    def _wait_no_longer(self) -> None:
        if self._is_crowded(0) or self._room.places.full:
            self._refuse_unheard()
        else:  # there is room by now: a client that is slow to ask is no burden
            self._is_heard()
            self._let_in()

    def _refuse_unheard(self) -> None:
        self._refuse(NOTHING)

    def _refuse(self, seen: Glance) -> None:
        self._is_heard()
        self._transport.write(written_refusal(seen.method, seen.path, seen.name, stays=False))
        self._room.watched.refused(seen.method.decode("ascii"))
        self._transport.close()

    def _is_heard(self) -> None:
        self._room.unheard.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
