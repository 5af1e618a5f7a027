"""How long a selection of fields that nobody has asked for before takes, beside the same once Neo4j has planned it.

    python tests/bench/planning.py

Asks the graph of the environment's settings (NEO4J_URI, else the managed Neo4j in IMAGINE_HOME), whose plans it lets go first. For
each ranked field: what the first question of all takes, which has the ranking planned, and the medians of eight selections, new and
again. The figure to keep is the ratio of the first question to a new selection, at least five: the ranking is planned once for all.
"""

import asyncio
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Not the folder of this file, which running it puts first.
sys.path[:1] = [str(ROOT), str(ROOT / "tests")]

from api.gql.execute import Executor, Request  # noqa: E402
from api.gql.options import Options  # noqa: E402
from api.settings import Settings  # noqa: E402
from graph.server.managed import ensure_running  # noqa: E402
from graph.store.query_runner import QueryRunner  # noqa: E402

TEXT = "homes for young people who leave care"
_PATH = (
    "score path { relationship node { __typename id displayName } } quote passage { id heading } document { id title }"
)
SELECTIONS = {
    "partners": (
        "organisation { id name kind } score",
        "tier organisation { displayName } reasons { quote }",
        "organisation { name } reasons { score quote start end document { title } }",
        "organisation { name } people { role person { name } }",
        "organisation { name aliases } reasons { path { relationship as node { id displayName } } }",
        "organisation { name staff { nodes { name } } } close",
        "organisation { name owns { nodes { title topics { nodes { name } } } } }",
        f"score tier organisation {{ id kindLabel }} reasons {{ {_PATH} }} people {{ person {{ id name }} role }}",
    ),
    "peopleToAsk": (
        "person { id name } score",
        "score reasons { quote }",
        "person { name } reasons { score quote start end document { title } }",
        "person { displayName worksFor { nodes { name } } }",
        "person { name } reasons { path { relationship as node { id displayName } } }",
        "person { name owns { nodes { title } } } score",
        "person { name worksFor { edges { role node { name } } } }",
        f"person {{ id name }} score reasons {{ {_PATH} }}",
    ),
    "precedents": (
        "challenges { score }",
        "challenges { challenge { title } }",
        "models { score model { name description } } initiatives { initiative { name } }",
        "challenges { challenge { title owners { nodes { name } } } }",
        "challenges { challenge { id title } } models { model { id name involves { nodes { name } } } }",
        "initiatives { score initiative { id name } }",
        "models { model { name } }",
        "challenges { score challenge { id topics { nodes { name } } } } models { score } initiatives { initiative { status } }",
    ),
}
FIRST = {"partners": "tier", "peopleToAsk": "score", "precedents": "models { score }"}


async def measure() -> None:
    """Print the figures."""
    reader = QueryRunner(ensure_running(Settings.from_environment().server))
    executor = Executor(reader, Options(cost=0, seconds=0))

    async def asked(field: str, selection: str) -> float:
        query = f"query($t: String!) {{ {field}(text: $t) {{ {selection} }} }}"
        began = time.perf_counter()
        result = await executor.execute(Request(query=query, variables={"t": TEXT}))
        assert result.outcome == "data", result.body
        return (time.perf_counter() - began) * 1e3

    try:
        await reader.rows("CALL db.clearQueryCaches()", {})
        for field, selections in SELECTIONS.items():
            first = await asked(field, FIRST[field])
            new = [await asked(field, selection) for selection in selections]
            again = [await asked(field, selection) for selection in selections]
            middle, known = statistics.median(new), statistics.median(again)
            print(
                f"{field}: first of all {first:.0f} ms, new {middle:.0f} ms, again {known:.0f} ms; {first / middle:.1f} times"
            )
    finally:
        executor.close()
        reader.close()


if __name__ == "__main__":
    asyncio.run(measure())
