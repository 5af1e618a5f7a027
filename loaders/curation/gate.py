"""The gate: whether what a document would state is enough, and sure enough, to load it.

It judges statements and never how much of the text became one: a long report that gives a handful of people and bodies is loaded,
and so is one without a single challenge; a novel, a recipe or a programmer's manual states next to nothing that counts here.
"""

from collections import Counter
from math import sqrt

from schema.bundle import Bundle
from schema.ids import kind_of
from schema.model import GRAPH_MODEL
from schema.nodes import Document, Event

SURE = frozenset(
    {
        *("ADDRESSES", "ATTENDED", "CITES", "EMERGED_FROM", "FOLLOWS_FROM", "ORGANISED", "OWNS", "PARTNER_OF"),
        *("INVOLVES", "LOCATED_IN", "PROPOSED_AT", "RAISED_AT", "SPOKE_AT", "SPONSORED", "SUPPORTS", "WORKS_FOR"),
    }
)
"""Statements that are only made where their form carries them: each counts 1."""
NAMED = 0.4
"""What a body or a case-study model counts that is only named, and a place and a person beside each of them, or a person where the
document tells of an event: other texts name some as well, but manuals no places."""
DATED = 1.5
"""What an event counts whose month or day the document gives."""
MET = 1.0
"""What an event counts that is only named."""
CALLED = 1.0
"""What it counts that the document calls itself one of the `KINDS`."""
KINDS = frozenset({"case studies", "minutes", "participants' list", "press release", "programme"})
CHARACTERS = 2000
"""A document must count as much as the square root of its length in this unit: a page one, a report of fifty pages about ten."""


def too_little(bundle: Bundle) -> list[str]:
    """Return why a document that states this is not loaded unless the user insists; nothing where it is."""
    facts = bundle.facts
    document = facts.nodes[bundle.document]
    assert isinstance(document, Document)
    stated = [GRAPH_MODEL.link_type(link).name for link in facts.links.values()]
    kinds = Counter(kind_of(node) for node in facts.nodes)
    dated = any(isinstance(node, Event) and len(node.date or "") > len("2023") for node in facts.nodes.values())
    alone = kinds["insight"] - stated.count("EMERGED_FROM") + kinds["challenge"] - stated.count("RAISED_AT")
    people = kinds["person"] if document.kind in KINDS else 0
    sure = sum(name in SURE for name in stated) + people + max(0, alone)
    bodies = kinds["organisation"] + kinds["model"]
    reports = "REPORTS_ON" in stated
    others = kinds["person"] - people
    named = bodies + min(kinds["place"], bodies) + (others if reports else min(others, bodies))
    met = DATED if dated else MET * reports
    counted = sure + NAMED * named + met + CALLED * (document.kind in KINDS and sure + named > 0)
    length = sum(len(passage.text) for passage in bundle.passages.values())
    if counted > 0 and counted >= sqrt(length / CHARACTERS):
        return []
    who = f"{kinds['organisation'] or 'no'} organisation{'' if kinds['organisation'] == 1 else 's'}"
    tells = f"{'an' if dated else 'no'} event with a date, {who} and {sure or 'no'} statement{'' if sure == 1 else 's'} on them"
    return [f"it tells of {tells}, too little for a text of {length:,} characters"]
