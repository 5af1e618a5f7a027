"""What part a body can play for a commissioner: groups of the kinds of organisation, which filters take as well as the kinds."""

from collections.abc import Iterable

from graph.partners.names import unknown
from schema.nodes import ORGANISATION_KINDS

GROUPS: dict[str, tuple[str, ...]] = {
    "commissioner": (
        "local authority",
        "combined authority",
        "NHS body",
        "government department",
        "police and justice",
    ),
    "provider": ("social enterprise", "co-operative", "charity", "company", "housing association", "school or college"),
    "investor": ("social investor", "grant funder", "bank", "insurer"),
    "adviser": ("law firm", "professional services", "university", "membership body", "network", "standards body"),
}
"""Kinds by what their bodies mostly do; a political party is in none."""


def kinds_of(wanted: Iterable[str]) -> list[str]:
    """Return the kinds that groups and kinds stand for, each once. Raises QueryError for what is neither."""
    found: dict[str, None] = {}
    for name in wanted:
        if name not in GROUPS and name not in ORGANISATION_KINDS:
            raise unknown("kind of organisation", name, [*GROUPS, *ORGANISATION_KINDS])
        found |= dict.fromkeys(GROUPS.get(name, (name,)))
    return list(found)
