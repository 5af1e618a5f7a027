"""How well partners are found: our ranking and four baselines, on three kinds of questions, in one run.

    python tests/bench/partners/measure.py [--sources FOLDER] [--only questions,left-out,time] [--json FILE]

Needs an empty Neo4j of its own, or one that holds the five published reports of FOLDER (../shared/sources), which it loads where
they are missing: NEO4J_URI and so on, as for the service; by default the managed one in IMAGINE_HOME.

    questions  written in a commissioner's words and graded by reading the reports; weights are chosen on the training half only
    left-out   every challenge as its report puts it, asked of the graph without it
    time       the challenges of 2025, asked of the report on 2024 alone

Names of bodies and people are masked in the last two, whose gold are the bodies tied to the challenge, as far as the graph without
it still knows them. In brackets: 95 % intervals, by bootstrap over the questions. `lead` is ours, all of
it, less the baseline that is best by that measure, question by question; `ours, with evidence` leaves out who was merely there.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent.parent
# Not the folder of this file, which running it puts first.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

import ir_measures  # noqa: E402
import neo4j  # noqa: E402
import numpy as np  # noqa: E402
from bench.partners.cases import Case, Reader, challenges, forget, groups, hubs, questions  # noqa: E402
from bench.partners.rankers import EVIDENCE, OURS, WITH_EVIDENCE, Ranker, Ranking, Ties, rankers  # noqa: E402
from ir_measures import AP, Success, nDCG  # noqa: E402

from api.settings import Settings  # noqa: E402
from api.work.curation import Curation  # noqa: E402
from api.work.loading import load_files, read_files  # noqa: E402
from graph.connection import Connection  # noqa: E402
from graph.embedding.embedder import Embedder  # noqa: E402
from graph.partners.matching import find_partners, is_only_near  # noqa: E402
from graph.server.managed import ensure_running  # noqa: E402
from graph.store.store import Store  # noqa: E402

SOURCES = ROOT.parent / "shared" / "sources"
FIRST_EVENT, SECOND_EVENT = "event/imagine-2024", "event/imagine-2025"
_REPORT = "MATCH (d:Document {kind: 'report'})-[:REPORTS_ON]->(:Event {id: $event}) RETURN d.id AS id"
FIRST_3 = Success(rel=2) @ 3
MEASURES = {"nDCG@10": nDCG @ 10, "MAP": AP, "grade 2 in first 3": FIRST_3}
RESAMPLED = 5000


@dataclass(frozen=True, slots=True)
class Answered:
    """What every ranking answered to one question."""

    case: Case
    rankings: dict[str, Ranking]
    known: frozenset[str]
    """The bodies that the graph knew when it was asked."""


def ask(reader: Reader, case: Case, compared: dict[str, Ranker]) -> Answered:
    known = frozenset(row["id"] for row in reader.read("MATCH (o:Organisation) WHERE (o)--() RETURN o.id AS id"))
    ties = Ties.of(reader)
    return Answered(case, {name: ranker(reader, ties, case.text) for name, ranker in compared.items()}, known)


class Transaction:
    """An open transaction as what reads the graph."""

    def __init__(self, transaction: neo4j.Transaction) -> None:
        self.transaction = transaction

    def read(self, cypher: str, parameters: Any = None) -> list[dict[str, Any]]:
        return self.transaction.run(cypher, parameters or {}).data()


@contextmanager
def without(connection: Connection, case: Case) -> Iterator[Reader]:
    """Read the graph as it is without one challenge."""
    auth = (connection.user, connection.password)
    with (
        neo4j.GraphDatabase.driver(connection.uri, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session(database=connection.database) as session,
        session.begin_transaction() as transaction,
    ):
        forget(transaction, case)
        yield Transaction(transaction)
        transaction.rollback()


def values(
    answers: Iterable[Answered], leave_out: Set[str], known_only: bool
) -> dict[str, dict[str, dict[str, float]]]:
    """Return measure -> ranking -> question -> value, without the bodies of `leave_out`."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    answers = list(answers)
    gold = {
        a.case.id: {o: g for o, g in a.case.grades.items() if o not in leave_out and (o in a.known or not known_only)}
        for a in answers
    }
    gold = {case: grades for case, grades in gold.items() if grades}
    for ranking in answers[0].rankings:
        run = {
            a.case.id: {o: -float(n) for n, o in enumerate(o for o in a.rankings[ranking] if o not in leave_out)}
            for a in answers
        }
        for name, measure in MEASURES.items():
            judged = {case: grades for case, grades in gold.items() if measure != FIRST_3 or 2 in grades.values()}
            by_case = dict.fromkeys(judged, 0.0)
            by_case |= {
                m.query_id: m.value for m in ir_measures.iter_calc([measure], judged, run) if m.query_id in judged
            }
            if judged:
                found.setdefault(name, {})[ranking] = by_case
    return found


def interval(samples: Iterable[float]) -> tuple[float, float, float]:
    """Return the mean and its 95 % interval."""
    array = np.array(list(samples))
    means = np.random.default_rng(0).choice(array, (RESAMPLED, len(array))).mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(array.mean()), float(low), float(high)


def near_only(reader: Reader, embedder: Embedder | None, asked: Iterable[Case]) -> set[str]:
    """Return the questions whose answer says that nothing is about exactly this."""
    weak = set()
    for case in asked:
        tied = [p["close"] for p in find_partners(reader, embedder, case.text) if p["tier"] == EVIDENCE]
        if is_only_near(tied):
            weak.add(case.id)
    return weak


def say_near(answers: Iterable[Answered], weak: Set[str]) -> None:
    """Print how often an answer says so that has nobody of grade 2 among its first three, and how often one that has."""
    told: dict[bool, list[bool]] = {True: [], False: []}
    for a in answers:
        if ranking := a.rankings[WITH_EVIDENCE]:
            told[any(a.case.grades.get(body) == 2 for body in ranking[:3])].append(a.case.id in weak)
    print(
        f"  only near: said of {sum(told[False])} of {len(told[False])} misses, of {sum(told[True])} of {len(told[True])} hits"
    )


def report(title: str, answers: list[Answered], leave_out: Set[str] = frozenset(), known_only: bool = False) -> Any:
    """Print one table, and return its figures."""
    found = values([a for a in answers if a.case.grades], leave_out, known_only)
    figures: dict[str, dict[str, tuple[float, float, float]]] = {}
    for name, by_ranking in found.items():
        mean = {ranking: float(np.mean(list(cases.values()))) for ranking, cases in by_ranking.items()}
        best = by_ranking[max((r for r in mean if r not in (OURS, WITH_EVIDENCE)), key=mean.__getitem__)]
        lead = {case: value - best[case] for case, value in by_ranking[OURS].items()}
        for ranking, cases in {**by_ranking, "lead": lead}.items():
            figures.setdefault(ranking, {})[f"{name} ({len(cases)})"] = interval(cases.values())
    print(f"\n{title:42}" + "".join(f"{name:26}" for name in figures[OURS]))
    for ranking, by_measure in figures.items():
        cells = (f"{mean:6.3f} [{low:6.3f}, {high:6.3f}]" for mean, low, high in by_measure.values())
        print(f"  {ranking:40}" + "".join(f"{cell:26}" for cell in cells))
    unanswerable = [a for a in answers if not a.case.grades]
    silent = [a.case.id for a in unanswerable if not a.rankings[WITH_EVIDENCE]]
    if unanswerable:
        loud = ", ".join(a.case.id for a in unanswerable if a.rankings[WITH_EVIDENCE])
        print(
            f"  nobody can answer: ours is silent for {len(silent)} of {len(unanswerable)}{f' (not for {loud})' if loud else ''}"
        )
    return {"figures": figures, "silent": silent}


def fill(store: Store, sources: Path) -> None:
    """Load the five reports, those of them that are missing."""
    there = {d["source"] for d in store.documents()}
    files = sorted(sources.glob("*.txt"))
    if there - {f.name for f in files}:
        raise SystemExit("this Neo4j holds other documents; name an empty one by NEO4J_URI, or another IMAGINE_HOME")
    store.prepare()
    missing = [f for f in files if f.name not in there]
    say = lambda line: print(line, file=sys.stderr)  # noqa: E731
    if missing:
        curation = Curation.of(Settings.from_environment().files)
        for loaded in load_files(store, read_files(missing, force=False, say=say, curation=curation)):
            say(str(loaded))
    store.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, default=SOURCES)
    parser.add_argument("--only", default="questions,left-out,time", help="which kinds of questions")
    parser.add_argument("--json", type=Path, help="where the figures are written as well")
    given = parser.parse_args()
    if len(list(given.sources.glob("*.txt"))) != 5:
        raise SystemExit(
            f"the five published reports are not in {given.sources}, so nothing can be measured; name their folder"
        )
    connection = ensure_running(Settings.from_environment().server, lambda line: print(line, file=sys.stderr))
    figures: dict[str, Any] = {}
    with Store(connection) as store:
        fill(store, given.sources)
        compared = rankers(store.embedder)
        everywhere = hubs(store)
        if "questions" in given.only:
            answers = [ask(store, case, compared) for case in [*questions(), *groups()]]
            weak = near_only(store, store.embedder, [*questions(), *groups()])
            for half in ("training", "reported", "short", "long"):
                asked = [a for a in answers if a.case.half == half]
                figures[f"questions, {half}"] = report(f"questions, {half}", asked)
                say_near(asked, weak)
                title = f"questions, {half}, without hubs"
                figures[f"questions, {half}, without hubs"] = report(title, asked, everywhere)
        if "left-out" in given.only:
            answers = []
            for case in challenges(store):
                with without(connection, case) as reader:
                    answers.append(ask(reader, case, compared))
            figures["left-out"] = report("every challenge, left out", answers, known_only=True)
            figures["left-out, without hubs"] = report(
                "every challenge, left out, without hubs", answers, everywhere, True
            )
        if "time" in given.only:
            asked_later = challenges(store, SECOND_EVENT)
            [first_report] = [row["id"] for row in store.read(_REPORT, {"event": FIRST_EVENT})]
            for document in store.documents():
                if document["id"] != first_report:
                    store.remove(document["id"])
            answers = [ask(store, case, compared) for case in asked_later]
            figures["time"] = report("2025 asked of 2024", answers, known_only=True)
            figures["time, without hubs"] = report("2025 asked of 2024, without hubs", answers, everywhere, True)
    if given.json:
        given.json.write_text(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
