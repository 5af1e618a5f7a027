"""What becomes of a service that is asked more than it can answer: half, twice and ten times its sustainable rate, as a table.

    python tests/bench/overload.py [--seconds 600] [--json FILE]

Needs an empty Neo4j (NEO4J_URI and so on, as for the service), which is filled with `bench/world.py`'s reports, or found filled by
an earlier run. Requests are sent when their time has come, whether or not others were answered (an open loop), each over its own
connection. The sustainable rate is what eight clients get that wait for each answer. Beside the latencies of what was
accepted, the table has the shares refused and failed (anything but an answer or a refusal), and the service's memory, before and
after. The machine's load is part of the figures, since client, service and Neo4j share it.
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
from collections.abc import Iterator
from contextlib import contextmanager
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
from graph.server.managed import ensure_running  # noqa: E402
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
    late: float = 0.0
    """Seconds by which the last request was sent too late: the machine cannot ask faster."""
    memory: tuple[int, int] = (0, 0)
    """The service's resident bytes, before and after."""

    def row(self) -> dict[str, float | int | str]:
        """The figures."""
        cuts, refusals = percentiles(self.accepted), percentiles(self.refused)
        return {
            "phase": self.name,
            "rate": round(self.rate, 1),
            "sent": self.sent,
            "accepted": len(self.accepted),
            "refused": len(self.refused),
            "failed": dict(self.failed),
            "p50_ms": round(cuts[49] * 1e3, 1),
            "p99_ms": round(cuts[98] * 1e3, 1),
            "refused_p99_ms": round(refusals[98] * 1e3, 1),
            "sent_late_s": round(self.late, 2),
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

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = 0
        self._answer: asyncio.Future[int] | None = None
        self.is_open = True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def ask(self, sent: bytes) -> asyncio.Future[int]:
        """Send a request; return what will be the status of its answer."""
        self._answer = asyncio.get_running_loop().create_future()
        self._ends = 0
        self._data.clear()
        self.transport.write(sent)  # type: ignore[attr-defined]
        return self._answer

    def data_received(self, data: bytes) -> None:
        self._data += data
        if not self._ends and (head := self._data.find(b"\r\n\r\n")) >= 0:
            found = self._data.lower().index(b"content-length:") + 15
            self._ends = head + 4 + int(self._data[found : self._data.index(b"\r\n", found)])
        if self._ends and len(self._data) >= self._ends and self._answer and not self._answer.done():
            self._answer.set_result(int(self._data[9:12]))

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_open = False
        if self._answer and not self._answer.done():
            self._answer.set_exception(exc or ConnectionResetError("the service has ended the connection"))


class Connections:
    """Connections to the service."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[Line] = []

    async def ask(self, sent: bytes) -> int:
        """Send a request over a connection that is free, or a new one; return its answer's status."""
        while self._free and not self._free[-1].is_open:
            self._free.pop()  # unused for so long that the service has closed it
        if self._free:
            line = self._free.pop()
        else:
            _, line = await asyncio.get_running_loop().create_connection(Line, "127.0.0.1", self._port)
        try:
            status = await line.ask(sent)
        except BaseException:
            line.transport.close()
            raise
        self._free.append(line)
        return status


async def one(connections: Connections, sent: bytes, phase: Phase) -> None:
    """Ask once, and note what became of it."""
    phase.sent += 1
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(GIVEN_UP_SECONDS):
            status = await connections.ask(sent)
    except (OSError, TimeoutError) as e:
        phase.failed[type(e).__name__] += 1
        return
    if status == 200:
        phase.accepted.append(time.perf_counter() - begun)
    elif status in (429, 503):
        phase.refused.append(time.perf_counter() - begun)
    else:
        phase.failed[str(status)] += 1


async def closed(port: int, seconds: float) -> float:
    """Return the rate that clients get who wait for each answer."""
    connections, phase, questions = Connections(port), Phase("closed", 0), count()
    until = time.perf_counter() + seconds

    async def client() -> None:
        while time.perf_counter() < until:
            await one(connections, request(QUESTIONS[next(questions) % len(QUESTIONS)]), phase)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    return len(phase.accepted) / seconds


async def opened(port: int, phase: Phase, seconds: float) -> None:
    """Ask at a rate, whatever becomes of what was asked before."""
    connections, asked = Connections(port), set[asyncio.Task[None]]()
    begun = time.perf_counter()
    for number in range(int(phase.rate * seconds)):
        if (ahead := begun + number / phase.rate - time.perf_counter()) > 0:
            await asyncio.sleep(ahead)
        elif number % 20 == 0:
            await asyncio.sleep(0)
        if time.perf_counter() - begun > seconds:
            phase.late = seconds - number / phase.rate  # this machine cannot ask faster
            break
        task = asyncio.create_task(one(connections, request(QUESTIONS[number % len(QUESTIONS)]), phase))
        asked.add(task)
        task.add_done_callback(asked.discard)
    await asyncio.gather(*asked)


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


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="of each phase")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    connection = ensure_running(Settings.from_environment().server)
    with Store(connection) as store:
        store.prepare()
        if len(store.documents()) < REPORTS:
            for bundle in reports(REPORTS):
                store.load(bundle)
    with service(connection) as (port, process):
        time.sleep(5)
        while not uvloop.run(closed(port, 2)):
            time.sleep(1)
        uvloop.run(closed(port, 20))  # plans, and what the JVM compiles
        rate = uvloop.run(closed(port, min(options.seconds, 20)))
        print(f"sustainable: {rate:.0f} requests a second; load of the machine: {os.getloadavg()[0]:.1f}", flush=True)
        rows = []
        for name, factor in (("half", 0.5), ("twice", 2.0), ("ten times", 10.0)):
            phase = Phase(name, rate * factor)
            before = memory(process)
            uvloop.run(opened(port, phase, options.seconds))
            phase.memory = before, memory(process)
            rows.append(phase.row() | {"p99_times_half": 1.0})
            rows[-1]["p99_times_half"] = round(rows[-1]["p99_ms"] / max(rows[0]["p99_ms"], 0.1), 2)
            print(json.dumps(rows[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"load": os.getloadavg(), "sustainable": rate, "phases": rows}, indent=2))


if __name__ == "__main__":
    main()
