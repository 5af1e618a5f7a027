"""What our data is said in: the JSON-LD context, under the address that every JSON-LD answer refers to."""

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api.web.linked_data.asked import iris_of
from api.web.linked_data.replies import answered
from api.web.linked_data.syntaxes import JSON_LD
from graph.rdf.context import context


def json_ld_context(request: Request) -> Response:
    """Answer with the JSON-LD context."""
    body = orjson.dumps({"@context": context(iris_of(request))}, option=orjson.OPT_INDENT_2)
    return answered(request, body, JSON_LD)
