"""Blocks to a tree of sections, each with the part that it plays in the report, decided by cue words and structure.

Nothing after this looks at the wording of a heading again to find out what stands under it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from weakref import ref

from loaders.blocks import Block


class Role(Enum):
    """The part that a section plays in a report."""

    DOCUMENT = "document"
    FRONT = "front"
    """What stands before the first heading."""
    CHALLENGE = "challenge"
    SUMMARY = "summary"
    OWNERS = "owners"
    SUPPORTERS = "supporters"
    BOTH = "both"
    """Owners and supporters under one heading."""
    TOPIC = "topic"
    PLACE = "place"
    TABLE = "table"
    IDEAS = "ideas"
    GROUP = "group"
    """The ideas of one table, where a challenge is split between tables."""
    IDEA = "idea"
    EXAMPLES = "examples"
    """What works elsewhere: inspiration, case studies."""
    CONTEXT = "context"
    """Words about a challenge that are neither summary nor idea: what was heard, barriers, next steps."""
    INSIGHTS = "insights"
    INSIGHT = "insight"
    SPEAKERS = "speakers"
    ATTENDEES = "attendees"
    SPONSORS = "sponsors"
    INITIATIVES = "initiatives"
    """What followed from an event."""
    REFERENCES = "references"
    IMPRINT = "imprint"
    NOISE = "noise"
    """Navigation, text that stands twice."""
    OTHER = "other"


@dataclass(slots=True, kw_only=True, eq=False, weakref_slot=True)
class Section:
    """A heading with what stands under it. `blocks` begins with the heading's block where there is one, and holds all
    blocks down to the first child; `children` are the sections inside. Whoever holds the document's section holds them all."""

    role: Role
    title: str = ""
    heading: Block | None = None
    level: int = 0
    label: int = 0
    """Where the heading is a label at the head of a line ("Led by: ..."): how many characters it takes. Its block is then
    both the heading and the first of the body."""
    table: str | None = None
    """The table that the heading names, where a challenge is split ("table 3")."""
    group: str | None = None
    """The group that the heading of ideas names ("Ideas from Trafford")."""
    part: tuple[Block, int, int] | None = None
    """Where several labels share one block ("Topic: ... Owner: ..."): the block, and where this label's words begin and end."""
    blocks: list[Block] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)
    _parent: "ref[Section] | None" = None

    @property
    def parent(self) -> "Section | None":
        """The section that it is inside of. It is not held from here, so that no garbage is left of a document that was read."""
        return self._parent() if self._parent is not None else None

    @parent.setter
    def parent(self, section: "Section") -> None:
        self._parent = ref(section)

    @property
    def body(self) -> list[Block]:
        """Its blocks without the heading's; with it where the heading is only a label in it."""
        return self.blocks[1:] if self.heading is not None and not self.label else self.blocks

    def lines(self) -> Iterator[tuple[Block, int, int]]:
        """Yield its body's blocks, each with the places in its text where the content begins (after a label) and ends."""
        if self.part is not None:
            yield self.part
            return
        for block in self.body:
            yield block, self.label if block is self.heading else 0, len(block.text)

    def add(self, child: "Section") -> "Section":
        """Add a section below this one and return it."""
        child.parent = self
        self.children.append(child)
        return child

    def walk(self) -> Iterator["Section"]:
        """Yield the section and all sections inside it, in reading order."""
        ahead = [self]
        while ahead:
            section = ahead.pop()
            yield section
            ahead.extend(reversed(section.children))

    def all_blocks(self) -> list[Block]:
        """Return the blocks of the section and of all sections inside it, in reading order."""
        return [block for section in self.walk() for block in section.blocks]

    def find(self, *roles: Role) -> list["Section"]:
        """Return the sections of these roles in it, in reading order."""
        return [section for section in self.walk() if section.role in roles]
