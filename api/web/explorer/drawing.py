"""What lies around a thing: drawn by a script, and the same in words for whoever cannot or would not see the drawing."""

from itertools import groupby
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from api.gql.persisted import sha256
from api.web.explorer.asking import answering, as_graphql, ask, document, in_graphiql
from api.web.explorer.kinds import KINDS
from api.web.html import address, opening, page
from api.web.linked_data.questions import quoted
from api.web.linked_data.views import shortened
from schema.links import EITHER
from schema.model import GRAPH_MODEL

MOST = 300
"""How many things are drawn at first."""
_DOCUMENT = "neighbourhood"
_SAID = {t.name: t.phrase for t in GRAPH_MODEL.links} | {
    f"{name} {EITHER}": GRAPH_MODEL.link(name).said(EITHER) for name in ("OWNS", "SUPPORTS")
}
"""What a link says, by its type, or by that and in what capacity it is."""


@answering
async def drawing(request: Request) -> Response:
    """Answer `/graph`."""
    of = request.query_params.get("of", "")[:1000]
    variables = {"of": of, "depth": 2 if request.query_params.get("depth") == "2" else 1, "first": MOST}
    found = (await ask(request, _DOCUMENT, **variables))["neighbourhood"] if of else None
    if found is None:
        heading = "Nothing in the graph has this address" if of else "What should be drawn?"
        text = "Look for something, open its page, and choose “Draw what is around it” there."
        return page(request, "message.html", 404 if of else 400, heading=heading, text=text)
    nodes = {n["id"]: n for n in found["nodes"]}
    kinds = [kind for label, kind in KINDS.items() if any(n["__typename"] == label for n in nodes.values())]
    return page(
        request,
        "drawing.html",
        of=of,
        name=shortened(nodes[of]["displayName"]),
        kind=KINDS[nodes[of]["__typename"]],
        depth=variables["depth"],
        kinds=[(kind, sum(n["__typename"] == kind.label for n in nodes.values())) for kind in kinds],
        is_all=len(nodes) < MOST,
        count=len(nodes),
        groups=_groups(found["facts"], nodes),
        links=sum(f["from"]["id"] in nodes and f["to"]["id"] in nodes for f in found["facts"]),
        document=f"sha256:{sha256(document(_DOCUMENT))}",
        words={"phrases": _SAID, "kinds": {label: kind.one for label, kind in KINDS.items()}, "most": MOST},
        in_graphiql=in_graphiql(_DOCUMENT, variables),
        graphql=as_graphql(_DOCUMENT, variables),
        cypher=f"MATCH way = ({{id: {quoted(of)}}})-[r*1..{variables['depth']}]-()\n"
        "WHERE all(x IN r WHERE x.evidence IS NOT NULL)\nRETURN way LIMIT 300",
    )


def _groups(facts: list[dict[str, Any]], nodes: dict[str, Any]) -> list[tuple[str, list[tuple[Any, str, Any]]]]:
    """Return the links as sentences, by what they say."""
    known = [f for f in facts if f["from"]["id"] in nodes and f["to"]["id"] in nodes]
    order = [t.name for t in GRAPH_MODEL.links]
    known.sort(key=lambda f: (order.index(f["type"]), _said(f)))
    return [
        (
            opening(said),
            [(_named(nodes[f["from"]["id"]]), said, _named(nodes[f["to"]["id"]])) for f in group],
        )
        for said, group in groupby(known, key=_said)
    ]


def _said(fact: dict[str, Any]) -> str:
    return GRAPH_MODEL.link(fact["type"]).said(fact["as"])


def _named(node: dict[str, Any]) -> dict[str, str]:
    return {"name": shortened(node["displayName"]), "href": address(node["id"]), "label": node["__typename"]}
