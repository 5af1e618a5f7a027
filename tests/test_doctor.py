"""Whatever goes wrong with an installation, the doctor says it in one line, and mends what can be mended."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from bench.world import reports

from api.__main__ import main
from api.settings import Settings
from api.work import checkup
from api.work.checkup import Installation, examine
from api.work.outcome import DONE, FAILED
from graph.connection import Connection
from graph.server.jars import Jar
from graph.store.store import Store
from loaders.curation.suppression import Suppression
from schema.model import GRAPH_MODEL

Told = dict[str, list[tuple[str, str]]]


@pytest.fixture
def home(tmp_path: Path, neo4j_server: Connection, store: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation over the session's Neo4j, in which two reports are loaded."""
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    monkeypatch.setenv("IMAGINE_EMBEDDING", "none")
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    for bundle in reports(2):
        store.load(bundle)
    return tmp_path / "home"


def told(capsys: pytest.CaptureFixture[str], status: int) -> Told:
    """Run the doctor, and return what it said of each part."""
    capsys.readouterr()
    assert main(["doctor", "--json"]) == status
    found: Told = {}
    for one in json.loads(capsys.readouterr().out):
        found.setdefault(one["subject"], []).append((one["state"], one["told"]))
    return found


def test_of_what_is_sound_it_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, DONE)
    assert {state for parts in found.values() for state, _ in parts} == {"sound"}
    assert "2 documents" in found["graph"][0][1]
    assert main(["doctor"]) == DONE
    assert all(line.startswith("sound   ") for line in capsys.readouterr().out.splitlines())


def test_it_says_where_nobody_could_sign_in(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir(exist_ok=True)
    for name, said in (
        ("curators.json", "the file of curators"),
        ("sign-in.sqlite", "who is signed in cannot be looked up"),
    ):
        (home / name).write_text("no such thing\n" * 100)
        [(state, line)] = told(capsys, FAILED)["curators"]
        assert state == "wrong" and said in line
        (home / name).unlink()
    assert told(capsys, DONE)["curators"] == [("sound", "curators who can sign in with a password: 0")]


HARM = {
    "a node changed": "MATCH (n:Challenge) WITH n LIMIT 1 SET n.title = 'Something else'",
    "a node gone": "MATCH (n:Person) WITH n LIMIT 1 DETACH DELETE n",
    "a link gone": "MATCH (:Person)-[r:WORKS_FOR]->() WITH r LIMIT 1 DELETE r",
    "half the graph gone": "MATCH (n) WHERE n:Idea OR n:Passage OR n:Organisation DETACH DELETE n",
    "an index gone": "DROP INDEX search",
    "a constraint gone": "DROP CONSTRAINT person_id",
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM)
def test_a_graph_that_was_harmed_is_mended(
    home: Path, store: Store, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def stored() -> object:
        rows = [store.read(f"MATCH (n:{n.label}) RETURN n {{.*}} AS n ORDER BY n.id") for n in GRAPH_MODEL.nodes]
        links = store.read("MATCH (a)-[r]->(b) RETURN type(r) AS type, a.id AS a, b.id AS b, r {.*} AS r")
        return rows, sorted(links, key=str)

    before = stored()
    with store._session() as session:
        session.run(harm).consume()
    assert {state for state, _ in told(capsys, DONE)["graph"]} == {"mended"}
    assert stored() == before
    assert {state for state, _ in told(capsys, DONE)["graph"]} == {"sound"}


def test_what_nothing_states_is_said_and_left(home: Path, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    with store._session() as session:
        session.run("CREATE (:Person {id: 'person/planted', name: 'Planted'})").consume()
    found = told(capsys, FAILED)["graph"]
    assert any(state == "wrong" and "person/planted" in line for state, line in found)
    assert store.read("MATCH (n:Person {id: 'person/planted'}) RETURN n.id AS id") == [{"id": "person/planted"}]


def _open_list(home: Path) -> None:
    Suppression(bytes(32)).add("Ada North", since="2026-03-01").save(home / "curation" / "suppressed.toml")
    (home / "curation" / "suppressed.toml").chmod(0o644)


def _lost_key(home: Path) -> None:
    _open_list(home)
    (home / "curation" / "suppressed.key").unlink()


def _broken_judgements(home: Path) -> None:
    (home / "curation").mkdir(parents=True)
    (home / "curation" / "judgements.toml").write_text("[[")


def _interrupted(home: Path) -> None:
    home.mkdir(parents=True)
    (home / "restoring").write_text("/backups/one.backup\n")


@pytest.mark.parametrize(
    ("harm", "subject", "state", "words"),
    [
        (_open_list, "home", "mended", "others could read"),
        (_lost_key, "curation", "wrong", "restore it from a backup"),
        (_broken_judgements, "curation", "wrong", "judgements.toml"),
        (_interrupted, "restoring", "wrong", "imagine restore /backups/one.backup --replace"),
    ],
)
def test_a_home_that_was_harmed(
    home: Path, harm: Callable[[Path], None], subject: str, state: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    harm(home)
    found = told(capsys, DONE if state == "mended" else FAILED)
    assert any(s == state and words in line for s, line in found[subject])
    if state == "mended":
        assert (home / "curation" / "suppressed.toml").stat().st_mode & 0o077 == 0


def test_a_database_that_is_not_there_is_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://127.0.0.1:9")
    [(state, line)] = told(capsys, FAILED)["graph"]
    assert state == "wrong" and "does not answer" in line


def test_files_of_neo4j_with_other_bytes_are_removed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    settings = Settings.from_environment(
        {"IMAGINE_HOME": str(tmp_path / "home"), "IMAGINE_BOLT_PORT": "1", "IMAGINE_BROWSER_PORT": "2"}
    )
    jar = Jar(group="g", artifact="neo4j", version="1", classifier="", sha256="0" * 64, size=3)
    monkeypatch.setattr(checkup.jars, "read_lock", lambda: [jar])
    settings.server.jars.mkdir(parents=True)
    (settings.server.jars / jar.name).write_bytes(b"abc")
    it = Installation(server=settings.server, files=settings.files, opened=lambda: pytest.fail("nothing was loaded"))
    found = {one.subject: one for one in examine(it)}
    assert (found["neo4j"].state, found["graph"].told) == ("mended", "nothing was loaded yet")
    assert not (settings.server.jars / jar.name).exists()


def test_a_copy_that_is_damaged_is_named(tmp_path: Path) -> None:
    settings = Settings.from_environment({"IMAGINE_HOME": str(tmp_path / "home")})
    copies = tmp_path / "home" / "documents"
    copies.mkdir(parents=True)
    (copies / "one-0123.bundle").write_bytes(b"rubbish")
    it = Installation(server=settings.server, files=settings.files, opened=lambda: pytest.fail("not asked for here"))
    found = list(checkup._copies(it))
    assert [(state, "one-0123.bundle" in line) for state, line in found] == [("wrong", True)]
