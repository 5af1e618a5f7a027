"""People whom running words name: with an office or a body, with a form of address, in credits and captions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.blocks import Block, Kind, Span
from loaders.context import Context, Entry
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold, is_title, person_name
from loaders.names.register import first_names
from loaders.rules.people.body_shapes import BODY, is_name_first, is_no_field
from loaders.rules.people.people import state_entry
from loaders.rules.people.person_lines import entry_at, is_known_first, name_at, names_in
from loaders.rules.people.person_patterns import BEGINS, PERSON
from loaders.structure import cues
from loaders.structure.sections import Role

RULE = "people"

_TITLED = Cued(
    rf"(?<![\w'’-]){any_of('courtesy title', 'title of honour', 'rank of police', capital=True)}\.? (?=[A-Z])",
)
_IN_FULL = re.compile(
    rf"(?P<honour>\b{any_of('title of honour', capital=True)} )?\b(?P<first>[A-ZÀ-Þ][\w'’-]+) "
    r"(?=(?P<family>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?))"
)
_INITIAL = re.compile(r"\b[A-Z]\.")
_OFFICE = re.compile(rf"{BEGINS}({PERSON}),\s+(?=[^,.;()]{{2,80}})")
_BRACKETED = re.compile(rf"{BEGINS}({PERSON})\s+\((?=[^()]{{2,120}}\))")
CREDIT = Cued(rf"\b{any_of('credit')}\b", re.I)


def state_offices(context: Context) -> None:
    """State people whom running words name together with an office or a body: "Jo Bloggs, partner at X, ..."."""
    for block in _running(context):
        for match in _OFFICE.finditer(block.text[:20000]) if "," in block.text else ():
            name = name_at(context.names, block, match.start(1))
            if name is None or name.end - block.start != match.end(1):
                continue
            entry = entry_at(context, block, match.start(1))
            if entry is None or entry.organisation is None:
                continue
            between = block.text[match.end(1) : entry.organisation.start - block.start]
            sure = context.names.is_organisation(context.words(entry.organisation)) or _is_office(context, entry)
            if cues.is_role(between) and sure:
                state_entry(context, entry, block)
        for bracketed in _BRACKETED.finditer(block.text[:20000]) if "(" in block.text else ():
            name = name_at(context.names, block, bracketed.start(1))
            if name is None or name.end - block.start != bracketed.end(1):
                continue
            entry = entry_at(context, block, bracketed.start(1))
            if (
                entry
                and entry.organisation
                and (entry.role or context.names.is_organisation(context.words(entry.organisation)))
            ):
                state_entry(context, entry, block)


def _is_office(context: Context, entry: Entry) -> bool:
    """Whether the words after a name are an office and the name of a body that nothing else shows to be one."""
    if entry.role is None or entry.organisation is None:
        return False
    body = context.words(entry.organisation)
    tied = (
        context.words(Span(entry.role.end, entry.organisation.start)).strip() != ","
    )  # which a field of work may follow
    named = BODY.fullmatch(body) and (tied or is_no_field(body) or is_name_first(body))
    return bool(named) and not any(map(str.isdigit, body)) and cues.is_role(context.words(entry.role))


def _running(context: Context) -> Iterable[Block]:
    skipped = context.starts_in(Role.NOISE, Role.OWNERS, Role.SUPPORTERS, Role.BOTH, Role.ATTENDEES)
    return [b for b in context.text.blocks if b.start not in skipped and b.kind not in (Kind.ROW, Kind.HEADING)]


def state_titled(context: Context) -> None:
    """State people whom running words name with a form of address: "Baroness ...", "Dr ..."."""
    titled = [(block, at.start()) for block in _running(context) for at in _TITLED.finditer(block.text[:20000])]
    if not titled:
        return
    surnames = _Surnames.of(context.text.text)
    for block, start in titled:
        name = name_at(context.names, block, start)
        initials = name is not None and _INITIAL.search(context.words(name))  # see `people_by_surname`
        words = context.words(name) if name is not None else ""
        honour = words.lower().rpartition(" ")[2] in word_set("no surname")
        if name is None or initials or honour or surnames.have(person_name(words)):
            continue
        if not context.names.is_organisation(words):
            context.names.state_person(context.words(name), name)


@dataclass(frozen=True, slots=True)
class _Surnames:
    """The surnames, of one word and of two, of those whom a text names in full; and of those whom it names so behind a title of
    honour."""

    all: frozenset[str]
    honoured: frozenset[str]

    @classmethod
    def of(cls, text: str) -> "_Surnames":
        found, honoured = set[str](), set[str]()
        for match in _IN_FULL.finditer(text):
            if is_title(match["first"]) or fold(match["first"]) not in first_names():
                continue
            words = re.sub(r"['’]s?$", "", match["family"]).split()
            found.update((words[0], " ".join(words)))
            if match["honour"]:
                honoured.add(words[0])
        return cls(frozenset(found), frozenset(honoured))

    def have(self, words: str) -> bool:
        """Whether words are such a surname ("St Clair"), or one behind a title of honour that the whole name has too ("Lady
        North" of Baroness Ada North)."""
        first, _, rest = words.partition(" ")
        if " " in rest or is_known_first(words):
            return False
        return rest in self.honoured if fold(first) in word_set("title of honour") else words in self.all


def state_credits(context: Context) -> None:
    """State people whom credits and captions name: "with thanks to ...", "left to right: ..."."""
    for block in _running(context):
        if len(block.text) > 1200 or not CREDIT.search(block.text):
            continue
        caption = cues.says("caption", block.text)
        imprint = any(block in s.blocks for s in context.section.find(Role.IMPRINT))
        if not (caption or imprint):
            continue
        for name in names_in(context, block):
            if is_known_first(context.words(name)) or any(s.start <= name.start < s.end for s in block.bold):
                context.names.state_person(context.words(name), name)
        context.claim(RULE, block)
