"""Writes the graph of many bundles as the CSV files that `neo4j-admin database import` reads, for the first load of a large corpus.

What comes of it is what `Store.load` would have written, bundle after bundle: the same nodes, links, terms and printed order.
What only one document can state goes to its file at once; what several may state is sorted on the disk first, so that the claims
about one thing come together: memory is needed for one bundle, and for what `Sorter` holds.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO

import orjson

from graph.sorting import Sorter
from graph.store.printed_order import PRINTED_ORDER, VALUE_ORDER, PrintedOrder
from graph.store.terms import OWN_PROPERTIES, outside_reports, terms_of
from schema.bundle import Bundle, Statements
from schema.declaration import Link, Node
from schema.errors import StoreError
from schema.ids import kind_of
from schema.model import GRAPH_MODEL, LinkType, NodeType, properties_of

ARRAY_DELIMITER = "\x1f"
"""Stands between the values of a list: ASCII's own separator of units, which no printed text holds."""
_TYPES = {"text": "string", "date": "string", "integer": "long", "texts": "string[]"}
_EVIDENCE = "evidence"


def write_import_files(bundles: Iterable[Bundle], folder: Path) -> list[str]:
    """Write the files into a folder, and return the arguments by which the import tool is told of them.

    Raises StoreError where a value cannot be written so, and ImagineError where statements break the contract.
    """
    try:
        with ExitStack() as files:
            tables = _Tables(folder, files)
            shared = Sorter(folder)
            for bundle in bundles:
                bundle.check()
                _write_bundle(bundle, tables, shared)
            for _, lines in groupby(shared, key=lambda line: line.partition("\t")[0]):
                _write_joined([orjson.loads(line.partition("\t")[2]) for line in lines], tables)
            return tables.arguments()
    except OSError as e:
        raise StoreError(f"{folder} cannot be written ({e.strerror}); make room and try again") from e


def _write_bundle(bundle: Bundle, tables: "_Tables", shared: Sorter) -> None:
    facts, own = bundle.facts, bundle.own_ids()
    printed, outside = PrintedOrder(facts, {}), outside_reports(facts)
    for i, node in facts.nodes.items():
        if i in own:
            tables.put_node(node, printed, outside_reports=i in outside)
            continue
        shared.add(_line(i, {"node": _plain(node), "outside": i in outside, "stating": printed.stating(i)}))
    for key, link in facts.links.items():
        if link.source in own or link.target in own:
            tables.put_link(link, printed)
            continue
        told = {
            "link": [key[0], link.source, link.target, _plain(link), list(link.evidence)],
            "orders": printed.evidence(link),
            "named": printed.mentions(link),
        }
        shared.add(_line(key, told))


def _write_joined(claims: list[dict[str, Any]], tables: "_Tables") -> None:
    """Write the node or link that all of these claims are about."""
    joined = Statements()
    if "node" in claims[0]:
        stating: dict[str, int] = {}
        for claim in claims:
            joined.add(_node(claim["node"]))
            stating |= claim["stating"]
        [node] = joined.nodes.values()
        printed = PrintedOrder(joined, stating, [(node.id, p) for p in stating])
        tables.put_node(node, printed, outside_reports=any(claim["outside"] for claim in claims))
        return
    orders: dict[str, int] = {}
    named: list[tuple[str, str, int]] = []
    for claim in claims:
        joined.add(_link(claim["link"]))
        orders |= claim["orders"]
        named += [(p, end, start) for p, end, start in claim["named"]]
    [link] = joined.links.values()
    tables.put_link(link, PrintedOrder(Statements(), orders, mentions=named))


def _line(key: Any, told: dict[str, Any]) -> str:
    return f"{orjson.dumps(key).decode()}\t{orjson.dumps(told).decode()}"


def _plain(thing: Node | Link) -> dict[str, Any]:
    own = {"id": thing.id} if isinstance(thing, Node) else {}
    return {**own, **properties_of(thing)}


def _node(values: dict[str, Any]) -> Node:
    node_type = GRAPH_MODEL.node(kind_of(values["id"]))
    return node_type.python(id=values["id"], **_attributes(node_type, values))


def _link(told: list[Any]) -> Link:
    name, source, target, values, evidence = told
    link_type = GRAPH_MODEL.link(name)
    return link_type.python(source=source, target=target, evidence=tuple(evidence), **_attributes(link_type, values))


def _attributes(described: NodeType | LinkType, values: dict[str, Any]) -> dict[str, Any]:
    named = described.attributes
    return {named[k]: tuple(v) if isinstance(v, list) else v for k, v in values.items() if k in named}


class _Tables:
    """The files: one for each label and relationship type, open for as long as `files` is."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self._folder, self._files = folder, files
        self._open: dict[str, tuple[TextIO, tuple[str, ...]]] = {}

    def put_node(self, node: Node, printed: PrintedOrder, *, outside_reports: bool) -> None:
        node_type, values = GRAPH_MODEL.node_type(node), properties_of(node)
        row = {**values, **terms_of(node_type, values, outside_reports=outside_reports), **printed.of_node(node)}
        self._put(f"nodes={node_type.label}", {"id:ID": node.id}, row, node_type)

    def put_link(self, link: Link, printed: PrintedOrder) -> None:
        link_type = GRAPH_MODEL.link_type(link)
        row = {**properties_of(link), **printed.of_link(link)}
        self._put(f"relationships={link_type.name}", {":START_ID": link.source, ":END_ID": link.target}, row, link_type)

    def arguments(self) -> list[str]:
        """Return what the import tool is told, file by file."""
        return [f"--{name}={self._place(name)}" for name in sorted(self._open)]

    def _put(self, name: str, keys: dict[str, str], row: dict[str, Any], described: NodeType | LinkType) -> None:
        if name not in self._open:
            columns = _columns(described)
            file: TextIO = self._files.enter_context(self._place(name).open("w", encoding="utf-8", newline="\n"))
            file.write(",".join([*keys, *(f"{column}:{kind}" for column, kind in columns.items())]) + "\n")
            self._open[name] = file, tuple(columns)
        file, names = self._open[name]
        file.write(",".join([*map(_cell, keys.values()), *(_cell(row.get(column)) for column in names)]) + "\n")

    def _place(self, name: str) -> Path:
        return self._folder / f"{name.replace('=', '-')}.csv"


def _columns(described: NodeType | LinkType) -> dict[str, str]:
    """Return the type of each column after the keys, by its name."""
    stated = {p.name: _TYPES[p.type] for p in described.properties}
    if isinstance(described, LinkType):
        return {**stated, _EVIDENCE: "string[]", PRINTED_ORDER: "string"}
    orders = [VALUE_ORDER.format(p.name) for p in described.properties if p.has_sort_key]
    return {**stated, **dict.fromkeys((*OWN_PROPERTIES, PRINTED_ORDER, *orders), "string")}


def _cell(value: Any) -> str:
    """Return a value as the tool reads it: an empty field is none, and a text stands between quotation marks."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        if any(ARRAY_DELIMITER in one for one in value):
            raise StoreError(
                f"{value[0][:80]!r} holds the control character U+001F, which a bulk load cannot write; load without --bulk"
            )
        value = ARRAY_DELIMITER.join(value)
    text: str = value
    return '"' + text.replace('"', '""') + '"'
