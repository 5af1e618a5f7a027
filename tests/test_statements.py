"""Every value of every node is stated by passages, and their words are there to be read: in reports, registers and judgements."""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from api.work.sample import sample_files
from graph.store.store import Store
from loaders.annotation.pipeline import annotate
from loaders.draft import Draft, prints
from loaders.extract import extract
from loaders.names.judgements import judgements, read_judgements
from loaders.names.printed import fold
from loaders.sources import read, read_file
from schema.bundle import Bundle, merge
from schema.links import States
from schema.model import GRAPH_MODEL, properties_of
from schema.nodes import KNOWLEDGE_KINDS, Document, Idea, Organisation, Passage, Person

GOLD = Path(__file__).parent / "gold"
REPORTS = sorted(p for p in GOLD.iterdir() if p.suffix in (".md", ".txt", ".html", ".docx", ".pdf"))
INTERPRETED = {
    ("Topic", "name"),  # an area that the words belong to
    ("Organisation", "kind"),  # told by the words of the name, or beside it
    ("Event", "date"),  # in ISO 8601
    ("Event", "name"),  # with the year of its date
    ("Idea", "number"),  # the marker of the item, with its parents'
    ("Reference", "number"),  # the marker of the footnote
    ("Reference", "url"),  # where a link leads
}
"""Values that a passage states in another form than their own characters."""


def unread(bundle: Bundle) -> list[tuple[str, str, str]]:
    """The values whose words do not stand in the passages that state them."""
    by_value: dict[tuple[str, str, str], list[Passage]] = defaultdict(list)
    for link in bundle.facts.links.values():
        if isinstance(link, States):
            passage = bundle.facts.nodes[link.source]
            assert isinstance(passage, Passage)
            by_value[link.target, link.property, link.value].append(passage)
    missing = []
    for (node, name, value), passages in by_value.items():
        label = GRAPH_MODEL.node_type(bundle.facts.nodes[node]).label
        words = fold(" ".join(p.text for p in sorted(passages, key=lambda p: (p.start, p.id))))
        known = set(words.split()) | {re.sub("s$", "", w) for w in words.split()}
        if (label, name) not in INTERPRETED and not set(fold(value).split()) <= known:
            number = value.split("-")[-1].lstrip("0").lower() if name == "identifiers" else fold(value)
            if number.replace(" ", "") not in words.replace(" ", ""):  # some pages run their words together
                missing.append((node, name, value))
    return missing


@pytest.mark.parametrize("path", [*REPORTS, *sample_files()], ids=lambda p: p.name)
def test_what_states_a_value_has_its_words(path: Path) -> None:
    assert unread(extract(read_file(path)).bundle) == []


def test_every_value_in_the_database_can_be_read_where_it_is_stated(store: Store) -> None:
    library = [extract(read_file(path)).bundle for path in sample_files()]
    for bundle in library:
        store.load(bundle)
    rows = store.read(
        "MATCH (p:Passage)-[s:STATES]->(n), (p)-[:IN]->(d:Document) "
        "RETURN n.id AS node, s.property AS property, s.value AS value, d.kind AS kind"
    )
    stated = {(r["node"], r["property"], r["value"]) for r in rows}
    for node in merge(library).nodes.values():
        if GRAPH_MODEL.node_type(node).stated:
            for name, value in properties_of(node).items():
                for one in value if isinstance(value, tuple) else (value,):
                    assert (node.id, name, one) in stated
    assert {r["kind"] for r in rows} >= {"report", "register"}
    assert {d["id"] for d in store.documents()} == {bundle.document for bundle in library}
    known = {s["id"]: s for s in store.knowledge_sources()}
    assert {s["kind"] for s in known.values()} <= set(KNOWLEDGE_KINDS)
    assert sum(s["rows"] for s in known.values()) == sum(
        isinstance(n, Passage) for n in merge(library).nodes.values()
    ) - sum(len(bundle.passages) for bundle in library)
    for bundle in library:
        store.remove(bundle.document)
    assert store.knowledge_sources() == []


HERON = """# Heron Forum 2024

Heron Forum 2024 was held on 4 May 2024.

## Challenge: Homes for young people

### Challenge owners

- Ada Northcott, Director, Stone King
- Ben Castle, Head of Housing, Quillbrook Partners

### Ideas

1. Empty offices become homes.
"""


def test_what_only_the_register_knows_is_the_registers_word() -> None:
    bundle = extract(read("heron.md", HERON.encode())).bundle
    body = next(n for n in bundle.facts.nodes.values() if isinstance(n, Organisation) and "Stone King" in n.name)
    sources = sources_of(bundle, body.id)
    assert {kind for _, kind in sources["kind", "law firm"]} == {"register"}
    assert {kind for _, kind in sources["aliases", "Stone King"]} == {"report"}
    assert all(body.name in words for words, _ in sources["name", body.name])
    row = next(iter(sources["kind", "law firm"]))[0]
    assert "law firm" in row and "Source:" in row


def test_what_a_curator_decided_is_the_curators_word(tmp_path: Path) -> None:
    file = tmp_path / "judgements.toml"
    file.write_text(
        '[[same]]\nkind = "person"\nnames = ["Ada Northcote", "Ada Northcott"]\n'
        'by = "Jo"\non = 2026-02-03\nwhy = "The list of speakers spells it so."\n'
    )
    bundle = extract(read("heron.md", HERON.encode()), read_judgements(file)).bundle
    assert isinstance(bundle.facts.nodes["person/ada-northcote"], Person)
    [(words, kind)] = sources_of(bundle, "person/ada-northcote")["name", "Ada Northcote"]
    assert kind == "judgements"
    assert words == (
        "Ada Northcote, Ada Northcott are names of one person. The list of speakers spells it so. Decided by Jo on 2026-02-03."
    )
    assert judgements().row("person", "Ada Northcott") is None


def sources_of(bundle: Bundle, node: str) -> dict[tuple[str, str], set[tuple[str, str]]]:
    """What states each value of a node: the passage's words, and the kind of its document."""
    documents = {link.source: link.target for link in bundle.facts.links.values() if link.type == "IN"}
    found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for link in bundle.facts.links.values():
        if isinstance(link, States) and link.target == node:
            passage, document = bundle.facts.nodes[link.source], bundle.facts.nodes[documents[link.source]]
            assert isinstance(passage, Passage) and isinstance(document, Document)
            found[link.property, link.value].add((passage.text, document.kind))
    return found


def test_registers_and_judgements_are_no_reports() -> None:
    bundle = extract(read("heron.md", HERON.encode())).bundle
    documents = [n for n in bundle.facts.nodes.values() if isinstance(n, Document)]
    assert [d.id for d in documents if d.kind not in KNOWLEDGE_KINDS] == [bundle.document]
    assert all(d.published and d.licence for d in documents if d.kind == "register")


@pytest.mark.parametrize(
    ("words", "value", "whole"),
    [
        ("Heron Forum 2024", "2", False),
        ("Heron Forum 2024: 2 halls", "2", True),
        ("2", "2", True),
        ("Stone Kingdom", "Stone King", False),
        ("(Stone King)", "Stone King", True),
        ("Stone King's", "Stone King", True),
        ("caf\u00e9s and a caf\u00e9", "caf\u00e9", True),
        ("a caf\u00e9", "caf", False),
        ("Homes(b)", "(b)", True),
        ("Homes", "Halls", False),
    ],
)
def test_a_value_is_printed_where_its_words_are_whole(words: str, value: str, whole: bool) -> None:
    assert prints(words, value) is whole


def test_a_number_is_not_stated_by_a_year() -> None:
    text = read("heron.md", b"# Heron Forum 2024\n\nHall 2 was full.\n")
    draft = Draft(text, {}, annotate(text))
    idea = Idea(id="idea/heron", text="Hall 2 was full.", number="2")
    draft.state(idea, *text.blocks, text=text.blocks[1:])
    stating = {
        link.source for link in draft.bundle.facts.links.values() if isinstance(link, States) and link.value == "2"
    }
    assert stating == set(draft.evidence(text.blocks[1]))
