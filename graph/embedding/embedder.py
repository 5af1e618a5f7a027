"""Which models can turn a text into a vector, and what each of them is asked.

All of them come in packages, are pinned by the hash of their files, need no network and give the same vector for the same text.
None is read before the first text comes, so that a command without one does not pay for it.
"""

from collections.abc import Hashable, Sequence
from functools import cache
from typing import Protocol

from graph.embedding.minilm import MiniLM
from graph.embedding.wordllama import WordLlama
from schema.errors import SettingsError

NONE = "none"
"""Chosen where meaning is not to be looked at: then words alone decide."""
DEFAULT = "minilm"


class Embedder(Hashable, Protocol):
    """A model that turns texts into vectors."""

    name: str
    """Its name with its version: vectors of two names are not compared."""
    dimensions: int
    """Numbers of a vector."""

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """Return a vector of length 1 for each text, in order. Raises SettingsError where the model's files are not as expected."""


EMBEDDERS: dict[str, type[Embedder]] = {"minilm": MiniLM, "wordllama": WordLlama}
"""The models that can be chosen, by what they are called in the settings."""
CHOICES = (*EMBEDDERS, NONE)
CHOICE = "The model that tells what means the same: `minilm`; `wordllama`, faster and less exact; `none`: words alone."
"""What is chosen, in words."""


@cache
def embedder(name: str | None) -> Embedder | None:
    """Return the model of a name, one for the whole process; None for `none`. Raises SettingsError for another name."""
    if name is None or name == NONE:
        return None
    if name not in EMBEDDERS:
        raise SettingsError(f"there is no embedding model {name!r}; there are {', '.join(CHOICES)}")
    return EMBEDDERS[name]()
