"""What reading stated of people and bodies, as tests compare it."""

from loaders.extract import Extraction
from schema.links import SpokeAt, WorksFor
from schema.nodes import Organisation, Person


def employers(found: Extraction) -> set[str]:
    """Return who works for whom as `Name -> Body | role`."""
    nodes, said = found.bundle.facts.nodes, set()
    for link in found.bundle.facts.links.values():
        if isinstance(link, WorksFor):
            who, body = nodes[link.source], nodes[link.target]
            assert isinstance(who, Person)
            assert isinstance(body, Organisation)
            said.add(f"{who.name} -> {body.name}" + (f" | {link.role}" if link.role else ""))
    return said


def speakers(found: Extraction) -> dict[str, str | None]:
    """Return how each person spoke at the event, by name."""
    nodes, said = found.bundle.facts.nodes, {}
    for link in found.bundle.facts.links.values():
        if isinstance(link, SpokeAt):
            who = nodes[link.source]
            assert isinstance(who, Person)
            said[who.name] = link.as_
    return said
