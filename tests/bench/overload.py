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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

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
    refused: int = 0
    failed: int = 0
    memory: tuple[int, int] = (0, 0)
    """The service's resident bytes, before and after."""

    def row(self) -> dict[str, float | int | str]:
        """The figures."""
        cuts = statistics.quantiles(self.accepted, n=100) if len(self.accepted) > 1 else [0.0] * 99
        return {
            "phase": self.name,
            "rate": round(self.rate, 1),
            "sent": self.sent,
            "accepted": len(self.accepted),
            "refused": self.refused,
            "failed": self.failed,
            "p50_ms": round(cuts[49] * 1e3, 1),
            "p99_ms": round(cuts[98] * 1e3, 1),
            "memory_grew": round(self.memory[1] / max(self.memory[0], 1) - 1, 4),
        }


def request(question: str) -> bytes:
    """The bytes of a request."""
    body = json.dumps({"query": question}).encode()
    head = "POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n"
    return head.format(len(body)).encode() + body


class Connections:
    """Connections to the service, each used by one request at a time."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._free: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def ask(self, sent: bytes) -> int:
        """Send a request, read its answer and return its status."""
        reader, writer = self._free.pop() if self._free else await asyncio.open_connection("127.0.0.1", self._port)
        try:
            writer.write(sent)
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next(int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
            await reader.readexactly(length)
        except BaseException:
            writer.close()
            raise
        self._free.append((reader, writer))
        return int(lines[0].split()[1])


async def one(connections: Connections, sent: bytes, phase: Phase) -> None:
    """Ask once, and note what became of it."""
    phase.sent += 1
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(GIVEN_UP_SECONDS):
            status = await connections.ask(sent)
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        phase.failed += 1
        return
    if status == 200:
        phase.accepted.append(time.perf_counter() - begun)
    elif status in (429, 503):
        phase.refused += 1
    else:
        phase.failed += 1


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
            break  # this machine cannot ask faster
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
        while not asyncio.run(closed(port, 2)):
            time.sleep(1)
        rate = asyncio.run(closed(port, min(options.seconds, 20)))
        print(f"sustainable: {rate:.0f} requests a second; load of the machine: {os.getloadavg()[0]:.1f}", flush=True)
        rows = []
        for name, factor in (("half", 0.5), ("twice", 2.0), ("ten times", 10.0)):
            phase = Phase(name, rate * factor)
            before = memory(process)
            asyncio.run(opened(port, phase, options.seconds))
            phase.memory = before, memory(process)
            rows.append(phase.row())
            print(json.dumps(rows[-1]), flush=True)
    if options.json:
        options.json.write_text(json.dumps({"load": os.getloadavg(), "sustainable": rate, "phases": rows}, indent=2))


if __name__ == "__main__":
    main()
