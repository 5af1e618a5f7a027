"""A service that is told to stop finishes what runs, and waits for nobody for ever."""

import asyncio
import logging
import socket
import threading
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from api.web import server
from api.web.admission import Admission
from api.web.places import Places
from api.web.server import config_of
from api.web.stack import stacked


@contextmanager
def served(begun: threading.Semaphore, seconds: float) -> Iterator[tuple[str, uvicorn.Server]]:
    """Serve an answer and an export that take their time."""

    async def slow(_: Request) -> Response:
        begun.release()
        await asyncio.sleep(seconds)
        return Response("whole")

    async def export(_: Request) -> Response:
        async def parts() -> AsyncIterator[bytes]:
            begun.release()
            for _ in range(10):
                yield b"line\n"
                await asyncio.sleep(seconds / 10)

        return StreamingResponse(parts())

    routes = [Route(path, slow) for path in ("/slow", "/graphql")] + [Route("/export", export)]
    app = stacked(Starlette(routes=routes), [Middleware(Admission, places=Places(0, 0))])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = uvicorn.Server(config_of(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not running.started:
                time.sleep(0.02)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", running
        finally:
            running.should_exit = True
            thread.join(20)
            assert not thread.is_alive()


@pytest.mark.parametrize(("path", "whole"), [("/slow", "whole"), ("/export", "line\n" * 10)])
def test_what_runs_is_finished(path: str, whole: str) -> None:
    begun = threading.Semaphore(0)
    with ThreadPoolExecutor(1) as pool, served(begun, 1.5) as (address, running):
        answer = pool.submit(httpx.get, address + path, timeout=20)
        assert begun.acquire(timeout=30)
        running.should_exit = True
        assert answer.result().text == whole
        with pytest.raises(httpx.ConnectError):
            for _ in range(100):
                httpx.get(address + path, timeout=5)
                time.sleep(0.05)


def test_who_is_not_answered_in_time_is_told_to_come_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An export that goes on for ever must not be taken for a whole one, and whoever waits beside it for a fault."""
    monkeypatch.setattr(server, "GRACE_SECONDS", 1)
    # Whoever ran a service before in this process may have set up its log.
    monkeypatch.setattr(logging.getLogger("uvicorn"), "propagate", True)
    caplog.set_level(logging.ERROR, "uvicorn.error")
    begun = threading.Semaphore(0)
    with ThreadPoolExecutor(3) as pool, served(begun, 1000) as (address, running):
        export = pool.submit(httpx.get, address + "/export", timeout=60)
        assert begun.acquire(timeout=30)
        waiting = [pool.submit(httpx.get, address + path, timeout=60) for path in ("/slow", "/graphql")]
        assert begun.acquire(timeout=30) and begun.acquire(timeout=30)
        running.should_exit = True
        with pytest.raises(httpx.RemoteProtocolError):
            export.result()
        page, graphql = (one.result() for one in waiting)
    for answer in (page, graphql):
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert "being stopped" in page.text
    assert graphql.json()["errors"][0]["extensions"]["code"] == "BUSY"
    told = [record for record in caplog.records if record.name == "uvicorn.error" and record.levelname == "ERROR"]
    messages = {record.getMessage() for record in told}
    assert len(messages) == 2, "that what runs is cancelled, and that the export is not whole"
    assert not any(record.exc_info for record in told)
