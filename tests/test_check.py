"""What a check tells: shares, lines, drift, names without a node, likely duplicates, and who is held back."""

import json
from datetime import date
from pathlib import Path

import pytest

from api.__main__ import main
from api.work.outcome import NOT_FOUND
from graph.connection import Connection
from graph.store.store import Store
from loaders.blocks import Text
from loaders.curation.check import Review, review, review_stored
from loaders.extract import extract
from loaders.names.judgements import Judgements, read_judgements
from loaders.names.likeness import pairs
from loaders.sources import SourceFile, read, read_file, sources
from schema.bundle import Statements
from schema.links import States
from schema.nodes import Organisation, Person

ROOT = Path(__file__).resolve().parent.parent
ORIGINALS = ROOT.parent / "shared" / "sources"

REPORT = """# Harbour Day 2023

Harbour Day 2023 was held on 4 May 2023 at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust

### Ideas

1. Empty offices become homes.
2. Pool the deposits of tenants.
4. Ask the Harbour Housing Association to lend its empty flats.

## Challenge: Warm rooms

### Challenge owners

- Ben Castle, Director of Housing, Birch County Council

### Ideas

1. Open the libraries late.

## Who attended
"""


def reviewed(text: str | Text, name: str = "harbour-day.md") -> Review:
    source = read(name, text.encode()) if isinstance(text, str) else text
    return review(extract(source))


def test_a_line_that_states_a_fact_is_not_listed_as_missed() -> None:
    stating = "We are grateful to Ada North, chief executive of Alder Trust, who cooked for us all until late."
    telling = "The soup was hot and nobody minded the rain that fell on the quay."
    page = f"# Harbour Day 2031\n\nHarbour Day 2031 took place on 14 May 2031.\n\n{stating}\n\n{telling}\n"
    assert [line.text for line in review(extract(read("day.md", page.encode()))).missed] == [telling]


def test_check_says_that_a_document_is_held_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "novel.txt").write_text("It was a dark night. " * 400, encoding="utf-8")
    main(["check", str(tmp_path / "novel.txt")])
    assert "  held back: it tells of no event" in capsys.readouterr().out


def test_every_block_is_claimed_ignored_or_listed_as_missed() -> None:
    text = read("harbour-day.md", REPORT.encode())
    found = reviewed(text)
    assert found.blocks == len(text.blocks)
    assert found.ignored is not None
    assert found.claimed + found.ignored + len(found.missed) == found.blocks
    assert sum(found.rules.values()) == found.claimed
    assert all(text.blocks[line.passage].text == line.text for line in found.missed)
    assert 0 < found.understood <= 1
    assert found.quarantine == []


def test_numbers_that_run_on_from_another_list_skip_nothing() -> None:
    """A word processor numbers all lists of a document as one; a list that begins later without that has a gap."""
    text = REPORT.replace("\n4. ", "\n3. ").replace("1. Open the libraries", "4. Open the libraries")
    assert review(extract(read("harbour-day.md", text.encode()))).drift == []
    later = text.replace("4. Open the libraries", "6. Open the libraries")
    skipped = [f"the ideas of 'Warm rooms' skip {number}" for number in range(1, 6)]
    assert review(extract(read("harbour-day.md", later.encode()))).drift == skipped


def test_a_local_body_is_not_suggested_to_be_the_national_one() -> None:
    came = "- Age UK\n- Age UK Wakefield\n- Alder Homes Trust\n- Alder Trust\n"
    page = f"# Harbour Day 2031\n\nHeld on 3 May 2031.\n\n## Attendees\n\n{came}"
    facts = extract(read("day.md", page.encode())).bundle.facts
    suggested = {frozenset(pair.shown) for pair in pairs(facts, Judgements())}
    assert frozenset(("Age UK", "Age UK Wakefield")) not in suggested
    assert frozenset(("Alder Homes Trust", "Alder Trust")) in suggested


def test_counts_that_drift_are_told() -> None:
    extraction = extract(read("harbour-day.md", REPORT.encode()))
    assert review(extraction).drift == ["the ideas of 'Homes for young people' skip 3"]
    links = extraction.bundle.facts.links
    warm = "challenge/harbour-day-2023/warm-rooms"
    for key in [k for k in links if k[0] in ("OWNS", "ADDRESSES") and warm in k]:
        del links[key]
    assert set(review(extraction).drift) >= {
        "the challenge 'Warm rooms' has no owner, where others have",
        "the challenge 'Warm rooms' has no idea",
    }


def test_a_report_without_any_owner_is_told_once() -> None:
    text = REPORT.replace("### Challenge owners", "### Remarks").replace(
        "- Ada North, Chief Executive, Alder Trust", "- None"
    )
    drift = reviewed(text.replace("- Ben Castle, Director of Housing, Birch County Council", "- None")).drift
    assert "2 challenges, none with an owner" in drift


def test_a_list_of_attendees_that_gives_nobody_is_told() -> None:
    text = REPORT + "\nPeople who like harbours came from near and far, and some of them stayed.\n"
    assert [line for line in reviewed(text).drift if "attend" in line.lower()]


def test_names_in_running_text_without_a_node_are_listed() -> None:
    extraction = extract(read("harbour-day.md", REPORT.encode()))
    bundle = extraction.bundle
    lost = [n.id for n in bundle.facts.nodes.values() if isinstance(n, Organisation) and "Harbour" in n.name]
    for node in lost:
        del bundle.facts.nodes[node]
    bundle.facts.links = {
        k: link for k, link in bundle.facts.links.items() if not {link.source, link.target} & set(lost)
    }
    found = review(extraction)
    assert "Harbour Housing Association" in [name for name, _ in found.names]
    assert "Alder Trust" not in [name for name, _ in found.names]


def test_stored_facts_tell_what_they_can() -> None:
    bundle = extract(read("harbour-day.md", REPORT.encode())).bundle
    found = review_stored(bundle)
    assert found.ignored is None
    assert found.claimed + len(found.missed) == found.blocks == len(bundle.passages)
    assert "the ideas of 'Homes for young people' skip 3" in found.drift
    evidence = {e for link in bundle.facts.links.values() for e in link.evidence}
    evidence |= {link.source for link in bundle.facts.links.values() if isinstance(link, States)}
    orders = {p.order for p in bundle.passages.values() if p.id in evidence}
    assert not {line.passage for line in found.missed} & orders


PROSE = "They walked on in silence until the lamps of the town came into sight, and then the elder of the two began to laugh."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("chapter.txt", "CHAPTER ONE\n\nThe road\n\n" + "\n\n".join([PROSE] * 12)),
        ("chapter.md", "# The road\n\n" + "\n\n".join([PROSE] * 12)),
        ("single.txt", " ".join([PROSE] * 12)),
        ("dump.csv", "id,name,role,place\n" + "\n".join(f"{i},Ada North,Chair,Leeds" for i in range(300))),
        ("figures.txt", "\n".join(f"{i / 7:.6f};{i / 11:.6f};{i / 13:.6f}" for i in range(300))),
        (
            "soup.md",
            "# Leek soup\n\n## Ingredients\n\n- 3 leeks\n- 2 potatoes\n\n## Method\n\n1. Wash the leeks.\n2. Simmer.\n",
        ),
    ],
)
def test_what_is_no_report_is_held_back(name: str, text: str) -> None:
    assert reviewed(text, name).quarantine


TOLD = "\n\n".join([PROSE] * 40)


def test_how_much_of_a_text_is_understood_holds_nothing_back() -> None:
    release = f"# Press release\n\nAlder Trust and Birch County Council will build homes in Leeds.\n\n{TOLD}"
    assert reviewed(release, "release.md").understood < 0.05
    assert reviewed(release, "release.md").quarantine == []
    day = f"# Harbour Day 2023\n\nHarbour Day 2023 was held on 4 May 2023 in Leeds.\n\n{TOLD}"
    assert (
        reviewed(
            day + "\n\n## Participants\n\n- Ada North, Alder Trust\n- Ben Castle, Birch County Council\n"
        ).quarantine
        == []
    )


def test_an_account_of_an_event_needs_no_body() -> None:
    told = "# Harbour Day 2031\n\nHarbour Day 2031 was held on 4 May 2031. I met Ada North and Ben Castle.\n\n"
    assert reviewed(told + "\n\n".join([PROSE] * 32), "post.md").quarantine == []
    assert reviewed(told + "\n\n".join([PROSE] * 160), "post.md").quarantine


@pytest.mark.parametrize(
    "said", ["", "She wrote to Birch County Council.", "The Bank of England stood where it had always stood."]
)
def test_a_book_that_names_a_body_is_held_back(said: str) -> None:
    assert reviewed(f"# The road\n\n{TOLD}\n\n{said}\n\n{TOLD}", "book.md").quarantine


def test_as_much_as_a_book_needs_is_told() -> None:
    (told,) = reviewed(f"# The road\n\n{TOLD}", "book.md").quarantine
    assert told.startswith(
        "it tells of no event with a date, no organisations and no statements on them, too little for a text of "
    )


REPORTS = [
    source
    for source in sources([ROOT / "tests" / "gold", ROOT / "loaders" / "sample"])
    if "/" not in source.name and source.name != "README.md"
]


@pytest.mark.parametrize("source", REPORTS, ids=lambda s: s.name)
def test_reports_are_not_held_back(source: SourceFile) -> None:
    assert review(extract(read_file(source))).quarantine == []


@pytest.mark.originals
@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the published reports are not here")
def test_the_published_documents_are_not_held_back() -> None:
    assert [r.quarantine for r in (review(extract(read_file(s))) for s in sources(ORIGINALS.glob("*.txt")))] == [[]] * 5


def facts(*nodes: tuple[str, str]) -> Statements:
    found = Statements()
    for kind, name in nodes:
        cls = {"organisation": Organisation, "person": Person}[kind]
        found.add(cls(id=f"{kind}/{name.lower().replace(' ', '-')}", name=name))
    return found


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("organisation", "Northwood Trust", "Nothwood Trust"),
        ("organisation", "Harbour Housing", "Harbour Housing Association"),
        ("organisation", "Harbour Housing Association", "HHA"),
        ("person", "Tom Castle", "Thomas Castle"),
        ("person", "Ada Northcote", "Ada Northcott"),
    ],
)
def test_names_alike_are_suggested_with_the_judgement_to_paste(kind: str, one: str, other: str, tmp_path: Path) -> None:
    [pair] = pairs(facts((kind, one), (kind, other)), Judgements())
    assert {pair.first, pair.second} == {one, other}
    path = tmp_path / "judgements.toml"
    path.write_text(pair.judgement(date(2026, 2, 3)))
    [judgement] = read_judgements(path).all
    assert judgement.same
    assert set(judgement.names) == {one, other}
    path.write_text(pair.judgement(date(2026, 2, 3)).replace("[[same]]", "[[different]]"))
    if kind == "person":
        assert pairs(facts((kind, one), (kind, other)), read_judgements(path)) == []


def test_whose_name_holds_a_councils_place_is_not_that_council() -> None:
    council = ("organisation", "Telford and Wrekin Council")
    assert pairs(facts(council, ("organisation", "Age UK Shropshire Telford & Wrekin")), Judgements()) == []


def test_two_councils_are_not_suggested() -> None:
    assert (
        pairs(
            facts(("organisation", "Essex County Council"), ("organisation", "Somerset County Council")), Judgements()
        )
        == []
    )
    assert pairs(facts(("person", "Ada North"), ("person", "Ben North"), ("person", "Ada South")), Judgements()) == []


@pytest.fixture
def environment(neo4j_server: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in (
        ("IMAGINE_HOME", str(tmp_path / "home")),
        ("NEO4J_URI", neo4j_server.uri),
        ("NEO4J_USER", neo4j_server.user),
        ("NEO4J_PASSWORD", neo4j_server.password),
    ):
        monkeypatch.setenv(name, value)
    return tmp_path


def test_the_command_reads_a_path_or_asks_the_graph(
    store: Store, environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = environment / "harbour-day.md"
    path.write_text(REPORT)
    assert main(["check", str(path)]) == 0
    printed = capsys.readouterr().out
    assert "document/harbour-day: Harbour Day 2023 (harbour-day.md)" in printed
    assert "% understood, " in printed and "not understood" in printed
    assert store.documents() == []
    assert main(["check"]) == 0
    assert "no document is loaded" in capsys.readouterr().out
    assert main(["load", str(path)]) == 0
    capsys.readouterr()
    assert main(["check", "harbour", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [d["document"] for d in data["documents"]] == ["document/harbour-day"]
    assert data["documents"][0]["drift"]
    assert main(["check", "elsewhere"]) == NOT_FOUND
    assert "no loaded document is called 'elsewhere'" in capsys.readouterr().err


def test_a_loaded_document_is_as_well_understood_as_its_file() -> None:
    extraction = extract(read("harbour-day.md", f"{REPORT}\n\n{PROSE}\n".encode()))
    of_file = review(extraction)
    of_facts = review_stored(extraction.bundle, [line.passage for line in of_file.missed])
    assert of_file.missed and not of_facts.only_facts
    assert of_facts.claimed == of_file.claimed + (of_file.ignored or 0)
    assert [(one.passage, one.text) for one in of_facts.missed] == [(one.passage, one.text) for one in of_file.missed]


def test_a_challenge_of_an_earlier_gathering_lacks_nothing_here() -> None:
    text = REPORT.replace(
        "### Challenge owners", 'This continues "Homes for all" from the Elm Summit 2021.\n\n### Challenge owners', 1
    )
    assert reviewed(text).drift == reviewed(REPORT).drift
