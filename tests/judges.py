"""Validators that no one here wrote: Jena, ROBOT with HermiT, and where Debian's packages are there, rapper and serdi.

Jena and ROBOT are fetched once, pinned like the jars of Neo4j, into a folder beside them. A Java program takes a second to
start: give each judge all files of a test at once. Where a judge is not there, the test that asks for it is skipped and says so.

    python -m tests.judges      moves to other versions, after changing those below
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse

from api.settings import Settings
from graph.server import java
from graph.server.jars import fetch, read_lock
from graph.server.relock import relock
from schema.errors import ServerError

HERE = Path(__file__).parent
JENA = HERE / "jena.lock"
ROBOT = HERE / "robot.lock"
SECONDS = 600
Judge = Callable[..., None]
"""Reads files, and fails the test that asks it where it finds a fault."""

# What each Debian program calls the syntax of an ending.
RAPPER = {".nt": "ntriples", ".nq": "nquads", ".ttl": "turtle", ".trig": "trig", ".rdf": "rdfxml"}
SERDI = {".nt": "NTriples", ".nq": "NQuads", ".ttl": "Turtle", ".trig": "TriG"}


def riot(*files: Path) -> None:
    """Jena's riot reads each file strictly, without an error or a warning; the syntax is told by the ending."""
    answer = _jena("riotcmd.riot", "--strict", "--validate", *map(str, files))
    assert answer.returncode == 0 and not answer.stderr.strip(), _complaint("riot", answer)


def riot_nquads(file: Path) -> bytes:
    """One file as Jena reads it, written by Jena as N-Quads."""
    answer = _jena("riotcmd.riot", "--output=nquads", str(file))
    assert answer.returncode == 0, _complaint("riot", answer)
    return answer.stdout.encode()


def arq(query: Path, data: Path) -> str:
    """What Jena's query engine answers to a SELECT over a file of quads: SPARQL results in JSON."""
    answer = _jena("arq.sparql", "--data", str(data), "--query", str(query), "--results=JSON")
    assert answer.returncode == 0, _complaint("arq", answer)
    return answer.stdout


def shacl(shapes: Path, data: Path) -> list[str]:
    """What Jena SHACL finds: one line for each violation, its focus node first; empty when the data conforms."""
    answer = _jena("shacl.shacl", "validate", "--text", "--shapes", str(shapes), "--data", str(data))
    assert answer.returncode == 0, _complaint("shacl", answer)  # it exits with 0 whatever it finds
    words = " ".join(answer.stdout.split())
    return [] if words == "Conforms" else [found.strip() for found in words.split("Node=") if found]


def hermit(ontology: Path) -> None:
    """ROBOT finds the ontology consistent under HermiT, and no class of it unsatisfiable."""
    output = ontology.with_suffix(".reasoned.owl")
    answer = _run_java(
        ROBOT, "org.obolibrary.robot.CommandLineInterface",
        "reason", "--reasoner", "HermiT", "--input", str(ontology), "--output", str(output),
    )  # fmt: skip
    assert answer.returncode == 0 and output.is_file(), _complaint("robot", answer)


def owl_dl(ontology: Path) -> None:
    """ROBOT finds the ontology in the profile OWL 2 DL, and nothing in it to be called an error."""
    robot, profile, report = "org.obolibrary.robot.CommandLineInterface", *map(ontology.with_suffix, (".dl", ".tsv"))
    for command in (
        ("validate-profile", "--profile", "DL", "--input", str(ontology), "--output", str(profile)),
        ("report", "--fail-on", "ERROR", "--input", str(ontology), "--output", str(report)),
    ):
        answer = _run_java(ROBOT, robot, *command)
        assert answer.returncode == 0, _complaint("robot", answer)


def rapper(*files: Path) -> None:
    """Rapper reads each file whose syntax it knows, without a complaint."""
    for file in files:
        if file.suffix in RAPPER:
            _debian("rapper", "raptor2-utils", "--quiet", "--count", "--input", RAPPER[file.suffix], str(file))


def serdi(*files: Path) -> None:
    """Serdi reads each file whose syntax it knows, strictly and without a complaint."""
    for file in files:
        if file.suffix in SERDI:
            _debian("serdi", "serdi", "-i", SERDI[file.suffix], "-o", "NQuads", str(file))


def canonical(content: bytes, syntax: RdfFormat) -> str:
    """The quads in the canonical form of RDFC-1.0: two contents are isomorphic exactly when theirs are equal."""
    dataset = Dataset(parse(content, format=syntax))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return "".join(sorted(f"{quad} .\n" for quad in dataset))


def _jena(main: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return _run_java(JENA, main, *arguments)


def _run_java(lock: Path, main: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program, path = _class_path(lock)
    # One processor's worth of compiling and the simplest collector: these run for a second or two.
    flags = (
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx1g",
        "-Dfile.encoding=UTF-8",
        "-Djava.awt.headless=true",
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    )
    quiet = ("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow")
    return _run([str(program.program), *flags, *(quiet if program.major >= 24 else ()), "-cp", path, main, *arguments])


@cache
def _class_path(lock: Path) -> tuple[java.Java, str]:
    try:
        folder = Settings.from_environment().server.jars.with_name("judges")
        return java.find(), ":".join(map(str, fetch(read_lock(lock), folder)))
    except ServerError as error:
        pytest.skip(f"{lock.stem} is not there: {error}")


def _debian(program: str, package: str, *arguments: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed: apt-get install {package}")
    answer = _run([program, *arguments])
    assert answer.returncode == 0 and not answer.stderr.strip(), _complaint(program, answer)


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS, stdin=subprocess.DEVNULL, check=False
    )


def _complaint(judge: str, answer: subprocess.CompletedProcess[str]) -> str:
    return f"{judge} exited with {answer.returncode}:\n{answer.stdout[-2000:]}\n{answer.stderr[-2000:]}"


if __name__ == "__main__":
    # With the logger, which Jena warns through.
    jena = [("org.apache.jena", "jena-cmds", "5.6.0"), ("org.slf4j", "slf4j-simple", "2.0.17")]
    relock(JENA, "Jena's commands", "tests.judges", jena)
    robot = [("org.obolibrary.robot", artifact, "1.9.8") for artifact in ("robot-command", "robot-core")]
    relock(ROBOT, "ROBOT and HermiT", "tests.judges", robot)
