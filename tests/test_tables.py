"""Tables and networks hold the graph: read back by other programs' readers, nothing is lost."""

import csv
import io
import json
import re
import zipfile
from typing import Any

import networkx
import pytest
from bench.world import reports
from dumped import dumped
from facts import libraries
from hypothesis import given, settings
from lxml import etree

from graph.dumps.export import Dump, write_content
from graph.dumps.formats import format_of
from graph.store.reading import StatementsReading
from graph.tables.csv_tables import write_zip
from graph.tables.flat import display
from schema.bundle import Bundle, Statements, merge
from schema.model import GRAPH_MODEL, properties_of

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"


def test_no_property_has_a_name_that_tables_give_another_meaning() -> None:
    for described, taken in (
        (GRAPH_MODEL.nodes, {"id", "type", "label"}),
        (GRAPH_MODEL.links, {"id", "label", "evidence", "source", "target"}),
    ):
        assert not taken & {p.name for thing in described for p in thing.properties}


def zipped(facts: Statements) -> zipfile.ZipFile:
    out = io.BytesIO()
    write_zip(StatementsReading(facts), out)
    return zipfile.ZipFile(out)


def values(described: Any, row: dict[str, str]) -> dict[str, Any]:
    """A row's cells as values, as the declaration types them."""
    readers = {"text": str, "date": str, "integer": int, "texts": json.loads}
    types = {p.name: readers[p.type] for p in described.properties} | {"evidence": json.loads}
    return {name: types.get(name, str)(cell) for name, cell in row.items() if cell != ""}


def as_read(thing: Any) -> dict[str, Any]:
    found = {k: list(v) if isinstance(v, tuple) else v for k, v in properties_of(thing).items()}
    if getattr(thing, "evidence", ()):
        found["evidence"] = list(thing.evidence)
    return found


@settings(max_examples=10)
@given(libraries())
def test_the_tables_hold_every_node_and_link(library: list[Bundle]) -> None:
    facts = merge(library)
    with zipped(facts) as archive:
        package = json.loads(archive.read("datapackage.json"))
        found: dict[str, list[dict[str, Any]]] = {}
        for resource in package["resources"]:
            text = archive.read(resource["path"]).decode("utf-8")
            rows = list(csv.DictReader(io.StringIO(text, newline="")))
            assert text.splitlines()[0].split(",") == [f["name"] for f in resource["schema"]["fields"]]
            found[resource["path"]] = [dict(row) for row in rows]
        assert sorted(archive.namelist()) == sorted([*found, "datapackage.json", "csv-metadata.json"])
    for node_type in GRAPH_MODEL.nodes:
        expected = [{"id": n.id} | as_read(n) for n in facts.sorted_nodes() if isinstance(n, node_type.python)]
        assert [values(node_type, row) for row in found[f"nodes/{node_type.label}.csv"]] == expected
    for link_type in GRAPH_MODEL.links:
        links = [k for k in facts.links.values() if isinstance(k, link_type.python)]
        rows = [values(link_type, row) for row in found[f"links/{link_type.name}.csv"]]
        expected = [{"source": k.source, "target": k.target} | as_read(k) for k in links]
        assert sorted(rows, key=str) == sorted(expected, key=str)


def test_both_descriptions_fit_the_tables() -> None:
    """By what the specifications ask: unique names, known types, a column for each cell, keys that are unique."""
    with zipped(merge(reports(1))) as archive:
        package, web = (json.loads(archive.read(n)) for n in ("datapackage.json", "csv-metadata.json"))
        rows = {
            n: list(csv.reader(io.StringIO(archive.read(n).decode(), newline="")))
            for n in archive.namelist()
            if n.endswith(".csv")
        }
    assert web["@context"][0] == "http://www.w3.org/ns/csvw"
    assert [t["url"] for t in web["tables"]] == [r["path"] for r in package["resources"]]
    names = [r["name"] for r in package["resources"]]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in [*names, package["name"]])
    for resource, table in zip(package["resources"], web["tables"], strict=True):
        head, *body = rows[resource["path"]]
        fields, columns = resource["schema"]["fields"], table["tableSchema"]["columns"]
        assert head == [f["name"] for f in fields] == [c["name"] for c in columns]
        for field, column, cells in zip(
            fields, columns, zip(*body, strict=True) if body else [()] * len(fields), strict=True
        ):
            assert (field["type"], column["datatype"]) in {
                ("string", "string"),
                ("integer", "integer"),
                ("array", "json"),
            }
            constraints = field.get("constraints", {})
            assert constraints.get("required", False) == column["required"]
            if column["required"]:
                assert "" not in cells
            if "enum" in constraints:
                assert set(cells) <= {*constraints["enum"], ""}
            if field["type"] == "array":
                assert all(isinstance(json.loads(cell), list) for cell in cells if cell)
            if field["type"] == "integer":
                assert all(re.fullmatch(r"\d*", cell) for cell in cells)
        if "primaryKey" in resource["schema"]:
            assert len({row[0] for row in body}) == len(body)


@settings(max_examples=10)
@given(libraries())
def test_networkx_reads_the_whole_graph(library: list[Bundle]) -> None:
    facts = merge(library)
    network = networkx.read_graphml(io.BytesIO(dumped(library, "graphml").encode()), force_multigraph=True)
    assert network.is_directed()
    nodes = {data["id"]: data for _, data in network.nodes(data=True)}
    assert set(nodes) == set(facts.nodes)
    for node in facts.nodes.values():
        data = dict(nodes[node.id])
        assert data.pop("label") == display(node)
        assert data.pop("type") == GRAPH_MODEL.node_type(node).label
        assert values(GRAPH_MODEL.node_type(node), {k: str(v) for k, v in data.items()}) == {"id": node.id} | as_read(
            node
        )
    found = []
    for source, target, data in network.edges(data=True):
        label = data.pop("label")
        ends = {"source": network.nodes[source]["id"], "target": network.nodes[target]["id"]}
        found.append((label, ends | values(GRAPH_MODEL.link(label), {k: str(v) for k, v in data.items() if k != "id"})))
    expected = [(k.type, {"source": k.source, "target": k.target} | as_read(k)) for k in facts.links.values()]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_graphml_keeps_its_schema() -> None:
    """Its structure, and the types of its attributes: ids are NMTOKENs and unique, ends are there, keys are declared."""
    root = etree.fromstring(dumped(list(reports(1)), "graphml").encode())
    assert root.tag == f"{GRAPHML}graphml"
    keys = {k.get("id"): k for k in root.findall(f"{GRAPHML}key")}
    [graph] = root.findall(f"{GRAPHML}graph")
    assert [child.tag for child in root] == [f"{GRAPHML}key"] * len(keys) + [f"{GRAPHML}graph"]
    assert all(k.get("for") in ("node", "edge") and k.get("attr.type") in ("string", "long") for k in keys.values())
    ids = [e.get("id") for e in graph]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[\w.:\-]+", i) for i in [*ids, *keys, graph.get("id")])
    for element in graph:
        assert element.tag in (f"{GRAPHML}node", f"{GRAPHML}edge")
        kind = element.tag.removeprefix(GRAPHML)
        if kind == "edge":
            assert {element.get("source"), element.get("target")} <= set(ids)
        for data in element:
            assert data.tag == f"{GRAPHML}data"
            assert keys[data.get("key")].get("for") == kind
        used = [data.get("key") for data in element]
        assert len(set(used)) == len(used)


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\ufffe", "<&>]]>", "\U0001f600", "\r\n\t"])
def test_what_xml_cannot_say_is_left_out_of_graphml(character: str) -> None:
    bundle = next(reports(1))
    document = bundle.facts.nodes[bundle.document]
    document.title = f"before{character}after"  # type: ignore[attr-defined]
    network = networkx.read_graphml(io.BytesIO(dumped([bundle], "graphml").encode()), force_multigraph=True)
    [title] = [data["title"] for _, data in network.nodes(data=True) if data["type"] == "Document"]
    assert title.startswith("before") and title.endswith("after")
    if character in ("<&>]]>", "\U0001f600"):
        assert title == document.title  # type: ignore[attr-defined]


@settings(max_examples=10)
@given(libraries())
def test_json_graph_holds_every_node_and_link(library: list[Bundle]) -> None:
    facts = merge(library)
    read = json.loads(dumped(library, "jsongraph"))
    assert set(read) == {"graph"}
    assert set(read["graph"]) == {"id", "type", "label", "directed", "nodes", "edges"}
    assert read["graph"]["directed"] is True
    assert read["graph"]["nodes"] == {
        n.id: {"label": display(n), "metadata": {"type": GRAPH_MODEL.node_type(n).label} | as_read(n)}
        for n in facts.nodes.values()
    }
    expected = [
        {"source": k.source, "relation": k.type, "target": k.target, "metadata": as_read(k)}
        for k in facts.links.values()
    ]
    assert sorted(read["graph"]["edges"], key=str) == sorted(expected, key=str)


def test_a_graph_of_nothing_is_one() -> None:
    for name in ("csv", "graphml", "jsongraph"):
        out = io.BytesIO()
        write_content(Dump(format=format_of(name), base="http://x/"), StatementsReading(Statements()), (), out)
        assert out.getvalue()
    assert json.loads(dumped([], "jsongraph"))["graph"]["edges"] == []
    assert not networkx.read_graphml(io.BytesIO(dumped([], "graphml").encode())).nodes
