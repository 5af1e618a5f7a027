"""The foreign judges find what is wrong: each is shown one sound file and one with a fault that was planted."""

from collections.abc import Callable
from pathlib import Path

import judges
import pytest
from pyoxigraph import RdfFormat

SOUND = "@prefix ex: <http://example.org/> .\nex:a a ex:Thing ; ex:name 'A'@en .\n"
SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <http://example.org/> .
ex:ThingShape a sh:NodeShape ; sh:targetClass ex:Thing ; sh:property [ sh:path ex:name ; sh:maxCount %d ] ."""
ONTOLOGY = """@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix ex: <http://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
ex:o a owl:Ontology . ex:Person a owl:Class . ex:Place a owl:Class . ex:Person owl:disjointWith ex:Place .
ex:ada a owl:NamedIndividual , ex:Person"""


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("judge", [judges.riot, judges.rapper, judges.serdi])
def test_what_does_not_parse_is_found(judge: Callable[..., None], tmp_path: Path) -> None:
    judge(
        write(tmp_path, "sound.ttl", SOUND),
        write(tmp_path, "sound.nt", "<http://e.org/a> <http://e.org/b> '' .".replace("'", '"')),
    )
    with pytest.raises(AssertionError):
        judge(write(tmp_path, "broken.ttl", SOUND + "ex:b ex:name 'B' ex:c ."))


def test_what_jena_only_warns_of_is_found(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="Lexical form"):
        judges.riot(
            write(
                tmp_path,
                "odd.ttl",
                "<http://e.org/a> <http://e.org/b> 'x'^^<http://www.w3.org/2001/XMLSchema#integer> .",
            )
        )


def test_jena_writes_what_it_reads(tmp_path: Path) -> None:
    written = judges.riot_nquads(write(tmp_path, "sound.ttl", SOUND))
    assert judges.canonical(written, RdfFormat.N_QUADS) == judges.canonical(SOUND.encode(), RdfFormat.TURTLE)
    assert judges.canonical(b"", RdfFormat.TURTLE) != judges.canonical(SOUND.encode(), RdfFormat.TURTLE)


def test_a_violation_of_a_shape_is_found(tmp_path: Path) -> None:
    data = write(tmp_path, "data.ttl", SOUND)
    assert judges.shacl(write(tmp_path, "one.ttl", SHAPE % 1), data) == []
    found = judges.shacl(write(tmp_path, "none.ttl", SHAPE % 0), data)
    assert len(found) == 1 and found[0].startswith("<http://example.org/a>")


def test_an_inconsistent_ontology_is_found(tmp_path: Path) -> None:
    judges.hermit(write(tmp_path, "sound.ttl", f"{ONTOLOGY} ."))
    with pytest.raises(AssertionError, match="inconsistent"):
        judges.hermit(write(tmp_path, "broken.ttl", f"{ONTOLOGY} , ex:Place ."))
