"""Who took part, paid, held and stood by: lists of bodies, and the sentences that thank, name and number them."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import day_in
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names import recognise
from loaders.names.printed import TITLES, fold
from loaders.names.register import is_everyday
from loaders.rules.bodies.attendees import is_nobody, is_surely_person, state_attendees, state_body
from loaders.rules.bodies.lists import Name, lines_of, looks_like_name, names_in_sentence, names_linked, split
from loaders.rules.bodies.numbers import state_numbers
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.events.organisers import (
    is_other,
    is_person,
    names_behind,
    said_alone,
    state_organiser,
    state_organisers,
)
from loaders.rules.events.thanks import thanked
from loaders.rules.people.areas_behind import is_area
from loaders.rules.people.person_lines import entry_at, is_known_first
from loaders.structure import cues
from loaders.structure.sections import Role, Section
from schema.links import PartnerOf, Sponsored

RULE = "organisations"

_INSIDE = (Role.CHALLENGE, Role.INSIGHTS, Role.INSIGHT, Role.INITIATIVES, Role.NOISE, Role.REFERENCES)
_LINE = 200
"""The most characters of a line that names somebody; a longer one is a paragraph."""
_FOR = r"(?:\s+(?:for|of)(?:\s+\w+){1,4}?)?"
_SPONSORED = Cued(
    rf"\b(?:{any_of('is or has been')}\s+(?:\w+ly\s+)?{any_of('sponsoring')}"
    r"(?:,?\s+(?:and\s+)?\w+ed)?\s+(?:\w+\s+){0,3}?by"
    rf"|{any_of('sponsoring')}(?: \w+ly)? by:?"
    rf"|{any_of('before a noun')}\s+(?:\w+\s+){{0,2}}?{any_of('payer')}{_FOR}"
    rf"\s*(?:{any_of('be')}|[,:–-])"
    rf"|(?:\w+\s+)?{any_of('payer')}{_FOR}"
    rf"(?:\s*:|\s+(?:{any_of('be')}|included?)\b:?)"
    rf"|made possible (?:thanks to|through)|\bwith(?:out)?\s+(?:the\s+)?(?:[a-z]+\s+)?{any_of('money')}\s+of"
    rf"|{any_of('money')}\s+(?:(?:\w+\s+)?(?:c[ao]mes?\s+)?from|{any_of('is or has been')}\s+(?:\w+ly\s+)?"
    rf"{any_of('given for an event')}\s+(?:by|from)|by))\s+(?:from\s+|by\s+)?"
    rf"(?:(?:the\s+)?(?:[a-z]+\s+)?{any_of('money')}\s+(?:of|from)\s+)?",
    re.I,
)
_THANKED = Cued(
    rf"\b{any_of('thanking', capital=True)}\s+(?:our\s+)?"
    rf"(?:[a-z]+\s+)?(?:{any_of('payer')},?\s+)?(?=(?:the\s+)?[A-Z])",
)
_FOR_MONEY = re.compile(
    rf"\b(?:for (?:{any_of('before a noun')} )?(?:\w+ ){{0,3}}?{any_of('money')}"
    rf"|{any_of('who or which')} (?:\w+ )?(?:paid|{any_of('sponsoring')}|met the costs?)"
    rf"|{any_of('payer')})\b",
    re.I,
)
_PAID = Cued(
    rf"(?:\s*\([^()]*\))?,?(?: {any_of('who or which')})? (?:{any_of('how it is held')} )?"
    rf"(?:{any_of('sponsoring')}|met the costs? of) (?:{any_of('before a noun')} )?(?:\w+ ){{0,3}}?"
    rf"{any_of('gathering', 'paid for at an event')}\b",
    re.I,
)
_ALONE = re.compile(r"(?:The )?(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4})(?= )")
_FOR_PAYING = re.compile(
    rf"(?:\s*\([^()]*\))?,? for (?:{any_of('before a noun')} )?(?:\w+ )?"
    rf"(?:{any_of('giving money')}|{any_of('money')} {any_of('goes on with a name')}) {any_of('this one')} "
    rf"(?:\w+ ){{0,3}}?{any_of('gathering')}\b",
    re.I,
)
_PARTNERS = Cued(
    rf"\b{any_of('before partners')}?\s*(?:\w+\s+)?(?:{any_of('kind of partner')}\s+)?"
    rf"(?P<as>{any_of('kind of partners', capital=True)})"
    rf"(?:\s+{any_of('beside a body')}\s+(?:the\s+)?\w+(?:\s+\w+)?)?\s*(?:{any_of('be')}|being|remain|include|[:,–-])?\s+"
    r"(?=(?:the\s+)?[A-Z])"
)
_IS_SPONSOR = Cued(
    rf"(?P<name>[A-Z][\w&’'.-]*(?:\s+(?:{any_of('inside a name')}\s+)*[A-Z][\w&’'.-]*){{0,5}}),?\s+(?:{any_of('be')}\s+)?"
    rf"(?:{any_of('before a noun')}|one of)\s+"
    rf"(?:[\w'’-]+\s+){{0,4}}[Ss]ponsors?(?=\s+{any_of('behind a name')}\b|[,.])"
)
_SPONSORS_FOLLOW = Cued(
    rf"\b(?:{any_of('before a noun')}|event)\s+(?:[\w-]+\s+){{0,2}}{any_of('payer')}(?:\s+(?:{any_of('be')}|below))?\s*:$",
    re.I,
)
_PRESENTED = re.compile(
    rf"(?:The\s+)?(?!(?:{any_of('sentence without a name')}|Thank\w*)\b)"
    rf"(?P<name>[A-Z][\w&+’'.-]*(?:\s+(?:{any_of('inside a name')}\s+)*[A-Z][\w&+’'.-]*){{0,7}})"
    rf"(?:\s*\([^()]{{1,40}}\))?,?\s+{any_of('what a body does')}\b"
)
"""How a paragraph begins that presents a body."""
_SMALL = re.compile(r"\b[a-z]+\b")
_SENTENCE = 4
"""The fewest small words of a paragraph that tells of a body and is not its name alone."""
_GIFT = re.compile(
    rf"[A-Z][\w’' -]{{2,40}}? (?:\w+ly )?(?:{any_of('given for an event')} )?by (?:the )?(?P<by>[A-Z].*)"
    r"|(?P<of>[A-Z][^–—(]+?) [–—(-] ?[^A-Z].*"
)
"""How a line of a list of sponsors says what its body gave."""
_NO_SPONSOR = re.compile(rf"(?:{any_of('before no sponsor')} )*(?:\w+ )?{any_of('payer', 'what is sponsored')}\b", re.I)
"""Words that stand where a sponsor's name does, and name none ("you to our sponsors", "the table")."""
_FURTHER = re.compile(rf",?\s+{any_of('and')}\s+|[,;]\s+")


def state_organisations(context: Context) -> None:
    """State who attended, sponsored, organised and stood by the event, and the numbers that bodies print. Needs `context.event`."""
    for section in context.section.find(Role.ATTENDEES):
        state_attendees(context, section)
    outside = _outside(context)
    organisers = state_organisers(context, outside)
    for section in context.section.find(Role.SPONSORS):
        _sponsor_section(context, section, organisers)
    announced = False
    for block in (*outside, *said_alone(context, outside)):
        announced = _announced_sponsor(context, block, announced)
        for name, held in thanked(context, block):
            if held is None:
                _sponsor(context, name, block)
            elif not is_person(context, name):
                organisers.append(state_organiser(context, name, block, held))
        _sponsors(context, block)
        _partners(context, block, organisers)
    state_numbers(context)


def _outside(context: Context) -> list[Block]:
    """Return the blocks that speak of the event itself, not of a challenge, lesson or earlier work."""
    found: list[Block] = []
    ahead = [context.section]
    while ahead:
        section = ahead.pop()
        about = (
            section.role is Role.INSIGHTS and section.title == context.own_document.title
        )  # "Reflections on the forum"
        if section.role in _INSIDE and not about:
            if section.role is Role.INSIGHTS and section.heading is None:
                found.extend(section.blocks[:1])  # the line that leads to them may tell of the event before
            continue
        if section.role is not Role.ATTENDEES:
            found.extend(section.blocks)
        ahead.extend(reversed(section.children))
    return found


# Who paid


def _sponsors(context: Context, block: Block) -> None:
    if context.is_minutes:
        return  # a body that meets talks of money all the time
    for match in _SPONSORED.finditer(block.text):
        if is_other(context, block, match.start()):
            continue
        for name in names_behind(context, block, match.end()):
            _sponsor(context, name, block, match[0])
    for match in _IS_SPONSOR.finditer(block.text):
        if not is_other(context, block, match.start()) and not is_known_first(match["name"]):
            whole = Name(match["name"], (within(block, *match.span("name")),))
            several = names_in_sentence(context, block, match.start("name"), stop=match.end("name"))
            for name in several if len(several) > 1 and match[0].endswith("s") else [whole]:
                _sponsor(context, name, block)
    for name in (*_paying(context, block), *_thanked_for_paying(context, block)):
        _sponsor(context, name, block)
    for match in _THANKED.finditer(block.text):
        stop = block.text.find(". ", match.end())
        sentence = block.text[match.start() : stop if stop > 0 else len(block.text)]
        if _FOR_MONEY.search(sentence) and not is_other(context, block, match.start()):
            for name in _with_people(context, block, match.end()) or names_behind(context, block, match.end()):
                _sponsor(context, name, block)


def _with_people(context: Context, block: Block, start: int) -> list[Name]:
    """Return the bodies of the people with whom a list in a sentence begins ("our sponsors Ada North of Elm & Co, and Bo Dale of
    Fir Homes"); none where it begins with a body."""
    found: list[Name] = []
    while (entry := entry_at(context, block, start)) is not None and entry.organisation is not None:
        found.append(Name(context.words(entry.organisation), (entry.organisation,)))
        further = _FURTHER.match(block.text, entry.end)
        if further is None:
            break
        start = further.end()
    return found


def _announced_sponsor(context: Context, block: Block, announced: bool) -> bool:
    """State whom a line names below one that announces the sponsors ("Thanks to our sponsors:"), by its label where it has one.

    Return whether the next line may name another.
    """
    if _SPONSORS_FOLLOW.search(block.text) and not is_other(context, block, len(block.text) - 1):
        return True
    label = re.match(r"([^,;:.]{2,60})(?::\s*(?=\S)|$)", block.text)
    if not announced or block.kind is Kind.HEADING or label is None or not looks_like_name(label[1]):
        return False
    _sponsor(context, Name(label[1], (within(block, 0, label.end(1)),)), block)
    return True


def _paying(context: Context, block: Block) -> list[Name]:
    """Return the bodies with which a sentence begins that says that they paid for the event."""
    found: list[Name] = []
    if _PAID.search(block.text) is None:
        return found
    for start in (0, *(m.end() for m in re.finditer(r"\. +", block.text))):
        names = names_in_sentence(context, block, start)
        if not names and (alone := _ALONE.match(block.text, start)) and can_be_body(context, alone["name"]):
            names = [Name(alone["name"], (within(block, *alone.span("name")),))]
        if names and _PAID.match(block.text, names[-1].spans[-1].end - block.start):
            found.extend(names)
    return found


def _thanked_for_paying(context: Context, block: Block) -> list[Name]:
    """Return the bodies that a line of thanks consists of, with what they are thanked for ("The Elm Trust for funding the day")."""
    thanked = _FOR_PAYING.search(block.text) if block.kind is Kind.ITEM else None
    if thanked is None:
        return []
    article = re.match(r"(?:[Tt]he )?", block.text)
    start = article.end() if article else 0
    whole = Name(block.text[start : thanked.start()], (within(block, start, thanked.start()),))
    return split(context, whole) if looks_like_name(whole.printed) else []


def _sponsor(context: Context, name: Name, block: Block, words: str = "") -> None:
    """State who paid; `words` say it, and may say in what capacity."""
    if is_surely_person(context, name.printed) or TITLES.match(f"{fold(name.printed)} "):
        return
    if block.text.endswith((".", "!")) and _may_be_person(context, name.printed):
        return
    if _NO_SPONSOR.match(name.printed):
        return
    if context.event is None:
        ours = block.text[: name.spans[0].start - block.start].endswith("our ")
        if not ours and can_be_body(context, name.printed, listed=True):
            state_body(context, name)
        return
    who = state_body(context, name)
    as_ = "funder" if re.search(r"\bfund", words, re.I) else None
    context.add(Sponsored(source=who, target=context.event, as_=as_, evidence=context.evidence(block)))
    context.claim(RULE, block)


def _may_be_person(context: Context, printed: str) -> bool:
    """Whether a first name and a surname stand where a sentence says who paid; lists hold banks that are called so."""
    surname = printed.split()[-1]
    named = len(printed.split()) == 2 and is_known_first(printed) and not is_everyday(fold(surname), surname=True)
    return named and not surname.isupper() and not context.names.is_organisation(printed)


def _sponsor_section(context: Context, section: Section, organisers: list[str]) -> None:
    title = fold(section.title)
    partners = re.search(r"\bpartners?\b", title) is not None and re.search(rf"\b{any_of('payer')}\b", title) is None
    holders = re.search(r"\b(?:co-)?(?:organi[sz]|conven|host)", title) is not None
    context.claim(RULE, section.heading)
    for block in (*_up_to_other_text(section.body), *_bold_lines(section)):
        after = context.block_after(block) if block.kind is Kind.HEADING else None
        if after is not None and after.kind is Kind.ITEM:  # "Drinks" over those who gave them
            continue
        if not partners and not holders and (name := _linked(context, block)):
            _sponsor(context, name, block, section.title)
            continue
        linked = names_linked(context, block)
        if not linked and (
            block.start in context.peopled
            or _SPONSORED.search(block.text)
            or _PARTNERS.search(block.text)
            or len(block.text) > _LINE
            or (block.text.endswith(".") and _presented(context, block))
        ):
            if not partners and (name := _presented(context, block)):
                if holders:
                    organisers.append(state_organiser(context, name, block, section.title))
                else:
                    _sponsor(context, name, block, section.title)
            continue
        for name in map(_without_gift, linked or lines_of(context, block)):
            if not looks_like_name(name.printed) or is_nobody(context, name.printed) or _is_rank(name.printed):
                continue
            if day_in(name.printed) or block.text.endswith(":") or is_area(name.printed, context.names):
                continue
            if holders:
                organisers.append(state_organiser(context, name, block, section.title))
            elif partners and organisers:
                _partner(context, name, block, organisers[0], "core partner" if "core" in title else "partner")
            elif not partners and context.event is not None:
                _sponsor(context, name, block, section.title)
            elif can_be_body(context, name.printed, listed=True):
                state_body(context, name)
            context.claim(RULE, block)


def _up_to_other_text(blocks: Sequence[Block]) -> Sequence[Block]:
    """Return the blocks of a section without the text that goes on below a list with which it begins."""
    if not blocks or blocks[0].kind is not Kind.ITEM:
        return blocks
    end = max(at for at, block in enumerate(blocks) if block.kind is Kind.ITEM) + 1
    return blocks[:end] if any(len(block.text) > _LINE for block in blocks[end:]) else blocks


def _bold_lines(section: Section) -> Iterator[Block]:
    """Yield the headings below a heading of sponsors that only their looks make some: names in bold, a line each."""
    parent = section.parent
    marked = section.heading is not None and section.heading.level
    beside = parent.children[parent.children.index(section) + 1 :] if parent and marked else []
    for one in (*section.children, *takewhile(lambda s: s.heading is not None and not s.heading.level, beside)):
        if one.heading is not None and one.role is Role.OTHER:
            yield one.heading


def _is_rank(printed: str) -> bool:
    """Whether a line only says how much those below it gave ("Gold sponsors")."""
    return word_set("rank of a sponsor").issuperset(fold(printed).split()) or cues.outside(printed) == "sponsors"


def _without_gift(name: Name) -> Name:
    """Return a name without what its bearer gave, before or behind it ("Pizza by Crumb & Co", "Elm Press – printing")."""
    gift = _GIFT.fullmatch(name.printed) if len(name.spans) == 1 else None
    if gift is None:
        return name
    at = gift.span("by" if gift["by"] else "of")
    first = name.spans[0].start
    return Name(name.printed[slice(*at)], (Span(first + at[0], first + at[1]),))


def _presented(context: Context, block: Block) -> Name | None:
    """Return the body that a paragraph begins with and tells about ("The Elm Centre (EC) is where ..."), None where it has none."""
    told = _PRESENTED.match(block.text) if block.kind is Kind.PARAGRAPH else None
    return Name(told["name"], (within(block, *told.span("name")),)) if told else None


def _linked(context: Context, block: Block) -> Name | None:
    """Return the body that sentences about one lead to ("The first to help us was [Elm Press]."), None where a line is its name
    alone, and of two the one whose name the other goes on from ("Elm Press Cloud")."""
    linked = [Name(words, (link.span,)) for link in block.links if looks_like_name(words := context.words(link.span))]
    linked = [one for one in linked if not is_nobody(context, one.printed) and day_in(one.printed) is None]
    if block.kind is not Kind.PARAGRAPH or not linked or len(_SMALL.findall(block.text)) < _SENTENCE:
        return None
    return next((one for one in linked[1:] if linked[0].printed.startswith(f"{one.printed} ")), linked[0])


# Who stands by


def _partners(context: Context, block: Block, organisers: list[str]) -> None:
    for match in _PARTNERS.finditer(block.text):
        if match["as"].casefold() == "partners" and not re.search(
            r"\b(?:its|our|with \w+|core|strategic)\b", match[0], re.I
        ):
            continue
        start = block.text.rfind(". ", 0, match.start()) + 1
        subject = recognise.organisations(block.text[start : match.start()])
        target = organisers[0] if organisers else None
        if target is None and subject and "our" not in match[0].casefold().split():
            named = Span(block.start + start + subject[0].start, block.start + start + subject[0].end)
            target = context.names.state_organisation(subject[0].printed, named)
        if target is None:
            continue
        for name in names_behind(context, block, match.end()):
            _partner(context, name, block, target, re.sub(r"s$", "", match["as"].casefold()))


def _partner(context: Context, name: Name, block: Block, target: str, as_: str) -> None:
    if is_surely_person(context, name.printed):
        return
    who = state_body(context, name)
    if who != target:
        context.add(PartnerOf(source=who, target=target, as_=as_, evidence=context.evidence(block)))
        context.claim(RULE, block)
