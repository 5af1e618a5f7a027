"""Our service, the anchor and the floor on the same Neo4j and data, in one run: medians of interleaved rounds, as a table.

    python tests/bench/throughput.py --anchor FOLDER [--reports 20] [--rounds 5] [--seconds 0.6] [--json FILE]

FOLDER holds the anchor: a Node.js program server.mjs, with its packages installed, that reads NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD
and PORT. Needs an empty Neo4j (NEO4J_URI and so on, as for the service; by default the managed one in IMAGINE_HOME): it is filled
with so many of `bench/world.py`'s reports, or found filled by an earlier run, to which those are added that it lacks. Without
--anchor, ours is compared with the floor alone.

The floor is the best statement that we know how to write by hand, sent by the bare driver, its answer written by orjson, without
HTTP. Our answers must be the floor's, to the letter.
"""

import argparse
import base64
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
# Not the folder of this file, which running it puts first.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

import neo4j  # noqa: E402
import orjson  # noqa: E402
from bench.operations import OPERATIONS, PAGE_50, Operation, objects  # noqa: E402
from bench.world import reports  # noqa: E402

from api.settings import Settings  # noqa: E402
from graph.connection import Connection  # noqa: E402
from graph.machine import free_ports  # noqa: E402
from graph.server.managed import ensure_running  # noqa: E402
from graph.store.store import Store  # noqa: E402

REPORTS = 20
"""How many, unless told otherwise."""
CONCURRENCY = (1, 4)
WARM = 60
"""Requests before measuring: Neo4j plans and compiles, the JVM warms up."""

Ask = Callable[[], bytes]


@dataclass
class Measured:
    """Latencies of one target for one operation at one concurrency."""

    rates: list[float] = field(default_factory=list)
    """Requests a second, one figure for each round."""
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def ms(self, quantile: float) -> float:
        ordered = sorted(self.latencies)
        return 1e3 * ordered[min(int(len(ordered) * quantile), len(ordered) - 1)]


class Http:
    """One keep-alive connection, as thin as it can be: the client must not be what is measured."""

    def __init__(self, port: int, path: str) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.path = path

    def request(self, query: str, variables: Any) -> bytes:
        body = orjson.dumps({"query": query, "variables": variables})
        head = f"POST {self.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    def ask(self, request: bytes) -> bytes:
        self.socket.sendall(request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        parts, got = [body], len(body)
        while got < size:
            part = self._more()
            parts.append(part)
            got += len(part)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(b"".join(parts)[:500].decode())
        return b"".join(parts)

    def _more(self) -> bytes:
        part = self.socket.recv(1 << 20)
        if not part:
            raise RuntimeError("the server closed the connection")
        return part


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--anchor", type=Path)
    parser.add_argument("--reports", type=int, default=REPORTS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.6, help="of each round, for each target")
    parser.add_argument("--only", default="", help="operations whose name holds this")
    parser.add_argument("--json", type=Path, help="where the figures are written as well")
    given = parser.parse_args()
    with ExitStack() as stack:
        connection = ensure_running(Settings.from_environment().server, lambda line: print(line, file=sys.stderr))
        places = fill(connection, given.reports)
        targets: dict[str, Callable[[Operation], Callable[[], Ask]]] = {}
        ours, theirs = free_ports(2)
        stack.enter_context(serving(connection, ours))
        targets["ours"] = lambda operation: http(
            ours, "/graphql", operation.ours, resolved(operation.variables, places, ours)
        )
        if given.anchor:
            stack.enter_context(anchor(given.anchor, connection, theirs))
            targets["anchor"] = lambda o: http(theirs, "/", o.anchor, resolved(o.anchor_variables, places, ours))
        driver = stack.enter_context(
            neo4j.GraphDatabase.driver(
                connection.uri, auth=(connection.user, connection.password), notifications_min_severity="OFF"
            )
        )
        targets["floor"] = lambda o: floor(driver, connection.database, o, resolved(o.parameters, places, ours))
        figures = {}
        for operation in OPERATIONS:
            if given.only in operation.name:
                figures[operation.name] = measure(operation, targets, given.rounds, given.seconds)
    report(figures, given.json)


def measure(operation: Operation, targets: dict[str, Any], rounds: int, seconds: float) -> dict[str, Any]:
    """Return the figures of one operation; checks first that all targets answer the same."""
    clients = {name: target(operation) for name, target in targets.items()}
    answers = {name: json.loads(client()()) for name, client in clients.items()}
    if answers["ours"] != answers["floor"]:
        raise SystemExit(
            f"{operation.name}: ours is\n{str(answers['ours'])[:900]}\nand the floor\n{str(answers['floor'])[:900]}"
        )
    counted = {name: objects(answer.get("data")) for name, answer in answers.items()}
    if "anchor" in counted and counted["anchor"] != counted["ours"] and operation.name != "search":
        raise SystemExit(f"{operation.name}: not the same question: {counted} {str(answers['anchor'])[:500]}")
    for client in clients.values():
        ask = client()
        until = time.perf_counter() + 6
        for _ in range(WARM):
            ask()
            if time.perf_counter() > until:
                break
    found = {(name, c): Measured() for name in clients for c in CONCURRENCY}
    for _ in range(rounds):
        for concurrency in CONCURRENCY:
            for name, client in clients.items():
                asks = [client() for _ in range(concurrency)]
                rate, latencies = load(asks, seconds)
                found[name, concurrency].rates.append(rate)
                found[name, concurrency].latencies.extend(latencies)
    print(
        f"{operation.name}: {', '.join(f'{n} {m.rate:.0f}/s' for (n, c), m in found.items() if c == 4)}",
        file=sys.stderr,
    )
    return {"objects": counted["ours"], "found": found}


def load(asks: list[Ask], seconds: float) -> tuple[float, list[float]]:
    """Ask for some seconds over several connections; return requests a second and every latency."""
    latencies: list[list[float]] = [[] for _ in asks]
    failed: list[BaseException] = []
    barrier = threading.Barrier(len(asks) + 1)

    def run(ask: Ask, took: list[float]) -> None:
        barrier.wait()
        until = time.perf_counter() + seconds
        try:
            while (began := time.perf_counter()) < until:
                ask()
                took.append(time.perf_counter() - began)
        except Exception as e:  # noqa: BLE001 - the thread's own: it is raised where the others are waited for
            failed.append(e)

    threads = [threading.Thread(target=run, args=pair) for pair in zip(asks, latencies, strict=True)]
    for thread in threads:
        thread.start()
    barrier.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(map(len, latencies)) / (time.perf_counter() - began), [t for took in latencies for t in took]


def http(port: int, path: str, query: str, variables: Any) -> Callable[[], Ask]:
    """Return what opens a connection and asks one question over it."""

    def client() -> Ask:
        connection = Http(port, path)
        request = connection.request(query, variables)
        return lambda: connection.ask(request)

    return client


def floor(driver: neo4j.Driver, database: str, operation: Operation, parameters: Any) -> Callable[[], Ask]:
    """Return what asks a question by the bare driver."""

    def ask() -> bytes:
        with driver.session(database=database, default_access_mode="READ", fetch_size=-1) as session:
            record = session.run(operation.floor, parameters).single(strict=True)
            return orjson.dumps({"data": record["data"]})

    return lambda: ask


def resolved(text: str, places: list[str], port: int) -> Any:
    """Return variables with what depends on the data put in: where the fiftieth page begins."""
    before = places[PAGE_50 - 1]
    if "$CURSOR" in text:
        connection = Http(port, "/graphql")
        page = connection.ask(connection.request(f"{{ideas(first:{PAGE_50}){{pageInfo{{endCursor}}}}}}", {}))
        text = text.replace("$CURSOR", json.loads(page)["data"]["ideas"]["pageInfo"]["endCursor"])
    offset = base64.b64encode(f"arrayconnection:{PAGE_50 - 1}".encode()).decode()
    return json.loads(text.replace("$OFFSET", offset).replace("$PLACE", before))


def fill(connection: Connection, number: int = REPORTS) -> list[str]:
    """Load so many reports, but for those that are there; return the places of the first ideas in printed order."""
    with Store(connection) as store:
        there = {d["id"] for d in store.documents()}
        wanted = {f"document/gathering-{n}" for n in range(number)}
        if there - wanted:
            raise SystemExit(
                "this Neo4j holds other documents, or more of them; name an empty one by NEO4J_URI, or another IMAGINE_HOME"
            )
        if there != wanted:
            store.prepare()
            for bundle in reports(number):
                if bundle.document not in there:
                    print(f"loading {store.load(bundle).document}", file=sys.stderr)
        first = "MATCH (i:Idea) WHERE i.printed_order IS NOT NULL RETURN i.printed_order AS place ORDER BY place LIMIT $most"
        return [row["place"] for row in store.read(first, {"most": PAGE_50})]


@contextmanager
def serving(connection: Connection, port: int, folder: Path = ROOT) -> Iterator[None]:
    """Run the service of the checkout in `folder` as `serve` does."""
    known = {"NEO4J_URI": connection.uri, "NEO4J_USER": connection.user, "NEO4J_PASSWORD": connection.password}
    environment = os.environ | known | {"IMAGINE_PORT": str(port), "NEO4J_DATABASE": connection.database}
    with running([sys.executable, "-m", "api", "serve"], environment, folder, port):
        yield


@contextmanager
def anchor(folder: Path, connection: Connection, port: int) -> Iterator[None]:
    """Run the anchor from its folder."""
    known = {"NEO4J_URI": connection.uri, "NEO4J_USER": connection.user, "NEO4J_PASSWORD": connection.password}
    with running(
        ["node", "server.mjs"], os.environ | known | {"PORT": str(port), "NODE_ENV": "production"}, folder, port
    ):
        yield


@contextmanager
def running(command: list[str], environment: dict[str, str], folder: Path, port: int) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            if process.poll() is not None:
                raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def report(figures: dict[str, Any], out: Path | None) -> None:
    """Print the table, and write the figures."""
    rows, written = [], {}
    for name, figure in figures.items():
        found: dict[tuple[str, int], Measured] = figure["found"]
        row = [name, str(figure["objects"])]
        for c in CONCURRENCY:
            ours, against = found["ours", c], found.get(("anchor", c))
            row += [f"{ours.rate:.0f}"]
            if against:
                row += [
                    f"{against.rate:.0f}",
                    f"{ours.rate / against.rate:.1f}",
                    f"{ours.ms(0.99):.1f}/{against.ms(0.99):.1f}",
                ]
        ours, bare = found["ours", 1], found["floor", 1]
        row += [f"{ours.ms(0.5):.2f}", f"{bare.ms(0.5):.2f}", f"{ours.ms(0.5) / bare.ms(0.5):.2f}"]
        rows.append(row)
        written[name] = {
            f"{n} at {c}": {"rate": m.rate, "p50": m.ms(0.5), "p99": m.ms(0.99), "requests": len(m.latencies)}
            for (n, c), m in found.items()
        }
    heads = ["operation", "objects"]
    has_anchor = any(("anchor", 1) in f["found"] for f in figures.values())
    for c in CONCURRENCY:
        heads += [f"ours/s @{c}"] + ([f"anchor/s @{c}", "times", "p99 ms"] if has_anchor else [])
    heads += ["p50 ms", "floor ms", "times"]
    widths = [max(len(r[i]) for r in [heads, *rows]) for i in range(len(heads))]
    for row in [heads, *rows]:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        print("  ".join(cells))
    if out:
        out.write_text(json.dumps(written, indent=2))


if __name__ == "__main__":
    main()
