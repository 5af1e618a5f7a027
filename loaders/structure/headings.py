"""Finds what decides the shape of a report before its tree is built: noise, the imprint, and the headings that open challenges."""

import re
from collections import Counter
from itertools import pairwise

from loaders.blocks import Block, Kind, Text
from loaders.dates import day_in, time_at
from loaders.families.family import WORKSHOP_REPORT
from loaders.lexicons.words import word_set
from loaders.structure import cues, groups
from loaders.structure.cues import SECTION_NUMBER, Prefix, folded, numbered
from loaders.structure.labels import INLINE_ROLES, label_of
from loaders.structure.lessons import SENTENCES
from loaders.structure.lines import is_short, looks_like_heading, may_be_title, numbered_title
from loaders.structure.lone_challenges import is_challenge
from loaders.structure.runs import has_bold_lead
from schema.ids import slug

_TIMES = 4
"""How many blocks that begin with a time of the day show a programme."""
_QUESTION = re.compile(r"how\b|.*\?$", re.I)
"""How a heading begins that asks or teaches; over ideas it stands below each challenge, and what stands once may be anything."""
_BELOW = 3
"""How near below a question a line says who asked it, in blocks."""
_SEVERAL = 2
_SHORT = 40
_MADE = "project"
"""What teams make in a day at which challenges are set, and many other papers count."""


class Headings:
    """The headings of one document."""

    def __init__(self, text: Text) -> None:
        self.text, self.blocks = text, text.blocks
        self.noise = self._noise()
        """Blocks that say nothing: navigation, running heads, text that stands twice."""
        self.explicit = sum(b.kind is Kind.HEADING and b.level > 0 for b in self.blocks) > 2
        """Whether the format itself marks headings with their levels."""
        self.marked = [
            i for i, b in enumerate(self.blocks) if b.kind is Kind.HEADING and b.level and i not in self.noise
        ]
        """The headings that have a level."""
        self.parted = {
            title
            for title in self._own_title() or self.marked[:1]
            if any(cues.outside(b.text) == "insights" for b in self.blocks[title + 1 :] if is_short(b))
        }
        """A title above a part of its own that holds the lessons: "Learning from practice" over "Lessons learned"."""
        self.taken_up: dict[int, Prefix | None] = {}
        """Challenges that only the form of the document shows: what stands below them is talk, and no idea unless it says so."""
        self.over_all = -1
        """The document's own title, where that is its only challenge's."""
        self.led: dict[int, Prefix | None] = {}
        """Challenges that only a line below them shows."""

    def _noise(self) -> set[int]:
        seen: dict[str, int] = {}
        found = set()
        counts = Counter(block.text for block in self.blocks)
        for index, block in enumerate(self.blocks):
            words = block.text.split()
            if block.kind is not Kind.ITEM and len(block.text) >= 200 and block.text in seen:
                found.add(index)
            again = seen.setdefault(block.text, index) < index
            repeated = "|" in block.text or (
                again and block.text in (self.blocks[0].text, self.blocks[1 % len(self.blocks)].text)
            )
            if len(block.text) < 100 and counts[block.text] > 2 and repeated and block.kind is Kind.PARAGRAPH:
                found.add(index)
            after = self.blocks[index + 1] if index + 1 < len(self.blocks) else block
            if after.kind is Kind.HEADING and after.level and _only_counts(block) and not cues.prefix(after.text):
                found.add(index)
            if len(words) >= 8 and sum("_" in w and "/" not in w for w in words) > len(words) / 4:
                found.add(index)
        return found

    def tail(self) -> int:
        """Return where the imprint begins that no heading opens, -1 where there is none."""
        tail, end = -1, len(self.blocks)
        for index in reversed(self.marked):  # what a site has below every page stands below the imprint
            if cues.outside(self.blocks[index].text) != "noise":
                break
            end = index
        for index in range(end - 1, max(-1, end - 60), -1):
            block = self.blocks[index]
            if block.kind in (Kind.ROW, Kind.ITEM) or (block.kind is Kind.HEADING and block.level):
                break
            if block.kind is Kind.PARAGRAPH and cues.says("imprint", block.text):
                tail = index
        return tail if tail > len(self.blocks) // 2 else -1

    def challenges(self) -> dict[int, Prefix | None]:
        """Return the blocks that open a challenge."""
        found = self._by_prefix()
        if found and all(p is not None and p.word in word_set("activity of a workshop") for p in found.values()):
            self.taken_up = found
        found = found if len(found) > 1 else (self._by_structure(("owners", "both")) or found)
        if not found:
            found = self.taken_up = self._by_groups()
        if len(found) < 2:
            found = self._by_structure(("ideas",), ("supporters",)) or found
        if not found:
            found = dict.fromkeys(groups.named_in_table(self.text, self.marked)) or self._by_questions()
        if not found:
            found = self.taken_up = dict.fromkeys(groups.taken_up(self.blocks, self.marked, self._titles()))
        if not found:
            found = self.led = self._by_lead()
        self.over_all = next(iter(self._own_title() & found.keys()), -1)
        return self._with_siblings(found)

    def one_level(self, heads: dict[int, Prefix | None]) -> bool:
        """Whether the parts of challenges stand under headings of the challenges' own level: most are followed by such a one."""
        marked = [i for i, b in enumerate(self.blocks) if b.kind is Kind.HEADING and b.level]
        after = dict(pairwise(marked))
        beside = [
            i
            for i in heads
            if (j := after.get(i)) and self.blocks[j].level == self.blocks[i].level and cues.inside(self.blocks[j].text)
        ]
        return len(beside) > len(heads) / 2 and not self.led

    def _with_siblings(self, heads: dict[int, Prefix | None]) -> dict[int, Prefix | None]:
        """Add the headings beside the challenges that were found, where all stand under a heading that says "challenges" or that
        groups met, or under one that announces a list of them, or behind a line that does, and those that count on between them
        ("1. ", "2. "); what nothing stands under is left out."""
        counted = {self.blocks[i].level for i in heads if SECTION_NUMBER.match(self.blocks[i].text)}
        between = (
            (i for i in self.marked if min(heads) < i < max(heads)) if len(heads) > 1 and len(counted) == 1 else ()
        )
        extra: dict[int, Prefix | None] = {
            i: None for i in between if self.blocks[i].level in counted and SECTION_NUMBER.match(self.blocks[i].text)
        }
        level, marked = 0, frozenset(self.marked)
        for index, over in enumerate(self.blocks):
            if over.kind is Kind.HEADING:
                leads = index in marked and index not in heads and not (level and over.level != level)
            else:
                leads = groups.is_before_heading(self.blocks, index)
            found = groups.announced(self.blocks, self.marked, index) if leads else []
            if len(found) > 1 and (not heads or any(i in heads for i in found)):
                extra.update(dict.fromkeys(found))
                level = over.level
        return {**extra, **heads}

    def _by_groups(self) -> dict[int, Prefix | None]:
        """Find the headings that parts of a discussion come back under, or those below a title that says "challenges"."""
        found = groups.discussed(self.blocks, self.marked)
        for title in self._own_title() if not found else ():
            if cues.says("titled", self.blocks[title].text):
                found = [
                    i for i in groups.beside(self.blocks, self.marked, title) if not groups.is_part(self.blocks[i])
                ]
            if any(cues.is_list(self.blocks[i].text) for i in found):
                return {}  # the list below such a heading has them
        return dict.fromkeys(found) if len(found) > 1 else {}

    def _by_prefix(self) -> dict[int, Prefix | None]:
        marked: dict[int, Prefix] = {}
        for index, block in enumerate(self.blocks):
            if block.kind not in (Kind.HEADING, Kind.PARAGRAPH) or len(block.text) > 320 or index in self.noise:
                continue
            if self.explicit and block.kind is not Kind.HEADING and not block.bold:
                continue
            prefix = cues.prefix(block.text)
            if prefix and not block.text.rstrip().endswith("."):
                marked[index] = prefix
        if any(p.word == _MADE for p in marked.values()) and not groups.tell_of_teams(self.blocks):
            marked = {index: p for index, p in marked.items() if p.word != _MADE}
        activities = {index: p for index, p in marked.items() if p.word in word_set("activity of a workshop")}
        marked = activities if len(activities) > 1 else marked  # what groups did in each is no other challenge
        counts = Counter(p.word for p in marked.values())
        sure = any(p.sure for p in marked.values()) or any(n > 1 and w != "table" for w, n in counts.items())
        kept: dict[int, Prefix | None] = {
            index: prefix
            for index, prefix in marked.items()
            if (prefix.sure or counts[prefix.word] > 1)
            and not (prefix.word == "table" and (sure or not (prefix.title or self._titled_below(index))))
        }
        return self._with_content(kept)

    def _titled_below(self, index: int) -> bool:
        """Whether the line below one that only counts a table is a title, and a part of a challenge stands below that."""
        title, part = (*self.blocks[index + 1 : index + 3], None, None)[:2]
        if title is None or part is None or not may_be_title(title):
            return False
        return cues.inside(title.text) is None and self._cue(index + 2) is not None

    def _with_content(self, heads: dict[int, Prefix | None]) -> dict[int, Prefix | None]:
        """Leave out a table of contents: headings that another follows at once, while most have text of their own."""
        order = sorted(heads)
        if not order:
            return heads
        ends = [*order[1:], len(self.blocks)]
        inside = {i: self.blocks[i + 1 : end] for i, end in zip(order, ends, strict=True)}
        parted = {i for i in order if any(b.kind in (Kind.ITEM, Kind.HEADING) for b in inside[i])}
        full = {
            i: heads[i]
            for i in order
            if sum(len(b.text) for b in inside[i]) > 150 or i in parted or has_bold_lead(self.blocks[i])
        }
        told = {slug(self.blocks[i].text) for i in full}
        full |= {i: heads[i] for i in order if inside[i] and slug(self.blocks[i].text) not in told}
        return dict(sorted(full.items())) if len(full) >= len(heads) / 2 - 1 and full else heads

    def _by_structure(self, *parts: tuple[str, ...]) -> dict[int, Prefix | None]:
        """Find challenges by what stands under them: the last heading of no known part before owners, or before ideas, as `parts`
        say one after the other; the items of a programme have none, up to their last part."""
        every = {i: role for i in range(len(self.blocks)) if i not in self.noise and (role := self._cue(i)) is not None}
        counts = Counter(self.blocks[i].text for i in every)
        single = {i for i in every if _QUESTION.match(self.blocks[i].text) and counts[self.blocks[i].text] == 1}
        roles = {i: role for i, role in every.items() if role[0] != "ideas" or i not in single}
        end = 1 + max((i for i, (role, _) in roles.items() if any(role in wanted for wanted in parts)), default=0)
        if sum(time_at(b.text) is not None for b in self.blocks[:end] if b.kind is not Kind.ROW) >= _TIMES:
            return {}
        for wanted in parts:
            held = {i: level for i, (role, level) in roles.items() if role in wanted}
            owned = any(roles.get(i + step, ("", 0))[0] == "owners" for i in held for step in (-2, -1, 1, 2))
            if (
                len(held) == 1
                and not owned
                and cues.outside(self.blocks[min(held)].text.partition(":")[0]) == "sponsors"
            ):
                continue  # "Supported by" stands once below an event, too
            opened = {self._opener(i, roles, level) for i, level in held.items()} - {None}
            openers = opened if "owners" in wanted and len(opened) == 1 else opened - self._own_title()
            if "owners" in wanted:  # a team stands below what it made, which is no challenge
                openers -= {i for i in openers if i is not None and groups.takes_on(self.blocks, i)}
            labels = word_set("label of a day")  # above who hosts an event
            openers -= {i for i in openers if i is not None and folded(self.blocks[i].text).strip(" :?") in labels}
            counted = {
                i: numbered(self.blocks[i].text)
                for i in openers
                if i is not None and day_in(self.blocks[i].text) is None  # a day above the hosts of an event
            }
            counted = {i: p for i, p in counted.items() if not _names_talks(self.blocks[i].text, p)}
            if "owners" in wanted:  # somebody leads each session of a programme, too
                counted = {i: p for i, p in counted.items() if p is None or p.word not in word_set("session")}
            words = Counter(p.word for p in counted.values() if p)
            found = {
                i: cues.prefix(self.blocks[i].text) or (p if p and words[p.word] > 1 else None)
                for i, p in counted.items()
            }
            alone = wanted[0] == "supporters" or (
                "owners" in wanted and is_challenge(self.blocks, min(found, default=0), every)
            )
            if len(found) > 1 or (found and alone):
                return found
        return {}

    def _titles(self) -> list[int]:
        """Return the headings that have a level or, where nothing marks headings, the lines that stand like one."""
        plain = (i for i in range(len(self.blocks)) if is_short(self.blocks[i]) and i not in self.noise)
        return self.marked if self.explicit else list(plain)

    def _own_title(self) -> set[int]:
        """Return the first heading where it alone stands at its level, above others: the document's own title; and the one right
        below it that does so too, its subtitle."""
        levels = [self.blocks[i].level for i in self.marked]
        alone = [n for n in range(min(2, len(levels) - 1)) if levels[n] < min(levels[n + 1 :])]
        titles = {self.marked[n] for n in alone if n == 0 or self.marked[n] == self.marked[0] + 1}
        return titles if 0 in alone else set()

    def _by_lead(self) -> dict[int, Prefix | None]:
        """Find the headings of no known part under which a line says that ideas came up, and lists them; a document's own title is
        none of them."""
        found: dict[int, Prefix | None] = {}
        wished: dict[int, Prefix | None] = {}
        for index, after in enumerate(self.blocks[1:]):
            line = self.blocks[index]
            if line.kind is not Kind.PARAGRAPH or after.kind is not Kind.ITEM or not line.text.endswith(":"):
                continue
            proposed = WORKSHOP_REPORT.says("proposed", line.text[-600:])
            if not (proposed or cues.says("ideas", SENTENCES.split(line.text)[-1])):
                continue
            over = [i for i in self.marked if i < index]
            if len(over) < 2 or self.blocks[over[-1]].level < 2:
                continue
            heading = self.blocks[over[-1]]
            if not (groups.is_part(heading) or cues.says("asks", heading.text) or _is_of_groups(heading.text)):
                (found if proposed else wished)[over[-1]] = numbered(heading.text)
        both = {**wished, **found}
        levels = {self.blocks[at].level for at in both}
        return both if len(both) > 1 and len(levels) == 1 else found

    def _by_questions(self) -> dict[int, Prefix | None]:
        """Find the headings that are questions with lists of answers below them, where a line before them says that people talked
        about questions, or wrote down what they thought, or a line below says who asked them; questions beside them are as well."""
        asking: dict[int, bool] = {}
        """The questions, each with whether a line below says who asked it."""
        answered: list[int] = []
        for index, end in pairwise([*self._titles(), len(self.blocks)]):
            if not self.blocks[index].text.endswith("?"):
                continue
            below = self.blocks[index + 1 : end]
            asking[index] = any(cues.says("asker", block.text) for block in below[:_BELOW])
            if asking[index] or 2 * sum(block.kind is Kind.ITEM for block in below) > len(below):
                answered.append(index)
        levels = Counter(self.blocks[index].level for index in answered)
        level = max(levels, key=lambda one: levels[one], default=0)
        if levels[level] < _SEVERAL:
            return {}
        found = [i for i in answered if self.blocks[i].level == level]
        found += [i for i in asking if level and i not in answered and not groups.is_part(self.blocks[i])]
        found = sorted(i for i in found if self.blocks[i].level == level)
        told = sum(asking[i] for i in found) >= _SEVERAL
        told = told or any(cues.says("asked", block.text) for block in self.blocks[: min(found, default=0)])
        return dict.fromkeys(found) if told else {}

    def _cue(self, index: int) -> tuple[str, int] | None:
        """Return the part of a challenge that a block opens by its words, and its level as a heading."""
        block = self.blocks[index]
        role: str | None
        if block.kind is Kind.HEADING:
            counted = numbered(block.text)
            names_one = counted is not None and counted.word in word_set("one proposal")
            role = cues.inside(block.text) if not names_one and not self._asks(index) else None
            return (role, block.level) if role else None
        if block.kind not in (Kind.PARAGRAPH, Kind.ITEM):
            return None
        if labelled := label_of(block, INLINE_ROLES):
            return labelled[0], 0
        short = block.kind is Kind.PARAGRAPH and len(block.text) <= 80 and not block.text.endswith(".")
        role = cues.inside(block.text) if short else None
        return (role, 0) if role else None

    def _asks(self, index: int) -> bool:
        """Whether a heading is a question that ideas answer below a heading of their own, and so no heading of ideas itself."""
        block = self.blocks[index]
        if not block.text.endswith("?") or not block.level:
            return False
        for after in self.blocks[index + 1 :]:
            if after.kind is Kind.HEADING:
                if after.level <= block.level:
                    return False
                if cues.inside(after.text) == "ideas":
                    return True
        return False

    def _opener(self, index: int, roles: dict[int, tuple[str, int]], level: int) -> int | None:
        for before in range(index - 1, max(-1, index - 40), -1):
            block = self.blocks[before]
            labelled = block.kind is Kind.PARAGRAPH and label_of(block) is not None
            if before in roles and roles[before][0] in ("ideas", "examples", "context") and not labelled:
                return None
            if before in roles and roles[before][0] == "topic" and not self.explicit and before:
                above = self.blocks[before - 1]
                if above.kind is Kind.ITEM or not (is_short(above) or before - 1 in roles):
                    return before  # "Theme: X", with nothing over it that it could be the theme of
            if before in roles or block.kind in (Kind.NOTE, Kind.ROW):
                continue
            if block.kind is Kind.HEADING and not (level and block.level and block.level >= level):
                return before
            if not self.explicit and (looks_like_heading if block.marker is None else numbered_title)(
                self.blocks, before
            ):
                return before
            if not self.explicit and len(block.text) <= 110 and before + 1 in roles and not block.text.endswith("."):
                return before
        return None


def _is_of_groups(heading: str) -> bool:
    """Whether a heading only says that people met in groups ("Work in small groups")."""
    met = word_set("those who met or their day")
    return cues.says("session", heading) or any(word in met for word in folded(heading).split())


def _only_counts(block: Block) -> bool:
    """Whether a line that is not set as a heading says which challenge follows and no more ("Theme 2" over its title)."""
    counted = (
        cues.prefix(block.text)
        if block.kind is Kind.PARAGRAPH and not block.bold and len(block.text) < _SHORT
        else None
    )
    return counted is not None and not counted.title


def _names_talks(heading: str, counted: Prefix | None) -> bool:
    """Whether a heading says before its number or colon that people spoke ("Panel: who owns the mess?")."""
    return cues.outside(counted.word if counted else heading.partition(":")[0]) == "speakers"
