"""The page with an editor for queries (YASGUI), which works offline, and its worked examples."""

from functools import cache

from api.web.html import render
from graph.store.query_library import query, sparql_examples

PAGE_HEADERS = {
    "content-security-policy": (
        "default-src 'self'; style-src 'self' 'unsafe-hashes' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='; "
        "img-src 'self' data:; font-src 'self' data:; "
        "form-action 'none'; frame-ancestors 'none'; base-uri 'none'"
    ),
}
"""The one style inside the page that its policy lets in, by its digest, is that by which the editor measures its table."""


@cache
def page() -> bytes:
    """Return the page."""
    examples = [query(name) for name in sparql_examples()]
    sources = [{"name": e.name.rpartition("/")[2].replace("_", " "), "query": e.source} for e in examples]
    return render(
        "sparql.html",
        examples=[{"name": s["name"], "doc": e.doc} for s, e in zip(sources, examples, strict=True)],
        sources=sources,
    )
