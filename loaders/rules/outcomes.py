"""Work that a gathering set off, where a sentence tells it: "a group was formed on the day", "an outcome of the forum was to launch
a pilot", "several projects emerged, including A, B and C"; and work of which it says that somebody has begun it since.
"""

import re
from collections.abc import Iterator

from loaders.blocks import Block, Kind
from loaders.context import Context
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of, word_set
from loaders.rules.events.other_events import is_elsewhere
from loaders.rules.followed_up import bodies_told, tie_to_heading
from loaders.rules.named_work import state_named_work
from loaders.structure.cues import capitalised
from loaders.structure.sections import Role
from schema.ids import make_id, slug
from schema.links import FollowsFrom, TakesPartIn
from schema.nodes import Initiative

RULE = "initiatives"

_APART = (Role.NOISE, Role.REFERENCES, Role.CHALLENGE, Role.INSIGHTS, Role.INITIATIVES, Role.IMPRINT)
_KIND = any_of("thing that is made", "group that is formed")
_MEETING = rf"{any_of('this one')} (?:[\w'’-]+ ){{0,3}}?{any_of('gathering')}(?: \w+)?"
_FORMED = re.compile(
    rf"\b{any_of('article')} ((?:[\w’'-]+ ){{0,4}}?{_KIND}) {any_of('is or has been')} (?:\w+ly )?"
    rf"{any_of('launched')} "
    rf"(?:{any_of('at the time')}|as a (?:direct )?result|{any_of('after a time')} {_MEETING})",
    re.I,
)
_OUTCOME = re.compile(
    rf"\b(?:{any_of('article')}|one) (?:\w+ )?{any_of('what came of it')}s? {any_of('of a body')} "
    rf"{_MEETING} {any_of('is or has been')} (?:to |{any_of('article')} )?(?P<clause>[^.;:]{{10,240}})",
    re.I,
)
_MADE = re.compile(rf"\b{any_of('before a noun')} (?:new )?((?:[\w’'-]+ ){{1,5}}?{_KIND})\b(?! (?:of|for) people)")
_EMERGED = re.compile(
    rf"\b{any_of('what people do')} (?:\w+ )?"
    rf"{any_of('came of it')}(?: (?:out )?{any_of('of a body')} [^,.;:]{{3,50}})?,? "
    rf"{any_of('such as in a list')}(?: (?=[a-z])|:? )(?P<list>[^.;:]{{10,400}})",
    re.I,
)
_WHEN = rf"(?:{any_of('adverb of work begun')} )"
_BEGUN = Cued(
    rf"\b(?:{any_of('have')} {_WHEN}{{0,2}}{any_of('begun')}|(?P<planned>will) {_WHEN}?{any_of('to begin')}"
    rf"|(?:is|are) (?:in the process of |{_WHEN})?{any_of('beginning')}"
    rf"|(?:went|gone) on to {any_of('to begin')})(?: work(?:ing)? on)? (?:{any_of('before a noun')} (?:new )?|(?=[A-Z]))"
    rf"(?P<name>[^,.;:()]{{6,100}}?)(?=[,.;:()]|$| (?:{any_of('conjunction', 'because of it')}|and {any_of('auxiliary')})\b)"
)
"""Work that somebody has begun since, or will begin."""
_CREATED = Cued(
    rf"\b{any_of('beginning of work')} of {any_of('before a noun')} (?:new )?(?P<name>[^,.;:()]{{6,80}}?)"
    rf"(?=[,.;:()]|$| {any_of('conjunction', 'behind what was created')}\b)"
)
"""Work of which a sentence says that it was created."""
_BECAUSE = Cued(rf"\b(?:{any_of('because of it')} {_MEETING}|{any_of('idea', 'set off')})\b", re.I)
"""What ties that to the gathering: it, or the ideas that people had there."""
_TIED = Cued(
    rf"\b(?:{any_of('because of it')} {_MEETING}|(?:those|{any_of('those who met')}) (?:of \w+ )?who (?:had )?"
    rf"{any_of('taking part', 'met')}|{any_of('those who met')} (?:{any_of('have')}|are|went) )",
    re.I,
)
"""What ties it to the gathering."""
_WORK = re.compile(rf"(?:the {any_of('beginning of work')} of (?:{any_of('article')} )?|the )", re.I)
_MARK = re.compile(r",\s+and\s+|,\s+")
_SECOND = re.compile(r"\s+and\s+\w+ing\s+(?:an?|the)\s")
"""Where an entry goes on to more of the same work."""
LONGEST_NAME = 140


def state_outcomes(context: Context) -> None:
    """State the work of which a sentence says that the event set it off."""
    if context.event is None:
        return
    apart = context.starts_in(*_APART)
    for block in context.text.blocks:
        if block.kind is not Kind.PARAGRAPH or block.start in apart or context.is_ignored(block):
            continue
        if state_named_work(context, block, context.event, tied=False):
            continue
        state_begun(context, block, context.event)
        told = list(dict.fromkeys(_told(context, block)))
        for start, end in told:
            name = block.text[start:end]
            description = context.sentence_at(block, start) if len(told) == 1 else None
            node = make_id("initiative", context.event.split("/", 1)[1], "-".join(slug(name).split("-")[:8]))
            evidence = context.evidence(block)
            context.state(Initiative(id=node, name=capitalised(name), description=description), block)
            context.add(FollowsFrom(source=node, target=context.event, evidence=evidence))
            context.mention(node, within(block, start, end))
            context.claim(RULE, block)


def state_begun(context: Context, block: Block, event: str, *, tied: bool = False) -> None:
    """State the work of which a block says that somebody has begun it since the event, and who takes part in it; where the part of
    the document tells of nothing else (`tied`), no sentence need say so."""
    for start, end in context.sentences(block):
        sentence = block.text[start:end]
        begun = _BEGUN.search(sentence)
        if begun is None or not (tied or _TIED.search(sentence)) or is_elsewhere(context, sentence):
            continue
        if begun["planned"] and (not (tied or _BECAUSE.search(sentence)) or _is_paper(begun["name"])):
            continue
        said = sentence[begun.start("name") : begun.end("name")].partition(" with £")[0].rstrip()
        at = start + begun.start("name"), start + begun.start("name") + len(said)
        name = block.text[at[0] : at[1]]
        node = make_id("initiative", event.split("/", 1)[1], "-".join(slug(name).split("-")[:8]))
        evidence = context.evidence(block)
        context.state(Initiative(id=node, name=capitalised(name), description=sentence.strip()), block)
        context.add(FollowsFrom(source=node, target=event, evidence=evidence))
        context.mention(node, within(block, *at))
        context.claim(RULE, block)
        tie_to_heading(context, node, block)
        for first, last, body in bodies_told(context, block, (start, end)):
            if start <= first and last <= start + begun.start():
                context.add(TakesPartIn(source=body, target=node, evidence=evidence))


def _is_paper(name: str) -> bool:
    """Whether what somebody will make is a report or the like, and no work."""
    return not word_set("another thing than an event").isdisjoint(name.lower().split())


def _told(context: Context, block: Block) -> Iterator[tuple[int, int]]:
    """Yield where a block names work that it says came of the event."""
    for form in (_FORMED, _OUTCOME, _EMERGED, _CREATED):
        for match in form.finditer(block.text):
            sentence = context.sentence_at(block, match.start())
            if is_elsewhere(context, sentence):
                continue
            if form is _CREATED:
                if _BECAUSE.search(sentence) and not _is_paper(match["name"]):
                    yield match.span("name")
            elif form is _FORMED:
                yield match.span(1)
            elif form is _OUTCOME:
                made = list(_MADE.finditer(block.text, *match.span("clause")))
                yield from (one.span(1) for one in made[-1:])
            else:
                yield from _listed(block, *match.span("list"))


def _listed(block: Block, start: int, stop: int) -> Iterator[tuple[int, int]]:
    ends = [*((m.start(), m.end()) for m in _MARK.finditer(block.text, start, stop)), (stop, stop)]
    for end, after in ends:
        lead = _WORK.match(block.text, start, end)
        first = lead.end() if lead else start
        second = _SECOND.search(block.text, first, end)
        end = second.start() if second else end
        if 8 < end - first <= LONGEST_NAME:
            yield first, end
        start = after
