"""Curators sign in with a password: sessions that end, forms that nobody else can send, guesses that lead nowhere."""

import json
import re
import stat
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from serving import running
from signing_in import PASSWORD, form, sign_in

from api.__main__ import main
from api.access.curators import LEAST_CHARACTERS, Curators
from api.access.keys import Keys
from api.access.options import AccessOptions
from api.access.sessions import (
    IDLE,
    LONGEST,
    MOST_BEGUN,
    TRIES_FOR_NAME,
    TRIES_FROM_ADDRESS,
    TRIES_OF_ONE,
    WINDOW,
    Sessions,
)
from api.gql.options import Options
from api.work.curation import CurationFiles
from graph.connection import Connection
from schema.errors import SettingsError

BROWSER = {"accept": "text/html"}


@pytest.fixture
def curators(tmp_path: Path) -> Path:
    path = tmp_path / "curators.json"
    Curators().with_password("jo", PASSWORD).save(path)
    return path


@pytest.fixture
def service(filled: Connection, curators: Path) -> Iterator[httpx.Client]:
    files, access = CurationFiles.in_home(curators.parent), AccessOptions(curators=curators)
    with running(filled, Options(), home=curators.parent, curation=files, access=access) as client:
        yield client


def logged(home: Path) -> list[tuple[str, str]]:
    lines = (home / "audit.jsonl").read_text().splitlines()
    return [(one["action"], one["who"]) for one in map(json.loads, lines)]


def test_a_curator_signs_in_and_out(service: httpx.Client, tmp_path: Path) -> None:
    assert service.get("/sign-in").headers["cache-control"] == "no-store"
    answer = sign_in(service)
    assert (answer.status_code, answer.headers["location"]) == (303, "/review")
    [cookie] = [c for c in answer.headers.get_list("set-cookie") if "imagine-curator" in c]
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(cookie.split("; "))
    assert "signed in as jo" in service.get("/sign-in").text
    [token] = re.findall("imagine-curator=([^;]+)", cookie)
    assert token not in (tmp_path / "sign-in.sqlite").read_bytes().decode("latin-1"), "only its hash is kept"
    assert stat.S_IMODE((tmp_path / "sign-in.sqlite").stat().st_mode) == 0o600
    fields = {"form": form(service.get("/review").text)}
    assert service.post("/sign-out", data=fields).status_code == 303
    service.cookies.set("imagine-curator", token)
    assert "signed in as jo" not in service.get("/sign-in").text, "a cookie that was kept is worth nothing"
    assert logged(tmp_path) == [("sign in", "curator jo"), ("sign out", "curator jo")]
    assert PASSWORD not in (tmp_path / "audit.jsonl").read_text()


def test_who_is_none_and_who_errs_are_told_the_same(service: httpx.Client) -> None:
    told = [sign_in(service, name, "wrong " * 4) for name in ("jo", "nobody", "", "x" * 900, "<script>")]
    assert {answer.status_code for answer in told} == {401}
    without = {re.sub(r'value="[0-9a-f]+"', "", answer.text) for answer in told}
    assert len(without) == 1 and "not right" in without.pop()
    assert "imagine-curator" not in service.cookies


def test_guessing_ends(service: httpx.Client) -> None:
    for _ in range(TRIES_OF_ONE):
        assert sign_in(service, "jo", "a wrong password").status_code == 401
    refused = sign_in(service)
    assert refused.status_code == 429, "not even with the right one"
    assert 0 < int(refused.headers["retry-after"]) <= WINDOW
    assert sign_in(service, "other", "a wrong password").status_code == 401, "somebody else is not kept out"


@pytest.mark.parametrize("wrong", ["", "0" * 64, "another"])
def test_a_form_of_another_page_signs_nobody_in(service: httpx.Client, wrong: str) -> None:
    service.get("/sign-in")
    fields = {"name": "jo", "password": PASSWORD, "form": wrong}
    assert service.post("/sign-in", data=fields).status_code == 403
    assert "imagine-curator" not in service.cookies


def test_a_form_from_another_site_is_refused(service: httpx.Client) -> None:
    fields = {"name": "jo", "password": PASSWORD, "form": form(service.get("/sign-in").text)}
    for site in ("cross-site", "same-site", "none"):
        assert service.post("/sign-in", data=fields, headers={"sec-fetch-site": site}).status_code == 403
    assert service.post("/sign-in", json=fields).status_code == 415
    assert service.post("/sign-in", data=fields | {"x": "y" * 40_000}).status_code == 413
    twice = httpx.QueryParams([*fields.items(), ("name", "other")])
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert service.post("/sign-in", content=str(twice), headers=kind).status_code == 400


def test_another_password_ends_every_session_at_once(service: httpx.Client, curators: Path) -> None:
    sign_in(service)
    assert "signed in as jo" in service.get("/sign-in").text
    Curators.load(curators).with_password("jo", PASSWORD + " too").save(curators)
    assert "signed in as jo" not in service.get("/sign-in").text
    assert sign_in(service).status_code == 401
    assert sign_in(service, password=PASSWORD + " too").status_code == 303
    Curators.load(curators).with_password("ida", PASSWORD).without("jo").save(curators)
    assert "signed in as jo" not in service.get("/sign-in").text


def test_signing_out_everywhere_ends_all_sessions_of_one_person(service: httpx.Client, curators: Path) -> None:
    Curators.load(curators).with_password("ida", PASSWORD).save(curators)
    with httpx.Client(base_url=service.base_url) as elsewhere, httpx.Client(base_url=service.base_url) as hers:
        assert [sign_in(service).status_code, sign_in(elsewhere).status_code] == [303, 303]
        assert sign_in(hers, "ida").status_code == 303
        service.post("/sign-out", data={"form": form(service.get("/review").text), "everywhere": "yes"})
        assert "signed in as" not in elsewhere.get("/sign-in").text
        assert "signed in as ida" in hers.get("/sign-in").text


def test_without_curators_there_is_no_way_in(filled: Connection, tmp_path: Path) -> None:
    with running(filled, Options(), home=tmp_path, access=AccessOptions()) as client:
        assert client.get("/sign-in", headers=BROWSER).status_code == 404
        assert client.post("/sign-in", data={"name": "jo"}).status_code == 404
        assert "/sign-in" not in client.get("/review").text
        assert not (tmp_path / "sign-in.sqlite").exists()
        Curators().with_password("jo", PASSWORD).save(tmp_path / "curators.json")
        assert sign_in(client).status_code == 303, "a running service knows at once"


def test_behind_https_cookies_are_for_https_and_this_host_alone(filled: Connection, curators: Path) -> None:
    from starlette.testclient import TestClient

    from api.web.app import Given, create_app

    access = AccessOptions(curators=curators)
    app = create_app(Given(connection=filled, base="https://graph.example.org/", home=curators.parent, access=access))
    with TestClient(app, base_url="https://graph.example.org", follow_redirects=False) as client:
        answer = client.post(
            "/sign-in", data={"form": form(client.get("/sign-in").text), "name": "jo", "password": PASSWORD}
        )
        [cookie] = [c for c in answer.headers.get_list("set-cookie") if "imagine-curator" in c]
        assert cookie.startswith("__Host-") and "Secure" in cookie.split("; ")
        assert "signed in as jo" in client.get("/sign-in").text


def test_who_is_signed_in_needs_no_key(filled: Connection, curators: Path) -> None:
    keys, _ = Keys().added("council")
    keys.save(curators.parent / "keys.json")
    access = AccessOptions(curators=curators, keys=curators.parent / "keys.json")
    with running(filled, Options(), home=curators.parent, access=access) as client:
        assert client.get("/developers").status_code == 401
        assert sign_in(client).status_code == 303
        assert client.get("/developers").status_code == 200
        client.cookies.set("imagine-curator", "x" * 43)
        assert client.get("/sign-in-not").status_code == 404
        client.cookies.clear()
        assert client.get("/developers").status_code == 401


def test_a_session_ends_without_requests_and_after_a_day(tmp_path: Path) -> None:
    clock = [0.0]
    sessions = Sessions(tmp_path, lambda: clock[0])
    token = sessions.begin("jo", "stamp")
    while clock[0] + IDLE - 1 < LONGEST:
        clock[0] += IDLE - 1
        assert sessions.held(token)
    clock[0] = LONGEST + 1.0
    assert sessions.held(token) is None
    token = sessions.begin("jo", "stamp")
    clock[0] += IDLE + 1
    assert sessions.held(token) is None
    assert sessions.held("") is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.floats(0, 300)), max_size=60))
def test_no_more_tries_than_may_be(
    tmp_path_factory: pytest.TempPathFactory, tries: list[tuple[str, str, float]]
) -> None:
    clock = [0.0]
    sessions = Sessions(tmp_path_factory.mktemp("home"), lambda: clock[0])
    done: list[tuple[str, str, float]] = []
    for address, name, later in tries:
        clock[0] += later
        if wait := sessions.wait(address, name):
            assert 0 < wait <= WINDOW + 1
        else:
            done.append((address, name, clock[0]))
        recent = [d for d in done if d[2] >= clock[0] - WINDOW]
        assert sum(d[:2] == (address, name) for d in recent) <= TRIES_OF_ONE
        assert sum(d[0] == address for d in recent) <= TRIES_FROM_ADDRESS
        assert sum(d[1] == name for d in recent) <= TRIES_FOR_NAME


def test_ways_that_were_begun_are_taken_once_and_do_not_pile_up(tmp_path: Path) -> None:
    sessions = Sessions(tmp_path)
    tokens = [sessions.keep_begun({"n": n}) for n in range(MOST_BEGUN + 3)]
    assert [sessions.take_begun(t) for t in (tokens[0], tokens[-1], tokens[-1])] == [{}, {"n": MOST_BEGUN + 2}, {}]


@pytest.mark.parametrize("password", ["", "short", "x" * (LEAST_CHARACTERS - 1), "x" * 1001])
def test_a_weak_password_is_none(password: str) -> None:
    with pytest.raises(SettingsError, match="no password"):
        Curators().with_password("jo", password)
    with pytest.raises(SettingsError, match="no password"):
        Curators().with_password("jo.of.the.harbour", "JO.of.the.harbour")


def test_curators_are_named_on_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    monkeypatch.setenv("IMAGINE_HOME", str(tmp_path))
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    assert main(["curators", "add", "jo"]) == 0
    path = tmp_path / "curators.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert PASSWORD not in path.read_text() and "argon2id" in path.read_text()
    assert Curators.load(path).signing_in("jo", PASSWORD) is not None
    assert main(["curators", "list"]) == 0
    assert "jo\tsince" in capsys.readouterr().out
    assert main(["curators", "add", "no such name"]) == 2
    assert main(["curators", "remove", "ida"]) == 4
    assert main(["curators", "remove", "jo"]) == 0
    assert Curators.load(path).all == ()
    assert {who for _, who in logged(tmp_path)} and ("curators add" in dict(logged(tmp_path)))
    assert unescape(capsys.readouterr().out) == ""
