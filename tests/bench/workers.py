"""How many more requests two workers answer than one, where Neo4j is not the limit: medians of interleaved rounds, in one run.

    python tests/bench/workers.py [--rounds 3] [--seconds 4]

Asks for the schema, whose cost is this program's own, by `wrk` (Debian's package of that name): in the same words each time, and in
new ones, which costs the service so much more that the client's share of the processors is next to nothing. Needs a Neo4j
(NEO4J_URI and so on, as for the service), of which nothing is asked.

What the machine has to give is measured beside it: two services of one worker each, which share nothing but the machine, asked
at once. Two workers cannot do better than those. The table has the processors that services and client took as well, and what was
answered in a second of a processor's time.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:1] = [str(ROOT)]

from graph.machine import free_ports  # noqa: E402

QUESTIONS = {
    "the same question": 'request = function() return wrk.format("GET", "/graphql?query=%7B__schema%7Btypes%7Bname'
    '%20fields%7Bname%7D%7D%7D%7D") end',
    "a new question each time": "math.randomseed(tonumber(wrk.port) + os.time()); local n = math.random(1, 1e9)\n"
    'request = function() n = n + 1; return wrk.format("GET", "/graphql?query=%7Bs" .. n .. "%3A__type(name%3A%22Challenge'
    '%22)%7Bfields%7Bname%20description%7D%7D%7D") end',
}
"""What is asked, as `wrk` is told (in Lua)."""
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


Place = tuple[str, int]
"""A service: its address and its process."""


def asked(places: list[Place], script: Path, seconds: int) -> Round:
    """Ask services for so long, all at once."""
    clients = CLIENTS // len(places)
    began, used, mine = time.perf_counter(), sum(processor_seconds(p) for _, p in places), client_seconds()
    asking = [
        subprocess.Popen(
            ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(script), address],
            stdout=subprocess.PIPE,
            text=True,
        )
        for address, _ in places
    ]
    rate = sum(map(told, asking))
    taken = time.perf_counter() - began
    service = sum(processor_seconds(process) for _, process in places) - used
    return Round(rate, service / taken, (client_seconds() - mine) / taken)


def told(wrk: subprocess.Popen[str]) -> float:
    """Return the requests a second that `wrk` got answered."""
    said = wrk.communicate()[0]
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if "Non-2xx" in said or "Socket errors" in said or not found:
        raise SystemExit(said)
    return float(found[1])


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
    with served(1) as one, served(2) as two, served(1) as other, tempfile.TemporaryDirectory() as folder:
        asked_of = {"one worker": [one], "two workers": [two], "two services": [one, other]}
        for what, lua in QUESTIONS.items():
            script = Path(folder) / "asked.lua"
            script.write_text(lua)
            rounds: dict[str, list[Round]] = {name: [] for name in asked_of}
            for places in asked_of.values():
                asked(places, script, given.seconds)
            for _ in range(given.rounds):
                for name, places in asked_of.items():
                    rounds[name].append(asked(places, script, given.seconds))
            show(what, rounds)


def show(what: str, rounds: dict[str, list[Round]]) -> None:
    """Print the medians, and the ratios."""
    print(f"{what} (load {os.getloadavg()[0]:.1f})")
    rates = {}
    for name, found in rounds.items():
        rate, service, client = (statistics.median(getattr(r, a) for r in found) for a in ("rate", "service", "client"))
        rates[name] = rate
        print(
            f"  {name:12}: {rate:6.0f}/s, {service:.2f} processors and the client {client:.2f}; "
            f"{rate / service:.0f} in a processor's second"
        )
    alone, both, apart = rates["one worker"], rates["two workers"], rates["two services"]
    print(
        f"  two workers {both / alone:.2f} times one; the machine gives {apart / alone:.2f}; {both / apart:.2f} of that"
    )


if __name__ == "__main__":
    main()
