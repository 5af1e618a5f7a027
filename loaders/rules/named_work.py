"""Work that came of a gathering and has a name of its own, in the sentences that say so: "the table on buses led to Slow Wheels, a
venture of ...", "Dale Council set up Tea and Tenancies", "Coast Careers, which came out of last year's challenge"."""

import re
from collections.abc import Iterator

from loaders.blocks import Block
from loaders.context import Context
from loaders.dates import YEAR, without_year
from loaders.draft import within
from loaders.lexicons.cued import Cued
from loaders.lexicons.words import any_of
from loaders.names.kinds import kind_of_name
from loaders.names.printed import fold
from loaders.names.register import register
from loaders.rules.events.other_events import state_earlier
from loaders.rules.followed_up import bodies_told, tie_to_heading
from loaders.rules.people.person_lines import is_known_first
from loaders.structure.runs import has_bold_lead
from schema.ids import make_id, slug
from schema.links import FollowsFrom, LocatedIn, TakesPartIn
from schema.nodes import Initiative

RULE = "initiatives"

_CAPITAL = r"[A-ZÀ-Þ][\w'’&-]*"
_NAME = (
    rf"(?P<name>{_CAPITAL}(?: (?:{any_of('inside a long name')} ){{0,2}}(?!{any_of('month', capital=True)}\b){_CAPITAL}){{0,6}}"
    rf"(?: {any_of('thing that is made')}\b)?)"
)
_LED_TO = Cued(rf"\b{any_of('led to work')} (?:{any_of('before a noun')} )?(?:new )?{_NAME}")
"""What says what something led to."""
_CAME_OF = Cued(
    rf"(?:^|(?<=\. ))(?:The )?{_NAME},? (?:{any_of('who or which')} )?(?:{any_of('be')} )?{any_of('came of work')}\b"
)
"""What says behind its name where some work came from."""
_SET_UP = Cued(rf"(?<!was )\b{any_of('begun')} (?:{any_of('before a noun')} )?(?:new )?{_NAME}")
"""What somebody began, where nothing else is told."""
_TOLD_OF = re.compile(rf",? {any_of('auxiliary')}\b")
"""What stands behind a name in bold of which a paragraph tells."""
_TABLE = re.compile(rf"\b(?:{any_of('challenge', 'gathering')}|tables?)\b", re.I)


def state_named_work(context: Context, block: Block, event: str, *, tied: bool) -> bool:
    """State the work that a block names, who takes part in it and what it followed from; where nothing else is told there (`tied`),
    no sentence need say that it came of a table, a challenge or the gathering. Return whether it names any."""
    found = list(dict.fromkeys(_named(context, block, tied=tied)))
    for first, end in found:
        name = block.text[first:end]
        start, stop = next(((a, b) for a, b in context.sentences(block) if a <= first < b), (0, len(block.text)))
        told = re.search(YEAR, block.text[start:stop]) if event == context.event else None
        cause = (told and state_earlier(context, told[0], block)) or event
        node = make_id("initiative", cause.split("/", 1)[1], "-".join(slug(name).split("-")[:8]))
        evidence = context.evidence(block)
        context.state(Initiative(id=node, name=name, description=block.text[start:stop].strip()), block)
        context.add(FollowsFrom(source=node, target=cause, evidence=evidence))
        context.mention(node, within(block, first, end))
        context.claim(RULE, block)
        tie_to_heading(context, node, block)
        for at, last, body in bodies_told(context, block, (start, stop)):
            alone = len(found) == 1 or start <= at < stop
            if alone and fold(block.text[at:last]) not in fold(name):
                context.add(TakesPartIn(source=body, target=node, evidence=evidence))
        for printed, span in context.names.places_in(block):
            if first <= span.start - block.start < stop:
                where = context.names.state_place(printed, span)
                context.add(LocatedIn(source=node, target=where, evidence=evidence))
    return bool(found)


def _named(context: Context, block: Block, *, tied: bool) -> Iterator[tuple[int, int]]:
    if tied and has_bold_lead(block):
        lead = block.bold[0].end - block.start
        if _TOLD_OF.match(block.text, lead):
            yield block.bold[0].start - block.start, lead
            return
    for form in (_LED_TO, _CAME_OF, _SET_UP):
        for match in form.finditer(block.text):
            sentence = context.sentence_at(block, match.start())
            told = tied if form is _SET_UP else (tied or _TABLE.search(sentence))
            if told and _is_work(context, match["name"]):
                work, _, place = match["name"].rpartition(" in ")
                first, last = match.span("name")
                yield first, first + len(work) if work and context.names.is_place(place) else last


def _is_work(context: Context, name: str) -> bool:
    """Whether a name can be a piece of work's: neither the gathering's, nor a place's, a person's or a known body's."""
    event, names = context.own_event, context.names
    if event is not None and fold(without_year(event.name)) in fold(name):
        return False
    somebody = is_known_first(name) and names.is_person(name)
    known = register().get(name) is not None or kind_of_name(name) == "local authority"
    return len(name) > 3 and not (somebody or known or names.is_place(name) or re.search(YEAR, name))
