"""The Neo4j Browser as the managed Neo4j serves it: in Chromium, with the style sheet and the saved queries."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from npm import installed, run

from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.neo4j_browser import GUIDE, SAVED_QUERIES, STYLE_SHEET, saved_query, style_sheet
from api.work.sample import sample_files
from graph.connection import Connection
from graph.store.query_library import questions
from graph.store.store import Store
from schema.model import GRAPH_MODEL

ROOT = Path(__file__).resolve().parents[2]


def test_an_analyst_finds_colours_questions_and_no_way_to_write_by_mistake(
    store: Store, neo4j_server: Connection
) -> None:
    """Nothing is fetched from elsewhere: the page's policy refuses what it would ask for."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    if neo4j_server.browser is None:
        pytest.skip("the session's Neo4j is not the managed one, whose Browser this is about")
    folder = installed(Path(__file__).parent / "browser")
    list(load_files(store, read_files(sample_files(), force=False, say=print, curation=Curation())))
    address, question = neo4j_server.browser, saved_query(9, GUIDE[8])
    files = (str(STYLE_SHEET), str(SAVED_QUERIES))
    told = json.loads(run(folder, "node", "neo4j.mjs", address, neo4j_server.password, chromium, *files, question))
    assert told["elsewhere"] == []
    assert {"https://elsewhere.invalid/", "http://elsewhere.invalid/"} <= set(told["refused"])
    assert told["writing"].startswith("Writing in read access mode not allowed")
    assert [name.partition(". ")[0] for name in told["favourites"]] == [f"{n:02}" for n in range(1, len(GUIDE) + 1)]
    colours = {rule.split(";")[0].split()[-1] for rule in style_sheet().split("  color: ")[1:]}
    assert len(set(told["fills"])) > 5
    assert set(told["fills"]) <= colours
    named = [caption for caption in told["captions"] if caption.startswith("Manchester C")]
    assert named
    assert all(told["captions"])
    assert all(
        caption == "Manchester City Council" or caption.endswith("…") for caption in named
    )  # cut where no more fits


def test_the_style_sheet_names_every_label() -> None:
    for node in GRAPH_MODEL.nodes:
        assert f"node.{node.label} {{" in style_sheet()


def test_the_guide_shows_every_question_as_it_is_saved() -> None:
    page = (ROOT / "docs" / "browser.md").read_text(encoding="utf-8")
    assert sorted(f"questions/{name}" for name in GUIDE) == questions()
    with zipfile.ZipFile(SAVED_QUERIES) as archive:
        saved = [archive.read(name).decode() for name in archive.namelist()]
    places = [page.index(f"```cypher\n{text}```") for text in saved]
    assert places == sorted(places)
    assert len(saved) == len(GUIDE) == page.count("```cypher")
