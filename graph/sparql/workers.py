"""The processes that answer queries from one replica: kept for the next query, ended when one takes too long."""

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

import orjson

from graph.rdf.iris import Iris
from graph.server.child_process import ROOT, environment
from graph.sparql.options import SparqlOptions
from graph.sparql.question import Answer, MalformedError, Question, SizeLimitError, TimeLimitError
from schema.errors import NotAcceptableError, StoreError

_REFUSALS = {"malformed": MalformedError, "form": NotAcceptableError, "size": SizeLimitError}


class Workers:
    """Processes over one replica's folder. Safe to use from many threads, each of which has a process of its own meanwhile."""

    def __init__(self, folder: Path, options: SparqlOptions) -> None:
        """Nothing is started before it is needed."""
        self._folder, self._options = folder, options
        self._idle: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()
        self._closed = False

    def ask(self, question: Question, iris: Iris) -> Answer:
        """Return the answer to a question, whose relative IRIs are completed by the base of `iris`.

        Raises QueryError: a kind of `graph.sparql.question` that says why there is none.
        """
        process = self._take()
        try:
            head, body = self._exchange(process, asdict(question) | {"base": iris.base, "prefixes": iris.prefixes()})
        except BaseException:
            _end(process)
            raise
        self._give_back(process)
        if "refused" in head:
            raise _REFUSALS[head["refused"]](head["message"])
        return Answer(body, head["media_type"])

    def close(self) -> None:
        """End the processes; those that answer just now end when they have answered."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for process in idle:
            _end(process)

    def _exchange(self, process: subprocess.Popen[bytes], asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        late = threading.Event()

        def end_late() -> None:
            late.set()
            process.kill()

        clock = threading.Timer(self._options.seconds, end_late)
        clock.start()
        assert process.stdin is not None and process.stdout is not None
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(orjson.dumps(asked) + b"\n")
                process.stdin.flush()
            line = process.stdout.readline()
            head = orjson.loads(line) if line.endswith(b"\n") else {}
            body = process.stdout.read(head.get("size", 0)) if head else b""
        finally:
            clock.cancel()
        if head and len(body) == head.get("size", 0) and not late.is_set():
            return head, body
        if late.is_set():
            seconds = self._options.seconds
            raise TimeLimitError(f"the query takes more than {seconds:g} s; ask for less, or of fewer triples at once")
        if process.wait() > 0:
            raise StoreError("the process that answers queries failed, as its messages say; ask again")
        raise SizeLimitError(
            "the query is nested too deeply or needs more memory than it may have; ask for less at once"
        )

    def _take(self) -> subprocess.Popen[bytes]:
        with self._lock:
            while self._idle:
                process = self._idle.pop()
                if process.poll() is None:
                    return process
                _end(process)
        o = self._options
        return child("graph.sparql.worker", str(self._folder), str(o.seconds), str(o.memory), str(o.answer))

    def _give_back(self, process: subprocess.Popen[bytes]) -> None:
        with self._lock:
            if not self._closed:
                return self._idle.append(process)
        return _end(process)


def child(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start `python -m module` with pipes to and from it; what it writes to standard error is this program's.

    A Ctrl-C in the terminal is for this program alone, which then ends its children.
    """
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
        process_group=0,
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
