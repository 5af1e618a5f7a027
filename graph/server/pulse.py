"""Whether a Neo4j still answers: Bolt's greeting is sent to it every few seconds, by a thread that nothing else waits for."""

import socket
import threading
import time

# Bolt's magic number, and four proposals of versions, the newest that any server answers first (none need be understood).
GREETING = bytes.fromhex("6060b01700000405000004040000000400000003")
_SECONDS_BETWEEN = 2.0
_PATIENCE_SECONDS = 5.0


def answers(port: int) -> bool:
    """Whether a server answers Bolt's greeting on this port of the loopback within a few seconds."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_SECONDS) as probe:
            probe.sendall(GREETING)
            return len(probe.recv(4)) > 0
    except OSError:
        return False


class Pulse:
    """Listens to one server, as long as it is entered as a context."""

    def __init__(self, port: int) -> None:
        """Listen to the server at a port of the loopback, once it is told to `begin`."""
        self._port = port
        self._heard: float | None = None
        self._ended = threading.Event()

    def __enter__(self) -> "Pulse":
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()

    def begin(self) -> None:
        """Begin to listen; the server answers now."""
        self._heard = time.monotonic()
        threading.Thread(target=self._listen, daemon=True).start()

    def silent_seconds(self) -> float:
        """For how long the server has not answered."""
        return 0.0 if self._heard is None else time.monotonic() - self._heard

    def _listen(self) -> None:
        while not self._ended.wait(_SECONDS_BETWEEN):
            if answers(self._port):
                self._heard = time.monotonic()
