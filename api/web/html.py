"""Renders pages from templates, which escape whatever they show; all pages share a frame, a style sheet and a policy."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from api.web.explorer.kinds import KINDS, day
from api.web.files import asset
from schema.program import PROGRAM

FOLDER = Path(__file__).resolve().parent / "templates"
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
}
"""A page runs only scripts that are files of this service, and sends nothing elsewhere."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "data_block": _data_block,
        "address": address,
        "day": day,
        "opening": opening,
        "parted": parted,
    }
    environment.tests["written_as_it_is"] = lambda label: label in KINDS and KINDS[label].is_named
    environment.globals |= {"asset": asset, "program": PROGRAM}
    return environment


def page(
    _: Request, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **context: Any
) -> Response:
    """Return the answer that a template makes of what is to be shown, under the pages' policy."""
    return Response(render(template, **context), status, {**HEADERS, **(headers or {})}, media_type="text/html")


def render(template: str, **context: Any) -> bytes:
    """Return the page that a template makes of what is to be shown."""
    return _environment().get_template(template).render(**context).encode()


def address(node_id: str) -> str:
    """Return the path of a node's page."""
    return "/" + quote(node_id, safe="/")


def graphiql_address(query: str, variables: str = "") -> str:
    """Return GraphiQL with a question in it, and its variables as JSON.

    The fragment stays in the browser: GET with a query is a program's question.
    """
    given = {"query": query} | ({"variables": variables} if variables else {})
    return f"/graphql#{urlencode(given, quote_via=quote)}"


def opening(text: str) -> str:
    """Return a text with a capital at its beginning, as a heading or an entry of a list has it."""
    return text[:1].upper() + text[1:]


def parted(iri: str) -> Markup:
    """Return an address that may go on in another line behind a slash, so that no line ends inside a word of it."""
    return Markup("/<wbr>").join(re.split(r"(?<=\w)/", iri))


def _data_block(content: object) -> Markup:
    """Return JSON that can stand inside a script element: only what could end or nest one needs care there."""
    text = orjson.dumps(content, option=orjson.OPT_INDENT_2).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 (escaped above)
