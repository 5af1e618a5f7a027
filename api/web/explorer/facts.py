"""What is known of one thing as a table: a row for each fact and each passage that states it."""

from starlette.requests import Request
from starlette.responses import Response

from api.web.explorer.tables import as_csv
from api.web.linked_data.asked import checked_id, iris_of, store_of
from api.web.linked_data.replies import told
from api.web.linked_data.views import QuoteView, node_view
from graph.store.surroundings import read_surroundings

_COLUMNS = "fact", "subject", "says", "object", "details", "words", "document", "statement"
_ALL = 10_000
"""The most facts, and the most quotes of one fact; whoever needs more takes the whole graph."""


def _facts_csv(request: Request) -> Response:
    found = read_surroundings(store_of(request), checked_id(request.query_params.get("of", "")), most=_ALL)
    view, here = node_view(found, _ALL), iris_of(request).base.rstrip("/")
    rows: list[list[str]] = []
    for name, values in view.values:
        for value in values:
            row = ["value", view.name, name, value.text, ""]
            rows += [[*row, *_quoted(quote), here + value.statement] for quote in value.quotes or (None,)]
    for heading, facts in view.groups:
        for fact in facts:
            row = [heading, fact.source.name, fact.phrase, fact.target.name, "; ".join(fact.details)]
            rows += [[*row, *_quoted(quote), here + fact.statement] for quote in fact.quotes or (None,)]
    return as_csv("facts", _COLUMNS, rows)


def _quoted(quote: QuoteView | None) -> list[str]:
    return ["", ""] if quote is None else ["".join(text for text, _ in quote.segments), quote.document]


facts_csv = told(_facts_csv)
"""Answers `/facts.csv?of=ID`."""
