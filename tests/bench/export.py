"""How fast the graph is taken away, and in how much memory, beside pyoxigraph writing the same quads from a list.

    NEO4J_URI=... NEO4J_PASSWORD=... IMAGINE_TEST_DISPOSABLE=1 .venv/bin/python tests/bench/export.py [--statements 1000000]

Per format: lines or triples a second of `write_file` (the checks of the graph included, and reading it from Neo4j), the same as a
ratio of pyoxigraph's serialiser on a list, measured in turn; and by how much the peak of memory grew while the file was
written. Each export runs in a process of its own. The database is emptied, unless it holds the graph.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pyoxigraph import parse, serialize
from world import reports

from api.settings import Settings
from graph.connection import Connection
from graph.dumps.export import Dump, write_file
from graph.dumps.formats import format_of
from graph.rdf.formats import SYNTAXES
from graph.server.managed import ensure_running
from graph.store.store import Store

QUADS_OF_A_REPORT = 15_900
ROUNDS = 3
BASE = "http://127.0.0.1:8000/"


def main() -> None:
    """Print one line per format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--formats", nargs="+", default=["nq", "nt", "trig", "ttl", "jsonld", "rdfxml"])
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    connection = ensure_running(Settings.from_environment().server)
    if given.one:
        print(json.dumps(export(connection, given.formats[0], given.one)))
        return
    fill(connection, -(-given.statements // QUADS_OF_A_REPORT))
    print(f"{'format':8}{'statements':>12}{'seconds':>9}{'a second':>11}{'from a list':>13}{'ratio':>7}{'MB more':>9}")
    for name in given.formats:
        with tempfile.TemporaryDirectory() as folder:
            measure(name, Path(folder) / f"graph.{name}")


def measure(name: str, out: Path) -> None:
    """Measure an export and the serialiser in turn."""
    exports, lists, count = [], [], 0
    for _ in range(ROUNDS):
        command = [sys.executable, __file__, "--one", str(out), "--formats", name]
        exports.append(json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout))
        count, seconds = from_a_list(name, out)
        lists.append(seconds)
    seconds, listed = median(e["seconds"] for e in exports), median(lists)
    more = max(e["more"] for e in exports)
    rates = f"{count / seconds:>11,.0f}{count / listed:>13,.0f}{listed / seconds:>7.2f}"
    print(f"{name:8}{count:>12,}{seconds:>9.1f}{rates}{more:>9.0f}", flush=True)


def export(connection: Connection, name: str, out: Path) -> dict[str, float]:
    """Write a dump in this process; return seconds and by how many MB its peak of memory grew."""
    with Store(connection) as store:
        store.documents()  # the driver connects, and what is imported late is there
        before, begun = peak(), time.perf_counter()
        write_file(store, Dump(format=format_of(name), base=BASE), out, lambda _: None)
        return {"seconds": time.perf_counter() - begun, "more": peak() - before}


def from_a_list(name: str, path: Path) -> tuple[int, float]:
    """Return how many quads a dump holds, and how long pyoxigraph takes to write them from a list to a file."""
    syntax = SYNTAXES[name]
    found = list(parse(path=str(path), format=syntax.written))
    things = found if syntax.datasets else [quad.triple for quad in found]
    with path.with_suffix(".again").open("wb") as out:
        begun = time.perf_counter()
        serialize(things, out, syntax.written)
        return len(things), time.perf_counter() - begun


def peak() -> float:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fill(connection: Connection, number: int) -> None:
    """Load as many reports, unless they are there."""
    with Store(connection) as store:
        store.prepare()
        if {d["id"] for d in store.documents()} == {f"document/gathering-{n}" for n in range(number)}:
            return
        if not os.environ.get("IMAGINE_TEST_DISPOSABLE"):
            sys.exit("error: this empties the database; name one to be emptied and set IMAGINE_TEST_DISPOSABLE=1")
        store.clear()
        for bundle in reports(number):
            print(f"loading {store.load(bundle).document}", file=sys.stderr)


if __name__ == "__main__":
    main()
