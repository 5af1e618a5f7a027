"""Search: everything that has the words, or everything of a kind, narrowed by kind, topic, year and place."""

from dataclasses import dataclass, replace
from functools import cached_property

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.web.explorer.asking import UnansweredError, answering, as_graphql, ask, in_graphiql
from api.web.explorer.entries import Entry, entry_of
from api.web.explorer.facets import NAMES, facets, narrowed
from api.web.explorer.kinds import KINDS
from api.web.explorer.paging import Narrowed, chosen_in, page_number, part_of
from api.web.explorer.tables import as_csv
from api.web.html import opening, page
from api.web.linked_data.questions import ties_in_cypher
from graph.partners.names import unknown

MOST = 300
"""How many entries are looked at, the best first."""
ON_A_PAGE = 20
_LONGEST = 300
"""The most characters of what can be searched for."""
_LISTS = {
    "Challenge": "challenges", "Idea": "ideas", "Model": "models", "Organisation": "organisations", "Person": "people",
    "Initiative": "initiatives", "Insight": "insights", "Event": "events", "Topic": "topics", "Place": "places",
    "Reference": "references", "Document": "documents",
}  # fmt: skip
"""GraphQL's lists of what is found unless documents' text is asked for."""


@dataclass(frozen=True)
class Asked(Narrowed):
    """What is looked for."""

    path = "/search"
    parameter = "q"

    @classmethod
    def of(cls, given: QueryParams) -> "Asked":
        """Return what an address asks for. Raises UnansweredError where it names a kind that there is not."""
        text = " ".join(given.get("q", "").replace("\0", " ").split())[:_LONGEST]
        if not any(c.isalnum() for c in text):
            text = ""
        elif given["q"].endswith(" "):
            text += " "  # the last word is whole
        chosen = chosen_in(given)
        for label in chosen["kind"]:
            if label not in KINDS:
                raise UnansweredError("BAD_USER_INPUT", opening(str(unknown("kind", label, list(KINDS)))))
        return cls(text, chosen, page_number(given))

    @property
    def in_documents(self) -> "Asked":
        """The same words, looked for in the documents' text."""
        return replace(self, chosen=dict.fromkeys(NAMES, ()) | {"kind": ("Passage",)}, number=1)

    @cached_property
    def is_nothing(self) -> bool:
        """Whether neither words nor anything else is asked for."""
        return not self.text and not any(self.chosen.values())

    @property
    def variables(self) -> dict[str, object]:
        """The variables of the document that is asked."""
        if not self.text:
            return {"first": MOST, **{label: label in self._labels for label in _LISTS}}
        in_text = "Passage" in self.chosen["kind"]
        return {"text": self.text, "kinds": ["Passage"] if in_text else list(_LISTS), "first": MOST}

    @property
    def _labels(self) -> tuple[str, ...]:
        return self.chosen["kind"] or tuple(_LISTS)

    @property
    def document(self) -> str:
        """The name of the document that is asked."""
        return "search" if self.text else "browse"


@answering
async def search(request: Request) -> Response:
    """Answer `/search`."""
    asked = Asked.of(request.query_params)
    if asked.is_nothing:
        return page(request, "search_start.html", kinds=[KINDS[label] for label in _LISTS])
    entries, total = await _found(request, asked)
    instead = not entries and asked.text and not any(asked.chosen.values())
    if instead:  # nothing has such a name or description: perhaps the documents say it
        entries, total = await _found(request, asked.in_documents)
        asked = asked.in_documents if entries else asked
    fitting = narrowed(entries, asked.chosen)
    part = part_of(fitting, asked, ON_A_PAGE)
    offered = facets(entries, asked.chosen)
    return page(
        request,
        "search.html",
        asked=asked,
        part=part,
        found=len(fitting),
        beyond=max(0, total - len(entries)),
        in_graphiql=in_graphiql(asked.document, asked.variables),
        graphql=as_graphql(asked.document, asked.variables),
        cypher=ties_in_cypher(e.id for e in fitting) if fitting else "",
        facets=offered,
        chips=[
            (facet.words, value.words, asked.without(facet.name, value.value).href())
            for facet in offered
            for value in facet.values
            if value.is_chosen and not instead
        ],
        instead=instead,
        in_text=asked.in_documents.href(),
    )


@answering
async def search_csv(request: Request) -> Response:
    """Answer `/search.csv`: the whole list as a table."""
    asked = Asked.of(request.query_params)
    entries, _ = ([], 0) if asked.is_nothing else await _found(request, asked)
    rows = []
    for entry in narrowed(entries, asked.chosen):
        ties = ["; ".join(entry.ties[name].values()) for name in ("topic", "year", "place")]
        rows.append([entry.id, entry.kind.one, entry.name, entry.about, *ties])
    return as_csv("search", ["id", "kind", "name", "about", "topics", "years", "places"], rows)


async def _found(request: Request, asked: Asked) -> tuple[list[Entry], int]:
    """Return the entries that are looked at, and how many there are."""
    answer = await ask(request, asked.document, **asked.variables)
    if asked.text:
        found = answer["search"]
        return [entry_of(edge["node"], edge["highlights"]) for edge in found["edges"]], found["totalCount"]
    lists = [answer[field] for field in _LISTS.values() if field in answer]
    return [entry_of(node, []) for one in lists for node in one["nodes"]], sum(one["totalCount"] for one in lists)
