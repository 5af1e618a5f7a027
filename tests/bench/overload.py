"""What becomes of a service that is asked more than it can answer: half, twice and ten times its sustainable rate, as a table.

    python tests/bench/overload.py [--seconds 600] [--anew] [--json FILE]

Needs an empty Neo4j (NEO4J_URI and so on, as for the service), which is filled with `bench/world.py`'s reports, or found filled by
an earlier run. Requests are sent when their time has come, whether or not others were answered (an open loop), over connections
that are kept as browsers keep them; with `--anew`, each over a connection of its own. The sustainable rate is what eight clients
get that wait for each answer. Beside the latencies of what was accepted, the table has the shares refused and failed (anything but
an answer or a refusal), how late the client itself was (99th percentile), the processors that client, service and a managed Neo4j
took, and the service's memory, before and after. The client has precedence over the service where it may (it would be another
machine, and its own waiting is none of the service's); what it takes of the processors is part of the figures all the same.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

import uvloop  # noqa: E402
from bench.world import reports  # noqa: E402

from api.settings import Settings  # noqa: E402
from graph.connection import Connection  # noqa: E402
from graph.machine import free_ports  # noqa: E402
from graph.server.managed import ManagedServer, ensure_running  # noqa: E402
from graph.store.store import Store  # noqa: E402

REPORTS = 20
CLIENTS = 8
GIVEN_UP_SECONDS = 30.0
QUESTIONS = (
    "{ challenges(first: 10, orderBy: [{title: ASC}]) { nodes { title ideas { nodes { text } } } } }",
    '{ organisations(first: 10, where: {name: {contains: "a"}}) { totalCount nodes { name owns { nodes { title } } } } }',
    "{ people(first: 20) { nodes { name worksFor { nodes { name } } } } }",
)


@dataclass
class Phase:
    """What was measured at one rate."""

    name: str
    rate: float
    """Requests a second that were to be sent."""
    sent: int = 0
    accepted: list[float] = field(default_factory=list)
    """Seconds of each."""
    refused: list[float] = field(default_factory=list)
    """Seconds of each."""
    failed: Counter[str] = field(default_factory=Counter)
    """By what they were."""
    late: list[float] = field(default_factory=list)
    """Seconds by which each request was sent too late: the client's own share."""
    memory: tuple[int, int] = (0, 0)
    """The service's resident bytes, before and after."""
    processors: dict[str, float] = field(default_factory=dict)
    """That were busy with it, by whose they were."""

    @property
    def p99_ms(self) -> float:
        """Milliseconds within which 99 of 100 accepted requests were answered."""
        return round(percentiles(self.accepted)[98] * 1e3, 1)

    def row(self) -> dict[str, object]:
        """The figures."""
        refusals = percentiles(self.refused)
        return {
            "phase": self.name,
            "rate": round(self.rate, 1),
            "sent": self.sent,
            "accepted": len(self.accepted),
            "refused": len(self.refused),
            "failed": dict(self.failed),
            "p50_ms": round(percentiles(self.accepted)[49] * 1e3, 1),
            "p99_ms": self.p99_ms,
            "refused_p99_ms": round(refusals[98] * 1e3, 1),
            "client_late_p99_ms": round(percentiles(self.late)[98] * 1e3, 1),
            "processors": self.processors,
            "memory_grew": round(self.memory[1] / max(self.memory[0], 1) - 1, 4),
        }


def percentiles(seconds: list[float]) -> list[float]:
    """The 99 cuts between hundredths."""
    return statistics.quantiles(seconds, n=100) if len(seconds) > 1 else [0.0] * 99


def request(question: str) -> bytes:
    """The bytes of a request."""
    body = json.dumps({"query": question}).encode()
    head = "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n"
    return head.format(len(body)).encode() + body


class Line(asyncio.Protocol):
    """A connection to the service, used by one request at a time. The least that can be done for an answer, since client, service
    and Neo4j share the processors."""

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._data = bytearray()
        self._ends = 0
        self.asked: tuple[bytes, float] | None = None
        """What is being asked, and since when."""
        self.is_open = True
        self._is_new = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def ask(self, sent: bytes, begun: float) -> None:
        """Send a request."""
        self.asked = sent, begun
        self._ends = 0
        self._data.clear()
        self.transport.write(sent)  # type: ignore[attr-defined]

    def data_received(self, data: bytes) -> None:
        self._data += data
        if not self._ends and (head := self._data.find(b"\r\n\r\n")) >= 0:
            told = bytes(self._data[:head]).lower() + b"\r\n"
            found = told.index(b"content-length:") + 15
            self._ends = head + 4 + int(told[found : told.index(b"\r\n", found)])
            self.is_open = b"\r\nconnection: close\r\n" not in told
        if self._ends and len(self._data) >= self._ends and self.asked:
            (_, begun), self.asked, self._is_new = self.asked, None, False
            self._client.answered(self, int(self._data[9:12]), begun)

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        asked, self.asked = self.asked, None
        if asked and not self._is_new and not self._data:
            self._client.ask(*asked)  # closed for want of use, just then: as a browser, ask again
        elif asked:
            self._client.failed(exc or ConnectionResetError())


class Client:
    """Sends requests over connections that are free, or new ones, and notes what becomes of them."""

    def __init__(self, port: int, phase: Phase, anew: bool = False, then: Callable[[], None] = lambda: None) -> None:
        """`anew`: no connection is used twice; `then` is called after each answer."""
        self._port, self._phase, self._anew, self._then = port, phase, anew, then
        self._free: list[Line] = []
        self._lines: set[Line] = set()
        self._connecting: set[asyncio.Task[None]] = set()

    def ask(self, sent: bytes, begun: float | None = None) -> None:
        """Send a request, or one that was `begun` before once more."""
        self._phase.sent += begun is None
        begun = begun or time.perf_counter()
        while self._free:
            if (line := self._free.pop()).is_open:
                return line.ask(sent, begun)
        task = asyncio.get_running_loop().create_task(self._connect(sent, begun))
        self._connecting.add(task)
        return task.add_done_callback(self._connecting.discard)

    async def _connect(self, sent: bytes, begun: float) -> None:
        try:
            _, line = await asyncio.get_running_loop().create_connection(lambda: Line(self), "127.0.0.1", self._port)
        except OSError as e:
            return self.failed(e)
        self._lines.add(line)
        return line.ask(sent, begun)

    def answered(self, line: Line, status: int, begun: float) -> None:
        """Note an answer."""
        if status == 200:
            self._phase.accepted.append(time.perf_counter() - begun)
        elif status in (429, 503):
            self._phase.refused.append(time.perf_counter() - begun)
        else:
            self._phase.failed[str(status)] += 1
        if line.is_open and not self._anew:
            self._free.append(line)
        else:
            line.transport.close()
            self._lines.discard(line)
        self._then()

    def failed(self, error: Exception) -> None:
        """Note that there will be no answer."""
        self._phase.failed[type(error).__name__] += 1
        self._then()

    async def end(self) -> None:
        """Wait for what is still to be answered, and give it up."""
        until = time.perf_counter() + GIVEN_UP_SECONDS
        while (self._connecting or any(line.asked for line in self._lines)) and time.perf_counter() < until:
            await asyncio.sleep(0.1)
        for line in self._lines:
            self._phase.failed["TimeoutError"] += line.asked is not None
            line.asked = None
            line.transport.close()
        for task in self._connecting:
            task.cancel()
        self._phase.failed = +self._phase.failed


async def closed(port: int, seconds: float) -> float:
    """Return the rate that clients get who wait for each answer."""
    questions, until = count(), time.perf_counter() + seconds

    def next_one() -> None:
        if time.perf_counter() < until:
            client.ask(request(QUESTIONS[next(questions) % len(QUESTIONS)]))

    phase = Phase("closed", 0)
    client = Client(port, phase, then=next_one)
    for _ in range(CLIENTS):
        next_one()
    await asyncio.sleep(seconds)
    await client.end()
    return len(phase.accepted) / seconds


async def opened(port: int, phase: Phase, seconds: float, anew: bool) -> None:
    """Ask at a rate, whatever becomes of what was asked before."""
    client, asked = Client(port, phase, anew), [request(question) for question in QUESTIONS]
    begun = time.perf_counter()
    for number in range(int(phase.rate * seconds)):
        due = begun + number / phase.rate
        if (ahead := due - time.perf_counter()) > 0:
            await asyncio.sleep(ahead)
        elif number % 20 == 0:
            await asyncio.sleep(0)
        phase.late.append(time.perf_counter() - due)
        if phase.late[-1] > GIVEN_UP_SECONDS:
            raise SystemExit(f"this machine cannot ask {phase.rate:.0f} times a second")
        client.ask(asked[number % len(asked)])
    await client.end()


@contextmanager
def service(connection: Connection) -> Iterator[tuple[int, int]]:
    """Yield the port and the process of a service."""
    (port,) = free_ports(1)
    given = {
        "NEO4J_URI": connection.uri, "NEO4J_USER": connection.user, "NEO4J_PASSWORD": connection.password,
        "NEO4J_DATABASE": connection.database, "IMAGINE_PORT": str(port), "IMAGINE_EMBEDDING": "none",
    }  # fmt: skip
    process = subprocess.Popen([sys.executable, "-m", "api", "serve"], cwd=ROOT, env=os.environ | given)
    try:
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(60)


def memory(process: int) -> int:
    """Resident bytes of a process; 0 where the system does not say so."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


def processor_seconds(process: int) -> float:
    """Of the processor's time that a process has taken; 0 where the system does not say so."""
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="of each phase")
    parser.add_argument("--anew", action="store_true", help="each request over a connection of its own")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    settings = Settings.from_environment().server
    connection = ensure_running(settings)
    database = ManagedServer(settings).status()["pid"] if settings.managed else 0
    with Store(connection) as store:
        store.prepare()
        if len(store.documents()) < REPORTS:
            for bundle in reports(REPORTS):
                store.load(bundle)
    with service(connection) as (port, process):
        with suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, 0, -10)  # of this process alone: the service has begun
        shares = {"client": os.getpid(), "service": process, "neo4j": database}
        time.sleep(5)
        while not uvloop.run(closed(port, 2)):
            time.sleep(1)
        uvloop.run(closed(port, 20))  # plans, and what the JVM compiles
        rate = uvloop.run(closed(port, min(options.seconds, 20)))
        print(f"sustainable: {rate:.0f} requests a second; load of the machine: {os.getloadavg()[0]:.1f}", flush=True)
        rows: list[dict[str, object]] = []
        half = 0.0
        for name, factor in (("half", 0.5), ("twice", 2.0), ("ten times", 10.0)):
            phase = Phase(name, rate * factor)
            before, began = memory(process), time.perf_counter()
            used = {whose: processor_seconds(pid) for whose, pid in shares.items()}
            uvloop.run(opened(port, phase, options.seconds, options.anew))
            taken = time.perf_counter() - began
            phase.processors = {n: round((processor_seconds(pid) - used[n]) / taken, 2) for n, pid in shares.items()}
            phase.memory = before, memory(process)
            half = half or phase.p99_ms
            rows.append(phase.row() | {"p99_times_half": round(phase.p99_ms / half, 2)})
            print(json.dumps(rows[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"load": os.getloadavg(), "sustainable": rate, "phases": rows}, indent=2))


if __name__ == "__main__":
    main()
