"""The command that says what documents would state, without a database: for those who look before they load, and for scripts."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from api.cli.command import Command, one_line, say
from api.cli.documents import path_of
from api.settings import Settings
from api.work.curation import Curation
from api.work.loading import same_bytes
from api.work.outcome import DONE, REFUSED, outcome
from api.work.reading import Reading, read_document, read_each
from loaders.blocks import Text
from loaders.families.layouts import layouts_of
from loaders.sources import SourceFile
from loaders.structure.outline import outline
from schema.bundle import Bundle
from schema.declaration import Link, Node
from schema.errors import MissingSourceError, ReadError
from schema.links import Mentions, States
from schema.model import GRAPH_MODEL, NodeType, properties_of
from schema.nodes import Document

LONGEST_VALUE = 140
"""How many characters of a name or value the table shows; `--json` gives them whole."""
AROUND = 60
"""How many characters of a passage the table shows before a name and after it."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", type=path_of, metavar="FILE", help="a file, or a folder whose files are all read"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object for each file, a line each, for scripts")


def _read(options: argparse.Namespace) -> int:
    curation = Curation.of(Settings.from_environment().files)
    status = DONE
    known: dict[str, SourceFile] = {}
    for source, found in read_each(options.files, curation):
        if isinstance(found, Reading):
            first = known.setdefault(found.text.sha256, source)
            if first is not source:
                say(same_bytes(source.name, first.name))
                if not options.json:
                    continue
                found = read_document(SourceFile(first.name, source.path), curation)
        refused = str(found) if isinstance(found, ReadError) else found.held_back
        if refused:
            status = status or (outcome(found).exit_status if isinstance(found, ReadError) else REFUSED)
        if options.json:
            print(json.dumps(_as_json(source, found, refused), ensure_ascii=False), flush=True)
            continue
        if isinstance(found, MissingSourceError):
            say(f"error: {found}")
        elif refused:
            print(f"refused: {one_line(refused)}")
        if isinstance(found, Reading):
            print("\n".join(_table(found.text, found.bundle)), flush=True)
    return status


def _as_json(source: SourceFile, found: Reading | ReadError, refused: str | None) -> dict[str, Any]:
    """Return what scripts are told of a file; a document that is held back comes with what it would state all the same."""
    answer: dict[str, Any] = {"file": str(source.path), "refused": refused, "text": "", "nodes": [], "links": []}
    if isinstance(found, Reading):
        facts = found.bundle.facts
        answer["text"] = found.text.text
        answer["nodes"] = [
            {"id": n.id, "label": GRAPH_MODEL.node_type(n).label, **properties_of(n)} for n in facts.sorted_nodes()
        ]
        answer["links"] = [
            {"type": k.type, "source": k.source, "target": k.target}
            | ({"evidence": k.evidence} if k.evidence else {})
            | properties_of(k)
            for k in facts.sorted_links()
        ]
    return answer


def _table(text: Text, bundle: Bundle) -> Iterator[str]:
    """Yield the lines that show a person what a document states: by kind of node, each fact with the words that state it."""
    words = _Words(bundle)
    document = bundle.facts.nodes[bundle.document]
    assert isinstance(document, Document)
    date = f", {document.published}" if document.published else ""
    layouts = "".join(f", laid out as a {family.layout}" for family in layouts_of(text, outline(text)))
    yield one_line(f"{document.title} ({document.kind}{date}{layouts}; {document.source})")
    yield from _outgoing(bundle, document, words, "  ")
    for node_type in GRAPH_MODEL.nodes:
        nodes = [n for n in bundle.facts.sorted_nodes() if type(n) is node_type.python] if node_type.stated else []
        if nodes:
            yield f"  {node_type.plural} ({len(nodes)})"
        for node in nodes:
            yield from _node(bundle, node_type, node, words)
    yield ""


def _node(bundle: Bundle, node_type: NodeType, node: Node, words: "_Words") -> Iterator[str]:
    name = words.name(node.id)
    for prop, value in properties_of(node).items():
        for one in value if isinstance(value, tuple) else (str(value),):
            called = f"    {_short(name)}" if one == name else f"      {prop}: {_short(one)}"
            yield f"{called}{words.stating(node.id, prop, one)}"
    yield from _outgoing(bundle, node, words, "      ")


def _outgoing(bundle: Bundle, node: Node, words: "_Words", indent: str) -> Iterator[str]:
    for link in bundle.facts.sorted_links():
        if link.source == node.id and link.evidence:
            given = (one for v in properties_of(link).values() for one in (v if isinstance(v, tuple) else (str(v),)))
            values = ", ".join(dict.fromkeys(given))
            yield (
                f"{indent}{link.type.lower().replace('_', ' ')} {_short(words.name(link.target))}"
                f"{f' ({_short(values)})' if values else ''}{words.of_link(link)}"
            )
            yield from (f"{indent}  and{more}" for more in words.more_of_link(link))


class _Words:
    """Looks up what people call a node, and the words of a document that state something about it."""

    def __init__(self, bundle: Bundle) -> None:
        self._nodes, self._passages = bundle.facts.nodes, bundle.passages
        self._stated: dict[tuple[str, str, str], str] = {}
        self._printed: dict[tuple[str, str], Mentions] = {}
        for link in bundle.facts.sorted_links():
            if isinstance(link, States):
                self._stated.setdefault((link.target, link.property, link.value), link.source)
            elif isinstance(link, Mentions):
                self._printed.setdefault((link.source, link.target), link)

    def name(self, node_id: str) -> str:
        """Return what a node is called."""
        node = self._nodes[node_id]
        return next(str(v) for p in GRAPH_MODEL.node_type(node).displays if (v := getattr(node, p.attribute)))

    def stating(self, node_id: str, prop: str, value: str) -> str:
        """Return the words that state a value of a node; of a register's row, only where it is from."""
        passage = self._stated.get((node_id, prop, value))
        if passage is None or passage in self._passages:
            return self._shown(passage, node_id)
        return "   [a register or a curator's judgement]"

    def of_link(self, link: Link) -> str:
        """Return the words that state a link."""
        return self._shown(link.evidence[0], link.target, link.source)

    def more_of_link(self, link: Link) -> Iterator[str]:
        """Yield the words of each further passage that states a link: the one that says where may not be the one that says what."""
        yield from filter(None, (self._shown(passage, link.target, link.source) for passage in link.evidence[1:]))

    def _shown(self, passage_id: str | None, *about: str) -> str:
        passage = self._passages.get(passage_id or "")
        if passage is None:
            return ""
        named = next((m for i in about if (m := self._printed.get((passage.id, i)))), None)
        start, end = (named.start - passage.start, named.end - passage.start) if named else (0, AROUND)
        first, last = max(start - AROUND, 0), min(end + AROUND, start + 3 * AROUND)
        cut = passage.text[first:last].strip()
        return f"   “{'… ' * (first > 0)}{one_line(cut)}{' …' * (last < len(passage.text))}”"


def _short(text: str) -> str:
    flat = one_line(text)
    return flat if len(flat) <= LONGEST_VALUE else flat[: LONGEST_VALUE - 1].rsplit(" ", 1)[0] + " …"


READ = Command(
    name="read",
    summary="say what documents would state, without a database",
    description=(
        "Reads documents and prints what each would state: the event, bodies, people, challenges, ideas and so on, every fact\n"
        "with the words that state it. Nothing is started and nothing is loaded. What is not there, cannot be read, or would be\n"
        "held back by loading is named with the reason, the others are read, and the exit status says so.\n"
        "\n"
        "With --json, each line is one file: `file`, `refused` (null, or why), `text` (the document's normalised text), `nodes`\n"
        "(`id`, `label` and the properties) and `links` (`type`, `source`, `target`, `evidence` and the properties)."
    ),
    example="{program} read reports/imagine-2025.pdf",
    arguments=_arguments,
    run=_read,
)
