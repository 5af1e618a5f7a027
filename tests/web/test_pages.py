"""What a browser gets: pages that work offline, and worked examples that answer."""

import hashlib
import re
from html import unescape
from urllib.parse import parse_qsl

import httpx
import pytest

from api.web.assets import ASSETS, FOLDER, checked
from api.web.pages import examples
from schema.errors import ImagineError

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_graphiql_loads_only_from_here(service: httpx.Client) -> None:
    page = service.get("/graphql", headers=HTML)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in page.headers["content-security-policy"]
    linked = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert {f"/static/{a.name}" for a in ASSETS if "graphiql" in a.name} < set(linked)
    for address in linked:
        assert address.startswith("/static/"), "everything must come from here"
        assert service.get(address).status_code == 200
    assert not re.search(r"(?:src|href)=.https?:", page.text)


def test_a_question_in_the_address_is_answered_for_browsers_as_well(service: httpx.Client) -> None:
    assert service.get("/graphql", params={"query": "{__typename}"}, headers=HTML).json()["data"]


@pytest.mark.parametrize("asset", ASSETS, ids=lambda a: a.name)
def test_fetched_files_are_what_was_fetched(service: httpx.Client, asset: object) -> None:
    from api.web.assets import Asset

    assert isinstance(asset, Asset)
    content = service.get(f"/static/{asset.name}").content
    assert hashlib.sha256(content).hexdigest() == asset.sha256
    assert asset.name in (FOLDER / "LICENCES.md").read_text()
    with pytest.raises(ImagineError, match="checksum"):
        checked(asset, content + b" ")


@pytest.mark.parametrize("name", ["LICENCES.md", "OFL.txt", "..%2fapp.py", "%2e%2e/app.py", "nothing.js"])
def test_nothing_else_is_served_as_a_file(service: httpx.Client, name: str) -> None:
    assert service.get(f"/static/{name}").status_code == 404


def test_a_file_that_is_asked_for_with_its_version_may_be_kept(service: httpx.Client) -> None:
    [address] = re.findall(r'href="(/static/site.css[^"]*)"', service.get("/").text)
    assert "immutable" in service.get(address).headers["cache-control"]
    for other in ("/static/site.css", "/static/site.css?v=0"):
        assert service.get(other).headers["cache-control"] == "no-cache"


def test_a_page_runs_only_files_of_this_service(service: httpx.Client) -> None:
    page = service.get("/developers")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'; script-src 'self'; style-src 'self'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]+src=)", page.text)


def test_the_developers_page_leads_everywhere(service: httpx.Client) -> None:
    page = service.get("/developers")
    for address in re.findall(r'href="(/[^"]*)"', page.text):
        assert service.get(address, headers=HTML).status_code == 200, address


def test_every_question_of_the_developers_page_opens_in_graphiql(service: httpx.Client) -> None:
    """The fragment is read by the page's own script, so that what it must hold is looked at here."""
    page = unescape(service.get("/developers").text)
    linked = dict(re.findall(r'<li><a href="/graphql#([^"]+)">([^<]+)</a>', page))
    assert list(linked.values()) == [e.title for e in examples()]
    for fragment, example in zip(linked, examples(), strict=True):
        given = dict(parse_qsl(fragment, strict_parsing=True))
        assert given == {"query": example.query} | ({"variables": example.variables} if example.variables else {})
        assert example.query.startswith("# ")


def test_the_icon_is_there_for_pages_and_for_what_is_no_page(service: httpx.Client) -> None:
    for address in ("/", "/graphql"):
        page = service.get(address, headers=HTML).text
        icon = service.get(re.findall(r'<link rel="icon" href="([^"]+)"', page)[0])
        assert icon.headers["content-type"].startswith("image/svg+xml")
        assert icon.content == service.get("/favicon.ico").content
