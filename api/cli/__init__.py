"""The commands of `imagine`, one module per group of them."""

from collections.abc import Iterable
from importlib import import_module

from api.cli.command import Command, Service

_WHERE = {
    "up": "serve:up",
    "serve": "serve:serve",
    "load": "documents:LOAD",
    "remove": "documents:REMOVE",
    "list": "documents:LIST",
    "read": "read:READ",
    "check": "curate:CHECK",
    "suppress": "suppress:SUPPRESS",
    "backup": "backup:BACKUP",
    "restore": "backup:RESTORE",
    "doctor": "doctor:DOCTOR",
    "keys": "keys:KEYS",
    "curators": "curators:CURATORS",
    "neo4j": "neo4j:NEO4J",
    "export": "export:EXPORT",
    "partners": "partners:PARTNERS",
    "generate": "generate:generate",
}
"""The module and the name of each command, in the order in which help lists them."""


def commands(service: Service, names: Iterable[str] = _WHERE) -> tuple[Command, ...]:
    """Return every command, or those of these names; `service` is what `up` and `serve` run."""
    return tuple(_command(name, service) for name in names)


def asked_for(arguments: list[str]) -> Iterable[str]:
    """Return the name of the command that a line asks for, so that nobody waits for what others import (all that reads documents
    takes half a second of it); every name where the line asks for none, such as for help."""
    first = next((one for one in arguments if one != "--debug"), "")
    return [first] if first in _WHERE else _WHERE


def _command(name: str, service: Service) -> Command:
    module, _, attribute = _WHERE[name].partition(":")
    found = getattr(import_module(f"api.cli.{module}"), attribute)
    return found if isinstance(found, Command) else found(service)
