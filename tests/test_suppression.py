"""Who asks to be left out stands nowhere: in no string of what is stored or exported, also of what was loaded before."""

import json
import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from dumped import dumped
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from api.__main__ import main
from api.settings import Settings
from api.work.curation import Curation
from api.work.loading import load_files, read_files
from api.work.outcome import INTERRUPTED, NOT_FOUND, REFUSED
from api.work.withholding import keep_promises
from graph.connection import Connection
from graph.store.store import OutdatedListError, Store
from loaders.blocks import Text
from loaders.curation.redaction import Finder
from loaders.curation.suppression import Suppression, key_file
from loaders.curation.withholding import MOST_LETTERS_APART, redact, redact_bundle, withheld_in
from loaders.extract import extract
from loaders.names.printed import WITHHELD
from loaders.sources import read
from schema.bundle import Bundle
from schema.errors import CurationError, ReadError
from schema.nodes import Organisation, Person

SAMPLE = Path(__file__).resolve().parent.parent / "loaders" / "sample"
GOLD = Path(__file__).resolve().parent / "gold"

REPORT = """# Harbour Day 2023

Report of Harbour Day 2023, held on 4 May 2023 at the Old Customs House.

## Challenge: Homes for young people

### Challenge owners

- {full}, Chief Executive, Alder Trust
- Ben Castle, Director of Housing, Birch County Council

### Supporters

- Dee Marsh, Partner, Cedar LLP

### Ideas

1. **Open doors.** {one} wants empty offices turned into homes.
2. Pool the deposits of {two} and others.

### What works elsewhere

{three}

| Name | Role | Organisation |
| --- | --- | --- |
| {full} | Chief Executive | Alder Trust |
| Ben Castle | Director of Housing | Birch County Council |

[{four}](https://alder.example.org/people/{slug}) wrote it up.
"""

FORMS = (
    "{g} {s}",
    "{G} {S}",
    "{g} {s}’s",
    "{G} {S}'S",
    "{g}\u00a0{s}",
    "{g}   {s}",
    "{g}\u00ad {s}",
    "{g}\n{s}",
    "{s}, {g}",
    "{i}. {s}",
    "{s}, {i}.",
    "{s}, {i}.Q.",
    "{i} {s}",
    "{g} Q. {s}",
    "{g} Robert {s}",
    "Dr {g} {s} OBE",
    "{s}",
    "Ms {s}",
    "{s}’s",
    "{S}",
    "{l}.{m}@alder.example.org",
    "{j}{m}@alder.example.org",
    "{m}{j}@alder.example.org",
    "https://alder.example.org/team/{l}-{m}/",
    "www.alder.example.org/{l}_{m}.html",
    "@{l}{m}",
    "@{g}{s}",
    "#{g}{s}",
    "{spaced}",
)


def written(form: str, given: str, surname: str) -> str:
    return form.format(
        g=given,
        s=surname,
        G=given.upper(),
        S=surname.upper(),
        i=given[0],
        j=given[0].lower(),
        l=given.lower(),
        m=surname.lower(),
        spaced=" ".join(given.upper()) + "  " + " ".join(surname.upper()),
    )


def report(given: str, surname: str, forms: tuple[str, ...]) -> bytes:
    one, two, three, four = (written(form, given, surname) for form in forms)
    full, slug = f"{given} {surname}", f"{given}-{surname}".lower()
    return REPORT.format(full=full, one=one, two=two, three=three, four=four.replace("\n", " "), slug=slug).encode()


def listed(*names: str) -> Finder:
    suppression = Suppression(bytes(32))
    for name in names:
        suppression = suppression.add(name, since="2026-01-01")
    return Finder(suppression)


def letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.casefold())


def assert_gone(bundle: Bundle, given: str, surname: str) -> None:
    """No string of the bundle or of its RDF holds the surname, nor the two names' letters in a row."""
    bundle.check()
    raw = json.loads(bundle.to_json())
    strings = [value for value in _strings(raw) if isinstance(value, str)]
    for string in (*strings, dumped([bundle], "nt")):
        assert surname.casefold() not in string.casefold(), string
        assert letters(given + surname) not in letters(string), string
    assert not withheld_in(bundle, listed(f"{given} {surname}"))


def _strings(value: object) -> list[object]:
    if isinstance(value, dict):
        return [s for v in value.values() for s in _strings(v)]
    if isinstance(value, list):
        return [s for v in value for s in _strings(v)]
    return [value]


def assert_exact(text: Text) -> None:
    """Blocks tell what the text has at their offsets, and everything inside them stays inside."""
    at = 0
    for block in text.blocks:
        assert text.text[block.start : block.end] == block.text
        assert text.text[at : block.start].strip("\n") == ""
        at = block.end
        for span in (*block.cells, *block.bold, *block.italic, *(link.span for link in block.links)):
            assert block.start <= span.start <= span.end <= block.end
        assert all(block.start <= offset <= block.end for offset, _ in block.notes)
    assert list(text.origins) == sorted(text.origins)


def _elsewhere() -> str:
    """What a dump says that has nothing to do with the name: the terms of the vocabularies, the rest of the report."""
    bundle = extract(read("harbour.md", report("Qzqzqz", "Xvxvxv", ("{g} {s}",) * 4))).bundle
    return (dumped([bundle], "nt") + bundle.to_json().decode() + REPORT + "".join(FORMS)).casefold()


ELSEWHERE = _elsewhere()

words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=9).map(str.title)


@settings(max_examples=60, deadline=None)
@given(words, words, st.tuples(*[st.sampled_from(FORMS)] * 4))
def test_no_form_of_the_name_is_left(given: str, surname: str, forms: tuple[str, ...]) -> None:
    assume(surname.casefold() not in ELSEWHERE and given.casefold() not in ELSEWHERE and given[:4] != surname[:4])
    finder = listed(f"{given} {surname}")
    source = read("harbour.md", report(given, surname, forms))
    text = redact(source, finder)
    assert_exact(text)
    assert text.sha256 == source.sha256
    assert_gone(redact_bundle(extract(text).bundle, finder), given, surname)
    assert_gone(redact_bundle(extract(source).bundle, finder), given, surname)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(("Councils", "Trusts", "Unions", "Hospital", "Mayor", "Bakers")),
    st.tuples(*[st.sampled_from(FORMS)] * 4),
)
def test_a_given_name_that_is_a_word_of_bodies_is_left_in_no_form(given: str, forms: tuple[str, ...]) -> None:
    """Ids fold such words, people are read from what follows them, and bodies from the whole."""
    finder = listed(f"{given} Bbxqz")
    source = read("harbour.md", report(given, "Bbxqz", forms))
    for text in (redact(source, finder), source):
        assert_gone(redact_bundle(extract(text).bundle, finder), given, "Bbxqz")


def test_a_loaded_document_is_rewritten_to_what_loading_it_again_would_give() -> None:
    source = read("imagine-2024-report.txt", (SAMPLE / "imagine-2024-report.txt").read_bytes())
    before = extract(source).bundle
    people = sorted(n.name for n in before.facts.nodes.values() if isinstance(n, Person))[::9]
    finder = listed(*people)
    rewritten = redact_bundle(before, finder)
    again = redact_bundle(extract(redact(source, finder)).bundle, finder)
    assert rewritten.to_json() == again.to_json() != before.to_json()
    assert redact_bundle(rewritten, finder) is rewritten


@pytest.mark.parametrize("name", [
    "eastern-neighbourhoods-2025.docx", "northern-commons-2023.md", "public-value-forum-2024.pdf",
    "scottish-care-assembly-2022.txt", "welsh-futures-2024.html",
])  # fmt: skip
def test_in_every_format_offsets_stay_exact_and_other_facts_stay(name: str) -> None:
    source = read(name, (GOLD / name).read_bytes())
    before = extract(source).bundle
    person = min((n for n in before.facts.nodes.values() if isinstance(n, Person)), key=lambda n: n.id)
    finder = listed(person.name)
    text = redact(source, finder)
    assert_exact(text)
    after = redact_bundle(extract(text).bundle, finder)
    assert not withheld_in(after, finder)
    gone = set(before.facts.nodes) - set(after.facts.nodes)
    assert person.id in gone
    renamed = {i for i in gone if i.startswith("passage/")}
    assert len(renamed) == len(set(after.facts.nodes) - set(before.facts.nodes)) > 0
    assert {i.split("/")[0] for i in gone - renamed} == {"person"}


def test_the_office_of_a_withheld_person_is_nobody_and_the_body_stays() -> None:
    finder = listed("Ada North")
    text = redact(read("harbour.md", report("Ada", "North", ("{g} {s}",) * 4)), finder)
    bundle = redact_bundle(extract(text).bundle, finder)
    names = {type(n): {m.name for m in bundle.facts.nodes.values() if type(m) is type(n)} for n in
             bundle.facts.nodes.values() if isinstance(n, Person | Organisation)}  # fmt: skip
    assert names[Person] == {"Ben Castle", "Dee Marsh"}
    assert "Alder Trust" in names[Organisation]
    owns = {(k[1], k[2]) for k in bundle.facts.links if k[0] == "OWNS"}
    assert {source for source, _ in owns} >= {"organisation/alder-trust", "person/ben-castle"}


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("Ben North met Ada North. North said so.", "Ben North met X. X said so."),
        ("Ada North lives in North Street, where North House is.", "X lives in North Street, where North House is."),
        ("Thanks to Ada North, Ben South and Cy West.", "Thanks to X, Ben South and Cy West."),
        ("Sarah North, Ada Smith and others", "Sarah North, Ada Smith and others"),
        ("Ada\tNorth\tChair", "X\tX\tChair"),
        ("Ada North came north. Ada stayed.", "X came north. X stayed."),
        ("The north wind; the North Sea.", "The north wind; the North Sea."),
    ],
)
def test_others_keep_their_names(printed: str, left: str) -> None:
    assert listed("Ada North").string(printed) == left.replace("X", WITHHELD)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Seán Ó Briain", "Sean O Briain"),
        ("Anne-Marie O’Brien", "ANNE MARIE O'BRIEN"),
        ("Simon van der Berg", "van der Berg, Simon"),
        ("Dr Ada North OBE", "Ada North"),
        ("North, Ada", "A. North"),
        ("Stuart Hamilton", "Hamilton, S.G."),
        ("Søren Kjær", "Soren Kjaer"),
    ],
)
def test_names_are_found_however_they_are_written(name: str, printed: str) -> None:
    assert listed(name).string(printed) == WITHHELD


def test_ids_and_addresses_of_others_stay() -> None:
    finder = listed("Julia Ames")
    assert finder.slug("james-smith") == "james-smith"
    assert (
        finder.string("See https://alder.example.org/james or James.")
        == "See https://alder.example.org/james or James."
    )
    assert finder.slug("julia-ames-foundation") == "name-withheld-foundation"
    assert finder.string("j.ames@alder.example.org, james@alder.example.org") == f"{WITHHELD}, {WITHHELD}"


def test_the_list_keeps_no_name_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "home" / "suppressed.toml"
    known = Suppression.load(path).add("Ada North", ["Addie Northcote"], since="2026-01-01", note='case "14"')
    known.save(path)
    assert Suppression.load(path) == known
    for file in (path, key_file(path)):
        assert not re.search(r"\bada\b|north|addie", file.read_text(), re.I)
        assert file.stat().st_mode & 0o077 == 0
    assert Finder(known).string("Addie Northcote") == WITHHELD
    assert not Suppression.load(path).without("ada  north")


def test_a_list_that_cannot_be_read_is_no_empty_list(tmp_path: Path) -> None:
    path = tmp_path / "suppressed.toml"
    Suppression(bytes(32)).add("Ada North", since="2026-01-01").save(path)
    key_file(path).unlink()
    with pytest.raises(CurationError, match="restore it from a backup"):
        Suppression.load(path)
    path.write_text("version = 1\n[[person]]\nsince = 'x'\n")
    with pytest.raises(CurationError, match="cannot be read"):
        Suppression.load(path)


@pytest.mark.parametrize("name", ["North", "Dr", ""])
def test_one_word_is_no_full_name(name: str) -> None:
    with pytest.raises(CurationError, match="full name"):
        Suppression(bytes(32)).add(name, since="2026-01-01")


@pytest.fixture
def environment(neo4j_server: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_USER", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    return tmp_path


def everything(store: Store) -> str:
    """All that the database holds, as one text."""
    rows = store.read("MATCH (n) RETURN properties(n) AS p UNION ALL MATCH ()-[r]->() RETURN properties(r) AS p")
    payloads = [zlib.decompress(row["p"].pop("payload")).decode() for row in rows if "payload" in row["p"]]
    return repr(rows) + "".join(payloads)


def test_suppress_rewrites_what_is_loaded_and_remove_brings_it_back(
    store: Store, environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = environment / "ada-north-interview.md"
    path.write_bytes(report("Ada", "North", ("{s}", "{g} {s}", "{l}.{m}@alder.example.org", "{G} {S}")))
    assert main(["load", str(path)]) == 0
    before = store.facts()
    assert "north" in everything(store).casefold()
    assert main(["suppress", "Ada North", "--note", "case 14"]) == 0
    assert "north" not in everything(store).casefold()
    assert [d["source"] for d in store.documents()] == ["name-withheld-interview.md"]
    for hit in store.read("SHOW FULLTEXT INDEXES YIELD name RETURN name"):
        found = store.read(
            "CALL db.index.fulltext.queryNodes($name, 'north') YIELD node RETURN node.id", {"name": hit["name"]}
        )
        assert found == []
    withheld = store.facts()
    capsys.readouterr()
    assert main(["load", str(path)]) == 0
    assert main(["suppress", "--list"]) == 0
    assert main(["check"]) == 0
    printed = capsys.readouterr()
    assert "case 14" in printed.out
    assert "unchanged" in printed.out
    assert "north" not in (printed.out + printed.err).casefold()
    assert store.facts() == withheld
    assert main(["suppress", "Ada North", "--remove"]) == 0
    assert store.facts() == withheld
    store.clear()
    assert main(["load", str(path)]) == 0
    assert store.facts() == before


def test_an_error_does_not_tell_the_name(environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Suppression(bytes(32)).add("Ada North", since="2026-01-01").save(
        environment / "home" / "curation" / "suppressed.toml"
    )
    path = environment / "ada_north.txt"
    path.write_text("")
    assert main(["load", str(path)]) == REFUSED
    assert main(["load", str(environment / "Ada North.pdf")]) == NOT_FOUND
    printed = capsys.readouterr()
    assert "is empty" in printed.err
    assert "does not exist" in printed.err
    assert "north" not in printed.err.casefold()


def place(environment: Path) -> Path:
    return environment / "home" / "curation" / "suppressed.toml"


@pytest.mark.fault("the suppression list is lost, old, or changed meanwhile")
def test_a_lost_list_lets_nobody_return(store: Store, environment: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Lost with its key, as when another home, another machine or an emptied volume loads into the same graph."""
    path = environment / "interview.md"
    path.write_bytes(report("Ada", "North", ("{s}", "{g} {s}", "{l}.{m}@alder.example.org", "{G} {S}")))
    assert main(["suppress", "Ada North"]) == 0
    assert main(["load", str(path)]) == 0
    [entry] = Suppression.load(place(environment)).ids
    for file in (place(environment), place(environment).with_suffix(".key")):
        file.unlink()
    store.clear()
    capsys.readouterr()
    assert main(["load", str(path)]) == REFUSED
    told = capsys.readouterr().err
    assert f"it lacks 1 of its people (entries {entry})" in told
    assert "north" not in told.casefold()
    assert store.facts().nodes == {}

    # Lost for good: the person is put on the new list, and then the old entry need not be missed any more.
    assert main(["suppress", "Ada North"]) == 0
    assert main(["load", str(path)]) == REFUSED
    assert main(["suppress", "--forget", "00000000"]) == REFUSED
    assert main(["suppress", "--forget", Suppression.load(place(environment)).ids[0]]) == REFUSED
    assert main(["suppress", "--forget", entry]) == 0
    assert main(["load", str(path)]) == 0
    assert "north" not in everything(store).casefold()


def test_who_is_taken_off_the_list_is_not_missed(store: Store, environment: Path) -> None:
    path = environment / "interview.md"
    path.write_bytes(report("Ada", "North", ("{s}", "{g} {s}", "{l}.{m}@alder.example.org", "{G} {S}")))
    for name in ("Ada North", "Ben Castle"):
        assert main(["suppress", name]) == 0
    assert store.withheld() == frozenset(Suppression.load(place(environment)).ids)
    assert main(["suppress", "Ada North", "--remove"]) == 0
    assert len(store.withheld()) == 1
    assert main(["load", str(path)]) == 0
    assert "north" in everything(store).casefold()


@pytest.mark.fault("the suppression list is lost, old, or changed meanwhile")
def test_a_list_whose_key_alone_is_left_is_not_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "suppressed.toml"
    Suppression(bytes(32)).add("Ada North", since="2026-01-01").save(path)
    path.unlink()
    with pytest.raises(CurationError, match="is gone, but its key is there; restore the list"):
        Suppression.load(path)


@pytest.mark.fault("the suppression list is lost, old, or changed meanwhile")
def test_a_list_that_leads_nowhere_is_not_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "suppressed.toml"
    path.symlink_to(tmp_path / "not" / "mounted.toml")
    with pytest.raises(CurationError, match="cannot be read"):
        Suppression.load(path)


def test_two_who_are_put_on_the_list_at_once_are_both_on_it(environment: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NEO4J_URI", "NEO4J_USER", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name)
    names = [f"Ada {surname}" for surname in "North South East West".split()]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda name: main(["suppress", name]), names)) == [0] * 4
    known = Suppression.load(place(environment))
    assert all(known.find(name) for name in names)


def test_the_list_of_an_earlier_version_holds_where_it_is(
    store: Store, environment: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = environment / "home" / "suppressed.toml"
    Suppression(bytes(32)).add("Ada North", since="2026-01-01").save(earlier)
    path = environment / "interview.md"
    path.write_bytes(report("Ada", "North", ("{s}", "{g} {s}", "{l}.{m}@alder.example.org", "{G} {S}")))
    assert main(["load", str(path)]) == 0
    assert "north" not in everything(store).casefold()
    assert main(["suppress", "Ben Castle"]) == 0
    assert len(Suppression.load(earlier).entries) == 2


@pytest.mark.fault("the suppression list is lost, old, or changed meanwhile")
def test_a_load_that_began_before_brings_nobody_back(store: Store, environment: Path) -> None:
    path = environment / "interview.md"
    path.write_bytes(report("Ada", "North", ("{s}", "{g} {s}", "{l}.{m}@alder.example.org", "{G} {S}")))
    settings = Settings.from_environment()
    before = Curation.of(settings.files)
    read = read_files([path], force=True, say=print, curation=before)
    keep_promises(store, before.suppression)
    assert main(["suppress", "Ada North"]) == 0
    with pytest.raises(OutdatedListError, match="load it again"):
        store.load(read[0].packed, list_mark=before.suppression.mark)
    assert [done.outcome for done in load_files(store, read, curation=before)] == ["added"]
    assert "north" not in everything(store).casefold()
    assert main(["suppress", "Ada North", "--also", "Addie Castle"]) == 0
    list(load_files(store, read, curation=before))
    assert "north" not in everything(store).casefold()


@pytest.mark.fault("the suppression list is lost, old, or changed meanwhile")
@pytest.mark.parametrize("reached", ["promise_withheld", "rewrite", "note_withheld"])
def test_a_suppression_that_was_interrupted_is_finished_by_the_next_load(
    store: Store, environment: Path, monkeypatch: pytest.MonkeyPatch, reached: str
) -> None:
    path, other = environment / "interview.md", environment / "other.md"
    path.write_bytes(report("Ada", "North", ("{s}", "{g} {s}", "{l}.{m}@alder.example.org", "{G} {S}")))
    other.write_bytes(report("Eve", "Marsh", ("{s}",) * 4))
    assert main(["load", "--force", str(path)]) == 0

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Store, reached, interrupted)
        assert main(["suppress", "Ada North"]) == INTERRUPTED
    assert main(["load", "--force", str(other)]) == 0
    assert "north" not in everything(store).casefold()


def test_a_document_that_is_replaced_while_it_is_rewritten_stays_the_later_one(
    store: Store, environment: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = environment / "interview.md"
    path.write_bytes(report("Ada", "North", ("{s}",) * 4))
    assert main(["load", "--force", str(path)]) == 0
    rewrite, later = Store.rewrite, report("Ada", "North", ("Harbour lights by {s}",) * 4)

    def after_another_load(self: Store, *positional: Any, **named: Any) -> bool:
        self.load(extract(redact(read("interview.md", later), listed("Ada North"))).bundle)
        return rewrite(self, *positional, **named)

    with monkeypatch.context() as patched:
        patched.setattr(Store, "rewrite", after_another_load)
        assert main(["suppress", "Ada North"]) == 0
    assert "north" not in everything(store).casefold()
    assert "Harbour lights" in everything(store)


def test_a_document_of_nothing_but_letters_that_stand_apart_is_refused() -> None:
    """Each could begin a name: what no report holds is not looked through for hours."""
    line, letters = "J u l i a  A m e s met them\n\n", 9
    some = read("spaced.txt", (line * (MOST_LETTERS_APART // letters)).encode())
    assert "m e s" not in redact(some, listed("Julia Ames")).text
    more = read("spaced.txt", (line * (MOST_LETTERS_APART // letters + 1)).encode())
    with pytest.raises(ReadError, match=r"spaced\.txt has 20,\d\d\d letters that stand apart"):
        redact(more, listed("Julia Ames"))
    assert redact(more, Finder(Suppression(bytes(32)))) is more
