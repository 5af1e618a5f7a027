"""The enums of what is found rather than listed, for the types that are generated and for the schema that is served."""

from collections.abc import Mapping

from graph.partners.kinds import GROUPS
from graph.partners.weights import TIES
from schema.nodes import ORGANISATION_KINDS

SEARCHES = {
    "WORDS": "It has the words.",
    "MEANING": "It means something like the text, in whatever words: challenges, ideas, models, initiatives, insights, passages.",
    "BOTH": "Either of these; what both find comes first.",
}
TIERS = {
    "evidence": "Words in a report tie it to what matches.",
    "attended": "All that is known is that it came to the event where what matches was worked on.",
}
SHAPES = {
    "PLAIN": "One ranking, the best first.",
    "BALANCED": "Kinds of organisation take turns, the best of each first.",
}
ENUMERATIONS: dict[str, tuple[str, Mapping[str, str]]] = {
    "SearchBy": ("By what something is found.", SEARCHES),
    "PartnerKind": (
        "Kinds of organisation, and groups of them by the part that they can play.",
        {name: f"Any {', '.join(kinds)}." for name, kinds in GROUPS.items()}
        | {kind: f"{kind[0].upper()}{kind[1:]}." for kind in ORGANISATION_KINDS},
    ),
    "PartnerRole": ("How an organisation can be tied to what matches.", TIES),
    "PartnerTier": ("What a place in the list rests on.", TIERS),
    "PartnerShape": ("How partners are listed.", SHAPES),
}
"""The enums of what is found: the meaning of each, and what its values mean."""
