"""The graph as CSV: a table for each label and each relationship type, described for machines.

A ZIP archive: `nodes/Organisation.csv`, `links/OWNS.csv`, ..., `datapackage.json` (a Frictionless
Tabular Data Package, https://specs.frictionlessdata.io) and `csv-metadata.json` (CSV on the Web,
https://www.w3.org/TR/tabular-metadata/). The tables follow RFC 4180 in UTF-8; a list is a JSON array in its cell, and an empty cell
says nothing.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import IO, Any

import orjson

from graph.store.reading import GraphSource
from graph.tables.flat import cells
from schema.declaration import Link, Node
from schema.model import GRAPH_MODEL, LinkType, NodeType

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same tables give the same bytes; ZIP knows no earlier one."""


@dataclass(frozen=True, slots=True)
class _Column:
    name: str
    type: str
    """text, date, integer or texts."""
    meaning: str
    required: bool
    one_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Table:
    path: str
    meaning: str
    columns: tuple[_Column, ...]
    described: NodeType | LinkType


def write_zip(graph: GraphSource, out: IO[bytes]) -> None:
    """Write the archive."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in _files(graph):
            member = zipfile.ZipInfo(path, _LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(member, "w", force_zip64=True) as written:
                written.writelines(content)


def _files(graph: GraphSource) -> Iterator[tuple[str, Iterable[bytes]]]:
    tables = list(_tables())
    yield "datapackage.json", [_json(_package(tables))]
    yield "csv-metadata.json", [_json(_on_the_web(tables))]
    for table in tables:
        yield table.path, _written(table, graph)


def _tables() -> Iterator[_Table]:
    for node_type in GRAPH_MODEL.nodes:
        ident = _Column("id", "text", "Its id.", required=True)
        yield _Table(f"nodes/{node_type.label}.csv", node_type.meaning, (ident, *_columns(node_type)), node_type)
    for link_type in GRAPH_MODEL.links:
        ends = [_Column(end, "text", f"The id of its {end}.", required=True) for end in ("source", "target")]
        evidence = _Column("evidence", "texts", "Ids of the passages that state it.", required=True)
        columns = (*ends, *_columns(link_type), *([evidence] if link_type.evidenced else ()))
        yield _Table(f"links/{link_type.name}.csv", link_type.meaning, columns, link_type)


def _columns(described: NodeType | LinkType) -> Iterator[_Column]:
    for p in described.properties:
        yield _Column(p.name, p.type, p.spec.meaning, p.required, p.spec.one_of)


def _written(table: _Table, graph: GraphSource) -> Iterator[bytes]:
    text = io.StringIO()
    writer = csv.writer(text)
    names = [column.name for column in table.columns]
    writer.writerow(names)
    for row in _rows(table.described, graph):
        writer.writerow([row.get(name) for name in names])
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def _rows(described: NodeType | LinkType, graph: GraphSource) -> Iterator[dict[str, Any]]:
    if isinstance(described, NodeType):
        return (_node_row(node) for node in graph.nodes(described))
    return (_link_row(link) for link in graph.links(described))


def _node_row(node: Node) -> dict[str, Any]:
    return {"id": node.id, **cells(node)}


def _link_row(link: Link) -> dict[str, Any]:
    return {"source": link.source, "target": link.target, **cells(link)}


_FRICTIONLESS = {"text": "string", "date": "string", "integer": "integer", "texts": "array"}


def _package(tables: list[_Table]) -> dict[str, Any]:
    """Describe the tables as a Frictionless package. A date is a string there: a year or month alone is no date to it."""
    return {
        "profile": "tabular-data-package",
        "name": "imagine-graph",
        "title": "Imagine Graph: reports of gatherings as a graph",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": table.path.removesuffix(".csv").replace("/", "-").replace("_", "-").lower(),
                "path": table.path,
                "description": table.meaning,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [_field(c) for c in table.columns],
                    "missingValues": [""],
                    **({"primaryKey": ["id"]} if isinstance(table.described, NodeType) else {}),
                },
            }
            for table in tables
        ],
    }


def _field(column: _Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.one_of:
        constraints["enum"] = list(column.one_of)
    described = {"name": column.name, "type": _FRICTIONLESS[column.type], "description": column.meaning}
    return described | ({"constraints": constraints} if constraints else {})


_DATATYPES = {"text": "string", "date": "string", "integer": "integer", "texts": "json"}


def _on_the_web(tables: list[_Table]) -> dict[str, Any]:
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "tables": [
            {
                "url": table.path,
                "dc:description": table.meaning,
                "tableSchema": {
                    "columns": [
                        {
                            "name": c.name,
                            "titles": c.name,
                            "dc:description": c.meaning,
                            "datatype": _DATATYPES[c.type],
                            "required": c.required,
                        }
                        for c in table.columns
                    ],
                    **({"primaryKey": ["id"]} if isinstance(table.described, NodeType) else {}),
                },
            }
            for table in tables
        ],
    }


def _json(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n"
