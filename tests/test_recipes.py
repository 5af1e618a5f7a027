"""CONTRIBUTING's recipes hold: in a copy of the program, a new node type, relationship or format is followed by everything else.

Nothing but the files that the recipes name is touched, and no more of them than the recipes say.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from graph.connection import Connection
from graph.store.store import Store

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("schema", "loaders", "graph", "api", "queries")

NODE = '''
@dataclass(slots=True, kw_only=True)
class Risk(Node):
    """Something that could go wrong."""

    title: Annotated[str, Spec("What it is, as printed.", "schema:name", display=True, search=True, index=True)]

    term: ClassVar[str] = "ig:Risk"
    plural: ClassVar[str] = "risks"


NODES:'''
LINK = '''
@dataclass(slots=True, kw_only=True)
class Threatens(Link):
    """The risk would harm the event."""

    type: ClassVar[str] = "THREATENS"
    ends: ClassVar[tuple[Ends, ...]] = (Ends("Risk", "Event", "threatens", "risks", least=1),)
    term: ClassVar[str] = "ig:threatens"


LINKS:'''
RULE = '''"""Risks: paragraphs that begin with the word."""

from loaders.context import Context
from loaders.rules.challenges.ideas import block_span
from schema.ids import make_id
from schema.links import Threatens
from schema.nodes import Risk


def state_risks(context: Context) -> None:
    """State the risks that the document names."""
    for block in context.text.blocks:
        if block.text.startswith("Risk: ") and context.event:
            title = block.text.removeprefix("Risk: ")
            risk = Risk(id=make_id("risk", title), title=title)
            context.state(risk, block)
            context.add(Threatens(source=risk.id, target=context.event, evidence=context.evidence(block)))
            context.mention(risk.id, block_span(block))
            context.claim("risks", block)
'''
REPORT = """# Harbour Gathering 2024: a report

Harbour Gathering 2024 took place at Marsden Town Hall on 3 May 2024.

Risk: The pier may flood at spring tide.

## Challenge area: Homelessness – rooms for apprentices

### Challenge owners

Ada North, *Head of Housing, Marsden Council*

### Ideas

1. Rent spare rooms to apprentices.
"""
QUESTION = """{
  risks { nodes { title threatens { edges { node { name } evidence { text } } } mentionedIn { totalCount } } }
  events { nodes { risks { nodes { title } } } }
  search(text: "pier", kinds: [Risk]) { nodes { id displayName } }
}"""
PROBE = f"""
import asyncio, io, json, os, sys
from pathlib import Path
from api.gql.execute import Executor, Request
from api.gql.served import DERIVED
from api.gql.types import sdl
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from graph.connection import Connection
from graph.dumps.export import Dump, write
from graph.dumps.formats import format_of
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.reference import page

DERIVED.write_text(sdl(), encoding="utf-8")  # as 'make generate' does
connection = Connection(**json.loads(os.environ["PROBED"]))
with Store(connection) as store:
    store.prepare()
    list(load_files(store, read_files([Path(sys.argv[1])], force=False, say=lambda line: None, curation=Curation())))
    store.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    runner = QueryRunner(connection)
    answer = asyncio.run(Executor(runner).execute(Request(query={QUESTION!r})))
    runner.close()
    rdf = io.BytesIO()
    write(store, Dump(format=format_of("ttl"), base="http://127.0.0.1:8000/"), rdf, lambda line: None)
    constraints = store.read("SHOW CONSTRAINTS YIELD name, labelsOrTypes WHERE 'Risk' IN labelsOrTypes RETURN name")
    print(json.dumps({{
        "answer": json.loads(answer.body),
        "constraints": [row["name"] for row in constraints],
        "sdl": sdl(),
        "rdf": rdf.getvalue().decode(),
        "page": page(),
    }}))
"""

FORMAT = '''"""Gemini pages: lines, each of a kind that its first characters say."""

from loaders.formats.building import Run
from loaders.formats.flow import BULLET, Flow
from loaders.formats.source import Format, Source


def read(source: Source):
    flow = Flow(source.name)
    for line in source.prose.splitlines():
        if line.startswith("# "):
            flow.heading([Run(line[2:])], 1)
        elif line.startswith("* "):
            flow.item([Run(line[2:])], level=0, marker=BULLET)
        else:
            flow.paragraph([Run(line.removeprefix("=> "))])
    return flow.build(sha256=source.sha256, media_type=FORMAT.media_type)


FORMAT = Format(
    name="Gemini",
    endings=(".gmi",),
    media_type="text/gemini",
    sniff=lambda s: s.ending == ".gmi",
    read=read,
)
'''
READ = """
import json, sys
from api.cli import documents
from loaders.sources import read_file, sources

[source] = sources([sys.argv[1]])
text = read_file(source)
print(json.dumps({"blocks": [[b.kind.value, b.text] for b in text.blocks], "help": documents.LOAD.description}))
"""


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Put one text in the place of another, which must be there once."""
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, f"{path.name} has {old!r} {text.count(old)} times"
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.fixture
def connection(store: Store, neo4j_server: Connection) -> Iterator[Connection]:
    """The session's Neo4j without a full-text index, which the copy makes for its own labels; nothing of the copy's stays."""
    with GraphDatabase.driver(neo4j_server.uri, auth=(neo4j_server.user, neo4j_server.password)) as driver:
        driver.execute_query("DROP INDEX search IF EXISTS", database_=neo4j_server.database)
        yield neo4j_server
        for statement in (
            "DROP CONSTRAINT risk_id IF EXISTS",
            "DROP INDEX risk_title IF EXISTS",
            "DROP INDEX search IF EXISTS",
        ):
            driver.execute_query(statement, database_=neo4j_server.database)


def test_everything_follows_from_a_new_node_type_and_relationship(copy: Path, connection: Connection) -> None:
    before = contents(copy)
    add_node_type(copy)
    add_relationship(copy)
    (copy / "loaders" / "rules" / "risks.py").write_text(RULE, encoding="utf-8")
    edit(
        copy / "loaders" / "extract.py",
        (
            "from loaders.rules.events.speakers",
            "from loaders.rules.risks import state_risks\nfrom loaders.rules.events.speakers",
        ),
        ("from schema.links import (\n", "from schema.links import (\n    Threatens,\n"),
        ("from schema.nodes import (\n", "from schema.nodes import (\n    Risk,\n"),
        (
            "    Rule(ignore_imprint),\n",
            "    Rule(state_risks, gives=frozenset({Risk, Threatens}), needs=frozenset({Event})),\n    Rule(ignore_imprint),\n",
        ),
    )
    touched = {name for name, content in contents(copy).items() if before.get(name) != content}
    assert touched == {"schema/nodes.py", "schema/links.py", "loaders/rules/risks.py", "loaders/extract.py"}
    found = probe(copy, connection)
    assert found["constraints"] == ["risk_id"]
    risk = {"title": "The pier may flood at spring tide."}
    stated = {
        "node": {"name": "Harbour Gathering 2024"},
        "evidence": [{"text": "Risk: The pier may flood at spring tide."}],
    }
    assert "errors" not in found["answer"]
    data = found["answer"]["data"]
    assert data["risks"]["nodes"] == [risk | {"threatens": {"edges": [stated]}, "mentionedIn": {"totalCount": 1}}]
    assert data["events"]["nodes"] == [{"risks": {"nodes": [risk]}}]
    assert [n["displayName"] for n in data["search"]["nodes"]] == [risk["title"]]
    assert "type Risk implements" in found["sdl"]
    assert "Something that could go wrong." in found["sdl"]
    assert "ig:Risk" in found["rdf"]
    assert "ig:threatens" in found["rdf"]
    for heading in ("### Risk", "### THREATENS", "Risk -->|THREATENS| Event"):
        assert heading in found["page"]


def add_node_type(copy: Path) -> None:
    edit(copy / "schema" / "nodes.py", ("\nNODES:", NODE), ("    Reference,\n)", "    Reference,\n    Risk,\n)"))


def add_relationship(copy: Path) -> None:
    edit(copy / "schema" / "links.py", ("\nLINKS:", LINK), ("    RefersTo,\n)", "    RefersTo,\n    Threatens,\n)"))


def contents(copy: Path) -> dict[str, bytes]:
    """Return every file of the copy by its path."""
    return {str(p.relative_to(copy)): p.read_bytes() for room in ROOMS for p in (copy / room).rglob("*") if p.is_file()}


def probe(copy: Path, connection: Connection) -> dict[str, Any]:
    """Load a report in the copy and return what its rooms make of it."""
    report = copy / "harbour.md"
    report.write_text(REPORT, encoding="utf-8")
    reached = {name: getattr(connection, name) for name in ("uri", "user", "password", "database")}
    environment = os.environ | {"PYTHONPATH": str(copy), "PROBED": json.dumps(reached)}
    return run(copy, PROBE, report, environment)


def run(copy: Path, program: str, path: Path, environment: dict[str, str]) -> dict[str, Any]:
    ran = subprocess.run(
        [sys.executable, "-P", "-c", program, str(path)],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_a_format_is_one_file_and_its_line_in_the_table(copy: Path) -> None:
    before = contents(copy)
    (copy / "loaders" / "formats" / "gemini.py").write_text(FORMAT, encoding="utf-8")
    edit(
        copy / "loaders" / "formats" / "table.py",
        ("epub, html", "epub, gemini, html"),
        ("    html.FORMAT,\n", "    gemini.FORMAT,\n    html.FORMAT,\n"),
    )
    touched = {name for name, content in contents(copy).items() if before.get(name) != content}
    assert touched == {"loaders/formats/gemini.py", "loaders/formats/table.py"}
    (copy / "pages").mkdir()
    (copy / "pages" / "harbour.gmi").write_text("# Harbour\n* Boats\nWords.\n", encoding="utf-8")
    found = run(copy, READ, copy / "pages", os.environ | {"PYTHONPATH": str(copy)})
    assert found["blocks"] == [["heading", "Harbour"], ["item", "Boats"], ["paragraph", "Words."]]
    assert "Gemini" in found["help"]
