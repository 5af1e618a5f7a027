"""The graph as a stream of RDF, in one fixed order, held a node or a document at a time.

It can be read in two ways: merged, as it stands in the database, or as what each document states, in a named graph for each. The
writer says both as text in N-Triples or Turtle, which is most of N-Quads and TriG as well; pyoxigraph reads N-Triples or N-Quads
and writes the other syntaxes. RDF/XML cannot say some characters (most of the controls); the replacement character stands there.
"""

import io
import re
from collections.abc import Iterable, Iterator
from typing import IO, Any, cast

from pyoxigraph import RdfFormat, parse, serialize

from graph.rdf.formats import Syntax
from graph.rdf.iris import Iris
from graph.rdf.writer import Version, Writer
from graph.store.reading import Described
from schema.bundle import Bundle, Statements

_AT_ONCE = 1 << 16
"""Characters that are handed on at once."""


_ESCAPE = re.compile(r"\\(?:u([0-9A-F]{4})|.)")
"""An escape in N-Triples; the group is its code point, where it has one."""
_NO_XML = re.compile("[^\t\n\r\x20-\ufffd]")


def _sayable(escape: re.Match[str]) -> str:
    """Return an escape, or the replacement character's where XML 1.0 cannot say what it stands for."""
    if escape[0] in ("\\b", "\\f") or (escape[1] and _NO_XML.match(chr(int(escape[1], 16)))):
        return "\\uFFFD"
    return escape[0]


class Stream:
    """Writes a graph in one syntax."""

    def __init__(self, syntax: Syntax, iris: Iris, version: Version = "1.1", software: str | None = None) -> None:
        """Work out how everything is said; see `Writer`."""
        self._syntax, self._iris = syntax, iris
        self._abbreviated = syntax.written in (RdfFormat.TURTLE, RdfFormat.TRIG)
        self._writer = Writer(iris, version, software, abbreviated=self._abbreviated)

    def write_merged(self, described: Iterable[Described], out: IO[bytes]) -> None:
        """Write what the nodes of a graph are, and what leads from them."""
        self._write(self._merged(described), out)

    def write_documents(self, bundles: Iterable[Bundle], out: IO[bytes]) -> None:
        """Write what each document states in a graph of its own, in the bundles' order; then registers and judgements, by id.

        These are held until the end, because several documents bring rows of the same register.
        """
        self._write(self._documents(bundles), out)

    def _merged(self, described: Iterable[Described]) -> Iterator[str]:
        for one in described:
            yield self._writer.node(one.node, one.stated)
            yield from self._writer.links(one.links)
        yield self._writer.concepts()

    def _documents(self, bundles: Iterable[Bundle]) -> Iterator[str]:
        shared: dict[str, Statements] = {}
        for bundle in bundles:
            for document, stated in bundle.facts.by_document().items():
                if document == bundle.document:
                    yield from self._graph(document, stated)
                else:
                    shared.setdefault(document, Statements()).update(stated)
        for document, stated in sorted(shared.items()):
            yield from self._graph(document, stated)

    def _graph(self, document: str, stated: Statements) -> Iterator[str]:
        if self._abbreviated:
            yield f"<{self._iris.graph(document)}> {{\n"
            yield from self._writer.statements(stated)
            yield "}\n"
        else:
            self._writer.name_graph(self._iris.graph(document))
            yield from self._writer.statements(stated)

    def _write(self, texts: Iterable[str], out: IO[bytes]) -> None:
        if self._abbreviated:
            out.write("".join(f"@prefix {k}: <{v}> .\n" for k, v in self._iris.prefixes().items()).encode())
        if self._abbreviated or self._syntax.written in (RdfFormat.N_TRIPLES, RdfFormat.N_QUADS):
            for piece in _pieces(texts):
                out.write(piece)
            return
        if self._syntax.written == RdfFormat.RDF_XML:
            texts, out = (_ESCAPE.sub(_sayable, text) for text in texts), cast(IO[bytes], _Xml(out))
        source = io.BufferedReader(_Source(_pieces(texts)), _AT_ONCE)
        if self._syntax.datasets:
            serialize(parse(source, RdfFormat.N_QUADS, lenient=True), out, self._syntax.written)
        else:
            triples = (quad.triple for quad in parse(source, RdfFormat.N_TRIPLES, lenient=True))
            serialize(triples, out, self._syntax.written, prefixes=self._iris.prefixes())


def _pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """Yield texts in pieces that are worth a call."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            yield "".join(held).encode()
            held.clear()
            size = 0
    if held:
        yield "".join(held).encode()


class _Xml(io.RawIOBase):
    """Passes on XML. A carriage return is written as a reference, because as such it would be read as the end of a line."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._out.write(bytes(data).replace(b"\r", b"&#xD;"))
        return len(data)


class _Source(io.RawIOBase):
    """Pieces as a file to read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._left = pieces, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._left:
            self._left = memoryview(next(self._pieces, b""))
        count = min(len(buffer), len(self._left))
        buffer[:count] = self._left[:count]
        self._left = self._left[count:]
        return count
