"""A model that stands in for the real one on generated reports: as many numbers, no meaning, and a thousand times as quick.

A hundred thousand invented ideas would take the real one an hour, and how long a search takes does not depend on what vectors mean.
"""

import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np


class StandIn:
    """Bag of words: the vector of a text is the sum of its words', each drawn by chance from a seed that the word gives."""

    name = "stand-in"
    dimensions = 384

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        found = []
        for text in texts:
            total = np.sum([_vector(word) for word in text.lower().split()], axis=0)
            found.append((total / np.linalg.norm(total)).tolist())
        return found


@cache
def _vector(word: str) -> np.ndarray:
    return np.random.default_rng(zlib.crc32(word.encode())).standard_normal(StandIn.dimensions)
