"""What a glance takes for one whole request is one to the parser as well: both refuse the same, and nothing is left between."""

from itertools import permutations

import httptools
import pytest

from api.web.at_a_glance import glance

LINES = (b"GET / HTTP/1.1", b"POST /graphql HTTP/1.1", b"HEAD / HTTP/1.0", b"get / HTTP/1.1", b"GET /a\nx: y HTTP/1.1")
HEADERS = (
    b"host: a",
    b"Content-Length: 5",
    b"content-length:5 ",
    b"Content-Length : 5",
    b"Content-Length: 05",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding : chunked",
    b"Connection: close",
    b"Connection: Keep-Alive",
    b"Connection: keep-alive, close",
    b"Connection : close",
    b"Expect: 100-continue",
    b"Upgrade: h2c",
    b" folded: x",
    b"x: a\nContent-Length: 5",
    b"x: a\rContent-Length: 5",
    b"x: \0",
    b"x",
    b": x",
)
BODIES = (b"", b"hello", b"0\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n")


class Parsed:
    """A request as the parser tells it."""

    def __init__(self, data: bytes) -> None:
        self.begun = self.completed = 0
        self.stays = False
        self._parser = httptools.HttpRequestParser(self)
        self._parser.feed_data(data)

    def on_message_begin(self) -> None:
        self.begun += 1

    def on_message_complete(self) -> None:
        self.completed += 1
        self.stays = self._parser.should_keep_alive()


@pytest.mark.parametrize("line", LINES)
def test_what_is_whole_at_a_glance_is_one_request_to_the_parser(line: bytes) -> None:
    whole = 0
    for headers in (some for many in range(3) for some in permutations(HEADERS, many)):
        for body in BODIES:
            data = b"\r\n".join((line, *headers, b"", body))
            seen = glance(data)
            if seen.is_whole:
                parsed = Parsed(data)  # raises where it is no request
                assert (parsed.begun, parsed.completed) == (1, 1), data
                assert parsed.stays or not seen.stays, data
                whole += 1
    assert whole or line not in LINES[:3]


def test_most_requests_are_whole_at_a_glance() -> None:
    asked = (
        b"POST /graphql?x=1 HTTP/1.1\r\nHost: a:8000\r\nAccept: */*\r\nX-Request-ID: one-of-two\r\n"
        b"Content-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\n{}"
    )
    seen = glance(asked)
    assert (seen.method, seen.path, seen.name, seen.is_whole, seen.stays) == (
        b"POST",
        b"/graphql",
        b"one-of-two",
        True,
        True,
    )
