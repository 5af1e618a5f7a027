"""How long one search for partners and one full search take, beside the bare full-text query of the same words.

    python tests/bench/partners/latency.py [--reports N] [--rounds 5] [--json FILE]

Without --reports: on the five published reports (../shared/sources) and the written questions. With it: on N generated reports
(`bench/world.py`; 1,000 have 100,000 ideas), which are loaded where they are missing, with vectors of `stand_in.py`, and texts of
twelve of their words; the real model still reads each text that is asked. Needs a Neo4j of its own, as `measure.py` does.

Targets are asked in turn, one connection, so that what else the machine does falls on all of them.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent.parent
# Not the folder of this file, which running it puts first.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from bench.partners.cases import questions  # noqa: E402
from bench.partners.measure import SOURCES, fill  # noqa: E402
from bench.partners.stand_in import StandIn  # noqa: E402
from bench.world import reports, words  # noqa: E402

from api.gql.execute import Executor, Request  # noqa: E402
from api.settings import Settings  # noqa: E402
from graph.embedding.embedder import DEFAULT, EMBEDDERS, embedder  # noqa: E402
from graph.partners.matching import find_partners  # noqa: E402
from graph.server.managed import ensure_running  # noqa: E402
from graph.store.fulltext import any_of  # noqa: E402
from graph.store.query_runner import QueryRunner  # noqa: E402
from graph.store.store import Store  # noqa: E402

STAND_IN = "stand-in"
BARE = "bare full text"
_BARE = "CALL db.index.fulltext.queryNodes('search', $text, {limit: 20}) YIELD node, score RETURN node.id AS id, score"
_SEARCH = "query ($text: String!) { search(text: $text, first: 20) { nodes { id displayName } } }"
TEXTS, WORDS = 40, 12


class StandInAsked(StandIn):
    """The stand-in, which has the real model read what is asked, so that its time counts."""

    def embed(self, texts: Any) -> list[list[float]]:
        real = embedder(DEFAULT)
        if len(texts) == 1 and real is not None:
            real.embed(texts)
        return super().embed(texts)


def load(store: Store, number: int) -> None:
    """Load the generated reports that are missing."""
    store.prepare()
    there = {d["id"] for d in store.documents()}
    for bundle in reports(number):
        if bundle.document not in there:
            print(f"loading {store.load(bundle).document}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, help="generated reports; without it, the published ones")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, help="where the figures are written as well")
    given = parser.parse_args()
    connection = ensure_running(Settings.from_environment().server, lambda line: print(line, file=sys.stderr))
    if given.reports:
        EMBEDDERS[STAND_IN] = StandInAsked
        connection = replace(connection, embedding=STAND_IN)
        rng = random.Random(1)
        texts = [" ".join(words(rng, WORDS)) for _ in range(TEXTS)]
    else:
        texts = [case.text for case in questions()]
    reader = QueryRunner(connection)
    executor = Executor(reader)
    with Store(connection) as store, asyncio.Runner() as runner:
        if given.reports:
            load(store, given.reports)
        else:
            fill(store, SOURCES)
        targets: dict[str, Callable[[str], Any]] = {
            BARE: lambda text: store.read(_BARE, {"text": any_of(text)}),
            "search": lambda text: runner.run(executor.execute(Request(query=_SEARCH, variables={"text": text}))),
            "partners": lambda text: find_partners(store, store.embedder, text),
        }
        took = measure(targets, texts, given.rounds)
    reader.close()
    report(took, given.json)


def measure(targets: dict[str, Callable[[str], Any]], texts: list[str], rounds: int) -> dict[str, list[float]]:
    """Return milliseconds of every call; one round more comes first and does not count."""
    took: dict[str, list[float]] = {name: [] for name in targets}
    for number in range(rounds + 1):
        for text in texts:
            for name, ask in targets.items():
                began = time.perf_counter()
                ask(text)
                if number:
                    took[name].append(1e3 * (time.perf_counter() - began))
    return took


def report(took: dict[str, list[float]], out: Path | None) -> None:
    """Print a line for each target, and write the figures."""
    figures = {}
    for name, times in took.items():
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
        figures[name] = {"p50": p50, "p95": p95, "asked": len(times)}
        beside = f", {p50 / figures[BARE]['p50']:.1f} times {BARE}" if name != BARE else ""
        print(f"{name:15} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  ({len(times)} asked{beside})")
    if out:
        out.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
