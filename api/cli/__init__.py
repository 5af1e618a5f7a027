"""The commands of `imagine`, one module per group of them."""

from api.cli import (
    backup,
    curate,
    curators,
    doctor,
    documents,
    export,
    generate,
    keys,
    neo4j,
    partners,
    read,
    serve,
    suppress,
)
from api.cli.command import Command
from api.cli.serve import Service


def commands(service: Service) -> tuple[Command, ...]:
    """Return every command, in the order in which help lists them; `service` is what `up` and `serve` run."""
    return (
        serve.up(service),
        serve.serve(service),
        documents.LOAD,
        documents.REMOVE,
        documents.LIST,
        read.READ,
        curate.CHECK,
        suppress.SUPPRESS,
        backup.BACKUP,
        backup.RESTORE,
        doctor.DOCTOR,
        keys.KEYS,
        curators.CURATORS,
        neo4j.NEO4J,
        export.EXPORT,
        partners.PARTNERS,
        generate.generate(lambda: commands(service)),
    )
