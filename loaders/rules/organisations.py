"""Who took part, paid, held and stood by: lists of bodies, and the sentences that thank, name and number them."""

import re

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.lexicons.words import any_of
from loaders.names import recognise
from loaders.names.printed import fold
from loaders.rules.attendees import is_nobody, is_surely_person, state_attendees, state_body
from loaders.rules.lists import Name, lines_of, looks_like_name, names_in_sentence
from loaders.rules.numbers import state_numbers
from loaders.rules.other_events import is_elsewhere, is_something_else
from loaders.structure.sections import Role, Section
from schema.links import Organised, PartnerOf, Sponsored

RULE = "organisations"

_INSIDE = (Role.CHALLENGE, Role.INSIGHTS, Role.INSIGHT, Role.INITIATIVES, Role.NOISE, Role.REFERENCES)
_SPONSORED = re.compile(
    rf"\b(?:(?:was|were|is|are|been|being)\s+(?:\w+ly\s+)?{any_of('sponsoring')}"
    r"(?:,?\s+(?:and\s+)?\w+ed)?\s+(?:\w+\s+){0,3}?by"
    rf"|{any_of('sponsoring')} by:?"
    rf"|(?:our|its|the)\s+(?:\w+\s+){{0,2}}?{any_of('payer')}(?:\s+(?:for|of)\s+\w+(?:\s+\w+){{0,3}}?)?\s*(?:were|are|was|is|,|:|–|-)"
    rf"|{any_of('payer')}(?:\s*:|\s+(?:were|are)\b)"
    rf"|(?:{any_of('money')}|grants?)\s+(?:\w+\s+)?(?:came|comes)?\s*from)\s+(?:from\s+|by\s+)?",
    re.I,
)
_THANKED = re.compile(
    r"\b(?:(?:[Gg]ratefully\s+|[Ww]armly\s+)?(?:[Tt]hank|acknowledge|[Tt]hanks to|thank you to|grateful to|indebted "
    r"to)"
    r"|with thanks to)\s+(?:our\s+)?(?:[a-z]+\s+)?"
    rf"(?:{any_of('payer')},?\s+)?"
    r"(?=(?:the\s+)?[A-Z])",
)
_FOR_MONEY = re.compile(
    rf"\b(?:for (?:their |its |the )?(?:\w+ ){{0,3}}?{any_of('money')}|who (?:\w+ )?(?:paid|{any_of('sponsoring')}|met the costs?)"
    rf"|{any_of('payer')})\b",
    re.I,
)
_PAID = re.compile(
    r"(?:\s*\([^()]*\))?,?(?: who| which)? (?:kindly |generously |together |jointly |both |all )?"
    rf"(?:{any_of('sponsoring')}|met the costs? of) (?:the|this|our) (?:\w+ ){{0,3}}?{any_of('gathering')}\b",
    re.I,
)
_ORGANISED = re.compile(
    rf"\b(?:(?:was|were|is|been)\s+(?:jointly\s+|again\s+)?(?:{any_of('holding')}|brought together)(?:\s+and\s+\w+)?\s+by"
    r"|(?:was|is)\s+an?\s+(?:\w+\s+)?(?:collaboration|partnership|joint effort|joint venture|co-production)\s+(?:between"
    r"|of|by)"
    r"|(?:[Oo]rgani[sz]ed|[Cc]onvened|[Hh]osted|run|put on)\s+by:?|(?:[Oo]rganisers?|[Cc]onvenors?|[Cc]onveners?|[Hh]osts?)"
    r"\s*:|"
    r"(?:event|gathering|day) (?:organised|hosted|convened|run) by)\s+"
)
_HELD = re.compile(
    r"(?:\s*\([^()]*\))?,?\s+(?:\w+ly\s+)?"
    rf"{any_of('bringing people together')}\s+"
    rf"(?=(?:\S+\s+){{0,14}}?(?i:together|people|{any_of('participant', 'gathering')}|\d{{2,3}}\b))"
)
_PARTNERS = re.compile(
    r"\b(?:its|our|their|with|three|two|four|five|six|the)?\s*(?:\w+\s+)?(?:strategic\s+|founding\s+|delivery\s+)?"
    r"(?P<as>[Cc]ore partners?|[Ss]trategic partners?|[Ff]ounding partners?|[Ll]ead partners?|[Pp]artners)"
    r"(?:\s+(?:for|of|in|at)\s+(?:the\s+)?\w+(?:\s+\w+)?)?\s*(?:are|were|is|being|remain|include|:|,|–|-)?\s+(?=(?:the\s+)"
    r"?[A-Z])"
)
_CAPACITIES = (("host", re.compile(r"\bhost", re.I)), ("convenor", re.compile(r"\bconven[eio]", re.I)))
"""In what capacity a body held an event, by the words that say that it did."""


def state_organisations(context: Context) -> None:
    """State who attended, sponsored, organised and stood by the event, and the numbers that bodies print. Needs `context.event`."""
    for section in context.section.find(Role.ATTENDEES):
        state_attendees(context, section)
    organisers = _organisers(context)
    for section in context.section.find(Role.SPONSORS):
        _sponsor_section(context, section, organisers)
    for block in _outside(context):
        _sponsors(context, block)
        _partners(context, block, organisers)
    state_numbers(context)


def _outside(context: Context) -> list[Block]:
    """Return the blocks that speak of the event itself, not of a challenge, lesson or earlier work."""
    found: list[Block] = []

    def visit(section: Section) -> None:
        if section.role in _INSIDE:
            return
        if section.role is not Role.ATTENDEES:
            found.extend(section.blocks)
        for child in section.children:
            visit(child)

    visit(context.section)
    return found


# Who held it


def _organisers(context: Context) -> list[str]:
    found: list[str] = []
    for block in _outside(context):
        for match in _ORGANISED.finditer(block.text):
            if not _speaks_of_event(context, block) or _is_other(context, block, match.start()):
                continue
            for name in names_in_sentence(context, block, match.end()):
                if not context.names.is_place(name.printed) and not is_surely_person(context, name.printed):
                    found.append(_organiser(context, name, block, match[0]))
                    context.claim(RULE, block)
        for body in recognise.organisations(block.text):
            held = _HELD.match(block.text, body.end)
            if held and block.kind is Kind.PARAGRAPH and _speaks_of_event(context, block):
                first = _subject(block, body)
                span = Span(block.start + first.start, block.start + first.end)
                found.append(_organiser(context, Name(first.printed, (span,)), block, held[0]))
        found.extend(_organiser(context, name, block) for name in _owners_of_event(context, block))
    if not found and (named := _named_in_event(context)) is not None:
        name, block = named
        found.append(_organiser(context, name, block))
    return list(dict.fromkeys(found))


def _is_other(context: Context, block: Block, at: int) -> bool:
    """Whether the sentence of what stands at a place tells of something else than the event."""
    start, end = next((a, b) for a, b in context.sentences(block) if a <= at <= b)
    return is_elsewhere(context, block.text[start:end]) or is_something_else(context, block.text[start:at])


def _subject(block: Block, body: recognise.Found) -> recognise.Found:
    """Return the body that a sentence is about, where the one before its verb is only a partner of it."""
    start = block.text.rfind(". ", 0, body.start) + 1
    before = [f for f in recognise.organisations(block.text) if start <= f.start < body.start]
    return before[0] if before and "partner" in block.text[before[0].end : body.start] else body


def _owners_of_event(context: Context, block: Block) -> list[Name]:
    """Return the body whose event it is by the words: "Elm Street's Summer Forum", "We are Elm Street CIC"."""
    found = []
    names = _event_names(context)
    owned = [
        m[1]
        for name in names
        if (m := re.match(r"(.+?)(['’]s|(?<=s)['’]) ", name)) and (len(m[2]) > 1 or context.names.is_organisation(m[1]))
    ]
    patterns = [rf"({re.escape(owner)})(?:['’]s|['’])(?= )" for owner in owned[:1]]
    if names and not owned:
        either = "|".join(re.escape(name) for name in names)
        patterns = [rf"([A-Z][\w&-]*(?: [A-Z][\w&-]*){{0,4}})(?:['’]s|(?<=s)['’]) (?:\w+ ){{0,2}}(?:{either})"]
    for pattern in (*patterns, r"\bWe are (?:the )?([A-Z][\w&-]*(?: [A-Z][\w&-]*){0,5})"):
        for match in re.finditer(pattern, block.text):
            name = match[1]
            if (
                len(name) > 2
                and not context.names.is_place(name)
                and ((names and "We are" not in match[0]) or context.names.is_organisation(name))
            ):
                found.append(Name(name, (Span(block.start + match.start(1), block.start + match.end(1)),)))
    return found


def _organiser(context: Context, name: Name, block: Block, words: str = "") -> str:
    """State who held the event; `words` say it, and may say in what capacity."""
    who = state_body(context, name)
    if context.event is not None:
        as_ = next((capacity for capacity, pattern in _CAPACITIES if pattern.search(words)), None)
        context.add(Organised(source=who, target=context.event, as_=as_, evidence=context.evidence(block)))
    return who


def _speaks_of_event(context: Context, block: Block) -> bool:
    """Whether a block names the event or calls it by what it is."""
    sentence = fold(block.text)
    if re.search(
        rf"\b(?:{any_of('gathering')}|people|participants)\b",
        sentence,
    ):
        return True
    return (
        any(fold(name) in sentence for name in _event_names(context))
        or re.match(r"\s*(?:organis|host|conven|run by|put on)", block.text, re.I) is not None
    )


def _event_names(context: Context) -> list[str]:
    event = context.own_event
    if event is None:
        return []
    return [event.name, re.sub(r"\s*\b(?:19|20)\d\d\b\s*", " ", event.name).strip()]


def _named_in_event(context: Context) -> tuple[Name, Block] | None:
    """Return the body after which the event is named: the words before its name that the document also uses as a name that
    acts ("Acme has ...", "Acme's work")."""
    names = _event_names(context)
    words = names[-1].split() if names else []
    for count in range(len(words) - 1, 0, -1):
        front = " ".join(words[:count])
        if context.names.is_place(front) or re.fullmatch(r"(?:The|A|Our|National|Annual|[a-z].*)", front):
            continue
        acts = re.compile(
            rf"(?<![\w’'-]){re.escape(front)}(?:['’]s\b|\s+(?:is|has|was|will|have|brought|runs|exists|works|covered"
            rf"|published)\b)",
        )
        blocks = [(block, match) for block in context.text.blocks for match in acts.finditer(block.text)]
        if len(blocks) >= 2 or (blocks and context.names.is_organisation(front)):
            first, match = blocks[0]
            span = Span(first.start + match.start(), first.start + match.start() + len(front))
            return Name(front, (span,)), first
    return None


# Who paid


def _sponsors(context: Context, block: Block) -> None:
    for match in _SPONSORED.finditer(block.text):
        if _is_other(context, block, match.start()):
            continue
        for name in names_in_sentence(context, block, match.end()):
            _sponsor(context, name, block, match[0])
    for name in _paying(context, block):
        _sponsor(context, name, block)
    for match in _THANKED.finditer(block.text):
        stop = block.text.find(". ", match.end())
        sentence = block.text[match.start() : stop if stop > 0 else len(block.text)]
        if _FOR_MONEY.search(sentence) and not _is_other(context, block, match.start()):
            for name in names_in_sentence(context, block, match.end()):
                _sponsor(context, name, block)


def _paying(context: Context, block: Block) -> list[Name]:
    """Return the bodies with which a sentence begins that says that they paid for the event."""
    found: list[Name] = []
    if _PAID.search(block.text) is None:
        return found
    for start in (0, *(m.end() for m in re.finditer(r"\. +", block.text))):
        names = names_in_sentence(context, block, start)
        if names and _PAID.match(block.text, names[-1].spans[-1].end - block.start):
            found.extend(names)
    return found


def _sponsor(context: Context, name: Name, block: Block, words: str = "") -> None:
    """State who paid; `words` say it, and may say in what capacity."""
    if is_surely_person(context, name.printed):
        return
    if context.event is None or re.match(r"(?:the )?(?:tables?|mission|challenge|question)\b", name.printed, re.I):
        return
    who = state_body(context, name)
    as_ = "funder" if re.search(r"\bfund", words, re.I) else None
    context.add(Sponsored(source=who, target=context.event, as_=as_, evidence=context.evidence(block)))
    context.claim(RULE, block)


def _sponsor_section(context: Context, section: Section, organisers: list[str]) -> None:
    title = fold(section.title)
    partners = re.search(r"\bpartners?\b", title) is not None
    holders = re.search(r"\b(?:organis|conven|host)", title) is not None
    context.claim(RULE, section.heading)
    for block in section.body:
        if (
            block.start in context.peopled
            or _SPONSORED.search(block.text)
            or _PARTNERS.search(block.text)
            or len(block.text) > 200
        ):
            continue
        for name in lines_of(context, block):
            if not looks_like_name(name.printed) or is_nobody(context, name.printed):
                continue
            if holders:
                organisers.append(_organiser(context, name, block, section.title))
            elif partners and organisers:
                _partner(context, name, block, organisers[0], "core partner" if "core" in title else "partner")
            elif not partners:
                _sponsor(context, name, block, section.title)
            context.claim(RULE, block)


# Who stands by


def _partners(context: Context, block: Block, organisers: list[str]) -> None:
    for match in _PARTNERS.finditer(block.text):
        if match["as"].casefold() == "partners" and not re.search(
            r"\b(?:its|our|with (?:its|our|\w+)|core|strategic)\b", match[0], re.I
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
        for name in names_in_sentence(context, block, match.end()):
            _partner(context, name, block, target, re.sub(r"s$", "", match["as"].casefold()))


def _partner(context: Context, name: Name, block: Block, target: str, as_: str) -> None:
    if is_surely_person(context, name.printed):
        return
    who = state_body(context, name)
    if who != target:
        context.add(PartnerOf(source=who, target=target, as_=as_, evidence=context.evidence(block)))
        context.claim(RULE, block)
