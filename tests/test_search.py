"""Search finds what a person means, says why to the character, and asks no more of them than a few letters."""

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import empty
from hypothesis import given, settings
from hypothesis import strategies as st

from api.gql.compiler import search
from api.gql.compiler.search import _LEAST_ASKED
from api.gql.execute import Executor, Request
from api.gql.types import sdl
from graph.connection import Connection
from graph.store.query_runner import QueryRunner
from graph.store.store import Store
from graph.store.terms import OWN_PROPERTIES
from schema.bundle import Bundle
from schema.links import Addresses, Attended, Cites, In, RaisedAt
from schema.nodes import Challenge, Document, Event, Idea, Model, Organisation, Passage

LINES = (
    "Homelessness: a home for each, planned with the county",
    "The cooperative runs a garden",
    "A co-operative of carers, self-directed and asset-locked",
    "Co-ops' shops stay open, says O’Neill",
    "Coops lend money; gardeners plan gardens, and gardening helps the homeless",
    "Temporary kitchens in accommodation for children’s clubs",
    "A temporary accommodation for families who look for policies and careers",
    "Cooper makes barrels",
)
ROW = "Willow Trust: gardening charity, Zetland"
TITLES = {"gardens": "Gardens for a neighbourhood", "homes": "Homelessness", "buses": "Buses at night"}
IDEAS = {
    "gardens/1": "Share tools between gardeners",
    "gardens/2": "Ask Willow Trust for soil",
    "homes/1": "Let the co-op's empty shops",
    "buses/1": "Drive the last bus home",
}


@pytest.fixture(scope="module")
def found(neo4j_server: Connection) -> Iterator["Found"]:
    """A report of one fair, and the row of a register that says more of a body there."""
    bundle = Bundle("document/fair")
    passages = _document(bundle, "fair", "report", LINES)
    (row,) = _document(bundle, "register", "register", (ROW,))
    bundle.state(Event(id="event/fair", name="Garden Fair", venue="Salford"), passages[0])
    willow = Organisation(id="organisation/willow", name="Willow Trust", aliases=("The Willow",), kind="charity")
    bundle.state(willow, passages[0], kind=(row,))
    bundle.add(Attended(source="organisation/willow", target="event/fair", evidence=passages[:1]))
    bundle.state(
        Model(id="model/plots", name="Garden plots", description="Neighbours share homes for tools"), passages[1]
    )
    for key, title in TITLES.items():
        challenge = Challenge(id=f"challenge/fair/{key}", title=title)
        bundle.state(challenge, passages[0])
        bundle.add(RaisedAt(source=challenge.id, target="event/fair", evidence=passages[:1]))
    for key, text in IDEAS.items():
        idea = Idea(id=f"idea/fair/{key}", text=text, number=key[-1])
        challenge_id = f"challenge/fair/{key.partition('/')[0]}"
        bundle.state(idea, passages[1])
        bundle.add(Addresses(source=idea.id, target=challenge_id, evidence=passages[1:2]))
    bundle.add(Cites(source="idea/fair/gardens/1", target="model/plots", evidence=passages[1:2]))
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        store.load(bundle)
    asker = Found(neo4j_server)
    yield asker
    asker.close()


def _document(bundle: Bundle, slug: str, kind: str, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Add a document with a passage for each line; return the passages' ids."""
    document, at, passages = f"document/{slug}", 0, []
    bundle.add(Document(id=document, title=f"The {slug}", kind=kind, source=f"{slug}.txt", sha256="0"))
    for order, line in enumerate(lines):
        passage = Passage(id=f"passage/{slug}/{order}", text=line, start=at, end=at + len(line), order=order)
        bundle.add(passage, In(source=passage.id, target=document))
        at = passage.end + 1
        passages.append(passage.id)
    return tuple(passages)


class Found:
    """Asks the loaded graph."""

    def __init__(self, connection: Connection) -> None:
        self.reader = QueryRunner(connection)
        self.executor = Executor(self.reader)
        self.runner = asyncio.Runner()

    def close(self) -> None:
        self.reader.close()
        self.runner.close()

    def response(self, query: str, **variables: Any) -> Any:
        return json.loads(self.runner.run(self.executor.execute(Request(query=query, variables=variables))).body)

    def data(self, query: str, **variables: Any) -> Any:
        response = self.response(query, **variables)
        assert "errors" not in response, response
        return response["data"]

    def ids(self, text: str, arguments: str = "") -> list[str]:
        query = f"query($t:String!){{search(text:$t,first:1000{arguments}){{totalCount nodes{{id}}}}}}"
        search = self.data(query, t=text)["search"]
        ids = [n["id"] for n in search["nodes"]]
        assert len(ids) == search["totalCount"]
        return ids

    def highlighted(self, text: str) -> dict[str, list[str]]:
        """The words that are highlighted, by the id of what was found."""
        query = """query($t:String!){search(text:$t,first:1000){edges{node{id} highlights{property snippet
          ranges{start end}}}}}"""
        return {
            e["node"]["id"]: [h["snippet"][r["start"] : r["end"]] for h in e["highlights"] for r in h["ranges"]]
            for e in self.data(query, t=text)["search"]["edges"]
        }

    def matching(self, where: str, plural: str = "ideas", **variables: Any) -> set[str]:
        declared = "($m:String)" if "$m" in where else ""
        nodes = self.data(f"query{declared}{{{plural}(where:{where}){{nodes{{id}}}}}}", **variables)[plural]["nodes"]
        return {n["id"] for n in nodes}


def test_every_spelling_of_a_cooperative_is_one_word(found: Found) -> None:
    expected = {*(f"passage/fair/{i}" for i in (1, 2, 3, 4)), "idea/fair/homes/1"}
    for word in ("cooperative", "co-operative", "co-op", "coop", "Co‑operatives", "co-ops'", "COOPS"):
        assert set(found.ids(f"{word} ")) == expected, word


def test_what_a_word_finds_its_beginnings_find_and_every_hit_says_why(found: Found) -> None:
    words = {
        w for text in (*LINES, *TITLES.values(), *IDEAS.values()) for w in re.findall(r"[^\W_]+(?:[-'’]\w+)*", text)
    }
    for word in sorted(words):
        whole = set(found.ids(word))
        assert whole
        for size in range(3, len(word)):
            hits = found.highlighted(word[:size])
            assert whole <= hits.keys(), word[:size]
            assert all(hits.values()), (word[:size], hits)


def test_whole_words_come_before_beginnings_and_names_before_mentions(found: Found) -> None:
    assert found.ids("home")[-2:] == ["challenge/fair/homes", "passage/fair/4"]
    begun = found.ids("homel")
    assert begun[0] == "challenge/fair/homes" and {"passage/fair/0", "passage/fair/4"} == set(begun[1:3])
    assert found.ids("willow trust ")[0] == "organisation/willow"
    gardens = found.ids("garden ")
    assert set(gardens[:3]) == {"event/fair", "challenge/fair/gardens", "model/plots"}


def test_a_space_says_that_a_word_is_whole(found: Found) -> None:
    assert "passage/fair/6" in found.ids("care")
    assert "passage/fair/6" not in found.ids("care ")


def test_one_letter_is_forgiven_where_the_word_is_unknown(found: Found) -> None:
    assert set(found.ids("homelesness")) == set(found.ids("homelessness"))
    assert found.highlighted("homelesness")["challenge/fair/homes"] == ["Homelessness"]
    # One letter apart, but both there: neither stands for the other, nor does a short word for another.
    assert "passage/fair/6" not in found.ids("county ")
    assert found.ids("gardan ") != [] and found.ids("hume ") == []
    hits = found.highlighted("homelesness buses ")
    assert hits["challenge/fair/buses"] == ["Buses"] and hits["challenge/fair/homes"] == ["Homelessness"]


def test_a_quoted_phrase_must_be_there(found: Found) -> None:
    assert set(found.ids("temporary accommodation ")) == {"passage/fair/5", "passage/fair/6"}
    assert (
        found.ids('"temporary accommodation"') == found.ids("families “temporary accommodation”") == ["passage/fair/6"]
    )
    assert found.ids('"accommodation temporary"') == []
    # A node's texts stand one after the other: nothing reaches across.
    assert found.ids('"trust the willow"') == found.ids('"neighbourhood garden"') == []
    assert found.highlighted('"temporary accommodation"') == {"passage/fair/6": ["temporary accommodation"]}


@pytest.mark.parametrize(
    "typed",
    [
        "a",
        "the",
        "z",
        "AND",
        "homes AND NOT",
        "* ~ [x TO y] ^9 \\",
        "terms:home",
        "=home",
        "|",
        "a" * 100_000,
        "é\u0301",
    ],
)
def test_whatever_is_typed_has_an_answer(found: Found, typed: str) -> None:
    response = found.response("query($t:String!){search(text:$t){totalCount edges{highlights{snippet}}}}", t=typed)
    if typed == "|":
        assert response["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    else:
        search = response["data"]["search"]
        assert len(search["edges"]) == search["totalCount"] and all(e["highlights"] for e in search["edges"])


WORDS = sorted({word for line in LINES for word in re.findall(r"[\w’-]+", line)} | {"gardn", "zzz"})


@settings(max_examples=20, deadline=None)
@given(
    typed=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join),
    kinds=st.one_of(
        st.none(), st.sets(st.sampled_from(["Passage", "Idea", "Challenge", "Model", "Event"]), min_size=1)
    ),
    first=st.integers(0, 5),
    beside=st.sampled_from(["", "totalCount", "facets{kinds{value count}}", "totalCount facets{kinds{value count}}"]),
    asked=st.sampled_from([1, _LEAST_ASKED]),
)
def test_a_page_is_the_beginning_of_the_list_whatever_is_asked_beside_it(
    found: Found, typed: str, kinds: set[str] | None, first: int, beside: str, asked: int
) -> None:
    """Each way of asking has a statement of its own: they give the same entries and numbers."""
    nodes = found.data("query($t:String!){search(text:$t,first:1000){nodes{id __typename}}}", t=typed)["search"][
        "nodes"
    ]
    wanted = [node for node in nodes if kinds is None or node["__typename"] in kinds]
    query = f"query($t:String!,$k:[NodeKind!]){{search(text:$t,first:{first},kinds:$k){{{beside} nodes{{id}}}}}}"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(search, "_LEAST_ASKED", asked)
        patched.setattr(search, "_TIMES_ASKED", 1)
        page = found.data(query, t=typed, k=kinds and sorted(kinds))["search"]
    assert [node["id"] for node in page["nodes"]] == [node["id"] for node in wanted][:first]
    assert page.get("totalCount", len(wanted)) == len(wanted)
    if "facets" in page:
        assert sum(value["count"] for value in page["facets"]["kinds"]) == len(wanted)


def test_registers_are_left_out_unless_they_are_asked_for(found: Found) -> None:
    assert "passage/register/0" not in found.ids("willow")
    assert "passage/register/0" in found.ids("willow", ",registers:true")
    assert found.ids("zetland") == [] and found.ids("register ") == []
    assert found.ids("zetlamd", ",registers:true") == ["passage/register/0"]
    assert found.matching('{matches:"zetland"}', "passages") == set()
    rows = found.data('{passages(registers:true,where:{matches:"zetland"}){nodes{id}}}')["passages"]["nodes"]
    assert rows == [{"id": "passage/register/0"}]


def test_a_filter_asks_for_all_of_the_words(found: Found) -> None:
    assert found.matching('{matches:"tools gardener"}') == {"idea/fair/gardens/1"}
    assert found.matching('{matches:"tools bus"}') == set()
    assert found.matching('{matches:"gardaner"}') == {"idea/fair/gardens/1"}
    assert found.matching('{matches:"shar"}') == {"idea/fair/gardens/1"}
    assert found.matching('{NOT:{matches:"gardener"}}') == {f"idea/fair/{k}" for k in IDEAS} - {"idea/fair/gardens/1"}
    assert found.matching('{OR:[{matches:"co-op"},{matches:"bus",number:{eq:"1"}}]}') == {
        "idea/fair/homes/1",
        "idea/fair/buses/1",
    }
    assert found.matching("{matches:$m}") == {f"idea/fair/{k}" for k in IDEAS}
    assert found.matching("{matches:$m}", m="coop") == {"idea/fair/homes/1"}
    bad = found.response('{ideas(where:{matches:"?!"}){totalCount}}')
    assert bad["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_filter_asks_at_any_depth(found: Found) -> None:
    assert found.matching('{ideas:{some:{node:{matches:"tool"}}}}', "challenges") == {"challenge/fair/gardens"}
    assert found.matching('{ideas:{none:{node:{matches:"tool"}}}}', "challenges") == {
        "challenge/fair/homes",
        "challenge/fair/buses",
    }
    assert found.matching('{cites:{some:{node:{matches:"plot"}}}}') == {"idea/fair/gardens/1"}
    data = found.data(
        """{challenges(where:{matches:"homelessness"}){totalCount nodes{ideas(where:{node:{matches:"shop"}}){
          totalCount facets{group{value}} nodes{id} edges{cursor}}}}
          search(text:"garden tools",where:{idea:{matches:"soil"}},kinds:[Idea]){nodes{id}}
          events(where:{matches:"salford"},orderBy:[{challenges:{count:DESC}}]){nodes{id challenges(where:{node:{matches:"bus"}}){
          nodes{id}}}}}"""
    )
    assert data["challenges"]["totalCount"] == 1
    assert data["challenges"]["nodes"][0]["ideas"]["nodes"] == [{"id": "idea/fair/homes/1"}]
    assert data["search"]["nodes"] == []
    assert data["events"]["nodes"][0]["challenges"]["nodes"] == [{"id": "challenge/fair/buses"}]


def test_terms_are_nobodys_statement(found: Found) -> None:
    assert not [name for name in OWN_PROPERTIES if re.search(rf"\b{name}\b", sdl())]


def test_lists_of_documents_and_passages_are_those_of_reports(found: Found) -> None:
    counts = "{{ documents{0} {{ totalCount facets {{ kind {{ value count }} }} }} passages{0} {{ totalCount }} }}"
    data = found.data(counts.format(""))
    assert data["documents"] == {"totalCount": 1, "facets": {"kind": [{"value": "REPORT", "count": 1}]}}
    assert data["passages"]["totalCount"] == len(LINES)
    data = found.data("query($r:Boolean!)" + counts.format("(registers: $r)"), r=True)
    assert (data["documents"]["totalCount"], data["passages"]["totalCount"]) == (2, len(LINES) + 1)
    assert found.data("query($r:Boolean!)" + counts.format("(registers: $r)"), r=False)["documents"]["totalCount"] == 1
    nodes = found.data('{ documents(where: { title: { contains: "fair" } }) { nodes { id } } }')["documents"]["nodes"]
    assert [n["id"] for n in nodes] == ["document/fair"]
    [row] = found.data('{ passages(registers: true, where: { text: { contains: "Zetland" } }) { nodes { id } } }')[
        "passages"
    ]["nodes"]
    assert row["id"].startswith("passage/register")


def test_entries_of_one_score_come_in_the_order_of_their_ids_however_many_there_are(neo4j_server: Connection) -> None:
    """More than are asked of the index for a first page: the rest has to be asked for as well."""
    bundle = Bundle("document/fair")
    _document(bundle, "fair", "report", ("Everybody came.",))
    [passage] = bundle.passages
    many = [f"organisation/heron-{n:03}" for n in range(2 * _LEAST_ASKED)]
    for number, ident in enumerate(many):
        bundle.state(Organisation(id=ident, name=f"Heron {'Alder Birch Cedar'.split()[number % 3]}"), passage)
    bundle.state(Organisation(id="organisation/zz", name="Heron Heron"), passage)
    bundle.state(
        Challenge(id="challenge/pond", title="A pond that frogs, newts, ducks and one heron share in winter"), passage
    )
    empty(neo4j_server)
    with Store(neo4j_server) as store:
        store.prepare()
        store.load(bundle)
    asker = Found(neo4j_server)
    try:
        for size in (1, 20, 100):
            asked = (
                f'{{ search(text: "heron", first: {size}) {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }} }}'
            )
            page = asker.data(asked)["search"]
            assert [n["id"] for n in page["nodes"]] == ["organisation/zz", *many][:size]
            assert page["pageInfo"]["hasNextPage"]
        rest = asker.data(
            f'{{ search(text: "heron", first: 500, after: "{page["pageInfo"]["endCursor"]}") {{ nodes {{ id }} }} }}'
        )
        assert [n["id"] for n in rest["search"]["nodes"]] == [*many[99:], "challenge/pond"]
        # Of a kind that comes after all that is asked of the index at once; and what is counted beside the page.
        for kinds, ids in (
            ("[Challenge]", ["challenge/pond"]),
            ("[Organisation, Challenge]", ["organisation/zz", *many]),
        ):
            for counted in ("", "totalCount facets { kinds(ignoreOwn: true) { count } }"):
                found = asker.data(
                    f'{{ search(text: "heron", first: 20, kinds: {kinds}) {{ {counted} nodes {{ id }} }} }}'
                )
                assert [n["id"] for n in found["search"]["nodes"]] == ids[:20], (kinds, counted)
            assert found["search"]["totalCount"] == (1 if ids == ["challenge/pond"] else len(many) + 2)
            assert {k["count"] for k in found["search"]["facets"]["kinds"]} == {1, len(many) + 1}
    finally:
        asker.close()
