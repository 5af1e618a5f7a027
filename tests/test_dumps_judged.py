"""Foreign judges read every dump: strictly, without a warning, and as the same graph as we do.

The dumps hold what documents can print at all: quotes, line ends, control characters, other scripts, addresses with odd characters.
"""

from pathlib import Path

import judges
import pytest
from dumped import dumped
from pyoxigraph import RdfFormat
from rdflib import Dataset, Graph

from api.work.curation import Curation
from api.work.loading import read_files
from api.work.sample import sample_files
from graph.rdf.catalogue import Catalogue, Counts, File
from graph.rdf.formats import SYNTAXES
from graph.rdf.iris import Iris
from schema.bundle import Bundle
from schema.ids import make_id, passage_ids
from schema.links import In, Mentions, RefersTo, WorksFor
from schema.nodes import Document, Organisation, Passage, Person, Reference

ODD = "He said \"a\\b\"\tand\r\nleft; \x0b\x7f\u0085\u2028 naïve Ω 中文 \U0001f600 <tag attr='1'>&amp;]]> {curly} -- % @en ^^x"
BASES = ("http://127.0.0.1:8000/", "https://example.org/graph%20of/reports-(2024)/")


def odd_bundle() -> Bundle:
    """A document that prints what is hard to write."""
    bundle = Bundle(make_id("document", "odd; document=1"))
    title = f"Title: {ODD}"
    bundle.add(Document(id=bundle.document, title=title, kind="report", source='a b\\c"d.txt', sha256="0" * 64))
    [p] = passage_ids(bundle.document, [ODD])
    bundle.add(Passage(id=p, text=ODD, start=0, end=len(ODD), heading='1. "Heading" \\', order=0))
    bundle.add(In(source=p, target=bundle.document))
    person, body = (
        Person(id="person/o-neil", name='O\'Neil "Ned"'),
        Organisation(id="organisation/a-b", name="A & B <Ltd>"),
    )
    reference = Reference(id="reference/odd", title='Odd \\ "one"', url='https://example.org/a b?q={x}|y\\z<>"^`')
    for node in (person, body, reference):
        bundle.state(node, p)
    bundle.add(WorksFor(source=person.id, target=body.id, role='Head of "R&D" / Ops; 100% <b>', evidence=(p,)))
    bundle.add(RefersTo(source=bundle.document, target=reference.id, evidence=(p,)))
    bundle.add(Mentions(source=p, target=person.id, start=3, end=7, printed=ODD[3:7]))
    bundle.check()
    return bundle


def written(folder: Path, library: list[Bundle], base: str) -> dict[str, Path]:
    """The dumps of a library by syntax."""
    found = {}
    for name, syntax in SYNTAXES.items():
        found[name] = folder / f"graph.{syntax.ending}"
        found[name].write_text(dumped(library, name, base=base), encoding="utf-8", newline="")
    return found


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample and what is hard to write."""
    read = read_files(sample_files()[:1], force=True, say=lambda _: None, curation=Curation())
    return written(tmp_path_factory.mktemp("dumps"), [*(r.bundle for r in read), odd_bundle()], BASES[0])


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What is hard to write, under a base that is unusual too."""
    return written(tmp_path_factory.mktemp("odd"), [odd_bundle()], BASES[1])


def test_jena_reads_every_syntax_without_a_warning(files: dict[str, Path]) -> None:
    judges.riot(*files.values())


def test_jena_reads_rdf_1_2(tmp_path: Path) -> None:
    files = [tmp_path / f"graph.{syntax.ending}" for syntax in SYNTAXES.values() if syntax.triple_terms]
    for file in files:
        file.write_text(dumped([odd_bundle()], file.suffix[1:], version="1.2"), encoding="utf-8", newline="")
        assert "reifies" in file.read_text(encoding="utf-8")
    judges.riot(*files)


def test_jena_reads_the_same_as_we_do(odd: dict[str, Path]) -> None:
    for name, syntax in SYNTAXES.items():
        ours = judges.canonical(odd[name].read_bytes(), syntax.written)
        assert judges.canonical(judges.riot_nquads(odd[name]), RdfFormat.N_QUADS) == ours, name


def test_rapper_reads_what_it_knows(files: dict[str, Path]) -> None:
    judges.rapper(*(files[name] for name in ("nt", "ttl", "rdfxml")))


def test_serdi_reads_what_it_knows(files: dict[str, Path]) -> None:
    judges.serdi(*(files[name] for name in ("nt", "nq", "ttl", "trig")))


def test_rdflib_reads_the_same_as_we_do(odd: dict[str, Path]) -> None:
    formats = {"nt": "nt", "ttl": "turtle", "rdfxml": "xml", "nq": "nquads", "trig": "trig", "jsonld": "json-ld"}
    for name, format_ in formats.items():
        graph: Graph = Dataset() if SYNTAXES[name].datasets else Graph()
        graph.parse(odd[name], format=format_)
        read = graph.serialize(format="nquads" if SYNTAXES[name].datasets else "nt", encoding="utf-8")
        ours = judges.canonical(odd[name].read_bytes(), SYNTAXES[name].written)
        assert judges.canonical(read, RdfFormat.N_QUADS) == ours, name


def test_jena_reads_the_description(tmp_path: Path) -> None:
    counts = Counts()
    counts.add(dumped([odd_bundle()], "nt").split("\n")[:-1])
    file = File(
        "graph.nt.gz",
        "N-Triples",
        "application/n-triples",
        f"{BASES[0]}export/graph.nt.gz",
        "application/gzip",
        "",
        1,
        "0" * 64,
    )
    told = Catalogue(
        iris=Iris(BASES[0]),
        licence="https://example.org/",
        counts=counts,
        entities=3,
        files=(file,),
        release="2",
        previous="1",
    )
    (tmp_path / "void.ttl").write_bytes(told.turtle())
    judges.riot(tmp_path / "void.ttl")
