"""How partners are asked for: the command, GraphQL and the page say the same, and the same of what cannot be asked."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import httpx
import pytest
from fair import LINES, NEED, loaded
from serving import running

from api.__main__ import main
from api.cli import partners as command
from api.gql.options import Options
from graph.connection import Connection
from graph.partners.matching import BY_WORDS_ALONE, Wanted, parameters
from graph.partners.people import find_people
from graph.store.store import Store


@pytest.fixture(scope="module")
def world(neo4j_server: Connection) -> Iterator[Store]:
    """The fair, with vectors."""
    with loaded(neo4j_server) as store:
        yield store


@pytest.fixture(scope="module")
def client(neo4j_server: Connection, world: Store) -> Iterator[httpx.Client]:
    """The service on it."""
    with running(replace(neo4j_server, embedding="minilm"), Options()) as client:
        yield client


@pytest.fixture(autouse=True)
def opened(world: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line reads it as well."""
    monkeypatch.setattr(command, "holds_nothing", lambda settings: False)
    monkeypatch.setattr(command, "open_store", lambda settings: nullcontext(world))


def test_people_are_found_in_their_own_right_with_role_and_organisation(world: Store) -> None:
    [amy] = find_people(world, world.embedder, NEED)
    assert (amy["id"], amy["name"]) == ("person/amy-north", "Amy North")
    assert amy["posts"] == [{"id": "organisation/alder", "name": "Alder", "role": "Chief Executive"}]
    assert amy["score"] == pytest.approx(sum(r["score"] for r in amy["reasons"]), rel=1e-12)
    assert amy["reasons"][0]["quote"] == LINES[1]
    assert [step["id"] for step in amy["reasons"][0]["path"]][-1] == "person/amy-north"
    assert find_people(world, world.embedder, "dredging the harbour") == []


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ({"roles": ("owner",)}, True),
        ({"roles": ("supporter",)}, False),
        ({"kinds": ("commissioner",)}, True),
        ({"kinds": ("provider",)}, False),
        ({"topics": ("Homelessness",), "years": (2024,)}, True),
        ({"years": (1999,)}, False),
        ({"places": ("Hull",)}, False),
        ({"exclude": ("person/amy-north",)}, False),
    ],
    ids=str,
)
def test_filters_leave_out_people_as_well(world: Store, wanted: dict[str, Any], is_found: bool) -> None:
    assert bool(find_people(world, world.embedder, NEED, Wanted(**wanted))) == is_found


def test_a_list_as_json_and_all_of_the_answer_on_request(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["partners", NEED, "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [list(one) for one in listed] == [["id", "name", "kind", "tier", "score", "reasons"]] * len(listed)
    assert {"score", "path", "quote", "document", "start", "end"} <= listed[0]["reasons"][0].keys()
    assert main(["partners", NEED, "--json", "--all"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["partners"] == listed
    assert [p["id"] for p in told["people"]] == ["person/amy-north"]
    assert told["challenges"][0]["id"] == "challenge/fair/homes"
    assert [m["id"] for m in told["models"]] == ["model/cedar"]
    assert told["initiatives"] == []
    assert main(["partners", NEED]) == 0
    lines = capsys.readouterr().out.splitlines()
    for heading in ("People to ask:", "Challenges like it:", "Models to learn from:"):
        assert heading in lines
    assert "     Amy North (Chief Executive, Alder)" in lines


def test_the_page_shows_people_and_what_is_worth_learning_from(client: httpx.Client) -> None:
    page = client.get("/partners", params={"text": NEED}).text
    for shown in ("People to ask", "Chief Executive, Alder", "Challenges like it", "Models to learn from"):
        assert shown in page


def test_an_answer_by_words_alone_says_that_it_is_one(
    neo4j_server: Connection, world: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store(neo4j_server) as plain:
        assert plain.embedder is None
        monkeypatch.setattr(command, "open_store", lambda settings: nullcontext(plain))
        assert main(["partners", "buses at night"]) == 0
        assert capsys.readouterr().out.splitlines()[0] == BY_WORDS_ALONE
        assert main(["partners", "harbour"]) == 0
        assert BY_WORDS_ALONE not in capsys.readouterr().out
    with running(neo4j_server, Options()) as client:
        assert BY_WORDS_ALONE[1:] in client.get("/partners", params={"text": "buses at night"}).text
        assert BY_WORDS_ALONE[1:] not in client.get("/partners", params={"text": "harbour"}).text


FIELDS = (
    "partners(text: $text{}) {{ tier }}",
    "peopleToAsk(text: $text{}) {{ score }}",
    "precedents(text: $text{}) {{ models {{ score }} }}",
)


@pytest.mark.parametrize(
    ("filtered", "address", "options", "message"),
    [
        (
            ', topics: ["homelesness"]',
            {"topic": "homelesness"},
            ["--topic", "homelesness"],
            "did you mean 'homelessness'?",
        ),
        (
            ', places: ["Hul"]',
            {"place": "Hul"},
            ["--place", "Hul"],
            "no place 'Hul' in the graph; did you mean 'Hull'?",
        ),
        (', places: ["Oz"]', {"place": "Oz"}, ["--place", "Oz"], "there is no place 'Oz' in the graph; there are Hull"),
        (None, {"kind": "charty"}, ["--kind", "charty"], "there is no kind of organisation 'charty'; did you mean"),
        (None, {"kind": "frog"}, ["--kind", "frog"], "there is no kind of organisation 'frog'; there are"),
        (None, {"year": "20x4"}, ["--year", "20x4"], "'20x4' is not a year"),
    ],
    ids=str,
)
def test_a_name_that_nothing_has_is_refused_on_every_surface(
    client: httpx.Client,
    capsys: pytest.CaptureFixture[str],
    filtered: str | None,
    address: dict[str, str],
    options: list[str],
    message: str,
) -> None:
    try:
        status = main(["partners", NEED, *options])
    except SystemExit as e:
        status = int(e.code or 0)
    told = capsys.readouterr()
    assert status == 2
    assert message in told.err
    assert told.out == ""
    page = client.get("/partners", params={"text": NEED, **address})
    assert page.status_code == 400
    assert message[1:] in html.unescape(page.text)
    assert "Nobody can be named" not in page.text
    assert client.get("/partners.csv", params={"text": NEED, **address}).status_code == 400
    for field in FIELDS if filtered else ():
        asked = {"query": f"query($text: String!) {{ {field.format(filtered)} }}", "variables": {"text": NEED}}
        answer = client.post("/graphql", json=asked)
        [error] = answer.json()["errors"]
        assert error["extensions"]["code"] == "BAD_USER_INPUT"
        assert message in error["message"]


ASKED = {
    "partners": "query($t: String!) { partners(text: $t) { tier } }",
    "people": "query($t: String!) { peopleToAsk(text: $t) { score } }",
    "precedents": "query($t: String!) { precedents(text: $t) { models { score } } }",
    "search": "query($t: String!) { search(text: $t) { totalCount } }",
    "search by both": "query($t: String!) { search(text: $t, by: BOTH) { totalCount } }",
}
NO_WORD = "has no word to look for"
SPECIAL = 'homes AND NOT "care* ~ [ TO } search:* \\ /x/ ^9 && || !'
BAD = {
    # What is typed, what the command line does with it, what GraphQL says of it (None: it answers), what the page does with it.
    "empty": ("", 2, NO_WORD, 200),
    "blank": (" \t ", 2, NO_WORD, 200),
    "no word": ("?! --", 2, NO_WORD, 400),
    "a symbol": ("\U0001f600", 2, NO_WORD, 400),
    "one letter": ("x", 0, None, 200),
    "only stop words": ("the of and", 0, None, 200),
    "another language": (
        "Wir suchen Wohnungen für junge Menschen, die nach dem Heim nicht mit der Familie leben können",
        2,
        "seems to be in German",
        400,
    ),
    "another script": ("住宅 для молодёжи", 0, None, 200),
    "Lucene's special characters": (SPECIAL, 0, None, 200),
    "100 kB": ("homes for those who leave care " * 3300, 0, None, 200),
    "a word of 100 kB": ("x" * 100_000, 0, None, 200),
}


@pytest.mark.parametrize("text", BAD)
def test_whatever_is_typed_is_answered_or_refused_in_one_line(
    client: httpx.Client, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    typed, status, refusal, page = BAD[text]
    try:
        assert main(["partners", typed, "--json"]) == status
    except SystemExit as e:
        assert e.code == status
    told = capsys.readouterr()
    if status:
        assert told.out == ""
        assert re.search(f"{refusal}|is empty", told.err)
    else:
        assert isinstance(json.loads(told.out), list)
    for name, query in ASKED.items():
        answer = client.post("/graphql", json={"query": query, "variables": {"t": typed}}).json()
        # To search in any language is no mistake: names are found in it.
        if refusal and (refusal == NO_WORD or not name.startswith("search")):
            [error] = answer["errors"]
            assert error["extensions"]["code"] == "BAD_USER_INPUT", name
            assert refusal in error["message"], name
        else:
            assert "errors" not in answer, name
    for path, name in (("/partners", "text"), ("/search", "q")):
        # A request's first line has a longest length of its own.
        shown = client.get(path, params={name: typed[:60_000]}).status_code
        assert shown == (page if path == "/partners" else 200), path


def test_nothing_that_is_typed_reaches_the_index_unescaped() -> None:
    plain = " ".join(re.findall(r"\w+", SPECIAL))
    assert parameters(SPECIAL, Wanted(), None)["wanted"] == parameters(plain, Wanted(), None)["wanted"]
