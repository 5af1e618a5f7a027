"""The JVM's ahead-of-time cache: made once, in the background, by a server that is started only for that.

It holds Neo4j's classes, loaded and linked, and profiles of what runs at a start, which more than halves the time until
Neo4j is ready. The training server has a home of its own in a temporary folder, so that the user's store is out of its reach.

    python -m graph.server.aot JARS     makes the cache in the foreground
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from graph.locks import FileLock
from graph.machine import MEGABYTE, free_disk, free_memory, free_ports
from graph.server import java
from graph.server.child_process import ROOT, die_with_parent, environment
from graph.server.home import USER, Home
from graph.server.jars import neo4j_version, read_lock

SECONDS = 900.0
NEEDS_MEMORY = 900 * MEGABYTE
NEEDS_DISK = 600 * MEGABYTE

# What the cache should hold: planning, writing, indexes, full text, and reading over Bolt.
LESSON = (
    "CREATE CONSTRAINT lesson IF NOT EXISTS FOR (n:Lesson) REQUIRE n.id IS UNIQUE",
    "CREATE FULLTEXT INDEX words IF NOT EXISTS FOR (n:Lesson) ON EACH [n.text]",
    "UNWIND range(1, 200) AS i MERGE (n:Lesson {id: toString(i)}) SET n.text = 'some words ' + i, n.list = ['a', 'b']",
    "MATCH (a:Lesson), (b:Lesson) WHERE toInteger(a.id) = toInteger(b.id) + 1 MERGE (a)-[r:NEXT {as: 'x'}]->(b)",
    "CALL db.awaitIndexes(60)",
    "MATCH (a:Lesson) RETURN a {.id, .text, next: [(a)-[:NEXT]->(b) | b {.id}]} AS row ORDER BY a.id SKIP 3 LIMIT 10",
    "MATCH (a:Lesson) RETURN a.text AS text, count(*) AS n ORDER BY n DESC LIMIT 3",
    "MATCH (a:Lesson) CALL (a) { MATCH (a)-[:NEXT]->(b) RETURN collect(b.id) AS ids } RETURN a.id, ids LIMIT 5",
    "CALL db.index.fulltext.queryNodes('words', 'some') YIELD node, score RETURN node.id, score LIMIT 5",
    "MATCH p = (:Lesson {id: '9'})-[:NEXT*1..3]->() RETURN [n IN nodes(p) | n.id] AS ids, count { (:Lesson)--() } AS n",
    "MATCH (n:Lesson) WHERE n.id IN $ids OPTIONAL MATCH (n)<-[r]-(m) WITH n, collect(type(r) + m.id) AS l RETURN l",
    "MATCH (n:Lesson) DETACH DELETE n",
)


def cache_path(program: java.Java, class_path: Sequence[Path]) -> Path:
    """Where the cache for this Java and these jars lies, beside the jars: homes that share jars share it."""
    return class_path[0].parent / "aot" / f"{program.fingerprint(class_path)}.aot"


def possible(program: java.Java) -> bool:
    """Whether this Java can make such caches."""
    return program.major >= java.OLDEST_WITH_AOT


def train_in_background(program: java.Java, cache: Path, jars: Path) -> subprocess.Popen[bytes] | None:
    """Begin to make the cache unless it is there, cannot be made, or is being made; return the process."""
    if cache.exists() or not possible(program):
        return None
    if free_memory() < NEEDS_MEMORY or free_disk(jars) < NEEDS_DISK:
        return None
    cache.parent.mkdir(parents=True, exist_ok=True)
    with (cache.parent / "training.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "graph.server.aot", str(jars)],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def train(jars: Path) -> bool:
    """Make the cache for the jars in `jars`; return whether it is there afterwards."""
    locked = read_lock()
    class_path = [jars / jar.name for jar in locked]
    program = java.find()
    cache = cache_path(program, class_path)
    cache.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(cache.with_suffix(".lock"))
    if not lock.acquire(timeout=SECONDS) or cache.exists():  # another process is making it, or has just made it
        lock.release()
        return cache.exists()
    draft = cache.with_suffix(".draft")
    scratch = Path(tempfile.mkdtemp(prefix="imagine-aot-"))
    try:
        draft.unlink(missing_ok=True)
        home = Home(scratch)
        bolt_port, browser_port = free_ports(2)
        home.prepare(version=neo4j_version(locked), bolt_port=bolt_port, browser_port=browser_port)
        _train(program, class_path, home, draft, bolt_port)
        if draft.exists():
            draft.replace(cache)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        for left in draft.parent.glob(f"{draft.name}*"):
            left.unlink(missing_ok=True)
        lock.release()
    return cache.exists()


def _train(program: java.Java, class_path: Sequence[Path], home: Home, draft: Path, bolt_port: int) -> None:
    """One server from start to end, writing its cache as it ends."""
    parent = os.getppid()
    deadline = time.monotonic() + SECONDS
    with home.console.open("wb") as console:
        process = subprocess.Popen(
            program.command(class_path, home.neo4j, f"-XX:AOTCacheOutput={draft}"),
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
            cwd=home.neo4j,
            start_new_session=True,  # the JVM assembles the cache in a child of its own: both end together
            preexec_fn=die_with_parent(signal.SIGKILL),
        )
    try:
        ended = False
        taught = False
        while not ended:
            if time.monotonic() > deadline or os.getppid() != parent:
                return
            time.sleep(0.2)
            ended = process.poll() is not None
            text = home.console.read_text(encoding="utf-8", errors="replace")
            if not taught and not ended and " Started.\n" in text:
                taught = True
                _exercise(bolt_port, home.password() or "")
                process.terminate()
    finally:
        _kill_group(process)


def _exercise(port: int, password: str) -> None:
    from neo4j import GraphDatabase, exceptions

    with (
        contextlib.suppress(exceptions.DriverError, exceptions.Neo4jError),  # the cache then covers the start alone
        GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=(USER, password)) as driver,
    ):
        for _ in range(2):
            for statement in LESSON:
                driver.execute_query(statement, ids=["1", "2", "3"], database_="neo4j")


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _on_signal(number: int, frame: FrameType | None) -> None:
    raise SystemExit(1)  # through the `finally` blocks, which clean up


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _on_signal)
    os.nice(19)
    sys.exit(0 if train(Path(sys.argv[1])) else 1)
