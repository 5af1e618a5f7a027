"""The commands of `python -m api`, one module per group of them."""

from api.cli import curate, documents, export, generate, neo4j, partners, serve
from api.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    serve.UP,
    serve.SERVE,
    documents.LOAD,
    documents.REMOVE,
    documents.LIST,
    curate.CHECK,
    curate.SUPPRESS,
    neo4j.NEO4J,
    export.EXPORT,
    partners.PARTNERS,
    generate.GENERATE,
)
