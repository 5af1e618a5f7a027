"""Who came for a body behind a label ("Representatives: ...") works for it; near misses do not."""

import pytest

from loaders.extract import extract
from loaders.sources import read
from schema.bundle import Statements
from schema.nodes import Organisation, Person

_TABLE = """<h1>Report of the Vale Data Roundtable, 3 May 2024</h1><p>We met in the hall.</p><h2>Participants</h2><table>
<tr><td>Alder Trust</td><td>Alder Trust mends boats in three towns.
Representatives: <b>Ada North</b> – Head of Repairs <b>Ben Marsh</b>
– Treasurer</td></tr>
<tr><td>Koru</td><td>Koru is a shop that lends tools, ropes and sails to all who ask for some, on any day of the year but Sundays.
Representative: Cora Dale – VP, Sales</td></tr>
<tr><td>Rowan Society</td><td>A club of readers.</td></tr>
<tr><td></td><td>Representative: Dina Hale – Chair</td></tr></table>"""

_LINES = """# Report of the Vale Data Roundtable, 3 May 2024

We met in the hall.

## Participants

The Alder Trust promotes boats in three towns.

Representatives:

Ada North – Head of Repairs, Boats Division

Ben Marsh – Treasurer

The United States Office of Harbours is the agency for piers.

Representatives:

Cora Dale – Economist

Dina Hale – Chief Pilot
"""


def facts_of(name: str, text: str) -> Statements:
    return extract(read(name, text.encode())).bundle.facts


def works(facts: Statements) -> set[tuple[str, str, str | None]]:
    names = {node.id: node.name for node in facts.nodes.values() if isinstance(node, Person | Organisation)}
    return {(names[k.source], names[k.target], k.role) for k in facts.links.values() if k.type == "WORKS_FOR"}


def test_a_row_gives_its_people_to_its_body() -> None:
    assert works(facts_of("report.html", _TABLE)) == {
        ("Ada North", "Alder Trust", "Head of Repairs"),
        ("Ben Marsh", "Alder Trust", "Treasurer"),
        ("Cora Dale", "Koru", "VP, Sales"),
        ("Dina Hale", "Rowan Society", "Chair"),
    }


def test_the_block_above_the_label_is_whose_the_lines_are() -> None:
    facts = facts_of("report.md", _LINES)
    assert works(facts) == {
        ("Ada North", "Alder Trust", "Head of Repairs, Boats Division"),
        ("Ben Marsh", "Alder Trust", "Treasurer"),
        ("Cora Dale", "United States Office of Harbours", "Economist"),
        ("Dina Hale", "United States Office of Harbours", "Chief Pilot"),
    }
    came = {k.source for k in facts.links.values() if k.type == "ATTENDED"}
    assert {"person/ada-north", "organisation/alder-trust"} <= came


@pytest.mark.parametrize(
    "above",
    ["There was little time for all of this.", "Those who came for the towns are named here.", "Chairs of panels:"],
)
def test_a_label_below_anything_else_ties_nobody(above: str) -> None:
    text = _LINES.replace("The Alder Trust promotes boats in three towns.", above)
    assert "Ben Marsh" not in {who for who, _, _ in works(facts_of("report.md", text))}
