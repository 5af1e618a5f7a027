"""What a graph of so many generated reports takes: the figures of docs/scale.md, as a Markdown table.

    IMAGINE_HOME=NEW_FOLDER IMAGINE_EMBEDDING=none python tests/bench/scale.py [--export MOST] NUMBER ...
    IMAGINE_HOME=NEW_FOLDER IMAGINE_EMBEDDING=none python tests/bench/scale.py --bulk NUMBER
    IMAGINE_HOME=FOLDER IMAGINE_EMBEDDING=none python tests/bench/scale.py --ask

The graph grows from one number to the next in a managed Neo4j of its own. Loading is timed over the last reports before each
number, a tenth of them and 20 at least, as the clock has it and as processor time of the loading process alone; questions are asked
of a GraphQL executor in this process, 40 times each after 10. Accesses to the store do not depend on what else the machine does,
and Neo4j's processor time (of all 50, so that it holds some of making and compiling the plan) does little.
`--bulk`: all but the last 50 are loaded by the import tool, and these 50, which are timed, in the ordinary way.
`--ask`: nothing is loaded; the questions are asked of the graph that an earlier run left, when the machine has nothing else to do.
`--export`: the whole graph as N-Quads, up to that many reports.
"""

import argparse
import asyncio
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from bench.operations import OPERATIONS, PAGE_50  # noqa: E402
from bench.world import reports  # noqa: E402

from api.gql.execute import Executor, Request  # noqa: E402
from api.gql.options import Options  # noqa: E402
from api.settings import Settings  # noqa: E402
from api.work.bulk import BulkLoad  # noqa: E402
from api.work.curation import Curation, CurationFiles  # noqa: E402
from api.work.loading import Read  # noqa: E402
from api.work.spool import Spool  # noqa: E402
from graph.connection import Connection  # noqa: E402
from graph.server.home import Home  # noqa: E402
from graph.server.managed import ensure_running  # noqa: E402
from graph.settings import ServerSettings  # noqa: E402
from graph.store.query_runner import QueryRunner  # noqa: E402
from graph.store.store import Store  # noqa: E402
from schema.bundle import PackedBundle  # noqa: E402
from schema.errors import StoreError  # noqa: E402

_AFTER_BULK = 50
"""Reports that are loaded in the ordinary way, and timed, after a first load by the import tool."""
QUESTIONS: dict[str, tuple[str, str]] = {
    **{o.name: (o.ours, o.variables) for o in OPERATIONS},
    "the best known organisation": (OPERATIONS[1].ours, '{"n":"National Body 0"}'),
    "challenges of a topic": (
        '{topics(where:{name:{eq:"older people"}}){nodes{challenges(first:20){nodes{id title}}}}}',
        "{}",
    ),
    "ideas ordered by title": ("{ideas(first:20,orderBy:[{title:ASC}]){nodes{id title}}}", "{}"),
    "organisations by part of a name": (
        '{organisations(first:20,where:{name:{contains:"dy 33"}}){nodes{id name}}}',
        "{}",
    ),
    "partners": (
        'query{partners(text:"homes for young people in debt, with a community garden",first:5){organisation{name}}}',
        "{}",
    ),
}


def main() -> None:
    """Load, measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", type=int, nargs="*")
    parser.add_argument("--export", type=int, default=0)
    parser.add_argument("--bulk", action="store_true")
    parser.add_argument("--ask", action="store_true")
    asked = parser.parse_args()
    if bool(asked.numbers) == asked.ask:
        parser.error("say how many reports, or --ask")
    settings = Settings.from_environment().server
    first = _in_bulk(settings, max(asked.numbers) - _AFTER_BULK) if asked.bulk else {}
    connection = ensure_running(settings)
    found: dict[int, dict[str, str]] = {}
    with Store(connection) as store:
        store.prepare()
        loaded = len(store.document_ids())
        if asked.ask:
            found[loaded] = asyncio.run(_questions(connection, Home(settings.home)))
        elif loaded and not asked.bulk:
            sys.exit("error: this graph is not empty; set IMAGINE_HOME to a new folder")
        made = reports(max(asked.numbers, default=0), first=loaded)
        for number in sorted(asked.numbers):
            timed = _AFTER_BULK if asked.bulk else max(20, number // 10)
            clock = processor = 0.0
            while loaded < number:
                packed = PackedBundle.of(next(made))
                begun, used = time.perf_counter(), time.process_time()
                store.load(packed)
                loaded += 1
                if loaded > number - timed:
                    clock += time.perf_counter() - begun
                    processor += time.process_time() - used
            timed = min(timed, number)
            found[number] = {
                **first,
                "load, ms a report": f"{clock / timed * 1e3:.0f}",
                "of which processor time of the loader": f"{processor / timed * 1e3:.0f}",
                "loader's peak memory, MB": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}",
                "on disk, MB": f"{_bytes(settings.home / 'neo4j' / 'data') / 1e6:.0f}",
                "copies beside it, MB": f"{_bytes(settings.home / 'documents') / 1e6:.1f}",
                **asyncio.run(_questions(connection, Home(settings.home))),
            }
            if number <= asked.export:
                found[number] |= _exported()
            print(number, json.dumps(found[number]), file=sys.stderr, flush=True)
    _print(found)


def _in_bulk(settings: ServerSettings, number: int) -> dict[str, str]:
    """Load the first reports by the import tool; return what that took."""
    spool, read = Spool(), list[Read]()
    for bundle in reports(number):
        packed = PackedBundle.of(bundle)
        read.append(Read(packed.document, "", "report", "", (), spool.put(packed), Path()))
    took, used = {}, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begun = told = time.perf_counter()
    before = "beginning"

    def say(line: str) -> None:
        nonlocal told, before
        now = time.perf_counter()
        print(f"{now - begun:.0f} s: {line}", file=sys.stderr, flush=True)
        if line.startswith("starting"):
            return
        took[before], told, before = now - told, now, line

    files = CurationFiles.in_home(settings.home)
    BulkLoad(settings, files, Curation.of(files), say).load(read)
    say("the end")
    return {
        "first load, s": f"{time.perf_counter() - begun:.0f}",
        **{f"of it {step}, s": f"{seconds:.0f}" for step, seconds in took.items() if step != "beginning"},
        "its peak memory, MB (before it)": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} ({used:.0f})",
        "peak memory of its child processes, MB": f"{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f}",
    }


async def _questions(connection: Connection, home: Home) -> dict[str, str]:
    runner = QueryRunner(connection)
    executor = Executor(runner, Options(cost=0, seconds=120.0))
    took = {}
    while True:  # until whatever the load left to do is done
        try:
            await runner.ready()
            break
        except StoreError:
            await asyncio.sleep(1)
    page = Request(query=f"{{ideas(first:{PAGE_50}){{pageInfo{{endCursor}}}}}}", variables={})
    cursor = json.loads((await executor.execute(page)).body)["data"]["ideas"]["pageInfo"]["endCursor"]
    for name, (query, variables) in QUESTIONS.items():
        request = Request(query=query, variables=json.loads(variables.replace("$CURSOR", cursor)))
        explained = json.loads((await executor.execute(replace(request, explain=True))).body)
        times, used = [], _processor_seconds(home)
        for _ in range(50):
            begun = time.perf_counter()
            result = await executor.execute(request)
            times.append((time.perf_counter() - begun) * 1e3)
            if result.outcome != "data":
                sys.exit(f"error: {name}: {result.body.decode()[:300]}")
        ordered = sorted(times[10:])
        took[f"{name}, accesses to the store"] = f"{explained['extensions']['imagine']['dbHits']:,}"
        took[f"{name}, ms of Neo4j's processor time"] = f"{(_processor_seconds(home) - used) / len(times) * 1e3:.1f}"
        took[f"{name}, ms p50 / p99"] = f"{statistics.median(ordered):.1f} / {ordered[-1]:.1f}"
    runner.close()
    return took


def _processor_seconds(home: Home) -> float:
    """Return the processor time that Neo4j has used so far, as Linux counts it; not a number elsewhere."""
    state = home.state()
    try:
        fields = (
            Path(f"/proc/{state.java_pid if state else 0}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        )
    except OSError:
        return math.nan
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _exported() -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.nq"
        begun = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "api", "export", "--format", "nq", "--out", str(path)],
            cwd=ROOT,
            env=dict(os.environ),
            check=True,
            capture_output=True,
        )
        took = time.perf_counter() - begun
        return {"export as N-Quads, s": f"{took:.1f}", "its size, MB": f"{path.stat().st_size / 1e6:.0f}"}


def _bytes(folder: Path) -> int:
    """Return what a folder takes on the disk: files that are long and empty count as what is in them."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())


def _print(found: dict[int, dict[str, str]]) -> None:
    print(f"| reports | {' | '.join(f'{n:,}' for n in found)} |")
    print("| --- |" + " --- |" * len(found))
    for name in dict.fromkeys(name for figures in found.values() for name in figures):
        print(f"| {name} | {' | '.join(figures.get(name, '') for figures in found.values())} |")


if __name__ == "__main__":
    main()
