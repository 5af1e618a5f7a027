"""Measures how long the managed Neo4j takes to ready, without and with the AOT cache, and its memory.

    python tests/bench/starting.py

It uses the jars and the cache of the environment's settings (both are made when missing), and a home and ports of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
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


def main() -> None:
    """A first start in a new home, then two cold ones and two with the cache."""
    with tempfile.TemporaryDirectory(prefix="imagine-measure-") as folder:
        bolt_port, browser_port = free_ports(2)
        settings = replace(
            Settings.from_environment().server,
            home=Path(folder),
            bolt_port=bolt_port,
            browser_port=browser_port,
            uri=None,
        )
        for name, with_cache in (("new home", False), ("cold", False), ("cold", False), ("AOT", True), ("AOT", True)):
            if with_cache:
                aot.train(settings.jars)
            sys.stdout.write(f"{name:9} {once(replace(settings, aot=with_cache))}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
