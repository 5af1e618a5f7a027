"""Corrections: they say only what the source prints, outlive the next load, and stop it where they have gone stale."""

from pathlib import Path

import pytest

from loaders.curation.overrides import Overrides
from loaders.extract import extract
from loaders.sources import read
from schema.bundle import Bundle
from schema.errors import CurationError
from schema.links import Mentions
from schema.nodes import Event, Organisation, Person

REPORT = """# Harbour Day 2023

Harbour Day 2023 was held on 4 May 2023 at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- Ada North, Chief Executive, Alder Trust
- Ben Castle, Director of Housing, Birch County Council

### Ideas

1. **Open doors.** Empty offices become homes.
2. Pool the deposits of tenants, as others began to do in June 2021.

Lighting by Fern Works, whose number is 12345678. Lighting is dear.
"""

HEAD = 'by = "Jo"\non = 2026-02-03\nwhy = "because"\n'
OWNER = 'quote = "Ada North, Chief Executive, Alder Trust"\n'


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return extract(read("harbour-day.md", REPORT.encode())).bundle


def overrides(tmp_path: Path, *entries: str) -> Overrides:
    path = tmp_path / "overrides.toml"
    texts = [e if "document =" in e else f'{e}\ndocument = "harbour-day.md"\n' for e in entries]
    path.write_text("\n\n".join(t + HEAD for t in texts), encoding="utf-8")
    return Overrides.load(path)


def test_without_a_file_nothing_changes(bundle: Bundle, tmp_path: Path) -> None:
    assert Overrides.load(tmp_path / "none.toml").apply(bundle) is bundle


def test_entries_of_other_documents_are_left_alone_and_told(bundle: Bundle, tmp_path: Path) -> None:
    found = overrides(tmp_path, '[[drop]]\ndocument = "other.md"\nquote = "x"\nnode = "person/ada-north"\n')
    assert found.apply(bundle) is bundle
    document = bundle.facts.nodes["document/harbour-day"]
    assert [o.document for o in found.unused([document])] == ["other.md"]  # type: ignore[list-item]


@pytest.mark.parametrize("document", ["document/harbour-day", "harbour-day", "harbour-day.md"])
def test_a_body_that_was_missed_is_added_with_its_words_as_evidence(
    bundle: Bundle, tmp_path: Path, document: str
) -> None:
    node = f'[[add]]\ndocument = "{document}"\nquote = "Fern Works"\nnode = {{ label = "Organisation", name = "Fern Works" }}\n'
    link = (
        f'[[add]]\ndocument = "{document}"\nquote = "Lighting by Fern Works"\n'
        'link = { type = "SPONSORED", from = "Fern Works", to = "Harbour Day 2023" }\n'
    )
    entries = overrides(tmp_path, node, link)
    after = entries.apply(bundle)
    assert after.facts.nodes["organisation/fern-works"] == Organisation(id="organisation/fern-works", name="Fern Works")
    event = next(n.id for n in after.facts.nodes.values() if isinstance(n, Event))
    made = after.facts.links[("SPONSORED", "organisation/fern-works", event, ())]
    passage = after.passages[made.evidence[0]]
    assert "Lighting by Fern Works" in passage.text
    mentions = [
        m for m in after.facts.links.values() if isinstance(m, Mentions) and m.target == "organisation/fern-works"
    ]
    assert [m.printed for m in mentions] == ["Fern Works"]
    after.check()
    assert entries.apply(after).to_json() == after.to_json()
    assert "organisation/fern-works" not in bundle.facts.nodes


def test_a_fact_is_changed_to_what_the_quote_prints(bundle: Bundle, tmp_path: Path) -> None:
    entries = [
        '[[change]]\nquote = "held on 4 May 2023"\nnode = "event/harbour-day-2023"\nset = { date = "2023-05" }\n',
        "[[change]]\n"
        + OWNER
        + 'node = "organisation/alder-trust"\nset = { kind = "social enterprise" }\nclassification = true\n',
    ]
    event = next(n for n in bundle.facts.nodes.values() if isinstance(n, Event))
    after = overrides(tmp_path, *(e.replace("event/harbour-day-2023", event.id) for e in entries)).apply(bundle)
    assert getattr(after.facts.nodes[event.id], "date", None) == "2023-05"
    assert getattr(after.facts.nodes["organisation/alder-trust"], "kind", None) == "social enterprise"
    assert (
        overrides(tmp_path, *(e.replace("event/harbour-day-2023", event.id) for e in entries)).apply(after).facts
        == after.facts
    )


def test_a_person_that_is_none_is_dropped_with_all_that_hung_on_it(bundle: Bundle, tmp_path: Path) -> None:
    entries = overrides(tmp_path, "[[drop]]\n" + OWNER + 'node = "person/ada-north"\n')
    after = entries.apply(bundle)
    assert not [n for n in after.facts.nodes.values() if isinstance(n, Person) and n.name == "Ada North"]
    assert not [link for link in after.facts.links.values() if "person/ada-north" in (link.source, link.target)]
    assert "organisation/alder-trust" in after.facts.nodes
    with pytest.raises(CurationError, match=r"number 1 of overrides.toml .*gone stale.*correct or remove"):
        entries.apply(after)


def test_one_link_is_dropped(bundle: Bundle, tmp_path: Path) -> None:
    entry = "[[drop]]\n" + OWNER + 'link = { type = "WORKS_FOR", from = "person/ada-north", to = "Alder Trust" }\n'
    after = overrides(tmp_path, entry).apply(bundle)
    gone = set(bundle.facts.links) - set(after.facts.links)
    assert gone == {("WORKS_FOR", "person/ada-north", "organisation/alder-trust", ())}


def test_a_number_that_a_source_prints_becomes_an_identifier(bundle: Bundle, tmp_path: Path) -> None:
    entry = (
        '[[add]]\nquote = "Lighting by Fern Works, whose number is 12345678"\n'
        'node = { label = "Organisation", name = "Fern Works", identifiers = ["GB-COH-12345678"] }\n'
    )
    after = overrides(tmp_path, entry).apply(bundle)
    added = next(n for n in after.facts.nodes.values() if isinstance(n, Organisation) and n.name == "Fern Works")
    assert added.identifiers == ("GB-COH-12345678",)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            '[[drop]]\nquote = "Ada South"\nnode = "person/ada-north"\n',
            "gone stale: the document does not print 'Ada South'",
        ),
        ('[[drop]]\nquote = "Lighting"\nnode = "person/ada-north"\n', "stands 2 times.*quote more words"),
        ("[[drop]]\n" + OWNER + 'node = "person/cy-west"\n', "gone stale: the document states nothing called"),
        ("[[drop]]\n" + OWNER + 'node = "document/harbour-day"\n', "imagine remove"),
        ("[[drop]]\n" + OWNER + 'link = { type = "OWNS", from = "Alder Trust", to = "Ada North" }\n', "gone stale"),
        (
            "[[drop]]\n" + OWNER + 'link = { type = "LOVES", from = "Alder Trust", to = "Ada North" }\n',
            "no relationship 'LOVES'",
        ),
        (
            "[[add]]\n" + OWNER + 'node = { label = "Organisation", name = "Elm Trust" }\n',
            "which its quote does not print",
        ),
        ("[[add]]\n" + OWNER + 'node = { label = "Passage", text = "Ada North" }\n', "only loading"),
        (
            "[[add]]\n" + OWNER + 'node = { label = "Organisation", name = "Alder Trust", kind = "charity" }\n',
            "classification = true",
        ),
        (
            "[[add]]\n"
            + OWNER
            + 'node = { label = "Organisation", name = "Alder Trust", kind = "club" }\nclassification = true\n',
            "one of",
        ),
        ("[[add]]\n" + OWNER + 'node = { label = "Organisation", name = "Alder Trust", colour = "red" }\n', "'colour'"),
        (
            '[[add]]\nquote = "Empty offices"\nlink = { type = "PARTNER_OF", from = "Alder Trust", to = "Birch County Council" }\n',
            "neither",
        ),
        ("[[add]]\n" + OWNER + 'link = { type = "OWNS", from = "Alder Trust", to = "Ada North" }\n', "cannot join"),
        (
            "[[change]]\n" + OWNER + 'node = "person/ada-north"\nset = { name = "Addie North" }\n',
            "which its quote does not print",
        ),
        (
            '[[change]]\nquote = "held on 4 May 2023"\nnode = "Harbour Day 2023"\nset = { date = "2023-06-04" }\n',
            "does not print",
        ),
        (
            "[[change]]\n" + OWNER + 'node = "PASSAGE"\nset = { text = "Ada North" }\n',
            "not for a curator",
        ),
        (
            "[[change]]\n" + OWNER + 'node = "document/harbour-day"\nset = { sha256 = "Ada North" }\n',
            "not for a curator",
        ),
        ('[[drop]]\nquote = "Ada North"\nnode = "person/ada-north"\npassage = 0\n', "in passage 0"),
    ],
)
def test_what_cannot_be_applied_stops_the_load_and_says_why(
    bundle: Bundle, tmp_path: Path, entry: str, message: str
) -> None:
    entries = overrides(tmp_path, entry.replace("PASSAGE", min(bundle.passages)))
    before = bundle.to_json()
    with pytest.raises(CurationError, match=message) as error:
        entries.apply(bundle)
    assert "number 1 of overrides.toml" in str(error.value)
    assert "\n" not in str(error.value)
    assert bundle.to_json() == before


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[drop", "cannot be read"),
        ("[[remove]]\nx = 1\n", r"section \[\[remove\]\]"),
        ("[drop]\nx = 1\n", r"write \[\[drop\]\]"),
        ('[[drop]]\ndocument = "a"\nquote = "b"\nnode = "person/c"\nby = "Jo"\nwhy = "x"\n', "needs on, a date"),
        ('[[drop]]\ndocument = "a"\nnode = "person/c"\n' + HEAD, "needs quote"),
        ('[[drop]]\ndocument = "a"\nquote = "b"\n' + HEAD, "either node or link"),
        ('[[drop]]\ndocument = "a"\nquote = "b"\nnode = "person/c"\nset = { name = "d" }\n' + HEAD, "only a change"),
        ('[[change]]\ndocument = "a"\nquote = "b"\nnode = "person/c"\n' + HEAD, "needs set"),
        ('[[add]]\ndocument = "a"\nquote = "b"\nnode = "person/c"\n' + HEAD, "without its label"),
        ('[[add]]\ndocument = "a"\nquote = "b"\nlink = { type = "OWNS" }\n' + HEAD, "type, from and to"),
        ('[[add]]\ndocument = "a"\nquote = "b"\ncolour = "red"\n' + HEAD, "has 'colour'"),
    ],
)
def test_a_malformed_file_is_refused_by_its_entry(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "overrides.toml"
    path.write_text(text)
    with pytest.raises(CurationError, match=message):
        Overrides.load(path)
