"""What cites an example, and where: a block that may hold some, and each that was found in it."""

from dataclasses import dataclass, field

from loaders.blocks import Block
from loaders.case_studies.example import Example


@dataclass(slots=True)
class Cited:
    """One example with who cites it and where."""

    source: str | None
    block: Block
    example: Example
    key: str
    places: set[str] = field(default_factory=set)
    """Folded places that it is tied to, for telling that two spellings are one."""
    headed: bool = False
    """Whether a label says that it stands at the head of what is told of it."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A block that may hold examples, and what cites them."""

    source: str | None
    block: Block
    mode: str
    """idea, insight, summary, context, examples (a section of them), entry (a line of a list of them), headed (a label says
    that it names one), prose (nothing cites it)."""
    shown: int | None = None
    """Where prose goes on behind words that say that there are examples."""
    label: int = 0
    """Where a line goes on behind a label that says that examples follow."""
