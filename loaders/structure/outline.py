"""Builds the tree of sections: finds the headings, decides which open a challenge, and places every block in it."""

import re

from loaders.blocks import Block, Kind, Text
from loaders.families.family import TABLE_REPORT
from loaders.structure import cues
from loaders.structure.cues import SECTION_NUMBER, folded, is_area, says_which
from loaders.structure.headings import Headings
from loaders.structure.labels import label_beside, label_of, labelled_parts, labelled_title, listed_label, row_label
from loaders.structure.lessons import announced_lessons, leads_to_lessons
from loaders.structure.lines import (
    counts_on,
    ends_attendance,
    ends_list,
    is_of_all,
    is_short,
    level_of,
    looks_like_heading,
    may_be_title,
    numbered_title,
    sorts_a_list,
)
from loaders.structure.recurring import recurring_parts
from loaders.structure.runs import list_follows, several_follow
from loaders.structure.sections import Role, Section
from loaders.structure.settling import settle_all
from loaders.structure.table_names import table_and_group

_SHORT = 2
"""The most words of a heading among lessons that opens no more of them ("Foreword"); a longer one may only begin so."""
_IDEAS = re.compile(r"(?:\W*|more |other |key )(?:ideas?|proposals?|recommendations?)\b", re.I)
_LEAVES = frozenset({"attendees", "initiatives", "references", "imprint", "insights", "noise"})


def outline(text: Text) -> Section:
    """Return the tree of a document's sections; every block stands in exactly one of them."""
    return _Outline(text).build()


class _Outline:
    def __init__(self, text: Text) -> None:
        self.blocks = text.blocks
        headings = Headings(text)
        self.noise, self.explicit = headings.noise, headings.explicit
        self.marked = headings.marked if self.explicit else []
        self.tail, self.parted, self.heads = headings.tail(), headings.parted, headings.challenges()
        self.taken_up, self.over_all = bool(headings.taken_up), headings.over_all
        self.one_level = headings.one_level(self.heads)
        self.recurring = recurring_parts(self.blocks, self.heads) if not headings.taken_up else {}
        self.lessons: frozenset[int] = frozenset()
        """The headings that a line announced as lessons."""
        self.lessons_end: int | None = None  # where paragraphs end that it announced so
        self.floor = 0
        """The level of a challenge's heading, or of the one over it where it has none: the next one as high ends it."""
        self.root = Section(role=Role.DOCUMENT)
        self.top: Section | None = None
        self.mid: Section | None = None
        self.low: Section | None = None
        self.at = 0

    def build(self) -> Section:
        skip = -1
        for index, block in enumerate(self.blocks):
            self.at = index
            if index <= skip:
                continue
            if self.top and self.top.heading and 0 < self.top.heading.ends < block.start:
                self._open_top(Role.OTHER, "", None)
            if index in self.noise:
                self._put_noise(block)
            elif index == self.tail:
                self._open_top(Role.IMPRINT, "", None)
                self._put(block)
            elif index in self.heads:
                skip = self._open_challenge(index)
            else:
                self._place(index, block)
        settle_all(self.root.find(Role.CHALLENGE), self.blocks, taken_up=self.taken_up)
        return self.root

    def _open_top(self, role: Role, title: str, block: Block | None, level: int = 0) -> Section:
        section = Section(role=role, title=title, heading=block, level=level)
        self.top, self.mid, self.low = self.root.add(section), None, None
        return section

    def _put(self, block: Block) -> None:
        section = self.low or self.mid or self.top
        if section is None:
            section = self._open_top(Role.FRONT, "", None)
        section.blocks.append(block)

    def _put_noise(self, block: Block) -> None:
        """Set a block aside; what stands after it goes on where it was."""
        last = self.root.children[-1] if self.root.children else None
        if last is None or last.role is not Role.NOISE:
            last = self.root.add(Section(role=Role.NOISE))
        last.blocks.append(block)

    def _open_challenge(self, index: int) -> int:
        """Open a challenge and return the last block that belongs to its heading."""
        block = self.blocks[index]
        prefix = self.heads[index]
        title = prefix.title if prefix else block.text
        level = block.level if index != self.over_all else 0  # the report's other parts stand below its title, too
        section = self._open_top(Role.CHALLENGE, title.strip(), block, level)
        self.floor = block.level or next((self.blocks[i].level for i in reversed(self.marked) if i < index), 0)
        section.blocks.append(block)
        if index + 1 >= len(self.blocks):
            return index
        following = self.blocks[index + 1]
        area = prefix is not None and is_area(title) and cues.inside(following.text) is None
        if may_be_title(following) if not title.strip() else area and may_be_title(following, block):
            section.title = following.text
            section.heading = following
            section.blocks.append(following)
            section.level = following.level or block.level
            section.blocks.reverse()
            return index + 1
        return index

    def _place(self, index: int, block: Block) -> None:
        in_challenge = self.top is not None and self.top.role is Role.CHALLENGE
        if in_challenge and block.kind is Kind.HEADING and block.level and self.top and block.level <= self.floor:
            in_challenge = self.one_level and block.level == self.top.level and self._part_of_top(block)
        if in_challenge:
            if self._inside(index, block):
                return
        elif self._outside(index, block):
            return
        self._put(block)

    def _part_of_top(self, block: Block) -> bool:
        """Whether a heading opens a part that the challenge does not have yet, where all headings stand at one level."""
        assert self.top is not None
        role = cues.inside(block.text)
        return role is not None and all(child.role.value != role for child in self.top.children)

    def _part_of(self, block: Block) -> str | None:
        """Return which part of a challenge a line opens, by its words or since it stands below others too."""
        again = self.recurring.get(folded(block.text)) if block.kind is Kind.HEADING else None
        return cues.inside(block.text) or again

    def _title_of(self, block: Block) -> str:
        return SECTION_NUMBER.sub("", block.text.rstrip(" :"))

    def _inside(self, index: int, block: Block) -> bool:
        """Place a block of a challenge that opens a part of it; return whether it did."""
        assert self.top is not None
        heading = block.kind is Kind.HEADING
        if block.kind is Kind.ITEM and self._listed_label(index, block):
            return True
        label = label_of(block) or label_beside(self.blocks, index)
        if is_short(block) and not (label and label[1] < len(block.text) and block.kind is Kind.PARAGRAPH):
            role = None if is_of_all(self.blocks, index, self.heads) else self._part_of(block)
            leaving = None if role or (heading and block.level and self.top.level) else cues.outside(block.text)
            if leaving in _LEAVES and not (self.top.level and sorts_a_list(self.blocks, index)):
                self._open_top(Role(leaving), self._title_of(block), block).blocks.append(block)
                return True
            if role and self._opens(role, block):
                self._open_part(role, block, 0)
                return True
        lower = heading and block.level > self.top.level and not (self._in_ideas() and self.mid and self.mid.level)
        if lower and self.top.level and cues.outside(block.text) == "insights":
            self._open_part("insights", block, 0)
            return True
        if self._prints_title(block) or self._several_labels(block):
            return True
        if block.kind is Kind.ROW and len(block.cells) > 1 and self._row_label(block):
            return True
        if label and self._opens(label[0], block):
            self._open_part(label[0], block, label[1])
            return True
        if (
            block.kind is Kind.PARAGRAPH
            and not self._in_ideas()
            and several_follow(self.blocks, index)
            and cues.says("ideas", f"{block.text.rstrip('.:')}:")
        ):
            self._open_part("ideas", block, 0)
            return True
        if heading or (not self.explicit and self._in_ideas() and looks_like_heading(self.blocks, index)):
            return self._open_unknown(block)
        return False

    def _listed_label(self, index: int, block: Block) -> bool:
        """Place an item that is a label of what stands below or behind it ("Ideas:"), or that ends what such a one led."""
        head = self.mid.heading if self.mid else None
        beside = head is not None and head.kind is Kind.ITEM and block.level <= head.level
        label = listed_label(self.blocks, index, in_ideas=self._in_ideas() and not beside)
        ends = beside and self.mid is not None and not self.mid.label
        if label is None and not ends:
            return False
        if beside:
            self.mid = self.low = None
        self._open_part(label[0] if label else "context", block, label[1] if label else 0)
        return True

    def _prints_title(self, block: Block) -> bool:
        """Take the title of a challenge whose heading only counts it ("Session 1") from a line that is labelled so."""
        start = labelled_title(block) if self.top and says_which(self.top.title) else None
        if start is None or self.top is None:
            return False
        self.top.title, self.top.heading = block.text[start:].strip(), block
        self.top.blocks.insert(0, block)
        return True

    def _several_labels(self, block: Block) -> bool:
        """Read a block that holds several labels one after the other ("Topic: ... Owner: ... Supporter: ..."), as lines that a
        layout ran together."""
        if self.top is None or self._in_ideas() or len(block.text) > 1500 or block.kind is Kind.ITEM:
            return False
        for part in (parts := labelled_parts(block)):
            self.mid, self.low = self.top.add(part), None
        return bool(parts)

    def _row_label(self, block: Block) -> bool:
        """Place a row of a label and what it stands for; return whether it was one."""
        label = row_label(block)
        if label is None or not self._opens(label[0], block):
            return False
        self._open_part(label[0], block, label[1])
        return True

    def _in_ideas(self) -> bool:
        return self.mid is not None and self.mid.role is Role.IDEAS

    def _opens(self, role: str, block: Block) -> bool:
        """Whether a cue opens a part here, and is not the title of an idea that only sounds like one."""
        if not self._in_ideas():
            return True
        assert self.top is not None and self.mid is not None
        deeper = bool(block.level and self.mid.level and block.level > self.mid.level)
        if role in ("examples", "context"):
            return True
        if deeper:
            return False
        if role == "ideas":
            return bool(block.level or _IDEAS.match(block.text))
        return not any(child.role.value == role for child in self.top.children)

    def _open_part(self, role: str, block: Block, label: int) -> None:
        assert self.top is not None
        section = Section(
            role=Role(role),
            title=self._title_of(block)[: label or None].rstrip(" :"),
            heading=block,
            level=block.level if block.kind is Kind.HEADING else 0,
            label=label,
        )
        section.table, section.group = table_and_group(block.text, role, labelled=bool(label))
        section.blocks.append(block)
        within = self._in_ideas() and role in ("examples", "context")
        if within and self.mid and not (block.level and self.mid.level and block.level <= self.mid.level):
            self.low = self.mid.add(section)
            return
        self.mid, self.low = self.top.add(section), None

    def _open_unknown(self, block: Block) -> bool:
        """Place a heading inside a challenge that is no cue: an idea, a group, or something of its own."""
        assert self.top is not None
        if cues.says("caption", block.text):
            return False
        level = block.level
        flat = self._in_ideas() and self.mid is not None and level == self.mid.level
        flat = flat and self.mid is not None and not any(b.kind is Kind.ITEM for b in self.mid.body)
        if self._in_ideas() and self.mid and (flat or not (level and self.mid.level and level <= self.mid.level)):
            if self._leads_in(block):
                if TABLE_REPORT.says("remark", block.text):
                    self.low = self.mid.add(Section(role=Role.IDEAS))
                return False
            if self._is_sibling(block):
                self._open_inner(self.top, Role.CONTEXT, block)
                return True
            section = self._headed(Role.IDEA, block)
            if (
                self.low
                and self.low.role in (Role.IDEA, Role.GROUP)
                and level
                and self.low.level
                and level > self.low.level
            ):
                self.low.role = Role.GROUP
                self.low.add(section)
                self.low = section
            else:
                parent = (
                    self.low.parent if self.low and self.low.parent and self.low.parent.role is Role.GROUP else None
                )
                if parent and level and parent.level and level > parent.level:
                    parent.add(section)
                else:
                    self.mid.add(section)
                self.low = section
            return True
        deeper = self.mid is not None and bool(level and self.mid.level and level > self.mid.level)
        below = deeper or (self.mid is not None and not level and self.mid.role is not Role.SUMMARY)
        opens = not below and bool(level or block.kind is Kind.HEADING)
        if opens:
            self._open_inner(self.top, Role.OTHER, block)
        return opens

    def _is_sibling(self, block: Block) -> bool:
        """Whether a heading without a level, in capitals like that over the ideas or behind another part, ends a list of ideas."""
        assert self.mid is not None
        behind = self.low is not None and self.low.role in (Role.CONTEXT, Role.EXAMPLES)
        listed = any(b.kind is Kind.ITEM for section in self.mid.walk() for b in section.body)
        alike = self.mid.heading is not None and self.mid.heading.text.isupper() and block.text.isupper()
        return listed and not block.level and (alike or behind)

    def _outside(self, index: int, block: Block) -> bool:
        """Place a block outside challenges that opens a part of the report; return whether it did."""
        heading = block.kind is Kind.HEADING
        short = is_short(block) or (not self.explicit and numbered_title(self.blocks, index))
        deeper = heading and 0 < level_of(self.top, self.blocks, self.marked) < block.level
        begun = self.top is not None and self.top.role is Role.ATTENDEES and not self.top.body
        lists = index in self.parted or (cues.is_list(block.text) and list_follows(self.blocks, index))
        role = cues.outside(block.text, parted=not block.links) if short and not lists else None
        role = None if role == "insights" and leads_to_lessons(self.blocks, index) else role
        if short and not cues.prefix(block.text):
            if role and self.explicit and begun and not (heading and block.level):
                return False
            inner = deeper and self.top is not None and self.top.role in (Role.INSIGHTS, Role.INITIATIVES)
            if role and not (inner and role not in ("speakers", "attendees", "references", "imprint")):
                self._open_top(Role(role), self._title_of(block), block, block.level).blocks.append(block)
                return True
        if block.kind is Kind.PARAGRAPH and cues.says("initiatives", block.text) and list_follows(self.blocks, index):
            if not (self.top and self.top.role is Role.INITIATIVES):
                self._open_top(Role.INITIATIVES, "", None)
            self._put(block)
            return True
        top = self.top.role if self.top else None
        if self._lessons(index, block):
            return heading
        if (
            top is Role.ATTENDEES
            and not self.explicit
            and block.kind is Kind.PARAGRAPH
            and ends_list(self.blocks, index)
        ):
            self._open_top(Role.OTHER, "", None)
            return False
        if top in (Role.INSIGHTS, Role.INITIATIVES) and self.top and not counts_on(block, self.top):
            opens = (heading and (deeper or not block.level)) or (
                not self.explicit and (looks_like_heading(self.blocks, index) or numbered_title(self.blocks, index))
            )
            if opens and not self._leads_in(block):
                apart = (role == "other" and len(block.text.split()) <= _SHORT) or cues.inside(block.text) == "examples"
                told = top is Role.INSIGHTS and not apart
                self._open_inner(self.top, Role.INSIGHT if told else Role.OTHER, block)
                return True
        ends = self.top is not None and not block.level and ends_attendance(block, self.top)
        counted = self.top is not None and counts_on(block, self.top)
        goes_on = not (block.level or counted) and top in (Role.SPEAKERS, Role.ATTENDEES, Role.IMPRINT, Role.INSIGHTS)
        if ends or (heading and not goes_on):
            if begun and self.top and not self.top.level:
                return False  # parts the list: "Attendees", "Online"
            if deeper and self.top and top in (Role.SPEAKERS, Role.ATTENDEES, Role.IMPRINT, Role.SPONSORS):
                return False
            self._open_top(Role.OTHER, self._title_of(block), block, block.level).blocks.append(block)
            return True
        return False

    def _lessons(self, index: int, block: Block) -> bool:
        """Begin lessons that a line announces, place the headings among them, and end those that are a list or paragraphs."""
        top = self.top
        if index in self.lessons and top:
            self._open_inner(top, Role.INSIGHT, block)
            return True
        if block.kind is Kind.HEADING:
            self.lessons, self.lessons_end = frozenset(), None
        if block.kind is not Kind.PARAGRAPH:
            return False
        titled = top is not None and top.role is Role.INSIGHTS and top.level == 1 and not top.children
        may = top is None or titled or top.role in (Role.FRONT, Role.OTHER)
        announced = announced_lessons(self.blocks, index, top.title if top else "") if may else None
        if announced is not None:
            if top and titled:  # what stands before the line only leads to it
                top.role = Role.OTHER
            self.lessons, self.lessons_end = announced.headings, announced.end
            self._open_top(Role.INSIGHTS, "", None)
            return True
        if top is None or top.role is not Role.INSIGHTS or top.heading or self.lessons:
            return False
        ended = self.blocks[index - 1].kind is Kind.ITEM if self.lessons_end is None else index >= self.lessons_end
        if ended:
            self._open_top(Role.OTHER, "", None)
        return ended

    def _open_inner(self, top: Section, role: Role, block: Block) -> None:
        self.mid, self.low = top.add(self._headed(role, block)), None

    def _headed(self, role: Role, block: Block) -> Section:
        return Section(role=role, title=self._title_of(block), heading=block, level=block.level, blocks=[block])

    def _leads_in(self, block: Block) -> bool:
        """Whether a line only leads into the list after it."""
        return list_follows(self.blocks, self.at) and cues.says("leadin", block.text)
