"""What the layers around GraphQL cost: the whole service against its endpoint alone, as a share of a small answer's time.

    python tests/bench/stack.py [--rounds 60] [--base FOLDER]

Both answer over loopback in one process, in interleaved rounds. What is compared is that process's processor time, as medians
of rounds: other work on the machine hardly affects it, and as Neo4j's time is left out, the share is, if anything, overstated.
With --base, a checkout of another commit in FOLDER is served beside this one, each in a process of its own, and their latencies
are compared. Needs a Neo4j, as `throughput.py` does.
"""

import argparse
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

import uvicorn  # noqa: E402
from bench.operations import OPERATIONS  # noqa: E402
from bench.throughput import Ask, fill, http, resolved, serving  # noqa: E402

from api.gql.execute import Executor  # noqa: E402
from api.gql.options import Options  # noqa: E402
from api.settings import Settings  # noqa: E402
from api.web.app import Given, Operations, create_app  # noqa: E402
from api.web.graphql_http import GraphQLEndpoint  # noqa: E402
from graph.connection import Connection  # noqa: E402
from graph.machine import free_ports  # noqa: E402
from graph.server.managed import ensure_running  # noqa: E402
from graph.store.query_runner import QueryRunner  # noqa: E402

BURST = 30
"""Requests to one target before the next has its turn: short, so that what else the machine does falls on all alike."""
SMALL = {"no database": ("{__typename}", "{}")} | {
    o.name: (o.ours, o.variables) for o in OPERATIONS if o.name in ("organisation by name", "counts")
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--base", type=Path, help="a checkout of another commit")
    given = parser.parse_args()
    with ExitStack() as stack:
        connection = ensure_running(Settings.from_environment().server, lambda line: print(line, file=sys.stderr))
        ids = fill(connection)
        ports = {
            "endpoint alone": stack.enter_context(served(endpoint_alone(connection), lifespan="off")),
            "whole service": stack.enter_context(served(create_app(Given(connection=connection)), lifespan="on")),
        }
        if given.base:
            ports["base"], ports["here"] = free_ports(2)
            stack.enter_context(serving(connection, ports["base"], given.base))
            stack.enter_context(serving(connection, ports["here"]))
        for name, (query, variables) in SMALL.items():
            asks = {
                target: http(port, "/graphql", query, resolved(variables, ids, port))()
                for target, port in ports.items()
            }
            took = measured(asks, given.rounds)
            print(name)
            for target, rounds in took.items():
                print(
                    f"  {target:15} {1e3 * rounds.latency:.3f} ms, of which this process {1e3 * rounds.processor:.3f} ms"
                )
            whole, alone = took["whole service"].processor, took["endpoint alone"]
            print(
                f"  the layers take {1e6 * (whole - alone.processor):.0f} us: {100 * (whole / alone.processor - 1):+.1f} % of the "
                f"processor time, {100 * (whole - alone.processor) / alone.latency:+.1f} % of the answer's"
            )
            if given.base:
                ratio = took["here"].latency / took["base"].latency
                print(f"  this commit's latency is {ratio:.2f} of the other's")


@dataclass
class Rounds:
    """The rounds of one target, in seconds a request."""

    latencies: list[float] = field(default_factory=list)
    processors: list[float] = field(default_factory=list)

    @property
    def latency(self) -> float:
        return statistics.median(self.latencies)

    @property
    def processor(self) -> float:
        return statistics.median(self.processors)


def endpoint_alone(connection: Connection) -> GraphQLEndpoint:
    operations = Operations(Options())
    operations.executor = Executor(QueryRunner(connection), Options())
    return GraphQLEndpoint(operations, Options())


@contextmanager
def served(app: Any, lifespan: Any) -> Iterator[int]:
    """Serve an application in a thread; yields its port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none", lifespan=lifespan))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.02)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def measured(asks: dict[str, Ask], rounds: int) -> dict[str, Rounds]:
    """Ask each target in turn, after a round to warm up."""
    took = {target: Rounds() for target in asks}
    for number in range(rounds + 1):
        for target, ask in asks.items():
            began, processor = time.perf_counter(), time.process_time()
            for _ in range(BURST):
                ask()
            if number:
                took[target].latencies.append((time.perf_counter() - began) / BURST)
                took[target].processors.append((time.process_time() - processor) / BURST)
    return took


if __name__ == "__main__":
    main()
