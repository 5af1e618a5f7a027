"""How many more requests two workers answer than one, where Neo4j is not the limit: medians of interleaved rounds, in one run.

    python tests/bench/workers.py [--rounds 3] [--seconds 4]

Asks for the schema, whose cost is this program's own, by `wrk` (Debian's package of that name). Needs a Neo4j (NEO4J_URI and so on,
as for the service), of which nothing is asked. The client has its share of the processors: on two, it takes part of what two
workers could have, and the ratio is the less. So the table has the processors that workers and client took, and what the workers
answered in a second of a processor's time each: where that is the same for one worker and for two, the second takes nothing from
the first, and the ratio is that of the processors that they got.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:1] = [str(ROOT)]

from graph.machine import free_ports  # noqa: E402

ASKED = "/graphql?query=%7B__schema%7Btypes%7Bname%20fields%7Bname%7D%7D%7D%7D"
CLIENTS = 16
START_SECONDS = 90


@dataclass(frozen=True)
class Round:
    """What one service did in one round."""

    rate: float
    """Requests a second."""
    service: float
    """Processors that were busy with answering."""
    client: float
    """Processors that were busy with asking."""


@contextmanager
def served(workers: int) -> Iterator[tuple[str, int]]:
    """Yield the address and the process of a service with so many workers, once all of them answer."""
    (port,) = free_ports(1)
    address = f"http://127.0.0.1:{port}"
    settings = {"IMAGINE_PORT": str(port), "IMAGINE_WORKERS": str(workers), "IMAGINE_EMBEDDING": "none"}
    limits = {"IMAGINE_GRAPHQL_REQUESTS": "0", "IMAGINE_GRAPHQL_AT_ONCE": "0"}
    command = [sys.executable, "-m", "api", "serve"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings | limits, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + START_SECONDS
        while not answers(address):
            if time.monotonic() > until:
                raise SystemExit("the service does not answer")
            time.sleep(0.5)
        time.sleep(5 * workers)  # the other workers begin to listen
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(60)


def answers(address: str) -> bool:
    """Whether a service answers."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def processor_seconds(process: int) -> float:
    """Of the processor's time that a process has taken, and its children that still run."""
    shown = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True, check=False)
    ticks = 0
    for pid in (process, *map(int, shown.stdout.split())):
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def asked(address: str, process: int, seconds: int) -> Round:
    """Ask for so long."""
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", address + ASKED]
    began, used, mine = time.perf_counter(), processor_seconds(process), client_seconds()
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    taken = time.perf_counter() - began
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(told)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found, told
    return Round(float(found[1]), (processor_seconds(process) - used) / taken, (client_seconds() - mine) / taken)


def client_seconds() -> float:
    """Of the processor's time that `wrk` has taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4, help="of each round, for each service")
    given = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not there, which asks the service; install it")
    with served(1) as one, served(2) as two:
        rounds: dict[tuple[str, int], list[Round]] = {one: [], two: []}
        for service in (one, two):
            asked(*service, given.seconds)
        for _ in range(given.rounds):
            for service, found in rounds.items():
                found.append(asked(*service, given.seconds))
    for name, found in zip(("one worker", "two workers"), rounds.values(), strict=True):
        rate, service_share, client_share = (
            statistics.median(getattr(r, a) for r in found) for a in ("rate", "service", "client")
        )
        print(
            f"{name}: {rate:.0f}/s, {service_share:.2f} processors and the client {client_share:.2f}; "
            f"{rate / service_share:.0f} in a processor's second"
        )
    alone, both = (statistics.median(r.rate for r in found) for found in rounds.values())
    print(f"{both / alone:.2f} times; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
