"""Rows of a programme that say how long each item takes, and names that such rows print."""

from loaders.extract import extract
from loaders.sources import read
from schema.links import SpokeAt, WorksFor
from schema.nodes import Organisation, Person

ROWS = (
    ("10:00", "5 mins", "Mary Byrne, President of the Hedge Society: Welcome"),
    ("10:05", "10 mins", "Una Fitzpatrick: Planting plans that last"),
    ("10:15", "10 mins", "Dara Scott: Routes to growing hedges in Ireland"),
    ("10:25", "15 mins", "Dr. Daire Ó hUallacháin, Elm University: The Irish hedge"),
    ("10:40", "", "Lunch"),
)


def test_speakers_behind_hours_and_lengths() -> None:
    rows = "".join(f"<tr><td>{at}</td><td>{lasts}</td><td>{item}</td></tr>" for at, lasts, item in ROWS)
    found = extract(read("day.html", f"<p>Symposium on Hedgerows</p><p>Programme</p><table>{rows}</table>".encode()))
    facts = found.bundle.facts
    people = {node.id: node.name for node in facts.nodes.values() if isinstance(node, Person)}
    assert set(people.values()) == {"Mary Byrne", "Una Fitzpatrick", "Dara Scott", "Daire Ó hUallacháin"}
    assert {people[link.source] for link in facts.links.values() if isinstance(link, SpokeAt)} == set(people.values())
    assert not [node for node in facts.nodes.values() if isinstance(node, Organisation) and ":" in node.name]
    works = {
        (people[link.source], link.target, link.role) for link in facts.links.values() if isinstance(link, WorksFor)
    }
    assert ("Mary Byrne", "organisation/hedge-society", "President") in works
