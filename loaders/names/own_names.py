"""What a document itself says about the names of bodies, read before any rule runs: short forms, spellings, kinds in its tables."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from loaders.blocks import Block, Kind, Span, own_lines, tables_of
from loaders.dates import YEAR
from loaders.draft import Draft
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_list, word_set
from loaders.names import recognise
from loaders.names.columns import HAS_SUM, columns_of_bodies
from loaders.names.kinds import kind_of_name, kind_of_sector
from loaders.names.people import is_person_name, without_somebody
from loaders.names.printed import (
    COUNCIL,
    OWNS_A_NAME,
    Known,
    clean,
    definitions,
    fold,
    in_brackets,
    is_acronym,
    key,
    split_compound,
)
from loaders.names.register import register

_SECTOR_HEADS = re.compile(r"\b(?:sector|type|kind|category)\b", re.I)
_IS_A = re.compile(
    rf"(?: \([^()]{{1,40}}\))?,? ?[Ii]s {any_of('article')} (?P<what>(?:[\w-]+ ){{0,3}}?{any_of('described body')})"
    rf"(?! {any_of('no body behind a name')})\b",
    re.I,
)
"""What says of a body what it is."""
_GOES_ON = re.compile(r"Is an? ")
"""How a text goes on from its heading."""
_SHORT_LINE = 110
_HEAD = 4
"""How many blocks at the head of a document may say whose it is."""
_JOINTS = (" and ", " with ", " with the ")
"""What stands before the second of two names, which are not one."""
_SHORTEST = 9
"""The fewest characters of a key that is compared with others by its bare words."""
_FAMILIAR = 3
"""How often a name must stand where bodies do for its initials to be a body's, if its shape does not show that it is one."""
_FORMERLY = Cued(
    rf"\s*[(,] ?(?:{any_of('called before')}(?: {YEAR})?:?(?: as)? "
    rf"|{any_of('named until then')} (?=[^(),]+ {any_of('end of a time')} {YEAR}))(?:the )?"
    rf"([A-Z][\w&'’.-]*(?: (?:{any_of('inside a name')} )*[A-Z][\w&'’.-]*)*)(?: {any_of('end of a time')} {YEAR})?(?![^),.;])"
)
"""What a body was called before, in a bracket or between commas behind its name."""


_COUNCIL = Cued(
    rf"\b(?!(?i:the) )[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){{0,3}}? (?i:{any_of('council of places')} council)\b"
)
"""The name of a council of a small place, in capitals too."""
_OF_A_COUNCIL = 2
"""The number of initials that are too few for any body but the council itself ("the PC")."""
_SPELT = {"center": "centre", "organization": "organisation", "program": "programme", "labor": "labour"}
"""Words of names that are spelt in two ways, also within one document."""


class OwnNames:
    """The names that one document uses for bodies."""

    def __init__(self, draft: Draft) -> None:
        """Read the document's blocks; nothing is stated."""
        self._draft = draft
        self.short: dict[str, str] = {}
        """Short forms that the document introduces, by their folded words: the full name."""
        self.full: dict[str, tuple[str, Span]] = {}
        """By key: the longest spelling of each name that stands where a body's name does, and the block that prints it."""
        self.sectors: dict[str, tuple[str, Block]] = {}
        """Kinds that a table prints, and the row that does, by key."""
        self._often: Counter[str] = Counter()
        """How often names are printed, by key."""
        self._scan()
        self._keys = sorted(self.full)
        self._spelt = self._spellings()
        """By their bare words: the key that stands for all names of the same words."""

    def longer(self, at: str) -> list[str]:
        """Return the keys of the document's names that begin with the words of another key, and go on."""
        first = bisect_left(self._keys, at + " ")
        return self._keys[first : bisect_left(self._keys, at + "!", first)]  # "!" is what follows a space

    def going_on(self, at: str) -> list[str]:
        """Return those names as they are printed."""
        return [self.full[longer][0] for longer in self.longer(at)]

    def with_legal_form(self, name: str, at: str) -> str | None:
        """Return the name that is another one with a legal form behind it ("Elm Street Ltd"), None where none is printed."""
        longer, _ = self.full.get(at, (name, None))
        form = fold(longer).removeprefix(fold(name)).strip()
        return longer if " " in name and form in word_set("legal form") - word_set("role") else None

    def _spellings(self) -> dict[str, str]:
        alike: dict[str, list[str]] = defaultdict(list)
        for at in self._keys:
            alike[_bare_words(at)].append(at)
        found = {}
        for words, group in alike.items():
            registered = [at for at in group if at in register().bodies]
            if words and len(registered) < 2:
                found[words] = max(registered or group, key=lambda at: (self._often[at], len(at), at))
        return found

    def spelt_otherwise(self, at: str) -> str | None:
        """Return how the document spells the same words elsewhere, where that spelling stands for the name with this key."""
        other = self._spelt.get(_bare_words(at), at)
        return None if other == at or at in register().bodies else self.full[other][0]

    def of_initials(self, short: str) -> str | None:
        """Return the one name of the document whose initials these are, one a word, None where there is none or several; words
        behind the initials are those that the name ends in ("ABC Network")."""
        initials, space, end = short.partition(" ")
        if len(initials) == _OF_A_COUNCIL:
            return None if end else self._council_of_initials(initials)
        fulls = {
            at: full
            for at, (full, _) in self.full.items()
            if full.endswith(space + end)
            and len(full.split()) >= len(initials) + len(end.split())
            and is_acronym(initials, full.removesuffix(space + end))
            and (kind_of_name(full) or self._often[at] >= _FAMILIAR or _Shape()(full))
        }
        return next(iter(fulls.values())) if len(fulls) == 1 else None

    def _council_of_initials(self, short: str) -> str | None:
        """Return the one parish, town or community council of the document that its minutes call "the PC", "the CC"."""
        printed = (name[0] for block in self._draft.text.blocks for name in _COUNCIL.finditer(block.text))
        named = {fold(name): name for name in printed if is_acronym(short, " ".join(name.split()[-2:]))}
        return next(iter(named.values())) if len(named) == 1 else None

    def _scan(self) -> None:
        text = self._draft.text
        for short, full in definitions(text.text):
            self.short.setdefault(fold(short), full)
        over: list[str] = []
        for block in text.blocks[:_HEAD]:
            for name in _whose(block.text):
                self._note(name, block)
        for block in text.blocks:
            bodies = self._draft.annotations.of(block, "body")
            for name in over if _GOES_ON.match(block.text) else ():
                self._say(name, block, 0)
            over = [block.text] if block.kind is Kind.HEADING else []
            for found in bodies:
                self._note(found.value, block)
                self._say(found.value, block, found.end - block.start)
            for former in _FORMERLY.finditer(block.text):
                if _can_be(former[1]):
                    now = next((f.value for f in bodies if f.end - block.start == former.start()), None)
                    *before, front = block.text[: former.start()].split(", ")
                    whole = front[:1].isupper() and set(front).isdisjoint(",;:–—()")
                    named = any(map(former[0].__contains__, word_list("called so before")))
                    behind_office = bool(before) and fold(before[-1]) in word_set("role")
                    if (
                        now is None
                        and whole
                        and (named or behind_office or not is_person_name(front))
                        and _can_be(front)
                    ):
                        now = front
                    if now is not None:
                        self.short.setdefault(fold(former[1]), now)
            if block.kind is not Kind.ROW and len(block.text) <= _SHORT_LINE and not HAS_SUM.search(block.text):
                for part in {block.text, block.text.rsplit(", ", 1)[-1]}:
                    if (
                        1 < len(part.split()) <= 9
                        and part[:1].isupper()
                        and part.count("(") == part.count(")")
                        and kind_of_name(part)
                        and not part.rstrip().endswith((".", ":", "?", ";"))
                        and not any(part.endswith(_JOINTS, 0, part.find(body.value)) for body in bodies)
                    ):
                        self._note(part, block)
        for rows in tables_of(text.blocks):
            self._scan_table(rows)

    def _say(self, name: str, block: Block, end: int) -> None:
        """Note the kind that the words behind a body's name say that it is ("Elm Fund is a social enterprise")."""
        said = _IS_A.match(block.text, end)
        if said is not None and (kind := kind_of_sector(said["what"])) is not None:
            self.sectors.setdefault(key(name), (kind, block))

    def _scan_table(self, rows: list[Block]) -> None:
        words = self._draft.words
        head = rows[0]
        sector = next(
            (i for i, cell in enumerate(head.cells) if head.header and i and _SECTOR_HEADS.search(words(cell))), None
        )
        only = columns_of_bodies([[words(cell) for cell in row.cells] for row in rows])
        for row in rows[1:] if head.header else rows:
            cells = [words(cell) for cell in row.cells]
            named = range(1) if sector is not None else only[1] if only else range(len(cells))
            for at in named:
                for part in _names_in(row, at, cells[at]) if at < len(cells) else ():
                    self._note(part.strip(), row)
            if sector is not None and sector < len(cells) and (kind := kind_of_sector(cells[sector])):
                self.sectors[key(cells[0])] = kind, row

    def _note(self, printed: str, block: Block) -> None:
        name = clean(printed)
        if "/" in name or ", " in name:
            parts = split_compound(name, _Shape())
            if len(parts) > 1:
                for part in parts:
                    if part.count("(") == part.count(")"):
                        self._note(part, block)
                return
            first, _, rest = name.partition(", ")
            if rest[:1].islower() or (" " in rest and _Shape()(first) and not _Shape()(name)):
                name = first  # what follows is another's
        if fold(name) in word_set("part in a gathering"):
            return
        name = without_somebody(name)
        at = key(name)
        self._often[at] += 1
        outer, inner = in_brackets(name)
        name = max(outer, inner, key=len)
        if at and (at not in self.full or (len(name), name) > (len(self.full[at][0]), self.full[at][0])):
            self.full[at] = name, Span(block.start, block.end)


def bodies_below_each_other(row: Block, cell: Span) -> list[Block]:
    """Return the lines of a cell where each of them is a body's whole name; none where a name may be wrapped."""
    lines = own_lines(replace(row, cells=(cell,)))
    whole = all(
        register().get(line.text) is not None
        or (" " in line.text and (kind_of_name(line.text) or OWNS_A_NAME.search(line.text)))
        for line in lines
    )
    return lines if whole and len(lines) > 1 else []


def _names_in(row: Block, at: int, words: str) -> list[str]:
    """Return what may be names in a cell: its lines where they are bodies', else the parts between semicolons."""
    lines = [line.text for line in bodies_below_each_other(row, row.cells[at])]
    return lines or (words.split(";") if len(words) <= _SHORT_LINE else [])


def _can_be(part: str) -> bool:
    """Whether what stands before such words can be a body's name: no office."""
    return word_set("role").isdisjoint(fold(part).split())


def _whose(head: str) -> Iterator[str]:
    """Yield the bodies of which something is by the head of a document ("Minutes of the Elm Association, 3 May", "Elm Association:
    minutes")."""
    for found in recognise.organisations(head) if len(head) <= _SHORT_LINE else ():
        leads = not found.start or head[: found.start].removesuffix("the ").endswith(" of ")
        if leads and head[found.end :][:1] in ("", ",", " ", ":"):
            yield found.printed


def _bare_words(at: str) -> str:
    """Return the words of a key that two spellings of one name share: "Yale's Design Centre" and "Yale Design Centre", "University
    of Hull" and "Hull University", "ABCNetwork" and "ABC Network", a department with and without "US"; nothing for a
    local authority's, or a single word."""
    words = [_SPELT.get(word, word) for word in at.split() if word not in word_set("inside a name")]
    if at.startswith(COUNCIL) or len(at) < _SHORTEST:
        return ""
    if words[:1] == ["us"] and len(words) > 2:
        del words[0]
    words.sort(key="university".__ne__)
    return "".join(word if len(word) < 4 or word.endswith("ss") else word.removesuffix("s") for word in words)


class _Shape(Known):
    """Whether a name is an organisation's by register or shape alone."""

    def __call__(self, name: str) -> bool:
        return any(f.start == 0 and f.end == len(name) for f in recognise.organisations(name))
