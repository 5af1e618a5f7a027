"""Lines that name people: where the name, the role and the body stand in "Name, Role, Body", "Name (Role, Body)" and their like."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from loaders.blocks import Block, Kind, Span, up_to
from loaders.context import Context, Entry
from loaders.draft import within
from loaders.lexicons.words import any_of
from loaders.names.printed import LETTERS_AFTER_NAME, OWNS_A_NAME, TITLES, fold, without_honour
from loaders.names.register import first_names
from loaders.names.resolver import Resolver
from loaders.rules.people.areas_behind import begins_with_house
from loaders.rules.people.body_shapes import is_tied_body, linked_body
from loaders.rules.people.name_ends import (
    begins_line,
    ends_a_body,
    initials_at,
    initials_before,
    is_next_by_first_name,
    is_next_person,
    line_at,
    runs_into_office,
    says_when,
    turned_at,
    without_office,
)
from loaders.rules.people.person_details import CONTACT, body_behind, offices_in, parts_of, split_detail, whole_offices
from loaders.rules.people.person_patterns import BEGINS, PART, PEER, PERSON, TIE, TIED, TITLE
from loaders.rules.people.run_on_details import apposed, split_run_on
from loaders.rules.people.shared_offices import ALL, shared
from loaders.structure import cues

_BY_INITIALS = re.compile(
    rf"(?:{any_of('courtesy title', capital=True)}\.? )+(?:[A-Z](?:\. ?| )){{1,3}}{PART}(?! [A-Z])"
)
"""A name of initials and the family's, which the form of address before it shows."""
_BEGINS = re.compile(rf"{BEGINS}\w+")
CALLED = re.compile(r" [\"“'‘(][^ ]+[\"”'’)](?= \w)")
"""What somebody is called, inside a name: Robert "Bob" North."""
_STEP = re.compile(rf"\s+{any_of('joins people')}\s+|[;|,]\s+|\s*/\s*")
_NAME = re.compile(PERSON)
_LETTERS = re.compile(rf"(?:{LETTERS_AFTER_NAME.pattern})+")
_TITLES = re.compile(rf"^{TITLE}")
_NAME_END = re.compile(rf"['’]s?(?!\S)|(?:{_LETTERS.pattern})$")
_NEXT_TITLE = re.compile(rf"(?<=[a-z]) (?={any_of('address of several', capital=True)}\b)")
_LEAD = re.compile(r"^[\s&+•,;/–—-]*(?:and\s+|with\s+)?")
_ASIDE = re.compile(
    rf" and (?:[a-z]+ )?colleagues(?= {any_of('of a body')} )"
    rf"|\s*\((?:{any_of('how somebody came')}|{any_of('personal pronoun')}\s?/\s?\w+|[a-z]|[^()\s]*@[^()\s]+)\)",
    re.I,
)
_SITE = re.compile(r"\s+\(?(?:https?://|www\.)[^\s,;()]*[^\s,;().]\)?(?=,\s)")
_BRACKET = re.compile(r",?\s*(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[([^\[\]]+)\])")
_BEHIND_BRACKET = re.compile(rf"(?:\s+(?P<tie>{any_of('of a body')})|,|\s+[–—-])\s+(?:the\s+)?(?P<body>[A-Z][^,;()]+)")
_INSTEAD = re.compile(
    rf"(?:{any_of('in place of')})\s+(?:{PERSON}),?\s+(?:[–—-]\s+)?(?=[A-Z])"
    rf"|{ALL}(?:{any_of('of a body')}\s+)?(?:the\s+)?(?=[A-Z])"
)
"""For whom somebody stands in, before the body of both ("for Ada North - Elm Trust"), or that all are of it ("all Elm Trust")."""
_RUN_ON = 200
"""The most characters of an item whose office and body stand behind a name without a mark."""
_LONGEST_DETAIL = 300
"""The most characters of an office and body behind a name: what goes on for longer is about something else."""
SAYS = any_of("saying", "saying now")
_DETAIL_END = re.compile(
    rf" (?=[A-Z][\w'’-]+ (?:{any_of('particle of a name')} )?[A-Z])|[;)]|\.(?=\s+[\"“'‘(]?[A-Z]|$)"
    rf"|,?\s+{any_of('joins people')}(?: by| from| also)?\s+(?=[A-Z])|,\s+(?=[A-Z])"
    rf"|(?:,| [–—])?\s+(?:{any_of('another clause')}|{SAYS}|and\s+[a-z]\w+ed)\b|,\s+[a-z]+ed\b|,\s+{any_of('all of them')}\s+[a-z]"
    r"|\s[–—]\s+(?=[a-z])|,?\s+on\s+(?=[\w\"“‘'])|\s(?=['‘\"“])| (?=[A-Z][a-z-]+(?: [a-z]+)?: )"
)
"""Where the role and body after a name may end."""
_ANOTHER_OFFICE = re.compile(
    rf";\s+(?:{any_of('and', 'at present')}\s+)*([A-Z][\w-]*(?: [\w-]+){{0,5}}?)(?:,| {any_of('of or for a body')}) "
)
_LABEL_NEXT = re.compile(rf"(?:{any_of('label of a speaker', 'label of a part', capital=True)}|Panel):\s")
"""What begins the next line of a cell whose lines run together ("... Vale Council Panel: Ada North")."""
_OWNED_NEXT = re.compile(r"[A-Z]\S*['’]s [A-Z]")
"""Whose body stands before the next name ("... of Elm Trust and Fir Homes's Ada North")."""
_VERB_FIRST = re.compile(rf"(?:{any_of('another clause')}|{SAYS}|[a-z]+ed)\b")


def entries_in(context: Context, block: Block, span: Span) -> list[Entry]:
    """Return the people whom a part of a block names, such as a cell of a row."""
    return entries(context, up_to(block, span.end), span.start - block.start)


def entries(context: Context, block: Block, start: int = 0) -> list[Entry]:
    """Return the people whom a line of owners or speakers names, from `start` of its text on."""
    if block.kind is Kind.ROW:
        return _row(context, block)
    found: list[Entry] = []
    position = start
    while position < len(block.text):
        lead = _LEAD.match(block.text[position:])
        position += lead.end() if lead else 0
        entry = entry_at(context, block, position)
        if entry is None:
            step = _STEP.search(block.text, position)
            if step is None or (found == [] and step.start() - position > 60):
                break
            position = step.end()
            continue
        found.append(entry)
        position = max(entry.end, position + 1)
    return shared(block, found)


def entry_at(context: Context, block: Block, position: int) -> Entry | None:
    """Return the person who is named at a place of a block's text, with role and body, None where it names none there."""
    position += initials_before(block.text, position)
    if (listed := context.listed.get(block.start + position)) is not None:
        return listed
    name, printed = turned_at(context, block, position) or (name_at(context.names, block, position), "")
    if name is None or begins_with_house(block.text[name.end - block.start :]):
        return None
    end, at_start = name.end - block.start, block.kind is Kind.ITEM and begins_line(block.text, position)
    if (stop := line_end(context, block, name)) < len(block.text):
        block = replace(block, text=block.text[:stop].rstrip(), end=block.start + stop)
    rest = block.text[end:]
    for pattern in (_LETTERS, _ASIDE, _LETTERS, _SITE):
        if aside := pattern.match(rest):
            end += aside.end()
            rest = block.text[end:]
    if initials := initials_at(context.words(name), rest):
        end += initials
        rest = block.text[end:]
    if bracket := _BRACKET.match(rest):
        group = bracket.lastindex or 1
        tie = TIE.match(bracket[group])
        if tie is None or not context.names.is_organisation(bracket[group][tie.end() :]):
            tie = _INSTEAD.match(bracket[group])
        inner = within(block, end + bracket.start(group) + (tie.end() if tie else 0), end + bracket.end(group))
        (role, body), *more = offices_in(context, inner)
        stop = end + bracket.end()
        if (
            body is None
            and (behind := _BEHIND_BRACKET.match(block.text, stop))
            and (behind["tie"] or context.names.is_organisation(behind["body"]))
        ):
            body, stop = within(block, *behind.span("body")), behind.end()
        elif body is None and at_start and runs_into_office(block.text[stop:]):
            (_, body), stop = split_detail(context, within(block, stop, len(block.text.rstrip()))), len(block.text)
        return Entry(name, role, body, stop, printed, tuple(whole_offices(more)))
    if detail := re.match(r"\s*[,|]\s*|\s+[–—@-]\s+|\s*:\s+|\s+", rest):
        first = end + detail.end()
        if not re.match(r"\s*(?:[,–—:|-]|@ )", rest):
            if not (at := TIED.match(rest)):
                if at_start and _is_apart(block, name) and len(block.text) <= _RUN_ON:
                    role, body = split_run_on(context, within(block, first, len(block.text.rstrip())))
                    return Entry(name, role, body, len(block.text), printed)
                if not (at_start and runs_into_office(rest)):
                    who = Entry(name, end=end, printed=printed)
                    return apposed(context, block, who, lambda at: _detail_end(context, block, at)) or who
            else:
                first = end + at.end()
        elif tie := TIE.match(block.text, first):
            first = tie.end()
        if first > end + detail.end() and (linked := linked_body(block, first)) is not None:
            return Entry(name, organisation=linked, end=linked.end - block.start, printed=printed)
        if _VERB_FIRST.match(block.text, first) or block.text.startswith("and ", first):
            return Entry(name, end=end, printed=printed)
        last = _detail_end(context, block, first)
        if first > end + detail.end():  # tied by a small word, a body ends at the first comma where it can
            own = block.text.find(", ", first, last)
            last = own if own > 0 and is_tied_body(context.names, block.text[first:own]) else last
        if last > first:
            (role, body), *more = offices_in(context, within(block, first, last))
            if body is not None and is_next_person(context, role, body) and "," in block.text[end:first]:
                return Entry(name, end=end, printed=printed)
            return Entry(name, role, body, last, printed, tuple(whole_offices(more)))
    return Entry(name, end=end, printed=printed)


def line_end(context: Context, block: Block, name: Span) -> int:
    """Return how far in a block's text an entry can reach: to the end of the bold words that a name begins, or to the line that the
    next person begins."""
    bold = (s.end for s in block.bold if s.start <= name.start and name.end + 2 < s.end)
    lines = (at for at in block.breaks if at > name.end and name_at(context.names, block, at - block.start) is not None)
    return min(next(bold, block.end), next(lines, block.end)) - block.start


def name_at(names: Resolver, block: Block, position: int) -> Span | None:
    """Return the span of the person's name that begins at a place of a block's text."""
    return names.shown_person(block.start + position) or names.recalled(_name_at, block, position)


def _name_at(names: Resolver, block: Block, position: int) -> Span | None:
    if (line := line_at(block, position)) is not None and (above := _name_at(names, line, position)) is not None:
        return above
    if short := _BY_INITIALS.match(block.text, position):
        return within(block, *short.span())
    match = _NAME.match(block.text, position)
    if match is None or says_when(block.text, position):
        return None
    if peer := PEER.match(block.text, position):
        return within(block, *peer.span())
    words = _NAME_END.split(_NEXT_TITLE.split(match[0])[0])[0].split(" ")
    shown = _TITLES.sub("", match[0]) != match[0] or is_known_first(" ".join(words))
    words = without_office(words, block.text[position + len(" ".join(words)) :]) if shown else words
    while len(words) > 1:
        name = " ".join(words)
        plain = CALLED.sub("", name)
        bare = _TITLES.sub("", plain)
        bold = any(
            s.start <= block.start + position < s.end and s.end < block.start + position + len(name) for s in block.bold
        )
        if bare and " " in bare and not bold and names.is_person(plain) and not names.is_organisation(plain):
            after = block.text[position + len(name) :]
            if not is_known_first(bare) and (cues.is_role(words[-1]) or OWNS_A_NAME.match(after)):
                return None
            last = " ".join(bare.split()[-2:])
            if last != bare and not is_known_first(bare) and (is_known_first(last) or names.is_known_person(last)):
                return None
            longer = re.match(r" [A-Z][\w'’]*", after[letters.end() :] if (letters := _LETTERS.match(after)) else after)
            found = within(block, position, position + len(name))
            runs_on = longer and not cues.is_role(longer[0]) and not TITLES.match(f"{longer[0].strip()} ")
            listed = block.kind is not Kind.PARAGRAPH and shown and runs_into_office(after)
            if runs_on and not listed and not _is_apart(block, found):
                return None
            return found
        words.pop()
    return None


def _is_apart(block: Block, name: Span) -> bool:
    """Whether a name is set in bold and the words behind it are not."""
    return any(s.start <= name.start and name.end <= s.end <= name.end + 1 for s in block.bold)


def _detail_end(context: Context, block: Block, first: int) -> int:
    """Return where the role and body after a name end: at the next person, a semicolon or the end of the sentence."""
    text = block.text
    if is_next_by_first_name(text, first):
        return first
    following = name_at(context.names, block, first)
    if following is not None and _begins_entry(context, block, following, comma=True):
        printed = context.words(following)
        bold = any(s.start <= following.start and following.end <= s.end for s in block.bold)
        bracketed = ";" not in text and text.startswith(" (", following.end - block.start)
        if bold or bracketed or is_known_first(printed) or _is_amid_names(context, block, following):
            return first
    for match in _DETAIL_END.finditer(text[first : first + _LONGEST_DETAIL]):
        at, after = first + match.start(), first + match.end()
        if match[0] == " " and text[after] not in "\"“‘'":
            if _LABEL_NEXT.match(text, after) or _runs_on(context, block, first, at):
                return at
            continue
        mark = match[0].strip(" ,")
        if mark == ")" and text.count("(", first, at) > text.count(")", first, at):
            continue
        if mark.partition(" ")[0] not in ("and", "&", "with", ""):
            if mark == "on" and "," not in match[0] and not _ends_in_body(context, text[first:at]):
                continue  # "Adviser on Work and Health"
            if mark == ";" and _is_office_next(context, block, at):
                continue
            if mark == "." and re.search(rf"\b(?:{any_of('stop inside a sentence')}|[A-Z])$", text[first:at]):
                continue
            return at
        if (not mark and "," not in match[0]) or re.match(rf",\s+{any_of('all of them')}\s+[a-z]", match[0]):
            return at
        following = name_at(context.names, block, after)
        if following is None and match[0].endswith("and ") and _OWNED_NEXT.match(text, after):
            return at
        if following is None or not _begins_entry(context, block, following, comma="," in match[0]):
            continue
        office = re.match(r",\s+([^,;()]{3,60})", text[following.end - block.start :]) if match[0][0] == "," else None
        sure = is_known_first(context.words(following)) and (not mark or (office and cues.is_role(office[1])))
        if not sure and not _is_whole(context, block, first, at, following):
            continue
        return at
    return len(text) if len(text) <= first + _LONGEST_DETAIL else first


def _is_office_next(context: Context, block: Block, at: int) -> bool:
    """Whether a semicolon parts two offices of one person ("Director, Elm Trust; Chair of Fir Homes")."""
    further = _ANOTHER_OFFICE.match(block.text, at)
    return further is not None and cues.is_role(further[1]) and name_at(context.names, block, further.start(1)) is None


def _ends_in_body(context: Context, words: str) -> bool:
    parts = parts_of(words)
    return bool(parts) and context.names.is_organisation(words[slice(*parts[-1])])


def _is_amid_names(context: Context, block: Block, name: Span) -> bool:
    """Whether two people with known first names follow a name, parted by commas alone: a list of bare names, no person and body."""
    for _ in range(2):
        mark = re.match(r",\s+|,?\s+and\s+", block.text[name.end - block.start :])
        after = name_at(context.names, block, name.end - block.start + mark.end()) if mark else None
        if after is None or not is_known_first(context.words(after)):
            return False
        name = after
    return bool(re.match(r"[,.;]|\s+and\b|$", block.text[name.end - block.start :]))


def _runs_on(context: Context, block: Block, first: int, at: int) -> bool:
    """Whether the next person of a list begins here though nothing parts the two: lines of one cell, run together."""
    name = name_at(context.names, block, at + 1) if block.text[at - 1] not in ",;&" else None
    if name is None:
        return False
    if initials_at(context.words(name), block.text[name.end - block.start :]):
        return True
    if "," not in block.text[first:at] and block.text[at - 1] != ")":
        return False
    if not _ends_in_body(context, block.text[first:at]) and not is_known_first(context.words(name)):
        return False
    return bool(re.match(r", [A-Z]| \(", block.text[name.end - block.start :])) and not context.names.is_organisation(
        context.words(name)
    )


@lru_cache(maxsize=16384)
def is_known_first(name: str) -> bool:
    """Whether a name begins with a first name that is known, behind titles of honour or none."""
    words = without_honour(name).split()
    return len(words) > 1 and fold(words[0].split("-")[0]) in first_names()


def _is_whole(context: Context, block: Block, first: int, at: int, following: Span) -> bool:
    """Whether what stands before an "and" ends with a body, so that a person can follow: no "Children & Families, X Council"."""
    if any(s.start <= following.start and following.end <= s.end for s in block.bold):
        return True
    parts = parts_of(block.text[first:at])
    last = block.text[first:at][slice(*parts[-1])] if parts else ""
    if body_behind(last, context.names) is not None:
        return True
    return (
        context.names.is_organisation(last) or (len(parts) == 1 and not cues.is_role(last)) or block.text[at - 1] == ")"
    )


def _begins_entry(context: Context, block: Block, name: Span, comma: bool) -> bool:
    """Whether a name-like run of words is the next person of a list, and no part of the body or role before it."""
    printed = context.words(name)
    if context.names.is_organisation(printed) or cues.is_role(printed) or ends_a_body(block, name):
        return False
    if any(s.start <= name.start and name.end <= s.end for s in block.bold):
        return True
    rest = block.text[name.end - block.start :]
    if re.match(rf" {any_of('of a body')} (?:the )?[A-Z]", rest) and (
        is_known_first(printed) or context.names.is_person(printed)
    ):
        return not comma or is_known_first(printed)
    if not re.match(r"\s*(?:[,(;–.&]|\s-\s|$|and\b)", rest):
        return False
    return not comma or re.match(r"\s*[,(]", rest) is not None or _is_listed(context, block, name)


def _is_listed(context: Context, block: Block, name: Span) -> bool:
    """Whether "and" and the last name of a list follow: "A, B and C, Y Council"."""
    joint = re.match(rf"\s+{any_of('and')}\s+", block.text[name.end - block.start :])
    last = name_at(context.names, block, name.end - block.start + joint.end()) if joint else None
    return last is not None and is_known_first(context.words(name)) and is_known_first(context.words(last))


def _row(context: Context, block: Block) -> list[Entry]:
    """Return the person of a row of cells: name, role, body."""
    for index, cell in enumerate(block.cells):
        if cell.start == cell.end:
            continue
        name = name_at(context.names, block, cell.start - block.start)
        if name is None:
            continue
        if name.end < cell.end:
            entry = entry_at(context, block, cell.start - block.start)
            if entry and entry.organisation:
                return [entry]
        rest = [c for c in block.cells[index + 1 :] if c.end > c.start and not CONTACT.match(context.words(c))]
        if not rest:
            return [Entry(name, end=len(block.text))]
        if len(rest) == 1:
            (role, body), *more = offices_in(context, rest[0])
            return [Entry(name, role, body, len(block.text), more=tuple(whole_offices(more)))]
        first, second = rest[:2]
        words = context.words(first), context.words(second)
        if cues.is_role(words[1]) and not cues.is_role(words[0]):
            first, second = second, first
        return [Entry(name, first, second, len(block.text))]
    return []


def names_in(context: Context, block: Block, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Yield every run of words in a block that has the shape of a person's name, in reading order."""
    stop, position = len(block.text) if end is None else end, start
    while position < stop:
        match = _BEGINS.search(block.text, position)
        if match is None or match.start() >= stop:
            return
        name = name_at(context.names, block, match.start())
        if name is not None and name.end - block.start <= stop:
            yield name
            position = name.end - block.start
        else:
            position = match.end()
