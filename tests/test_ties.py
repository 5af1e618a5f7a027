"""Ties between gatherings that may hold: suggested with the reason, and never stated."""

from test_extraction import read

from loaders.curation.ties import ties
from loaders.extract import Extraction
from schema.bundle import Statements, merge
from schema.links import Continues, FollowsFrom

FIRST = """# Harbour Forum 2030

The Harbour Forum 2030 took place on 7 May 2030 at the Maltings Hall, Ipswich.

## Challenge 1: Homeless young people – a first key

Owner: Amy North (Director, Alder Council)

Ideas:

- Buy one house and learn from it.
- Rent two.

## Challenge 2: Night buses – who drives

Owner: Ben South (Director, Birch Council)

Ideas:

- Pay more at night.
- Ask the drivers.
"""
SECOND = """# Harbour Forum 2031

The Harbour Forum 2031 took place on 7 May 2031 at the Maltings Hall, Ipswich.

## Challenge 1: Homelessness – the second winter

Owner: Clara West (Director, Cedar CIC)

Ideas:

- Bake bread for the whole of the town.
- Mend whatever comes in.

## What happened since the Harbour Forum 2030

- Night buses in Ipswich: they run again.
- A shared depot, which Alder Council opened in June.
- A choir: it sings.
"""


def facts(*found: Extraction) -> Statements:
    return merge([one.bundle for one in found])


def suggested(both: Statements) -> set[tuple[str, str, str]]:
    return {(t.type, *(i.split("/")[-1] for i in t.ids)) for t in ties(both)}


def test_ties_are_suggested_by_name_body_and_area_and_not_stated() -> None:
    both = facts(read(FIRST), read(SECOND))
    assert suggested(both) == {
        ("FOLLOWS_FROM", "night-buses-in-ipswich-they-run-again", "night-buses"),
        ("FOLLOWS_FROM", "a-shared-depot", "homeless-young-people"),
        ("CONTINUES", "homelessness", "homeless-young-people"),
    }
    assert {t.why for t in ties(both)} == {
        "it is called like it", "Alder Council stood behind it and takes part", "both were about homelessness"
    }  # fmt: skip
    assert not any(isinstance(link, Continues) for link in both.links.values())
    followed = {link.target for link in both.links.values() if isinstance(link, FollowsFrom)}
    assert followed == {"event/harbour-forum-2030"}


def test_what_a_document_states_is_not_suggested() -> None:
    continues = '\nThis table continues "Homeless young people" (2030).\n'
    text = SECOND.replace("Owner: Clara", f"{continues}\nOwner: Clara")
    assert ("CONTINUES", "homelessness", "homeless-young-people") not in suggested(facts(read(FIRST), read(text)))


def test_only_ties_of_what_was_asked_for() -> None:
    both = facts(read(FIRST), read(SECOND))
    asked = next(i for i in both.nodes if i.endswith("/a-shared-depot"))
    assert [t.ids[0] for t in ties(both, frozenset({asked}))] == [asked]
    assert ties(facts(read(FIRST))) == []
