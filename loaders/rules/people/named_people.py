"""People whom running words name, with the office and the body that stand beside the name.

A known first name at the head of two to four capitalised words is a person's name by its form. Office and body are read where the
words tie them to it: behind the name ("X, chair of Y", "X from Y", "X, who chairs Y", "X (Y)") or before it ("Y's director X").
"""

import re
from dataclasses import replace

from loaders.blocks import Block, Kind, Span, up_to
from loaders.context import Context, Entry
from loaders.dates import YEAR
from loaders.draft import within
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.printed import LETTERS_AFTER_NAME, TITLES, first_word, fold, is_title, last_word
from loaders.names.register import first_names, gazetteer, is_everyday
from loaders.names.word_sets import GATHERINGS
from loaders.rules.bodies.body_parts import without_part
from loaders.rules.bodies.lists import looks_like_name
from loaders.rules.bodies.several_bodies import several_bodies
from loaders.rules.people.body_shapes import BODY, ONE_WORD, is_field, is_name_first, is_no_field, is_of_one_word
from loaders.rules.people.meant_bodies import of_meant_body
from loaders.rules.people.people import state_entry
from loaders.rules.people.people_behind_bodies import has_known_body
from loaders.rules.people.person_details import offices_in, split_detail, whole_offices
from loaders.rules.people.person_lines import SAYS, entries_in, entry_at
from loaders.rules.people.person_names import Grade, Named, people_named
from loaders.rules.people.shared_offices import SHARED, TITLE_BEFORE, shared_in_words
from loaders.structure import cues
from loaders.structure.sections import Role

RULE = "named people"

_APART = (Role.NOISE, Role.REFERENCES, Role.OWNERS, Role.SUPPORTERS, Role.BOTH)
"""Sections whose names other rules read, or that name whom they cite."""
_MARK = 3
"""The most characters between a name and what a cell says of it."""
_LINE = 130
"""The most characters of a line that holds an office and a body, and nothing else."""
_OFFICE_WORDS = any_of("office", "office of a person", capital=True)
_CAP = r"(?:[a-z]{1,2}(?=[A-Z]))?[A-Z0-9À-Þ](?:[\w&'’-]|\.(?=\w)|(?<=\bSt)\.)*"
_CAPS = rf"{_CAP}(?:,? (?:{any_of('inside the name of a body')} ){{0,2}}{_CAP})*"
_BODY_LAST = rf"(?:^|.*?[\s(“\"])(?P<body>{_CAPS}?)"
"""The body that the words before a name end with."""
_BODY_FIRST = re.compile(
    rf"{_BODY_LAST}(?:['’]s?)?,? (?P<role>(?:[a-z][\w-]+ (?:{any_of('inside a name')} )?){{0,3}}{_OFFICE_WORDS})"
    r"(?: and [a-z][\w -]{2,40})?,? $"
)
_OFFICE_AFTER = re.compile(
    rf"(?:['’]s?)?,? (?P<role>(?:[A-Za-z][\w-]+ (?:{any_of('inside a name')} )?){{0,3}}{_OFFICE_WORDS}"
    rf"(?: {any_of('inside a name')} [A-Za-z][\w -]{{2,50}})?),? $"
)
_OWNER_FIRST = re.compile(rf"{_BODY_LAST}['’]s? $")
_ROLE_FIRST = re.compile(
    rf"(?:^|.*\b[Tt]he |.*?\b)(?P<role>(?:[\w-]+ ){{0,3}}{_OFFICE_WORDS}) {any_of('of or for a body')} (?:the )?"
    rf"(?P<body>{_CAPS}),? $"
)
_WHO = re.compile(
    rf",? who (?:(?:{any_of('at present')} )?"
    rf"(?:{any_of('works for')}|{any_of('leads on something')}(?: [a-z][\w'’-]*){{1,5}} {any_of('beside a body')})"
    rf"|is (?:{any_of('before an office')} )*(?P<role>[a-z][^.,;:()]{{2,60}}?)"
    rf" {any_of('beside a body')}) (?:the )?(?P<body>{_CAPS})"
)
_IS = re.compile(
    rf" (?:is|has been) (?:{any_of('before an office')} )*(?P<detail>[A-Za-z][^.;:()]{{2,120}}?)"
    rf"(?=[.;:()]|, {any_of('behind an office')}\b|$)"
)
_WORKS = re.compile(rf" {any_of('works somewhere')}(?: [a-z]+){{0,4}} (?:for|at) (?:the )?(?P<body>{_CAPS})")
_SPEECH = re.compile(rf"(?:\b(?:{any_of('leads to people')}|{SAYS})[ :,]+$)", re.I)
SAID = re.compile(rf"\b(?:{SAYS}|thanks to)[ :,]+$")
_SPEECH_AFTER = re.compile(rf",? (?:{any_of('behind a person')}|{SAYS})\b")
_AGE = re.compile(r", (?:aged )?\d{1,2}(?=,)")
SAID_BEHIND = re.compile(rf",? {any_of('saying')}\b")
_GIVEN_TO = re.compile(rf"\b{any_of('leads to somebody')} $")
"""What stands before somebody to whom something goes ("gratitude was expressed to Guy Herbert")."""
_LETTERS = re.compile(rf"(?:{LETTERS_AFTER_NAME.pattern})+")
_OF_PERSON = re.compile(
    rf"(?: ?\([^()]+\))?(?:{_LETTERS.pattern})? ?(?:[,:]|{any_of('be')}) (?:{any_of('before an office', capital=True)} )?"
    rf"(?:[\w-]+ ){{0,4}}?{any_of('office of a person', capital=True)}\b"
)
"""What follows a name that is somebody's for sure: an office that no body has ("Wren North, head of ...")."""
_BEHIND_OFFICE = re.compile(rf"\b{any_of('office of a person')},? $")
"""The office or profession before somebody's name ("the artist Kip North", "apiary manager Stuart Dale")."""
_IS_SOMETHING = re.compile(
    rf" (?:is|was) (?:{any_of('before a noun')} (?!.*\b{any_of('office')}\b)|{any_of('runs a body')} by\b)"
)
"""What a sentence says of a thing as well as of somebody, without an office."""
_INSIDE = re.compile(rf"\b{any_of('in a place')} $")
_LONE = re.compile(r"\s*(?:[(,;|–—-].*|\Z)", re.S)
_TIED = re.compile(rf",? {any_of('of a body')} (?:the )?")
_NO_BODY = re.compile(rf"(?:the )?{any_of('no body beside a name')}", re.I)


def state_named(context: Context) -> None:
    """State the people whom running words name with a known first name, and what the words beside the name tie them to."""
    apart = context.starts_in(*_APART)
    for block in context.text.blocks:
        if block.start in apart or block.kind is Kind.NOTE or context.is_ignored(block):
            continue
        found = list(people_named(context, block))
        names = [one.span for one in found]
        entries = _beside_others(
            block, found, shared_in_words(block, names, [_entry(context, block, one) for one in found])
        )
        for entry, name in zip(entries, names, strict=True):
            if entry is None:
                continue
            if entry.organisation is not None and block.start not in context.peopled:
                state_entry(context, entry, block)
            elif not _is_marked(context, block, name):
                context.names.state_person(context.words(name), name)


def _is_marked(context: Context, block: Block, name: Span) -> bool:
    return context.names.marked.between(block, name.start - block.start, name.end - block.start)


# Offices and bodies beside them


def _entry(context: Context, block: Block, named: Named) -> Entry | None:
    """Return a person with the office and body that the words beside the name tie to it, None where the name may be no person's."""
    name = named.span
    at, end = name.start - block.start, name.end - block.start
    aged = _AGE.match(block.text, end)
    speaks = _SPEECH_AFTER.match(block.text, aged.end() if aged else end) is not None
    start = max(context.sentence_start(block, at), at - 160)
    whole = block.text[start:at]
    before = TITLE_BEFORE.sub("", whole)
    if named.behind_office:
        alone = Entry(name, end=end) if named.grade > Grade.SHAPED else None
        led, after = _before(context, block, name, before, start), _behind(context, block, name)
        known = (one for one in (led, after) if one and one.person.end == name.end and has_known_body(context, one))
        if named.grade > Grade.UNLIKELY and (tied := next(known, None)) is not None:
            return tied
        return (led or alone) if speaks else alone if named.grade is Grade.SURE else None
    behind = _behind(context, block, name)
    of_person = _OF_PERSON.match(block.text, end) is not None
    if named.grade is Grade.UNLIKELY and (not of_person or block.text.startswith(":", end)):
        return None  # a title before a colon
    grade = Grade.DOUBTFUL if of_person and named.grade is Grade.SHAPED else named.grade
    if behind is not None and behind.person.end == name.end and _ties(context, block, behind, grade):
        return behind
    letters = _LETTERS.match(block.text, end)
    behind_name = letters.end() if letters else end
    said_next = block.text[behind_name : behind_name + 240]
    for pattern in (_WHO, _WORKS):
        if (match := pattern.match(said_next)) and (tied := _tied(context, block, name, match, behind_name)):
            return tied
    if (match := _IS.match(said_next)) and (told := _told(context, block, name, match, behind_name)):
        return told
    if (below := _below(context, block, name)) is not None:
        return below
    if (led := _before(context, block, name, before, start) or _before(context, block, name, whole, start)) is not None:
        return led
    if (meant := of_meant_body(context, block, name, before, start)) is not None:
        return meant
    if whole.endswith((" in ", " near ", " outside ")) and not (speaks or block.text.startswith(("'s", "’s"), end)):
        return None  # a place that is called after somebody
    alone = Entry(name, end=end)
    if named.grade is Grade.SURE or (letters and named.grade is Grade.DOUBTFUL):
        return alone
    said = SAID.search(before) is not None
    office = behind is not None and behind.person.end == name.end and behind.role and _is_office_of(context, behind)
    led_to = (_GIVEN_TO.search(before) or _BEHIND_OFFICE.search(before)) is not None and _is_family(context, name)
    if named.grade <= Grade.SHAPED:
        said = said or (led_to and _BEHIND_OFFICE.search(before) is not None)
        acts = speaks and not _IS_SOMETHING.match(block.text, end)
        return (
            alone
            if said or acts or (office and behind is not None and (of_person or _is_line(block, behind)))
            else None
        )
    lone = _LONE.fullmatch(block.text[end:]) is not None and _INSIDE.search(before) is None
    return alone if said or speaks or office or lone or led_to or _SPEECH.search(before) else None


def _is_family(context: Context, name: Span) -> bool:
    """Whether a name of two words ends with one that is no place, and no everyday word."""
    first, *others = fold(context.words(name)).split()
    return len(others) == 1 and gazetteer().places.keys().isdisjoint((first, *others)) and not is_everyday(others[0])


def _beside_others(block: Block, found: list[Named], entries: list[Entry | None]) -> list[Entry | None]:
    """Return the people of a block, with those whose names alone show nothing but stand in one list with others' ("A, B and C")."""
    whole = list(entries)
    for index in (*range(len(whole)), *reversed(range(len(whole)))):
        if whole[index] is not None or found[index].behind_office:
            continue
        for other in (index - 1, index + 1):
            beside = whole[other] if 0 <= other < len(whole) else None
            if beside is None or (beside.organisation and (other < index or found[index].span.start > block.start)):
                continue
            alone = beside.organisation is None and found[index].grade is not Grade.UNLIKELY
            one, two = sorted((found[index].span, found[other].span))
            between = block.text[one.end - block.start : two.start - block.start]
            if between == " and " or (alone and SHARED.fullmatch(between)):
                whole[index] = replace(beside, person=found[index].span, end=found[index].span.end - block.start)
    return whole


def _behind(context: Context, block: Block, name: Span) -> Entry | None:
    """Return what the words behind a name say, as far as the name's cell goes in a row."""
    if block.kind is not Kind.ROW:
        return entry_at(context, block, name.start - block.start)
    cell = next((c for c in block.cells if c.start <= name.start < c.end), None)
    if cell is None or name.end > cell.end:
        return None
    titled = TITLES.match(context.words(cell))
    start = cell.start + (titled.end() if titled else 0)
    whole = next((e for e in entries_in(context, block, Span(start, cell.end)) if e.person.end == name.end), None)
    above = max((edge for edge in block.breaks if cell.start < edge <= name.start), default=None)
    if whole is not None or above is None:
        return whole or entry_at(context, up_to(block, cell.end), name.start - block.start)
    below = min((edge for edge in block.breaks if edge > name.end), default=cell.end)
    line = next((e for e in entries_in(context, block, Span(above, below)) if e.person.end == name.end), None)
    return line or entry_at(context, up_to(block, cell.end), name.start - block.start)


def _is_office_of(context: Context, entry: Entry) -> bool:
    return entry.role is not None and cues.is_role(context.words(entry.role))


def _ties(context: Context, block: Block, entry: Entry, grade: Grade) -> bool:
    """Whether what stands behind a name can only be a body, by its name or by the form in which it stands there."""
    if entry.organisation is None:
        return False
    if entry.person.start in context.listed:
        return True
    body = context.words(several_bodies(context, entry.organisation)[0])
    between = block.text[entry.person.end - block.start : entry.organisation.start - block.start]
    if not _can_be_body(context, body) or (between.split()[:1] == ["at"] and cues.says("caption", block.text)):
        return False
    goes_on = block.text[entry.organisation.end - block.start :].startswith(", ")
    if grade <= Grade.SHAPED and between == ", " and goes_on and not _is_line(block, entry):
        return False  # "at Cowork Vale, Elm College, Fir Trust and others"
    if context.names.is_organisation(body) or (" " in body and context.names.begins_a_body(body)):
        return True
    if _is_office_of(context, entry):
        return len(body.split()) <= 8 and (grade > Grade.SHAPED or _is_line(block, entry))
    if grade > Grade.SHAPED and body.isupper() and len(body) > 2 and between == ", ":
        return SAID_BEHIND.match(block.text, entry.end) is not None or _is_line(block, entry)
    told = _TIED.fullmatch(between) and SAID_BEHIND.match(block.text, entry.end) and is_name_first(body)
    if grade <= Grade.SHAPED:
        spelt = "(" in between and ONE_WORD.fullmatch(body) and not body.isupper()
        spelt = spelt and fold(body) not in word_set("letters after a name")
        return bool(spelt) or (bool(told) and BODY.fullmatch(body) is not None)
    if any(link.span == entry.organisation for link in block.links) and _TIED.fullmatch(between):
        return True
    several = (
        len(body.split()) > 1
        or (len(body) > 2 and body.isupper())
        or (ONE_WORD.fullmatch(body) is not None and fold(body) not in word_set("letters after a name"))
    )
    return several and (
        re.search(r"[(\[]", between) is not None or _TIED.fullmatch(between) is not None or _is_line(block, entry)
    )


def _is_line(block: Block, entry: Entry) -> bool:
    """Whether an entry is all that its line holds, so that what stands behind the name can be trusted to be about it."""
    if block.kind is Kind.ROW and entry.organisation is not None:
        between = block.text[entry.person.end - block.start : entry.organisation.start - block.start]
        cells = (cell for cell in block.cells if cell.start == entry.person.start)
        near = len(between) <= _MARK or cues.is_role(between)
        return near and any(entry.end >= cell.end - block.start - 1 for cell in cells)
    whole = len(block.text.rstrip(" .;"))
    return block.kind is Kind.ITEM and entry.person.start == block.start and entry.end >= whole - 1


def _can_be_body(context: Context, printed: str) -> bool:
    """Whether a name can be a body's: it has the shape of a name, and is no place, office, person or everyday phrase."""
    names = context.names
    if names.is_organisation(printed):
        return True
    event = context.own_event
    return (
        looks_like_name(printed)
        and not (event is not None and fold(printed) in fold(event.name))
        and len(printed) <= 90
        and not _NO_BODY.fullmatch(printed)
        and not names.is_place(printed)
        and (len(printed.split()) > 2 or not recognise.is_general(printed))
        and not is_field(printed)
        and not cues.is_role(printed)
        and not re.search(rf"\b{YEAR}\b|\b(?i:items?|only|part|until|via)\b", printed)
        and first_word(printed) not in first_names(sure=True)
        and last_word(printed) not in GATHERINGS
    )


def _before(context: Context, block: Block, name: Span, words: str, start: int) -> Entry | None:
    """Return a person with the office and body right before the name ("Y's director X", "the chair of Y, X"), None where there is
    none; `start` is where the words begin in the block's text."""
    named = context.words(Span(block.start + start, name.end))
    for body in reversed(recognise.organisations(named, named=context.names.named())):
        if office := _OFFICE_AFTER.match(words, body.end):
            role = within(block, start + office.start("role"), start + office.end("role"))
            return Entry(name, role, within(block, start + body.start, start + body.end), name.end - block.start)
        if words[body.end :] == ", " and words[: body.start].removesuffix("the ").endswith(" on behalf of "):
            return Entry(name, None, within(block, start + body.start, start + body.end), name.end - block.start)
    for pattern in (_ROLE_FIRST, _BODY_FIRST, _OWNER_FIRST):
        if (match := pattern.match(words)) and (tied := _tied(context, block, name, match, start)):
            return tied
    return None


def _tied(context: Context, block: Block, name: Span, match: re.Match[str], base: int) -> Entry | None:
    """Return a person with the office and body of a pattern, where the body can be told to be one; `base` is where the match's text
    begins in the block's."""
    first = match.start("body")
    body = re.sub(r"['’]s?$", "", match["body"].rstrip(" .,;:"))
    last = first + len(body)
    while fold(body).partition(" ")[0] in word_set("conjunction") and not context.names.is_organisation(body):
        first, body = first + len(body) - len(body.partition(" ")[2]), body.partition(" ")[2]
    if is_title(fold(body).rpartition(" ")[2]):  # the next person's: "the Mayor of Elm, Alderman Ada North"
        return None
    if ", and " in body and not context.names.is_organisation(body):  # another clause, or the next of a list
        body = body[: body.index(", and ")]
        last = first + len(body)
    inner = [
        f for f in recognise.organisations(body, named=context.names.named()) if f.start > 0 and f.end == len(body)
    ]
    if inner and re.search(rf"(?:\b{any_of('ties to a body')}(?: the)?|,) $", body[: inner[0].start]):
        first, body = first + inner[0].start, inner[0].printed
    known = context.names.is_organisation(body)
    printed = match.groupdict().get("role")
    role = within(block, base + match.start("role"), base + match.end("role")) if printed else None
    if printed is not None and not cues.is_role(printed):
        return None
    if not known and any(word in first_names(sure=True) for word in fold(body).split()[1:]):
        return None  # "Member of Parliament Ada North and Dale Councillor"
    plain = printed is None or printed[0].islower() or printed.isupper() or is_no_field(body)
    several = len(body.split()) > 1 or (printed is not None and is_of_one_word(body, printed))
    if not known and not (plain and several and _can_be_body(context, body)):
        return None
    return Entry(name, role, without_part(context, within(block, base + first, base + last)), name.end - block.start)


def _told(context: Context, block: Block, name: Span, match: re.Match[str], base: int) -> Entry | None:
    """Return a person of whom a sentence says what office in what body the person holds ("X is head of Y at Z")."""
    detail = within(block, base + match.start("detail"), base + match.end("detail"))
    offices = [
        (role, body)
        for role, body in whole_offices(offices_in(context, detail))
        if cues.is_role(context.words(role)) and _can_be_body(context, context.words(body))
    ]
    return Entry(name, *offices[0], name.end - block.start, more=tuple(offices[1:])) if offices else None


def _below(context: Context, block: Block, name: Span) -> Entry | None:
    """Return a person whose name is a line of its own, with the office and body that the next line is."""
    if name != Span(block.start + len(block.text) - len(block.text.lstrip()), block.start + len(block.text.rstrip())):
        return None
    line = context.block_after(block)
    if line is None or len(line.text) > _LINE or line.text.rstrip().endswith((".", ":", "?")):
        return None
    role, body = split_detail(context, Span(line.start, line.end))
    if role is None or ":" in context.words(role) or not cues.is_role(context.words(role)):
        return None
    lines = [block, line]
    if body is None and (further := context.block_after(line)) is not None:
        lines.append(further)
        body = _own_line(context, further)
    if body is None or not _can_be_body(context, context.words(body)):
        return None
    context.claim(RULE, *lines)
    return Entry(name, role, body, name.end - block.start)


def _own_line(context: Context, line: Block) -> Span | None:
    """Return the body that a line below an office is, where it is known for one."""
    printed = line.text.strip(" .,")
    start = line.text.find(printed)
    return within(line, start, start + len(printed)) if context.names.is_organisation(printed) else None
