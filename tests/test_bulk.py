"""A first load by Neo4j's import tool makes the graph that an ordinary load makes, or none."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bench.reports import write_reports
from bench.world import reports

from api.work.bulk import BulkLoad
from api.work.curation import Curation, CurationFiles
from api.work.loading import Read, load_files, read_files
from api.work.sample import sample_files
from graph.machine import free_ports
from graph.server.home import Home
from graph.server.managed import ManagedServer
from graph.settings import ServerSettings
from graph.store.import_files import ARRAY_DELIMITER, write_import_files
from graph.store.store import Store
from loaders.curation.suppression import Suppression
from schema.errors import CurationError, ServerError, StoreError
from schema.nodes import Organisation

REMOVED = "document/imagine-2024-report"


@pytest.fixture
def settings(tmp_path: Path, jars: Path) -> Iterator[ServerSettings]:
    bolt_port, browser_port = free_ports(2)
    found = ServerSettings(
        home=tmp_path / "home", jars=jars, bolt_port=bolt_port, browser_port=browser_port, embedding="none"
    )
    yield found
    ManagedServer(found).stop()


@pytest.fixture
def files(tmp_path: Path) -> CurationFiles:
    folder = tmp_path / "curation"
    folder.mkdir()
    return CurationFiles(
        judgements=folder / "judgements.toml",
        overrides=folder / "overrides.toml",
        suppressed=folder / "suppressed.toml",
    )


def _read(curation: Curation, folder: Path) -> list[Read]:
    paths = [*sample_files(), *write_reports(folder / "reports", 3)]
    return read_files(paths, force=True, say=_nothing, curation=curation)


def _nothing(_: str) -> None: ...


def _held(store: Store) -> tuple[list[Any], list[Any], list[Any]]:
    """Return every node, every link, and every constraint and index, as Neo4j has them."""
    nodes = store.read(
        "MATCH (n) WHERE NOT n:ImagineGraph RETURN labels(n) AS labels, n {.*, loaded: null} AS properties ORDER BY labels, n.id"
    )
    links = store.read(
        "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS properties "
        "ORDER BY a, type, b, r.printed_order, r.property, r.value, r.start"
    )
    indexes = store.read(
        "SHOW INDEXES YIELD name, type, labelsOrTypes, properties, state, owningConstraint WHERE type <> 'LOOKUP' "
        "RETURN name, type, labelsOrTypes, properties, state, owningConstraint ORDER BY name"
    )
    return nodes, links, indexes


def test_the_graph_is_that_of_an_ordinary_load_and_stays_so(
    store: Store, settings: ServerSettings, files: CurationFiles, tmp_path: Path
) -> None:
    curation = Curation.of(files)
    read = _read(curation, tmp_path)
    list(load_files(store, read, curation=curation))
    done = BulkLoad(settings, files, curation, _nothing).load(read)
    assert [one.document for one in done] == [one.document for one in read]
    assert {path.name for path in settings.home.iterdir()} == {"neo4j", "documents"}
    with closing(ManagedServer(settings).use()) as connection, Store(connection) as bulk:
        bulk.prepare()  # which finds the copies to be those of this graph
        assert len(list((settings.home / "documents").glob("*.bundle"))) == len(read)
        for ours, theirs in zip(_held(bulk), _held(store), strict=True):
            assert len(ours) > 20
            assert ours == theirs
        for one in (bulk, store):
            one.remove(REMOVED)
        for ours, theirs in zip(_held(bulk), _held(store), strict=True):
            assert ours == theirs
        assert not bulk.faults()
    with pytest.raises(StoreError, match="--bulk is for a first load"):
        BulkLoad(settings, files, curation, _nothing)


def test_it_is_refused_where_another_server_is_named(settings: ServerSettings, files: CurationFiles) -> None:
    with pytest.raises(ServerError, match="NEO4J_URI names another"):
        BulkLoad(replace(settings, uri="bolt://127.0.0.1:1"), files, Curation.of(files), _nothing)


def test_nothing_is_loaded_where_somebody_is_left_out_meanwhile(
    settings: ServerSettings, files: CurationFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    curation = Curation.of(files)
    bulk = BulkLoad(settings, files, curation, _nothing)
    made = Home(settings.home / "bulk")

    def make(_: object, home: Home) -> list[Any]:
        (home.neo4j / "data").mkdir(parents=True)
        Suppression.load(files.suppressed).add("Ada North", since="2026-11-27").save(files.suppressed)
        return []

    monkeypatch.setattr(bulk, "_make", make)
    with pytest.raises(CurationError, match="changed meanwhile, so nothing was loaded"):
        bulk.load([])
    assert not made.root.exists()
    assert not Home(settings.home).has_store()


@pytest.mark.parametrize("interrupted_after", [0, 1, 2, 3])
def test_what_is_made_takes_its_place_also_after_an_interruption(tmp_path: Path, interrupted_after: int) -> None:
    home = Home(tmp_path)
    new = Home(home.ready)
    for one, content in ((home, "old"), (new, "new")):
        for place in (one.neo4j / "data" / "databases" / "x", one.documents / "x", one.password_file):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(content)
    renames = 0

    def rename(path: Path, target: Path) -> Path:
        nonlocal renames
        if renames == interrupted_after:
            raise KeyboardInterrupt
        renames += 1
        return path.replace(target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        if interrupted_after < 3:
            with pytest.raises(KeyboardInterrupt):
                home.take_over()
            assert home.has_store()
    home.take_over()
    places = (home.neo4j / "data" / "databases" / "x", home.documents / "x", home.password_file)
    assert [place.read_text() for place in places] == ["new"] * 3
    assert not home.ready.exists()


def test_a_value_that_would_read_as_two_is_refused(tmp_path: Path) -> None:
    bundle = next(reports(1))
    organisation = next(n for n in bundle.facts.nodes.values() if isinstance(n, Organisation))
    passage = next(iter(bundle.passages))
    bundle.state(replace(organisation, aliases=(f"one{ARRAY_DELIMITER}two",)), passage)
    with pytest.raises(StoreError, match=r"U\+001F"):
        write_import_files([bundle], tmp_path)
