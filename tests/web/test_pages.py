"""What a browser gets: pages that work offline, and worked examples that answer."""

import hashlib
import re

import httpx
import pytest
from rdflib import Graph

from api.web.assets import ASSETS, FOLDER, checked
from api.web.pages import Example, examples
from graph.connection import Connection
from graph.rdf import dump
from graph.store.store import Store
from schema.errors import ImagineError

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_graphiql_loads_only_from_here(service: httpx.Client) -> None:
    page = service.get("/graphql", headers=HTML)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'self'" in page.headers["content-security-policy"]
    linked = re.findall(r'(?:src|href)="([^"]+)"', page.text)
    assert len(linked) >= len(ASSETS) + 2
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


@pytest.mark.parametrize("name", ["LICENCES.md", "..%2fapp.py", "%2e%2e/app.py", "nothing.js"])
def test_nothing_else_is_served_as_a_file(service: httpx.Client, name: str) -> None:
    assert service.get(f"/static/{name}").status_code == 404


def test_the_first_page_leads_everywhere(service: httpx.Client) -> None:
    page = service.get("/")
    for address in re.findall(r'href="(/[^"]*)"', page.text):
        assert service.get(address, headers=HTML).status_code == 200, address
    for example in examples():
        assert example.title.split(":")[0][:30] in page.text.replace("&quot;", '"')


@pytest.mark.parametrize("syntax", ["ttl", "trig", "nt"])
def test_dumps_are_the_export(service: httpx.Client, filled: Connection, syntax: dump.Format) -> None:
    response = service.get(f"/export/dump.{syntax}")
    assert response.headers["content-type"] == f"{dump.FORMATS[syntax][1]}; charset=utf-8"
    with Store(filled) as store:
        assert response.text == dump.dump(store.bundles(), syntax)
    if syntax != "trig":
        assert len(Graph().parse(data=response.text, format=dump.FORMATS[syntax][0])) > 1000
    assert service.get("/export/dump.pdf").status_code == 404


@pytest.mark.parametrize("example", examples(), ids=lambda e: e.name)
def test_every_worked_example_answers(service: httpx.Client, example: Example) -> None:
    assert example.query.startswith("# ")
    variables = example.variables.replace("council", "body 1").replace("care homes", "garden") or "null"
    body = f'{{"query": {_quoted(example.query)}, "variables": {variables}}}'
    answer = service.post("/graphql", content=body, headers={"content-type": "application/json"}).json()
    assert "errors" not in answer
    for root, found in answer["data"].items():
        assert found, f"{root} is empty"
        assert found.get("totalCount", 1), f"{root} finds nothing"
        assert found.get("nodes", [1]), f"{root} finds nothing"


def _quoted(text: str) -> str:
    import json

    return json.dumps(text)
