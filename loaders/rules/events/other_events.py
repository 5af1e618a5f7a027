"""What a sentence is about where that is not the document's event: another gathering, last year's, a report, somebody's work.

Who paid for, held or spoke at something else did not do so here.
"""

import re

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.dates import YEAR, without_year
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.rules.events.gatherings import CALLED, GATHERING, named_with_year
from schema.nodes import Event

EARLIER = Cued(
    rf"\b{any_of('before this one')} (?!{any_of('length of a gathering')}\b)"
    rf"{any_of('an occasion', 'gathering')}(?:['’]s)?\b|\b{any_of('at another time')}\b"
    rf"|\bin {any_of('before this one')} years\b",
    re.I,
)
_IN_A_YEAR = re.compile(rf"\W*(?:[Bb]ack )?[Ii]n (?:\w+ )?({YEAR})\b")
"""How a sentence begins that tells of a year."""
_AGO = re.compile(r"\W*(?:\w+ ){1,2}years? ago\b")
"""How one begins that tells of some years before this one."""
_OF_A_YEAR = Cued(rf"\b{CALLED}\W+(?:in )?(?:{any_of('month', capital=True)} )?(?P<year>{YEAR})\b")
"""A gathering with the year behind it ("the Fir Forum in 2028")."""
_OF_A_YEAR_S = Cued(rf"\b{any_of('before a noun', capital=True)} (?P<year>{YEAR})(?:['’]s)? {any_of('gathering')}\b")
"""The same before it ("the 2028 forum")."""
_YEARS_AGO = Cued(rf"\b{CALLED}[^.;]*? years? ago\b")
_NEXT = Cued(rf"\b[Nn]ext (?:[\w'’-]+ ){{0,4}}?{any_of('gathering')}\b", re.I)
_SOME_TIME_AGO = Cued(rf"\b(?i:{any_of('before this one')}) [\w-]+['’]s {CALLED}")
"""One that was held before, by a time of the year ("last autumn's Fir Forum")."""
_SOMETHING_ELSE = re.compile(rf"\b{any_of('another thing than an event')}\b", re.I)
_ANOTHER = re.compile(rf"\b{any_of('before a noun')}\s+(?=[A-Z]\S+\s)({CALLED})")
"""A gathering with a name of its own ("the Fir Forum, convened by")."""
_THE_EVENT = re.compile(rf"\b(?:{any_of('gathering')}|we|it)\b", re.I)
_IT = re.compile(r"\W*[Ii]ts?\b(?: [\w-]+){0,3}\s*")
_OURSELVES = re.compile(rf"\b{any_of('gathering', 'participant', 'tells of those who met')}\b", re.I)
_ITS_PART = re.compile(rf"\b{any_of('paid for at an event')}\b", re.I)
_OF_SOMEBODY = re.compile(
    rf"[A-Z][\w'’&-]+,? {any_of('who or which')}(?: {any_of('be')})?(?: an?(?: (?!{any_of('gathering')}\b)[\w-]+){{1,3}})?"
)
"""What a sentence begins to say of the name before it ("Elm Trust, which is")."""
_A_GATHERING = re.compile(rf"\ban? (?:[\w-]+ ){{0,2}}(?P<noun>{any_of('gathering')})$", re.I)
"""What is told of for the first time right before it is said who held it ("at a meeting convened by")."""
_SOMEBODY = re.compile(
    rf"(?:[Ww]ork by )?(?!{any_of('pronoun that begins a sentence')}\b)[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){{0,2}}(?:(?<=['’]s) [a-z]+)?"
)


def year_of(event: str | None) -> str | None:
    """Return the year that the id of a gathering has, None where it has none."""
    years = re.findall(YEAR, event or "")
    return years[-1] if years else None


def state_earlier(context: Context, told: str | None, block: Block) -> str | None:
    """State the earlier gathering of the same name that a block speaks of: that of the year `told` or, without one, of the year
    before. Return its id, None where the document's own gathering has no year, or none after the one told.

    On which day it was, nobody tells.
    """
    own = context.own_event
    year = year_of(own.id) if own is not None else None
    if own is None or year is None or (told is not None and told >= year):
        return None
    earlier = told or str(int(year) - 1)
    name = own.name.replace(year, earlier) if year in own.name else f"{own.name} {earlier}"
    event = re.sub(rf"{year}(?:-\d\d-\d\d)?(?!\d)", earlier, own.id)
    context.state(Event(id=event, name=name, date=earlier), block)
    return event


def is_elsewhere(context: Context, sentence: str) -> bool:
    """Whether a sentence tells of another gathering than the document's event: one with another year, or an earlier one."""
    event = context.own_event
    if event is None:
        return False
    ago = _SOME_TIME_AGO.search(sentence) or _YEARS_AGO.search(sentence)
    if EARLIER.search(sentence) or _AGO.match(sentence) or (ago and fold(event.name) not in fold(ago[0])):
        return True
    years = set(re.findall(YEAR, f"{event.name} {event.date or ''}"))
    if years and (told := _IN_A_YEAR.match(sentence)) and told[1] not in years:
        return True
    for of_a_year in (_OF_A_YEAR, _OF_A_YEAR_S):
        if years and (told := of_a_year.search(sentence)) and told["year"] not in years:
            return True
    told_years = set(re.findall(YEAR, sentence)) if years and _NEXT.search(sentence) else set[str]()
    if told_years and told_years.isdisjoint(years):
        return True
    named = named_with_year(sentence)
    return bool(named) and bool(years) and not any(year in years for _, year in named)


def tells_of_another(context: Context, block: Block, at: int) -> bool:
    """Whether the sentence at a place of a block tells of another gathering than the event: by its own words, or because it goes
    on with the one of the sentence before ("That summit was hosted by", "It was opened by")."""
    told = [(start, end) for start, end in context.sentences(block) if start <= at]
    if not told:
        return False
    start, end = told.pop()
    sentence = block.text[start:end]
    if is_elsewhere(context, sentence):
        return True
    while _goes_on(sentence):
        if not told:
            above = context.text.blocks[max(0, context.index_at(block.start) - 1)]
            if above is block or above.kind is not Kind.PARAGRAPH:
                return False
            block, told = above, context.sentences(above)
        start, end = told.pop()
        sentence = block.text[start:end]
        if _leaves(context, sentence):
            return True
    return False


def _goes_on(sentence: str) -> bool:
    """Whether a sentence goes on with the gathering of the one before: it begins so, or speaks of "that day"."""
    back = sentence.find(" that ")
    if back >= 0 and GATHERING.match(sentence, back + len(" that ")):
        return True
    return sentence.lstrip('"“‘( ').partition(" ")[0].lower().strip(",") in word_set("points back to a gathering")


def _is_tied(behind: str) -> bool:
    """Whether the words behind what somebody made tie it to a gathering, and are not about it ("the research behind it")."""
    return behind[:1] == " " and behind.split(" ")[1] in word_set("ties work to a gathering")


def _leaves(context: Context, sentence: str) -> bool:
    """Whether a sentence tells of no gathering but another: the last that it names is not the event, by its year or its words."""
    event = context.own_event
    if event is None:
        return False
    years = set(re.findall(YEAR, f"{event.name} {event.date or ''}"))
    if is_elsewhere(context, sentence):
        return years.isdisjoint(re.findall(YEAR, sentence))
    own = set(fold(event.name).split())
    named = [fold(match[1]) for match in _ANOTHER.finditer(sentence)]
    return (
        bool(named)
        and fold(without_year(event.name)) not in fold(sentence)
        and not own.issuperset(named[-1].split()[:-1])
    )


def is_it_another(context: Context, block: Block, start: int, clause: int, at: int) -> bool:
    """Whether "it", or what is its own, is of something else than the event in the `clause` up to a place of the sentence from
    `start`: nothing said before in the block, or in the paragraph above where the sentence begins one, names it, a gathering or
    those who met."""
    if not _IT.fullmatch(block.text, clause, at):
        return False
    start = start if _IT.match(block.text, start) else clause
    before = block.text[:start]
    if not start:
        above = context.text.blocks[max(0, context.index_at(block.start) - 1)]
        before = above.text if above.kind is Kind.PARAGRAPH and above is not block else ""
    own = context.own_event
    named = own is not None and fold(without_year(own.name)) in fold(before)
    return bool(before) and not named and _OURSELVES.search(before) is None


def names_event(words: str) -> bool:
    """Whether words speak of a gathering, by what it is or by "it" or "we"."""
    return _THE_EVENT.search(words) is not None


def is_of_another_kind(event: Event | None, words: str) -> bool:
    """Whether words end with a gathering that is told of for the first time, and is no such one as the event ("at a meeting" of a
    summit)."""
    met = _A_GATHERING.search(words)
    if met is None or event is None or event.kind is None:
        return False
    return met["noun"].lower().split()[-1] not in {*fold(event.name).split(), *event.kind.split(), "event"}


def is_something_else(context: Context, subject: str) -> bool:
    """Whether what stands before "was supported by" or "was organised by" is no event: a report, somebody's work."""
    event = context.own_event
    words = re.sub(r"^[A-Z]\w+ly$", "", subject.strip(" ,;:–—-"))  # "Kindly sponsored by" has no subject
    if not words or event is None:
        return False
    bare = without_year(event.name).casefold()
    other = next((one for one in _ANOTHER.finditer(words) if one.end() == len(words)), None)
    if other and fold(other[1]) not in fold(event.name) and bare not in other[1].casefold():
        return True
    if (
        (told := _OF_SOMEBODY.search(words))
        and told.end() == len(words)
        and fold(told[0].split()[0].strip(",")) not in bare
    ):
        return True
    subject_of = re.sub(rf"\s+{any_of('is or has been')}$", "", words)
    if is_of_another_kind(event, subject_of):
        return True
    if words.lower().split()[0] in word_set("somebody's own"):
        return True  # "Her flight and hotel were paid for by"
    if any(_is_tied(words[work.end() :]) for work in _SOMETHING_ELSE.finditer(words)):
        return True
    if bare in words.casefold() or _THE_EVENT.search(words) or _ITS_PART.search(words):
        return False
    return bool(_SOMETHING_ELSE.search(words) or _SOMEBODY.fullmatch(subject_of))
