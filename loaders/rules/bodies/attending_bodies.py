"""Which bodies came, where a sentence, a label or the line above a list says so of them.

What leads to their names is a lexicon (`coming`): some words say by themselves that the bodies behind them came ("Participants came
from"), others only where the sentence tells of an occasion ("we had people from") or has the event before them ("it brought
together"). A name that is a person's or a place's is none.
"""

import re

from loaders.blocks import Block, Kind, Span
from loaders.context import Context
from loaders.dates import YEAR
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.lexicon import lexicon
from loaders.lexicons.words import any_of, word_set
from loaders.names.printed import fold
from loaders.names.word_sets import LEADING
from loaders.rules.bodies.attendees import LABELLED, is_nobody, said_of, state_attendee, state_lines
from loaders.rules.bodies.lists import Name, lines_of, names_in_sentence, names_linked
from loaders.rules.events.organisers import is_person
from loaders.rules.events.other_events import is_elsewhere, is_something_else, names_event, tells_of_another

RULE = "attendance"

_OCCASION = Cued(rf"\b{any_of('tells of an occasion')}\b", re.I)
_TO_A_NAME = re.compile(r"\s*[:(]?\s*(?:the |our )?(?=[\"“‘']?[A-ZÀ-Þ0-9])")
_CAME = Cued(
    rf",? (?:{any_of('between people who spoke')} )?{any_of('came to this one')}"
    rf"(?: (?:{any_of('in a place')} )?{any_of('this one')} (?:\w+ )?(?P<what>\w+))?"
)
"""What stands behind those who came, and to what ("Elm and Fir took part in the summit")."""
_LEAST = 3
"""The fewest names that may be a list of bodies though none of them is known to be one."""
_LINE = 400
"""The most characters of a line that a list follows."""


def state_attending_bodies(context: Context, blocks: list[Block]) -> None:
    """State the bodies of which sentences, labels and lines above lists say that they came. Needs `context.event`."""
    announced: list[Block] | None = None
    for block in blocks:
        if announced is not None and block.kind is Kind.ITEM:
            announced.append(block)
            continue
        if announced == [] and block.kind is Kind.PARAGRAPH and block.start not in context.peopled:
            names = names_linked(context, block) or list(lines_of(context, block))
            if len(names) >= _LEAST and _state(context, names):
                context.claim(RULE, block)
                announced = None
                continue
        _state_listed(context, announced)
        announced = [] if announces(context, block) else None
        if block.kind not in (Kind.ROW, Kind.HEADING) and announced is None:
            _in_sentences(context, block)
            _before_verbs(context, block)
            _behind_label(context, block)
    _state_listed(context, announced)


def said_to_have_come(context: Context, block: Block) -> list[Span]:
    """Return the parts of a block's sentences that list those who came, behind words that say so ("The day was attended by")."""
    if block.kind is not Kind.PARAGRAPH or lexicon("coming").first(block.text) is None:
        return []
    led = [
        (at, start, end)
        for start, end in context.sentences(block)
        for at, sure in _leads(context, block.text[start:end])[:1]
        if sure and not lexicon("speaking").first(block.text[start : start + at])
        if not tells_of_another(context, block, start)
    ]
    return [within(block, start + at, end) for at, start, end in led]


def announces(context: Context, block: Block) -> bool:
    """Whether a line says that those listed below it came ("The following organisations took part:")."""
    text = block.text.rstrip(" *_")
    if block.kind is Kind.ROW or not text.endswith(":") or len(text) > _LINE:
        return False
    start = context.sentences(block)[-1][0] if context.sentences(block) else 0
    sentence = text[start:].rstrip(" :") + ":"
    return any(len(sentence) - at <= 2 for at, _ in _leads(context, sentence))


def _state_listed(context: Context, items: list[Block] | None) -> None:
    people = context.people() if items else {}
    bodies = [i for i in items or () if i.start not in context.peopled and not ("," in i.text and i.start in people)]
    if bodies:
        state_lines(context, bodies)


def _leads(context: Context, sentence: str) -> list[tuple[int, bool]]:
    """Return where in a sentence the names of bodies begin of which it says that they came to the event, each with whether what
    leads to them says so by itself."""
    hits = lexicon("coming").find(sentence)
    if not hits or is_elsewhere(context, sentence):
        return []
    occasion = _OCCASION.search(sentence) is not None
    found = []
    for hit in hits:
        told = {"came": True, "tied": occasion, "held": names_event(sentence[: hit.start])}[hit.entry.sense]
        before = sentence[: hit.start]
        if told and not _leads_elsewhere(before) and not _is_of_another(context, before):
            found.append((hit.end, hit.entry.sense == "came"))
    return found


def _leads_elsewhere(before: str) -> bool:
    """Whether words for coming lead to nobody who came, by those before them: who did "not" come, or what "she had" been to."""
    last = fold(before).split()[-2:]
    return last[-1:] == ["not"] or not word_set("personal pronoun").isdisjoint(last)


def _is_of_another(context: Context, before: str) -> bool:
    """Whether the words before are about something other than the event, or about a year that is not the event's."""
    event = context.own_event
    years = set(re.findall(YEAR, before))
    own = f"{event.name} {event.date or ''}" if event else ""
    small = fold(before) in LEADING  # "With people from ..."
    return (not small and is_something_else(context, before)) or bool(years and not any(year in own for year in years))


def _before_verbs(context: Context, block: Block) -> None:
    """State the bodies with which a sentence begins that says that these came to the event."""
    event = context.own_event
    for start, end in context.sentences(block) if event is not None and not context.is_minutes else ():
        came = _CAME.search(block.text[start:end])
        if came is None or tells_of_another(context, block, start):
            continue
        names = names_in_sentence(context, block, start, stop=start + came.start())
        whole = names and names[-1].spans[-1].end == block.start + start + came.start()
        goes_on = block.text.startswith(" ", start + came.end())
        to_it = (
            came["what"].lower() in ((event and event.kind) or "", "event", "day", "weekend")
            if came["what"]
            else not goes_on
        )
        if whole and to_it and _state(context, names, sure=True):
            context.claim(RULE, block)


def _in_sentences(context: Context, block: Block) -> None:
    for start, end in context.sentences(block) if lexicon("coming").first(block.text) else ():
        for at, sure in _leads(context, block.text[start:end]):
            lead = _TO_A_NAME.match(block.text, start + at, end)
            names = names_in_sentence(context, block, lead.end(), stop=end) if lead else []
            if not tells_of_another(context, block, start) and _state(context, names, sure=sure):
                context.claim(RULE, block)
                break


def _behind_label(context: Context, block: Block) -> None:
    """State the bodies behind a label such as "Participants:", where no people are."""
    label = LABELLED.match(block.text)
    if label is None or block.start in context.peopled or said_of(label[1]) != "came":
        return
    if _state(context, list(lines_of(context, block))):
        context.claim(RULE, block)


def _state(context: Context, names: list[Name], *, sure: bool = False) -> bool:
    """State that bodies came, where names are bodies' for the most part, of two both, or one where `sure` words lead to them;
    return whether they are."""
    named = context.names
    bodies = [
        name
        for name in names
        if not is_nobody(context, name.printed)
        and not is_person(context, name)
        and (named.is_organisation(name.printed) or not named.is_place(name.printed))
    ]
    known = sum(named.is_organisation(name.printed) for name in bodies)
    if not bodies or 2 * len(bodies) <= len(names) or not (known or len(bodies) >= _LEAST):
        return False
    if len(bodies) < _LEAST and known < len(bodies) and not sure:
        return False
    for name in bodies:
        state_attendee(context, name, None)
    return True
