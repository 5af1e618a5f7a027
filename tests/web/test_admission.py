"""What the client of an admitted request sends reaches the application, whenever that asks for it."""

import asyncio
import socket
import threading
import time
from unittest.mock import Mock

import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send
from waiting import within

from api.telemetry.options import TelemetryOptions
from api.web import admission, doorway
from api.web.admission import Admission
from api.web.doorway import AtTheDoor
from api.web.observed import Watched
from api.web.places import Places
from api.web.protocol import Room
from api.web.server import config_of

SCOPE = {"type": "http", "method": "GET", "path": "/graphql", "headers": []}


@pytest.mark.parametrize("turns", range(8))
def test_a_request_is_heard_however_soon_before_it_was_begun_to_be_watched(
    turns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`turns`: of the event loop, until the application asks; in one of them the watching has begun, and nothing was heard."""
    monkeypatch.setattr(admission, "_SOON_SECONDS", 0.0)
    heard, sent = list[Message](), list[Message]()

    async def steps() -> None:
        goes, came = asyncio.Event(), iter([{"type": "http.request", "body": b"asked", "more_body": False}])

        async def app(_: Scope, receive: Receive, send: Send) -> None:
            for _ in range(turns):
                await asyncio.sleep(0)
            heard.append(await receive())
            goes.set()
            await receive()
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def receive() -> Message:
            if (message := next(came, None)) is not None:
                return message
            await goes.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        await asyncio.wait_for(Admission(app, Places(2, 1))(SCOPE, receive, send), 5)

    asyncio.run(steps())
    assert [message.get("body") for message in heard] == [b"asked"]


@pytest.mark.parametrize("many", [1, 2])
def test_who_goes_away_ends_what_they_asked_for_also_where_they_asked_for_more(many: int) -> None:
    told = list[str]()

    async def app(_: Scope, __: Receive, ___: Send) -> None:
        told.append("begun")
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            told.append("ended")
            raise

    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = config_of(Admission(app, Places(4, 2)), log_config=None, lifespan="off")
        running = uvicorn.Server(config)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            assert within(30, lambda: running.started)
            with socket.create_connection(listener.getsockname()) as client:
                client.sendall(b"GET /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n" * many)
                assert within(10, lambda: told == ["begun"])
                time.sleep(0.2)
            assert within(10, lambda: told == ["begun", "ended"])
        finally:
            running.force_exit = running.should_exit = True
            thread.join(20)


@pytest.mark.parametrize(("crowded", "full"), [(False, False), (False, True), (True, False)])
def test_who_is_slow_to_ask_is_let_in_where_there_is_room_by_then(
    crowded: bool, full: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doorway, "ASKS_SECONDS", 0.01)

    async def steps() -> tuple[Mock, Mock]:
        room, speaking, transport = Room(Places(1, 1), Watched(TelemetryOptions())), Mock(), Mock()
        assert await room.places.enter()
        door = AtTheDoor(room, lambda: speaking, lambda _: crowded)
        door.connection_made(transport)
        if not full:
            room.places.leave()
        await asyncio.sleep(0.1)
        assert not room.unheard
        return speaking, transport

    speaking, transport = asyncio.run(steps())
    let_in = not (crowded or full)
    assert speaking.connection_made.called is let_in and not speaking.data_received.called
    assert transport.write.called is transport.close.called is not let_in
