"""Measures how long the managed Neo4j takes to ready, without and with the AOT cache, and its memory; then how long the service
takes to its first answer, beside a Neo4j that is up.

    python tests/bench/starting.py

It uses the jars and the cache of the environment's settings (both are made when missing), and a home and ports of its own. With
`--service`, only the service is measured. The first of its starts finds an empty database to prepare, and nothing of the program in
the machine's memory. Processor time is what counts on a machine with other work to do.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path

from api.settings import Settings
from graph.machine import free_ports
from graph.server import aot
from graph.server.managed import ManagedServer
from graph.settings import ServerSettings


def once(settings: ServerSettings) -> str:
    """Start, ask, stop; return the figures as one line."""
    server = ManagedServer(settings)
    begun = time.monotonic()
    server.use()
    answered = time.monotonic() - begun
    status = server.status()
    begun = time.monotonic()
    memory = _resident_megabytes(status["pid"])
    server.stop()
    server.release()
    stopped = time.monotonic() - begun
    return (
        f"ready {status['seconds_to_ready']:5.1f} s, first answer {answered:5.1f} s, stop {stopped:4.1f} s,"
        f" resident {memory} MB, cache used: {status['aot']}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )


def _resident_megabytes(process: int) -> int:
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(process)], capture_output=True, text=True, check=True)
    return int(shown.stdout) // 1000


def answered(settings: ServerSettings) -> tuple[float, float]:
    """Start the service, ask it, stop it; return the seconds to its first answer, and its processor time until it has ended."""
    (port,) = free_ports(1)
    environ = {
        "IMAGINE_PORT": str(port), "IMAGINE_HOME": str(settings.home), "IMAGINE_JARS": str(settings.jars),
        "IMAGINE_BOLT_PORT": str(settings.bolt_port), "IMAGINE_BROWSER_PORT": str(settings.browser_port),
    }  # fmt: skip
    used = processor_seconds()
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "api", "serve"], env=os.environ | environ, stderr=subprocess.DEVNULL
    )
    while not first_answer(f"http://127.0.0.1:{port}/graphql?query=%7Bpeople%7BtotalCount%7D%7D"):
        time.sleep(0.02)  # it does not listen yet
    seconds = time.monotonic() - begun
    process.terminate()
    process.wait(60)
    return seconds, processor_seconds() - used


def first_answer(address: str) -> bool:
    """Whether there is an answer; the service listens before it can give one, and lets who asks wait."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return bool(answer.read().startswith(b'{"data"'))
    except urllib.error.URLError:
        return False


def processor_seconds() -> float:
    """Of the processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def served(settings: ServerSettings) -> None:
    """Print how long the service takes, beside a Neo4j that is up meanwhile."""
    server = ManagedServer(settings)
    server.use()
    try:
        times = [answered(settings) for _ in range(6)]
    finally:
        server.stop()
        server.release()
    walls, used = zip(*times[1:], strict=True)
    print(
        f"service   first answer {statistics.median(walls):.2f} s ({min(walls):.2f} to {max(walls):.2f}; the very first"
        f" {times[0][0]:.2f}), processor {statistics.median(used):.2f} s, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )


def main() -> None:
    """A first start in a new home, then two cold ones and two with the cache; then the service."""
    with tempfile.TemporaryDirectory(prefix="imagine-measure-") as folder:
        bolt_port, browser_port = free_ports(2)
        settings = replace(
            Settings.from_environment().server,
            home=Path(folder),
            bolt_port=bolt_port,
            browser_port=browser_port,
            uri=None,
        )
        if "--service" not in sys.argv:
            for name, with_cache in (
                ("new home", False),
                ("cold", False),
                ("cold", False),
                ("AOT", True),
                ("AOT", True),
            ):
                if with_cache:
                    aot.train(settings.jars)
                print(f"{name:9} {once(replace(settings, aot=with_cache))}", flush=True)
        served(settings)


if __name__ == "__main__":
    main()
