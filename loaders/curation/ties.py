"""Ties between gatherings that no document makes certain: work that may follow from a challenge, one that may continue another.

Suggestions for a curator, over all that is loaded. Nothing here becomes a fact: a document that says so states it by itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.dates import YEAR
from loaders.names.printed import fold
from loaders.rules.challenges.listed_challenges import lead_of
from schema.bundle import Statements
from schema.ids import kind_of
from schema.model import GRAPH_MODEL
from schema.nodes import Challenge, Initiative, Topic

_YEAR = re.compile(rf"-({YEAR})$")


@dataclass(frozen=True, slots=True)
class Tie:
    """A link that may hold between two nodes, and why it may."""

    type: str
    first: str
    """What the first node is called; `ids` has both."""
    second: str
    ids: tuple[str, str]
    why: str


def ties(facts: Statements, only: frozenset[str] | None = None) -> list[Tie]:
    """Return the ties that may hold and are not stated, in the order of their ids; `only` keeps those of one of these ids."""
    found = [*_followed(facts), *_continued(facts)]
    return sorted((t for t in found if only is None or only & {*t.ids}), key=lambda t: (t.type, t.ids))


def _ends(facts: Statements, *types: str, to: str = "") -> dict[str, set[str]]:
    """Return what links of these types lead to, by what they come from; with `to` only nodes of that kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in facts.links.values():
        if GRAPH_MODEL.link_type(link).name in types and kind_of(link.target).startswith(to):
            found[link.source].add(link.target)
    return found


def _reversed(ends: dict[str, set[str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for source, targets in ends.items():
        for target in targets:
            found[target].add(source)
    return found


def _followed(facts: Statements) -> Iterator[Tie]:
    """Yield the challenges from which work may follow that is only said to follow from their event: the one that it is called
    like, whose bodies take part in it, or that alone was about its subject; where several have as much for them, all of these."""
    raised = _reversed(_ends(facts, "RAISED_AT"))
    owners, members = _reversed(_ends(facts, "OWNS", "SUPPORTS")), _reversed(_ends(facts, "TAKES_PART_IN"))
    topics = _ends(facts, "ABOUT")
    certain = _ends(facts, "FOLLOWS_FROM", to="challenge")
    for initiative, events in _ends(facts, "FOLLOWS_FROM", to="event").items():
        node = facts.nodes[initiative]
        if certain.get(initiative) or not isinstance(node, Initiative) or not node.name:
            continue
        reasons: dict[str, list[str]] = {}
        challenges = sorted({c for event in events for c in raised[event]})
        for challenge in challenges:
            shared = sorted(members[initiative] & owners[challenge])
            why = [f"{getattr(facts.nodes[body], 'name', body)} stood behind it and takes part" for body in shared]
            if f"{fold(node.name)} ".startswith(f"{fold(lead_of(_title(facts, challenge)))} "):
                why.append("it is called like it")
            for topic in sorted(topics[challenge]):
                alone = sum(topic in topics[other] for other in challenges) == 1
                if alone and f" {fold(_topic(facts, topic))} " in f" {fold(node.name)} ":
                    why.append(f"it alone was about {_topic(facts, topic)}")
            reasons[challenge] = why
        most = max((len(why) for why in reasons.values()), default=0)
        for challenge, why in reasons.items():
            if most and len(why) == most:
                ids = (initiative, challenge)
                yield Tie("FOLLOWS_FROM", node.name, _title(facts, challenge), ids, "; ".join(why))


def _continued(facts: Statements) -> Iterator[Tie]:
    """Yield the challenges of an earlier gathering of the same name that were about the same area."""
    topics, stated = _ends(facts, "ABOUT"), _ends(facts, "CONTINUES")
    held = [(c, event) for c, events in _ends(facts, "RAISED_AT").items() for event in events]
    for later, after in held:
        for earlier, before in held:
            first, last = _YEAR.search(before), _YEAR.search(after)
            shared = sorted(topics[later] & topics[earlier])
            if not (first and last and shared) or earlier in stated.get(later, ()) or first[1] >= last[1]:
                continue
            if before[: first.start()] == after[: last.start()]:
                why = f"both were about {_topic(facts, shared[0])}"
                yield Tie("CONTINUES", _title(facts, later), _title(facts, earlier), (later, earlier), why)


def _title(facts: Statements, challenge: str) -> str:
    node = facts.nodes[challenge]
    return node.title if isinstance(node, Challenge) and node.title else challenge


def _topic(facts: Statements, topic: str) -> str:
    node = facts.nodes[topic]
    return node.name if isinstance(node, Topic) and node.name else topic
