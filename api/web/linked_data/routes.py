"""The addresses at which linked data is opened."""

from starlette.routing import Route

from api.web.linked_data import documents, nodes, statements, vocabulary
from api.web.linked_data.replies import told
from api.web.open_data import OpenRoute
from schema.model import GRAPH_MODEL


def routes() -> list[Route]:
    """Return the routes: a node's IRI, its data and its page; statements; graphs, readings, schemes; what it is said in."""
    return [
        OpenRoute("/id/{node:path}", told(nodes.identifier)),
        OpenRoute("/data/{node:path}", told(nodes.data)),
        OpenRoute("/statement/{statement:path}", told(statements.statement)),
        OpenRoute("/graph/{node:path}", told(documents.named_graph)),
        OpenRoute("/run/{node:path}", told(documents.run)),
        OpenRoute("/scheme/{name:path}", told(documents.concept)),
        OpenRoute("/context.jsonld", told(vocabulary.json_ld_context)),
        OpenRoute("/ontology", told(vocabulary.ontology_itself)),
        OpenRoute("/ontology.ttl", told(vocabulary.ontology_in_turtle)),
        OpenRoute("/shapes.ttl", told(vocabulary.shapes_in_turtle)),
        *(OpenRoute(f"/{n.kind}/{{rest:path}}", told(nodes.page)) for n in GRAPH_MODEL.nodes),
    ]
