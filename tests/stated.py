"""What reading stated, as tests compare it."""

from loaders.extract import Extraction
from schema.links import SpokeAt, WorksFor
from schema.nodes import Challenge, Event, Idea, Initiative, Insight, Model, Organisation, Person, Place

Named = Event | Initiative | Model | Organisation | Person | Place
Titled = Challenge | Idea | Insight


def names_of(found: Extraction, kind: type[Named]) -> set[str]:
    """Return the names of the nodes of a kind."""
    return {node.name for node in found.bundle.facts.nodes.values() if isinstance(node, kind)}


def titles_of(found: Extraction, kind: type[Titled]) -> set[str]:
    """Return the titles of the nodes of a kind, empty for those that have none."""
    return {node.title or "" for node in found.bundle.facts.nodes.values() if isinstance(node, kind)}


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
