"""A service that is told to stop finishes what runs, and waits for nobody for ever."""

import asyncio
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
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from api.web import server
from api.web.server import config_of


@contextmanager
def served(begun: threading.Event, seconds: float) -> Iterator[tuple[str, uvicorn.Server]]:
    """Serve an answer and an export that take their time."""

    async def slow(_: Request) -> Response:
        begun.set()
        await asyncio.sleep(seconds)
        return Response("whole")

    async def export(_: Request) -> Response:
        async def parts() -> AsyncIterator[bytes]:
            for _ in range(10):
                begun.set()
                yield b"line\n"
                await asyncio.sleep(seconds / 10)

        return StreamingResponse(parts())

    app = Starlette(routes=[Route("/slow", slow), Route("/export", export)])
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = uvicorn.Server(config_of(app, log_level="critical", lifespan="off"))
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
    begun = threading.Event()
    with ThreadPoolExecutor(1) as pool, served(begun, 1.5) as (address, running):
        answer = pool.submit(httpx.get, address + path, timeout=20)
        assert begun.wait(10)
        running.should_exit = True
        assert answer.result().text == whole
        with pytest.raises(httpx.ConnectError):
            for _ in range(100):
                httpx.get(address + path, timeout=5)
                time.sleep(0.05)


def test_what_never_ends_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "GRACE_SECONDS", 1)
    begun = threading.Event()
    with ThreadPoolExecutor(1) as pool, served(begun, 1000) as (address, running):
        answer = pool.submit(httpx.get, address + "/slow", timeout=60)
        assert begun.wait(10)
        running.should_exit = True
        with pytest.raises(httpx.HTTPError):
            answer.result().raise_for_status()
