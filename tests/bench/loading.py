"""How long loading takes for 10, 100 and 1,000 reports, and what the database's share of it is.

    NEO4J_URI=... NEO4J_PASSWORD=... IMAGINE_TEST_DISPOSABLE=1 .venv/bin/python tests/bench/loading.py [NUMBER ...]

Per number: seconds to read and extract, seconds to write, both per report; statements per report; peak memory of the process; and
the writing as a ratio of a bare driver's UNWIND of the same rows, both measured in turn, half of the reports at a time.
The database is emptied.
"""

import os
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reports import write_reports

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from api.settings import Settings
from api.work.curation import Curation
from api.work.loading import read_files
from graph.server.managed import ensure_running
from graph.store.store import Store
from schema.bundle import Bundle
from schema.ids import kind_of
from schema.model import GRAPH_MODEL, properties_of


def main(numbers: list[int]) -> None:
    """Print one line per number of reports."""
    if not os.environ.get("IMAGINE_TEST_DISPOSABLE"):
        sys.exit(
            "error: this empties the database; name one to be emptied by NEO4J_URI and set IMAGINE_TEST_DISPOSABLE=1"
        )
    print(
        "reports  read s  write s  read ms/report  write ms/report  statements/report  writing / bare UNWIND  peak MB"
    )
    with Store(ensure_running(Settings.from_environment().server)) as store:
        store.prepare()
        for number in numbers:
            store.clear()
            with tempfile.TemporaryDirectory() as folder:
                paths = write_reports(Path(folder), number)
                begun = time.perf_counter()
                read = read_files(paths, force=True, say=lambda _: None, curation=Curation())
                reading = time.perf_counter() - begun
            bundles = [r.bundle for r in read]
            rows = [_rows(b) for b in bundles]
            counted = _count_statements(store)
            begun = time.perf_counter()
            for bundle in bundles:
                store.load(bundle)
            writing = time.perf_counter() - begun
            statements = counted() / number
            store.clear()
            begun = time.perf_counter()
            for one in rows:
                with store._session() as session:
                    session.execute_write(_bare, one)
            bare = time.perf_counter() - begun
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{number:7}  {reading:6.2f}  {writing:7.2f}  {reading / number * 1000:14.1f}  {writing / number * 1000:15.1f}"
                f"  {statements:17.1f}  {writing / bare:21.2f}  {peak:7.0f}",
                flush=True,
            )
        store.clear()


def _rows(bundle: Bundle) -> tuple[dict[str, list[Any]], dict[tuple[str, str, str], list[Any]]]:
    nodes: dict[str, list[Any]] = defaultdict(list)
    links: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for node in bundle.facts.nodes.values():
        nodes[GRAPH_MODEL.node_type(node).label].append(
            {"id": node.id, "p": {"id": node.id, **_plain(properties_of(node))}}
        )
    for link in bundle.facts.links.values():
        ends = tuple(GRAPH_MODEL.node(kind_of(end)).label for end in (link.source, link.target))
        p = {**_plain(properties_of(link)), "evidence": list(link.evidence)}
        links[(GRAPH_MODEL.link_type(link).name, *ends)].append({"a": link.source, "b": link.target, "p": p})
    return nodes, links


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in values.items()}


def _bare(tx: Any, rows: tuple[dict[str, list[Any]], dict[tuple[str, str, str], list[Any]]]) -> None:
    """What anybody would write by hand: MERGE the nodes of each label, MERGE the links of each pattern."""
    nodes, links = rows
    for label, some in nodes.items():
        tx.run(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row.p", rows=some).consume()
    for (name, source, target), some in links.items():
        tx.run(
            f"UNWIND $rows AS row MATCH (a:{source} {{id: row.a}}) MATCH (b:{target} {{id: row.b}}) "
            f"CREATE (a)-[r:{name}]->(b) SET r = row.p",
            rows=some,
        ).consume()


def _count_statements(store: Store) -> Any:
    """Return a function that tells how many statements the store has sent since now."""
    from neo4j import ManagedTransaction

    sent = 0
    original = ManagedTransaction.run

    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        nonlocal sent
        sent += 1
        return original(self, *args, **kwargs)

    ManagedTransaction.run = run  # type: ignore[method-assign]

    def stop() -> int:
        ManagedTransaction.run = original  # type: ignore[method-assign]
        return sent

    return stop


def numbers_of(arguments: Iterable[str]) -> list[int]:
    """Return the numbers of reports that were asked for; 10, 100 and 1,000 where none was."""
    return [int(a) for a in arguments] or [10, 100, 1000]


if __name__ == "__main__":
    main(numbers_of(sys.argv[1:]))
