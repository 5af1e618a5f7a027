"""The explorer's pages as a browser without scripts gets them: what they say, what they find, and what they refuse."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from conftest import empty
from serving import Start, running
from starlette.datastructures import QueryParams

from api.gql.options import Options
from api.gql.plan_cache import PlanCache
from api.gql.served import graphql_schema
from api.web.explorer import partners
from api.web.explorer.asking import DOCUMENTS, document
from api.web.explorer.entries import entry_of
from api.web.explorer.kinds import day, source
from api.web.explorer.planning import questions, typed
from api.web.explorer.reasons import reason_of
from api.web.explorer.tables import as_csv
from api.web.html import parted
from graph.connection import Connection
from graph.partners import matching, people
from graph.store.store import Store
from loaders.extract import extract
from loaders.sources import read

PATIENT = Options(seconds=120)
"""A busy machine may take long to plan a statement for the first time."""
LINES = """# Quay Day 2031

Quay Day 2031 took place at the Corn Hall, Leeds.

## Challenge: Shops that close

Owner: Ada North, Director, Alder Trust

### Summary

Shops close:

- no car, no bread
- no post

### Ideas

- Buy the shop.
"""
MARKUP = '"><script>alert(1)</script><b>'


@pytest.fixture(scope="module")
def service(filled: Connection) -> Iterator[httpx.Client]:
    """A client for a service that waits for its database."""
    with running(filled, PATIENT) as client:
        yield client


def found(page: httpx.Response) -> int:
    assert page.status_code == 200, page.text
    match = re.search(r'role="status"><strong>([\d,]+)', page.text)
    return int(match[1].replace(",", "")) if match else 0


def choices(page: httpx.Response) -> dict[tuple[str, str], int]:
    """The facets' values and how many entries they promise."""
    pattern = r'type="checkbox" name="(\w+)" value="([^"]+)"[^>]*>\s*<span>[^<]*</span> <span class="number">(\d+)<'
    return {(name, unescape(value)): int(count) for name, value, count in re.findall(pattern, page.text)}


def names(page: httpx.Response) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", "", n)) for n in re.findall(r'<p class="name">(.*?)</p>', page.text)]


def test_the_first_page_tells_what_is_here(service: httpx.Client) -> None:
    page = service.get("/")
    asked = "{ challenges { nodes { title } } events { nodes { name } } people(first: 0) { totalCount } }"
    answer = service.post("/graphql", json={"query": asked}).json()["data"]
    shown = unescape(page.text)
    for challenge in answer["challenges"]["nodes"]:
        assert challenge["title"][1:] in shown
    assert f"<strong>{answer['people']['totalCount']}</strong>" in shown
    for address in set(re.findall(r'href="(/[^"#]*)"', page.text)):
        assert service.get(unescape(address), headers={"accept": "text/html"}).status_code == 200, address


def test_a_search_finds_what_graphql_finds(service: httpx.Client) -> None:
    page = service.get("/search", params={"q": "homes"})
    query = 'query Q($k: [NodeKind!]) { search(text: "homes", kinds: $k) { totalCount nodes { id } } }'
    kinds = re.findall(r"kind=(\w+)", service.get("/search").text)
    answer = service.post("/graphql", json={"query": query, "variables": {"k": kinds}}).json()["data"]["search"]
    assert found(page) == answer["totalCount"] > 0
    linked = re.findall(r'<p class="name"><a href="/([^"]+)"', page.text)
    assert linked == [n["id"] for n in answer["nodes"]][: len(linked)]
    assert re.search(r"<mark>home", page.text, re.IGNORECASE)


def test_the_words_that_match_are_marked_where_a_name_has_them(service: httpx.Client) -> None:
    [name, *_] = names(service.get("/search", params={"kind": "Organisation"}))
    word = max(re.findall(r"\w+", name), key=len)
    assert f"<mark>{word}</mark>" in service.get("/search", params={"q": f'"{word}"', "kind": "Organisation"}).text


@pytest.mark.parametrize("given", [{"q": "care"}, {"kind": "Challenge"}, {"q": "care", "kind": ["Idea", "Person"]}])
def test_a_facet_counts_what_choosing_it_would_find(service: httpx.Client, given: dict[str, str | list[str]]) -> None:
    offered = choices(service.get("/search", params=given))
    assert {name for name, _ in offered} >= {"kind"}
    for (name, value), count in offered.items():
        assert found(service.get("/search", params={**given, name: value})) == count, (name, value)


def test_what_is_chosen_can_be_taken_away(service: httpx.Client) -> None:
    given = {"q": "care", "kind": ["Idea", "Challenge"], "year": "2024"}
    page = service.get("/search", params=given)
    chips = re.search(r'<ul class="chips".*?</ul>', page.text, re.DOTALL)
    assert chips
    left = [parse_qs(urlsplit(unescape(a)).query) for a in re.findall(r'href="([^"]+)"', chips[0])]
    assert left == [
        {"q": ["care"], "kind": ["Challenge"], "year": ["2024"]},
        {"q": ["care"], "kind": ["Idea"], "year": ["2024"]},
        {"q": ["care"], "kind": ["Idea", "Challenge"]},
        {"q": ["care"]},
    ]


def test_pages_follow_each_other_and_the_table_has_them_all(service: httpx.Client) -> None:
    given: dict[str, str] = {"kind": "Organisation"}
    listed: list[str] = []
    page = service.get("/search", params=given)
    while True:
        listed += names(page)
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        if not following:
            break
        page = service.get(unescape(following[1]))
    assert len(listed) == found(page) > 20
    table = service.get("/search.csv", params=given)
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row["name"] for row in csv.DictReader(io.StringIO(table.text))] == listed


def test_the_years_show_every_challenge_under_its_topic_and_gathering(service: httpx.Client) -> None:
    page = service.get("/years").text
    query = "{ challenges { nodes { id topics { nodes { id } } raisedAt { nodes { id } } } } }"
    challenges = service.post("/graphql", json={"query": query}).json()["data"]["challenges"]["nodes"]
    gatherings = re.findall(r'<th scope="col"><a href="/([^"]+)"', page)
    expected = {
        (t["id"], e["id"], c["id"]) for c in challenges for t in c["topics"]["nodes"] for e in c["raisedAt"]["nodes"]
    }
    shown = set()
    for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL):
        topic = re.search(r'<th scope="row"><a href="/([^"]+)"', row)
        for gathering, cell in zip(gatherings, re.findall(r"<td.*?</td>", row, re.DOTALL), strict=False):
            for challenge in re.findall(r'kind-challenge"><a href="/([^"]+)"', cell):
                shown.add((topic and topic[1], gathering, challenge))
    assert expected
    assert {one for one in shown if one[0]} == expected


def test_partners_come_with_the_words_that_say_why(service: httpx.Client) -> None:
    """What the graph holds word for word is what is needed: whoever is tied to it could help."""
    query = "{ ideas(first: 1, where: { cites: { count: { gte: 1 } } }) { nodes { text } } }"
    [idea] = service.post("/graphql", json={"query": query}).json()["data"]["ideas"]["nodes"]
    asked = """query P($t: String!) { partners(text: $t, first: 100) {
      tier organisation { id name } reasons { quote passage { id } } } }"""
    told = service.post("/graphql", json={"query": asked, "variables": {"t": idea["text"]}}).json()
    assert "errors" not in told, told
    answer = told["data"]["partners"]
    page = service.get("/partners", params={"text": idea["text"]})
    assert answer[0]["reasons"][0]["quote"] in unescape(page.text)
    [passage, *_] = re.findall(r'<footer><a href="([^"]+passage=[^"]+)"', page.text)
    assert service.get(unescape(passage), headers={"accept": "text/html"}).status_code == 200
    table = service.get("/partners.csv", params={"text": idea["text"]})
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [r["quote"] for r in rows] == [r["quote"] for p in answer for r in p["reasons"]]
    assert {r["tied by"] for r in rows} <= {"evidence", "attended"}
    assert [int(r["rank"]) for r in rows] == [n for n, p in enumerate(answer, 1) for _ in p["reasons"]]


def test_pages_of_partners_follow_each_other_and_the_number_is_that_of_all(service: httpx.Client) -> None:
    asked = '{ partners(text: "care", first: 100) { tier organisation { id name } } }'
    answer = service.post("/graphql", json={"query": asked}).json()["data"]["partners"]
    tied = [p["organisation"]["id"] for p in answer if p["tier"] == "EVIDENCE"]
    page, shown, ranks = service.get("/partners", params={"text": "care"}), [], []
    while True:
        assert f"<strong>{len(tied)}</strong> organisations" in page.text
        shown += re.findall(r'<h2><a href="/([^"]+)"', page.text)
        ranks += map(int, re.findall(r'class="rank"[^>]*>(\d+)</span>\n<h2>', page.text))
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        if not following:
            break
        page = service.get(unescape(following[1]))
    assert shown == tied
    assert len(tied) > partners.ON_A_PAGE
    assert ranks == list(range(1, len(tied) + 1))
    for p in answer:
        assert p["tier"] == "EVIDENCE" or p["organisation"]["name"] in unescape(page.text), "the last page has who came"


def test_a_tie_says_no_more_than_the_document() -> None:
    def tie(relationship: str, capacity: str | None, heading: str | None = None, under: str = "") -> str:
        challenge = {"__typename": "Challenge", "id": "challenge/a", "displayName": "Homes"}
        body = {"__typename": "Organisation", "id": "organisation/b", "displayName": "Birch"}
        given = {
            "path": [
                {"relationship": None, "as": None, "node": challenge},
                {"relationship": relationship, "as": capacity, "node": body},
            ],
            "passage": {"id": "passage/d/1", "heading": heading},
            "document": {
                "id": "document/d",
                "displayName": "A fair",
                "kindLabel": "report",
                "published": None,
                "reportsOn": {"nodes": [{"date": "2031-05"}]},
            },
            "quote": "Birch",
            "score": 1.0,
        }
        reason = reason_of(given, "organisation/b")
        assert reason.source == f"A fair (report, 2031){under}"
        return str(reason)

    assert tie("OWNS", "owner") == "Owns the challenge “Homes”"
    assert tie("OWNS", "owner or supporter") == "Owns or supports the challenge “Homes”"
    assert tie("OWNS", None, "Ideas", ", under “Ideas”") == tie("OWNS", None, "Challenge owner")
    assert tie("SUPPORTS", None) == "Supports the challenge “Homes”"


@pytest.mark.parametrize(
    ("title", "kind", "dates", "said"),
    [
        ("A fair", "report", ["2031-05-07"], "A fair (report, 2031)"),
        ("A fair", "report", ["2032", "2031-05"], "A fair (report, 2031, 2032)"),
        ("A fair in 2031", "web page", ["2031-05-07"], "A fair in 2031 (web page)"),
        ("A fair", None, [None], "A fair"),
    ],
)
def test_a_source_is_told_from_another_with_its_title(
    title: str, kind: str | None, dates: list[str | None], said: str
) -> None:
    assert source(title, kind, dates) == said


def test_the_question_of_partners_gives_all_that_the_page_shows(service: httpx.Client) -> None:
    """The page asks for its parts beside each other; whoever takes its question away gets all of them at once."""
    page = service.get("/partners", params={"text": "care"})
    [copied] = re.findall(r'data-copy="Copy as GraphQL"><code>(.*?)</code>', page.text, re.DOTALL)
    told, _, query = unescape(copied).partition("\n")
    asked = {"query": query, "variables": json.loads(told.removeprefix("# variables: "))}
    answer = service.post("/graphql", json=asked).json()["data"]
    assert all(answer[name] for name in ("partners", "peopleToAsk"))
    tied = [p["organisation"] for p in answer["partners"] if p["tier"] == "EVIDENCE"]
    listed = tied[: partners.ON_A_PAGE] + [p["person"] for p in answer["peopleToAsk"]]
    learnt = answer["precedents"]
    listed += [one[kind] for kind in ("challenge", "model", "initiative") for one in learnt[f"{kind}s"]]
    for one in listed:
        assert f'<a href="/{one["id"]}">' in page.text, one


def test_what_the_page_of_partners_asks_is_planned_at_the_start() -> None:
    plans = PlanCache(graphql_schema(), Options(cost=0))
    planned = {plans.plan(document(name), variables, None)[0].statement for name, variables in questions()}
    asked = partners.Asked.of(QueryParams(text="Homes for families, not rooms"))
    parts = {plans.plan(document("partners"), asked.only(part), None)[0].statement for part in partners.PARTS}
    assert len(parts) == len(partners.PARTS)
    assert parts <= planned


def test_what_the_command_line_asks_about_partners_is_planned_at_the_start() -> None:
    """The statement decides what is planned, whatever the text is; and the types of its parameters, which none leaves open."""
    asked = [
        ask("Homes for families, not rooms", None)
        for ask in (matching.partners_statement, people.people_statement, matching.precedents_statement)
    ]
    planned = typed(None)
    assert [statement for statement, _ in planned] == [statement for statement, _ in asked]
    assert [set(given) for _, given in planned] == [set(given) for _, given in asked]
    assert [set(given["wanted"]) for _, given in planned] == [set(given["wanted"]) for _, given in asked]


@pytest.mark.parametrize("path", ["/search", "/search.csv"])
def test_a_kind_that_there_is_not_is_refused_with_what_may_be_meant(service: httpx.Client, path: str) -> None:
    for text in ("", "care"):
        answer = service.get(path, params={"q": text, "kind": "organisations"})
        assert answer.status_code == 400
        told = unescape(answer.text)
        assert "There is no kind 'organisations'; did you mean 'Organisation'?" in told
        assert "?." not in told


def test_a_description_that_is_cut_is_told_to_be(service: httpx.Client) -> None:
    told = "Only the first 2,000 characters were read"
    words = "care " * (partners.LONGEST // 5)
    assert told in service.get("/partners", params={"text": words + "care"}).text
    assert told not in service.get("/partners", params={"text": words}).text


def test_where_nothing_is_about_it_nobody_is_named(service: httpx.Client) -> None:
    page = service.get("/partners", params={"text": "qqqq zzzz", "kind": "PROVIDER"})
    assert "Nobody can be named" in page.text
    assert "The documents tie no organisation to anything that is about this" in page.text
    assert '<a href="/partners?text=qqqq%20zzzz">' in page.text, "what narrows it can be taken away"


@pytest.mark.parametrize("text", [MARKUP, "?", "\0", "a" * 9000, "\U0001f600", " "])
def test_odd_descriptions_are_words_or_told_why_not(service: httpx.Client, text: str) -> None:
    page = service.get("/partners", params={"text": text, "kind": MARKUP, "year": ["20x4", "2024"], "topic": MARKUP})
    assert page.status_code in (200, 400)
    assert (page.status_code == 400) == ('id="text-error"' in page.text)
    assert "<script>alert" not in page.text


def test_a_drawing_has_the_same_in_words(service: httpx.Client) -> None:
    query = """{ challenges(first: 1, orderBy: [{ ideas: { count: DESC } }]) { nodes { id } } }"""
    of = service.post("/graphql", json={"query": query}).json()["data"]["challenges"]["nodes"][0]["id"]
    asked = "query N($of: ID!) { neighbourhood(of: $of, first: 300) { facts { from { id } to { id } } } }"
    told = service.post("/graphql", json={"query": asked, "variables": {"of": of}}).json()["data"]["neighbourhood"]
    page = service.get("/graph", params={"of": of})
    sentences = re.findall(
        r'<li><a class="to [^"]+" href="/([^"]+)">[^<]*</a> [^<]+ <a class="to [^"]+" href="/([^"]+)"', page.text
    )
    assert sorted(sentences) == sorted((f["from"]["id"], f["to"]["id"]) for f in told["facts"])
    assert sentences
    assert f"{len(sentences)} links between" in page.text
    [document] = re.findall(r'data-document="([^"]+)"', page.text)
    given = {"documentId": document, "variables": f'{{"of": "{of}", "depth": 1, "first": 300}}'}
    by_hash = service.get("/graphql", params=given, headers={"accept": "application/json"}).json()
    assert len(by_hash["data"]["neighbourhood"]["facts"]) == len(sentences)


@pytest.mark.parametrize(
    ("of", "status"), [("", 400), ("challenge/none", 404), (MARKUP, 404), ("a" * 5000, 404), ("'", 404)]
)
def test_what_is_not_there_is_not_drawn(service: httpx.Client, of: str, status: int) -> None:
    page = service.get("/graph", params={"of": of})
    assert page.status_code == status
    assert "<script>alert" not in page.text


def test_our_own_scripts_may_ask_where_only_trusted_documents_are_taken(start: Start) -> None:
    strict = start(replace(PATIENT, only_trusted=True))
    query = "{ challenges(first: 1) { nodes { id } } }"
    assert "DOCUMENT_NOT_TRUSTED" in strict.post("/graphql", json={"query": query}).text
    [of] = re.findall(r'<p class="name"><a href="/([^"]+)"', strict.get("/search?kind=Challenge").text)[:1]
    [document] = re.findall(r'data-document="([^"]+)"', strict.get("/graph", params={"of": of}).text)
    given = {"documentId": document, "variables": f'{{"of": "{of}", "depth": 1, "first": 9}}'}
    assert "errors" not in strict.get("/graphql", params=given, headers={"accept": "application/json"}).json()


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("2025-05-07", "7 May 2025"), ("2025-05", "May 2025"), ("2025", "2025"), (None, ""), ("", ""),
        ("spring 2025", "spring 2025"), ("2025-13", "2025-13"), ("2025-05-07-1", "7 May 2025"),
    ],
)  # fmt: skip
def test_a_day_is_said_as_people_write_it(printed: str | None, said: str) -> None:
    assert day(printed) == said


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("and then a new home was found. " * 5 + "It", "… " + "and then a new home was found. " * 5 + "It …"),
        ("A new home was found. " * 6, "A new home was found. " * 6),
        ("head of new homes", "head of new homes"),
    ],
    ids=["inside sentences", "whole sentences", "a role"],
)
def test_a_snippet_shows_where_it_was_cut(text: str, shown: str) -> None:
    start = text.index("new")
    found = [{"property": "summary", "snippet": text, "ranges": [{"start": start, "end": start + 3}]}]
    entry = entry_of({"__typename": "Place", "id": "place/leeds", "displayName": "Leeds"}, found)
    assert "".join(piece for piece, _ in entry.snippet) == shown
    assert [piece for piece, marked in entry.snippet if marked] == ["new"]


def test_an_address_is_shown_as_it_is() -> None:
    node = {"__typename": "Reference", "id": "reference/a", "displayName": "A talk", "url": "https://youtu.be/a"}
    assert entry_of(node, []).about == "https://youtu.be/a"


def test_a_cell_is_no_formula() -> None:
    table = as_csv("test", ["name"], [["=HYPERLINK(1)"], ["+44"], ["@a"], ['Ada, "North"']])
    rows = list(csv.reader(io.StringIO(bytes(table.body).decode())))
    assert rows == [["name"], ["'=HYPERLINK(1)"], ["'+44"], ["'@a"], ['Ada, "North"']]


def test_an_address_that_was_never_there_is_told_as_a_page_to_people(service: httpx.Client) -> None:
    page = service.get("/nowhere", headers={"accept": "text/html,*/*;q=0.8"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert 'href="/search"' in page.text
    assert "stated by a document" not in page.text, "nothing is promised of a page that states nothing"
    for accept in ("*/*", "text/plain", "application/json", "text/html;q=lots"):
        plain = service.get("/nowhere", headers={"accept": accept})
        assert (plain.status_code, plain.text) == (404, "there is nothing at this address")


def test_the_documents_own_words_can_be_searched(service: httpx.Client) -> None:
    page = service.get("/search", params={"q": "homes", "kind": "Passage"})
    assert found(page) > 0
    assert set(re.findall(r'<p class="kind kind-(\w+)"', page.text)) == {"passage"}


def test_words_that_name_nothing_are_looked_for_in_the_documents(service: httpx.Client, filled: Connection) -> None:
    words = (
        "# Quay Forum 2031\n\nThe Quay Forum 2031 took place on 14 May 2031 in Leeds. By noon the marmalade was gone.\n"
    )
    bundle = extract(read("quay.md", words.encode())).bundle
    with Store(filled) as store:
        store.load(bundle)
        try:
            page = service.get("/search", params={"q": "marmalade"})
        finally:
            store.remove(bundle.document)
    assert "Nothing has such a name or description, but documents say it." in page.text
    assert set(re.findall(r'<p class="kind kind-(\w+)"', page.text)) == {"passage"}
    assert 'class="chips"' not in page.text, "nobody chose what is shown instead"
    without = service.get("/search", params={"q": "marmalade"}).text
    assert "Nothing found" in without
    assert "what is chosen" not in without


@pytest.mark.parametrize("words", [MARKUP, "a" * 5000, "\0", '"', "\\", "(*:* OR", "' ' '", "ﷺ", "page=2"])
def test_odd_words_are_words(service: httpx.Client, words: str) -> None:
    for chosen, status in (("topic", 200), ("kind", 400)):
        page = service.get("/search", params={"q": words, chosen: MARKUP})
        assert page.status_code == status
        assert "<script>alert" not in page.text
        assert "<b>" not in page.text


@pytest.mark.parametrize("number", ["0", "-1", "999", "9999999999", "²", "two", ""])
def test_a_page_that_is_not_there_is_the_nearest_that_is(service: httpx.Client, number: str) -> None:
    assert names(service.get("/search", params={"kind": "Organisation", "page": number}))


def test_limits_for_others_are_none_for_our_own_pages(start: Start) -> None:
    strict = start(replace(PATIENT, depth=2, fields=5, cost=10, introspection=False))
    for address in ("/", "/years", "/search?q=care", "/search?kind=Person"):
        assert strict.get(address).status_code == 200


def test_without_a_database_a_page_says_so() -> None:
    with running(Connection(uri="bolt://127.0.0.1:1", user="neo4j", password="none"), Options()) as client:
        for address in (
            "/",
            "/years",
            "/search?q=care",
            "/search.csv?q=care",
            "/partners?text=care",
            "/graph?of=challenge/a",
        ):
            page = client.get(address)
            assert page.status_code == 503
            assert "cannot be read just now" in page.text


def test_every_document_is_one_question_in_words() -> None:
    for path in DOCUMENTS.glob("*.graphql"):
        lines = [line for line in path.read_text().splitlines() if not line.startswith("#import")]
        assert lines[0].startswith("# "), path.name


def test_lines_stay_apart_and_an_address_to_cite_ends_no_line_inside_a_word(filled: Connection) -> None:
    with Store(filled) as store:
        store.load(extract(read("lines.md", LINES.encode())).bundle)
    with running(filled, PATIENT) as client:
        page = client.get("/challenge/quay-day-2031/shops-that-close", headers={"accept": "text/html"}).text
    assert '<span class="lines">Shops close:\nno car, no bread\nno post</span>' in page
    assert "/<wbr>id/<wbr>challenge/<wbr>quay-day-2031/<wbr>shops-that-close</a></p>" in page
    assert parted("http://a/<b>") == "http://a/<wbr>&lt;b&gt;"


def test_an_empty_graph_says_how_to_fill_it(neo4j_server: Connection, filled: Connection) -> None:
    """The last test of this file, since it takes the graph away."""
    empty(neo4j_server)
    with running(neo4j_server, PATIENT) as client:
        assert "imagine load" in client.get("/").text
        assert "No gathering" in client.get("/years").text
        assert "Or begin with" not in client.get("/partners").text
        assert found(client.get("/search?kind=Person")) == 0
