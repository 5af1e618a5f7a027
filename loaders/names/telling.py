"""The words that any name of a body has which is told by its shape: without one of them a text is passed over at a glance."""

from loaders.names.behind_heads import OF_FIELDS
from loaders.names.branches import BEFORE_ITS_PLACE
from loaders.names.of_places import OF_TOWNS
from loaders.names.word_sets import COUNTRIES, HEAD_PAIRS, HEADS, OPENERS, OPENERS_ON, PERHAPS_HEADS, WORK_HEADS

TELLING = frozenset(("council", "councils")).union(
    *(HEADS, PERHAPS_HEADS, WORK_HEADS, COUNTRIES, OPENERS, OPENERS_ON, OF_FIELDS, OF_TOWNS, BEFORE_ITS_PLACE),
    (pair[-1] for pair in HEAD_PAIRS),
)
"""Words that head or open such names, or with which they end; see `shaped.shaped_bodies`."""
