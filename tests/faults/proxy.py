"""What stands between the service and a real Neo4j, so that its end of the line can be frozen or cut."""

import contextlib
import selectors
import socket
import threading
from types import TracebackType
from urllib.parse import urlsplit


class Line:
    """A line to a server that passes what it is sent, until it is told otherwise."""

    def __init__(self, uri: str) -> None:
        place = urlsplit(uri)
        self._target = place.hostname or "", place.port or 7687
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.place = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.uri = f"bolt://{self.place}"
        self.passes = threading.Event()
        self.passes.set()
        self._open = True
        self.refuses = False
        """Whether whoever connects is sent away."""
        self._sockets: set[socket.socket] = set()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def __enter__(self) -> "Line":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = False
        self.passes.set()
        self._thread.join(5)
        for one in (*self._sockets, self._listener):
            one.close()

    def cut(self) -> None:
        """End every connection, as when the server dies."""
        for one in list(self._sockets):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)

    def passed(self, data: bytes, *, to_server: bool) -> bytes:
        """What becomes of bytes on their way: nothing, here."""
        del to_server
        return data

    def _run(self) -> None:
        near_ends = set[socket.socket]()
        ends: dict[socket.socket, socket.socket] = {}
        with selectors.DefaultSelector() as ready:
            ready.register(self._listener, selectors.EVENT_READ)
            while self._open:
                self.passes.wait()
                for key, _ in ready.select(0.05):
                    if not self.passes.is_set():
                        break
                    one = key.fileobj
                    assert isinstance(one, socket.socket)
                    if one is self._listener:
                        near = self._listener.accept()[0]
                        if self.refuses:
                            near.close()
                            continue
                        far = socket.create_connection(self._target)
                        ends |= {near: far, far: near}
                        near_ends.add(near)
                        self._sockets |= {near, far}
                        ready.register(near, selectors.EVENT_READ)
                        ready.register(far, selectors.EVENT_READ)
                        continue
                    if one not in ends:  # ended with the other end, a moment ago
                        continue
                    other = ends[one]
                    try:
                        data = one.recv(65536)
                        if data:
                            other.sendall(self.passed(data, to_server=one in near_ends))
                            continue
                    except OSError:
                        pass
                    for each in (one, other):
                        del ends[each]
                        ready.unregister(each)
                        self._sockets.discard(each)
                        each.close()
