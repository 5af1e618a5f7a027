"""Who paid for the event: the sentences, lines of thanks and lists that say so."""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names.printed import TITLES, fold
from loaders.names.register import is_everyday
from loaders.rules.bodies.attendees import is_surely_person, state_body
from loaders.rules.bodies.lists import Name, looks_like_name, names_in_sentence, split
from loaders.rules.bodies.used_bodies import can_be_body
from loaders.rules.events.organisers import is_other, names_behind
from loaders.rules.events.other_events import tells_of_another
from loaders.rules.people.person_lines import entry_at, is_known_first
from loaders.structure import cues
from loaders.structure.labels import inner_labels, label_of
from schema.links import Sponsored

RULE = "organisations"

_FOR = r"(?:\s+(?:for|of)(?:\s+\w+){1,4}?)?"
SPONSORED = Cued(
    rf"\b(?:{any_of('is or has been')}\s+(?:\w+ly\s+)?{any_of('sponsoring')}"
    r"(?:,?\s+(?:and\s+)?\w+ed)?\s+(?:\w+\s+){0,3}?by"
    rf"|{any_of('sponsoring')}(?: \w+ly)? by:?"
    rf"|{any_of('before a noun')}\s+(?:\w+\s+){{0,2}}?{any_of('payer')}{_FOR}"
    rf"\s*(?:{any_of('be')}|[,:–-])"
    rf"|(?:\w+\s+)?{any_of('payer')}{_FOR}"
    rf"(?:\s*:|,?\s+(?:{any_of('be')}|includ\w+)\b:?)"
    rf"|made possible (?:thanks to|through)|\bwith(?:out)?\s+(?:the\s+)?(?:[a-z]+\s+)?{any_of('money')}\s+of"
    rf"|{any_of('money')}\s+(?:(?:\w+\s+)?(?:c[ao]mes?\s+)?from|{any_of('is or has been')}\s+(?:\w+ly\s+)?"
    rf"{any_of('given for an event')}\s+(?:by|from)|by)):?\s+(?:from\s+|by\s+)?"
    rf"(?:(?:the\s+)?(?:[a-z]+\s+)?{any_of('money')}\s+(?:of|from)\s+)?",
    re.I,
)
THANKED = Cued(
    rf"\b{any_of('thanking', capital=True)}\s+(?:our\s+)?"
    rf"(?:[a-z]+\s+)?(?:{any_of('payer')},?\s+)?(?=(?:the\s+)?[A-Z])",
)
_ALSO_THANKED = re.compile(
    rf"(?: and)? to {any_of('before a noun')} (?:[a-z]+ )?{any_of('payer')},? (?=(?:the )?[A-Z])"
)
"""What goes on with those who paid, where others were thanked before ("to Elm Council and to our sponsors Fir Bank and ...")."""
_FOR_MONEY = re.compile(
    rf"\b(?:for (?:{any_of('before a noun')} )?(?:\w+ ){{0,3}}?{any_of('money')}"
    rf"|{any_of('who or which')} (?:\w+ )?{any_of('sponsoring', 'met the cost')}"
    rf"|{any_of('payer')})\b",
    re.I,
)
_PAID = Cued(
    rf"(?:\s*\([^()]*\))?,?(?: {any_of('who or which')})? (?:{any_of('how it is held')} )?"
    rf"{any_of('sponsoring', 'giving money', 'to sponsor', 'met the cost')}(?: of)? (?:it|us|(?:{any_of('before a noun')} )?"
    rf"(?:\w+ ){{0,3}}?{any_of('gathering', 'paid for at an event')})\b",
    re.I,
)
_ALONE = re.compile(r"(?:The )?(?P<name>[A-Z][\w&’'-]*(?: [A-Z][\w&’'-]*){0,4})(?= )")
_FOR_PAYING = re.compile(
    rf"(?:\s*\([^()]*\))?,? for (?:{any_of('before a noun')} )?(?:\w+ )?"
    rf"(?:{any_of('giving money')}|{any_of('money')} {any_of('goes on with a name')}) {any_of('this one')} "
    rf"(?:\w+ ){{0,3}}?{any_of('gathering')}\b",
    re.I,
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
_NO_SPONSOR = re.compile(rf"(?:{any_of('before no sponsor')} )*(?:\w+ )?{any_of('payer', 'what is sponsored')}\b", re.I)
"""Words that stand where a sponsor's name does, and name none ("you to our sponsors", "the table")."""
_OWNED = re.compile(rf"\b{any_of('owning')} (?:this|the) {any_of('challenge')}")
_FURTHER = re.compile(rf",?\s+{any_of('and')}\s+|[,;]\s+")


def state_sponsors(context: Context, block: Block) -> None:
    """State the bodies of which the sentences of a block say that they paid for the event, or thank them for it."""
    if context.is_minutes:
        return  # a body that meets talks of money all the time
    for match in SPONSORED.finditer(block.text):
        if is_other(context, block, match.start()) or _is_of_a_challenge(context, block):
            continue
        for name in _with_people(context, block, match.end(), led=False) or names_behind(context, block, match.end()):
            state_sponsor(context, name, block, match[0])
    for match in _IS_SPONSOR.finditer(block.text):
        if not is_other(context, block, match.start()) and not is_known_first(match["name"]):
            whole = Name(match["name"], (within(block, *match.span("name")),))
            several = names_in_sentence(context, block, match.start("name"), stop=match.end("name"))
            for name in several if len(several) > 1 and match[0].endswith("s") else [whole]:
                state_sponsor(context, name, block)
    for name in (*_paying(context, block), *_thanked_for_paying(context, block)):
        state_sponsor(context, name, block)
    for match in THANKED.finditer(block.text):
        stop = block.text.find(". ", match.end())
        sentence = block.text[match.start() : stop if stop > 0 else len(block.text)]
        if _FOR_MONEY.search(sentence) and not is_other(context, block, match.start()):
            further = _ALSO_THANKED.finditer(block.text, match.end(), match.start() + len(sentence))
            for start in (match.end(), *(also.end() for also in further)):
                for name in _with_people(context, block, start) or names_behind(context, block, start):
                    state_sponsor(context, name, block)


def _is_of_a_challenge(context: Context, block: Block) -> bool:
    """Whether a block says who supports a challenge, whose owner it names, or the one before it."""
    led = [words for words, _, _ in inner_labels(block)]
    owned = any(cues.inside(words) == "owners" and cues.outside(words) != "sponsors" for words in led)
    index = context.index_at(block.start)
    supports = bool(index and led) and cues.inside(led[0]) == "supporters"
    before = label_of(context.text.blocks[index - 1]) if supports else None
    return owned or (before is not None and before[0] == "owners") or _OWNED.search(block.text) is not None


def _with_people(context: Context, block: Block, start: int, *, led: bool = True) -> list[Name]:
    """Return the bodies of the people with whom a list in a sentence begins ("our sponsors Ada North of Elm & Co, and Bo Dale of
    Fir Homes"); none where it begins with a body, as it can unless its words have `led` to people or an office stands there."""
    found: list[Name] = []
    while (entry := entry_at(context, block, start)) is not None and entry.organisation is not None:
        if not led and (entry.role is None or not cues.is_role(context.words(entry.role))):
            break
        found.append(Name(context.words(entry.organisation), (entry.organisation,)))
        further = _FURTHER.match(block.text, entry.end)
        if further is None:
            break
        start = further.end()
    return found


def announced_sponsor(context: Context, block: Block, announced: bool) -> bool:
    """State whom a line names below one that announces the sponsors ("Thanks to our sponsors:"), by its label where it has one.

    Return whether the next line may name another.
    """
    if _SPONSORS_FOLLOW.search(block.text) and not is_other(context, block, len(block.text) - 1):
        return True
    label = re.match(r"([^,;:.]{2,60})(?::\s*(?=\S)|$)", block.text)
    if not announced or block.kind is Kind.HEADING or label is None or not looks_like_name(label[1]):
        return False
    state_sponsor(context, Name(label[1], (within(block, 0, label.end(1)),)), block)
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
        paid = _PAID.match(block.text, names[-1].spans[-1].end - block.start) if names else None
        if paid and not tells_of_another(context, block, start):
            found.extend(name for name in names if can_be_body(context, name.printed, listed=True))
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


def state_sponsor(context: Context, name: Name, block: Block, words: str = "") -> None:
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
