"""The process that answers queries: a query that loops, eats memory or crashes native code ends it, and nothing else.

Run as a module with a replica's folder, the seconds a query may take, and the bytes of memory and of an answer. Each line that it
reads is a question as JSON: the fields of `Question`, `base` and `prefixes`. It answers with a line of JSON: `{"size",
"media_type"}`, and then so many bytes, or `{"refused", "message"}`.
"""

import contextlib
import io
import re
import signal
import sys
from pathlib import Path
from typing import Any

import orjson
from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from graph.sparql.federation import no_network
from graph.sparql.question import is_begun

MARGIN = 1.0
"""After how many seconds more the system ends a process whose parent, which keeps the time, does not."""

_POSITION = re.compile(r"error at (\d+):(\d+): ")
_SENTENCE = re.compile(r"(?<=[ ,])[A-Z]\w*(?: [\w?]+)+")


class _Full(Exception):  # noqa: N818 - it is no fault
    """An answer is larger than it may be."""


class _LimitedBuffer(io.BytesIO):
    """Takes no more than so many bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, some: Any) -> int:
        if self.tell() + len(some) > self._most:
            raise _Full
        return super().write(some)


class _Refusal(Exception):  # noqa: N818 - it is no fault
    """Why a question has no answer: the kind, and a message."""


def answer(store: Store, asked: dict[str, Any], most: int) -> tuple[dict[str, Any], bytes]:
    """Return the head and the bytes of the answer to a question (the fields of `Question`)."""
    try:
        body, media_type = _written(store, asked, most)
    except _Refusal as e:
        return {"refused": e.args[0], "message": e.args[1]}, b""
    except SyntaxError as e:
        return {"refused": "malformed", "message": _where(str(e.msg), asked["query"])}, b""
    except _Full:
        message = f"the answer has more than {most:,} bytes; ask for less, or page by ORDER BY, LIMIT and OFFSET"
        return {"refused": "size", "message": message}, b""
    except MemoryError:
        return {"refused": "size", "message": "the query needs more memory than it may have; ask for less"}, b""
    return {"size": len(body), "media_type": media_type}, body


def _written(store: Store, asked: dict[str, Any], most: int) -> tuple[bytes, str]:
    result = store.query(asked["query"], base_iri=asked["base"], **_dataset(asked))
    buffer = _LimitedBuffer(most)
    if isinstance(result, QuerySolutions | QueryBoolean):
        wanted, form = asked["results"], "results in JSON, XML, CSV or TSV"
        syntax = wanted and QueryResultsFormat.from_media_type(wanted)
        if syntax:
            result.serialize(buffer, format=syntax)
    else:
        wanted, form = asked["graph"], "a graph, in Turtle, N-Triples, JSON-LD or RDF/XML"
        graph_syntax = wanted and RdfFormat.from_media_type(wanted)
        if graph_syntax:
            serialize(result, buffer, format=graph_syntax, prefixes=asked["prefixes"])
    if not wanted:
        raise _Refusal("form", f"the answer to this query is {form}; accept one of these")
    return buffer.getvalue(), wanted


def _dataset(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the dataset as the engine takes it. Where a request names graphs, there are no others (SPARQL 1.1 Protocol, 2.1.4)."""
    default, named = asked["default_graphs"], asked["named_graphs"]
    if not default and not named:
        return {}
    try:
        # An empty list would be the default graph of the replica: a graph that nothing is in stands for no graph.
        return {
            "default_graph": [NamedNode(i) for i in default] or [BlankNode()],
            "named_graphs": [NamedNode(i) for i in named],
        }
    except ValueError as e:
        raise _Refusal(
            "malformed", f"the IRI of a graph cannot be read ({e}); write it whole, as in http://example.org/g"
        ) from None


def _where(message: str, query: str) -> str:
    """Return what the parser says of a query in words for a person. What it lists as possible at a place are rules of its own,
    character by character; of them only sentences are said on ("Prefix not found")."""
    said = " ".join(message.split())
    found = _POSITION.match(said)
    place = f"line {found[1]}, column {found[2]}: " if found else ""
    if is_begun(query):
        why = _SENTENCE.search(said)
        told = why[0] if why else "what stands there does not fit"
    else:
        told = "a query begins with SELECT, ASK, CONSTRUCT or DESCRIBE, behind any PREFIX and BASE"
    return f"{place}this is not a SPARQL 1.1 query: {told}"


def _limit(memory: int) -> None:
    no_network()
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer questions until standard input ends."""
    folder, seconds, memory, most = Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    store = Store.read_only(str(folder))
    _limit(memory)
    for line in sys.stdin.buffer:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, seconds + MARGIN)
        head, body = answer(store, orjson.loads(line), most)
        sys.stdout.buffer.write(orjson.dumps(head) + b"\n" + body)
        sys.stdout.buffer.flush()
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


if __name__ == "__main__":
    main()
