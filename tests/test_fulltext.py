"""Words are read in one way for the index, for what is typed and for what is highlighted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.store.analysis import LONGEST, stem, tokens
from graph.store.fulltext import MOST_WORDS, STOP_WORDS, any_of, sought
from graph.store.terms import BREAK, KNOWLEDGE_TERMS, TERMS, outside_reports, terms, terms_of
from schema.bundle import Statements
from schema.errors import QueryError
from schema.links import In
from schema.model import GRAPH_MODEL
from schema.nodes import Document, Passage

TEXTS = st.text(st.sampled_from("abcdeilnorstCO'’-‐ é\u0301\u00ad\"|=*~:()[]{}^\\/!?&+ß½ﷺ漢"), max_size=60) | st.text(
    max_size=60
)


def stems(text: str) -> list[str]:
    return [t.stem for t in tokens(text)]


def highlighted(typed: str, text: str, *near: bool) -> list[str]:
    asked = sought(typed)
    spans = asked.spans(text, near or (False,) * (len(asked.phrases) + len(asked.words)))
    return [text[a:b] for a, b in spans]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("co-operatives", "coop"),
        ("Cooperative", "CO‑OP's"),
        ("co-operation", "cooperating"),
        ("café", "CAFES"),
        ("cafe\u0301", "café"),
        ("carers’", "carer"),
        ("children's", "child"),
        ("organizations", "organisation"),
        ("policies", "policy"),
        ("homeless", "Homelessness’"),
        ("fu\u00adture", "future"),
    ],
)
def test_forms_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stems(one)[-1] == stems(other)[-1]


@pytest.mark.parametrize(
    ("one", "other"), [("cooper", "co-op"), ("county", "country"), ("cop", "co-op"), ("care", "career")]
)
def test_other_words_have_another(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_a_compound_is_its_parts_and_the_whole() -> None:
    found = [(t.word, t.joined) for t in tokens("self-directed, O'Neill, non-co-op")]
    assert found == [
        *[("self", False), ("directed", False), ("selfdirected", True)],
        *[("o", False), ("neill", False), ("oneill", True)],
        *[("non", False), ("coop", False), ("noncoop", True)],
    ]


@given(TEXTS)
def test_tokens_are_where_they_say_and_are_terms_that_lucene_reads_as_they_are(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.word.isalnum() and token.stem.isalnum() and len(token.word) <= LONGEST
        assert stem(token.word) == token.stem
    assert all(t.strip("=").isalnum() or t == BREAK for t in terms([text], [text]).split())


@given(TEXTS, st.booleans())
def test_nothing_that_is_typed_reaches_lucene_but_words(text: str, typed: bool) -> None:
    try:
        asked = sought(text, typed=typed)
    except QueryError as e:
        assert "\n" not in str(e)
        assert not [t for t in tokens(text) if t.word]
        return
    assert len(asked.words) + len(asked.phrases) > 0
    for word in asked.words:
        assert word.word.isalnum() and word.word == word.word.lower()
    assert all(s.isalnum() for phrase in asked.phrases for s in phrase)


@given(TEXTS)
def test_a_text_matches_itself_and_every_word_of_it(text: str) -> None:
    for token in tokens(text):
        if not token.joined:
            assert highlighted(token.word, text)


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("home", "A home, HOMES and homeless", ["home", "HOMES", "homeless"]),
        ("homes ", "A home, HOMES and homeless", ["home", "HOMES"]),
        ("planni", "to plan is planning", ["plan", "planning"]),
        ("the homes of", "the home of", ["home"]),
        ('"care leavers" ', "care leaver; leavers' care; Care-leavers", ["care leaver", "Care-leavers"]),
        (
            "self-directed ",
            "self directed, selfdirected, Self-Directed, directed self",
            ["self directed", "selfdirected", "Self-Directed"],
        ),
        ("self-dir", "self directed", ["self", "directed"]),
        ("coop", "The Co-operative’s co‑op", ["Co-operative", "co‑op"]),
        ("x", "x-ray", ["x"]),
    ],
)
def test_what_matches_is_highlighted_to_the_character(typed: str, text: str, expected: list[str]) -> None:
    assert highlighted(typed, text) == expected


def test_one_letter_is_forgiven_in_long_words_alone() -> None:
    for misspelt in ("homelesness", "homellessness", "homelessnets", "homelessenss"):
        assert highlighted(misspelt, "homelessness, houses", True) == ["homelessness"]
    clauses = sought("homes county gar7den ").parameter(TERMS)["clauses"]
    assert [c["near"] for c in clauses] == [None, "(county~1 counti~1)", None]


def test_stop_words_are_looked_for_where_nothing_else_is() -> None:
    assert [w.word for w in sought("the homes of the").words] == ["homes"]
    assert [w.word for w in sought("of the ").words] == ["of", "the"]
    assert {w for w in STOP_WORDS if stems(w) == []} == set()


def test_a_long_text_is_cut() -> None:
    for text in ("abc def ghi " * 10_000, " ".join(f"word{i}" for i in range(20_000)), "so-" * 40_000, '"a" ' * 30_000):
        asked = sought(text)
        assert len(asked.words) <= MOST_WORDS and len(asked.phrases) <= MOST_WORDS
        assert all(len(w.parts) <= MOST_WORDS for w in asked.words)
        assert len(any_of(text)) < 20_000
    for text in ("", " ?! ", '""', "-’" * 50_000):
        with pytest.raises(QueryError, match="no word to look for"):
            sought(text)


def test_what_is_told_knows_no_phrases_and_no_unfinished_words() -> None:
    assert any_of('homes for "care leavers"') == "+(terms:((home =home^0.5) (care =care^0.5) (leaver =leaver^0.5)))"


def test_terms_are_stems_in_order_then_words_then_the_words_of_names() -> None:
    assert terms(["Co-op Bank"], ["self-help groups"]) == ("coop bank | self help group | selfhelp groups =coop =bank")
    passage = GRAPH_MODEL.node("Passage")
    assert terms_of(passage, {"text": "Homes", "heading": "unsearched"}) == {TERMS: "home | homes @passage"}
    assert terms_of(passage, {"text": "Homes"}, outside_reports=True) == {KNOWLEDGE_TERMS: "home | homes @passage"}
    assert terms_of(GRAPH_MODEL.node("Reference"), {"url": "https://example.org"}) == {}


def test_what_is_no_report_is_told_by_its_document() -> None:
    facts = Statements()
    for kind in ("register", "report", "judgements"):
        facts.add(Document(id=f"document/{kind}", title="T", kind=kind, source="s", sha256="0"))
        facts.add(Passage(id=f"passage/{kind}/1", text="t", start=0, end=1, order=0))
        facts.add(In(source=f"passage/{kind}/1", target=f"document/{kind}"))
    assert outside_reports(facts) == {
        "document/register",
        "document/judgements",
        "passage/register/1",
        "passage/judgements/1",
    }
