"""What the reconciliation service says of itself, and the types and properties that it knows."""

from typing import Any

from api import __version__
from graph.rdf.iris import Iris
from graph.reconcile.properties import KINDS, MOST_VALUES, Asked
from schema.model import NodeType

BATCH = 50
"""The most queries in one request."""
PREVIEW_SIZE = (440, 260)
"""Width and height of a preview, in pixels."""


def manifest(iris: Iris) -> dict[str, Any]:
    """Return the service manifest."""
    service = f"{iris.base}reconcile"
    width, height = PREVIEW_SIZE
    return {
        "versions": ["0.2"],
        "name": "Imagine Graph",
        "identifierSpace": f"{iris.base}id/",
        "schemaSpace": f"{iris.ontology}#",
        "documentation": f"{iris.base}developers",
        "serviceVersion": __version__,
        "logo": f"{iris.base}static/favicon.svg",
        "defaultTypes": [type_of(t) for t in KINDS],
        "view": {"url": f"{iris.base}id/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": width, "height": height},
        "suggest": {
            what: {"service_url": service, "service_path": f"/suggest/{what}"}
            for what in ("entity", "property", "type")
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": f"How many values of each row to fetch at the most; 0 for all, up to {MOST_VALUES}.",
                }
            ],
        },
        "batchSize": BATCH,
    }


def type_of(node_type: NodeType) -> dict[str, str]:
    """Return a label as a type."""
    return {"id": node_type.label, "name": node_type.label}


def property_of(asked: Asked) -> dict[str, str]:
    """Return something that can be asked of a node as a property."""
    return {"id": asked.id, "name": asked.name, "description": asked.meaning}
