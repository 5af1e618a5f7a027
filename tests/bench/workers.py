"""How many more requests two workers answer than one, where Neo4j is not the limit: medians of interleaved rounds, in one run.

    python tests/bench/workers.py [--rounds 3] [--seconds 4]

Asks for the schema, whose cost is this program's own, by `wrk` (Debian's package of that name). Needs a Neo4j (NEO4J_URI and so on,
as for the service), of which nothing is asked. The client has its share of the processors: on two, it takes part of what two
workers could have, and the ratio is the less; on a machine with other work to do, it says nothing.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:1] = [str(ROOT)]

from graph.machine import free_ports  # noqa: E402

ASKED = "/graphql?query=%7B__schema%7Btypes%7Bname%20fields%7Bname%7D%7D%7D%7D"
CLIENTS = 16
START_SECONDS = 90


@contextmanager
def served(workers: int) -> Iterator[str]:
    """Yield the address of a service with so many workers, once all of them answer."""
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
        yield address
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


def rate(address: str, seconds: int) -> float:
    """Requests a second that were answered."""
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", address + ASKED]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise SystemExit(told)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert found, told
    return float(found[1])


def main() -> None:
    """Measure, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=4, help="of each round, for each service")
    given = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not there, which asks the service; install it")
    with served(1) as one, served(2) as two:
        rates: dict[str, list[float]] = {one: [], two: []}
        for address in (one, two):
            rate(address, given.seconds)
        for _ in range(given.rounds):
            for address, found in rates.items():
                found.append(rate(address, given.seconds))
    alone, both = (statistics.median(found) for found in rates.values())
    print(f"one worker {alone:.0f}/s, two {both:.0f}/s, {both / alone:.2f} times; load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
