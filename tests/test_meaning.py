"""Vectors are the store's own: they come with what says something, follow its words, leave with it, and are no facts."""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fair import NEED, fair

from api.gql.execute import Executor, Request
from graph.connection import Connection
from graph.embedding import files
from graph.embedding.embedder import EMBEDDERS, embedder
from graph.store import preparation
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from schema.bundle import Bundle, merge
from schema.errors import SettingsError
from schema.links import In
from schema.nodes import Challenge, Document, Passage

VECTORS = "MATCH (n) WHERE n.vector IS NOT NULL RETURN n.id AS id, n.vector AS vector ORDER BY id"


@pytest.fixture
def meaningful(store: Store, neo4j_server: Connection) -> Iterator[Store]:
    """An empty graph whose nodes get vectors of the model that is read soonest."""
    with Store(replace(neo4j_server, embedding="wordllama")) as opened:
        opened.prepare()
        yield opened
    store.prepare()


def vectors(store: Store) -> dict[str, list[float]]:
    return {row["id"]: row["vector"] for row in store.read(VECTORS)}


def of(text: str) -> list[float]:
    return EMBEDDERS["wordllama"]().embed([text])[0]


def note(slug: str, title: str) -> Bundle:
    """A document that states a challenge which others may state too, by a title of its own."""
    bundle = Bundle(f"document/{slug}")
    bundle.add(Document(id=bundle.document, title=slug, kind="report", source=f"{slug}.txt", sha256="0"))
    passage = Passage(id=f"passage/{slug}/0", text=title, start=0, end=len(title), order=0)
    bundle.add(passage, In(source=passage.id, target=bundle.document))
    bundle.state(Challenge(id="challenge/fair/homes", title=title), passage.id)
    return bundle


def test_what_says_something_has_a_vector_and_nothing_else(meaningful: Store) -> None:
    meaningful.load(fair())
    assert set(vectors(meaningful)) == {
        "challenge/fair/homes",
        "challenge/fair/buses",
        "idea/fair/homes/1",
        "model/cedar",
        "passage/fair/4",
        "passage/fair/8",
    }
    assert vectors(meaningful)["model/cedar"] == pytest.approx(of("The Cedar scheme"), abs=1e-6)


def test_a_vector_follows_the_words_and_leaves_with_them(meaningful: Store) -> None:
    short, long = "Homes", "Homes for young people who leave care"
    meaningful.load(note("a", short))
    assert vectors(meaningful)["challenge/fair/homes"] == pytest.approx(of(short), abs=1e-6)
    meaningful.load(note("b", long))
    assert vectors(meaningful)["challenge/fair/homes"] == pytest.approx(of(long), abs=1e-6)
    meaningful.remove("document/b")
    assert vectors(meaningful)["challenge/fair/homes"] == pytest.approx(of(short), abs=1e-6)
    meaningful.remove("document/a")
    assert vectors(meaningful) == {}


def test_order_and_reloading_make_no_difference(meaningful: Store) -> None:
    one, other = note("a", "Homes"), fair()
    for bundles in ((one, other), (other, one, other)):
        meaningful.clear()
        for bundle in bundles:
            meaningful.load(bundle)
        assert meaningful.facts() == merge([one, other])
        kept = vectors(meaningful)
        assert kept["challenge/fair/homes"] == pytest.approx(of("Homes for young people who leave care"), abs=1e-6)


def test_another_model_or_none_takes_effect_at_the_next_start(
    meaningful: Store, store: Store, neo4j_server: Connection
) -> None:
    meaningful.load(fair())
    loaded = vectors(meaningful)
    store.prepare()
    assert vectors(store) == {}
    meaningful.prepare()
    assert vectors(meaningful) == loaded
    with Store(replace(neo4j_server, embedding="minilm")) as other:
        other.prepare()
        assert set(vectors(other)) == set(loaded)
        assert {len(vector) for vector in vectors(other).values()} == {384}


def test_what_was_loaded_before_gets_its_vectors_a_batch_at_a_time(
    meaningful: Store, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for bundle in (
        fair(),
        *(note(f"n{i}", "Homes for young people who leave care, and who helps there") for i in range(5)),
    ):
        meaningful.load(bundle)
    loaded = vectors(meaningful)
    store.prepare()
    assert meaningful.embedder is not None
    monkeypatch.setattr(preparation, "_AT_ONCE", 2)
    sizes: list[int] = []
    embed = meaningful.embedder.embed

    def counted(texts: list[str]) -> list[list[float]]:
        sizes.append(len(texts))
        return embed(texts)

    monkeypatch.setattr(meaningful.embedder, "embed", counted, raising=False)
    meaningful.prepare()
    assert vectors(meaningful) == loaded
    assert max(sizes) == 2
    assert sum(sizes) == len(loaded)


def test_vectors_are_no_statements(meaningful: Store) -> None:
    bundle = fair()
    meaningful.load(bundle)
    assert meaningful.facts() == bundle.facts
    assert "vector" not in next(meaningful.bundles()).to_json().decode()


@pytest.mark.parametrize("name", EMBEDDERS)
def test_a_model_gives_the_same_vector_of_length_one_alone_or_among_others(name: str) -> None:
    model = EMBEDDERS[name]()
    texts = ["Homes for young people", "", "x " * 5000, "Wohnungen — für junge Leute\u0000"]
    together = model.embed(texts)
    assert together == [model.embed([text])[0] for text in texts] == EMBEDDERS[name]().embed(texts)
    assert {len(vector) for vector in together} == {model.dimensions}
    assert [sum(x * x for x in vector) for vector in together] == pytest.approx([1] * 4)


def test_a_model_that_is_not_what_is_pinned_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match="no embedding model 'bert'; there are minilm, wordllama, none"):
        embedder("bert")
    with pytest.raises(SettingsError, match=r"weights\.bin is not there; install the package hypothesis_of_nobody"):
        files.model_file("hypothesis_of_nobody", "weights.bin", "0")
    other = hashlib.sha256(b"other").hexdigest()
    with pytest.raises(SettingsError, match="expected " + other[:12]):
        files.model_file("hypothesis", "__init__.py", other)


@pytest.fixture
def ask(meaningful: Store, neo4j_server: Connection) -> Iterator[Any]:
    """Asks the service about the fair."""
    meaningful.load(fair())
    meaningful.read("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    with_words, with_meaning = QueryRunner(neo4j_server), QueryRunner(replace(neo4j_server, embedding="wordllama"))

    def asked(query: str, *, words_alone: bool = False) -> Any:
        executor = Executor(with_words if words_alone else with_meaning)
        return json.loads(asyncio.run(executor.execute(Request(query=query))).body)

    yield asked
    with_words.close()
    with_meaning.close()


def test_a_search_finds_by_meaning_and_by_both(ask: Any) -> None:
    def found(by: str, text: str, more: str = "") -> list[str]:
        answer = ask(f'{{ search(text: "{text}", by: {by}{more}) {{ edges {{ node {{ id }} }} }} }}')
        return [edge["node"]["id"] for edge in answer["data"]["search"]["edges"]]

    text = "accommodation after foster families"
    assert "challenge/fair/homes" not in found("WORDS", text)
    assert found("MEANING", text)[0] == "idea/fair/homes/1"
    assert set(found("BOTH", text)) == set(found("WORDS", text)) | set(found("MEANING", text))
    assert found("BOTH", "buses at night")[0] in {"challenge/fair/buses", "passage/fair/5"}
    assert {i.partition("/")[0] for i in found("MEANING", text, ", kinds: [Challenge, Model]")} <= {
        "challenge",
        "model",
    }


def test_pages_of_what_means_the_like_fit_together(ask: Any) -> None:
    query = (
        '{{ search(text: "rooms and homes for young people", by: BOTH, first: {}{}) '
        "{{ totalCount pageInfo {{ endCursor }} edges {{ node {{ id }} }} }} }}"
    )
    whole = ask(query.format(100, ""))["data"]["search"]
    ids = [edge["node"]["id"] for edge in whole["edges"]]
    assert whole["totalCount"] == len(ids) > 3
    paged, after = [], ""
    while len(paged) < len(ids):
        page = ask(query.format(2, after))["data"]["search"]
        paged += [edge["node"]["id"] for edge in page["edges"]]
        after = f', after: "{page["pageInfo"]["endCursor"]}"'
    assert paged == ids


def test_where_no_model_is_chosen_both_means_words_and_meaning_is_refused(ask: Any) -> None:
    by = '{{ search(text: "buses", by: {}) {{ edges {{ node {{ id }} score }} }} }}'
    assert ask(by.format("BOTH"), words_alone=True) == ask(by.format("WORDS"))
    [error] = ask(by.format("MEANING"), words_alone=True)["errors"]
    assert "no embedding model is chosen" in error["message"]


def test_a_challenge_has_others_that_are_similar(ask: Any) -> None:
    answer = ask('{ challenge(id: "challenge/fair/homes") { similarTo(first: 3) { score challenge { id } } } }')
    [similar] = answer["data"]["challenge"]["similarTo"]
    assert similar["challenge"] == {"id": "challenge/fair/buses"}
    assert -1 <= similar["score"] < 1
    [error] = ask("{ challenges { nodes { similarTo(first: 1000) { score } } } }")["errors"]
    assert "may be 0 to 100" in error["message"]


def test_precedents_are_challenges_models_and_what_followed(ask: Any) -> None:
    answer = ask(
        f'{{ precedents(text: "{NEED}") {{ challenges {{ score challenge {{ id }} }} models {{ model {{ id }} }} '
        'initiatives { initiative { id } } } partners(text: "rooms for foster families", kinds: [PROVIDER], roles: [EXAMPLE]) '
        "{ organisation { name } tier } }"
    )
    assert not answer.get("errors"), answer
    found = answer["data"]["precedents"]
    assert found["challenges"][0]["challenge"] == {"id": "challenge/fair/homes"}
    assert found["models"] == [{"model": {"id": "model/cedar"}}]
    assert found["initiatives"] == []
    assert answer["data"]["partners"] == [{"organisation": {"name": "Cedar"}, "tier": "EVIDENCE"}]
