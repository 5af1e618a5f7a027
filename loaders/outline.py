"""Builds the tree of sections: finds the headings, decides which open a challenge, and hangs every block where it belongs."""

import re
from collections import Counter

from loaders.blocks import Block, Kind, Text
from loaders.cues import Prefix, bracket_of, cues, numbered
from loaders.sections import Role, Section

_LABEL = re.compile(r"^\s*([^:.;!?]{2,70}?)\s*(?::|\.(?=\s+[A-Z\"'“‘]))\s+(?=\S)")
_LABELS = re.compile(r"(?:^|(?<=[\s]))([A-Z][a-z]+(?: [a-z()]+){0,3})\s*:\s+(?=\S)")
_TABLE = re.compile(r"\btables?\s+(?:\d{1,2}|[a-z]\b|one|two|three|four|five|six)(?:\s*(?:and|&|,)\s*\d{1,2})*", re.I)
_GROUP = re.compile(
    r"^(?:[\w' ]{0,20}?\b)?(?:ideas?|proposals?|suggestions?|recommendations?|solutions?|answers?)\s+(?:from|of|by|at|for)\s+(.+?):?$",
    re.I,
)
_NO_GROUP = re.compile(
    r"^(?:the |this |our |all |both )?(?:tables?|groups?|day|participants|room|event|discussions?|workshops?|team|people|floor|"
    r"challenge|session|conversation)s?(?: (?:at|on|in|of) .*)?$",
    re.I,
)
_TABLE_WORDS = re.compile(r"^the\s+|\s+(?:table|group|team)s?$", re.I)
_OWNS = re.compile(r"\b(?:owner|lead|leader|led|holder|setter|set|posed|asked|brought)s?\b", re.I)
_SECTION_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=\S{2})")
_BARE_COUNT = re.compile(r"^[A-Za-z]+(?: [a-z]+)? (?:no\.? ?)?(?:\d{1,2}|[A-Z]|one|two|three|four|five|six|seven|eight|nine|ten)$", re.I)
_TITLE_LABEL = re.compile(r"^(?:the )?(?:challenge|title|question|problem|mission|theme|issue|subject)(?: (?:title|area|statement))?\W*$", re.I)
_HEADLIKE = re.compile(r"^[\"'“‘(]?[A-Z0-9]")
_INLINE_ROLES = frozenset({"both", "owners", "supporters", "topic", "place", "table", "summary", "examples", "context"})
_ITEM_ROLES = frozenset({"both", "owners", "supporters", "topic", "place", "table"})
_CORE = frozenset({"both", "owners", "supporters", "ideas"})
_LEAVES = frozenset({"attendees", "initiatives", "references", "imprint", "insights", "noise"})


def outline(text: Text) -> Section:
    """Return the tree of a document's sections; every block stands in exactly one of them."""
    return _Outline(text).build()


def looks_like_heading(blocks: tuple[Block, ...], index: int) -> bool:
    """Whether a paragraph that nothing marks as a heading stands there like one: short, without a full stop, before its text."""
    block = blocks[index]
    if block.kind is not Kind.PARAGRAPH or not 2 < len(block.text) <= 110 or len(block.text.split()) > 16:
        return False
    if block.text.endswith((".", ";", ",", "!", "”", '"')) or not _HEADLIKE.match(block.text) or "http" in block.text:
        return False
    if cues().says("caption", block.text) or index + 1 >= len(blocks):
        return False
    after = blocks[index + 1]
    if after.kind in (Kind.ITEM, Kind.ROW):
        return True
    if after.kind is not Kind.PARAGRAPH:
        return False
    if len(after.text) > 110 or (len(after.text) > 40 and after.text.endswith((".", "?"))):
        return True
    leads = after.text.endswith(":") and index + 2 < len(blocks) and blocks[index + 2].kind is Kind.ITEM
    return leads and not block.text.endswith(":") and cues().says("leadin", after.text)


class _Outline:
    def __init__(self, text: Text) -> None:
        self.blocks = text.blocks
        self.cues = cues()
        self.noise = self._find_noise()
        self.tail = self._find_tail()
        self.explicit = sum(b.kind is Kind.HEADING and b.level > 0 for b in self.blocks) > 2
        self.heads = self._find_challenges()
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
            if index in self.noise:
                self._put_noise(block)
            elif index == self.tail:
                self._open_top(Role.IMPRINT, "", None)
                self._put(block)
            elif index in self.heads:
                skip = self._open_challenge(index)
            else:
                self._place(index, block)
        for challenge in self.root.find(Role.CHALLENGE):
            _settle(challenge)
        return self.root

    # What stands where, before the tree is built

    def _find_noise(self) -> set[int]:
        seen: dict[str, int] = {}
        found = set()
        counts = Counter(block.text for block in self.blocks)
        for index, block in enumerate(self.blocks):
            words = block.text.split()
            if len(block.text) >= 200 and block.text in seen:
                found.add(index)
            seen.setdefault(block.text, index)
            repeated = "|" in block.text or block.text in (self.blocks[0].text, self.blocks[1 % len(self.blocks)].text)
            if len(block.text) < 100 and counts[block.text] > 2 and repeated and block.kind is Kind.PARAGRAPH:
                found.add(index)
            if len(words) >= 8 and sum("_" in w and "/" not in w for w in words) > len(words) / 4:
                found.add(index)
        return found

    def _find_tail(self) -> int:
        """Return where the imprint begins that no heading opens, -1 where there is none."""
        tail = -1
        for index in range(len(self.blocks) - 1, max(-1, len(self.blocks) - 60), -1):
            block = self.blocks[index]
            if block.kind in (Kind.ROW, Kind.ITEM) or (block.kind is Kind.HEADING and block.level):
                break
            if block.kind is Kind.PARAGRAPH and self.cues.says("imprint", block.text):
                tail = index
        return tail if tail > len(self.blocks) // 2 else -1

    def _find_challenges(self) -> dict[int, Prefix | None]:
        """Return the blocks that open a challenge."""
        found = self._by_prefix()
        found = found if len(found) > 1 else (self._by_structure() or found)
        return self._with_siblings(found)

    def _with_siblings(self, heads: dict[int, Prefix | None]) -> dict[int, Prefix | None]:
        """Add the headings beside the challenges that were found, where all stand under a heading that says "challenges", or one
        that announces a list of them; what nothing stands under is left out."""
        headings = [i for i, b in enumerate(self.blocks) if b.kind is Kind.HEADING and b.level and i not in self.noise]
        for place, index in enumerate(headings):
            parent = self.blocks[index]
            inner: list[int] = []
            for other in headings[place + 1 :]:
                if self.blocks[other].level <= parent.level:
                    break
                inner.append(other)
            if len(inner) < 2 or not (self.cues.is_list(parent.text) or self.cues.is_list(_SECTION_NUMBER.sub("", parent.text))):
                continue
            level = min(self.blocks[i].level for i in inner)
            beside = [i for i in inner if self.blocks[i].level == level and not self.cues.inside(self.blocks[i].text)]
            if len(beside) > 1 and (not heads or any(i in heads for i in beside)) and index not in heads:
                extra: dict[int, Prefix | None] = {i: None for i in beside}
                return {**extra, **heads}
        return heads

    def _by_prefix(self) -> dict[int, Prefix | None]:
        marked: dict[int, Prefix] = {}
        for index, block in enumerate(self.blocks):
            if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or len(block.text) > 320 or index in self.noise:
                continue
            if self.explicit and block.kind is not Kind.HEADING and not block.bold:
                continue
            prefix = self.cues.prefix(block.text)
            if prefix and not block.text.rstrip().endswith("."):
                marked[index] = prefix
        counts = Counter(p.word for p in marked.values())
        sure = any(p.sure for p in marked.values()) or any(n > 1 and w != "table" for w, n in counts.items())
        kept: dict[int, Prefix | None] = {}
        for index, prefix in marked.items():
            if (prefix.sure or counts[prefix.word] > 1) and not (prefix.word == "table" and (sure or not prefix.title)):
                kept[index] = prefix
        return self._with_content(kept)

    def _with_content(self, heads: dict[int, Prefix | None]) -> dict[int, Prefix | None]:
        """Leave out a table of contents: headings that another follows at once, while most have text of their own."""
        order = sorted(heads)
        if not order:
            return heads
        ends = [*order[1:], len(self.blocks)]
        sizes = {
            i: sum(len(b.text) for b in self.blocks[i + 1 : end]) if end - i > 2 or end == len(self.blocks) else 0
            for i, end in zip(order, ends, strict=True)
        }
        full = {i: heads[i] for i in order if sizes[i] > 150}
        return full if len(full) >= len(heads) / 2 - 1 and full else heads

    def _by_structure(self) -> dict[int, Prefix | None]:
        """Find challenges by what stands under them: the last heading of no known part before owners, or before ideas."""
        roles = {i: role for i in range(len(self.blocks)) if i not in self.noise and (role := self._cue(i)) is not None}
        for wanted in (("owners", "both"), ("ideas",), ("supporters",)):
            openers = {self._opener(i, roles, level) for i, (role, level) in roles.items() if role in wanted} - {None}
            counted = {i: numbered(self.blocks[i].text) for i in openers if i is not None}
            words = Counter(p.word for p in counted.values() if p)
            found = {i: self.cues.prefix(self.blocks[i].text) or (p if p and words[p.word] > 1 else None) for i, p in counted.items()}
            if len(found) > 1 or (found and wanted[0] == "supporters"):
                return found
        return {}

    def _cue(self, index: int) -> tuple[str, int] | None:
        """Return the part of a challenge that a block opens by its words, and its level as a heading."""
        block = self.blocks[index]
        role: str | None
        if block.kind is Kind.HEADING:
            role = self.cues.inside(block.text)
            return (role, block.level) if role else None
        if block.kind not in (Kind.PARAGRAPH, Kind.ITEM):
            return None
        label = _LABEL.match(block.text)
        if label and (labelled := self.cues.inside(label[1])) in _INLINE_ROLES:
            return labelled or "", 0
        short = block.kind is Kind.PARAGRAPH and len(block.text) <= 80 and not block.text.endswith(".")
        role = self.cues.inside(block.text) if short else None
        return (role, 0) if role else None

    def _opener(self, index: int, roles: dict[int, tuple[str, int]], level: int) -> int | None:
        for before in range(index - 1, max(-1, index - 40), -1):
            block = self.blocks[before]
            if before in roles and roles[before][0] in ("ideas", "examples", "context"):
                return None
            if before in roles or block.kind in (Kind.NOTE, Kind.ROW):
                continue
            if block.kind is Kind.HEADING and not (level and block.level and block.level >= level):
                return before
            if not self.explicit and looks_like_heading(self.blocks, before):
                return before
            if not self.explicit and len(block.text) <= 110 and before + 1 in roles and not block.text.endswith("."):
                return before
        return None

    # The tree

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
        """Set a block aside; what stands behind it goes on where it was."""
        last = self.root.children[-1] if self.root.children else None
        if last is None or last.role is not Role.NOISE:
            last = self.root.add(Section(role=Role.NOISE))
        last.blocks.append(block)

    def _open_challenge(self, index: int) -> int:
        """Open a challenge and return the last block that belongs to its heading."""
        block = self.blocks[index]
        prefix = self.heads[index]
        title = prefix.title if prefix else block.text
        section = self._open_top(Role.CHALLENGE, title.strip(), block, block.level)
        section.blocks.append(block)
        if title.strip() or index + 1 >= len(self.blocks):
            return index
        following = self.blocks[index + 1]
        if following.kind in (Kind.HEADING, Kind.PARAGRAPH) and len(following.text) <= 320 and not following.text.endswith("."):
            section.title = following.text
            section.heading = following
            section.blocks.append(following)
            section.level = following.level or block.level
            section.blocks.reverse()
            return index + 1
        return index

    def _place(self, index: int, block: Block) -> None:
        in_challenge = self.top is not None and self.top.role is Role.CHALLENGE
        if in_challenge and block.kind is Kind.HEADING and block.level and self.top and block.level <= self.top.level:
            in_challenge = False
        if in_challenge:
            if self._inside(index, block):
                return
        elif self._outside(index, block):
            return
        self._put(block)

    def _title_of(self, block: Block) -> str:
        return _SECTION_NUMBER.sub("", block.text.rstrip(" :"))

    def _inside(self, index: int, block: Block) -> bool:
        """Place a block of a challenge that opens a part of it; return whether it did."""
        assert self.top is not None
        heading = block.kind is Kind.HEADING
        short = heading or (block.kind is Kind.PARAGRAPH and len(block.text) <= 90 and not block.text.endswith((".", ",", ";")))
        if short:
            role = self.cues.inside(block.text)
            if role is None and (leaving := self.cues.outside(block.text)) in _LEAVES and not (heading and block.level):
                self._open_top(Role(leaving), self._title_of(block), block).blocks.append(block)
                return True
            if role and self._opens(role, block):
                self._open_part(role, block, 0)
                return True
        if self._prints_title(block) or self._several_labels(block):
            return True
        if block.kind is Kind.ROW and len(block.cells) > 1 and self._row_label(block):
            return True
        label = _LABEL.match(block.text) if block.kind in (Kind.PARAGRAPH, Kind.ITEM) else None
        if label and (role := self.cues.inside(label[1])) in (_ITEM_ROLES if block.kind is Kind.ITEM else _INLINE_ROLES):
            if self._opens(role, block):
                self._open_part(role, block, label.end())
                return True
        if block.kind is Kind.PARAGRAPH and not self._in_ideas() and self._list_follows(index) and self.cues.says("ideas", block.text):
            self.mid, self.low = self.top.add(Section(role=Role.IDEAS, title=self._title_of(block), heading=block)), None
            self.mid.blocks.append(block)
            return True
        if heading or (not self.explicit and self._in_ideas() and looks_like_heading(self.blocks, index)):
            return self._open_unknown(block)
        return False

    def _prints_title(self, block: Block) -> bool:
        """Take the title of a challenge whose heading only counts it ("Session 1") from a line that is labelled so."""
        if self.top is None or not _BARE_COUNT.match(self.top.title):
            return False
        if block.kind is Kind.ROW and len(block.cells) == 2:
            label, start = block.text[: block.cells[0].end - block.start], block.cells[1].start - block.start
        elif found := _LABEL.match(block.text):
            label, start = found[1], found.end()
        else:
            return False
        if not _TITLE_LABEL.match(label) or not block.text[start:].strip() or len(block.text) - start > 200:
            return False
        self.top.title, self.top.heading = block.text[start:].strip(), block
        self.top.blocks.insert(0, block)
        return True

    def _several_labels(self, block: Block) -> bool:
        """Read a block that holds several labels one behind the other ("Topic: ... Owner: ... Supporter: ..."), as lines that a
        layout ran together."""
        if self.top is None or self._in_ideas() or len(block.text) > 1500 or block.kind is Kind.ITEM:
            return False
        found = [(m, role) for m in _LABELS.finditer(block.text) if (role := self.cues.inside(m[1])) in _ITEM_ROLES]
        if len(found) < 2 or found[0][0].start() > 0:
            return False
        for (match, role), (following, _) in zip(found, [*found[1:], (None, None)], strict=True):
            stop = following.start() if following else len(block.text)
            section = Section(role=Role(role), title=match[1], part=(block, match.end(), stop))
            section.blocks = [block] if match is found[0][0] else []
            self.mid, self.low = self.top.add(section), None
        return True

    def _row_label(self, block: Block) -> bool:
        """Read a row of two cells, a label and what it stands for ("Owner | Jo Bloggs, ..."); return whether it was one."""
        first, second = block.cells[:2]
        role = self.cues.inside(block.text[first.start - block.start : first.end - block.start])
        if role in _INLINE_ROLES and second.end > second.start and self._opens(role or "", block):
            self._open_part(role or "", block, second.start - block.start)
            return True
        return False

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
            return bool(block.level) or bool(re.match(r"(?i)(?:\W*|more |other |key )(?:ideas?|proposals?|recommendations?)\b", block.text))
        return not any(child.role.value == role for child in self.top.children)

    def _open_part(self, role: str, block: Block, label: int) -> None:
        assert self.top is not None
        section = Section(
            role=Role(role), title=self._title_of(block)[: label or None].rstrip(" :"), heading=block, level=block.level, label=label
        )
        table = _TABLE.search(bracket_of(block.text) or "") or (_TABLE.search(block.text) if role in ("both", "owners", "supporters", "ideas") and not label else None)
        section.table = table[0] if table else None
        if role == "ideas" and (group := _GROUP.match(block.text)) and not _NO_GROUP.match(group[1]):
            section.group = _TABLE_WORDS.sub("", group[1])
        section.blocks.append(block)
        within = self._in_ideas() and role in ("examples", "context")
        if within and self.mid and not (block.level and self.mid.level and block.level <= self.mid.level):
            self.low = self.mid.add(section)
            return
        self.mid, self.low = self.top.add(section), None

    def _open_unknown(self, block: Block) -> bool:
        """Place a heading inside a challenge that is no cue: an idea, a group, or something of its own."""
        assert self.top is not None
        if self.cues.says("caption", block.text):
            return False
        level = block.level
        flat = self._in_ideas() and self.mid is not None and level == self.mid.level and not any(b.kind is Kind.ITEM for b in self.mid.body)
        if self._in_ideas() and self.mid and (flat or not (level and self.mid.level and level <= self.mid.level)):
            if self._leads_in(block):
                if self.cues.says("remark", block.text):
                    self.low = self.mid.add(Section(role=Role.IDEAS))
                return False
            if self._is_sibling(block):
                self.mid, self.low = self.top.add(
                    Section(role=Role.CONTEXT, title=self._title_of(block), heading=block, level=level, blocks=[block])
                ), None
                return True
            section = Section(role=Role.IDEA, title=self._title_of(block), heading=block, level=level, blocks=[block])
            if self.low and self.low.role in (Role.IDEA, Role.GROUP) and level and self.low.level and level > self.low.level:
                self.low.role = Role.GROUP
                self.low.add(section)
                self.low = section
            else:
                parent = self.low.parent if self.low and self.low.parent and self.low.parent.role is Role.GROUP else None
                if parent and level and parent.level and level > parent.level:
                    parent.add(section)
                else:
                    self.mid.add(section)
                self.low = section
            return True
        if self.mid is not None and (
            (level and self.mid.level and level > self.mid.level) or (not level and self.mid.role is not Role.SUMMARY)
        ):
            return False
        if not level and block.kind is not Kind.HEADING:
            return False
        section = Section(role=Role.OTHER, title=self._title_of(block), heading=block, level=level, blocks=[block])
        self.mid, self.low = self.top.add(section), None
        return True

    def _is_sibling(self, block: Block) -> bool:
        """Whether a heading without a level, in capitals like the one over the ideas, ends a list of ideas."""
        assert self.mid is not None
        heading = self.mid.heading
        listed = any(b.kind is Kind.ITEM for section in self.mid.walk() for b in section.body)
        return bool(listed and not block.level and heading and heading.text.isupper() and block.text.isupper())

    def _outside(self, index: int, block: Block) -> bool:
        """Place a block outside challenges that opens a part of the report; return whether it did."""
        heading = block.kind is Kind.HEADING
        short = heading or (block.kind is Kind.PARAGRAPH and len(block.text) <= 90 and not block.text.endswith((".", ",", ";")))
        deeper = bool(heading and self.top and block.level and self.top.level and block.level > self.top.level)
        if short and not self.cues.prefix(block.text):
            role = self.cues.outside(block.text)
            if role and self.explicit and not (heading and block.level) and self.top and self.top.role is Role.ATTENDEES and not self.top.body:
                return False
            inner = deeper and self.top is not None and self.top.role in (Role.INSIGHTS, Role.INITIATIVES)
            if role and not (inner and role not in ("speakers", "attendees", "references")):
                self._open_top(Role(role), self._title_of(block), block, block.level).blocks.append(block)
                return True
        if block.kind is Kind.PARAGRAPH and self.cues.says("initiatives", block.text) and self._list_follows(index):
            if not (self.top and self.top.role is Role.INITIATIVES):
                self._open_top(Role.INITIATIVES, "", None)
            self._put(block)
            return True
        top = self.top.role if self.top else None
        if top is Role.ATTENDEES and not self.explicit and block.kind is Kind.PARAGRAPH and self._ends_list(index):
            self._open_top(Role.OTHER, "", None)
            return False
        if top in (Role.INSIGHTS, Role.INITIATIVES) and self.top:
            opens = (heading and (deeper or not block.level)) or (
                not self.explicit and (looks_like_heading(self.blocks, index) or self._numbered_title(index))
            )
            if opens and not self._leads_in(block):
                role_ = Role.INSIGHT if top is Role.INSIGHTS else Role.OTHER
                section = Section(role=role_, title=self._title_of(block), heading=block, level=block.level, blocks=[block])
                self.mid, self.low = self.top.add(section), None
                return True
        if heading and (block.level or top not in (Role.SPEAKERS, Role.ATTENDEES, Role.IMPRINT, Role.INSIGHTS)):
            if deeper and self.top and top in (Role.SPEAKERS, Role.ATTENDEES, Role.IMPRINT, Role.SPONSORS):
                return False
            self._open_top(Role.OTHER, self._title_of(block), block, block.level).blocks.append(block)
            return True
        return False

    def _numbered_title(self, index: int) -> bool:
        """Whether an item is a title ("1. Collaboration is crucial:") and the paragraph behind it its text."""
        block = self.blocks[index]
        after = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        return bool(
            block.kind is Kind.ITEM
            and len(block.text) <= 110
            and not block.text.endswith(".")
            and after
            and after.kind is Kind.PARAGRAPH
            and len(after.text) > 60
        )

    def _ends_list(self, index: int) -> bool:
        """Whether words behind a list of names belong to it no longer: a long sentence, or the lead of another list."""
        before, block = self.blocks[index - 1], self.blocks[index]
        sentence = len(block.text) > 120 and block.text.endswith((".", ":")) and block.text.count(",") < len(block.text) / 40
        return before.kind in (Kind.ITEM, Kind.ROW) and (sentence or (self._list_follows(index) and block.text.endswith(":")))

    def _leads_in(self, block: Block) -> bool:
        """Whether a line only leads into the list behind it."""
        return self._list_follows(self.at) and self.cues.says("leadin", block.text)

    def _list_follows(self, index: int) -> bool:
        return index + 1 < len(self.blocks) and self.blocks[index + 1].kind is Kind.ITEM


def _settle(challenge: Section) -> None:
    """Decide what only a whole challenge shows: which headings are ideas, which the groups that hold them, and who of two kinds
    of owners ("Problem owner", "Champion") is the supporter."""
    owners = [child for child in challenge.children if child.role is Role.OWNERS]
    plain = [child for child in owners if _OWNS.search(child.title)]
    if plain and not any(child.role is Role.SUPPORTERS for child in challenge.children):
        for child in owners:
            if child not in plain:
                child.role = Role.SUPPORTERS
    if not any(child.role in (Role.IDEAS, Role.OTHER) for child in challenge.children):
        _split_list(challenge)
    ideas = [child for child in challenge.children if child.role is Role.IDEAS]
    unknown = [child for child in challenge.children if child.role is Role.OTHER]
    if not ideas and unknown:
        for child in unknown:
            child.role = Role.IDEA
    for section in ideas:
        listed = [child for child in section.children if child.role is Role.IDEA and _is_list(child)]
        headed = [child for child in section.children if child.role is Role.IDEA and not _is_list(child)]
        if listed and len(listed) >= len(headed):
            for child in listed:
                child.role = Role.GROUP


def _split_list(challenge: Section) -> None:
    """Where no heading says "ideas": take the longest list of the challenge for them."""
    parts = [challenge, *(c for c in challenge.children if c.role in (Role.SUMMARY, Role.CONTEXT, Role.EXAMPLES))]
    counts = {id(part): sum(b.kind is Kind.ITEM for b in part.body) for part in parts}
    best = max(parts, key=lambda part: counts[id(part)])
    if counts[id(best)] < 2:
        return
    first = next(i for i, b in enumerate(best.blocks) if b.kind is Kind.ITEM)
    section = Section(role=Role.IDEAS, blocks=best.blocks[first:])
    del best.blocks[first:]
    section.parent = challenge
    challenge.children.insert(0 if best is challenge else challenge.children.index(best) + 1, section)


def _is_list(section: Section) -> bool:
    """Whether nothing but a list stands under a heading."""
    body = [block for block in section.body if block.kind is not Kind.NOTE]
    return bool(body) and body[0].kind is Kind.ITEM
