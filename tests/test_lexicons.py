"""The lexicons: patterns that people can read, entries that earn their place, texts compared with few of them."""

import ast
import json
import re
import tomllib
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.__main__ import main
from loaders.lexicons.lexicon import FOLDER, Entry, Lexicon, lexicon, lexicons, recorded
from loaders.lexicons.pattern import compile_pattern, keys_in, plain
from loaders.lexicons.words import any_of, one_of, word_list, word_set
from loaders.names.phrases import Phrases, words_of
from schema.errors import ImagineError
from tests.lexicon_frames import is_needed

ENTRIES = [(one, entry) for one in lexicons() for entry in one.entries]


def reads(one: Lexicon, entry: Entry, text: str) -> bool:
    return bool(entry.regex.fullmatch(plain(text)) if one.whole_lines else entry.regex.search(plain(text)))


@pytest.mark.parametrize("one", lexicons(), ids=lambda one: one.name)
def test_every_entry_reads_its_example_and_no_other_of_its_sense_does(one: Lexicon) -> None:
    """An entry whose example another one reads as well is not needed: widen the other, or show what only this one reads."""
    for entry in one.entries:
        assert reads(one, entry, entry.example), f"{one.name}/{entry.id} does not read its example"
        same = [o.id for o in one.entries if o is not entry and o.sense == entry.sense and reads(one, o, entry.example)]
        assert not same, f"{one.name}/{entry.id}: its example is read by {same} too"
        assert one.whole(entry.example, entry.sense) if one.whole_lines else one.find(entry.example, entry.sense)


@pytest.mark.parametrize("one", lexicons(), ids=lambda one: one.name)
def test_no_entry_stands_that_no_document_needs(one: Lexicon) -> None:
    """Without an entry something else is stated of a document with its example; else it is cut, or its example shows more."""
    assert [entry.id for entry in one.entries if not is_needed(one, entry)] == []


@pytest.mark.parametrize(
    ("name", "needed", "line"),
    [
        ("report_parts", True, "references\tinkwell\tinkwell\tInkwell"),
        ("report_parts", False, "references\tsources-again\tsources\tSources"),
        ("challenge_parts", False, "ideas\tafter-another\t(ideas|ideas that came up)\tIdeas"),
        ("lines", False, "weather\train\train\tRain"),
        ("speaking", False, "keynote\tkeynote-again\tkeynote speaker[s]\tKeynote speaker"),
    ],
)
def test_an_entry_that_changes_nothing_is_refused(name: str, needed: bool, line: str) -> None:
    """One that another reads before it, and one whose sense no rule asks for."""
    lines = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    one, entry = lexicon(name), Lexicon(name, [lines[0], line]).entries[0]
    one.entries.append(entry)
    one.prepare()
    try:
        assert is_needed(one, entry) is needed
    finally:
        one.entries.remove(entry)
        one.prepare()


WORDS = {"gathering": ("summit", "round table")}


def matches(pattern: str, text: str) -> bool:
    compiled = compile_pattern(pattern, WORDS.__getitem__)
    found = re.fullmatch(compiled.regex, plain(text)) is not None
    if found:
        assert compiled.keys & keys_in(text) and compiled.may_match(keys_in(text))
    return found


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("who (worked|sat) on", ["Who sat on", "who  worked on"], ["who on", "who satworked on"]),
        ("[key] theme[s]", ["Key themes", "theme"], ["key", "keytheme", " theme"]),
        ("theme[s] [and ...]", ["themes", "themes and what else"], ["themes and", "themes else"]),
        ("organi(s|z)ed by", ["organized by", "Organised by"], ["organi ed by"]),
        ("this <gathering>", ["this summit", "this round-table"], ["this", "this table"]),
        ("_ of # tables", ["two of 12 tables"], ["of 12 tables", "two of twelve tables"]),
        ("what's new", ["what’s new"], ["whats new"]),
        ("follow[ ]up", ["follow-up", "followup", "follow up"], ["follow. up"]),
        ("owner[s](/| and )helper[s]", ["owners/helpers", "owner and helper"], ["owners helpers"]),
        (r"stop\.", ["stop."], ["stop!"]),
        (
            "bodies[ _][ _] [_] [_] from",
            ["bodies from", "bodies a from", "bodies a b c d from"],
            ["bodies a b c d e from"],
        ),
        ("[_] [_] from bodies", ["from bodies", "two from bodies", "one or from bodies"], ["one or two from bodies"]),
        ("^[the] last stop$", ["the last stop", "last stop"], ["at the last stop", "thelast stop", " last stop"]),
    ],
)
def test_patterns_say_what_they_match(pattern: str, yes: list[str], no: list[str]) -> None:
    assert [text for text in yes if not matches(pattern, text)] == []
    assert [text for text in no if matches(pattern, text)] == []


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("who (worked|sat) on", "on what they worked, and who", "who was there"),
        ("(held|run) by the trust|in a year's time", "run by the trust we hold", "trust me, a year ago"),
        ("[at the] summit of _ bodies", "bodies of a summit", "a summit of peers"),
    ],
)
def test_a_pattern_is_passed_over_where_one_of_its_words_is_not_there(pattern: str, yes: str, no: str) -> None:
    compiled = compile_pattern(pattern, WORDS.__getitem__)
    assert compiled.keys & keys_in(yes) and compiled.may_match(keys_in(yes))
    assert not (compiled.keys & keys_in(no) and compiled.may_match(keys_in(no)))


@pytest.mark.parametrize("pattern", ["(open", "closed)", "[only] [optional]", "...", "# [things]", ""])
def test_a_pattern_that_cannot_be_read_or_needs_no_word_is_refused(pattern: str) -> None:
    with pytest.raises(ImagineError, match="pattern"):
        compile_pattern(pattern, WORDS.__getitem__)


def test_a_lexicon_refuses_what_is_no_entry() -> None:
    with pytest.raises(ImagineError, match="does not begin with"):
        Lexicon("one", ["sense\tid\tpattern\texample"])
    with pytest.raises(ImagineError, match="no entry"):
        Lexicon("one", ["# whole lines: for this test", "sense\tid\tpattern"])
    with pytest.raises(ImagineError, match="twice"):
        Lexicon("one", ["# inside text: for this test", "a\tid\tone\tone", "a\tid\ttwo\ttwo"])
    with pytest.raises(ImagineError, match="no list of words"):
        word_list("none")


@given(st.data())
def test_an_entry_is_never_passed_over_by_its_keys(data: st.DataObject) -> None:
    """What an entry reads, the lexicon finds, whatever stands around it and however it is written."""
    one, entry = data.draw(st.sampled_from(ENTRIES))
    example = data.draw(st.sampled_from((entry.example, entry.example.upper(), entry.example.replace("'", "’"))))
    around = st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=20)
    text = example if one.whole_lines else f"{data.draw(around)} {example} {data.draw(around)}"
    if reads(one, entry, text):
        assert keys_in(text) & entry.compiled.keys and entry.compiled.may_match(keys_in(text))


def test_overlaps_are_read_once_and_what_is_read_can_be_recorded() -> None:
    topics = lexicon("topics")
    text = "Children's social care, and social care for adults"
    with recorded() as read:
        found = topics.find(text)
    assert [(hit.entry.sense, text[hit.start : hit.end]) for hit in found] == [
        ("children's services", "Children's social care"),
        ("social care", "social care"),
        ("social care", "social care"),
    ]
    assert sum(read.values()) == len(found)
    assert {name for name, _, _ in read} == {"topics"}


def test_what_each_entry_reads_in_documents_can_be_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.md").write_text(
        "# Harbour day 2031\n\n## Attendees\n\n- Alder Trust\n- Birch Housing Association\n"
    )
    assert main(["check", "--lexicon", str(tmp_path), "--json"]) == 0
    entries = json.loads(capsys.readouterr().out)["entries"]
    read = {entry["entry"]: entry["read"] for entry in entries if entry["lexicon"] == "report_parts" and entry["read"]}
    assert set(read) == {"participants"}
    assert main(["check", "--lexicon", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert 'attendees, participants: "attendees" (' in shown.partition("entries that read nothing")[0]
    assert main(["check", "--lexicon"]) != 0
    assert "--lexicon reads files" in capsys.readouterr().err


@given(
    st.lists(st.lists(st.sampled_from("ab"), min_size=1, max_size=3), max_size=4),
    st.lists(st.sampled_from("abc"), max_size=8),
)
def test_the_longest_phrase_that_begins_at_a_word_is_found(phrases: list[list[str]], printed: list[str]) -> None:
    words = words_of(" ".join(printed).title())
    known = Phrases((" ".join(phrase), "".join(phrase)) for phrase in phrases)
    for index in range(len(words)):
        fitting = [p for p in phrases if printed[index : index + len(p)] == p]
        longest = max(fitting, key=len, default=None)
        assert known.at(words, index) == (None if longest is None else (len(longest), False, "".join(longest)))


def test_forms_follow_by_rule_and_lists_stand_in_lists() -> None:
    """The law of each form, on the lists that the product ships with."""
    assert {"alliances", "surgeries", "approach", "approaches"} <= word_set("scheme") and "alliance" in word_set(
        "scheme"
    )
    assert {"copies", "copied", "copying", "adopt"} <= word_set("taking over") and "copyed" not in word_set(
        "taking over"
    )
    assert {"organised", "organized", "organising"} & word_set("taking over") == set()
    assert word_set("telling verb") <= word_set("end of a name") and "<telling verb>" not in word_set("end of a name")
    assert "noted" in word_set("pointing out") and "note" not in word_set("pointing out")


def test_each_list_of_words_stands_once_and_is_asked_for() -> None:
    """A list that holds all of another names it (`<month>`); one that no rule, pattern or list asks for is nobody's."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "words").glob("*.toml"))]
    said = {name: one["words"] for lists in files for name, one in lists.items()}
    own = {
        name: set(re.findall(r"<[^<>]+>|[^,]+" if "," in words else r"<[^<>]+>|\S+", words))
        for name, words in said.items()
    }
    spelt = {name: {" ".join(word.split()) for word in words if "<" not in word} - {""} for name, words in own.items()}
    twice = [(a, b) for a, b in permutations(spelt, 2) if len(spelt[a]) > 10 and spelt[a] <= spelt[b]]
    assert twice == []
    loaders = FOLDER.parent
    asking = [path.read_text(encoding="utf-8") for ending in ("*.py", "*.tsv") for path in loaders.rglob(ending)]
    asked = set(re.findall(r"""['"<]([a-z' ]+)['">]""", " ".join([*asking, *said.values()])))
    assert sorted(said.keys() - asked) == []


def test_any_of_reads_hyphens_quotes_and_capitals() -> None:
    assert re.fullmatch(any_of("such as"), "for-example")
    assert re.fullmatch(any_of("month", capital=True), "May") and not re.fullmatch(any_of("month"), "May")
    assert re.fullmatch(any_of("list of examples"), "social-enterprises")


@given(st.lists(st.text(alphabet="ab -", min_size=1), min_size=1), st.text(alphabet="ab c-"))
def test_words_that_begin_alike_are_read_as_they_are_one_by_one(words: list[str], text: str) -> None:
    spelt = [[re.escape(sign) for sign in word] for word in words]
    longest_first = sorted(spelt, key=lambda word: (-len(word), word))
    assert re.findall(one_of(spelt), text) == re.findall("|".join(map("".join, longest_first)), text)


def test_a_list_of_words_is_put_into_a_pattern_and_not_spelled_out_as_its_call() -> None:
    """A string that was meant to be an f-string is a pattern that compiles and never matches."""
    spelled = [
        f"{path.name}:{node.lineno}"
        for path in (Path(__file__).parents[1] / "loaders").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"\{(any_of|word_)", node.value)
    ]
    assert not spelled


@given(st.text(alphabet="aB1é’'& _-–²\t"))
def test_the_words_of_a_text_and_the_gaps_between_them_are_the_text(text: str) -> None:
    words = words_of(text)
    end = 0
    for word in words:
        assert text[end : word.start] == word.gap
        assert word.end > word.start
        end = word.end
    assert not re.search(r"[aB1é&]", text[end:])
