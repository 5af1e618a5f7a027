"""What counts how much when partners are ranked: chosen by measurement (`tests/bench/partners/`), on one half of its questions."""

from dataclasses import asdict, dataclass
from typing import Any

TIES = {
    "model": "it runs or is a model that matches",
    "example": "what matches holds up a model of its as an example",
    "example_nearby": "an idea for the challenge that matches, or a part of the idea, does",
    "initiative": "it takes part in work that matches, or that followed from the challenge that matches",
    "named": "the words of what matches name it",
    "owner": "it brought the challenge that matches, or that the idea that matches answers",
    "supporter": "it helped that challenge's owners at the table",
    "attended": "it came to the event where the challenge that matches was worked on",
}
"""How a body can be tied to what matches; each has its weight below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A reason's part is the match's relevance, times its tie's weight, times what hubs lose, times its rank's share."""

    by_words: int = 60
    """How many of the best matches by words are looked at."""
    by_meaning: int = 60
    """How many of the best matches by meaning are looked at."""
    floor: float = 0.36
    """Likeness (cosine) of a text and a match from which on they mean something alike: what is below is no match."""
    gate: float = 0.375
    """Likeness that the five best matches have on average where the graph holds anything about the text at all ..."""
    sure: float = 0.5
    """... unless the best has this one by itself."""
    close: float = 0.45
    """Likeness from which on a match is about the text, and not only near it."""
    besides: float = 0.35
    """Likeness to words that say nothing of any need, from which on a letter's sentence is passed over."""
    named_often: int = 3
    """Matches that have every word of a short text, from which on the graph holds something about it whatever their likeness."""
    context: float = 0.2
    """Share of its challenge in what an idea means."""
    words: float = 0.15
    """Relevance that the best match by words has for these alone, others in proportion: it may lift a match over the floor."""

    # One for each of TIES.
    model: float = 1.0
    example: float = 1.0
    example_nearby: float = 0.7
    initiative: float = 1.0
    named: float = 0.8
    owner: float = 0.4
    supporter: float = 0.15
    one_step: float = 0.5
    """Share that is left of an owner's or supporter's tie where an idea lies between."""
    attended: float = 0.01

    own: float = 0.2
    """How much of an example's weight depends on how like the text the model itself is, among several held up in one place."""
    hub: float = 0.5
    """How much a body loses that owns or supports many challenges, or is named again and again: divided by 1 + hub * ln(number)."""
    decay: float = 0.6
    """Share that each further reason of a body has of the one before."""
    least: float = 0.0005
    """The least score of a body or person that is named: with three decimals, less is shown as 0.000."""
    reasons: int = 8
    """Reasons that count; one match counts once."""

    def parameter(self) -> dict[str, Any]:
        """Return them as the statement takes them."""
        return asdict(self)


WEIGHTS = Weights()
"""Of the default model, and where words alone count."""
_BY_MODEL = {"wordllama-l2-supercat-256": Weights(floor=0.28, gate=0.26, sure=0.4, close=0.36, besides=1.0)}
"""Likenesses of another model are other numbers; its `close` is in proportion to the default one, not measured, and it passes over
no sentence."""


def weights_of(model: str | None) -> Weights:
    """Return the weights that go with an embedding model's likenesses; those of the default one for None."""
    return _BY_MODEL.get(model or "", WEIGHTS)
